"""Where the table of a foreign sheet stands: its sheet, its column names, its end."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from csdesk.app.imports.foreign_book import (
    COLOURED,
    ForeignBook,
    ForeignSheet,
    cell_at,
    written,
)
from csdesk.app.imports.foreign_words import (
    MAIN,
    TELLING,
    SheetKind,
    field_of,
    words_of,
)
from csdesk.app.imports.header import find_header
from csdesk.app.imports.tracker_book import BookCell, BookRow, cell_date
from csdesk.app.imports.words import squeeze
from csdesk.domain.errors import N_, UserError

LOOK_AT = 60  # rows in which column names are looked for
_MOST_HEAD = 3  # rows of names over each other
_MOST_COLUMNS = 400
_DAY = re.compile(r"\d{1,4}[./\-]\d{1,2}[./\-]\d{2,4}")
_VALUE = re.compile(r"\d[\d\s.,:/\-]*%?|\d{1,2}[/\-. ]\w{3,9}[/\-. ]\d{2,4}(?:\s+\d.*)?")
_KINDS: tuple[SheetKind, ...] = ("plan", "risks", "contacts", "decisions")


@dataclass(frozen=True, kw_only=True, slots=True)
class Column:
    """A column of the table: its place from 0, its name, the rows below that hold something."""

    at: int
    name: str
    filled: int = 0
    hidden: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ForeignTable:
    """A table on a sheet. `head` are the rows of column names, `body` those under them.

    `next_head` is the row in which another table begins below, 0 without one; `others` are sheets
    that hold something and are not read; `coloured` are columns on the right in which rows are
    drawn with colours.
    """

    file_name: str
    sheet: ForeignSheet
    kind: SheetKind
    head: tuple[int, ...]
    columns: tuple[Column, ...]
    body: Sequence[BookRow]
    date_1904: bool = False
    next_head: int = 0
    repeated: tuple[int, ...] = ()  # rows in which the names stand once more
    others: tuple[str, ...] = ()
    coloured: tuple[int, ...] = ()
    title: str = ""
    above: tuple[str, ...] = field(default=())  # texts over the table

    @property
    def headers(self) -> tuple[str, ...]:
        """The names of the columns, by which the layout is remembered."""
        return tuple(column.name for column in self.columns)

    def column(self, at: int) -> Column:
        """Return the column at a place."""
        return next(one for one in self.columns if one.at == at)


def find_table(
    book: ForeignBook,
    *,
    sheet: str | None = None,
    header_row: int | None = None,
    kind: SheetKind | None = None,
) -> ForeignTable:
    """Return the table that looks most like a plan, a risk log or a list of people.

    Raises `UserError` for a sheet that is not there and where no row holds column names.
    """
    sheets = _chosen_sheets(book, sheet)
    best: tuple[float, int, _Head] | None = None
    for place, one in enumerate(sheets):
        head = _head(one, header_row, kind)
        if head is not None and (best is None or head.score - place * 0.1 > best[0]):
            best = (head.score - place * 0.1, place, head)
    if best is None:
        raise _no_header(book, header_row)
    _, place, head = best
    return _table(book, sheets[place], _whole_head(sheets[place], head))


def _chosen_sheets(book: ForeignBook, sheet: str | None) -> list[ForeignSheet]:
    if sheet is not None:
        found = [one for one in book.sheets if one.name.strip().casefold() == sheet.casefold()]
        found = found or [one for one in book.sheets if one.name == sheet]
        if not found:
            raise UserError(
                "no_sheet",
                N_("{file} has no sheet of that name. It has: {sheets}."),
                file=book.file_name,
                sheets=", ".join(one.name for one in book.sheets),
            )
        return found
    visible = [one for one in book.sheets if one.visible and one.rows]
    return visible or [one for one in book.sheets if one.rows]


def _no_header(book: ForeignBook, header_row: int | None) -> UserError:
    if not any(one.rows for one in book.sheets):
        return UserError(
            "file_empty",
            N_("{file} is empty. Export it again from the program it comes from."),
            file=book.file_name,
        )
    if header_row is not None:
        return UserError(
            "no_header", N_("Row {row} of {file} holds no column names."),
            file=book.file_name, row=header_row,
        )  # fmt: skip
    return UserError(
        "foreign_no_header",
        N_(
            "In {file} csdesk finds no row with column names such as Task, Start, Owner; it looked "
            "at the sheets {sheets}. Say which row it is: --sheet NAME --header-row N."
        ),
        file=book.file_name,
        sheets=", ".join(one.name for one in book.sheets if one.rows),
    )


@dataclass(frozen=True, slots=True)
class _Head:
    """Rows of column names, what they are worth, and what kind of table stands below them."""

    score: float
    kind: SheetKind
    first: int
    last: int
    names: Mapping[int, str]


def _head(sheet: ForeignSheet, asked: int | None, kind: SheetKind | None) -> _Head | None:
    rows = [row for row in sheet.rows if row[0] <= LOOK_AT or asked is not None]
    if asked is not None:
        index = next((i for i, row in enumerate(rows) if row[0] == asked), None)
        if index is None:
            return None
        return _judged(sheet, rows, index, index, kind, sure=True)
    best: _Head | None = None
    for index in range(len(rows)):
        for last in range(index, min(index + _MOST_HEAD, len(rows))):
            if rows[last][0] - rows[index][0] >= _MOST_HEAD:
                break
            found = _judged(sheet, rows, index, last, kind)
            if found is not None and (best is None or found.score > best.score + 0.01):
                best = found
    return best or _by_contrast(sheet, rows, kind)


def _whole_head(sheet: ForeignSheet, head: _Head) -> _Head:
    """Return the head with the rows that its cells are merged with, above and below."""
    last = max(
        (
            bottom
            for top, left, bottom, right in sheet.looks.merges
            if left == right
            and head.first <= top <= head.last < bottom < top + 2 * _MOST_HEAD
            and left in head.names
        ),
        default=head.last,
    )
    first = min(
        (
            top
            for top, left, bottom, right in sheet.looks.merges
            if left == right and top < head.first <= bottom < top + _MOST_HEAD
        ),
        default=head.first,
    )
    if (first, last) == (head.first, head.last):
        return head
    rows = [row for row in sheet.rows if first <= row[0] <= last]
    return replace(head, first=first, last=last, names=_names(sheet, rows))


def _judged(
    sheet: ForeignSheet,
    rows: Sequence[BookRow],
    first: int,
    last: int,
    kind: SheetKind | None,
    *,
    sure: bool = False,
) -> _Head | None:
    """Say what some rows are worth as column names: fields that they name, kind by kind."""
    names = _names(sheet, rows[first : last + 1])
    short = [name for name in names.values() if len(name) <= 60]
    if not names or (len(short) < len(names) * 0.6 and not sure):
        return None
    # Days over a chart are names; anything else that is a value stands in no head.
    values = sum(_is_value(cell) for cell in rows[last][1])
    best: _Head | None = None
    for one in _KINDS if kind is None else (kind,):
        found: dict[str, float] = {}
        for name in names.values():
            said, likely = field_of(one, name)
            if said and likely > found.get(said, 0.0):
                found[said] = likely
        telling, enough = TELLING[one]
        told = telling & found.keys()
        if not sure and (MAIN[one] not in found or len(told) < enough):
            continue
        worth = float(sum(likely >= 60 for likely in found.values()))
        worth += 0.5 * (len(found) - worth) + 0.6 * len(told)
        sure_ones = sum(likely >= 85 for likely in found.values())
        worth -= 0.2 * (last - first) + min(values * 0.7, 99.0 if sure_ones < 2 else 0.9)
        if sure or worth > (2.0 if sure_ones < 2 else 1.5):
            head = _Head(worth, one, rows[first][0], rows[last][0], names)
            if best is None or head.score > best.score + (0.3 if best.kind == "plan" else 0):
                best = head
    return best


def _by_contrast(
    sheet: ForeignSheet, rows: Sequence[BookRow], kind: SheetKind | None
) -> _Head | None:
    """Find names that no word tells: different short words over columns of dates and numbers."""
    if kind not in (None, "plan"):
        return None
    plain = [[None if cell == "" else _readable(cell) for cell in cells] for _, cells in rows]
    index = find_header(plain)
    if index is None:
        return None
    days = {
        at
        for _, cells in rows[index + 1 :]
        for at, cell in enumerate(cells)
        if cell_date(cell) is not None
        or (isinstance(cell, str) and _DAY.fullmatch(cell.strip()) is not None)
    }
    names = _names(sheet, rows[index : index + 1])
    if not days & names.keys():
        return None
    return _Head(1.0, "plan", rows[index][0], rows[index][0], names)


def _readable(cell: BookCell) -> BookCell:
    day = cell_date(cell)
    return 45_000 if day is not None else cell


def _is_value(cell: BookCell) -> bool:
    if isinstance(cell, str) and cell_date(cell) is None:
        return _VALUE.fullmatch(cell.strip()) is not None
    return cell is not None and not isinstance(cell, bool)


def _names(sheet: ForeignSheet, rows: Sequence[BookRow]) -> dict[int, str]:
    """Return the name of each column: what stands over each other, merged cells filled."""
    across = {
        (top, column): (top, left)
        for top, left, bottom, right in sheet.looks.merges
        if right > left and right - left < 60
        for row in range(top, min(bottom, top + _MOST_HEAD) + 1)
        for column in range(left, right + 1)
        if row == top
    }
    parts: dict[int, list[str]] = {}
    width = min(max((len(cells) for _, cells in rows), default=0), _MOST_COLUMNS)
    several = len(rows) > 1
    for number, cells in rows:
        for at in range(width):
            source = across.get((number, at), (number, at))[1] if several else at
            text = " ".join(written(cell_at(cells, source)).split())
            if text and text not in parts.setdefault(at, []):
                parts[at].append(text)
    return {at: " ".join(texts) for at, texts in parts.items() if texts}


def _table(book: ForeignBook, sheet: ForeignSheet, head: _Head) -> ForeignTable:
    below = [row for row in sheet.rows if row[0] > head.last]
    body, repeated, next_head = _body(sheet, head, below)
    used = {at for _, cells in body for at, cell in enumerate(cells) if written(cell)}
    width = max([*used, *head.names], default=0) + 1
    columns = []
    seen: dict[str, int] = {}
    for at in range(min(width, _MOST_COLUMNS)):
        name = head.names.get(at, "")
        if name and (again := seen.get(name.casefold(), 0)):
            seen[name.casefold()] = again + 1
            name = f"{name} ({again + 1})"
        elif name:
            seen[name.casefold()] = 1
        filled = sum(bool(written(cell_at(cells, at))) for _, cells in body)
        columns.append(
            Column(at=at, name=name, filled=filled, hidden=at in sheet.looks.hidden_columns)
        )
    above = [
        written(cell)
        for number, cells in sheet.rows
        if number < head.first
        for cell in cells
        if written(cell)
    ]
    return ForeignTable(
        file_name=book.file_name,
        sheet=sheet,
        kind=head.kind,
        head=tuple(row[0] for row in sheet.rows if head.first <= row[0] <= head.last),
        columns=tuple(columns),
        body=body,
        date_1904=book.date_1904,
        next_head=next_head,
        repeated=tuple(repeated),
        others=_others(book, sheet),
        coloured=_drawn(sheet, body, columns),
        title=next(iter(above), ""),
        above=tuple(dict.fromkeys(above)),
    )


def _body(
    sheet: ForeignSheet, head: _Head, below: Sequence[BookRow]
) -> tuple[list[BookRow], list[int], int]:
    """Return the rows of the table, those that repeat its names, and where another begins."""
    own = {squeeze(name.split(" ")[-1]) for name in head.names.values()}
    own |= {squeeze(name) for name in head.names.values()}
    body: list[BookRow] = []
    repeated: list[int] = []
    for index, row in enumerate(below):
        texts = [written(cell) for cell in row[1] if written(cell)]
        if len(texts) >= 2 and sum(squeeze(one) in own for one in texts) >= max(
            2, len(texts) * 0.8
        ):
            repeated.append(row[0])
            continue
        if len(texts) >= 3 and index and _are_names(texts):
            other = _judged(sheet, below, index, index, None)
            if other is not None:
                return body, repeated, row[0]
        body.append(row)
    return body, repeated, 0


def _are_names(texts: Sequence[str]) -> bool:
    """Whether most texts of a row are usual column names of one kind of table, word by word."""
    keys = [squeeze(text) for text in texts if len(text) <= 30]
    enough = max(3, len(texts) * 0.6)
    return any(sum(key in words_of(kind) for key in keys) >= enough for kind in _KINDS)


def _others(book: ForeignBook, chosen: ForeignSheet) -> tuple[str, ...]:
    return tuple(one.name for one in book.sheets if one is not chosen and one.rows)


def _drawn(
    sheet: ForeignSheet, body: Sequence[BookRow], columns: Sequence[Column]
) -> tuple[int, ...]:
    """Return the columns, three or more, in which empty cells of rows are coloured unevenly."""
    rows = {number for number, _ in body}
    texts = dict(body)
    counts: dict[int, int] = {}
    for row, at in sheet.looks.marks:
        coloured = row in rows and sheet.looks.has((row, at), COLOURED)
        if coloured and not written(cell_at(texts[row], at)):
            counts[at] = counts.get(at, 0) + 1
    last_named = max((one.at for one in columns if one.filled > len(rows) * 0.3), default=0)
    drawn = sorted(at for at, n in counts.items() if at > last_named and n < len(rows) * 0.9)
    return tuple(drawn) if len(drawn) >= 3 else ()


def second_table(table: ForeignTable) -> tuple[int, int] | None:
    """Return first and last column of another table at the right: its names repeat or begin anew.

    It stands behind a column without a name and has a main column of its own.
    """
    names = {one.at: one.name for one in table.columns if one.name}
    mains = [
        at for at, name in sorted(names.items())
        if field_of(table.kind, name.removesuffix(" (2)"))[0] == MAIN[table.kind]
    ]  # fmt: skip
    for at in mains[1:]:
        gap = max((one for one in range(mains[0], at) if one not in names), default=None)
        if gap is not None:
            last = max(names)
            inside = [names[one].removesuffix(" (2)") for one in names if one > gap]
            known = sum(bool(field_of(table.kind, name)[0]) for name in inside)
            if known >= 2:
                return gap + 1, last
    return None
