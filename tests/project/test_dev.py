"""dev.py: what it decides, without installing anything."""

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

import dev
from tests.project.files import ROOT
from tools import environment, servers


def on_linux(monkeypatch: pytest.MonkeyPatch, **variables: str) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)


@pytest.mark.parametrize(
    ("variables", "shown"),
    [
        ({}, False),
        ({"DISPLAY": ":0"}, True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "xcb"}, True),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, False),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "minimal:enable_fonts"}, False),
    ],
)
def test_display(variables: dict[str, str], shown: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    on_linux(monkeypatch, **variables)
    assert dev.has_display() is shown


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_have_a_display(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    on_linux(monkeypatch)
    monkeypatch.setattr(sys, "platform", platform)
    assert dev.has_display()


class Recorded:
    """Stands in for starting programs; a demo that is asked for appears."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.calls: list[tuple[str, ...]] = []

    def __call__(self, *arguments: str, env: dict[str, str] | None = None) -> int:
        self.calls.append(arguments)
        if "demo" in arguments:
            self.folder.mkdir()
            (self.folder / "demo.csdesk").touch()
        return 0


@pytest.fixture
def started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorded:
    recorded = Recorded(tmp_path / "demo-out")
    monkeypatch.setattr(dev, "DEMO", recorded.folder)
    monkeypatch.setattr(dev, "python", recorded)
    monkeypatch.setattr(dev, "compile_texts", lambda: None)
    monkeypatch.setattr(environment, "prepare", lambda group, window=False: None)
    return recorded


def test_run_without_a_display_makes_the_demo_once(
    started: Recorded, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    on_linux(monkeypatch)
    options = argparse.Namespace(no_window=False)
    assert dev.run(options) == 0
    assert "shows no display" in capsys.readouterr().out
    assert dev.run(options) == 0
    assert "kept as you left it" in capsys.readouterr().out
    assert started.calls == [("-m", "csdesk", "demo", str(started.folder))]


def test_run_opens_the_window_on_the_demo(
    started: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_linux(monkeypatch, DISPLAY=":0")
    assert dev.run(argparse.Namespace(no_window=False)) == 0
    assert started.calls[-1] == ("-m", "csdesk", str(started.folder / "demo.csdesk"))


def test_no_window_decides(started: Recorded, monkeypatch: pytest.MonkeyPatch) -> None:
    on_linux(monkeypatch, DISPLAY=":0")
    assert dev.run(argparse.Namespace(no_window=True)) == 0
    assert len(started.calls) == 1


@pytest.mark.parametrize(
    ("codes", "expected"), [([5, 0], 0), ([0, 5], 0), ([5, 5], 5), ([1, 0], 1), ([0, 2], 2)]
)
def test_exit_code_of_two_test_runs(
    codes: list[int], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(codes)
    monkeypatch.setattr(dev, "python", lambda *arguments, env=None: next(answers))
    assert dev.run_tests({}, [":7", ":8"], []) == expected


def test_unchanged_requirements_cost_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[list[str]] = []

    def install(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        calls.append(command)
        return subprocess.CompletedProcess(command, 0, stderr="")

    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(subprocess, "run", install)
    environment.install_requirements("dev")
    environment.install_requirements("dev")
    environment.install_requirements("runtime")
    assert len(calls) == 1
    assert {"--require-hashes", "--no-deps"} <= set(calls[0])
    stamp = json.loads((tmp_path / "stamp.json").read_text("utf-8"))
    (tmp_path / "stamp.json").write_text(json.dumps({**stamp, "runtime": "older"}), "utf-8")
    environment.install_requirements("runtime")
    assert len(calls) == 2


def test_what_is_missing_is_said_as_one_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(environment, "ensure_venv", lambda: None)
    monkeypatch.setattr(environment, "install_requirements", lambda group: None)
    monkeypatch.setattr(environment, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(environment, "apt_install", lambda packages: False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    environment.prepare("runtime")
    said = capsys.readouterr().err
    assert "sudo apt-get install -y --no-install-recommends libegl1\n" in said


def test_help_names_every_command() -> None:
    command = [sys.executable, str(ROOT / "dev.py"), "--help"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for name in ("run", "test", "check", "bench", "screenshots", "strings", "build", "lock"):
        assert f"    {name}" in text


def test_only_the_standard_library_is_imported() -> None:
    code = """if True:
        import sys, dev
        files = {name: str(getattr(module, "__file__", "")) for name, module in sys.modules.items()}
        print(*[name for name, file in files.items() if "site-packages" in file])
    """
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""


@pytest.mark.skipif(not environment.postgres_program("initdb"), reason="no PostgreSQL here")
def test_database_server_runs_and_stops() -> None:
    import psycopg

    with servers.postgresql() as url:
        plain = url.replace("+psycopg", "")
        with psycopg.connect(plain) as connection:
            row = connection.execute("select current_user, 1").fetchone()
        assert row == ("csdesk", 1)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(plain, connect_timeout=2)
