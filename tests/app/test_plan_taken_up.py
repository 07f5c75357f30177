"""Plans taken up later, shifted and copied: what is unfinished lies where it can be kept."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from csdesk.app.commands import customers, plan, plan_shift, reschedule, row_copies
from csdesk.app.queries.plans import load_project
from csdesk.data.store import Store
from csdesk.domain.codes import Constraint, RowKind, Status
from csdesk.domain.follow import Follow
from csdesk.domain.records import Dependency, PlanRow, Project
from tests.support import add_row, make_customer, make_project, make_store

DAY = date(2026, 12, 7)
MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)
HELD = {"status": Status.ON_HOLD, "hold_reason": "Audit", "resume_on": date(2026, 11, 25)}
BEGUN = {"status": Status.IN_PROGRESS, "actual_start": date(2026, 11, 9)}


@pytest.fixture
def project(store: Store) -> Project:
    return make_project(store, make_customer(store, country="US").id, start=date(2026, 11, 2))


def add(store: Store, project: Project, **values: object) -> PlanRow:
    with store.write("add") as unit:
        phase = unit.first(PlanRow, kind=RowKind.PHASE)
        if phase is None:
            phase = add_row(unit, project, "Phase", kind=RowKind.PHASE)
        return add_row(unit, project, "Row", **{"parent_id": phase.id, "duration": 5, **values})


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"kind": RowKind.MILESTONE, "duration": 0},
        {"target": date(2026, 12, 8)},
        {"start": MONDAY, "target": TUESDAY, "duration": 2},
        {"start": MONDAY, "target": TUESDAY, "duration": 2, **HELD},
        {"constraint": Constraint.NOT_BEFORE, "constraint_on": MONDAY},
    ],
)
def test_nothing_that_has_not_begun_lies_before_the_day(
    store: Store, project: Project, values: dict[str, object]
) -> None:
    row = add(store, project, **values)
    before = load_project(store, project.id)
    start = before.state.rows[row.id].start
    assert start is not None
    assert start < DAY
    plan_shift.start_work_from(store, project_id=project.id, day=DAY)
    after = load_project(store, project.id)
    assert after.state.rows[row.id].start == DAY
    assert (after.rows[row.id].target is None) == (row.target is None)
    store.undo()
    assert load_project(store, project.id).state == before.state


def test_rows_without_dates_go_on_following_each_other(store: Store, project: Project) -> None:
    first, second = add(store, project), add(store, project)
    with store.write("link") as unit:
        unit.add(Dependency(project_id=project.id, predecessor_id=first.id, successor_id=second.id))
    plan_shift.start_work_from(store, project_id=project.id, day=DAY)
    after = load_project(store, project.id)
    assert after.rows[first.id].constraint is Constraint.NOT_BEFORE
    assert after.rows[second.id] == second
    assert after.state.rows[second.id].start == date(2026, 12, 14)


@pytest.mark.parametrize(
    ("values", "finish"),
    [
        ({"progress": 80, **BEGUN}, date(2026, 12, 8)),
        (BEGUN, date(2026, 12, 8)),
        ({"blocked_by_hand": "No file", "blocked_since": date(2026, 11, 12), **BEGUN},
         date(2026, 12, 16)),
        ({**BEGUN, **HELD}, date(2026, 12, 8)),
    ],
)  # fmt: skip
def test_what_runs_has_what_is_left_of_it_from_the_day_on(
    store: Store, project: Project, values: dict[str, object], finish: date
) -> None:
    dates = {"start": date(2026, 11, 9), "target": date(2026, 11, 20), "duration": 10}
    row = add(store, project, **dates, **values)
    plan_shift.start_work_from(store, project_id=project.id, day=DAY)
    after = load_project(store, project.id)
    its = after.state.rows[row.id]
    assert (its.start, its.finish, after.rows[row.id].target) == (
        date(2026, 11, 9), finish, finish,
    )  # fmt: skip


@pytest.mark.parametrize("days", [-3, -1, 1, 2])
def test_a_row_that_ends_on_a_day_off_keeps_its_length(
    store: Store, project: Project, days: int
) -> None:
    friday, saturday = date(2026, 12, 4), date(2026, 12, 5)
    row = add(store, project, start=friday, target=saturday, duration=1)
    plan_shift.shift(store, project_id=project.id, days=days)
    after = load_project(store, project.id)
    moved = after.rows[row.id]
    assert moved.start == moved.target == after.calendars.us.add(friday, days)


@pytest.fixture
def two_countries(tmp_path: Path) -> Iterator[tuple[Store, int]]:
    """A plan over New Year between us in China and a customer in the United States."""
    store = make_store(tmp_path / "two.csdesk", country="CN")
    customer = customers.create(store, name="Abroad", country="US")
    made = plan.apply_template(
        store, customer_id=customer.id, template_code="light-30", start=date(2026, 12, 1)
    )
    assert fits(store, made.project.id)
    yield store, made.project.id
    store.close()


def fits(store: Store, project_id: int) -> bool:
    """Whether all promises are those of the forecast, and no row contradicts its links."""
    loaded = load_project(store, project_id)
    return all(
        its.contradiction is None and loaded.rows[row_id].target in (None, its.finish)
        for row_id, its in loaded.state.rows.items()
    )


@pytest.mark.parametrize("days", [1, 5, 13, 20, 45])
def test_a_plan_of_two_countries_is_shifted_to_dates_that_it_can_keep(
    two_countries: tuple[Store, int], days: int
) -> None:
    store, project_id = two_countries
    before = load_project(store, project_id)
    plan_shift.shift(store, project_id=project_id, days=days)
    assert fits(store, project_id)
    after = load_project(store, project_id)
    for row_id, row in before.rows.items():
        if row.start is not None and not row.kind.is_summary:
            calendar = after.calendars.of(row.side)
            moved = after.rows[row_id].start
            assert moved is not None
            assert moved >= calendar.add(row.start, days)
    store.undo()
    assert load_project(store, project_id).state == before.state


def test_followers_in_another_country_move_along_to_dates_that_they_can_keep(
    two_countries: tuple[Store, int],
) -> None:
    store, project_id = two_countries
    first = min(
        (row for row in load_project(store, project_id).plan.rows if row.kind is RowKind.ITEM),
        key=lambda row: row.start or date.max,
    )
    assert first.target is not None
    target = first.target + timedelta(days=28)
    reschedule.move(store, row_id=first.id, target=target, cause=None, follow=Follow.ALL)
    after = load_project(store, project_id)
    assert not any(its.contradiction for its in after.state.rows.values())


@pytest.mark.parametrize("country", ["SA", "CN", "US"])
def test_a_plan_copied_into_another_country_has_dates_that_it_can_keep(
    two_countries: tuple[Store, int], country: str
) -> None:
    store, project_id = two_countries
    there = make_project(store, make_customer(store, country=country).id, start=date(2027, 1, 11))
    tops = [row.id for row in load_project(store, project_id).plan.rows if row.parent_id is None]
    made = row_copies.copy(store, row_ids=tops, project_id=there.id)
    assert len(made.rows) == len(load_project(store, project_id).plan.rows)
    assert fits(store, there.id)
