"""Whoever has a document read aloud hears it in order: heads first, rows from left to right.

Tried on every document of the registry as it leaves, in three languages; and what a reader's
program says of the file: its title, author, language and table of contents.
"""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from csdesk.app.documents.make import Made, make_document
from csdesk.app.documents.registry import KINDS, spec_of
from csdesk.app.documents.spec import Ask, Subject
from csdesk.data.store import Store
from csdesk.domain.codes import (
    DocumentForm,
    DocumentKind,
    Language,
    MeetingStatus,
    Visibility,
)
from csdesk.domain.records import Decision, Meeting, Risk
from csdesk.domain.records_delivery import (
    Certificate,
    Deliverable,
    StoryConsent,
    SupportRequest,
)
from tests.app.test_hostile_documents import go_live
from tests.demo import DRAWN, open_demo

LANGUAGES = {Language.EN: b"en", Language.ZH_CN: b"zh-Hans", Language.ZH_TW: b"zh-Hant"}


@dataclass(frozen=True)
class Desk:
    """The demo and its first customer, of whom every document can be made."""

    store: Store
    customer: int
    project: int


@dataclass(frozen=True)
class Piece:
    """A piece of text as the file has it: where it stands, and how large it is."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float

    def is_above(self, other: "Piece") -> bool:
        """Whether it stands higher in the same column."""
        shared = min(self.right, other.right) - max(self.left, other.left)
        return shared > 2 and self.bottom >= other.top - 1

    def is_left_of(self, other: "Piece") -> bool:
        """Whether it stands before the other in the same line."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        least = min(self.top - self.bottom, other.top - other.bottom)
        return shared > 0.5 * least and self.right <= other.left


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    store, demo = open_demo(tmp_path_factory.mktemp("read"))
    customer = demo.customers[0]
    project = demo.projects[customer]
    with store.write("ready") as unit:
        go_live(unit, project)
        if not unit.count(Certificate, customer_id=customer):
            unit.add(
                Certificate(
                    customer_id=customer, number="R-2026-0042", name="Ms Wu", issued_on=DRAWN,
                    statement="plans rosters on her own", facts=["Quiz passed with 18 of 20"],
                )
            )  # fmt: skip
        unit.add(StoryConsent(customer_id=customer, given_by="Ms Wu", given_on=DRAWN))
    yield Desk(store, customer, project)
    store.close()


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The same customer with so much of everything that documents have several pages."""
    store, demo = open_demo(tmp_path_factory.mktemp("long"))
    customer = demo.customers[0]
    project = demo.projects[customer]
    there: dict[str, Any] = {"customer_id": customer, "project_id": project}
    words = "is written down here in so many words that it needs a line and then another one"
    with store.write("long") as unit:
        meeting = max(
            unit.find(Meeting, customer_id=customer, status=MeetingStatus.CLOSED),
            key=lambda one: one.day,
        )
        for number in range(60):
            unit.add(Deliverable(project_id=project, title=f"Part {number} {words}"))
            unit.add(Decision(day=meeting.day, what=f"Decision {number} {words}", **there))
            unit.add(
                Risk(title=f"Risk {number} {words}", response=words,
                     visibility=Visibility.CUSTOMER, **there)
            )  # fmt: skip
            unit.add(
                SupportRequest(
                    customer_id=customer, title=f"Request {number} {words}", asked_by="Zhou Min",
                    received_at=datetime(2026, 11, 2, 8, tzinfo=UTC),
                )
            )  # fmt: skip
    yield Desk(store, customer, project)
    store.close()


def made(desk: Desk, kind: DocumentKind, language: Language, form: DocumentForm) -> Made:
    spec = spec_of(kind)
    subject = None
    if spec.find_subject is not None:
        with desk.store.read() as reader:
            subject = spec.find_subject(reader, desk.customer, None)
    project = desk.project if spec.subject is Subject.PROJECT else None
    return make_document(
        desk.store,
        Ask(
            kind=kind, today=DRAWN, customer_id=desk.customer, project_id=project,
            subject_id=subject, language=language, form=form,
        ),
    )  # fmt: skip


def pieces(page: pypdfium2.PdfPage) -> list[Piece]:
    """Return the texts of a page in the order in which the file has them."""
    words, found = page.get_textpage(), []
    for one in page.get_objects():
        if one.type != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        text = _text_of(one, words)
        if text.strip():
            left, bottom, right, top = one.get_bounds()
            found.append(Piece(text.strip(), left, bottom, right, top, _size_of(one)))
    return found


def _text_of(one: Any, words: Any) -> str:
    length = pdfium.FPDFTextObj_GetText(one, words, None, 0)
    buffer = (ctypes.c_ushort * (length // 2))()
    pdfium.FPDFTextObj_GetText(one, words, buffer, length)
    return bytes(buffer).decode("utf-16-le").rstrip("\0")


def _size_of(one: Any) -> float:
    size = ctypes.c_float()
    pdfium.FPDFTextObj_GetFontSize(one, ctypes.byref(size))
    return size.value


def out_of_order(found: list[Piece]) -> list[str]:
    """Return what comes after something that it stands above, or left of."""
    return [
        f"{earlier.text!r} comes before {later.text!r}"
        for earlier, later in combinations(found, 2)
        if later.is_above(earlier) or later.is_left_of(earlier)
    ]


def squeezed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", KINDS)
def test_a_document_reads_in_order_and_says_what_it_is(
    desk: Desk, kind: DocumentKind, language: Language
) -> None:
    spec = spec_of(kind)
    for form in list(DocumentForm) if spec.has_short_form else [DocumentForm.FULL]:
        one = made(desk, kind, language, form)
        document = pypdfium2.PdfDocument(one.content)
        try:
            for number, page in enumerate(document, 1):
                found = pieces(page)
                assert out_of_order(found) == []
                _begins_with_its_head(found)
                if number == len(document) and kind is not DocumentKind.CERTIFICATE:
                    assert found[-1].bottom < 60  # what is read last is the page's foot
            _leads_to_its_pages(document)
            _says_what_it_is(document, one)
        finally:
            document.close()
        assert re.search(rb"/Lang \(" + LANGUAGES[language] + rb"\)", one.content)


@pytest.mark.parametrize("kind", ["acceptance", "minutes", "requests"])
def test_a_document_of_several_pages_reads_in_order_and_leads_to_them(
    long: Desk, kind: str
) -> None:
    one = made(long, DocumentKind(kind), Language.EN, DocumentForm.FULL)
    document = pypdfium2.PdfDocument(one.content)
    try:
        assert len(document) > 1
        for page in document:
            assert out_of_order(pieces(page)) == []
        _leads_to_its_pages(document)
    finally:
        document.close()


def _begins_with_its_head(found: list[Piece]) -> None:
    """What is set largest is read before all that stands below it."""
    large = max(one.size for one in found)
    place = next(place for place, one in enumerate(found) if one.size == large)
    assert [one.text for one in found[:place] if one.top < found[place].bottom - 1] == []


def _leads_to_its_pages(document: pypdfium2.PdfDocument) -> None:
    """Pages stand in the table of contents in their order, several each with an entry."""
    marks = [(one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]
    if len(document) > 1:
        places = [page for _, page in marks]
        assert places[:2] == [0, 1]
        assert places == sorted(set(places))
    for title, page in marks:
        words = document[page].get_textpage().get_text_bounded()
        assert squeezed(title) in squeezed(words)


def _says_what_it_is(document: pypdfium2.PdfDocument, one: Made) -> None:
    facts = document.get_metadata_dict()
    view = one.view
    assert facts["Author"] == view.us.name
    assert facts["Creator"] == "csdesk"
    assert view.us.name in facts["Title"] or view.customer.name in facts["Title"]
    assert facts["Subject"]
