"""Rows that repeat: a weekly meeting is one row of the plan, with a mark on each of its days.

A rule is an RFC 5545 recurrence of days (`FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;COUNT=6`), counted from
the row's start. It must end (COUNT or UNTIL). An occurrence that falls on a day off of its side is
held on the next working day.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache

from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.errors import N_, UserError

MOST = 200  # occurrences of one row
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
_PARTS = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "COUNT", "UNTIL", "WKST")
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def weekly(*, every: int = 1, on: Iterable[int] = (), count: int) -> str:
    """Return the rule of every `every` weeks, on weekdays (0 = Monday; the start's without)."""
    days = ",".join(_WEEKDAYS[day] for day in sorted(set(on)))
    by_day = f";BYDAY={days}" if days else ""
    return f"FREQ=WEEKLY;INTERVAL={every}{by_day};COUNT={count}"


def monthly(*, every: int = 1, count: int) -> str:
    """Return the rule of every `every` months on the start's day of the month."""
    return f"FREQ=MONTHLY;INTERVAL={every};COUNT={count}"


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name; `UserError` for one that is not understood."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)
    fine = (
        parts.get("FREQ") in _FREQUENCIES
        and set(parts) <= set(_PARTS)
        and ("COUNT" in parts) != ("UNTIL" in parts)
    )
    if not fine:
        raise _unclear(rule)
    return parts


def occurrences(rule: str, start: date, calendar: WorkCalendar) -> tuple[date, ...]:
    """Return the days of a rule from `start` on, ascending, each a working day, none twice.

    Raises `UserError` for a rule that is not understood, has no end, or more than `MOST` days.
    """
    days = dict.fromkeys(calendar.next_working(day) for day in _plain(rule, start))
    return tuple(sorted(days))


@lru_cache(maxsize=4096)
def _plain(rule: str, start: date) -> tuple[date, ...]:
    from dateutil.rrule import rrulestr

    text = ";".join(f"{name}={value}" for name, value in parts_of(rule).items())
    try:
        midnight = datetime(start.year, start.month, start.day)  # noqa: DTZ001  (days, no moments)
        found = rrulestr(text, dtstart=midnight, ignoretz=True)
        days = []
        for moment in found:
            days.append(moment.date())
            if len(days) > MOST:
                raise UserError(
                    "repeat_too_often",
                    N_("A row repeats {n} times at most: give an earlier end."),
                    n=MOST,
                    field="repeats",
                )
    except (ValueError, TypeError, OverflowError) as error:
        raise _unclear(rule) from error
    return tuple(days)


def _unclear(rule: str) -> UserError:
    return UserError(
        "repeat_rule",
        N_(
            "“{rule}” is no rule that csdesk can repeat by: give days, weeks or months with an end,"
            " such as FREQ=WEEKLY;INTERVAL=2;COUNT=6."
        ),
        rule=rule,
        field="repeats",
    )
