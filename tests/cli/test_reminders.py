"""`csdesk report reminder`: drafts without a window."""

from pathlib import Path

from tests.cli.conftest import Program


def test_a_reminder_is_written_for_one_contact(planned: Program, tmp_path: Path) -> None:
    out = tmp_path / "reminder.eml"
    answer = planned(
        "report", "reminder", "acme", "--out", out, "--contact", "Mei Lin",
        "--as-of", "2026-12-11", "--json",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert (answer.data["person"], answer.data["mail"]) == ("Mei Lin", "")
    assert answer.data["items"] >= 1
    assert "No usable mail address of Mei Lin is known" in answer.err
    assert out.read_bytes().startswith(b"X-Unsent: 1")
    logged = planned("list", "documents", "--json").data
    assert "reminder" in str(logged)


def test_several_people_need_a_folder(planned: Program, tmp_path: Path) -> None:
    planned("add", "contact", "name=Bo Xu", "--customer", "acme")
    items = planned("list", "items", "--customer", "acme", "--json").data
    theirs = [one for one in items if one["side"] == "customer" and one["status"] == "todo"]
    number = theirs[0]["number"]
    planned("set", "item", str(number), "owner=Bo Xu", "--customer", "acme")
    asked = ("report", "reminder", "acme", "--as-of", "2026-12-31")
    answer = planned(*asked, "--out", tmp_path / "one.eml")
    assert answer.code == 1
    assert "choose a folder" in answer.err
    folder = planned(*asked, "--out", tmp_path, "--json")
    assert len(folder.data["documents"]) == len(list(tmp_path.glob("*.eml"))) >= 2


def test_a_folder_that_is_not_there_is_made(planned: Program, tmp_path: Path) -> None:
    out = tmp_path / "mails" / "december"
    answer = planned("report", "reminder", "acme", "--out", out, "--as-of", "2026-12-31")
    assert answer.code == 0, answer.err
    assert list(out.glob("*.eml"))
    taken = tmp_path / "taken"
    taken.touch()
    refused = planned("report", "reminder", "acme", "--out", taken, "--as-of", "2026-12-31")
    assert refused.code == 1
    assert "cannot be one" in refused.err


def test_nobody_is_reminded_of_nothing(planned: Program, tmp_path: Path) -> None:
    answer = planned("report", "reminder", "acme", "--out", tmp_path, "--as-of", "2026-10-01")
    assert answer.code == 1
    assert "nothing to remind Acme Foods Ltd of" in answer.err
    unknown = planned("report", "reminder", "acme", "--out", tmp_path, "--contact", "Nobody")
    assert unknown.code == 1
