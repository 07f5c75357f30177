"""The tracker as another program reads it."""

import errno
import gc
import os
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from html import unescape
from pathlib import Path

import pypdfium2
import pytest
from openpyxl import load_workbook

from csdesk.domain.errors import Cancelled
from csdesk.i18n import LANGUAGES, Translator
from csdesk.reports.xlsx.tracker import write_tracker
from tests.reports.tracker_sample import tracker_view

SHEETS = {
    "en": ["Action items", "Milestones", "Contacts", "Read me", "_csdesk"],
    "zh_CN": ["行动项", "里程碑", "联系人", "使用说明", "_csdesk"],
    "zh_TW": ["行動項目", "里程碑", "聯絡人", "使用說明", "_csdesk"],
}
HEADS = {
    "en": "No.|Action item|Milestone|Agreed date|Whose turn|Owner|Target date|Status|Priority|"
    "Your comment",
    "zh_CN": "编号|行动项|里程碑|约定日期|轮到谁|负责人|目标日期|状态|优先级|贵方备注",
    "zh_TW": "編號|行動項目|里程碑|議定日期|輪到誰|負責人|目標日期|狀態|優先順序|貴方備註",
}


def _written(folder: Path, language: str = "en", items: int = 17) -> Path:
    path = folder / f"tracker-{language}.xlsx"
    write_tracker(tracker_view(items, language), Translator(language), path)
    return path


@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_and_heads_speak_the_customers_language(tmp_path: Path, language: str) -> None:
    book = load_workbook(_written(tmp_path, language))
    assert book.sheetnames == SHEETS[language]
    heads = [cell.value for cell in book.worksheets[0][5][:10]]
    assert "|".join(heads) == HEADS[language]


def test_every_value_comes_back_as_what_it_is(tmp_path: Path) -> None:
    view = tracker_view()
    sheet = load_workbook(_written(tmp_path)).worksheets[0]
    for row, item in enumerate(view.items, start=6):
        cells = [cell.value for cell in sheet[row]]
        assert cells[0] == f"A{item.number}"
        assert cells[1] == item.title
        wanted = None if item.target is None else datetime.combine(item.target, datetime.min.time())
        assert cells[6] == wanted
        assert (cells[9] or "") == item.comment
        assert cells[11] == item.row_id
    formulas = [c for line in sheet.iter_rows() for c in line if c.data_type == "f"]
    assert formulas == []


def printed_pages(printed: Path) -> list[str]:
    """Return the text of each page of a PDF, without its head row and footer."""
    document = pypdfium2.PdfDocument(printed)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def test_lists_refuse_other_words_and_have_no_equals_sign(tmp_path: Path) -> None:
    with zipfile.ZipFile(_written(tmp_path, "zh_CN")) as archive:
        xml = unescape(archive.read("xl/worksheets/sheet1.xml").decode())
    assert "我方,客户方,第三方" in xml
    assert "待处理,已安排,进行中,已完成,挂起,已取消" in xml
    assert "<formula1>=" not in xml
    assert xml.count('showErrorMessage="1"') == 5
    assert 'errorStyle="warning"' in xml


def test_their_columns_are_open_and_ours_locked(tmp_path: Path) -> None:
    sheet = load_workbook(_written(tmp_path)).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert [sheet.cell(6, column).protection.locked for column in range(1, 11)] == [
        True,
        True,
        True,
        True,
        False,
        False,
        False,
        False,
        False,
        False,
    ]
    last = 6 + 17
    assert sheet.cell(last, 1).value.startswith("New:")
    assert [sheet.cell(last + 1, column).protection.locked for column in (1, 2, 3, 4, 8)] == [
        True, False, False, True, False,
    ]  # fmt: skip


def test_the_late_rule_reads_the_versions_date_and_not_today(tmp_path: Path) -> None:
    sheet = load_workbook(_written(tmp_path)).worksheets[0]
    rules = [
        formula
        for ranged in sheet.conditional_formatting
        for rule in ranged.rules
        for formula in rule.formula
    ]
    assert any("DATE(2026,11,20)" in formula for formula in rules)
    assert not any("TODAY" in formula for formula in rules)


def test_the_file_says_whose_it_is_and_names_no_user(tmp_path: Path) -> None:
    view = tracker_view()
    book = load_workbook(_written(tmp_path))
    facts = {row[0].value: row[1].value for row in book["_csdesk"].iter_rows()}
    assert book["_csdesk"].sheet_state == "veryHidden"
    assert facts["export_uid"] == view.export_uid
    assert facts["checksum"] == view.checksum()
    assert book.properties.creator == view.company == book.properties.lastModifiedBy
    assert book.custom_doc_props["csdesk_export"].value == view.export_uid


def test_milestones_are_a_chart_of_cells(tmp_path: Path) -> None:
    sheet = load_workbook(_written(tmp_path)).worksheets[1]
    assert sheet.freeze_panes == "C7"
    marks = ["".join(str(c.value or "") for c in sheet[row][7:]) for row in (7, 8, 9)]
    assert marks == ["◇◆", "◇◆", "◇◆"]
    assert [cell.fill.fgColor.rgb for cell in sheet[6] if cell.value == "16"] == ["002A5BD7"]


def test_a_plan_over_thirty_weeks_is_drawn_in_fortnights() -> None:
    from dataclasses import replace
    from datetime import timedelta

    from csdesk.reports.xlsx.milestones import weeks_of

    view = tracker_view()
    short = weeks_of(view)
    assert (short[1].start - short[0].start).days == 7
    late = replace(view.milestones[-1], forecast=view.as_of + timedelta(days=300))
    weeks = weeks_of(replace(view, milestones=(*view.milestones, late)))
    assert (weeks[1].start - weeks[0].start).days == 14
    assert weeks[-1].holds(late.forecast)


