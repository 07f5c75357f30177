"""Taking over what a person decided about a returned tracker: one command, one undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from csdesk.app.commands.rehearsal import rehearsal
from csdesk.app.commands.reschedule import slip_entries
from csdesk.app.commands.returned_files import keep_file
from csdesk.app.commands.tracker_writes import Refusal, TrackerWriter
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.app.queries.tracker_effect import PlanEffect, compare_plans
from csdesk.app.queries.tracker_review import TrackerReview
from csdesk.app.queries.tracker_said import with_said
from csdesk.app.queries.tracker_undecided import to_content, to_open_content, with_file
from csdesk.app.queries.tracker_verdicts import with_verdicts
from csdesk.app.tracker_present import load_present
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Cause, MilestoneKind, RowKind
from csdesk.domain.merge_choices import Accept, Choices, Settled, accept, settle
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import CONTACTS, ITEMS, CellDiff, Kind, RowDiff, Shape
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import CustomerWord, Export, Json, TrackerReturn
from csdesk.domain.review_lines import Decisions, LineKey
from csdesk.domain.verdicts import Verdict, verdicts
from csdesk.i18n import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerChoices:
    """What a person decided: per sheet, and what the customer's own words mean from now on.

    `words` are field, word as written and stored code.
    """

    items: Choices = field(default_factory=Choices)
    contacts: Choices = field(default_factory=Choices)
    words: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerApplied:
    """What was taken over. `refused` cells could not be written, by a rule that says why."""

    written: int  # cells, new rows, ended rows
    new_items: tuple[int, ...]  # their numbers
    refused: tuple[Refusal, ...]
    undecided: int
    return_id: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MilestoneMove:
    """How a milestone's forecast moves by what would be taken over."""

    title: str
    kind: MilestoneKind
    before: date | None
    after: date | None
    days: int  # working days of the project's calendar, later is positive


def accepted(review: TrackerReview, how: Accept) -> TrackerChoices:
    """Return the choices of `--accept`."""
    return TrackerChoices(items=accept(review.items, how), contacts=accept(review.contacts, how))


def apply(
    store: Store,
    *,
    review: TrackerReview,
    choices: TrackerChoices,
    progress: Progress | None = None,
) -> TrackerApplied:
    """Write what was decided; what was not stays as an open review.

    One transaction, one undo, one line in the history. Statuses and dates follow the plan's rules;
    a cell that a rule refuses, or that changed here since the review, stays open with the reason.
    A backup of the file comes first. Cancelling leaves the workspace as it was.
    """
    if store.backups:
        store.back_up("import", progress=progress)
    with store.write(
        "import.tracker",
        customer_id=review.customer_id,
        version=review.export.number,
        day=(review.saved_on or review.export.as_of).isoformat(),
        n=0,
    ) as unit:
        return _apply(store, unit, review, choices, progress or NoProgress())


def keep(
    store: Store,
    *,
    review: TrackerReview,
    decisions: Decisions,
    reasons: Mapping[LineKey, str] | None = None,
) -> TrackerReturn:
    """Put a review aside with what is decided so far; nothing of it is taken over."""
    with store.write(
        "tracker.keep", customer_id=review.customer_id, version=review.export.number
    ) as unit:
        content, waiting = to_open_content(
            review.merges, review.columns, review.notes, decisions, reasons or {}
        )
        return _store_return(unit, review, content, waiting, {})


def close_review(store: Store, *, return_id: int) -> TrackerReturn:
    """Let go of an open review that says nothing else than the plan by now."""
    with store.write("tracker.close") as unit:
        kept = unit.get(TrackerReturn, return_id)
        unit.describe(version=kept.number)
        content = with_verdicts(None, kept.content, {}, kept.number)
        return unit.update(TrackerReturn, return_id, content=content, undecided=0)


def rehearse(
    store: Store, *, review: TrackerReview, choices: TrackerChoices
) -> tuple[MilestoneMove, ...]:
    """Return how milestones would move, before anything is taken over; stores nothing."""
    before, after = _tried(store, review, choices, NoProgress())
    found = []
    for row in before.rows.values():
        old, new = before.state.rows[row.id], after.state.rows[row.id]
        if row.kind is RowKind.MILESTONE and old.finish != new.finish:
            days = 0
            if old.finish is not None and new.finish is not None:
                days = after.calendars.project.days_after(old.finish, new.finish)
            kind = row.milestone_kind or MilestoneKind.OTHER
            found.append(
                MilestoneMove(
                    title=row.title, kind=kind, before=old.finish, after=new.finish, days=days
                )
            )
    return tuple(found)


def effect_of(
    store: Store,
    *,
    review: TrackerReview,
    choices: TrackerChoices,
    progress: Progress | None = None,
) -> PlanEffect:
    """Return what the plan would become by these choices; stores nothing."""
    return compare_plans(*_tried(store, review, choices, progress or NoProgress()))


