"""One event as a calendar file of its own, for people who are invited by mail (RFC 5546).

The uid is that of the plan's calendar file, so that neither doubles the other's entries.
"""

from datetime import timedelta
from typing import Final

from icalendar import Calendar, Event, vCalAddress, vRecur, vText

from csdesk.domain.views.invitation import InvitationView
from csdesk.i18n import Translator

_DOMAIN: Final = "csdesk"
_AROUND: Final = timedelta(400)  # days whose clock changes a reader must know
_LONGEST_RULE: Final = timedelta(3 * 366)


def write_invitation(view: InvitationView, translator: Translator) -> bytes:
    """Return the file; the same view gives the same bytes.

    It asks (`REQUEST`) where somebody is invited, tells (`PUBLISH`) where nobody is, and takes the
    event out of calendars (`CANCEL`) where it is cancelled, or for people who are no longer
    invited. It sets no alarm.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//csdesk//invitation//EN")
    calendar.add("version", "2.0")
    calendar.add("method", _method(view))
    calendar.add("calscale", "GREGORIAN")
    calendar.add_component(_event(view, translator))
    last = view.day + (_LONGEST_RULE if view.rule else _AROUND)
    calendar.add_missing_timezones(view.day - _AROUND, last)
    return bytes(calendar.to_ical())


def _method(view: InvitationView) -> str:
    if view.cancelled or view.uninvited:
        return "CANCEL"
    return "REQUEST" if view.organiser_mail and view.attendees else "PUBLISH"


def _event(view: InvitationView, tr: Translator) -> Event:
    event = Event()
    event.add("uid", f"{view.uid}@{_DOMAIN}")
    event.add("dtstamp", view.made_at)
    event.add("sequence", view.sequence)
    event.add("summary", " • ".join(part for part in (view.title, view.us) if part))
    if view.start is not None and view.end is not None:
        event.add("dtstart", view.start)
        event.add("dtend", view.end)
    else:
        event.add("dtstart", view.day)
        event.add("dtend", view.day + timedelta(1))
    if view.rule:
        event.add("rrule", vRecur.from_ical(view.rule))
    if view.place:
        event.add("location", view.place)
    notes = [view.project] if view.project else []
    if view.people:
        notes.append(tr.text("With {people}.", people=tr.join(list(view.people))))
    if notes:
        event.add("description", "\n".join(notes))
    if not view.uninvited:  # for the others it goes on
        event.add("status", "CANCELLED" if view.cancelled else "CONFIRMED")
    if view.organiser_mail:
        event["organizer"] = _person(view.organiser, view.organiser_mail)
    for name, mail in view.attendees:
        person = _person(name, mail)
        person.params["ROLE"] = vText("REQ-PARTICIPANT")
        person.params["PARTSTAT"] = vText("NEEDS-ACTION")
        person.params["RSVP"] = vText("TRUE")
        event.add("attendee", person, encode=False)
    return event


def _person(name: str, mail: str) -> vCalAddress:
    person = vCalAddress(f"mailto:{mail}")
    if name:
        person.params["CN"] = vText(name)
    return person
