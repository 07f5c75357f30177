"""Trackers that went through LibreOffice: exactly what was edited differs, in three languages.

Edits are made cell by cell, as a person makes them; LibreOffice then opens the file and saves it
anew in its own way, as .xlsx or .ods.
"""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.trackers import export_tracker
from csdesk.data.store import Store
from csdesk.domain.codes import Priority, Status
from csdesk.domain.labels import PRIORITY_LABELS, STATUS_LABELS
from csdesk.i18n import Translator
from tests.app.returned import COLUMNS, cells, day, edited, free_line, line_of, numbers, send
from tests.interop.differences import differences
from tests.support import TODAY

Convert = Callable[[Path, str], Path]

pytestmark = pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])


def _words(language: str) -> tuple[str, str]:
    words = Translator(language)
    return words.text(STATUS_LABELS[Status.DONE]), words.text(PRIORITY_LABELS[Priority.OPTIONAL])


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_an_unchanged_file_that_was_saved_anew_has_nodifferences(
    store: Store, tmp_path: Path, office_convert: Convert, language: str, ending: str
) -> None:
    sent = send(store, tmp_path, language)
    # What a cell could be taken for by a program that opens it.
    for place, number in enumerate(numbers(sent.path)[:6]):
        odd = ["=1+1", "0123", "1/2", "two\nlines", "  blanks ", "2026-03-04"][place]
        sent.ours(number, customer_comment=odd)
    path = export_tracker(
        store, project_id=sent.project, out=tmp_path / "two.xlsx", today=TODAY, language=language
    ).path
    data = sent.json(office_convert(path, ending))
    assert differences(data) == set()
    assert data["rows"]["unchanged"] == data["rows"]["read"] == len(numbers(path))
    assert data["contacts"]["unchanged"] == data["contacts"]["read"] == 3
    assert data["warnings"] == []


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_edits_within_the_protection(
    store: Store, tmp_path: Path, office_convert: Convert, language: str, ending: str
) -> None:
    sent = send(store, tmp_path, language)
    a, b, c, d = numbers(sent.path)[:4]
    sent.ours(d, customer_comment="Ours")
    done, optional = _words(language)

    def edit(sheet: Worksheet) -> None:
        cells({
            a: {"status": done, "comment": "第一行\nsecond line"},
            b: {"target": day("2027-03-04"), "priority": optional},
            c: {"target": None},
            d: {"comment": "Theirs"},
        })(sheet)  # fmt: skip
        row = free_line(sheet)
        sheet.cell(row, COLUMNS["title"]).value = "Order the badges"
        sheet.cell(row, COLUMNS["target"]).value = day("2027-01-08")

    data = sent.json(office_convert(edited(sent.path, edit), ending))
    assert differences(data) == {
        ("changed", f"A{a}", "status", "done"),
        ("changed", f"A{a}", "comment", "第一行\nsecond line"),
        ("changed", f"A{b}", "target", "2027-03-04"),
        ("changed", f"A{b}", "priority", "optional"),
        ("changed", f"A{c}", "target", None),
        ("conflicts", f"A{d}", "comment", "Theirs"),
        ("new", None, None, "Order the badges"),
    }
    assert data["new"][0]["theirs"]["target"] == "2027-01-08"
    assert data["rows"]["read"] == len(numbers(sent.path)) + 1
    assert data["warnings"] == []


def test_edits_after_the_protection_was_taken_off(
    store: Store, tmp_path: Path, office_convert: Convert, language: str
) -> None:
    """Sorted in the visible columns only, rows copied, cut and put between, lists pasted over."""
    sent = send(store, tmp_path, language)
    first, last = 6, 5 + len(numbers(sent.path))
    a, b, c, d = numbers(sent.path)[2:6]

    def edit(sheet: Worksheet) -> None:
        sheet.protection.sheet = False
        cells({a: {"comment": "Edited before sorting"}, b: {"status": "nearly done"}})(sheet)
        # Sorting by the filter's arrow leaves the hidden columns behind.
        lines = [[sheet.cell(row, column).value for column in range(1, 11)]
                 for row in range(first, last + 1)]  # fmt: skip
        for row, line in enumerate(sorted(lines, key=lambda one: str(one[1])), start=first):
            for column, value in enumerate(line, start=1):
                sheet.cell(row, column).value = value
        copied = [sheet.cell(line_of(sheet, d), column).value for column in range(1, 13)]
        sheet.delete_rows(line_of(sheet, c))
        sheet.insert_rows(10)
        for column, value in enumerate(copied, start=1):
            sheet.cell(10, column).value = value
        sheet.cell(10, 2).value = "The same for the second shop"

    path = office_convert(edited(sent.path, edit), "xlsx")
    data = sent.json(path)
    assert differences(data) == {
        ("changed", f"A{a}", "comment", "Edited before sorting"),
        ("unreadable", f"A{b}", "status", "nearly done"),
        ("missing", f"A{c}", None, None),
        ("new", None, None, "The same for the second shop"),
    }
    assert data["new"][0]["copy_of"] == f"A{d}"


def test_the_list_in_a_new_file_without_ids(
    store: Store, tmp_path: Path, office_convert: Convert, language: str
) -> None:
    """Copied into an empty workbook: no meta sheet, no properties, no ids, one number lost."""
    sent = send(store, tmp_path, language)
    a, b = numbers(sent.path)[:2]

    def edit(sheet: Worksheet) -> None:
        row = line_of(sheet, b)
        cells({a: {"comment": "Pasted"}})(sheet)
        sheet.cell(row, 1).value = None

    book = load_workbook(edited(sent.path, edit))
    for name in book.sheetnames[1:]:
        del book[name]
    book.custom_doc_props.props.clear()
    sheet = book.worksheets[0]
    sheet.delete_cols(11, 2)
    sheet.delete_rows(1, 4)
    sheet.title = "Sheet1"
    bare = tmp_path / "bare.xlsx"
    book.save(bare)
    data = sent.json(office_convert(bare, "xlsx"), customer_id=sent.customer)
    assert differences(data) == {
        ("changed", f"A{a}", "comment", "Pasted"),
        ("not_editable", f"A{b}", "number", None),
    }
    assert data["warnings"] == ["identity_lost"]


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_notes_pinned_to_cells_are_read_wherever_they_stand(
    store: Store, tmp_path: Path, office_convert: Convert, language: str, ending: str
) -> None:
    sent = send(store, tmp_path, language)
    book = load_workbook(sent.path)
    first, contacts = book.worksheets[0], book.worksheets[2]
    last = first.max_row + 20
    pinned = [
        (first, "G8", "Not before\nMarch & April"),
        (first, "J12", "第二行  <b>"),
        (first, f"AB{last}", "far away"),
        (contacts, "B7", "has left"),
    ]
    for sheet, address, text in pinned:
        sheet[address].comment = Comment(text, "Wei Zhang")
    path = tmp_path / "noted.xlsx"
    book.save(path)
    data = sent.json(office_convert(path, ending))
    found = {(one["sheet"], one["cell"], one["text"]) for one in data["notes"]}
    assert found == {(sheet.title, address, text) for sheet, address, text in pinned}
    assert differences(data) == set()
