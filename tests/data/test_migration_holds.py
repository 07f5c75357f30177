"""Schema 2 knows when projects were on hold before it, as far as the journal says."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from csdesk.app.commands import projects
from csdesk.data.opening import is_server
from csdesk.data.store import Store
from csdesk.domain.records import ProjectHold
from tests.support import TODAY, make_customer, make_project

Period = tuple[date, date | None, str]
NEW_IN_8 = ("goal_confirmation",)
NEW_IN_7 = (
    "handover", "handover_point", "manager_check", "agenda_item", "series_member",
    "meeting_series", "invitation", "draft",
)  # fmt: skip
ADDED_IN_7 = {
    "contact": ("successor_uid", "attitude", "value_text", "channel", "thanked_on"),
    "meeting": ("series_uid",),
}
NEW_IN_6 = ("returned_content", "returned_file")
NEW_IN_5 = (
    "meeting_entry", "defect", "criterion", "deliverable", "certificate", "story_consent",
    "support_request", "mail_template", "dispatch", "picture",
)  # fmt: skip


@dataclass(slots=True)
class Days:
    """A clock that a test moves from day to day."""

    day: date = TODAY

    def now(self) -> datetime:
        return datetime.combine(self.day, time(12), UTC)

    def today(self, timezone: str) -> date:
        return self.day

    def go(self, days: int) -> date:
        self.day += timedelta(days)
        return self.day


def periods(store: Store) -> list[Period]:
    with store.read() as reader:
        return [(one.since, one.until, one.reason) for one in reader.find(ProjectHold)]


def back_to_schema_1(address: str) -> None:
    """Take away what came after schema 1, as if an older version had written the workspace."""
    steps = [
        "ALTER TABLE project DROP COLUMN source_ref",
        *(f"ALTER TABLE plan_row DROP COLUMN {n}" for n in ("opens_day", "repeats", "source_uid")),
        *(f"DROP TABLE {name}" for name in (*NEW_IN_8, *NEW_IN_7, *NEW_IN_6, *NEW_IN_5)),
        "DROP INDEX ix_meeting_series_uid",
        *(
            f"ALTER TABLE {table} DROP COLUMN {name}"
            for table, names in ADDED_IN_7.items()
            for name in names
        ),
        *(f"DROP TABLE {name}" for name in ("tracker_return", "customer_word", "project_hold")),
        "UPDATE alembic_version SET version_num = '0001'",
    ]
    if is_server(address):
        engine = sa.create_engine(address)
        with engine.begin() as connection:
            for step in steps:
                connection.exec_driver_sql(step)
        engine.dispose()
        return
    with closing(sqlite3.connect(address)) as connection:
        for step in [*steps, "PRAGMA user_version = 1"]:
            connection.execute(step)
        connection.commit()


def opened_anew(address: str, clock: Days) -> Store:
    return Store.open(address if is_server(address) else Path(address), clock=clock, backups=False)


@pytest.fixture
def clock() -> Days:
    return Days()


def test_periods_are_read_from_the_journal(address: str, clock: Days) -> None:
    store = opened_anew(address, clock)
    project = make_project(store, make_customer(store).id).id
    gone = make_project(store, make_customer(store, "B").id).id
    projects.hold(store, project_id=project, reason="Season")
    projects.hold(store, project_id=gone, reason="Never seen again")
    second = clock.go(9)
    projects.resume(store, project_id=project)
    projects.delete(store, project_id=gone)
    third = clock.go(3)
    projects.update(store, project_id=project, status="on_hold", hold_reason="Budget")
    wanted: list[Period] = [(TODAY, second, "Season"), (third, None, "Budget")]
    assert periods(store) == wanted
    store.close()
    back_to_schema_1(address)
    again = opened_anew(address, clock)
    assert periods(again) == wanted
    assert again.verify_journal() == []
    clock.go(1)
    projects.finish(again, project_id=_accepted(again, project))
    assert periods(again)[1] == (third, clock.day, "Budget")
    again.close()


def _accepted(store: Store, project_id: int) -> int:
    projects.update(store, project_id=project_id, needs_acceptance=False)
    return project_id


def test_what_was_undone_was_never_on_hold(address: str, clock: Days) -> None:
    store = opened_anew(address, clock)
    project = make_project(store, make_customer(store).id).id
    projects.hold(store, project_id=project, reason="By mistake")
    clock.go(2)
    store.undo()
    began = clock.go(1)
    projects.hold(store, project_id=project, reason="Season")
    clock.go(4)
    projects.resume(store, project_id=project)
    store.undo()
    wanted: list[Period] = [(began, None, "Season")]
    assert periods(store) == wanted
    store.close()
    back_to_schema_1(address)
    again = opened_anew(address, clock)
    assert periods(again) == wanted
    again.close()


def test_a_purged_journal_leaves_the_past_unknown(workspace_path: Path, clock: Days) -> None:
    store = opened_anew(str(workspace_path), clock)
    customer = make_customer(store)
    project = make_project(store, customer.id).id
    projects.hold(store, project_id=project, reason="Season")
    store.purge_journal(customer.id)
    store.close()
    back_to_schema_1(str(workspace_path))
    again = opened_anew(str(workspace_path), clock)
    assert periods(again) == []
    clock.go(5)
    projects.resume(again, project_id=project)
    assert periods(again) == []
    again.close()


def test_undoing_a_hold_of_the_old_schema_leaves_no_days_behind(
    workspace_path: Path, clock: Days
) -> None:
    store = opened_anew(str(workspace_path), clock)
    project = make_project(store, make_customer(store).id).id
    projects.hold(store, project_id=project, reason="Season")
    store.close()
    with closing(sqlite3.connect(workspace_path)) as connection:  # as schema 1 wrote the command
        connection.execute("DROP TRIGGER journal_change_delete")
        connection.execute("DELETE FROM journal_change WHERE entity = 'ProjectHold'")
        connection.commit()
    again = opened_anew(str(workspace_path), clock)
    again.undo()
    assert periods(again) == [(TODAY, None, "Season")]  # the old entry does not know of it
    began = clock.go(6)
    projects.hold(again, project_id=project, reason="Budget")
    assert periods(again) == [(began, None, "Budget")]
    again.close()
