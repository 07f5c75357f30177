"""Where the parts of a returned tracker stand: sheets, headers, columns, the facts of the export.

Everything is found by its words, in three languages, and by the form of hidden ids: sheets may be
renamed, columns moved or added, title rows gone.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from csdesk.app.imports.tracker_book import Book, BookCell, BookRow, BookSheet
from csdesk.app.imports.words import fold_header
from csdesk.domain.errors import N_
from csdesk.domain.merge_rows import CONTACTS, ITEMS, MILESTONES, Shape
from csdesk.i18n import LANGUAGES, Translator

META_SHEET = "_csdesk"
_LOOK_AT = 60  # rows in which a header is looked for
_SAMPLE = 500  # rows in which the column of ids shows
_ROW_ID = re.compile(r"(?:ai|co|us)-[0-9A-Za-z-]{1,40}")
_VERSION = re.compile(r"(?:version|版本|第)\s*(\d{1,6})", re.IGNORECASE)

# Per field the heads that we write, then those that people put in their place.
_ITEM_HEADS: Mapping[str, tuple[str, ...]] = {
    "number": (N_("No."), "number", "#", "id", "序号", "序號"),
    "title": (N_("Action item"), "task", "action", "item", "任务", "事项", "任務", "事項"),
    "milestone": (N_("Milestone"),),
    "agreed": (N_("Agreed date"), "agreed"),
    "side": (N_("Whose turn"), "side", "责任方", "責任方"),
    "owner": (N_("Owner"), "responsible", "责任人", "責任人"),
    "target": (N_("Target date"), "due date", "due", "deadline", "截止日期"),
    "status": (N_("Status"), "state"),
    "priority": (N_("Priority"),),
    "comment": (N_("Your comment"), "comment", "comments", "remarks", "备注", "備註", "意见"),
}
_CONTACT_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": (N_("Name"),),
    "company": (N_("Company"),),
    "role": (N_("Role"), "title", "职位", "職稱"),
    "phone": (N_("Phone"), "telephone", "mobile", "手机", "手機"),
    "mail": (N_("E-mail"), "email", "mail", "邮件", "電郵"),
    "speaks_for": (N_("Speaks for"),),
}
_MILESTONE_HEADS: Mapping[str, tuple[str, ...]] = {
    "number": (N_("No."),),
    "title": (N_("Milestone"),),
    "agreed": (N_("Agreed"),),
    "forecast": (N_("Forecast"),),
    "actual": (N_("Actual"),),
    "slip": (N_("Slip (days)"),),
}
# Fields that tell the sheet from the others, and how many heads are enough.
_KINDS: Sequence[tuple[Shape, Mapping[str, tuple[str, ...]], frozenset[str], int]] = (
    (ITEMS, _ITEM_HEADS, frozenset({"title", "comment", "side", "target"}), 4),
    (MILESTONES, _MILESTONE_HEADS, frozenset({"forecast"}), 4),
    (CONTACTS, _CONTACT_HEADS, frozenset({"name", "phone", "mail", "speaks_for"}), 3),
)


def heads_of(shape: Shape, names: Collection[str], language: str) -> list[str]:
    """Return what we call the columns of these fields in a tracker of a language, in its order."""
    words = Translator(language)
    heads = next(heads for kind, heads, _, _ in _KINDS if kind is shape)
    return [words.text(known[0]) for name, known in heads.items() if name in names]


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundSheet:
    """A sheet of the tracker: its header's row, the column of each field that it has (from 0)."""

    shape: Shape
    name: str
    header_row: int
    columns: Mapping[str, int]
    id_column: int | None
    rows: Sequence[BookRow]

    def header_again(self, cells: Sequence[BookCell]) -> bool:
        """Whether a row repeats the header, as printed pages and pasted parts do."""
        return len(_columns(cells, _heads(self.shape))) >= min(len(self.columns), 4)


@dataclass(frozen=True, kw_only=True, slots=True)
class Meta:
    """What the file says of the export that it is; empty where that was lost."""

    export_uid: str = ""
    customer_uid: str = ""
    project_uid: str = ""
    version: int | None = None
    language: str = ""
    checksum: str = ""
    complete: bool = False  # the meta sheet itself is there

    @property
    def is_ours(self) -> bool:
        """Whether the file says at all that csdesk wrote it."""
        return bool(self.export_uid or self.customer_uid)


