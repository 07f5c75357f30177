"""Names that nobody has: what is nearly one, and what looks like one at the edge of a line."""

from datetime import date

import pytest

from csdesk.domain.capture import Captured, Name, forms_of, read_line
from csdesk.domain.codes import Side
from csdesk.domain.near_names import near_names

TODAY = date(2026, 11, 30)
FANG = Name("陈芳", Side.CUSTOMER, forms_of("陈芳", "Chen Fang"), contact_id=1)
TESS = Name("Tess Moran", Side.US, forms_of("Tess Moran"), user_id=2)
PEOPLE = (FANG, TESS)


def read(text: str, *, timed: bool = False) -> Captured:
    return read_line(text, PEOPLE, TODAY, month_first=True, timed=timed)


def test_one_sign_or_a_few_letters_apart_is_near() -> None:
    names = [one.forms for one in PEOPLE]
    assert near_names("陈房", names) == [0]
    assert near_names("Tes Moran", names) == [1]
    assert near_names("陈芳", names) == [], "an equal name is no near one"
    assert near_names("赵六", names) == []
    assert near_names("Test", names) == []
    assert near_names("", names) == []


@pytest.mark.parametrize(
    ("text", "unknown", "what"),
    [
        ("赵六 12月4日 发门店清单", "赵六", "发门店清单"),
        ("赵六12月4日发门店清单", "赵六", "发门店清单"),
        ("12月4日 赵六 发门店清单", "赵六", "发门店清单"),
        ("陈房 12月4日 发门店清单", "陈房", "发门店清单"),
        ("@Ravi 4 dec send the list", "Ravi", "send the list"),
        ("Tes Moran 4 dec send the list", "Tes Moran", "send the list"),
    ],
)
def test_a_name_of_nobody_is_not_taken_for_the_matter(text: str, unknown: str, what: str) -> None:
    line = read(text)
    assert (line.unknown, line.what, line.when) == (unknown, what, date(2026, 12, 4))
    assert line.who is None
    assert line.unclear
    assert Name(unknown, Side.CUSTOMER) in line.meant
    assert not Name(unknown, Side.CUSTOMER).listed


def test_the_likely_stand_first() -> None:
    assert [one.shown for one in read("陈房 周三 确认").meant] == ["陈房", "陈芳"]
    assert [one.shown for one in read("Tes Moran calls").meant] == ["Tess Moran", "Tes Moran"]


@pytest.mark.parametrize(
    "text",
    ["周报 12月4日 发送", "方案 确认", "Send list by fri", "项目 12月4日 启动", "John Smith calls",
     "陈芳 12月4日 发清单"],
)  # fmt: skip
def test_words_and_people_who_are_known_are_not_asked_about(text: str) -> None:
    assert read(text).unknown == ""


def test_the_title_of_a_meeting_is_no_name() -> None:
    assert read("赵六 12月4日 10:00", timed=True).unknown == ""
