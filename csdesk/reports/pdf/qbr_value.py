"""The page of value: the working on the left, the waterfall of the same figures on the right."""

from dataclasses import dataclass
from decimal import Decimal

from csdesk.domain.views.qbr import QbrView, ValueView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import ACCENT, BAD, HOLD, OK, TEXT, tint
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import qbr as words

_MOST_BENEFITS = 4
_CHART_LEFT, _CHART_RIGHT = 520.0, deck.RIGHT - 32
_CHART_TOP, _CHART_BOTTOM = 172.0, 426.0


@dataclass(frozen=True, slots=True)
class _Bar:
    label: str
    low: int
    high: int
    shown: int
    kind: str  # benefit, cost, net


def draw_value(sheet: Sheet, view: QbrView, tr: Translator, scale: deck.DeckType) -> None:
    """Draw both halves of the page."""
    value = view.value
    if value is None:
        return
    _draw_working(sheet, value, tr, scale)
    _draw_waterfall(sheet, value, tr, scale)


def _draw_working(sheet: Sheet, value: ValueView, tr: Translator, scale: deck.DeckType) -> None:
    x, width, right = deck.LEFT, deck.COLUMN - 6, deck.LEFT + deck.COLUMN - 6
    y = scale.top
    unit = tr.text("in {currency}", currency=value.currency)
    sheet.label(tr.text("Benefit in this quarter"), scale.head, x, y)
    sheet.label(unit, scale.head, right, y, "right")
    y += 21
    deck.head_rule(sheet, y, x, width)
    shown = value.benefits[:_MOST_BENEFITS]
    rest = sum(outcome.money_minor or 0 for outcome in value.benefits[_MOST_BENEFITS:])
    row = 43.0 if len(shown) <= 3 else 37.0
    for outcome in shown:
        top = y + (row - 33) / 2
        sheet.words(outcome.title, scale.strong, x, top, width - 110, lines=1)
        sheet.words(words.outcome_note(outcome, tr), scale.note, x, top + 17, width - 110, lines=1)
        _amount(sheet, outcome.money_minor or 0, value, tr, scale.body, right, top + 6)
        y += row
        sheet.rule(x, y, width)
    if rest:
        number = len(value.benefits) - _MOST_BENEFITS
        text = tr.plural("{n} more result", "{n} more results", number)
        sheet.words(text, scale.body, x, y + 4, width - 110, lines=1)
        _amount(sheet, rest, value, tr, scale.body, right, y + 4)
        y += 26
        sheet.rule(x, y, width)
    sheet.words(tr.text("Benefit"), scale.strong, x, y + 5, 200)
    _amount(sheet, value.benefit_minor, value, tr, Style(14.5, 18, bold=True), right, y + 5)
    y += 32
    if not value.costs:
        text = tr.text("No cost of this quarter is recorded, so no return is worked out.")
        sheet.words(text, scale.note, x, y + 4, width, lines=2)
        return
    y = _draw_costs(sheet, value, tr, scale, y)
    net = tr.money(value.net_minor, value.currency)
    share = tr.percent(round(Decimal(value.net_minor) / Decimal(value.cost_minor) * 100))
    colour = OK if value.net_minor >= 0 else BAD
    style = Style(16, 22, bold=True)
    sheet.words(
        tr.text("Net benefit, and return on cost"), Style(15, 22, bold=True), x, y + 6, 250, lines=1
    )
    sheet.label(f"{net} = {share}", style.with_(colour=colour), right, y + 6, "right")


def _draw_costs(
    sheet: Sheet, value: ValueView, tr: Translator, scale: deck.DeckType, y: float
) -> float:
    x, width, right = deck.LEFT, deck.COLUMN - 6, deck.LEFT + deck.COLUMN - 6
    sheet.label(tr.text("Cost in this quarter"), scale.head, x, y)
    y += 19
    deck.head_rule(sheet, y, x, width)
    for cost in value.costs:
        name = words.cost_name(cost, tr)
        taken = sheet.label(name, scale.body, x, y + 4)
        left = max(x + 110, x + taken + 14)
        working = words.cost_working(cost, value.currency, tr)
        sheet.words(working, scale.note, left, y + 5.5, right - 84 - left, lines=1)
        _amount(sheet, cost.minor, value, tr, scale.body, right, y + 4)
        y += 26
        sheet.rule(x, y, width)
    sheet.words(tr.text("Cost"), scale.strong, x, y + 4, 200)
    _amount(sheet, value.cost_minor, value, tr, Style(14.5, 18, bold=True), right, y + 4)
    y += 27
    deck.head_rule(sheet, y, x, width)
    return y


