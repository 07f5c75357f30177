"""The charts of the monthly request report."""

from collections.abc import Sequence

from csdesk.domain.codes import RequestKind
from csdesk.domain.labels import REQUEST_KIND_LABELS
from csdesk.domain.views.requests import CauseView, RequestsView
from csdesk.i18n import Translator
from csdesk.layout.charts.bars import horizontal_bars, vertical_bars
from csdesk.layout.charts.data import Bar, BarChart, LineChart, Multiples, Panel
from csdesk.layout.charts.lines import line_chart, small_multiples
from csdesk.layout.charts.marks import A4, Drawing
from csdesk.reports.charts.paper import SheetSetter
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.words import requests as words


def causes(sheet: Sheet, view: RequestsView, tr: Translator, width: float, most: int) -> Drawing:
    """Return the areas with how many of each are confirmed, wait, or are open."""
    shown: Sequence[CauseView] = view.causes
    others: Sequence[CauseView] = ()
    if len(shown) > most:
        shown, others = view.causes[: most - 1], view.causes[most - 1 :]
    bars = [_cause(words.area_name(tr, cause.area), (cause,)) for cause in shown]
    if others:
        bars.append(_cause(tr.text(words.OTHER_AREAS, n=len(others)), others))
    chart = BarChart(
        title=words.cause_title(view, tr),
        unit=_unit(view, tr, tr.text("Requests by area")),
        bars=tuple(bars),
        names=(tr.text("confirmed"), tr.text("waits for you"), tr.text("with us")),
        figure=tr.number,
    )
    return horizontal_bars(chart, width, A4, SheetSetter(sheet.setter))


def kinds(
    sheet: Sheet,
    counts: Sequence[tuple[RequestKind, int]],
    view: RequestsView,
    tr: Translator,
    width: float,
) -> Drawing:
    """Return how many of each kind there were, the greatest first."""
    chart = BarChart(
        title=words.kind_title(counts, len(view.lines), tr),
        unit=_unit(view, tr, tr.text("Requests by kind")),
        bars=tuple(
            Bar(label=tr.text(REQUEST_KIND_LABELS[kind]), parts=(count,), strong=not place)
            for place, (kind, count) in enumerate(counts)
        ),
        figure=tr.number,
    )
    return horizontal_bars(chart, width, A4, SheetSetter(sheet.setter))


def trend(sheet: Sheet, view: RequestsView, tr: Translator, width: float, height: float) -> Drawing:
    """Return how many were asked in each of the months."""
    chart = BarChart(
        title=words.trend_title(view, tr),
        unit=tr.text("Requests per month"),
        bars=tuple(
            Bar(
                label=tr.date(month.first, "month"),
                parts=(month.asked,),
                strong=month is view.months[-1],
            )
            for month in view.months
        ),
        figure=tr.number,
    )
    return vertical_bars(chart, width, height, A4, SheetSetter(sheet.setter))


def speed(
    sheet: Sheet, view: RequestsView, tr: Translator, width: float, height: float
) -> Drawing | None:
    """Return how fast we answered in each of the months; None where one month at most says it."""
    if sum(month.median is not None for month in view.months) < 2:
        return None
    size, unit = words.speed_scale(view.months, tr)
    chart = LineChart(
        title=words.speed_title(view, tr),
        unit=unit,
        periods=tuple(tr.date(month.first, "month") for month in view.months),
        values=tuple(
            None if month.median is None else round(month.median / size, 1) for month in view.months
        ),
        figure=lambda value: tr.number(round(value, 1), 0 if value == round(value) else 1),
    )
    return line_chart(chart, width, height, A4, SheetSetter(sheet.setter))


def moved(sheet: Sheet, view: RequestsView, tr: Translator, height: float) -> Drawing | None:
    """Return the greatest areas over the months side by side; None where nothing can be seen."""
    counted = len(view.months[-1].areas) if view.months else 0
    active = sum(any(month.areas) for month in view.months)
    if counted < 2 or active < 2:
        return None
    chart = Multiples(
        title=words.moved_title(view, tr),
        unit=tr.text("Requests per month and area; grey lines: the other areas"),
        periods=tuple(tr.date(month.first, "month") for month in view.months),
        panels=tuple(
            Panel(
                name=words.area_name(tr, view.causes[place].area),
                values=tuple(month.areas[place] for month in view.months),
            )
            for place in range(counted)
        ),
        figure=lambda value: tr.number(round(value)),
    )
    return small_multiples(chart, a4.WIDTH, height, A4, SheetSetter(sheet.setter))


def _cause(name: str, parts: Sequence[CauseView]) -> Bar:
    return Bar(
        label=name,
        parts=(
            sum(cause.confirmed for cause in parts),
            sum(cause.waiting for cause in parts),
            sum(cause.open for cause in parts),
        ),
    )


def _unit(view: RequestsView, tr: Translator, what: str) -> str:
    return tr.facts([what, tr.date(view.first, "month_year")])
