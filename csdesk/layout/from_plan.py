"""The chart of an evaluated plan: rows and links of the screen, the PDF and the picture."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from itertools import repeat
from operator import attrgetter

from typing_extensions import override

from csdesk.domain.codes import MilestoneKind, RowKind, Status
from csdesk.domain.records import BaselineRow, Dependency, PlanRow
from csdesk.domain.state import GoldenWindow, ProjectState, RowState
from csdesk.i18n import Translator
from csdesk.layout.body import Chart
from csdesk.layout.chart import ChartRow, Look, Shape
from csdesk.layout.head import HeadStyle, HeadWords
from csdesk.layout.labels import Labeller, LabelText
from csdesk.layout.links import HIDDEN, ChartLink, LinkIndex
from csdesk.layout.row_source import RowSource

_LOOKS = {
    Status.DONE: Look.DONE,
    Status.CANCELLED: Look.CANCELLED,
    Status.ON_HOLD: Look.ON_HOLD,
}
_NOT_COMPARED: Mapping[int, BaselineRow] = {}
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
    links: Sequence[Dependency],
    repeats: Mapping[int, Sequence[date]] = _NO_DAYS,
    lines: Mapping[int, int] | None = None,
    compared: Mapping[int, BaselineRow] = _NOT_COMPARED,
) -> Chart:
    """Return the chart of the rows `shown` (ids, in order) and of the links among them.

    `repeats` gives the days of rows that are held more than once, `lines` the index of each id
    where it is known, `compared` the dates of a second baseline. Rows and links are made when they
    are first seen: the chart holds on to what it is given, which must stay as it is.
    """
    places = _Places(shown) if lines is None else lines
    return Chart(_PlanRows(shown, rows, state, repeats, compared), _PlanLinks(links, state, places))


class _Places(dict[int, int]):
    """The index of each shown row, by id."""

    def __init__(self, shown: Sequence[int]) -> None:
        super().__init__(zip(shown, range(len(shown)), strict=True))


class _PlanRows(RowSource):
    """The rows of a plan, made from record and state when they are asked for."""

    def __init__(
        self,
        shown: Sequence[int],
        rows: Mapping[int, PlanRow],
        state: ProjectState,
        repeats: Mapping[int, Sequence[date]],
        compared: Mapping[int, BaselineRow],
    ) -> None:
        super().__init__(len(shown))
        self._shown, self._rows, self._states = shown, rows, state.rows
        self._repeats, self._compared = repeats, compared

    @override
    def make(self, index: int) -> ChartRow:
        row_id = self._shown[index]
        days = self._repeats.get(row_id, ())
        row = chart_row(self._rows[row_id], self._states.get(row_id), days)
        agreed = self._compared.get(row_id)
        if agreed is None:
            return row
        start, finish = _ordinal(agreed.start), _ordinal(agreed.finish)
        return replace(row, compared_start=start, compared_finish=finish)

    @override
    def span(self) -> tuple[int, int] | None:
        states = list(filter(None, map(self._states.get, self._shown)))
        days = set(map(attrgetter("finish"), states)) - {None}
        if not days:
            return None
        last = max(days)
        days.update(map(attrgetter("start"), states))
        return min(days - {None}).toordinal(), last.toordinal()


class _PlanLinks(LinkIndex):
    """The links among the shown rows of a plan."""

    def __init__(
        self, links: Sequence[Dependency], state: ProjectState, places: Mapping[int, int]
    ) -> None:
        super().__init__(())
        self._stored, self._states, self._places = links, state.rows, places
        self._made: dict[int, ChartLink] = {}

    @override
    def befores(self) -> Iterable[int]:
        return self._rows_of(attrgetter("predecessor_id"))

    @override
    def afters(self) -> Iterable[int]:
        return self._rows_of(attrgetter("successor_id"))

    def _rows_of(self, end: "attrgetter[int]") -> Iterable[int]:
        return map(self._places.get, map(end, self._stored), repeat(HIDDEN))

    @override
    def at(self, place: int) -> ChartLink:
        made = self._made.get(place)
        if made is None:
            if len(self._made) >= RowSource.MOST:
                self._made.clear()
            made = self._made[place] = self._make(self._stored[place])
        return made

    @override
    def get(self, link_id: int) -> ChartLink | None:
        found = (
            self._make(link)
            for link in self._stored
            if link.id == link_id
            and link.predecessor_id in self._places
            and link.successor_id in self._places
        )
        return next(found, None)

    def _make(self, link: Dependency) -> ChartLink:
        before, after = link.predecessor_id, link.successor_id
        states = self._states.get(before), self._states.get(after)
        critical = all(state is not None and state.critical for state in states)
        places = self._places
        return ChartLink(link.id, places[before], places[after], link.type, critical)


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
    return window.start.toordinal(), window.last_day.toordinal()


def _ordinal(day: date | None) -> int | None:
    return None if day is None else day.toordinal()
