"""The renewal pack of a customer, as pages or as slides."""

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.renewal import renewal_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.renewal import RenewalView

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
    from csdesk.reports.pdf.pack import write_pack
    from csdesk.reports.pdf.renewal import renewal_pack

    pack = renewal_pack(view, order.translator)
    if order.ending == "pptx":
        from csdesk.reports.pptx.write import write_slides

        return write_slides(pack, order.progress)
    return write_pack(pack, order.progress)


def _left_out(written: Written) -> tuple[Remark, ...]:
    from csdesk.reports.pdf.pack import WrittenPack
    from csdesk.reports.words.renewal import PAGE_NAMES

    codes = written.left_out if isinstance(written, WrittenPack) else ()
    return tuple(Remark(PAGE_NAMES[code]) for code in codes)


SPEC = DocumentSpec(
    kind=DocumentKind.RENEWAL,
    name=N_("Renewal pack"),
    subject=Subject.CUSTOMER,
    view=RenewalView,
    source=_source,
    write=_write,
    endings=("pdf", "pptx"),
    left_out=_left_out,
)
