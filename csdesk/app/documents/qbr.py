"""The review pack of a customer."""

from typing import TYPE_CHECKING

from csdesk.app.documents import packs
from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.business_review import qbr_source
from csdesk.app.queries.documents import next_number
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentForm, DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.qbr import QbrView

if TYPE_CHECKING:
    from csdesk.reports.pdf.pack import WrittenPack


def _source(reader: Reader, ask: Ask) -> Source:
    customer_id = ask.customer_id or 0
    source = qbr_source(reader, customer_id, ask.today, ask.language)
    return Source(
        view=source.view,
        customer_id=customer_id,
        number=next_number(reader, DocumentKind.QBR, customer_id=customer_id),
        mixed=source.mixed,
    )


def _write(view: QbrView, order: Order) -> Written:
    from csdesk.reports.pdf.qbr import qbr_pack, short_qbr

    make = short_qbr if order.form is DocumentForm.SHORT else qbr_pack
    return packs.write(make(view, order.translator), order)


def _left_out(written: "WrittenPack") -> tuple[Remark, ...]:
    from csdesk.reports.words.qbr import PAGE_NAMES

    return packs.left_out(written, PAGE_NAMES)


SPEC = DocumentSpec(
    kind=DocumentKind.QBR,
    name=N_("Review pack"),
    subject=Subject.CUSTOMER,
    view=QbrView,
    source=_source,
    write=_write,
    endings=packs.ENDINGS,
    has_short_form=True,
    left_out=_left_out,
)
