"""The text of an escalation, ready to be read, changed and sent (D7)."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from csdesk.app.commands.dispatches import dispatch
from csdesk.app.exports import DocumentJob, put_document
from csdesk.app.gate import check_document
from csdesk.app.queries.documents import next_number
from csdesk.app.queries.efforts import list_efforts
from csdesk.app.queries.escalation import escalation
from csdesk.app.targets import target_in
from csdesk.data.store import Store
from csdesk.domain.codes import DispatchWay, DocumentKind, Language, MeetingKind
from csdesk.domain.file_names import document_name
from csdesk.domain.obstacles import Obstacle
from csdesk.domain.records import Customer
from csdesk.domain.views.escalation import EscalationView
from csdesk.i18n import Translator
from csdesk.reports.mail import MailDraft, draft_bytes
from csdesk.reports.words.escalation import (
    effort_line,
    escalation_body,
    escalation_subject,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class EscalationText:
    """A proposed mail; `to` is empty for a sponsor without an address, or without a sponsor."""

    to: str
    name: str
    subject: str
    body: str
    language: Language
    obstacle: Obstacle


def write_escalation(
    store: Store,
    customer_id: int,
    *,
    kind: MeetingKind,
    project_id: int | None = None,
    language: Language | None = None,
) -> EscalationText:
    """Return the text for meetings of a kind that fell through twice or more in a row.

    In the customer's language unless said; stores nothing. Raises `UserError` before that.
    """
    source = escalation(store, customer_id, kind=kind, project_id=project_id, language=language)
    view = source.view
    words = Translator(view.language.value)
    return EscalationText(
        to=source.mail,
        name=view.to.name if view.to else "",
        subject=escalation_subject(words, view),
        body=escalation_body(words, view),
        language=view.language,
        obstacle=source.obstacle,
    )


def escalation_name(store: Store, customer_id: int) -> str:
    """Return the file name of the next mail draft."""
    with store.read() as reader:
        customer = reader.get(Customer, customer_id)
        number = next_number(reader, DocumentKind.ESCALATION, customer_id=customer_id)
    return document_name(customer.name, "escalation", number, store.today(), "eml")


def check_escalation(
    store: Store, customer_id: int, *, text: EscalationText, released: Collection[str] = ()
) -> None:
    """Search the text as it stands now for what must not leave; `UserError` for a leak."""
    view = _view(store, customer_id, text)
    with TemporaryDirectory(prefix="csdesk-") as folder:
        path = Path(folder) / "escalation.txt"
        path.write_text(f"{text.subject}\n\n{text.body}", encoding="utf-8")
        _check(store, customer_id, path, path.name, view, released)


def draft_escalation(
    store: Store,
    customer_id: int,
    *,
    text: EscalationText,
    out: Path,
    released: Collection[str] = (),
) -> Path:
    """Write the text as it stands now as a mail draft into `out`, a file or a folder, and log it.

    Without an address the recipient is left open. Raises `UserError` for a leak, and if the
    meetings no longer fall through; nothing is logged then.
    """
    view = _view(store, customer_id, text)
    draft = MailDraft(
        subject=text.subject,
        body=text.body,
        to=text.to,
        to_name=text.name,
        sender=view.sender.mail,
        sender_name=view.sender.name,
    )
    content = draft_bytes(draft)
    path = target_in(out, escalation_name(store, customer_id))
    with store.read() as reader:
        number = next_number(reader, DocumentKind.ESCALATION, customer_id=customer_id)
    job = DocumentJob(
        kind=DocumentKind.ESCALATION,
        customer_id=customer_id,
        project_id=None,
        number=number,
        language=text.language,
        as_of=view.today,
        view=view,
        released=tuple(sorted(released)),
        kept={"subject": text.subject, "body": text.body},
    )
    document_id = put_document(store, path, content, job)
    if text.to:
        dispatch(
            store, document_id=document_id, way=DispatchWay.DRAFTED,
            recipients=((text.name, text.to),), place=str(path.resolve()),
        )  # fmt: skip
    return path


def _view(store: Store, customer_id: int, text: EscalationText) -> EscalationView:
    about = text.obstacle
    return escalation(
        store,
        customer_id,
        kind=about.kind,
        project_id=about.project_id,
        language=text.language,
    ).view


def _check(
    store: Store,
    customer_id: int,
    path: Path,
    name: str,
    view: EscalationView,
    released: Collection[str],
) -> None:
    with store.read() as reader:
        check_document(
            reader, path, name=name, customer_id=customer_id, view=view, released=released
        )


def effort_lines(
    store: Store, customer_id: int, words: Translator, *, project_id: int | None = None
) -> list[str]:
    """Return what was tried so far, one line each, the latest first."""
    found = list_efforts(
        store, customer_id, project_id=project_id, language=Language(words.language)
    )
    today = store.today()
    return [effort_line(words, one, words.near_date(one.day, today)) for one in reversed(found)]
