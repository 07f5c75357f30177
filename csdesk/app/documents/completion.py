"""The completion letter of a project."""

from collections.abc import Iterator

from csdesk.app.documents.spec import Ask, DocumentSpec, Order, Source, Subject, Written
from csdesk.app.exports import Remark
from csdesk.app.queries.completion import completion_source
from csdesk.app.queries.documents import next_number
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_
from csdesk.domain.views.completion import CompletionView

NOBODY = N_("The letter is to the company: record a sponsor to write to a person.")
UNMET = N_(
    "{n} of {all} criteria have not passed: the letter lists them as open. Check them, or write "
    "them on the punch list."
)
_PARTS = (
    ("deliverables", N_("deliverables")),
    ("goals", N_("goals")),
    ("next_review", N_("next review")),
)


def _source(reader: Reader, ask: Ask) -> Source:
    project_id = ask.project_id or 0
    source = completion_source(reader, project_id, ask.today, ask.language)
    view = source.view
    return Source(
        view=view,
        customer_id=source.customer_id,
        project_id=project_id,
        number=next_number(
            reader,
            DocumentKind.COMPLETION,
            customer_id=source.customer_id,
            project_id=project_id,
        ),
        mixed=source.mixed,
        left_out=tuple(Remark(words) for name, words in _PARTS if not getattr(view, name)),
        warnings=tuple(_warnings(view)),
    )


def _warnings(view: CompletionView) -> Iterator[Remark]:
    if view.to is None:
        yield Remark(NOBODY)
    unmet = sum(point.result is not None for point in view.open_points)
    if unmet:
        yield Remark(UNMET, {"n": unmet, "all": view.criteria_all})


def _write(view: CompletionView, order: Order) -> Written:
    from csdesk.reports.pdf.completion import write_completion

    return write_completion(view, order.translator, order.progress)


SPEC = DocumentSpec(
    kind=DocumentKind.COMPLETION,
    name=N_("Completion letter"),
    subject=Subject.PROJECT,
    view=CompletionView,
    source=_source,
    write=_write,
)
