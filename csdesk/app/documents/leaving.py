"""How a document leaves after it was saved: again as it was, in the draft of a mail, as mail text.

Each passes the gate first; a file is in its place and written down, or neither.
"""

import hashlib
from collections.abc import Collection, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from csdesk.app.commands.dispatches import dispatch
from csdesk.app.documents.make import Made
from csdesk.app.gate import check_document
from csdesk.app.mail_texts import MailText, mail_text
from csdesk.app.targets import target_in
from csdesk.data.store import Store
from csdesk.domain.codes import DispatchWay
from csdesk.reports.mail import Attachment, MailDraft, draft_bytes
from csdesk.reports.target import staged_file

TYPES: Final = {
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def put_again(
    store: Store, document_id: int, made: Made, out: Path, *, released: Collection[str] = ()
) -> Path:
    """Check a document that was made again, put it into `out` and log that; return where it lies.

    The log keeps one document, with one more way that it went. Raises as `put_made` does.
    """
    path = target_in(out, made.file_name)
    with staged_file(path) as staged:
        staged.path.write_bytes(made.content)
        _check_made(store, made, staged.path, path.name, released)
        dispatch(
            store,
            document_id=document_id,
            way=DispatchWay.SAVED,
            place=str(path.resolve()),
            sha256=_hash(made),
            put=staged.put,
        )
    return path


def read_mail(
    store: Store,
    made: Made,
    *,
    people: Sequence[str] | None = None,
    released: Collection[str] = (),
) -> MailText:
    """Return the mail that goes with a document to these people, after the gate; stores nothing.

    Without `people` it greets whom it is meant for.
    """
    mail = mail_text(store, made, people)
    with TemporaryDirectory(prefix="csdesk-") as folder:
        path = Path(folder) / "mail.txt"
        path.write_text(f"{mail.subject}\n\n{mail.body}", encoding="utf-8")
        _check(store, made, path, path.name, released)
    return mail


def copy_mail(
    store: Store, made: Made, *, document_id: int, released: Collection[str] = ()
) -> MailText:
    """Return the mail that goes with a document, to be copied, and log that.

    Raises `UserError` "mail_missing" for a mail that lacks a value.
    """
    mail = read_mail(store, made, released=released)
    mail.check_whole()
    dispatch(store, document_id=document_id, way=DispatchWay.COPIED, sha256=_hash(made))
    return mail


def write_draft(
    store: Store,
    made: Made,
    *,
    document_id: int,
    file: Path,
    recipients: Sequence[tuple[str, str]],
    released: Collection[str] = (),
) -> Path:
    """Write the draft of a mail beside the saved `file`, with the file in it; log who gets it.

    `recipients` are names with addresses; without any the person fills them in. Returns where the
    draft lies. Raises `UserError` "mail_missing" for a mail that lacks a value.
    """
    mail = mail_text(store, made, [name for name, _ in recipients] or None)
    mail.check_whole()
    sender = made.view.sender
    draft = MailDraft(
        subject=mail.subject,
        body=mail.body,
        people=tuple(recipients),
        sender=sender.mail,
        sender_name=sender.name,
        attachments=(Attachment(file.name, made.content, TYPES[made.ask.ending]),),
    )
    path = file.with_suffix(".eml")
    with staged_file(path) as staged:
        staged.path.write_bytes(draft_bytes(draft))
        _check(store, made, staged.path, path.name, released)
        dispatch(
            store,
            document_id=document_id,
            way=DispatchWay.DRAFTED,
            recipients=recipients,
            place=str(path.resolve()),
            sha256=_hash(made),
            put=staged.put,
        )
    return path


def _check_made(store: Store, made: Made, path: Path, name: str, released: Collection[str]) -> None:
    """Let the gate read a document; of a picture the PDF that it was drawn from."""
    if not made.drawn_from:
        _check(store, made, path, name, released)
        return
    with TemporaryDirectory(prefix="csdesk-") as folder:
        drawn = Path(folder) / "drawn.pdf"
        drawn.write_bytes(made.drawn_from)
        _check(store, made, drawn, name, released)


def _check(store: Store, made: Made, path: Path, name: str, released: Collection[str]) -> None:
    with store.read() as reader:
        check_document(
            reader,
            path,
            name=name,
            customer_id=made.source.customer_id,
            view=made.view,
            released=released,
        )


def _hash(made: Made) -> str:
    return hashlib.sha256(made.content).hexdigest()
