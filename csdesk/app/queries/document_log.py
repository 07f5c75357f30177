"""The log of documents: what went to whom, when, how, in which version, and where its file lies."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import DispatchWay, DocumentForm, DocumentKind, Language
from csdesk.domain.labels import DOCUMENT_KIND_LABELS
from csdesk.domain.records import Customer, DocumentLog, Project
from csdesk.domain.records_delivery import Dispatch

SHORT_HASH = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """One way that a document went: when, how, to whom, by whom, and where its file was put."""

    at: datetime
    way: DispatchWay
    people: tuple[tuple[str, str], ...]  # names with mail addresses
    place: str
    sha256: str
    by: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LoggedDocument:
    """A document that was written, with the ways it went, the last one first."""

    id: int
    customer_id: int
    customer: str
    project_id: int | None
    project: str
    kind: DocumentKind
    number: int
    language: Language
    as_of: date
    made_at: datetime
    file_name: str
    sha256: str
    sent: tuple[Sent, ...]
    form: DocumentForm = DocumentForm.FULL

    @property
    def last(self) -> Sent | None:
        """The last thing that was done with it."""
        return self.sent[0] if self.sent else None

    @property
    def can_be_made_again(self) -> bool:
        """Whether csdesk makes documents of this kind and format again."""
        from csdesk.app.documents.registry import is_made_again

        return is_made_again(self.kind, self.file_name)

    @property
    def people(self) -> tuple[str, ...]:
        """Everybody it went to by mail, each once."""
        return tuple(dict.fromkeys(name or mail for one in self.sent for name, mail in one.people))

    @property
    def short_hash(self) -> str:
        """The beginning of the file's hash, enough to tell files apart by eye."""
        return self.sha256[:SHORT_HASH]


def kind_name(kind: DocumentKind) -> str:
    """Return the msgid of a kind's name."""
    return DOCUMENT_KIND_LABELS[kind]


def document_log(
    store: Store, *, customer_id: int | None = None, kind: DocumentKind | None = None
) -> list[LoggedDocument]:
    """Return the documents that were written, the last first; of a customer, of a kind or all."""
    with store.read() as reader:
        return read_log(reader, customer_id=customer_id, kind=kind)


def logged_document(store: Store, *, document_id: int) -> LoggedDocument:
    """Return one document of the log; UserError `not_found` without it."""
    with store.read() as reader:
        log = reader.get(DocumentLog, document_id)
        return _with_ways(reader, [log])[0]


def read_log(
    reader: Reader, *, customer_id: int | None = None, kind: DocumentKind | None = None
) -> list[LoggedDocument]:
    """Return what `document_log` returns, within a read that is under way."""
    equals = {"customer_id": customer_id, "kind": kind}
    wanted = {name: value for name, value in equals.items() if value is not None}
    return _with_ways(reader, reader.find(DocumentLog, order_by=("-made_at", "-id"), **wanted))


def _with_ways(reader: Reader, logs: Sequence[DocumentLog]) -> list[LoggedDocument]:
    if not logs:
        return []
    whose = {log.customer_id for log in logs}
    place: dict[str, Any] = {"customer_id": whose}
    customers = {one.id: one.name for one in reader.find(Customer, id=whose)}
    projects: Mapping[int, str] = {
        project.id: project.code or project.name for project in reader.find(Project, **place)
    }
    ways: dict[int, list[Sent]] = {}
    for dispatch in reader.find(Dispatch, order_by=("-at", "-id"), **place):
        ways.setdefault(dispatch.document_id, []).append(_sent(dispatch))
    return [
        LoggedDocument(
            id=log.id,
            customer_id=log.customer_id,
            customer=customers.get(log.customer_id, ""),
            project_id=log.project_id,
            project=projects.get(log.project_id or 0, ""),
            kind=log.kind,
            number=log.number,
            language=log.language,
            as_of=log.as_of,
            made_at=log.made_at,
            file_name=log.file_name,
            sha256=log.sha256,
            sent=tuple(ways.get(log.id, ())),
            form=form_of(log),
        )
        for log in logs
    ]


def form_of(log: DocumentLog) -> DocumentForm:
    """Return the form in which a document left, as its snapshot keeps it; without one the full."""
    kept = log.snapshot.get("ask") if isinstance(log.snapshot, dict) else None
    form = kept.get("form") if isinstance(kept, dict) else None
    return DocumentForm.SHORT if form == DocumentForm.SHORT.value else DocumentForm.FULL


def _sent(dispatch: Dispatch) -> Sent:
    people = dispatch.recipients if isinstance(dispatch.recipients, list) else []
    return Sent(
        at=dispatch.at,
        way=dispatch.way,
        people=tuple(
            (str(one.get("name", "")), str(one.get("mail", "")))
            for one in people
            if isinstance(one, dict)
        ),
        place=dispatch.place,
        sha256=dispatch.sha256,
        by=dispatch.by,
    )


@dataclass(frozen=True, slots=True)
class FoundFile:
    """Where the file of a logged document lies; `changed` says that it is not what was logged."""

    path: Path
    changed: bool


def find_file(document: LoggedDocument, folder: Path) -> FoundFile | None:
    """Return the document's file: where it was put, else under its name in `folder`, else None.

    A file with the bytes of the log goes before one that was changed since.
    """
    hashes = {document.sha256} | {one.sha256 for one in document.sent}
    places = [Path(one.place) for one in document.sent if one.way is DispatchWay.SAVED]
    places.append(folder / document.file_name)
    places += [folder / place.name for place in places[:-1]]
    changed: Path | None = None
    for path in dict.fromkeys(places):
        try:
            content = path.read_bytes() if path.is_file() else None
        except OSError:
            continue  # of another machine, or not for us to read
        if content is None:
            continue
        if hashlib.sha256(content).hexdigest() in hashes:
            return FoundFile(path, changed=False)
        changed = changed or path
    return FoundFile(changed, changed=True) if changed is not None else None
