"""Which row of a table is its header, found under titles and merged cells."""

import re
from collections.abc import Sequence

from csdesk.app.imports.table import Cell, cell_text
from csdesk.app.imports.words import fold_header, is_known_header

LOOK_AT = 60  # rows
_NUMBERISH = re.compile(r"[\s\d.,:/\-+()%¥$€£年月日时分T']+Z?|[A-Z]{0,3}[$¥€£]?[\d.,]+[kKmM万亿]?")


def find_header(rows: Sequence[Sequence[Cell]]) -> int | None:
    """Return the index of the header among the first rows, or None when there is none.

    A header is a row of different short words over rows of about its width; it either has words
    that csdesk knows from exports, or stands over columns of dates and numbers.
    """
    best: tuple[float, int] | None = None
    for index, cells in enumerate(rows[:LOOK_AT]):
        score = _score(cells, rows[index + 1 : index + 21])
        if score > 0 and (best is None or score > best[0] + 0.01):
            best = (score, index)
    return None if best is None else best[1]


def name_columns(cells: Sequence[Cell], width: int) -> list[str]:
    """Return one different name per column: `Column C` where blank, `Amount (2)` where repeated."""
    names: list[str] = []
    seen: dict[str, int] = {}
    for index in range(max(width, len(cells))):
        name = " ".join(cell_text(cells[index] if index < len(cells) else None).split())
        name = name.lstrip("\ufeff") or f"Column {column_letter(index)}"
        count = seen.get(name.casefold(), 0) + 1
        seen[name.casefold()] = count
        names.append(name if count == 1 else f"{name} ({count})")
    while len(names) > 1 and names[-1].startswith("Column ") and len(names) > width:
        names.pop()
    return names


def column_letter(index: int) -> str:
    """Return the spreadsheet's letters of a column, 0 = A."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def is_blank(cells: Sequence[Cell]) -> bool:
    """Say whether a row holds nothing."""
    return not any(cell_text(cell) for cell in cells)


def _score(cells: Sequence[Cell], below: Sequence[Sequence[Cell]]) -> float:
    texts = [cell_text(cell) for cell in cells]
    filled = [text for text in texts if text]
    different = {fold_header(text) for text in filled}
    known = sum(1 for text in different if is_known_header(text))
    body = [row for row in below if not is_blank(row)]
    # A merged title repeats one text; a sentence is no column name.
    if not filled or len(different) < max(1, round(len(filled) * 0.7)):
        return 0.0
    if len(different) == 1 and not (known and all(len(_filled(row)) <= 1 for row in body)):
        return 0.0
    if any(len(text) > 80 for text in filled) or _value_share(cells) > 0.2:
        return 0.0
    contrast = _contrast(cells, body)
    if not known and not contrast:
        return 0.0
    width = _usual_width(body)
    cover = min(1.0, len(filled) / width) if width else 0.5
    if cover < 0.5 and known < 2:
        return 0.0
    return known * 2 + contrast + cover * 2 + (0.5 if body else 0.0)


def _filled(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if cell_text(cell)]


def _value_share(cells: Sequence[Cell]) -> float:
    filled = [cell for cell in cells if cell_text(cell)]
    values = sum(1 for c in filled if not isinstance(c, str) or _is_value(c.strip()))
    return values / len(filled)


def _is_value(text: str) -> bool:
    return any(char.isdigit() for char in text) and _NUMBERISH.fullmatch(text) is not None


def _contrast(cells: Sequence[Cell], body: Sequence[Sequence[Cell]]) -> int:
    """Count the columns that hold values (dates, numbers) under a word."""
    count = 0
    for index, cell in enumerate(cells):
        text = cell_text(cell)
        if not text or _is_value(text):
            continue
        below = [row[index] for row in body if index < len(row) and cell_text(row[index])]
        values = sum(1 for c in below if not isinstance(c, str) or _is_value(c.strip()))
        if below and values >= len(below) * 0.6:
            count += 1
    return count


def _usual_width(body: Sequence[Sequence[Cell]]) -> int:
    widths = sorted(len(_filled(row)) for row in body)
    return widths[len(widths) // 2] if widths else 0
