"""Who works when: the week, the country and the days off of us, a customer and third parties."""

from dataclasses import dataclass

from csdesk.app.calendars import kept_calendars
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.calendar import WorkCalendar, standard_week
from csdesk.domain.records import Calendar, Customer, DayOff, Workspace


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
