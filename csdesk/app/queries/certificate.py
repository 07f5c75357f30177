"""A line of the register of certificates: looked up by its number, or shown as a document."""

from datetime import date

from csdesk.app.queries.documents import DocumentFacts
from csdesk.data.reader import Reader
from csdesk.domain.codes import Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer
from csdesk.domain.records_delivery import Certificate
from csdesk.domain.views.certificate import CertificateView


def find_certificate(reader: Reader, number: str, customer_id: int | None = None) -> Certificate:
    """Return the certificate with this number, as typed in any case.

    Raises `UserError` "no_certificate" when the register has none, or none of this customer.
    """
    wanted = number.strip().casefold()
    for one in reader.find(Certificate):
        ours = customer_id is None or one.customer_id == customer_id
        if ours and wanted == one.number.casefold():
            return one
    raise UserError(
        "no_certificate",
        N_("The register has no certificate {number}. Look at: csdesk list certificates."),
        number=number.strip(),
    )


def certificate_id(reader: Reader, customer_id: int, number: str | None) -> int:
    """Return the id of the certificate with a number, without one that of the newest.

    Raises `UserError` "no_certificate" when the customer has none.
    """
    if number is not None:
        return find_certificate(reader, number, customer_id).id
    issued = reader.find(Certificate, customer_id=customer_id, order_by=("id",))
    if not issued:
        customer = reader.get(Customer, customer_id)
        raise UserError(
            "no_certificate_yet",
            N_("Nobody at {customer} has a certificate yet. Issue one first."),
            customer=customer.name,
        )
    return issued[-1].id


def certificate_source(
    reader: Reader, issued: Certificate, today: date, language: Language | None = None
) -> CertificateView:
    """Return the view of a certificate; stores nothing."""
    customer = reader.get(Customer, issued.customer_id)
    facts = DocumentFacts(reader, customer, language or customer.language)
    sender = facts.sender()
    proven = issued.facts if isinstance(issued.facts, list) else []
    return CertificateView(
        language=facts.language,
        today=today,
        us=facts.us(),
        customer=facts.them(),
        sender=sender,
        number=issued.number,
        name=issued.name,
        statement=issued.statement,
        facts=tuple(str(fact) for fact in proven),
        city=customer.city,
        issued_on=issued.issued_on,
        signed_by=_signer(facts, issued.signed_by),
        register_mail=facts.workspace.support_mail or sender.mail,
        register_phone=facts.workspace.support_phone or sender.phone,
    )


def _signer(facts: DocumentFacts, name: str) -> str:
    """Return who signed, in the script of the document when it is one of our people."""
    for user in facts.users.values():
        if name.casefold() in (user.name.casefold(), user.name_alt.casefold()):
            return facts.in_script(user.name, user.name_alt)
    return name
