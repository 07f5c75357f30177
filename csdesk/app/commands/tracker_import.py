"""Taking over what a person decided about a returned tracker: one command, one undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from csdesk.app.commands.tracker_writes import Refusal, TrackerWriter
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.tracker_review import TrackerReview
from csdesk.app.queries.tracker_undecided import to_content
from csdesk.app.tracker_present import load_present
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import MilestoneKind, RowKind
from csdesk.domain.merge_choices import Accept, Choices, Settled, accept, settle
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import CONTACTS, ITEMS, CellDiff, Kind, RowDiff, Shape
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import CustomerWord, TrackerReturn


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


def rehearse(
    store: Store, *, review: TrackerReview, choices: TrackerChoices
) -> tuple[MilestoneMove, ...]:
    """Return how milestones would move, before anything is taken over; stores nothing."""
    moves: tuple[MilestoneMove, ...] = ()
    try:
        with store.write("import.tracker", customer_id=review.customer_id) as unit:
            before = load_project(unit, review.project_id, unit.today)
            _apply(store, unit, review, choices, NoProgress())
            after = load_project(unit, review.project_id, unit.today)
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
                            title=row.title, kind=kind, before=old.finish, after=new.finish,
                            days=days,
                        )
                    )  # fmt: skip
            moves = tuple(found)
            raise _RehearsedError
    except _RehearsedError:
        return moves


class _RehearsedError(Exception):
    """Takes a rehearsal back."""


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
    refused = {shape: _still_open(review, settled[shape], writer, shape) for shape in settled}
    content, undecided = to_content(settled, refused)
    if review.return_id is not None:
        kept = unit.update(TrackerReturn, review.return_id, content=content, undecided=undecided)
    else:
        kept = unit.add(
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
                undecided=undecided,
            )
        )
    unit.describe(
        version=review.export.number,
        day=(review.saved_on or review.export.as_of).isoformat(),
        n=written,
    )
    return TrackerApplied(
        written=written,
        new_items=tuple(writer.new_numbers),
        refused=tuple(writer.refused),
        undecided=undecided,
        return_id=kept.id,
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
