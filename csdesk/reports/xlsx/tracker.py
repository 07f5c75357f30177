"""The shared tracker workbook (documents, section 9)."""

import errno
import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from lxml.etree import SerialisationError
from openpyxl.packaging.custom import StringProperty
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.domain.codes import Priority, Side, Status
from csdesk.domain.labels import PRIORITY_LABELS, SIDE_LABELS, STATUS_LABELS
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.views.tracker import TrackerContact, TrackerItem, TrackerView
from csdesk.i18n import Translator
from csdesk.reports.words.marks import closed
from csdesk.reports.xlsx.milestones import write_milestones
from csdesk.reports.xlsx.read_me import write_read_me
from csdesk.reports.xlsx.rules import colour_rows, validate_items
from csdesk.reports.xlsx.sheet import (
    add_sheet,
    finish_sheet,
    fits_one_page,
    row_height,
    title_block,
    widths,
)
from csdesk.reports.xlsx.styles import StyleBook, clean_text

FORMAT = "1"
FIRST_ITEM = 6
NEW_ROWS = 10
HEAD_ROW = 5
_ITEM_WIDTHS = {
    "A": 7,
    "B": 44,
    "C": 26,
    "D": 14,
    "E": 13.5,
    "F": 18,
    "G": 14.5,
    "H": 14.5,
    "I": 13,
    "J": 34,
    "K": 2,
    "L": 16,
}
_CHINESE_WIDTHS = {"D": 16, "G": 17}
_CONTACT_WIDTHS = {"A": 20, "B": 24, "C": 22, "D": 20, "E": 34, "F": 26, "G": 2, "H": 16}


def write_tracker(
    view: TrackerView, translator: Translator, path: Path, progress: Progress | None = None
) -> None:
    """Write the workbook of `view` to `path`, in the translator's language.

    Progress is counted in action items; a cancel leaves no finished file. Raises `OSError` when
    the file cannot be written.
    """
    listener = progress or NoProgress()
    book = Workbook()
    styles = StyleBook(book, translator.language)
    contacts_title = translator.text("Contacts")
    items = book.active
    items.title = translator.text("Action items")
    _write_items(items, view, translator, styles, contacts_title, listener)
    milestones = add_sheet(book, translator.text("Milestones"))
    write_milestones(milestones, view, translator, styles)
    _write_contacts(add_sheet(book, contacts_title), view, translator, styles)
    write_read_me(add_sheet(book, translator.text("Read me")), view, translator, styles)
    _write_identity(add_sheet(book, "_csdesk"), view)
    _describe(book, view, translator)
    listener.check_cancelled()
    path.write_bytes(_saved(book))


def _saved(book: Workbook) -> bytes:
    """Return the file's bytes: an archive that is written to a full disk is noisy when it goes.

    Sheets pass through the temporary folder; when that is full, this is an `OSError` as elsewhere.
    """
    content = BytesIO()
    try:
        book.save(content)
    except SerialisationError as error:
        number = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise OSError(number, os.strerror(number)) from error
    return content.getvalue()


