"""Commands on the links between plan rows."""

from csdesk.app.commands.records import update_record
from csdesk.app.commands.rows_rules import name_of
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import LinkType
from csdesk.domain.errors import N_, UserError
from csdesk.domain.link_cycles import ancestors, cycle_of
from csdesk.domain.records import Dependency, PlanRow


def link(
    store: Store,
    *,
    predecessor_id: int,
    successor_id: int,
    type: LinkType = LinkType.FS,  # noqa: A002  (the field's name)
    lag: int = 0,
    lag_calendar_days: bool = False,
) -> Dependency:
    """Join two rows of one plan; `lag` in working days of the successor's calendar.

    Raises `UserError` for one and the same row, rows of two plans, a row and what it stands in, a
    link that is there already, and one that would lead round in a circle.
    """
    with store.write("links.link") as unit:
        _check_new(unit, predecessor_id, successor_id, type)
        return unit.add(
            Dependency(
                project_id=unit.get(PlanRow, successor_id).project_id,
                predecessor_id=predecessor_id,
                successor_id=successor_id,
                type=type,
                lag=lag,
                lag_calendar_days=lag_calendar_days,
            )
        )


def update(
    store: Store,
    *,
    link_id: int,
    type: LinkType | None = None,  # noqa: A002
    lag: int | None = None,
    lag_calendar_days: bool | None = None,
) -> Dependency:
    """Change the kind or the lag of a link; what is None stays."""
    with store.write("links.update") as unit:
        given = {"type": type, "lag": lag, "lag_calendar_days": lag_calendar_days}
        changes = {name: value for name, value in given.items() if value is not None}
        return update_record(unit, Dependency, link_id, changes)


def unlink(store: Store, *, link_id: int) -> None:
    """Take a link away."""
    with store.write("links.unlink") as unit:
        unit.get(Dependency, link_id)
        unit.delete(Dependency, link_id)


def _check_new(unit: Unit, predecessor_id: int, successor_id: int, link_type: LinkType) -> None:
    before, after = unit.get(PlanRow, predecessor_id), unit.get(PlanRow, successor_id)
    if before.id == after.id or before.project_id != after.project_id:
        raise UserError("link_rows", N_("A link joins two different rows of one plan: choose two."))
    rows = unit.find(PlanRow, project_id=after.project_id)
    by_id = {row.id: row for row in rows}
    if before.id in ancestors(after.id, by_id) or after.id in ancestors(before.id, by_id):
        raise UserError(
            "link_parent",
            N_("A row cannot be linked to the phase or group that it stands in."),
        )
    links = unit.find(Dependency, project_id=after.project_id)
    for other in links:
        if (other.predecessor_id, other.successor_id, other.type) == (
            before.id,
            after.id,
            link_type,
        ):
            raise UserError(
                "link_exists", N_("These rows are linked like this already: change that link.")
            )
    way = cycle_of(rows, links, before.id, after.id)
    if way:
        raise UserError(
            "link_cycle",
            N_(
                "This link would lead round in a circle: {way}. Take one of these links away first."
            ),
            way=" → ".join(name_of(by_id[row_id]) for row_id in (*way, way[0])),
            rows=list(way),
        )
