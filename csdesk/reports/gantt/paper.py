"""Which part of a plan stands on which sheet: arithmetic only, no page is drawn here.

All stands on one sheet while the text stays at least 7 pt; else rows are spread over sheets first,
then time, with a week that stands on both; a sheet without any mark is left out. The chart's own
pixels are kept: a label of 11.5 pixels is `text` points high, so that paper and screen share one
geometry.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from csdesk.domain.views.plan import Paper
from csdesk.layout.head import HEAD
from csdesk.layout.rows import RowBand
from csdesk.layout.timescale import TimeScale, monday_of

MM = 72 / 25.4
SIZES = {Paper.A4: (297 * MM, 210 * MM), Paper.A3: (420 * MM, 297 * MM)}
LABEL_PIXELS = 11.5
SMALLEST = 7.0  # points
SIZES_OF_TEXT = (8.4, 8.0, 7.5, SMALLEST)
ROW_LEAST, ROW_MOST = 11.0, 20.0  # points
MARKS_HIGH = 18.0  # pixels: bar and baseline of a row
WEEK_LEAST = 9.0  # points
DAY_MOST = 40.0  # pixels
STEP = 0.0625  # rows are multiples of it, so that no rounding moves a row to the next sheet
OVERLAP = 7  # days that stand on two sheets
EDGE = 10 * MM
NO_SHEET = 2000.0  # points: a picture has room for any title but an absurd one


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around rows and time on each sheet, in points."""

    above: float  # from the sheet's upper edge to the time head
    below: float  # from the last row to the sheet's lower edge
    names: Callable[[float, float], float]  # text size, sheet's width -> width of the names
    labels: Callable[[float, float], float]  # text size, chart width -> most points a day
    busy: Callable[[range, int, int], bool]  # rows, days: whether there is anything to see
    heads: Callable[[int], bool]  # whether a row is a heading, which no sheet should end with


@dataclass(frozen=True, slots=True)
class Tile:
    """One sheet's part: rows, and days from `first` to before `end`."""

    column: int
    row: int
    rows: range
    first: int
    end: int

    @property
    def mark(self) -> str:
        """Return `A2`: the letter counts time, the number rows."""
        return f"{letter(self.column)}{self.row + 1}"


@dataclass(frozen=True, slots=True)
class Pages:
    """How a plan is put on sheets of one size. Lengths in points, except where pixels are said."""

    size: tuple[float, float]
    text: float
    names: float
    row_pixels: float
    day_pixels: float
    tiles: tuple[Tile, ...]
    columns: int
    lines: int
    is_picture: bool = False

    @property
    def unit(self) -> float:
        """Return the points of a pixel."""
        return self.text / LABEL_PIXELS

    @property
    def row(self) -> float:
        """Return the height of a row in points."""
        return self.row_pixels * self.unit

    @property
    def chart(self) -> float:
        """Return the width of the chart in points."""
        return self.size[0] - 2 * EDGE - self.names

    @property
    def corner(self) -> str:
        """Return the mark of the last place, whether there is a sheet for it or not."""
        return f"{letter(self.columns - 1)}{self.lines}"

    def scale(self) -> TimeScale:
        """Return days to pixels for all sheets."""
        return TimeScale(self.tiles[0].first, self.day_pixels)

    def band(self, count: int) -> RowBand:
        """Return rows to pixels for all sheets."""
        return RowBand(count, self.row_pixels)


