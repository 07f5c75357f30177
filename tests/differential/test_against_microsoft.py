"""Random networks, scheduled by the engine of the window and by MPXJ's Microsoft scheduler.

Equal: early dates, for all link types with lags in working days, FS and SS with lags in calendar
days, constraints, deadlines, several calendars with days off and on, rows done and in progress.
Late dates and what is critical too, but for three rules of one link at a time. `late_rules` has
both sides' rules; every late date of either scheduler is held against its own, and a row behind no
link on which the rules disagree is equal. The day of the schedule lies in 2000, so that the rule
"the rest begins no earlier than today" holds back nothing.

Where the two differ, ours is meant. `APART` has the smallest example of each.

- Days off of the successor (FF without lag or by a negative one, FS and SS by a negative one, SF
  without): MPXJ's latest finish or start of the predecessor lies on a working moment of the
  successor. The days off that follow it would do as well, and are used here where the predecessor
  works on them.
- Days off of the predecessor (SS, SF): where its latest start falls on one, MPXJ takes the next
  working day, at which the successor is late by MPXJ's own forward pass; here it is the one before.
  By a lag in calendar days that happens within one calendar too.
- SF with a lag: MPXJ takes the lag off the predecessor's finish instead of its start, on the
  successor's calendar; days off in between are counted wrongly, either way.

Ours is held against MPXJ's forward pass too: a row begun on our latest day makes nothing late in
it, and begun a working day later it does.

Not drawn, because the early dates differ already:

- Cancelled rows: MPXJ leaves out an inactive task with its links; here they pass through.
- FF and SF with a lag in calendar days: MPXJ adds the days to the successor's start instead of to
  the end that the link names.
- A row in progress whose links are not met yet: MPXJ ignores them; here its rest waits. Links out
  of it are FS, FF and SS: MPXJ also holds a start that lies in the past by SF.
- A milestone lies at any moment in MPXJ, here at the end of its day, or at the start of it if it
  says so. Drawn are those for which both say the same: behind FS links without lag. One that opens
  its day lies at the latest in the morning of the plan's last day, in MPXJ in its evening: only
  its early date is compared.
"""

import os
import random
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pytest

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.codes import Constraint, LinkType, RowKind, Side, Status
from csdesk.domain.engine.arrays import FAR
from csdesk.domain.engine.scheduler import Scheduler
from csdesk.domain.records import Dependency, PlanRow
from tests.differential.late_rules import Bound, Rule, differ, evening, faults, work
from tests.differential.late_rules import microsoft as by_microsoft
from tests.differential.late_rules import ours as by_us
from tests.differential.microsoft import Microsoft, Placed

LONG_AGO = date(2000, 1, 3)
FIRST, LAST = date(2025, 6, 1), date(2027, 12, 31)
CALENDARS = Calendars(
    us=WorkCalendar(country="US"),
    customer=WorkCalendar(country="CN"),
    third=WorkCalendar(week="1111110", own_days={date(2026, 3, 17): (False, "Fair")}),
    project=WorkCalendar(country="CN"),
)
ITEMS = 14


@dataclass
class Network:
    start: date
    rows: list[PlanRow]
    links: list[Dependency]

    def calendar(self, row: PlanRow) -> WorkCalendar:
        return CALENDARS.of(row.side)


def network(seed: int, *, across: bool) -> Network:
    """Return the network that a number stands for; `across`: all links between calendars."""
    source = random.Random(seed)
    start = date(2026, 1, 5) + timedelta(days=source.randrange(200))
    sides = [*Side, *[source.choice(list(Side))] * 5]
    rows: list[PlanRow] = []
    links: list[Dependency] = []
    waits: dict[int, list[int]] = {}
    for number in range(1, ITEMS + 1):
        rows.append(
            PlanRow(
                id=number,
                uid=str(number),
                customer_id=1,
                project_id=1,
                title=f"Row {number}",
                side=source.choice(sides),
                duration=source.randrange(1, 11),
            )
        )
        waits[number] = []
        for _ in range(source.choice((0, 1, 1, 2, 3)) if number > 1 else 0):
            waits[number].append(source.randrange(1, number))
    for row in rows:
        rows[row.id - 1] = _with_progress(row, rows, waits, start, source)
    for succ, preds in waits.items():
        for pred in dict.fromkeys(preds):
            links.append(_link(len(links) + 1, rows[pred - 1], rows[succ - 1], source, across))
    rows = [_with_constraint(row, start, source) for row in rows]
    for row in rows:
        into = [link for link in links if link.successor_id == row.id]
        if row.status is Status.TODO and row.constraint is Constraint.ASAP and _ends_a_day(into):
            before = [rows[link.predecessor_id - 1] for link in into]
            if any(one.side is not row.side or one.opens_day for one in before):
                continue
            if any(
                rows[link.successor_id - 1].side is not row.side
                for link in links
                if link.predecessor_id == row.id
            ):
                continue
            if source.random() < 0.4:
                rows[row.id - 1] = replace(
                    row, kind=RowKind.MILESTONE, duration=0, opens_day=not into, deadline=None
                )
    return Network(start, rows, links)


