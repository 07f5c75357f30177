"""The pages of what happened: results, milestones against their agreed dates, promises kept."""

from collections.abc import Sequence
from datetime import date

from csdesk.domain.codes import MilestoneKind, Side
from csdesk.domain.views.qbr import OutcomeView, PlanMilestoneView, PromiseView, QbrView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.a4 import fitting
from csdesk.reports.pdf.colours import BAD, LINE, MUTED, OK, PALE, TEXT, WARN, WHITE, tint
from csdesk.reports.pdf.shapes import diamond, done_mark, missed_mark, open_mark, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Block, Style
from csdesk.reports.words import qbr as words
from csdesk.reports.words.common import short

_MOST_OUTCOMES = 5
_MOST_MILESTONES = 10


def draw_outcomes(sheet: Sheet, view: QbrView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the confirmed results: when, what, the figure, on whose word."""
    top = scale.top
    figure_right, said_x = 722.0, 748.0
    sheet.label(tr.text("When"), scale.head, deck.LEFT, top)
    sheet.label(tr.text("Result"), scale.head, 134, top)
    sheet.label(tr.text("Measured"), scale.head, figure_right, top, "right")
    sheet.label(tr.text("Confirmed by"), scale.head, said_x, top)
    y = top + 21
    deck.head_rule(sheet, y)
    shown = view.outcomes[:_MOST_OUTCOMES]
    row = min(64.0, (deck.CONTENT_BOTTOM - y - 20) / max(len(shown), 1))
    for outcome in shown:
        _draw_outcome(sheet, outcome, tr, scale, (y, row), (figure_right, said_x))
        y += row
        sheet.rule(deck.LEFT, y, deck.WIDTH)
    _draw_more(sheet, len(view.outcomes) - len(shown), y, tr, scale)


def _draw_outcome(
    sheet: Sheet,
    outcome: OutcomeView,
    tr: Translator,
    scale: deck.DeckType,
    place: tuple[float, float],
    columns: tuple[float, float],
) -> None:
    y, row = place
    figure_right, said_x = columns
    middle = y + row / 2
    sheet.label(short(tr, outcome.day), scale.body.with_(colour=MUTED), deck.LEFT, middle - 9)
    title = sheet.setter.lay(outcome.title, scale.strong, 400, 1 if outcome.evidence else 2)
    height = title.height + (scale.note.lead if outcome.evidence else 0)
    below = sheet.block(title, 134, middle - height / 2)
    sheet.words(outcome.evidence, scale.note, 134, below, 400, lines=1)
    figure = ""
    if outcome.amount is not None:
        figure = words.quantity(outcome.amount, outcome.unit, tr)
    elif outcome.money_minor is not None:
        figure = tr.money(outcome.money_minor, outcome.currency)
    if figure:
        note = outcome.metric if outcome.amount is not None else ""
        sheet.label(figure, scale.figure, figure_right, middle - (19 if note else 11), "right")
        sheet.words(note, scale.note, figure_right - 180, middle + 3, 180, align="right", lines=1)
    else:
        sheet.label("–", scale.body.with_(colour=PALE), figure_right, middle - 9, "right")
    said = sheet.setter.lay(outcome.said_by or "–", scale.body, deck.RIGHT - said_x, 2)
    sheet.block(said, said_x, middle - said.height / 2)


def draw_plan(sheet: Sheet, view: QbrView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the milestones: agreed, reached or forecast, slip in working days as a bar."""
    lines = view.milestones[:_MOST_MILESTONES]
    several = len({line.project for line in lines}) > 1
    top = scale.top
    agreed_right, came_right, slip_right, bar_left = 524.0, 656.0, 722.0, 744.0
    sheet.label(tr.text("Milestone"), scale.head, deck.LEFT, top)
    sheet.label(tr.text("Agreed"), scale.head, agreed_right, top, "right")
    sheet.label(tr.text("Reached"), scale.head, came_right, top, "right")
    sheet.label(tr.text("Slip"), scale.head, slip_right, top, "right")
    sheet.label(tr.text("working days"), scale.head, bar_left, top)
    y = top + 21
    deck.head_rule(sheet, y)
    row = min(42.0, (deck.CONTENT_BOTTOM - y - 18) / max(len(lines), 1))
    slips = [line.slip for line in lines if line.slip is not None]
    most = max([abs(slip) for slip in slips] or [0])
    early = any(slip < 0 for slip in slips)
    room = deck.RIGHT - bar_left
    zero = bar_left + (room * 0.35 if early else 0)
    unit = (deck.RIGHT - zero) / max(most, 1)
    for line in lines:
        middle = y + row / 2
        _milestone_mark(sheet, line, deck.LEFT + 8, middle)
        strong = line.kind is MilestoneKind.VALUE
        name = f"{line.name} ({line.project})" if several else line.name
        style = scale.strong if strong else scale.body
        sheet.words(name, style, deck.LEFT + 26, middle - 9, 370, lines=1)
        _date(sheet, line.agreed, scale.body.with_(colour=MUTED), agreed_right, middle, tr)
        if line.actual is not None:
            _date(sheet, line.actual, scale.strong, came_right, middle, tr)
        elif line.forecast is not None:
            text = tr.text("forecast {day}", day=short(tr, line.forecast))
            sheet.label(text, scale.body, came_right, middle - 9, "right")
        else:
            _date(sheet, None, scale.body, came_right, middle, tr)
        _draw_slip(sheet, line, scale, (slip_right, zero, unit, middle))
        y += row
        sheet.rule(deck.LEFT, y, deck.WIDTH)
    if early:
        sheet.line((zero, top + 24), (zero, y), 0.8, LINE)
    _draw_more(sheet, len(view.milestones) - len(lines), y, tr, scale)


def _draw_slip(
    sheet: Sheet,
    line: PlanMilestoneView,
    scale: deck.DeckType,
    place: tuple[float, float, float, float],
) -> None:
    right, zero, unit, middle = place
    if line.slip is None:
        sheet.label("–", scale.body.with_(colour=PALE), right, middle - 9, "right")
        return
    sign = "+" if line.slip > 0 else "−" if line.slip < 0 else ""
    sheet.label(f"{sign}{abs(line.slip)}", scale.strong, right, middle - 9, "right")
    width = abs(line.slip) * unit
    colour = WARN if line.slip > 0 else OK
    left = zero if line.slip > 0 else zero - min(width, zero - 744)
    if line.slip:
        fill = colour if line.actual is not None else tint(colour, 0.32)
        sheet.box(left, middle - 5, width, 10, fill=fill, stroke=colour, weight=0.8)
    else:
        sheet.box(zero - 0.8, middle - 6, 1.6, 12, fill=OK)


def _milestone_mark(sheet: Sheet, line: PlanMilestoneView, x: float, y: float) -> None:
    if line.actual is not None:
        done_mark(sheet, x, y, 7)
    elif line.kind is MilestoneKind.VALUE:
        diamond(sheet, x, y, 7.5, fill=TEXT)
    else:
        diamond(sheet, x, y, 6.5, fill=WHITE, stroke=TEXT, weight=1.6)


def draw_promises(sheet: Sheet, view: QbrView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw what each side promised; what is open names its reason and new date."""
    halves = [
        (Side.US, view.us.name, view.our_promises),
        (Side.CUSTOMER, view.customer.name, view.your_promises),
    ]
    halves = [half for half in halves if half[2]]
    width = deck.COLUMN if len(halves) == 2 else deck.WIDTH
    for number, (side, company, promises) in enumerate(halves):
        x = deck.LEFT + number * (deck.COLUMN + deck.GUTTER)
        _draw_side(sheet, side, company, promises, tr, scale, (x, width))


def _draw_side(
    sheet: Sheet,
    side: Side,
    company: str,
    promises: Sequence[PromiseView],
    tr: Translator,
    scale: deck.DeckType,
    place: tuple[float, float],
) -> None:
    x, width = place
    right = x + width
    top = scale.top + 4
    side_mark(sheet, side, x + 6, top + 9, 9)
    names = [tr.text("{company} promised", company=company)]
    names.append(tr.text("We promised") if side is Side.US else tr.text("You promised"))
    name = fitting(sheet, names, scale.section, width - 160)
    sheet.words(name, scale.section, x + 18, top, width - 160, lines=1)
    sheet.label(tr.text("due"), scale.head, right - 84, top + 2, "right")
    sheet.label(tr.text("done"), scale.head, right, top + 2, "right")
    y = top + 24
    deck.head_rule(sheet, y, x, width)
    rows = [_measured(sheet, promise, tr, scale, width) for promise in _weighed(promises)]
    room = deck.CONTENT_BOTTOM - y - 18
    base = 38.0
    needed = [block.height + (8 if block.rows else 0) for _, block in rows]
    while base > 25 and sum(base + height for height in needed) > room:
        base -= 1
    used = 0.0
    shown = 0
    for promise, reason in rows:
        height = base + reason.height + (8 if reason.rows else 0)
        if used + height > room:
            break
        _draw_promise(sheet, promise, reason, tr, scale, (x, y + used, width, height))
        used += height
        shown += 1
    if shown < len(rows):
        hidden = [promise for promise, _ in rows[shown:]]
        kept = sum(promise.kept for promise in hidden)
        text = tr.plural(
            "{n} more, {kept} of them kept", "{n} more, {kept} of them kept", len(hidden), kept=kept
        )
        sheet.words(text, scale.note, x + 26, y + used + 3, width - 26, lines=1)


def _weighed(promises: Sequence[PromiseView]) -> list[PromiseView]:
    """Return the promises with the open ones kept in sight: they come last but are never cut."""
    kept = [promise for promise in promises if promise.kept]
    missed = [promise for promise in promises if not promise.kept]
    room = max(7 - len(missed), 2)
    return [*kept[-room:], *missed, *kept[:-room]] if len(promises) > 7 else [*kept, *missed]


def _measured(
    sheet: Sheet, promise: PromiseView, tr: Translator, scale: deck.DeckType, width: float
) -> tuple[PromiseView, Block]:
    text = ""
    if not promise.kept:
        day = short(tr, promise.new_date) if promise.new_date else ""
        text = words.promise_reason(promise.reason, day, promise.owner, tr)
    return promise, sheet.setter.lay(text, scale.note.with_(colour=TEXT), width - 46, 2)


def _draw_promise(
    sheet: Sheet,
    promise: PromiseView,
    reason: Block,
    tr: Translator,
    scale: deck.DeckType,
    place: tuple[float, float, float, float],
) -> None:
    x, top, width, height = place
    right = x + width
    line_top = top + (height - reason.height - scale.body.lead - (4 if reason.rows else 0)) / 2
    middle = line_top + scale.body.lead / 2
    if not promise.kept:
        sheet.box(x, top + 0.3, width, height - 0.6, fill=tint(BAD, 0.06))
    if promise.kept:
        done_mark(sheet, x + 10, middle, 8)
    elif promise.reason or promise.new_date:
        missed_mark(sheet, x + 10, middle, 8)
    else:
        open_mark(sheet, x + 10, middle, 8)
    style = scale.body if promise.kept else scale.strong
    pale = scale.body.with_(colour=MUTED)
    taken = sheet.label(short(tr, promise.due), pale, right - 84, line_top, "right")
    sheet.words(promise.title, style, x + 26, line_top, width - 84 - taken - 36, lines=1)
    if promise.kept_on is not None:
        sheet.label(short(tr, promise.kept_on), scale.strong, right, line_top, "right")
    else:
        word = tr.text("open")
        sheet.label(word, scale.strong.with_(colour=BAD), right - 9, line_top, "right")
    sheet.block(reason, x + 26, line_top + scale.body.lead + 2)
    sheet.rule(x, top + height, width)


def _date(
    sheet: Sheet, day: date | None, style: Style, right: float, middle: float, tr: Translator
) -> None:
    if day is None:
        sheet.label("–", style.with_(colour=PALE), right, middle - 9, "right")
    else:
        sheet.label(short(tr, day), style, right, middle - 9, "right")


def _draw_more(sheet: Sheet, hidden: int, y: float, tr: Translator, scale: deck.DeckType) -> None:
    if hidden > 0:
        text = tr.plural("{n} more", "{n} more", hidden)
        sheet.words(text, scale.note, deck.LEFT, y + 3, deck.WIDTH, lines=1)
