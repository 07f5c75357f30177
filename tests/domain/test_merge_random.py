"""Random edits on both sides: no edit of either side is ever lost (model test of the merge)."""

import os
from dataclasses import dataclass
from typing import cast

from hypothesis import given, settings
from hypothesis import strategies as st

from csdesk.domain.merge import merge
from csdesk.domain.merge_choices import Accept, accept, settle
from csdesk.domain.merge_rows import (
    ITEMS,
    CellDiff,
    FileRow,
    FileValue,
    Kind,
    KnownRow,
    Merge,
    Unread,
    Value,
)

CASES = 10_000 if os.environ.get("CSDESK_LONG") else 200
EDITABLE = sorted(ITEMS.editable)
VALUES: dict[str, list[Value]] = {
    "side": ["us", "customer", "third"],
    "owner": [None, "Ann", "Jo", "Somebody else"],
    "target": [None, "2026-11-20", "2026-12-01", "2027-01-08"],
    "status": ["todo", "scheduled", "in_progress", "done", "on_hold", "cancelled"],
    "priority": ["must", "important", "optional"],
    "comment": [None, "", "Later", "请稍后"],
}
VALUES["comment"].remove("")
SIDES = {"ann": "us", "jo": "customer"}
TITLES = ("Send the list", "Send the lists", "Approve the rules", "导入员工表", "Train the shops")


