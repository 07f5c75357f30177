"""MS Project XML as small as a test needs it."""

from collections.abc import Iterable
from pathlib import Path

WEEK = "".join(
    f"<WeekDay><DayType>{day}</DayType><DayWorking>{int(1 < day < 7)}</DayWorking>"
    + (
        "<WorkingTimes><WorkingTime><FromTime>08:00:00</FromTime><ToTime>12:00:00</ToTime>"
        "</WorkingTime><WorkingTime><FromTime>13:00:00</FromTime><ToTime>17:00:00</ToTime>"
        "</WorkingTime></WorkingTimes>"
        if 1 < day < 7
        else ""
    )
    + "</WeekDay>"
    for day in range(1, 8)
)


def task(uid: int, name: str, start: str, finish: str, hours: int, inner: str = "") -> str:
    """Return a task of `hours`; days as 2027-03-01, or with a time of their own."""
    begin = start if "T" in start else f"{start}T08:00:00"
    end = finish if "T" in finish else f"{finish}T17:00:00"
    level = "" if "<OutlineLevel>" in inner else "<OutlineLevel>1</OutlineLevel>"
    return (
        f"<Task><UID>{uid}</UID><ID>{uid}</ID><Name>{name}</Name>{level}<Start>{begin}</Start>"
        f"<Finish>{end}</Finish><Duration>PT{hours}H0M0S</Duration>{inner}</Task>"
    )


def after(uid: int, kind: int = 1, lag: int = 0, form: int = 7) -> str:
    """Return a link from the task `uid`: 0 FF, 1 FS, 2 SF, 3 SS; lag in tenths of minutes."""
    return (
        f"<PredecessorLink><PredecessorUID>{uid}</PredecessorUID><Type>{kind}</Type>"
        f"<LinkLag>{lag}</LinkLag><LagFormat>{form}</LagFormat></PredecessorLink>"
    )


def write_plan(
    path: Path,
    tasks: Iterable[str],
    *,
    calendar: str = "",
    resources: str = "",
    assignments: str = "",
    head: str = "<Name>P</Name><GUID>00000000-0000-0000-0000-00000000000A</GUID>",
) -> Path:
    """Write a project file on a five-day calendar."""
    path.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Project xmlns="http://schemas.microsoft.com/project">{head}'
        "<LastSaved>2027-02-01T10:00:00</LastSaved><CalendarUID>1</CalendarUID>"
        "<MinutesPerDay>480</MinutesPerDay><Calendars><Calendar><UID>1</UID>"
        f"<Name>Standard</Name><IsBaseCalendar>1</IsBaseCalendar><WeekDays>{WEEK}</WeekDays>"
        f"{calendar}</Calendar></Calendars><Tasks>{''.join(tasks)}</Tasks>"
        f"<Resources>{resources}</Resources><Assignments>{assignments}</Assignments></Project>",
        encoding="utf-8",
    )
    return path
