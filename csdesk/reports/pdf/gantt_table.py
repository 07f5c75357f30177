"""Milestones and chart as one table (documents.md, 7): dates stand in cells, never beside bars."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.domain.codes import MilestoneKind
from csdesk.domain.views.status import MilestoneLine
from csdesk.i18n import Translator
from csdesk.reports.pdf.a4 import LEFT, MM, RIGHT, WIDTH, Type, dash, section_title
from csdesk.reports.pdf.colours import ACCENT, DONE_BAR, LINE, TEXT, WHITE, tint
from csdesk.reports.pdf.shapes import diamond
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Block, Style
from csdesk.reports.words.common import short

ROW = 16.2
MAX_ROWS = 9
_HEAD = 14.0
_BAR = 6.0
_GHOST = 2.6
_TICK_SPACE = 18.0


@dataclass(frozen=True, slots=True)
class Columns:
    """Right edges and widths of the table's columns, in points."""

    name: float
    dates: float
    slip: float

    @property
    def chart(self) -> tuple[float, float]:
        """Left and right edge of the chart."""
        return LEFT + self.name + 3 * self.dates + self.slip + 12, RIGHT


def chosen(
    lines: Sequence[MilestoneLine], today: date, limit: int = MAX_ROWS
) -> list[MilestoneLine]:
    """Return the rows that the report shows: the great ones always, then the nearest to today."""
    if len(lines) <= limit:
        return list(lines)
    great = [line for line in lines if line.kind is not MilestoneKind.OTHER]
    if len(great) > limit:
        great = sorted(great, key=lambda line: _distance(line, today))[:limit]
    others = [line for line in lines if line.kind is MilestoneKind.OTHER]
    others.sort(key=lambda line: _distance(line, today))
    kept = {id(line) for line in [*great, *others[: limit - len(great)]]}
    return [line for line in lines if id(line) in kept]


def _distance(line: MilestoneLine, today: date) -> int:
    day = line.ends or line.agreed
    return 100_000 if day is None else abs((day - today).days)


