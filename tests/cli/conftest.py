"""A program called as people call it: arguments in, exit code and text out."""

import json
import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from csdesk.bootstrap import run


@dataclass(frozen=True, slots=True)
class Answer:
    """What one call gave."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """What `--json` printed."""
        return json.loads(self.out)


Program = Callable[..., Answer]


@pytest.fixture
def program(
    workspace_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Program:
    """`program("list", "items")` on a fresh workspace, in English, on 2026-11-20."""
    monkeypatch.setenv("CSDESK_WORKSPACE", str(workspace_path))
    monkeypatch.setenv("CSDESK_LANG", "en")
    monkeypatch.setenv("CSDESK_TODAY", "2026-11-20")

    def call(*arguments: object) -> Answer:
        capsys.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return call


@pytest.fixture(scope="session")
def planned_folder(tmp_path_factory: pytest.TempPathFactory, empty_workspace: Path) -> Path:
    """A workspace with a customer Acme that has a person and a dated plan, and its backups."""
    folder = tmp_path_factory.mktemp("planned")
    path = folder / "test.csdesk"
    shutil.copyfile(empty_workspace, path)
    said = StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(said), redirect_stderr(said):
        patch.setenv("CSDESK_LANG", "en")
        patch.setenv("CSDESK_TODAY", "2026-11-20")
        for call in (
            ("add", "customer", "name=Acme Foods Ltd", "code=acme"),
            ("add", "contact", "name=Mei Lin", "role=project_manager", "--customer", "acme"),
            ("plan", "acme", "--template", "standard-60", "--start", "2026-11-02"),
        ):
            assert run([*call, "--workspace", str(path)]) == 0, said.getvalue()
    return folder


@pytest.fixture
def planned(program: Program, planned_folder: Path, workspace_path: Path) -> Program:
    """The program on a fresh copy of the workspace with the customer Acme and its plan."""
    shutil.copytree(planned_folder, workspace_path.parent, dirs_exist_ok=True)
    return program
