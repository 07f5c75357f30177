"""Which column holds what: guessed from names and values, set by hand, remembered by layout."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from csdesk.app.imports.dates import DateOrder, decide_order
from csdesk.app.imports.header import column_letter
from csdesk.app.imports.numbers import column_style
from csdesk.app.imports.table import Cell, Row, Table, cell_text
from csdesk.app.imports.words import (
    FIELD_LABELS,
    FIELD_WORDS,
    REQUIRED,
    ImportKind,
    fold_header,
    is_won,
    squeeze,
)
from csdesk.domain.codes import AmountMeaning
from csdesk.domain.errors import N_, UserError
from csdesk.domain.money import DecimalStyle, is_currency
from csdesk.domain.records import Json

SAMPLE_ROWS = 2_000
DATE_FIELDS = frozenset({"closed_on", "contract_start", "contract_end"})
AMOUNT_FIELDS = frozenset({"amount", "fee"})
WON, ALL = "won", "all"


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnMap:
    """How the columns of a layout are read. `columns` gives the column (from 0) of a field.

    `date_order` and `decimal` are None while the file decides them; `stages` is `("won",)`,
    `("all",)` or the names of the stages that come in.
    """

    kind: ImportKind
    columns: Mapping[str, int] = field(default_factory=dict)
    date_order: DateOrder | None = None
    decimal: DecimalStyle | None = None
    meaning: AmountMeaning = AmountMeaning.PER_YEAR
    stages: tuple[str, ...] = (WON,)
    currency: str = ""

    def has(self, name: str) -> bool:
        """Say whether a column is mapped to the field."""
        return name in self.columns

    def cell(self, row: Row, name: str) -> Cell:
        """Return the row's cell of a field; None where it is not mapped."""
        column = self.columns.get(name)
        return None if column is None else row.cell(column)

    def text(self, row: Row, name: str) -> str:
        """Return the row's text of a field; empty where it is not mapped."""
        return cell_text(self.cell(row, name))

    def missing(self) -> tuple[tuple[str, ...], ...]:
        """Return the groups of fields of which one is needed and none is mapped."""
        return tuple(
            group for group in REQUIRED[self.kind] if not any(self.has(name) for name in group)
        )


def fingerprint(headers: Sequence[str]) -> str:
    """Return what a layout is recognised by: its column names in their order."""
    folded = "\x1f".join(squeeze(header) for header in headers)
    return hashlib.sha256(folded.encode()).hexdigest()[:32]


def find_column(headers: Sequence[str], wanted: str) -> int:
    """Return the column named `wanted`, or `#3`, or by its spreadsheet letter."""
    for fold in (str.strip, fold_header, squeeze):
        for index, header in enumerate(headers):
            if fold(header) == fold(wanted):
                return index
    if re.fullmatch(r"#\d{1,3}", wanted) and 0 < int(wanted[1:]) <= len(headers):
        return int(wanted[1:]) - 1
    for index in range(len(headers)):
        if column_letter(index) == wanted.strip():
            return index
    raise UserError(
        "column_unknown",
        N_("There is no column {column} in this file. It has: {columns}."),
        column=wanted,
        columns=", ".join(headers),
    )


def set_columns(mapping: ColumnMap, headers: Sequence[str], pairs: Sequence[str]) -> ColumnMap:
    """Return the mapping with `field=column` pairs over it; `field=` takes a field out."""
    columns = dict(mapping.columns)
    for pair in pairs:
        name, separator, wanted = pair.partition("=")
        name = name.strip()
        if not separator or name not in FIELD_WORDS[mapping.kind]:
            raise UserError(
                "field_unknown_import",
                N_("{pair} is no field=column of this import. The fields are: {fields}."),
                pair=pair,
                fields=", ".join(FIELD_WORDS[mapping.kind]),
            )
        if wanted.strip():
            columns[name] = find_column(headers, wanted.strip())
        else:
            columns.pop(name, None)
    return replace(mapping, columns=columns)


