"""A merge as a person goes through it: lines in groups, what is decided, what that writes.

Decisions are kept by line and nothing is final before they become `Choices`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from csdesk.domain.merge import GONE, TITLE_MISSING
from csdesk.domain.merge_choices import CellChoice, Choices, Fate, Set, Take
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import CellDiff, Kind, Merge, RowDiff, Shape, Value


class Group(StrEnum):
    """Where a line stands, in the order of the screen."""

    CONFLICT = "conflict"
    UNREADABLE = "unreadable"
    NEW = "new"
    LINKED = "linked"  # copies, and rows that were recognised by likeness
    MISSING = "missing"
    NOT_OFFERED = "not_offered"
    CLEAN = "clean"
    KEPT = "kept"  # only we changed these


_ONLY_SHOWN = frozenset({Group.NOT_OFFERED, Group.KEPT})


class Pick(StrEnum):
    """What a person says of a line. `ASK`: ours stays for now, the line stays open."""

    THEIRS = "theirs"
    OURS = "ours"
    ASK = "ask"


Decision: TypeAlias = Pick | Set


@dataclass(frozen=True, slots=True)
class LineKey:
    """Names a line: sheet, key of the row, field; no field: the row as a whole."""

    shape: Shape
    row: str
    field: str = ""


Decisions: TypeAlias = Mapping[LineKey, Decision]
Word: TypeAlias = tuple[str, str, str]  # field, as written, what it means


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One difference. `row` is None for a missing row, `cell` for a row as a whole."""

    key: LineKey
    group: Group
    row: RowDiff | None = None
    cell: CellDiff | None = None

    @property
    def shape(self) -> Shape:
        """The sheet that the line is of."""
        return self.key.shape

    @property
    def field(self) -> str:
        """The field, or an empty text for a row as a whole."""
        return self.key.field

    @property
    def row_id(self) -> str | None:
        """The known row; None for a new one."""
        return self.key.row if self.row is None else self.row.row_id

    @property
    def is_new(self) -> bool:
        """Whether it is a row of the file that we do not know, as a whole."""
        return self.row is not None and self.row.row_id is None and self.cell is None

    @property
    def is_missing(self) -> bool:
        """Whether it is a row that the file no longer holds."""
        return self.row is None

    @property
    def is_only_shown(self) -> bool:
        """Whether nothing can be decided about it: it counts nowhere and is never open."""
        return self.group in _ONLY_SHOWN

    @property
    def score(self) -> float | None:
        """The likeness by which the row was recognised; None where that is certain."""
        if self.row is None or self.row.row_id is None or self.row.link.score >= 1:
            return None
        return self.row.link.score

    @property
    def word(self) -> str:
        """The customer's own word, if it stands for one of a list's values."""
        unknown = self.cell is not None and self.cell.fault.endswith("_unknown")
        return self.cell.written if unknown and self.cell is not None else ""


def lines_of(merges: Iterable[Merge]) -> tuple[Line, ...]:
    """Return all differences, the gravest group first, in the order of the file.

    What only we changed comes last: it is no difference of the file and only shown.
    """
    found: list[Line] = []
    for merge in merges:
        for row in merge.rows:
            found += _of_row(merge.shape, row)
        found += [
            Line(key=LineKey(merge.shape, row_id), group=Group.MISSING) for row_id in merge.missing
        ]
        for row in merge.kept_rows():
            found += _of_row(merge.shape, row)
    order = {group: place for place, group in enumerate(Group)}
    return tuple(sorted(found, key=lambda line: order[line.group]))


def first_decisions(lines: Iterable[Line]) -> dict[LineKey, Decision]:
    """Return what holds until a person says otherwise.

    What only the customer changed and new rows are theirs, missing rows stay. Conflicts, cells
    that cannot be read and copied rows are asked.
    """
    found: dict[LineKey, Decision] = {}
    for line in lines:
        if line.is_missing:
            found[line.key] = Pick.OURS
        elif line.group in (Group.NEW, Group.CLEAN) or (line.group is Group.LINKED and line.cell):
            found[line.key] = Pick.THEIRS
    return found


def offers(line: Line) -> frozenset[Pick]:
    """Return what can be picked for a line besides a value of one's own."""
    cell = line.cell
    if line.is_only_shown:
        return frozenset()
    if cell is not None and cell.fault == GONE:
        return frozenset({Pick.OURS, Pick.ASK})
    if cell is None or line.group is not Group.UNREADABLE:
        return frozenset(Pick)
    found = {Pick.ASK}
    if cell.guess is not None:
        found.add(Pick.THEIRS)
    if cell.fault != TITLE_MISSING:
        found.add(Pick.OURS)
    return frozenset(found)


def can_set(line: Line) -> bool:
    """Whether a value of one's own can be given."""
    return line.cell is not None and not line.is_only_shown and line.cell.fault != GONE


def is_open(line: Line, decisions: Decisions) -> bool:
    """Whether a person still has to say something about a line."""
    if line.is_only_shown or line.key in decisions:
        return False
    new = line.row is not None and line.row.row_id is None and line.cell is not None
    # A cell of a new row that stays out, or waits for an answer, needs no decision of its own.
    return not (new and decisions.get(LineKey(line.shape, line.key.row)) in (Pick.OURS, Pick.ASK))


def open_lines(lines: Iterable[Line], decisions: Decisions) -> list[Line]:
    """Return the lines that are still to be decided."""
    return [line for line in lines if is_open(line, decisions)]


