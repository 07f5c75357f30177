"""`csdesk documents`: what left, how, and a document again as it was."""

from pathlib import Path

from tests.cli.conftest import Program


def test_what_left_is_listed_with_its_ways(planned: Program, tmp_path: Path) -> None:
    assert "Nothing found" in planned("documents", "acme").out
    out = tmp_path / "status.pdf"
    assert planned("report", "status", "acme", "--out", out).code == 0
    assert planned("export", "tracker", "acme", "--out", tmp_path / "t.xlsx").code == 0
    found = planned("documents", "acme", "--json").data
    assert [one["kind"] for one in found] == ["tracker", "status"]
    status = found[1]
    assert (status["number"], status["language"], status["customer"]) == (1, "en", "Acme Foods Ltd")
    (sent,) = status["sent"]
    assert (sent["way"], sent["place"], sent["to"]) == ("saved", str(out.resolve()), [])
    assert len(sent["sha256"]) == 64
    text = planned("documents", "--kind", "status").out
    assert "status" in text
    assert "tracker" not in text
    assert status["sha256"][:8] in text


def test_a_document_is_made_again_as_it_was(planned: Program, tmp_path: Path) -> None:
    out, again = tmp_path / "status.pdf", tmp_path / "again.pdf"
    planned("report", "status", "acme", "--out", out)
    document_id = planned("documents", "--json").data[0]["id"]
    planned("set", "customer", "acme", "name=Another Name")
    answer = planned("documents", "again", document_id, "--out", again, "--json")
    assert answer.code == 0, answer.err
    assert answer.data["same_bytes"] is True
    assert again.read_bytes() == out.read_bytes()
    (document,) = planned("documents", "--json").data
    assert [one["place"] for one in document["sent"]] == [str(again), str(out)]


def test_a_short_form_is_asked_for_only_where_there_is_one(
    planned: Program, tmp_path: Path
) -> None:
    out = tmp_path / "out.pdf"
    for kind in ("status", "plan", "reminder"):
        refused = planned("report", kind, "acme", "--short", "--out", out)
        assert refused.code == 2
        assert "qbr, requests, renewal" in refused.err
        assert not out.exists()
    assert planned("report", "qbr", "acme", "--short", "--out", out).code == 0
    (document,) = planned("documents", "--json").data
    assert document["form"] == "short"
    assert "qbr (short)" in planned("documents", "acme").out


def test_what_cannot_be_made_again_is_said(planned: Program, tmp_path: Path) -> None:
    planned("export", "tracker", "acme", "--out", tmp_path / "t.xlsx")
    document_id = planned("documents", "--json").data[0]["id"]
    refused = planned("documents", "again", document_id, "--out", tmp_path / "again.xlsx")
    assert refused.code == 1
    assert "cannot be made again" in refused.err
    assert planned("documents", "again", "99", "--out", tmp_path / "again.pdf").code == 1
    assert planned("documents", "again", document_id).code == 2
    assert planned("documents", "acme", document_id).code == 2
    assert planned("documents", "nobody").code == 1
