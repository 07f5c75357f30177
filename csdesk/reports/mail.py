"""Mail drafts: an .eml that the system's mail program opens for sending, with plain text."""

import hashlib
import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

CALENDAR: Final = "text/calendar"
_BREAKS = re.compile(r"[\r\n\t\v\f\x00-\x1f\x7f\u0085\u2028\u2029]+")
_METHOD = re.compile(rb"^METHOD:([A-Z]+)\r?$", re.MULTILINE)
_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class MailDraft:
    """A mail before it is sent; without `to` the recipient is left to the sender.

    `people` are further recipients, names with addresses.
    """

    subject: str
    body: str
    to: str = ""
    to_name: str = ""
    people: tuple[tuple[str, str], ...] = ()
    sender: str = ""
    sender_name: str = ""
    attachments: tuple["Attachment", ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along: its name, what is in it, its type such as `text/plain`.

    A text is in UTF-8. A calendar's part says what its file asks for, as programs expect of it.
    """

    name: str
    content: bytes
    type: str


def is_address(mail: str) -> bool:
    """Whether a text is one plain mail address, in the letters that every mail server takes."""
    return _ADDRESS.fullmatch(mail.strip()) is not None


def draft_bytes(draft: MailDraft) -> bytes:
    """Return the file of a draft; the same draft gives the same bytes.

    `X-Unsent` opens it for writing instead of reading. It has no date, which the mail program sets
    when it is sent. An address that cannot be one is left out; a line break cannot begin a header.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    if is_address(draft.sender):
        message["From"] = _address(draft.sender_name, draft.sender)
    meant = ((draft.to_name, draft.to), *draft.people)
    people = [_address(name, mail) for name, mail in meant if is_address(mail)]
    if people:
        message["To"] = people
    message["Subject"] = _one_line(draft.subject)
    message.set_content(draft.body, charset="utf-8", cte="base64")
    for one in draft.attachments:
        kind, _, subkind = one.type.partition("/")
        message.add_attachment(
            one.content,
            maintype=kind,
            subtype=subkind,
            filename=_one_line(one.name),
            params=_parameters(one) if kind == "text" else None,
        )
    if draft.attachments:
        # A boundary by chance would give other bytes each time.
        message.set_boundary(f"csdesk-{_digest(draft)}")
    return message.as_bytes()


def _parameters(attachment: Attachment) -> dict[str, str]:
    """Return what a mail program must know of a text before it reads it (RFC 6047 for events)."""
    found = {"charset": "utf-8"}
    method = _METHOD.search(attachment.content) if attachment.type == CALENDAR else None
    if method is not None:
        found["method"] = method[1].decode()
    return found


def _digest(draft: MailDraft) -> str:
    digest = hashlib.sha256(draft.body.encode())
    for one in draft.attachments:
        digest.update(one.content)
    return digest.hexdigest()[:32]


def _address(name: str, mail: str) -> Address:
    user, _, domain = mail.strip().rpartition("@")
    return Address(_one_line(name), user, domain)


def _one_line(text: str) -> str:
    return _BREAKS.sub(" ", text).strip()
