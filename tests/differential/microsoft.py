"""The same plan in MPXJ's Microsoft scheduler: days in, days out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from csdesk.domain.calendar import WorkCalendar
from csdesk.domain.codes import Constraint, LinkType, RowKind, Status
from csdesk.domain.records import Dependency, PlanRow

MORNING, EVENING = 8, 17
DAY_HOURS = 8.0


@dataclass(frozen=True, slots=True)
class Placed:
    """What the scheduler says about a task, in numbers of working days of its calendar."""

    early: tuple[int, int]  # first working day, last working day
    late: tuple[int, int]
    critical: bool
    # The latest start and finish as moments (`late_rules`), and the early finish.
    moments: tuple[int, int] = field(default=(0, 0), compare=False)
    end: int = field(default=0, compare=False)


class Microsoft:
    """MPXJ's classes in a running Java machine."""

    def __init__(self) -> None:
        import jpype
        import mpxj  # noqa: F401  (puts its jars on the class path)

        if not jpype.isJVMStarted():
            jpype.startJVM("-Xrs", convertStrings=False)
        self.java: Any = jpype.JPackage("java")
        self.mpxj: Any = jpype.JPackage("org").mpxj
        self.JDate: Any = self.java.time.LocalDate
        self.types = {
            LinkType.FS: self.mpxj.RelationType.FINISH_START,
            LinkType.SS: self.mpxj.RelationType.START_START,
            LinkType.FF: self.mpxj.RelationType.FINISH_FINISH,
            LinkType.SF: self.mpxj.RelationType.START_FINISH,
        }
        constraints = self.mpxj.ConstraintType
        self.constraints = {
            Constraint.ASAP: constraints.AS_SOON_AS_POSSIBLE,
            Constraint.NOT_BEFORE: constraints.START_NO_EARLIER_THAN,
            Constraint.NOT_LATER: constraints.FINISH_NO_LATER_THAN,
            Constraint.FIXED: constraints.MUST_START_ON,
        }

    def at(self, day: date, hour: int) -> Any:
        return self.java.time.LocalDateTime.of(day.year, day.month, day.day, hour, 0)

    def days(self, count: float, *, elapsed: bool = False) -> Any:
        units = self.mpxj.TimeUnit
        unit = units.ELAPSED_DAYS if elapsed else units.DAYS
        return self.mpxj.Duration.getInstance(float(count), unit)

    def schedule(
        self,
        rows: Sequence[PlanRow],
        links: Sequence[Dependency],
        calendars: Mapping[int, WorkCalendar],
        first: date,
        last: date,
        start: date,
    ) -> dict[int, Placed]:
        """Schedule the rows from `start`; `calendars` by row id, known from `first` to `last`.

        Phases come before what they hold, and are not among what is returned.
        """
        file = self.mpxj.ProjectFile()
        made: dict[int, Any] = {}
        for calendar in calendars.values():
            if id(calendar) not in made:
                made[id(calendar)] = self._calendar(file, calendar, first, last)
        properties = file.getProjectProperties()
        properties.setStartDate(self.at(start, MORNING))
        file.setDefaultCalendar(next(iter(made.values())))
        tasks: dict[int, Any] = {}
        for row in rows:
            holder = file if row.parent_id is None else tasks[row.parent_id]
            if row.kind.is_summary:
                tasks[row.id] = holder.addTask()
                tasks[row.id].setName(row.title)
            else:
                tasks[row.id] = self._task(holder, row, calendars[row.id], made)
        for link in links:
            builder = self.mpxj.Relation.Builder()
            builder.predecessorTask(tasks[link.predecessor_id])
            builder.type(self.types[link.type])
            builder.lag(self.days(link.lag, elapsed=link.lag_calendar_days))
            tasks[link.successor_id].addPredecessor(builder)
        self.mpxj.cpm.MicrosoftScheduler().schedule(file, self.at(start, MORNING))
        found = {}
        for row in rows:
            if row.kind.is_summary:
                continue
            task, calendar = tasks[row.id], calendars[row.id]
            found[row.id] = Placed(
                early=(
                    _first(calendar, task.getEarlyStart()),
                    _last(calendar, task.getEarlyFinish()),
                ),
                late=(
                    _first(calendar, task.getLateStart()),
                    _last(calendar, task.getLateFinish()),
                ),
                critical=bool(task.getCritical()),
                moments=(_moment(task.getLateStart()), _moment(task.getLateFinish())),
                end=_moment(task.getEarlyFinish()),
            )
        return found

    def _calendar(self, file: Any, calendar: WorkCalendar, first: date, last: date) -> Any:
        """Return a calendar of eight-hour days (with a lunch break), with its days off and on."""
        made = file.addCalendar()
        made.setName(f"calendar {file.getCalendars().size()}")
        days, kinds = self.java.time.DayOfWeek, self.mpxj.DayType
        morning = self._hours(8, 12)
        afternoon = self._hours(13, 17)
        for weekday in range(7):
            day = days.of(weekday + 1)
            works = calendar.week[weekday] == "1"
            made.setCalendarDayType(day, kinds.WORKING if works else kinds.NON_WORKING)
            if works:
                hours = made.addCalendarHours(day)
                hours.add(morning)
                hours.add(afternoon)
        for ordinal in range(first.toordinal(), last.toordinal() + 1):
            one = date.fromordinal(ordinal)
            works = calendar.is_working(one)
            if works == (calendar.week[one.weekday()] == "1"):
                continue
            there = self.JDate.of(one.year, one.month, one.day)
            exception = made.addCalendarException(there, there)
            if works:
                exception.add(morning)
                exception.add(afternoon)
        return made

    def _hours(self, begin: int, end: int) -> Any:
        time = self.java.time.LocalTime
        return self.mpxj.LocalTimeRange(time.of(begin, 0), time.of(end, 0))

    def _task(self, holder: Any, row: PlanRow, calendar: WorkCalendar, made: dict[int, Any]) -> Any:
        task = holder.addTask()
        task.setName(row.title)
        task.setCalendar(made[id(calendar)])
        milestone = row.kind is RowKind.MILESTONE
        duration = 0 if milestone else row.duration
        task.setMilestone(milestone)
        done = duration if row.status is Status.DONE else duration * row.progress // 100
        task.setDuration(self.days(duration))
        task.setActualDuration(self.days(done))
        task.setRemainingDuration(self.days(duration - done))
        task.setPercentageComplete(
            self.java.lang.Double.valueOf(100.0 * done / duration if duration else 0.0)
        )
        task.setConstraintType(self.constraints[row.constraint])
        if row.constraint_on is not None:
            hour = EVENING if row.constraint is Constraint.NOT_LATER else MORNING
            task.setConstraintDate(self.at(row.constraint_on, hour))
        if row.deadline is not None:
            task.setDeadline(self.at(row.deadline, EVENING))
        if row.actual_start is not None:
            task.setActualStart(self.at(row.actual_start, MORNING))
        if row.actual_finish is not None:
            task.setActualFinish(self.at(row.actual_finish, EVENING))
        return task


def _first(calendar: WorkCalendar, moment: Any) -> int:
    """Return the number of the working day that begins at a moment or after it."""
    day = date(moment.getYear(), moment.getMonthValue(), moment.getDayOfMonth())
    return calendar.rank(day.toordinal() + (moment.getHour() >= EVENING))


def _last(calendar: WorkCalendar, moment: Any) -> int:
    """Return the number of the working day that ends at a moment or before it."""
    day = date(moment.getYear(), moment.getMonthValue(), moment.getDayOfMonth())
    return calendar.rank(day.toordinal() + (moment.getHour() >= EVENING)) - 1


def _moment(moment: Any) -> int:
    """Return twice the day, plus one in the evening."""
    day = date(moment.getYear(), moment.getMonthValue(), moment.getDayOfMonth())
    return 2 * day.toordinal() + int(moment.getHour() >= EVENING)
