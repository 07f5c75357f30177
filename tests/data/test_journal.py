"""The journal: what it keeps, that it cannot be changed, what undo refuses."""

from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from csdesk.data.mapping import shape_of
from csdesk.data.sqlite_file import WRITE
from csdesk.data.store import Store
from csdesk.domain.changes import ChangeSet, Origin, RowAction
from csdesk.domain.codes import Language
from csdesk.domain.errors import UserError
from csdesk.domain.records import Contact, Customer, Export, PlanRow, Project, User
from tests.support import CLOCK, TODAY, make_contact, make_customer, make_project, reopen


def run_sql(store: Store, statement: str, **values: Any) -> None:
    """Change the database behind the store's back."""
    engine = store._db._engine.execution_options(**{WRITE: True})
    with engine.begin() as connection:
        connection.execute(sa.text(statement), values)


def code_of(call: Any) -> str:
    with pytest.raises(UserError) as caught:
        call()
    assert "{" not in str(caught.value)
    return caught.value.code


def test_an_entry_says_who_when_what_and_each_row(any_store: Store) -> None:
    customer = make_customer(any_store)
    with any_store.write("contacts.update", customer_id=customer.id, n=1) as unit:
        contact = unit.add(Contact(uid="c", customer_id=customer.id, name="Old"))
        unit.update(Contact, contact.id, name="New")
        unit.update(Customer, customer.id, name="Acme 好")
    entry = any_store.history()[0]
    assert (entry.actor, entry.at, entry.label, entry.params, entry.customer_id) == (
        "Ann Example",
        CLOCK.now(),
        "contacts.update",
        {"n": 1},
        customer.id,
    )
    assert (entry.origin, entry.undoable, entry.undone) == (Origin.COMMAND, True, False)
    assert entry.touched == {"Contact": 1, "Customer": 1}
    added, changed = any_store.changes(entry.entry_id)
    assert (added.action, added.before, added.customer_id) == (RowAction.INSERT, None, customer.id)
    assert added.after is not None
    assert added.after["name"] == "New"
    assert (changed.before, changed.after) == ({"name": "ACME"}, {"name": "Acme 好"})


def test_history_of_one_customer(any_store: Store) -> None:
    first, second = make_customer(any_store, "A"), make_customer(any_store, "B")
    make_project(any_store, first.id)
    with any_store.write("rename") as unit:
        unit.update(Customer, second.id, name="Bb")
    assert [entry.label for entry in any_store.history(first.id)] == [
        "projects.create",
        "customers.create",
    ]
    assert [entry.label for entry in any_store.history(limit=1)] == ["rename"]


def test_undo_and_redo_walk_the_actors_commands(any_store: Store) -> None:
    heard: list[ChangeSet] = []
    any_store.subscribe(heard.append)
    first, second = make_customer(any_store, "A"), make_customer(any_store, "B")
    assert any_store.redo_label() is None
    taken = any_store.undo()
    assert (taken.label, taken.touched) == ("customers.create", {"Customer": 1})
    assert heard[-1].origin is Origin.UNDO
    assert heard[-1].ids("Customer") == {second.id}
    any_store.undo()
    assert code_of(any_store.undo) == "nothing_to_undo"
    redo = any_store.redo_label()
    assert redo is not None
    any_store.redo()
    with any_store.read() as reader:
        assert [one.code for one in reader.find(Customer)] == ["A"]
        assert reader.get(Customer, first.id).name == "A"
    with any_store.write("new") as unit:
        unit.update(Customer, first.id, name="Other")
    assert code_of(any_store.redo) == "nothing_to_redo"
    origins = [entry.origin.value for entry in any_store.history()]
    assert origins == ["command", "redo", "undo", "undo", "command", "command", "command"]
    assert any_store.verify_journal() == []


def test_undo_works_after_a_restart(store: Store) -> None:
    customer = make_customer(store)
    project = make_project(store, customer.id, items=2)
    opened = reopen(store)
    opened.undo()
    with opened.read() as reader:
        assert reader.count(PlanRow) == 0
        assert reader.first(Project, id=project.id) is None
    opened = reopen(opened)
    opened.redo()
    with opened.read() as reader:
        assert reader.count(PlanRow) == 3
        assert reader.get(Project, project.id).name == project.name
    opened.close()


