"""What the plan screen shows of one project."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from csdesk.app.queries.owners import OwnerChoice, owner_choices
from csdesk.app.queries.plans import LoadedProject, read_projects
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.free_slack import free_slacks
from csdesk.domain.link_text import row_marks
from csdesk.domain.records import (
    Baseline,
    BaselineRow,
    Contact,
    Customer,
    Dependency,
    PlanRow,
    Project,
    User,
)
from csdesk.domain.repeats import occurrences
from csdesk.domain.state import PlanInput, ProjectState, RowState
from csdesk.domain.status_rules import calendar_of
from csdesk.i18n import Translator
from csdesk.layout.day_marks import chart_days
from csdesk.layout.days import DayLookup


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanScreenData:
    """A plan in tree order with what is computed about it; `days` answers for the chart.

    `compared` is a baseline besides the current one, with its dates by row; `marks` are what rows
    are called (A12, M1).
    """

    project: Project
    customer: Customer
    state: ProjectState
    rows: Mapping[int, PlanRow]
    links: tuple[Dependency, ...]
    owner_names: Mapping[int, str]
    owners: tuple[OwnerChoice, ...]
    baseline: Baseline | None
    days: DayLookup
    plan: PlanInput
    calendars: Calendars
    calendar: WorkCalendar  # the project's: slips and variances count on it
    marks: Mapping[int, str]
    followed: Mapping[int, tuple[Dependency, ...]]  # the links by the row that follows
    baselines: tuple[Baseline, ...]  # the latest first
    compared: Baseline | None = None
    compared_rows: Mapping[int, BaselineRow] = field(default_factory=dict)
    free_slack: Mapping[int, int] = field(default_factory=dict)  # empty unless asked for
    parents: frozenset[int] = field(default=frozenset())  # rows that hold others
    repeats: Mapping[int, tuple[date, ...]] = field(default_factory=dict)  # row -> its days

    def state_of(self, row_id: int) -> RowState | None:
        """Return what is computed about a row."""
        return self.state.rows.get(row_id)

    def agreed_of(self, row_id: int) -> tuple[date | None, date | None]:
        """Return start and finish in the baseline that variances are counted from."""
        if self.compared is not None:
            kept = self.compared_rows.get(row_id)
            return (kept.start, kept.finish) if kept is not None else (None, None)
        state = self.state_of(row_id)
        return (state.agreed_start, state.agreed) if state is not None else (None, None)

    def variance_of(self, row_id: int) -> tuple[int | None, int | None]:
        """Return by how many working days start and finish lie after that baseline."""
        state, (start, finish) = self.state_of(row_id), self.agreed_of(row_id)
        if state is None:
            return None, None
        return self._days(start, state.start), self._days(finish, state.finish)

    def _days(self, agreed: date | None, now: date | None) -> int | None:
        if agreed is None or now is None:
            return None
        return self.calendar.days_after(agreed, now)


def count_rows(store: Store, *, project_id: int) -> int:
    """Return how many rows a plan has: tells whether reading it takes long."""
    with store.read() as reader:
        return reader.count(PlanRow, project_id=project_id)


def load_plan(
    store: Store,
    *,
    project_id: int,
    translator: Translator,
    compare_id: int | None = None,
    with_free_slack: bool = False,
) -> PlanScreenData:
    """Return a project's plan as of today; names of holidays in the translator's language.

    `compare_id` is a baseline to compare with; one that is gone, or is the current one, is left
    out.
    """
    today = store.today()
    with store.read() as reader:
        facts = read_projects(reader, [project_id])
        users = reader.find(User, order_by=("name", "id"))
        customer_id = facts.projects[0][0].customer_id
        contacts = reader.find(Contact, customer_id=customer_id, order_by=("name", "id"))
        baselines = reader.find(Baseline, project_id=project_id, order_by=("-agreed_on", "-id"))
        compared = next((one for one in baselines if one.id == compare_id), None)
        if compared is not None and compared.current:
            compared = None
        kept = _rows_of(reader, compared)
    loaded = facts.loaded(today)[0]
    followed: dict[int, list[Dependency]] = {}
    for link in loaded.plan.links:
        followed.setdefault(link.successor_id, []).append(link)
    return PlanScreenData(
        project=loaded.project,
        customer=loaded.customer,
        state=loaded.state,
        rows=loaded.rows,
        links=tuple(loaded.plan.links),
        owner_names=loaded.owner_names,
        owners=owner_choices(users, contacts),
        baseline=loaded.plan.baseline,
        days=chart_days(loaded.calendars, translator),
        plan=loaded.plan,
        calendars=loaded.calendars,
        calendar=loaded.calendars.project,
        marks=row_marks(loaded.plan.rows),
        followed={row_id: tuple(links) for row_id, links in followed.items()},
        baselines=tuple(baselines),
        compared=compared,
        compared_rows=kept,
        free_slack=(free_slacks(loaded.plan, loaded.calendars, today) if with_free_slack else {}),
        parents=frozenset(
            row.parent_id for row in loaded.rows.values() if row.parent_id is not None
        ),
        repeats=repeats_of(loaded),
    )


def repeats_of(loaded: LoadedProject) -> dict[int, tuple[date, ...]]:
    """Return the days of the rows that are held more than once."""
    found = {}
    for row in loaded.rows.values():
        start = row.start or row.actual_start
        if row.repeats and start is not None:
            calendar = calendar_of(row, loaded.calendars)
            found[row.id] = occurrences(row.repeats, start, calendar)
    return found


def _rows_of(reader: Reader, baseline: Baseline | None) -> dict[int, BaselineRow]:
    if baseline is None:
        return {}
    return {row.row_id: row for row in reader.find(BaselineRow, baseline_id=baseline.id)}