def decide(
    lines: Sequence[Line], decisions: Decisions, line: Line, decision: Decision
) -> dict[LineKey, Decision]:
    """Return the decisions with one more; what is not offered for the line changes nothing.

    Theirs of an unreadable cell is the guess. What a word means is said once for all its cells.
    """
    changed = dict(decisions)
    if isinstance(decision, Set):
        if not can_set(line):
            return changed
    elif decision not in offers(line):
        return changed
    elif decision is Pick.THEIRS and line.group is Group.UNREADABLE and line.cell is not None:
        decision = Set(line.cell.guess)
    changed[line.key] = decision
    if isinstance(decision, Set) and line.word:
        for other in lines:
            same = other.field == line.field and fold(other.word) == fold(line.word)
            if same and other.shape is line.shape and is_open(other, changed):
                changed[other.key] = decision
    return changed


def accept_row(lines: Sequence[Line], decisions: Decisions, line: Line) -> dict[LineKey, Decision]:
    """Return the decisions with all that can be read of the line's row as theirs."""
    return _accept(
        lines, decisions, [one for one in lines if (one.shape, one.key.row) == _place(line)]
    )


def accept_clean(lines: Sequence[Line], decisions: Decisions) -> dict[LineKey, Decision]:
    """Return the decisions with all that is uncontested as theirs: clean cells and new rows."""
    clean = (Group.CLEAN, Group.NEW, Group.LINKED)
    return _accept(lines, decisions, [one for one in lines if one.group in clean])


def accept_all(lines: Sequence[Line], decisions: Decisions) -> dict[LineKey, Decision]:
    """Return the decisions with theirs in conflicts too; what cannot be read stays open."""
    theirs = (Group.CLEAN, Group.NEW, Group.LINKED, Group.CONFLICT)
    return _accept(lines, decisions, [one for one in lines if one.group in theirs])


def keep_rest(lines: Sequence[Line], decisions: Decisions) -> dict[LineKey, Decision]:
    """Return the decisions with ours wherever nothing is decided yet; copies stay out."""
    changed = dict(decisions)
    for line in lines:
        if is_open(line, changed):
            changed = decide(lines, changed, line, Pick.OURS)
    return changed


def _accept(
    lines: Sequence[Line], decisions: Decisions, chosen: Iterable[Line]
) -> dict[LineKey, Decision]:
    changed = dict(decisions)
    for line in chosen:
        if not line.is_missing and line.group is not Group.UNREADABLE:
            changed = decide(lines, changed, line, Pick.THEIRS)
    return changed


def choices_of(
    lines: Iterable[Line], decisions: Decisions, reasons: Mapping[LineKey, str] | None = None
) -> dict[Shape, Choices]:
    """Return per sheet what is to be written; what is asked stays undecided.

    `reasons` are words for the customer on lines that do not become as they wrote.
    """
    why: dict[Shape, dict[tuple[str, str], str]] = {}
    cells: dict[Shape, dict[tuple[str, str], CellChoice]] = {}
    new: dict[Shape, dict[str, bool]] = {}
    missing: dict[Shape, dict[str, Fate]] = {}
    shapes: dict[Shape, None] = {}
    for line in lines:
        shape, row = line.shape, line.key.row
        shapes[shape] = None
        decision = decisions.get(line.key)
        if decision is None or decision is Pick.ASK or line.is_only_shown:
            continue
        if decision is not Pick.THEIRS and reasons and reasons.get(line.key):
            why.setdefault(shape, {})[row, line.field] = reasons[line.key]
        if line.is_missing:
            theirs = decision is Pick.THEIRS
            missing.setdefault(shape, {})[row] = Fate.END if theirs else Fate.KEEP
        elif line.cell is None:
            new.setdefault(shape, {})[row] = decision is Pick.THEIRS
        else:
            cells.setdefault(shape, {})[row, line.field] = (
                decision if isinstance(decision, Set) else Take(decision.value)
            )
    return {
        shape: Choices(
            cells=cells.get(shape, {}),
            new=new.get(shape, {}),
            missing=missing.get(shape, {}),
            reasons=why.get(shape, {}),
        )
        for shape in shapes
    }


def words_of(lines: Iterable[Line], decisions: Decisions) -> list[Word]:
    """Return what the customer's own words mean from now on, as was decided."""
    found: dict[tuple[str, str], Word] = {}
    for line in lines:
        decision = decisions.get(line.key)
        if line.word and isinstance(decision, Set) and decision.value is not None:
            found[line.field, fold(line.word)] = (line.field, line.word, decision.value)
    return list(found.values())


def result_of(line: Line, decisions: Decisions) -> Value:
    """Return the value that a cell gets or keeps by what is decided."""
    decision, cell = decisions.get(line.key), line.cell
    if isinstance(decision, Set):
        return decision.value
    if cell is None:
        return None
    return cell.theirs if decision is Pick.THEIRS else cell.ours


def _place(line: Line) -> tuple[Shape, str]:
    return line.shape, line.key.row


def _of_row(shape: Shape, row: RowDiff) -> list[Line]:
    found: list[Line] = []
    if row.row_id is None:
        group = Group.LINKED if row.link.copy_of else Group.NEW
        if not shape.editable:
            group = Group.NOT_OFFERED
        found.append(Line(key=LineKey(shape, row.key), group=group, row=row))
    for cell in row.cells:
        if not cell.follows:
            key = LineKey(shape, row.key, cell.field)
            found.append(Line(key=key, group=_group(row, cell), row=row, cell=cell))
    return found


def _group(row: RowDiff, cell: CellDiff) -> Group:
    if cell.kind is Kind.CHANGED:
        return Group.LINKED if row.link.score < 1 else Group.CLEAN
    return {
        Kind.CONFLICT: Group.CONFLICT,
        Kind.UNREADABLE: Group.UNREADABLE,
        Kind.UNCHANGED: Group.KEPT,
    }.get(cell.kind, Group.NOT_OFFERED)
