"""Making a document: read its view, write it in memory, then put it where it belongs."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from csdesk.app.documents.frozen import thawed, with_pictures
from csdesk.app.documents.registry import ending_of, is_made_again, short_kinds, spec_of
from csdesk.app.documents.spec import Ask, Order, Source, Subject, View, Written
from csdesk.app.exports import (
    DocumentJob,
    ExportResult,
    Remark,
    document_warnings,
    put_document,
)
from csdesk.app.resolve import find_project
from csdesk.app.targets import target_in
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentForm, DocumentKind, Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.file_names import document_name
from csdesk.domain.progress import Progress
from csdesk.domain.records import Customer, DocumentLog
from csdesk.i18n import Translator

ONLY_COVER = N_("The pack is only a cover yet: make a plan, or record goals or outcomes first.")
_ASK = "ask"  # in a snapshot: form, format and subject


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A document in memory, with what it was made from and what we should know about it."""

    ask: Ask
    source: Source
    file_name: str
    content: bytes
    pages: int
    left_out: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    drawn_from: bytes = b""  # the PDF of a picture, which holds no words to search

    @property
    def searched(self) -> tuple[str, bytes]:
        """The file that the gate reads, by its ending."""
        return ("pdf", self.drawn_from) if self.drawn_from else (self.ask.ending, self.content)

    @property
    def view(self) -> View:
        """What the customer reads in it."""
        view: View = self.source.view
        return view


def make_document(store: Store, ask: Ask, progress: Progress | None = None) -> Made:
    """Return the next document of its kind; stores nothing.

    One of a project that names none is of the customer's only one. Raises `UserError`
    "document_ending" and "document_form" for a format or form that the kind does not have,
    "no_project" for a customer without a plan, and what the source raises where there is nothing
    to write about.
    """
    spec = spec_of(ask.kind)
    if ask.form is DocumentForm.SHORT and not spec.has_short_form:
        raise UserError(
            "document_form",
            N_("This document has no short form; these have one: {kinds}."),
            kinds=", ".join(kind.value for kind in short_kinds()),
        )
    if ask.ending not in spec.endings:
        raise UserError(
            "document_ending",
            N_("This document is written as {endings}; “{ending}” is none of them."),
            endings=", ".join(f".{one}" for one in spec.endings),
            ending=f".{ask.ending}",
        )
    with store.read() as reader:
        if spec.subject is Subject.PROJECT and ask.project_id is None:
            customer = reader.get(Customer, ask.customer_id or 0)
            ask = replace(ask, project_id=find_project(reader, customer).id)
        source = spec.source(reader, ask)
    return made_from(ask, source, progress)


def made_from(ask: Ask, source: Source, progress: Progress | None = None) -> Made:
    """Return the document that a source is read for; needs no store."""
    return _made(ask, source, _written(ask, source.view, progress))


def _written(ask: Ask, view: View, progress: Progress | None) -> Written:
    order = Order(
        translator=Translator(view.language.value),
        ending=ask.ending,
        form=ask.form,
        progress=progress,
    )
    return spec_of(ask.kind).write(view, order)


def _made(ask: Ask, source: Source, written: Written) -> Made:
    spec = spec_of(ask.kind)
    view: View = source.view
    warnings = [*source.warnings]
    warnings += document_warnings(view.sender, written.missing, mixed=source.mixed)
    if ask.kind is DocumentKind.QBR and written.pages == 1:
        warnings.insert(0, Remark(ONLY_COVER))
    name = document_name(view.customer.name, ask.kind.value, source.number, ask.today, ask.ending)
    return Made(
        ask=ask,
        source=source,
        file_name=name,
        content=written.content,
        pages=written.pages,
        left_out=(*source.left_out, *spec.left_out(written)),
        warnings=(*warnings, *spec.remarks(written)),
        drawn_from=getattr(written, "drawn_from", b""),
    )