class GanttTable:
    """The section with its title, legend, rows, chart and the sentence below."""

    def __init__(
        self,
        sheet: Sheet,
        lines: Sequence[MilestoneLine],
        *,
        today: date,
        tr: Translator,
        scale: Type,
        remark: str,
        window_end: date | None = None,
        window_length: int = 0,
    ) -> None:
        self._lines = list(lines)
        self._today, self._tr, self._scale = today, tr, scale
        self._window = (window_end, window_length)
        chinese = tr.is_chinese
        self._columns = Columns(
            (37 if chinese else 40) * MM, (16.4 if chinese else 13.6) * MM, 9 * MM
        )
        self._time = TimeAxis.of(self._lines, today, self._columns.chart, window_end)
        left, _ = self._columns.chart
        below = left - LEFT - 10
        self._remark: Block = sheet.setter.lay(remark, scale.note, below, 3)
        foot = max(self._remark.height + 5, 16)
        self.height = 17 + _HEAD + ROW * len(self._lines) + foot

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the section."""
        title = self._tr.text("Milestones and time line")
        section_title(sheet, title, self._scale, LEFT, top, WIDTH / 2, rule=False)
        self._draw_legend(sheet, top + 3)
        head = top + 17
        self._draw_head(sheet, head)
        first = head + _HEAD
        self._draw_grid(sheet, head, first)
        for number, line in enumerate(self._lines):
            self._draw_row(sheet, line, first + number * ROW)
        end = first + len(self._lines) * ROW
        sheet.block(self._remark, LEFT, end + 5)
        self._draw_today(sheet, first, end)

    def _draw_legend(self, sheet: Sheet, top: float) -> None:
        tr, style = self._tr, self._scale.note
        y = top + style.lead / 2
        x = RIGHT
        value = any(line.kind is MilestoneKind.VALUE for line in self._lines)
        baseline = any(line.agreed for line in self._lines)
        entries = [("value", tr.text("first result"))] if value else []
        entries.append(("milestone", tr.text("milestone")))
        if any(line.actual is None for line in self._lines):
            entries.append(("forecast", tr.text("forecast")))
        if any(line.actual is not None or line.done_share for line in self._lines):
            entries.append(("done", tr.text("done")))
        entries += [("baseline", tr.text("baseline"))] if baseline else []
        with sheet.across():
            for kind, word in entries:
                x -= sheet.label(word, style, x, top, "right") + 5
                if kind == "value":
                    diamond(sheet, x - 4.5, y, 4.4, fill=TEXT)
                    x -= 9
                elif kind == "milestone":
                    diamond(sheet, x - 4, y, 3.3, fill=WHITE, stroke=TEXT)
                    x -= 8
                else:
                    self._bar(sheet, kind, x - 14, y - (2 if kind != "baseline" else 1.3), 14, 4)
                    x -= 14
                x -= 10

    def _draw_head(self, sheet: Sheet, top: float) -> None:
        tr, style = self._tr, self._scale.note
        sheet.label(tr.text("Milestone"), style, LEFT, top)
        heads = (tr.text("Baseline"), tr.text("Forecast"), tr.text("Actual"))
        for number, text in enumerate(heads):
            sheet.label(text, style, self._right(number), top, "right")
        sheet.label(tr.text("Slip"), style, self._right(3), top, "right")
        sheet.rule(LEFT, top + _HEAD - 1, WIDTH, 0.8, TEXT)

    def _right(self, column: int) -> float:
        columns = self._columns
        if column == 3:
            return LEFT + columns.name + 3 * columns.dates + columns.slip
        return LEFT + columns.name + (column + 1) * columns.dates

    def _draw_row(self, sheet: Sheet, line: MilestoneLine, top: float) -> None:
        scale, tr = self._scale, self._tr
        name = scale.strong if line.kind is MilestoneKind.VALUE else scale.body
        text_top = top + (ROW - scale.body.lead) / 2
        sheet.words(line.name, name, LEFT, text_top, self._columns.name - 4, lines=1)
        forecast = None if line.actual else line.forecast
        moved = forecast is not None and line.agreed is not None and forecast != line.agreed
        cells = ((line.agreed, False), (forecast, moved), (line.actual, False))
        for number, (day, strong) in enumerate(cells):
            style = scale.strong if strong else scale.body
            if day is None:
                dash(sheet, scale.body, self._right(number), text_top)
            else:
                sheet.label(short(tr, day), style, self._right(number), text_top, "right")
        if line.slip is None:
            dash(sheet, scale.body, self._right(3), text_top)
        else:
            sheet.label(_signed(line.slip), scale.strong, self._right(3), text_top, "right")
        self._draw_bar(sheet, line, top)
        sheet.rule(LEFT, top + ROW, WIDTH)

    def _draw_bar(self, sheet: Sheet, line: MilestoneLine, top: float) -> None:
        time = self._time
        if time is None:
            return
        bar_top = top + 2.6
        if line.agreed is not None:
            start = time.x(line.agreed_start or line.agreed)
            end = time.x(line.agreed + timedelta(1))
            self._bar(sheet, "baseline", start, bar_top + _BAR + 1.4, max(end - start, 3), _GHOST)
        ends = line.ends
        if ends is None:
            return
        begin = line.bar_start or ends
        left, right = time.x(begin), time.x(ends + timedelta(1))
        if right - left > 1.5:
            share = 1.0 if line.actual else min(max(line.done_share, 0.0), 1.0)
            split = left + (right - left) * share
            if line.actual is None and share < 1:
                split = min(split, max(time.x(self._today), left))
                self._bar(sheet, "forecast", left, bar_top, right - left, _BAR)
            if split > left:
                self._bar(sheet, "done", left, bar_top, split - left, _BAR)
        y = bar_top + _BAR / 2
        if line.kind is MilestoneKind.VALUE:
            diamond(sheet, right, y, 4.4, fill=TEXT)
        else:
            diamond(sheet, right, y, 3.3, fill=WHITE, stroke=TEXT)

    @staticmethod
    def _bar(sheet: Sheet, kind: str, x: float, top: float, width: float, height: float) -> None:
        if kind == "baseline":
            sheet.box(x, top, width, _GHOST, fill=WHITE, stroke=DONE_BAR, weight=0.6)
        elif kind == "forecast":
            sheet.box(x, top, width, height, fill=tint(ACCENT, 0.32), stroke=ACCENT, weight=0.6)
        else:
            sheet.box(x, top, width, height, fill=DONE_BAR)

    def _draw_grid(self, sheet: Sheet, head: float, first: float) -> None:
        time = self._time
        if time is None:
            return
        end = first + len(self._lines) * ROW
        style = self._scale.note
        free = 0.0
        for day, label in time.ticks(self._tr):
            x = time.x(day)
            sheet.line((x, head), (x, end), 0.5, LINE)
            width = sheet.setter.width(label, style)
            if label and x + 3 >= free and x + 3 + width <= RIGHT:
                sheet.label(label, style, x + 3, head)
                free = x + 3 + max(width + 4, _TICK_SPACE)

    def _draw_today(self, sheet: Sheet, first: float, end: float) -> None:
        time = self._time
        if time is None:
            return
        limit, length = self._window
        style = Style(7, 9, bold=True, colour=WHITE)
        taken: tuple[float, float] | None = None
        if time.holds(self._today):
            x = time.x(self._today)
            sheet.line((x, first), (x, end + 3), 1.1, ACCENT)
            text = self._tr.text("today {day}", day=short(self._tr, self._today))
            width = sheet.setter.width(text, style) + 7
            left = x - width + 0.55
            if left < self._columns.chart[0] - 4:
                left = x - 0.55
            sheet.box(left, end + 3, width, 11, fill=ACCENT, radius=1.5)
            sheet.label(text, style, left + 3.5, end + 4)
            taken = (left, left + width)
        if limit is not None and time.holds(limit):
            x = time.x(limit + timedelta(1))
            sheet.line((x, first), (x, end + 3), 0.9, TEXT, (1, 2.2))
            plain = Style(7, 9)
            text = self._tr.text("day {n}", n=length)
            width = sheet.setter.width(text, plain)
            left = min(x - width / 2, RIGHT - width)
            if taken is None or left > taken[1] + 4 or left + width < taken[0] - 4:
                sheet.label(text, plain, left, end + 4)


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """Days to points between the edges of the chart."""

    start: date
    end: date  # exclusive
    left: float
    right: float

    @classmethod
    def of(
        cls,
        lines: Sequence[MilestoneLine],
        today: date,
        edges: tuple[float, float],
        window_end: date | None,
    ) -> "TimeAxis | None":
        """Return the axis that holds every bar, and today and the window's end if near."""
        days = [day for line in lines for day in _days(line)]
        if not days:
            return None
        first, last = min(days), max(days)
        span = max((last - first).days, 14)
        near = timedelta(max(span // 3, 10))
        for extra in (today, window_end):
            if extra is not None and first - near <= extra <= last + near:
                first, last = min(first, extra), max(last, extra)
        margin = timedelta(max((last - first).days // 40, 1))
        return cls(first - margin, last + margin + timedelta(2), *edges)

    def x(self, day: date) -> float:
        """Return where the morning of `day` lies."""
        share = (day - self.start).days / max((self.end - self.start).days, 1)
        return self.left + (self.right - self.left) * share

    def holds(self, day: date) -> bool:
        """Whether the day lies on the axis."""
        return self.start <= day < self.end

    def ticks(self, tr: Translator) -> Iterator[tuple[date, str]]:
        """Yield the first days of weeks, months or quarters with their labels."""
        span = (self.end - self.start).days
        if span <= 56:
            day = self.start + timedelta((7 - self.start.weekday()) % 7)
            while day < self.end:
                yield day, tr.date(day, "short")
                day += timedelta(7)
            return
        step = 1 if span <= 366 else 3
        yield from self._months(step, tr)

    def _months(self, step: int, tr: Translator) -> Iterator[tuple[date, str]]:
        day = date(self.start.year, (self.start.month - 1) // step * step + 1, 1)
        while day < self.end:
            months = day.month + step
            following = date(day.year + (months - 1) // 12, (months - 1) % 12 + 1, 1)
            label = tr.date(day, "month")
            if step == 3:
                quarter = (day.month - 1) // 3 + 1
                label = tr.text("Q{n} {year}", n=quarter, year=day.year)
            if day >= self.start:
                yield day, label
            elif (following - self.start).days * (self.right - self.left) > 24 * (
                self.end - self.start
            ).days:
                yield self.start, label
            day = following


def _days(line: MilestoneLine) -> Iterator[date]:
    for day in (line.agreed_start, line.agreed, line.bar_start, line.ends):
        if day is not None:
            yield day


def _signed(days: int) -> str:
    if days == 0:
        return "0"
    return f"+{days}" if days > 0 else f"−{-days}"
