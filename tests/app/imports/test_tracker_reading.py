"""Returned workbooks of other programs: what each does to a file, and that nothing is misread."""

import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.imports.guard import Limits
from csdesk.app.imports.tracker_reading import FileTracker, Reading, open_tracker, read_tracker
from csdesk.domain.errors import UserError
from csdesk.domain.merge_rows import ABSENT, ITEMS, FileRow, FileValue, Unread
from csdesk.i18n import Translator
from csdesk.reports.xlsx.tracker import write_tracker
from tests.reports.tracker_sample import tracker_view

TODAY = date(2026, 11, 20)
Change = Callable[[Worksheet], None]


@pytest.fixture(params=["en", "zh_CN", "zh_TW"])
def language(request: pytest.FixtureRequest) -> str:
    """Each language of documents."""
    return str(request.param)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """An English tracker of 17 items as we wrote it."""
    return _write(tmp_path, "en")


def _write(folder: Path, language: str) -> Path:
    path = folder / f"sent-{language}.xlsx"
    write_tracker(tracker_view(17, language), Translator(language), path)
    return path


def _read(path: Path) -> FileTracker:
    return read_tracker(open_tracker(path), Reading(today=TODAY))


def _changed(path: Path, change: Change) -> Path:
    book = load_workbook(path)
    change(book.worksheets[0])
    target = path.with_name("back.xlsx")
    book.save(target)
    return target