def test_undo_at_one_customer_leaves_the_others(any_store: Store) -> None:
    first, second = make_customer(any_store, "A"), make_customer(any_store, "B")
    for customer in (first, second):
        with any_store.write("rename") as unit:
            unit.update(Customer, customer.id, name="new")
    any_store.undo(first.id)
    with any_store.read() as reader:
        assert [one.name for one in reader.find(Customer)] == ["A", "new"]
    any_store.redo(first.id)
    with any_store.read() as reader:
        assert [one.name for one in reader.find(Customer)] == ["new", "new"]


def test_undo_takes_back_only_the_actors_own(any_store: Store) -> None:
    make_customer(any_store, "A")
    with any_store.write("users.create") as unit:
        unit.add(User(name="Bo"))
    any_store.act_as("Bo")
    assert code_of(any_store.undo) == "nothing_to_undo"
    make_customer(any_store, "B")
    any_store.act_as("Ann Example")
    assert any_store.undo().label == "users.create"


def test_undo_refuses_what_someone_changed_since_and_names_it(any_store: Store) -> None:
    customer = make_customer(any_store)
    with any_store.write("mine") as unit:
        unit.add(User(name="Bo"))
        unit.update(Customer, customer.id, name="Mine", city="Here")
    any_store.act_as("Bo")
    with any_store.write("theirs") as unit:
        unit.update(Customer, customer.id, name="Theirs")
    any_store.act_as("Ann Example")
    with pytest.raises(UserError) as caught:
        any_store.undo()
    assert caught.value.code == "undo_conflict"
    assert str(caught.value) == (
        "Not undone: “Theirs” was changed since, by Bo on 2026-11-20. Take that back first."
    )
    with any_store.read() as reader:
        assert reader.get(Customer, customer.id).city == "Here"
    any_store.act_as("Bo")
    any_store.undo()
    any_store.act_as("Ann Example")
    any_store.undo()
    with any_store.read() as reader:
        assert reader.get(Customer, customer.id).name == "ACME"


def test_undo_leaves_another_column_that_changed_since(any_store: Store) -> None:
    customer = make_customer(any_store)
    with any_store.write("mine") as unit:
        unit.update(Customer, customer.id, name="Mine")
    mine = any_store.history()[0]
    with any_store.write("users.create") as unit:
        unit.add(User(name="Bo"))
    any_store.undo()
    any_store.redo()
    any_store.act_as("Bo")
    with any_store.write("theirs") as unit:
        unit.update(Customer, customer.id, city="There")
    any_store.act_as("Ann Example")
    any_store.undo(customer.id)
    with any_store.read() as reader:
        stored = reader.get(Customer, customer.id)
    assert (stored.name, stored.city) == ("ACME", "There")
    assert any_store.history(customer.id)[2].entry_id == mine.entry_id


def test_undo_refuses_when_something_was_added_or_is_gone(any_store: Store) -> None:
    customer = make_customer(any_store)
    contact = make_contact(any_store, customer.id)
    with any_store.write("users.create") as unit:
        bo = unit.add(User(name="Bo"))
        unit.update(Customer, customer.id, owner_id=bo.id)
    any_store.act_as("Bo")
    make_project(any_store, customer.id)
    with any_store.write("contacts.delete") as unit:
        unit.delete(Contact, contact.id)
    any_store.act_as("Ann Example")
    any_store.undo()
    assert "deleted since" in message_of(any_store.undo)
    any_store.act_as(str(1))
    with any_store.write("noop"):
        pass


def message_of(call: Any) -> str:
    with pytest.raises(UserError) as caught:
        call()
    return str(caught.value)


