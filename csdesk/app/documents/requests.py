"""The monthly request report of a customer."""

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.requests_report import requests_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentForm, DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.requests import RequestsView

MONTH = N_(
    "It reports from {first} to {last}, the last month that was over on {day}. Another day as of "
    "which it is written chooses another month."
)


def _source(reader: Reader, ask: Ask) -> Source:
    source = requests_source(reader, ask.customer_id or 0, ask.today, ask.language)
    view = source.view
    missing = (
        (not view.lines, N_("causes, examples and list")),
        (not view.unsolved, N_("what is not solved yet")),
    )
    return Source(
        view=view,
        customer_id=source.customer_id,
        number=view.number,
        mixed=source.mixed,
        left_out=tuple(Remark(text) for is_missing, text in missing if is_missing),
        warnings=(Remark(MONTH, {"first": view.first, "last": view.last, "day": view.today}),),
    )


def _write(view: RequestsView, order: Order) -> Written:
    from csdesk.reports.pdf.requests import write_requests

    full = order.form is DocumentForm.FULL
    return write_requests(view, order.translator, order.progress, full=full)


SPEC = DocumentSpec(
    kind=DocumentKind.REQUESTS,
    name=N_("Monthly request report"),
    subject=Subject.CUSTOMER,
    view=RequestsView,
    source=_source,
    write=_write,
    has_short_form=True,
)
