"""`csdesk export tracker --note` and `csdesk report note`: the cover note without a window."""

from pathlib import Path

from tests.cli.conftest import Program


def test_tracker_and_note_in_one_go(planned: Program, tmp_path: Path) -> None:
    first = planned("export", "tracker", "acme", "--out", tmp_path / "one.xlsx", "--json")
    assert first.code == 0, first.err
    assert "note" not in first.data
    items = planned("list", "items", "--customer", "acme", "--json").data
    theirs = next(one for one in items if one["side"] == "customer" and one["status"] == "todo")
    planned("set", "item", str(theirs["number"]), "status=in_progress", "--customer", "acme")
    answer = planned(
        "export", "tracker", "acme", "--out", tmp_path / "two.xlsx",
        "--note", tmp_path / "two.eml", "--json",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    note = answer.data["note"]
    assert (note["number"], note["previous"], note["attached"]) == (2, 1, "two.xlsx")
    assert "To do → In progress" in note["text"]
    assert (tmp_path / "two.eml").read_bytes().startswith(b"X-Unsent: 1")
    text = planned("report", "note", "acme", "--out", tmp_path / "two.txt")
    assert text.code == 0, text.err
    assert note["text"] in (tmp_path / "two.txt").read_text(encoding="utf-8")
    assert "note" in str(planned("list", "documents", "--json").data)


def test_what_a_note_cannot_be_is_said(planned: Program, tmp_path: Path) -> None:
    none = planned("report", "note", "acme", "--out", tmp_path / "n.eml")
    assert none.code == 1
    assert "No version of the tracker has left yet" in none.err
    out = tmp_path / "one.xlsx"
    wrong = planned("export", "tracker", "acme", "--out", out, "--note", tmp_path / "n.pdf")
    assert (wrong.code, out.exists()) == (0, True)
    assert "neither a mail draft" in wrong.err
    dated = planned("report", "note", "acme", "--out", tmp_path / "n.eml", "--as-of", "2026-12-01")
    assert dated.code == 2
    plan = planned("export", "plan", "acme", "--out", tmp_path / "p.pdf", "--note", "n.eml")
    assert plan.code == 2
