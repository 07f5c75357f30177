"""`csdesk mail-template`: the mails of documents without a window."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program

STATUS = ("status", "--language", "en")


def test_a_text_is_set_shown_with_a_customers_data_undone_and_reset(
    planned: Program, tmp_path: Path
) -> None:
    body = tmp_path / "mail.txt"
    body.write_text("\ufeffHello {person},\r\n\r\n{headline}\r\n", encoding="utf-8")
    kept = planned(
        "mail-template", "set", *STATUS, "--subject", "{project}: {day}", "--body", body, "--json"
    )
    assert kept.code == 0, kept.err
    assert (kept.data["own"], kept.data["body"]) == (True, "Hello {person},\n\n{headline}")
    shown = planned("mail-template", "show", *STATUS, "--customer", "acme", "--json")
    assert shown.data["body"].startswith("Hello Mei Lin,\n\n")
    assert shown.data["subject"].endswith(": 20 Nov 2026")
    assert shown.data["missing"] == []
    listed = planned("mail-template", "list", "--language", "en", "--json").data
    assert [one["kind"] for one in listed if one["own"]] == ["status"]
    assert planned("undo").code == 0
    assert "(own text)" not in planned("mail-template", "list").out
    assert planned("mail-template", "set", *STATUS, "--subject", "{project}").code == 0
    assert planned("mail-template", "reset", *STATUS, "--json").data["changed"] is True
    assert planned("mail-template", "reset", *STATUS, "--json").data["changed"] is False


def test_places_are_listed_and_missing_values_told(planned: Program) -> None:
    shown = planned("mail-template", "show", *STATUS)
    assert "{report}" in shown.out
    assert "Our phone number" in shown.out
    planned("mail-template", "set", *STATUS, "--subject", "{our_phone}")
    filled = planned("mail-template", "show", *STATUS, "--customer", "acme")
    assert filled.out.startswith("[our_phone?]\n")
    assert "{our_phone}" in filled.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("set", *STATUS, "--subject", "{projekt}"), 1, "Perhaps {project}"),
        (("set", *STATUS, "--subject", "{project"), 1, "brace is not closed"),
        (("set", *STATUS, "--body", "nowhere.txt"), 1, "cannot be read"),
        (("set", *STATUS), 2, "--subject"),
        (("reset", "status"), 2, "--language"),
        (("set", "status", "--subject", "x"), 2, "--language"),
        (("show",), 2, "minutes"),
        (("show", "tracker", "--language", "en"), 2, "tracker"),
        (("show", "minutes", "--language", "en", "--customer", "nobody"), 1, "nobody"),
    ],
)
def test_what_is_wrong_is_said(
    planned: Program, arguments: tuple[str, ...], code: int, told: str
) -> None:
    answer = planned("mail-template", *arguments)
    assert answer.code == code
    assert told in answer.err


def test_a_mail_is_shown_in_the_language_of_who_reads_it(planned: Program) -> None:
    planned("add", "customer", "name=盒马", "code=hema", "language=zh_CN")
    planned("plan", "hema", "--template", "standard-60", "--start", "2026-11-02")
    shown = planned("mail-template", "show", "status", "--customer", "hema", "--json")
    assert (shown.code, shown.data["language"]) == (0, "zh_CN"), shown.err
    ours = planned("mail-template", "show", "status", "--json")
    assert (ours.code, ours.data["language"]) == (0, "en")
    asked = planned(
        "mail-template", "show", "status", "--customer", "hema", "--language", "en", "--json"
    )
    assert asked.data["language"] == "en"