def _ends_a_day(into: list[Dependency]) -> bool:
    return all(link.type is LinkType.FS and not link.lag for link in into)


def _with_progress(
    row: PlanRow,
    rows: list[PlanRow],
    waits: dict[int, list[int]],
    start: date,
    source: random.Random,
) -> PlanRow:
    before = [rows[pred - 1] for pred in waits[row.id]]
    if any(one.status is not Status.DONE for one in before) or source.random() < 0.5:
        return row
    calendar = CALENDARS.of(row.side)
    last = max((one.actual_finish or start for one in before), default=start)
    begin = calendar.add(last, source.randrange(1, 4))
    if source.random() < 0.6:
        finish = calendar.finish_of(begin, source.randrange(1, row.duration + 3))
        return replace(
            row, status=Status.DONE, progress=100, actual_start=begin, actual_finish=finish
        )
    return replace(
        row,
        status=Status.IN_PROGRESS,
        duration=10,
        progress=10 * source.randrange(0, 10),
        actual_start=begin,
    )


def _link(
    number: int, pred: PlanRow, succ: PlanRow, source: random.Random, across: bool
) -> Dependency:
    types = [LinkType.FS, LinkType.FS, *LinkType]
    if pred.status is Status.IN_PROGRESS:
        types = [LinkType.FS, LinkType.FF, LinkType.SS]
    plain = not across and pred.side is not succ.side
    if plain or succ.status is Status.IN_PROGRESS:
        return Dependency(id=number, project_id=1, predecessor_id=pred.id, successor_id=succ.id)
    link_type = source.choice(types)
    by_days = link_type is LinkType.FS or (across and link_type is LinkType.SS)
    return Dependency(
        id=number,
        project_id=1,
        predecessor_id=pred.id,
        successor_id=succ.id,
        type=link_type,
        lag=source.choice((0, 0, 0, 1, 2, 5, -1, -3)),
        lag_calendar_days=by_days and source.random() < 0.2,
    )


def _with_constraint(row: PlanRow, start: date, source: random.Random) -> PlanRow:
    calendar = CALENDARS.of(row.side)
    day = calendar.next_working(start + timedelta(days=source.randrange(70)))
    if source.random() < 0.1:
        row = replace(row, deadline=day)
    if row.status is not Status.TODO or source.random() < 0.7:
        return row
    return replace(row, constraint=source.choice(list(Constraint)), constraint_on=day)


def _tree(rows: list[PlanRow]) -> list[PlanRow]:
    """Return the rows with each milestone in a phase of its own, so that no item leads to it."""
    tree: list[PlanRow] = []
    for row in rows:
        if row.kind is RowKind.MILESTONE and row.parent_id is None:
            phase = replace(row, id=100 + row.id, kind=RowKind.PHASE, opens_day=False)
            tree += [phase, replace(row, parent_id=phase.id)]
        else:
            tree.append(row)
    return tree


def ours(plan: Network) -> dict[int, Placed]:
    """Return what the engine says, after an edit to and fro."""
    scheduler = Scheduler(_tree(plan.rows), plan.links, CALENDARS, LONG_AGO, plan.start)
    first = plan.rows[0]
    scheduler.edit({first.id: {"duration": first.duration + 3}})
    scheduler.edit({first.id: {"duration": first.duration}})
    arrays = scheduler.late().arrays
    found = {}
    for row in plan.rows:
        if row.kind.is_summary:
            continue
        index = scheduler.plan.number[row.id]
        rank = plan.calendar(row).rank
        closing = row.kind is RowKind.MILESTONE and not row.opens_day
        opening = row.opens_day
        late = moments = (0, 0)
        if arrays.late_finishes[index] != FAR:
            late = (
                rank(arrays.late_starts[index] + closing),
                rank(arrays.late_finishes[index] + (not opening)) - 1,
            )
            moments = (
                2 * arrays.late_starts[index] + closing,
                2 * arrays.late_finishes[index] + (not opening),
            )
        found[row.id] = Placed(
            early=(
                rank(arrays.starts[index] + closing),
                rank(arrays.finishes[index] + (not opening)) - 1,
            ),
            late=late,
            critical=arrays.slack[index] <= 0,
            moments=moments,
            end=2 * arrays.finishes[index] + (not opening),
        )
    return found


