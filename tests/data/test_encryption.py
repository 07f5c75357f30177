"""Encrypted workspaces: nothing readable on disk, a wrong password loses nothing, and the rest."""

import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from csdesk.data import backup
from csdesk.data.backup_contents import contents
from csdesk.data.cipher import can_encrypt, driver, looks_encrypted
from csdesk.data.identity import APPLICATION_ID, is_encrypted, lock_info_path
from csdesk.data.migrations import SCHEMA_VERSION
from csdesk.data.store import Store
from csdesk.domain.errors import UserError
from csdesk.domain.records import Customer, PlanRow, User, Workspace
from tests.data.schema_files import schema_file
from tests.support import CLOCK, make_customer, make_project, make_store

pytestmark = pytest.mark.skipif(not can_encrypt(), reason="sqlcipher3 has no wheel here")

PASSWORD = "Straße 'n\" 客户 1"
SECRET = "Harbour Noodle Restaurants"
CHILD = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
EDIT = """
import os, sys
from csdesk.data.store import Store
from csdesk.domain.records import Customer, PlanRow
store = Store.open(sys.argv[1], backups=False, password=sys.argv[2])
raw = store.raw_connection()
raw.execute("PRAGMA cache_size=10")  # so that pages reach the file before the commit
with store.read() as reader:
    rows = reader.find(PlanRow)
print("open", flush=True)
with store.write("edit") as unit:
    unit.update_all(PlanRow, {row.id: {"title": "spoiled " * 500} for row in rows})
    os.kill(os.getpid(), 9)
"""
HOLD = """
import sys
from csdesk.data.store import Store
store = Store.open(sys.argv[1], backups=False, password=sys.argv[2])
print("open", flush=True)
sys.stdin.readline()
store.close()
"""
WITHOUT = """
import sys
sys.modules["sqlcipher3"] = None
from pathlib import Path
from csdesk.data.cipher import can_encrypt
from csdesk.data.store import Store
from csdesk.domain.errors import UserError
print(can_encrypt())
try:
    Store.open(sys.argv[1], password="x")
except UserError as error:
    print(error.code)
"""


