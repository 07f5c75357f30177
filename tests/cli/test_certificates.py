"""`certificate`, `consent` and the documents that stand on them, called as people call them."""

from pathlib import Path

from pypdf import PdfReader

from tests.cli.conftest import Program

ISSUE = (
    "certificate", "issue", "acme", "--to", "Mei Lin", "--statement", "plans a week on her own.",
)  # fmt: skip


def text_of(path: Path) -> str:
    return " ".join(PdfReader(path).pages[0].extract_text().split())


def test_a_certificate_is_issued_looked_up_and_written(planned: Program, tmp_path: Path) -> None:
    made = planned(*ISSUE, "--fact", "Quiz: 18 of 20", "--fact", "25 rosters", "--json")
    assert made.code == 0, made.err
    number = made.data["number"]
    assert number.endswith("-2026-0001")
    assert made.data["facts"] == ["Quiz: 18 of 20", "25 rosters"]
    assert made.data["contact_id"] == 1
    assert "0002" in planned(*ISSUE[:4], "Somebody Else", *ISSUE[5:]).out
    shown = planned("certificate", "show", number.lower())
    assert "Mei Lin plans a week on her own." in shown.out
    listed = planned("list", "certificates", "--filter", f"number = {number}", "--json")
    assert [line["name"] for line in listed.data] == ["Mei Lin"]
    out = tmp_path / "mei.pdf"
    written = planned("report", "certificate", "acme", "--about", number, "--out", out)
    assert written.code == 0, written.err
    assert number in text_of(out)
    assert "Mei Lin" in text_of(out)


def test_an_unknown_number_and_a_missing_statement_are_refused(planned: Program) -> None:
    unknown = planned("certificate", "show", "XX-2026-0001")
    assert unknown.code == 1
    assert "csdesk list certificates" in unknown.err
    assert planned("certificate", "issue", "acme", "--to", "Mei Lin").code == 1
    assert planned("certificate", "issue", "acme", "--statement", "can do it.").code == 1
    assert planned("certificate", "revoke", "acme").code == 2


def test_a_story_needs_a_consent_which_can_be_withdrawn(planned: Program, tmp_path: Path) -> None:
    out = tmp_path / "story.pdf"
    story = ("report", "story", "acme", "--out", out)
    said = ("add", "outcome", "title=Rosters hang by Friday", "said_by=Mei Lin", "may_quote=yes")
    assert planned(*said, "--customer", "acme").code == 0
    refused = planned(*story)
    assert refused.code == 1
    assert "csdesk consent acme --by " in refused.err
    given = planned("consent", "acme", "--by", "Mei Lin", "--covers", "website", "--json")
    assert given.data["given_on"] == "2026-11-20"
    assert planned(*story).code == 0
    assert "Rosters hang by Friday" in text_of(out)
    assert planned("consent", "acme", "--withdraw", "--by", "Mei Lin").code == 2
    assert planned("consent", "acme", "--withdraw").code == 0
    assert planned(*story).code == 1
    assert planned("list", "consents", "--json").data[0]["withdrawn_on"] == "2026-11-20"
    assert planned("consent", "acme", "--by", "Mei Lin").code == 1


def test_the_letters_are_written(planned: Program, tmp_path: Path) -> None:
    welcome = tmp_path / "welcome.pdf"
    assert planned("report", "welcome", "acme", "--out", welcome).code == 0
    assert "Mei Lin" in text_of(welcome)
    refused = planned("report", "completion", "acme", "--out", tmp_path / "done.pdf")
    assert refused.code == 1
    assert "is not live yet" in refused.err
