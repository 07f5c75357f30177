"""Plans are laid out forward from a start and back from a go-live, and both agree."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csdesk.domain.calendar import Calendars, WorkCalendar, every_day, same_calendars
from csdesk.domain.codes import Constraint, LinkType, MilestoneKind, RowKind, Side
from csdesk.domain.errors import UserError
from csdesk.domain.link_rules import backward, forward, leaves_finish
from csdesk.domain.schedule import (
    PlanLink,
    PlanStep,
    earliest_go_live,
    extent,
    latest_start,
    lay_out,
)

PLAIN = same_calendars(WorkCalendar())
TWO = Calendars(
    us=WorkCalendar(country="US"),
    customer=WorkCalendar(country="CN"),
    third=WorkCalendar(week="1111110"),
    project=WorkCalendar(country="CN"),
)
MONDAY = date(2026, 11, 2)


def item(key: str, duration: int = 1, **changes: object) -> PlanStep[str]:
    return PlanStep(key=key, duration=duration, **changes)  # type: ignore[arg-type]


def milestone(key: str, kind: MilestoneKind, **changes: object) -> PlanStep[str]:
    return PlanStep(key=key, kind=RowKind.MILESTONE, milestone_kind=kind, **changes)  # type: ignore[arg-type]


ROWS: list[PlanStep[str]] = [
    PlanStep(key="setup", kind=RowKind.PHASE),
    milestone("kickoff", MilestoneKind.KICKOFF, parent="setup", offset=0),
    item("data", 5, parent="setup", side=Side.CUSTOMER),
    item("config", 3, parent="setup"),
    milestone("value", MilestoneKind.VALUE, parent="setup"),
    PlanStep(key="live", kind=RowKind.PHASE),
    item("train", 2, parent="live", offset=0, offset_from="value"),
    milestone("golive", MilestoneKind.GO_LIVE, parent="live"),
    item("care", 5, parent="live"),
]
LINKS = [
    PlanLink(pred="kickoff", succ="data"),
    PlanLink(pred="data", succ="config", lag=1),
    PlanLink(pred="golive", succ="care"),
]


def test_forward_by_hand() -> None:
    placed = lay_out(ROWS, LINKS, PLAIN, start=MONDAY)
    assert placed["kickoff"] == (MONDAY, MONDAY)
    assert placed["data"] == (date(2026, 11, 3), date(2026, 11, 9))
    assert placed["config"] == (date(2026, 11, 11), date(2026, 11, 13))
    assert placed["value"] == (date(2026, 11, 13), date(2026, 11, 13))
    assert placed["train"] == (date(2026, 11, 16), date(2026, 11, 17))
    assert placed["golive"] == (date(2026, 11, 17), date(2026, 11, 17))
    assert placed["care"] == (date(2026, 11, 18), date(2026, 11, 24))
    assert placed["setup"] == (MONDAY, date(2026, 11, 13))
    assert placed["live"] == (date(2026, 11, 16), date(2026, 11, 24))
    assert extent(placed) == (MONDAY, date(2026, 11, 24))


def test_back_from_go_live_by_hand() -> None:
    placed = lay_out(ROWS, LINKS, PLAIN, go_live=date(2026, 11, 17))
    assert placed == lay_out(ROWS, LINKS, PLAIN, start=MONDAY)
    assert earliest_go_live(ROWS, LINKS, PLAIN, MONDAY) == date(2026, 11, 17)


def test_each_side_works_on_its_calendar() -> None:
    rows = [item("ours", 3), item("theirs", 3, side=Side.CUSTOMER), item("cutover", 2)]
    rows[2] = item("cutover", 2, calendar_days=True, offset=4)
    placed = lay_out(rows, [], TWO, start=date(2026, 9, 28))
    assert placed["ours"] == (date(2026, 9, 28), date(2026, 9, 30))
    assert placed["theirs"] == (date(2026, 9, 28), date(2026, 9, 30))
    assert placed["cutover"] == (date(2026, 10, 2), date(2026, 10, 3))
    placed = lay_out(rows, [], TWO, start=date(2026, 10, 1))
    assert placed["theirs"][0] == date(2026, 10, 8)
    assert placed["ours"][0] == date(2026, 10, 1)


def test_constraints() -> None:
    late = date(2026, 11, 20)
    rows = [
        item("a", 5),
        item("not_before", 2, constraint=Constraint.NOT_BEFORE, constraint_on=late),
        item("fixed", 2, constraint=Constraint.FIXED, constraint_on=date(2026, 11, 4)),
        item("not_later", 2, constraint=Constraint.NOT_LATER, constraint_on=date(2026, 11, 5)),
    ]
    links = [PlanLink(pred="a", succ=key) for key in ("not_before", "fixed", "not_later")]
    placed = lay_out(rows, links, PLAIN, start=MONDAY)
    assert placed["not_before"][0] == late
    assert placed["fixed"] == (date(2026, 11, 4), date(2026, 11, 5))
    assert placed["not_later"] == (date(2026, 11, 4), date(2026, 11, 5))


def test_a_cycle_is_named() -> None:
    links = [PlanLink(pred="a", succ="b"), PlanLink(pred="b", succ="a")]
    with pytest.raises(UserError) as caught:
        lay_out([item("a"), item("b")], links, PLAIN, start=MONDAY)
    assert "a → b" in str(caught.value)


def test_no_go_live_to_count_back_from() -> None:
    with pytest.raises(UserError):
        lay_out([item("a")], [], PLAIN, go_live=MONDAY)
    assert lay_out([PlanStep(key="p", kind=RowKind.PHASE)], [], PLAIN, start=MONDAY) == {}
    assert extent({}) is None


@given(
    st.sampled_from(list(LinkType)),
    st.integers(-8, 8),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.integers(date(2026, 1, 20).toordinal(), date(2026, 3, 20).toordinal()),
)
def test_backward_is_the_inverse_of_forward(
    link_type: LinkType, lag: int, by_calendar: bool, from_point: bool, to_point: bool, late: int
) -> None:
    calendar = WorkCalendar(country="CN")

    def early(day: int) -> int:
        return forward(link_type, lag, by_calendar, day, day, from_point, to_point, calendar)

    if not to_point:
        late = calendar.at(calendar.rank(late))
    bound = backward(link_type, lag, by_calendar, late, from_point, to_point, calendar)
    assert early(bound) <= late < early(bound + 1)
    assert leaves_finish(link_type, True)


@st.composite
def plans(draw: st.DrawFn) -> tuple[list[PlanStep[str]], list[PlanLink[str]]]:
    count = draw(st.integers(2, 14))
    rows: list[PlanStep[str]] = []
    phase = None
    for number in range(count):
        if draw(st.integers(0, 4)) == 0:
            phase = f"p{number}"
            rows.append(PlanStep(key=phase, kind=RowKind.PHASE))
        rows.append(
            PlanStep(
                key=f"r{number}",
                kind=draw(st.sampled_from([RowKind.ITEM, RowKind.ITEM, RowKind.MILESTONE])),
                parent=phase,
                side=draw(st.sampled_from(list(Side))),
                duration=draw(st.integers(1, 15)),
                calendar_days=draw(st.integers(0, 9)) == 0,
                offset=draw(st.one_of(st.none(), st.integers(0, 20))),
                offset_calendar_days=draw(st.booleans()),
            )
        )
    rows.append(milestone("golive", MilestoneKind.GO_LIVE, parent=phase))
    leaves = [row for row in rows if not row.kind.is_summary]
    links = []
    for _ in range(draw(st.integers(0, 2 * count))):
        first = draw(st.integers(0, len(leaves) - 2))
        second = draw(st.integers(first + 1, len(leaves) - 1))
        links.append(
            PlanLink(
                pred=leaves[first].key,
                succ=leaves[second].key,
                type=draw(st.sampled_from(list(LinkType))),
                lag=draw(st.integers(-4, 6)),
                lag_calendar_days=draw(st.booleans()),
            )
        )
    return rows, links


@settings(max_examples=200, deadline=None)
@given(plans(), st.dates(date(2026, 1, 1), date(2026, 12, 31)))
def test_nothing_starts_before_its_links_allow(
    plan: tuple[list[PlanStep[str]], list[PlanLink[str]]], start: date
) -> None:
    rows, links = plan
    placed = lay_out(rows, links, TWO, start=start)
    by_key = {row.key: row for row in rows}
    for link in links:
        pred, succ = by_key[link.pred], by_key[link.succ]
        to_point = succ.kind is RowKind.MILESTONE
        calendar = every_day() if succ.calendar_days else TWO.of(succ.side)
        day = forward(
            link.type, link.lag, link.lag_calendar_days,
            placed[link.pred][0].toordinal(), placed[link.pred][1].toordinal(),
            pred.kind is RowKind.MILESTONE, to_point, calendar,
        )  # fmt: skip
        end = 0 if to_point or link.type in (LinkType.FS, LinkType.SS) else 1
        assert placed[link.succ][end].toordinal() >= day
    for row in rows:
        if row.kind is RowKind.ITEM and not row.calendar_days:
            calendar = TWO.of(row.side)
            assert calendar.is_working(placed[row.key][0])
            assert calendar.span(*placed[row.key]) == row.duration
    assert all(first >= start for first, _ in placed.values())


@settings(max_examples=200, deadline=None)
@given(plans(), st.dates(date(2026, 6, 1), date(2027, 6, 30)))
def test_the_computed_start_meets_the_go_live(
    plan: tuple[list[PlanStep[str]], list[PlanLink[str]]], go_live: date
) -> None:
    rows, links = plan
    placed = lay_out(rows, links, TWO, go_live=go_live)
    assert placed["golive"] == (go_live, go_live)
    start = latest_start(rows, links, TWO, go_live)
    assert all(first >= start for first, _ in placed.values())
    assert earliest_go_live(rows, links, TWO, start) <= go_live


def test_a_go_live_on_a_day_off_is_met_by_work_before_it() -> None:
    rows = [
        PlanStep(key="phase", kind=RowKind.PHASE, side=Side.US),
        PlanStep(
            key="golive", kind=RowKind.MILESTONE, milestone_kind=MilestoneKind.GO_LIVE,
            parent="phase", side=Side.US,
        ),
    ]  # fmt: skip
    labor_day = date(2026, 9, 7)
    start = latest_start(rows, [], TWO, labor_day)
    assert earliest_go_live(rows, [], TWO, start) <= labor_day


@settings(max_examples=100, deadline=None)
@given(plans(), st.dates(date(2026, 6, 1), date(2027, 6, 30)))
def test_no_later_start_would_do(
    plan: tuple[list[PlanStep[str]], list[PlanLink[str]]], go_live: date
) -> None:
    rows = [replace(row, calendar_days=False, offset_calendar_days=False) for row in plan[0]]
    links = [replace(link, lag_calendar_days=False) for link in plan[1]]
    start = latest_start(rows, links, PLAIN, go_live)
    assert earliest_go_live(rows, links, PLAIN, PLAIN.project.add(start, 1)) > go_live
