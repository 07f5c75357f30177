"""The periods of a project on hold, kept along with its status inside other commands."""

from csdesk.data.unit import Unit
from csdesk.domain.records import ProjectHold


def begin_hold(unit: Unit, project_id: int, reason: str, *, running: bool) -> None:
    """Note that the project is on hold from today, or with `running` that its reason changed."""
    period = unit.first(ProjectHold, project_id=project_id, until=None)
    if period is None:
        unit.add(ProjectHold(project_id=project_id, since=unit.today, reason=reason))
        return
    since = period.since if running else unit.today
    unit.update(ProjectHold, period.id, since=since, reason=reason)


def end_hold(unit: Unit, project_id: int, *, running: bool) -> None:
    """Close the period that is open today; one of less than a day was none.

    Without `running` the period is left over from a hold that was undone: it goes.
    """
    for period in unit.find(ProjectHold, project_id=project_id, until=None):
        if running and period.since < unit.today:
            unit.update(ProjectHold, period.id, until=unit.today)
        else:
            unit.delete(ProjectHold, period.id)
