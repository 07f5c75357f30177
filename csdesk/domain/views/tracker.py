"""What the shared tracker shows: a customer-safe snapshot of one project."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime

from csdesk.domain.codes import MilestoneKind, Priority, Side, Status
from csdesk.domain.file_names import document_name
from csdesk.domain.records import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerItem:
    """A visible action item. `row_id` is the hidden id, such as `ai-34-7f3c`."""

    row_id: str
    number: int
    title: str
    milestone: str
    agreed: date | None
    side: Side
    owner: str
    target: date | None
    status: Status
    priority: Priority
    comment: str

    @property
    def code(self) -> str:
        """The number that people say aloud, such as `A34`."""
        return f"A{self.number}"

    def base(self) -> dict[str, Json]:
        """Return the values as exported, by field, for the merge of the returned file."""
        return {
            "number": self.number,
            "title": self.title,
            "milestone": self.milestone,
            "agreed": self.agreed.isoformat() if self.agreed else None,
            "side": self.side.value,
            "owner": self.owner,
            "target": self.target.isoformat() if self.target else None,
            "status": self.status.value,
            "priority": self.priority.value,
            "comment": self.comment,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerMilestone:
    """A visible milestone with its dates and the time in which its work lies."""

    title: str
    kind: MilestoneKind
    agreed: date | None
    forecast: date | None  # None once reached
    actual: date | None
    slip: int | None  # working days of the project's calendar
    under_way: bool  # its work has begun
    start: date | None  # first day of the work that leads to it

    @property
    def finish(self) -> date | None:
        """Actual finish, else the forecast."""
        return self.actual or self.forecast

    def base(self, number: int) -> dict[str, Json]:
        """Return the values as exported, by field; `number` is its place in the sheet."""
        return {
            "number": number,
            "title": self.title,
            "agreed": self.agreed.isoformat() if self.agreed else None,
            "forecast": self.forecast.isoformat() if self.forecast else None,
            "actual": self.actual.isoformat() if self.actual else None,
            "slip": self.slip,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerContact:
    """A person of either side. Our people come first and are locked."""

    row_id: str
    name: str
    company: str
    role: str  # in the document's language
    phone: str
    mail: str
    speaks_for: str
    ours: bool

    def base(self) -> dict[str, Json]:
        """Return the values as exported, by field."""
        return {
            "name": self.name,
            "company": self.company,
            "role": self.role,
            "phone": self.phone,
            "mail": self.mail,
            "speaks_for": self.speaks_for,
        }


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerView:
    """All that one tracker workbook holds; `late` counts items late on `as_of`."""

    language: str
    company: str
    customer: str
    project: str
    customer_uid: str
    project_uid: str
    export_uid: str
    version: int
    as_of: date
    exported_at: datetime
    items: tuple[TrackerItem, ...]  # open by target date, then done and cancelled
    milestones: tuple[TrackerMilestone, ...]
    contacts: tuple[TrackerContact, ...]
    late: int
    send_back_by: date
    send_back_to: str  # mail address; empty if we have none
    footer: str  # our company, contact, phone, as far as known
    earliest: date  # dates outside these are refused by the cells
    latest: date

    @property
    def file_name(self) -> str:
        """Return `CUSTOMER_tracker_v9_2026-11-20.xlsx`, without what file systems refuse."""
        return document_name(self.customer, "tracker", self.version, self.as_of, "xlsx")

    def base(self) -> dict[str, Json]:
        """Return the base of the three-way merge: values as exported by hidden id."""
        return {
            "items": {item.row_id: item.base() for item in self.items},
            "contacts": {one.row_id: one.base() for one in self.contacts},
            "milestones": {
                f"M{number}": one.base(number)
                for number, one in enumerate(self.milestones, start=1)
            },
        }

    def checksum(self) -> str:
        """Return the sha256 over ids and base values that tells ours from a look-alike."""
        text = json.dumps(self.base(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()
