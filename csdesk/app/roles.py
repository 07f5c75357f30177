"""Who fills the roles that a template names, on our side and on theirs."""

from collections.abc import Sequence
from dataclasses import dataclass

from csdesk.data.reader import Reader
from csdesk.domain.codes import Side
from csdesk.domain.records import Contact, Customer, User


@dataclass(frozen=True, kw_only=True, slots=True)
class UnfilledRole:
    """A role that nobody has; `rows` counts the rows that wait for one."""

    side: Side
    role: str
    rows: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Owner:
    """The person who owns a row: one of ours, a contact, or nobody yet."""

    user_id: int | None = None
    contact_id: int | None = None


class RoleMap:
    """Maps side and role to a person of one customer.

    Ours: the active user with that role (the customer's owner first), else the customer's owner.
    Theirs and third parties: the contact with that role who has not left, else nobody.
    """

    def __init__(self, customer: Customer, users: Sequence[User], contacts: Sequence[Contact]):
        self._owner_id = customer.owner_id
        self._users = sorted(
            (user for user in users if user.active), key=lambda user: user.id != customer.owner_id
        )
        self._contacts = [contact for contact in contacts if contact.left_on is None]

    @classmethod
    def of(cls, reader: Reader, customer: Customer) -> "RoleMap":
        """Read the people of a customer and ours."""
        return cls(customer, reader.find(User), reader.find(Contact, customer_id=customer.id))

    def owner(self, side: Side, role: str) -> Owner:
        """Return who owns rows of this side and role."""
        if side is Side.US:
            found = next((user.id for user in self._users if user.role == role), None)
            return Owner(user_id=found or self._owner_id)
        contacts = (c.id for c in self._contacts if c.side == side and c.role == role and role)
        return Owner(contact_id=next(contacts, None))

    def unfilled(self, wanted: Sequence[tuple[Side, str]]) -> tuple[UnfilledRole, ...]:
        """Return the roles among `wanted` (one entry per row) that nobody fills."""
        counts: dict[tuple[Side, str], int] = {}
        for side, role in wanted:
            if role and self.owner(side, role) == Owner():
                counts[side, role] = counts.get((side, role), 0) + 1
        return tuple(
            UnfilledRole(side=side, role=role, rows=rows) for (side, role), rows in counts.items()
        )