def theirs(microsoft: Microsoft, plan: Network) -> dict[int, Placed]:
    """Return what MPXJ says."""
    calendars = {row.id: plan.calendar(row) for row in plan.rows}
    return microsoft.schedule(plan.rows, plan.links, calendars, FIRST, LAST, plan.start)


def differences(
    plan: Network, placed: Mapping[int, Placed], other: Mapping[int, Placed], apart: set[int]
) -> list[str]:
    """Return a line for each row that is not equal; of the rows in `apart` by early dates alone."""
    found = []
    for row in plan.rows:
        if row.kind.is_summary:
            continue
        mine, its = placed[row.id], other[row.id]
        if row.status is Status.DONE or row.opens_day or row.id in apart:
            mine, its = (replace(one, late=(0, 0), critical=False) for one in (mine, its))
        elif row.status is Status.IN_PROGRESS:
            # MPXJ gives the actual start as the late start.
            mine, its = (replace(one, late=(0, one.late[1])) for one in (mine, its))
        if mine != its:
            found.append(f"{row.id}: {mine} but {its}")
    return found


def compared(microsoft: Microsoft, plan: Network) -> list[str]:
    """Return as a line whatever is neither equal nor follows from the rules of late dates."""
    placed, other = ours(plan), theirs(microsoft, plan)
    found = differences(plan, placed, other, rows_apart(plan, placed))
    for row in plan.rows:
        if row.status is Status.DONE or row.opens_day:
            continue
        for side, rule in ((placed, by_us), (other, by_microsoft)):
            late = evening(plan.calendar(row), side[row.id].moments[1])
            if late != latest_finish(plan, row, side, rule):
                found.append(f"{row.id}: {side[row.id]} against the rule {rule.__name__}")
        if row.kind is RowKind.ITEM:
            found += [fault for link in links_out(plan, row, placed) for fault in faults(link)]
    return found


def links_out(plan: Network, row: PlanRow, placed: Mapping[int, Placed]) -> list[Bound]:
    """Return the links from a row to what is still to end, by the successors' latest moments."""
    rows = {one.id: one for one in plan.rows}
    found = []
    for link in plan.links:
        succ = rows[link.successor_id]
        if link.predecessor_id != row.id or succ.status is Status.DONE:
            continue
        if link.type is LinkType.SS and row.status is Status.IN_PROGRESS:
            continue
        start, finish = placed[succ.id].moments
        calendar = plan.calendar(succ)
        if succ.status is Status.IN_PROGRESS:
            rest = succ.duration - succ.duration * succ.progress // 100
            start = work(calendar, finish, -rest)
        found.append(
            Bound(
                link.type, link.lag, link.lag_calendar_days, row.duration,
                plan.calendar(row), calendar, start, finish,
            )
        )  # fmt: skip
    return found


def latest_finish(plan: Network, row: PlanRow, placed: Mapping[int, Placed], rule: Rule) -> int:
    """Return the latest finish of a row, as a moment, by its own limits and the rule of a link."""
    calendar = plan.calendar(row)
    bounds = [rule(link) for link in links_out(plan, row, placed)]
    late = min([max(one.end for one in placed.values()), *bounds])
    if row.constraint_on is not None:
        day = 2 * row.constraint_on.toordinal()
        if row.constraint is Constraint.FIXED:
            late = work(calendar, day, row.duration)
        elif row.constraint is Constraint.NOT_LATER:
            late = min(late, day + 1)
    if row.deadline is not None:
        late = min(late, 2 * row.deadline.toordinal() + 1)
    return evening(calendar, late)


def rows_apart(plan: Network, placed: Mapping[int, Placed]) -> set[int]:
    """Return the rows whose late dates differ by rule, or follow from one that does."""
    apart: set[int] = set()
    for row in reversed(plan.rows):
        waiting = {one.successor_id for one in plan.links if one.predecessor_id == row.id}
        links = links_out(plan, row, placed)
        if waiting & apart or any(differ(link) for link in links):
            apart.add(row.id)
    return apart


