"""Writing a plan as PDF, picture and calendar: from the safe view, checked, logged."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from csdesk.app.exports import (
    DocumentJob,
    ExportResult,
    Remark,
    document_warnings,
    put_document,
)
from csdesk.app.gate import check_document
from csdesk.app.plan_files import PlanAsk
from csdesk.app.queries.plan_document import PlanSource, plan_calendar, plan_source
from csdesk.app.targets import target_in
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language, RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.file_names import document_name
from csdesk.domain.progress import Progress
from csdesk.domain.views.plan import PlanCalendarView, PlanView
from csdesk.i18n import Translator

if TYPE_CHECKING:
    from csdesk.reports.gantt.document import PlanWritten

CUT = N_("Titles that are cut short for lack of room: {n}.")


def export_plan_pdf(store: Store, ask: PlanAsk, progress: Progress | None = None) -> ExportResult:
    """Write a project's plan on one sheet while it is legible, else on tiles.

    Raises `UserError` "plan_empty" without rows to show, else as `put_document` does.
    """
    return _export(store, ask, "pdf", progress)


def export_plan_png(store: Store, ask: PlanAsk, progress: Progress | None = None) -> ExportResult:
    """Write a project's plan as one raster picture."""
    return _export(store, ask, "png", progress)


def export_plan_svg(store: Store, ask: PlanAsk, progress: Progress | None = None) -> ExportResult:
    """Write a project's plan as one picture of shapes and texts."""
    return _export(store, ask, "svg", progress)


def draw_plan(view: PlanView, ending: str, progress: Progress | None = None) -> "PlanWritten":
    """Return a plan as PDF, PNG or SVG; the same view gives the same bytes."""
    from csdesk.reports.gantt.document import write_plan

    words = Translator(view.language.value)
    if ending == "svg":
        from csdesk.reports.gantt.svg import write_plan_svg

        return write_plan_svg(view, words, progress)
    written = write_plan(view, words, picture=ending == "png", progress=progress)
    if ending == "png":
        from csdesk.reports.gantt.png import picture_of

        return replace(written, content=picture_of(written), drawn_from=written.content)
    return written


def _export(store: Store, ask: PlanAsk, ending: str, progress: Progress | None) -> ExportResult:
    source, _ = plan_to_draw(store, ask)
    written = draw_plan(source.view, ending, progress)
    return _put(store, ask, source, ending, written.content, written.pages, written.missing,
                cut=written.cut, drawn_from=written.drawn_from)  # fmt: skip


def export_plan_ics(store: Store, ask: PlanAsk, progress: Progress | None = None) -> ExportResult:
    """Write the milestones and meetings of a project for calendar programs."""
    from csdesk.reports.ics import write_calendar

    if ask.internal:
        raise UserError(
            "calendar_internal",
            N_("A calendar file holds only what the customer may see: it has no internal copy."),
        )
    language = Language(ask.language) if ask.language else None
    with store.read() as reader:
        source = plan_source(reader, ask.project_id, ask.today, language)
        view = plan_calendar(
            reader,
            ask.project_id,
            ask.today,
            store.clock.now(),
            language,
            first=ask.first,
            last=ask.last,
        )
    if not view.entries:
        raise UserError(
            "calendar_empty",
            N_("There is nothing for a calendar: no milestone with a date, and no meeting."),
        )
    content = write_calendar(view, Translator(view.language.value))
    return _put(store, ask, source, "ics", content, 1, {}, calendar=view)


def plan_picture_view(store: Store, *, project_id: int, today: date) -> PlanView:
    """Return what a picture for the clipboard shows: visible rows only, in the customer's language.

    The gate reads its words as it reads a file's. Raises `UserError` as `export_plan_pdf` does.
    """
    ask = PlanAsk(project_id=project_id, out=Path(), today=today)
    source, _ = plan_to_draw(store, ask)
    view = source.view
    words = "\n".join([view.project, *(f"{line.title}\n{line.owner}" for line in view.lines)])
    with TemporaryDirectory(prefix="csdesk-") as folder:
        path = Path(folder) / "picture.txt"
        path.write_text(words, encoding="utf-8")
        with store.read() as reader:
            check_document(
                reader, path, name="picture.txt", customer_id=source.customer_id, view=view
            )
    return view


def plan_to_draw(store: Store, ask: PlanAsk) -> tuple[PlanSource, Translator]:
    """Return the view that is drawn, with its words.

    Raises `UserError` "plan_empty" for what would be an empty page.
    """
    if ask.first is not None and ask.last is not None and ask.last < ask.first:
        raise UserError(
            "plan_range",
            N_("The days to show end on {last}, before they begin on {first}."),
            first=ask.first,
            last=ask.last,
        )
    language = Language(ask.language) if ask.language else None
    with store.read() as reader:
        source = plan_source(
            reader,
            ask.project_id,
            ask.today,
            language,
            first=ask.first,
            last=ask.last,
            internal=ask.internal,
        )
    view = replace(source.view, paper=ask.paper)
    check_drawable(view)
    return replace(source, view=view), Translator(view.language.value)


def check_drawable(view: PlanView) -> None:
    """Raise `UserError` "plan_empty" for what would be an empty page."""
    if any(line.finish is not None for line in view.lines):
        return
    if view.left_out:
        message = N_("No row of the plan lies in the days asked for. Choose other days.")
    elif view.lines:
        message = N_("No row of the plan has a date yet: set dates, then write it.")
    else:
        message = N_("The plan has no rows that may be shown: add some, then write it.")
    raise UserError("plan_empty", message)


def _put(
    store: Store,
    ask: PlanAsk,
    source: PlanSource,
    ending: str,
    content: bytes,
    pages: int,
    missing: Mapping[str, str],
    *,
    cut: int = 0,
    drawn_from: bytes = b"",
    calendar: PlanCalendarView | None = None,
) -> ExportResult:
    view = source.view
    kind = "plan-internal" if view.internal else "plan"
    name = document_name(view.customer.name, kind, view.number, ask.today, ending)
    path = target_in(ask.out, name)
    job = plan_job(ask, source, calendar or view)
    put_document(store, path, content, job, drawn_from=drawn_from)
    warnings = []
    left_out = plan_left_out(view, calendar=calendar is not None)
    if calendar is None:
        warnings = document_warnings(view.sender, missing, mixed=source.mixed)
        warnings += cut_remarks(cut)
    return ExportResult(path=path, pages=pages, left_out=left_out, warnings=warnings)


def cut_remarks(cut: int) -> tuple[Remark, ...]:
    """Return what we should know about titles that were cut short."""
    return (Remark(CUT, {"n": cut}),) if cut else ()


def plan_job(ask: PlanAsk, source: PlanSource, said: PlanView | PlanCalendarView) -> DocumentJob:
    """Return what the gate and the log must know about a plan that leaves."""
    return DocumentJob(
        kind=DocumentKind.PLAN,
        customer_id=source.customer_id,
        project_id=ask.project_id,
        number=source.view.number,
        language=source.view.language,
        as_of=ask.today,
        view=said,
        released=tuple(sorted(ask.released)),
    )


def plan_left_out(view: PlanView, *, calendar: bool = False) -> list[Remark]:
    """Return what a plan has none of."""
    found = []
    if not any(line.kind is RowKind.MILESTONE for line in view.lines):
        found.append(Remark(N_("milestones")))
    if view.baseline_on is None and not calendar:
        found.append(Remark(N_("baseline")))
    return found
