"""`csdesk undo` where documents left: they stay, and one is told what is taken back."""

import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Answer, Program
from tests.cli.terminals import on_terminal

LANGUAGES = [
    ("en", "what left stays: Write version 1 of the tracker ("),
    ("zh_CN", "已经发出的不会收回：生成跟踪表第1版（"),
    ("zh_TW", "已經送出的不會收回：產生追蹤表第1版（"),
]


@pytest.fixture
def exported(planned: Program, tmp_path: Path) -> Program:
    """A plan with a changed item, of which a tracker left."""
    assert planned("set", "item", "A1", "title=Sign it", "--customer", "acme").code == 0
    tracker = tmp_path / "tracker.xlsx"
    assert planned("export", "tracker", "acme", "--out", tracker).code == 0
    return planned


def title(program: Program) -> str:
    items = program("list", "items", "--customer", "acme", "--json").data
    return next(str(one["title"]) for one in items if one["number"] in (1, "A1"))


def test_undo_says_what_and_when(planned: Program) -> None:
    planned("add", "customer", "name=Bolt", "code=bolt")
    answer = planned("undo")
    assert answer.out.startswith("Taken back: Add a customer (2026-11-20 ")
    assert planned("redo", "--json").data["label"] == "Add a customer"


@pytest.mark.parametrize(("language", "sentence"), LANGUAGES)
def test_what_left_is_not_jumped_over_unasked(
    exported: Program, monkeypatch: pytest.MonkeyPatch, language: str, sentence: str
) -> None:
    monkeypatch.setenv("CSDESK_LANG", language)
    refused = exported("undo")
    assert (refused.code, refused.out) == (1, "")
    assert sentence in refused.err
    assert "--yes" in refused.err
    assert title(exported) == "Sign it"
    assert exported("undo", "--customer", "acme").code == 1


def test_yes_takes_back_the_change_and_the_document_stays(exported: Program) -> None:
    done = exported("undo", "--yes")
    assert done.code == 0, done.err
    assert done.out.startswith("Taken back: Change A1 (")
    assert "What left since stays: Write version 1 of the tracker (" in done.out
    assert title(exported) != "Sign it"
    assert len(exported("list", "exports", "--json").data) == 1
    assert exported("redo").code == 0
    assert title(exported) == "Sign it"
    again = exported("undo", "--json")
    assert (again.code, again.data["stays"]) == (0, []), "redone after the document left"


def test_a_document_is_asked_about_once(planned: Program, tmp_path: Path) -> None:
    of_acme = ("--customer", "acme")
    planned("set", "item", "A1", "title=First", *of_acme)
    planned("set", "item", "A2", "title=Second", *of_acme)
    planned("export", "tracker", "acme", "--out", tmp_path / "t.xlsx")
    assert planned("undo").code == 1
    assert planned("undo", "--yes").code == 0
    assert planned("undo").code == 0
    planned("set", "item", "A1", "title=Third", *of_acme)
    planned("export", "tracker", "acme", "--out", tmp_path / "t2.xlsx")
    planned("set", "item", "A2", "title=Fourth", *of_acme)
    assert planned("undo").code == 0
    assert planned("undo").code == 1, "the older change lies behind a document"


def test_yes_is_not_offered_where_it_would_not_help(planned: Program, tmp_path: Path) -> None:
    planned("export", "tracker", "acme", "--out", tmp_path / "t.xlsx")
    refused = planned("undo")
    assert refused.code == 1
    assert "a document was made of “Standard, 60 days” since" in refused.err
    assert "--yes" not in refused.err
    assert len(planned("list", "projects", "--json").data) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by POSIX here")
@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 1)])
def test_on_a_terminal_one_is_asked(
    exported: Program, project_root: Path, typed: str, code: int
) -> None:
    answer: Answer = on_terminal(project_root, typed, "undo")
    assert answer.code == code
    assert "Take back what was done before it: Change A1 (" in answer.out
    assert (title(exported) == "Sign it") is (code == 1)
