"""`export plan` and `report plan`, called as people call them."""

from pathlib import Path

import pypdfium2
import pytest

from tests.cli.conftest import Program


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


@pytest.mark.parametrize(
    ("ending", "start"),
    [("pdf", b"%PDF"), ("png", b"\x89PNG"), ("svg", b"<?xml"), ("ics", b"BEGIN:VCALENDAR")],
)
def test_the_ending_says_what_is_written(
    planned: Program, tmp_path: Path, ending: str, start: bytes
) -> None:
    path = tmp_path / f"plan.{ending}"
    answer = planned("export", "plan", "acme", "--out", path, "--json")
    assert answer.code == 0, answer.err
    assert answer.data["path"] == str(path)
    assert answer.data["kind"] == "plan"
    assert path.read_bytes().startswith(start)


def test_another_ending_is_refused_with_those_there_are(planned: Program, tmp_path: Path) -> None:
    answer = planned("export", "plan", "acme", "--out", tmp_path / "plan.docx")
    assert answer.code == 1
    assert ".pdf, .png, .svg, .ics" in answer.err
    answer = planned("report", "plan", "acme", "--out", tmp_path / "plan.png")
    assert answer.code == 1
    assert ".pdf" in answer.err
    assert list(tmp_path.glob("plan*")) == []


def test_a_report_of_the_plan_with_days_and_paper(planned: Program, tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    options = ("--from", "2026-11-16", "--to", "today+14", "--paper", "a3")
    answer = planned("report", "plan", "acme", "--out", path, *options)
    assert answer.code == 0, answer.err
    assert "16 Nov 2026 to 4 Dec 2026" in text_of(path)
    document = pypdfium2.PdfDocument(path)
    assert round(document[0].get_size()[0]) == 1191
    document.close()
    folder = planned("report", "plan", "acme", "--out", tmp_path, "--json").data
    assert Path(folder["path"]).name == "Acme Foods Ltd_plan_v2_2026-11-20.pdf"


def test_an_internal_copy_has_to_be_asked_for(planned: Program, tmp_path: Path) -> None:
    for options, internal in (((), False), (("--internal",), True)):
        path = tmp_path / f"{internal}.pdf"
        assert planned("export", "plan", "acme", "--out", path, *options).code == 0
        assert ("Internal copy" in text_of(path)) is internal


def test_what_only_a_plan_takes_is_wrong_usage_elsewhere(planned: Program, tmp_path: Path) -> None:
    answer = planned("report", "status", "acme", "--out", tmp_path / "s.pdf", "--internal")
    assert answer.code == 2
    assert "--internal" in answer.err
    assert not (tmp_path / "s.pdf").exists()


def test_all_documents_have_the_plan(planned: Program, tmp_path: Path) -> None:
    answer = planned("export", "all", "acme", "--out", tmp_path / "all", "--json")
    kinds = [one["kind"] for one in answer.data["documents"]]
    assert kinds == ["tracker", "status", "qbr", "plan"]
