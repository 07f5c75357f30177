"""What the form of a meeting says at its fields before the meeting is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from csdesk.app.calendars import calendars_of
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingStatus
from csdesk.domain.errors import UserError
from csdesk.domain.meeting_rules import Busy, Remark, faults, remarks
from csdesk.domain.records import Attendance, Contact, Customer, Meeting, Project, User


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingCheck:
    """Why the command would refuse the meeting, and what should be known about it."""

    faults: tuple[UserError, ...]
    remarks: tuple[Remark, ...]


def check_meeting(
    source: Store | Reader,
    *,
    customer_id: int,
    day: date,
    at: time | None = None,
    minutes: int = 60,
    meeting_id: int | None = None,
    project_id: int | None = None,
    timezone: str = "",
    contact_ids: Iterable[int] | None = None,
    user_ids: Iterable[int] | None = None,
    ahead: bool = False,
    language: Language = Language.EN,
) -> MeetingCheck:
    """Return faults and remarks of a meeting as it stands in a form.

    People not given are those invited to `meeting_id`. `ahead` refuses a day that has passed, as
    `meetings.schedule` does; else it is a remark. Holidays are named in `language`. Raises
    `UserError` for unknown ids.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return check_meeting(
                reader, customer_id=customer_id, day=day, at=at, minutes=minutes,
                meeting_id=meeting_id, project_id=project_id, timezone=timezone,
                contact_ids=contact_ids, user_ids=user_ids, ahead=ahead, language=language,
            )  # fmt: skip
    customer = source.get(Customer, customer_id)
    stored = None if meeting_id is None else source.get(Meeting, meeting_id)
    meeting = replace(
        stored or Meeting(uid="", customer_id=customer_id, day=day),
        day=day,
        at=at,
        minutes=minutes,
        project_id=project_id or (stored.project_id if stored else None),
        timezone=timezone or (stored.timezone if stored else "") or customer.timezone,
    )
    invited = source.find(Attendance, meeting_id=meeting_id) if meeting_id is not None else []
    theirs = _ids(contact_ids, (one.contact_id for one in invited))
    ours = _ids(user_ids, (one.user_id for one in invited))
    contacts = source.find(Contact, id=theirs) if theirs else []
    users = source.find(User, id=ours) if ours else []
    project = None if meeting.project_id is None else source.get(Project, meeting.project_id)
    today = source.day()
    refused = faults(meeting, contacts, today=today, ahead=ahead)
    said = remarks(
        meeting,
        today=today,
        calendars=calendars_of(source, customer, project),
        language=language.value,
        users=users,
        user_ids=_taking_part(ours, customer),
        others=_others(source, day),
    )
    if ahead:
        said = [one for one in said if one.where != "day" or day >= today]
    return MeetingCheck(faults=tuple(refused), remarks=tuple(said))


def _ids(given: Iterable[int] | None, invited: Iterable[int | None]) -> list[int]:
    return list(given) if given is not None else [one for one in invited if one is not None]


def _taking_part(user_ids: Iterable[int], customer: Customer | None) -> frozenset[int]:
    """Return who of us is in a meeting: those invited, else the customer's owner."""
    known = frozenset(user_ids)
    if not known and customer is not None and customer.owner_id is not None:
        return frozenset({customer.owner_id})
    return known


def _others(reader: Reader, day: date) -> list[Busy]:
    """Return the meetings planned around a day: zones can lie a day apart."""
    days = [day + timedelta(n) for n in (-1, 0, 1)]
    found = reader.find(Meeting, day=days, status=MeetingStatus.PLANNED)
    if not found:
        return []
    customers = {
        one.id: one for one in reader.find(Customer, id={one.customer_id for one in found})
    }
    users: dict[int, list[int]] = {}
    for row in reader.find(Attendance, meeting_id=[one.id for one in found]):
        if row.user_id is not None:
            users.setdefault(row.meeting_id, []).append(row.user_id)
    return [
        Busy(
            meeting=one,
            customer=customers[one.customer_id].name,
            user_ids=_taking_part(users.get(one.id, ()), customers[one.customer_id]),
        )
        for one in found
    ]
