"""A plan, its tracker, and the tracker as a customer sends it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.commands import plan
from csdesk.app.commands.tracker_import import TrackerApplied, accepted, apply
from csdesk.app.queries.tracker_json import as_json
from csdesk.app.queries.tracker_review import TrackerReview, review_file
from csdesk.app.trackers import export_tracker
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind
from csdesk.domain.merge_choices import Accept
from csdesk.domain.records import PlanRow
from tests.support import TODAY, make_contact, make_customer

COLUMNS = {
    "number": 1, "title": 2, "milestone": 3, "agreed": 4, "side": 5, "owner": 6, "target": 7,
    "status": 8, "priority": 9, "comment": 10, "id": 12,
}  # fmt: skip
Edit = Callable[[Worksheet], None]


@dataclass(frozen=True, slots=True)
class Sent:
    """A workspace with a project whose tracker left as `path`."""

    store: Store
    customer: int
    project: int
    path: Path

    def row(self, number: int) -> PlanRow:
        """Return the item of this number."""
        with self.store.read() as reader:
            found = reader.first(PlanRow, customer_id=self.customer, number=number)
        assert found is not None
        return found

    def items(self) -> list[PlanRow]:
        """Return all items of the plan."""
        with self.store.read() as reader:
            return reader.find(PlanRow, project_id=self.project, kind=RowKind.ITEM)

    def ours(self, number: int, **values: Any) -> None:
        """Change an item on our side."""
        row = self.row(number)
        with self.store.write("test.edit") as unit:
            unit.update(PlanRow, row.id, **values)

    def review(self, path: Path | None = None, **options: Any) -> TrackerReview:
        """Read the file that came back."""
        options.setdefault("today", TODAY)
        return review_file(self.store, path or self.path, **options)

    def json(self, path: Path | None = None, **options: Any) -> dict[str, Any]:
        """Return what the command line would print of the file."""
        return as_json(self.review(path, **options))

    def take(self, how: Accept = "clean", path: Path | None = None) -> TrackerApplied:
        """Review the file and take over what `--accept` says."""
        review = self.review(path)
        return apply(self.store, review=review, choices=accepted(review, how))


def send(store: Store, folder: Path, language: str = "en") -> Sent:
    """Make a customer with a plan from a template and export its tracker."""
    customer = make_customer(store, "ACME", name="Acme Foods", country="GB")
    make_contact(store, customer.id, "Jo Buyer", mail="jo@acme.example")
    make_contact(store, customer.id, "Mei Lin", mail="mei@acme.example")
    applied = plan.apply_template(
        store, customer_id=customer.id, template_code="standard-60", start=TODAY
    )
    project = applied.project.id
    made = export_tracker(
        store, project_id=project, out=folder / f"{language}.xlsx", today=TODAY, language=language
    )
    return Sent(store, customer.id, project, made.path)


def edited(path: Path, edit: Edit, *, sheet: int = 0, name: str = "back.xlsx") -> Path:
    """Save the file under another name with an edit by openpyxl on one of its sheets."""
    book = load_workbook(path)
    edit(book.worksheets[sheet])
    target = path.parent / name
    book.save(target)
    return target


def line_of(sheet: Worksheet, number: int) -> int:
    """Return the row in which an item stands."""
    return next(
        row for row in range(6, sheet.max_row + 1) if sheet.cell(row, 1).value == f"A{number}"
    )


def cells(changes: Mapping[int, Mapping[str, object]]) -> Edit:
    """Return an edit that sets cells by item number and field."""

    def edit(sheet: Worksheet) -> None:
        for number, values in changes.items():
            row = line_of(sheet, number)
            for field, value in values.items():
                sheet.cell(row, COLUMNS[field]).value = value

    return edit


def free_line(sheet: Worksheet) -> int:
    """Return the first of the empty rows for new items."""
    filled = [row for row in range(6, sheet.max_row + 1) if sheet.cell(row, 12).value]
    return max(filled) + 2


def numbers(path: Path) -> list[int]:
    """Return the numbers of the items in the file, from the first row."""
    sheet = load_workbook(path).worksheets[0]
    values = [sheet.cell(row, 1).value for row in range(6, sheet.max_row + 1)]
    return [int(v[1:]) for v in values if isinstance(v, str) and v[1:].isdigit()]


def day(iso: str) -> datetime:
    """Return a date as a workbook holds it."""
    return datetime.fromisoformat(iso)
