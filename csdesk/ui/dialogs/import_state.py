"""An import under way in the window: the open table, the mapping, and the latest preview."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.domain.progress import Progress

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.app.imports.known import ImportOptions
    from csdesk.app.imports.mapping import ColumnMap
    from csdesk.app.imports.preview import ImportPreview
    from csdesk.app.imports.table import Table
    from csdesk.app.imports.words import ImportKind

SAMPLES = 3
MOST_STAGES = 40
MOST_LINES = 200
STAGE_ROWS = 200_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Opened:
    """What was read when the file was opened. `samples` are the first values by column."""

    table: "Table"
    mapping: "ColumnMap"
    origin: str  # remembered or guessed
    samples: Sequence[Sequence[str]]


def open_file(
    store: "Store",
    kind: "ImportKind",
    path: Path,
    *,
    encoding: str | None = None,
    sheet: str | None = None,
    progress: Progress,
) -> Opened:
    """Read a file and say how it would be mapped. Errors as `read_table`."""
    from csdesk.app.imports.reading import read_table
    from csdesk.app.imports.session import suggest_mapping

    table = read_table(path, progress, encoding=encoding, sheet=sheet)
    try:
        mapping, origin = suggest_mapping(store, kind, table)
        return Opened(table=table, mapping=mapping, origin=origin, samples=_samples(table))
    except BaseException:
        table.close()
        raise


def stages_of(table: "Table", column: int, progress: Progress) -> list[tuple[str, int]]:
    """Return the stages that a column holds with their counts, most frequent first."""
    counts: Counter[str] = Counter()
    for number, row in enumerate(table.rows()):
        if number % 5000 == 0:
            progress.check_cancelled()
        if number >= STAGE_ROWS:
            break
        counts[row.text(column)] += 1
    return counts.most_common(MOST_STAGES)


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One row as it would come in."""

    customer: str
    name: str
    day: date | None = None
    minor: int | None = None
    currency: str = ""
    fresh: bool = False  # a customer that csdesk does not know yet


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What the import would do, and the first rows of it."""

    preview: "ImportPreview"
    lines: Sequence[Line]


def preview(
    store: "Store",
    table: "Table",
    mapping: "ColumnMap",
    options: "ImportOptions",
    *,
    progress: Progress,
) -> Checked:
    """Say what the import would do now. Errors as `plan_import`."""
    from csdesk.app.imports.session import load_known, plan_import

    known = load_known(store)
    shown = plan_import(table, mapping, known, options, progress)
    writes = shown.writes
    names: dict[int | str, str] = {one.id: one.name for one in known.customers}
    names |= {key: one.name for key, one in writes.new_customers.items()}
    lines = [
        Line(
            customer=names.get(new.customer, ""),
            name=new.deal.name or new.deal.product,
            day=new.deal.closed_on,
            minor=new.deal.amount_minor,
            currency=new.deal.currency,
            fresh=isinstance(new.customer, str),
        )
        for new in writes.new_deals[:MOST_LINES]
    ]
    if shown.kind == "customers":
        lines = [
            Line(customer=one.name, name=one.industry, fresh=True)
            for one in list(writes.new_customers.values())[:MOST_LINES]
        ]
    elif shown.kind == "contacts":
        lines = [
            Line(customer=names.get(ref, ""), name=one.name)
            for ref, one in writes.new_contacts[:MOST_LINES]
        ]
    return Checked(preview=shown, lines=lines)


def apply_import(store: "Store", shown: "ImportPreview", *, progress: Progress) -> "ImportPreview":
    """Store what the preview shows; return it."""
    from csdesk.app.commands.imports import apply

    apply(store, preview=shown, progress=progress)
    return shown


def with_column(mapping: "ColumnMap", field: str, column: int | None) -> "ColumnMap":
    """Return the mapping with another column for a field, or none."""
    columns = {name: index for name, index in mapping.columns.items() if name != field}
    if column is not None:
        columns[field] = column
    return replace(mapping, columns=columns)


def _samples(table: "Table") -> list[list[str]]:
    """The first different values of each column."""
    found: list[list[str]] = [[] for _ in table.headers]
    for number, row in enumerate(table.rows()):
        if number >= 200 or all(len(column) >= SAMPLES for column in found):
            break
        for index, column in enumerate(found):
            text = row.text(index)
            if text and len(column) < SAMPLES and text not in column:
                column.append(text)
    return found
