"""A file of every released schema opens, holds what it held, and can be edited and undone."""

from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from csdesk.app.commands import projects
from csdesk.data import backup
from csdesk.data.cipher import driver
from csdesk.data.identity import read_header
from csdesk.data.migrations import SCHEMA_VERSION
from csdesk.data.orm import MODELS
from csdesk.data.store import Store
from csdesk.domain.records import Customer, PlanRow
from tests.data.schema_files import rebuild, schema_file
from tests.data.world import fill, snapshot
from tests.support import CLOCK, add_row, create_store, make_customer, make_project

NOT_RECORDS = 3  # of Alembic, and the two of the journal; from schema 7 on the drafts
RELEASED = range(1, SCHEMA_VERSION + 1)


def test_every_schema_left_a_file() -> None:
    assert [number for number in RELEASED if not schema_file(number).exists()] == []


@pytest.mark.parametrize("number", RELEASED)
def test_a_file_of_this_schema_opens_with_all_it_held(number: int, tmp_path: Path) -> None:
    path = tmp_path / "old.csdesk"
    rebuild(number, path)
    store = Store.open(path, clock=CLOCK)
    assert store.verify_journal() == []
    before = snapshot(store)
    text = schema_file(number).read_text("utf-8")
    held = [kind for kind in MODELS if f"CREATE TABLE {MODELS[kind].__tablename__} " in text]
    assert len(held) == text.count("CREATE TABLE") - NOT_RECORDS - (number >= 7)
    assert all(before[kind.__name__] for kind in held)
    with store.write("rename") as unit:
        unit.update(Customer, 1, name="Renamed")
    store.undo()
    assert snapshot(store) == before
    store.close()
    assert backup.check(path).problems == ()


def test_an_older_schema_is_backed_up_before_it_is_migrated(tmp_path: Path) -> None:
    path = tmp_path / "old.csdesk"
    rebuild(1, path)
    with path.open("rb+") as file:  # as a file whose migration has not been counted yet
        file.seek(60)
        file.write((0).to_bytes(4, "big"))
    store = Store.open(path, clock=CLOCK)
    assert [one.reason for one in backup.list_backups(path)] == ["open", "migration"]
    store.close()
    header = read_header(path)
    assert header is not None
    assert header.schema == SCHEMA_VERSION


def test_the_newest_file_is_what_this_version_writes(store: Store, tmp_path: Path) -> None:
    fill(store)
    rebuild(SCHEMA_VERSION, tmp_path / "newest.csdesk")
    opened = Store.open(tmp_path / "newest.csdesk", clock=CLOCK, backups=False)
    assert snapshot(opened).keys() == snapshot(store).keys()
    assert snapshot(opened)["PlanRow"] == snapshot(store)["PlanRow"]
    opened.close()


def test_a_deletion_from_before_a_column_can_be_undone(tmp_path: Path) -> None:
    path = tmp_path / "old.csdesk"
    store = create_store(path)
    project = make_project(store, make_customer(store).id)
    with store.write("add") as unit:
        row = add_row(unit, project, "first")
    projects.delete(store, project_id=project.id)
    store.close()
    with closing(driver().connect(str(path), isolation_level=None)) as file:
        found = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for (name,) in found:
            file.execute(f"DROP TRIGGER {name}")
        file.execute(
            "UPDATE journal_change SET before = json_remove(before, '$.repeats', '$.source_uid')"
            " WHERE entity = 'PlanRow' AND action = 'delete'"
        )
    store = Store.open(path, clock=CLOCK)
    store.undo()
    with store.read() as reader:
        assert reader.get(PlanRow, row.id) == replace(row, version=row.version + 1)
    store.close()
