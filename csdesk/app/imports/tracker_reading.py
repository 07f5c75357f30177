"""What each cell of a returned tracker says: a stored value, or what cannot be read and a guess."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from csdesk.app.imports import table
from csdesk.app.imports.dates import DateError, DateOrder, parse_date
from csdesk.app.imports.guard import Limits
from csdesk.app.imports.tracker_book import Book, BookCell, cell_date, cell_fault, read_book
from csdesk.app.imports.tracker_dates import guess_date, order_of
from csdesk.app.imports.tracker_layout import FoundSheet, Meta, find_meta, find_sheets
from csdesk.app.imports.tracker_words import guess_code, known_words
from csdesk.domain.cell_text import cell_text
from csdesk.domain.errors import N_, UserError
from csdesk.domain.mail import is_mail
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import (
    ABSENT,
    CONTACTS,
    ITEMS,
    MILESTONES,
    FileRow,
    FileValue,
    Known,
    Shape,
    Unread,
)
from csdesk.domain.progress import Progress

Words = Mapping[tuple[str, str], str]  # (field, folded word) -> code
_CODED = ("status", "side", "priority")
_DATES = ("agreed", "target", "forecast", "actual")
_TEXTS = {str, type(None)}
_OWN_NUMBER = re.compile("[AM][1-9][0-9]*")  # as we write it


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What reading needs besides the file.

    `base` are the items as exported; `words` what a customer's own words mean; `order` is how the
    file writes dates, where a person said so; `today` only serves guesses.
    """

    today: date
    base: Known = field(default_factory=dict)
    words: Words = field(default_factory=dict)
    order: DateOrder | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadSheet:
    """The rows of one sheet with what they say, and where each field stands (columns from 0)."""

    shape: Shape
    name: str
    rows: Sequence[FileRow]
    columns: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class FileTracker:
    """A returned tracker as it was read.

    Without an `order` but with an example a person has to say how the file writes dates.
    """

    file_name: str
    meta: Meta
    saved_by: str
    saved_at: str
    items: ReadSheet
    contacts: ReadSheet | None
    milestones: ReadSheet | None
    order: DateOrder | None
    order_example: str
    notes: Sequence[tuple[str, str, str]] = ()  # pinned to cells: sheet, address, text


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTracker:
    """A workbook in which a tracker was found, not read yet: first its export has to be known."""

    book: Book
    meta: Meta
    sheets: Mapping[Shape, FoundSheet]

    def ids(self) -> frozenset[str]:
        """Return the hidden ids of the items that the file still has."""
        found = self.sheets[ITEMS]
        return frozenset(_row_id(cells, found.id_column) for _, cells in found.rows) - {""}


def open_tracker(
    path: Path, progress: Progress | None = None, *, limits: Limits | None = None
) -> OpenTracker:
    """Open a returned workbook and find its parts. Raises `UserError` for what is no tracker."""
    book = read_book(path, progress, limits=limits)
    sheets = find_sheets(book)
    if ITEMS not in sheets:
        raise UserError(
            "tracker_no_items",
            N_(
                "{file} has no list of action items that csdesk can find: the row with the column "
                "names (No., Action item, Status …) is missing. Ask for the file as it was sent."
            ),
            file=path.name,
        )
    return OpenTracker(book=book, meta=find_meta(book), sheets=sheets)


def read_tracker(opened: OpenTracker, reading: Reading) -> FileTracker:
    """Read every cell; nothing is guessed into a value."""
    found = opened.sheets[ITEMS]
    order, example = reading.order, ""
    if order is None:
        order, example = _date_order(found, reading.base)
    cells = _Cells(opened.book.date_1904, order, reading)
    others = {
        shape: _read(opened.sheets[shape], cells) if shape in opened.sheets else None
        for shape in (CONTACTS, MILESTONES)
    }
    return FileTracker(
        file_name=opened.book.file_name,
        meta=opened.meta,
        saved_by=opened.book.saved_by,
        saved_at=opened.book.saved_at,
        items=_read(found, cells),
        contacts=others[CONTACTS],
        milestones=others[MILESTONES],
        order=order,
        order_example=example,
        notes=[(one.name, at, text) for one in opened.book.sheets for at, text in one.notes],
    )


class _Memo(dict[BookCell, FileValue]):
    """What texts of a field say, each read once."""

    def __init__(self, read: Callable[[BookCell], FileValue]) -> None:
        super().__init__({"": None, None: None})
        self._read = read

    def __missing__(self, cell: BookCell) -> FileValue:
        value = self[cell] = self._read(cell)
        return value


