"""Requests of customers: solved only by a person's word; the report says only what they may see."""

from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from csdesk.app.commands import contacts, support_requests
from csdesk.app.documents.frozen import frozen
from csdesk.app.documents.make import export_document
from csdesk.app.queries.requests_report import requests_source
from csdesk.app.queries.support_requests import RequestFilter, RequestState, list_requests
from csdesk.data.store import Store
from csdesk.domain.codes import (
    DocumentForm,
    DocumentKind,
    Language,
    RequestFeeling,
    RequestKind,
    RequestStatus,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records_delivery import SupportRequest
from csdesk.domain.requests import last_whole_month, median_minutes, months_until
from csdesk.domain.views.requests import RequestLine, RequestsView
from tests.support import TODAY, make_customer, make_store

SECRET = "They threatened to leave us for Rivalsoft over this"


def at(month: int, day: int, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = make_store(tmp_path / "team.csdesk", timezone="Asia/Shanghai")
    try:
        yield made
    finally:
        made.close()


def add(store: Store, customer_id: int, title: str = "Login fails", **values: Any) -> int:
    made = support_requests.create(store, customer_id=customer_id, title=title, **values)
    return made.id


def of(store: Store, request_id: int) -> SupportRequest:
    with store.read() as reader:
        return reader.get(SupportRequest, request_id)


def test_a_request_is_new_until_it_is_answered(store: Store) -> None:
    customer = make_customer(store)
    one = add(store, customer.id)
    assert of(store, one).status is RequestStatus.NEW
    support_requests.answer(store, request_id=one, text="Please clear the cache")
    answered = of(store, one)
    assert answered.status is RequestStatus.IN_PROGRESS
    assert answered.first_response_at == store.clock.now()
    support_requests.answer(store, request_id=one, at=at(11, 1), text="And restart")
    assert of(store, one).first_response_at == answered.first_response_at
    assert of(store, one).answer == "And restart"


@pytest.mark.parametrize("name", ["", "  "])
def test_nobody_s_word_solves_nothing(store: Store, name: str) -> None:
    one = add(store, make_customer(store).id)
    with pytest.raises(UserError) as refused:
        support_requests.solve(store, request_id=one, confirmed_by=name)
    assert refused.value.code == "request_unconfirmed"
    assert of(store, one).status is RequestStatus.NEW


def test_status_cannot_be_set_past_the_word_of_a_person(store: Store) -> None:
    one = add(store, make_customer(store).id)
    for field, value in (("status", "solved"), ("solved_on", TODAY), ("confirmed_by", "Us")):
        with pytest.raises(UserError) as refused:
            support_requests.update(store, request_id=one, **{field: value})
        assert refused.value.code == "field_unknown"
    with pytest.raises(UserError):
        add(store, of(store, one).customer_id, status="solved")


def test_solved_is_taken_back_only_by_reopening(store: Store) -> None:
    one = add(store, make_customer(store).id, received_at=at(11, 2))
    support_requests.wait(store, request_id=one)
    assert of(store, one).first_response_at is not None
    support_requests.solve(store, request_id=one, confirmed_by="Guo Wei", day=date(2026, 11, 3))
    solved = of(store, one)
    assert (solved.status, solved.confirmed_by) == (RequestStatus.SOLVED, "Guo Wei")
    for command in (support_requests.take, support_requests.wait, support_requests.answer):
        with pytest.raises(UserError) as refused:
            command(store, request_id=one)
        assert refused.value.code == "request_solved"
    support_requests.reopen(store, request_id=one)
    assert (of(store, one).solved_on, of(store, one).confirmed_by) == (None, "")
    with pytest.raises(UserError):
        support_requests.reopen(store, request_id=one)


@pytest.mark.parametrize("day", [date(2026, 11, 1), TODAY + timedelta(1)])
def test_a_request_is_not_solved_before_it_came_nor_tomorrow(store: Store, day: date) -> None:
    one = add(store, make_customer(store).id, received_at=at(11, 2))
    with pytest.raises(UserError) as refused:
        support_requests.solve(store, request_id=one, confirmed_by="Guo Wei", day=day)
    assert refused.value.code == "request_day"


def test_times_and_people_are_checked(store: Store) -> None:
    customer, other = make_customer(store), make_customer(store, "OTHER")
    stranger = contacts.create(store, customer_id=other.id, name="Fang Jie")
    cases: tuple[tuple[str, dict[str, Any]], ...] = (
        ("request_order", {"received_at": at(11, 2), "first_response_at": at(11, 1)}),
        ("request_in_future", {"received_at": at(12, 24)}),
        ("contact_elsewhere", {"contact_id": stranger.id}),
        ("field_empty", {"title": " "}),
    )
    for code, values in cases:
        with pytest.raises(UserError) as refused:
            add(store, customer.id, **{"title": "x", **values})
        assert refused.value.code == code


def test_lists_ask_for_state_area_kind_and_month_of_the_workspace(store: Store) -> None:
    customer = make_customer(store)
    # 17:30 UTC is already the first of November in Shanghai
    night = add(store, customer.id, "Night", area="Login", received_at=at(10, 31, 17, 30))
    waits = add(store, customer.id, "Waits", area="login", received_at=at(10, 5))
    support_requests.wait(store, request_id=waits)
    done = add(store, customer.id, "Done", kind=RequestKind.FAULT, received_at=at(10, 6))
    support_requests.solve(store, request_id=done, confirmed_by="Guo Wei")

    def found(**asked: Any) -> list[int]:
        rows = list_requests(store, customer_id=customer.id, asked=RequestFilter(**asked)).rows
        return [row.request.id for row in rows]

    assert found() == [night, done, waits]
    assert found(state=RequestState.OPEN) == [night, waits]
    assert found(state=RequestState.WAITING) == [waits]
    assert found(state=RequestState.OURS) == [night]
    assert found(state=RequestState.SOLVED) == [done]
    assert found(area="Login") == [night, waits]
    assert found(kind=RequestKind.FAULT) == [done]
    assert found(month=date(2026, 10, 15)) == [done, waits]


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 20), date(2026, 10, 1)),
        (date(2026, 11, 30), date(2026, 11, 1)),
        (date(2026, 12, 31), date(2026, 12, 1)),
        (date(2026, 1, 30), date(2025, 12, 1)),
        (date(2028, 2, 29), date(2028, 2, 1)),
    ],
)
def test_the_month_is_the_last_one_that_is_over(today: date, first: date) -> None:
    found, last = last_whole_month(today)
    assert found == first
    assert last <= today
    assert (last + timedelta(1)).day == 1


