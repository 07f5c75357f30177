"""What the form of a meeting says at its fields before the meeting is stored."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from csdesk.app.calendars import calendars_of
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingKind, MeetingStatus, Side
from csdesk.domain.errors import UserError
from csdesk.domain.meeting_rules import Busy, Remark, days_off_on, faults, is_gone, remarks
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
    kind: MeetingKind | None = None,
    language: Language = Language.EN,
) -> MeetingCheck:
    """Return faults and remarks of a meeting as it stands in a form.

    People not given are those invited to `meeting_id`. `ahead` refuses a day that has passed, as
    `meetings.schedule` does; else it is a remark. With a `kind` it says that there was a kickoff.
    Holidays are named in `language`. Raises `UserError` for unknown ids.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return check_meeting(
                reader, customer_id=customer_id, day=day, at=at, minutes=minutes,
                meeting_id=meeting_id, project_id=project_id, timezone=timezone,
                contact_ids=contact_ids, user_ids=user_ids, ahead=ahead, kind=kind,
                language=language,
            )  # fmt: skip
    customer = source.get(Customer, customer_id)
    stored = None if meeting_id is None else source.get(Meeting, meeting_id)
    meeting = replace(
        stored or Meeting(uid="", customer_id=customer_id, day=day),
        day=day,
        at=at,
        minutes=minutes,
        kind=kind or (stored.kind if stored else MeetingKind.PROGRESS),
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
        known=source.find(Meeting, customer_id=customer_id) if kind is not None else (),
    )
    if ahead:
        said = [one for one in said if one.where != "day" or day >= today]
    return MeetingCheck(faults=tuple(refused), remarks=tuple(said))


def check_next(
    source: Store | Reader, *, meeting_id: int, day: date, at: time | None = None
) -> tuple[Remark, ...]:
    """Return what should be known of a meeting that follows another one, in their language."""
    if isinstance(source, Store):
        with source.read() as reader:
            return check_next(reader, meeting_id=meeting_id, day=day, at=at)
    before = source.get(Meeting, meeting_id)
    customer = source.get(Customer, before.customer_id)
    users = [one.user_id for one in source.find(Attendance, meeting_id=meeting_id)]
    return check_meeting(
        source,
        customer_id=customer.id,
        day=day,
        at=at or before.at,
        minutes=before.minutes,
        project_id=before.project_id,
        user_ids=[one for one in users if one is not None],
        language=customer.language,
    ).remarks


def next_common_day(source: Store | Reader, customer_id: int, day: date) -> date:
    """Return the first day from one on, within two weeks, on which both sides work; else that."""
    if isinstance(source, Store):
        with source.read() as reader:
            return next_common_day(reader, customer_id, day)
    customer = source.get(Customer, customer_id)
    calendars = calendars_of(source, customer, None)
    days = (day + timedelta(n) for n in range(14))
    return next((one for one in days if not days_off_on(one, calendars, "en")), day)


def usual_people(
    reader: Reader, customer_id: int, kind: MeetingKind
) -> tuple[frozenset[int], frozenset[int]]:
    """Return whom one would ask to a meeting: contacts, and who of us.

    Everybody of theirs to a kickoff, to others those who were asked to the last meeting.
    """
    today = reader.day()
    contacts = {one.id: one for one in reader.find(Contact, customer_id=customer_id)}
    theirs = frozenset(
        one.id for one in contacts.values() if one.side is Side.CUSTOMER and not is_gone(one, today)
    )
    active = {one.id for one in reader.find(User) if one.active}
    owner = reader.get(Customer, customer_id).owner_id
    mine = frozenset(one for one in active if one == owner)
    if kind is not MeetingKind.KICKOFF:
        found = reader.find(Meeting, customer_id=customer_id, order_by=("day", "id"))
        for meeting in reversed([one for one in found if one.day <= today]):
            asked, ours = people_asked(reader, meeting.id)
            here = frozenset(
                one for one in asked & {*contacts} if not is_gone(contacts[one], today)
            )
            if here:
                return here, ours & active or mine
    return theirs, mine


def people_asked(reader: Reader, meeting_id: int) -> tuple[frozenset[int], frozenset[int]]:
    """Return who is asked to a meeting: contacts, and who of us."""
    rows = reader.find(Attendance, meeting_id=meeting_id)
    theirs = frozenset(one.contact_id for one in rows if one.contact_id is not None)
    return theirs, frozenset(one.user_id for one in rows if one.user_id is not None)


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
