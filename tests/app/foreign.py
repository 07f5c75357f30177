"""Spreadsheets as other people keep them, and what csdesk makes of one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.commands.foreign_import import apply_plan
from csdesk.app.commands.project_import import ImportedPlan
from csdesk.app.imports.foreign_book import read_foreign
from csdesk.app.imports.foreign_plan import ForeignPreview, plan_foreign, project_to_update
from csdesk.app.imports.foreign_reading import read_plan
from csdesk.app.imports.foreign_rows import ForeignPlan
from csdesk.app.imports.foreign_session import Wish, understood
from csdesk.data.store import Store
from csdesk.i18n import Translator

WORDS = Translator("en")
Value = str | int | float | bool | date | datetime | None


def sheet_file(
    path: Path,
    rows: Sequence[Sequence[Any]],
    *,
    merges: Sequence[str] = (),
    name: str = "Plan",
    edit: Callable[[Worksheet], None] | None = None,
    mac_dates: bool = False,
) -> Path:
    """Write rows to the one sheet of a workbook."""
    book = Workbook()
    if mac_dates:
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book.epoch = CALENDAR_MAC_1904
    page = book.active
    assert page is not None
    page.title = name
    for row in rows:
        page.append(list(row))
    for area in merges:
        page.merge_cells(area)
    if edit is not None:
        edit(page)
    book.save(path)
    return path


@dataclass(frozen=True, slots=True)
class Understood:
    """A file as it was understood, before anything is stored."""

    plan: ForeignPlan
    fields: dict[str, str]  # column name -> field
    sheet: str
    head: tuple[int, ...]

    def lines(self) -> list[tuple[int, int, str, str]]:
        """Return row, level, kind and title of every row."""
        return [
            (
                one.row,
                one.level,
                "phase" if one.summary else "milestone" if one.milestone else "item",
                one.title,
            )
            for one in self.plan.rows
        ]

    def titles(self) -> list[str]:
        """Return the titles, indented by their level."""
        return ["  " * (one.level - 1) + one.title for one in self.plan.rows]

    def dates(self) -> dict[str, tuple[str, str]]:
        """Return start and finish by title, empty where there is none."""
        return {one.title: (_iso(one.start), _iso(one.finish)) for one in self.plan.rows}

    def asked(self) -> list[tuple[str, str, str, str]]:
        """Return cell, what was written, why it is asked, and the guess."""
        return [(one.cell, one.written, one.fault, one.guess) for one in self.plan.asked]

    def told(self) -> dict[str, tuple[int, ...]]:
        """Return what is told, by code, with the rows that are meant."""
        return {one.code: one.rows for one in self.plan.told}


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def understand(store: Store, path: Path, **wish: Any) -> Understood:
    """Read a file as a plan."""
    book = read_foreign(path)
    table, mapping, _ = understood(store, book, Wish(**wish))
    fields = {table.column(at).name or f"#{at}": name for at, name in mapping.fields.items()}
    plan = read_plan(table, mapping, store.today())
    return Understood(plan, fields, table.sheet.name, table.head)


def preview(
    store: Store, path: Path, customer_id: int, *, theirs: bool = False, new: bool = False,
    **wish: Any,
) -> ForeignPreview:  # fmt: skip
    """Say what taking a file in would do: an update if its project is there."""
    book = read_foreign(path)
    table, mapping, origin = understood(store, book, Wish(**wish))
    plan = read_plan(table, mapping, store.today())
    project = None
    if not new:
        with store.read() as reader:
            project = project_to_update(reader, table, plan, customer_id)
    return plan_foreign(
        store, table, mapping, plan, customer_id=customer_id, theirs=theirs, origin=origin,
        project_id=None if project is None else project.id,
    )  # fmt: skip


def take(store: Store, path: Path, customer_id: int, **options: Any) -> ImportedPlan:
    """Take a file in."""
    return apply_plan(store, preview=preview(store, path, customer_id, **options))
