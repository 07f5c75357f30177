"""Status report and business review from a real workspace: right, safe, whole or refused."""

import dataclasses
import hashlib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pypdfium2
import pytest

from csdesk.app.commands import contracts, decisions, goals, items, outcomes, risks
from csdesk.app.documents.make import export_document
from csdesk.app.queries.business_review import qbr_source, reviewed_quarter
from csdesk.app.queries.status_report import status_source
from csdesk.data.store import Store
from csdesk.domain.codes import (
    DocumentKind,
    Language,
    Rag,
    Status,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import DocumentLog, PlanRow, Project
from csdesk.domain.views.status import StatusView
from csdesk.reports.extract import document_texts
from tests.app.world import World, build_world
from tests.support import CLOCK, TODAY


@pytest.fixture
def world(tmp_path: Path) -> World:
    return build_world(tmp_path / "world.csdesk")


@pytest.fixture
def store(world: World, tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path / "world.csdesk", clock=CLOCK, backups=False)
    yield opened
    opened.close()


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def texts_in(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from texts_in(getattr(value, one.name))
    elif isinstance(value, tuple):
        for one in value:
            yield from texts_in(one)


def view_of(store: Store, world: World, language: Language | None = None) -> StatusView:
    with store.read() as reader:
        return status_source(reader, world.project, TODAY, language).view


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_status_report_is_written_and_logged(
    store: Store, world: World, tmp_path: Path, language: str
) -> None:
    out = tmp_path / "status.pdf"
    result = export_document(
        store,
        DocumentKind.STATUS,
        project_id=world.project,
        out=out,
        today=TODAY,
        language=language,
    )
    assert result.path == out
    assert result.pages >= 1
    assert "Harbour Noodle" in text_of(out)
    with store.read() as reader:
        log = reader.find(DocumentLog, kind=DocumentKind.STATUS)[-1]
    assert (log.number, log.as_of, log.language.value) == (1, TODAY, language)
    assert log.sha256 == hashlib.sha256(out.read_bytes()).hexdigest()
    assert isinstance(log.snapshot, dict)
    assert isinstance(log.snapshot["view"], dict)


def test_same_view_gives_the_same_bytes(store: Store, world: World, tmp_path: Path) -> None:
    first, second = tmp_path / "a.pdf", tmp_path / "b.pdf"
    export_document(store, DocumentKind.QBR, customer_id=world.customer, out=first, today=TODAY)
    export_document(store, DocumentKind.QBR, customer_id=world.customer, out=second, today=TODAY)
    assert first.read_bytes() == second.read_bytes()


def test_second_report_counts_on_and_knows_the_first(
    store: Store, world: World, tmp_path: Path
) -> None:
    earlier = date(2026, 11, 13)
    export_document(
        store, DocumentKind.STATUS, project_id=world.project, out=tmp_path / "1.pdf", today=earlier
    )
    view = view_of(store, world)
    assert (view.number, view.previous_on) == (2, earlier)


def test_template_titles_follow_the_documents_language(store: Store, world: World) -> None:
    english = {line.name for line in view_of(store, world, Language.EN).milestones}
    chinese = {line.name for line in view_of(store, world, Language.ZH_CN).milestones}
    assert english
    assert not english & chinese


def test_internal_rows_leave_no_trace(store: Store, world: World, tmp_path: Path) -> None:
    canary = "Canary: they may not afford the second site"
    with store.write("items.update", customer_id=world.customer) as unit:
        for row in unit.find(PlanRow, project_id=world.project):
            unit.update(
                PlanRow, row.id, internal_note=canary, blocked_by_hand=canary, hold_reason=canary
            )
        unit.update(
            PlanRow, world.row["users"], title=canary, visibility=Visibility.INTERNAL,
            target=date(2026, 11, 9), start=date(2026, 11, 6),
        )  # fmt: skip
        unit.update(
            Project, world.project, rag_override=Rag.GREEN, rag_note=canary, rag_by="Ann",
            rag_on=TODAY,
        )  # fmt: skip
    risks.create(store, customer_id=world.customer, title=canary, response=canary)
    decisions.create(store, customer_id=world.customer, what=canary, visibility=Visibility.INTERNAL)
    with store.read() as reader:
        views = (
            status_source(reader, world.project, TODAY).view,
            qbr_source(reader, world.customer, TODAY).view,
        )
    for view in views:
        assert not [text for text in texts_in(view) if "Canary" in text]
    status, pack = tmp_path / "s.pdf", tmp_path / "q.pdf"
    export_document(store, DocumentKind.STATUS, project_id=world.project, out=status, today=TODAY)
    export_document(store, DocumentKind.QBR, customer_id=world.customer, out=pack, today=TODAY)
    assert "Canary" not in text_of(status) + text_of(pack)


def test_override_needs_a_sentence_for_the_customer(store: Store, world: World) -> None:
    with store.write("projects.set_rag", customer_id=world.customer) as unit:
        unit.update(
            Project, world.project, rag_override=Rag.RED, rag_note="gossip", rag_by="Ann",
            rag_on=TODAY,
        )  # fmt: skip
    assert view_of(store, world).rag.rag is not Rag.RED
    with store.write("projects.set_rag", customer_id=world.customer) as unit:
        unit.update(Project, world.project, rag_sentence="Two answers are missing.")
    rag = view_of(store, world).rag
    assert (rag.rag, rag.sentence, rag.set_by) == (Rag.RED, "Two answers are missing.", "Ann")


def test_another_customers_name_stops_the_document(
    store: Store, world: World, tmp_path: Path
) -> None:
    decisions.create(
        store,
        customer_id=world.customer,
        what="Do as 港湾面馆有限公司 did",
        visibility=Visibility.CUSTOMER,
    )
    out = tmp_path / "status.pdf"
    with pytest.raises(UserError) as caught:
        export_document(store, DocumentKind.STATUS, project_id=world.project, out=out, today=TODAY)
    assert caught.value.code == "leak_name"
    assert "page " in str(caught.value)
    assert list(tmp_path.glob("*.pdf")) == []
    result = export_document(
        store,
        DocumentKind.STATUS,
        project_id=world.project,
        out=out,
        today=TODAY,
        released=["港湾面馆有限公司"],
    )
    assert result.path.exists()


def test_refused_document_is_not_logged(store: Store, world: World, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        export_document(
            store,
            DocumentKind.STATUS,
            project_id=world.project,
            out=tmp_path / "no" / "s.pdf",
            today=TODAY,
        )
    with store.read() as reader:
        assert reader.count(DocumentLog, kind=DocumentKind.STATUS) == 0


def test_slip_sums_and_completion_counts_visible_rows(store: Store, world: World) -> None:
    view = view_of(store, world)
    assert view.slip is not None
    assert sum(days for _, days, _ in view.slip.parts) + view.slip.unrecorded == view.slip.total
    with store.read() as reader:
        rows = reader.find(PlanRow, project_id=world.project)
    items_all = [row for row in rows if row.kind.value == "item"]
    hidden = [row for row in items_all if row.visibility is Visibility.INTERNAL]
    assert view.all_items <= len(items_all) - len(hidden)


def test_done_items_appear_once_finished(store: Store, world: World) -> None:
    items.update(store, row_ids=[world.row["users"]], status=Status.DONE)
    view = view_of(store, world)
    assert any(item.day == TODAY for item in view.done)


def test_pages_of_the_pack_follow_the_data(store: Store, world: World, tmp_path: Path) -> None:
    result = export_document(
        store, DocumentKind.QBR, customer_id=world.customer, out=tmp_path / "q.pdf", today=TODAY
    )
    names = [str(remark) for remark in result.left_out]
    assert any("who does well" in name and "no data on use" in name for name in names)
    assert "no data on use" not in " ".join(text for _, text in document_texts(result.path))
    assert "What it is worth" in names
    assert "Your goals" not in names
    contracts.create(
        store, customer_id=world.customer, start=date(2026, 10, 1), annual_minor=1_200_000,
        currency="CNY", fee_minor=400_000,
    )  # fmt: skip
    outcomes.create(
        store, customer_id=world.customer, title="Less overtime", money_minor=900_000,
        currency="CNY", said_by="Guo Wei", day=date(2026, 11, 12),
    )  # fmt: skip
    with store.read() as reader:
        view = qbr_source(reader, world.customer, TODAY).view
    assert view.value is not None
    assert view.value.benefit_minor == 900_000
    by_code = {cost.code: cost.minor for cost in view.value.costs}
    assert by_code == {"subscription": 200_000, "fee": 100_000}
    result = export_document(
        store, DocumentKind.QBR, customer_id=world.customer, out=tmp_path / "q.pdf", today=TODAY
    )
    assert "What it is worth" not in [str(remark) for remark in result.left_out]


def test_customer_with_nothing_still_gets_a_cover(
    store: Store, world: World, tmp_path: Path
) -> None:
    from csdesk.app.commands import customers

    bare = customers.create(store, name="Bare Rock")
    result = export_document(
        store, DocumentKind.QBR, customer_id=bare.id, out=tmp_path / "q.pdf", today=TODAY
    )
    assert result.pages == 1
    assert len(result.left_out) == 7


def test_key_figure_is_the_goal_measured_last(store: Store, world: World) -> None:
    goals.add_value(store, goal_id=world.goal, value=Decimal(72), day=TODAY)
    figure = view_of(store, world).figure
    assert figure is not None
    assert figure.value == "72"


def test_missing_glyphs_are_named_to_us(store: Store, world: World, tmp_path: Path) -> None:
    decisions.create(
        store, customer_id=world.customer, what="Go 😀 today", visibility=Visibility.CUSTOMER
    )
    out = tmp_path / "s.pdf"
    result = export_document(
        store, DocumentKind.STATUS, project_id=world.project, out=out, today=TODAY
    )
    assert "[grinning face]" in text_of(out)
    assert any("grinning face" in str(remark) for remark in result.warnings)


def test_file_name_in_a_folder(store: Store, world: World, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    result = export_document(
        store, DocumentKind.STATUS, project_id=world.project, out=folder, today=TODAY
    )
    assert result.path.name == "Harbour Noodle_status_v1_2026-11-20.pdf"


@pytest.mark.parametrize(
    ("today", "start", "end"),
    [
        (date(2027, 4, 9), date(2027, 1, 1), date(2027, 3, 31)),
        (date(2026, 11, 20), date(2026, 10, 1), date(2026, 11, 20)),
        (date(2027, 2, 10), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 2, 20), date(2027, 1, 1), date(2027, 2, 20)),
    ],
)
def test_reviewed_quarter(today: date, start: date, end: date) -> None:
    assert reviewed_quarter(today) == (start, end)
