"""The chart of a plan's customer-safe view: what PDF, pictures and the clipboard draw."""

from datetime import date

from csdesk.domain.codes import MilestoneKind, RowKind, Status
from csdesk.domain.views.plan import OffKind, PlanLine, PlanView
from csdesk.i18n import Translator
from csdesk.layout.body import Chart
from csdesk.layout.chart import ChartRow, Look, Shape
from csdesk.layout.days import DayInfo, DayKind, DayLookup, plain_weekends
from csdesk.layout.from_plan import head_words
from csdesk.layout.head import HeadOptions
from csdesk.layout.labels import Labeller, LabelText
from csdesk.layout.links import ChartLink
from csdesk.layout.scene import Measure

_LOOKS = {
    Status.DONE: Look.DONE,
    Status.CANCELLED: Look.CANCELLED,
    Status.ON_HOLD: Look.ON_HOLD,
}
_KINDS = {
    OffKind.REST: DayKind.REST,
    OffKind.HOLIDAY: DayKind.HOLIDAY,
    OffKind.UNPUBLISHED: DayKind.UNPUBLISHED,
}
_STRONG = (MilestoneKind.VALUE, MilestoneKind.GO_LIVE)


def chart_of_view(view: PlanView) -> Chart:
    """Return the chart of all lines of a view, and of the links among them."""
    rows = [_chart_row(line) for line in view.lines]
    places = {line.key: index for index, line in enumerate(view.lines)}
    links = [
        ChartLink(
            link.key,
            places[link.before],
            places[link.after],
            link.type,
            rows[places[link.before]].critical and rows[places[link.after]].critical,
        )
        for link in view.links
        if link.before in places and link.after in places
    ]
    return Chart(rows, links)


def view_days(view: PlanView) -> DayLookup:
    """Return what the chart shows of a day; plain weekends where the view says nothing."""
    known: dict[int, DayInfo] = {}
    low = high = 0
    for off in view.days_off:
        info = DayInfo(_KINDS[off.kind], off.names)
        for day in range(off.first.toordinal(), off.last.toordinal() + 1):
            known[day] = info
    if known:
        low, high = min(known), max(known)
    work = DayInfo(DayKind.WORK)

    def lookup(day: int) -> DayInfo:
        if low <= day <= high:
            return known.get(day, work)
        return plain_weekends(day)

    return lookup


def view_labels(view: PlanView, translator: Translator) -> Labeller:
    """Return who names a mark: bars their owner, milestones their date."""
    lines = view.by_key()

    def label(mark: ChartRow) -> LabelText:
        line = lines[mark.row_id]
        if line.finish is None:
            return LabelText("")
        finish = translator.near_date(line.finish, view.today)
        if line.kind is RowKind.MILESTONE:
            return LabelText(finish, line.milestone in _STRONG, True, finish)
        if line.kind.is_summary:
            return LabelText("", edge=finish)
        return LabelText(line.owner, edge=finish)

    return label


def head_of_view(
    view: PlanView, translator: Translator, measure: Measure, days: DayLookup, *, tick: float = 0.0
) -> HeadOptions:
    """Return what the time head of a view says; no word of it is cut."""
    window = view.window
    return HeadOptions(
        today=view.today.toordinal(),
        today_word=translator.text("Today"),
        words=head_words(translator),
        measure=measure,
        days=days,
        window=None if window is None else (window.start.toordinal(), window.last_day.toordinal()),
        window_word=translator.text("Window ends"),
        inside=True,
        tick=tick,
    )


def _chart_row(line: PlanLine) -> ChartRow:
    return ChartRow(
        row_id=line.key,
        shape=_shape(line),
        start=_ordinal(line.start),
        finish=_ordinal(line.finish),
        side=line.side,
        look=_LOOKS.get(line.status, Look.OPEN),
        progress=line.progress,
        critical=line.critical,
        base_start=_ordinal(line.agreed_start),
        base_finish=_ordinal(line.agreed),
        deadline=_ordinal(line.deadline),
        begun=line.begun,
        days=tuple(day.toordinal() for day in line.days),
    )


def _shape(line: PlanLine) -> Shape:
    if line.kind.is_summary:
        return Shape.SUMMARY
    if line.kind is RowKind.MILESTONE:
        return Shape.VALUE if line.milestone is MilestoneKind.VALUE else Shape.MILESTONE
    return Shape.BAR


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
