"""Rows that repeat: a weekly meeting is one row of the plan, with a mark on each of its days.

A rule is an RFC 5545 recurrence of days (`FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH;COUNT=6`). It must
end (COUNT or UNTIL). An occurrence that falls on a day off of its side is held on the next working
day.

Two parts of our own count in days from the row's start, so that they go along wherever the row is
moved: `FROM` is where the recurrence begins, if that is not the start; `HELD` are the days that
were held before the rule was changed (`HELD=0,7;FROM=15;FREQ=...`), which the recurrence adds to.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any

from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import PlanRow

MOST = 200  # occurrences of one row
LAST = -1  # the last day of a month, or its last Monday
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY")
_OURS = ("HELD", "FROM")
_PARTS = (
    "FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "COUNT", "UNTIL", "WKST", *_OURS,
)  # fmt: skip
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_SHORTEST = 28  # days of a month that every month has


class Every(StrEnum):
    """What a pattern steps by."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


_STEPS = {Every.DAYS: "DAILY", Every.WEEKS: "WEEKLY", Every.MONTHS: "MONTHLY"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """A rule as people say it. Its end is a count or a last day, one of them.

    `weekdays` (0 = Monday) are those of a week, or the one of a month whose `week` it is (1 to 4,
    or `LAST`). Without `week` a month is met on its `day` (1 to 31, or `LAST`); a shorter month on
    its last day.
    """

    step: Every
    every: int = 1
    weekdays: tuple[int, ...] = ()
    week: int | None = None
    day: int | None = None
    count: int | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A day by the rule, and the working day on which it is held."""

    by_rule: date
    day: date

    @property
    def is_moved(self) -> bool:
        """Whether the rule's day is a day off."""
        return self.by_rule != self.day


@dataclass(frozen=True, slots=True)
class Series:
    """A rule to be stored with the row's start, and the days that it gives, ascending.

    `by_rule` counts its days before those that meet on one working day became one.
    """

    rule: str
    days: tuple[Occurrence, ...]
    by_rule: int

    @property
    def start(self) -> date:
        """The first day."""
        return self.days[0].day

    @property
    def finish(self) -> date:
        """The last day."""
        return self.days[-1].day


def rule_of(pattern: Pattern) -> str:
    """Return the rule of a pattern."""
    parts = {"FREQ": _STEPS[pattern.step], "INTERVAL": str(pattern.every)}
    if pattern.step is Every.WEEKS and pattern.weekdays:
        parts["BYDAY"] = ",".join(_WEEKDAYS[day] for day in sorted(set(pattern.weekdays)))
    elif pattern.step is Every.MONTHS and pattern.week is not None:
        parts["BYDAY"] = f"{pattern.week}{_WEEKDAYS[pattern.weekdays[0]]}"
    elif pattern.step is Every.MONTHS and pattern.day is not None:
        parts |= _month_day(pattern.day)
    if pattern.until is not None:
        parts["UNTIL"] = pattern.until.strftime("%Y%m%d")
    else:
        parts["COUNT"] = str(pattern.count or 1)
    return _text(parts)


def pattern_of(rule: str, start: date) -> Pattern | None:
    """Return what a rule says, with what it takes from the row's `start`; None if more than that.

    Days that were held count along; where nothing comes after them it is weekly. Raises `UserError`
    for a rule that is not understood.
    """
    parts = parts_of(rule)
    if "FREQ" not in parts:
        held = [_shifted(start, offset, rule) for offset in _offsets(parts)]
        return Pattern(step=Every.WEEKS, weekdays=(held[-1].weekday(),), count=len(held))
    first = start + timedelta(days=int(parts.get("FROM", 0)))
    step = next(step for step, name in _STEPS.items() if name == parts["FREQ"])
    found = Pattern(
        step=step,
        every=int(parts.get("INTERVAL", 1)),
        count=int(parts["COUNT"]) + len(_offsets(parts)) if "COUNT" in parts else None,
        until=_until(parts),
    )
    by_day = [one for one in parts.get("BYDAY", "").split(",") if one]
    if step is Every.WEEKS:
        days = tuple(_WEEKDAYS.index(one) for one in by_day if one in _WEEKDAYS)
        found = replace(found, weekdays=days or (first.weekday(),))
    elif step is Every.MONTHS and len(by_day) == 1 and by_day[0][-2:] in _WEEKDAYS:
        week = by_day[0][:-2]
        if week in ("1", "2", "3", "4", "-1"):
            day = _WEEKDAYS.index(by_day[0][-2:])
            found = replace(found, week=int(week), weekdays=(day,))
    elif step is Every.MONTHS:
        last = parts.get("BYMONTHDAY", str(first.day)).split(",")[-1]
        found = replace(found, day=int(last) if last.lstrip("-").isdecimal() else None)
    explicit = dict(parts)
    if step is Every.WEEKS and not by_day:
        explicit["BYDAY"] = _WEEKDAYS[first.weekday()]
    if step is Every.MONTHS and not by_day and "BYMONTHDAY" not in parts:
        explicit["BYMONTHDAY"] = str(first.day)
    return found if _same(rule_of(found), explicit) else None


def parts_of(rule: str) -> dict[str, str]:
    """Return the parts of a rule by name; `UserError` for one that is not understood."""
    parts = dict(part.partition("=")[::2] for part in rule.upper().split(";") if part)
    ends = ("COUNT" in parts) + ("UNTIL" in parts)
    fine = set(parts) <= set(_PARTS) and (
        (parts.get("FREQ") in _FREQUENCIES and ends == 1) or set(parts) == {"HELD"}
    )
    if not fine:
        raise _unclear(rule)
    return parts


def occurrences(rule: str, start: date, calendar: WorkCalendar) -> tuple[date, ...]:
    """Return the days of a rule from `start` on, ascending, each a working day, none twice.

    Raises `UserError` for a rule that is not understood, has no end, or more than `MOST` days.
    """
    return tuple(one.day for one in days_of(rule, start, calendar))


def days_of(rule: str, start: date, calendar: WorkCalendar) -> tuple[Occurrence, ...]:
    """Return what `occurrences` does, with the days by the rule."""
    return _series(rule, start, calendar).days


def _series(rule: str, start: date, calendar: WorkCalendar) -> Series:
    parts = parts_of(rule)
    by_rule = [_shifted(start, offset, rule) for offset in _offsets(parts)]
    if "FREQ" in parts:
        recurrence = _text({name: parts[name] for name in parts if name not in _OURS})
        by_rule += _plain(recurrence, _shifted(start, parts.get("FROM", "0"), rule), rule)
    if len(by_rule) > MOST:
        raise _too_often()
    found: dict[date, Occurrence] = {}
    for one in by_rule:
        day = calendar.next_working(one)
        found.setdefault(day, Occurrence(one, day))
    return Series(rule, tuple(found[day] for day in sorted(found)), len(by_rule))


def series(rule: str, begin: date, calendar: WorkCalendar, held: Sequence[date] = ()) -> Series:
    """Return the series of a rule from `begin` on, after the days that were `held` before.

    The count of the rule counts these along; they may also be all there is. Raises `UserError` for
    a rule that is not understood, gives no day, or begins before the last day held.
    """
    parts = {name: value for name, value in parts_of(rule).items() if name not in _OURS}
    begin = _first(parts, begin, rule)
    if not held:
        found = _series(_text(parts), begin, calendar)
        if not found.days:
            raise UserError(
                "repeat_no_day",
                N_("No day lies between the first day and the end: give a later end."),
                field="until",
            )
        if found.start != begin:
            parts = {"FROM": str((begin - found.start).days)} | parts
        return replace(found, rule=_text(parts))
    if begin <= held[-1]:
        raise UserError(
            "repeat_held_after",
            N_("It was held on {day} already: begin after that day."),
            day=held[-1],
            field="start",
        )
    start = held[0]
    offsets = {"HELD": ",".join(str((day - start).days) for day in held)}
    if "COUNT" in parts:
        parts["COUNT"] = str(_count(parts, rule) - len(held))
    if int(parts.get("COUNT", 1)) > 0:
        rest = {"FROM": str((begin - start).days)} | parts
        found = _series(_text(offsets | rest), start, calendar)
        if found.finish > held[-1]:
            return found
    return _series(_text(offsets), start, calendar)


@dataclass(frozen=True, slots=True)
class Held:
    """What of a series lies before today, and the day by the rule on which it goes on (today)."""

    days: tuple[date, ...]
    go_on: date | None


def held_days(row: PlanRow, calendar: WorkCalendar, today: date) -> Held:
    """Return what of a row was held before `today`; nothing of one that does not repeat."""
    start = row.start or row.actual_start
    if not row.repeats or start is None:
        return Held((), None)
    days = days_of(row.repeats, start, calendar)
    ahead = (one.by_rule for one in days if one.day >= today)
    return Held(tuple(one.day for one in days if one.day < today), next(ahead, today))


def moved_dates(before: PlanRow, after: PlanRow, calendar: WorkCalendar) -> dict[str, Any]:
    """Return rule and dates of a series whose start was changed: it moves as a block."""
    if not before.repeats or after.start is None or after.start == before.start:
        return {}
    rule = turned(after.repeats, before.start or after.start, after.start)
    parts = parts_of(rule)
    if "HELD" in parts:
        found = _series(rule, after.start, calendar)
    else:
        found = series(rule, _shifted(after.start, parts.get("FROM", "0"), rule), calendar)
    return _dates(found, calendar)


def _first(parts: Mapping[str, str], begin: date, rule: str) -> date:
    """Return the first day that fits: every second week is counted from it on."""
    every = {name: parts[name] for name in parts if name not in ("INTERVAL", "UNTIL", "COUNT")}
    if "FREQ" not in every:
        return begin
    return next(iter(_plain(_text(every | {"COUNT": "1"}), begin, rule)), begin)


def copied_dates(row: PlanRow, start: date | None, calendar: WorkCalendar) -> dict[str, Any]:
    """Return rule and dates of a copy of a series that begins anew on `start`.

    Its weekdays stay, all its days lie ahead again, and an end by date keeps its distance.
    """
    if not row.repeats or start is None or row.start is None:
        return {}
    parts = parts_of(row.repeats)
    if "FREQ" not in parts:
        return {"repeats": "", "target": start, "duration": 1}
    until = _until(parts)
    if until is not None:
        parts["UNTIL"] = (until + (start - row.start)).strftime("%Y%m%d")
    else:
        parts["COUNT"] = str(_count(parts, row.repeats) + len(_offsets(parts)))
    if "HELD" not in parts:
        start = _shifted(start, parts.get("FROM", "0"), row.repeats)
    return _dates(series(_text(parts), start, calendar), calendar)


def _dates(found: Series, calendar: WorkCalendar) -> dict[str, Any]:
    length = max(calendar.span(found.start, found.finish), 1)
    return {
        "repeats": found.rule, "start": found.start, "target": found.finish, "duration": length,
    }  # fmt: skip


def turned(rule: str, start: date, to: date) -> str:
    """Return a rule as it reads once its row was moved from `start` to `to`, as a block.

    A Tuesday that is moved to a Thursday is held on Thursdays; an end by date moves along.
    """
    parts = parts_of(rule)
    by_days = (to - start).days
    first = _shifted(to, parts.get("FROM", "0"), rule)
    named = [one for one in parts.get("BYDAY", "").split(",") if one]
    if parts.get("FREQ") == "WEEKLY" and all(one in _WEEKDAYS for one in named) and named:
        days = sorted((_WEEKDAYS.index(one) + by_days) % 7 for one in named)
        parts["BYDAY"] = ",".join(_WEEKDAYS[day] for day in days)
    elif by_days and len(named) == 1 and parts.get("FREQ") == "MONTHLY":
        week = (first.day - 1) // 7 + 1
        parts["BYDAY"] = f"{week if week < 5 else LAST}{_WEEKDAYS[first.weekday()]}"
    elif by_days and "BYMONTHDAY" in parts:
        parts.pop("BYSETPOS", None)
        parts |= _month_day(first.day)
    until = _until(parts)
    if until is not None:
        parts["UNTIL"] = (until + timedelta(days=by_days)).strftime("%Y%m%d")
    return _text(parts)


def _month_day(day: int) -> dict[str, str]:
    if day <= _SHORTEST:
        return {"BYMONTHDAY": str(day)}
    days = ",".join(str(one) for one in range(_SHORTEST, day + 1))
    return {"BYMONTHDAY": days, "BYSETPOS": "-1"}


def _text(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _same(rule: str, parts: dict[str, str]) -> bool:
    """Whether a rule says what parts do, apart from where they begin and end."""
    aside = (*_OURS, "COUNT", "UNTIL", "WKST")
    one = {name: value for name, value in parts_of(rule).items() if name not in aside}
    other = {"INTERVAL": "1"} | {name: parts[name] for name in parts if name not in aside}
    for both in (one, other):
        if "BYDAY" in both:
            both["BYDAY"] = ",".join(sorted(both["BYDAY"].split(",")))
    return one == other and parts.get("WKST", "MO") == "MO"


def _until(parts: dict[str, str]) -> date | None:
    text = parts.get("UNTIL", "")[:8]
    try:
        return datetime.strptime(text, "%Y%m%d").date() if text else None  # noqa: DTZ007
    except ValueError as error:
        raise _unclear(_text(parts)) from error


def _count(parts: dict[str, str], rule: str) -> int:
    try:
        return int(parts["COUNT"])
    except ValueError as error:
        raise _unclear(rule) from error


def _offsets(parts: dict[str, str]) -> list[str]:
    return [one for one in parts.get("HELD", "").split(",") if one]


def _shifted(start: date, offset: str, rule: str) -> date:
    try:
        return start + timedelta(days=int(offset))
    except (ValueError, OverflowError) as error:
        raise _unclear(rule) from error


@lru_cache(maxsize=4096)
def _plain(recurrence: str, start: date, rule: str) -> tuple[date, ...]:
    from dateutil.rrule import rrulestr

    try:
        midnight = datetime(start.year, start.month, start.day)  # noqa: DTZ001  (days, no moments)
        found = rrulestr(recurrence, dtstart=midnight, ignoretz=True)
        days = []
        for moment in found:
            days.append(moment.date())
            if len(days) > MOST:
                raise _too_often()
    except (ValueError, TypeError, OverflowError) as error:
        raise _unclear(rule) from error
    return tuple(days)


def _too_often() -> UserError:
    return UserError(
        "repeat_too_often",
        N_("A row repeats {n} times at most: give an earlier end."),
        n=MOST,
        field="repeats",
    )


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
