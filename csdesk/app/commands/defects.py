"""Commands on the punch list of a project: what is missing at acceptance, who mends it, by when."""

from datetime import date

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Project
from csdesk.domain.records_delivery import Criterion, Defect


def create(store: Store, *, project_id: int, title: str, **fields: object) -> Defect:
    """Add a line to the punch list, with the next number of the project.

    Raises `UserError` for a criterion of another project.
    """
    with store.write("defects.create") as unit:
        unit.get(Project, project_id)
        found = unit.find(Defect, project_id=project_id)
        number = 1 + max((one.number for one in found), default=0)
        fresh = Defect(project_id=project_id, number=number, title="")
        defect = add_record(unit, fresh, {"title": title, **fields})
        _check_criterion(unit, defect)
        return defect


def update(store: Store, *, defect_id: int, **changes: object) -> Defect:
    """Change fields of a line: its words, the side, the owner, the date."""
    with store.write("defects.update") as unit:
        defect = update_record(unit, Defect, defect_id, changes)
        _check_criterion(unit, defect)
        return defect


def done(store: Store, *, defect_id: int, on: date | None = None) -> Defect:
    """Record that a line was mended and confirmed (today unless given)."""
    with store.write("defects.done") as unit:
        day = on or unit.today
        if day > unit.today:
            raise UserError(
                "done_in_future",
                N_("{day} has not come yet: record it when it is done."),
                day=day,
                field="on",
            )
        return update_record(unit, Defect, defect_id, {"done_on": day})


def delete(store: Store, *, defect_id: int) -> None:
    """Delete a line of the punch list that was entered by mistake."""
    with store.write("defects.delete") as unit:
        unit.get(Defect, defect_id)
        unit.delete(Defect, defect_id)


def _check_criterion(unit: Unit, defect: Defect) -> None:
    if defect.criterion_id is None:
        return
    if unit.get(Criterion, defect.criterion_id).project_id != defect.project_id:
        raise UserError(
            "criterion_elsewhere",
            N_("The criterion belongs to another project: choose one of this project."),
            field="criterion_id",
        )
