"""The plan on the wall: milestones in their order, and phases with milestones over the months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from csdesk.domain.codes import MilestoneKind
from csdesk.domain.views.meeting import MeetingModeView, StoneLine, StretchLine
from csdesk.domain.views.status import WindowView
from csdesk.ui.meeting.board import BOX, TEXT, Board
from csdesk.ui.meeting.flow import Block

MOST_STONES = 5
_STONE = 262.0  # room for the name of one
_NAMES = 0.42  # of the width
_HEAD = 66.0


def stones_block(board: Board, view: MeetingModeView, width: float) -> Block:
    """Milestones evenly spaced: an order, not a scale, so that long names fit."""
    stones = chosen_stones(view.stones, max(2, min(MOST_STONES, int(width // _STONE))))
    step = width / len(stones)
    names = [board.wrapped(one.name, step - 16, bold=True, most=3) for one in stones]
    rows = max(len(one) for one in names)
    window = view.window if view.window is not None and not view.window.reached else None
    top = 100.0 if window is not None else 20.0
    height = top + 106 + (rows + 1) * TEXT * BOX

    def draw(b: Board, x: float, y: float, w: float) -> None:
        line = y + top + 58
        centres = [x + step * (place + 0.5) for place in range(len(stones))]
        b.painter.setPen(Qt.PenStyle.NoPen)
        b.painter.setBrush(b.tokens.track)
        b.painter.drawRoundedRect(
            QRectF(b.px(x), b.px(line - 7), b.px(w), b.px(14)), b.px(7), b.px(7)
        )
        reached = [place for place, one in enumerate(stones) if one.done]
        if reached:
            b.painter.setBrush(b.tokens.accent)
            long = centres[reached[-1]] - x
            b.painter.drawRoundedRect(
                QRectF(b.px(x), b.px(line - 7), b.px(long), b.px(14)), b.px(7), b.px(7)
            )
        if window is not None:
            _window(b, x, y, w, line, window, _between(stones, centres, x, w, window.last_day))
        for one, centre, lines in zip(stones, centres, names, strict=True):
            value = one.kind is MilestoneKind.VALUE
            b.diamond(centre, line, 35 if value else 24, _color(b, one), star=value)
            below = line + 48
            for place, text in enumerate(lines):
                b.line(centre - step / 2, below + place * TEXT * BOX, step, text, bold=True,
                       align="center")  # fmt: skip
            b.line(centre - step / 2, below + rows * TEXT * BOX, step,
                   b.words.near_date(one.day, view.today), color=b.tokens.muted,
                   align="center")  # fmt: skip

    return Block(height, draw)


def chosen_stones(stones: Sequence[StoneLine], most: int) -> list[StoneLine]:
    """Return at most so many milestones in order: those with a kind first, then the nearest."""
    if len(stones) <= most:
        return list(stones)
    ranked = sorted(
        range(len(stones)),
        key=lambda place: (stones[place].kind is MilestoneKind.OTHER, stones[place].done, place),
    )
    return [stones[place] for place in sorted(ranked[:most])]


def _color(board: Board, one: StoneLine) -> QColor:
    if one.done:
        return board.tokens.ok if one.kind is MilestoneKind.VALUE else board.tokens.accent
    return board.tokens.value if one.kind is MilestoneKind.VALUE else board.tokens.ink


def _between(
    stones: Sequence[StoneLine], centres: Sequence[float], x: float, w: float, day: date
) -> float:
    """Return where a day lies on a line whose milestones are evenly spaced."""
    before = [place for place, one in enumerate(stones) if one.day <= day]
    if not before:
        return (x + centres[0]) / 2
    last = before[-1]
    if last + 1 == len(stones):
        return (centres[last] + x + w) / 2
    span = (stones[last + 1].day - stones[last].day).days or 1
    part = (day - stones[last].day).days / span
    step = centres[last + 1] - centres[last]
    return centres[last] + step * min(0.8, max(0.2, part))


def _window(
    b: Board, x: float, y: float, w: float, line: float, window: WindowView, end: float
) -> None:
    """Draw the golden window above the milestones, with how far it has gone."""
    words = b.words
    lead = words.text("Golden window")
    day = words.text("day {n} of {length}", n=window.day, length=window.length)
    until = words.text("ends {day}", day=words.near_date(window.last_day, window.today))
    gap = b.width(" ") if not words.is_chinese else 12.0
    stop = "，" if words.is_chinese else ","
    sizes = (b.width(lead), b.width(day + stop, bold=True), b.width(until))
    after = 0.0 if words.is_chinese else gap
    total = sum(sizes) + gap + after
    left = min(max(x, end - total), x + w - total)
    b.line(left, y, sizes[0] + 4, lead, color=b.tokens.muted)
    b.line(left + sizes[0] + gap, y, sizes[1] + 4, day + stop, bold=True)
    b.line(left + sizes[0] + sizes[1] + gap + after, y, sizes[2] + 4, until, color=b.tokens.muted)
    b.fill(x, line - 60, end - x, 6, b.tokens.value)
    pen = QPen(b.tokens.value, b.px(4))
    pen.setDashPattern([3, 2])
    b.painter.setPen(pen)
    b.painter.drawLine(QPointF(b.px(end), b.px(line - 72)), QPointF(b.px(end), b.px(line + 40)))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the chart with its name in lines."""

    of: StretchLine | StoneLine
    names: list[str]
    height: float


@dataclass(frozen=True, slots=True)
class _Axis:
    first: date
    last: date
    left: float
    width: float

    def at(self, day: date) -> float:
        """Return where a day begins."""
        return self.left + self.width * (day - self.first).days / max(
            1, (self.last - self.first).days
        )