def test_months_and_medians() -> None:
    assert months_until(date(2026, 2, 1), 3) == (
        date(2025, 12, 1), date(2026, 1, 1), date(2026, 2, 1),
    )  # fmt: skip
    assert median_minutes([None, 10, 30, 20]) == 20
    assert median_minutes([None]) is None


def october(store: Store) -> int:
    """Make a customer with a usual October; every internal field holds a canary."""
    customer = make_customer(store, name="Harbour Noodle")
    make_customer(store, "RIVAL", name="Rivalsoft Dining")
    guo = contacts.create(store, customer_id=customer.id, name="Guo Wei")
    internal = {"text": SECRET, "feeling": RequestFeeling.ANNOYED}
    for place in range(5):
        one = add(
            store,
            customer.id,
            f"Rosters of week {place} are empty",
            area="Rosters",
            kind=RequestKind.FAULT,
            contact_id=guo.id,
            received_at=at(10, 3 + place),
            first_response_at=at(10, 3 + place, 9 + place),
            answer="Rosters are filled at midnight since release 4.2.",
            **internal,
        )
        if place < 3:
            support_requests.solve(
                store, request_id=one, confirmed_by="Guo Wei", day=date(2026, 10, 12 + place)
            )
    waiting = add(store, customer.id, "Who may see pay?", area="Pay", received_at=at(10, 20),
                  asked_by="Zhou Min", **internal)  # fmt: skip
    support_requests.wait(store, request_id=waiting)
    add(store, customer.id, "Old wish", received_at=at(8, 2), **internal)
    add(store, customer.id, "Asked in November", received_at=at(11, 2), **internal)
    return customer.id


