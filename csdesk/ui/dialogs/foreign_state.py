"""A foreign spreadsheet under way in the window: read, understood, planned, stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from csdesk.domain.progress import Progress

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.app.imports.foreign_book import ForeignBook
    from csdesk.app.imports.foreign_lists import ListPreview
    from csdesk.app.imports.foreign_mapping import SheetMap
    from csdesk.app.imports.foreign_plan import ForeignPreview
    from csdesk.app.imports.foreign_rows import Asked, Told
    from csdesk.app.imports.foreign_session import Wish
    from csdesk.app.imports.foreign_table import ForeignTable
    from csdesk.domain.records import Project

Way = Literal["", "new", "update"]
_SAMPLES = 4


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignShown:
    """What a file is understood as: `plan` or `entries`, whichever it holds; neither on a problem.

    `samples` are the first values of each column. `projects` are those that the file may update,
    `project_id` the one that it does.
    """

    table: "ForeignTable"
    mapping: "SheetMap"
    samples: Sequence[Sequence[str]]
    plan: "ForeignPreview | None" = None
    entries: "ListPreview | None" = None
    projects: "tuple[Project, ...]" = ()
    project_id: int | None = None

    @property
    def asked(self) -> "tuple[Asked, ...]":
        """The cells that are not surely read."""
        source = self.plan or self.entries
        return source.asked if source is not None else ()

    @property
    def told(self) -> "tuple[Told, ...]":
        """What is to know about the file."""
        source = self.plan or self.entries
        return source.told if source is not None else ()

    @property
    def writes(self) -> int:
        """How much applying it would store."""
        if self.plan is not None:
            return self.plan.project.writes
        return self.entries.writes if self.entries is not None else 0


def is_foreign(store: "Store", path: Path, customer_id: int | None, progress: Progress) -> bool:
    """Whether a file is a spreadsheet that csdesk did not write; errors as its reader."""
    from csdesk.app.imports.foreign_session import carries_our_mark, is_returned, open_foreign

    if carries_our_mark(path):
        return False
    return not is_returned(store, open_foreign(path, progress), customer_id)


def read_file(store: "Store", path: Path, progress: Progress) -> "ForeignBook":
    """Read a spreadsheet; errors as `read_foreign`."""
    del store
    from csdesk.app.imports.foreign_session import open_foreign

    return open_foreign(path, progress)


def shown_of(
    store: "Store",
    book: "ForeignBook",
    wish: "Wish",
    customer_id: int,
    way: Way,
    project_id: int | None,
    name: str,
    theirs: bool,
    progress: Progress,
) -> ForeignShown:
    """Say what taking the file in would do now; errors as the importer's."""
    from csdesk.app.imports.foreign_book import cell_at, written
    from csdesk.app.imports.foreign_lists import plan_list
    from csdesk.app.imports.foreign_plan import candidates, plan_foreign
    from csdesk.app.imports.foreign_reading import read_plan
    from csdesk.app.imports.foreign_session import understood
    from csdesk.domain.records import Project

    progress.check_cancelled()
    table, mapping, origin = understood(store, book, wish)
    samples = [
        [text for _, cells in table.body[:200] if (text := written(cell_at(cells, one.at)))][
            :_SAMPLES
        ]
        for one in table.columns
    ]
    with store.read() as reader:
        projects = reader.find(Project, customer_id=customer_id)
    facts: dict[str, Any] = {"table": table, "mapping": mapping, "samples": samples}
    if mapping.kind != "plan":
        only = projects[0].id if len(projects) == 1 else None
        with store.read() as reader:
            entries = plan_list(
                reader, table, mapping, customer_id=customer_id, project_id=only,
                today=store.today(), origin=origin,
            )  # fmt: skip
        return ForeignShown(entries=entries, **facts)
    read = read_plan(table, mapping, store.today())
    with store.read() as reader:
        found = candidates(reader, table, read, customer_id)
    chosen: int | None = None
    if way != "new" and found:
        known = {one.project.id for one in found}
        chosen = project_id if project_id in known else found[0].project.id
    plan = plan_foreign(
        store, table, mapping, read, customer_id=customer_id, project_id=chosen, name=name,
        theirs=theirs, origin=origin,
    )  # fmt: skip
    return ForeignShown(
        plan=plan, projects=tuple(one.project for one in found), project_id=chosen, **facts
    )


def apply_shown(store: "Store", shown: ForeignShown, progress: Progress) -> Any:
    """Store what is shown; return the imported plan, or how many entries came in."""
    from csdesk.app.commands.foreign_import import apply_list, apply_plan

    if shown.plan is not None:
        return apply_plan(store, preview=shown.plan, progress=progress)
    assert shown.entries is not None  # noqa: S101  (one of the two)
    return apply_list(store, preview=shown.entries, progress=progress)


def promise(words: Any, shown: ForeignShown) -> str:
    """Say in one line what taking it in does."""
    if not shown.writes:
        return str(words.text("Nothing new in this file."))
    if shown.entries is not None:
        n = shown.writes
        return {
            "risks": lambda: str(words.plural("{n} risk comes in", "{n} risks come in", n)),
            "contacts": lambda: str(words.plural("{n} person comes in", "{n} people come in", n)),
        }.get(
            shown.mapping.kind,
            lambda: str(words.plural("{n} decision comes in", "{n} decisions come in", n)),
        )()
    assert shown.plan is not None  # noqa: S101  (one of the two)
    project = shown.plan.project
    new, changed = project.count("new"), project.count("changed")
    if project.mode == "new":
        return str(words.plural("A new project of {n} row", "A new project of {n} rows", new))
    parts = [words.plural("{n} row changes", "{n} rows change", changed)] if changed else []
    if new:
        parts.append(words.plural("{n} new row", "{n} new rows", new))
    return str(words.join(parts or [words.text("Links change")]))
