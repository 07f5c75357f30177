"""Backups: made while the file is in use, checked, thinned, restored without overwriting."""

import json
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from csdesk.data import backup
from csdesk.data.backup_contents import contents
from csdesk.data.migrations import SCHEMA_VERSION
from csdesk.data.store import Store
from csdesk.domain.errors import Cancelled, UserError
from csdesk.domain.records import Customer
from tests.support import CLOCK, make_customer, make_project, make_store


def codes_in(path: Path) -> list[str]:
    store = Store.open(path, clock=CLOCK, backups=False)
    with store.read() as reader:
        codes = [one.code for one in reader.find(Customer)]
    store.close()
    return codes


def test_closing_backs_up_what_changed_and_only_that(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK)
    make_customer(store)
    store.close()
    made = backup.list_backups(workspace_path)
    assert [one.reason for one in made] == ["open", "close"][::-1]
    Store.open(workspace_path, clock=CLOCK).close()
    assert backup.list_backups(workspace_path) == made
    assert codes_in(made[0].path) == ["ACME"]
    assert codes_in(made[1].path) == []


def test_editing_goes_on_while_a_backup_is_made(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK, backups=False)
    for number in range(30):
        make_customer(store, f"C{number}", success_text="x" * 60_000)
    seen: list[tuple[int, int]] = []

    class EditBetween:
        def report(self, done: int, total: int, text: str = "") -> None:
            worker = threading.Thread(target=make_customer, args=(store, f"D{len(seen)}"))
            worker.start()
            worker.join(timeout=20)
            assert not worker.is_alive()
            seen.append((done, total))

        def check_cancelled(self) -> None:
            if len(seen) > 200:
                raise Cancelled

    made = backup.back_up_store(store, "timer", progress=EditBetween())
    store.close()
    assert len(seen) >= 2
    assert seen[-1][0] == seen[-1][1]
    copied = codes_in(made.path)
    assert {f"C{number}" for number in range(30)} <= set(copied)
    assert "D0" in copied


def test_a_cancelled_backup_leaves_nothing(workspace_path: Path, backup_folder: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str = "") -> None:
            pass

        def check_cancelled(self) -> None:
            raise Cancelled

    store = Store.open(workspace_path, clock=CLOCK, backups=False)
    with pytest.raises(Cancelled):
        backup.back_up_store(store, "timer", progress=Stop())
    make_customer(store)
    store.close()
    assert list(backup_folder.iterdir()) == []


def test_a_bad_source_takes_no_good_backup_with_it(
    workspace_path: Path, backup_folder: Path
) -> None:
    store = Store.open(workspace_path, clock=CLOCK)
    make_customer(store)
    good = backup.list_backups(workspace_path)
    raw = store.raw_connection()
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("UPDATE customer SET owner_id = 99")
    for _ in range(3):
        with pytest.raises(UserError) as caught:
            store.back_up("timer")
        assert caught.value.code == "backup_failed"
    raw.execute("UPDATE customer SET owner_id = NULL")
    assert backup.list_backups(workspace_path) == good
    assert not list(backup_folder.glob("*.part"))
    store.close()


