"""What colours, lines and signs of the chart mean: only what this plan has."""

from collections.abc import Callable
from typing import TypeAlias

from csdesk.domain.codes import MilestoneKind, RowKind, Side, Status
from csdesk.domain.views.plan import OffKind, PlanView
from csdesk.i18n import Translator
from csdesk.layout.scene import Role
from csdesk.reports.gantt.ink import (
    BORDERS,
    GHOST,
    GROUNDS,
    HATCH,
    HOLIDAY,
    SIDE_GROUNDS,
    VALUE,
    WEEKEND,
    draw_diamond,
    star_points,
)
from csdesk.reports.pdf.colours import BAD, LINE, MUTED, OK, PALE, SIDE_COLOURS, TEXT, WHITE
from csdesk.reports.pdf.shapes import side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style, Typesetter
from csdesk.reports.words.common import side_word

LEAD = 11.0
BEHIND = 14  # days that the chart commonly shows after the last mark
_STYLE = Style(7.2, 9.6, colour=MUTED)
_BETWEEN, _AFTER_SIGN, _SWATCH = 13.0, 4.0, 16.0

Draw: TypeAlias = Callable[[Sheet, float, float], None]


class Legend:
    """Signs with their words, broken to lines of a width."""

    def __init__(
        self,
        setter: Typesetter,
        view: PlanView,
        translator: Translator,
        width: float,
        days: tuple[int, int],
    ) -> None:
        self._lines: list[list[tuple[float, Draw, str, float]]] = [[]]
        x = 0.0
        for sign, draw, words in _entries(view, translator, days):
            wide = sign + _AFTER_SIGN + setter.width(words, _STYLE)
            if x and x + wide > width:
                self._lines.append([])
                x = 0.0
            self._lines[-1].append((x, draw, words, sign))
            x += wide + _BETWEEN

    @property
    def height(self) -> float:
        """Return the height in points."""
        return len(self._lines) * LEAD

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """Draw all lines from (`x`, `top`) on."""
        for number, entries in enumerate(self._lines):
            y = top + number * LEAD
            for shift, sign, words, wide in entries:
                sign(sheet, x + shift, y + LEAD / 2)
                left = x + shift + wide + _AFTER_SIGN
                sheet.label(words, _STYLE, left, y + (LEAD - _STYLE.lead) / 2)


def _entries(
    view: PlanView, tr: Translator, days: tuple[int, int]
) -> list[tuple[float, Draw, str]]:
    items = [line for line in view.lines if line.kind is RowKind.ITEM]
    points = [line for line in view.lines if line.kind is RowKind.MILESTONE]
    found: list[tuple[float, Draw, str]] = [
        (9 + _SWATCH, _side(side), side_word(tr, side))
        for side in Side
        if any(line.side is side for line in items)
    ]
    if any(line.status is Status.DONE for line in items):
        found.append((_SWATCH, _bar(Role.BAR_DONE), tr.text("done")))
    if any(line.status is Status.ON_HOLD for line in items):
        found.append((_SWATCH, _bar(Role.BAR_HOLD), tr.text("on hold")))
    if any(line.status is Status.CANCELLED for line in items):
        found.append((_SWATCH, _bar(Role.BAR_CANCELLED), tr.text("cancelled")))
    if any(line.critical and line.status.is_open for line in view.lines):
        found.append((_SWATCH, _critical, tr.text("critical path")))
    if any(line.agreed is not None for line in view.lines):
        day = view.baseline_on
        words = tr.text("baseline")
        if day is not None:
            words = tr.text("baseline of {day}", day=tr.near_date(day, view.today))
        found.append((_SWATCH, _baseline, words))
    if any(line.milestone is not MilestoneKind.VALUE for line in points):
        found.append((8, _milestone, tr.text("milestone")))
    if any(line.milestone is MilestoneKind.VALUE for line in points):
        found.append((10, _value, tr.text("first result")))
    if any(line.status is Status.DONE for line in points):
        found.append((8, _reached, tr.text("reached")))
    if any(line.deadline is not None for line in view.lines):
        found.append((3, _deadline, tr.text("deadline")))
    if view.window is not None:
        words = tr.text("golden window, {n} days", n=view.window.length)
        found.append((_SWATCH, _window, words))
    first, last = days[0], days[1] + BEHIND
    kinds = {
        off.kind
        for off in view.days_off
        if off.first.toordinal() <= last and off.last.toordinal() >= first
    }
    for kind, draw, words in (
        (OffKind.REST, _day(WEEKEND), tr.text("weekend")),
        (OffKind.HOLIDAY, _day(HOLIDAY), tr.text("public holiday")),
        (OffKind.UNPUBLISHED, _hatched, tr.text("holiday by rule, not yet published")),
    ):
        if kind in kinds:
            found.append((9, draw, words))
    return found


def _side(side: Side) -> Draw:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        side_mark(sheet, side, x + 3, y, 5.6)
        sheet.box(x + 9, y - 3, _SWATCH, 6, fill=SIDE_GROUNDS[side], radius=1.5)
        sheet.box(x + 9, y - 3, _SWATCH * 0.45, 6, fill=SIDE_COLOURS[side], radius=1.5)
        sheet.box(x + 9, y - 3, _SWATCH, 6, stroke=SIDE_COLOURS[side], radius=1.5)

    return draw


def _bar(role: Role) -> Draw:
    stroke = BORDERS[role][0] if role in BORDERS else None

    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.box(x, y - 3, _SWATCH, 6, fill=GROUNDS[role], stroke=stroke, radius=1.5)

    return draw


def _critical(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x, y - 3, _SWATCH, 6, fill=WHITE, stroke=PALE, radius=1.5)
    sheet.box(x, y + 1.2, _SWATCH, 1.8, fill=TEXT)


def _baseline(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x, y - 0.9, _SWATCH, 1.8, fill=GHOST, radius=0.9)


def _milestone(sheet: Sheet, x: float, y: float) -> None:
    draw_diamond(sheet, x + 4, y, 4, TEXT, WHITE, 0.6)


def _reached(sheet: Sheet, x: float, y: float) -> None:
    draw_diamond(sheet, x + 4, y, 4, OK, WHITE, 0.6)


def _value(sheet: Sheet, x: float, y: float) -> None:
    draw_diamond(sheet, x + 5, y, 5.4, VALUE, WHITE, 0.6)
    sheet.polygon(star_points(x + 5, y, 2.8), fill=WHITE)


def _deadline(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x + 0.8, y - 4, 1.4, 8, fill=BAD)


def _window(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x, y - 0.8, _SWATCH, 1.6, fill=VALUE)


def _day(colour: tuple[float, float, float]) -> Draw:
    def draw(sheet: Sheet, x: float, y: float) -> None:
        sheet.box(x, y - 3.5, 9, 7, fill=colour, stroke=LINE, weight=0.4)

    return draw


def _hatched(sheet: Sheet, x: float, y: float) -> None:
    sheet.hatch(x, y - 3.5, 9, 7, HATCH)
    sheet.box(x, y - 3.5, 9, 7, stroke=LINE, weight=0.4)
