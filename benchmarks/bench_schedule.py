"""The scheduling engine with 10,000 and 100,000 rows on several calendars.

The floor of a full schedule is a forward and a backward pass over arrays with the four link types,
lag and one calendar lookup per row: no phases, statuses, constraints, drivers or slack. The floor
of compiling is one walk over the same records that lists the fields and the links by row.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from benchmarks.case import Case
from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.cascade import Drag
from csdesk.domain.codes import LinkType, RowKind, Side
from csdesk.domain.engine.arrays import Arrays
from csdesk.domain.engine.backward import backward
from csdesk.domain.engine.forward import forward
from csdesk.domain.engine.scheduler import Scheduler
from csdesk.domain.forecast import Forecast, compile_plan
from csdesk.domain.records import Dependency, PlanRow, Project
from csdesk.domain.state import PlanInput

SIZES = (10_000, 100_000)
FULL_LIMIT = 2.5
COMPILE_LIMIT = 8.0
EDIT_LIMIT = 0.020  # seconds, the 95th percentile of one edit with its slack
PREVIEW_LIMIT = 0.050  # the same, with the list of what moves: thousands of rows, at times
TODAY, START = date(2026, 1, 5), date(2026, 1, 5)
CALENDARS = Calendars(
    us=WorkCalendar(country="US"),
    customer=WorkCalendar(country="CN"),
    third=WorkCalendar(week="1111110"),
    project=WorkCalendar(country="CN"),
)


def plan_rows(count: int) -> tuple[list[PlanRow], list[Dependency]]:
    """Return phases of twenty-four rows; each row follows one or two of the forty before it.

    Three links in ten are not FS and one in four has a lag: in real plans it is one in thirty.
    """
    source = random.Random(7)
    sides, types = tuple(Side), (*([LinkType.FS] * 7), LinkType.SS, LinkType.FF, LinkType.SF)
    rows: list[PlanRow] = []
    links: list[Dependency] = []
    phase = 0
    for number in range(1, count + 1):
        kind = RowKind.MILESTONE if number % 25 == 0 else RowKind.ITEM
        if number % 25 == 1:
            kind, phase = RowKind.PHASE, number
        rows.append(
            PlanRow(
                id=number,
                uid=str(number),
                customer_id=1,
                project_id=1,
                kind=kind,
                parent_id=None if kind is RowKind.PHASE else phase,
                title=f"Row {number}",
                side=sides[number % 3],
                duration=1 + source.randrange(8),
            )
        )
        if kind is RowKind.PHASE or number < 3:
            continue
        for _ in range(1 + source.randrange(2)):
            before = max(2, number - 1 - source.randrange(40))
            if rows[before - 1].kind is RowKind.PHASE or before == number:
                continue
            links.append(
                Dependency(
                    id=len(links) + 1,
                    project_id=1,
                    predecessor_id=before,
                    successor_id=number,
                    type=source.choice(types),
                    lag=source.choice((0, 0, 0, 0, 0, 0, 2, -1)),
                )
            )
    return rows, links


class Floor:
    """The same network without anything around it, in plain lists."""

    def __init__(self, plan: Forecast) -> None:
        arrays = plan.arrays
        self.rows = [visit for visit in plan.network.order if visit < arrays.size]
        self.durations = plan.lengths
        self.tables = arrays.tables
        codes = {LinkType.FS: 0, LinkType.SS: 1, LinkType.FF: 2, LinkType.SF: 3}
        self.preds = [
            [(codes[link.type], link.pred, link.lag) for link in links]
            for links in plan.network.preds
        ]
        self.succs = [
            [(codes[link.type], link.succ, link.lag) for link in links]
            for links in plan.network.succs
        ]
        self.start = START.toordinal()

    def run(self) -> None:
        """Forward and backward, in numbers of working days of each row's own calendar."""
        size = len(self.durations)
        durations, tables = self.durations, self.tables
        starts, finishes = [0] * size, [0] * size
        for row in self.rows:
            _, rank, at = tables[row]
            low, length = self.start, durations[row]
            for code, pred, lag in self.preds[row]:
                if code == 0:
                    day = finishes[pred] + 1 + lag
                elif code == 1:
                    day = starts[pred] + lag
                elif code == 2:
                    day = finishes[pred] + lag - length
                else:
                    day = starts[pred] + lag - length
                if day > low:  # noqa: PLR1730  (a third of the time of max)
                    low = day
            number = rank[low]
            starts[row] = at[number]
            finishes[row] = at[number + length - 1]
        end = max(finishes)
        late_starts, late_finishes = [end] * size, [end] * size
        for row in reversed(self.rows):
            _, rank, at = tables[row]
            high, length = end, durations[row]
            for code, succ, lag in self.succs[row]:
                if code == 0:
                    day = late_starts[succ] - 1 - lag
                elif code == 1:
                    day = late_starts[succ] - lag + length
                elif code == 2:
                    day = late_finishes[succ] - lag
                else:
                    day = late_finishes[succ] - lag + length
                if day < high:  # noqa: PLR1730
                    high = day
            number = rank[high + 1] - 1
            late_finishes[row] = at[number]
            late_starts[row] = at[number - length + 1]


