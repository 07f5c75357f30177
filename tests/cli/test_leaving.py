"""`csdesk leave` and `csdesk welcome`: all that goes along, without a window."""

from pathlib import Path

from tests.cli.conftest import Program


def test_leave_and_what_it_asks_for(planned: Program, tmp_path: Path) -> None:
    for call in (
        ("set", "contact", "Mei Lin", "mail=mei@acme.example", "--customer", "acme"),
        ("add", "meeting", "kind=kickoff", "day=today", "at=10:00", "--customer", "acme"),
    ):
        assert planned(*call).code == 0
    out = tmp_path / "stick"
    refused = planned("leave", "acme", "--out", out)
    assert refused.code == 1
    assert "--reason" in refused.err
    assert not out.exists()
    trial = planned(
        "leave", "acme", "--out", out, "--next", "today+28", "--at", "9:30", "--dry-run", "--json"
    )
    assert trial.code == 0, trial.err
    assert trial.data["cannot_close"] is None
    assert trial.data["mail"]["missing"] == []
    assert [Path(name).suffix for name in trial.data["files"]] == [
        ".xlsx", ".pdf", ".png", ".ics", ".eml",
    ]  # fmt: skip
    assert not out.exists()
    answer = planned(
        "leave", "acme", "--meeting", "2026-11-20", "--out", out, "--next", "today+28", "--at",
        "9:30", "--json",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert answer.data["to"] == [{"name": "Mei Lin", "mail": "mei@acme.example"}]
    assert {Path(one).suffix for one in answer.data["files"]} == {
        ".xlsx", ".pdf", ".png", ".ics", ".eml",
    }  # fmt: skip
    assert all(Path(one).is_file() for one in answer.data["files"])
    listed = planned("list", "meetings", "--customer", "acme", "--json").data
    assert sorted(one["status"] for one in listed) == ["closed", "planned"]
    short = planned(
        "leave", "acme", "--out", out, "--without", "plan", "--without", "mail", "--without",
        "invitation", "--meeting", "kickoff",
    )  # fmt: skip
    assert short.code == 0, short.err
    assert "tracker_v2" in short.out
    assert ".eml" not in short.out


def test_what_cannot_be_left_is_said(planned: Program, tmp_path: Path) -> None:
    none = planned("leave", "acme", "--out", tmp_path / "out")
    assert none.code == 1
    assert "No meeting with Acme Foods Ltd" in none.err
    planned("add", "meeting", "kind=kickoff", "day=today", "--customer", "acme")
    wrong = planned("leave", "acme", "--out", tmp_path / "o", "--next", "today+7", "--at", "noon")
    assert (wrong.code, "noon" in wrong.err) == (1, True)
    file = tmp_path / "file.txt"
    file.write_text("taken")
    taken = planned("leave", "acme", "--out", file, "--reason", "They call us")
    assert taken.code == 1
    assert file.read_text() == "taken"


def test_welcome(planned: Program, tmp_path: Path) -> None:
    planned("add", "meeting", "kind=kickoff", "day=today+7", "at=10:00", "--customer", "acme")
    planned("add", "meeting", "kind=training", "day=today+9", "--customer", "acme")
    answer = planned("welcome", "acme", "--out", tmp_path / "letter", "--language", "zh_TW")
    assert answer.code == 0, answer.err
    assert "no mail address" in answer.err.lower()
    names = sorted(path.name for path in (tmp_path / "letter").iterdir())
    assert [name.rpartition(".")[2] for name in names] == ["ics", "eml", "pdf"]
    assert "kickoff" in names[0]


def test_the_item_that_stands_for_a_kickoff_is_named_and_done_if_said(
    planned: Program, tmp_path: Path
) -> None:
    added = planned("add", "meeting", "kind=kickoff", "day=today", "--customer", "acme")
    assert added.code == 0, added.err
    call = ("leave", "acme", "--out", tmp_path / "stick", "--reason", "over")
    trial = planned(*call, "--dry-run")
    assert "stands for this meeting in the plan and stays open; --item-done" in trial.err
    done = planned(*call, "--item-done", "--json")
    assert done.code == 0, done.err
    assert "stays open" not in done.err