class _Cells:
    """Reads cells by their field; equal ones are read once."""

    def __init__(self, date_1904: bool, order: DateOrder | None, reading: Reading) -> None:
        self._date_1904, self._order, self._reading = date_1904, order, reading
        self._memo: dict[str, _Memo] = {}

    def column(self, name: str, cells: Sequence[BookCell]) -> list[FileValue]:
        """Return what the cells of a field say."""
        read = self._reader(name)
        memo = self._memo.setdefault(name, _Memo(lambda cell: self._sound(cell, read)))
        if set(map(type, cells)) <= _TEXTS:
            return [memo[cell] for cell in cells]
        # True is 1 and 1.0 for a dictionary, and a number is not read as a truth.
        return [
            memo[cell] if cell is None or type(cell) is str else self._sound(cell, read)
            for cell in cells
        ]

    def _sound(self, cell: BookCell, read: Callable[[BookCell], FileValue]) -> FileValue:
        fault = cell_fault(cell)
        return Unread(fault[1], fault[0]) if fault is not None else read(cell)

    def _reader(self, name: str) -> Callable[[BookCell], FileValue]:
        if name in _CODED:
            return lambda cell: self._code(name, cell)
        if name in _DATES:
            return self._date
        return {"number": _item_number, "mail": _mail}.get(name, _text)

    def _code(self, name: str, cell: BookCell) -> FileValue:
        text = _text(cell)
        if text is None:
            # A list always has a value: an emptied one says nothing that could be stored.
            return Unread("", f"{name}_empty")
        word = fold(text)
        code = known_words(name).get(word) or self._reading.words.get((name, word))
        return code if code is not None else Unread(text, f"{name}_unknown", guess_code(name, text))

    def _date(self, cell: BookCell) -> FileValue:
        if (day := cell_date(cell)) is not None:
            return day
        text = _text(cell)
        if text is None:
            return None
        value = cell if isinstance(cell, int | float) else text
        try:
            return parse_date(value, self._order, date_1904=self._date_1904).isoformat()
        except DateError as error:
            return Unread(text, error.code, self._guess(text, error.code))

    def _guess(self, text: str, code: str) -> str | None:
        if code == "date_ambiguous":
            return parse_date(text, DateOrder.DMY).isoformat()
        found = guess_date(text, self._reading.today)
        return None if found is None else found.isoformat()


def _read(found: FoundSheet, cells: _Cells) -> ReadSheet:
    shape, columns = found.shape, found.columns
    named = [_row_id(line, found.id_column) for _, line in found.rows]
    kept, ids = [], []
    for row, row_id in zip(found.rows, named, strict=True):
        if row_id or _says_something(row[1], found):
            kept.append(row)
            ids.append(row_id)
    shortest = min((len(line) for _, line in kept), default=0)
    read: list[Sequence[FileValue]] = []
    for name in shape.fields:
        if name not in columns:
            read.append([ABSENT] * len(kept))
            continue
        at = columns[name]
        if at < shortest:
            raw = [line[at] for _, line in kept]
        else:
            raw = [line[at] if at < len(line) else None for _, line in kept]
        read.append(_filled(name, cells, raw, kept, found))
    rows = [
        FileRow(number, row_id, values)
        for (number, _), row_id, values in zip(kept, ids, zip(*read, strict=True), strict=True)
    ]
    return ReadSheet(shape=shape, name=found.name, rows=rows, columns=columns)


def _filled(
    name: str,
    cells: _Cells,
    raw: Sequence[BookCell],
    kept: Sequence[tuple[int, Sequence[BookCell]]],
    found: FoundSheet,
) -> list[FileValue]:
    """Read a column; an empty cell of a list is only a fault in a row that had a value there."""
    values = cells.column(name, raw)
    if name not in _CODED or None not in values:
        return values
    empty = Unread("", f"{name}_empty")
    return [
        (empty if _row_id(line, found.id_column) or _has_number(line, found) else None)
        if value is None
        else value
        for value, (_, line) in zip(values, kept, strict=True)
    ]


def _has_number(line: Sequence[BookCell], found: FoundSheet) -> bool:
    at = found.columns.get("number")
    return at is not None and at < len(line) and line[at] not in ("", None)


def _says_something(line: Sequence[BookCell], found: FoundSheet) -> bool:
    """Whether a row without an id is one of the table: not blank, no title, no header again."""
    filled = {
        name for name, at in found.columns.items()
        if at < len(line) and line[at] not in ("", None) and str(line[at]).strip()
    }  # fmt: skip
    editable = found.shape.editable | {found.shape.title}
    if not filled & editable:
        at = found.columns.get(found.shape.key, -1)
        return 0 <= at < len(line) and _is_number(line[at])
    title = found.columns.get(found.shape.title)
    head = title is not None and title < len(line) and isinstance(line[title], str)
    return not (head and found.header_again(line))


def _is_number(cell: BookCell) -> bool:
    value = _item_number(cell)
    return isinstance(value, str) and value.isdigit()


def _row_id(line: Sequence[BookCell], at: int | None) -> str:
    if at is None or at >= len(line):
        return ""
    cell = line[at]
    return cell.strip() if isinstance(cell, str) else ""


def _date_order(found: FoundSheet, base: Known) -> tuple[DateOrder | None, str]:
    """Decide from the target dates that were typed as text."""
    at = found.columns.get("target")
    if at is None:
        return None, ""
    place = ITEMS.at("target")
    typed: list[str] = []
    pairs: list[tuple[str, str]] = []
    for _, line in found.rows:
        cell = line[at] if at < len(line) else None
        if not isinstance(cell, str) or not cell or cell[:1] < " ":
            continue
        typed.append(cell)
        known = base.get(_row_id(line, found.id_column))
        if known is not None and (before := known[place]) is not None:
            pairs.append((cell, before))
    return order_of(typed, pairs)


def _text(cell: BookCell) -> str | None:
    if isinstance(cell, str):
        return cell_date(cell) or cell_text(cell)
    return cell_text(table.cell_text(cell))


def _item_number(cell: BookCell) -> FileValue:
    """Read `A34`, `34` or `Ａ34`; anything else as it stands."""
    if isinstance(cell, str) and _OWN_NUMBER.fullmatch(cell):
        return cell[1:]
    text = _text(cell)
    if text is None:
        return None
    word = fold(text).upper()
    plain = word[1:].strip() if word[:1] in ("A", "M") else word
    return plain.lstrip("0") if plain.isdigit() and plain.strip("0") else text


def _mail(cell: BookCell) -> FileValue:
    text = _text(cell)
    return text if text is None or is_mail(text) else Unread(text, "mail_wrong")
