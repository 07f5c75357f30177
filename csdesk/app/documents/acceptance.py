"""The acceptance sheet of a project."""

from collections.abc import Iterator

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.acceptance import acceptance_source
from csdesk.app.queries.documents import next_number
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.acceptance import AcceptanceView

NO_PROPOSAL = N_(
    "No box is ticked: a criterion is not checked yet, or one failed that the punch list does "
    "not name."
)


TOO_LONG = N_("A text is longer than a row of the sheet shows: its end is cut. Shorten it.")
LONGEST = 1100  # Latin characters of a text that is shown whole


def _source(reader: Reader, ask: Ask) -> Source:
    project_id = ask.project_id or 0
    source = acceptance_source(reader, project_id, ask.today, ask.language)
    view = source.view
    parts = (
        (not view.contract, N_("contract reference")),
        (not view.deliverables, N_("deliverables")),
        (not view.criteria, N_("criteria of acceptance")),
        (view.their_signer is None, N_("who signs for the customer")),
    )
    warnings = []
    if view.ticked is None and view.criteria:
        warnings.append(Remark(NO_PROPOSAL))
    if any(_is_long(text) for text in _texts(view)):
        warnings.append(Remark(TOO_LONG))
    return Source(
        view=view,
        customer_id=source.customer_id,
        project_id=project_id,
        number=next_number(
            reader,
            DocumentKind.ACCEPTANCE,
            customer_id=source.customer_id,
            project_id=project_id,
        ),
        left_out=tuple(Remark(text) for is_missing, text in parts if is_missing),
        warnings=tuple(warnings),
    )


def _texts(view: AcceptanceView) -> Iterator[str]:
    """Yield the texts that stand in a cell of the sheet."""
    for deliverable in view.deliverables:
        yield deliverable.title
    for criterion in view.criteria:
        yield criterion.text
        yield criterion.evidence
    for defect in view.defects:
        yield defect.title


def _is_long(text: str) -> bool:
    """Whether a text may be longer than a cell shows; a Han character is two Latin ones wide."""
    return len(text) + sum(char >= "\u2e80" for char in text) > LONGEST


def _write(view: AcceptanceView, order: Order) -> Written:
    from csdesk.reports.pdf.acceptance import write_acceptance

    return write_acceptance(view, order.translator, order.progress)


SPEC = DocumentSpec(
    kind=DocumentKind.ACCEPTANCE,
    name=N_("Acceptance sheet"),
    subject=Subject.PROJECT,
    view=AcceptanceView,
    source=_source,
    write=_write,
)