def check_required(mapping: ColumnMap, headers: Sequence[str]) -> None:
    """Refuse a mapping that lacks a needed field, with the option that mends it."""
    for group in mapping.missing():
        raise UserError(
            "field_unmapped",
            N_(
                "csdesk does not see which column holds: {field}. Say it with --set "
                "{name}=COLUMN. The "
                "columns are: {columns}."
            ),
            field=FIELD_LABELS[group[0]],
            name=group[0],
            columns=", ".join(headers),
        )


def to_json(mapping: ColumnMap, headers: Sequence[str]) -> Json:
    """Return the mapping as it is stored: by column names, so that columns may move."""
    columns: dict[str, Json] = {
        name: headers[index] for name, index in sorted(mapping.columns.items())
    }
    return {
        "columns": columns,
        "date_order": mapping.date_order,
        "decimal": mapping.decimal,
        "meaning": mapping.meaning,
        "stages": list(mapping.stages),
        "currency": mapping.currency,
    }


def from_json(kind: ImportKind, stored: Json, headers: Sequence[str]) -> ColumnMap:
    """Return a stored mapping for this file; a column that is not there is a `UserError`."""
    facts = stored if isinstance(stored, dict) else {}
    columns = cast("Mapping[str, str]", facts.get("columns") or {})
    order, decimal = facts.get("date_order"), facts.get("decimal")
    return ColumnMap(
        kind=kind,
        columns={name: find_column(headers, header) for name, header in columns.items()},
        date_order=DateOrder(str(order)) if order else None,
        decimal=DecimalStyle(str(decimal)) if decimal else None,
        meaning=AmountMeaning(str(facts.get("meaning") or AmountMeaning.PER_YEAR)),
        stages=tuple(cast("Sequence[str]", facts.get("stages") or (WON,))),
        currency=str(facts.get("currency") or ""),
    )


def guess(kind: ImportKind, table: Table) -> ColumnMap:
    """Guess the mapping of a table from its column names, held against the values, then values."""
    columns = _Columns(table)
    chosen: dict[str, int] = {}
    taken: set[int] = set()
    for _, name, index in sorted(_by_names(kind, columns), reverse=True):
        if name not in chosen and index not in taken:
            chosen[name] = index
            taken.add(index)
    if kind == "deals":
        _by_values(columns, chosen, taken)
    if "name" in chosen and {"first_name", "last_name"} & chosen.keys():
        del chosen["name"]
    return ColumnMap(kind=kind, columns=chosen)


class _Columns:
    """The first rows by column, with what their values are."""

    def __init__(self, table: Table) -> None:
        self.headers = table.headers
        rows = table.sample(SAMPLE_ROWS)
        self.values = [
            [cell for row in rows if cell_text(cell := row.cell(index))]
            for index in range(len(self.headers))
        ]

    def dates(self, index: int) -> bool:
        """Say whether the column holds dates; numbers alone prove no dates."""
        values = self.values[index]
        if values and all(isinstance(v, int | float) or cell_text(v).isdigit() for v in values):
            return _all_in(values, 20_000, 80_000)
        return decide_order(values).is_dates

    def amounts(self, index: int) -> bool:
        """Say whether the column holds amounts."""
        values = [
            value
            for value in self.values[index]
            if not isinstance(value, int | float) and not cell_text(value).isdigit()
        ]
        good = sum(1 for v in values if re.search(r"\d", cell_text(v)) and len(cell_text(v)) < 30)
        return good >= len(values) * 0.8 and not decide_order(values).is_dates

    def texts(self, index: int) -> list[str]:
        """Return the different texts of the column."""
        return list(dict.fromkeys(cell_text(cell) for cell in self.values[index]))


def _all_in(values: Sequence[Cell], low: float, high: float) -> bool:
    return all(low <= float(cell_text(value)) <= high for value in values)


def _by_names(kind: ImportKind, columns: _Columns) -> list[tuple[float, str, int]]:
    """Return `(score, field, column)` of every plausible pair."""
    found: list[tuple[float, str, int]] = []
    for place, (name, words) in enumerate(FIELD_WORDS[kind].items()):
        for index, header in enumerate(columns.headers):
            score = max(
                (_likeness(header, word, rank) for rank, word in enumerate(words)), default=0.0
            )
            if score and not _fits(name, index, columns):
                # A column that says what it is keeps the field, unless another one fits better:
                # its faults are listed by row.
                score = score * 0.3 if score > 60 and name != "country" else 0.0
            if score:
                found.append((score - place * 0.01, name, index))
    return found


