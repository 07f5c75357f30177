"""Reading and writing records on a file and on a server."""

import threading
from contextlib import suppress
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from csdesk.data.reader import FILLED
from csdesk.data.store import Store
from csdesk.domain.changes import ChangeSet, Origin
from csdesk.domain.codes import DocumentKind, Language, MeetingKind, Side, Status
from csdesk.domain.errors import UserError
from csdesk.domain.records import (
    Contact,
    Customer,
    Deal,
    DocumentLog,
    Goal,
    ImportMapping,
    Meeting,
    Note,
    PlanRow,
    Setting,
    User,
    Workspace,
)
from tests.support import TODAY, make_contact, make_customer, make_project


def test_values_come_back_as_they_were_given(any_store: Store) -> None:
    customer = make_customer(
        any_store, name="Łódź 有限公司 “Q”", logo=b"\x00\x01\xff", language=Language.ZH_TW
    )
    with any_store.write("x") as unit:
        goal = unit.add(
            Goal(
                customer_id=customer.id,
                title="Hours",
                baseline=Decimal("0.10"),
                target=Decimal("123456789012345678.123456789"),
            )
        )
        deal = unit.add(
            Deal(customer_id=customer.id, closed_on=date(2026, 2, 28), amount_minor=9_000_000_000)
        )
        meeting = unit.add(
            Meeting(uid="m", customer_id=customer.id, day=date(2026, 3, 29), at=time(2, 30))
        )
        mapping = unit.add(
            ImportMapping(
                name="n", kind="deals", fingerprint="f", mapping={"a": [1, 2.5, None, "好"]}
            )
        )
        nothing = unit.add(Setting(key="k", value=None))
        moment = datetime(2026, 1, 5, 23, 59, 59, 123456, tzinfo=UTC)
        log = unit.add(
            DocumentLog(
                customer_id=customer.id,
                kind=DocumentKind.QBR,
                language=Language.EN,
                file_name="f",
                made_at=moment,
                as_of=TODAY,
                number=1,
            )
        )
    with any_store.read() as reader:
        assert reader.get(Customer, customer.id) == customer
        assert reader.get(Goal, goal.id) == goal
        assert str(reader.get(Goal, goal.id).target) == "123456789012345678.123456789"
        assert reader.get(Deal, deal.id).amount_minor == 9_000_000_000
        stored = reader.get(Meeting, meeting.id)
        assert (stored.at, stored.kind) == (time(2, 30), MeetingKind.PROGRESS)
        assert isinstance(stored.kind, MeetingKind)
        assert reader.get(ImportMapping, mapping.id).mapping == {"a": [1, 2.5, None, "好"]}
        assert reader.get(Setting, nothing.id).value is None
        assert reader.get(DocumentLog, log.id).made_at == moment


def test_find_by_equal_columns_lists_and_emptiness(any_store: Store) -> None:
    customer = make_customer(any_store)
    project = make_project(any_store, customer.id, items=3)
    with any_store.write("x") as unit:
        rows = unit.find(PlanRow, number=[2, 3])
        unit.update(PlanRow, rows[0].id, status=Status.DONE, side=Side.CUSTOMER)
    with any_store.read() as reader:
        assert [row.number for row in reader.find(PlanRow, project_id=project.id)] == [
            None,
            1,
            2,
            3,
        ]
        assert [row.number for row in reader.find(PlanRow, order_by=["-id"])] == [3, 2, 1, None]
        assert [row.number for row in reader.find(PlanRow, status=Status.DONE)] == [2]
        assert [row.title for row in reader.find(PlanRow, parent_id=None)] == ["Phase"]
        assert [row.number for row in reader.find(PlanRow, number={None, 3})] == [None, 3]
        assert reader.find(PlanRow, number=[]) == []
        assert len(reader.find(PlanRow, id=range_list(20_000))) == 4
        assert reader.count(PlanRow, side=Side.CUSTOMER) == 1
        assert reader.first(PlanRow, number=9) is None
        with pytest.raises(UserError) as caught:
            reader.get(PlanRow, 99)
    assert caught.value.code == "not_found"


def range_list(length: int) -> list[int]:
    return list(range(1, length))


