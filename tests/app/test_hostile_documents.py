"""Whatever people typed, each document is a correct page in bounded time, and fetches nothing."""

import re
import socket
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import product
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image

from csdesk.app.commands import logos
from csdesk.app.documents.make import Made, make_document
from csdesk.app.documents.registry import KINDS, spec_of
from csdesk.app.documents.spec import Ask, Subject
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import (
    DocumentForm,
    DocumentKind,
    Language,
    MilestoneKind,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import (
    Contact,
    Customer,
    Decision,
    Goal,
    Meeting,
    Outcome,
    PlanRow,
    Project,
    Risk,
    Workspace,
)
from csdesk.domain.records_delivery import (
    Certificate,
    Criterion,
    Defect,
    Deliverable,
    StoryConsent,
    SupportRequest,
)
from csdesk.reports.extract import document_texts
from tests.demo import DRAWN, open_demo
from tests.support import add_rows

LONG = "Longest" * 71 + " end"  # over 500 letters, most of them one word
ESCAPED = re.compile(r"&(amp|lt|gt|quot|apos|#\d+);")
NAMED = "R&D <b>Harbour</b> " + "壹" * 60
NASTY = (
    "a<b & AT&T",
    '<img src="/etc/passwd"/><script>alert(1)</script>',
    "javascript:alert(1) [x](http://127.0.0.1:9/x)",
    "שלום עולם و مرحبا",
    "tab\tand\vcontrol\x07\x1b[31m marks\r\n and \u202e turned \u2066 about",
    "emoji 🎉👩‍👩‍👧 and 𠮷 and \ufdd0 noncharacters {placeholder} %s {0}",
    LONG,
    "壹" * 520,
    "",
    " ",
)
NOTE = "A note without an end. " * 9_000  # 200,000 characters
MOST_SECONDS = 6.0  # of this thread's own work, for one document of the largest plan
ITEMS = 2_000


@dataclass(frozen=True)
class Desk:
    store: Store
    customer: int
    project: int


def spoil(unit: Unit, customer: int, project: int) -> None:
    """Put hostile texts into every field that a document may show."""
    numbers = iter(range(10**9))

    def text() -> str:
        return NASTY[next(numbers) % len(NASTY)]

    def named() -> str:
        return text().strip() or "<b>"

    for row in unit.find(PlanRow, project_id=project):
        unit.update(PlanRow, row.id, title=named(), owner_name=text(), customer_comment=text())
    go_live(unit, project)
    for contact in unit.find(Contact, customer_id=customer):
        unit.update(Contact, contact.id, name=named(), title=text(), speaks_for=text())
    for goal in unit.find(Goal, customer_id=customer):
        unit.update(Goal, goal.id, title=named(), unit=text()[:30], said_by=text())
    for outcome in unit.find(Outcome, customer_id=customer):
        unit.update(Outcome, outcome.id, title=named(), evidence=NOTE, said_by=named())
    for meeting in unit.find(Meeting, customer_id=customer):
        unit.update(Meeting, meeting.id, title=text(), place=text(), summary=NOTE)
    there: dict[str, Any] = {"customer_id": customer, "project_id": project}
    for one in NASTY:
        if one.strip():
            unit.add(Decision(day=DRAWN, what=one, who=one, why=NOTE, **there))
            unit.add(Risk(title=one, response=NOTE, visibility=Visibility.CUSTOMER, **there))
            scope = unit.add(Deliverable(project_id=project, title=one, agreed_by=one))
            unit.add(
                Criterion(project_id=project, deliverable_id=scope.id, text=one, evidence=NOTE)
            )
            unit.add(Defect(project_id=project, number=90, title=one, owner=one))
            unit.add(
                SupportRequest(
                    customer_id=customer, title=one, asked_by=one, area=one, answer=NOTE,
                    received_at=datetime(2026, 10, 20, 8, tzinfo=UTC),
                )
            )  # fmt: skip
    unit.add(StoryConsent(customer_id=customer, given_by=named(), given_on=DRAWN, covers=NOTE))
    unit.add(
        Certificate(
            customer_id=customer, number="X-2026-9999", name=LONG, statement=NOTE,
            facts=[*NASTY, NOTE], issued_on=DRAWN, signed_by=LONG,
        )
    )  # fmt: skip
    unit.update(Project, project, name=LONG)
    unit.update(Customer, customer, name=NAMED, success_text=NOTE)


def go_live(unit: Unit, project_id: int) -> None:
    """Let the solution be live, so that the letter on its completion can be written."""
    (row,) = unit.find(PlanRow, project_id=project_id, milestone_kind=MilestoneKind.GO_LIVE)
    unit.update(PlanRow, row.id, status=Status.DONE, actual_finish=DRAWN, progress=100)


def enlarge(unit: Unit, project_id: int) -> None:
    """Add items until there are 2,000."""
    project = unit.get(Project, project_id)
    phase = unit.find(PlanRow, project_id=project_id, kind=RowKind.PHASE)[0]
    days = [DRAWN + timedelta(number % 200 - 60) for number in range(ITEMS)]
    add_rows(unit, project, [
        {"title": f"Item {number} of many", "parent_id": phase.id, "start": day,
         "target": day + timedelta(3), "side": list(Side)[number % 3], "number": 10_000 + number}
        for number, day in enumerate(days)
    ])  # fmt: skip


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """The demo's first customer, spoiled and enlarged."""
    folder = tmp_path_factory.mktemp("hostile")
    store, demo = open_demo(folder)
    customer = demo.customers[0]
    project = demo.projects[customer]
    with store.write("spoil") as unit:
        spoil(unit, customer, project)
        enlarge(unit, project)
    Image.effect_noise((20_000, 600), 60).save(folder / "wide.png")
    logos.put(store, path=folder / "wide.png")
    with store.write("logo") as unit:  # as a file of another version may hold them
        unit.update(Customer, customer, logo=b"<svg xmlns='http://www.w3.org/2000/svg'/>")
    yield Desk(store, customer, project)
    store.close()


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A customer of whom nothing is known but a project without rows."""
    store, _ = open_demo(tmp_path_factory.mktemp("bare"))
    with store.write("bare") as unit:
        customer = unit.add(Customer(uid="bare", code="bare", name="Bare"))
        project = unit.add(
            Project(uid="bare", customer_id=customer.id, code="P", name="First", start=DRAWN)
        )
    yield Desk(store, customer.id, project.id)
    store.close()


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no document reach for the network."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a document reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def made(desk: Desk, kind: DocumentKind, language: Language, **more: Any) -> Made:
    spec = spec_of(kind)
    subject = None
    if spec.find_subject is not None:
        with desk.store.read() as reader:
            subject = spec.find_subject(reader, desk.customer, None)
    project = desk.project if spec.subject is Subject.PROJECT else None
    ask = Ask(
        kind=kind, today=DRAWN, customer_id=desk.customer, project_id=project, subject_id=subject,
        language=language, **more,
    )  # fmt: skip
    return make_document(desk.store, ask)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_and_2000_items_make_correct_pages(
    hostile: Desk, tmp_path: Path, kind: DocumentKind, language: Language
) -> None:
    spec = spec_of(kind)
    forms = list(DocumentForm) if spec.has_short_form else [DocumentForm.FULL]
    for form in forms:
        for ending in endings_of(kind, language):
            begin = time.thread_time()
            found = made(hostile, kind, language, form=form, ending=ending)
            assert time.thread_time() - begin < MOST_SECONDS
            read, content = found.searched
            path = (tmp_path / found.file_name).with_suffix(f".{read}")
            path.write_bytes(content)
            says_it_as_typed(path)
            if read == "pdf":
                pages_are_whole(path)
            if ending == "png":
                is_drawn(found.content)


def endings_of(kind: DocumentKind, language: Language) -> Iterator[str]:
    """Yield the formats to be tried; those of a plan are one drawing, so each picture once."""
    first, *more = spec_of(kind).endings
    yield first
    place = list(Language).index(language)
    yield from more[place : place + 1] if kind is DocumentKind.PLAN else more


def says_it_as_typed(path: Path) -> None:
    """The customer's name and what was typed elsewhere stand there, neither run nor escaped."""
    text = "\n".join(part for _, part in document_texts(path))
    assert "root:" not in text
    assert not ESCAPED.search(text)
    squeezed = "".join(text.split())
    assert "R&D<b>Harbour</b>" in squeezed
    assert "a<b&AT&T" in squeezed or '<imgsrc="/etc/passwd"/>' in squeezed


def is_drawn(content: bytes) -> None:
    """It opens as a picture, and something is on it."""
    with Image.open(BytesIO(content)) as picture:
        grey = picture.convert("L")
    counts = grey.histogram()
    assert 0.001 < sum(counts[:160]) / sum(counts) < 0.6


def pages_are_whole(path: Path) -> None:
    """Every page has words, all of them on the paper, in faces that the file carries."""
    raw = path.read_bytes()
    assert b"/JavaScript" not in raw
    assert b"/URI" not in raw or b"127.0.0.1" not in raw
    assert not re.search(rb"/BaseFont\s*/Helvetica", raw)
    document = pypdfium2.PdfDocument(path)
    try:
        assert 0 < len(document) < 200
        for place, page in enumerate(document):
            width, height = page.get_size()
            if place < 2:
                assert letters_over_letters(page) == []
            faces_are_embedded(page)
            words = page.get_textpage()
            assert words.count_chars() > 20
            for number in range(words.count_rects()):
                left, bottom, right, top = words.get_rect(number)
                assert left >= -1
                assert bottom >= -1
                assert right <= width + 1
                assert top <= height + 1
    finally:
        document.close()


def letters_over_letters(page: pypdfium2.PdfPage) -> list[str]:
    """Return pairs of letters of which one covers over a third of the other."""
    words, found = page.get_textpage(), []
    cells: dict[tuple[int, int], list[tuple[float, float, float, float]]] = {}
    for index in range(words.count_chars()):
        left, bottom, right, top = box = words.get_charbox(index)
        if (right - left) * (top - bottom) <= 0.5 or not words.get_text_range(index, 1).strip():
            continue
        for cell in product(
            range(int(left // 12), int(right // 12) + 1),
            range(int(bottom // 12), int(top // 12) + 1),
        ):
            for other in cells.setdefault(cell, []):
                wide = min(right, other[2]) - max(left, other[0])
                high = min(top, other[3]) - max(bottom, other[1])
                least = min(
                    (right - left) * (top - bottom), (other[2] - other[0]) * (other[3] - other[1])
                )
                if wide > 0 and high > 0 and wide * high > 0.35 * least:
                    found.append(f"{words.get_text_range(index, 1)} at {left:.0f}, {bottom:.0f}")
            cells[cell].append(box)
    return found


def faces_are_embedded(page: pypdfium2.PdfPage) -> None:
    """Every text object is set in a face that the file carries."""
    texts = [one for one in page.get_objects() if one.type == pdfium.FPDF_PAGEOBJ_TEXT]
    assert texts
    for one in texts:
        assert pdfium.FPDFFont_GetIsEmbedded(pdfium.FPDFTextObj_GetFont(one)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_without_data_there_is_a_page_or_a_refusal_that_says_what_to_do(
    bare: Desk, tmp_path: Path, kind: DocumentKind
) -> None:
    with bare.store.read() as reader:
        workspace = reader.get(Workspace, 1)
    refused = ""
    try:
        found = made(bare, kind, Language.EN)
    except UserError as error:
        refused = str(error)
    if refused:
        assert re.fullmatch(r".+[.:;,] .+\.", refused, re.DOTALL), refused
        return
    path = tmp_path / found.file_name
    path.write_bytes(found.content)
    pages_are_whole(path)
    assert workspace.company in "\n".join(text for _, text in document_texts(path))