@pytest.fixture(scope="module")
def locked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where an encrypted workspace lies with its backups: a key takes long to make."""
    folder = tmp_path_factory.mktemp("locked")
    store = make_store(folder / "locked.csdesk", backups=True, password=PASSWORD)
    customer = make_customer(store, "HARBOUR", name=SECRET)
    make_project(store, customer.id, items=40)
    store.close()
    return folder


@pytest.fixture
def locked(locked_folder: Path, tmp_path: Path) -> Path:
    """A closed encrypted workspace with a customer and a plan, with its backups: a fresh copy."""
    shutil.copytree(locked_folder, tmp_path, dirs_exist_ok=True)
    return tmp_path / "locked.csdesk"


def _refused(path: Path, password: str = "") -> UserError:
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        Store.open(path, clock=CLOCK, password=password)
    assert path.read_bytes() == before
    assert not lock_info_path(path).exists()
    return caught.value


def test_nothing_can_be_read_on_disk_and_all_with_the_password(locked: Path) -> None:
    files = [one for one in locked.parent.rglob("*") if one.is_file()]
    assert len(files) >= 3
    for file in files:
        content = file.read_bytes()
        assert SECRET.encode() not in content
        assert b"SQLite format" not in content
    store = Store.open(locked, clock=CLOCK, password=PASSWORD)
    assert store.encrypted
    assert store.verify_journal() == []
    with store.read() as reader:
        assert [one.name for one in reader.find(Customer)] == [SECRET]
    store.undo()
    store.close()
    assert backup.check(locked, PASSWORD).problems == ()
    assert backup.check(locked, PASSWORD).schema == SCHEMA_VERSION


def test_without_or_with_a_wrong_password_nothing_is_lost(locked: Path) -> None:
    assert is_encrypted(locked)
    assert _refused(locked).code == "password_needed"
    error = _refused(locked, "wrong")
    assert error.code == "wrong_password"
    assert str(locked) in str(error)
    Store.open(locked, clock=CLOCK, password=PASSWORD).close()


def test_a_wrong_password_says_nothing_else_on_stderr(
    locked: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    _refused(locked, "wrong")
    assert capfd.readouterr() == ("", "")


def test_letters_typed_in_another_form_are_the_same_password(tmp_path: Path) -> None:
    path = tmp_path / "accent.csdesk"
    make_store(path, password="caf\u00e9").close()
    Store.open(path, clock=CLOCK, backups=False, password="cafe\u0301").close()


def test_a_wrong_password_after_a_crash_leaves_the_rescue_to_the_right_one(locked: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", EDIT, str(locked), PASSWORD],
        check=False, capture_output=True, text=True, env=CHILD,
    )  # fmt: skip
    assert done.stdout == "open\n", done.stderr
    assert locked.with_name(locked.name + "-journal").stat().st_size > 0
    with pytest.raises(UserError) as caught:
        Store.open(locked, clock=CLOCK, password="wrong")
    assert caught.value.code == "wrong_password"
    store = Store.open(locked, clock=CLOCK, backups=False, password=PASSWORD)
    with store.read() as reader:
        titles = {row.title for row in reader.find(PlanRow)}
    assert "Item 1" in titles
    assert not any(title.startswith("spoiled") for title in titles)
    store.close()
    assert backup.check(locked, PASSWORD).problems == ()


def test_a_second_opener_is_refused_whatever_its_password(locked: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(locked), PASSWORD],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=CHILD,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    for password in (PASSWORD, "wrong"):
        with pytest.raises(UserError) as caught:
            Store.open(locked, clock=CLOCK, password=password)
        assert (caught.value.code, caught.value.params["pid"]) == ("locked", holder.pid)
    with pytest.raises(UserError) as caught:
        backup.restore(backup.list_backups(locked)[0].path, locked, PASSWORD)
    assert caught.value.code == "locked"
    holder.communicate("go\n", timeout=30)
    Store.open(locked, clock=CLOCK, backups=False, password=PASSWORD).close()


def test_backups_have_the_same_key_and_are_restored_with_it(locked: Path) -> None:
    (made,) = backup.list_backups(locked)
    assert looks_encrypted(made.path)
    store = Store.open(locked, clock=CLOCK, password=PASSWORD)
    store.undo()
    store.undo()
    store.close()
    for password, code in (("", "password_needed"), ("wrong", "wrong_password")):
        with pytest.raises(UserError) as caught:
            backup.restore(made.path, locked, password)
        assert caught.value.code == code
    backup.restore(made.path, locked, PASSWORD)
    store = Store.open(locked, clock=CLOCK, password=PASSWORD)
    with store.read() as reader:
        assert reader.count(Customer) == 1
    store.close()


def test_what_is_in_an_encrypted_backup(locked: Path) -> None:
    (made,) = backup.list_backups(locked)
    with pytest.raises(UserError) as caught:
        contents(made.path)
    assert caught.value.code == "password_needed"
    found = contents(made.path, PASSWORD)
    assert (found.customers, found.projects, found.items) == (1, 1, 40)
    assert found.encrypted
    made.path.write_bytes(made.path.read_bytes()[:-4096])
    with pytest.raises(UserError) as caught:
        contents(made.path, PASSWORD)
    assert caught.value.code == "bad_backup"


def test_damage_is_told_from_a_wrong_password_where_a_backup_opens(locked: Path) -> None:
    with locked.open("rb+") as file:
        file.seek(40)
        file.write(os.urandom(200))
    assert _refused(locked, "wrong").code == "wrong_password"
    error = _refused(locked, PASSWORD)
    assert error.code == "damaged_file"
    assert "csdesk restore" in str(error)
    for one in backup.list_backups(locked):
        one.path.unlink()
    assert "damaged" in str(_refused(locked, PASSWORD))


def test_damage_further_inside(locked: Path) -> None:
    with locked.open("rb+") as file:
        file.seek(4096 * 5 + 100)
        file.write(os.urandom(200))
    assert _refused(locked, PASSWORD).code == "damaged_file"
    assert not backup.check(locked, PASSWORD).ok


def test_an_older_schema_is_migrated_and_a_newer_or_foreign_one_refused(locked: Path) -> None:
    _set_number(locked, "user_version", 0)
    Store.open(locked, clock=CLOCK, password=PASSWORD).close()
    assert "migration" in [one.reason for one in backup.list_backups(locked)]
    assert all(looks_encrypted(one.path) for one in backup.list_backups(locked))
    _set_number(locked, "user_version", 99)
    assert _refused(locked, PASSWORD).code == "newer_file"
    _set_number(locked, "application_id", 7)
    assert _refused(locked, PASSWORD).code == "foreign_file"


def test_an_encrypted_file_of_the_first_schema_is_brought_up_to_date(tmp_path: Path) -> None:
    path = tmp_path / "old.csdesk"
    with closing(_raw(path)) as made:
        made.executescript(schema_file(1).read_text("utf-8"))
        made.execute(f"PRAGMA application_id={APPLICATION_ID}")
        made.execute("PRAGMA user_version=1")
    assert is_encrypted(path)
    store = Store.open(path, clock=CLOCK, password=PASSWORD)
    assert store.verify_journal() == []
    with store.read() as reader:
        assert reader.count(Customer) > 0
    store.close()
    report = backup.check(path, PASSWORD)
    assert (report.schema, report.problems) == (SCHEMA_VERSION, ())


def test_a_password_on_a_plain_workspace_is_not_looked_at(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK, password="any")
    make_customer(store)
    assert not store.encrypted
    store.close()
    assert not is_encrypted(backup.list_backups(workspace_path)[0].path)
    Store.open(workspace_path, clock=CLOCK).close()


@pytest.mark.parametrize(
    ("content", "encrypted"),
    [(os.urandom(9000), True), (b"PK\x03\x04" + os.urandom(9000), False), (os.urandom(999), False),
     (b"Account,Amount\n" * 900, False)],
)  # fmt: skip
def test_which_files_may_be_encrypted(tmp_path: Path, content: bytes, encrypted: bool) -> None:
    path = tmp_path / "file.csdesk"
    path.write_bytes(content)
    assert is_encrypted(path) is encrypted


def test_without_the_library_the_refusal_says_so(locked: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, str(locked)],
        check=True, capture_output=True, text=True, env=CHILD,
    )  # fmt: skip
    assert done.stdout == "False\nno_encryption\n"


def test_no_password_is_refused(tmp_path: Path) -> None:
    workspace, user = Workspace(uid="1", company="A", created_at=CLOCK.now()), User(name="Ann")
    with pytest.raises(UserError) as caught:
        Store.create(tmp_path / "a.csdesk", workspace, user, password="a\x00b")
    assert caught.value.code == "password_empty"
    assert list(tmp_path.iterdir()) == []


def _raw(path: Path) -> Any:
    raw = driver().connect(str(path), isolation_level=None)
    quoted = PASSWORD.replace("'", "''")
    raw.execute(f"PRAGMA key='{quoted}'")
    return raw


def _set_number(path: Path, name: str, number: int) -> None:
    with closing(_raw(path)) as raw:
        raw.execute(f"PRAGMA {name}={number}")