def find_sheets(book: Book) -> dict[Shape, FoundSheet]:
    """Return the sheets of the tracker that the workbook has, each the best of its kind."""
    found: dict[Shape, tuple[int, FoundSheet]] = {}
    for sheet in book.sheets:
        if sheet.name.casefold() == META_SHEET:
            continue
        best = _best_kind(sheet)
        if best is None:
            continue
        score, one = best
        if one.shape not in found or score > found[one.shape][0]:
            found[one.shape] = (score, one)
    return {shape: one for shape, (_, one) in found.items()}


def find_meta(book: Book) -> Meta:
    """Return what identifies the export: meta sheet, else properties, else the title block."""
    facts: dict[str, str] = {}
    for sheet in book.sheets:
        if sheet.name.casefold() == META_SHEET:
            for _, cells in sheet.rows:
                if len(cells) >= 2 and isinstance(cells[0], str):
                    facts[cells[0].strip()] = _plain(cells[1])
    complete = "export_uid" in facts
    properties = book.properties
    version = facts.get("version") or properties.get("csdesk_version", "")
    return Meta(
        export_uid=facts.get("export_uid") or properties.get("csdesk_export", ""),
        customer_uid=facts.get("customer_uid") or properties.get("csdesk_customer", ""),
        project_uid=facts.get("plan_uid", ""),
        version=_number(version) or _written_version(book),
        language=facts.get("language", ""),
        checksum=facts.get("checksum", ""),
        complete=complete,
    )


def _best_kind(sheet: BookSheet) -> tuple[int, FoundSheet] | None:
    best: tuple[int, FoundSheet] | None = None
    for number, cells in sheet.rows[:_LOOK_AT]:
        for shape, telling, enough in ((s, t, e) for s, _, t, e in _KINDS):
            columns = _columns(cells, _heads(shape))
            if len(columns) < enough or not telling & set(columns):
                continue
            score = len(columns) * 10 + len(telling & set(columns)) + sheet.visible
            if best is None or score > best[0]:
                below = [row for row in sheet.rows if row[0] > number]
                found = FoundSheet(
                    shape=shape, name=sheet.name, header_row=number, columns=columns,
                    id_column=_id_column(below, columns), rows=below,
                )  # fmt: skip
                best = score, found
    return best


def _columns(cells: Sequence[BookCell], heads: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if isinstance(cell, str) and cell and len(cell) <= 80:
            field = heads.get(fold_header(cell))
            if field is not None:
                columns.setdefault(field, at)
    return columns


@cache
def _heads(shape: Shape) -> Mapping[str, str]:
    """Return field by folded head, our own words of all languages before anyone else's."""
    words = next(heads for one, heads, _, _ in _KINDS if one is shape)
    found: dict[str, str] = {}
    for field, (ours, *_) in words.items():
        for language in LANGUAGES:
            found.setdefault(fold_header(Translator(language).text(ours)), field)
    for field, (_, *others) in words.items():
        for word in others:
            found.setdefault(fold_header(word), field)
    return found


def _id_column(rows: Sequence[BookRow], columns: Mapping[str, int]) -> int | None:
    """Return the column in which hidden ids stand, wherever it was moved."""
    found = _ids_in(rows[:_SAMPLE], columns)
    return _ids_in(rows[_SAMPLE:], columns) if found is None else found


def _ids_in(rows: Sequence[BookRow], columns: Mapping[str, int]) -> int | None:
    counts: dict[int, int] = {}
    taken = set(columns.values())
    for _, cells in rows:
        for at, cell in enumerate(cells):
            if at not in taken and isinstance(cell, str) and _ROW_ID.fullmatch(cell.strip()):
                counts[at] = counts.get(at, 0) + 1
    return max(counts, key=lambda at: (counts[at], at), default=None)


def _written_version(book: Book) -> int | None:
    """Return the version that the title block names."""
    for sheet in book.sheets:
        for _, cells in sheet.rows[:4]:
            for cell in cells:
                if isinstance(cell, str) and (match := _VERSION.search(cell)):
                    return int(match[1])
    return None


def _number(text: str) -> int | None:
    """Read a version; some programs write `9.0`."""
    try:
        return int(float(text))
    except ValueError:
        return None


def _plain(cell: BookCell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
