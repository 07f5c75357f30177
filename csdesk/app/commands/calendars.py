"""Commands on the days that a customer does not work, or works though its country does not."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.calendar import WorkCalendar, standard_week
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Calendar, Customer, DayOff, Project, Workspace

_MOST_DAYS = 366


def put_days_off(
    store: Store,
    *,
    customer_id: int,
    first: date,
    last: date | None = None,
    name: str = "",
    works: bool = False,
    replaces: Iterable[int] = (),
) -> int:
    """Mark days as off, or as worked; return how many differ from the customer's week by it.

    Both ends count; days that are off anyway are not stored. `replaces` are ids of days that these
    take the place of. A calendar that others share is copied for the customer first. Raises
    `UserError` for an end before the start, more than a year, and days that are so already.
    """
    end = last or first
    if end < first:
        raise UserError(
            "dates_order",
            N_("The end {end} lies before the start {start}: correct one of them."),
            start=first,
            end=end,
            field="last",
        )
    if (end - first).days >= _MOST_DAYS:
        raise UserError(
            "days_off_many", N_("That is more than a year: enter it in parts."), field="last"
        )
    with store.write("calendars.put_days_off", customer_id=customer_id) as unit:
        calendar = _own_calendar(unit, unit.get(Customer, customer_id))
        _remove(unit, calendar, replaces)
        known = {one.day: one for one in unit.find(DayOff, calendar_id=calendar.id)}
        plain = WorkCalendar.of(calendar)
        span = [first + timedelta(days=n) for n in range((end - first).days + 1)]
        days = [day for day in span if plain.is_working(day) is not works]
        if not days:
            raise UserError(
                "days_off_none",
                N_("Nothing changes by this: these days are so already."),
                field="first",
            )
        for day in days:
            if day in known:
                unit.update(DayOff, known[day].id, works=works, name=name.strip())
            else:
                unit.add(DayOff(calendar_id=calendar.id, day=day, works=works, name=name.strip()))
        return len(days)


def delete_days_off(store: Store, *, customer_id: int, day_ids: Iterable[int]) -> None:
    """Let days be again what the customer's week and country say."""
    with store.write("calendars.delete_days_off", customer_id=customer_id) as unit:
        _remove(unit, _own_calendar(unit, unit.get(Customer, customer_id)), day_ids)


def _remove(unit: Unit, calendar: Calendar, day_ids: Iterable[int]) -> None:
    """Remove days, found by their date: a calendar that was copied has ids of its own."""
    ids = list(day_ids)
    gone = {one.day for one in unit.find(DayOff, id=ids)} if ids else set()
    for one in unit.find(DayOff, calendar_id=calendar.id):
        if one.day in gone:
            unit.delete(DayOff, one.id)


def _own_calendar(unit: Unit, customer: Customer) -> Calendar:
    """Return the calendar that is this customer's alone, made or copied if there is none."""
    held = customer.calendar_id
    if held is None:
        workspace = unit.get(Workspace, 1)
        country = customer.country or workspace.country
        own = unit.add(
            Calendar(
                name=customer.name,
                country=country,
                region=customer.region if customer.country else workspace.region,
                working_week=standard_week(country),
            )
        )
        unit.update(Customer, customer.id, calendar_id=own.id)
        return own
    calendar = unit.get(Calendar, held)
    if unit.count(Customer, calendar_id=held) == 1 and not unit.count(Project, calendar_id=held):
        return calendar
    own = unit.add(replace(calendar, id=0, version=0, name=customer.name))
    unit.add_all(
        replace(one, id=0, version=0, calendar_id=own.id)
        for one in unit.find(DayOff, calendar_id=held)
    )
    unit.update(Customer, customer.id, calendar_id=own.id)
    return own