def schedule(arrays: Arrays) -> None:
    """Compute all dates, drivers, late dates and slack of a compiled plan."""
    forward(arrays, arrays.network.order)
    arrays.end = arrays.last_finish()
    backward(arrays, reversed(arrays.network.order))


def one_walk(rows: list[PlanRow], links: list[Dependency]) -> None:
    """List what a schedule reads of its records, and the links by row."""
    number = {row.id: index for index, row in enumerate(rows)}
    facts = [
        (
            row.parent_id, row.kind, row.status, row.side, row.start, row.target, row.duration,
            row.calendar_days, row.constraint, row.constraint_on, row.deadline, row.pinned,
            row.actual_start, row.actual_finish, row.progress,
        )
        for row in rows
    ]  # fmt: skip
    preds: list[list[tuple[int, LinkType, int, bool]]] = [[] for _ in facts]
    succs: list[list[tuple[int, LinkType, int, bool]]] = [[] for _ in facts]
    for link in links:
        pred, succ = number[link.predecessor_id], number[link.successor_id]
        preds[succ].append((pred, link.type, link.lag, link.lag_calendar_days))
        succs[pred].append((succ, link.type, link.lag, link.lag_calendar_days))


def edits(scheduler: Scheduler, *, count: int = 100) -> Callable[[], float]:
    """Return a work that edits rows here and there and gives the 95th percentile in seconds."""
    source = random.Random(11)
    items = [row.id for row in scheduler.plan.rows if row.kind is RowKind.ITEM]

    def run() -> float:
        times = []
        for _ in range(count):
            row_id, duration = source.choice(items), 1 + source.randrange(12)
            begin = time.perf_counter()
            scheduler.edit({row_id: {"duration": duration}})
            scheduler.late()
            times.append(time.perf_counter() - begin)
        return statistics.quantiles(times, n=20)[-1]

    return run


def held(rows: list[PlanRow], links: list[Dependency]) -> Drag:
    """Return a plan held ready for previews."""
    plan = PlanInput(
        project=Project(id=1, uid="p", customer_id=1, code="P", name="Plan", start=START),
        rows=rows, links=links, baseline=None, baseline_rows=(), slips=(), outcomes=(),
        meetings=(), signed_on=None, golden_days=90, value_reached_on=None,
    )  # fmt: skip
    return Drag(plan, CALENDARS, TODAY)


def aims(rows: list[PlanRow], links: list[Dependency]) -> Callable[[], float]:
    """Return a work that leads a link over rows and gives the 95th percentile of one target."""
    drag, source = held(rows, links), random.Random(5)
    items = [row.id for row in rows if row.kind is RowKind.ITEM]
    slacks = [1] * len(rows)
    drag.tightened(slacks)

    def run() -> float:
        times = []
        for _ in range(10):
            place = source.randrange(len(items) - 11)
            for after in items[place + 1 : place + 11]:
                link = Dependency(
                    id=-1, project_id=1, predecessor_id=items[place], successor_id=after
                )
                begin = time.perf_counter()
                if not drag.comes_round(link) and not drag.show({}, (), (link,)):
                    drag.tightened(slacks)
                times.append(time.perf_counter() - begin)
        return statistics.quantiles(times, n=20)[-1]

    return run


def drags(rows: list[PlanRow], links: list[Dependency]) -> Callable[[], float]:
    """Return a work that drags rows about and gives the 95th percentile of one preview."""
    drag = held(rows, links)
    source = random.Random(5)
    items = [row.id for row in rows if row.kind is RowKind.ITEM]

    def run() -> float:
        times = []
        for _ in range(10):
            row_id = source.choice(items)
            for duration in range(6, 16):
                begin = time.perf_counter()
                drag.show({row_id: {"duration": duration}})
                times.append(time.perf_counter() - begin)
        return statistics.quantiles(times, n=20)[-1]

    return run


def cases(_folder: Path) -> Iterable[Case]:
    """Measure plans in memory."""
    for size in SIZES:
        rows, links = plan_rows(size)

        def compiled(rows: list[PlanRow] = rows, links: list[Dependency] = links) -> Forecast:
            return compile_plan(rows, links, CALENDARS, TODAY, START)

        plan = compiled()
        schedule(plan.arrays)
        floor = Floor(plan)

        def compile_once(make: Callable[[], Forecast] = compiled) -> None:
            make()

        def walk(rows: list[PlanRow] = rows, links: list[Dependency] = links) -> None:
            one_walk(rows, links)

        def full(arrays: Arrays = plan.arrays) -> None:
            schedule(arrays)

        yield Case(f"schedule: all of {size:,} rows", full, FULL_LIMIT, floor.run, rounds=7)
        yield Case(
            f"schedule: compile {size:,} records", compile_once, COMPILE_LIMIT, walk, rounds=7
        )
        if size == SIZES[0]:
            scheduler = Scheduler(rows, links, CALENDARS, TODAY, START)
            yield Case(
                f"schedule: one edit of {size:,}, p95", edits(scheduler), EDIT_LIMIT, rounds=7
            )
            yield Case(
                f"schedule: one preview of {size:,}, p95",
                drags(rows, links),
                PREVIEW_LIMIT,
                rounds=7,
            )
            yield Case(
                f"schedule: one target of a link of {size:,}, p95",
                aims(rows, links),
                PREVIEW_LIMIT,
                rounds=7,
            )
