"""What is under way on the chart, by mouse or by keys: nothing is stored before it is accepted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from typing_extensions import override

from csdesk.domain.codes import LinkType
from csdesk.domain.errors import N_
from csdesk.domain.records import Dependency
from csdesk.layout.chart import ChartRow, Look, Part, Shape
from csdesk.layout.days import DayLookup
from csdesk.layout.moving import moved_by, shift_of, working_day, working_shift
from csdesk.layout.timescale import TimeScale
from csdesk.ui.gantt.trial import TrialGesture

DaysOf: TypeAlias = Callable[[int], DayLookup]
"""Row id -> the days on which the row can lie."""

FULL = 100
NO_DATES = N_("It has no dates yet: type a start or a target date, or draw a bar on its line.")
PHASE_LENGTH = N_("A phase is as long as its rows: move one of these to change it.")


def movable(row: ChartRow, part: Part) -> bool:
    """Whether a part of a row can be moved: what has happened stays where it is."""
    if row.finish is None or row.shape is Shape.SUMMARY:
        return False
    if part not in (Part.START, Part.BODY, Part.FINISH):
        return False
    if row.look in (Look.DONE, Look.CANCELLED) or (row.days and part is not Part.BODY):
        return False
    return part is Part.FINISH or not row.begun


def why_fixed(row: ChartRow, part: Part) -> str:
    """Return why a part of a row cannot be moved, as a msgid; empty if it can."""
    if movable(row, part):
        return ""
    if row.finish is None:
        return NO_DATES
    if row.shape is Shape.SUMMARY:
        return PHASE_LENGTH
    if row.look is Look.DONE:
        return N_("It is done: these are the dates on which it happened. Type others to mend them.")
    if row.look is Look.CANCELLED:
        return N_("It is cancelled: open it again to move it.")
    if row.days:
        return N_("It repeats: its days are set by “Repeat the item”.")
    return N_("It has begun: only its end can be moved.")


@dataclass(slots=True)
class MoveGesture:
    """Rows under way to another place. `rows` are as they were, `shown` as they are drawn."""

    held: int  # the index of the row that is taken
    rows: Mapping[int, ChartRow]  # all that move, by index
    part: Part
    days_of: DaysOf
    origin: int = 0  # the day under the mouse when it was taken
    shift: int = 0  # working days
    by_keys: bool = False
    dropped: bool = False  # it waits for a word: accept or cancel
    shown: dict[int, ChartRow] = field(init=False)

    def __post_init__(self) -> None:
        self.shown = dict(self.rows)

    @property
    def row(self) -> ChartRow:
        """The row that is taken, as it was."""
        return self.rows[self.held]

    def move_to(self, day: int) -> bool:
        """Follow the mouse to a day; return whether the bars came to another place."""
        row = self.row
        days = self.days_of(row.row_id)
        return self._show(shift_of(row, self.part, day - self.origin, days))

    def step(self, count: int) -> bool:
        """Move by working days, as the arrow keys do."""
        return self._show(self.shift + count)

    def _show(self, shift: int) -> bool:
        if shift == self.shift:
            return False
        shown = {
            index: moved_by(row, self.part, shift, self.days_of(row.row_id)) if shift else row
            for index, row in self.rows.items()
        }
        if shown == self.shown:
            return False
        self.shift, self.shown = shift, shown
        return True

    @property
    def is_changed(self) -> bool:
        """Whether a bar lies elsewhere than before."""
        return any(
            (row.start, row.finish) != (self.rows[index].start, self.rows[index].finish)
            for index, row in self.shown.items()
        )

    def offset(self) -> int:
        """Return by how many calendar days the taken end lies elsewhere, as it is shown."""
        shown, row = self.shown[self.held], self.row
        ends = self.part is Part.FINISH
        now, then = (shown.finish, row.finish) if ends else (shown.start, row.start)
        if now is None or then is None:
            now, then = shown.finish or 0, row.finish or 0
        return now - then

    def follows(self) -> int:
        """Return by how many working days the taken end lies elsewhere, as it is shown."""
        before, after = self.row.finish, self.shown[self.held].finish
        if self.part is Part.START:
            before, after = self.row.start, self.shown[self.held].start
        if before is None or after is None:
            return 0
        return working_shift(self.days_of(self.row.row_id), before, after)


@dataclass(slots=True)
class TypedGesture(MoveGesture):
    """A date or a length typed in the table: the bar lies as it was typed until it is taken."""

    field: str = "target"  # or "start", "duration"
    value: date | int = date.min

    @override
    def move_to(self, day: int) -> bool:
        return False

    @override
    def step(self, count: int) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Inside:
    """What stands in phases and is not done: its rows, and the ids of those that are pinned."""

    rows: tuple[ChartRow, ...] = ()
    pinned: frozenset[int] = frozenset()

    @property
    def why_fixed(self) -> str:
        """Why none of them moves, as a msgid; empty if one does."""
        if not self.rows:
            return N_("Nothing in it is open and has dates: there is nothing to move.")
        if all(row.row_id in self.pinned for row in self.rows):
            return N_("All that is open in it is pinned to its dates: unpin a row to move it.")
        return ""


@dataclass(slots=True)
class PhaseGesture(MoveGesture):
    """Phases under way: what is open in them moves by the same working days, seen or not.

    `rows` are the phases, and rows chosen with them; where they come to lie is up to what moves.
    """

    inside: Inside = field(default_factory=Inside)

    @property
    def anchor(self) -> ChartRow:
        """The row that follows the mouse: the taken one, else the first that moves."""
        free = [row for row in self.inside.rows if row.row_id not in self.inside.pinned]
        taken = [row for row in free if row.row_id == self.row.row_id]
        return taken[0] if taken else min(free, key=lambda row: row.start or row.finish or 0)

    def moving(self, *, pinned: bool) -> list[ChartRow]:
        """Return the rows as they would lie, with those that are `pinned` or without them."""
        return [
            moved_by(row, part_of(row), self.shift, self.days_of(row.row_id))
            for row in self.inside.rows
            if pinned or row.row_id not in self.inside.pinned
        ]

    @override
    def move_to(self, day: int) -> bool:
        row = self.anchor
        days = self.days_of(row.row_id)
        return self._show(shift_of(row, part_of(row), day - self.origin, days))

    @override
    def _show(self, shift: int) -> bool:
        changed, self.shift = shift != self.shift, shift
        return changed

    @property
    @override
    def is_changed(self) -> bool:
        return self.shift != 0

    @override
    def offset(self) -> int:
        row = self.anchor
        there = moved_by(row, part_of(row), self.shift, self.days_of(row.row_id))
        by_end = part_of(row) is Part.FINISH or row.start is None
        now, then = (there.finish, row.finish) if by_end else (there.start, row.start)
        return (now or 0) - (then or 0)

    @override
    def follows(self) -> int:
        return self.shift


def part_of(row: ChartRow) -> Part:
    """Return what of a row moves with its phase: of what has begun the end."""
    return Part.BODY if movable(row, Part.BODY) else Part.FINISH


@dataclass(slots=True)
class LinkGesture:
    """A link that is being drawn from one row to another."""

    source: int  # index
    leaves_finish: bool = True
    target: int | None = None
    enters_start: bool = True
    at: tuple[float, float] = (0.0, 0.0)  # where the mouse is, from the chart's origin
    by_keys: bool = False
    dropped: bool = False  # it waits for a word
    ends: tuple[int, int] = (0, 0)  # the ids of both rows, once there is a target

    @property
    def held(self) -> int:
        """The row that is shown while it waits: the one that follows."""
        return self.source if self.target is None else self.target

    @property
    def is_changed(self) -> bool:
        """Whether it leads anywhere."""
        return self.target is not None

    def lead(self, target: int | None, ends: tuple[int, int] = (0, 0)) -> None:
        """Lead it to another row, by index and with the ids of both, or nowhere."""
        self.target, self.ends = target, ends

    @property
    def type(self) -> LinkType:
        """The kind of link, by the ends it joins."""
        if self.leaves_finish:
            return LinkType.FS if self.enters_start else LinkType.FF
        return LinkType.SS if self.enters_start else LinkType.SF

    def turn(self) -> None:
        """Take the next kind of link."""
        kinds = [(True, True), (False, True), (True, False), (False, False)]
        place = kinds.index((self.leaves_finish, self.enters_start))
        self.leaves_finish, self.enters_start = kinds[(place + 1) % len(kinds)]


@dataclass(slots=True)
class UnlinkGesture:
    """Links of a row, one of which is to be taken away."""

    held: int  # the index of the row
    link_ids: Sequence[int]
    place: int = 0
    by_keys: bool = True
    dropped: bool = False  # it waits for a word

    @property
    def is_changed(self) -> bool:
        """Whether there is something to take."""
        return True

    @property
    def link_id(self) -> int:
        """The link that is chosen."""
        return self.link_ids[self.place]

    def step(self, count: int) -> None:
        """Choose another one, around the ends."""
        self.place = (self.place + count) % len(self.link_ids)


@dataclass(slots=True)
class LinksGesture:
    """Links that were changed in a form, a menu or a cell; they wait for a word."""

    held: int  # the index of the row that follows
    out: tuple[int, ...] = ()  # ids of links to take away
    drawn: tuple[Dependency, ...] = ()  # new ones without an id, and changed ones
    by_keys: bool = True
    dropped: bool = True

    @property
    def is_changed(self) -> bool:
        """Whether any link differs."""
        return bool(self.out or self.drawn)


@dataclass(slots=True)
class ProgressGesture:
    """How far a row is said to be."""

    index: int
    percent: int
    before: int
    by_keys: bool = False
    typed: str = ""

    def put(self, percent: float) -> bool:
        """Set percent, in steps of five; return whether it is another one."""
        there = min(FULL, max(0, round(percent / 5) * 5))
        changed, self.percent, self.typed = there != self.percent, there, ""
        return changed

    def type_digit(self, digit: str) -> None:
        """Take a digit: "4", "45"; a third one that makes more than 100 begins anew."""
        typed = self.typed + digit
        if int(typed) > FULL:
            typed = digit
        self.typed, self.percent = typed, int(typed)


@dataclass(slots=True)
class DrawGesture:
    """A bar that is being drawn: of a row without dates, or of a new item (`row_id` 0)."""

    held: int  # the line it is drawn on
    row_id: int
    after_id: int
    first: int
    days: DayLookup
    last: int = 0
    by_keys: bool = False
    dropped: bool = False  # it waits for a word

    @property
    def is_changed(self) -> bool:
        """Whether there is something to take."""
        return True

    def reach(self, day: int) -> bool:
        """Draw up to a day; return whether the bar covers other days."""
        before = self.span()
        self.last = day
        return self.span() != before

    def span(self) -> tuple[int, int]:
        """Return first and last working day of what is drawn."""
        first, last = min(self.first, self.last), max(self.first, self.last)
        first = working_day(self.days, first)
        return first, max(first, working_day(self.days, last, -1))


@dataclass(slots=True)
class BandGesture:
    """A frame pulled over rows to choose them; from the chart's origin."""

    start: tuple[float, float]
    end: tuple[float, float]
    add: bool = False  # to what is chosen already


Asked: TypeAlias = (
    MoveGesture | LinkGesture | UnlinkGesture | LinksGesture | DrawGesture | TrialGesture
)
"""What may move others: it is looked at before it is taken."""

ASKED = (MoveGesture, LinkGesture, UnlinkGesture, LinksGesture, DrawGesture, TrialGesture)
Gesture: TypeAlias = Asked | ProgressGesture | BandGesture


def enters_start(row: ChartRow, x: float, scale: TimeScale) -> bool:
    """Whether a link dropped at `x` enters a row's start: all but the last third of its bar."""
    if row.finish is None or row.shape.is_point:
        return True
    left = scale.left(row.finish if row.start is None else row.start)
    right = scale.right(row.finish)
    return right - left < 18 or x < right - (right - left) / 3
