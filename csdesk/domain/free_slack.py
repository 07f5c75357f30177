"""How much later each row may end before it moves another one."""

from collections.abc import Mapping
from datetime import date

from csdesk.domain.calendar import Calendars
from csdesk.domain.engine.arrays import FAR
from csdesk.domain.engine.backward import backward, free_slack
from csdesk.domain.forecast import forecast
from csdesk.domain.state import PlanInput


def free_slacks(plan: PlanInput, calendars: Calendars, today: date) -> Mapping[int, int]:
    """Return free slack by row id, in working days of the row's calendar; not of what has ended."""
    placed = forecast(plan.rows, plan.links, calendars, today, plan.project.start)
    arrays = placed.arrays
    arrays.end = arrays.last_finish()
    backward(arrays, reversed(placed.network.order))
    days = free_slack(arrays)
    return {row.id: days[index] for index, row in enumerate(placed.rows) if days[index] != FAR}
