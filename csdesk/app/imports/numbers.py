"""Amounts and whole numbers of a column, with the decimal mark decided by the column."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from csdesk.app.imports.table import Cell, cell_text
from csdesk.domain.errors import N_
from csdesk.domain.money import (
    Amount,
    AmountError,
    DecimalStyle,
    decide_decimal_style,
    parse_amount,
    to_minor,
)

_PLAIN = re.compile(r"\d{1,15}")
_COUNT = re.compile(
    r"(\d{1,9})(?:\.0+)?\s*(?:months?|mon|个月|個月|月|days?|天|日|seats?|人|个|個)?", re.IGNORECASE
)


def column_style(cells: Iterable[Cell]) -> DecimalStyle | None:
    """Decide the decimal mark from every cell that is text; numbers of a workbook have none."""

    def texts() -> Iterator[str]:
        for cell in cells:
            if isinstance(cell, str) and cell.strip() and not _PLAIN.fullmatch(cell.strip()):
                yield cell

    return decide_decimal_style(texts())


def read_amount(cell: Cell, style: DecimalStyle | None, currency: str) -> Amount | None:
    """Read an amount; None for an empty cell or a dash. Raises `AmountError` with the reason."""
    if cell is None or isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        return Amount(to_minor(Decimal(str(cell)), currency), currency)
    text = cell_text(cell)
    if text in {"", "-", "–", "—", "n/a", "N/A", "无", "無"}:
        return None
    return _parse(text, style, currency)


@lru_cache(maxsize=16_384)
def _parse(text: str, style: DecimalStyle | None, currency: str) -> Amount:
    if _PLAIN.fullmatch(text):
        return Amount(to_minor(Decimal(text), currency), currency)
    return parse_amount(text, style, currency)


def read_whole(cell: Cell) -> int | None:
    """Read a count such as seats or months; None for an empty cell."""
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    text = cell_text(cell).replace(",", "")
    if not text:
        return None
    match = _COUNT.fullmatch(text)
    if match is None:
        raise AmountError("number_unreadable", N_("This is not a whole number."))
    return int(match[1])