@dataclass(frozen=True, slots=True)
class World:
    """Base, theirs and ours, with the edits that made them."""

    base: dict[str, KnownRow]
    ours: dict[str, KnownRow]
    theirs: list[FileRow]
    their_edits: dict[tuple[str, str], FileValue]
    removed: frozenset[str]
    added: dict[int, str]


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Draw a base of some rows and edits of both sides: cells, new rows, lost and sorted rows."""
    count = draw(st.integers(0, 6))
    base = {f"ai-{n}-00{n:02x}": _row(draw, n) for n in range(1, count + 1)}
    ours = {row_id: cast("KnownRow", _edited(draw, row)[0]) for row_id, row in base.items()}
    gone: set[str] = set()
    some_gone: bool = draw(st.booleans())
    if ours and some_gone:
        gone = draw(st.sets(st.sampled_from(sorted(ours))))
    for row_id in gone:
        del ours[row_id]
    removed: set[str] = draw(st.sets(st.sampled_from(sorted(base)))) if base else set()
    theirs: list[tuple[str, tuple[FileValue, ...]]] = []
    edits: dict[tuple[str, str], FileValue] = {}
    for row_id, row in base.items():
        if row_id in removed:
            continue
        values, changed = _edited(draw, row, unread=True)
        edits |= {(row_id, field): value for field, value in changed.items()}
        lost_id, lost_number = draw(st.booleans()), draw(st.booleans())
        if lost_number:
            values = (None, *values[1:])
            edits[row_id, "number"] = None
        theirs.append(("" if lost_id else row_id, values))
    added = [f"Their own {draw(st.integers(0, 9))}" for _ in range(draw(st.integers(0, 3)))]
    theirs += [("", (None, title, *[None] * 8)) for title in added]
    order = draw(st.permutations(range(len(theirs))))
    rows = [FileRow(6 + place, *theirs[index]) for place, index in enumerate(order)]
    places = {
        6 + place: added[index - len(theirs) + len(added)]
        for place, index in enumerate(order)
        if index >= len(theirs) - len(added)
    }
    return World(base, ours, rows, edits, frozenset(removed), places)


def _row(draw: st.DrawFn, number: int) -> KnownRow:
    title = f"{TITLES[number % len(TITLES)]} {number}"
    cells = {field: draw(st.sampled_from(values)) for field, values in VALUES.items()}
    first: dict[str, Value] = {"number": str(number), "title": title, "agreed": "2026-11-30"}
    return tuple({**dict.fromkeys(ITEMS.fields), **first, **cells}[f] for f in ITEMS.fields)


def _edited(
    draw: st.DrawFn, row: KnownRow, *, unread: bool = False
) -> tuple[tuple[FileValue, ...], dict[str, FileValue]]:
    values: list[FileValue] = list(row)
    changed: dict[str, FileValue] = {}
    for field in draw(st.sets(st.sampled_from(EDITABLE), max_size=3)):
        value: FileValue = draw(st.sampled_from(VALUES[field]))
        if unread and draw(st.integers(0, 4)) == 0:
            value = Unread("next week", "unknown")
        if value != row[ITEMS.at(field)]:
            values[ITEMS.at(field)] = value
            changed[field] = value
    return tuple(values), changed


def _merged(world: World) -> Merge:
    return merge(ITEMS, base=world.base, theirs=world.theirs, ours=world.ours, sides=SIDES)


@settings(max_examples=CASES)
@given(worlds())
def test_each_edit_of_theirs_is_shown_or_equals_ours(world: World) -> None:
    found = _merged(world)
    shown: dict[tuple[str, str], CellDiff] = {
        (row.row_id or "", cell.field): cell for row in found.rows for cell in row.cells
    }
    for (row_id, field), value in world.their_edits.items():
        ours = world.ours.get(row_id)
        if ours is not None and value == ours[ITEMS.at(field)]:
            continue
        cell = shown[row_id, field]
        if isinstance(value, Unread):
            assert (cell.kind, cell.written) == (Kind.UNREADABLE, value.written)
        else:
            assert cell.theirs == value
            assert cell.kind is not Kind.UNREADABLE


@given(worlds())
def test_nothing_is_shown_that_nobody_edited(world: World) -> None:
    found = _merged(world)
    for row in found.rows:
        for cell in row.cells:
            if row.row_id is not None and not cell.follows:
                assert (row.row_id, cell.field) in world.their_edits


@given(worlds())
def test_a_conflict_is_where_both_wrote_and_a_change_where_they_alone_did(world: World) -> None:
    for row in _merged(world).rows:
        if row.row_id is None or row.row_id not in world.ours:
            continue
        base, ours = world.base[row.row_id], world.ours[row.row_id]
        for cell in row.cells:
            fact = ("side", "owner") if cell.field in ("side", "owner") else (cell.field,)
            we_wrote = any(base[ITEMS.at(field)] != ours[ITEMS.at(field)] for field in fact)
            if cell.kind is Kind.CHANGED and not cell.follows:
                assert not we_wrote
            if cell.kind is Kind.CONFLICT and not cell.fault:
                assert we_wrote


@settings(max_examples=CASES)
@given(worlds())
def test_each_edit_of_ours_is_kept_or_contested_and_in_no_count(world: World) -> None:
    found = _merged(world)
    kept = {
        (row.row_id, cell.field): (cell.base, cell.theirs, cell.ours)
        for row in found.kept_rows()
        for cell in row.cells
    }
    contested = {(row.row_id, cell.field) for row in found.rows for cell in row.cells}
    assert not set(kept) & contested
    assert found.read == len(world.theirs)
    facts = {"side": "owner", "owner": "side"}
    for row_id, base in world.base.items():
        ours = world.ours.get(row_id)
        if ours is None or row_id in world.removed:
            assert not [field for key, field in kept if key == row_id]
            continue
        for field, before, now in zip(ITEMS.fields, base, ours, strict=True):
            partner = facts.get(field, field)
            if before == now or (row_id, field) in world.their_edits:
                assert (row_id, field) not in kept
            elif (row_id, partner) not in contested:
                assert kept[row_id, field] == (before, before, now)


@given(worlds())
def test_rows_are_counted_once_and_none_is_missing_that_is_there(world: World) -> None:
    found = _merged(world)
    assert found.read == len(world.theirs)
    assert set(found.missing) == set(world.removed)
    assert sum(row.row_id is None for row in found.rows) == len(world.added)
    assert {row.place for row in found.rows if row.row_id is None} == set(world.added)


@given(worlds(), st.sampled_from(["all", "clean", "none"]))
def test_what_is_accepted_is_written_and_the_rest_stays_open(world: World, how: Accept) -> None:
    found = _merged(world)
    settled = settle(found, accept(found, how))
    left = {(row.key, cell.field) for row in settled.open_rows for cell in row.cells}
    for row in found.rows:
        if row.row_id is None:
            added = any(new.key == row.key for new in settled.new)
            assert added != any(one.key == row.key for one in settled.open_rows)
            continue
        for cell in row.cells:
            if cell.kind is Kind.NOT_EDITABLE or cell.follows:
                continue
            written = settled.edits.get(row.row_id, {})
            assert (cell.field in written) != ((row.key, cell.field) in left)
            if cell.kind is Kind.UNREADABLE or how == "none":
                assert cell.field not in written
            if cell.field in written:
                assert written[cell.field] == cell.theirs
    assert settled.open_missing == tuple(found.missing)


@given(worlds())
def test_a_file_that_was_taken_over_has_nothing_more_to_say(world: World) -> None:
    found = _merged(world)
    settled = settle(found, accept(found, "all"))
    after = {row_id: list(values) for row_id, values in world.ours.items()}
    for row_id, edits in settled.edits.items():
        for field, value in edits.items():
            after[row_id][ITEMS.at(field)] = value
    again = merge(
        ITEMS, base=world.base, theirs=world.theirs,
        ours={row_id: tuple(values) for row_id, values in after.items()}, sides=SIDES,
    )  # fmt: skip
    assert not [
        cell
        for _, cell in (*again.cells(Kind.CHANGED), *again.cells(Kind.CONFLICT))
        if cell.fault != "gone"
    ]
