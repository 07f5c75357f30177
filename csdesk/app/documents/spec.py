"""What a kind of document is to the rest of csdesk: its subject, its view, its writer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from csdesk.app.exports import Remark
from csdesk.data.reader import Reader
from csdesk.domain.codes import DocumentForm, DocumentKind, Language
from csdesk.domain.progress import Progress
from csdesk.domain.records import Json
from csdesk.domain.views.common import Party, Sender
from csdesk.i18n import Translator


class Subject(StrEnum):
    """What a document is about; the ask names it by its id."""

    CUSTOMER = "customer"
    PROJECT = "project"
    MEETING = "meeting"
    CERTIFICATE = "certificate"


@dataclass(frozen=True, kw_only=True, slots=True)
class Ask:
    """Which document: its kind and subject, as of when, in which language, form and format.

    Without a language it is the customer's. `subject_id` is the meeting or the certificate.
    """

    kind: DocumentKind
    today: date
    customer_id: int | None = None
    project_id: int | None = None
    subject_id: int | None = None
    language: Language | None = None
    form: DocumentForm = DocumentForm.FULL
    ending: str = "pdf"


class View(Protocol):
    """What every view of a document holds."""

    @property
    def language(self) -> Language:
        """The language of the document."""
        ...

    @property
    def today(self) -> date:
        """The day as of which it speaks."""
        ...

    @property
    def us(self) -> Party:
        """Our company."""
        ...

    @property
    def customer(self) -> Party:
        """Theirs."""
        ...

    @property
    def sender(self) -> Sender:
        """Our person behind it."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A view with what we must know about its making; `number` is that of the next one."""

    view: Any  # of the class that the spec names
    customer_id: int
    project_id: int | None = None
    number: int = 1
    mixed: bool = False  # titles in another language than the document's
    left_out: tuple[Remark, ...] = ()  # parts without data
    warnings: tuple[Remark, ...] = ()
    kept: Mapping[str, Json] = field(default_factory=dict)  # of the snapshot, beside the view


class Written(Protocol):
    """A document in memory."""

    @property
    def content(self) -> bytes:
        """The file."""
        ...

    @property
    def pages(self) -> int:
        """How many pages or slides it has."""
        ...

    @property
    def missing(self) -> dict[str, str]:
        """Characters that no font has, with their names."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """How a view is to be written."""

    translator: Translator
    ending: str = "pdf"
    form: DocumentForm = DocumentForm.FULL
    progress: Progress | None = None


def nothing_left_out(_written: Any) -> tuple[Remark, ...]:
    """Say that a writer tells nothing that the source has not named."""
    return ()


@dataclass(frozen=True, kw_only=True, slots=True)
class DocumentSpec:
    """A kind of document. `name` is a msgid; `endings` begins with the usual format."""

    kind: DocumentKind
    name: str
    subject: Subject
    view: type
    source: Callable[[Reader, Ask], Source]
    write: Callable[[Any, Order], Written]
    endings: tuple[str, ...] = ("pdf",)
    has_short_form: bool = False
    left_out: Callable[[Any], tuple[Remark, ...]] = nothing_left_out  # by the written document
    remarks: Callable[[Any], tuple[Remark, ...]] = nothing_left_out  # about the written document
    # Raises `UserError` where a document of a customer may not leave any more, whatever it says.
    may_leave: Callable[[Reader, int, date], object] | None = None
    # Turns what a person named (a date, a number, a name) into the id of the subject; None: the
    # default subject. Raises `UserError` with the candidates.
    find_subject: Callable[[Reader, int, str | None], int] | None = None
