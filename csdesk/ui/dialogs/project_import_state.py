"""A project file under way in the window: read, held against a customer, planned, stored."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csdesk.app.imports.project_left import OURS
from csdesk.domain.progress import Progress

if TYPE_CHECKING:
    from csdesk.app.commands.project_import import ImportedPlan
    from csdesk.app.handle import Store
    from csdesk.app.imports.project_plan import Suggestion
    from csdesk.app.imports.project_preview import Mode, ProjectPreview
    from csdesk.domain.records import Contact, Project, User
    from csdesk.domain.views.project_file import FilePlan


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a customer has that a file is held against."""

    suggestion: "Suggestion"
    projects: "list[Project]"
    users: "list[User]"
    contacts: "list[Contact]"


def read_file(
    store: "Store", path: Path, customer_id: int | None, progress: Progress
) -> "tuple[FilePlan, Known | None]":
    """Read a file and say what the customer has that it is held against; errors as the reader."""
    from csdesk.app.imports.project_files import read_project

    plan = read_project(path)
    return plan, known_of(store, plan, customer_id, progress)


def known_of(
    store: "Store", plan: "FilePlan", customer_id: int | None, progress: Progress
) -> Known | None:
    """Return what a customer has that a file is held against, None without a customer."""
    from csdesk.app.imports.project_plan import suggest
    from csdesk.domain.records import Contact, Project, User

    progress.check_cancelled()
    if customer_id is None:
        return None
    suggestion = suggest(store, plan, customer_id)
    with store.read() as reader:
        return Known(
            suggestion=suggestion,
            projects=reader.find(Project, customer_id=customer_id),
            users=reader.find(User, active=True),
            contacts=reader.find(Contact, customer_id=customer_id, left_on=None),
        )


def preview_of(
    store: "Store",
    plan: "FilePlan",
    mode: "Mode",
    customer_id: int | None,
    project_id: int | None,
    changes: dict[str, Any],
    progress: Progress,
) -> "ProjectPreview":
    """Say what taking the file in would do now; errors as `plan_project`."""
    from csdesk.app.imports.project_draft import Choices
    from csdesk.app.imports.project_plan import plan_project

    progress.check_cancelled()
    return plan_project(
        store,
        plan,
        mode=mode,
        customer_id=None if mode == "template" else customer_id,
        project_id=project_id,
        choices=replace(Choices(), **changes),
    )


def apply_import(store: "Store", shown: "ProjectPreview", progress: Progress) -> "ImportedPlan":
    """Store what the preview shows."""
    from csdesk.app.commands.project_import import apply

    return apply(store, preview=shown, progress=progress)


def promise(words: Any, shown: "ProjectPreview") -> str:
    """Say in one line what taking it in does."""
    new, changed = shown.count("new"), shown.count("changed")
    if not shown.writes and any(one.kind in OURS for one in shown.left):
        return str(words.text("What the file changed was changed here too: ours stays."))
    if not shown.writes:
        return str(words.text("Nothing new in this file."))
    if shown.mode == "template":
        return str(words.plural("A template of {n} row", "A template of {n} rows", new))
    if shown.mode == "new":
        return str(words.plural("A new project of {n} row", "A new project of {n} rows", new))
    parts = [words.plural("{n} row changes", "{n} rows change", changed)] if changed else []
    if new:
        parts.append(words.plural("{n} new row", "{n} new rows", new))
    if shown.new_links:
        parts.append(words.plural("{n} new link", "{n} new links", len(shown.new_links)))
    if shown.dropped:
        parts.append(words.plural("{n} link goes", "{n} links go", len(shown.dropped)))
    if not parts:
        parts = [words.plural("{n} link changes", "{n} links change", len(shown.link_changes))]
    return str(words.join(parts))


def detail(words: Any, shown: "ProjectPreview") -> str:
    """Say what the plan holds."""
    facts = shown.as_json(words)
    return str(
        words.text(
            "{summaries} phases and groups, {milestones} milestones, {links} links ({lags} with a "
            "lag), {baselines} baselines.",
            summaries=facts["summaries"],
            milestones=facts["milestones"],
            links=facts["links"],
            lags=facts["lags"],
            baselines=len(shown.baselines),
        )
    )
