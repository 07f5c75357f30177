"""Commands on who works when: us, a customer, and third parties at a customer.

`customer_id` None means us; with `third` the third parties at that customer are meant. A party gets
a calendar of its own with its first change; one that others share is copied before.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from csdesk.app.calendars import OURS, THIRD, kept_calendars
from csdesk.app.fields import checked
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.calendar import WorkCalendar, regions_of, standard_week
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Calendar, Customer, DayOff, Json, Project, Setting, Workspace

_MOST_DAYS = 366
_MOST_REGIONS = 24  # that a sentence names


def put_days_off(
    store: Store,
    *,
    customer_id: int | None,
    first: date,
    last: date | None = None,
    name: str = "",
    works: bool = False,
    replaces: Iterable[int] = (),
    third: bool = False,
) -> int:
    """Mark days as off, or as worked; return how many differ from the party's week by it.

    Both ends count; days that are off anyway are not stored. `replaces` are ids of days that these
    take the place of. Raises `UserError` for an end before the start, more than a year, and days
    that are so already.
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
        calendar = _own_calendar(unit, customer_id, third=third)
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


def delete_days_off(
    store: Store, *, customer_id: int | None, day_ids: Iterable[int], third: bool = False
) -> None:
    """Let days be again what the party's week and country say."""
    with store.write("calendars.delete_days_off", customer_id=customer_id) as unit:
        _remove(unit, _own_calendar(unit, customer_id, third=third), day_ids)


def set_week(
    store: Store,
    *,
    customer_id: int | None,
    country: str,
    week: str,
    region: str = "",
    third: bool = False,
) -> None:
    """Say on which weekdays a party works (seven 0/1, Monday first), and whose holidays it keeps.

    Days off of its own stay. Raises `UserError` for a week without work, and for a country or a
    region that is none.
    """
    WorkCalendar(week=week)
    country, region = country.strip().upper(), region.strip().upper()
    _check_region(country, region)
    wanted = {"country": country, "region": region, "working_week": week}
    with store.write("calendars.set_week", customer_id=customer_id) as unit:
        values = checked(Calendar, wanted)
        kept = _kept_id(unit, customer_id, third=third)
        plain = _plain_calendar(unit, customer_id) if kept is None else unit.get(Calendar, kept)
        differing = {key: one for key, one in values.items() if getattr(plain, key) != one}
        if differing or (third and kept is None):
            own = _own_calendar(unit, customer_id, third=third)
            if differing:
                unit.update(Calendar, own.id, **differing)


def follow_customer(store: Store, *, customer_id: int) -> None:
    """Let third parties at a customer work on its days again."""
    with store.write("calendars.follow_customer", customer_id=customer_id) as unit:
        kept = _kept_id(unit, customer_id, third=True)
        if kept is not None:
            _keep_third(unit, customer_id, None)
            unit.delete(Calendar, kept)


def move_with_country(unit: Unit, old: Customer | Workspace, new: Customer | Workspace) -> None:
    """Let calendars that keep a party's holidays follow it to another country or region."""
    before, after = (old.country, old.region), (new.country, new.region)
    if before == after:
        return
    if isinstance(new, Customer):
        workspace = unit.get(Workspace, 1)
        ours = workspace.country, workspace.region
        ids = [new.calendar_id]
        before, after = before if old.country else ours, after if new.country else ours
    else:
        ids = [kept_calendars(unit)[0]]
        ids += [one.calendar_id for one in unit.find(Customer, country="")]
    for calendar_id in dict.fromkeys(one for one in ids if one is not None):
        calendar = unit.get(Calendar, calendar_id)
        if (calendar.country, calendar.region) != before:
            continue
        week = calendar.working_week
        if week == standard_week(before[0]):
            week = standard_week(after[0])
        unit.update(
            Calendar, calendar_id, country=after[0], region=after[1], working_week=week
        )  # fmt: skip


def _check_region(country: str, region: str) -> None:
    known = regions_of(country) if region else ()
    if region and region not in known:
        raise UserError(
            "calendar_region",
            N_("No holidays of {region} are known. Leave it empty, or take one of: {known}.")
            if known
            else N_("No regions of {country} are known: leave it empty."),
            region=region,
            country=country,
            known=" ".join(known[:_MOST_REGIONS]) + (" …" if len(known) > _MOST_REGIONS else ""),
            field="region",
        )


def _remove(unit: Unit, calendar: Calendar, day_ids: Iterable[int]) -> None:
    """Remove days, found by their date: a calendar that was copied has ids of its own."""
    ids = list(day_ids)
    gone = {one.day for one in unit.find(DayOff, id=ids)} if ids else set()
    for one in unit.find(DayOff, calendar_id=calendar.id):
        if one.day in gone:
            unit.delete(DayOff, one.id)


def _kept_id(unit: Unit, customer_id: int | None, *, third: bool) -> int | None:
    if customer_id is None or third:
        ours, thirds = kept_calendars(unit)
        return ours if customer_id is None else thirds.get(customer_id)
    return unit.get(Customer, customer_id).calendar_id


def _plain_calendar(unit: Unit, customer_id: int | None) -> Calendar:
    """Return the calendar of a party's country, as it would be stored."""
    workspace = unit.get(Workspace, 1)
    name, country, region = workspace.company, workspace.country, workspace.region
    if customer_id is not None:
        customer = unit.get(Customer, customer_id)
        name = customer.name
        if customer.calendar_id is not None:
            return replace(unit.get(Calendar, customer.calendar_id), id=0, version=0, name=name)
        if customer.country:
            country, region = customer.country, customer.region
    week = standard_week(country)
    return Calendar(name=name, country=country, region=region, working_week=week)


def _own_calendar(unit: Unit, customer_id: int | None, *, third: bool) -> Calendar:
    """Return the calendar that is a party's alone, made or copied if there is none."""
    held = _kept_id(unit, customer_id, third=third)
    if held is not None and (customer_id is None or third):
        return unit.get(Calendar, held)
    if held is not None:
        shared = unit.count(Customer, calendar_id=held) > 1
        if not shared and not unit.count(Project, calendar_id=held):
            return unit.get(Calendar, held)
    own = unit.add(_plain_calendar(unit, customer_id))
    source = held
    if source is None and customer_id is not None:
        source = unit.get(Customer, customer_id).calendar_id
    if source is not None:
        unit.add_all(
            replace(one, id=0, version=0, calendar_id=own.id)
            for one in unit.find(DayOff, calendar_id=source)
        )
    if third and customer_id is not None:
        _keep_third(unit, customer_id, own.id)
    elif customer_id is not None:
        unit.update(Customer, customer_id, calendar_id=own.id)
    else:
        unit.add(Setting(key=OURS, value=own.id))
    return own


def _keep_third(unit: Unit, customer_id: int, calendar_id: int | None) -> None:
    """Note which calendar third parties at a customer have, None for the customer's."""
    kept: dict[str, Json] = {str(key): one for key, one in kept_calendars(unit)[1].items()}
    kept.pop(str(customer_id), None)
    if calendar_id is not None:
        kept[str(customer_id)] = calendar_id
    known = unit.first(Setting, key=THIRD)
    if known is None:
        unit.add(Setting(key=THIRD, value=kept))
    else:
        unit.update(Setting, known.id, value=kept)
