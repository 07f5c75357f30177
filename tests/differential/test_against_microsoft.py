"""Random networks, scheduled by the engine of the window and by MPXJ's Microsoft scheduler.

Equal: early and late dates and what is critical, for all link types with lags in working days, lags
in calendar days, constraints, deadlines, several calendars with days off and on, rows done and in
progress. The day of the schedule lies in 2000, so that the rule "the rest begins no earlier than
today" holds back nothing.

Where the two differ, ours is meant:

- A latest date behind a link between two calendars: MPXJ lands on a working moment of the
  successor; days off of the successor that follow it would do as well, and are used here. Where a
  latest start falls on a day off of the predecessor, MPXJ takes the next working day, at which the
  successor would be late; here it is the one before. The latter also by SS with a lag in calendar
  days. Networks with such links are compared by their early dates; in the others, links between
  calendars are FS without lag.
- FF and SF with a lag in calendar days: MPXJ adds the days to the successor's start instead of to
  the end that the link names. Not drawn.
- A row in progress whose links are not met yet: MPXJ ignores them; here its rest waits. Links out
  of it are FS and FF: MPXJ also holds a start that lies in the past by SF. Not drawn.
- A milestone lies at any moment in MPXJ, here at the end of its day, or at the start of it if it
  says so. Drawn are those for which both say the same: behind FS links without lag. One that opens
  its day lies at the latest in the morning of the plan's last day, in MPXJ in its evening: only
  its early date is compared.
"""

import os
import random
import shutil
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
        types = [LinkType.FS, LinkType.FF]
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
        late = (0, 0)
        if arrays.late_finishes[index] != FAR:
            late = (
                rank(arrays.late_starts[index] + closing),
                rank(arrays.late_finishes[index] + (not opening)) - 1,
            )
        found[row.id] = Placed(
            early=(
                rank(arrays.starts[index] + closing),
                rank(arrays.finishes[index] + (not opening)) - 1,
            ),
            late=late,
            critical=arrays.slack[index] <= 0,
        )
    return found


def differences(microsoft: Microsoft, plan: Network, *, early_only: bool) -> list[str]:
    """Return each difference as a line."""
    calendars = {row.id: plan.calendar(row) for row in plan.rows}
    theirs = microsoft.schedule(plan.rows, plan.links, calendars, FIRST, LAST, plan.start)
    placed = ours(plan)
    found = []
    for row in plan.rows:
        if row.kind.is_summary:
            continue
        mine, other = placed[row.id], theirs[row.id]
        if row.status is Status.DONE or row.opens_day or early_only:
            mine, other = (replace(one, late=(0, 0), critical=False) for one in (mine, other))
        elif row.status is Status.IN_PROGRESS:
            # MPXJ gives the actual start as the late start.
            mine, other = (replace(one, late=(0, one.late[1])) for one in (mine, other))
        if mine != other:
            found.append(f"{row.id}: {mine} but {other}")
    return found


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
            plan = network(seed, across=across)
            found = differences(microsoft, plan, early_only=across)
            if found:
                wrong[seed] = found
    assert not wrong, f"{len(wrong)} of {count} networks differ: {wrong}"


def test_a_hundred_networks(microsoft: Microsoft) -> None:
    _compare(microsoft, 100)


@pytest.mark.parametrize("round_", range(4))
def test_phases_that_wait_for_others_and_begin_with_milestones(
    microsoft: Microsoft, round_: int
) -> None:
    wrong = {}
    for seed in range(25 * round_, 25 * round_ + 25):
        found = differences(microsoft, gated(seed), early_only=False)
        if found:
            wrong[seed] = found
    assert not wrong, f"{len(wrong)} of 25 plans differ: {wrong}"


@pytest.mark.long
def test_two_thousand_networks(microsoft: Microsoft) -> None:
    _compare(microsoft, 2000)
