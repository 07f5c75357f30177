"""What `add` writes down at a meeting stands in its minutes, and a new meeting names its agenda."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.cli.test_scope import text_of

ACME = ("--customer", "acme")


@pytest.fixture
def held(planned: Program) -> Program:
    """A progress meeting of 18 November that was held, and a kickoff that is planned."""
    for call in (
        ("add", "meeting", "day=2026-11-18", "kind=progress", *ACME),
        ("meeting", "hold", "progress", *ACME),
        ("add", "meeting", "day=2026-11-24", "kind=kickoff", *ACME),
    ):
        answer = planned(*call)
        assert answer.code == 0, answer.err
    return planned


@pytest.mark.parametrize("name", ["2026-11-18", "today-2", "progress", "1"])
def test_minutes_hold_what_was_added_at_their_meeting(
    held: Program, tmp_path: Path, name: str
) -> None:
    for call in (
        ("item", "title=Send the menu list", "owner=Mei Lin", "due=today+5"),
        ("decision", "what=Start with two sites", "who=Mei Lin"),
        ("risk", "title=The fair is in March"),
        ("note", "text=The price is too high", "kind=objection"),
    ):
        answer = held("add", *call, f"meeting={name}", *ACME)
        assert answer.code == 0, answer.err
    decisions = held("list", "decisions", *ACME, "--json").data
    assert [one["day"] for one in decisions] == ["2026-11-18"]
    out = tmp_path / "minutes.pdf"
    assert held("report", "minutes", "acme", "--out", out).code == 0
    text = text_of(out)
    for words in ("Send the menu list", "Start with two sites", "fair is in March", "too high"):
        assert words in text


def test_the_meeting_says_the_project(held: Program) -> None:
    held("add", "project", "name=Second", *ACME)
    assert held("add", "item", "title=Which plan", *ACME).code == 1
    assert held("add", "item", "title=Of the first", "meeting=2026-11-18", *ACME).code == 0


def test_what_is_wrong_with_a_meeting_is_said(held: Program) -> None:
    for call, words in (
        (("decision", "what=x", "meeting=2026-11-19"), "There is no meeting 2026-11-19"),
        (("note", "text=x", "kind=call", "meeting=progress"), "kind=objection"),
        (("item", "owner=Mei Lin", "meeting=progress"), "title=…"),
        (("decision", "what=x", "colour=red"), "meeting"),
        (("goal", "title=x", "meeting=progress"), "cannot be set here"),
    ):
        answer = held("add", *call, *ACME)
        assert answer.code == 1, call
        assert words in answer.err


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "It has no agenda yet"), ("zh_CN", "还没有议程"), ("zh_TW", "還沒有議程")],
)
def test_a_new_meeting_says_how_it_gets_an_agenda(
    planned: Program, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setenv("CSDESK_LANG", language)
    added = planned("add", "meeting", "kind=kickoff", "day=today", *ACME)
    line = next(line for line in added.out.splitlines() if words in line)
    command = line.rpartition("csdesk ")[2].split()
    assert command == ["meeting", "agenda", "1", "apply=kickoff"]
    assert len(planned(*command, "--json").data) > 3