def test_facts_and_counters_stay_when_their_command_is_undone(any_store: Store) -> None:
    customer = make_customer(any_store)
    project = make_project(any_store, customer.id, items=1)

    def export(number: int) -> Export:
        return Export(
            uid=f"e{number}",
            customer_id=customer.id,
            project_id=project.id,
            number=number,
            language=Language.EN,
            file_name="t.xlsx",
            made_at=CLOCK.now(),
            as_of=TODAY,
            checksum="",
            base={},
        )

    with any_store.write("tracker.export", customer_id=customer.id) as unit:
        unit.add(export(1))
        unit.update(PlanRow, unit.find(PlanRow, number=1)[0].id, asked_on=TODAY)
    with any_store.write("tracker.export", customer_id=customer.id) as unit:
        unit.add(export(2))
    assert any_store.history()[0].undoable is False
    any_store.undo()
    with any_store.read() as reader:
        assert reader.count(Export) == 2
        assert reader.find(PlanRow, number=1)[0].asked_on is None
        assert reader.get(Customer, customer.id).next_number == 2
    with pytest.raises(TypeError, match="fact"), any_store.write("x") as unit:
        unit.update(Export, 1, number=9)
    assert "document was made of “P1” since" in message_of(any_store.undo)
    with any_store.write("customers.delete") as unit:
        unit.delete(Customer, customer.id)
    any_store.undo()
    with any_store.read() as reader:
        assert reader.get(Export, 2) == reader.find(Export, number=2)[0]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM journal_entry",
        "DELETE FROM journal_change",
        "UPDATE journal_entry SET actor = 'x'",
        "UPDATE journal_change SET row_id = 9",
        "UPDATE journal_change SET after = NULL",
        "UPDATE journal_change SET after = NULL, purged = true, row_id = 7",
    ],
)
def test_the_database_refuses_to_change_the_journal(any_store: Store, statement: str) -> None:
    make_customer(any_store)
    with pytest.raises(DBAPIError, match="append-only"):
        run_sql(any_store, statement)


def test_the_chain_shows_what_was_altered(store: Store) -> None:
    make_customer(store)
    make_customer(store, "B")
    for trigger in ("journal_entry_update", "journal_change_update", "journal_entry_delete"):
        run_sql(store, f"DROP TRIGGER {trigger}")
    assert store.verify_journal() == []
    run_sql(store, "UPDATE journal_change SET row_id = 9 WHERE id = 3")
    assert store.verify_journal() == ["entry 2: Customer 9 was altered"]
    run_sql(store, "UPDATE journal_change SET row_id = 1 WHERE id = 3")
    run_sql(store, "UPDATE journal_entry SET actor = 'x' WHERE id = 2")
    assert store.verify_journal() == ["entry 2: it was altered"]


def test_a_purge_takes_payloads_out_and_leaves_the_chain_whole(any_store: Store) -> None:
    first, second = make_customer(any_store, "A"), make_customer(any_store, "B")
    make_contact(any_store, first.id, "Secret Person")
    assert any_store.purge_journal(first.id) == 2
    assert any_store.verify_journal() == []
    (change,) = any_store.changes(any_store.history(first.id)[0].entry_id)
    assert (change.purged, change.before, change.after) == (True, None, None)
    assert code_of(any_store.undo) == "undo_purged"
    assert any_store.undo(second.id).label == "customers.create"


def test_bulk_statements_of_the_orm_are_refused(any_store: Store) -> None:
    make_customer(any_store)
    model = shape_of(Customer).model
    for statement in (sa.update(model).values(version=9), sa.delete(model)):
        with pytest.raises(RuntimeError, match="journal"), any_store.write("x") as unit:
            unit.writer.session.execute(statement)


def test_others_commits_on_a_server_are_seen(server_workspace: str) -> None:
    ours = Store.open(server_workspace, clock=CLOCK)
    theirs = Store.open(server_workspace, clock=CLOCK)
    heard: list[ChangeSet] = []
    ours.subscribe(heard.append)
    customer = make_customer(theirs)
    assert heard == []
    ours.poll()
    assert [(one.origin, one.ids("Customer")) for one in heard] == [
        (Origin.REMOTE, frozenset({customer.id}))
    ]
    assert ours.poll() is None
    make_customer(ours, "B")
    assert ours.poll() is None
    assert ours.verify_journal() == []
    ours.close()
    theirs.close()
