"""The welcome letter to a customer that has signed."""

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.welcome import welcome_source
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.welcome import WelcomeView

NOBODY = N_(
    "The letter is to the company: record a sponsor or a project manager to write to a person."
)
LONG_AGO = N_("The signing was {n} days ago: a welcome letter is for the first days.")
_FIRST_DAYS = 30
_PARTS = (
    ("goals", N_("goals")),
    ("milestones", N_("milestones and time line")),
    ("next_meeting", N_("next meeting")),
)


def _source(reader: Reader, ask: Ask) -> Source:
    customer_id = ask.customer_id or 0
    source = welcome_source(reader, customer_id, ask.today, ask.language, ask.project_id)
    view = source.view
    return Source(
        view=view,
        customer_id=customer_id,
        project_id=source.project_id,
        number=next_number(
            reader,
            DocumentKind.WELCOME,
            customer_id=customer_id,
            project_id=source.project_id,
        ),
        mixed=source.mixed,
        left_out=tuple(Remark(words) for name, words in _PARTS if not getattr(view, name)),
        warnings=_warnings(view),
    )


def _warnings(view: WelcomeView) -> tuple[Remark, ...]:
    found = [] if view.to is not None else [Remark(NOBODY)]
    days = 0 if view.signed_on is None else (view.today - view.signed_on).days
    if days > _FIRST_DAYS:
        found.append(Remark(LONG_AGO, {"n": days}))
    return tuple(found)


def _write(view: WelcomeView, order: Order) -> Written:
    from csdesk.reports.pdf.welcome import write_welcome

    return write_welcome(view, order.translator, order.progress)


SPEC = DocumentSpec(
    kind=DocumentKind.WELCOME,
    name=N_("Welcome letter"),
    subject=Subject.CUSTOMER,
    view=WelcomeView,
    source=_source,
    write=_write,
)
