"""A line typed at a meeting: who, when and what in any order, in three languages."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.capture import Name, forms_of, offers, read_line
from csdesk.domain.capture_days import day_at_end, day_at_start, days_meant
from csdesk.domain.codes import Side

TODAY = date(2026, 11, 30)  # a Monday


def _name(latin: str, han: str, side: Side, number: int) -> Name:
    return Name(han or latin, side, forms_of(latin, han), contact_id=number)


ZHOU = _name("Zhou Min", "周敏", Side.CUSTOMER, 1)
GUO = _name("Guo Wei", "郭伟", Side.CUSTOMER, 2)
LIN = _name("Lin Yue", "林悦", Side.US, 3)
LI_NA = _name("Li Na", "李娜", Side.CUSTOMER, 4)
LI_WEI = _name("Li Wei", "李伟", Side.CUSTOMER, 5)
OUYANG = _name("Ouyang Xue", "欧阳雪晴", Side.THIRD, 6)
PEOPLE = (ZHOU, GUO, LIN, LI_NA, LI_WEI, OUYANG)

DAYS = {
    "today": date(2026, 11, 30),
    "tomorrow": date(2026, 12, 1),
    "day after tomorrow": date(2026, 12, 2),
    "fri": date(2026, 12, 4),
    "by friday": date(2026, 12, 4),
    "next fri": date(2026, 12, 11),
    "this thu": date(2026, 12, 3),
    "15 jan": date(2027, 1, 15),
    "Jan 15": date(2027, 1, 15),
    "15th of January 2028": date(2028, 1, 15),
    "1 dec": date(2026, 12, 1),
    "in 2 weeks": date(2026, 12, 14),
    "in a month": date(2026, 12, 30),
    "in 3 days": date(2026, 12, 3),
    "+2w": date(2026, 12, 14),
    "end of month": date(2026, 11, 30),
    "end of next month": date(2026, 12, 31),
    "eow": date(2026, 12, 4),
    "end of next week": date(2026, 12, 11),
    "2026-12-05": date(2026, 12, 5),
    "24/12": date(2026, 12, 24),
    "周三": date(2026, 12, 2),
    "next week": date(2026, 12, 11),
    "下周": date(2026, 12, 11),
    "下個禮拜": date(2026, 12, 11),
    "下周五": date(2026, 12, 11),
    "下週五": date(2026, 12, 11),
    "下下周一": date(2026, 12, 14),
    "本周四": date(2026, 12, 3),
    "星期天": date(2026, 12, 6),
    "禮拜二": date(2026, 12, 1),
    "3天后": date(2026, 12, 3),
    "三天後": date(2026, 12, 3),
    "两周后": date(2026, 12, 14),
    "兩週內": date(2026, 12, 14),
    "1个月后": date(2026, 12, 30),
    "12月1日": date(2026, 12, 1),
    "12月1號前": date(2026, 12, 1),
    "2027年1月5日": date(2027, 1, 5),
    "月底": date(2026, 11, 30),
    "下月底": date(2026, 12, 31),
    "下个月5号": date(2026, 12, 5),
    "年底": date(2026, 12, 31),
    "明天": date(2026, 12, 1),
    "後天": date(2026, 12, 2),
    "大后天": date(2026, 12, 3),
    "后天之前": date(2026, 12, 2),
    "in 5 working days": date(2026, 12, 7),
    "within ten business days": date(2026, 12, 14),
    "3 working days from now": date(2026, 12, 3),
    "5个工作日后": date(2026, 12, 7),
    "五個工作日內": date(2026, 12, 7),
}
WHATS = (
    "send the list of 46 shops",
    "提供 46 家门店员工表",
    "檢查匯入的資料",
    "set up single sign-on (SSO) with IT",
    "review every fri",
    "每周五开会",
    "整理上周五的记录",
    "周总结会议",
)
WHOS = {
    "Zhou Min": ZHOU, "zhou": ZHOU, "周敏": ZHOU, "周总": ZHOU, "Guo": GUO, "郭經理": GUO,
    "LIN YUE": LIN, "悦林": None, "欧阳雪晴": OUYANG, "雪晴": OUYANG, "@zm": ZHOU, "@Li N": None,
}  # fmt: skip


@pytest.mark.parametrize("words", DAYS)
def test_days_are_read_at_both_edges(words: str) -> None:
    first = day_at_start(f"{words} call", TODAY)
    last = day_at_end(f"call {words}", TODAY)
    assert first is not None
    assert last is not None
    assert (first.day, last.day) == (DAYS[words], DAYS[words])
    assert last.start == 5


@pytest.mark.parametrize(
    "text",
    ["3/4 check", "31 feb", "2026-13-01", "sat down", "may we", "5 people", "46 家", "上周五",
     "monday's", "decide", "marching", "12月32日", "房间 3号", "整理店 12号",
     "test it for 3 working days", "试用3个工作日"],
)  # fmt: skip
def test_what_is_no_sure_day_is_not_taken(text: str) -> None:
    found = read_line(text, (), TODAY)
    assert (found.what, found.when) == (text, None)


def test_working_days_at_a_table_are_those_of_the_project() -> None:
    off = {date(2026, 12, 2)}
    found = read_line("周敏 3个工作日后 提供", PEOPLE, TODAY, is_rest=lambda day: day in off)
    assert (found.what, found.when) == ("提供", date(2026, 12, 4))
    assert found.when_text == "3个工作日后"


def test_a_day_that_two_orders_allow_is_offered_not_taken() -> None:
    assert days_meant("3/4", TODAY) == (date(2027, 3, 4), date(2027, 4, 3))
    assert [one.when for one in offers("call 3/4", 8, PEOPLE, TODAY)] == [
        date(2027, 3, 4), date(2027, 4, 3),
    ]  # fmt: skip
    assert read_line("3/4 查", (), TODAY, month_first=True).when == date(2027, 3, 4)


@given(
    st.sampled_from(sorted(name for name, who in WHOS.items() if who is not None)),
    st.sampled_from(sorted(DAYS)),
    st.sampled_from(WHATS),
    st.sampled_from(list(permutations("who"))),
)
def test_who_when_and_what_come_in_any_order(
    who: str, when: str, what: str, order: tuple[str, ...]
) -> None:
    parts = {"w": who, "h": when, "o": what}
    found = read_line(" ".join(parts[one] for one in order), PEOPLE, TODAY)
    assert (found.who, found.when, found.what) == (WHOS[who], DAYS[when], what)


@given(st.sampled_from(["周敏", "郭伟", "欧阳雪晴"]), st.sampled_from(sorted(DAYS)))
def test_chinese_needs_no_spaces(who: str, when: str) -> None:
    if when[0].isascii() or when.isascii():
        return
    found = read_line(f"{who}{when}提供员工表", PEOPLE, TODAY)
    assert (found.who, found.when, found.what) == (WHOS.get(who, GUO), DAYS[when], "提供员工表")


@pytest.mark.parametrize("word", ["Li", "li", "李总", "@李", "@li"])
def test_a_name_of_two_people_is_asked_and_never_guessed(word: str) -> None:
    found = read_line(f"{word} fri send the list", PEOPLE, TODAY)
    assert found.who is None
    assert found.asked == (LI_NA, LI_WEI)
    assert found.when == DAYS["fri"]
    assert found.what == "send the list"


@pytest.mark.parametrize(
    "text",
    ["send the list to Zhou Min", "meet with Guo", "联系周敏", "Minutes of kickoff", "Zhou",
     "周总结", "Ling calls", "guowei.com is down"],
)  # fmt: skip
def test_names_inside_the_matter_stay_there(text: str) -> None:
    found = read_line(text, PEOPLE, TODAY)
    assert (found.what, found.who, found.asked) == (text, None, ())


@pytest.mark.parametrize(
    ("text", "taken"),
    [("may send it", False), ("May send it", True), ("send it may", False), ("send it May", True),
     ("Will calls them", True), ("will call them", False), ("@may send it", True)],
)  # fmt: skip
def test_a_name_that_is_also_a_word_has_its_capital(text: str, taken: bool) -> None:
    people = (_name("May Lin", "", Side.CUSTOMER, 8), _name("Will Shaw", "", Side.US, 9))
    found = read_line(text, people, TODAY)
    assert (found.who is not None) is taken
    assert taken or found.what == text


def test_the_marked_day_wins_over_the_one_of_the_matter() -> None:
    found = read_line("15 jan report by fri", PEOPLE, TODAY)
    assert (found.when, found.what) == (DAYS["fri"], "15 jan report")


def test_words_are_taken_as_they_are_when_asked() -> None:
    found = read_line("周敏 周五 提供", PEOPLE, TODAY, plain=True)
    assert (found.what, found.who, found.when) == ("周敏 周五 提供", None, None)


@pytest.mark.parametrize(
    ("text", "at"),
    [("next fri 10:00 review", "10:00"), ("下周五 下午2点半 进度会", "14:30"),
     ("fri 2pm review", "14:00"), ("周五 9點 進度會", "09:00"), ("fri review", "")],
)  # fmt: skip
def test_a_next_meeting_has_a_time(text: str, at: str) -> None:
    found = read_line(text, (), TODAY, timed=True)
    assert (found.at.strftime("%H:%M") if found.at else "") == at
    assert found.when is not None
    assert found.what in {"review", "进度会", "進度會"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("zm", ["周敏"]), ("Zho", ["周敏"]), ("李", ["李娜", "李伟"]), ("send li", ["李娜", "李伟"]),
     ("z", []), ("", []), ("郭", ["郭伟"]), ("欧阳", ["欧阳雪晴"])],
)  # fmt: skip
def test_names_are_offered_by_beginnings_and_initials(typed: str, shown: list[str]) -> None:
    found = offers(typed, len(typed), PEOPLE, TODAY)
    assert [one.text for one in found if one.who][: len(shown)] == shown
    for one in found:
        assert typed[one.start : one.end] == typed.rsplit(maxsplit=1)[-1]


def test_a_name_of_two_words_is_completed_as_one() -> None:
    (found,) = offers("call Guo W", 10, PEOPLE, TODAY)
    assert (found.text, found.start, found.end) == ("郭伟", 5, 10)
    assert offers("周敏", 2, PEOPLE, TODAY) == ()


@given(st.text(max_size=80), st.integers(min_value=0, max_value=80))
def test_any_text_is_read_and_nothing_of_it_is_lost(text: str, caret: int) -> None:
    found = read_line(text, PEOPLE, TODAY)
    kept = sorted(found.what + found.who_text + found.when_text)
    dropped = list(text)
    for char in kept:
        dropped.remove(char)
    assert not any(char.isalnum() for char in dropped)
    assert found.who is None or not found.asked
    assert found.when is None or found.when >= TODAY or any(c.isdigit() for c in found.when_text)
    offers(text, min(caret, len(text)), PEOPLE, TODAY)
    read_line(text, PEOPLE, TODAY, timed=True)


def test_a_very_long_line_is_kept_whole_and_read_at_once() -> None:
    body = "行动 אבג 🙂 " * 6_000
    found = read_line(f"周敏 {body}周五", PEOPLE, TODAY)
    assert found.who == ZHOU
    assert found.when == TODAY + timedelta(days=4)
    assert found.what == body.strip()
