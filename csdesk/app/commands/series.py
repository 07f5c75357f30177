"""Commands on series of meetings: one row for a cadence, the next meeting of it a row of its own.

Holding or dropping the next meeting puts the one after it into the calendar (`series_days`).
"""

from collections.abc import Iterable
from datetime import date, time

from csdesk.app.commands.meeting_parts import contacts_of, invite
from csdesk.app.commands.milestones import only_open_project
from csdesk.app.commands.records import add_record, new_uid, update_record
from csdesk.app.commands.series_days import next_day, place_next, planned_of
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import MeetingKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.meeting_rules import is_gone
from csdesk.domain.meeting_series import check_rule, default_rule, first_day
from csdesk.domain.records import Attendance, Contact, Customer, Meeting, User
from csdesk.domain.records_kickoff import MeetingSeries, SeriesMember

_SHARED = ("kind", "project_id", "title", "at", "minutes", "timezone", "place")


def create(
    store: Store,
    *,
    customer_id: int,
    start: date,
    rule: str | None = None,
    kind: MeetingKind = MeetingKind.PROGRESS,
    contact_ids: Iterable[int] = (),
    user_ids: Iterable[int] = (),
    agenda: bool = True,
    **fields: object,
) -> MeetingSeries:
    """Add a series from `start` on and put its next meeting into the calendar.

    The rule is that of the kind unless given (see `meeting_series`); it belongs to the customer's
    only open project, in the customer's zone, unless said. Its meetings have the agenda of the
    kind unless `agenda` is false. Raises `UserError` for a rule that gives no day on which both
    sides work, and for people of another customer or who left.
    """
    with store.write("series.create", customer_id=customer_id) as unit:
        customer = unit.get(Customer, customer_id)
        project = only_open_project(unit, customer_id)
        checked = check_rule(rule or default_rule(kind))
        fresh = MeetingSeries(
            uid=new_uid(),
            customer_id=customer_id,
            project_id=project.id if project else None,
            rule=checked,
            start=first_day(checked, start),
            timezone=customer.timezone,
        )
        series = add_record(unit, fresh, {"kind": kind, **fields})
        _needs_a_day(unit, series)
        _join(unit, series, contact_ids, user_ids)
        place_next(unit, series, agenda=agenda)
        return series


def update(store: Store, *, series_id: int, **changes: object) -> MeetingSeries:
    """Change what a series is: title, kind, time, length, place, project.

    Its meeting in the calendar follows where it still was as the series said.
    """
    with store.write("series.update") as unit:
        old = unit.get(MeetingSeries, series_id)
        new = update_record(unit, MeetingSeries, series_id, changes)
        changed = [name for name in _SHARED if getattr(old, name) != getattr(new, name)]
        for meeting in planned_of(unit, new):
            follows = {
                name: getattr(new, name)
                for name in changed
                if getattr(meeting, name) == getattr(old, name)
            }
            if follows:
                unit.update(Meeting, meeting.id, **follows)
        return new


def reschedule(
    store: Store, *, series_id: int, since: date, rule: str | None = None, at: time | None = None
) -> MeetingSeries:
    """Let a series run by another rule, weekday or time from a day on.

    It counts from `since`; what was held before stays as it was, and the meeting in the calendar
    moves if it lies on or after that day; one that had ended goes on. One that began already has
    a new uid from then on, so that the customer's calendars keep what took place. Raises
    `UserError` for a day that has passed.
    """
    with store.write("series.reschedule") as unit:
        old = unit.get(MeetingSeries, series_id)
        if since < unit.today:
            raise UserError(
                "series_since",
                N_("{day} has passed: choose today or a later day."),
                day=since,
                field="since",
            )
        checked = check_rule(rule or old.rule)
        ended = old.ended_on if old.ended_on is not None and old.ended_on >= since else None
        series = unit.update(
            MeetingSeries,
            series_id,
            rule=checked,
            start=first_day(checked, since),
            at=at or old.at,
            ended_on=ended,
            uid=new_uid() if old.start < unit.today else old.uid,
        )
        if series.uid != old.uid:
            for meeting in unit.find(Meeting, series_uid=old.uid):
                unit.update(Meeting, meeting.id, series_uid=series.uid)
        _needs_a_day(unit, series)
        ahead = [one for one in planned_of(unit, series) if one.day >= since]
        meets = next_day(unit, series)
        for meeting in ahead[:1]:
            if meets is not None and meets.day is not None:
                unit.update(Meeting, meeting.id, day=meets.day, at=series.at)
        place_next(unit, series)
        return series


