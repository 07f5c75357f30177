"""Encrypted workspaces on the command line: the password comes by variable, file or terminal."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from csdesk.app.workspace import is_encrypted
from csdesk.data.cipher import can_encrypt
from csdesk.data.store import Store
from csdesk.domain.records import User, Workspace
from tests.cli.conftest import Program
from tests.cli.terminals import open_terminal

pytestmark = pytest.mark.skipif(not can_encrypt(), reason="sqlcipher3 has no wheel here")
PASSWORD = "correct 马 staple"


@pytest.fixture
def locked(program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An encrypted workspace with a customer; its password is no longer in the environment."""
    path = tmp_path / "locked.csdesk"
    monkeypatch.setenv("CSDESK_PASSWORD", PASSWORD)
    assert program("new", path, "--company", "Nordwind", "--encrypt").code == 0
    assert program("add", "customer", "name=Acme", "--workspace", path).code == 0
    monkeypatch.delenv("CSDESK_PASSWORD")
    monkeypatch.setenv("CSDESK_WORKSPACE", str(path))
    return path


def test_the_file_is_encrypted_and_opens_by_either_way(
    program: Program, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert is_encrypted(locked)
    refused = program("list", "customers")
    assert refused.code == 1
    assert "CSDESK_PASSWORD" in refused.err
    assert "--password-file" in refused.err
    secret = tmp_path / "secret.txt"
    secret.write_text(f"{PASSWORD}\n", "utf-8")
    listed = program("list", "customers", "--json", "--password-file", secret)
    assert [one["name"] for one in listed.data] == ["Acme"]
    monkeypatch.setenv("CSDESK_PASSWORD", PASSWORD)
    assert program("check").out == f"{locked} is whole.\n"
    assert program("undo").code == 0


def test_a_short_password_is_refused_where_a_workspace_is_made(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "short.csdesk"
    monkeypatch.setenv("CSDESK_PASSWORD", "1234567")
    refused = program("new", path, "--company", "Nordwind", "--encrypt")
    assert (refused.code, refused.out) == (1, "")
    assert "needs at least 8 characters" in refused.err
    assert not path.exists()
    facts = Workspace(uid="u", company="Nordwind", created_at=datetime(2026, 1, 1, tzinfo=UTC))
    Store.create(path, facts, User(name="Mei"), password="1234567").close()
    assert program("list", "customers", "--workspace", path).code == 0


def test_a_wrong_password_is_refused_and_changes_nothing(
    program: Program, locked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = locked.read_bytes()
    monkeypatch.setenv("CSDESK_PASSWORD", "wrong")
    for call in (("list", "customers"), ("check",), ("backup",), ("undo",)):
        answer = program(*call)
        assert (answer.code, answer.out) == (1, "")
        assert "does not open" in answer.err
    assert locked.read_bytes() == before


def test_a_backup_is_encrypted_and_restored(
    program: Program, locked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSDESK_PASSWORD", PASSWORD)
    made = Path(program("backup", "--json").data["backup"])
    assert is_encrypted(made)
    other = tmp_path / "other.csdesk"
    assert program("restore", made, other).code == 0
    assert "Acme" in program("list", "customers", "--workspace", other).out
    monkeypatch.setenv("CSDESK_PASSWORD", "wrong")
    assert program("restore", made, tmp_path / "third.csdesk").code == 1
    assert not (tmp_path / "third.csdesk").exists()


def test_a_file_without_a_password_is_refused(
    program: Program, locked: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "secret.txt"
    empty.touch()
    assert "is empty" in program("check", "--password-file", empty).err
    assert "cannot be read" in program("check", "--password-file", tmp_path / "none.txt").err


def test_a_plain_workspace_needs_none_and_asks_for_none(
    program: Program, workspace_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CSDESK_PASSWORD", "whatever")
    assert program("check").code == 0
    assert not is_encrypted(workspace_path)


@pytest.mark.skipif(sys.platform == "win32", reason="a pseudo terminal is needed")
def test_at_a_terminal_the_password_is_asked_for_and_not_shown(locked: Path) -> None:
    ours, theirs = open_terminal()
    child = subprocess.Popen(
        [sys.executable, "-m", "csdesk", "list", "customers", "--workspace", str(locked)],
        stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "CSDESK_LANG": "en"},
    )  # fmt: skip
    os.close(theirs)
    shown = b""
    while b"Password of locked.csdesk" not in shown:
        shown += os.read(ours, 1024)
    os.write(ours, PASSWORD.encode() + b"\n")
    out, _ = child.communicate(timeout=60)
    os.close(ours)
    assert child.returncode == 0
    assert "Acme" in out.decode()
    assert PASSWORD.encode() not in shown
