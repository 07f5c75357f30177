"""Working days of a party: a week, holidays with their make-up days, own days off and on.

Counting, defined once for the whole program:

- `days_after(a, b)`: working days d with a < d <= b; negative when b is before a. Slip is
  `days_after(agreed, forecast)` on the project's calendar; lateness is `days_after(target, today)`
  on the owner side's calendar, at least 1 as soon as today is after the target.
- `span(a, b)`: working days d with a <= d <= b: the duration of a row whose finish is inclusive.

Inside, a day is its proleptic ordinal and each calendar keeps a table day <-> number of working
day (`rank`, `at`), built for the years asked, so that every step of a schedule costs O(1).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from csdesk.domain.codes import Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Calendar, DayOff

if TYPE_CHECKING:
    from holidays import HolidayBase

STANDARD_WEEK = "1111100"
_ANCHOR = date(2020, 1, 1).toordinal()  # rank 0 is the first working day on or after it
_LAST = date.max.toordinal()
# Tables reach this far; beyond, weeks are plain (a date of 9999 in a file must cost nothing).
_FIRST_YEAR, _LAST_YEAR = 1950, 2149
_FIRST = date(_FIRST_YEAR, 1, 1).toordinal()
_HORIZON = date(_LAST_YEAR + 1, 1, 1).toordinal()
_SOME_YEAR = 2026

# Countries whose offices announce each year which days are moved or added; a year after the last
# one that the library carries is a guess. All others follow a law.
_ANNOUNCED = frozenset(
    ("AR", "AZ", "BY", "CN", "HU", "KG", "KZ", "LV", "PH", "RU", "TH", "UZ", "VN")
)


class _Table(dict[int, int]):
    """Answers of a calendar that were asked once, so that a schedule looks them up by `[]`."""

    def __init__(self, ask: Callable[[int], int]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, key: int) -> int:
        value = self[key] = self._ask(key)
        return value


class Tables(NamedTuple):
    """`first[day]` working day from a day on, `rank[day]` its number, `at[rank]` its day."""

    first: Mapping[int, int]
    rank: Mapping[int, int]
    at: Mapping[int, int]


class WorkCalendar:
    """The working days of one party. Immutable to its users; its tables grow as years are asked."""

    def __init__(
        self,
        *,
        country: str = "",
        region: str = "",
        week: str = STANDARD_WEEK,
        own_days: Mapping[date, tuple[bool, str]] | None = None,
    ) -> None:
        """Take a country (ISO 3166-1 alpha-2, "" for none) and a week of seven 0/1, Monday first.

        `own_days` maps a day to (works, name) and beats everything else.
        """
        if len(week) != 7 or set(week) - {"0", "1"} or "1" not in week:
            raise UserError("calendar_week", N_("A working week needs at least one working day."))
        self.country = country.upper()
        self.region = region
        self.week = week
        self._own = dict(own_days or {})
        self._works_on = tuple(mark == "1" for mark in week)
        self._low = self._high = _ANCHOR  # the days covered: low <= day < high
        self._ranks: list[int] = []  # per covered day: the rank of the first working day from it on
        self._days: list[int] = []  # working days covered, ascending
        self._first_rank = 0

    @cached_property
    def tables(self) -> Tables:
        """The calendar as three mappings that need no call."""
        return Tables(
            _Table(lambda day: self.at(self.rank(day))), _Table(self.rank), _Table(self.at)
        )

    @classmethod
    def of(cls, calendar: Calendar, days: Iterable[DayOff] = ()) -> "WorkCalendar":
        """Build the calendar that a stored record and its days describe."""
        return cls(
            country=calendar.country,
            region=calendar.region,
            week=calendar.working_week,
            own_days={day.day: (day.works, day.name) for day in days},
        )

    def is_working(self, day: date) -> bool:
        """Tell whether this party works on `day`."""
        ordinal = day.toordinal()
        return self.at(self.rank(ordinal)) == ordinal

    def next_working(self, day: date) -> date:
        """Return the first working day on or after `day`."""
        return date.fromordinal(self.at(self.rank(day.toordinal())))

    def previous_working(self, day: date) -> date:
        """Return the last working day on or before `day`."""
        return date.fromordinal(self.at(self.rank(day.toordinal() + 1) - 1))

    def add(self, day: date, days: int) -> date:
        """Return the working day that lies `days` working days after `day` (before, if negative).

        0 gives the first working day on or after `day`.
        """
        ordinal = day.toordinal()
        if days > 0:
            return date.fromordinal(self.at(self.rank(ordinal + 1) + days - 1))
        return date.fromordinal(self.at(self.rank(ordinal) + days))

    def finish_of(self, start: date, duration: int) -> date:
        """Return the inclusive finish of `duration` working days that begin at `start` or after."""
        return date.fromordinal(self.at(self.rank(start.toordinal()) + max(duration, 1) - 1))

    def start_of(self, finish: date, duration: int) -> date:
        """Return the start of `duration` working days that end at `finish` or before."""
        return date.fromordinal(self.at(self.rank(finish.toordinal() + 1) - max(duration, 1)))

    def days_after(self, day: date, until: date) -> int:
        """Count the working days d with day < d <= until; negative when `until` is earlier."""
        return self.rank(until.toordinal() + 1) - self.rank(day.toordinal() + 1)

    def span(self, start: date, finish: date) -> int:
        """Count the working days d with start <= d <= finish; 0 when finish is before start."""
        return max(0, self.rank(finish.toordinal() + 1) - self.rank(start.toordinal()))

    def late_days(self, target: date, today: date) -> int:
        """Return by how many working days `target` is missed today; 0 when it is not."""
        return max(1, self.days_after(target, today)) if target < today else 0

    def name_on(self, day: date, language: str = "en") -> str:
        """Return the name of the holiday or own day on `day`, "" when there is none."""
        own = self._own.get(day)
        if own is not None:
            return own[1]
        return _names(self.country, self.region, day.year, language).get(day, "")

    def is_own(self, day: date) -> bool:
        """Whether it is this party's own word that `day` is off or worked."""
        return day in self._own

    @property
    def holidays_known(self) -> bool:
        """Whether the holidays of the country are known at all (true without a country)."""
        return not self.country or _supported(self.country)

    def is_published(self, year: int) -> bool:
        """Tell whether the days off of `year` are settled, and not an estimate of ours."""
        return not self.country or _is_published(self.country, self.region, year)

    def published_through(self, year: int) -> int | None:
        """Return the last year whose days off are settled, as seen from `year`.

        None where they follow a law and are known for years, and where none are known at all.
        """
        ahead = year + 5
        if not self.holidays_known or self.is_published(ahead):
            return None
        while ahead > _FIRST_YEAR and not self.is_published(ahead):
            ahead -= 1
        return ahead

    def unpublished_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years from `first` to `last` whose days off are not settled."""
        return tuple(y for y in range(first.year, last.year + 1) if not self.is_published(y))

    def rank(self, ordinal: int) -> int:
        """Return the number of the first working day on or after the day `ordinal`."""
        if not self._low <= ordinal < self._high:
            if not _FIRST <= ordinal < _HORIZON:
                return self._far_rank(ordinal)
            self._cover(ordinal)
        return self._ranks[ordinal - self._low]

    def at(self, rank: int) -> int:
        """Return the ordinal of working day number `rank`; the first or last date beyond them."""
        index = rank - self._first_rank
        while not 0 <= index < len(self._days):
            if index < 0:
                if self._low == _FIRST:
                    return self._before(-index)
                self._cover(max(self._low - max(366, -2 * index), _FIRST))
            else:
                missing = index - len(self._days)
                if self._high == _HORIZON:
                    return self._after(missing)
                self._cover(min(self._high + max(366, 2 * missing), _HORIZON - 1))
            index = rank - self._first_rank
        return self._days[index]

    def _far_rank(self, ordinal: int) -> int:
        """Count on by plain weeks where no table reaches."""
        ordinal = min(max(ordinal, 1), _LAST + 1)
        if ordinal >= _HORIZON:
            self._cover(_HORIZON - 1)
            return self._first_rank + len(self._days) + self._plain(_HORIZON, ordinal)
        self._cover(_FIRST)
        return self._first_rank - self._plain(ordinal, _FIRST)

    def _plain(self, start: int, end: int) -> int:
        """Count the working days of plain weeks from `start` to before `end`."""
        weeks, rest = divmod(end - start, 7)
        week = self._works_on
        return weeks * sum(week) + sum(week[(start + day - 1) % 7] for day in range(rest))

    def _after(self, missing: int) -> int:
        weeks, rest = divmod(missing, sum(self._works_on))
        day = _HORIZON + 7 * weeks
        while rest or not self._works_on[(day - 1) % 7]:
            rest -= self._works_on[(day - 1) % 7]
            day += 1
        return min(day, _LAST)

    def _before(self, missing: int) -> int:
        weeks, rest = divmod(missing - 1, sum(self._works_on))
        day = _FIRST - 7 * weeks - 1
        while rest or not self._works_on[(day - 1) % 7]:
            rest -= self._works_on[(day - 1) % 7]
            day -= 1
        return max(day, 1)

    def _cover(self, ordinal: int) -> None:
        """Grow the tables by whole years until they hold the day `ordinal`."""
        year = date.fromordinal(ordinal).year
        if ordinal >= self._high:
            first = date.fromordinal(self._high).year
            self._append(self._working_days(first, min(year + 1, _LAST_YEAR)))
        elif ordinal < self._low:
            last = date.fromordinal(self._low).year - 1
            self._prepend(self._working_days(max(year - 1, _FIRST_YEAR), last))

    def _working_days(self, first_year: int, last_year: int) -> list[bool]:
        start = date(first_year, 1, 1).toordinal()
        end = date(last_year, 12, 31).toordinal() + 1
        week = self._works_on
        works = [week[(ordinal - 1) % 7] for ordinal in range(start, end)]
        if self.country:
            for year in range(first_year, last_year + 1):
                off, on = _country_days(self.country, self.region, year)
                for ordinal in off:
                    works[ordinal - start] = False
                for ordinal in on:
                    works[ordinal - start] = True
        for day, (worked, _name) in self._own.items():
            if start <= day.toordinal() < end:
                works[day.toordinal() - start] = worked
        return works

    def _append(self, works: list[bool]) -> None:
        rank = self._first_rank + len(self._days)
        for ordinal, worked in enumerate(works, self._high):
            self._ranks.append(rank)
            if worked:
                self._days.append(ordinal)
                rank += 1
        self._high += len(works)

    def _prepend(self, works: list[bool]) -> None:
        low = self._low - len(works)
        days = [ordinal for ordinal, worked in enumerate(works, low) if worked]
        rank = self._first_rank - len(days)
        self._first_rank = rank
        ranks = []
        for worked in works:
            ranks.append(rank)
            rank += worked
        self._ranks[:0] = ranks
        self._days[:0] = days
        self._low = low


@dataclass(frozen=True, slots=True)
class Calendars:
    """The calendars of one project: one per side, and the one that slip is counted on."""

    us: WorkCalendar
    customer: WorkCalendar
    third: WorkCalendar
    project: WorkCalendar

    def of(self, side: Side) -> WorkCalendar:
        """Return the calendar that work of `side` runs on."""
        if side is Side.US:
            return self.us
        return self.customer if side is Side.CUSTOMER else self.third

    def unpublished_years(self, first: date, last: date) -> tuple[int, ...]:
        """Return the years whose days off are not settled for one of the parties."""
        years: set[int] = set()
        for calendar in (self.us, self.customer, self.third, self.project):
            years.update(calendar.unpublished_years(first, last))
        return tuple(sorted(years))


def same_calendars(calendar: WorkCalendar) -> Calendars:
    """Return the set in which every party works on `calendar`."""
    return Calendars(us=calendar, customer=calendar, third=calendar, project=calendar)


@lru_cache(maxsize=1)
def every_day() -> WorkCalendar:
    """Return the calendar of rows that count calendar days: nothing is off."""
    return WorkCalendar(week="1111111")


@lru_cache(maxsize=512)
def standard_week(country: str) -> str:
    """Return the working week that is usual in `country`, Monday first."""
    if not _supported(country):
        return STANDARD_WEEK
    weekend = _country(country, "", _SOME_YEAR).weekend
    return "".join("0" if weekday in weekend else "1" for weekday in range(7))


def regions_of(country: str) -> tuple[str, ...]:
    """Return the codes of a country's regions that have holidays of their own."""
    if not country or not _supported(country):
        return ()
    return tuple(_country(country, "", _SOME_YEAR).subdivisions)


