"""Lines of a review: groups, first decisions, what each key allows, what is written in the end."""

from csdesk.domain.merge import merge
from csdesk.domain.merge_choices import Fate, Set, Take, settle
from csdesk.domain.merge_rows import (
    CONTACTS,
    ITEMS,
    MILESTONES,
    FileRow,
    FileValue,
    KnownRow,
    Merge,
    Unread,
    Value,
)
from csdesk.domain.review_lines import (
    Decision,
    Group,
    Line,
    LineKey,
    Pick,
    accept_all,
    accept_clean,
    accept_row,
    choices_of,
    decide,
    first_decisions,
    is_open,
    keep_rest,
    lines_of,
    offers,
    open_lines,
    result_of,
    words_of,
)


def _known(number: int, **changes: Value) -> KnownRow:
    values: dict[str, Value] = {
        "number": str(number), "title": f"Item {number}", "milestone": "Go-live",
        "agreed": "2026-12-01", "side": "customer", "owner": "Jo", "target": "2026-12-01",
        "status": "todo", "priority": "must", "comment": None,
    }  # fmt: skip
    values |= changes
    return tuple(values[name] for name in ITEMS.fields)


def _row(place: int, item: int, /, **changes: FileValue) -> FileRow:
    values: list[FileValue] = list(_known(item))
    for name, value in changes.items():
        values[ITEMS.at(name)] = value
    return FileRow(place, f"ai-{item}", tuple(values))


def _found() -> Merge:
    """Return a merge with every kind of line."""
    base = {f"ai-{n}": _known(n) for n in range(1, 8)}
    ours = {**base, "ai-1": _known(1, comment="ours"), "ai-5": _known(5, target="2026-12-09")}
    said: dict[str, FileValue] = {
        "title": "Badges", "status": Unread("nearly", "status_unknown", "done")
    }  # fmt: skip
    fresh = tuple(said.get(name) for name in ITEMS.fields)
    copy = _row(12, 2, title="Item 2 for Macau", comment="as above").values
    return merge(
        ITEMS,
        base=base,
        theirs=[
            _row(6, 1, comment="theirs", priority="optional"),
            _row(7, 2),
            _row(8, 3, status=Unread("nearly", "status_unknown", "done")),
            _row(9, 4, title="Renamed", status=Unread("nearly", "status_unknown", "done")),
            _row(10, 5, target=Unread("some day", "date_unreadable")),
            FileRow(11, "", fresh),
            FileRow(12, "ai-2", copy),
            FileRow(13, "", _row(13, 6, number=None, title="Item 6!", comment="hm").values),
        ],
        ours=ours,
    )


def _line(lines: tuple[Line, ...], row: str, field: str = "") -> Line:
    return next(one for one in lines if (one.key.row, one.field) == (row, field))


def test_every_difference_stands_in_one_group_the_gravest_first() -> None:
    lines = lines_of([_found()])
    assert [(line.group.value, line.key.row, line.field) for line in lines] == [
        ("conflict", "ai-1", "comment"),
        ("unreadable", "ai-3", "status"),
        ("unreadable", "ai-4", "status"),
        ("unreadable", "ai-5", "target"),
        ("unreadable", "new-11", "status"),
        ("new", "new-11", ""),
        ("linked", "new-12", ""),
        ("linked", "ai-6", "comment"),
        ("missing", "ai-7", ""),
        ("not_offered", "ai-4", "title"),
        ("not_offered", "ai-6", "number"),
        ("not_offered", "ai-6", "title"),
        ("clean", "ai-1", "priority"),
    ]
    assert [line.score is not None for line in lines if line.group is Group.LINKED] == [False, True]


def test_clean_and_new_are_theirs_at_first_missing_rows_stay_the_rest_is_asked() -> None:
    lines = lines_of([_found()])
    first = first_decisions(lines)
    asked = [(line.key.row, line.field) for line in open_lines(lines, first)]
    assert asked == [
        ("ai-1", "comment"), ("ai-3", "status"), ("ai-4", "status"), ("ai-5", "target"),
        ("new-11", "status"), ("new-12", ""),
    ]  # fmt: skip
    assert choices_of(lines, first)[ITEMS].missing == {"ai-7": Fate.KEEP}


def test_a_word_is_decided_once_for_all_its_cells_and_remembered() -> None:
    lines = lines_of([_found()])
    line = _line(lines, "ai-3", "status")
    decided = decide(lines, first_decisions(lines), line, Pick.THEIRS)
    assert {decided[one.key] for one in lines if one.word} == {Set("done")}
    assert words_of(lines, decided) == [("status", "nearly", "done")]
    assert result_of(line, decided) == "done"


def test_what_is_not_offered_changes_nothing() -> None:
    lines = lines_of([_found()])
    first = first_decisions(lines)
    some_day = _line(lines, "ai-5", "target")
    assert offers(some_day) == {Pick.OURS, Pick.ASK}
    assert decide(lines, first, some_day, Pick.THEIRS) == first
    locked = _line(lines, "ai-4", "title")
    for decision in (Pick.THEIRS, Pick.OURS, Set("x")):
        assert decide(lines, first, locked, decision) == first


