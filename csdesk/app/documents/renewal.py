"""The renewal pack of a customer, as pages or as slides."""

from typing import TYPE_CHECKING

from csdesk.app.documents import packs
from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.renewal import renewal_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentForm, DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.renewal import RenewalView

if TYPE_CHECKING:
    from csdesk.reports.pdf.pack import WrittenPack

HELD_BACK = N_(
    "The page that proposes more was left out: {n} of our promises to this customer's people are "
    "still open. Keep them first, or agree on new dates."
)


def _source(reader: Reader, ask: Ask) -> Source:
    customer_id = ask.customer_id or 0
    source = renewal_source(reader, customer_id, ask.today, ask.language)
    held_back = Remark(HELD_BACK, {"n": source.open_promises})
    return Source(
        view=source.view,
        customer_id=customer_id,
        number=next_number(reader, DocumentKind.RENEWAL, customer_id=customer_id),
        mixed=source.mixed,
        warnings=(held_back,) if source.open_promises else (),
    )


def _write(view: RenewalView, order: Order) -> Written:
    if order.form is DocumentForm.SHORT:
        from csdesk.reports.pdf.renewal_short import short_renewal

        return packs.write(short_renewal(view, order.translator), order)
    from csdesk.reports.pdf.renewal import renewal_pack

    return packs.write(renewal_pack(view, order.translator), order)


def _left_out(written: "WrittenPack") -> tuple[Remark, ...]:
    from csdesk.reports.words.renewal import PAGE_NAMES

    return packs.left_out(written, PAGE_NAMES)


SPEC = DocumentSpec(
    kind=DocumentKind.RENEWAL,
    name=N_("Renewal pack"),
    subject=Subject.CUSTOMER,
    view=RenewalView,
    source=_source,
    write=_write,
    endings=packs.ENDINGS,
    has_short_form=True,
    left_out=_left_out,
)