def _write_items(
    sheet: Worksheet,
    view: TrackerView,
    translator: Translator,
    styles: StyleBook,
    contacts_title: str,
    progress: Progress,
) -> None:
    widths(sheet, _ITEM_WIDTHS, _CHINESE_WIDTHS if translator.is_chinese else {})
    for letter in "KL":
        sheet.column_dimensions[letter].hidden = True
    title_block(sheet, view, translator, styles, _count_line(view, translator))
    styles.put(sheet, 1, 7, _send_back(view, translator), "cs_ask")
    sheet.merge_cells("G1:J2")
    styles.put(sheet, 4, 1, translator.text("From the plan"), "cs_band_plan")
    styles.put(sheet, 4, 5, translator.text("Yours to edit"), "cs_band_edit")
    for column, word in enumerate(_item_heads(translator), start=1):
        style = "cs_head_plan" if column < 5 else "cs_head_edit"
        styles.put(sheet, HEAD_ROW, column, word, style)
    sheet.row_dimensions[4].height = 17
    sheet.row_dimensions[HEAD_ROW].height = 26
    words = _Words(translator)
    for index, item in enumerate(view.items):
        if index % 200 == 0:
            progress.check_cancelled()
            progress.report(index, len(view.items))
        _write_item(sheet, FIRST_ITEM + index, item, words, styles)
    last = FIRST_ITEM + len(view.items) - 1
    _write_new_rows(sheet, last + 1, translator, styles)
    new_first, new_last = last + 2, last + 1 + NEW_ROWS
    names = f"'{contacts_title}'!$A$6:$A${5 + len(view.contacts) + NEW_ROWS}"
    validate_items(
        sheet, view, words.lists(), names, (FIRST_ITEM, last), (new_first, new_last), translator
    )
    colour_rows(sheet, view, translator, FIRST_ITEM, last, new_last)
    sheet.freeze_panes = "C6"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:J{max(last, HEAD_ROW)}"
    whole = not view.items or fits_one_page(sheet, "ABCDEFGHIJ", new_last)
    printed = new_last if whole else last  # empty rows never make a page of their own
    finish_sheet(sheet, view, translator, head_row=HEAD_ROW, area=f"A1:J{printed}")


class _Words:
    """The words of the codes, looked up once."""

    def __init__(self, translator: Translator) -> None:
        self.side = {code: translator.text(SIDE_LABELS[code]) for code in Side}
        self.status = {code: translator.text(STATUS_LABELS[code]) for code in Status}
        self.priority = {code: translator.text(PRIORITY_LABELS[code]) for code in Priority}

    def lists(self) -> dict[str, Sequence[str]]:
        """Return what the drop-downs of columns E, H and I offer."""
        return {
            "E": list(self.side.values()),
            "H": list(self.status.values()),
            "I": list(self.priority.values()),
        }


def _item_heads(translator: Translator) -> list[str]:
    text = translator.text
    return [
        text("No."),
        text("Action item"),
        text("Milestone"),
        text("Agreed date"),
        text("Whose turn"),
        text("Owner"),
        text("Target date"),
        text("Status"),
        text("Priority"),
        text("Your comment"),
    ]


def _write_item(
    sheet: Worksheet, row: int, item: TrackerItem, words: _Words, styles: StyleBook
) -> None:
    put = styles.put
    bold = item.priority is Priority.MUST
    put(sheet, row, 1, item.code, "cs_locked_muted")
    put(sheet, row, 2, item.title, "cs_locked_bold" if bold else "cs_locked")
    put(sheet, row, 3, item.milestone, "cs_locked_muted")
    put(sheet, row, 4, item.agreed, "cs_date")
    put(sheet, row, 5, words.side[item.side], "cs_edit")
    put(sheet, row, 6, item.owner, "cs_edit")
    put(sheet, row, 7, item.target, "cs_edit_date")
    put(sheet, row, 8, words.status[item.status], "cs_edit")
    put(sheet, row, 9, words.priority[item.priority], "cs_edit")
    put(sheet, row, 10, item.comment, "cs_edit")
    put(sheet, row, 12, item.row_id, "cs_locked_muted")
    sheet.row_dimensions[row].height = row_height(
        (item.title, 44, bold),
        (item.milestone, 26, False),
        (item.owner, 18, False),
        (item.comment, 34, False),
    )


def _write_new_rows(sheet: Worksheet, line: int, translator: Translator, styles: StyleBook) -> None:
    note = translator.text("New: write your own items in the empty rows below")
    styles.put(sheet, line, 1, note, "cs_new")
    sheet.row_dimensions[line].height = 20
    for row in range(line + 1, line + 1 + NEW_ROWS):
        sheet.row_dimensions[row].height = 21
        for column in range(1, 11):
            style = "cs_locked" if column in (1, 4) else "cs_edit"
            styles.put(sheet, row, column, None, "cs_edit_date" if column == 7 else style)


