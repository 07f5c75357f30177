"""What only we look at during a meeting: our notes about this one customer, for the laptop."""

from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.documents import DocumentFacts
from csdesk.data.store import Store
from csdesk.domain.codes import Attitude, RiskStatus, Visibility
from csdesk.domain.records import Customer, Note, PlanRow, Risk
from csdesk.domain.records_kickoff import HandoverPoint


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivateLine:
    """One thing to know: `about` is whom or what, `day` when it was noted."""

    text: str
    about: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PrivateNotes:
    """Everything internal about a customer that helps at the table, the newest first."""

    customer: str
    notes: tuple[PrivateLine, ...]
    risks: tuple[PrivateLine, ...]
    handover: tuple[PrivateLine, ...]
    people: tuple[tuple[str, Attitude, str], ...]  # name, attitude, what is in it for them
    items: tuple[PrivateLine, ...]  # notes of ours on action items


def private_notes(store: Store, *, customer_id: int) -> PrivateNotes:
    """Return the internal notes of one customer."""
    with store.read() as reader:
        customer = reader.get(Customer, customer_id)
        facts = DocumentFacts(reader, customer, customer.language)
        notes = reader.find(Note, customer_id=customer_id, visibility=Visibility.INTERNAL)
        risks = reader.find(Risk, customer_id=customer_id, visibility=Visibility.INTERNAL)
        points = reader.find(HandoverPoint, customer_id=customer_id, visibility=Visibility.INTERNAL)
        rows = reader.find(PlanRow, customer_id=customer_id)
        return PrivateNotes(
            customer=customer.name,
            notes=tuple(
                PrivateLine(text=one.text, day=one.day)
                for one in sorted(notes, key=lambda one: (one.day, one.id), reverse=True)
            ),
            risks=tuple(
                PrivateLine(text=one.title, about=one.response)
                for one in risks
                if one.status is not RiskStatus.CLOSED
            ),
            handover=tuple(
                PrivateLine(text=one.text, about=one.answer, day=one.day) for one in points
            ),
            people=tuple(
                (one.name, one.attitude, one.value_text)
                for one in facts.contacts.values()
                if one.left_on is None and (one.attitude is not Attitude.UNKNOWN or one.value_text)
            ),
            items=tuple(
                PrivateLine(text=row.internal_note, about=row.title)
                for row in rows
                if row.internal_note.strip() and row.status.is_open
            ),
        )
