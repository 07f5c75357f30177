"""The way ahead as a small picture: the days to scale on a line, names and dates in columns below.

Each mark is led to a column of its own, so that names never touch, however near the days are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.domain.codes import MilestoneKind
from csdesk.domain.views.status import MilestoneLine, WindowView
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import ACCENT, DONE_BAR, PALE, TEXT, WHITE, tint
from csdesk.reports.pdf.letter import Kit
from csdesk.reports.pdf.pieces import Stack
from csdesk.reports.pdf.shapes import diamond
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Block, Style
from csdesk.reports.words.common import short

MOST = 7
_LABELS = 13.0  # over the line
_BAND = 12.0
_LEADS = 20.0
_GAP = 8.0


@dataclass(frozen=True, slots=True)
class _Column:
    """One mark with its measured words."""

    line: MilestoneLine
    day: date
    words: Block
    name: Block


class WayLine:
    """Measured first. `begin` is the day of the line's start, with its word."""

    def __init__(
        self,
        kit: Kit,
        lines: Sequence[MilestoneLine],
        begin: tuple[date, str],
        window: WindowView | None,
        name_lines: int = 3,
    ) -> None:
        self._kit, self._begin, self._window = kit, begin, window
        self._name_lines = name_lines
        dated = [(line.ends or line.agreed, line) for line in lines]
        marks = [(day, line) for day, line in dated if day is not None][:MOST]
        count = max(len(marks), 1)
        self._width = (a4.WIDTH - _GAP * (count - 1)) / count
        self._columns = [self._column(day, line) for day, line in marks]
        ends = [day for day, _ in marks] + ([window.last_day] if window else [])
        self._last = max([*ends, begin[0] + timedelta(14)])
        names = max((column.name.height for column in self._columns), default=0.0)
        below = _LEADS + kit.scale.body.lead + names if self._columns else 0.0
        self.height = _LABELS + _BAND + below

    def _column(self, day: date, line: MilestoneLine) -> _Column:
        kit, value = self._kit, line.kind is MilestoneKind.VALUE
        words = short(kit.tr, day, self._begin[0])
        name = Style(7.6, 10.8 if kit.tr.is_chinese else 9.8, bold=value)
        return _Column(
            line,
            day,
            kit.lay(words, kit.scale.strong, self._width, 1),
            kit.lay(line.name, name, self._width, self._name_lines),
        )

    def add_to(self, stack: Stack) -> None:
        """Add the picture to a section."""
        stack.add(self.height, self.draw)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw labels, line, marks, leaders and columns."""
        y = top + _LABELS + _BAND / 2
        self._draw_band(sheet, top, y)
        for number, column in enumerate(self._columns):
            self._draw_column(sheet, number, column, y)
        self._draw_begin(sheet, y)
        for column in self._columns:
            self._draw_mark(sheet, column, y)

    def _x(self, day: date) -> float:
        left, right = a4.LEFT + 5, a4.RIGHT - 6
        span = max((self._last - self._begin[0]).days, 1)
        share = (min(max(day, self._begin[0]), self._last) - self._begin[0]).days / span
        return left + (right - left) * share

    def _draw_band(self, sheet: Sheet, top: float, y: float) -> None:
        """Draw the line, on it the window in which the first result comes, over it the words."""
        tr, note = self._kit.tr, self._kit.scale.note
        taken = sheet.label(self._begin[1], note, a4.LEFT, top)
        left, right = self._x(self._begin[0]), self._x(self._last)
        if self._window is not None:
            end = self._x(self._window.last_day)
            sheet.box(left, y - _BAND / 2, end - left, _BAND, fill=tint(ACCENT, 0.1))
            sheet.line((end, y - _BAND / 2), (end, y + _BAND / 2), 1.1, ACCENT)
            day = short(tr, self._window.last_day, self._begin[0])
            text = tr.text("day {n}: {day}", n=self._window.length, day=day)
            width = sheet.setter.width(text, note)
            place = min(max(end - width / 2, a4.LEFT), a4.RIGHT - width)
            if place > a4.LEFT + taken + 8:
                strong = note.with_(bold=True, colour=ACCENT)
                width = sheet.setter.width(text, strong)
                sheet.label(text, strong, min(place, a4.RIGHT - width), top)
        sheet.line((left, y), (right, y), 1.2, DONE_BAR)
        self._draw_months(sheet, y)

    def _draw_months(self, sheet: Sheet, y: float) -> None:
        month = _next_month(self._begin[0])
        while month < self._last:
            x = self._x(month)
            sheet.line((x, y - 3), (x, y + 3), 0.6, PALE)
            month = _next_month(month)

    def _draw_begin(self, sheet: Sheet, y: float) -> None:
        sheet.circle(self._x(self._begin[0]), y, 4, fill=ACCENT, stroke=WHITE, weight=1)

    def _draw_column(self, sheet: Sheet, number: int, column: _Column, y: float) -> None:
        left = a4.LEFT + number * (self._width + _GAP)
        foot = y + _BAND / 2 + _LEADS
        mark, x = self._x(column.day), left + 4
        turn = y + _BAND / 2 + 4
        points = ((mark, y), (mark, turn), (x, foot - 6), (x, foot - 2))
        sheet.stroke(points, 0.5, PALE)
        below = sheet.block(column.words, left, foot)
        sheet.block(column.name, left, below)

    def _draw_mark(self, sheet: Sheet, column: _Column, y: float) -> None:
        x = self._x(column.day)
        if column.line.kind is MilestoneKind.VALUE:
            diamond(sheet, x, y, 5.4, fill=TEXT, stroke=WHITE, weight=0.9)
        elif column.line.actual is not None:
            diamond(sheet, x, y, 4, fill=DONE_BAR, stroke=WHITE, weight=0.9)
        else:
            diamond(sheet, x, y, 4, fill=WHITE, stroke=TEXT)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)
