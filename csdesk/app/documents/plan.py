"""The plan of a project on paper or as a picture.

What only a plan can be asked for (days, paper, an internal copy) and the files of other programs
are `plan_files`; what leaves from there lies in the same log and is made again here.
"""

from typing import TYPE_CHECKING

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.plan_pictures import check_drawable, cut_remarks, draw_plan, plan_left_out
from csdesk.app.queries.plan_document import plan_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.views.plan import PlanView

if TYPE_CHECKING:
    from csdesk.reports.gantt.document import PlanWritten

INTERNAL = N_("An internal copy of a plan does not leave again: write a new one.")


def _source(reader: Reader, ask: Ask) -> Source:
    source = plan_source(reader, ask.project_id or 0, ask.today, ask.language)
    check_drawable(source.view)
    return Source(
        view=source.view,
        customer_id=source.customer_id,
        project_id=ask.project_id,
        number=source.view.number,
        mixed=source.mixed,
        left_out=tuple(plan_left_out(source.view)),
    )


def _write(view: PlanView, order: Order) -> Written:
    if view.internal:
        raise UserError("plan_internal", INTERNAL)
    return draw_plan(view, order.ending, order.progress)


def _remarks(written: "PlanWritten") -> tuple[Remark, ...]:
    return cut_remarks(written.cut)


SPEC = DocumentSpec(
    kind=DocumentKind.PLAN,
    name=N_("Project plan"),
    subject=Subject.PROJECT,
    view=PlanView,
    source=_source,
    write=_write,
    endings=("pdf", "png", "svg"),
    remarks=_remarks,
)
