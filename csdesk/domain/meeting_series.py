"""Series of meetings: on which days one is held, moved around the days off of both sides.

A rule is an RFC 5545 recurrence of days without an end (`FREQ=WEEKLY;INTERVAL=4`); a series ends
by `ended_on`. A day on which one side does not work is held on the next one on which both do,
provided that lies before the next day by the rule; else this one is left out.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise

from csdesk.domain.calendar import Calendars
from csdesk.domain.codes import MeetingKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records_kickoff import MeetingSeries
from csdesk.domain.repeats import Every

WEEKLY = "FREQ=WEEKLY;INTERVAL=1"
EVERY_FOUR_WEEKS = "FREQ=WEEKLY;INTERVAL=4"
QUARTERLY = "FREQ=MONTHLY;INTERVAL=3"
HORIZON = timedelta(1100)  # how far days are looked for
_AGAIN = timedelta(7)  # within which a meeting that fell through should take place
_NEVER = 60  # days after which two sides have no working day in common
_LONGEST = 104  # steps of an interval
_PARTS = frozenset({"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST"})
_STEPS = {Every.DAYS: "DAILY", Every.WEEKS: "WEEKLY", Every.MONTHS: "MONTHLY"}
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Meets:
    """A day by the rule, and the day on which the meeting is held; None if it is left out."""

    by_rule: date
    day: date | None

    @property
    def is_moved(self) -> bool:
        """Whether it is held on another day than the rule's."""
        return self.day is not None and self.day != self.by_rule


def default_rule(kind: MeetingKind) -> str:
    """Return how often a kind of meeting is held unless said: reviews every four weeks."""
    if kind is MeetingKind.PROGRESS:
        return EVERY_FOUR_WEEKS
    return QUARTERLY if kind is MeetingKind.QBR else WEEKLY


def rule_every(every: int, step: Every, start: date) -> str:
    """Return the rule of "every so many days, weeks or months" from a day on.

    Months keep the weekday: the second Tuesday stays the second Tuesday, a fifth is the last.
    """
    rule = f"FREQ={_STEPS[step]};INTERVAL={every}"
    if step is not Every.MONTHS:
        return rule
    week = (start.day - 1) // 7 + 1
    return f"{rule};BYDAY={week if week < 5 else -1}{_WEEKDAYS[start.weekday()]}"


def days_between(rule: str) -> int:
    """Return how many days lie between the meetings of a rule, 0 if that is not always the same."""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    several = "," in parts.get("BYDAY", "")
    step = {"DAILY": 1, "WEEKLY": 7}.get(parts.get("FREQ", ""), 0)
    return 0 if several else step * int(parts.get("INTERVAL", 1))


def check_rule(rule: str) -> str:
    """Return a rule in capitals; raises `UserError` for one that a series cannot follow."""
    text = rule.strip().upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in text.split(";") if part)
    interval = parts.get("INTERVAL", "1")
    fine = set(parts) <= _PARTS and parts.get("FREQ") in _STEPS.values()
    if not fine or not interval.isdecimal() or not 1 <= int(interval) <= _LONGEST:
        raise _unclear(rule)
    first_day(text, date(2024, 1, 1))
    return text


def first_day(rule: str, start: date) -> date:
    """Return the first day of the rule on or after `start`; every second week counts from it."""
    parts = [part for part in rule.split(";") if not part.startswith("INTERVAL=")]
    return _begin(";".join(parts), start)


def both_work(calendars: Calendars, day: date, before: date | None = None) -> date | None:
    """Return the first day from `day` on which both sides work, None without one `before` a day."""
    last = before or day + timedelta(_NEVER)
    while day < last:
        ours = calendars.us.next_working(day)
        if ours < last and calendars.customer.is_working(ours):
            return ours
        day = max(calendars.customer.next_working(day), day + timedelta(1))
    return None


def due_again(calendars: Calendars, day: date, today: date) -> date:
    """Return by when a meeting that fell through on `day` should take place: within a week."""
    wanted = max(day, today) + _AGAIN
    return both_work(calendars, wanted) or wanted


def days_of(series: MeetingSeries, calendars: Calendars, since: date) -> Iterator[Meets]:
    """Yield the meetings of a series that are held, or would be, on or after `since`, ascending.

    Those left out are among them. It ends with the series, at the latest `HORIZON` after `since`.
    """
    last = max(since, series.start) + HORIZON
    for by_rule, following in pairwise(days_by(series.rule, series.start)):
        if by_rule > last or (series.ended_on is not None and by_rule > series.ended_on):
            return
        if following <= since:
            continue
        day = both_work(calendars, by_rule, following)
        if day is not None and series.ended_on is not None and day > series.ended_on:
            day = None
        if (day or by_rule) >= since:
            yield Meets(by_rule, day)


def next_of(
    series: MeetingSeries, calendars: Calendars, since: date, after: date | None = None
) -> Meets | None:
    """Return the next meeting held on or after `since`.

    `after` is a day on which one was held or planned: then it is the one after that (see
    `stands_for`); a day before the series began, or began anew, stands for none.
    """
    served = None
    if after is not None and after >= series.start:
        served = stands_for(series, after, calendars)
    for one in days_of(series, calendars, since):
        if one.day is None or (served is not None and one.by_rule <= served):
            continue
        if after is None or one.day > after:
            return one
    return None


def stands_for(series: MeetingSeries, day: date, calendars: Calendars | None = None) -> date:
    """Return the day by the rule whose meeting a day is.

    A day to which one moves around days off (known with `calendars`) is that one's. For a day that
    people chose it is the nearest, of two the earlier.
    """
    own = None if calendars is None else next(days_of(series, calendars, day), None)
    if own is not None and own.day == day:
        return own.by_rule
    best = series.start
    for by_rule in days_by(series.rule, series.start):
        if abs(by_rule - day) < abs(best - day):
            best = by_rule
        if by_rule > day:
            break
    return best


def days_by(rule: str, start: date) -> Iterator[date]:
    """Yield the days of a rule from a day on, without an end."""
    for moment in _recurrence(rule, start):
        yield moment.date()


def _begin(rule: str, start: date) -> date:
    try:
        first = next(iter(_recurrence(rule, start)), None)
    except (ValueError, OverflowError) as error:
        raise _unclear(rule) from error
    if first is None:
        raise _unclear(rule)
    return first.date()


@lru_cache(maxsize=512)
def _recurrence(rule: str, start: date) -> Iterable[datetime]:
    from dateutil.rrule import rrulestr

    try:
        midnight = datetime(start.year, start.month, start.day)  # noqa: DTZ001  (days, no moments)
        found: Iterable[datetime] = rrulestr(rule, dtstart=midnight, ignoretz=True, cache=True)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise _unclear(rule) from error
    return found


def _unclear(rule: str) -> UserError:
    return UserError(
        "series_rule",
        N_(
            "“{rule}” is no rule for a series: give days, weeks or months, such as "
            "FREQ=WEEKLY;INTERVAL=4."
        ),
        rule=rule,
        field="rule",
    )