@lru_cache(maxsize=512)
def _supported(country: str) -> bool:
    # The library's own list loads every country (0.13 s); asking for one loads one.
    try:
        _country(country, "", _SOME_YEAR)
    except NotImplementedError:
        return False
    return True


def _country(country: str, region: str, year: int, language: str | None = None) -> "HolidayBase":
    from holidays import country_holidays

    try:
        return country_holidays(country, subdiv=region or None, years=year, language=language)
    except NotImplementedError:
        return country_holidays(country, years=year, language=language)


@lru_cache(maxsize=4096)
def _country_days(country: str, region: str, year: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the ordinals of a year's days off, and of its weekend days that are worked."""
    if not _supported(country):
        return (), ()
    found = _country(country, region, year)
    worked = {day.toordinal() for day in found.weekend_workdays if day.year == year}
    off = {day.toordinal() for day in found if day.year == year} - worked
    return tuple(off), tuple(worked)


@lru_cache(maxsize=1024)
def _names(country: str, region: str, year: int, language: str) -> Mapping[date, str]:
    if not country or not _supported(country):
        return {}
    plain = _country(country, region, year)
    wanted = {"en": "en_US"}.get(language, language)
    for candidate in (wanted, "en_US"):
        if candidate in plain.supported_languages:
            return dict(_country(country, region, year, candidate).items())
    return dict(plain.items())


@lru_cache(maxsize=1024)
def _is_published(country: str, region: str, year: int) -> bool:
    if not _supported(country):
        return False
    found = _country(country, region, year)
    if not found.start_year <= year <= found.end_year:
        return False
    if country in _ANNOUNCED:
        return year <= max(getattr(found, "special_public_holidays", {}), default=0)
    # Feasts that follow the moon as seen are named "(estimated)" until they are announced.
    english = (
        _country(country, region, year, "en_US") if "en_US" in found.supported_languages else found
    )
    return not any("estimated" in name for name in english.values())
