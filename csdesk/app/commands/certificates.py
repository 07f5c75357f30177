"""Commands on the register of certificates: what is issued stays, with a number of its own."""

from collections.abc import Iterable
from datetime import date

from csdesk.app.queries.documents import DocumentFacts
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Contact, Customer, Json, Workspace
from csdesk.domain.records_delivery import Certificate
from csdesk.domain.views.common import initials_of

MOST_FACTS = 6  # what a certificate has room for


def issue(
    store: Store,
    *,
    customer_id: int,
    statement: str,
    contact_id: int | None = None,
    name: str = "",
    facts: Iterable[str] = (),
    on: date | None = None,
    signed_by: str = "",
) -> Certificate:
    """Enter a certificate into the register under the next number, and return it.

    It names the contact as documents in the customer's language do, unless a `name` is given; it
    is issued today and signed by the actor unless said. Raises `UserError` without a name or a
    statement, for more than `MOST_FACTS` facts, for a day ahead and for another customer's contact.
    """
    with store.write("certificates.issue", customer_id=customer_id, undoable=False) as unit:
        customer = unit.get(Customer, customer_id)
        day = on or unit.today
        if day > unit.today:
            raise UserError(
                "certificate_in_future",
                N_("{day} has not come yet: a certificate says what was shown until its day."),
                day=day,
                field="on",
            )
        proven: list[Json] = [" ".join(fact.split()) for fact in facts if fact.strip()]
        if len(proven) > MOST_FACTS:
            raise UserError(
                "certificate_facts",
                N_(
                    "A certificate has room for {most} facts, these are {n}: choose the weightiest."
                ),
                most=MOST_FACTS,
                n=len(proven),
                field="facts",
            )
        number = _next_number(unit, day)
        unit.describe(number=number)
        return unit.add(
            Certificate(
                customer_id=customer_id,
                contact_id=contact_id,
                number=number,
                name=_needed(_name(unit, customer, contact_id, name), "name"),
                statement=_needed(statement, "statement"),
                facts=proven,
                issued_on=day,
                signed_by=signed_by.strip() or unit.actor.name,
            )
        )


def _name(unit: Unit, customer: Customer, contact_id: int | None, name: str) -> str:
    if contact_id is None:
        return name
    contact = unit.get(Contact, contact_id)
    if contact.customer_id != customer.id:
        raise UserError(
            "certificate_elsewhere",
            N_("This person belongs to another customer: choose one of this customer."),
            field="contact_id",
        )
    shown = DocumentFacts(unit, customer, customer.language)
    return name.strip() or shown.in_script(contact.name, contact.name_alt)


def _needed(text: str, field: str) -> str:
    words = " ".join(text.split())
    if not words:
        raise UserError("field_empty", N_("{field} is empty: type it in."), field=field)
    return words


def _next_number(unit: Unit, day: date) -> str:
    """Return initials, year and running number; a year counts on whatever we are called by then.

    Lines of the register never go (a customer with one cannot be deleted), so none comes again.
    """
    year = str(day.year)
    parts = [one.number.rsplit("-", 2) for one in unit.find(Certificate)]
    used = [int(part[2]) for part in parts if part[1] == year]
    return f"{_initials(unit)}-{year}-{max(used, default=0) + 1:04d}"


def _initials(unit: Unit) -> str:
    """Return the letters of our name, Latin ones where we have a Latin name: they are typed."""
    workspace = unit.get(Workspace, 1)
    names = (workspace.company, workspace.company_names.get(Language.EN.value, ""))
    letters = [initials_of(name) for name in names if name]
    return next((one for one in letters if one.isascii() and one.isalnum()), "C")
