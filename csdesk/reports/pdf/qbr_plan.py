"""The pages of what happened: results, milestones against their agreed dates, promises kept."""

from collections.abc import Sequence
from functools import partial
from itertools import zip_longest

from csdesk.domain.codes import MilestoneKind, Side
from csdesk.domain.views.qbr import OutcomeView, PlanMilestoneView, PromiseView, ReviewFacts
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.a4 import fitting
from csdesk.reports.pdf.colours import BAD, LINE, MUTED, OK, PALE, TEXT, WARN, WHITE, tint
from csdesk.reports.pdf.grid import HEAD, Cell, Column, Grid, Line, Part, cell, draw_grid
from csdesk.reports.pdf.shapes import diamond, done_mark, missed_mark, open_mark, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Typesetter
from csdesk.reports.words import qbr as words

_BAR_LEFT = 744.0
_LEAST = 25.0  # height of a kept promise
_HIDDEN = 18.0  # how many more there are
_MOST_PAGES = 3  # of promises
MOST_OUTCOMES = 5
_MOST_MILESTONES = 10


def draw_outcomes(sheet: Sheet, view: ReviewFacts, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the confirmed results: when, what, the figure, on whose word."""
    shown = view.outcomes[:MOST_OUTCOMES]
    row = min(64.0, (deck.CONTENT_BOTTOM - scale.top - HEAD - 20) / max(len(shown), 1))
    grid = Grid(
        name=tr.text("Results"),
        columns=(
            Column(deck.LEFT, 124, tr.text("When")),
            Column(134, 500, tr.text("Result")),
            Column(510, 722, tr.text("Measured"), "right"),
            Column(748, deck.RIGHT, tr.text("Confirmed by")),
        ),
        lines=tuple(
            Line(_outcome(one, view, tr, scale, 2 if row > 58 else 1), row) for one in shown
        ),
        top=scale.top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    _draw_more(sheet, len(view.outcomes) - len(shown), y, tr, scale)


def _outcome(
    outcome: OutcomeView, view: ReviewFacts, tr: Translator, scale: deck.DeckType, lines: int
) -> tuple[Cell, ...]:
    title = Part(outcome.title, scale.strong, 1 if outcome.evidence else 2)
    measured = cell("–", scale.body.with_(colour=PALE))
    if outcome.amount is not None:
        figure = words.quantity(outcome.amount, outcome.unit, tr)
        measured = Cell((Part(figure, scale.figure), Part(outcome.metric, scale.note, lines)))
    elif outcome.money_minor is not None:
        measured = cell(tr.money(outcome.money_minor, outcome.currency), scale.figure)
    return (
        cell(words.day_of(outcome.day, view, tr), scale.body.with_(colour=MUTED)),
        Cell((title, Part(outcome.evidence, scale.note))),
        measured,
        cell(outcome.said_by or "–", scale.body, 2),
    )


def draw_plan(sheet: Sheet, view: ReviewFacts, tr: Translator, scale: deck.DeckType) -> None:
    """Draw the milestones: agreed, reached or forecast, slip in working days as a bar."""
    lines = view.milestones[:_MOST_MILESTONES]
    several = len({line.project for line in lines}) > 1
    row = min(42.0, (deck.CONTENT_BOTTOM - scale.top - HEAD - 18) / max(len(lines), 1))
    grid = Grid(
        name=tr.text("Milestones"),
        columns=(
            Column(deck.LEFT, 410, tr.text("Milestone")),
            Column(414, 506, tr.text("Agreed"), "right"),
            Column(510, 656, tr.text("Reached or forecast"), "right"),
            Column(664, 722, tr.text("Slip"), "right"),
            Column(_BAR_LEFT, deck.RIGHT, tr.text("working days")),
        ),
        lines=tuple(
            Line(_milestone(line, view, tr, scale, several=several), row) for line in lines
        ),
        top=scale.top,
        head=scale.head,
    )
    y = draw_grid(sheet, grid)
    slips = [line.slip for line in lines if line.slip is not None]
    most = max([abs(slip) for slip in slips] or [0])
    early = any(slip < 0 for slip in slips)
    room = deck.RIGHT - _BAR_LEFT
    zero = _BAR_LEFT + (room * 0.35 if early else 0)
    unit = (deck.RIGHT - zero) / max(most, 1)
    with deck.grouped(sheet, tr.text("Slip in working days")):
        for line, middle in zip(lines, grid.middles(), strict=True):
            _draw_slip(sheet, line, (zero, unit, middle))
        if early:
            sheet.line((zero, grid.first + 3), (zero, y), 0.8, LINE)
    _draw_more(sheet, len(view.milestones) - len(lines), y, tr, scale)


def _milestone(
    line: PlanMilestoneView,
    view: ReviewFacts,
    tr: Translator,
    scale: deck.DeckType,
    *,
    several: bool,
) -> tuple[Cell, ...]:
    strong = line.kind is MilestoneKind.VALUE
    name = Part(
        f"{line.name} ({line.project})" if several else line.name,
        scale.strong if strong else scale.body,
    )
    pale = cell("–", scale.body.with_(colour=PALE))
    came = pale
    if line.actual is not None:
        came = cell(words.day_of(line.actual, view, tr), scale.strong)
    elif line.forecast is not None:
        day = words.day_of(line.forecast, view, tr)
        came = cell(tr.text("forecast {day}", day=day), scale.body)
    muted = scale.body.with_(colour=MUTED)
    agreed = cell(words.day_of(line.agreed, view, tr), muted) if line.agreed else pale
    slip = pale if line.slip is None else cell(_signed(line.slip), scale.strong)
    mark = partial(_milestone_mark, line=line)
    return Cell((name,), indent=26, mark=mark), agreed, came, slip, Cell()


def _signed(days: int) -> str:
    sign = "+" if days > 0 else "−" if days < 0 else ""
    return f"{sign}{abs(days)}"


def _draw_slip(sheet: Sheet, line: PlanMilestoneView, place: tuple[float, float, float]) -> None:
    zero, unit, middle = place
    if line.slip is None:
        return
    width = abs(line.slip) * unit
    colour = WARN if line.slip > 0 else OK
    left = zero if line.slip > 0 else zero - min(width, zero - _BAR_LEFT)
    if line.slip:
        fill = colour if line.actual is not None else tint(colour, 0.32)
        sheet.box(left, middle - 5, width, 10, fill=fill, stroke=colour, weight=0.8)
    else:
        sheet.box(zero - 0.8, middle - 6, 1.6, 12, fill=OK)


def _milestone_mark(sheet: Sheet, x: float, y: float, line: PlanMilestoneView) -> None:
    if line.actual is not None:
        done_mark(sheet, x, y, 7)
    elif line.kind is MilestoneKind.VALUE:
        diamond(sheet, x, y, 7.5, fill=TEXT)
    else:
        diamond(sheet, x, y, 6.5, fill=WHITE, stroke=TEXT, weight=1.6)


def draw_promises(sheet: Sheet, view: ReviewFacts, tr: Translator, scale: deck.DeckType) -> None:
    """Draw what each side promised; what is open names its reason and new date."""
    halves = [
        (Side.US, view.us.name, view.our_promises),
        (Side.CUSTOMER, view.customer.name, view.your_promises),
    ]
    halves = [half for half in halves if half[2]]
    width = deck.COLUMN if len(halves) == 2 else deck.WIDTH
    for number, (side, company, promises) in enumerate(halves):
        x = deck.LEFT + number * (deck.COLUMN + deck.GUTTER)
        _draw_side(sheet, side, company, promises, view, tr, scale, (x, width))


def _draw_side(
    sheet: Sheet,
    side: Side,
    company: str,
    promises: Sequence[PromiseView],
    view: ReviewFacts,
    tr: Translator,
    scale: deck.DeckType,
    place: tuple[float, float],
) -> None:
    x, width = place
    right = x + width
    top = scale.top + 4
    dates = _dates_width(sheet.setter, promises, view, tr, scale)
    title_right = right - 9 - 2 * dates
    names = [tr.text("{company} promised", company=company)]
    names.append(tr.text("We promised") if side is Side.US else tr.text("You promised"))
    name = fitting(sheet, names, scale.section, title_right - x - 18)
    room = deck.CONTENT_BOTTOM - top - HEAD
    ordered = sorted(promises, key=lambda promise: not promise.kept)
    setter = sheet.setter
    lines = [_promise(setter, one, view, tr, scale, title_right - x) for one in ordered]
    spare = room - sum(_LEAST + more for _, _, more in lines)
    if spare < 0:
        room -= _HIDDEN
        lines = [
            _promise(setter, one, view, tr, scale, title_right - x) for one in _weighed(promises)
        ]
    for index, (one, _, more) in enumerate(lines):
        if spare < scale.body.lead:
            break
        whole = _promise(setter, one, view, tr, scale, title_right - x, 2)
        spare -= whole[2] - more
        lines[index] = whole
    base = 38.0
    while base > _LEAST and sum(base + more for _, _, more in lines) > room:
        base -= 1
    shown: list[Line] = []
    used = 0.0
    for promise, cells, more in lines:
        if used + base + more > room:
            break
        fill = None if promise.kept else tint(BAD, 0.06)
        shown.append(Line(cells, base + more, fill=fill, even=True))
        used += base + more
    grid = Grid(
        name=name,
        columns=(
            Column(x, title_right, name, style=scale.section, head_indent=18),
            Column(title_right + 4, right - 9 - dates, tr.text("due"), "right"),
            Column(right - 5 - dates, right - 9, tr.text("done"), "right"),
        ),
        lines=tuple(shown),
        top=top,
        head=scale.head,
        left=x,
        width=width,
    )
    y = draw_grid(sheet, grid)
    side_mark(sheet, side, x + 6, top + 8, 9)
    hidden = [promise for promise, _, _ in lines[len(shown) :]]
    if hidden:
        kept = sum(promise.kept for promise in hidden)
        text = tr.plural(
            "{n} more, {kept} of them kept", "{n} more, {kept} of them kept", len(hidden), kept=kept
        )
        sheet.words(text, scale.note, x + 26, y + 3, width - 26, lines=1)


def _weighed(promises: Sequence[PromiseView]) -> list[PromiseView]:
    """Return the promises with the open ones kept in sight: they come last but are never cut."""
    kept = [promise for promise in promises if promise.kept]
    missed = [promise for promise in promises if not promise.kept]
    room = max(7 - len(missed), 2)
    return [*kept[-room:], *missed, *kept[:-room]] if len(promises) > 7 else [*kept, *missed]


def promise_parts(
    view: ReviewFacts, tr: Translator
) -> list[tuple[tuple[PromiseView, ...], tuple[PromiseView, ...]]]:
    """Return what each side promised, page by page, so that no title is cut.

    What is open stands on the first page; the last holds what is left.
    """
    setter = Typesetter(view.language)
    ours = _paged(setter, view.our_promises, view, tr)
    yours = _paged(setter, view.your_promises, view, tr)
    return list(zip_longest(ours, yours, fillvalue=()))


def _paged(
    setter: Typesetter, promises: Sequence[PromiseView], view: ReviewFacts, tr: Translator
) -> list[tuple[PromiseView, ...]]:
    scale = deck.type_scale()
    width = deck.COLUMN - 9 - 2 * _dates_width(setter, promises, view, tr, scale)

    def height(one: PromiseView) -> float:
        return _LEAST + _promise(setter, one, view, tr, scale, width, 2)[2]

    missed = [one for one in promises if not one.kept]
    left = [one for one in promises if one.kept]
    whole = deck.CONTENT_BOTTOM - deck.CONTENT_TOP - 4 - HEAD
    found: list[tuple[PromiseView, ...]] = []
    while (left or missed) and len(found) < _MOST_PAGES - 1:
        room = whole - sum(height(one) for one in missed)
        page: list[PromiseView] = []
        while left and room >= height(left[0]):
            room -= height(left[0])
            page.append(left.pop(0))
        found.append((*page, *missed))
        if not found[-1]:
            break
        missed = []
    if left:
        found.append(tuple(left))
    return found


def _dates_width(
    setter: Typesetter,
    promises: Sequence[PromiseView],
    view: ReviewFacts,
    tr: Translator,
    scale: deck.DeckType,
) -> float:
    """Return the width of a column of dates."""
    days = (day for one in promises for day in (one.due, one.kept_on) if day)
    texts = (tr.text("open"), *(words.day_of(day, view, tr) for day in days))
    return (22 if tr.is_chinese else 14) + max(setter.width(text, scale.strong) for text in texts)


def _promise(
    setter: Typesetter,
    promise: PromiseView,
    view: ReviewFacts,
    tr: Translator,
    scale: deck.DeckType,
    width: float,
    most: int = 1,
) -> tuple[PromiseView, tuple[Cell, ...], float]:
    """Return a promise with its cells, and how much higher than others its row is.

    Its title has at most `most` lines.
    """
    reason = ""
    if not promise.kept:
        day = words.day_of(promise.new_date, view, tr) if promise.new_date else ""
        reason = words.promise_reason(promise.reason, day, promise.owner, tr)
    note = scale.note.with_(colour=TEXT)
    height = setter.lay(reason, note, width - 26, 2).height
    title = Part(promise.title, scale.body if promise.kept else scale.strong, most)
    second = setter.lay(title.text, title.style, width - 26, most).height - title.style.lead
    mark = open_mark
    if promise.kept:
        mark = done_mark
    elif promise.reason or promise.new_date:
        mark = missed_mark
    done = cell(tr.text("open"), scale.strong.with_(colour=BAD))
    if promise.kept_on is not None:
        done = cell(words.day_of(promise.kept_on, view, tr), scale.strong)
    cells = (
        Cell((title, Part(reason, note, 2)), indent=26, mark=partial(mark, radius=8), mark_at=10),
        cell(words.day_of(promise.due, view, tr), scale.body.with_(colour=MUTED)),
        done,
    )
    return promise, cells, height + (8 if height else 0) + max(second, 0)


def _draw_more(sheet: Sheet, hidden: int, y: float, tr: Translator, scale: deck.DeckType) -> None:
    if hidden > 0:
        text = tr.plural("{n} more", "{n} more", hidden)
        sheet.words(text, scale.note, deck.LEFT, y + 3, deck.WIDTH, lines=1)
