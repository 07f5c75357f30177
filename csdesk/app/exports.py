"""Writing documents for a customer: made from the safe view, checked, put in place, logged."""

import hashlib
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from csdesk.app.documents.frozen import frozen, picture_hash, pictures_in
from csdesk.app.gate import check_file, guarded
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import DispatchWay, DocumentKind, Language
from csdesk.domain.errors import N_
from csdesk.domain.records import DocumentLog, Json
from csdesk.domain.records_delivery import Dispatch, Picture
from csdesk.domain.views.common import Sender
from csdesk.i18n import Translator

MIXED = N_("Titles that people typed stay in the language in which they were written.")
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
        params = {
            name: words.date(value) if isinstance(value, date) else value
            for name, value in self.params.items()
        }
        return words.text(self.message, **params)


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportResult:
    """A written document: where, how long, which pages had no data, what we should know."""

    path: Path
    pages: int
    left_out: list[Remark]
    warnings: list[Remark]
    document_id: int = 0  # in the log


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
) -> int:
    """Check the finished file, log it with its frozen snapshot, put it in place; return its id.

    It is logged and in its place, or neither. A picture holds no words to search: the gate reads
    the PDF that it was `drawn_from`.
    """
    from csdesk.reports.target import staged_file

    with staged_file(path) as staged, ExitStack() as stack:
        staged.path.write_bytes(content)
        searched = staged.path
        if drawn_from:
            folder = stack.enter_context(TemporaryDirectory(prefix="csdesk-"))
            searched = Path(folder) / "drawn.pdf"
            searched.write_bytes(drawn_from)
        with store.read() as reader:
            known = guarded(reader, job.customer_id)
        check_file(
            known, searched, name=path.name, view=(job.view, job.allowed), released=job.released
        )
        with store.write(
            f"export.{job.kind.value}", customer_id=job.customer_id, undoable=False, n=job.number
        ) as unit:
            document_id = log_written(unit, path, hashlib.sha256(content).hexdigest(), job)
            staged.put()
    return document_id


def log_written(unit: Unit, path: Path, sha256: str, job: DocumentJob) -> int:
    """Record that a document was written, with all that it takes to make it again."""
    names: list[Json] = [*job.released]
    for picture in pictures_in(job.view):
        if unit.first(Picture, sha256=picture_hash(picture)) is None:
            unit.add(Picture(sha256=picture_hash(picture), content=picture))
    return log_document(
        unit,
        path,
        DocumentLog(
            customer_id=job.customer_id,
            project_id=job.project_id,
            kind=job.kind,
            language=job.language,
            file_name=path.name,
            made_at=unit.now,
            as_of=job.as_of,
            number=job.number,
            snapshot={**job.kept, "view": frozen(job.view), "released": names},
            sha256=sha256,
        ),
    )


def log_document(unit: Unit, path: Path, log: DocumentLog) -> int:
    """Record a document that was written, and where it was saved; return its id."""
    stored = unit.add(log)
    unit.add(
        Dispatch(
            customer_id=log.customer_id,
            document_id=stored.id,
            at=log.made_at,
            way=DispatchWay.SAVED,
            place=str(path.resolve()),
            sha256=log.sha256,
            by=unit.actor.name,
        )
    )
    return stored.id


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
