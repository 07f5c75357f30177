"""A row's deadline in words, and by how much its forecast misses it."""

from datetime import date

from csdesk.domain.calendar import Calendars
from csdesk.domain.records import PlanRow
from csdesk.domain.status_rules import past_deadline
from csdesk.i18n import Translator


def deadline_words(
    row: PlanRow, finish: date | None, calendars: Calendars, words: Translator
) -> str:
    """Return the deadline of a row that ends on `finish`; empty without one."""
    if row.deadline is None:
        return ""
    day = words.date(row.deadline, "weekday")
    missed = past_deadline(row, finish, calendars)
    if not missed:
        return words.text("Deadline {day}", day=day)
    return words.plural(
        "Deadline {day}, missed by {n} working day",
        "Deadline {day}, missed by {n} working days",
        missed,
        day=day,
    )