def _parts(path: Path, edit: Callable[[str, bytes], bytes | None]) -> Path:
    """Write the file anew with other parts; None leaves one out."""
    target = path.with_name("parts.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = edit(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return target


def _values(tracker: FileTracker) -> list[tuple[str, tuple[FileValue, ...]]]:
    return [(row.row_id, row.values) for row in tracker.items.rows]


def _row(tracker: FileTracker, row_id: str) -> FileRow:
    return next(row for row in tracker.items.rows if row.row_id == row_id)


def _cell(tracker: FileTracker, row_id: str, field: str) -> FileValue:
    return _row(tracker, row_id).values[ITEMS.at(field)]


def test_every_cell_reads_as_it_was_written(tmp_path: Path, language: str) -> None:
    tracker = _read(_write(tmp_path, language))
    view = tracker_view(17, language)
    assert len(tracker.items.rows) == len(view.items)
    for row, item in zip(tracker.items.rows, view.items, strict=True):
        base = item.base()
        assert row.row_id == item.row_id
        said = dict(zip(ITEMS.fields, row.values, strict=True))
        assert said == {
            name: None if value in ("", None) else str(value) for name, value in base.items()
        }
    assert tracker.meta.export_uid == view.export_uid
    assert (tracker.meta.version, tracker.meta.checksum) == (view.version, view.checksum())


def test_texts_inside_the_sheet_or_in_a_table_of_their_own(written: Path) -> None:
    """Source: ECMA-376 18.4.9 (Excel, LibreOffice, WPS) and 18.3.1.53 (converters, our writer)."""
    texts: list[bytes] = []

    def shared(match: re.Match[bytes]) -> bytes:
        texts.append(match[2])
        return b'<c%s t="s"><v>%d</v></c>' % (match[1], len(texts) - 1)

    def edit(name: str, part: bytes) -> bytes:
        if name.startswith("xl/worksheets/sheet"):
            cell = rb'<c([^>]*) t="inlineStr"><is>(<t[^>]*>[^<]*</t>)</is></c>'
            return re.sub(cell, shared, part)
        kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
        if name == "xl/_rels/workbook.xml.rels":
            link = b'<Relationship Id="rIdS" Type="%s" Target="sharedStrings.xml"/>' % kind
            return part.replace(b"</Relationships>", link + b"</Relationships>")
        if name == "[Content_Types].xml":
            content = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings"
            override = (
                b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s+xml"/>' % content
            )
            return part.replace(b"</Types>", override + b"</Types>")
        return part

    target = _parts(written, edit)
    assert len(texts) > 100
    items = b"".join(b"<si>%s</si>" % text for text in texts)
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr("xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (main, items))
    assert _values(_read(target)) == _values(_read(written))


def test_dates_counted_from_1904(written: Path) -> None:
    """Source: Excel for Mac's old default, ECMA-376 18.2.28 `date1904`."""
    book = load_workbook(written)
    book.epoch = CALENDAR_MAC_1904
    target = written.with_name("mac.xlsx")
    book.save(target)
    with zipfile.ZipFile(target) as archive:
        assert b'date1904="1"' in archive.read("xl/workbook.xml")
    assert _values(_read(target)) == _values(_read(written))


def test_a_date_that_lost_its_format_is_a_number(written: Path) -> None:
    """Source: cells pasted as values in WPS and Excel keep 46000 and lose the format."""

    def change(sheet: Worksheet) -> None:
        sheet["G6"].value = 46000
        sheet["G6"].number_format = "General"

    first = _read(written).items.rows[0].row_id
    assert _cell(_read(_changed(written, change)), first, "target") == "2025-12-09"


def test_properties_and_meta_sheet_can_be_gone(written: Path) -> None:
    """Source: Google Sheets drops docProps/custom.xml; a sheet moved to a new file has no meta."""
    lost = _parts(written, lambda name, text: None if name.startswith("docProps/custom") else text)
    lost = _parts_without_reference(lost)
    assert _read(lost).meta.export_uid == "x-9"
    book = load_workbook(lost)
    del book["_csdesk"]
    book.save(lost)
    meta = _read(lost).meta
    assert (meta.export_uid, meta.version, meta.is_ours) == ("", 9, False)
    assert _values(_read(lost)) == _values(_read(written))


def _parts_without_reference(path: Path) -> Path:
    def edit(name: str, text: bytes) -> bytes:
        if name in ("[Content_Types].xml", "_rels/.rels"):
            return re.sub(rb"<(?:Override|Relationship)[^>]*custom[^>]*/>", b"", text)
        return text

    moved = path.with_name("bare.xlsx")
    path.rename(moved)
    return _parts(moved, edit)


def test_columns_may_be_moved_added_and_cut_and_titles_removed(written: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.unmerge_cells("G1:J2")
        sheet.insert_cols(3)
        sheet["C5"] = "Our reference"
        sheet["C6"] = "X-17"
        sheet.delete_cols(6)  # whose turn
        sheet.delete_rows(1, 4)

    tracker = _read(_changed(written, change))
    assert "side" not in tracker.items.columns
    assert all(row.values[ITEMS.at("side")] is ABSENT for row in tracker.items.rows)
    before = _read(written).items.rows
    at = [ITEMS.at(name) for name in ITEMS.fields if name != "side"]
    assert [[r.values[i] for i in at] for r in tracker.items.rows] == [
        [r.values[i] for i in at] for r in before
    ]


def test_the_list_pasted_into_a_new_file_under_other_sheet_names(written: Path) -> None:
    source = load_workbook(written).worksheets[0]
    book = Workbook()
    book.active.title = "Sheet1"
    for row in source.iter_rows(min_row=5, max_col=10, values_only=True):
        book.active.append(row)
        for cell in book.active[book.active.max_row]:
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    target = written.with_name("pasted.xlsx")
    book.save(target)
    tracker = _read(target)
    assert [row.values for row in tracker.items.rows] == [
        row.values for row in _read(written).items.rows
    ]
    assert {row.row_id for row in tracker.items.rows} == {""}


def test_a_formula_that_nobody_calculated_says_nothing(written: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet["G6"].value = "=TODAY()"
        sheet["H7"].value = "=NA()"

    before = _read(written).items.rows
    tracker = _read(_changed(written, change))
    assert _cell(tracker, before[0].row_id, "target") == Unread("=TODAY()", "formula")
    assert _cell(tracker, before[1].row_id, "status") == Unread("=NA()", "formula")


def test_an_error_of_the_program_is_no_value(written: Path) -> None:
    """Source: ECMA-376 18.18.11, `t="e"`."""

    def change(sheet: Worksheet) -> None:
        sheet["J6"].value = "#REF!"
        sheet["J6"].data_type = "e"

    first = _read(written).items.rows[0].row_id
    assert _cell(_read(_changed(written, change)), first, "comment") == Unread("#REF!", "error")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("next week", Unread("next week", "date_unreadable", "2026-11-27")),
        ("31/02/2027", Unread("31/02/2027", "date_no_such_day", "2027-02-28")),
        ("ASAP", Unread("ASAP", "date_unreadable")),
        ("月底", Unread("月底", "date_unreadable", "2026-11-30")),
        ("12月初", Unread("12月初", "date_unreadable", "2026-12-05")),
        ("下周三", Unread("下周三", "date_unreadable", "2026-11-25")),
        ("end of March", Unread("end of March", "date_unreadable", "2027-03-31")),
        ("2026年12月4日", "2026-12-04"),
        ("4 Dec 2026", "2026-12-04"),
        ("2026/12/4", "2026-12-04"),
    ],
)
def test_dates_in_words_are_kept_and_a_guess_offered(
    written: Path, typed: str, expected: FileValue
) -> None:
    first = _read(written).items.rows[0].row_id
    back = _changed(written, lambda sheet: sheet.__setitem__("G6", typed))
    assert _cell(_read(back), first, "target") == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("in progress", "in_progress"),
        ("进行中", "in_progress"),
        ("進行中", "in_progress"),
        ("ＤＯＮＥ", "done"),
        ("finished", Unread("finished", "status_unknown", "done")),
        ("已经完成了", Unread("已经完成了", "status_unknown", "done")),
        ("waiting for IT", Unread("waiting for IT", "status_unknown", "on_hold")),
        ("banana", Unread("banana", "status_unknown")),
        (None, Unread("", "status_empty")),
    ],
)
def test_words_of_a_status_in_three_languages_and_in_peoples_own(
    written: Path, typed: str | None, expected: FileValue
) -> None:
    first = _read(written).items.rows[0].row_id
    back = _changed(written, lambda sheet: sheet.__setitem__("H6", typed))
    assert _cell(_read(back), first, "status") == expected


