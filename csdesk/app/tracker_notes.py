"""The note that goes with a version of the tracker: as text to copy, as file, as mail draft."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from csdesk.app.exports import DocumentJob, Remark, put_document
from csdesk.app.gate import check_document
from csdesk.app.queries.tracker_note import NoteSource, note_source
from csdesk.app.targets import target_in
from csdesk.app.tracker_present import base_of
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.file_names import document_name
from csdesk.domain.records import Export
from csdesk.domain.views.tracker_note import TrackerNoteView
from csdesk.i18n import Translator

ENDINGS = (".eml", ".txt")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NO_ADDRESS = N_("The customer has no project manager with a mail address: fill in the recipient.")
NO_TRACKER = N_("The tracker {name} is not attached: attach it before you send the note.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Note:
    """A note that may leave, as text; `version` is the tracker's."""

    subject: str
    body: str
    version: int
    previous: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteResult:
    """A note that was written: where, what it says, what we should know."""

    path: Path
    note: Note
    attached: str  # name of the tracker in the draft; empty without
    warnings: tuple[Remark, ...] = ()


def read_note(store: Store, *, project_id: int, released: Collection[str] = ()) -> Note:
    """Return the note of a project's last version, after the gate; nothing is stored.

    Raises `UserError` when no version has left, and when the gate finds a leak.
    """
    with store.read() as reader:
        source = note_source(reader, project_id)
        note = _note(source.view)
        with TemporaryDirectory(prefix="csdesk-") as folder:
            path = Path(folder) / "note.txt"
            path.write_text(f"{note.subject}\n\n{note.body}", encoding="utf-8")
            check_document(
                reader,
                path,
                name=path.name,
                customer_id=source.export.customer_id,
                view=_checked(source.view),
                released=released,
            )
    return note


def note_name(store: Store, *, project_id: int, ending: str = ".eml") -> str:
    """Return the file name of a project's next note."""
    with store.read() as reader:
        return _name(note_source(reader, project_id), ending)


def write_note(
    store: Store,
    *,
    project_id: int,
    out: Path,
    tracker: Path | None = None,
    released: Collection[str] = (),
) -> NoteResult:
    """Write the note of the last version: a mail draft (.eml) with the tracker, or text (.txt).

    `out` is a file or a folder. Without `tracker` the version is looked for beside the note, under
    the name that it left with. Raises as `read_note` does.
    """
    from csdesk.reports.mail import Attachment, MailDraft, draft_bytes

    with store.read() as reader:
        source = note_source(reader, project_id)
    view = source.view
    note = _note(view)
    path = _target(out, source)
    attachments: tuple[Attachment, ...] = ()
    if path.suffix.lower() == ".eml":
        found = tracker or path.parent / source.export.file_name
        if found.is_file():
            content = found.read_bytes()
            attachments = (Attachment(found.name, content, WORKBOOK),)
        draft = MailDraft(
            subject=note.subject,
            body=note.body,
            to=view.mail,
            to_name=view.person.name if view.person else "",
            sender=view.sender.mail,
            sender_name=view.sender.name,
            attachments=attachments,
        )
        written = draft_bytes(draft)
    else:
        written = f"{note.subject}\n\n{note.body}".encode()
    job = DocumentJob(
        kind=DocumentKind.NOTE,
        customer_id=source.export.customer_id,
        project_id=project_id,
        number=view.version,
        language=view.language,
        as_of=view.as_of,
        view=_checked(view),
        released=tuple(sorted(released)),
        kept={"text": note.body},
        allowed=_texts(source.export) if attachments else (),
    )
    put_document(store, path, written, job)
    attached = attachments[0].name if attachments else ""
    return NoteResult(
        path=path, note=note, attached=attached, warnings=_warnings(source, path, attached)
    )


def _target(out: Path, source: NoteSource) -> Path:
    if not out.is_dir() and out.suffix.lower() not in ENDINGS:
        raise UserError(
            "note_ending",
            N_("“{name}” is neither a mail draft (.eml) nor a text (.txt): choose one of them."),
            name=out.name,
        )
    return target_in(out, _name(source, ".eml" if out.is_dir() else out.suffix.lower()))


def _name(source: NoteSource, ending: str) -> str:
    view = source.view
    return document_name(source.customer, "note", view.version, view.as_of, ending[1:])


def _note(view: TrackerNoteView) -> Note:
    from csdesk.reports.words.tracker_note import note_body, note_subject

    words = Translator(view.language.value)
    return Note(
        subject=note_subject(words, view),
        body=note_body(words, view),
        version=view.version,
        previous=view.previous,
    )


def _checked(view: TrackerNoteView) -> TrackerNoteView:
    """Return what the gate may let pass: reasons were typed by us and are searched for notes."""
    plain = tuple(replace(row, reason="") for row in view.otherwise)
    return replace(view, otherwise=plain)


def _texts(export: Export) -> tuple[str, ...]:
    """Return what the tracker says that goes along: it passed the gate with these words."""
    rows = [row for sheet in base_of(export).values() for row in sheet.values()]
    return tuple({value for row in rows for value in row if value})


def _warnings(source: NoteSource, path: Path, attached: str) -> tuple[Remark, ...]:
    found = []
    if path.suffix.lower() == ".eml":
        if not source.view.mail:
            found.append(Remark(NO_ADDRESS))
        if not attached:
            found.append(Remark(NO_TRACKER, {"name": source.export.file_name}))
    return tuple(found)
