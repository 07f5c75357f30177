"""Commands on our people. One who has done something is never deleted, only set inactive."""

from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import User


def create(store: Store, *, name: str, **fields: object) -> User:
    """Add one of our people. Raises `UserError` for a name that is there already."""
    with store.write("users.create") as unit:
        _check_name(unit, name, besides=0)
        return add_record(unit, User(name=""), {"name": name, **fields})


def update(store: Store, *, user_id: int, **changes: object) -> User:
    """Change fields of one of our people.

    Raises `UserError` for a name that is there already, and when the last active one or the one
    who works would be set inactive.
    """
    with store.write("users.update") as unit:
        if "name" in changes:
            _check_name(unit, str(changes["name"]), besides=user_id)
        if changes.get("active") is False and user_id == unit.actor.id:
            raise UserError(
                "user_is_actor",
                N_("{name} is working right now and stays active: switch to another user first."),
                name=unit.actor.name,
            )
        return update_record(unit, User, user_id, changes)


def _check_name(unit: Unit, name: str, *, besides: int) -> None:
    for other in unit.find(User):
        if other.id != besides and other.name.casefold() == name.strip().casefold():
            raise UserError(
                "user_exists",
                N_("There is a user {name} already: add something that tells the two apart."),
                name=other.name,
                field="name",
            )
