"""What the window needs to review a returned tracker, besides the review itself."""

import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from csdesk.app.imports.dates import DateError, DateOrder, parse_date
from csdesk.app.imports.tracker_reading import OpenTracker
from csdesk.app.queries.owners import OwnerChoice, owner_choices
from csdesk.app.queries.returned_files import kept_file
from csdesk.app.queries.tracker_review import (
    Hands,
    TrackerReview,
    open_file,
    review_again,
    review_opened,
)
from csdesk.app.tracker_present import row_id
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import ITEMS, Kind
from csdesk.domain.progress import Progress
from csdesk.domain.records import Contact, Export, PlanRow, User

_MOST_ENTRIES = 200  # of the journal, in which our last edit of a cell is looked for
_MOST_BYTES = 2_000_000  # of one part of a workbook
_MARKS = (b"_csdesk", b"csdesk_export")
_PARTS = ("xl/workbook.xml", "docProps/custom.xml")
_FIELDS: Mapping[str, Mapping[str, str]] = {
    "PlanRow": {
        "title": "title", "target": "target", "status": "status", "priority": "priority",
        "side": "side", "customer_comment": "comment", "owner_user_id": "owner",
        "owner_contact_id": "owner", "owner_name": "owner",
    },
    "Contact": {
        "name": "name", "company": "company", "title": "role", "role": "role", "phone": "phone",
        "mail": "mail", "speaks_for": "speaks_for",
    },
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Edited:
    """Who of us last changed a cell, and when."""

    who: str
    day: date


@dataclass(frozen=True, slots=True)
class DoubtfulDate:
    """A date that can be read in two ways, beside what stood there when the file left."""

    item: str
    written: str
    sent: date | None
    day_first: date
    month_first: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Returned:
    """A returned tracker on the screen. `opened` is None for a review that was put aside.

    `row_ids` are plan rows by hidden id, `phases` titles by folded milestone, `edited` our last
    edits since the file left, by hidden id and field; `kept_id` is the file itself, if it is kept.
    """

    review: TrackerReview
    opened: OpenTracker | None = None
    hands: Hands = field(default_factory=dict)
    order: DateOrder | None = None
    owners: Sequence[OwnerChoice] = ()
    row_ids: Mapping[str, int] = field(default_factory=dict)
    phases: Mapping[str, str] = field(default_factory=dict)
    edited: Mapping[tuple[str, str], Edited] = field(default_factory=dict)
    kept_id: int | None = None

    @property
    def has_file(self) -> bool:
        """Whether the file itself can be had: just read, or kept by an earlier command."""
        return bool(self.review.file_bytes) or self.kept_id is not None

    @property
    def differs(self) -> bool:
        """Whether the file says anything else than when it left."""
        return any(one.rows or one.missing for one in self.review.merges.values())


def looks_like_tracker(path: Path) -> bool:
    """Whether a workbook says of itself that it is a tracker, from a short look; never raises."""
    if path.suffix.lower() == ".ods":
        return True
    try:
        with zipfile.ZipFile(path) as book:
            for part in _PARTS:
                if part in book.namelist():
                    with book.open(part) as stream:
                        text = stream.read(_MOST_BYTES)
                    if any(mark in text for mark in _MARKS):
                        return True
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError):
        return False
    return False


def read_returned(
    store: Store,
    *,
    path: Path,
    customer_id: int | None = None,
    project_id: int | None = None,
    progress: Progress | None = None,
) -> Returned:
    """Read a file that came back and compare it; nothing is stored. Raises `UserError`s."""
    opened, content = open_file(path, progress)
    if progress is not None:
        progress.check_cancelled()
    review = review_opened(
        store, opened, file_bytes=content, today=store.today(), customer_id=customer_id,
        project_id=project_id,
    )  # fmt: skip
    if progress is not None:
        progress.check_cancelled()
    return _returned(store, review, opened, {}, review.order)


def read_otherwise(
    store: Store,
    *,
    returned: Returned,
    order: DateOrder | None = None,
    hands: Hands | None = None,
    progress: Progress | None = None,
) -> Returned:
    """Compare a file again: with its dates in another order, with rows linked by hand."""
    if returned.opened is None:
        return returned
    linked = {**returned.hands, **(hands or {})}
    chosen = order or returned.order
    review = review_opened(
        store, returned.opened, file_bytes=returned.review.file_bytes, today=store.today(),
        customer_id=returned.review.customer_id, project_id=returned.review.project_id,
        by_hand=linked, order=chosen,
    )  # fmt: skip
    return _returned(store, review, returned.opened, linked, chosen)


def read_kept(store: Store, *, return_id: int, progress: Progress | None = None) -> Returned:
    """Compare what was put aside with what is ours by now."""
    review = review_again(store, return_id=return_id, today=store.today())
    return _returned(store, review, None, {}, review.order)


def doubtful_dates(review: TrackerReview, most: int = 3) -> list[DoubtfulDate]:
    """Return dates that show the doubt, with what stood in their cells when the file left."""
    found: list[DoubtfulDate] = []
    for row, cell in review.items.cells(Kind.UNREADABLE):
        if cell.fault != "date_ambiguous":
            continue
        item, title = review.named(ITEMS, row.row_id)
        try:
            days = [parse_date(cell.written, order) for order in (DateOrder.DMY, DateOrder.MDY)]
        except DateError:
            continue
        sent = None if cell.base is None else date.fromisoformat(cell.base)
        name = " ".join(part for part in (item, title) if part)
        found.append(DoubtfulDate(name, cell.written, sent, days[0], days[1]))
        if len(found) == most:
            break
    return found


def _returned(
    store: Store,
    review: TrackerReview,
    opened: OpenTracker | None,
    hands: Hands,
    order: DateOrder | None,
) -> Returned:
    with store.read() as reader:
        rows = {row.id: row for row in reader.find(PlanRow, project_id=review.project_id)}
        contacts = reader.find(Contact, customer_id=review.customer_id)
        users = reader.find(User)
        kept = kept_file(reader, review.project_id, review.sha256)
    hidden = {row.id: row_id(row) for row in rows.values() if row.number is not None}
    milestones = (row for row in rows.values() if row.kind is RowKind.MILESTONE)
    phases = {
        fold(row.title): rows[row.parent_id].title for row in milestones if row.parent_id in rows
    }
    return Returned(
        review=review,
        opened=opened,
        hands=hands,
        order=order,
        owners=owner_choices(users, contacts),
        row_ids={key: number for number, key in hidden.items()},
        phases=phases,
        kept_id=None if kept is None else kept.id,
        edited=_edited(
            store,
            review.export,
            {"PlanRow": hidden, "Contact": {one.id: f"co-{one.uid[:8]}" for one in contacts}},
        ),
    )


def _edited(
    store: Store, export: Export, hidden: Mapping[str, Mapping[int, str]]
) -> dict[tuple[str, str], Edited]:
    found: dict[tuple[str, str], Edited] = {}
    for entry in store.history(export.customer_id, limit=_MOST_ENTRIES):
        if entry.at < export.made_at:
            break
        if not entry.touched.keys() & _FIELDS.keys():
            continue
        for change in store.changes(entry.entry_id):
            row_id = hidden.get(change.entity, {}).get(change.row_id)
            if row_id is None:
                continue
            for column in (change.after or {}) if change.before else ():
                if column in _FIELDS[change.entity]:
                    key = row_id, _FIELDS[change.entity][column]
                    found.setdefault(key, Edited(entry.actor, entry.at.date()))
    return found
