"""Writing documents for a customer: made from the safe view, checked, put in place, logged."""

import dataclasses
import hashlib
from collections.abc import Collection, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from csdesk.app.gate import check_document
from csdesk.app.targets import target_in
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.errors import N_
from csdesk.domain.file_names import document_name
from csdesk.domain.progress import Progress
from csdesk.domain.records import DocumentLog, Json
from csdesk.domain.views.common import Sender
from csdesk.i18n import Translator

MIXED = N_("Titles that people typed stay in the language in which they were written.")
ONLY_COVER = N_("The pack is only a cover yet: make a plan, or record goals or outcomes first.")
NO_MAIL = N_("The footer has no mail address: give the customer's owner one.")
NO_PHONE = N_("The footer has no phone number: give the customer's owner one.")
NO_GLYPH = N_("No font has these characters; their names stand in their place: {names}.")


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence for us, never in the document: an English msgid and what fills it."""

    message: str
    params: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.message.format(**self.params)

    def text(self, words: Translator) -> str:
        """Return the sentence in a language."""
        return words.text(self.message, **self.params)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportResult:
    """A written document: where, how long, which pages had no data, what we should know."""

    path: Path
    pages: int
    left_out: list[Remark]
    warnings: list[Remark]


def export_status(
    store: Store,
    *,
    project_id: int,
    out: Path,
    today: date,
    language: str | None = None,
    released: Collection[str] = (),
    progress: Progress | None = None,
) -> ExportResult:
    """Write the next status report of a project to `out`, a file or a folder.

    The file appears only after the gate; `released` are names of other customers that a person
    let pass. Raises `UserError` when the target cannot be written or the gate finds a leak.
    """
    from csdesk.app.queries.status_done import DONE_ROWS
    from csdesk.app.queries.status_report import status_source
    from csdesk.reports.pdf.status import write_status

    with store.read() as reader:
        source = status_source(reader, project_id, today, _language(language))
    view = source.view
    path = target_in(out, document_name(view.customer.name, "status", view.number, today, "pdf"))
    written = write_status(view, Translator(view.language.value), progress)
    job = DocumentJob(
        kind=DocumentKind.STATUS,
        customer_id=source.customer_id,
        project_id=project_id,
        number=view.number,
        language=view.language,
        as_of=today,
        view=view,
        released=tuple(sorted(released)),
        kept={DONE_ROWS: [*source.done_rows]},
    )
    put_document(store, path, written.content, job)
    left_out = [
        Remark(text)
        for missing, text in (
            (not view.milestones, N_("milestones and time line")),
            (not view.risks, N_("risks")),
            (not view.decisions, N_("decisions")),
            (view.next_meeting is None, N_("next meeting")),
        )
        if missing
    ]
    return ExportResult(
        path=path,
        pages=written.pages,
        left_out=left_out,
        warnings=document_warnings(view.sender, written.missing, mixed=source.mixed),
    )


def export_qbr(
    store: Store,
    *,
    customer_id: int,
    out: Path,
    today: date,
    language: str | None = None,
    released: Collection[str] = (),
    progress: Progress | None = None,
) -> ExportResult:
    """Write the business review pack of a customer to `out`, a file or a folder.

    A page without data is left out and named in `left_out`. Raises as `export_status` does.
    """
    from csdesk.app.queries.business_review import qbr_source
    from csdesk.app.queries.documents import next_number
    from csdesk.reports.pdf.qbr import write_qbr
    from csdesk.reports.words.qbr import PAGE_NAMES

    with store.read() as reader:
        source = qbr_source(reader, customer_id, today, _language(language))
        number = next_number(reader, DocumentKind.QBR, customer_id=customer_id)
    view = source.view
    path = target_in(out, document_name(view.customer.name, "qbr", number, today, "pdf"))
    written = write_qbr(view, Translator(view.language.value), progress)
    job = DocumentJob(
        kind=DocumentKind.QBR,
        customer_id=customer_id,
        project_id=None,
        number=number,
        language=view.language,
        as_of=today,
        view=view,
        released=tuple(sorted(released)),
    )
    put_document(store, path, written.content, job)
    warnings = document_warnings(view.sender, written.missing, mixed=source.mixed)
    if written.pages == 1:
        warnings.insert(0, Remark(ONLY_COVER))
    return ExportResult(
        path=path,
        pages=written.pages,
        left_out=[Remark(PAGE_NAMES[code]) for code in written.left_out],
        warnings=warnings,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentJob:
    """What the gate and the log must know about a document."""

    kind: DocumentKind
    customer_id: int
    project_id: int | None
    number: int
    language: Language
    as_of: date
    view: object
    released: tuple[str, ...]
    kept: Mapping[str, Json] = field(default_factory=dict)  # of the snapshot, beside the view
    allowed: tuple[str, ...] = ()  # texts besides the view's that may stand in it: an attachment's


def put_document(
    store: Store, path: Path, content: bytes, job: DocumentJob, *, drawn_from: bytes = b""
) -> None:
    """Check the finished file, log it with its frozen snapshot, put it in place.

    A picture holds no words to search: the gate reads the PDF that it was `drawn_from`.
    """
    from csdesk.reports.target import safe_target

    with safe_target(path) as temporary, ExitStack() as stack:
        temporary.write_bytes(content)
        searched = temporary
        if drawn_from:
            folder = stack.enter_context(TemporaryDirectory(prefix="csdesk-"))
            searched = Path(folder) / "drawn.pdf"
            searched.write_bytes(drawn_from)
        with store.read() as reader:
            check_document(
                reader,
                searched,
                name=path.name,
                customer_id=job.customer_id,
                view=(job.view, job.allowed),
                released=job.released,
            )
        names: list[Json] = [*job.released]
        with store.write(
            f"export.{job.kind.value}", customer_id=job.customer_id, undoable=False, n=job.number
        ) as unit:
            unit.add(
                DocumentLog(
                    customer_id=job.customer_id,
                    project_id=job.project_id,
                    kind=job.kind,
                    language=job.language,
                    file_name=path.name,
                    made_at=store.clock.now(),
                    as_of=job.as_of,
                    number=job.number,
                    snapshot={**job.kept, "view": frozen(job.view), "released": names},
                    sha256=hashlib.sha256(content).hexdigest(),
                )
            )


def frozen(value: object) -> Json:
    """Return a view as plain JSON; pictures are kept by their hash."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: frozen(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [frozen(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): frozen(one) for key, one in value.items()}
    message = f"cannot freeze {type(value).__name__}"
    raise TypeError(message)


def _language(code: str | None) -> Language | None:
    return Language(code) if code else None


def document_warnings(sender: Sender, missing: Mapping[str, str], *, mixed: bool) -> list[Remark]:
    """Return what we should know about any document: its language, its footer, its characters."""
    found = []
    if mixed:
        found.append(Remark(MIXED))
    if not sender.mail:
        found.append(Remark(NO_MAIL))
    if not sender.phone:
        found.append(Remark(NO_PHONE))
    if missing:
        names = ", ".join(sorted(set(missing.values()))[:12])
        found.append(Remark(NO_GLYPH, {"names": names}))
    return found