def view_of(store: Store, customer_id: int, today: date = TODAY) -> RequestsView:
    with store.read() as reader:
        return requests_source(reader, customer_id, today).view


def test_the_report_counts_its_month(store: Store) -> None:
    view = view_of(store, october(store))
    assert (view.first, view.last) == (date(2026, 10, 1), date(2026, 10, 31))
    assert [line.number for line in view.lines] == [1, 2, 3, 4, 5, 6]
    assert [(c.area, c.asked, c.confirmed, c.waiting, c.open) for c in view.causes] == [
        ("Rosters", 5, 3, 0, 2),
        ("Pay", 1, 0, 1, 0),
    ]
    assert [one.title for one in view.earlier] == ["Old wish"]
    assert view.later == 1
    assert [month.asked for month in view.months] == [0, 0, 0, 1, 0, 6]
    assert view.months[-1].answered == 6
    assert view.unsolved[0].title == "Who may see pay?"  # their turn comes first
    assert len({line.title for line in view.examples}) == 3
    assert {line.area for line in view.examples} == {"Rosters", "Pay"}


def test_an_earlier_day_does_not_know_what_came_after(store: Store) -> None:
    customer_id = october(store)
    view = view_of(store, customer_id, date(2026, 9, 30))
    assert view.lines == ()
    assert [line.title for line in view.earlier] == ["Old wish"]
    ended = view_of(store, customer_id, date(2026, 10, 31))
    assert ended.first == date(2026, 10, 1)
    assert ended.confirmed == 3
    assert ended.later == 0
    answered = {line.title: line.answered_after for line in ended.lines}
    assert answered["Who may see pay?"] is None  # its answer came on the twentieth of November


def test_nothing_internal_can_reach_the_view(store: Store) -> None:
    view = view_of(store, october(store))
    assert SECRET not in str(frozen(view))
    assert RequestFeeling.ANNOYED.value not in str(frozen(view))
    names = {item.name for item in fields(RequestLine)}
    assert not names & {"text", "feeling", "channel"}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("form", list(DocumentForm))
def test_export_passes_the_gate_and_says_which_month(
    store: Store, tmp_path: Path, language: Language, form: DocumentForm
) -> None:
    customer_id = october(store)
    result = export_document(
        store, DocumentKind.REQUESTS, customer_id=customer_id, out=tmp_path, today=TODAY,
        language=language.value, form=form,
    )  # fmt: skip
    text = "".join(page.extract_text() for page in PdfReader(result.path).pages)
    assert SECRET not in text
    assert "Rivalsoft" not in text
    assert result.pages == (1 if form is DocumentForm.SHORT else 2)
    assert any("2026-10-01" in str(remark) for remark in result.warnings)


def test_the_gate_stops_an_internal_text_in_an_answer(store: Store, tmp_path: Path) -> None:
    customer_id = october(store)
    add(store, customer_id, "Names", area="Rosters", received_at=at(10, 30), first_response_at=at(
        10, 30, 10), answer="As for Rivalsoft Dining, the rosters are filled.")  # fmt: skip
    with pytest.raises(UserError) as refused:
        export_document(
            store, DocumentKind.REQUESTS, customer_id=customer_id, out=tmp_path, today=TODAY
        )
    assert refused.value.code == "leak_name"


def test_without_any_request_it_is_refused(store: Store, tmp_path: Path) -> None:
    customer = make_customer(store)
    with pytest.raises(UserError) as refused:
        export_document(
            store, DocumentKind.REQUESTS, customer_id=customer.id, out=tmp_path, today=TODAY
        )
    assert refused.value.code == "no_requests"


def test_a_first_request_of_this_month_is_reported_when_it_is_over(
    store: Store, tmp_path: Path
) -> None:
    customer = make_customer(store)
    add(store, customer.id, "Names", received_at=at(11, 20))
    with pytest.raises(UserError) as refused:
        export_document(
            store, DocumentKind.REQUESTS, customer_id=customer.id, out=tmp_path, today=TODAY
        )
    assert refused.value.code == "requests_later"
    over = date(2026, 12, 1)
    export_document(store, DocumentKind.REQUESTS, customer_id=customer.id, out=tmp_path, today=over)