def plan_blocks(board: Board, view: MeetingModeView, width: float, room: float) -> list[Block]:
    """Phases as bars and milestones as diamonds, in the order of their days."""
    rows: list[StretchLine | StoneLine] = [*view.stretches, *view.stones]
    if not rows:
        text = board.words.text("There is no plan yet.")

        def draw(b: Board, x: float, y: float, w: float) -> None:
            b.line(x, y, w, text, color=b.tokens.muted)

        return [Block(TEXT * BOX, draw)]
    rows.sort(key=lambda one: (_start(one), isinstance(one, StoneLine)))
    first = min(_start(one) for one in rows).replace(day=1)
    last = max(_end(one) for one in rows) + timedelta(days=20)
    agreed = _agreement(board, view, width)
    room -= sum(block.height for block in agreed)
    charts: list[list[_Line]] = [[]]
    left = room - _HEAD
    for one in rows:
        bold = isinstance(one, StretchLine) or one.kind is MilestoneKind.VALUE
        indent = 36.0 if isinstance(one, StoneLine) else 0.0
        names = board.wrapped(one.name, width * _NAMES - indent, bold=bold, most=2)
        line = _Line(one, names, max(1, len(names)) * TEXT * BOX + 12)
        if line.height > left and charts[-1]:
            charts.append([])
            left = room - _HEAD
        charts[-1].append(line)
        left -= line.height
    return [*agreed, *(_chart(view, lines, first, last) for lines in charts)]


def _agreement(board: Board, view: MeetingModeView, width: float) -> list[Block]:
    """Say who agreed to the dates at this meeting; before anybody did, which key does."""
    words, by = board.words, view.agreed_by
    if not by and not view.can_agree:
        return []
    text = (
        words.text("These dates are agreed: {name}", name=by)
        if by
        else words.text("Nobody has agreed to these dates yet: Alt Y when they are right")
    )
    texts = board.wrapped(text, width - 60, most=2)

    def draw(b: Board, x: float, y: float, w: float) -> None:
        left = x
        if by:
            left += b.tick(x, y, b.tokens.ok) + 16
        b.lines(left, y, w - 60, texts, color=b.tokens.muted)

    return [Block(len(texts) * TEXT * BOX + 10, draw, leads=True)]


def _start(one: StretchLine | StoneLine) -> date:
    return one.start if isinstance(one, StretchLine) else one.day


def _end(one: StretchLine | StoneLine) -> date:
    return one.end if isinstance(one, StretchLine) else one.day


def _chart(view: MeetingModeView, rows: Sequence[_Line], first: date, last: date) -> Block:
    height = _HEAD + sum(one.height for one in rows)

    def draw(b: Board, x: float, y: float, w: float) -> None:
        names = w * _NAMES
        axis = _Axis(first, last, x + names + 24, w - names - 24)
        bottom = y + height
        _months(b, axis, y, bottom)
        if first <= view.today <= last:
            pen = QPen(b.tokens.bad, b.px(3))
            b.painter.setPen(pen)
            at = b.px(axis.at(view.today))
            b.painter.drawLine(QPointF(at, b.px(y + _HEAD)), QPointF(at, b.px(bottom)))
        top = y + _HEAD
        for one in rows:
            _row(b, one, x, top, names, axis)
            top += one.height

    return Block(height, draw)


def _months(b: Board, axis: _Axis, y: float, bottom: float) -> None:
    months = []
    day = axis.first
    while day <= axis.last:
        months.append(day)
        day = (day + timedelta(days=32)).replace(day=1)
    each = axis.width / len(months)
    every = 1
    while each * every < b.width(b.words.date(date(2026, 12, 1), "month")) + 16 and every < 12:
        every += 1
    for place, day in enumerate(months):
        at = axis.at(day)
        b.fill(at, y + _HEAD - 8, 2, bottom - y - _HEAD + 8, b.tokens.line)
        room = axis.left + axis.width - at
        text = b.words.date(day, "month")
        if place % every == 0 and room > b.width(text) + 8:
            b.line(at + 8, y, room, text, color=b.tokens.muted)


def _row(b: Board, line: _Line, x: float, y: float, names: float, axis: _Axis) -> None:
    one = line.of
    middle = y + line.height / 2
    top = middle - TEXT * BOX / 2
    if isinstance(one, StretchLine):
        b.lines(x, y + 6, names, line.names, bold=True)
        left, right = axis.at(one.start), axis.at(one.end + timedelta(days=1))
        b.painter.setPen(Qt.PenStyle.NoPen)
        b.painter.setBrush(b.tokens.track if one.done else b.tokens.us_soft)
        b.painter.drawRoundedRect(
            QRectF(b.px(left), b.px(middle - 16), b.px(max(10, right - left)), b.px(32)),
            b.px(6), b.px(6),
        )  # fmt: skip
        b.painter.setPen(QPen(b.tokens.hold if one.done else b.tokens.us, b.px(2)))
        b.painter.setBrush(Qt.BrushStyle.NoBrush)
        b.painter.drawRoundedRect(
            QRectF(b.px(left), b.px(middle - 16), b.px(max(10, right - left)), b.px(32)),
            b.px(6), b.px(6),
        )  # fmt: skip
        return
    value = one.kind is MilestoneKind.VALUE
    color = _color(b, one)
    b.lines(x + 36, y + 6, names - 36, line.names, bold=value)
    at = axis.at(one.day)
    b.diamond(at, middle, 22 if value else 16, color, star=value)
    text = b.words.date(one.day, "short")
    wide = b.width(text, bold=value)
    after = at + 34 + wide < axis.left + axis.width
    left = at + 34 if after else at - 34 - wide
    b.fill(left - 6, middle - TEXT * 0.6, wide + 12, TEXT * 1.2, b.tokens.surface)
    b.line(left, top, wide + 4, text, bold=value)
