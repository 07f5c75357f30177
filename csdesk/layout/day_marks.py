"""What the chart shows of each day, from the calendars of both parties."""

from datetime import date

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.i18n import Translator
from csdesk.layout.days import DayInfo, DayKind, DayLookup

_REST = DayInfo(DayKind.REST)
_WORK = DayInfo(DayKind.WORK)


def chart_days(calendars: Calendars, translator: Translator) -> DayLookup:
    """Return a lookup that remembers its answers: holidays of us and the customer, with names.

    A day off in a year that a country has not published yet is marked as such: it is a guess.
    """
    known: dict[int, DayInfo] = {}

    def lookup(day: int) -> DayInfo:
        info = known.get(day)
        if info is None:
            info = _info(calendars, translator, date.fromordinal(day))
            known[day] = info
        return info

    return lookup


def _info(calendars: Calendars, translator: Translator, day: date) -> DayInfo:
    theirs = _holiday(calendars.customer, day, translator)
    ours = _holiday(calendars.us, day, translator)
    if theirs is None and ours is None:
        return _WORK if calendars.project.is_working(day) else _REST
    if theirs and theirs == ours:
        names = [translator.text("{holiday} (both)", holiday=theirs)]
    else:
        names = []
        if theirs:
            names.append(translator.text("{holiday} (customer)", holiday=theirs))
        if ours:
            names.append(translator.text("{holiday} (us)", holiday=ours))
    keepers = [
        calendar
        for calendar, name in ((calendars.customer, theirs), (calendars.us, ours))
        if name is not None
    ]
    known = all(calendar.is_published(day.year) for calendar in keepers)
    return DayInfo(DayKind.HOLIDAY if known else DayKind.UNPUBLISHED, tuple(names))


def _holiday(calendar: WorkCalendar, day: date, translator: Translator) -> str | None:
    """Return the name of a party's holiday ("" without one), None when it keeps none that day."""
    if calendar.is_working(day):
        return None
    name = calendar.name_on(day, translator.language)
    if name or calendar.week[day.weekday()] == "1":
        return name or translator.text("Day off")
    return None
