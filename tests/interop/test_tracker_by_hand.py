"""Trackers edited in a running LibreOffice, step by step as a customer does, in three languages."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from csdesk.data.store import Store
from csdesk.domain.codes import Priority, Status
from csdesk.domain.labels import PRIORITY_LABELS, STATUS_LABELS
from csdesk.i18n import Translator
from tests.app.returned import COLUMNS, Sent, free_line, line_of, numbers, send
from tests.fixtures_office import Office
from tests.interop.differences import differences

pytestmark = pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
ENDINGS = ("xlsx", "ods")
_LETTERS = {field: chr(64 + column) for field, column in COLUMNS.items()}


class _Tracker:
    """The open tracker: cells by item number and field."""

    def __init__(self, hand: Office, sent: Sent) -> None:
        self._sheet = load_workbook(sent.path).worksheets[0]
        self.last = 5 + len(numbers(sent.path))
        self.free = free_line(self._sheet)
        hand("open", str(sent.path))
        hand("sheet", 0)

    def row(self, number: int) -> int:
        return line_of(self._sheet, number)

    def cell(self, number: int, field: str) -> str:
        return f"{_LETTERS[field]}{self.row(number)}"


def test_the_protection_lets_edits_filters_and_new_rows_through_and_nothing_else(
    store: Store, tmp_path: Path, office_hand: Office, language: str
) -> None:
    sent, words = send(store, tmp_path, language), Translator(language)
    a, b, c, d = numbers(sent.path)[:4]
    done = words.text(STATUS_LABELS[Status.DONE])
    optional = words.text(PRIORITY_LABELS[Priority.OPTIONAL])
    tracker = _Tracker(office_hand, sent)
    title = office_hand("show", tracker.cell(a, "title"))
    assert office_hand("type", tracker.cell(a, "title"), "Renamed") == title
    assert office_hand("clear", tracker.cell(a, "number")) == f"A{a}"
    office_hand("delete_row", tracker.row(d))
    office_hand("sort", f"A6:J{tracker.last}", 2, False)
    assert office_hand("show", tracker.cell(d, "number")) == f"A{d}"
    assert office_hand("type", tracker.cell(a, "status"), done) == done
    office_hand("type", tracker.cell(b, "target"), "2027-03-04")
    office_hand("type", tracker.cell(b, "priority"), optional)
    office_hand("type", tracker.cell(b, "comment"), "=1+1")
    office_hand("clear", tracker.cell(c, "target"))
    office_hand("type", f"{_LETTERS['title']}{tracker.free}", "Order the badges")
    office_hand("type", f"{_LETTERS['target']}{tracker.free}", "2027-01-08")
    shown = office_hand("filter", f"A5:J{tracker.last}", COLUMNS["status"] - 1, done)
    assert shown == 1
    for ending in ENDINGS:
        back = tmp_path / f"back.{ending}"
        office_hand("save", str(back))
        data = sent.json(back)
        assert differences(data) == {
            ("changed", f"A{a}", "status", "done"),
            ("changed", f"A{b}", "target", "2027-03-04"),
            ("changed", f"A{b}", "priority", "optional"),
            ("changed", f"A{b}", "comment", "2"),
            ("changed", f"A{c}", "target", None),
            ("new", None, None, "Order the badges"),
        }
        assert data["rows"]["read"] == len(numbers(sent.path)) + 1
        assert data["warnings"] == []


def test_without_the_protection_rows_are_sorted_put_between_deleted_copied_and_pasted_over(
    store: Store, tmp_path: Path, office_hand: Office, language: str
) -> None:
    sent = send(store, tmp_path, language)
    a, b, c, d, e = numbers(sent.path)[1:6]
    tracker = _Tracker(office_hand, sent)
    assert office_hand("protection", False) is False
    office_hand("type", tracker.cell(a, "comment"), "Edited before sorting")
    # A cell of another column pasted over a list: its drop-down is gone.
    office_hand("type", tracker.cell(c, "comment"), "nearly done")
    office_hand("copy", tracker.cell(c, "comment"))
    office_hand("paste", tracker.cell(b, "status"))
    office_hand("clear", tracker.cell(c, "comment"))
    office_hand("delete_row", tracker.row(e))
    # The visible columns only, as the filter's arrow takes them: hidden ids stay behind.
    office_hand("sort", f"A6:J{tracker.last - 1}", 2, False)
    rows = {office_hand("show", f"A{row}"): row for row in range(6, tracker.last)}
    office_hand("insert_row", 8)
    at = rows[f"A{d}"] + (rows[f"A{d}"] >= 8)
    office_hand("copy", f"A{at}:L{at}")
    office_hand("paste", "A8")
    office_hand("type", f"{_LETTERS['title']}8", "The same for the second shop")
    for ending in ENDINGS:
        back = tmp_path / f"back.{ending}"
        office_hand("save", str(back))
        data = sent.json(back)
        assert differences(data) == {
            ("changed", f"A{a}", "comment", "Edited before sorting"),
            ("unreadable", f"A{b}", "status", "nearly done"),
            ("missing", f"A{e}", None, None),
            ("new", None, None, "The same for the second shop"),
        }
        assert data["new"][0]["copy_of"] == f"A{d}"


def test_the_list_pasted_into_a_new_file(
    store: Store, tmp_path: Path, office_hand: Office, language: str
) -> None:
    sent = send(store, tmp_path, language)
    a = numbers(sent.path)[0]
    tracker = _Tracker(office_hand, sent)
    office_hand("type", tracker.cell(a, "comment"), "Pasted")
    office_hand("copy", f"A5:L{tracker.last}")
    office_hand("new")
    office_hand("paste", "A1")
    office_hand("save", str(tmp_path / "with_ids.xlsx"))
    office_hand("clear", "K1:L60")
    office_hand("save", str(tmp_path / "without_ids.xlsx"))
    for name in ("with_ids.xlsx", "without_ids.xlsx"):
        data = sent.json(tmp_path / name, customer_id=sent.customer)
        assert differences(data) == {("changed", f"A{a}", "comment", "Pasted")}
        assert data["warnings"] == ["identity_lost"]