def _amount(
    sheet: Sheet,
    minor: int,
    value: ValueView,
    tr: Translator,
    style: Style,
    right: float,
    top: float,
) -> None:
    text = tr.money(minor, value.currency, symbol=False).replace(value.currency, "").strip()
    sheet.label(text, style, right, top, "right")


def _bars(value: ValueView, tr: Translator) -> list[_Bar]:
    bars: list[_Bar] = []
    level = 0
    for outcome in value.benefits[:_MOST_BENEFITS]:
        minor = outcome.money_minor or 0
        bars.append(_Bar(outcome.title, level, level + minor, minor, "benefit"))
        level += minor
    rest = value.benefit_minor - level
    if rest:
        bars.append(_Bar(tr.text("Others"), level, level + rest, rest, "benefit"))
        level += rest
    if value.costs:
        left = level - value.cost_minor
        bars.append(_Bar(tr.text("Cost"), left, level, -value.cost_minor, "cost"))
        level = left
    bars.append(_Bar(tr.text("Net"), min(level, 0), max(level, 0), level, "net"))
    return bars


def _draw_waterfall(sheet: Sheet, value: ValueView, tr: Translator, scale: deck.DeckType) -> None:
    bars = _bars(value, tr)
    high = max(*(bar.high for bar in bars), 1)
    low = min(*(bar.low for bar in bars), 0)
    thousands = high >= 10_000 * _unit(value.currency)
    unit = tr.text("{currency} thousand", currency=value.currency) if thousands else value.currency
    title = tr.text("How the net benefit adds up, {unit}", unit=unit)
    sheet.words(title, scale.head, _CHART_LEFT, scale.top, _CHART_RIGHT - _CHART_LEFT, lines=1)
    step = (_CHART_RIGHT - _CHART_LEFT) / len(bars)
    thick = step * 0.78

    def y_of(minor: int) -> float:
        return _CHART_BOTTOM - (_CHART_BOTTOM - _CHART_TOP) * (minor - low) / (high - low)

    label = Style(13, 16, bold=True)
    name = Style(11.5, 13.5)
    previous: tuple[float, float] | None = None
    for number, bar in enumerate(bars):
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
        text = _figure(bar.shown, value.currency, tr, thousands=thousands)
        sheet.label(text, label, x + thick / 2, top - 18, "center")
        style = name.with_(bold=bar.kind == "net")
        block = sheet.setter.lay(bar.label, style, step - 4, 3)
        shift = (thick - (step - 4)) / 2
        sheet.block(block, x + shift, _CHART_BOTTOM + 6, "center", step - 4)
    zero = y_of(0)
    sheet.rule(_CHART_LEFT - 6, zero, _CHART_RIGHT - _CHART_LEFT + 4, 1.2, TEXT)
    remark = _not_counted(value, tr)
    sheet.words(
        remark, scale.note, _CHART_LEFT, _CHART_BOTTOM + 52, _CHART_RIGHT - _CHART_LEFT, lines=1
    )


def _not_counted(value: ValueView, tr: Translator) -> str:
    if value.not_counted:
        return tr.text("Not counted: {list}.", list=tr.join(list(value.not_counted[:3])))
    return tr.text("Not counted: the time of your own people.")


def _figure(minor: int, currency: str, tr: Translator, *, thousands: bool) -> str:
    amount = Decimal(minor) / _unit(currency)
    text = tr.number(abs(amount) / 1000, 1) if thousands else tr.number(abs(round(amount)))
    return f"−{text}" if minor < 0 else text


def _unit(currency: str) -> int:
    from babel.numbers import get_currency_precision

    return int(10 ** int(get_currency_precision(currency)))