def _write_contacts(
    sheet: Worksheet, view: TrackerView, translator: Translator, styles: StyleBook
) -> None:
    widths(sheet, _CONTACT_WIDTHS, {})
    for letter in "GH":
        sheet.column_dimensions[letter].hidden = True
    line = translator.text("Is somebody missing, or gone? Say so here.")
    title_block(sheet, view, translator, styles, line)
    text = translator.text
    heads = [
        text("Name"),
        text("Company"),
        text("Role"),
        text("Phone"),
        text("E-mail"),
        text("Speaks for"),
    ]
    for column, word in enumerate(heads, start=1):
        styles.put(sheet, HEAD_ROW, column, word, "cs_head_edit")
    sheet.row_dimensions[HEAD_ROW].height = 26
    for row, one in enumerate(view.contacts, start=FIRST_ITEM):
        _write_contact(sheet, row, one, styles)
    first_new = FIRST_ITEM + len(view.contacts)
    for row in range(first_new, first_new + NEW_ROWS):
        sheet.row_dimensions[row].height = 21
        for column in range(1, 7):
            styles.put(sheet, row, column, None, "cs_contact")
    sheet.freeze_panes = "B6"
    new_last = first_new + NEW_ROWS - 1
    whole = not view.contacts or fits_one_page(sheet, "ABCDEF", new_last)
    area = f"A1:F{new_last if whole else first_new - 1}"
    finish_sheet(sheet, view, translator, head_row=HEAD_ROW, area=area)


def _write_contact(sheet: Worksheet, row: int, one: TrackerContact, styles: StyleBook) -> None:
    style = "cs_ours" if one.ours else "cs_contact"
    values = (one.name, one.company, one.role, one.phone, one.mail, one.speaks_for)
    for column, value in enumerate(values, start=1):
        styles.put(sheet, row, column, value, f"{style}_bold" if column == 1 else style)
    styles.put(sheet, row, 8, one.row_id, "cs_locked_muted")
    sheet.row_dimensions[row].height = row_height(
        (one.name, 20, True),
        (one.company, 24, False),
        (one.role, 22, False),
        (one.mail, 34, False),
        (one.speaks_for, 26, False),
    )


def _write_identity(sheet: Worksheet, view: TrackerView) -> None:
    facts = {
        "format": FORMAT,
        "customer_uid": view.customer_uid,
        "plan_uid": view.project_uid,
        "export_uid": view.export_uid,
        "version": str(view.version),
        "language": view.language,
        "exported_at": view.exported_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "checksum": view.checksum(),
    }
    for row, (key, value) in enumerate(facts.items(), start=1):
        sheet.cell(row, 1, key)
        sheet.cell(row, 2, value)
    sheet.sheet_state = "veryHidden"


def _describe(book: Workbook, view: TrackerView, translator: Translator) -> None:
    properties = book.properties
    title = translator.text(
        "Shared tracker, {project}, version {version}", project=view.project, version=view.version
    )
    properties.creator = properties.lastModifiedBy = clean_text(view.company)
    properties.title = clean_text(title)
    properties.language = view.language.replace("_", "-")
    properties.created = properties.modified = view.exported_at.replace(tzinfo=None)
    for name, value in (
        ("csdesk_export", view.export_uid),
        ("csdesk_customer", view.customer_uid),
        ("csdesk_version", str(view.version)),
    ):
        book.custom_doc_props.append(StringProperty(name=name, value=value))


def _count_line(view: TrackerView, translator: Translator) -> str:
    counted = [item for item in view.items if item.status is not Status.CANCELLED]
    done = sum(item.status is Status.DONE for item in counted)
    held = sum(item.status is Status.ON_HOLD for item in counted)
    parts = [translator.text("{done} of {all} done", done=done, all=len(counted))]
    if view.late:
        parts.append(translator.text("{n} late", n=view.late))
    if held:
        parts.append(translator.text("{n} on hold", n=held))
    return closed("   |   ".join(parts), translator)


def _send_back(view: TrackerView, translator: Translator) -> str:
    day = translator.date(view.send_back_by, "weekday")
    if view.send_back_to:
        return translator.text(
            "Send the file back by {day} to {mail}", day=day, mail=view.send_back_to
        )
    return translator.text("Send the file back by {day}", day=day)