def test_an_exception_rolls_back_and_publishes_nothing(any_store: Store) -> None:
    heard: list[ChangeSet] = []
    any_store.subscribe(heard.append)
    customer = make_customer(any_store)
    heard.clear()
    with pytest.raises(ZeroDivisionError):
        _fail_half_way(any_store, customer.id)
    with any_store.read() as reader:
        assert [one.name for one in reader.find(Customer)] == ["ACME"]
    assert heard == []
    assert not any_store.busy


def _fail_half_way(store: Store, customer_id: int) -> None:
    with store.write("x") as unit:
        unit.update(Customer, customer_id, name="Changed")
        make_customer(store, "NESTED")
        raise ZeroDivisionError


def test_a_nested_write_joins_and_one_notice_goes_out(any_store: Store) -> None:
    heard: list[ChangeSet] = []
    leave = any_store.subscribe(heard.append)
    with any_store.write("outer", n=3) as unit:
        customer = make_customer(any_store)
        with any_store.read() as reader:
            assert reader.get(Customer, customer.id) == customer
        unit.describe(day=TODAY)
    assert heard == [
        ChangeSet(label="outer", origin=Origin.COMMAND, entities={"Customer": frozenset({1})})
    ]
    entry = any_store.history()[0]
    assert (entry.label, entry.params, entry.touched) == (
        "outer",
        {"n": 3, "day": "2026-11-20"},
        {"Customer": 1},
    )
    leave()
    make_customer(any_store, "B")
    assert len(heard) == 1


def test_a_nested_failure_after_a_change_cannot_be_ignored(any_store: Store) -> None:
    with pytest.raises(RuntimeError, match="half-way"):
        _ignore_a_failure(any_store)
    with any_store.read() as reader:
        assert reader.count(User) == 1


def _ignore_a_failure(store: Store) -> None:
    with store.write("outer"), suppress(UserError), store.write("inner") as unit:
        unit.add(User(name="Half"))
        raise UserError("no", "no")


def test_a_command_that_changes_nothing_leaves_no_trace(any_store: Store) -> None:
    heard: list[ChangeSet] = []
    any_store.subscribe(heard.append)
    with any_store.write("x") as unit:
        before = unit.get(User, 1)
        assert unit.update(User, 1, name=before.name) == before
        gone = unit.add(User(name="Came and went"))
        unit.delete(User, gone.id)
    assert heard == []
    assert [entry.label for entry in any_store.history()] == ["workspace.create"]


def test_ids_and_numbers_are_never_given_twice(any_store: Store) -> None:
    customer = make_customer(any_store)
    with any_store.write("x") as unit:
        first = unit.add(Contact(uid="c", customer_id=customer.id, name="A"))
        assert [unit.take_number(customer.id) for _ in range(2)] == [1, 2]
        unit.delete(Contact, first.id)
    with any_store.write("x") as unit:
        second = unit.add(Contact(uid="c2", customer_id=customer.id, name="B"))
        assert second.id > first.id
        assert unit.take_number(customer.id) == 3
    any_store.undo()
    with any_store.write("x") as unit:
        assert unit.take_number(customer.id) == 4
        assert list(unit.take_numbers(customer.id, 3)) == [5, 6, 7]
        assert list(unit.take_numbers(customer.id, 0)) == []
        assert unit.get(Customer, customer.id).version == 1


def test_a_lost_update_shows_both_values(any_store: Store) -> None:
    customer = make_customer(any_store)
    with any_store.write("x") as unit:
        unit.update(Customer, customer.id, name="Theirs", expected_version=customer.version)
    with pytest.raises(UserError) as caught, any_store.write("x") as unit:
        unit.update(Customer, customer.id, name="Ours", expected_version=customer.version)
    assert caught.value.code == "lost_update"
    assert caught.value.params == {"field": "name", "theirs": "Theirs", "ours": "Ours"}
    with any_store.write("x") as unit:
        same = unit.update(Customer, customer.id, name="Theirs", expected_version=customer.version)
    assert same.version == 2


