"""What one calendar file says: an event that calendars import, update or take out again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from csdesk.domain.codes import Language
from csdesk.domain.meeting_series import days_by
from csdesk.domain.records import Json

_UNTIL: Final = ";UNTIL="


@dataclass(frozen=True, kw_only=True, slots=True)
class InvitationView:
    """A meeting or a series of them; without `start` it is a whole day, without `rule` it is once.

    `attendees` are names with addresses. The organiser, if there is one, is not among them.
    `uninvited` takes it out of the calendars of these alone, because they need not come any more.
    """

    language: Language
    uid: str
    sequence: int = 0
    cancelled: bool = False
    uninvited: bool = False
    made_at: datetime  # UTC
    title: str
    us: str = ""  # our company, which says whose meeting it is
    day: date
    start: datetime | None = None  # aware
    end: datetime | None = None
    rule: str = ""
    place: str = ""
    project: str = ""
    people: tuple[str, ...] = ()
    organiser: str = ""
    organiser_mail: str = ""
    attendees: tuple[tuple[str, str], ...] = ()

    def said(self) -> dict[str, Json]:
        """Return what the calendars show, to see whether another file would say anything else."""
        return {
            "language": self.language.value,
            "title": self.title,
            "us": self.us,
            "day": self.day.isoformat(),
            "start": self.start.replace(tzinfo=None).isoformat() if self.start else None,
            "end": self.end.replace(tzinfo=None).isoformat() if self.end else None,
            "zone": str(self.start.tzinfo) if self.start else "",
            "rule": self.rule,
            "place": self.place,
            "project": self.project,
            "people": list(self.people),
            "organiser": [self.organiser, self.organiser_mail],
            "attendees": [[name, mail] for name, mail in self.attendees],
        }


def repeated(uid: str, said: Mapping[str, Json], made_at: datetime) -> InvitationView:
    """Return the event that was said to calendars before. Raises `ValueError` for a damaged one."""
    from zoneinfo import ZoneInfo

    def moment(key: str) -> datetime | None:
        text = said.get(key)
        zone = ZoneInfo(str(said.get("zone") or "UTC"))
        return datetime.fromisoformat(str(text)).replace(tzinfo=zone) if text else None

    def pairs(value: Json) -> tuple[tuple[str, str], ...]:
        found = value if isinstance(value, list) else []
        return tuple((str(one[0]), str(one[1])) for one in found if isinstance(one, list))

    people, organiser = said.get("people"), said.get("organiser")
    name, mail = organiser if isinstance(organiser, list) else ("", "")
    return InvitationView(
        language=Language(str(said.get("language"))),
        uid=uid,
        made_at=made_at,
        title=str(said.get("title")),
        us=str(said.get("us") or ""),
        day=date.fromisoformat(str(said.get("day"))),
        start=moment("start"),
        end=moment("end"),
        rule=str(said.get("rule") or ""),
        place=str(said.get("place") or ""),
        project=str(said.get("project") or ""),
        people=tuple(str(one) for one in people) if isinstance(people, list) else (),
        organiser=str(name),
        organiser_mail=str(mail),
        attendees=pairs(said.get("attendees")),
    )


def until(view: InvitationView, last: date) -> str:
    """Return the rule of a series whose last meeting is on a day.

    RFC 5545 wants a moment in UTC where the event has an hour in a zone: that meeting's end.
    """
    if view.start is None or view.end is None:
        return f"{endless(view.rule)}{_UNTIL}{last:%Y%m%d}"
    begins = datetime.combine(last, view.start.timetz())
    ends = begins.astimezone(UTC) + (view.end - view.start)
    return f"{endless(view.rule)}{_UNTIL}{ends:%Y%m%dT%H%M%SZ}"


def last_day(view: InvitationView) -> date | None:
    """Return the last day of a series that ends, None for one that does not."""
    if not view.rule.partition(_UNTIL)[2]:
        return None
    return max(days_told(view), default=view.day)


def endless(rule: str) -> str:
    """Return a rule without its end."""
    return rule.partition(_UNTIL)[0]


def days_told(view: InvitationView, after: date | None = None) -> Iterator[date]:
    """Yield the days on which calendars show an event, those after a day if one is given.

    Raises `ValueError` for an end that is none, and `UserError` for a rule that is none.
    """
    days = days_by(endless(view.rule), view.day) if view.rule else iter((view.day,))
    end = view.rule.partition(_UNTIL)[2]
    for day in days:
        if end and _is_past(view, day, end):
            return
        if after is None or day > after:
            yield day


def _is_past(view: InvitationView, day: date, end: str) -> bool:
    """Whether a day lies after the end of a rule."""
    last = datetime.fromisoformat(end)
    if last.tzinfo is None or view.start is None:
        return day > last.date()
    return datetime.combine(day, view.start.timetz()) > last
