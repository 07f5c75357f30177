"""Whatever a command does to whatever table: undo restores every column, redo does it again."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csdesk.data.mapping import shape_of
from csdesk.data.orm import MODELS
from csdesk.data.store import Store
from csdesk.domain.records import Record, User, Workspace
from tests.data.world import UNDOABLE, changes_for, fill, snapshot
from tests.support import CLOCK

EXAMPLES = 20 if os.environ.get("CSDESK_LONG") else 4
pytestmark = pytest.mark.timeout(1800 if os.environ.get("CSDESK_LONG") else 300)
proven = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def world(address: str) -> Iterator[Store]:
    """A filled workspace, once in a file and once on the server."""
    store = Store.open(address, clock=CLOCK, backups=False)
    fill(store)
    yield store
    store.close()


def ids_of(store: Store) -> dict[str, list[int]]:
    with store.read() as reader:
        return {shape_of(kind).table.name: [row.id for row in reader.find(kind)] for kind in MODELS}


def test_changes_to_every_table_are_undone_column_by_column(world: Store) -> None:
    ids = ids_of(world)
    for kind in UNDOABLE:
        _prove_changes(world, kind, ids)
    assert world.verify_journal() == []


def _prove_changes(world: Store, kind: type[Record], ids: dict[str, list[int]]) -> None:
    shape = shape_of(kind)

    @proven
    @given(changes=changes_for(shape, ids), which=st.sampled_from(ids[shape.table.name]))
    def prove(changes: dict[str, Any], which: int) -> None:
        before = snapshot(world)
        with world.write("change") as unit:
            unit.update(kind, which, **changes)
        after = snapshot(world)
        if after == before:
            return
        assert after[kind.__name__][which] == {**before[kind.__name__][which], **changes}
        world.undo()
        assert snapshot(world) == before
        world.redo()
        assert snapshot(world) == after
        world.undo()

    prove()


def test_deletions_with_all_they_took_along_are_undone(world: Store) -> None:
    with world.write("spare") as unit:
        spare = unit.add(User(name="Spare"))
    ids = ids_of(world)
    for kind in UNDOABLE:
        if kind is not Workspace:  # the one row that nothing may delete
            doomed = spare.id if kind is User else ids[shape_of(kind).table.name][0]
            _prove_deletion(world, kind, doomed)


def _prove_deletion(world: Store, kind: type[Record], doomed: int) -> None:
    before = snapshot(world)
    with world.read() as reader:
        version = reader.get(kind, doomed).version
    with world.write("delete") as unit:
        unit.delete(kind, doomed)
    after = snapshot(world)
    assert doomed not in after[kind.__name__]
    world.undo()
    assert snapshot(world) == before
    with world.read() as reader:
        assert reader.get(kind, doomed).version > version
    world.redo()
    assert snapshot(world) == after
    world.undo()
    assert snapshot(world) == before


def test_a_whole_afternoon_is_undone_and_done_again(world: Store) -> None:
    ids = ids_of(world)
    step = st.sampled_from([kind for kind in UNDOABLE if kind is not Workspace]).flatmap(
        lambda kind: st.tuples(
            st.just(kind),
            st.sampled_from(ids[shape_of(kind).table.name]),
            changes_for(shape_of(kind), ids),
            st.booleans(),
        )
    )

    @proven
    @given(steps=st.lists(step, min_size=1, max_size=6))
    def prove(steps: list[tuple[type[Record], int, dict[str, Any], bool]]) -> None:
        states = [snapshot(world)]
        for kind, row_id, changes, delete in steps:
            with world.write("step") as unit:
                if unit.first(kind, id=row_id) is None:
                    continue
                if delete and kind is not User:
                    unit.delete(kind, row_id)
                else:
                    there = {
                        name: value
                        for name, value in changes.items()
                        if not (name.endswith("_id") and name != "external_id")
                    }
                    unit.update(kind, row_id, **there)
            state = snapshot(world)
            if state != states[-1]:
                states.append(state)
        for state in reversed(states[:-1]):
            world.undo()
            assert snapshot(world) == state
        for state in states[1:]:
            world.redo()
            assert snapshot(world) == state
        for _ in states[1:]:
            world.undo()
        assert snapshot(world) == states[0]

    prove()
    assert world.verify_journal() == []
