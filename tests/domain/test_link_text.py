"""Predecessors as they are typed in a cell."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.codes import LinkType, RowKind
from csdesk.domain.errors import UserError
from csdesk.domain.link_text import LinkSpec, links_text, parse_links, row_marks
from csdesk.domain.records import Dependency, PlanRow

MARKS = {1: "P1", 2: "A12", 3: "M1", 4: "A15"}


def row(row_id: int, kind: RowKind, number: int | None = None) -> PlanRow:
    return PlanRow(
        id=row_id, uid=str(row_id), customer_id=1, project_id=1, kind=kind, number=number,
        title="x", start=date(2026, 11, 30),
    )  # fmt: skip


def test_items_are_called_by_number_and_others_by_place() -> None:
    rows = [
        row(1, RowKind.PHASE), row(2, RowKind.ITEM, 12), row(3, RowKind.MILESTONE),
        row(5, RowKind.GROUP), row(6, RowKind.MILESTONE),
    ]  # fmt: skip
    assert row_marks(rows) == {1: "P1", 2: "A12", 3: "M1", 5: "G1", 6: "M2"}


@pytest.mark.parametrize(
    ("text", "specs"),
    [
        ("", []),
        ("12", [LinkSpec(2)]),
        ("a12", [LinkSpec(2)]),
        ("A12FS+2d", [LinkSpec(2, LinkType.FS, 2)]),
        ("12fs + 2 d, M1ss", [LinkSpec(2, LinkType.FS, 2), LinkSpec(3, LinkType.SS)]),
        ("A12FF-1ed；P1", [LinkSpec(2, LinkType.FF, -1, True), LinkSpec(1)]),
        ("A12＋1周、A15SF−3天", [LinkSpec(2, LinkType.FS, 5), LinkSpec(4, LinkType.SF, -3)]),
        ("A12+0ed", [LinkSpec(2)]),
    ],
)
def test_what_people_type_is_read(text: str, specs: list[LinkSpec]) -> None:
    assert list(parse_links(text, MARKS)) == specs


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("after A12", "predecessor_unreadable"),
        ("A12FX", "predecessor_unreadable"),
        ("A12FS+50%", "predecessor_unreadable"),
        ("A99", "predecessor_unknown"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_words(text: str, code: str) -> None:
    with pytest.raises(UserError) as refused:
        parse_links(f"A15, {text}", MARKS)
    assert refused.value.code == code
    assert refused.value.params["field"] == "predecessors"
    assert text in (refused.value.params.get("text"), refused.value.params.get("mark"))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(sorted(MARKS)),
            st.sampled_from(LinkType),
            st.integers(-200, 200),
            st.booleans(),
        ),
        unique_by=lambda one: one[:2],
    )
)
def test_what_is_shown_is_read_back_the_same(
    links: list[tuple[int, LinkType, int, bool]],
) -> None:
    stored = [
        Dependency(
            project_id=1, predecessor_id=row_id, successor_id=9, type=kind, lag=lag,
            lag_calendar_days=calendar and lag != 0,
        )
        for row_id, kind, lag, calendar in links
    ]  # fmt: skip
    read = parse_links(links_text(stored, MARKS), MARKS)
    assert [(one.predecessor_id, one.type, one.lag, one.lag_calendar_days) for one in read] == [
        (one.predecessor_id, one.type, one.lag, one.lag_calendar_days) for one in stored
    ]
