"""What a document must not say is found however it is written, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.leaks import find_leaks, fold

NOTE = "Their CFO is leaving in March and nobody at the customer knows it yet"
NOTE_ZH = "对方财务总监三月离职，客户那边还没有人知道这件事"


def _found(text: str, **known: list[str]) -> list[tuple[str, str]]:
    given_: dict[str, list[str]] = {
        "names": [], "allowed_names": [], "notes": [], "allowed_texts": [], **known,
    }  # fmt: skip
    return [(leak.kind, leak.place) for leak in find_leaks([("page 1", text)], **given_)]


@pytest.mark.parametrize(
    "text",
    [
        "Import as at Mori Bakery, then check",
        "MORI  BAKERY",
        "(Ｍｏｒｉ Ｂａｋｅｒｙ)",
        "as at Mori\nBakery",
        "与Mori Bakery相同",
        "mori\u00a0bakery's data",
    ],
)
def test_a_name_is_found_however_it_is_written(text: str) -> None:
    assert _found(text, names=["Mori Bakery"]) == [("name", "page 1")]


@pytest.mark.parametrize("text", ["Memorial Bakery", "Mori Bakeryland", "xMori Bakery", "Mori"])
def test_a_part_of_a_word_is_no_name(text: str) -> None:
    assert _found(text, names=["Mori Bakery"]) == []


def test_han_names_need_no_borders_but_three_characters() -> None:
    assert _found("参照森屋面包的做法", names=["森屋面包"]) == [("name", "page 1")]
    assert _found("森 屋\n面包", names=["森屋面包"]) == [("name", "page 1")]
    assert _found("森屋的做法", names=["森屋"]) == []


def test_short_latin_names_are_not_searched() -> None:
    assert _found("the IT lead of ABC", names=["ABC", "IT"]) == []


def test_a_name_inside_an_allowed_one_is_none() -> None:
    known = {"names": ["Harbour"], "allowed_names": ["Harbour Noodle"]}
    assert _found("Harbour Noodle, 46 restaurants", **known) == []
    assert _found("Harbour Noodle learns from Harbour", **known) == [("name", "page 1")]


def test_two_customers_of_one_name_do_not_block_each_other() -> None:
    assert _found("Acme Foods", names=["Acme Foods"], allowed_names=["ACME foods"]) == []


def test_a_run_of_a_note_is_found_over_a_line_end() -> None:
    text = "Risks: their CFO is leaving in\nMarch and nobody says so"
    assert _found(text, notes=[NOTE]) == [("note", "page 1")]
    assert _found("客户那边还\n没有人知道这件事", notes=[NOTE_ZH]) == [("note", "page 1")]


def test_shorter_runs_are_words_that_anybody_writes() -> None:
    assert _found("Their CFO is leaving", notes=[NOTE]) == []
    assert _found("三月离职", notes=[NOTE_ZH]) == []


def test_a_visible_name_in_a_note_is_no_leak_wherever_it_stands_on_the_page() -> None:
    owner = "Steel Erection Contractor Management"
    notes = [f"Also assigned: Roofing Contractor, {owner}"]
    page = f"Lin Yue {owner}\nRoofing Contractor"
    assert _found(page, notes=notes, allowed_texts=[owner, "Lin Yue", "Roofing Contractor"]) == []
    assert _found(page, notes=notes) == [("note", "page 1")]


def test_what_the_view_says_itself_is_no_leak() -> None:
    assert _found(NOTE, notes=[NOTE], allowed_texts=[NOTE]) == []


@given(st.text(max_size=60), st.text(alphabet="abc xyz森屋面包", min_size=5, max_size=12))
def test_a_whole_name_between_spaces_is_always_found(around: str, name: str) -> None:
    letters = sum(c.isascii() and c.isalpha() for c in name)
    if letters < 4 or not fold(name):
        return
    text = f"{around} | {name} | {around}"
    assert ("name", "page 1") in _found(text, names=[name])
