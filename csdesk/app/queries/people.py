"""Our people, for settings and choices."""

from csdesk.data.store import Store
from csdesk.domain.records import User


def our_people(store: Store) -> list[User]:
    """Return our people, active ones first, by name."""
    with store.read() as reader:
        users = reader.find(User, order_by=("name", "id"))
    return sorted(users, key=lambda user: not user.active)