def test_an_empty_plan_is_a_whole_workbook(tmp_path: Path) -> None:
    from dataclasses import replace

    view = replace(tracker_view(0), milestones=(), contacts=())
    path = tmp_path / "empty.xlsx"
    write_tracker(view, Translator("en"), path)
    sheet = load_workbook(path).worksheets[0]
    assert sheet.cell(6, 1).value.startswith("New:")
    assert sheet.auto_filter.ref == "A5:J5"


def test_control_characters_do_not_spoil_the_file(tmp_path: Path) -> None:
    from dataclasses import replace

    view = tracker_view(1)
    odd = replace(view.items[0], title="a\x00b\x0bc", comment="x" * 40_000)
    path = tmp_path / "odd.xlsx"
    write_tracker(replace(view, items=(odd,)), Translator("en"), path)
    sheet = load_workbook(path).worksheets[0]
    assert sheet["B6"].value == "abc"
    assert len(sheet["J6"].value) == 32_767


def test_odd_and_long_names_do_not_spoil_properties_and_footers(tmp_path: Path) -> None:
    from dataclasses import replace

    odd = "A\x01 & B\n" + "& more " * 60
    view = replace(tracker_view(1), company=odd, project=odd, footer=odd)
    path = tmp_path / "odd.xlsx"
    write_tracker(view, Translator("en"), path)
    book = load_workbook(path)
    assert book.properties.creator.startswith("A & B")
    assert book.properties.title.startswith("Shared tracker, A & B")
    with zipfile.ZipFile(path) as packed:
        for name in packed.namelist():
            if name.startswith("xl/worksheets/sheet"):
                content = packed.read(name).decode()
                footer = unescape(content.partition("<oddFooter>")[2].partition("</oddFooter>")[0])
                assert len(footer) <= 255
                assert "A && B && more" in footer or not footer


def test_cancel_leaves_no_file(tmp_path: Path) -> None:
    class Stop:
        def report(self, done: int, total: int, text: str = "") -> None:
            pass

        def check_cancelled(self) -> None:
            raise Cancelled

    path = tmp_path / "never.xlsx"
    with pytest.raises(Cancelled):
        write_tracker(tracker_view(), Translator("en"), path, Stop())
    assert not path.exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_reads_and_saves_it_unchanged(
    tmp_path: Path, office_convert: Callable[[Path, str], Path], language: str
) -> None:
    ours = _written(tmp_path, language)
    theirs = office_convert(ours, "xlsx")
    before, after = load_workbook(ours), load_workbook(theirs)
    assert after.sheetnames == before.sheetnames
    for sheet in before.worksheets:
        other = after[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    assert other[cell.coordinate].value == cell.value, cell.coordinate
    validations = after.worksheets[0].data_validations.dataValidation
    columns = {str(rule.sqref)[0] for rule in validations if rule.showErrorMessage}
    assert columns == {"E", "F", "G", "H", "I"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("items", "whole"), [(0, True), (1, True), (12, True), (24, False), (40, False)]
)
def test_empty_rows_are_printed_where_they_share_the_page(
    tmp_path: Path, language: str, items: int, whole: bool
) -> None:
    sheet = load_workbook(_written(tmp_path, language, items)).worksheets[0]
    last = 5 + items + (1 + 10 if whole else 0)
    assert sheet.print_area == f"'{sheet.title}'!$A$1:$J${last}"
    assert sheet.cell(7 + items, 10).protection.locked is False  # they are in the file all the same


def test_empty_rows_of_people_are_printed_where_they_share_the_page(tmp_path: Path) -> None:
    view = tracker_view()
    for copies, whole in ((1, True), (9, False)):
        many = replace(view, contacts=view.contacts * copies)
        write_tracker(many, Translator("en"), tmp_path / "t.xlsx")
        sheet = load_workbook(tmp_path / "t.xlsx").worksheets[2]
        last = 5 + len(many.contacts) + (10 if whole else 0)
        assert sheet.print_area.endswith(f"$F${last}")


@pytest.mark.parametrize("items", [17, 24])
def test_no_printed_page_is_empty(
    tmp_path: Path, office_convert: Callable[[Path, str], Path], items: int
) -> None:
    for picture in printed_pages(office_convert(_written(tmp_path, "zh_TW", items), "pdf")):
        assert len(picture.split()) > 12, picture


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_an_error_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    noise: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", noise.append)
    with pytest.raises(OSError, match="space") as caught:
        write_tracker(tracker_view(), Translator("en"), Path("/dev/full"))
    caught.value.__traceback__ = None
    del caught
    gc.collect()
    assert noise == []


@pytest.mark.skipif(sys.platform == "win32", reason="limits of POSIX")
def test_a_full_temporary_folder_is_an_error_of_the_disk(tmp_path: Path) -> None:
    code = (
        "import os, resource, signal\n"
        "from pathlib import Path\n"
        "from csdesk.i18n import Translator\n"
        "from csdesk.reports.xlsx.tracker import write_tracker\n"
        "from tests.reports.tracker_sample import tracker_view\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n"
        "try:\n"
        "    path = Path(os.environ['TMPDIR'], 't.xlsx')\n"
        "    write_tracker(tracker_view(200, 'en'), Translator('en'), path)\n"
        "except OSError as error:\n"
        "    print(error.errno)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        env={**os.environ, "TMPDIR": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == f"{errno.EFBIG}\n", done.stderr