def put_made(
    store: Store, made: Made, out: Path, *, released: Collection[str] = ()
) -> ExportResult:
    """Check a made document, log it and put it into `out`, a file or a folder.

    `released` are names of other customers that a person let pass. Raises `UserError` when the
    target cannot be written or the gate finds a leak.
    """
    path = target_in(out, made.file_name)
    job = job_of(made, released)
    document_id = put_document(store, path, made.content, job, drawn_from=made.drawn_from)
    return ExportResult(
        path=path,
        pages=made.pages,
        left_out=list(made.left_out),
        warnings=list(made.warnings),
        document_id=document_id,
    )


def job_of(made: Made, released: Collection[str] = ()) -> DocumentJob:
    """Return what the gate and the log must know about a made document."""
    ask, source = made.ask, made.source
    return DocumentJob(
        kind=ask.kind,
        customer_id=source.customer_id,
        project_id=source.project_id,
        number=source.number,
        language=made.view.language,
        as_of=ask.today,
        view=source.view,
        released=tuple(sorted(released)),
        kept={
            **source.kept,
            _ASK: {"form": ask.form.value, "ending": ask.ending, "subject_id": ask.subject_id},
        },
    )


def export_document(
    store: Store,
    kind: DocumentKind,
    *,
    out: Path,
    today: date,
    customer_id: int | None = None,
    project_id: int | None = None,
    subject_id: int | None = None,
    language: str | None = None,
    form: DocumentForm = DocumentForm.FULL,
    ending: str = "pdf",
    released: Collection[str] = (),
    progress: Progress | None = None,
) -> ExportResult:
    """Write the next document of a kind to `out`, a file or a folder; see `put_made`.

    A file's ending decides the format; in a folder it is `ending`.
    """
    if not out.is_dir() and out.suffix.lower().lstrip(".") in spec_of(kind).endings:
        ending = out.suffix.lower().lstrip(".")
    ask = Ask(
        kind=kind,
        today=today,
        customer_id=customer_id,
        project_id=project_id,
        subject_id=subject_id,
        language=Language(language) if language else None,
        form=form,
        ending=ending,
    )
    return put_made(store, make_document(store, ask, progress), out, released=released)


def make_again(store: Store, document_id: int, progress: Progress | None = None) -> Made:
    """Return a document that left, made again from its frozen snapshot and not from today's data.

    Raises `UserError` "document_no_again" for a kind or a format that is not made again,
    "document_not_kept" for one whose snapshot cannot be read any more, and what the kind says where
    such a document may not leave any more.
    """
    with store.read() as reader:
        log = reader.get(DocumentLog, document_id)
        if not is_made_again(log.kind, log.file_name):
            raise UserError(
                "document_no_again",
                N_("“{name}” cannot be made again: send the file itself, or write a new one."),
                name=log.file_name,
            )
        spec = spec_of(log.kind)
        if spec.may_leave is not None:
            spec.may_leave(reader, log.customer_id, reader.day())
        snapshot = log.snapshot if isinstance(log.snapshot, dict) else {}
        try:
            view = thawed(spec.view, with_pictures(reader, snapshot.get("view")))
        except (TypeError, ValueError, KeyError) as error:
            raise UserError(
                "document_not_kept",
                N_(
                    "“{name}” was written by a version that kept too little to make it again. "
                    "Send the file itself, or make a new document."
                ),
                name=log.file_name,
            ) from error
    kept = snapshot.get(_ASK)
    asked = kept if isinstance(kept, dict) else {}
    subject = asked.get("subject_id")
    ask = Ask(
        kind=log.kind,
        today=log.as_of,
        customer_id=log.customer_id,
        project_id=log.project_id,
        subject_id=subject if isinstance(subject, int) else None,
        language=log.language,
        form=DocumentForm(str(asked.get("form", DocumentForm.FULL.value))),
        ending=str(asked.get("ending", ending_of(log.file_name))),
    )
    source = Source(
        view=view, customer_id=log.customer_id, project_id=log.project_id, number=log.number
    )
    made = _made(ask, source, _written(ask, source.view, progress))
    return Made(
        ask=made.ask,
        source=made.source,
        file_name=log.file_name,
        content=made.content,
        pages=made.pages,
        left_out=(),
        warnings=(),
        drawn_from=made.drawn_from,
    )
