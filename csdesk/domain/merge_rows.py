"""What a merge reads and answers: rows of a base, a file and the present, cell by cell.

Every value is in stored form (a text, a code, an ISO date); an empty cell is None on all sides.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import NamedTuple, TypeAlias


class Absent(Enum):
    """Stands in a row of the file for a column that the file lacks: it says nothing."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Unread:
    """A cell that is no value of its field: as it was written, why, and what it may mean.

    `fault` is a stable code; the guess is in stored form and only ever offered.
    """

    written: str
    fault: str
    guess: str | None = None


Value: TypeAlias = str | None
FileValue: TypeAlias = str | None | Unread | Absent
KnownRow: TypeAlias = tuple[Value, ...]
Known: TypeAlias = Mapping[str, KnownRow]


class Kind(StrEnum):
    """What a cell or a row of the file is, the gravest first."""

    UNREADABLE = "unreadable"
    CONFLICT = "conflict"
    NEW = "new"
    CHANGED = "changed"
    NOT_EDITABLE = "not_editable"
    UNCHANGED = "unchanged"


GRAVITY: Mapping[Kind, int] = {kind: place for place, kind in enumerate(Kind)}


class How(StrEnum):
    """By what a row of the file was recognised."""

    ID = "id"
    NUMBER = "number"
    LIKENESS = "likeness"
    HAND = "hand"
    NOTHING = "nothing"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """The fields of a sheet in the order of every row's values.

    `title` is what people know a row by; `key` a field that tells rows apart as well (the visible
    number, a mail address); `dates` support a likeness. Fields of one group of `facts` change
    together: one side's edit of any of them is an edit of the fact. `given` fields belong to us
    where a row is new.
    """

    fields: tuple[str, ...]
    editable: frozenset[str]
    title: str
    key: str
    dates: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    given: frozenset[str] = frozenset()

    def at(self, field: str) -> int:
        """Return the place of a field in every row."""
        return self.fields.index(field)


ITEMS = Shape(
    fields=(
        "number", "title", "milestone", "agreed", "side", "owner", "target", "status", "priority",
        "comment",
    ),
    editable=frozenset({"side", "owner", "target", "status", "priority", "comment"}),
    title="title",
    key="number",
    dates=("agreed", "target"),
    facts=(("side", "owner"),),
    given=frozenset({"number", "agreed"}),
)  # fmt: skip
CONTACTS = Shape(
    fields=("name", "company", "role", "phone", "mail", "speaks_for"),
    editable=frozenset({"name", "company", "role", "phone", "mail", "speaks_for"}),
    title="name",
    key="mail",
)
MILESTONES = Shape(
    fields=("number", "title", "agreed", "forecast", "actual", "slip"),
    editable=frozenset(),
    title="title",
    key="number",
    dates=("agreed", "forecast"),
)


# A file has thousands of these two: a tuple is made in a third of a dataclass's time.
class FileRow(NamedTuple):
    """One row of the returned file: its row number there, its hidden id ("" if gone), its cells."""

    place: int
    row_id: str
    values: tuple[FileValue, ...]


class Link(NamedTuple):
    """Which known row a row of the file is; `row_id` None: a new one.

    `score` is the likeness by which it was found. `copy_of` names the row that it repeats; a copy
    that differs in nothing is `same`.
    """

    row_id: str | None
    how: How
    score: float = 1.0
    copy_of: str = ""
    same: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CellDiff:
    """One cell that differs. `theirs` is None too for a cell that cannot be read: see `written`.

    `follows` marks what nobody wrote: the side that a new owner brings, the owner whom another side
    lets go.
    """

    kind: Kind
    field: str
    base: Value
    theirs: Value
    ours: Value
    written: str = ""
    fault: str = ""
    guess: Value = None
    follows: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class RowDiff:
    """One row that differs. `key` is its id, or `new-17` for what stands in row 17 of the file.

    `values` are the readable ones of a new row.
    """

    key: str
    place: int
    row_id: str | None
    kind: Kind
    link: Link
    cells: tuple[CellDiff, ...]
    values: KnownRow = ()


class KeptRow(NamedTuple):
    """A row of the file that we changed since it left, in other fields than those `but_not`."""

    row: FileRow
    link: Link
    base: KnownRow
    ours: KnownRow
    but_not: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Merge:
    """What the file says against base and present. `rows` differ; all others are unchanged.

    `counts` counts each row that was read once, by its gravest cell; `missing` stand apart. What
    only we changed is in no count: see `kept_rows`. `touched` are the fields of known rows in which
    the file says something else than its base, whatever is ours by now.
    """

    shape: Shape
    rows: Sequence[RowDiff]
    missing: Sequence[str]
    counts: Mapping[Kind, int]
    kept: Sequence[KeptRow] = ()
    touched: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @property
    def read(self) -> int:
        """How many rows were read: the sum of the counts."""
        return sum(self.counts.values())

    def cells(self, kind: Kind) -> list[tuple[RowDiff, CellDiff]]:
        """Return the cells of a kind with their rows."""
        return [(row, cell) for row in self.rows for cell in row.cells if cell.kind is kind]

    def kept_rows(self) -> Iterator[RowDiff]:
        """Yield rows with their cells that only we changed: theirs is unchanged, ours stays."""
        for row, link, base, ours, but_not in self.kept:
            columns = zip(self.shape.fields, row.values, base, ours, strict=True)
            cells = tuple(
                CellDiff(kind=Kind.UNCHANGED, field=field, base=before, theirs=before, ours=now)
                for field, value, before, now in columns
                if before != now and value is not ABSENT and field not in but_not
            )
            if cells:
                yield RowDiff(
                    key=link.row_id or "", place=row.place, row_id=link.row_id,
                    kind=Kind.UNCHANGED, link=link, cells=cells,
                )  # fmt: skip
