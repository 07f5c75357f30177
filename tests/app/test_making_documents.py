"""A document is made in memory, put in place, logged, and made again as it was."""

import hashlib
from base64 import b64decode
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest

from csdesk.app.command_labels import COMMAND_LABELS
from csdesk.app.commands import items
from csdesk.app.documents.frozen import frozen, thawed
from csdesk.app.documents.make import export_document, make_again, make_document
from csdesk.app.documents.spec import Ask
from csdesk.app.queries.document_log import document_log
from csdesk.domain.codes import DispatchWay, DocumentForm, DocumentKind, Language, Side
from csdesk.domain.errors import UserError
from csdesk.domain.records import Customer, DocumentLog
from csdesk.domain.records_delivery import Dispatch, Picture
from tests.app.conftest import Desk
from tests.support import TODAY

LOGO = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)  # one pixel


@dataclass(frozen=True, kw_only=True)
class Inner:
    side: Side
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Outer:
    day: date
    at: time | None = None
    share: float = 0.5
    number: int | None = None
    inner: tuple[Inner, ...] = ()
    pairs: tuple[tuple[Side, int, str], ...] = ()
    only: Inner | None = None


def test_a_view_survives_freezing() -> None:
    view = Outer(
        day=TODAY, at=time(9, 30), share=1.0, inner=(Inner(side=Side.US, amount=Decimal("1.50")),),
        pairs=((Side.THIRD, 3, "x"),), only=Inner(side=Side.CUSTOMER),
    )  # fmt: skip
    assert thawed(Outer, frozen(view)) == view


def test_a_field_that_came_later_takes_its_default() -> None:
    kept = frozen(Outer(day=TODAY))
    assert isinstance(kept, dict)
    del kept["share"]
    assert thawed(Outer, kept) == Outer(day=TODAY)


@pytest.mark.parametrize("broken", [{"day": 3}, {"day": "2026-13-01"}, {"day": None}, {}])
def test_what_is_no_view_is_refused(broken: dict[str, object]) -> None:
    with pytest.raises((TypeError, ValueError, KeyError)):
        thawed(Outer, broken)


@pytest.mark.parametrize("kind", [DocumentKind.STATUS, DocumentKind.QBR])
def test_a_document_is_made_again_as_it_was(desk: Desk, tmp_path: Path, kind: DocumentKind) -> None:
    with desk.store.write("logo") as unit:
        unit.update(Customer, desk.ids.customer, logo=LOGO)
    result = export_document(
        desk.store,
        kind,
        customer_id=desk.ids.customer,
        project_id=desk.ids.project,
        out=tmp_path,
        today=TODAY,
    )
    content = result.path.read_bytes()
    with desk.store.write("logo") as unit:
        unit.update(Customer, desk.ids.customer, logo=None, name="Another Name")
    items.update(desk.store, row_ids=[max(desk.ids.row.values())], title="Written later")
    again = make_again(desk.store, result.document_id)
    assert again.file_name == result.path.name
    assert again.content == content
    with desk.store.read() as reader:
        log = reader.get(DocumentLog, result.document_id)
        assert log.sha256 == hashlib.sha256(content).hexdigest()
        assert reader.count(Picture) == 1
        (saved,) = reader.find(Dispatch, document_id=result.document_id)
    assert (saved.way, saved.place) == (DispatchWay.SAVED, str(result.path.resolve()))


def test_making_stores_nothing(desk: Desk) -> None:
    ask = Ask(
        kind=DocumentKind.STATUS, project_id=desk.ids.project, today=TODAY, language=Language.EN
    )
    first, second = make_document(desk.store, ask), make_document(desk.store, ask)
    assert first.content == second.content
    with desk.store.read() as reader:
        assert reader.count(DocumentLog) == 0


def test_a_format_that_a_document_does_not_have_is_refused(desk: Desk) -> None:
    ask = Ask(kind=DocumentKind.STATUS, project_id=desk.ids.project, today=TODAY, ending="docx")
    with pytest.raises(UserError) as caught:
        make_document(desk.store, ask)
    assert caught.value.code == "document_ending"


def test_a_form_that_a_document_does_not_have_is_refused(desk: Desk) -> None:
    ask = Ask(kind=DocumentKind.STATUS, today=TODAY, project_id=desk.ids.project,
              form=DocumentForm.SHORT)  # fmt: skip
    with pytest.raises(UserError) as refused:
        make_document(desk.store, ask)
    assert (refused.value.code, refused.value.params["kinds"]) == (
        "document_form", "qbr, requests, renewal",
    )  # fmt: skip


@pytest.mark.parametrize("ending", ["pdf", "pptx"])
def test_a_short_form_is_one_in_the_log_and_again(desk: Desk, tmp_path: Path, ending: str) -> None:
    short, full = (
        export_document(
            desk.store,
            DocumentKind.QBR,
            out=tmp_path,
            form=form,
            ending=ending,
            today=TODAY,
            customer_id=desk.ids.customer,
        )
        for form in (DocumentForm.SHORT, DocumentForm.FULL)
    )
    assert short.pages < full.pages
    again = make_again(desk.store, short.document_id)
    assert again.ask.form is DocumentForm.SHORT
    assert again.content == short.path.read_bytes()
    forms = {one.id: one.form for one in document_log(desk.store, kind=DocumentKind.QBR)}
    assert forms == {
        short.document_id: DocumentForm.SHORT, full.document_id: DocumentForm.FULL,
    }  # fmt: skip


def test_what_an_older_version_kept_too_little_of_is_said(desk: Desk) -> None:
    with desk.store.write("old") as unit:
        log = unit.add(
            DocumentLog(
                customer_id=desk.ids.customer, project_id=desk.ids.project,
                kind=DocumentKind.STATUS, language=Language.EN, file_name="old.pdf",
                made_at=unit.now, as_of=TODAY, number=1,
                snapshot={"view": {"number": 1}},
            )
        )  # fmt: skip
    with pytest.raises(UserError) as caught:
        make_again(desk.store, log.id)
    assert caught.value.code == "document_not_kept"
    assert "old.pdf" in str(caught.value)


@pytest.mark.parametrize("kind", DocumentKind)
def test_the_history_names_every_kind_of_document(kind: DocumentKind) -> None:
    assert f"export.{kind.value}" in COMMAND_LABELS
