"""Projects come out of the store with everything computed, alone and in bulk."""

from datetime import date, timedelta

import pytest

from csdesk.app.queries.plans import load_project, load_projects
from csdesk.data.store import Store
from csdesk.domain.codes import DealKind, MilestoneKind, ProjectStatus, RowKind, Side, Status
from csdesk.domain.errors import UserError
from csdesk.domain.records import (
    Baseline,
    BaselineRow,
    Calendar,
    Contract,
    Customer,
    DayOff,
    Deal,
    Dependency,
    Outcome,
    PlanRow,
    Project,
)
from tests.support import TODAY, make_contact, make_customer, make_project

MONDAY = date(2026, 11, 23)


def row(project: Project, title: str, **values: object) -> PlanRow:
    return PlanRow(
        uid=f"uid-{title}", customer_id=project.customer_id, project_id=project.id, title=title,
        **values,  # type: ignore[arg-type]
    )  # fmt: skip


def test_an_unknown_project_is_said(store: Store) -> None:
    with pytest.raises(UserError) as caught:
        load_project(store, 77)
    assert caught.value.code == "not_found"
    assert load_projects(store) == []


def test_rows_links_and_owners(store: Store) -> None:
    customer = make_customer(store, golden_days=60)
    contact = make_contact(store, customer.id)
    project = make_project(store, customer.id)
    with store.write("rows.add") as unit:
        phase = unit.add(row(project, "phase", kind=RowKind.PHASE, position=1))
        second = unit.add(
            row(
                project,
                "second",
                parent_id=phase.id,
                position=2,
                side=Side.US,
                owner_user_id=store.actor.id,
                start=date(2026, 11, 20),
            )
        )
        first = unit.add(
            row(
                project,
                "first",
                parent_id=phase.id,
                position=1,
                side=Side.CUSTOMER,
                owner_contact_id=contact.id,
                start=MONDAY,
                target=date(2026, 11, 24),
            )
        )
        unit.add(Dependency(project_id=project.id, predecessor_id=first.id, successor_id=second.id))
        baseline = unit.add(Baseline(project_id=project.id, name="B", agreed_on=TODAY))
        unit.add(BaselineRow(baseline_id=baseline.id, row_id=first.id, finish=MONDAY))
        inside = load_project(unit, project.id)
    loaded = load_project(store, project.id)
    assert loaded.state == inside.state
    assert loaded.state.today == TODAY
    assert loaded.state.order == (phase.id, first.id, second.id)
    assert loaded.owner_names == {phase.id: "", first.id: "Jo Buyer", second.id: "Ann Example"}
    assert loaded.state.rows[second.id].start == date(2026, 11, 25)
    assert loaded.state.rows[first.id].slip == 1
    assert loaded.plan.golden_days == 60
    assert set(loaded.rows) == set(loaded.state.rows)


def test_calendars_of_customer_and_project(store: Store) -> None:
    with store.write("customers.create") as unit:
        calendar = unit.add(Calendar(name="own", country="CN"))
        unit.add(DayOff(calendar_id=calendar.id, day=MONDAY, name="Moving"))
    chinese = make_customer(store, "CN", country="CN")
    own = make_customer(store, "OWN", calendar_id=calendar.id)
    plain = make_customer(store, "US")
    ids = [make_project(store, one.id).id for one in (chinese, own, plain)]
    by_country, by_calendar, ours = load_projects(store, ids)
    holiday = date(2026, 10, 5)
    assert not by_country.calendars.customer.is_working(holiday)
    assert by_country.calendars.us.is_working(holiday)
    assert by_country.calendars.customer.is_working(MONDAY)
    assert not by_calendar.calendars.project.is_working(MONDAY)
    assert ours.calendars.customer is ours.calendars.us
    assert by_country.calendars.us is by_calendar.calendars.us


def test_the_window_follows_the_deals(store: Store) -> None:
    customer = make_customer(store)
    project = make_project(store, customer.id)
    assert load_project(store, project.id).plan.signed_on is None
    with store.write("deals.create") as unit:
        unit.add(
            Contract(customer_id=customer.id, start=date(2026, 9, 1), signed_on=date(2026, 8, 20))
        )
    assert load_project(store, project.id).plan.signed_on == date(2026, 8, 20)
    with store.write("deals.create") as unit:
        first = unit.add(
            Deal(customer_id=customer.id, closed_on=date(2026, 9, 14), kind=DealKind.NEW)
        )
        second = unit.add(
            Deal(customer_id=customer.id, closed_on=date(2026, 10, 1), kind=DealKind.EXPANSION)
        )
    assert load_project(store, project.id).plan.signed_on == first.closed_on
    with store.write("deals.update") as unit:
        unit.update(Deal, first.id, value_on=date(2026, 11, 2))
    assert load_project(store, project.id).plan.signed_on == second.closed_on
    with store.write("projects.update") as unit:
        unit.update(Project, project.id, deal_id=first.id)
    loaded = load_project(store, project.id)
    assert loaded.plan.signed_on == first.closed_on
    assert loaded.plan.value_reached_on == date(2026, 11, 2)
    window = loaded.state.window
    assert window is not None
    assert (window.since, window.first_value_on) == (date(2026, 11, 2), date(2026, 11, 2))
    assert window.last_day == date(2026, 11, 2) + timedelta(90)
    with store.write("projects.update") as unit:
        unit.update(Project, project.id, status=ProjectStatus.FINISHED)
    window = load_project(store, project.id).state.window
    assert window is not None
    assert (window.reached, window.since, window.value_on) == (True, None, date(2026, 11, 2))
    assert window.last_day == first.closed_on + timedelta(90)


def test_a_confirmed_outcome_reaches_value(store: Store) -> None:
    customer = make_customer(store)
    project = make_project(store, customer.id)
    with store.write("rows.add") as unit:
        value = unit.add(
            row(project, "value", kind=RowKind.MILESTONE, milestone_kind=MilestoneKind.VALUE)
        )
        outcome = unit.add(
            Outcome(
                customer_id=customer.id,
                project_id=project.id,
                milestone_id=value.id,
                day=date(2026, 11, 18),
                title="Overtime down",
            )
        )
    assert load_project(store, project.id).plan.value_reached_on is None
    with store.write("outcomes.update") as unit:
        unit.update(Outcome, outcome.id, said_by="Guo Wei")
    assert load_project(store, project.id).plan.value_reached_on == date(2026, 11, 18)
    with store.write("rows.set") as unit:
        unit.update(PlanRow, value.id, status=Status.DONE, actual_finish=date(2026, 11, 19))
    assert load_project(store, project.id).plan.value_reached_on == date(2026, 11, 19)


def test_bulk_equals_one_by_one(store: Store) -> None:
    projects = []
    for number in range(4):
        customer = make_customer(store, f"C{number}", country="CN" if number % 2 else "")
        projects.append(make_project(store, customer.id, items=number + 1))
    loaded = load_projects(store)
    assert [one.project.id for one in loaded] == [one.id for one in projects]
    for one in loaded:
        alone = load_project(store, one.project.id)
        assert alone.state == one.state
        assert isinstance(alone.customer, Customer)
    other_day = date(2027, 2, 1)
    assert load_project(store, projects[0].id, other_day).state.today == other_day
