"""Milestones and meetings of a project as a calendar file that any calendar program takes up.

The uids stay, so that a later file moves the entries instead of doubling them.
"""

from datetime import timedelta

from icalendar import Calendar, Event

from csdesk.domain.views.plan import CalendarEntry, PlanCalendarView
from csdesk.i18n import Translator
from csdesk.reports.words.marks import plain

_DOMAIN = "csdesk"
_AROUND = timedelta(400)  # days whose clock changes a reader must know


def write_calendar(view: PlanCalendarView, translator: Translator) -> bytes:
    """Return the calendar; the same view gives the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//csdesk//plan//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _name(view))
    for entry in view.entries:
        calendar.add_component(_event(entry, view, translator))
    days = [entry.day for entry in view.entries]
    if days:
        calendar.add_missing_timezones(min(days) - _AROUND, max(days) + _AROUND)
    return bytes(calendar.to_ical())


def _name(view: PlanCalendarView) -> str:
    return plain(" • ".join(part for part in (view.project, view.us.name) if part))


def _event(entry: CalendarEntry, view: PlanCalendarView, tr: Translator) -> Event:
    event = Event()
    event.add("uid", f"{entry.uid}@{_DOMAIN}")
    event.add("dtstamp", view.made_at)
    event.add("sequence", entry.revision)
    event.add("summary", _summary(entry, tr))
    if entry.start is not None and entry.end is not None:
        event.add("dtstart", entry.start)
        event.add("dtend", entry.end)
    else:
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(1))
        event.add("transp", "TRANSPARENT")
    if entry.place:
        event.add("location", entry.place)
    notes = _notes(entry, view, tr)
    if notes:
        event.add("description", "\n".join(notes))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def _summary(entry: CalendarEntry, tr: Translator) -> str:
    if entry.is_milestone and entry.done:
        return tr.text("{title} (reached)", title=entry.title)
    return entry.title


def _notes(entry: CalendarEntry, view: PlanCalendarView, tr: Translator) -> list[str]:
    notes = [view.project] if view.project else []
    if entry.codes:
        notes.append(tr.text("Items that lead to it: {items}", items=tr.join(entry.codes)))
    if entry.people:
        notes.append(tr.text("With {people}.", people=tr.join(entry.people)))
    return notes
