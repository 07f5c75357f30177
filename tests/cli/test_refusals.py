"""What a refusal of a document says to type can be typed, and leads to the document."""

import shlex
from pathlib import Path

import pytest

from csdesk.cli.documents import _REPORTS
from tests.cli.conftest import Answer, Program

_STEPS = 5  # from nothing to any document
CALLS = [("export", "tracker"), ("export", "plan"), *(("report", kind) for kind in _REPORTS)]


@pytest.fixture
def empty(program: Program) -> Program:
    assert program("add", "customer", "name=Acme Foods Ltd", "code=acme").code == 0
    return program


def asked(answer: Answer) -> list[list[str]]:
    """Return the commands that a refusal shows."""
    lines = [line for line in answer.err.splitlines() if line.startswith("  csdesk ")]
    return [shlex.split(line)[1:] for line in lines]


def target(tmp_path: Path, call: tuple[str, str]) -> Path:
    return tmp_path / "plan.pdf" if call == ("export", "plan") else tmp_path


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_following_what_is_said_leads_to_the_document(
    empty: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: tuple[str, str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for _ in range(_STEPS):
        answer = empty(*call, "Acme Foods Ltd", "--out", target(tmp_path, call))
        if answer.code == 0:
            return
        commands = asked(answer)
        assert commands, answer.err
        if call[1] == "reminder" and commands[0][0] == "list":
            return  # nobody owes anything, which is no fault
        for command in commands:
            done = empty(*command)
            assert done.code == 0, f"{command}: {done.err}"
    pytest.fail(f"{call}: {answer.err}")


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_refusals_are_chinese_and_name_the_same_command(
    empty: Program,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: tuple[str, str],
    language: str,
) -> None:
    english = empty(*call, "acme", "--out", target(tmp_path, call))
    monkeypatch.setenv("CSDESK_LANG", language)
    answer = empty(*call, "acme", "--out", target(tmp_path, call))
    assert answer.code == english.code
    if answer.code == 1:
        assert asked(answer) == asked(english) != []
        assert answer.err.splitlines()[0].endswith("：")


def test_a_remark_on_a_document_says_what_to_type(planned: Program, tmp_path: Path) -> None:
    said = planned("report", "status", "acme", "--out", tmp_path).err
    assert "no phone number" in said
    assert "\n  csdesk set user NAME phone=…" in said
    told = planned("report", "status", "acme", "--out", tmp_path, "--json").data["warnings"]
    assert not any("csdesk" in one for one in told)


def test_what_the_customer_signed_is_recorded(planned: Program, tmp_path: Path) -> None:
    of_acme = ("--customer", "acme")
    assert planned("set", "project", "P1", "on=today", *of_acme).code == 1
    wrong = planned("set", "project", "P1", "acceptance=yes", *of_acme)
    assert "accepted, punch_list, refused" in wrong.err
    done = planned("set", "project", "P1", "acceptance=accepted", "on=today-1", *of_acme, "--json")
    assert done.code == 0, done.err
    assert (done.data["acceptance"], done.data["acceptance_on"]) == ("accepted", "2026-11-19")
    assert planned("report", "completion", "acme", "--out", tmp_path).code == 0


def test_an_outcome_names_its_milestone(planned: Program) -> None:
    of_acme = ("--customer", "acme")
    listed = planned("list", "milestones", *of_acme, "--filter", "kind = value", "--json").data
    title = listed[0]["title"]
    added = planned(
        "add", "outcome", "title=An hour saved", "said_by=Mei Lin", f"milestone={title}", *of_acme
    )
    assert added.code == 0, added.err
    now = planned("list", "milestones", *of_acme, "--filter", "kind = value", "--json").data
    assert now[0]["status"] == "done"
