"""The texts of mails as they are used, and what one would say with a real customer's data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from csdesk.app.documents.registry import KINDS, spec_of
from csdesk.app.documents.spec import Ask, Subject
from csdesk.app.mail_texts import greeted, recipients, template_of
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language, ProjectStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.mail_placeholders import OF_KIND, placeholders_of
from csdesk.domain.mail_template import Placeholder
from csdesk.domain.progress import Progress
from csdesk.domain.records import Customer, Project
from csdesk.domain.records_delivery import MailTemplate
from csdesk.i18n import Translator
from csdesk.reports.words.mail_defaults import default_text
from csdesk.reports.words.mail_values import mail_values

NAMES: Final[Mapping[DocumentKind, str]] = {
    DocumentKind.WELCOME: N_("Welcome letter"),
    DocumentKind.KICKOFF: N_("Kickoff deck"),
    DocumentKind.MINUTES: N_("Minutes of a meeting"),
    DocumentKind.STATUS: N_("Status report"),
    DocumentKind.PLAN: N_("Project plan"),
    DocumentKind.ACCEPTANCE: N_("Acceptance sheet"),
    DocumentKind.COMPLETION: N_("Completion letter"),
    DocumentKind.CERTIFICATE: N_("Certificate"),
    DocumentKind.QBR: N_("Business review pack"),
    DocumentKind.REQUESTS: N_("Monthly request report"),
    DocumentKind.RENEWAL: N_("Renewal pack"),
    DocumentKind.STORY: N_("Success story"),
}
NO_CUSTOMER = N_("There is no customer yet whose data the mail could be shown with.")
NO_PROJECT = N_("{customer} has no project yet.")
_TRIED = 6  # customers, until one has what the mail speaks of


@dataclass(frozen=True, kw_only=True, slots=True)
class MailTemplateText:
    """The mail of a kind in a language; `name` is a msgid, `own` when it is our text."""

    kind: DocumentKind
    name: str
    language: Language
    subject: str
    body: str
    own: bool
    default: tuple[str, str]
    placeholders: tuple[Placeholder, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """The values that a kind's mail has for a real customer; `why_not` where there is none."""

    customer_id: int = 0
    customer: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    why_not: UserError | None = None


def mail_template(store: Store, kind: DocumentKind, language: Language) -> MailTemplateText:
    """Return the mail of a kind. Raises `UserError` "mail_kind" for one that has none."""
    with store.read() as reader:
        return _template(reader, kind, language)


def mail_templates(store: Store, language: Language | None = None) -> list[MailTemplateText]:
    """Return the mails of all kinds, in the order in which a customer gets them."""
    languages = [language] if language is not None else list(Language)
    with store.read() as reader:
        return [_template(reader, kind, one) for kind in OF_KIND for one in languages]


def _template(reader: Reader, kind: DocumentKind, language: Language) -> MailTemplateText:
    placeholders = placeholders_of(kind)
    subject, body = template_of(reader, kind, language)
    return MailTemplateText(
        kind=kind,
        name=NAMES[kind],
        language=language,
        subject=subject,
        body=body,
        own=reader.first(MailTemplate, kind=kind, language=language) is not None,
        default=default_text(kind, language),
        placeholders=placeholders,
    )


def sample_customers(store: Store) -> list[tuple[int, str]]:
    """Return the customers whose data a mail can be shown with, running projects first."""
    with store.read() as reader:
        running = {one.customer_id for one in reader.find(Project, status=ProjectStatus.OPEN)}
        known = reader.find(Customer)
    known.sort(key=lambda one: (one.id not in running, one.name.casefold(), one.id))
    return [(one.id, one.name) for one in known]


def mail_sample(
    store: Store,
    *,
    kind: DocumentKind,
    language: Language,
    today: date,
    customer_id: int | None = None,
    progress: Progress | None = None,
) -> Sample:
    """Return the values of a kind's mail for a customer, else for the first one that has them."""
    known = sample_customers(store)
    if not known:
        return Sample(why_not=UserError("no_sample", NO_CUSTOMER))
    chosen = [one for one in known if one[0] == customer_id] or known[:_TRIED]
    first: Sample | None = None
    for one_id, name in chosen:
        if progress is not None:
            progress.check_cancelled()
        try:
            with store.read() as reader:
                view = _view(reader, kind, language, one_id, name, today)
        except UserError as error:
            first = first or Sample(customer_id=one_id, customer=name, why_not=error)
            continue
        people = greeted(recipients(store, one_id, kind, language))
        values = mail_values(kind, view, people, Translator(language.value))
        return Sample(customer_id=one_id, customer=name, values=values)
    return first or Sample()


def _view(
    reader: Reader, kind: DocumentKind, language: Language, customer_id: int, name: str, today: date
) -> Any:
    """Return the view of the document that this customer would get next."""
    projects = reader.find(Project, customer_id=customer_id)
    if kind not in KINDS:
        raise UserError("no_sample", NO_CUSTOMER)
    spec = spec_of(kind)
    ask = Ask(
        kind=kind,
        today=today,
        customer_id=customer_id,
        project_id=_running(projects, name) if spec.subject is Subject.PROJECT else None,
        subject_id=(
            None if spec.find_subject is None else spec.find_subject(reader, customer_id, None)
        ),
        language=language,
    )
    return spec.source(reader, ask).view


def _running(projects: Iterable[Project], customer: str) -> int:
    found = sorted(projects, key=lambda one: (one.status is not ProjectStatus.OPEN, one.id))
    if not found:
        raise UserError("no_project", NO_PROJECT, customer=customer)
    return found[0].id
