"""The shipped plan templates, their parser and the writer that gives the same back."""

from datetime import date
from pathlib import Path

import pytest

from csdesk.domain.calendar import WorkCalendar, same_calendars
from csdesk.domain.codes import Language, MilestoneKind, RowKind, Side, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.schedule import earliest_go_live
from csdesk.domain.template_plan import goals_of, lay_out_template, links_of, steps_of
from csdesk.domain.template_text import template_to_toml
from csdesk.domain.templates import PlanTemplate, parse_template
from csdesk.resources import resource_path

FILES = sorted(resource_path("plan_templates").glob("*.toml"))
START = date(2026, 3, 2)
CALENDARS = same_calendars(WorkCalendar(country="CN"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def template(request: pytest.FixtureRequest) -> PlanTemplate:
    path: Path = request.param
    return parse_template(path.read_text("utf-8"), source=path.stem)


def test_at_least_five_are_shipped() -> None:
    codes = {path.stem for path in FILES}
    assert codes >= {
        "one-call-start", "light-30", "standard-60", "complex-90", "chain-hardware",
    }  # fmt: skip


def test_it_has_twelve_to_sixty_rows_in_three_languages(template: PlanTemplate) -> None:
    assert 12 <= len(template.rows) <= 60
    assert template.languages() == tuple(Language)
    assert set(template.descriptions) == set(Language)
    for row in template.rows:
        assert not row.instructions or set(row.instructions) == set(Language)


def test_titles_are_short_and_really_chinese(template: PlanTemplate) -> None:
    for row in template.rows:
        assert len(row.titles[Language.EN]) <= 70
        for language in (Language.ZH_CN, Language.ZH_TW):
            title = row.titles[language]
            assert len(title) <= 34
            assert any("一" <= character <= "鿿" for character in title)
            assert not set(title) & set(",;!?()"), title


def test_traditional_titles_hold_no_simplified_character(template: PlanTemplate) -> None:
    text = "".join(row.titles[Language.ZH_TW] for row in template.rows)
    assert not set(text) & set("项实设备验视员档发会连户数账导执调训与业务资启动门铺标签")


def test_milestones_follow_the_practice(template: PlanTemplate) -> None:
    kinds = [row.milestone for row in template.rows if row.milestone]
    assert kinds.count(MilestoneKind.KICKOFF) == 1
    assert kinds.count(MilestoneKind.VALUE) >= 1
    assert kinds.count(MilestoneKind.GO_LIVE) == 1
    assert kinds.count(MilestoneKind.ACCEPTANCE) == 1
    assert any(row.visibility is Visibility.INTERNAL for row in template.rows)
    assert {row.side for row in template.rows} >= {Side.US, Side.CUSTOMER}
    assert any(row.we_can_do and row.instructions for row in template.rows)
    text = " ".join(row.titles[Language.EN] for row in template.rows)
    for practice in ("omework", "Hand over to care", "Train", "discovery"):
        if template.code != "one-call-start" or practice not in ("Train", "discovery"):
            assert practice.casefold() in text.casefold()


def test_forward_reaches_value_and_go_live_in_order(template: PlanTemplate) -> None:
    placed = lay_out_template(template, CALENDARS, start=START)
    assert set(placed) == {row.code for row in template.rows}
    day = {
        row.milestone: placed[row.code][1]
        for row in template.rows
        if row.milestone not in (None, MilestoneKind.OTHER)
    }
    value_day = (day[MilestoneKind.VALUE] - START).days
    assert 5 < value_day <= 75, "value must come well inside the golden window"
    assert day[MilestoneKind.KICKOFF] < day[MilestoneKind.VALUE]
    assert day[MilestoneKind.VALUE] <= day[MilestoneKind.ACCEPTANCE]
    assert day[MilestoneKind.GO_LIVE] <= day[MilestoneKind.ACCEPTANCE]
    assert min(start for start, _ in placed.values()) == START
    for row in template.rows:
        if row.kind is RowKind.ITEM and not row.calendar_days:
            assert CALENDARS.us.span(*placed[row.code]) == row.duration


@pytest.mark.parametrize(
    ("code", "latest"), [("light-30", 32), ("standard-60", 62), ("complex-90", 92)]
)
def test_acceptance_comes_when_the_name_says(code: str, latest: int) -> None:
    path = resource_path(f"plan_templates/{code}.toml")
    template = parse_template(path.read_text("utf-8"), source=code)
    calm = same_calendars(WorkCalendar())
    placed = lay_out_template(template, calm, start=START)
    (accepted,) = [r.code for r in template.rows if r.milestone is MilestoneKind.ACCEPTANCE]
    assert latest - 14 <= (placed[accepted][1] - START).days <= latest


def test_back_from_go_live_ends_on_that_day(template: PlanTemplate) -> None:
    wanted = date(2026, 9, 18)
    placed = lay_out_template(template, CALENDARS, go_live=wanted)
    (live,) = [row.code for row in template.rows if row.milestone is MilestoneKind.GO_LIVE]
    assert placed[live][1] == wanted
    start = min(first for first, _ in placed.values())
    again = earliest_go_live(steps_of(template), links_of(template), CALENDARS, start)
    assert again <= wanted


def test_items_lead_to_the_next_milestone_of_their_phase(template: PlanTemplate) -> None:
    goals = goals_of(template)
    by_code = {row.code: row for row in template.rows}
    assert goals
    for item, milestone in goals.items():
        assert by_code[item].kind is RowKind.ITEM
        assert by_code[milestone].kind is RowKind.MILESTONE


def test_written_and_read_again_it_is_equal(template: PlanTemplate) -> None:
    assert parse_template(template_to_toml(template), source="again") == template


BASE = """code = "t"
title.en = "T"
description.en = "D"
[[rows]]
code = "a"
kind = "phase"
title.en = "A"
[[rows]]
code = "b"
in = "a"
title.en = "B"
"""


@pytest.mark.parametrize(
    ("text", "row", "field"),
    [
        ("code = 'T T'", "", "code"),
        ("code = 't'\ntitle.en = 'T'\ndescription.en = 'D'", "", "rows"),
        ("code = 't'\ntitle.fr = 'T'", "", "title.fr"),
        (BASE + "owner = 'us:sponsorr'", "b", "owner"),
        (BASE + "after = ['nowhere']", "b", "after"),
        (BASE + "after = ['a']", "b", "after"),
        (BASE + "after = ['a ZZ+1']", "b", "after"),
        (BASE + "days = 0", "b", "days"),
        (BASE + "days = 2\ncalendar_days = 2", "b", "calendar_days"),
        (BASE + "milestone = 'value'", "b", "milestone"),
        (BASE + "kind = 'milestone'\nmilestone = 'goal'", "b", "milestone"),
        (BASE + "leads_to = 'a'", "b", "leads_to"),
        (BASE + "priority = 'high'", "b", "priority"),
        (BASE + "internal = 1", "b", "internal"),
        (BASE + "start = '-2'", "b", "start"),
        (BASE + "colour = 'red'", "b", "colour"),
        (BASE.replace('in = "a"', 'in = "c"'), "b", "in"),
        (BASE.replace('in = "a"\n', ""), "b", "in"),
        (BASE.replace('title.en = "B"', 'title.zh_CN = " "'), "b", "title.zh_CN"),
        (BASE + "[[rows]]\ncode = 'b'\nin = 'a'\ntitle.en = 'B'", "b", "code"),
        (
            BASE + "after = ['c']\n[[rows]]\ncode = 'c'\nin = 'a'\ntitle.en = 'C'\nafter = ['b']",
            "b",
            "after",
        ),
    ],
)
def test_a_fault_names_template_row_and_field(text: str, row: str, field: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_template(text, source="mine", required=())
    assert caught.value.code == "template_invalid"
    assert (caught.value.params["row"], caught.value.params["field"]) == (row, field)
    assert field in str(caught.value)


def test_a_missing_language_is_named() -> None:
    with pytest.raises(UserError, match=r"title\.zh_CN"):
        parse_template(BASE, source="mine")


def test_no_toml_is_said_with_the_line() -> None:
    with pytest.raises(UserError, match="at line 1") as caught:
        parse_template("code = = 1", source="mine")
    assert caught.value.code == "template_toml"
