"""What a document of a customer can be about: its projects, meetings, certificates."""

from contextlib import suppress
from dataclasses import dataclass

from csdesk.app.documents.registry import spec_of
from csdesk.app.documents.spec import Subject
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language, MeetingStatus
from csdesk.domain.errors import UserError
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.records import Customer, Meeting, Project
from csdesk.domain.records_delivery import Certificate
from csdesk.i18n import Translator


@dataclass(frozen=True, kw_only=True, slots=True)
class KindChoices:
    """How a kind of document can be asked for; `subjects` are ids with words."""

    needs_project: bool
    endings: tuple[str, ...]
    has_short_form: bool
    needs_subject: bool = False
    subjects: tuple[tuple[int, str], ...] = ()
    usual: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerChoices:
    """A customer as documents speak of it."""

    name: str
    language: Language
    projects: tuple[tuple[int, str], ...]


def customers_to_write_for(store: Store) -> list[tuple[int, str, str]]:
    """Return id, name and name in the other script of every customer, by name."""
    with store.read() as reader:
        found = reader.find(Customer)
    found.sort(key=lambda one: (one.name.casefold(), one.id))
    return [(one.id, one.name, one.name_alt) for one in found]


def customer_choices(store: Store, customer_id: int) -> CustomerChoices:
    """Return the customer's name, language and projects; UserError `not_found` without it."""
    with store.read() as reader:
        customer = reader.get(Customer, customer_id)
        projects = reader.find(Project, customer_id=customer_id)
    return CustomerChoices(
        name=customer.name,
        language=customer.language,
        projects=tuple((one.id, f"{one.code} {one.name}".strip()) for one in projects),
    )


def kind_choices(
    store: Store, kind: DocumentKind, customer_id: int, words: Translator
) -> KindChoices:
    """Return how a document of this kind can be asked for, named in `words`."""
    spec = spec_of(kind)
    subjects: tuple[tuple[int, str], ...] = ()
    usual: int | None = None
    if spec.find_subject is not None:
        with store.read() as reader, suppress(UserError):  # the source says why there is none
            usual = spec.find_subject(reader, customer_id, None)
        subjects = _subjects(store, spec.subject, customer_id, words)
    return KindChoices(
        needs_project=spec.subject is Subject.PROJECT,
        endings=spec.endings,
        has_short_form=spec.has_short_form,
        needs_subject=spec.find_subject is not None,
        subjects=subjects,
        usual=usual,
    )


def _subjects(
    store: Store, subject: Subject, customer_id: int, words: Translator
) -> tuple[tuple[int, str], ...]:
    with store.read() as reader:
        if subject is Subject.CERTIFICATE:
            found = reader.find(
                Certificate, customer_id=customer_id, order_by=("-issued_on", "-id")
            )
            return tuple((one.id, f"{one.number} {one.name}") for one in found)
        if subject is not Subject.MEETING:
            return ()
        held = reader.find(
            Meeting,
            customer_id=customer_id,
            status=(MeetingStatus.HELD, MeetingStatus.CLOSED),
            order_by=("-day", "-id"),
        )
    return tuple(
        (one.id, f"{words.date(one.day)} {one.title or words.text(MEETING_KIND_LABELS[one.kind])}")
        for one in held
    )
