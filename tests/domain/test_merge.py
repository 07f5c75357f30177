"""The rules of the merge one by one: identity, facts, gravity, choices."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from csdesk.domain.merge import GONE, SIDE_AND_OWNER, TITLE_MISSING, merge
from csdesk.domain.merge_choices import Choices, Fate, Set, Take, accept, settle
from csdesk.domain.merge_identity import likeness_of, link_rows
from csdesk.domain.merge_rows import (
    ABSENT,
    CONTACTS,
    ITEMS,
    FileRow,
    FileValue,
    How,
    Kind,
    KnownRow,
    Merge,
    Unread,
    Value,
)

A, B, C = "ai-1-aaaa", "ai-2-bbbb", "ai-3-cccc"
SIDES = {"ann": "us", "jo": "customer"}


def _row(number: str | None, title: str | None, **values: Value) -> KnownRow:
    said: dict[str, Value] = {
        "number": number, "title": title, "milestone": "Go-live", "agreed": "2026-11-30",
        "side": "us", "owner": "Ann", "target": "2026-12-01", "status": "todo",
        "priority": "must", "comment": None,
    }  # fmt: skip
    return tuple({**said, **values}[field] for field in ITEMS.fields)


BASE: dict[str, KnownRow] = {
    A: _row("1", "Send the employee list"),
    B: _row("2", "Approve the shift rules", target="2026-12-04"),
    C: _row("3", "Train the managers", target="2026-12-11"),
}


def _file(*rows: tuple[str, tuple[FileValue, ...]]) -> list[FileRow]:
    return [FileRow(place, row_id, values) for place, (row_id, values) in enumerate(rows, start=6)]


def _with(row: KnownRow, **values: FileValue) -> tuple[FileValue, ...]:
    given = list[FileValue](row)
    for field, value in values.items():
        given[ITEMS.at(field)] = value
    return tuple(given)


def _merged(theirs: list[FileRow], ours: dict[str, KnownRow] | None = None) -> Merge:
    return merge(ITEMS, base=BASE, theirs=theirs, ours=BASE if ours is None else ours, sides=SIDES)


def _kinds(found: Merge) -> list[tuple[str | None, str, Kind]]:
    return [(row.row_id, cell.field, cell.kind) for row in found.rows for cell in row.cells]


def _whole(edits: Mapping[str, tuple[FileValue, ...]] | None = None) -> list[FileRow]:
    return _file(*{**BASE, **(edits or {})}.items())


def test_ids_hold_through_sorting_and_a_changed_title() -> None:
    rows = _file((C, BASE[C]), (A, _with(BASE[A], title="Another title")), (B, BASE[B]))
    links = link_rows(ITEMS, BASE, rows)
    assert [(link.row_id, link.how) for link in links] == [(C, How.ID), (A, How.ID), (B, How.ID)]


def test_the_visible_cells_win_over_ids_that_stayed_behind() -> None:
    rows = _file((A, BASE[C]), (B, BASE[A]), (C, _with(BASE[B], comment="Edited")))
    links = link_rows(ITEMS, BASE, rows)
    assert [(link.row_id, link.how) for link in links] == [
        (C, How.NUMBER), (A, How.NUMBER), (B, How.NUMBER),
    ]  # fmt: skip


def test_without_an_id_the_number_then_the_title_with_its_dates_says_it() -> None:
    rows = _file(
        ("", BASE[A]),
        ("", _with(BASE[B], number=None)),
        ("", _with(BASE[C], number=None, title="Train the manager")),
        ("", _with(BASE[C], number=None, title="Something else entirely")),
    )
    links = link_rows(ITEMS, BASE, rows)
    assert [(link.row_id, link.how) for link in links] == [
        (A, How.NUMBER), (B, How.LIKENESS), (C, How.LIKENESS), (None, How.NOTHING),
    ]  # fmt: skip
    assert 0.85 <= links[2].score < 1


def test_a_foreign_row_with_one_of_our_numbers_is_not_ours() -> None:
    rows = _file(("ai-1-ffff", _row("1", "Order the coffee machines")))
    assert link_rows(ITEMS, BASE, rows)[0].row_id is None


def test_a_hand_outweighs_everything() -> None:
    rows = _file(("", _row(None, "Something else entirely")), (A, BASE[A]))
    links = link_rows(ITEMS, BASE, rows, by_hand={6: C, 7: None})
    assert [(link.row_id, link.how) for link in links] == [(C, How.HAND), (None, How.HAND)]


def test_of_copies_the_one_nearest_to_ours_stays_and_an_equal_one_says_nothing() -> None:
    changed = _with(BASE[A], title="For the second shop")
    found = _merged(_file((A, changed), (A, BASE[A]), (A, BASE[A]), (B, BASE[B]), (C, BASE[C])))
    assert [(row.place, row.kind, row.link.copy_of) for row in found.rows] == [(6, Kind.NEW, A)]
    assert found.rows[0].cells == ()
    assert found.counts[Kind.UNCHANGED] == 4


def test_an_emptied_row_is_missing_and_is_not_read() -> None:
    empty: tuple[FileValue, ...] = (None,) * len(ITEMS.fields)
    found = _merged(_file((A, empty), (B, BASE[B]), (C, BASE[C])))
    assert (list(found.missing), found.read, found.rows) == ([A], 2, [])


def test_a_column_that_is_gone_says_nothing() -> None:
    rows = [
        (row_id, _with(row, comment=ABSENT, side=ABSENT, agreed=ABSENT))
        for row_id, row in BASE.items()
    ]
    ours = {**BASE, A: _row("1", "Send the employee list", comment="Ours")}
    assert _merged(_file(*rows), ours).rows == []


def test_theirs_alone_ours_alone_both_equal_and_both_different() -> None:
    ours = {
        **BASE,
        A: _row("1", "Send the employee list", priority="optional", comment="Ours"),
        B: _row("2", "Approve the shift rules", target="2026-12-04", status="done"),
    }
    theirs = _whole({
        A: _with(BASE[A], comment="Theirs", target="2027-01-08"),
        B: _with(BASE[B], status="done"),
    })  # fmt: skip
    found = _merged(theirs, ours)
    assert _kinds(found) == [(A, "target", Kind.CHANGED), (A, "comment", Kind.CONFLICT)]
    assert found.counts == {
        Kind.UNREADABLE: 0, Kind.CONFLICT: 1, Kind.NEW: 0, Kind.CHANGED: 0, Kind.NOT_EDITABLE: 0,
        Kind.UNCHANGED: 2,
    }  # fmt: skip


def test_side_and_owner_change_together_on_our_side_too() -> None:
    ours = {**BASE, A: _row("1", "Send the employee list", side="customer", owner="Jo")}
    found = _merged(_whole({A: _with(BASE[A], owner="Somebody")}), ours)
    assert _kinds(found) == [(A, "owner", Kind.CONFLICT)]


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        ({"owner": "Jo"}, {("side", Kind.CHANGED, "customer"), ("owner", Kind.CHANGED, "Jo")}),
        ({"side": "third"}, {("side", Kind.CHANGED, "third"), ("owner", Kind.CHANGED, None)}),
        ({"owner": "Nobody we know"}, {("owner", Kind.CHANGED, "Nobody we know")}),
        (
            {"side": "third", "owner": "Jo"},
            {("side", Kind.CONFLICT, "third"), ("owner", Kind.CONFLICT, "Jo")},
        ),
        (
            {"side": "customer", "owner": "Jo"},
            {("side", Kind.CHANGED, "customer"), ("owner", Kind.CHANGED, "Jo")},
        ),
    ],
)
def test_the_side_follows_the_owner_and_disagreement_is_asked(
    edit: dict[str, FileValue], expected: set[tuple[str, Kind, str | None]]
) -> None:
    row = _merged(_whole({A: _with(BASE[A], **edit)})).rows[0]
    assert {(cell.field, cell.kind, cell.theirs) for cell in row.cells} == expected
    asked = any(kind is Kind.CONFLICT for _, kind, _ in expected)
    assert ({cell.fault for cell in row.cells} == {SIDE_AND_OWNER}) == asked


def test_an_edit_of_a_row_that_we_no_longer_have_is_not_lost() -> None:
    ours = {B: BASE[B], C: BASE[C]}
    found = _merged(_whole({A: _with(BASE[A], comment="Still needed")}), ours)
    assert [(cell.kind, cell.fault) for cell in found.rows[0].cells] == [(Kind.CONFLICT, GONE)]
    assert settle(found, accept(found, "all")).open_rows == tuple(found.rows)


def test_a_row_of_ours_that_came_later_is_known_by_its_title() -> None:
    ours = {**BASE, "ai-9-9999": _row("9", "Order the badges", comment=None)}
    theirs = [
        *_whole(), FileRow(20, "", _with(_row(None, "Order the badges"), agreed=None)),
    ]  # fmt: skip
    assert _merged(theirs, ours).rows == []


def test_a_new_row_without_a_title_is_asked() -> None:
    found = _merged([*_whole(), FileRow(20, "", (*(None,) * 9, "a lone comment"))])
    assert [(cell.field, cell.fault) for cell in found.rows[0].cells] == [("title", TITLE_MISSING)]
    key = found.rows[0].key
    named = Choices(cells={(key, "title"): Set("Now with a title")}, new={key: True})
    assert settle(found, named).new[0].values[ITEMS.at("title")] == "Now with a title"


def test_a_locked_row_is_not_theirs_to_edit() -> None:
    base: dict[str, KnownRow] = {"us-1": ("Ann", "Us", None, None, None, None)}
    theirs = [FileRow(6, "us-1", ("Anna", "Us", None, None, None, None))]
    found = merge(CONTACTS, base=base, theirs=theirs, ours=base, locked=["us-1"])
    assert [cell.kind for cell in found.rows[0].cells] == [Kind.NOT_EDITABLE]


def test_choices_write_what_was_decided_and_leave_the_rest_open() -> None:
    ours = {**BASE, A: _row("1", "Send the employee list", comment="Ours")}
    unread = Unread("soon", "date_unreadable")
    theirs = _file((A, _with(BASE[A], comment="Theirs", target=unread)), (B, BASE[B]))
    found = _merged(theirs, ours)
    nothing = settle(found, Choices())
    assert (nothing.writes, nothing.open_missing) == (0, (C,))
    decided = Choices(
        cells={(A, "comment"): Take.OURS, (A, "target"): Set("2027-01-08")},
        missing={C: Fate.END},
    )
    settled = settle(found, decided)
    assert settled.edits == {A: {"target": "2027-01-08"}}
    assert (settled.ends, settled.open_rows, settled.open_missing) == ((C,), (), ())
    refused = settle(found, replace(decided, cells={(A, "target"): Take.THEIRS}))
    assert [cell.field for cell in refused.open_rows[0].cells] == ["target", "comment"]


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [("Send  the LIST", "send the list", 1, 1), ("Ｓend", "send", 1, 1), ("", "x", 0, 0),
     ("导入员工表", "导入员工表格", 0.85, 0.999)],
)  # fmt: skip
def test_titles_are_compared_without_width_case_and_blanks(
    one: str, other: str, low: float, high: float
) -> None:
    assert low <= likeness_of(one, other) <= high


def _kept(found: Merge) -> list[tuple[str | None, str, Value]]:
    return [(row.row_id, cell.field, cell.ours) for row in found.kept_rows() for cell in row.cells]


def test_what_only_we_changed_is_kept_apart_from_the_differences() -> None:
    ours = {
        **BASE,
        A: _row("1", "Send the whole list", comment="ours"),
        B: _row("2", "Approve the shift rules", target="2026-12-05", comment="ours too"),
        "ai-9-ffff": _row("9", "Came later"),
    }
    found = _merged(_whole({B: _with(BASE[B], comment="theirs")}), ours)
    assert _kinds(found) == [(B, "comment", Kind.CONFLICT)]
    assert _kept(found) == [
        (A, "title", "Send the whole list"), (A, "comment", "ours"), (B, "target", "2026-12-05"),
    ]  # fmt: skip
    assert (found.read, found.counts[Kind.UNCHANGED], found.counts[Kind.CONFLICT]) == (3, 2, 1)
    assert [row.place for row in found.kept_rows()] == [6, 7]


def test_a_fact_that_is_contested_is_not_kept_in_parts() -> None:
    ours = {**BASE, A: _row("1", "Send the employee list", side="customer")}
    found = _merged(_whole({A: _with(BASE[A], owner="Jo")}), ours)
    assert (A, "owner", Kind.CONFLICT) in _kinds(found)
    assert _kept(found) == []


def test_rows_that_are_gone_and_columns_that_are_missing_keep_nothing() -> None:
    ours = {A: _row("1", "Send the employee list", comment="ours"), C: BASE[C]}
    theirs = _file((A, _with(BASE[A], comment=ABSENT)), (B, BASE[B]), (C, BASE[C]))
    found = _merged(theirs, ours)
    assert _kept(found) == []
    assert found.touched == {}
    assert _kept(_merged(_file((C, BASE[C])), ours)) == []


def test_an_edit_that_both_made_alike_is_touched_and_not_kept() -> None:
    ours = {**BASE, A: _row("1", "Send the employee list", comment="the same")}
    found = _merged(_whole({A: _with(BASE[A], comment="the same")}), ours)
    assert (found.rows, _kept(found), found.touched) == ([], [], {A: ["comment"]})
