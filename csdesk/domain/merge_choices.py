"""What a person, or `--accept`, decides about a merge, and what is then to be written.

Whatever is not decided stays open: the cells of a row that are left, and rows as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Literal, TypeAlias

from csdesk.domain.merge import GONE
from csdesk.domain.merge_rows import CellDiff, Kind, KnownRow, Merge, RowDiff, Value

Accept: TypeAlias = Literal["all", "clean", "none"]


class Take(StrEnum):
    """Whose value a differing cell gets."""

    THEIRS = "theirs"
    OURS = "ours"


class Fate(StrEnum):
    """What becomes of a known row that the file does not hold."""

    KEEP = "keep"
    END = "end"  # an item is cancelled, a person has left


@dataclass(frozen=True, slots=True)
class Set:
    """A cell gets the value that a person gave: what an unreadable one means."""

    value: Value


CellChoice: TypeAlias = Take | Set


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """Decisions: cells by row key and field, new rows by key (True: add it), missing rows by id.

    `reasons` say why something was decided otherwise, in words that the customer may read: by row
    key and field, without a field for a row as a whole.
    """

    cells: Mapping[tuple[str, str], CellChoice] = field(default_factory=dict)
    new: Mapping[str, bool] = field(default_factory=dict)
    missing: Mapping[str, Fate] = field(default_factory=dict)
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class NewRow:
    """A row to add, with the values of the sheet's fields."""

    key: str
    place: int
    values: KnownRow


@dataclass(frozen=True, kw_only=True, slots=True)
class Settled:
    """What the choices write, and what stays open.

    `edits` are fields by row id; `ends` rows that end; `open_rows` hold the undecided cells only;
    `open_missing` are the missing rows that nobody decided on.
    """

    edits: Mapping[str, Mapping[str, Value]]
    new: tuple[NewRow, ...]
    ends: tuple[str, ...]
    open_rows: tuple[RowDiff, ...]
    open_missing: tuple[str, ...]

    @property
    def writes(self) -> int:
        """How many cells and rows are written."""
        return sum(map(len, self.edits.values())) + len(self.new) + len(self.ends)


def accept(found: Merge, how: Accept) -> Choices:
    """Return the choices of `--accept`: all theirs, the uncontested, or nothing.

    Unreadable cells, missing rows and rows that we no longer have are never decided by it, cells
    that are not theirs to edit never taken.
    """
    if how == "none":
        return Choices()
    kinds = {Kind.CHANGED} if how == "clean" else {Kind.CHANGED, Kind.CONFLICT}
    cells: dict[tuple[str, str], CellChoice] = {}
    new: dict[str, bool] = {}
    for row in found.rows:
        if row.row_id is None:
            contested = {cell.kind for cell in row.cells} & {Kind.UNREADABLE, Kind.CONFLICT}
            if not contested or (how == "all" and Kind.UNREADABLE not in contested):
                new[row.key] = True
        for cell in row.cells:
            if cell.kind in kinds and cell.fault != GONE:
                cells[row.key, cell.field] = Take.THEIRS
    return Choices(cells=cells, new=new)


def settle(found: Merge, choices: Choices) -> Settled:
    """Return what is to be written and what stays open.

    What follows from a decided cell (`CellDiff.follows`) is decided with it. Cells that are not
    theirs to edit need no decision.
    """
    edits: dict[str, dict[str, Value]] = {}
    new: list[NewRow] = []
    left: list[RowDiff] = []
    for row in found.rows:
        if row.row_id is None:
            added = _new_row(found, row, choices)
            if isinstance(added, NewRow):
                new.append(added)
            elif added is not None:
                left.append(added)
            continue
        chosen, undecided = _cells(row, choices)
        if chosen:
            edits[row.row_id] = chosen
        if undecided:
            left.append(replace(row, cells=tuple(undecided)))
    ends = tuple(one for one in found.missing if choices.missing.get(one) is Fate.END)
    return Settled(
        edits=edits,
        new=tuple(new),
        ends=ends,
        open_rows=tuple(left),
        open_missing=tuple(one for one in found.missing if one not in choices.missing),
    )


def _cells(row: RowDiff, choices: Choices) -> tuple[dict[str, Value], list[CellDiff]]:
    chosen: dict[str, Value] = {}
    undecided: list[CellDiff] = []
    for cell in row.cells:
        if cell.kind is Kind.NOT_EDITABLE or cell.follows:
            continue
        choice = choices.cells.get((row.key, cell.field))
        if isinstance(choice, Set):
            chosen[cell.field] = choice.value
        elif choice is Take.THEIRS and cell.kind is not Kind.UNREADABLE:
            chosen[cell.field] = cell.theirs
        elif choice is not Take.OURS:
            undecided.append(cell)
    for cell in row.cells:
        partner = "owner" if cell.field == "side" else "side"
        if cell.follows and partner in chosen and cell.field not in chosen:
            chosen[cell.field] = cell.theirs
    return chosen, undecided


def _new_row(found: Merge, row: RowDiff, choices: Choices) -> NewRow | RowDiff | None:
    """Return the row to add, the row as it stays open, or None when it is turned down."""
    wanted = choices.new.get(row.key)
    if wanted is None:
        return row
    if not wanted:
        return None
    values = list(row.values)
    for cell in row.cells:
        if cell.kind is Kind.NOT_EDITABLE:
            continue
        at = found.shape.at(cell.field)
        choice = choices.cells.get((row.key, cell.field))
        if isinstance(choice, Set):
            values[at] = choice.value
        elif cell.kind is Kind.CONFLICT and choice is not None:
            values[at] = cell.theirs if choice is Take.THEIRS else cell.ours
        elif choice is not Take.OURS:
            return row
    if values[found.shape.at(found.shape.title)] is None:
        return row
    return NewRow(key=row.key, place=row.place, values=tuple(values))
