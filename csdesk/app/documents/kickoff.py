"""The deck of a kickoff, as pages or as slides."""

from typing import TYPE_CHECKING

from csdesk.app.documents import packs
from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.kickoff import kickoff_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.kickoff import KickoffView

if TYPE_CHECKING:
    from csdesk.reports.pdf.pack import WrittenPack


def _source(reader: Reader, ask: Ask) -> Source:
    project_id = ask.project_id or 0
    source = kickoff_source(reader, project_id, ask.today, ask.language)
    return Source(
        view=source.view,
        customer_id=source.customer_id,
        project_id=project_id,
        number=next_number(
            reader, DocumentKind.KICKOFF, customer_id=source.customer_id, project_id=project_id
        ),
        mixed=source.mixed,
    )


def _write(view: KickoffView, order: Order) -> Written:
    from csdesk.reports.pdf.kickoff import kickoff_pack

    return packs.write(kickoff_pack(view, order.translator), order)


def _left_out(written: "WrittenPack") -> tuple[Remark, ...]:
    from csdesk.reports.words.kickoff import PAGE_NAMES

    return packs.left_out(written, PAGE_NAMES)


SPEC = DocumentSpec(
    kind=DocumentKind.KICKOFF,
    name=N_("Kickoff deck"),
    subject=Subject.PROJECT,
    view=KickoffView,
    source=_source,
    write=_write,
    endings=packs.ENDINGS,
    left_out=_left_out,
)
