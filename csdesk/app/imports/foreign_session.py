"""The steps in which a foreign spreadsheet is understood: read, mapped, planned."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from csdesk.app.imports.dates import DateOrder
from csdesk.app.imports.foreign_book import ForeignBook, read_foreign
from csdesk.app.imports.foreign_dates import Weeks
from csdesk.app.imports.foreign_mapping import (
    SheetMap,
    check_map,
    guess_map,
    map_from_json,
    set_fields,
)
from csdesk.app.imports.foreign_table import ForeignTable, find_table
from csdesk.app.imports.foreign_words import SheetKind
from csdesk.app.imports.mapping import fingerprint
from csdesk.app.imports.tracker_layout import META_SHEET, find_meta, find_sheets
from csdesk.data.store import Store
from csdesk.domain.errors import UserError
from csdesk.domain.merge_rows import ITEMS
from csdesk.domain.progress import Progress
from csdesk.domain.records import Export, ImportMapping

MAPPING_KIND = "sheet"
_OUR_MARK = re.compile(rb"name=[\"']_csdesk[\"']|csdesk_(?:export|customer)")
_OUR_HEADS = frozenset({"milestone", "agreed", "side", "target", "comment"})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """What a person says about a file before it is read. `pairs` are `COLUMN=field`.

    The guess of each cell is taken or, without `guesses`, left; for the cells of which the address
    is in `otherwise` it is the other way round.
    """

    sheet: str | None = None
    header_row: int | None = None
    kind: SheetKind | None = None
    pairs: tuple[str, ...] = ()
    order: DateOrder | None = None
    year: int | None = None
    weeks: Weeks = ""
    guesses: bool = False
    otherwise: frozenset[str] = frozenset()


def carries_our_mark(path: Path) -> bool:
    """Whether a workbook says in its parts that csdesk wrote it; reads a few kilobytes only."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            for name in ("xl/workbook.xml", "docProps/custom.xml", "meta.xml"):
                if name in archive.namelist():
                    with archive.open(name) as stream:
                        if _OUR_MARK.search(stream.read(1 << 20)):
                            return True
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError):
        return False
    return False


def is_ours(book: ForeignBook) -> bool | None:
    """Whether a workbook is a tracker that csdesk wrote, by what it says of itself or by its ids.

    None: it says nothing, yet has nearly all of our columns.
    """
    if book.book is None:
        return False
    if find_meta(book.book).is_ours:
        return True
    if any(one.name.casefold() == META_SHEET for one in book.sheets):
        return True
    found = find_sheets(book.book).get(ITEMS)
    if found is None:
        return False
    if found.id_column is not None:
        return True
    return None if found.columns.keys() >= _OUR_HEADS else False


def is_returned(store: Store, book: ForeignBook, customer_id: int | None) -> bool:
    """Whether a file is a tracker that left here and comes back.

    One that lost every mark counts if its customer, or any, was sent a tracker at all.
    """
    ours = is_ours(book)
    if ours is not None:
        return ours
    with store.read() as reader:
        if customer_id is None:
            return reader.count(Export) > 0
        return reader.count(Export, customer_id=customer_id) > 0


def open_foreign(
    path: Path, progress: Progress | None = None, *, encoding: str | None = None
) -> ForeignBook:
    """Read a spreadsheet; see `read_foreign`."""
    return read_foreign(path, progress, encoding=encoding)


def understood(store: Store, book: ForeignBook, wish: Wish) -> tuple[ForeignTable, SheetMap, str]:
    """Return the table, how its columns are read and where that comes from.

    The origin is `guessed` or `remembered`; what a person wishes stands over both. Raises
    `UserError` for a sheet or column that is not there and a mapping without a title.
    """
    table = find_table(book, sheet=wish.sheet, header_row=wish.header_row, kind=wish.kind)
    mapping, origin = remembered(store, table), "remembered"
    if mapping is None:
        mapping, origin = guess_map(table), "guessed"
    if mapping.kind != table.kind:
        table = replace(table, kind=mapping.kind)
    mapping = set_fields(mapping, table, wish.pairs)
    mapping = replace(
        mapping,
        order=wish.order or mapping.order,
        year=wish.year or mapping.year,
        weeks=wish.weeks or mapping.weeks,
        guesses=wish.guesses,
        otherwise=wish.otherwise,
    )
    check_map(mapping, table)
    return table, mapping, origin


def remembered(store: Store, table: ForeignTable) -> SheetMap | None:
    """Return the mapping of this layout as it was used last, None for a new layout."""
    layout = fingerprint(table.headers)
    with store.read() as reader:
        stored: Sequence[ImportMapping] = reader.find(ImportMapping, kind=MAPPING_KIND)
    for one in stored:
        if one.fingerprint == layout and not one.name:
            try:
                found = map_from_json(one.mapping, table)
            except UserError:
                return None
            return found if found.kind == table.kind else None
    return None
