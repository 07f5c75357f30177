"""Writing a plan for other programs: MS Project XML, checked like a document when it leaves."""

from csdesk.app.exports import MIXED, DocumentJob, ExportResult, Remark, put_document
from csdesk.app.plan_files import PlanAsk
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.plan_exchange import exchange_source
from csdesk.app.targets import target_in
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.errors import N_
from csdesk.domain.file_names import document_name
from csdesk.domain.progress import Progress

OURS = N_("This file is for us: it holds internal rows and notes, and no last look was taken.")
REPEATS = N_("Rows that repeat stand in the file once, by their first day: {names}.")


def export_plan_xml(store: Store, ask: PlanAsk, progress: Progress | None = None) -> ExportResult:
    """Write the plan as MS Project XML: what the customer sees, or all of it for us.

    What leaves passes the gate and is logged; an internal copy is only written.
    """
    from csdesk.reports.mspdi import write_mspdi
    from csdesk.reports.target import write_safely

    if progress is not None:
        progress.check_cancelled()
    language = Language(ask.language) if ask.language else None
    newest = store.history(limit=1)
    with store.read() as reader:
        source = exchange_source(
            reader, ask.project_id, ask.today, store.clock.now(), language,
            internal=ask.internal, head=newest[0].entry_id if newest else 0,
        )  # fmt: skip
        number = next_number(
            reader, DocumentKind.PLAN, customer_id=source.customer_id, project_id=ask.project_id
        )
    path = target_in(ask.out, document_name(source.customer, "plan", number, ask.today, "xml"))
    content = write_mspdi(source.plan)
    warnings = [Remark(MIXED)] if source.mixed else []
    repeating = [task.name for task in source.plan.tasks if task.marks.get("repeats")]
    if repeating:
        warnings.append(Remark(REPEATS, {"names": ", ".join(repeating[:12])}))
    if ask.internal:
        write_safely(path, content)
        warnings.append(Remark(OURS))
    else:
        job = DocumentJob(
            kind=DocumentKind.PLAN,
            customer_id=source.customer_id,
            project_id=ask.project_id,
            number=number,
            language=source.language,
            as_of=ask.today,
            view=source.plan,
            released=tuple(sorted(ask.released)),
        )
        put_document(store, path, content, job)
    return ExportResult(path=path, pages=0, left_out=[], warnings=warnings)
