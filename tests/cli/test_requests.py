"""`csdesk requests` and `csdesk request`, called as people call them."""

import pytest

from tests.cli.conftest import Program

ACME = ("--customer", "acme")


def test_a_request_from_entry_to_the_word_of_the_customer(planned: Program) -> None:
    added = planned(
        "request", "add", "title=Login fails", "kind=fault", "area=Sign-in", "asked_by=mei lin",
        "received=2026-11-19 09:30", "text=Sounded cross", *ACME, "--json",
    )  # fmt: skip
    assert added.code == 0, added.err
    assert added.data["received_at"].startswith("2026-11-19T09:30")
    assert added.data["contact_id"] is not None
    number = added.data["id"]
    answered = planned("request", "answer", number, "text=Cleared", "at=2026-11-19 11:00", *ACME)
    assert answered.code == 0, answered.err
    assert planned("request", "wait", "login", *ACME).code == 0
    listed = planned("requests", "acme", "--state", "waiting", "--month", "2026-11", "--json").data
    assert [(one["title"], one["asked_by"], one["answered"]) for one in listed] == [
        ("Login fails", "Mei Lin", "1:30")
    ]
    solved = planned("request", "solve", number, "by=Mei Lin", "on=today", *ACME)
    assert "as Mei Lin confirmed" in solved.out
    assert planned("requests", "acme", "--state", "open").out.strip() == "Nothing found."
    assert planned("request", "reopen", number, *ACME).code == 0
    assert planned("request", "take", number, *ACME).code == 0
    assert planned("request", "edit", number, "area=Login", *ACME).code == 0
    assert "Login" in planned("requests", "acme", "--area", "login").out
    assert planned("request", "delete", number, *ACME).code == 0
    assert planned("requests", "acme", "--json").data == []


def test_without_a_name_nothing_is_solved(planned: Program) -> None:
    planned("request", "add", "title=Login fails", *ACME)
    refused = planned("request", "solve", "Login fails", *ACME)
    assert refused.code == 1
    assert "say who there confirmed it" in refused.err
    assert planned("requests", "acme", "--json").data[0]["status"] == "new"


def test_a_person_in_no_list_keeps_the_name(planned: Program) -> None:
    planned("request", "add", "title=Login fails", "asked_by=Night porter", *ACME)
    (line,) = planned("requests", "acme", "--json").data
    assert line["asked_by"] == "Night porter"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("request", "solve", "by=Mei", *ACME), 2, "Say which request"),
        (("request", "edit", "99", "area=x", *ACME), 1, "There is no request 99"),
        (("request", "take", "1", "by=Mei", *ACME), 1, "cannot be set here"),
        (("request", "edit", "1", "status=solved", *ACME), 1, "cannot be set here"),
        (("request", "edit", "1", "received=soon", *ACME), 1, "write it like"),
        (("requests", "acme", "--month", "October"), 2, "2026-10"),
        (("request", "wait", "in", *ACME), 1, "fits several requests"),
    ],
)
def test_what_is_wrong_is_said(
    planned: Program, arguments: tuple[str, ...], code: int, words: str
) -> None:
    planned("request", "add", "title=Login fails", *ACME)
    planned("request", "add", "title=Invoice missing", *ACME)
    answer = planned(*arguments)
    assert answer.code == code
    assert words in answer.err


def test_the_report_is_written_and_says_its_month(planned: Program, tmp_path: object) -> None:
    planned("request", "add", "title=Login fails", "received=2026-10-05 10:00", *ACME)
    written = planned("report", "requests", "acme", "--out", f"{tmp_path}/r.pdf")
    assert written.code == 0, written.err
    assert "1 Oct 2026" in written.err


def test_the_report_is_of_the_month_that_is_named(planned: Program, tmp_path: object) -> None:
    planned("request", "add", "title=Login fails", "received=2026-09-05 10:00", *ACME)
    written = planned(
        "report", "requests", "acme", "--month", "2026-09", "--out", f"{tmp_path}/r.pdf"
    )
    assert written.code == 0, written.err
    assert "30 Sep 2026" in written.err
    running = planned(
        "report", "requests", "acme", "--month", "2026-11", "--out", f"{tmp_path}/r.pdf"
    )
    assert running.code == 1
    assert "not over yet: its report can be written from 1 Dec 2026 on" in running.err
    wrong = planned("report", "status", "acme", "--month", "2026-09", "--out", f"{tmp_path}/r.pdf")
    assert wrong.code == 2
    assert "Only requests takes --month" in wrong.err
