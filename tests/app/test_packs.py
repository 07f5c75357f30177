"""Kickoff deck and renewal pack from a real workspace: right, safe, as pages and as slides."""

import dataclasses
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csdesk.app.commands import contracts, meetings, notes, outcomes, risks, rows
from csdesk.app.documents.make import export_document, make_again, make_document
from csdesk.app.documents.spec import Ask
from csdesk.app.exports import ExportResult
from csdesk.app.queries.business_review import qbr_source
from csdesk.app.queries.kickoff import kickoff_source
from csdesk.app.queries.renewal import months_before, renewal_source
from csdesk.domain.codes import (
    DocumentKind,
    Language,
    MeetingKind,
    NoteKind,
    PointKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import Contract, Customer, PlanRow
from csdesk.domain.records_kickoff import HandoverPoint
from csdesk.domain.views.kickoff import KickoffView
from csdesk.reports.extract import document_texts
from tests.app.conftest import Desk
from tests.support import TODAY

CANARY = "Canary: they may not afford the second site"


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from texts_in(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)


def text_of(path: Path) -> str:
    return "\n".join(text for _, text in document_texts(path))


def kickoff(desk: Desk, language: Language | None = None) -> KickoffView:
    with desk.store.read() as reader:
        return kickoff_source(reader, desk.ids.project, TODAY, language).view


def write(desk: Desk, kind: DocumentKind, out: Path, language: str | None = None) -> ExportResult:
    project = desk.ids.project if kind is DocumentKind.KICKOFF else None
    customer = None if project else desk.ids.customer
    return export_document(
        desk.store, kind, out=out, today=TODAY, project_id=project, customer_id=customer,
        language=language,
    )  # fmt: skip


def with_term(desk: Desk, **more: Any) -> Contract:
    """Give the customer a single term that runs."""
    with desk.store.write("contracts.delete", customer_id=desk.ids.customer) as unit:
        for contract in unit.find(Contract, customer_id=desk.ids.customer):
            unit.delete(Contract, contract.id)
    facts: dict[str, Any] = {
        "signed_on": date(2026, 8, 20),
        "start": date(2026, 9, 1),
        "end": date(2027, 8, 31),
        "annual_minor": 1_200_000,
        "seats": 40,
        "notice_days": 90,
        "auto_renews": True,
        **more,
    }
    return contracts.create(desk.store, customer_id=desk.ids.customer, **facts)


@pytest.mark.parametrize("ending", ["pdf", "pptx"])
@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("kind", [DocumentKind.KICKOFF, DocumentKind.RENEWAL, DocumentKind.QBR])
def test_pack_is_written_through_the_gate(
    desk: Desk, tmp_path: Path, kind: DocumentKind, language: str, ending: str
) -> None:
    with_term(desk)
    out = tmp_path / f"pack.{ending}"
    result = write(desk, kind, out, language)
    assert result.path == out
    assert result.pages > 1
    assert "Harbour Noodle" in text_of(out)
    if ending == "pptx":
        with zipfile.ZipFile(out) as archive:
            slides = [one for one in archive.namelist() if one.startswith("ppt/slides/slide")]
        assert len(slides) == result.pages


@pytest.mark.parametrize("ending", ["pdf", "pptx"])
def test_deck_can_be_made_again_as_it_was(desk: Desk, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"deck.{ending}"
    result = export_document(
        desk.store, DocumentKind.KICKOFF, project_id=desk.ids.project, out=out, today=TODAY
    )
    rows.add(desk.store, project_id=desk.ids.project, title="A later idea")
    again = make_again(desk.store, result.document_id)
    assert again.content == out.read_bytes()


def test_internal_words_leave_no_trace(desk: Desk, tmp_path: Path) -> None:
    store, ids = desk.store, desk.ids
    with_term(desk)
    with store.write("items.update", customer_id=ids.customer) as unit:
        for row in unit.find(PlanRow, project_id=ids.project):
            unit.update(PlanRow, row.id, internal_note=CANARY, blocked_by_hand=CANARY)
        unit.update(
            PlanRow, ids.row["users"], title=CANARY, visibility=Visibility.INTERNAL,
            target=date(2026, 11, 24), side=Side.CUSTOMER,
        )  # fmt: skip
        unit.add(HandoverPoint(customer_id=ids.customer, text=CANARY, answer=CANARY))
    risks.create(store, customer_id=ids.customer, title=CANARY, response=CANARY)
    notes.create(store, customer_id=ids.customer, text=CANARY, kind=NoteKind.OBJECTION)
    outcomes.create(
        store, customer_id=ids.customer, title=CANARY, said_by="Lin", visibility=Visibility.INTERNAL
    )
    with store.read() as reader:
        views = (
            kickoff_source(reader, ids.project, TODAY).view,
            renewal_source(reader, ids.customer, TODAY).view,
        )
    assert [text for view in views for text in texts_in(view) if "Canary" in text] == []
    for kind in (DocumentKind.KICKOFF, DocumentKind.RENEWAL):
        for ending in ("pdf", "pptx"):
            out = tmp_path / f"{kind.value}.{ending}"
            write(desk, kind, out)
            assert "Canary" not in text_of(out)


def test_figures_behind_a_chart_are_searched_too(desk: Desk, tmp_path: Path) -> None:
    outcomes.create(
        desk.store,
        customer_id=desk.ids.customer,
        title="Fewer calls",
        money_minor=500_000,
        said_by="Lin",
        day=date(2026, 11, 10),
    )
    out = tmp_path / "pack.pptx"
    export_document(
        desk.store, DocumentKind.QBR, customer_id=desk.ids.customer, out=out, today=TODAY
    )
    places = [place for place, text in document_texts(out) if "Fewer calls" in text]
    assert any(".xlsx" in place for place in places)


def test_kickoff_shows_what_may_be_shown(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with store.write("customers.update", customer_id=ids.customer) as unit:
        unit.add(
            HandoverPoint(
                customer_id=ids.customer, kind=PointKind.PAIN, text="Rosters come late",
                answer="A roster by Thursday", visibility=Visibility.CUSTOMER,
            )
        )  # fmt: skip
        unit.add(
            HandoverPoint(
                customer_id=ids.customer, kind=PointKind.PROMISE, text="A discount next year",
                visibility=Visibility.CUSTOMER,
            )
        )  # fmt: skip
    notes.create(
        store, customer_id=ids.customer, text="Will it work offline?", kind=NoteKind.OBJECTION,
        visibility=Visibility.CUSTOMER,
    )  # fmt: skip
    view = kickoff(desk)
    assert [pain.text for pain in view.pains] == ["Rosters come late"]
    assert "Will it work offline?" in [one.text for one in view.questions]
    assert all(step.side is Side.CUSTOMER for step in view.needs)
    assert all(step.side is not Side.CUSTOMER for step in view.gives)
    assert all(step.by is not None and step.by <= view.until for step in view.needs)


def test_meetings_of_equal_distance_are_a_rhythm(desk: Desk) -> None:
    for day in (24, 31):
        meetings.create(
            desk.store, customer_id=desk.ids.customer, project_id=desk.ids.project,
            kind=MeetingKind.TRAINING, day=date(2026, 12, day),
        )  # fmt: skip
    rhythm = {one.kind: one.every for one in kickoff(desk).rhythm}
    assert rhythm[MeetingKind.TRAINING] == 7


def test_kickoff_follows_the_documents_language(desk: Desk) -> None:
    english = {line.name for line in kickoff(desk, Language.EN).lines}
    chinese = {line.name for line in kickoff(desk, Language.ZH_CN).lines}
    assert english
    assert english != chinese


def test_renewal_needs_a_term_that_ends(desk: Desk) -> None:
    with_term(desk, end=None)
    with desk.store.read() as reader, pytest.raises(UserError) as refused:
        renewal_source(reader, desk.ids.customer, TODAY)
    assert refused.value.code == "renewal_no_term"


def test_dates_of_a_renewal(desk: Desk) -> None:
    with_term(desk)
    with desk.store.read() as reader:
        view = renewal_source(reader, desk.ids.customer, TODAY).view
    assert (view.ends, view.review_by, view.call_by) == (
        date(2027, 8, 31),
        date(2027, 5, 31),
        date(2027, 7, 20),
    )
    assert view.contract.notice_on == date(2027, 6, 2)
    assert (view.start, view.end) == (date(2026, 9, 1), TODAY)
    assert months_before(date(2027, 5, 31), 3) == date(2027, 2, 28)
    assert months_before(date(2027, 1, 15), 3) == date(2026, 10, 15)


def test_cost_of_a_term_is_that_of_its_begun_months(desk: Desk) -> None:
    with_term(desk, fee_minor=90_000)
    outcomes.create(
        desk.store, customer_id=desk.ids.customer, title="Fewer calls", money_minor=500_000,
        said_by="Lin", day=date(2026, 9, 10),
    )  # fmt: skip
    with desk.store.read() as reader:
        view = renewal_source(reader, desk.ids.customer, TODAY).view
    assert view.value is not None
    assert [(cost.code, cost.months, cost.minor) for cost in view.value.costs] == [
        ("subscription_term", 3, 300_000),
        ("fee_once", 3, 90_000),
    ]


def test_a_result_counts_in_the_review_of_its_quarter_alone(desk: Desk) -> None:
    found = []
    for title, day in (("Of Q3", date(2026, 9, 30)), ("Of Q4", date(2026, 10, 1))):
        outcomes.create(
            desk.store, customer_id=desk.ids.customer, title=title, money_minor=100_000,
            said_by="Lin", day=day,
        )  # fmt: skip
    for today in (date(2026, 11, 10), date(2027, 1, 20)):
        with desk.store.read() as reader:
            view = qbr_source(reader, desk.ids.customer, today).view
        assert view.value is not None
        assert all(view.start <= one.day <= view.end for one in view.outcomes)
        found.append([one.title for one in view.value.benefits if one.title.startswith("Of ")])
    assert found == [["Of Q3"], ["Of Q4"]]


def test_nothing_more_is_offered_while_a_promise_is_open(desk: Desk) -> None:
    store, ids = desk.store, desk.ids
    with_term(desk)
    contracts.create(
        store, customer_id=ids.customer, start=date(2027, 9, 1), end=date(2028, 8, 31),
        annual_minor=1_800_000, seats=60,
    )  # fmt: skip
    ask = Ask(kind=DocumentKind.RENEWAL, today=TODAY, customer_id=ids.customer)
    promise = rows.add(
        store, project_id=ids.project, title="Reports by site", side=Side.US,
        target=date(2026, 11, 10),
    )  # fmt: skip
    held_back = make_document(store, ask)
    assert held_back.source.view.offer is None
    reasons = [str(remark) for remark in held_back.warnings]
    assert any("promises" in reason and "still open" in reason for reason in reasons)
    with store.write("items.update", customer_id=ids.customer) as unit:
        for row in unit.find(PlanRow, customer_id=ids.customer):
            if row.side is Side.US and row.status.is_open and row.kind.value == "item":
                unit.update(PlanRow, row.id, status=Status.DONE, actual_finish=TODAY)
        assert unit.get(PlanRow, promise.id).status is Status.DONE
        assert unit.get(Customer, ids.customer).name
    offered = make_document(store, ask)
    assert offered.source.view.offer is not None
    assert offered.source.view.offer.seats == 60
    assert not any("still open" in str(remark) for remark in offered.warnings)


@pytest.mark.parametrize("kind", [DocumentKind.KICKOFF, DocumentKind.QBR])
def test_slides_say_which_pages_were_left_out_as_the_pages_do(
    desk: Desk, kind: DocumentKind
) -> None:
    project = desk.ids.project if kind is DocumentKind.KICKOFF else None
    pages, slides = (
        make_document(
            desk.store,
            Ask(kind=kind, today=TODAY, customer_id=desk.ids.customer, project_id=project,
                ending=ending),
        )
        for ending in ("pdf", "pptx")
    )  # fmt: skip
    assert pages.left_out
    assert slides.left_out == pages.left_out
