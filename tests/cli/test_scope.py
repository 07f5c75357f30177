"""Scope, criteria and punch list from the command line, and the documents that stand on them."""

from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import Program


def text_of(path: Path) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_an_acceptance_sheet_is_made_by_calls_alone(planned: Program, tmp_path: Path) -> None:
    of_acme = ("--customer", "acme")
    empty = planned("report", "acceptance", "acme", "--out", tmp_path)
    assert empty.code == 1
    assert "csdesk add criterion" in empty.err
    for call in (
        ("deliverable", "title=Rosters for 9 clinics", "agreed_by=Mei Lin", "agreed_on=today-9"),
        ("deliverable", "title=Payroll", "in_scope=no"),
        ("criterion", "text=Rosters hang by Friday", "deliverable=Rosters for 9 clinics"),
        ("criterion", "text=Overtime is seen", "result=passed", "evidence=Shown on 18 November"),
    ):
        answer = planned("add", *call, *of_acme)
        assert answer.code == 0, answer.err
    added = planned(
        "add", "defect", "title=Night shift", "owner=Mei Lin", "due=today+7",
        "criterion=Rosters hang by Friday", *of_acme, "--json",
    )  # fmt: skip
    assert (added.data["number"], added.data["side"]) == ("P1", "customer")
    checked = planned("set", "criterion", "Rosters hang by Friday", "result=failed", *of_acme)
    assert checked.code == 0, checked.err
    listed = planned("list", "criteria", *of_acme, "--json").data
    assert [(one["result"], one["checked_on"]) for one in listed] == [
        ("failed", "2026-11-20"), ("passed", "2026-11-20"),
    ]  # fmt: skip
    out = tmp_path / "sheet.pdf"
    written = planned("report", "acceptance", "acme", "--out", out)
    assert written.code == 0, written.err
    text = text_of(out)
    assert "1 of 2 criteria are met." in text
    assert "One point stands on the punch list, due 27 November." in text
    assert "Not part of this project" in text
    done = planned("set", "defect", "P1", "done_on=today", *of_acme)
    assert done.code == 0, done.err
    assert planned("list", "defects", *of_acme, "--json").data[0]["done_on"] == "2026-11-20"


def test_minutes_are_named_by_their_day(planned: Program, tmp_path: Path) -> None:
    none = planned("report", "minutes", "acme", "--out", tmp_path)
    assert none.code == 1
    assert "csdesk meeting hold" in none.err
    for call in (
        ("add", "meeting", "day=2026-11-18", "kind=progress", "--customer", "acme"),
        ("meeting", "hold", "progress", "--customer", "acme"),
        ("add", "decision", "what=Start with two sites", "day=2026-11-18", "--customer", "acme"),
    ):
        answer = planned(*call)
        assert answer.code == 0, answer.err
    out = tmp_path / "minutes.pdf"
    written = planned("report", "minutes", "acme", "--about", "2026-11-18", "--out", out)
    assert written.code == 0, written.err
    assert "Decided: Start with two sites." in text_of(out)
    wrong = planned("report", "minutes", "acme", "--about", "2026-11-19", "--out", out)
    assert wrong.code == 1
    assert "2026-11-18 progress" in wrong.err
