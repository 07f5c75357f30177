"""Periods on hold: kept with the status, taken back with it, counted in the golden window."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csdesk.app.commands import deals, projects
from csdesk.app.queries.plans import load_project
from csdesk.data.store import Store
from csdesk.domain.codes import ProjectStatus
from csdesk.domain.records import Customer, Project, ProjectHold
from tests.data.test_migration_holds import Days
from tests.support import TODAY, make_customer, make_project, make_store

SIGNED = TODAY - timedelta(10)


@pytest.fixture
def clock() -> Days:
    return Days()


@pytest.fixture
def store(tmp_path: Path, clock: Days) -> Iterator[Store]:
    path = tmp_path / "w.csdesk"
    make_store(path).close()
    opened = Store.open(path, clock=clock, backups=False)
    yield opened
    opened.close()


@pytest.fixture
def project(store: Store) -> int:
    customer = make_customer(store)
    deals.create(store, customer_id=customer.id, closed_on=SIGNED)
    return make_project(store, customer.id, items=2).id


def periods(store: Store, project_id: int) -> list[tuple[date, date | None, str]]:
    with store.read() as reader:
        found = reader.find(ProjectHold, project_id=project_id)
    return [(one.since, one.until, one.reason) for one in found]


def hold_days(store: Store, project_id: int) -> int:
    window = load_project(store, project_id).state.window
    assert window is not None
    return window.hold_days


def test_the_days_on_hold_are_shown_and_not_deducted(
    store: Store, project: int, clock: Days
) -> None:
    assert hold_days(store, project) == 0
    projects.hold(store, project_id=project, reason="Season")
    clock.go(4)
    assert hold_days(store, project) == 4
    projects.resume(store, project_id=project)
    clock.go(7)
    assert hold_days(store, project) == 4
    window = load_project(store, project).state.window
    assert window is not None
    assert (window.day, window.last_day) == (21, SIGNED + timedelta(90))
    projects.hold(store, project_id=project, reason="Budget")
    clock.go(2)
    assert hold_days(store, project) == 6
    projects.cancel(store, project_id=project)
    assert periods(store, project) == [
        (TODAY, TODAY + timedelta(4), "Season"),
        (TODAY + timedelta(11), TODAY + timedelta(13), "Budget"),
    ]


def test_one_hold_stays_one_when_its_reason_changes(
    store: Store, project: int, clock: Days
) -> None:
    projects.hold(store, project_id=project, reason="Season")
    clock.go(3)
    projects.hold(store, project_id=project, reason="Season and budget", resume_on=date(2027, 1, 4))
    assert periods(store, project) == [(TODAY, None, "Season and budget")]
    projects.update(store, project_id=project, hold_reason="Budget")
    assert periods(store, project) == [(TODAY, None, "Budget")]
    again = projects.update(store, project_id=project, status="on_hold", name="New name")
    assert (again.hold_reason, again.resume_on) == ("Budget", date(2027, 1, 4))


def test_a_hold_of_less_than_a_day_leaves_nothing(store: Store, project: int) -> None:
    projects.hold(store, project_id=project, reason="By mistake")
    projects.resume(store, project_id=project)
    assert periods(store, project) == []


def test_undo_takes_hold_and_resume_back(store: Store, project: int, clock: Days) -> None:
    projects.hold(store, project_id=project, reason="Season")
    clock.go(3)
    projects.resume(store, project_id=project)
    store.undo()
    assert periods(store, project) == [(TODAY, None, "Season")]
    assert hold_days(store, project) == 3
    store.undo()
    assert periods(store, project) == []
    store.redo()
    store.redo()
    assert periods(store, project) == [(TODAY, TODAY + timedelta(3), "Season")]


STEPS = st.lists(
    st.tuples(st.sampled_from(["hold", "resume", "cancel", "undo", "redo"]), st.integers(0, 5)),
    max_size=10,
)


@settings(
    max_examples=30, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(steps=STEPS)
def test_whatever_is_done_a_period_is_open_just_while_on_hold(
    store: Store, clock: Days, steps: list[tuple[str, int]]
) -> None:
    with store.read() as reader:
        count = reader.count(Customer)
    owner = make_customer(store, f"C{count}")
    project = make_project(store, owner.id).id
    label = store.undo_label()
    assert label is not None
    for step, days in steps:
        last = store.undo_label()
        if step == "undo":
            if last is not None and last.entry_id > label.entry_id:
                store.undo()
        elif step == "redo":
            if store.redo_label() is not None:
                store.redo()
        elif step == "hold":
            projects.hold(store, project_id=project, reason="Season")
        else:
            getattr(projects, step)(store, project_id=project)
        clock.go(days)
        with store.read() as reader:
            held = reader.get(Project, project).status is ProjectStatus.ON_HOLD
        found = periods(store, project)
        assert [until for _, until, _ in found].count(None) == held
        ends = [day for since, until, _ in found for day in (since, until) if day is not None]
        assert ends == sorted(ends)
