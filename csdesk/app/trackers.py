"""Writing the shared tracker: numbered, with its base kept, checked before it leaves."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csdesk.app.exports import log_document
from csdesk.app.gate import check_document
from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.tracker import tracker_view
from csdesk.app.targets import target_in
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.errors import N_
from csdesk.domain.progress import Progress
from csdesk.domain.records import DocumentLog, Export, Json, Project
from csdesk.domain.views.tracker import TrackerView
from csdesk.i18n import Translator

NO_WAY_BACK = N_("The tracker names no mail address to send it back to.")


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerResult:
    """Where the tracker lies, and its number; `warnings` are for us and never in the file."""

    path: Path
    version: int
    items: int
    warnings: tuple[str, ...] = ()


def preview_tracker(
    store: Store, *, project_id: int, today: date, language: str | None = None
) -> TrackerView:
    """Return the snapshot of the tracker that would be written next; stores nothing."""
    with store.read() as reader:
        loaded = load_project(reader, project_id, today)
        speech = Language(language or loaded.customer.language)
        exports = reader.find(Export, project_id=project_id)
        return tracker_view(
            loaded,
            DocumentFacts(reader, loaded.customer, speech),
            translator=Translator(speech.value),
            export_uid=f"x-{secrets.token_hex(8)}",
            version=max((one.number for one in exports), default=0) + 1,
            as_of=today,
            made_at=store.clock.now(),
        )


def export_tracker(
    store: Store,
    *,
    project_id: int,
    out: Path,
    today: date,
    language: str | None = None,
    released: Collection[str] = (),
    progress: Progress | None = None,
) -> TrackerResult:
    """Write the next version of the tracker to `out`, a file or a folder, and keep its base.

    The file appears only after the gate and with its base, so that a tracker out there can always
    be merged; one that could not be put in place is no version that left. Raises `UserError` when
    the target cannot be written or the gate finds a leak.
    """
    from csdesk.reports.target import staged_file
    from csdesk.reports.xlsx.tracker import write_tracker

    view = preview_tracker(store, project_id=project_id, today=today, language=language)
    path = target_in(out, view.file_name)
    with staged_file(path) as staged:
        write_tracker(view, Translator(view.language), staged.path, progress)
        with store.read() as reader:
            project = reader.get(Project, project_id)
            check_document(
                reader,
                staged.path,
                name=path.name,
                customer_id=project.customer_id,
                view=view,
                released=released,
            )
        with store.write(
            "export.tracker",
            customer_id=project.customer_id,
            undoable=False,
            version=view.version,
        ) as unit:
            keep_base(unit, project, view, path, released)
            staged.put()
    return TrackerResult(
        path=path,
        version=view.version,
        items=len(view.items),
        warnings=tracker_warnings(view),
    )


def keep_base(
    unit: Unit,
    project: Project,
    view: TrackerView,
    path: Path,
    released: Collection[str],
    sha256: str = "",
) -> int:
    """Record a tracker that leaves as `path`, with its base; return its id in the log."""
    names: list[Json] = [*sorted(released)]
    unit.add(
        Export(
            uid=view.export_uid,
            customer_id=project.customer_id,
            project_id=project.id,
            number=view.version,
            language=Language(view.language),
            file_name=path.name,
            made_at=view.exported_at,
            as_of=view.as_of,
            checksum=view.checksum(),
            base=view.base(),
        )
    )
    return log_document(
        unit,
        path,
        DocumentLog(
            customer_id=project.customer_id,
            project_id=project.id,
            kind=DocumentKind.TRACKER,
            language=Language(view.language),
            file_name=path.name,
            made_at=view.exported_at,
            as_of=view.as_of,
            number=view.version,
            snapshot={"released": names} if names else None,
            sha256=sha256,
        ),
    )


def tracker_warnings(view: TrackerView) -> tuple[str, ...]:
    """Name, in English msgids, what we lack and the document leaves out."""
    missing = []
    if not view.send_back_to:
        missing.append(NO_WAY_BACK)
    if not view.contacts:
        missing.append(N_("The tracker has no contacts yet."))
    return tuple(missing)