@pytest.mark.parametrize(
    ("typed", "order", "read"),
    [
        (["05/12/2026", "25/12/2026"], "dmy", ["2026-12-05", "2026-12-25"]),
        (["05/12/2026", "12/25/2026"], "mdy", ["2026-05-12", "2026-12-25"]),
    ],
)
def test_the_order_of_day_and_month_is_seen_in_the_whole_file(
    written: Path, typed: list[str], order: str, read: list[str]
) -> None:
    ids = [row.row_id for row in _read(written).items.rows]

    def change(sheet: Worksheet) -> None:
        for row, text in enumerate(typed, start=6):
            sheet.cell(row, 7).value = text

    tracker = _read(_changed(written, change))
    assert tracker.order == order
    assert [_cell(tracker, row_id, "target") for row_id in ids[: len(typed)]] == read


def test_an_order_that_nothing_decides_is_asked_once(written: Path) -> None:
    rows = _read(written).items.rows
    back = _changed(written, lambda sheet: sheet.__setitem__("G6", "05/12/2026"))
    tracker = _read(back)
    assert (tracker.order, tracker.order_example) == (None, "05/12/2026")
    value = _cell(tracker, rows[0].row_id, "target")
    assert value == Unread("05/12/2026", "date_ambiguous", "2026-12-05")


def test_dates_that_nobody_moved_show_how_the_program_writes(written: Path) -> None:
    rows = _read(written).items.rows
    base = {row.row_id: row.values for row in rows}
    before = datetime.fromisoformat(str(rows[1].values[ITEMS.at("target")]))

    def change(sheet: Worksheet) -> None:
        sheet["G6"] = "05/12/2026"
        sheet["G7"] = before.strftime("%m/%d/%Y")

    opened = open_tracker(_changed(written, change))
    tracker = read_tracker(opened, Reading(today=TODAY, base=base))  # type: ignore[arg-type]
    assert tracker.order == "mdy"
    assert _cell(tracker, rows[0].row_id, "target") == "2026-05-12"


def test_rows_that_say_nothing_are_no_rows(written: Path) -> None:
    def change(sheet: Worksheet) -> None:
        for column in range(1, 11):
            sheet.cell(40, column).value = sheet.cell(5, column).value  # the header once more
        sheet["A41"] = "Total"

    assert len(_read(_changed(written, change)).items.rows) == 17


def test_what_is_no_tracker_is_refused_with_the_way_out(tmp_path: Path, written: Path) -> None:
    plain = tmp_path / "plain.xlsx"
    book = Workbook()
    book.active.append(["Just", "a", "list"])
    book.save(plain)
    text = tmp_path / "a.csv"
    text.write_text("No.,Action item\nA1,x\n")
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(written.read_bytes()[:4000])
    for path, code in (
        (plain, "tracker_no_items"),
        (text, "tracker_no_workbook"),
        (broken, "workbook_damaged"),
        (tmp_path / "none.xlsx", "file_missing"),
    ):
        with pytest.raises(UserError) as caught:
            open_tracker(path)
        assert caught.value.code == code


def test_a_workbook_that_unpacks_too_far_is_refused(written: Path) -> None:
    with pytest.raises(UserError) as caught:
        open_tracker(written, limits=Limits(unpacked_bytes=1000))
    assert caught.value.code == "workbook_too_large"


def test_a_cell_at_the_far_corner_ends_in_a_sentence(written: Path) -> None:
    back = _changed(written, lambda sheet: sheet.__setitem__("XFD1048576", "far"))
    with pytest.raises(UserError) as caught:
        open_tracker(back)
    assert caught.value.code == "workbook_too_large"
