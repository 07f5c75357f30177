"""Working days in words: on which weekdays, and whose holidays."""

from csdesk.app.imports.places import country_name
from csdesk.app.queries.working_days import WorkingDays
from csdesk.domain.errors import N_
from csdesk.i18n import Translator

WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
    N_("Sunday"),
)  # fmt: skip
SHORT = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))


def week_words(week: str, words: Translator) -> str:
    """Return the weekdays of a week of seven 0/1: “Monday to Friday”, or one by one."""
    days = [number for number, mark in enumerate(week) if mark == "1"]
    names = [words.text(WEEKDAYS[number]) for number in days]
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return words.text("{start} to {end}", start=names[0], end=names[-1])
    return words.join(names)


def holiday_words(days: WorkingDays, words: Translator, year: int) -> str:
    """Say whose public holidays count, and through which year they are published."""
    if not days.country:
        return words.text("No public holidays")
    calendar, place = days.calendar, place_words(days, words)
    if not calendar.holidays_known:
        return words.text("No public holidays of {place} are known", place=place)
    through = calendar.published_through(year)
    if through is None:
        return words.text("Public holidays of {place}", place=place)
    return words.text(
        "Public holidays of {place}, published through {year}", place=place, year=str(through)
    )


def place_words(days: WorkingDays, words: Translator) -> str:
    """Name a country, with the code of its region."""
    name = country_name(days.country, words.language)
    return words.text("{name} ({side})", name=name, side=days.region) if days.region else name
