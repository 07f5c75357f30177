"""The page of value: the working on the left, the waterfall of the same figures on the right."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import singledispatch

from csdesk.domain.codes import Language
from csdesk.domain.views.qbr import ReviewFacts, ValueView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.a4 import fitting
from csdesk.reports.pdf.colours import ACCENT, BAD, HOLD, OK, TEXT, tint
from csdesk.reports.pdf.grid import Cell, Column, Grid, Line, Part, cell, draw_grid
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import qbr as words

_MOST_BENEFITS = 4
_CHART_LEFT, _CHART_RIGHT = 520.0, deck.RIGHT - 32
_CHART_TOP, _CHART_BOTTOM = 172.0, 426.0
CHART = (_CHART_LEFT, _CHART_TOP - 30, _CHART_RIGHT - _CHART_LEFT, _CHART_BOTTOM - _CHART_TOP + 78)
_PLACE = (deck.LEFT, deck.COLUMN - 6, deck.LEFT + deck.COLUMN - 6)  # left, width, right
_MOST_COSTS = 3


@dataclass(frozen=True, slots=True)
class Bar:
    """A step of the waterfall between two levels, in minor units; kind: benefit, cost, net."""

    label: str
    low: int
    high: int
    shown: int
    kind: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The bars with what stands at them."""

    name: str
    bars: tuple[Bar, ...]
    figures: tuple[str, ...]
    top: float
    unit: int  # minor units of one of the currency


def draw_value(sheet: Sheet, view: ReviewFacts, tr: Translator, scale: deck.DeckType) -> None:
    """Draw both halves of the page."""
    value = view.value
    if value is None:
        return
    _draw_working(sheet, view, value, tr, scale)
    draw_waterfall(sheet, _waterfall(value, tr, scale), scale)
    width = _CHART_RIGHT - _CHART_LEFT
    remark = fitting(sheet, _not_counted(value, tr), scale.note, width)
    sheet.words(remark, scale.note, _CHART_LEFT, _CHART_BOTTOM + 52, width, lines=1)


def _draw_working(
    sheet: Sheet, view: ReviewFacts, value: ValueView, tr: Translator, scale: deck.DeckType
) -> None:
    x, width, right = _PLACE
    shown = value.benefits[:_MOST_BENEFITS]
    rest = sum(outcome.money_minor or 0 for outcome in value.benefits[_MOST_BENEFITS:])
    roomy = len(shown) <= 3
    row = 37.0
    if roomy:
        notes = [words.outcome_note(outcome, tr) for outcome in shown]
        laid = [sheet.setter.lay(note, scale.note, width - 96, 2) for note in notes]
        row = 28.0 + max(block.height for block in laid)
    lines = [
        Line(
            (
                Cell(
                    (
                        Part(outcome.title, replace(scale.strong, lead=17)),
                        Part(words.outcome_note(outcome, tr), scale.note, 2 if roomy else 1),
                    )
                ),
                _amount(outcome.money_minor or 0, value, tr, scale.body),
            ),
            row,
        )
        for outcome in shown
    ]
    if rest:
        number = len(value.benefits) - _MOST_BENEFITS
        text = tr.plural("{n} more result", "{n} more results", number)
        lines.append(Line((cell(text, scale.body), _amount(rest, value, tr, scale.body)), 26))
    sum_of = _amount(value.benefit_minor, value, tr, Style(14.5, 18, bold=True))
    lines.append(Line((cell(tr.text("Benefit"), scale.strong), sum_of), 30, rule=False))
    head = words.benefit_head(view, tr)
    unit = tr.text("in {currency}", currency=value.currency)
    grid = Grid(
        name=head,
        columns=(Column(x, right - 96, head), Column(right - 76, right, unit, "right")),
        lines=tuple(lines),
        top=scale.top,
        head=scale.head,
        left=x,
        width=width,
    )
    y = draw_grid(sheet, grid) + 2
    if not value.costs:
        sheet.words(words.no_cost(view, tr), scale.note, x, y + 4, width, lines=2)
        return
    y = _draw_costs(sheet, view, value, tr, scale, y)
    net = tr.money(value.net_minor, value.currency)
    share = tr.percent(round(Decimal(value.net_minor) / Decimal(value.cost_minor) * 100))
    colour = OK if value.net_minor >= 0 else BAD
    style = Style(16, 22, bold=True)
    sheet.words(
        tr.text("Net benefit, and return on cost"), Style(15, 22, bold=True), x, y + 6, 250, lines=1
    )
    sheet.label(
        f"{net} = {share}".replace("-", "−"), style.with_(colour=colour), right, y + 6, "right"
    )


def _draw_costs(
    sheet: Sheet,
    view: ReviewFacts,
    value: ValueView,
    tr: Translator,
    scale: deck.DeckType,
    y: float,
) -> float:
    x, width, right = _PLACE
    names = [words.cost_name(cost, tr) for cost in value.costs]
    widest = max(sheet.setter.width(name, scale.body) for name in names)
    left = x + min(max(72.0 if tr.is_chinese else 104.0, widest + 14), 190.0)
    lines = [
        Line(
            (
                cell(name, scale.body),
                cell(words.cost_working(cost, value.currency, tr), scale.note),
                _amount(cost.minor, value, tr, scale.body),
            ),
            26,
        )
        for cost, name in zip(value.costs[:_MOST_COSTS], names, strict=False)
    ]
    rest = value.costs[_MOST_COSTS:]
    if rest:
        text = tr.plural("{n} more", "{n} more", len(rest))
        amount = _amount(sum(cost.minor for cost in rest), value, tr, scale.body)
        lines.append(Line((cell(text, scale.body), Cell(), amount), 26))
    total = _amount(value.cost_minor, value, tr, Style(14.5, 18, bold=True))
    lines.append(Line((cell(tr.text("Cost"), scale.strong), Cell(), total), 27, rule=False))
    head = words.cost_head(view, tr)
    columns = (
        Column(x, left - 8, head),
        Column(left, right - 84),
        Column(right - 80, right, "", "right"),
    )
    grid = Grid(head, columns, tuple(lines), y - 2, scale.head, x, width)
    y = draw_grid(sheet, grid)
    deck.head_rule(sheet, y, x, width)
    return y


