"""The plan as a chart beside its dates: phases as bars, milestones as diamonds, the window."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial

from csdesk.domain.codes import MilestoneKind
from csdesk.domain.views.kickoff import KickoffView, PlanLine
from csdesk.domain.views.status import MilestoneLine
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import ACCENT, DONE_BAR, LINE, MUTED, OK, TEXT, WHITE, tint
from csdesk.reports.pdf.gantt_table import TimeAxis
from csdesk.reports.pdf.grid import HEAD, Cell, Column, Grid, Line, Part, cell, draw_grid
from csdesk.reports.pdf.shapes import diamond
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import kickoff as words
from csdesk.reports.words.common import short

_MOST = 11
_CHART = (480.0, deck.RIGHT)
_BELOW = 44.0  # label of today, and the sentence on the window
_BAR = 11.0
_LABEL = Style(10.5, 13)


def chosen(lines: Sequence[PlanLine], today: date, limit: int = _MOST) -> list[PlanLine]:
    """Return the rows that the page shows: the great milestones, then phases, then the nearest."""

    def weight(place: int) -> tuple[int, int]:
        line = lines[place]
        great = line.kind not in (None, MilestoneKind.OTHER)
        return (0 if great else 1 if line.kind is None else 2, abs((line.end - today).days))

    kept = sorted(sorted(range(len(lines)), key=weight)[:limit])
    return [lines[place] for place in kept]


def draw_plan(sheet: Sheet, view: KickoffView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the table of phases and milestones with its chart."""
    lines = chosen(view.lines, view.today)
    hidden = len(view.lines) - len(lines)
    room = deck.CONTENT_BOTTOM - scale.top - HEAD - _BELOW - (16 if hidden else 0)
    row = min(30.0, room / len(lines))
    grid = Grid(
        name=tr.text("Phases and milestones"),
        columns=(
            Column(deck.LEFT, 298, tr.text("Phase or milestone")),
            Column(304, 378, tr.text("From"), "right"),
            Column(386, 462, tr.text("To"), "right"),
            Column(*_CHART),
        ),
        lines=tuple(Line(_cells(line, view.today, tr), row) for line in lines),
        top=scale.top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    window_end = view.window.last_day if view.window else None
    axis = TimeAxis.of([_span(line) for line in lines], view.today, _CHART, window_end)
    if axis is not None:
        with deck.grouped(sheet, tr.text("Time line of phases and milestones")):
            _draw_chart(sheet, view, grid, lines, axis, tr)
    if hidden:
        text = tr.plural("{n} more in the tracker", "{n} more in the tracker", hidden)
        sheet.words(text, scale.note, deck.LEFT, y + 3, 400, lines=1)
    note = words.window_note(view, tr)
    sheet.words(note, scale.note, deck.LEFT, deck.CONTENT_BOTTOM - 14, deck.WIDTH, lines=1)


def _cells(line: PlanLine, today: date, tr: Translator) -> tuple[Cell, ...]:
    milestone = line.kind is not None
    strong = line.kind is MilestoneKind.VALUE or not milestone
    name = Part(line.name, Style(13, 16, bold=strong))
    day = Style(13, 16, bold=strong)
    start = (
        cell(short(tr, line.start, today), Style(13, 16, colour=MUTED)) if line.start else Cell()
    )
    if not milestone:
        return Cell((name,)), start, cell(short(tr, line.end, today), day), Cell()
    mark = partial(_mark, line=line)
    return Cell((name,), 20, mark, 9), start, cell(short(tr, line.end, today), day), Cell()


def _mark(sheet: Sheet, x: float, y: float, line: PlanLine) -> None:
    if line.done:
        diamond(sheet, x, y, 5.4, fill=OK)
    elif line.kind is MilestoneKind.VALUE:
        diamond(sheet, x, y, 6.2, fill=TEXT)
    else:
        diamond(sheet, x, y, 5.2, fill=WHITE, stroke=TEXT, weight=1.4)


def _span(line: PlanLine) -> MilestoneLine:
    return MilestoneLine(name=line.name, forecast=line.end, bar_start=line.start)


def _draw_chart(
    sheet: Sheet,
    view: KickoffView,
    grid: Grid,
    lines: Sequence[PlanLine],
    axis: TimeAxis,
    tr: Translator,
) -> None:
    first, end = grid.first, grid.bottom
    window = view.window
    if window is not None and window.last_day >= axis.start and window.signed_on < axis.end:
        left = max(axis.x(window.signed_on), axis.left)
        right = min(axis.x(window.last_day + timedelta(1)), axis.right)
        sheet.box(left, first + 0.8, right - left, end - first - 0.8, fill=tint(OK, 0.07))
        for row, middle in zip(grid.lines, grid.middles(), strict=True):
            sheet.rule(left, middle + row.height / 2, right - left)
    free = drawn = axis.left
    for day, label in axis.ticks(tr):
        x = axis.x(day)
        if x < drawn:
            continue
        drawn = x + 6
        sheet.line((x, first), (x, end), 0.6, LINE)
        width = sheet.setter.width(label, _LABEL)
        if label and x + 3 >= free and x + 3 + width <= axis.right:
            sheet.label(label, _LABEL.with_(colour=MUTED), x + 3, grid.top + 3)
            free = x + 9 + width
    for line, middle in zip(lines, grid.middles(), strict=True):
        _draw_line(sheet, line, axis, middle)
    taken = _draw_today(sheet, view.today, axis, (first, end), tr)
    if window is not None and axis.holds(window.last_day):
        x = axis.x(window.last_day + timedelta(1))
        sheet.line((x, first), (x, end + 2), 1.2, OK, (1.5, 2.5))
        text = tr.text("day {n}", n=window.length)
        width = sheet.setter.width(text, _LABEL)
        left = min(max(x - width / 2, axis.left), axis.right - width)
        if taken is None or left > taken[1] + 4 or left + width < taken[0] - 4:
            sheet.label(text, _LABEL.with_(bold=True, colour=OK), left, end + 4)


def _draw_line(sheet: Sheet, line: PlanLine, axis: TimeAxis, middle: float) -> None:
    right = axis.x(line.end + timedelta(1))
    if line.kind is not None:
        _mark(sheet, right, middle, line)
        return
    left = axis.x(line.start or line.end)
    fill, edge = (DONE_BAR, DONE_BAR) if line.done else (tint(ACCENT, 0.32), ACCENT)
    sheet.box(
        left, middle - _BAR / 2, max(right - left, 2), _BAR, fill=fill, stroke=edge, weight=0.8
    )


def _draw_today(
    sheet: Sheet, today: date, axis: TimeAxis, span: tuple[float, float], tr: Translator
) -> tuple[float, float] | None:
    if not axis.holds(today):
        return None
    first, end = span
    x = axis.x(today)
    sheet.line((x, first), (x, end + 2), 1.4, ACCENT)
    text = tr.text("today {day}", day=short(tr, today))
    style = _LABEL.with_(bold=True, colour=ACCENT)
    width = sheet.setter.width(text, style)
    left = min(max(x - width / 2, axis.left), axis.right - width)
    sheet.label(text, style, left, end + 4)
    return left, left + width
