"""The line of the coming quarter: today, the months, every mark with its name, the next review.

Names stand above their marks, on up to three levels with leader lines; where that is not enough
the marks are numbered and the names stand in a list below. None is left out.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.domain.views.qbr import ReviewFacts
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import ACCENT, LINE, TEXT, WHITE
from csdesk.reports.pdf.shapes import diamond
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words.common import short

MOST_LEVELS = 3
_LEVEL = 17.0
_LABEL_TOP = 28.0  # of the lowest level, above the line
_NUMBER_TOP = 24.0
_BELOW = 38.0  # months and air, under the line
_GAP = 10.0
_WIDEST = 300.0
_LIST_TOP = 21.0
_LIST_INDENT = 38.0  # number, and air between name and day
_MOST_IN_THREE = 36
_NAME = Style(12.5, 16, bold=True)
_NUMBER = Style(11, 14, bold=True)


@dataclass(frozen=True, slots=True)
class _Mark:
    """Everything that falls on one day, and whether the next business review does."""

    x: float
    day: date
    texts: tuple[str, ...]
    strong: bool
    review: bool = False

    def only_review(self, word: str) -> bool:
        return self.review and self.texts == (word,)


@dataclass(frozen=True, slots=True)
class _Flag:
    """A name: its level, where it begins and ends, and the x of its mark."""

    level: int
    start: float
    end: float
    x: float

    def meets(self, other: "_Flag") -> bool:
        """Whether two names touch, or the leader line of one runs through the other."""
        if self.level == other.level:
            return self.start < other.end + _GAP and other.start < self.end + _GAP
        low, high = (self, other) if self.level < other.level else (other, self)
        return low.start - 4 < high.x < low.end + 4


class QuarterLine:
    """Measured first: `top` is what it needs above its line, `bottom` what it needs below."""

    def __init__(
        self, sheet: Sheet, view: ReviewFacts, tr: Translator, scale: deck.DeckType
    ) -> None:
        self._sheet, self._view, self._tr, self._scale = sheet, view, tr, scale
        self._left, self._right = deck.LEFT + 4, deck.RIGHT - 4
        days = [mark.day for mark in view.marks]
        review = view.next_review.day if view.next_review else view.today + timedelta(91)
        self._end = max(review, view.today + timedelta(28), *days)
        self._today, self._review = tr.text("today"), tr.text("next review")
        self._marks = self._merged()
        width = sheet.setter.width(self._today, _NAME)
        self._origin = _Flag(0, deck.LEFT, deck.LEFT + width, self._left)
        self._flags = self._placed()
        listed = self._flags is None
        self._listed = [mark for mark in self._marks if not mark.only_review(self._review)]
        self._columns = self._columns_of_list()
        rows = math.ceil(len(self._lines()) / self._columns) if listed else 0
        levels = max((flag.level for flag in self._flags or ()), default=0) + listed
        self.top = _LABEL_TOP + _LEVEL * levels
        self.bottom = _BELOW + (rows * scale.note.lead + 4 if rows else 0)

    def _x_of(self, day: date) -> float:
        span = (self._end - self._view.today).days
        return self._left + (self._right - self._left) * (day - self._view.today).days / span

    def _merged(self) -> list[_Mark]:
        """Return one mark per day, in their order; what has passed is not ahead."""
        view = self._view
        by_day: dict[date, tuple[list[str], bool]] = {}
        for mark in view.marks:
            if mark.day <= view.today:
                continue
            texts, strong = by_day.get(mark.day, ([], False))
            if mark.text not in texts:
                texts.append(mark.text)
            by_day[mark.day] = texts, strong or mark.strong
        review = view.next_review.day if view.next_review else None
        if review is not None and review > view.today:
            texts, strong = by_day.get(review, ([], False))
            by_day[review] = [*texts, self._review], strong
        return [
            _Mark(self._x_of(day), day, tuple(texts), strong, day == review)
            for day, (texts, strong) in sorted(by_day.items())
        ]

    def _name(self, mark: _Mark) -> str:
        return self._tr.join(mark.texts)

    def _lines(self) -> list[tuple[int, _Mark, str]]:
        """Return the lines of the list: the number of the mark, the mark, one of its names."""
        return [
            (number, mark, text)
            for number, mark in enumerate(self._listed, 1)
            for text in mark.texts
        ]

    # --- names over their marks --------------------------------------------------------------

    def _placed(self) -> list[_Flag] | None:
        """Return where each name stands, on as few levels as can be; None if they do not fit."""
        widths = [self._sheet.setter.width(self._name(mark), _NAME) for mark in self._marks]
        if any(width > _WIDEST for width in widths):
            return None
        numbers = range(len(self._marks))
        orders = (
            sorted(numbers, key=lambda n: (not self._marks[n].strong, n)),
            list(numbers),
            list(reversed(numbers)),
        )
        for levels in range(1, MOST_LEVELS + 1):
            for order in orders:
                flags = self._try(order, widths, levels)
                if flags is not None:
                    return flags
        return None

    def _try(
        self, order: Sequence[int], widths: Sequence[float], levels: int
    ) -> list[_Flag] | None:
        found: dict[int, _Flag] = {}
        for number in order:
            x, width = self._marks[number].x, widths[number]
            wanted = (x - width / 2, x - width + 9, x - 9)
            tried = [_flag(level, at, width, x) for level in range(levels) for at in wanted]
            others = (self._origin, *found.values())
            free = [one for one in tried if not any(one.meets(other) for other in others)]
            if not free:
                return None
            found[number] = free[0]
        return [found[number] for number in range(len(self._marks))]

    # --- numbers, and the names in a list ----------------------------------------------------

    def _columns_of_list(self) -> int:
        """Return 3, or 4 for a long list whose names all fit."""
        lines = self._lines()
        if len(lines) <= 15:
            return 3
        room = deck.WIDTH / 4 - _LIST_INDENT
        setter, style = self._sheet.setter, self._scale.note.with_(bold=True)
        fits = all(
            setter.width(text, style) + self._day_width(mark) <= room for _, mark, text in lines
        )
        return 4 if fits or len(lines) > _MOST_IN_THREE else 3

    def _day_width(self, mark: _Mark) -> float:
        return self._sheet.setter.width(short(self._tr, mark.day), self._scale.note)

    def _numbers(self) -> list[tuple[str, float]]:
        """Return the numbers over the line with the middle of each; those too near share one."""
        groups = [[number] for number in range(len(self._listed))]
        near: int | None = 0
        labels: list[tuple[str, float]] = []
        while near is not None:
            labels = [self._number_of(group) for group in groups]
            ends = [
                (middle - width / 2, middle + width / 2)
                for text, middle in labels
                for width in (self._sheet.setter.width(text, _NUMBER),)
            ]
            near = next(
                (n for n in range(len(ends) - 1) if ends[n][1] + 3 > ends[n + 1][0]),
                None,
            )
            if near is not None:
                groups[near : near + 2] = [groups[near] + groups[near + 1]]
        return labels

    def _number_of(self, group: Sequence[int]) -> tuple[str, float]:
        first, last = group[0], group[-1]
        text = str(first + 1) if first == last else f"{first + 1}–{last + 1}"
        return text, (self._listed[first].x + self._listed[last].x) / 2

    # --- drawing -----------------------------------------------------------------------------

    def draw(self, y: float) -> None:
        """Draw the line at `y`."""
        name = self._tr.text("Time line of the coming months")
        with deck.grouped(self._sheet, name), self._sheet.across(rows=True):
            self._draw(y)

    def _draw(self, y: float) -> None:
        sheet = self._sheet
        sheet.rule(self._left, y, self._right - self._left, 1.2, TEXT)
        self._draw_months(y)
        raised = 0 if self._flags is not None else 1
        sheet.label(self._today, _NAME, self._origin.start, y - _LABEL_TOP - raised * _LEVEL)
        if self._flags is None:
            self._draw_list(y)
        else:
            self._draw_flags(y, self._flags)
        for mark in self._marks:
            self._draw_mark(mark, y)
        sheet.circle(self._left, y, 5.5, fill=ACCENT)

    def _draw_flags(self, y: float, flags: Sequence[_Flag]) -> None:
        for mark, flag in zip(self._marks, flags, strict=True):
            top = y - _LABEL_TOP - flag.level * _LEVEL
            if flag.level:
                self._sheet.line((flag.x, top + _NAME.lead), (flag.x, y), 0.6, TEXT)
            self._sheet.label(self._name(mark), _NAME, flag.start, top)

    def _draw_list(self, y: float) -> None:
        sheet, scale = self._sheet, self._scale
        for text, middle in self._numbers():
            start = middle - sheet.setter.width(text, _NUMBER) / 2
            sheet.label(text, _NUMBER, start, y - _NUMBER_TOP)
        self._draw_review(y)
        width = deck.WIDTH / self._columns
        lines = self._lines()
        rows = math.ceil(len(lines) / self._columns)
        bold = scale.note.with_(bold=True, colour=TEXT)
        for index, (number, mark, text) in enumerate(lines):
            x = deck.LEFT + index // rows * width
            top = y + _LIST_TOP + index % rows * scale.note.lead
            sheet.label(str(number), bold, x + 14, top, "right")
            style = scale.note.with_(colour=TEXT, bold=mark.strong)
            room = width - _LIST_INDENT - self._day_width(mark)
            block = sheet.setter.lay(text, style, room, 1)
            sheet.block(block, x + 20, top)
            sheet.label(short(self._tr, mark.day), scale.note, x + 26 + block.width, top)

    def _draw_review(self, y: float) -> None:
        width = self._sheet.setter.width(self._review, _NAME)
        for mark in self._marks:
            if mark.only_review(self._review):
                start = _flag(1, mark.x - width / 2, width, mark.x).start
                self._sheet.label(self._review, _NAME, start, y - _LABEL_TOP - _LEVEL)

    def _draw_mark(self, mark: _Mark, y: float) -> None:
        if mark.review and not mark.strong:
            self._sheet.circle(mark.x, y, 5.5, fill=ACCENT)
        elif mark.strong:
            diamond(self._sheet, mark.x, y, 7.5, fill=TEXT, stroke=WHITE)
        else:
            diamond(self._sheet, mark.x, y, 6.5, fill=WHITE, stroke=TEXT, weight=1.8)

    def _draw_months(self, y: float) -> None:
        sheet, today = self._sheet, self._view.today
        month = date(today.year + today.month // 12, today.month % 12 + 1, 1)
        while month < self._end:
            x = self._x_of(month)
            sheet.line((x, y - 6), (x, y + 6), 0.8, LINE)
            if x + 40 < self._right:
                sheet.label(self._tr.date(month, "month"), self._scale.note, x + 4, y + 5)
            month = date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _flag(level: int, wanted: float, width: float, x: float) -> _Flag:
    start = min(max(wanted, deck.LEFT), deck.RIGHT - width)
    return _Flag(level, start, start + width, x)
