"""Who works when: the week, the country and the days off of us, a customer and third parties."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from csdesk.app.calendars import calendars_of, kept_calendars, our_calendar
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.calendar import WorkCalendar, standard_week
from csdesk.domain.codes import Side
from csdesk.domain.records import Calendar, Customer, DayOff, Meeting, Project, Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkingDays:
    """The calendar of one party. `customer_id` None means us; days off are its own, by day."""

    customer_id: int | None
    third: bool = False
    country: str = ""
    region: str = ""
    week: str = ""
    days_off: tuple[DayOff, ...] = ()

    @property
    def calendar(self) -> WorkCalendar:
        """The week with its public holidays, without own days."""
        return WorkCalendar(country=self.country, region=self.region, week=self.week)


def rest_days(
    store: Store, *, project_id: int | None = None, side: Side | None = None
) -> Callable[[date], bool]:
    """Return what tells whether a day is off: for us, in a project, or for a side of it.

    Nothing is read before it is asked the first time.
    """
    kept: list[WorkCalendar] = []

    def is_rest(day: date) -> bool:
        if not kept:
            with store.read() as reader:
                kept.append(_calendar(reader, project_id, side))
        return not kept[0].is_working(day)

    return is_rest


def meeting_rest_days(store: Store, *, meeting_id: int) -> Callable[[date], bool]:
    """Return what tells whether a day is off for the project of a meeting; without one for us."""
    with store.read() as reader:
        project_id = reader.get(Meeting, meeting_id).project_id
    return rest_days(store, project_id=project_id)


def _calendar(reader: Reader, project_id: int | None, side: Side | None) -> WorkCalendar:
    if project_id is None:
        return our_calendar(reader)
    project = reader.get(Project, project_id)
    calendars = calendars_of(reader, reader.get(Customer, project.customer_id), project)
    return calendars.project if side is None else calendars.of(side)


def our_days(store: Store) -> WorkingDays:
    """Return our own working days."""
    with store.read() as reader:
        workspace = reader.get(Workspace, 1)
        kept = kept_calendars(reader)[0]
        return _days(reader, None, kept, workspace.country, workspace.region)


def customer_days(reader: Reader, customer: Customer) -> tuple[WorkingDays, WorkingDays | None]:
    """Return the working days of a customer, and of third parties there if they differ."""
    workspace = reader.get(Workspace, 1)
    country, region = workspace.country, workspace.region
    if customer.country:
        country, region = customer.country, customer.region
    theirs = _days(reader, customer.id, customer.calendar_id, country, region)
    kept = kept_calendars(reader)[1].get(customer.id)
    if kept is None:
        return theirs, None
    return theirs, _days(reader, customer.id, kept, country, region, third=True)


def _days(
    reader: Reader,
    customer_id: int | None,
    calendar_id: int | None,
    country: str,
    region: str,
    *,
    third: bool = False,
) -> WorkingDays:
    if calendar_id is None:
        return WorkingDays(
            customer_id=customer_id, country=country, region=region, week=standard_week(country)
        )
    kept = reader.get(Calendar, calendar_id)
    return WorkingDays(
        customer_id=customer_id,
        third=third,
        country=kept.country,
        region=kept.region,
        week=kept.working_week,
        days_off=tuple(reader.find(DayOff, calendar_id=calendar_id, order_by=("day",))),
    )
