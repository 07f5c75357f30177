"""A returned tracker beside its base and what is ours now: what differs, and whose it is."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from csdesk.app.imports.dates import DateOrder
from csdesk.app.imports.header import column_letter
from csdesk.app.imports.tracker_layout import heads_of
from csdesk.app.imports.tracker_reading import (
    OpenTracker,
    Reading,
    ReadSheet,
    open_tracker,
    read_tracker,
)
from csdesk.app.queries.tracker_origin import Said, find_export
from csdesk.app.queries.tracker_said import said_of, whole_rows
from csdesk.app.queries.tracker_undecided import decided_of, file_of, from_content, reasons_of
from csdesk.app.tracker_present import Present, base_of, load_present
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.cell_text import plain_name
from csdesk.domain.errors import N_, UserError
from csdesk.domain.merge import merge
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import (
    CONTACTS,
    ITEMS,
    MILESTONES,
    FileRow,
    Known,
    KnownRow,
    Merge,
    Shape,
)
from csdesk.domain.progress import Progress
from csdesk.domain.records import CustomerWord, Export, TrackerReturn, Workspace
from csdesk.domain.review_lines import Decision, LineKey

LOST = N_("These columns are no longer in the file, so ours stays there: {columns}.")
Hands = Mapping[int, str | None]  # row of the file -> hidden id, None for a new one


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerReview:
    """All that a person decides on, and nothing stored yet.

    `merges` hold action items, contacts and (only ever listed) milestones. `base` and `ours` are
    their rows by hidden id. `said` are warnings for us. `order_example` is a date that the file
    writes in an order that nothing in it decides: ask once. `return_id` is set for a review that
    was left open before, `decided` is what had been decided then, with `reasons` for the customer;
    `file_bytes` are those of a file that was just read.
    """

    customer_id: int
    customer: str
    project_id: int
    export: Export
    file_name: str
    sha256: str
    saved_by: str  # as the file says, which nobody checked
    saved_on: date | None
    said: Sequence[Said]
    merges: Mapping[Shape, Merge]
    base: Mapping[Shape, Known]
    ours: Mapping[Shape, Known]
    columns: Mapping[Shape, Mapping[str, int]] = field(default_factory=dict)
    order: DateOrder | None = None
    order_example: str = ""
    notes: Sequence[tuple[str, str, str]] = ()  # pinned to cells: sheet, address, text
    return_id: int | None = None
    file_bytes: bytes = field(default=b"", repr=False)
    decided: Mapping[LineKey, Decision] = field(default_factory=dict)
    reasons: Mapping[LineKey, str] = field(default_factory=dict)

    @property
    def items(self) -> Merge:
        """The merge of the action items."""
        return self.merges[ITEMS]

    @property
    def contacts(self) -> Merge:
        """The merge of the contacts."""
        return self.merges[CONTACTS]

    def named(self, shape: Shape, row_id: str | None) -> tuple[str | None, str]:
        """Return what people call a row: `A34` with its title, or a name."""
        row = self._row(shape, row_id)
        if row is None:
            return None, ""
        title = row[shape.at(shape.title)] or ""
        if shape is CONTACTS:
            return title, title
        letter = "A" if shape is ITEMS else "M"
        return f"{letter}{row[shape.at('number')]}", title

    def place(self, shape: Shape, row: int, name: str) -> str:
        """Return the address of a cell in the file, such as `G17`; empty if it is not known."""
        at = self.columns.get(shape, {}).get(name)
        return "" if at is None or row < 1 else f"{column_letter(at)}{row}"

    def _row(self, shape: Shape, row_id: str | None) -> KnownRow | None:
        if row_id is None:
            return None
        return self.ours.get(shape, {}).get(row_id) or self.base.get(shape, {}).get(row_id)


def review_file(
    store: Store,
    path: Path,
    *,
    today: date,
    customer_id: int | None = None,
    project_id: int | None = None,
    by_hand: Hands | None = None,
    order: DateOrder | None = None,
    progress: Progress | None = None,
) -> TrackerReview:
    """Read a returned tracker and compare it; the file is never written to, nothing is stored.

    Without a customer the file says whose it is. Raises `UserError` for what is no tracker, for
    another customer's and for another workspace's.
    """
    opened, content = open_file(path, progress)
    return review_opened(
        store, opened, file_bytes=content, today=today, customer_id=customer_id,
        project_id=project_id, by_hand=by_hand, order=order,
    )  # fmt: skip


def open_file(path: Path, progress: Progress | None = None) -> tuple[OpenTracker, bytes]:
    """Open a returned workbook and take the very bytes that were opened.

    Raises `UserError` for what is no tracker and for a file that is written at this moment.
    """
    before = _state(path)
    opened = open_tracker(path, progress)
    content = path.read_bytes()
    if _state(path) != before:
        raise UserError(
            "file_changing",
            N_("{file} is being written at this moment. Wait until it is saved, then try again."),
            file=path.name,
        )
    return opened, content


def review_opened(
    store: Store,
    opened: OpenTracker,
    *,
    file_bytes: bytes,
    today: date,
    customer_id: int | None = None,
    project_id: int | None = None,
    by_hand: Hands | None = None,
    order: DateOrder | None = None,
) -> TrackerReview:
    """Compare a tracker that is open already: with other rows linked by hand, another order."""
    sha256 = hashlib.sha256(file_bytes).hexdigest()
    with store.read() as reader:
        export, said = find_export(
            reader, opened, sha256=sha256, customer_id=customer_id, project_id=project_id
        )
        base = base_of(export)
        present = load_present(reader, export.project_id, export.language, today)
        words = {
            (one.field, one.written): one.value
            for one in reader.find(CustomerWord, customer_id=present.loaded.customer.id)
        }
        ours = reader.get(Workspace, 1)
    reading = Reading(today=today, base=base[ITEMS], words=words, order=order)
    read = read_tracker(opened, reading)
    parts = {ITEMS: read.items, CONTACTS: read.contacts, MILESTONES: read.milestones}
    sheets = {shape: sheet for shape, sheet in parts.items() if sheet is not None}
    merges = _merges(base, sheets, present, by_hand or {})
    return TrackerReview(
        customer_id=present.loaded.customer.id,
        customer=present.loaded.customer.name,
        project_id=export.project_id,
        export=export,
        file_name=read.file_name,
        sha256=sha256,
        saved_by=_saver(read.saved_by, ours),
        saved_on=_day(read.saved_at),
        said=(*said, *_lost(sheets, export)),
        merges=merges,
        base=base,
        ours=present.known,
        columns={shape: sheet.columns for shape, sheet in sheets.items()},
        order=read.order,
        order_example=read.order_example,
        notes=read.notes,
        file_bytes=file_bytes,
    )


def _lost(sheets: Mapping[Shape, ReadSheet], export: Export) -> list[Said]:
    """Return what is to say of columns that somebody took out of the file."""
    lost = [
        head
        for shape, sheet in sheets.items()
        for head in heads_of(shape, shape.editable - sheet.columns.keys(), export.language)
    ]
    if not lost:
        return []
    return [Said(code="columns_lost", message=LOST, params={"columns": ", ".join(lost)})]


def review_again(store: Store, *, return_id: int, today: date) -> TrackerReview:
    """Compare what was left open with what is ours by now."""
    with store.read() as reader:
        kept = reader.get(TrackerReturn, return_id)
        return _again(reader, kept, today)


def _again(reader: Reader, kept: TrackerReturn, today: date) -> TrackerReview:
    export = reader.get(Export, kept.export_id)
    base = base_of(export)
    present = load_present(reader, kept.project_id, export.language, today)
    columns, notes = file_of(kept.content)
    said = said_of(kept.content)
    merges: dict[Shape, Merge] = {}
    for shape, (open_rows, missing, hands) in from_content(kept.content).items():
        rows = open_rows
        if said is not None:
            there = columns.get(shape, {})
            rows = whole_rows(shape, rows, base=base[shape], said=said[shape], columns=there)
        found = merge(
            shape,
            base=base[shape],
            theirs=rows,
            ours=present.known[shape],
            locked=present.locked,
            sides=_sides(present, []),
            by_hand=hands,
        )
        left = [one for one in found.missing if one in missing]
        merges[shape] = replace(found, missing=left)
    return TrackerReview(
        customer_id=kept.customer_id,
        customer=present.loaded.customer.name,
        project_id=kept.project_id,
        export=export,
        file_name=kept.file_name,
        sha256=kept.sha256,
        saved_by=kept.saved_by,
        saved_on=kept.saved_on,
        said=(),
        merges=merges,
        base=base,
        ours=present.known,
        columns=columns,
        notes=notes,
        return_id=kept.id,
        decided=decided_of(kept.content),
        reasons=reasons_of(kept.content),
    )


def _merges(
    base: Mapping[Shape, Known],
    sheets: Mapping[Shape, ReadSheet],
    present: Present,
    by_hand: Hands,
) -> dict[Shape, Merge]:
    contacts = sheets[CONTACTS].rows if CONTACTS in sheets else []
    merges: dict[Shape, Merge] = {}
    for shape in (ITEMS, CONTACTS, MILESTONES):
        rows: Sequence[FileRow] = sheets[shape].rows if shape in sheets else []
        # What csdesk computes about milestones moves by itself: only their edits count.
        ours = base[shape] if shape is MILESTONES else present.known[shape]
        found = merge(
            shape,
            base=base[shape] if shape in sheets else {},
            theirs=rows if base[shape] or shape is not MILESTONES else [],
            ours=ours,
            locked=present.locked,
            sides=_sides(present, contacts),
            by_hand=by_hand if shape is ITEMS else {},
        )
        merges[shape] = found
    return merges


def _sides(present: Present, contacts: Sequence[FileRow]) -> dict[str, str]:
    """Return everybody's side by folded name, people whom the file adds included."""
    sides = {name: person.side for name, person in present.people.items()}
    theirs = fold(present.view.customer)
    for row in contacts:
        name, company = row.values[CONTACTS.at("name")], row.values[CONTACTS.at("company")]
        if isinstance(name, str):
            other = isinstance(company, str) and fold(company) != theirs
            sides.setdefault(fold(name), "third" if other else "customer")
    return sides


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _saver(name: str, ours: Workspace) -> str:
    """Return who saved the file last; our company stands there until somebody else does."""
    saver = plain_name(name)
    known = {fold(one) for one in (ours.company, *ours.company_names.values())}
    return "" if fold(saver) in known else saver


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None
