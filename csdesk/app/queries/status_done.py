"""What was done since the last status report: by what that one knew, not by dates."""

from datetime import date

from csdesk.app.queries.status_facts import StatusFacts
from csdesk.domain.codes import RowKind, Status
from csdesk.domain.records import DocumentLog, Json, PlanRow

DONE_ROWS = "done_rows"  # in a snapshot: ids of all visible rows that were done by then


def last_report(logs: list[DocumentLog], today: date) -> DocumentLog | None:
    """Return the report before today's; one of the same day is the same report made again."""
    earlier = [log for log in logs if log.as_of < today]
    return max(earlier, key=lambda log: (log.as_of, log.number), default=None)


def done_rows(facts: StatusFacts) -> list[PlanRow]:
    """Return all visible items and milestones done by today, newest first."""
    found = [
        (row.actual_finish, row)
        for row, _ in facts.rows
        if row.kind in (RowKind.ITEM, RowKind.MILESTONE)
        and row.status is Status.DONE
        and row.actual_finish is not None
        and row.actual_finish <= facts.today
    ]
    found.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
    return [row for _, row in found]


def newly_done(done: list[PlanRow], last: DocumentLog | None) -> list[PlanRow]:
    """Return the rows that the last report did not know as done; all of them for the first one.

    So a finish that was entered late is told once, whatever its date. A report of a version that
    froze no rows is compared by its date.
    """
    if last is None:
        return done
    known = _known(last.snapshot)
    if known is None:
        return [
            row for row in done if row.actual_finish is not None and row.actual_finish > last.as_of
        ]
    return [row for row in done if row.id not in known]


def _known(snapshot: Json) -> frozenset[int] | None:
    ids = snapshot.get(DONE_ROWS) if isinstance(snapshot, dict) else None
    if not isinstance(ids, list):
        return None
    return frozenset(one for one in ids if isinstance(one, int))
