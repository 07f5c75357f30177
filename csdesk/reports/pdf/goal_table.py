"""Goals as a table on A4: before, target and date; measured ones with the track between."""

from collections.abc import Sequence

from csdesk.domain.views.qbr import GoalView
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import HOLD, MUTED, OK, TEXT, TRACK, WARN, WHITE
from csdesk.reports.pdf.letter import Kit, head_rule, rest, row_rule
from csdesk.reports.pdf.pieces import Stack
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Block
from csdesk.reports.words import qbr as words
from csdesk.reports.words.common import short
from csdesk.reports.words.marks import keep

_HEAD = 14.0
_NAME = 64 * a4.MM
_BEFORE = 80 * a4.MM  # right edge, from the left margin
_TRACK = (85 * a4.MM, 118 * a4.MM)
_TARGET = 0.8  # of the track
_NOW = 136 * a4.MM
_TARGET_RIGHT = 154 * a4.MM
_FIGURE = 15 * a4.MM
_PLAIN_NAME = 96 * a4.MM
_PLAIN_BEFORE = 122 * a4.MM
_PLAIN_TARGET = 148 * a4.MM


def add_goals(
    kit: Kit,
    stack: Stack,
    goals: Sequence[GoalView],
    most: int,
    *,
    measured: bool,
    title_lines: int = 2,
) -> None:
    """Add the head and a row for each of the first goals, and how many more there are."""
    stack.add(_HEAD, lambda sheet, top: _draw_head(kit, sheet, top, measured=measured))
    for goal in goals[:most]:
        _add_row(kit, stack, goal, title_lines, measured=measured)
    hidden = len(goals) - most
    if hidden > 0:
        text = kit.tr.plural("One more goal is agreed.", "{n} more goals are agreed.", hidden)
        rest(kit, stack, text, a4.LEFT, a4.WIDTH)


def _draw_head(kit: Kit, sheet: Sheet, top: float, *, measured: bool) -> None:
    tr, style = kit.tr, kit.scale.note
    name = tr.text("Goal") if measured else tr.text("Goal, and who set it")
    with sheet.across():
        sheet.label(name, style, a4.LEFT, top)
        sheet.label(tr.text("By"), style, a4.RIGHT, top, "right")
        if measured:
            sheet.label(tr.text("Before"), style, a4.LEFT + _BEFORE, top, "right")
            sheet.label(tr.text("From before to target"), style, a4.LEFT + _TRACK[0], top)
            sheet.label(tr.text("Now"), style, a4.LEFT + _NOW, top, "right")
            sheet.label(tr.text("Target value"), style, a4.LEFT + _TARGET_RIGHT, top, "right")
        else:
            sheet.label(tr.text("Before"), style, a4.LEFT + _PLAIN_BEFORE, top, "right")
            sheet.label(tr.text("Target value"), style, a4.LEFT + _PLAIN_TARGET, top, "right")
    head_rule(sheet, a4.LEFT, top + _HEAD - 1, a4.WIDTH)


def _add_row(kit: Kit, stack: Stack, goal: GoalView, title_lines: int, *, measured: bool) -> None:
    scale, tr = kit.scale, kit.tr
    width = (_NAME if measured else _PLAIN_NAME) - 6
    name = kit.lay(goal.title, scale.strong, width, title_lines)
    note = kit.lay("" if measured else _who(kit, goal), scale.note, width, 1)
    beside_name = len(name.rows) == 1 and name.width + 10 + note.width <= width
    height = name.height + (0 if measured or beside_name else note.height) + 7.5
    due = short(tr, goal.target_on, goal.said_on) if goal.target_on else ""
    before, now, target = _figures(kit, goal, _FIGURE if measured else 1.6 * _FIGURE)

    def draw(sheet: Sheet, top: float) -> None:
        y = top + 3
        below = sheet.block(name, a4.LEFT, y)
        if beside_name:
            sheet.block(note, a4.LEFT + name.width + 8, y + 1)
        else:
            sheet.block(note, a4.LEFT, below - 0.5)
        if measured:
            _put(kit, sheet, before, a4.LEFT + _BEFORE, y)
            _draw_track(sheet, goal, y + scale.strong.lead / 2)
            _put(kit, sheet, now, a4.LEFT + _NOW, y)
            _put(kit, sheet, target, a4.LEFT + _TARGET_RIGHT, y)
        else:
            _put(kit, sheet, before, a4.LEFT + _PLAIN_BEFORE, y)
            _put(kit, sheet, target, a4.LEFT + _PLAIN_TARGET, y)
        _put(kit, sheet, kit.lay(due, scale.body, _FIGURE * 1.4) if due else None, a4.RIGHT, y)
        row_rule(sheet, a4.LEFT, top + height, a4.WIDTH)

    stack.add(height, draw)


def _who(kit: Kit, goal: GoalView) -> str:
    who = [keep(goal.said_by)] if goal.said_by else []
    if goal.said_on is not None:
        who.append(keep(kit.tr.date(goal.said_on, "medium")))
    return kit.tr.facts(who)


def _figures(
    kit: Kit, goal: GoalView, width: float
) -> tuple[Block | None, Block | None, Block | None]:
    digits = words.decimals(goal)
    made: list[Block | None] = []
    for value, strong in ((goal.before, False), (goal.now, True), (goal.target, True)):
        if value is None:
            made.append(None)
            continue
        style = kit.scale.strong if strong else kit.scale.body.with_(colour=MUTED)
        text = words.quantity(value, goal.unit, kit.tr, digits)
        made.append(kit.lay(text, style, width, 1))
    return made[0], made[1], made[2]


def _put(kit: Kit, sheet: Sheet, block: Block | None, right: float, top: float) -> None:
    if block is None:
        a4.dash(sheet, kit.scale.body, right, top)
    else:
        sheet.block(block, right - block.width, top)


def _draw_track(sheet: Sheet, goal: GoalView, y: float) -> None:
    """Draw from before (ring) to now (disc), the target as a tick; past it the track goes on."""
    left, right = a4.LEFT + _TRACK[0] + 4, a4.LEFT + _TRACK[1]
    target = left + (right - left) * _TARGET
    sheet.box(left, y - 1.6, right - left, 3.2, fill=TRACK, radius=1.6)
    progress = goal.progress
    if progress is not None:
        x = min(max(left + (target - left) * progress, left), right)
        colour = OK if goal.reached else WARN
        if x > left:
            sheet.box(left, y - 1.6, x - left, 3.2, fill=colour, radius=1.6)
        sheet.line((target, y - 6), (target, y + 6), 1.2, TEXT)
    sheet.circle(left, y, 2.9, fill=WHITE, stroke=HOLD, weight=1.1)
    if progress is not None:
        sheet.circle(x, y, 4.6, fill=colour, stroke=WHITE, weight=1)