def test_a_backup_that_cannot_be_written_does_not_stop_the_work(
    workspace_path: Path, backup_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    backup_folder.write_text("a file where the folder should be")
    store = Store.open(workspace_path, clock=CLOCK)
    make_customer(store)
    assert store.backup_problem is not None
    assert store.backup_problem.code == "backup_failed"
    assert str(backup_folder) in str(store.backup_problem)
    store.close()
    assert "no backup at close" in caplog.text
    assert codes_in(workspace_path) == ["ACME"]


def test_thinning_keeps_days_weeks_and_months() -> None:
    now = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
    hourly = [now - timedelta(hours=hours) for hours in range(24 * 400)]
    kept = sorted(backup.to_keep(hourly, now), reverse=True)
    assert [at for at in kept if now - at <= timedelta(days=2)] == hourly[:49]
    days = {at.date() for at in kept if now - at <= timedelta(days=7)}
    assert len(days) == 7
    assert len({at.strftime("%Y-%m") for at in kept}) == 6
    assert len(kept) < 49 + 7 + 4 + 6
    assert backup.to_keep([], now) == set()


def test_thinned_backups_are_deleted(workspace_path: Path, backup_folder: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK, backups=False)
    start = datetime(2026, 1, 1, tzinfo=UTC)
    for day in range(40):
        backup.back_up(
            store.raw_connection(), workspace_path, "timer", now=start + timedelta(days=day)
        )
    store.close()
    listed = backup.list_backups(workspace_path)
    assert {one.path for one in listed} == set(backup_folder.glob("*.csdesk"))
    assert 8 <= len(listed) <= 3 + 7 + 4 + 6


def test_restoring_renames_what_was_there(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK)
    make_customer(store, "KEPT")
    store.back_up("timer")
    make_customer(store, "LATER")
    with pytest.raises(UserError) as caught:
        backup.restore(backup.list_backups(workspace_path)[0].path, workspace_path)
    assert caught.value.code == "locked"
    store.close()
    (timer,) = [one for one in backup.list_backups(workspace_path) if one.reason == "timer"]
    aside = backup.restore(timer.path, workspace_path)
    assert codes_in(workspace_path) == ["KEPT"]
    assert aside is not None
    assert codes_in(aside) == ["KEPT", "LATER"]
    elsewhere = workspace_path.with_name("other.csdesk")
    assert backup.restore(timer.path, elsewhere) is None
    assert codes_in(elsewhere) == ["KEPT"]


def test_an_altered_or_foreign_backup_is_not_restored(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK)
    make_customer(store)
    store.close()
    newest, older = backup.list_backups(workspace_path)
    with newest.path.open("rb+") as file:
        file.seek(-10, 2)
        file.write(b"x")
    assert backup.newest_good(workspace_path) == older
    before = workspace_path.read_bytes()
    with pytest.raises(UserError) as caught:
        backup.restore(newest.path, workspace_path)
    assert caught.value.code == "bad_backup"
    foreign = workspace_path.with_name("foreign.csdesk")
    foreign.write_text("nothing")
    with pytest.raises(UserError) as caught:
        backup.restore(foreign, workspace_path)
    assert caught.value.code == "foreign_file"
    assert workspace_path.read_bytes() == before


def test_a_list_of_backups_that_is_damaged_is_not_trusted(
    workspace_path: Path, backup_folder: Path
) -> None:
    backup_folder.mkdir()
    (backup_folder / backup.MANIFEST).write_text(json.dumps([{"file": 1}]))
    assert backup.list_backups(workspace_path) == []
    (backup_folder / backup.MANIFEST).write_text("{")
    assert backup.newest_good(workspace_path) is None


def test_check_reports_on_a_file(workspace_path: Path, tmp_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK, backups=False)
    make_customer(store)
    store.close()
    report = backup.check(workspace_path)
    assert (report.ok, report.problems, report.entries) == (True, (), 2)
    assert report.schema == SCHEMA_VERSION
    assert report.counts["Customer"] == 1
    with workspace_path.open("rb+") as file:
        file.truncate(workspace_path.stat().st_size - 4096 * 3)
    report = backup.check(workspace_path)
    assert not report.ok
    assert report.problems
    with pytest.raises(UserError):
        backup.check(tmp_path / "none.csdesk")


def test_a_new_workspace_is_backed_up_at_its_first_closing(tmp_path: Path) -> None:
    path = tmp_path / "new.csdesk"
    make_store(path, backups=True).close()
    assert [one.reason for one in backup.list_backups(path)] == ["close"]


def test_what_is_edited_while_a_backup_runs_is_backed_up_later(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK)
    for number in range(20):
        make_customer(store, f"C{number}", success_text="x" * 60_000)

    class EditOnce:
        edited = False

        def report(self, done: int, total: int, text: str = "") -> None:
            if not self.edited:
                self.edited = True
                worker = threading.Thread(target=make_customer, args=(store, "LATER"))
                worker.start()
                worker.join(timeout=20)

        def check_cancelled(self) -> None:
            pass

    store.back_up("timer", progress=EditOnce())
    store.close()
    newest = backup.list_backups(workspace_path)[0]
    assert newest.reason == "close", "the edit came after what the timer's backup is sure to hold"
    assert "LATER" in codes_in(newest.path)


def test_what_is_in_a_backup_is_seen_without_touching_it(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK)
    customer = make_customer(store)
    make_project(store, customer.id, items=7)
    store.close()
    newest, oldest = backup.list_backups(workspace_path)
    before = newest.path.read_bytes()
    found = contents(newest.path)
    assert (found.company, found.customers, found.projects, found.items) == (
        "Example Soft", 1, 1, 7,
    )  # fmt: skip
    assert (found.at, found.reason, found.size) == (newest.at, "close", newest.size)
    assert found.last is not None
    assert (found.last.actor, found.last.command) == ("Ann Example", "projects.create")
    assert found.last.at == CLOCK.now()
    assert contents(oldest.path).customers == 0
    assert newest.path.read_bytes() == before
    assert {one.name for one in newest.path.parent.iterdir()} == {
        newest.path.name, oldest.path.name, backup.MANIFEST,
    }  # fmt: skip


def test_a_damaged_backup_says_so_before_it_is_restored(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK)
    make_customer(store)
    store.close()
    newest, oldest = (one.path for one in backup.list_backups(workspace_path))
    with newest.open("rb+") as file:
        file.seek(5000)
        file.write(b"\xff" * 3000)
    unlisted = workspace_path.with_name("copied.csdesk")
    unlisted.write_bytes(oldest.read_bytes()[:-8192])
    for path in (newest, unlisted):
        with pytest.raises(UserError) as caught:
            contents(path)
        assert caught.value.code == "bad_backup"
    unlisted.write_bytes(oldest.read_bytes())
    assert contents(unlisted).reason == ""
    unlisted.write_bytes(oldest.read_bytes().replace(b"Ann Example", b"Ann Exampel"))
    with pytest.raises(UserError) as caught:
        contents(unlisted)
    assert "altered" in str(caught.value)
