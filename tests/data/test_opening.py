"""What is refused at opening, with a way out, before anything is written."""

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from csdesk.data import identity
from csdesk.data.store import Store
from csdesk.domain.errors import UserError
from csdesk.domain.records import Customer
from tests.support import CLOCK, create_store, make_customer, make_store

HOLD = """
import sys
from csdesk.data.store import Store
store = Store.open(sys.argv[1], backups=False)
print("open", flush=True)
sys.stdin.readline()
store.close()
"""


READ = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None)
other.execute("BEGIN")
other.execute("SELECT count(*) FROM customer").fetchone()
print("open", flush=True)
sys.stdin.readline()
"""
COPY = "import shutil, sys; shutil.copyfile(*sys.argv[1:])"
PLAIN = """
import sys
sys.modules["sqlcipher3"] = None
from csdesk.data.backup import list_backups
from csdesk.data.cipher import driver
from csdesk.data.store import Store
from csdesk.domain.records import Customer
from tests.support import make_customer, make_store
store = make_store(sys.argv[1], backups=True)
make_customer(store)
store.undo()
with store.read() as reader:
    count = reader.count(Customer)
problems = store.verify_journal()
path = store.path
store.close()
print(driver().Connection.__module__, count, len(list_backups(path)), problems)
"""
CHILD = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}


def refusal(path: Path) -> UserError:
    """Return why a file is not opened; prove that nothing was written."""
    before = _state(path.parent)
    with pytest.raises(UserError) as caught:
        Store.open(path, clock=CLOCK)
    assert _state(path.parent) == before
    assert "{" not in str(caught.value)
    assert str(path) in str(caught.value)
    return caught.value


def _child(program: str, path: Path) -> subprocess.Popen[str]:
    """Start a program on a file and wait until it has it open."""
    child = subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=CHILD,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "open\n"
    return child


def _state(folder: Path) -> dict[str, str]:
    return {
        str(path): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _set_bytes(path: Path, offset: int, value: bytes) -> None:
    with path.open("rb+") as file:
        file.seek(offset)
        file.write(value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "none.csdesk").code == "no_such_file"
    assert refusal(tmp_path).code == "not_a_file"


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.csdesk"
    path.touch()
    assert refusal(path).code == "empty_file"


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"x" * 500, b"x", b"SQLite format 3\x00"])
def test_another_kind_of_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.csdesk"
    path.write_bytes(content)
    assert refusal(path).code == "foreign_file"


def test_a_database_of_another_program(tmp_path: Path) -> None:
    path = tmp_path / "foreign.csdesk"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE customer (id INTEGER)")
    other.commit()
    other.close()
    assert refusal(path).code == "foreign_file"


def test_a_newer_file(workspace_path: Path) -> None:
    _set_bytes(workspace_path, 60, (99).to_bytes(4, "big"))
    error = refusal(workspace_path)
    assert error.code == "newer_file"
    assert "schema 99" in str(error)


def test_a_damaged_file_names_the_newest_good_backup(workspace_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK)
    for number in range(50):
        make_customer(store, f"C{number}", success_text="text " * 100)
    store.close()
    size = workspace_path.stat().st_size
    for offset in range(8192, size - 4096, 16384):
        _set_bytes(workspace_path, offset, b"\xff" * 4096)
    error = refusal(workspace_path)
    assert error.code == "damaged_file"
    (newest,) = workspace_path.with_name("test-backups").glob("* close.csdesk")
    assert str(newest) in str(error)
    assert "csdesk restore" in str(error)


def test_a_file_cut_short(workspace_path: Path) -> None:
    with workspace_path.open("rb+") as file:
        file.truncate(workspace_path.stat().st_size // 2)
    error = refusal(workspace_path)
    assert error.code == "damaged_file"
    assert "No backup" in str(error)


def test_a_read_only_file(workspace_path: Path) -> None:
    workspace_path.chmod(0o444)
    assert refusal(workspace_path).code == "read_only"


def test_a_second_opener_is_refused_and_told_who_holds_it(workspace_path: Path) -> None:
    holder = _child(HOLD, workspace_path)
    error = refusal(workspace_path)
    assert error.code == "locked"
    assert error.params["pid"] == holder.pid
    assert str(holder.pid) in str(error)
    holder.communicate("go\n", timeout=30)
    assert holder.returncode == 0
    assert not identity.lock_info_path(workspace_path).exists()
    Store.open(workspace_path, clock=CLOCK, backups=False).close()


def test_a_file_that_another_program_reads_is_refused_without_a_name(workspace_path: Path) -> None:
    holder = _child(READ, workspace_path)
    error = refusal(workspace_path)
    assert (error.code, "pid" in error.params) == ("locked", False)
    holder.communicate("go\n", timeout=30)


def test_a_file_that_this_process_has_open_is_not_even_touched(store: Store) -> None:
    with pytest.raises(UserError) as caught:
        Store.open(store.path, clock=CLOCK)
    assert (caught.value.code, caught.value.params["pid"]) == ("locked", os.getpid())
    with pytest.raises(subprocess.CalledProcessError):
        subprocess.run(
            [sys.executable, "-c", HOLD, str(store.path)],
            check=True,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=CHILD,
        )


def test_a_lock_left_by_a_crash_does_not_matter(workspace_path: Path) -> None:
    identity.lock_info_path(workspace_path).write_text('{"pid": 1, "since": "x"}')
    Store.open(workspace_path, clock=CLOCK, backups=False).close()


def test_making_a_workspace(tmp_path: Path) -> None:
    path = tmp_path / "new.csdesk"
    create_store(path).close()
    with pytest.raises(UserError) as caught:
        create_store(path)
    assert caught.value.code == "file_exists"
    with pytest.raises(UserError) as caught:
        create_store(tmp_path / "no" / "new.csdesk")
    assert caught.value.code == "no_such_folder"
    header = identity.read_header(path)
    assert header is not None
    assert header.application_id == identity.APPLICATION_ID


def test_an_open_file_can_be_copied_whole(workspace_path: Path, tmp_path: Path) -> None:
    store = Store.open(workspace_path, clock=CLOCK, backups=False)
    make_customer(store)
    copy = tmp_path / "copy.csdesk"
    subprocess.run(
        [sys.executable, "-c", COPY, str(workspace_path), str(copy)],
        check=True,
    )
    store.close()
    copied = Store.open(copy, clock=CLOCK, backups=False)
    with copied.read() as reader:
        assert reader.count(Customer) == 1
    copied.close()


def test_the_pragmas_hold(store: Store) -> None:
    raw = store.raw_connection()
    values = {
        name: raw.execute(f"PRAGMA {name}").fetchone()[0]
        for name in (
            "locking_mode",
            "journal_mode",
            "synchronous",
            "foreign_keys",
            "secure_delete",
            "trusted_schema",
            "cell_size_check",
        )
    }
    assert values == {
        "locking_mode": "exclusive",
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "secure_delete": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
    }


def test_without_the_extra_driver_pythons_own_is_used(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", PLAIN, str(tmp_path / "plain.csdesk")],
        capture_output=True,
        text=True,
        check=True,
        env=CHILD,
    )
    assert done.stdout == "sqlite3 0 1 []\n"


def test_naming_the_store_loads_no_sql() -> None:
    code = (
        "import sys, csdesk.data.store, csdesk.data.reader, csdesk.data.unit;"
        "print([name for name in sys.modules if name.split('.')[0] in"
        " {'sqlalchemy', 'alembic', 'sqlcipher3'}])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=CHILD,
    )
    assert done.stdout == "[]\n"


def test_a_server_without_a_workspace_or_with_one(empty_database: str) -> None:
    with pytest.raises(UserError) as caught:
        Store.open(empty_database, clock=CLOCK)
    assert caught.value.code == "foreign_file"
    make_store(empty_database).close()
    with pytest.raises(UserError) as caught:
        make_store(empty_database)
    assert caught.value.code == "file_exists"
    with pytest.raises(UserError) as caught:
        Store.open("postgresql+psycopg://nobody@127.0.0.1:1/none", clock=CLOCK)
    assert caught.value.code == "no_server"
    assert "does not answer" in str(caught.value)
    opened = Store.open(empty_database, clock=CLOCK)
    with pytest.raises(UserError) as caught:
        _ = opened.path
    assert caught.value.code == "no_file"
    opened.close()
