"""Why a row lies where it lies: the causes of its start as codes; words are made by others."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import Constraint, LinkType, RowKind, Status
from csdesk.domain.engine.arrays import CAPPED, CAPPED_POINT, GONE, RUNNING, STILL, UNSET
from csdesk.domain.forecast import Forecast, contradictions, forecast
from csdesk.domain.network import NONE, Link
from csdesk.domain.passes import link_bounds, link_day
from csdesk.domain.state import PlanInput


@dataclass(frozen=True, kw_only=True, slots=True)
class Why:
    """One cause in the chain.

    Codes that go on with another row: `link` (of `row_id`, from `other_id`, with type and lag),
    `leads` (a milestone waits for an item that leads to it), `first_row` (a phase begins with
    `other_id`), `gate` (the phase `other_id` lets nothing begin before `day`). Codes that end the
    chain: `actual`, `set_by_person` (a stored date), `pinned`, `fixed`, `not_before`, `not_later`,
    `hold_until`, `project_start`, `today`, `cancelled`, `undated`. Besides: `days_off` (`count`
    days off were skipped before the start), `contradiction` (the stored dates, of which `day` is
    the first, are earlier than the link from `other_id` allows), `cycle` (`circle` names rows that
    wait for each other; their links are left out).
    """

    code: str
    row_id: int
    day: date | None = None
    other_id: int | None = None
    link_type: LinkType | None = None
    lag: int = 0
    lag_calendar_days: bool = False
    count: int = 0
    circle: tuple[int, ...] = ()


def why(plan: PlanInput, calendars: Calendars, today: date, row_id: int) -> tuple[Why, ...]:
    """Return the causes of a row's start, from the row back to what began it all."""
    return why_in(forecast(plan.rows, plan.links, calendars, today, plan.project.start), row_id)


def why_in(plan: Forecast, row_id: int) -> tuple[Why, ...]:
    """Return the causes of a row's start in a plan that is placed."""
    chain = _Chain(plan)
    row = plan.number[row_id]
    for cycle in plan.network.cycles:
        if row in cycle:
            circle = tuple(plan.rows[one].id for one in cycle)
            chain.add("cycle", row, circle=circle)
    asked, against = row, contradictions(plan)[row]
    seen: set[int] = set()
    while row != NONE and row not in seen:
        seen.add(row)
        row = chain.step(row)
    if against != NONE:
        chain.contradict(asked, against)
    return tuple(chain.steps)


_HOLD = frozenset({"pinned", "fixed", "not_later"})  # what keeps a row though a link forbids it