def _likeness(header: str, word: str, rank: int) -> float:
    """Return 100 and below for the same name, 50 and below for one that holds the word."""
    ours, theirs = squeeze(header), squeeze(word)
    if ours == theirs:
        return 100 - rank
    if not word.isascii():
        return 40 - rank * 0.5 if len(word) >= 2 and theirs in ours else 0.0
    parts, wanted = fold_header(header).split(), fold_header(word).split()
    if len(wanted) >= 2 and set(wanted) <= set(parts):
        return 50 - rank * 0.5
    return 0.0


def _fits(name: str, index: int, columns: _Columns) -> bool:
    values = columns.values[index]
    if not values:
        return True
    if name in DATE_FIELDS:
        return columns.dates(index)
    if name in AMOUNT_FIELDS:
        return columns.amounts(index)
    if name == "mail":
        return sum("@" in cell_text(value) for value in values) >= len(values) * 0.5
    if name == "country":
        from csdesk.app.imports.places import country_code

        known = columns.texts(index)
        return sum(1 for text in known if country_code(text)) >= len(known) * 0.5
    if name in {"customer", "name"}:
        return not columns.dates(index) and not all(
            isinstance(value, int | float) for value in values
        )
    return True


def _by_values(columns: _Columns, chosen: dict[str, int], taken: set[int]) -> None:
    """Find stage, close date, currency and customer by what stands in still free columns."""
    free = [i for i in range(len(columns.headers)) if i not in taken and columns.values[i]]

    def take(name: str, candidates: list[int]) -> None:
        if name not in chosen and len(candidates) == 1:
            chosen[name] = candidates[0]
            taken.add(candidates[0])
            free.remove(candidates[0])

    texts = {index: columns.texts(index) for index in free}
    take("stage", [i for i in free if len(texts[i]) <= 20 and any(map(is_won, texts[i]))])
    take("closed_on", [i for i in free if columns.dates(i)])
    take("currency", [i for i in free if all(is_currency(text.upper()) for text in texts[i])])
    take("customer", [i for i in free if _company_share(texts[i]) >= 0.3])


def _company_share(texts: Sequence[str]) -> float:
    legal = re.compile(
        r"\b(inc|ltd|llc|gmbh|corp|co|plc|pty|s\.?a|b\.?v)\.?$|公司|集团|集團|株式会社",
        re.IGNORECASE,
    )
    return sum(1 for text in texts if legal.search(text)) / len(texts) if texts else 0.0


@dataclass(frozen=True, slots=True)
class Decisions:
    """What the whole columns say where the mapping leaves it to the file."""

    orders: Mapping[str, DateOrder]
    styles: Mapping[str, DecimalStyle | None]


def decide(table: Table, mapping: ColumnMap) -> Decisions:
    """Decide date orders and decimal marks from whole columns.

    Raises `UserError` "date_order_open" where dates can be read in two ways: it must be asked.
    Columns of one file are written by one program: what one proves holds for an open one.
    """
    orders: dict[str, DateOrder] = {}
    undecided: list[tuple[str, str]] = []
    for name in sorted(DATE_FIELDS & mapping.columns.keys()):
        if mapping.date_order is not None:
            orders[name] = mapping.date_order
            continue
        column = decide_order(mapping.cell(row, name) for row in table.rows())
        if column.order is None:
            undecided.append((name, column.example))
        else:
            orders[name] = column.order
    proven = {order for order in orders.values() if order is not DateOrder.YMD}
    for name, example in undecided:
        if len(proven) != 1:
            raise UserError(
                "date_order_open",
                N_(
                    "The dates in {column}, such as {example}, can be read with the month or the "
                    "day "
                    "first. Say which it is: --date-order mdy or --date-order dmy."
                ),
                column=table.headers[mapping.columns[name]],
                example=example,
            )
        orders[name] = next(iter(proven))
    styles: dict[str, DecimalStyle | None] = {
        name: mapping.decimal or column_style(mapping.cell(row, name) for row in table.rows())
        for name in sorted(AMOUNT_FIELDS & mapping.columns.keys())
    }
    return Decisions(orders, styles)
