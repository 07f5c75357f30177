"""The mail that goes with a document: its text in the document's language, and who gets it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from csdesk.app.documents.make import Made
from csdesk.app.exports import Remark
from csdesk.app.queries.documents import DocumentFacts
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import ContactRole, DocumentKind, Language, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.mail_placeholders import names_of, parts_of
from csdesk.domain.mail_template import check, fill, shortened
from csdesk.domain.records import Contact, Customer
from csdesk.domain.records_delivery import MailTemplate
from csdesk.i18n import Translator
from csdesk.reports.mail import is_address
from csdesk.reports.words.mail_defaults import default_text
from csdesk.reports.words.mail_values import mail_values

MISSING = N_(
    "The mail lacks {names}. Fill in what is missing, or take it out of the mail’s text in the "
    "settings."
)
_HEADS: Final = (ContactRole.SPONSOR,)
_LEADS: Final = (ContactRole.PROJECT_MANAGER,)
_BOTH: Final = (ContactRole.SPONSOR, ContactRole.PROJECT_MANAGER)
_MEANT: Final[Mapping[DocumentKind, tuple[ContactRole, ...]]] = {
    DocumentKind.WELCOME: _BOTH,
    DocumentKind.KICKOFF: _BOTH,
    DocumentKind.MINUTES: _BOTH,
    DocumentKind.STATUS: (ContactRole.PROJECT_MANAGER, ContactRole.SPONSOR),
    DocumentKind.PLAN: _LEADS,
    DocumentKind.ACCEPTANCE: _BOTH,
    DocumentKind.COMPLETION: _BOTH,
    DocumentKind.CERTIFICATE: _LEADS,
    DocumentKind.QBR: _BOTH,
    DocumentKind.REQUESTS: _LEADS,
    DocumentKind.RENEWAL: _HEADS,
    DocumentKind.STORY: _HEADS,
}
# Who stands in where nobody has the part.
_INSTEAD: Final = {
    ContactRole.SPONSOR: (ContactRole.DECISION_MAKER, ContactRole.BUDGET_OWNER),
    ContactRole.PROJECT_MANAGER: (ContactRole.DEPARTMENT_LEAD, ContactRole.IT_ADMIN),
}
_AS: Final = {
    ContactRole.SPONSOR: N_("The project’s sponsor"),
    ContactRole.PROJECT_MANAGER: N_("The project manager"),
}
_FOR: Final = {
    ContactRole.SPONSOR: N_("No sponsor is known: the next one who decides"),
    ContactRole.PROJECT_MANAGER: N_("No project manager is known: the next one who runs it"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class MailText:
    """A mail with its values; `missing` names those that stand in it as `[name?]`."""

    subject: str
    body: str
    missing: tuple[str, ...] = ()

    def check_whole(self) -> None:
        """Raise `UserError` "mail_missing" for a mail that lacks a value: it is not sent."""
        if self.missing:
            names = ", ".join("{" + name + "}" for name in self.missing)
            raise UserError("mail_missing", MISSING, names=names)


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipient:
    """A person whom a kind of document is meant for, and why."""

    contact_id: int
    name: str
    mail: str
    role: ContactRole
    reason: Remark


@dataclass(frozen=True, kw_only=True, slots=True)
class Recipients:
    """Who gets a document, first those it is written for; and who would, had they an address."""

    people: tuple[Recipient, ...]
    without_address: tuple[Recipient, ...]


def mail_text(store: Store, made: Made, people: Sequence[str] | None = None) -> MailText:
    """Return the mail of a made document; without `people` it greets the first recipient."""
    return mail_of(store, made.ask.kind, made.view, made.source.customer_id, people)


def mail_of(
    store: Store,
    kind: DocumentKind,
    view: Any,
    customer_id: int,
    people: Sequence[str] | None = None,
) -> MailText:
    """Return the mail that goes with a document of a view, in the view's language."""
    if people is None:
        people = greeted(recipients(store, customer_id, kind, view.language))
    with store.read() as reader:
        subject, body = template_of(reader, kind, view.language)
    values = mail_values(kind, view, people, Translator(view.language.value))
    return filled(kind, values, subject, body)


def template_of(reader: Reader, kind: DocumentKind, language: Language) -> tuple[str, str]:
    """Return subject and body as we wrote them, else as csdesk has them."""
    own = reader.first(MailTemplate, kind=kind, language=language)
    return default_text(kind, language) if own is None else (own.subject, own.body)


def filled(kind: DocumentKind, values: Mapping[str, str], subject: str, body: str) -> MailText:
    """Return a text with its values. Raises `UserError` "mail_template" for a wrong one.

    The subject stays on one line, its values short.
    """
    names, parts = names_of(kind), parts_of(kind)
    brief = {name: shortened(value) for name, value in values.items()}
    first = fill(check(subject, names, "subject"), brief, parts)
    rest = fill(check(body, names, "body"), values, parts)
    return MailText(
        subject=" ".join(first.text.split()),
        body=rest.text.strip("\n") + "\n",
        missing=tuple(dict.fromkeys((*first.missing, *rest.missing))),
    )


def greeted(meant: Recipients) -> list[str]:
    """Return whom a mail greets where nobody chose: the first one it is meant for."""
    return [one.name for one in (*meant.people, *meant.without_address)[:1]]


def recipients(
    store: Store, customer_id: int, kind: DocumentKind, language: Language | None = None
) -> Recipients:
    """Return whom a kind of document is meant for at a customer, of those who are still there."""
    with store.read() as reader:
        customer = reader.get(Customer, customer_id)
        facts = DocumentFacts(reader, customer, language or customer.language)
        today = reader.day()
    people = [one for one in facts.contacts.values() if _is_there(one, today)]
    found: dict[int, Recipient] = {}
    for role in _MEANT.get(kind, _LEADS):
        for one, reason in _with_role(people, role):
            found.setdefault(
                one.id,
                Recipient(
                    contact_id=one.id,
                    name=facts.in_script(one.name, one.name_alt),
                    mail=one.mail.strip(),
                    role=one.role,
                    reason=Remark(reason),
                ),
            )
    return Recipients(
        people=tuple(one for one in found.values() if is_address(one.mail)),
        without_address=tuple(one for one in found.values() if not is_address(one.mail)),
    )


def _is_there(one: Contact, today: date) -> bool:
    return one.side is Side.CUSTOMER and (one.left_on is None or one.left_on > today)


def _with_role(people: Sequence[Contact], role: ContactRole) -> list[tuple[Contact, str]]:
    named = [(one, _AS[role]) for one in people if one.role is role]
    if named:
        return named
    for other in _INSTEAD[role]:
        found = [one for one in people if one.role is other]
        if found:
            return [(found[0], _FOR[role])]
    return []
