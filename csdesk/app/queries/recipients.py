"""To whom a document goes: the people of a customer, and who is proposed for a kind of it."""

from dataclasses import dataclass
from typing import Final

from csdesk.app.exports import Remark
from csdesk.app.mail_texts import recipients
from csdesk.app.queries.documents import DocumentFacts
from csdesk.data.store import Store
from csdesk.domain.codes import ContactRole, DocumentKind, Language, Side
from csdesk.domain.records import Customer
from csdesk.reports.mail import is_address

_ORDER: Final = tuple(ContactRole)


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody of a customer who is still there; without a usable address no mail can name them.

    `reason` says why a document of this kind is meant for them; None for the others.
    """

    contact_id: int
    name: str  # as the document's language writes it
    mail: str
    role: ContactRole
    title: str
    company: str  # of a third party
    has_address: bool
    reason: Remark | None = None

    @property
    def is_proposed(self) -> bool:
        """Whether the document goes to them unless somebody decides otherwise."""
        return self.has_address and self.reason is not None


def people_of(
    store: Store, *, customer_id: int, kind: DocumentKind, language: Language
) -> list[Person]:
    """Return who may get a document, first whom it is meant for; who left is not among them."""
    found = recipients(store, customer_id, kind, language)
    meant = {one.contact_id: one.reason for one in (*found.people, *found.without_address)}
    order = {contact_id: place for place, contact_id in enumerate(meant)}
    with store.read() as reader:
        facts = DocumentFacts(reader, reader.get(Customer, customer_id), language)
        today = reader.day()
    there = [one for one in facts.contacts.values() if one.left_on is None or one.left_on > today]
    there.sort(
        key=lambda one: (
            order.get(one.id, len(order)),
            one.side is Side.THIRD,
            _ORDER.index(one.role),
            one.id,
        )
    )
    return [
        Person(
            contact_id=one.id,
            name=facts.in_script(one.name, one.name_alt),
            mail=one.mail.strip(),
            role=one.role,
            title=one.title,
            company=one.company,
            has_address=is_address(one.mail),
            reason=meant.get(one.id),
        )
        for one in there
    ]
