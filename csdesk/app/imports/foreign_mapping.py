"""Which column of a foreign table holds what: by name, by values, by hand, as remembered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, cast

from csdesk.app.imports.dates import DateOrder
from csdesk.app.imports.foreign_book import cell_at, written
from csdesk.app.imports.foreign_dates import DateWays, Span, Unclear, Weeks, read_days
from csdesk.app.imports.foreign_table import ForeignTable, second_table
from csdesk.app.imports.foreign_words import (
    DAYS,
    MAIN,
    SEVERAL,
    WORDS,
    SheetKind,
    code_of,
    field_of,
    is_nothing,
)
from csdesk.app.imports.header import column_letter
from csdesk.app.imports.mapping import find_column
from csdesk.app.imports.tracker_book import BookCell, cell_date
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json

By = Literal["name", "values", "hand", "remembered"]
_SAMPLE = 400
_CODED = frozenset({"status", "side", "priority"})


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetMap:
    """How a layout is read: the field of each column (from 0), and how it writes days.

    `by` says for each column how it was found. `year` is that of days without one; `weeks` says
    what week numbers count; `guesses` takes over what cells probably mean, but for the cells
    that are decided `otherwise`.
    """

    kind: SheetKind
    fields: Mapping[int, str]
    by: Mapping[int, By] = field(default_factory=dict)
    order: DateOrder | None = None
    year: int | None = None
    weeks: Weeks = ""
    guesses: bool = False
    otherwise: frozenset[str] = frozenset()

    def takes(self, row: int, column: int) -> bool:
        """Whether the guess of a cell (row from 1, column from 0) is taken over."""
        return self.guesses != (f"{column_letter(column)}{row}" in self.otherwise)

    def column(self, name: str) -> int | None:
        """Return the column of a field, None where none holds it."""
        return next((at for at, said in self.fields.items() if said == name), None)

    def columns(self, name: str) -> list[int]:
        """Return all columns of a field."""
        return sorted(at for at, said in self.fields.items() if said == name)

    def has(self, name: str) -> bool:
        """Whether a column holds the field."""
        return self.column(name) is not None


def guess_map(table: ForeignTable) -> SheetMap:
    """Guess the mapping from names, held against values; then from values alone."""
    samples = _samples(table)
    aside = second_table(table)
    pairs: list[tuple[float, int, str]] = []
    for column in table.columns:
        if not column.name or (aside and aside[0] <= column.at <= aside[1]):
            continue
        said, likely = _said(table.kind, column.name, several=len(table.head) > 1)
        if not said or likely <= 0:
            continue
        if not column.filled:
            likely *= 0.45
        elif not _fits(said, samples[column.at]):
            likely *= 0.3
        pairs.append((likely - column.at * 0.01 - 5 * column.hidden, column.at, said))
    fields: dict[int, str] = {}
    for _likely, at, named in sorted(pairs, reverse=True):
        in_words = named == "progress" and _are_words(samples[at])
        said = "status" if in_words else named
        if said in fields.values() and said not in SEVERAL:
            other = _second_choice(table, at, said, set(fields.values()))
            if other:
                fields[at] = other
            continue
        fields[at] = said
    by: dict[int, By] = dict.fromkeys(fields, "name")
    if table.kind == "plan":
        _levels_of_titles(fields)
        for at, said in _by_values(table, fields, samples).items():
            fields[at] = said
            by[at] = "values"
    return SheetMap(kind=table.kind, fields=fields, by=by)


def _said(kind: SheetKind, name: str, *, several: bool) -> tuple[str, float]:
    """Return the field of a name; of names over each other the lower one counts too."""
    best = field_of(kind, name)
    words = name.split(" ")
    if not several:
        return best
    for start in range(1, len(words)):
        found = field_of(kind, " ".join(words[start:]))
        if found[1] * 0.8 > best[1]:
            best = (found[0], found[1] * 0.8)
    joined = field_of(kind, "".join(words)) if not name.isascii() else ("", 0.0)
    return joined if joined[1] > best[1] else best


def _second_choice(table: ForeignTable, at: int, said: str, taken: set[str]) -> str:
    """Return what else a column may be whose field another one holds: words go to the note."""
    if table.kind == "plan" and said == "title" and table.column(at).filled:
        name = table.column(at).name.casefold()
        for one in ("note", "group"):
            if name in WORDS["plan"][one]:
                return one
    return ""


def _levels_of_titles(fields: dict[int, str]) -> None:
    """Where tasks have subtasks in a column of their own, the subtask is what is done."""
    title = next((at for at, said in fields.items() if said == "title"), None)
    below = next((at for at, said in fields.items() if said == "subtask"), None)
    if below is None:
        return
    fields[below] = "title"
    if title is not None:
        fields[title] = "group" if "phase" in fields.values() else "phase"


def _samples(table: ForeignTable) -> dict[int, list[BookCell]]:
    found: dict[int, list[BookCell]] = {column.at: [] for column in table.columns}
    for _, cells in table.body[:_SAMPLE]:
        for at, cell in enumerate(cells):
            if at in found and written(cell) and not is_nothing(written(cell)):
                found[at].append(cell)
    return found


def _fits(name: str, cells: Sequence[BookCell]) -> bool:
    """Whether most values of a column are such as its field holds."""
    if not cells:
        return True
    if name in DAYS:
        return _share_of_days(cells) >= 0.3
    if name in ("title", "name", "what"):
        return sum(isinstance(c, str) and not cell_date(c) for c in cells) >= len(cells) * 0.5
    if name == "progress" and _are_words(cells):
        return True
    if name == "progress":
        return sum(not isinstance(c, str) or "%" in c for c in cells) >= len(cells) * 0.5
    if name in ("duration", "level"):
        return not any(cell_date(c) for c in cells)
    if name == "milestone":
        return all(code_of("status", written(c)) or len(written(c)) <= 3 for c in cells)
    if name == "mail":
        return sum("@" in written(c) for c in cells) >= len(cells) * 0.5
    if name == "probability":
        return all(len(written(c)) <= 24 for c in cells)
    if name == "status":
        return all(len(written(c)) <= 40 for c in cells) or any(
            code_of("status", written(c)) for c in cells
        )
    return True


def _are_words(cells: Sequence[BookCell]) -> bool:
    """Whether a column that is named as a percentage holds words of status."""
    words = [cell for cell in cells if isinstance(cell, str) and "%" not in cell]
    known = sum(code_of("status", word) is not None for word in words)
    return len(words) > len(cells) * 0.5 and known > len(words) * 0.5


def _share_of_days(cells: Sequence[BookCell]) -> float:
    from datetime import date

    ways = DateWays(today=date(2026, 1, 1), year=2026, weeks="year", han=True)
    good = sum(_is_day(read_days(cell, ways)) for cell in cells)
    return good / len(cells)


def _is_day(found: Span | Unclear | None) -> bool:
    return isinstance(found, Span) or (isinstance(found, Unclear) and found.guess is not None)


def _by_values(
    table: ForeignTable, fields: Mapping[int, str], samples: Mapping[int, list[BookCell]]
) -> dict[int, str]:
    """Find title, days and status by what stands in columns that no name tells."""
    taken = set(fields.values())
    found: dict[int, str] = {}
    free = [
        column.at for column in table.columns
        if column.at not in fields and samples[column.at] and not column.hidden
    ]  # fmt: skip
    if not taken & {"start", "finish", "dates"}:
        days = [
            at for at in free
            if sum(cell_date(c) is not None for c in samples[at]) >= len(samples[at]) * 0.8
        ]  # fmt: skip
        typed = days or [
            at for at in free
            if any(isinstance(c, str) for c in samples[at]) and _share_of_days(samples[at]) >= 0.8
        ]  # fmt: skip
        names = ("start", "finish") if len(typed) > 1 else ("dates",)
        found.update(zip(typed[:2], names, strict=False))
    if "title" not in taken:
        texts = [
            (len(set(map(written, samples[at]))) * min(_mean(samples[at]), 40), at)
            for at in free
            if at not in found and sum(isinstance(c, str) for c in samples[at]) > 1
        ]
        if texts:
            found[max(texts)[1]] = "title"
    if not taken & {"status", "progress"}:
        for at in free:
            words = {written(cell) for cell in samples[at]}
            known = 2 <= len(words) <= 8 and all(code_of("status", word) for word in words)
            if at not in found and known and not all(word.isdigit() for word in words):
                found[at] = "status"
                break
    return found


def _mean(cells: Sequence[BookCell]) -> float:
    return sum(len(written(cell)) for cell in cells) / len(cells)


def set_fields(mapping: SheetMap, table: ForeignTable, pairs: Sequence[str]) -> SheetMap:
    """Return the mapping with `COLUMN=field` pairs over it; `COLUMN=` takes a column out."""
    fields, by = dict(mapping.fields), dict(mapping.by)
    names = [column.name for column in table.columns]
    for pair in pairs:
        wanted, separator, name = pair.rpartition("=")
        name = name.strip()
        if not separator or not wanted.strip() or (name and name not in fields_of(mapping.kind)):
            raise UserError(
                "foreign_pair",
                N_("{pair} is no COLUMN=field of this import. The fields are: {fields}."),
                pair=pair,
                fields=", ".join(fields_of(mapping.kind)),
            )
        at = find_column(names, wanted.strip())
        if name and name not in SEVERAL:
            for other in [one for one, said in fields.items() if said == name]:
                del fields[other]
        fields.pop(at, None)
        if name:
            fields[at] = name
            by[at] = "hand"
    return replace(mapping, fields=fields, by=by)


def fields_of(kind: SheetKind) -> tuple[str, ...]:
    """Return the fields that a column of this kind of table may hold."""
    names = [name for name in WORDS[kind] if name not in ("subtask", "stake")]
    return (*names, "note") if kind == "risks" else tuple(names)


def check_map(mapping: SheetMap, table: ForeignTable) -> None:
    """Refuse a mapping without the field that every row is known by."""
    main = MAIN[mapping.kind]
    if not mapping.has(main):
        raise UserError(
            "foreign_unmapped",
            N_(
                "csdesk does not see which column holds what is to be done. Say it with --map "
                "COLUMN={field}. The columns are: {columns}."
            ),
            field=main,
            columns=", ".join(column.name for column in table.columns if column.name),
        )


def map_to_json(mapping: SheetMap, table: ForeignTable) -> Json:
    """Return the mapping as it is stored: by column names, so that columns may move."""
    columns: list[Json] = [
        [table.column(at).name or f"#{at + 1}", name] for at, name in sorted(mapping.fields.items())
    ]
    return {
        "kind": mapping.kind,
        "columns": columns,
        "date_order": mapping.order,
        "year": mapping.year,
        "weeks": mapping.weeks,
    }


def map_from_json(stored: Json, table: ForeignTable) -> SheetMap:
    """Return a stored mapping for this table; a column that is not there is a `UserError`."""
    facts = stored if isinstance(stored, dict) else {}
    names = [column.name for column in table.columns]
    pairs = cast("Sequence[Sequence[str]]", facts.get("columns") or [])
    fields = {find_column(names, header): name for header, name in pairs}
    order, year = facts.get("date_order"), facts.get("year")
    return SheetMap(
        kind=cast("SheetKind", facts.get("kind") or table.kind),
        fields=fields,
        by=dict.fromkeys(fields, "remembered"),
        order=DateOrder(str(order)) if order else None,
        year=int(cast("int", year)) if year else None,
        weeks=cast("Weeks", str(facts.get("weeks") or "")),
    )


def first_text(cells: Sequence[BookCell]) -> tuple[int, str]:
    """Return place and text of the first filled cell of a row, `(-1, "")` of an empty one."""
    for at in range(len(cells)):
        if text := written(cell_at(cells, at)):
            return at, text
    return -1, ""
