"""The slip ledger of a milestone: what is recorded, and what is not yet."""

from dataclasses import dataclass

from csdesk.app.queries.plans import load_project
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind, Status
from csdesk.domain.records import PlanRow, SlipEntry
from csdesk.domain.slip import root_cause


@dataclass(frozen=True, kw_only=True, slots=True)
class SlipLedger:
    """The entries of a milestone with what is left over; they sum to `slip`.

    `slip` is None without an agreed date. `driver` is the row that the rest begins at, if one is
    known, with its owner's name.
    """

    milestone: PlanRow
    slip: int | None
    entries: tuple[SlipEntry, ...]
    unrecorded: int
    driver: PlanRow | None
    driver_owner: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class SlipBook:
    """The ledgers of a project's milestones, in the order of the plan."""

    ledgers: tuple[SlipLedger, ...]
    usual_id: int | None  # the milestone that the project's slip is that of


def load_slips(store: Store, *, project_id: int) -> SlipBook:
    """Return the ledgers of all milestones that are not cancelled."""
    loaded = load_project(store, project_id)
    by_milestone: dict[int, list[SlipEntry]] = {}
    for entry in sorted(loaded.plan.slips, key=lambda one: (one.day, one.id)):
        by_milestone.setdefault(entry.milestone_id, []).append(entry)
    ledgers = []
    for row in loaded.plan.rows:
        if row.kind is not RowKind.MILESTONE or row.status is Status.CANCELLED:
            continue
        slip = loaded.state.rows[row.id].slip
        entries = by_milestone.get(row.id, [])
        rest = (slip or 0) - sum(entry.days for entry in entries)
        cause = root_cause(loaded.plan, loaded.state.rows, row.id) if rest else None
        ledgers.append(
            SlipLedger(
                milestone=row,
                slip=slip,
                entries=tuple(entries),
                unrecorded=rest,
                driver=None if cause is None else loaded.rows[cause],
                driver_owner="" if cause is None else loaded.owner_names.get(cause, ""),
            )
        )
    usual = loaded.state.slip.milestone_id if loaded.state.slip is not None else None
    return SlipBook(ledgers=tuple(ledgers), usual_id=usual)
