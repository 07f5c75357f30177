"""The weekly status report of a project."""

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.status_done import DONE_ROWS
from csdesk.app.queries.status_report import status_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.status import StatusView


def _source(reader: Reader, ask: Ask) -> Source:
    source = status_source(reader, ask.project_id or 0, ask.today, ask.language)
    view = source.view
    missing = (
        (not view.milestones, N_("milestones and time line")),
        (not view.risks, N_("risks")),
        (not view.decisions, N_("decisions")),
        (view.next_meeting is None, N_("next meeting")),
    )
    return Source(
        view=view,
        customer_id=source.customer_id,
        project_id=ask.project_id,
        number=view.number,
        mixed=source.mixed,
        left_out=tuple(Remark(text) for is_missing, text in missing if is_missing),
        kept={DONE_ROWS: [*source.done_rows]},
    )


def _write(view: StatusView, order: Order) -> Written:
    from csdesk.reports.pdf.status import write_status

    return write_status(view, order.translator, order.progress)


SPEC = DocumentSpec(
    kind=DocumentKind.STATUS,
    name=N_("Status report"),
    subject=Subject.PROJECT,
    view=StatusView,
    source=_source,
    write=_write,
)
