"""What the chart shows of each day, from the calendars of both parties."""

from datetime import date

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.i18n import Translator
from csdesk.layout.days import DayInfo, DayKind, DayLookup

_REST = DayInfo(DayKind.REST)
_WORK = DayInfo(DayKind.WORK)


def chart_days(
    calendars: Calendars, translator: Translator, *, ours_named: bool = True
) -> DayLookup:
    """Return a lookup that remembers its answers: holidays of all parties, with names.

    A day off in a year that a country has not published yet is marked as such: it is a guess. What
    our own days off are for is left out unless `ours_named`. Third parties are named only where
    they have days of their own.
    """
    known: dict[int, DayInfo] = {}

    def lookup(day: int) -> DayInfo:
        info = known.get(day)
        if info is None:
            info = _info(calendars, translator, date.fromordinal(day), ours_named)
            known[day] = info
        return info

    return lookup


def _info(calendars: Calendars, translator: Translator, day: date, ours_named: bool) -> DayInfo:
    theirs = _holiday(calendars.customer, day, translator)
    ours = _holiday(calendars.us, day, translator, named=ours_named)
    third = None
    if calendars.third is not calendars.customer:
        third = _holiday(calendars.third, day, translator)
    if theirs is None and ours is None and third is None:
        return _WORK if calendars.project.is_working(day) else _REST
    if theirs and theirs == ours:
        names = [translator.text("{holiday} (both)", holiday=theirs)]
    else:
        names = []
        if theirs:
            names.append(translator.text("{holiday} (customer)", holiday=theirs))
        if ours:
            names.append(translator.text("{holiday} (us)", holiday=ours))
    if third and third != theirs:
        names.append(translator.text("{holiday} (third party)", holiday=third))
    keepers = [
        calendar
        for calendar, name in (
            (calendars.customer, theirs), (calendars.us, ours), (calendars.third, third)
        )
        if name is not None
    ]  # fmt: skip
    known = all(one.is_own(day) or one.is_published(day.year) for one in keepers)
    return DayInfo(DayKind.HOLIDAY if known else DayKind.UNPUBLISHED, tuple(names))


def _holiday(
    calendar: WorkCalendar, day: date, translator: Translator, *, named: bool = True
) -> str | None:
    """Return the name of a party's holiday ("" without one), None when it keeps none that day."""
    if calendar.is_working(day):
        return None
    if not named and calendar.is_own(day):
        return translator.text("Day off")
    name = calendar.name_on(day, translator.language)
    if name or calendar.week[day.weekday()] == "1":
        return name or translator.text("Day off")
    return None
