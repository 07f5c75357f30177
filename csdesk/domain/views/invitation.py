"""What one calendar file says: an event that calendars import, update or take out again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from csdesk.domain.codes import Language
from csdesk.domain.records import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class InvitationView:
    """A meeting or a series of them; without `start` it is a whole day, without `rule` it is once.

    `attendees` are names with addresses. The organiser, if there is one, is not among them.
    """

    language: Language
    uid: str
    sequence: int = 0
    cancelled: bool = False
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