def letter(number: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name


def paginate(count: int, first: int, last: int, frame: Frame, paper: Paper | None = None) -> Pages:
    """Put `count` rows and the days `first` to `last` on sheets, as few and as small as is legible.

    One sheet of A4, else one of A3, else tiles on A3; with `paper` only that size is used.
    """
    for size in [paper] if paper else [Paper.A4, Paper.A3]:
        pages = _one_sheet(SIZES[size], count, first, last, frame)
        if pages is not None:
            return pages
    return _tiled(SIZES[paper or Paper.A3], count, first, last, frame)


def as_picture(count: int, first: int, last: int, frame: Frame) -> Pages:
    """Put everything on one sheet as large as it needs: a picture has no paper."""
    text = SIZES_OF_TEXT[1]
    unit, names = text / LABEL_PIXELS, frame.names(text, NO_SHEET)
    row = _down(17.0 / unit)
    days = last - first + 1
    least = SIZES[Paper.A4][0] - 2 * EDGE - names
    day = min(DAY_MOST, max(least / unit / days, min(4.0, 2400 / days), WEEK_LEAST / 7 / unit))
    chart = max(least, day * days * unit)
    day = min(day, frame.labels(text, chart) / unit)
    size = (
        2 * EDGE + names + chart,
        frame.above + HEAD * unit + count * row * unit + frame.below,
    )
    tile = Tile(0, 0, range(count), first, _end(first, chart / unit, day))
    return Pages(size, text, names, row, day, (tile,), 1, 1, is_picture=True)


def _one_sheet(
    size: tuple[float, float], count: int, first: int, last: int, frame: Frame
) -> Pages | None:
    for text in SIZES_OF_TEXT:
        unit, names = text / LABEL_PIXELS, frame.names(text, size[0])
        chart = size[0] - 2 * EDGE - names
        high = size[1] - frame.above - frame.below - HEAD * unit
        row = _down(min(high / count, ROW_MOST) / unit)
        day = min(chart / unit / (last - first + 1), DAY_MOST)
        if row < _least_row(unit) or day * 7 * unit < WEEK_LEAST * text / SMALLEST:
            continue
        day = min(day, max(frame.labels(text, chart), WEEK_LEAST / 7) / unit)
        tile = Tile(0, 0, range(count), first, _end(first, chart / unit, day))
        return Pages(size, text, names, row, day, (tile,), 1, 1)
    return None


def _tiled(size: tuple[float, float], count: int, first: int, last: int, frame: Frame) -> Pages:
    text = SMALLEST
    unit, names = text / LABEL_PIXELS, frame.names(text, size[0])
    wide = (size[0] - 2 * EDGE - names) / unit
    high = (size[1] - frame.above - frame.below) / unit - HEAD
    most = max(1, math.floor(high / _least_row(unit)))
    lines = math.ceil(count / most)
    parts = _parts(count, lines, most, frame.heads)
    row = _down(min(high / max(map(len, parts)), ROW_MOST / unit))
    first, spans, day = _stretches(first, last, wide, unit)
    if len(spans) == 1:
        day = min(day, max(frame.labels(text, wide * unit), WEEK_LEAST / 7) / unit)
        spans = [(first, _end(first, wide, day))]
    tiles = tuple(
        Tile(column, line, rows, *span)
        for column, span in enumerate(spans)
        for line, rows in enumerate(parts)
        if column == 0 or frame.busy(rows, span[0] + OVERLAP, span[1])
    )
    return Pages(size, text, names, row, day, tiles, len(spans), lines)


def _parts(count: int, lines: int, most: int, heads: Callable[[int], bool]) -> list[range]:
    """Return the rows of each line of sheets, as even as can be; none ends with a heading."""
    even = math.ceil(count / lines)
    for each in range(even, most + 1):
        parts: list[range] = []
        start = 0
        while start < count:
            end = min(count, start + each)
            while end < count and end - start > 1 and heads(end - 1):
                end -= 1
            parts.append(range(start, end))
            start = end
        if len(parts) == lines:
            return parts
    return [range(line * even, min(count, (line + 1) * even)) for line in range(lines)]


def _stretches(
    first: int, last: int, wide: float, unit: float
) -> tuple[int, list[tuple[int, int]], float]:
    """Return the first day, the days of each column, and pixels a day."""
    least = WEEK_LEAST / 7 / unit
    if (last - first + 1) * least <= wide:
        return first, [(first, last + 1)], min(wide / (last - first + 1), DAY_MOST)
    first = monday_of(first)
    weeks = math.ceil((last - first + 1) / 7)
    most = max(2, math.floor(wide / (7 * least)))
    columns = math.ceil((weeks - 1) / (most - 1))
    each = math.ceil((weeks + columns - 1) / columns)
    days = each * 7
    starts = [first + column * (days - OVERLAP) for column in range(columns)]
    return first, [(start, start + days) for start in starts], wide / days


def _end(first: int, wide: float, day: float) -> int:
    """Return the day that begins at or after the chart's right edge."""
    return first + math.ceil(wide / day - 1e-9)


def _least_row(unit: float) -> float:
    return math.ceil(max(ROW_LEAST / unit, MARKS_HIGH) / STEP) * STEP


def _down(pixels: float) -> float:
    return math.floor(pixels / STEP) * STEP
