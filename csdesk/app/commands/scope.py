"""Commands on the agreed scope of a project: its deliverables, and what it is accepted by."""

from datetime import date
from typing import Literal, TypeVar

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import CriterionResult
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Project
from csdesk.domain.records_delivery import Criterion, Deliverable

Direction = Literal["up", "down"]
R = TypeVar("R", Deliverable, Criterion)


def create_deliverable(
    store: Store, *, project_id: int, title: str, **fields: object
) -> Deliverable:
    """Add a deliverable below the project's others; it is in scope unless said."""
    with store.write("scope.create_deliverable") as unit:
        fresh = Deliverable(
            project_id=project_id, title="", position=_end(unit, Deliverable, project_id)
        )
        return add_record(unit, fresh, {"title": title, **fields})


def update_deliverable(store: Store, *, deliverable_id: int, **changes: object) -> Deliverable:
    """Change fields of a deliverable: its words, in scope or not, who agreed it when."""
    with store.write("scope.update_deliverable") as unit:
        return update_record(unit, Deliverable, deliverable_id, changes)


def move_deliverable(store: Store, *, deliverable_id: int, direction: Direction) -> None:
    """Move a deliverable one place up or down; at the end of the list nothing happens."""
    with store.write("scope.move_deliverable") as unit:
        _move(unit, Deliverable, unit.get(Deliverable, deliverable_id), direction)


def delete_deliverable(store: Store, *, deliverable_id: int) -> None:
    """Delete a deliverable; its criteria stay, as criteria of the whole."""
    with store.write("scope.delete_deliverable") as unit:
        unit.get(Deliverable, deliverable_id)
        unit.delete(Deliverable, deliverable_id)


def create_criterion(store: Store, *, project_id: int, text: str, **fields: object) -> Criterion:
    """Add a criterion of acceptance below the project's others.

    With a result it is checked today unless said. Raises `UserError` for a deliverable of another
    project.
    """
    with store.write("scope.create_criterion") as unit:
        fresh = Criterion(
            project_id=project_id, text="", position=_end(unit, Criterion, project_id)
        )
        criterion = add_record(unit, fresh, {"text": text, **fields})
        _check_deliverable(unit, criterion)
        return _dated(unit, criterion, fields)


def update_criterion(store: Store, *, criterion_id: int, **changes: object) -> Criterion:
    """Change fields of a criterion; a new result is dated today unless said."""
    with store.write("scope.update_criterion") as unit:
        criterion = update_record(unit, Criterion, criterion_id, changes)
        _check_deliverable(unit, criterion)
        return _dated(unit, criterion, changes)


def check_criterion(
    store: Store,
    *,
    criterion_id: int,
    result: CriterionResult,
    evidence: str = "",
    on: date | None = None,
    by: str = "",
) -> Criterion:
    """Record how a criterion was verified (today unless given); evidence there is stays.

    An open result takes the check back. Raises `UserError` for a day that has not come.
    """
    with store.write("scope.check_criterion") as unit:
        changes: dict[str, object] = {"result": result, "checked_on": on, "checked_by": by}
        if evidence.strip():
            changes["evidence"] = evidence
        if result is CriterionResult.OPEN:
            changes |= {"checked_on": None, "checked_by": ""}
        criterion = update_record(unit, Criterion, criterion_id, changes)
        return _dated(unit, criterion, changes)


def move_criterion(store: Store, *, criterion_id: int, direction: Direction) -> None:
    """Move a criterion one place up or down; at the end of the list nothing happens."""
    with store.write("scope.move_criterion") as unit:
        _move(unit, Criterion, unit.get(Criterion, criterion_id), direction)


def delete_criterion(store: Store, *, criterion_id: int) -> None:
    """Delete a criterion; lines of the punch list about it stay."""
    with store.write("scope.delete_criterion") as unit:
        unit.get(Criterion, criterion_id)
        unit.delete(Criterion, criterion_id)


def _end(unit: Unit, kind: type[R], project_id: int) -> int:
    unit.get(Project, project_id)
    found = unit.find(kind, project_id=project_id)
    return 1 + max((one.position for one in found), default=-1)


def _move(unit: Unit, kind: type[R], moved: R, direction: Direction) -> None:
    """Swap with the neighbour, and number the places anew where they are not in order."""
    rows = unit.find(kind, project_id=moved.project_id, order_by=("position", "id"))
    place = [row.id for row in rows].index(moved.id)
    other = place + (-1 if direction == "up" else 1)
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        if row.position != position:
            unit.update(kind, row.id, position=position)


def _check_deliverable(unit: Unit, criterion: Criterion) -> None:
    if criterion.deliverable_id is None:
        return
    if unit.get(Deliverable, criterion.deliverable_id).project_id != criterion.project_id:
        raise UserError(
            "deliverable_elsewhere",
            N_("The deliverable belongs to another project: choose one of this project."),
            field="deliverable_id",
        )


def _dated(unit: Unit, criterion: Criterion, changes: dict[str, object]) -> Criterion:
    """Return a criterion whose result has its day; a check lies never ahead."""
    if criterion.result is CriterionResult.OPEN:
        return criterion
    if criterion.checked_on is not None and criterion.checked_on > unit.today:
        raise UserError(
            "check_in_future",
            N_("{day} has not come yet: record the check when it was made."),
            day=criterion.checked_on,
            field="checked_on",
        )
    if "result" in changes and changes.get("checked_on") is None:
        return unit.update(Criterion, criterion.id, checked_on=unit.today)
    return criterion
