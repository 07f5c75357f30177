"""The success story of a customer."""

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.story import check_consent, story_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.story import StoryView

COVERS = N_("The consent of {name}, {day}, covers: {covers}")


def _source(reader: Reader, ask: Ask) -> Source:
    customer_id = ask.customer_id or 0
    view = story_source(reader, customer_id, ask.today, ask.language)
    consent = view.consent
    covered = {"name": consent.given_by, "day": consent.given_on, "covers": consent.covers}
    return Source(
        view=view,
        customer_id=customer_id,
        number=next_number(reader, DocumentKind.STORY, customer_id=customer_id),
        left_out=() if view.quote is not None else (Remark(N_("quote")),),
        warnings=(Remark(COVERS, covered),),
    )


def _write(view: StoryView, order: Order) -> Written:
    from csdesk.reports.pdf.story import write_story

    return write_story(view, order.translator, order.progress)


SPEC = DocumentSpec(
    kind=DocumentKind.STORY,
    name=N_("Success story"),
    subject=Subject.CUSTOMER,
    view=StoryView,
    source=_source,
    write=_write,
    may_leave=check_consent,
)