def change(
    store: Store,
    *,
    series_id: int,
    rule: str | None = None,
    since: date | None = None,
    contact_ids: Iterable[int] = (),
    user_ids: Iterable[int] = (),
    **changes: object,
) -> MeetingSeries:
    """Change all of a series in one step: what it is, its days, and who takes part.

    With `since` it runs by `rule` from that day on; the people given are all of its people from
    now on. Raises as `update`, `reschedule` and `join` do.
    """
    contacts, users = set(contact_ids), set(user_ids)
    with store.write("series.update") as unit:
        series = update(store, series_id=series_id, **changes)
        if since is not None:
            series = reschedule(store, series_id=series_id, since=since, rule=rule)
        for member in unit.find(SeriesMember, series_id=series_id):
            if member.contact_id not in contacts and member.user_id not in users:
                part(store, member_id=member.id)
        known = unit.find(SeriesMember, series_id=series_id)
        join(
            store,
            series_id=series_id,
            contact_ids=sorted(contacts - {one.contact_id for one in known}),
            user_ids=sorted(users - {one.user_id for one in known}),
        )
        return series


def end(store: Store, *, series_id: int, on: date | None = None) -> MeetingSeries:
    """End a series on a day (today unless given); a meeting after it leaves the calendar."""
    with store.write("series.end") as unit:
        series = unit.update(MeetingSeries, series_id, ended_on=on or unit.today)
        last = series.ended_on or unit.today
        gone = [one.id for one in planned_of(unit, series) if one.day > last]
        unit.delete(Meeting, *gone)
        return series


def delete(store: Store, *, series_id: int) -> None:
    """Delete a series that was entered by mistake, with its meeting in the calendar.

    What was held stays, as meetings of their own.
    """
    with store.write("series.delete") as unit:
        series = unit.get(MeetingSeries, series_id)
        unit.delete(Meeting, *(one.id for one in planned_of(unit, series)))
        for meeting in unit.find(Meeting, series_uid=series.uid):
            unit.update(Meeting, meeting.id, series_uid="")
        unit.delete(MeetingSeries, series_id)


def join(
    store: Store, *, series_id: int, contact_ids: Iterable[int] = (), user_ids: Iterable[int] = ()
) -> list[SeriesMember]:
    """Add people to a series and invite them to its meeting in the calendar; returns the new."""
    with store.write("series.join") as unit:
        series = unit.get(MeetingSeries, series_id)
        fresh = _join(unit, series, contact_ids, user_ids)
        contacts = [one.contact_id for one in fresh if one.contact_id is not None]
        users = [one.user_id for one in fresh if one.user_id is not None]
        for meeting in planned_of(unit, series):
            invite(unit, meeting, contacts, users)
        return fresh


def part(store: Store, *, member_id: int) -> None:
    """Take a person off a series and off its meeting in the calendar."""
    with store.write("series.part") as unit:
        member = unit.get(SeriesMember, member_id)
        series = unit.get(MeetingSeries, member.series_id)
        for meeting in planned_of(unit, series):
            for row in unit.find(Attendance, meeting_id=meeting.id):
                if (row.contact_id, row.user_id) == (member.contact_id, member.user_id):
                    unit.delete(Attendance, row.id)
        unit.delete(SeriesMember, member_id)


def _join(
    unit: Unit, series: MeetingSeries, contact_ids: Iterable[int], user_ids: Iterable[int]
) -> list[SeriesMember]:
    known = unit.find(SeriesMember, series_id=series.id)
    contacts = {one.contact_id for one in known}
    users = {one.user_id for one in known}
    fresh = []
    for contact in contacts_of(unit, series.customer_id, contact_ids):
        _refuse_gone(contact, unit.today)
        if contact.id not in contacts:
            fresh.append(SeriesMember(series_id=series.id, contact_id=contact.id))
    for user_id in dict.fromkeys(user_ids):
        unit.get(User, user_id)
        if user_id not in users:
            fresh.append(SeriesMember(series_id=series.id, user_id=user_id))
    return unit.add_all(fresh) if fresh else []


def _refuse_gone(contact: Contact, today: date) -> None:
    if is_gone(contact, today):
        raise UserError(
            "attendee_left",
            N_("{name} left on {day}: invite the successor."),
            name=contact.name,
            day=contact.left_on,
            field="contact_ids",
        )


def _needs_a_day(unit: Unit, series: MeetingSeries) -> None:
    if series.ended_on is None and next_day(unit, series) is None:
        raise UserError(
            "series_no_day",
            N_("By this rule no day comes on which both sides work: choose another one."),
            field="rule",
        )