def test_a_row_that_is_gone_can_only_stay_ours() -> None:
    found = merge(ITEMS, base={"ai-1": _known(1)}, theirs=[_row(6, 1, comment="hello")], ours={})
    lines = lines_of([found])
    assert [(line.group, offers(line)) for line in lines] == [
        (Group.CONFLICT, frozenset({Pick.OURS, Pick.ASK}))
    ]
    assert accept_all(lines, {}) == {}


def test_accepting_a_row_all_clean_and_all() -> None:
    lines = lines_of([_found()])
    nothing: dict[LineKey, Decision] = {}
    row = accept_row(lines, nothing, _line(lines, "ai-1", "comment"))
    assert {key.field for key in row} == {"comment", "priority"}
    clean = accept_clean(lines, nothing)
    assert {key.row for key in clean} == {"new-11", "new-12", "ai-6", "ai-1"}
    everything = accept_all(lines, first_decisions(lines))
    left = [line.group for line in open_lines(lines, everything)]
    assert set(left) == {Group.UNREADABLE}


def test_ours_in_all_that_is_left_leaves_what_was_decided() -> None:
    lines = lines_of([_found()])
    decided = decide(lines, first_decisions(lines), _line(lines, "ai-1", "comment"), Pick.THEIRS)
    rest = keep_rest(lines, decided)
    assert open_lines(lines, rest) == []
    assert {key: rest[key] for key in decided} == decided
    assert rest[_line(lines, "new-12").key] is Pick.OURS


def test_a_new_row_that_stays_out_asks_nothing_more() -> None:
    lines = lines_of([_found()])
    first = first_decisions(lines)
    cell, whole = _line(lines, "new-11", "status"), _line(lines, "new-11")
    assert is_open(cell, first)
    assert not is_open(cell, decide(lines, first, whole, Pick.OURS))
    assert not is_open(cell, decide(lines, first, whole, Pick.ASK))


def test_what_is_decided_is_what_settles_and_what_is_asked_stays_open() -> None:
    found = _found()
    lines = lines_of([found])
    decided = first_decisions(lines)
    for row, field, decision in (
        ("ai-1", "comment", Pick.ASK),
        ("ai-3", "status", Pick.THEIRS),
        ("ai-5", "target", Set("2026-12-20")),
        ("new-12", "", Pick.OURS),
        ("ai-7", "", Pick.THEIRS),
    ):
        decided = decide(lines, decided, _line(lines, row, field), decision)
    assert open_lines(lines, decided) == []
    chosen = choices_of(lines, decided)[ITEMS]
    assert chosen.cells["ai-1", "priority"] is Take.THEIRS
    settled = settle(found, chosen)
    assert settled.edits == {
        "ai-1": {"priority": "optional"}, "ai-3": {"status": "done"}, "ai-4": {"status": "done"},
        "ai-5": {"target": "2026-12-20"}, "ai-6": {"comment": "hm"},
    }  # fmt: skip
    assert [(one.key, one.values[ITEMS.at("status")]) for one in settled.new] == [
        ("new-11", "done")
    ]
    assert settled.ends == ("ai-7",)
    assert [(row.key, [cell.field for cell in row.cells]) for row in settled.open_rows] == [
        ("ai-1", ["comment"])
    ]


def test_milestones_are_only_ever_shown() -> None:
    base: dict[str, KnownRow] = {"ms-1": ("1", "Go-live", "2026-12-01", "2026-12-01", None, None)}
    row = FileRow(6, "ms-1", ("1", "Go-live", "2026-12-01", "2027-01-01", None, None))
    lines = lines_of([merge(MILESTONES, base=base, theirs=[row], ours=base)])
    assert [line.group for line in lines] == [Group.NOT_OFFERED]
    assert open_lines(lines, {}) == []
    assert choices_of(lines, {})[MILESTONES].cells == {}


def test_a_person_who_left_the_sheet_can_be_said_to_have_left() -> None:
    base: dict[str, KnownRow] = {"co-1": ("Jo", "Acme", None, None, "jo@a.example", None)}
    lines = lines_of([merge(CONTACTS, base=base, theirs=[], ours=base)])
    decided = decide(lines, first_decisions(lines), lines[0], Pick.THEIRS)
    assert choices_of(lines, decided)[CONTACTS].missing == {"co-1": Fate.END}


def test_what_only_we_changed_is_shown_last_and_asks_nothing() -> None:
    base = {f"ai-{n}": _known(n) for n in (1, 2)}
    ours = {"ai-1": _known(1, comment="ours", target=None), "ai-2": _known(2)}
    theirs = [_row(6, 1, priority="optional"), _row(7, 2, comment="hm")]
    lines = lines_of([merge(ITEMS, base=base, theirs=theirs, ours=ours)])
    assert [(line.group, line.field) for line in lines] == [
        (Group.CLEAN, "priority"), (Group.CLEAN, "comment"),
        (Group.KEPT, "target"), (Group.KEPT, "comment"),
    ]  # fmt: skip
    decisions = first_decisions(lines)
    kept = lines[-1]
    assert kept.is_only_shown
    assert offers(kept) == frozenset()
    assert open_lines(lines, decisions) == []
    for pick in (*Pick, Set("mine")):
        assert decide(lines, decisions, kept, pick) == decisions
    assert accept_row(lines, decisions, kept).keys() == decisions.keys()
    written = choices_of(lines, accept_all(lines, decisions))[ITEMS].cells
    assert set(written) == {("ai-1", "priority"), ("ai-2", "comment")}
