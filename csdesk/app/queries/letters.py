"""What the letters to a customer share: whom they address, our people, what came of a project."""

from collections.abc import Sequence
from datetime import date

from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.records_shown import outcome_view
from csdesk.domain.codes import ContactRole, MilestoneKind, Side, Visibility
from csdesk.domain.records import Contact, Outcome, User
from csdesk.domain.views.common import Person
from csdesk.domain.views.letter import TeamView
from csdesk.domain.views.qbr import OutcomeView
from csdesk.domain.views.status import MilestoneLine

SPONSORS = (ContactRole.SPONSOR, ContactRole.DECISION_MAKER, ContactRole.BUDGET_OWNER)
MANAGERS = (ContactRole.PROJECT_MANAGER,)


class LetterFacts:
    """People and results of one customer, as its letters name them."""

    def __init__(self, document: DocumentFacts, today: date) -> None:
        self.document, self.today = document, today
        self.reader, self.customer = document.reader, document.customer

    def in_role(self, roles: Sequence[ContactRole]) -> Person | None:
        """Return the customer's person with the first of some roles that is filled."""
        found = [
            one
            for one in self.document.contacts.values()
            if one.side is Side.CUSTOMER and one.role in roles and not self._left(one)
        ]
        first = min(found, key=lambda one: (roles.index(one.role), one.id), default=None)
        return None if first is None else self.person(first)

    def _left(self, contact: Contact) -> bool:
        return contact.left_on is not None and contact.left_on <= self.today

    def person(self, contact: Contact) -> Person:
        """Return a contact with title and role."""
        name = self.document.in_script(contact.name, contact.name_alt)
        return Person(name=name, title=contact.title, role=contact.role)

    def speaker(self, name: str) -> Person:
        """Return the person of this name with title and role, as far as they are known."""
        wanted = name.casefold()
        for contact in self.document.contacts.values():
            if wanted in (contact.name.casefold(), contact.name_alt.casefold()):
                return self.person(contact)
        return Person(name=name)

    def team(self, users: Sequence[User]) -> tuple[TeamView, ...]:
        """Return our people as the customer reaches them."""
        return tuple(self.member(user) for user in users)

    def member(self, user: User) -> TeamView:
        """Return one of our people."""
        name = self.document.in_script(user.name, user.name_alt)
        return TeamView(name=name, role=user.role, mail=user.mail, phone=user.phone)

    def outcomes(self, *, quotable: bool = False) -> tuple[OutcomeView, ...]:
        """Return the results that a named person confirmed, oldest first."""
        currency = self.customer.currency or self.document.workspace.currency
        found = [
            one
            for one in self.reader.find(Outcome, customer_id=self.customer.id)
            if one.visibility is Visibility.CUSTOMER
            and one.said_by
            and one.day <= self.today
            and (one.may_quote or not quotable)
        ]
        found.sort(key=lambda one: (one.day, one.id))
        return tuple(outcome_view(one, currency, self.speaker(one.said_by).name) for one in found)


def reached(lines: Sequence[MilestoneLine], kind: MilestoneKind) -> date | None:
    """Return the first day on which a milestone of a kind was reached."""
    return min((line.actual for line in lines if line.kind is kind and line.actual), default=None)