@lru_cache(maxsize=1)
def _java() -> str:
    return shutil.which("java") or os.environ.get("JAVA_HOME", "")


@pytest.fixture(scope="module")
def microsoft() -> Microsoft:
    if not _java():
        if os.environ.get("CI"):
            pytest.fail("Java is not here")
        pytest.skip("Java is not here: run python3 dev.py test")
    return Microsoft()


def gated(seed: int) -> Network:
    """Return phases that wait for rows and phases before them; most begin with a milestone."""
    source = random.Random(seed)
    start = date(2026, 1, 5) + timedelta(days=source.randrange(200))
    side = source.choice(list(Side))
    rows: list[PlanRow] = []
    links: list[Dependency] = []

    def add(kind: RowKind, parent: int | None) -> None:
        rows.append(
            PlanRow(
                id=len(rows) + 1,
                uid=str(len(rows) + 1),
                customer_id=1,
                project_id=1,
                kind=kind,
                parent_id=parent,
                title=f"Row {len(rows) + 1}",
                side=side,
                duration=0 if kind is RowKind.MILESTONE else source.randrange(1, 11),
                leads_to_id=None,
                source_uid=str(len(rows) + 1),
            )
        )

    def link(pred: int, succ: int) -> None:
        links.append(
            Dependency(
                id=len(links) + 1, project_id=1, predecessor_id=pred, successor_id=succ,
                lag=source.choice((0, 0, 0, 2)) if rows[succ - 1].kind is RowKind.ITEM else 0,
            )
        )  # fmt: skip

    add(RowKind.ITEM, None)
    ends = [1]
    for _ in range(source.randrange(1, 4)):
        add(RowKind.PHASE, None)
        phase = len(rows)
        link(source.choice(ends), phase)
        add(RowKind.MILESTONE if source.random() < 0.7 else RowKind.ITEM, phase)
        for _ in range(source.randrange(1, 4)):
            add(RowKind.ITEM if source.random() < 0.8 else RowKind.MILESTONE, phase)
            before = source.choice((0, len(rows) - 1, phase + 1))
            if before > phase and before != len(rows):
                link(before, len(rows))
        ends += [phase, len(rows)]
    return Network(start, rows, links)


def _compare(microsoft: Microsoft, count: int) -> None:
    wrong: dict[int, Any] = {}
    for seed in range(count):
        for across in (False, True):
            found = compared(microsoft, network(seed, across=across))
            if found:
                wrong[seed] = found
    assert not wrong, f"{len(wrong)} of {count} networks differ: {wrong}"


def test_a_hundred_networks(microsoft: Microsoft) -> None:
    _compare(microsoft, 100)


_US, _THIRD = Side.US, Side.THIRD  # five days a week, and six

# Type, lag, whether in calendar days, sides and days of work of the predecessor; deadline of the
# successor, and the predecessor's latest finish by us and by MPXJ: days of June 2026, which begins
# with a Monday, as does the plan.
APART = [
    # Days off of the successor.
    (LinkType.FF, 0, False, _THIRD, _US, 1, 5, 6, 5),
    (LinkType.FF, -1, False, _THIRD, _US, 1, 4, 6, 5),
    (LinkType.FS, -1, False, _THIRD, _US, 1, 5, 6, 5),
    (LinkType.SS, -1, False, _THIRD, _US, 1, 5, 8, 6),
    (LinkType.SF, 0, False, _THIRD, _US, 1, 5, 8, 6),
    # Days off of the predecessor.
    (LinkType.SS, 0, False, _US, _THIRD, 1, 6, 5, 8),
    (LinkType.SS, 1, False, _US, _THIRD, 1, 6, 5, 8),
    (LinkType.SS, -1, False, _US, _THIRD, 1, 5, 5, 8),
    (LinkType.SS, 1, True, _US, _US, 1, 8, 5, 8),
    (LinkType.SF, 0, False, _US, _THIRD, 1, 5, 5, 8),
    # The lag at the other end of the predecessor.
    (LinkType.SF, 1, False, _THIRD, _US, 1, 5, 5, 4),
    (LinkType.SF, -1, False, _THIRD, _US, 2, 3, 6, 8),
]


