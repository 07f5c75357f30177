"""A certificate of the register."""

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.queries.certificate import certificate_id, certificate_source
from csdesk.app.queries.documents import next_number
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.records_delivery import Certificate
from csdesk.domain.views.certificate import CertificateView


def _source(reader: Reader, ask: Ask) -> Source:
    chosen = ask.subject_id or certificate_id(reader, ask.customer_id or 0, None)
    issued = reader.get(Certificate, chosen)
    customer_id = issued.customer_id
    return Source(
        view=certificate_source(reader, issued, ask.today, ask.language),
        customer_id=customer_id,
        number=next_number(reader, DocumentKind.CERTIFICATE, customer_id=customer_id),
    )


def _write(view: CertificateView, order: Order) -> Written:
    from csdesk.reports.pdf.certificate import write_certificate

    return write_certificate(view, order.translator, order.progress)


SPEC = DocumentSpec(
    kind=DocumentKind.CERTIFICATE,
    name=N_("Certificate"),
    subject=Subject.CERTIFICATE,
    view=CertificateView,
    source=_source,
    write=_write,
    find_subject=certificate_id,
)
