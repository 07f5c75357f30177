"""Commands on the slip ledger: whose cause the working days are that a milestone moved."""

from datetime import date

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.domain.codes import Cause, RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import PlanRow, SlipEntry


def record(
    store: Store,
    *,
    milestone_id: int,
    days: int,
    cause: Cause,
    day: date | None = None,
    **fields: object,
) -> SlipEntry:
    """Record why a milestone moved by `days` working days (later is positive).

    Raises `UserError` for a row that is no milestone and for 0 days.
    """
    with store.write("slips.record") as unit:
        milestone = unit.get(PlanRow, milestone_id)
        if milestone.kind is not RowKind.MILESTONE:
            raise UserError(
                "slip_needs_milestone",
                N_("A slip is that of a milestone: choose the milestone that moved."),
                field="milestone_id",
            )
        _check_days(days)
        fresh = SlipEntry(
            project_id=milestone.project_id,
            milestone_id=milestone_id,
            day=day or unit.today,
            days=days,
            cause=cause,
        )
        return add_record(unit, fresh, {"days": days, "cause": cause, **fields})


def update(store: Store, *, slip_id: int, **changes: object) -> SlipEntry:
    """Change fields of an entry. Raises `UserError` for 0 days."""
    with store.write("slips.update") as unit:
        _check_days(changes.get("days"))
        return update_record(unit, SlipEntry, slip_id, changes)


def delete(store: Store, *, slip_id: int) -> None:
    """Take an entry out; its days count as not recorded again."""
    with store.write("slips.delete") as unit:
        unit.get(SlipEntry, slip_id)
        unit.delete(SlipEntry, slip_id)


def _check_days(days: object) -> None:
    if days == 0:
        raise UserError(
            "slip_of_nothing",
            N_("Say how many working days it moved: 0 is no slip."),
            field="days",
        )