@pytest.mark.parametrize("example", APART)
def test_where_the_two_differ(microsoft: Microsoft, example: tuple[Any, ...]) -> None:
    link_type, lag, by_days, side, other, length, deadline, mine, its = example
    start = date(2026, 6, 1)
    rows = [
        PlanRow(
            id=number, uid=str(number), customer_id=1, project_id=1, title=f"Row {number}",
            side=of, duration=days,
        )
        for number, (of, days) in enumerate([(side, length), (other, 1), (_THIRD, 8)], 1)
    ]  # fmt: skip
    rows[1] = replace(rows[1], deadline=date(2026, 6, deadline))
    link = Dependency(
        id=1, project_id=1, predecessor_id=1, successor_id=2, type=link_type, lag=lag,
        lag_calendar_days=by_days,
    )  # fmt: skip
    plan = Network(start, rows, [link])
    late = [one[1].moments[1] // 2 for one in (ours(plan), theirs(microsoft, plan))]
    assert [date.fromordinal(day) for day in late] == [date(2026, 6, mine), date(2026, 6, its)]
    assert compared(microsoft, plan) == []


def begun_on(plan: Network, row: PlanRow, day: date) -> Network:
    """Return a plan in which a row begins no earlier than on a day."""
    held = replace(row, constraint=Constraint.NOT_BEFORE, constraint_on=day)
    return replace(plan, rows=[held if one.id == row.id else one for one in plan.rows])


def late_in_theirs(microsoft: Microsoft, plan: Network, placed: Mapping[int, Placed]) -> set[int]:
    """Return the rows that end later in MPXJ's forward pass than they may."""
    found = theirs(microsoft, plan)
    return {
        row.id
        for row in plan.rows
        if row.status is not Status.DONE
        and not row.opens_day
        and evening(plan.calendar(row), found[row.id].end)
        > evening(plan.calendar(row), placed[row.id].moments[1])
    }


def _confirm(microsoft: Microsoft, count: int) -> None:
    """Let a row of each network begin on its latest day, and then a working day later."""
    tried, wrong = 0, []
    for seed in range(count):
        plan = network(seed, across=True)
        placed = ours(plan)
        already = late_in_theirs(microsoft, plan, placed)
        free = [
            row
            for row in plan.rows
            if row.kind is RowKind.ITEM
            and row.status is Status.TODO
            and row.constraint in (Constraint.ASAP, Constraint.NOT_BEFORE)
            and placed[row.id].moments[1] >= placed[row.id].end
        ]
        if not free:
            continue
        tried += 1
        row = random.Random(seed).choice(free)
        calendar, first = plan.calendar(row), placed[row.id].moments[0] // 2
        on = begun_on(plan, row, date.fromordinal(first))
        if late_in_theirs(microsoft, on, placed) - already:
            wrong.append((seed, row.id, "late"))
        next_last = 2 * calendar.at(calendar.rank(placed[row.id].moments[1] // 2) + 1) + 1
        end = max(one.end for one in placed.values())
        kept = (Constraint.FIXED, Constraint.NOT_LATER)
        silent = already | {one.id for one in plan.rows if one.constraint in kept}
        waiting = {one.successor_id for one in plan.links if one.predecessor_id == row.id}
        if row.deadline is not None or next_last > end or waiting & silent:
            continue  # what is late then is the row itself, keeps its dates, or is late already
        after = begun_on(plan, row, date.fromordinal(calendar.at(calendar.rank(first) + 1)))
        if not late_in_theirs(microsoft, after, placed) - already - {row.id}:
            wrong.append((seed, row.id, "not the latest"))
    assert tried > count // 2
    assert not wrong, f"{len(wrong)} of {count} differ: {wrong}"


def test_theirs_forward_pass_says_that_our_late_dates_are_the_latest(microsoft: Microsoft) -> None:
    _confirm(microsoft, 60)


@pytest.mark.long
def test_a_thousand_late_dates_are_the_latest(microsoft: Microsoft) -> None:
    _confirm(microsoft, 1000)


@pytest.mark.parametrize("round_", range(4))
def test_phases_that_wait_for_others_and_begin_with_milestones(
    microsoft: Microsoft, round_: int
) -> None:
    wrong = {}
    for seed in range(25 * round_, 25 * round_ + 25):
        plan = gated(seed)
        found = differences(plan, ours(plan), theirs(microsoft, plan), set())
        if found:
            wrong[seed] = found
    assert not wrong, f"{len(wrong)} of 25 plans differ: {wrong}"


@pytest.mark.long
def test_two_thousand_networks(microsoft: Microsoft) -> None:
    _compare(microsoft, 2000)
