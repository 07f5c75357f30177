"""Moving and resizing a bar, by mouse or by keys: nothing is stored before it is accepted."""

from dataclasses import dataclass, field

from csdesk.layout.chart import ChartRow, Look, Part, Shape
from csdesk.layout.days import DayLookup
from csdesk.layout.moving import moved, shifted_by, working_shift


def movable(row: ChartRow, part: Part) -> bool:
    """Whether a part of a row can be moved: what has happened stays where it is."""
    if row.finish is None or row.shape is Shape.SUMMARY or part is Part.ROW:
        return False
    if row.look in (Look.DONE, Look.CANCELLED):
        return False
    return part is Part.FINISH or not row.begun


@dataclass(slots=True)
class MoveGesture:
    """A row under way to another place. `row` is the row as it was, `shown` as it is drawn."""

    index: int
    row: ChartRow
    part: Part
    days: DayLookup
    origin: int = 0  # the day under the mouse when it was taken
    delta: int = 0
    by_keys: bool = False
    shown: ChartRow = field(init=False)

    def __post_init__(self) -> None:
        self.shown = self.row

    def move_to(self, day: int) -> bool:
        """Follow the mouse to a day; return whether the bar came to another place."""
        return self._show(day - self.origin)

    def step(self, count: int) -> bool:
        """Move by working days, as the arrow keys do."""
        anchor = self.row.start if self.part is not Part.FINISH else self.row.finish
        now = self.shown.start if self.part is not Part.FINISH else self.shown.finish
        if anchor is None or now is None:
            anchor, now = self.row.finish, self.shown.finish
        if anchor is None or now is None:
            return False
        return self._show(shifted_by(self.days, now, count) - anchor)

    def _show(self, delta: int) -> bool:
        if delta == self.delta:
            return False
        self.delta = delta
        self.shown = moved(self.row, self.part, delta, self.days) if delta else self.row
        return True

    @property
    def is_changed(self) -> bool:
        """Whether the bar lies elsewhere than before."""
        return (self.shown.start, self.shown.finish) != (self.row.start, self.row.finish)

    @property
    def shift(self) -> int:
        """Working days by which the moved end went."""
        before, after = self.row.finish, self.shown.finish
        if self.part is Part.START:
            before, after = self.row.start, self.shown.start
        if before is None or after is None:
            return 0
        return working_shift(self.days, before, after)
