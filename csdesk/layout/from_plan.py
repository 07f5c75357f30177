"""The chart of an evaluated plan: rows and links of the screen, the PDF and the picture."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from csdesk.domain.codes import MilestoneKind, RowKind, Status
from csdesk.domain.records import Dependency, PlanRow
from csdesk.domain.state import GoldenWindow, ProjectState, RowState
from csdesk.i18n import Translator
from csdesk.layout.body import Chart
from csdesk.layout.chart import ChartRow, Look, Shape
from csdesk.layout.head import HeadStyle, HeadWords
from csdesk.layout.labels import Labeller, LabelText
from csdesk.layout.links import ChartLink

_LOOKS = {
    Status.DONE: Look.DONE,
    Status.CANCELLED: Look.CANCELLED,
    Status.ON_HOLD: Look.ON_HOLD,
}
_NO_DAYS: Mapping[int, Sequence[date]] = {}
_STRONG = (MilestoneKind.VALUE, MilestoneKind.GO_LIVE)


class Labels(StrEnum):
    """What stands beside the bars."""

    OWNER = "owner"
    TITLE = "title"
    DATES = "dates"
    NONE = "none"


def chart_of(
    shown: Sequence[int],
    rows: Mapping[int, PlanRow],
    state: ProjectState,
    links: Iterable[Dependency],
    repeats: Mapping[int, Sequence[date]] = _NO_DAYS,
) -> Chart:
    """Return the chart of the rows `shown` (ids, in order) and of the links among them.

    `repeats` gives the days of rows that are held more than once.
    """
    places = {row_id: index for index, row_id in enumerate(shown)}
    chart_rows = [
        chart_row(rows[row_id], state.rows.get(row_id), repeats.get(row_id, ())) for row_id in shown
    ]
    chart_links = [
        ChartLink(
            link.id,
            places[link.predecessor_id],
            places[link.successor_id],
            link.type,
            chart_rows[places[link.predecessor_id]].critical
            and chart_rows[places[link.successor_id]].critical,
        )
        for link in links
        if link.predecessor_id in places and link.successor_id in places
    ]
    return Chart(chart_rows, chart_links)


def chart_row(row: PlanRow, state: RowState | None, days: Sequence[date] = ()) -> ChartRow:
    """Return how one row is drawn; without a state it has no mark."""
    if state is None:
        return ChartRow(row_id=row.id, shape=shape_of(row), side=row.side)
    return ChartRow(
        row_id=row.id,
        shape=shape_of(row),
        start=_ordinal(state.start),
        finish=_ordinal(state.finish),
        side=row.side,
        look=_LOOKS.get(row.status, Look.OPEN),
        progress=state.progress,
        critical=state.critical,
        base_start=_ordinal(state.agreed_start),
        base_finish=_ordinal(state.agreed),
        deadline=_ordinal(row.deadline),
        begun=has_begun(row),
        days=tuple(day.toordinal() for day in days),
    )


def has_begun(row: PlanRow) -> bool:
    """Whether a row's start is a fact, so that only its end can move."""
    return row.status is Status.IN_PROGRESS or row.actual_start is not None


def shape_of(row: PlanRow) -> Shape:
    """Return the shape that a row's kind is drawn in."""
    if row.kind.is_summary:
        return Shape.SUMMARY
    if row.kind is RowKind.MILESTONE:
        return Shape.VALUE if row.milestone_kind is MilestoneKind.VALUE else Shape.MILESTONE
    return Shape.BAR


def plan_labels(
    translator: Translator,
    rows: Mapping[int, PlanRow],
    owners: Mapping[int, str],
    today: date,
    shown: Labels = Labels.OWNER,
) -> Labeller:
    """Return who names a bar: its owner, or what is chosen; a milestone: its date, or its title.

    Value and go-live are bold. Bars beside the view keep their date at the edge.
    """

    def label(mark: ChartRow) -> LabelText:
        row = rows[mark.row_id]
        if mark.finish is None:
            return LabelText("")
        finish = translator.near_date(date.fromordinal(mark.finish), today)
        if row.kind.is_summary:
            return LabelText("", edge=finish)
        if shown is Labels.NONE:
            return LabelText("", edge=finish)
        if row.kind is RowKind.MILESTONE:
            text = row.title if shown is Labels.TITLE else finish
            return LabelText(text, row.milestone_kind in _STRONG, True, finish)
        if shown is Labels.TITLE:
            return LabelText(row.title, edge=finish)
        if shown is Labels.DATES:
            return LabelText(_span(translator, mark, finish, today), edge=finish)
        return LabelText(owners.get(row.id, ""), edge=finish)

    return label


def _span(translator: Translator, mark: ChartRow, finish: str, today: date) -> str:
    if mark.start is None or mark.finish is None or mark.start == mark.finish:
        return finish
    days = date.fromordinal(mark.start), date.fromordinal(mark.finish)
    return span_words(translator, *days, today)


def span_words(translator: Translator, start: date, finish: date, today: date) -> str:
    """Return two dates, the month once where it is the same: `8 to 11 Dec`."""
    first, last = translator.near_date(start, today), translator.near_date(finish, today)
    if start == finish:
        return last
    if (start.year, start.month) == (finish.year, finish.month):
        if translator.is_chinese:
            last = f"{finish.day}日"
        else:
            first = str(start.day)
    return translator.text("{start} to {finish}", start=first, finish=last)


def head_words(translator: Translator) -> HeadWords:
    """Return who names years, months and days in the time head."""
    letters = translator.text("M T W T F S S").split()

    def words(day: date, style: HeadStyle) -> str:
        if style == "day":
            return str(day.day)
        if style == "letter":
            return letters[day.weekday()]
        if style == "quarter":
            return translator.text("Q{n}", n=(day.month + 2) // 3)
        if style == "year":
            return translator.text("{year}", year=day.year)
        if style == "short_month_year":
            if translator.is_chinese:
                return translator.date(day, "month_year")
            return f"{translator.date(day, 'month')} {day.year}"
        return translator.date(day, style)

    return words


def window_days(window: GoldenWindow | None) -> tuple[int, int] | None:
    """Return the golden window as days of the head."""
    if window is None:
        return None
    return window.signed_on.toordinal(), window.last_day.toordinal()


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