class _Chain:
    """The causes found so far."""

    def __init__(self, plan: Forecast) -> None:
        self.plan = plan
        self.arrays = plan.arrays
        self.steps: list[Why] = []

    def add(
        self,
        code: str,
        row: int,
        day: int = UNSET,
        other: int = NONE,
        link: Link | None = None,
        count: int = 0,
        circle: tuple[int, ...] = (),
    ) -> None:
        """Note a cause."""
        self.steps.append(
            Why(
                code=code,
                row_id=self.plan.rows[row].id,
                day=date.fromordinal(day) if day else None,
                other_id=None if other == NONE else self.plan.rows[other].id,
                link_type=None if link is None else link.type,
                lag=0 if link is None else link.lag,
                lag_calendar_days=link is not None and link.lag_calendar_days,
                count=count,
                circle=circle,
            )
        )

    def contradict(self, row: int, other: int) -> None:
        """Note what a row's dates contradict: first if they hold all the same, else last."""
        plan = self.plan
        day = plan.planned_starts[row] or plan.planned_finishes[row]
        place = next((n for n, one in enumerate(self.steps) if one.code in _HOLD), None)
        self.add("contradiction", row, day, other)
        if place is not None and self.steps[place].row_id == plan.rows[row].id:
            self.steps.insert(place, self.steps.pop())

    def step(self, row: int) -> int:
        """Note why one row starts when it does; return the row that it goes on with, or NONE."""
        a, plan = self.arrays, self.plan
        start = a.starts[row]
        if plan.summary[row]:
            return self._phase(row, start)
        mode = a.modes[row]
        if mode in (STILL, RUNNING, GONE):
            self.add(self._kept(row), row, start)
            return NONE
        bounds = link_bounds(a, row, a.starts, a.finishes)
        gate = a.gates[a.gate_of(row)]
        if mode in (CAPPED, CAPPED_POINT) and self._is_capped(row, max(bounds.start, gate)):
            self.add("not_later", row, a.latest[row])
            return NONE
        driver = plan.drivers[row]
        if driver == bounds.finish_driver != NONE and bounds.finish == a.finishes[row]:
            return self._link(row, driver, bounds.finish, of_start=False)
        if bounds.start >= gate and driver == bounds.start_driver != NONE:
            return self._link(row, driver, bounds.start, of_start=True)
        if gate and gate >= max(bounds.start, a.floors[row], a.planned_starts[row]):
            return self._gate(row, a.parents[row], gate)
        self._own(row, start, bound=max(bounds.start, gate))
        return NONE

    def _kept(self, row: int) -> str:
        """Return why nothing moves a row."""
        record, status = self.plan.rows[row], self.plan.statuses[row]
        if status is Status.CANCELLED:
            return "cancelled"
        if status is Status.DONE or self.arrays.modes[row] == RUNNING:
            known = record.actual_start is not None or record.actual_finish is not None
            return "actual" if known else "set_by_person"
        return "pinned" if record.pinned else "fixed"

    def _is_capped(self, row: int, bound: int) -> bool:
        """Whether a row would start later but for its "not later"."""
        a = self.arrays
        natural = max(bound, a.floors[row] if bound else a.alone[row], a.planned_starts[row])
        point = a.points[row]
        natural = natural if point else a.tables[row].first[natural]
        return natural > a.starts[row]

    def _phase(self, row: int, start: int) -> int:
        for child in self.plan.network.children[row]:
            if self.arrays.starts[child] == start and self.arrays.counts[child]:
                self.add("first_row", row, start, child)
                return child
        self.add("undated", row)
        return NONE

    def _link(
        self, row: int, driver: int, bound: int, *, of_start: bool, closes: bool = False
    ) -> int:
        """Note the link by which `driver` holds a row; of a phase `closes` names the gate."""
        a = self.arrays
        for link in self.plan.network.preds[row]:
            if link.pred != driver:
                continue
            start, finish = a.starts[driver], a.finishes[driver]
            day, binds_start = link_day(a, link, start, finish, closes=closes)
            if day == bound and binds_start == of_start:
                self.add("leads" if link.implied else "link", row, day, driver, link)
                if of_start and not link.lag and not (closes or a.points[row]):
                    from_finish = link.type is LinkType.FS
                    self._days_off(row, a.nexts[driver] if from_finish else a.begins[driver])
                return driver
        return driver

    def _days_off(self, row: int, day: int) -> None:
        """Note how many days off lie before the start of a row that might have begun on `day`."""
        start = self.arrays.tables[row].first[day]
        if start > day:
            self.add("days_off", row, start, count=start - day)

    def _gate(self, row: int, phase: int, gate: int) -> int:
        """Note the phase that holds a row back, and why it does."""
        a = self.arrays
        closes = a.closes(row)
        above = a.parents[phase]
        while above != NONE and a.gates[a.gate(above, closes=closes)] == gate:
            phase, above = above, a.parents[above]
        self.add("gate", row, gate, phase)
        driver = a.gate_drivers[a.gate(phase, closes=closes)]
        if driver == NONE:
            self._own(phase, gate, bound=gate)
            return NONE
        return self._link(phase, driver, gate, of_start=True, closes=closes)

    def _own(self, row: int, start: int, *, bound: int) -> None:
        """Note which of a row's own dates it starts on."""
        a, plan, record = self.arrays, self.plan, self.plan.rows[row]
        planned = UNSET if plan.summary[row] else a.planned_starts[row]
        on = UNSET
        if record.constraint is Constraint.NOT_BEFORE and record.constraint_on is not None:
            on = record.constraint_on.toordinal()
        hold = UNSET
        if record.status is Status.ON_HOLD and record.resume_on is not None:
            hold = record.resume_on.toordinal()
        project = UNSET if bound or planned else plan.project_start
        causes = [
            ("not_before", on),
            ("hold_until", hold),
            ("project_start", project),
            ("set_by_person", planned),
            ("today", UNSET if plan.summary[row] else plan.today),
        ]
        code, day = max(causes, key=lambda cause: cause[1])
        if planned == start and day != planned:
            code, day = "set_by_person", planned
        self.add(code, row, day or start)
        if record.kind is RowKind.ITEM and code != "set_by_person":
            self._days_off(row, day)
