"""A program called as people call it: arguments in, exit code and text out."""

import json
from collections.abc import Callable
from dataclasses import dataclass
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


@pytest.fixture
def planned(program: Program) -> Program:
    """The program with a customer Acme that has a person and a dated plan."""
    for call in (
        ("add", "customer", "name=Acme Foods Ltd", "code=acme"),
        ("add", "contact", "name=Mei Lin", "role=project_manager", "--customer", "acme"),
        ("plan", "acme", "--template", "standard-60", "--start", "2026-11-02"),
    ):
        answer = program(*call)
        assert answer.code == 0, answer.err
    return program