def _tried(
    store: Store, review: TrackerReview, choices: TrackerChoices, progress: Progress
) -> tuple[LoadedProject, LoadedProject]:
    """Write, look and take it back: the plan before and after."""
    with rehearsal(store, "import.tracker", customer_id=review.customer_id) as unit:
        review = replace(review, file_bytes=b"")
        before = load_project(unit, review.project_id, unit.today)
        _apply(store, unit, review, choices, progress)
        after = load_project(unit, review.project_id, unit.today)
    return before, after


def _apply(
    store: Store, unit: Unit, review: TrackerReview, choices: TrackerChoices, progress: Progress
) -> TrackerApplied:
    _remember(unit, review.customer_id, choices.words)
    settled = {
        ITEMS: settle(review.items, choices.items),
        CONTACTS: settle(review.contacts, choices.contacts),
    }
    present = load_present(unit, review.project_id, review.export.language, unit.today)
    writer = TrackerWriter(store, unit, review, present, progress)
    contacts, items = settled[CONTACTS], settled[ITEMS]
    written = writer.contacts(contacts) + writer.items(items)
    _record_cause(unit, review, present.loaded)
    refused = {shape: _still_open(review, settled[shape], writer, shape) for shape in settled}
    content, undecided = to_content(settled, refused)
    content = with_file(content, review.columns, review.notes)
    made = {
        shape: verdicts(
            review.merges[shape], chosen, created=writer.created,
            refused=writer.refused_cells(shape),
        )
        for shape, chosen in ((ITEMS, choices.items), (CONTACTS, choices.contacts))
    }  # fmt: skip
    kept = _store_return(unit, review, content, undecided, made)
    unit.describe(
        version=review.export.number,
        day=(review.saved_on or review.export.as_of).isoformat(),
        n=written,
        return_id=kept.id,
    )
    return TrackerApplied(
        written=written,
        new_items=tuple(writer.new_numbers),
        refused=tuple(writer.refused),
        undecided=undecided,
        return_id=kept.id,
    )


def _record_cause(unit: Unit, review: TrackerReview, before: LoadedProject) -> None:
    """Let the ledger say that what moved was moved by the customer's tracker."""
    after = load_project(unit, review.project_id, unit.today)
    text = Translator(before.customer.language.value).text(
        "Tracker, version {n}", n=review.export.number
    )
    unit.add_all(slip_entries(None, before, after, Cause.CUSTOMER, text, unit.today))


def _store_return(
    unit: Unit,
    review: TrackerReview,
    content: Json,
    waiting: int,
    made: Mapping[Shape, Sequence[Verdict]],
) -> TrackerReturn:
    known = None if review.return_id is None else unit.get(TrackerReturn, review.return_id)
    version = max(one.number for one in unit.find(Export, project_id=review.project_id))
    before = None if known is None else known.content
    kept = keep_file(unit, review)
    if kept is not None:
        unit.describe(file_id=kept.id)
    content = with_said(content, review.merges, before, first=known is None)
    content = with_verdicts(content, before, made, version)
    if known is not None:
        return unit.update(TrackerReturn, known.id, content=content, undecided=waiting)
    return unit.add(
        TrackerReturn(
            customer_id=review.customer_id,
            project_id=review.project_id,
            export_id=review.export.id,
            number=review.export.number,
            file_name=review.file_name,
            sha256=review.sha256,
            saved_by=review.saved_by,
            saved_on=review.saved_on,
            received_at=unit.now,
            content=content,
            undecided=waiting,
        )
    )


def _remember(unit: Unit, customer_id: int, words: Sequence[tuple[str, str, str]]) -> None:
    known = {
        (one.field, one.written): one for one in unit.find(CustomerWord, customer_id=customer_id)
    }
    for name, written, value in words:
        old = known.get((name, fold(written)))
        if old is not None:
            unit.update(CustomerWord, old.id, value=value)
        elif written.strip():
            unit.add(
                CustomerWord(
                    customer_id=customer_id, field=name, written=fold(written), value=value
                )
            )


def _still_open(
    review: TrackerReview, settled: Settled, writer: TrackerWriter, shape: Shape
) -> list[RowDiff]:
    """Return the rows whose accepted cells were refused, with these cells only."""
    rows: Mapping[str, RowDiff] = {row.key: row for row in review.merges[shape].rows}
    found: list[RowDiff] = []
    for key, names in writer.refused_cells(shape).items():
        row = rows[key]
        row_id = writer.created.get(key, row.row_id)
        cells = [cell for cell in row.cells if cell.field in names and not cell.follows]
        shown = {cell.field for cell in cells}
        cells += [_cell_of_new(row, shape, name) for name in sorted(names - shown)]
        if row_id is None:
            found.append(row)
        else:
            found.append(replace(row, row_id=row_id, cells=tuple(cells)))
    return found


def _cell_of_new(row: RowDiff, shape: Shape, name: str) -> CellDiff:
    value = row.values[shape.at(name)] if row.values else None
    return CellDiff(kind=Kind.CONFLICT, field=name, base=None, theirs=value, ours=None)
