"""Days out of a project file's moments: which day a time belongs to, by the file's calendars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from csdesk.domain.repeats import MOST
from csdesk.domain.views.project_file import DAY_END, DAY_START, FileCalendar, FilePlan, Span

_STANDARD: tuple[Span, ...] = ((DAY_START, time(12)), (time(13), DAY_END))
_MOST_BASES = 20
_MOST_STEPS = 400
_NOON, _HALF_DAY = time(12), timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class FileWeek:
    """A calendar of the file with what its base says filled in.

    A night shift belongs to the day on which it begins: `week` holds its hours there, and moments
    are read `earlier` by half a day, so that none of them runs over midnight.
    """

    name: str
    week: tuple[tuple[Span, ...], ...]
    days: Mapping[date, bool]
    earlier: timedelta = timedelta()

    def works(self, day: date) -> bool:
        """Tell whether the file works on `day`."""
        return self.days.get(day, bool(self.week[day.weekday()]))

    def marks(self) -> str:
        """Return the week as csdesk stores it: seven 0/1, Monday first."""
        return "".join("1" if hours else "0" for hours in self.week)

    def same_days(self, other: "FileWeek") -> bool:
        """Whether both work on the same days, at the same hours."""
        return self.week == other.week and self.days == other.days

    def is_daily(self) -> bool:
        """Whether every day of the week is worked."""
        return all(self.week)

    def first_hour(self, day: date) -> time:
        """Return when work begins on `day`."""
        hours = self.week[day.weekday()] or _STANDARD
        return min(start for start, _ in hours)

    def start_day(self, moment: datetime) -> date:
        """Return the day on which work that starts at `moment` begins."""
        moment -= self.earlier
        day = moment.date()
        hours = self.week[day.weekday()] or _STANDARD
        over = all(end != time.min and moment.time() >= end for _, end in hours)
        return self._working(day + timedelta(days=1), 1) if over else day

    def finish_day(self, moment: datetime) -> date:
        """Return the last day of work that ends at `moment`; a morning's start ends none."""
        moment -= self.earlier
        day = moment.date()
        if moment.time() > self.first_hour(day):
            return day
        return self._working(day - timedelta(days=1), -1)

    def day_of(self, moment: datetime) -> date:
        """Return the day that a moment belongs to."""
        return (moment - self.earlier).date()

    def begins_inside(self, moment: datetime) -> bool:
        """Whether part of the day's work lies before `moment`."""
        moment -= self.earlier
        return moment.time() > self.first_hour(moment.date())

    def span(self, first: date, last: date) -> int:
        """Count the working days from `first` to `last`, both included."""
        if (last - first).days > 20_000:
            return 20_000
        days = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return sum(self.works(day) for day in days)

    def _working(self, day: date, step: int) -> date:
        for _ in range(_MOST_STEPS):
            if self.works(day):
                break
            day += timedelta(days=step)
        return day


class FileDays:
    """The calendars of one file, bases filled in."""

    def __init__(self, plan: FilePlan) -> None:
        self._plan = plan
        self._by_uid = {calendar.uid: calendar for calendar in plan.calendars}
        self._weeks: dict[str, FileWeek] = {}

    def of(self, uid: str = "") -> FileWeek:
        """Return a calendar, the project's own unless `uid` names another that is there."""
        chosen = uid if uid in self._by_uid else self._plan.calendar_uid
        if chosen not in self._weeks:
            self._weeks[chosen] = self._filled(chosen)
        return self._weeks[chosen]

    def _filled(self, uid: str) -> FileWeek:
        chain: list[FileCalendar] = []
        while uid in self._by_uid and len(chain) < _MOST_BASES:
            chain.append(self._by_uid[uid])
            uid = chain[-1].base_uid
        week: list[tuple[Span, ...]] = [_STANDARD] * 5 + [()] * 2
        days: dict[date, bool] = {}
        for calendar in reversed(chain):
            for weekday, hours in enumerate(calendar.week):
                if hours is not None:
                    week[weekday] = hours
            days |= calendar.days
        if not any(week):
            week = [_STANDARD] * 7
        name = chain[0].name if chain else ""
        if _is_nightly(week):
            return FileWeek(name, _by_shifts(week), days, _HALF_DAY)
        return FileWeek(name, tuple(week), days)


def _is_nightly(week: Sequence[tuple[Span, ...]]) -> bool:
    """Whether the week is one of night shifts: nobody works around noon, and all over midnight."""
    evenings = [
        number
        for number, hours in enumerate(week)
        if any(start >= _NOON and end == time.min for start, end in hours)
    ]
    over = [number for number in evenings if any(a == time.min for a, _ in week[(number + 1) % 7])]
    noon = any(a <= _NOON and (b >= _NOON or b == time.min) for hours in week for a, b in hours)
    return bool(over) and over == evenings and not noon


def _by_shifts(week: Sequence[tuple[Span, ...]]) -> tuple[tuple[Span, ...], ...]:
    """Return the hours half a day earlier, those after midnight with the day before."""
    shifts = []
    for number, hours in enumerate(week):
        evening = [span for span in hours if span[0] >= _NOON]
        morning = [span for span in week[(number + 1) % 7] if span[0] < _NOON]
        shifts.append(tuple((_moved(a), _moved(b)) for a, b in (*evening, *morning)))
    return tuple(shifts)


def _moved(at: time) -> time:
    return at.replace(hour=(at.hour + 12) % 24)


def recurrence(starts: Sequence[date]) -> str:
    """Return the rule that gives exactly these days from the first on, "" if there is none."""
    count = len(starts)
    if not 2 <= count <= MOST:
        return ""
    gaps = {(after - before).days for before, after in pairwise(starts)}
    months = [day.year * 12 + day.month for day in starts]
    steps = {after - before for before, after in pairwise(months)}
    step = next(iter(steps))
    if len(steps) == 1 and step > 0 and len({day.day for day in starts}) == 1:
        return _rule("MONTHLY", step, count)
    gap = next(iter(gaps))
    if len(gaps) > 1 or gap <= 0:
        return ""
    return _rule("WEEKLY", gap // 7, count) if gap % 7 == 0 else _rule("DAILY", gap, count)


def _rule(frequency: str, interval: int, count: int) -> str:
    every = f";INTERVAL={interval}" if interval > 1 else ""
    return f"FREQ={frequency}{every};COUNT={count}"
