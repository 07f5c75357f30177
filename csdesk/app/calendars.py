"""The working calendars of our side, a customer and a project."""

from csdesk.data.reader import Reader
from csdesk.domain.calendar import Calendars, WorkCalendar, standard_week
from csdesk.domain.records import Calendar, Customer, DayOff, Project, Setting, Workspace

OURS, THIRD = "calendar.us", "calendars.third"
"""Settings: the id of our own calendar; those of third parties by the customer's id as text."""


class CalendarBook:
    """Calendars of many projects; each one is built once, so that its tables are shared."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._by_country: dict[tuple[str, str], WorkCalendar] = {}
        self._stored: dict[int, WorkCalendar] = {}
        workspace = reader.get(Workspace, 1)
        ours, self._thirds = kept_calendars(reader)
        self._plain = self._of_country(workspace.country, workspace.region)
        self.ours = self._plain if ours is None else self._kept(ours)

    def of(self, customer: Customer, project: Project | None = None) -> Calendars:
        """Return who works when; slip is counted on the project's calendar.

        A customer without a calendar of its own has that of its country, else of our country; third
        parties without one work like the customer.
        """
        theirs = self._plain
        if customer.calendar_id is not None:
            theirs = self._kept(customer.calendar_id)
        elif customer.country:
            theirs = self._of_country(customer.country, customer.region)
        own = project.calendar_id if project is not None else None
        third = self._thirds.get(customer.id)
        return Calendars(
            us=self.ours,
            customer=theirs,
            third=theirs if third is None else self._kept(third),
            project=theirs if own is None else self._kept(own),
        )

    def _kept(self, calendar_id: int) -> WorkCalendar:
        if calendar_id not in self._stored:
            self._stored[calendar_id] = stored_calendar(self._reader, calendar_id)
        return self._stored[calendar_id]

    def _of_country(self, country: str, region: str) -> WorkCalendar:
        key = (country, region)
        if key not in self._by_country:
            week = standard_week(country)
            self._by_country[key] = WorkCalendar(country=country, region=region, week=week)
        return self._by_country[key]


def our_calendar(reader: Reader) -> WorkCalendar:
    """Return the calendar of our company: its own, else that of its country and region."""
    return CalendarBook(reader).ours


def calendars_of(reader: Reader, customer: Customer, project: Project | None = None) -> Calendars:
    """Return the calendars of one project (see `CalendarBook.of`)."""
    return CalendarBook(reader).of(customer, project)


def stored_calendar(reader: Reader, calendar_id: int) -> WorkCalendar:
    """Return a calendar kept in the workspace, with its days off."""
    return WorkCalendar.of(
        reader.get(Calendar, calendar_id), reader.find(DayOff, calendar_id=calendar_id)
    )


def kept_calendars(reader: Reader) -> tuple[int | None, dict[int, int]]:
    """Return the id of our own calendar if there is one, and those of third parties by customer."""
    found = {one.key: one.value for one in reader.find(Setting, key=[OURS, THIRD])}
    ours, thirds = found.get(OURS), found.get(THIRD)
    return (
        ours if isinstance(ours, int) else None,
        {int(key): kept for key, kept in thirds.items() if isinstance(kept, int)}
        if isinstance(thirds, dict)
        else {},
    )