def test_many_rows_change_in_one_go(any_store: Store) -> None:
    customer = make_customer(any_store)
    make_project(any_store, customer.id, items=4)
    with any_store.write("x") as unit:
        rows = unit.find(PlanRow, status=Status.TODO)
        done = unit.update_all(PlanRow, {row.id: {"status": Status.DONE} for row in rows})
        assert [row.version for row in done] == [2] * 5
    with any_store.read() as reader:
        assert reader.count(PlanRow, status=Status.DONE) == 5


def test_wrong_use_is_refused(any_store: Store) -> None:
    customer = make_customer(any_store)
    with pytest.raises(TypeError, match="no column"), any_store.write("x") as unit:
        unit.update(Customer, customer.id, nam="x")
    with pytest.raises(ValueError, match="stored already"), any_store.write("x") as unit:
        unit.add(customer)
    with (
        any_store.read(),
        pytest.raises(RuntimeError, match="inside a read"),
        any_store.write("x"),
    ):
        pass
    with pytest.raises(ValueError, match="'nobody' is not a valid"), any_store.write("x") as unit:
        unit.update(Customer, customer.id, language="nobody")


def test_deleting_a_customer_takes_all_of_it_along(any_store: Store) -> None:
    customer = make_customer(any_store)
    other = make_customer(any_store, "OTHER")
    contact = make_contact(any_store, customer.id)
    make_project(any_store, customer.id, items=3)
    make_project(any_store, other.id, items=1)
    with any_store.write("x") as unit:
        rows = unit.find(PlanRow, customer_id=customer.id)
        unit.update(PlanRow, rows[1].id, owner_contact_id=contact.id, leads_to_id=rows[2].id)
        unit.delete(Contact, contact.id)
        assert unit.get(PlanRow, rows[1].id).owner_contact_id is None
        unit.delete(PlanRow, rows[2].id)
        assert unit.get(PlanRow, rows[1].id).leads_to_id is None
    with any_store.write("customers.delete") as unit:
        unit.delete(Customer, customer.id)
    with any_store.read() as reader:
        assert [one.code for one in reader.find(Customer)] == ["OTHER"]
        assert reader.count(PlanRow) == 2


def test_a_full_disk_stores_nothing_and_says_so(store: Store) -> None:
    customer = make_customer(store)
    raw = store.raw_connection()
    pages = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count={pages + 2}")
    with pytest.raises(UserError) as caught, store.write("x") as unit:
        unit.update(Customer, customer.id, success_text="x" * 100_000)
    assert caught.value.code == "not_saved"
    assert "full" in str(caught.value)
    raw.execute(f"PRAGMA max_page_count={pages + 2000}")
    with store.write("x") as unit:
        assert unit.get(Customer, customer.id) == customer
        unit.update(Customer, customer.id, success_text="x" * 100_000)
    assert store.verify_journal() == []


def test_threads_take_turns(any_store: Store) -> None:
    customer = make_customer(any_store)
    taken: list[int] = []

    def work() -> None:
        for _ in range(10):
            with any_store.write("x") as unit:
                taken.append(unit.take_number(customer.id))
            with any_store.read() as reader:
                reader.get(Customer, customer.id)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, 41))


def test_the_actor_and_the_day(any_store: Store) -> None:
    assert any_store.today() == TODAY
    with any_store.write("x") as unit:
        unit.add(User(name="Bo", mail="bo@example.test"))
        assert (unit.actor.name, unit.today) == ("Ann Example", TODAY)
    assert any_store.act_as("BO@example.test").name == "Bo"
    with pytest.raises(UserError) as caught:
        any_store.act_as("Cy")
    assert caught.value.code == "unknown_user"
    with any_store.write("x") as unit:
        unit.update(Workspace, 1, timezone="Asia/Taipei")
    assert any_store.workspace.timezone == "Asia/Taipei"
    assert any_store.history()[0].actor == "Bo"


def test_filled_means_neither_none_nor_empty(any_store: Store) -> None:
    customer = make_customer(any_store)
    with any_store.write("test") as unit:
        unit.add_all(Note(customer_id=customer.id, day=TODAY, text=text) for text in ("", "A word"))
    with any_store.read() as reader:
        assert [note.text for note in reader.find(Note, text=FILLED)] == ["A word"]