def _amount(minor: int, value: ValueView, tr: Translator, style: Style) -> Cell:
    text = tr.money(minor, value.currency, symbol=False).replace(value.currency, "").strip()
    return cell(text, style)


def _bars(value: ValueView, tr: Translator) -> list[Bar]:
    bars: list[Bar] = []
    level = 0
    for outcome in value.benefits[:_MOST_BENEFITS]:
        minor = outcome.money_minor or 0
        bars.append(Bar(outcome.title, level, level + minor, minor, "benefit"))
        level += minor
    rest = value.benefit_minor - level
    if rest:
        bars.append(Bar(tr.text("Others"), level, level + rest, rest, "benefit"))
        level += rest
    if value.costs:
        left = level - value.cost_minor
        bars.append(Bar(tr.text("Cost"), left, level, -value.cost_minor, "cost"))
        level = left
    bars.append(Bar(tr.text("Net"), min(level, 0), max(level, 0), level, "net"))
    return bars


def _waterfall(value: ValueView, tr: Translator, scale: deck.DeckType) -> Waterfall:
    bars = _bars(value, tr)
    high = max(*(bar.high for bar in bars), 1)
    thousands = high >= 10_000 * _unit(value.currency)
    unit = tr.text("{currency} thousand", currency=value.currency) if thousands else value.currency
    title = tr.text("How the net benefit adds up, {unit}", unit=unit)
    figures = tuple(_figure(bar.shown, value.currency, tr, thousands=thousands) for bar in bars)
    return Waterfall(title, tuple(bars), figures, scale.top, _unit(value.currency))


@singledispatch
def draw_waterfall(sheet: Sheet, fall: Waterfall, scale: deck.DeckType) -> None:
    """Draw how the net benefit adds up. Slides make a native chart of it."""
    bars = fall.bars
    high = max(*(bar.high for bar in bars), 1)
    low = min(*(bar.low for bar in bars), 0)
    sheet.words(fall.name, scale.head, _CHART_LEFT, fall.top, _CHART_RIGHT - _CHART_LEFT, lines=1)
    step = (_CHART_RIGHT - _CHART_LEFT) / len(bars)
    thick = step * 0.78

    def y_of(minor: int) -> float:
        return _CHART_BOTTOM - (_CHART_BOTTOM - _CHART_TOP) * (minor - low) / (high - low)

    label = Style(13, 16, bold=True)
    name = Style(11.5 if sheet.setter.language is Language.EN else 10.8, 13.5)
    previous: tuple[float, float] | None = None
    for number, (bar, figure) in enumerate(zip(bars, fall.figures, strict=True)):
        x = _CHART_LEFT + number * step
        top, bottom = y_of(bar.high), y_of(bar.low)
        height = max(bottom - top, 0.8)
        if bar.kind == "cost":
            sheet.box(x, top, thick, height, fill=tint(HOLD, 0.14), stroke=HOLD, weight=0.8)
            sheet.hatch(x, top, thick, height, HOLD)
        else:
            sheet.box(
                x, top, thick, height, fill=tint(OK, 0.82) if bar.kind == "benefit" else ACCENT
            )
        level = y_of(bar.high if bar.kind == "benefit" else bar.low)
        if previous is not None:
            sheet.line(previous, (x, previous[1]), 0.6, HOLD)
        previous = (x + thick, level)
        sheet.label(figure, label, x + thick / 2, top - 18, "center")
        style = name.with_(bold=bar.kind == "net")
        block = sheet.setter.lay(bar.label, style, step - 2, 3)
        shift = (thick - (step - 2)) / 2
        sheet.block(block, x + shift, _CHART_BOTTOM + 6, "center", step - 2)
    zero = y_of(0)
    sheet.rule(_CHART_LEFT - 6, zero, _CHART_RIGHT - _CHART_LEFT + 4, 1.2, TEXT)


def _not_counted(value: ValueView, tr: Translator) -> list[str]:
    """Return what is left out, from the whole to what fits on any page."""
    names = list(value.not_counted[:3])
    own = tr.text("the time of your own people")
    told = [tr.text("Not counted: {list}.", list=tr.join(some)) for some in ([*names, own], names)]
    return told if names else [tr.text("Not counted: the time of your own people.")]


def _figure(minor: int, currency: str, tr: Translator, *, thousands: bool) -> str:
    amount = Decimal(minor) / _unit(currency)
    text = tr.number(abs(amount) / 1000, 1) if thousands else tr.number(abs(round(amount)))
    return f"−{text}" if minor < 0 else text


def _unit(currency: str) -> int:
    from babel.numbers import get_currency_precision

    return int(10 ** int(get_currency_precision(currency)))
