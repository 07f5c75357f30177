"""The working calendars of our side, a customer and a project."""

from csdesk.data.reader import Reader
from csdesk.domain.calendar import Calendars, WorkCalendar, standard_week
from csdesk.domain.records import Calendar, Customer, DayOff, Project, Workspace


def our_calendar(reader: Reader) -> WorkCalendar:
    """Return the calendar of our company: the workspace's country and region."""
    workspace = reader.get(Workspace, 1)
    return _of_country(workspace.country, workspace.region)


def calendars_of(reader: Reader, customer: Customer, project: Project | None = None) -> Calendars:
    """Return who works when: third parties like the customer, slip on the project's calendar.

    A customer without a calendar of its own has that of its country, else ours.
    """
    ours = our_calendar(reader)
    if customer.calendar_id is not None:
        theirs = stored_calendar(reader, customer.calendar_id)
    elif customer.country:
        theirs = _of_country(customer.country, customer.region)
    else:
        theirs = ours
    own = project.calendar_id if project is not None else None
    return Calendars(
        us=ours,
        customer=theirs,
        third=theirs,
        project=theirs if own is None else stored_calendar(reader, own),
    )


def stored_calendar(reader: Reader, calendar_id: int) -> WorkCalendar:
    """Return a calendar kept in the workspace, with its days off."""
    return WorkCalendar.of(
        reader.get(Calendar, calendar_id), reader.find(DayOff, calendar_id=calendar_id)
    )


def _of_country(country: str, region: str) -> WorkCalendar:
    return WorkCalendar(country=country, region=region, week=standard_week(country))
