"""Commands on the handover card: its fields, and its lines of each kind."""

from typing import Literal

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import PointKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer
from csdesk.domain.records_kickoff import Handover, HandoverPoint

Direction = Literal["up", "down"]


def put(store: Store, *, customer_id: int, **fields: object) -> Handover:
    """Change fields of a customer's card; the first time it is made."""
    with store.write("handover.put", customer_id=customer_id) as unit:
        customer = unit.get(Customer, customer_id)
        known = unit.first(Handover, customer_id=customer_id)
        if known is not None:
            return update_record(unit, Handover, known.id, fields)
        fresh = Handover(customer_id=customer_id, currency=customer.currency)
        return add_record(unit, fresh, fields)


def create_point(
    store: Store, *, customer_id: int, kind: PointKind, text: str, **fields: object
) -> HandoverPoint:
    """Add a line below the others of its kind; it is internal unless said.

    Raises `UserError` for a key date without its day.
    """
    with store.write("handover.create_point", customer_id=customer_id) as unit:
        unit.get(Customer, customer_id)
        others = unit.find(HandoverPoint, customer_id=customer_id, kind=kind)
        position = 1 + max((one.position for one in others), default=-1)
        fresh = HandoverPoint(customer_id=customer_id, kind=kind, text="", position=position)
        return _dated(add_record(unit, fresh, {"text": text, **fields}))


def update_point(store: Store, *, point_id: int, **changes: object) -> HandoverPoint:
    """Change fields of a line. Raises `UserError` for a key date without its day."""
    with store.write("handover.update_point") as unit:
        return _dated(update_record(unit, HandoverPoint, point_id, changes))


def move_point(store: Store, *, point_id: int, direction: Direction) -> None:
    """Move a line one place up or down among those of its kind; at the end nothing happens."""
    with store.write("handover.move_point") as unit:
        _move(unit, unit.get(HandoverPoint, point_id), direction)


def delete_point(store: Store, *, point_id: int) -> None:
    """Delete a line of the card."""
    with store.write("handover.delete_point") as unit:
        unit.get(HandoverPoint, point_id)
        unit.delete(HandoverPoint, point_id)


def _move(unit: Unit, moved: HandoverPoint, direction: Direction) -> None:
    """Swap with the neighbour, and number the places anew where they are not in order."""
    rows = unit.find(
        HandoverPoint,
        customer_id=moved.customer_id,
        kind=moved.kind,
        order_by=("position", "id"),
    )
    place = [row.id for row in rows].index(moved.id)
    other = place + (-1 if direction == "up" else 1)
    if not 0 <= other < len(rows):
        return
    rows[place], rows[other] = rows[other], rows[place]
    for position, row in enumerate(rows):
        if row.position != position:
            unit.update(HandoverPoint, row.id, position=position)


def _dated(point: HandoverPoint) -> HandoverPoint:
    if point.kind is PointKind.DATE and point.day is None:
        raise UserError(
            "key_date_without_day",
            N_("A key date needs its day: say which day is meant."),
            field="day",
        )
    return point
