"""Commands on the punch list of a project: what is missing at acceptance, who mends it, by when."""

from datetime import date

from csdesk.app.commands import rows
from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Priority, RowKind, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Contact, PlanRow, Project, User
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


def plan_items(store: Store, *, project_id: int) -> list[PlanRow]:
    """Put the open lines of the punch list into the plan as action items, and return the new ones.

    A line whose words an item of the project has already stays as it is; a plan without a phase
    takes none.
    """
    with store.write("defects.plan_items") as unit:
        unit.get(Project, project_id)
        rows_there = unit.find(PlanRow, project_id=project_id)
        if not any(row.kind is RowKind.PHASE for row in rows_there):
            return []
        known = {row.title.casefold() for row in rows_there if row.kind is RowKind.ITEM}
        found = unit.find(Defect, project_id=project_id, done_on=None, order_by=("number",))
        return [
            rows.add(
                store,
                project_id=project_id,
                title=one.title,
                target=one.due,
                priority=Priority.MUST,
                **_owner(unit, one),  # type: ignore[arg-type]
            )
            for one in found
            if one.title.casefold() not in known
        ]


def _owner(unit: Unit, defect: Defect) -> dict[str, object]:
    """Return side and owner of a line as a row has them: a person of a list, else the name."""
    name = defect.owner.casefold()
    if not name:
        return {"side": defect.side}
    customer_id = unit.get(Project, defect.project_id).customer_id
    for user in unit.find(User):
        if name in (user.name.casefold(), user.name_alt.casefold()):
            return {"side": Side.US, "owner_user_id": user.id}
    for contact in unit.find(Contact, customer_id=customer_id):
        if name in (contact.name.casefold(), contact.name_alt.casefold()):
            return {"side": contact.side, "owner_contact_id": contact.id}
    return {"side": defect.side, "owner_name": defect.owner}


def _check_criterion(unit: Unit, defect: Defect) -> None:
    if defect.criterion_id is None:
        return
    if unit.get(Criterion, defect.criterion_id).project_id != defect.project_id:
        raise UserError(
            "criterion_elsewhere",
            N_("The criterion belongs to another project: choose one of this project."),
            field="criterion_id",
        )
