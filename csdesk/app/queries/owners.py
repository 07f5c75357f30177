"""Who can own an item: our people, and the contacts of a customer."""

from collections.abc import Sequence
from dataclasses import dataclass

from csdesk.data.reader import Reader
from csdesk.domain.capture import forms_of
from csdesk.domain.codes import Side
from csdesk.domain.near_names import near_names
from csdesk.domain.records import Contact, Customer, PlanRow, User


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerChoice:
    """A person that an owner field offers; choosing one sets the side as well."""

    name: str
    side: Side
    user_id: int | None = None
    contact_id: int | None = None
    hint: str = ""  # company or title

    def owns(self, row: PlanRow) -> bool:
        """Whether the person owns a row."""
        if self.user_id is not None:
            return row.owner_user_id == self.user_id
        return self.contact_id is not None and row.owner_contact_id == self.contact_id


def near_owners(reader: Reader, customer: Customer | None, text: str) -> list[str]:
    """Return the names of the people that a written name is nearly, the nearest first."""
    contacts = [] if customer is None else reader.find(Contact, customer_id=customer.id)
    people: list[Contact | User] = [one for one in contacts if one.left_on is None]
    people += [one for one in reader.find(User) if one.active]
    forms = [forms_of(one.name, one.name_alt) for one in people]
    return [people[place].name for place in near_names(text, forms)]


def owner_choices(users: Sequence[User], contacts: Sequence[Contact]) -> tuple[OwnerChoice, ...]:
    """Return the people one can choose: the customer's first, then third parties, then ours."""
    theirs = [
        OwnerChoice(
            name=contact.name,
            side=contact.side,
            contact_id=contact.id,
            hint=contact.company or contact.title,
        )
        for contact in contacts
        if contact.left_on is None
    ]
    ours = [
        OwnerChoice(name=user.name, side=Side.US, user_id=user.id) for user in users if user.active
    ]
    order = {Side.CUSTOMER: 0, Side.THIRD: 1, Side.US: 2}
    return tuple(sorted([*theirs, *ours], key=lambda choice: order[choice.side]))
