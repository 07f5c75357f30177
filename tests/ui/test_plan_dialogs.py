"""The dialogs of the plan: each stores by one command, and undo takes it back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.commands import baselines, customers, projects, repeats, undo
from csdesk.app.queries.plan_screen import PlanScreenData, load_plan
from csdesk.domain.codes import (
    Cause,
    Constraint,
    LinkType,
    Visibility,
)
from csdesk.domain.records import Baseline, Dependency, PlanRow, SlipEntry
from csdesk.layout.scene import Diamond, Rect, Role
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.dialogs.plan_baselines import COMPARE, COUNTS, BaselinesDialog
from csdesk.ui.dialogs.plan_copy import CopyDialog, DroppedLinks
from csdesk.ui.dialogs.plan_project import MoveForm
from csdesk.ui.dialogs.plan_repeat import RepeatDialog
from csdesk.ui.dialogs.plan_slips import REST, SlipsDialog
from csdesk.ui.models.plan_columns import PlanColumn
from csdesk.ui.screens.plan import PlanScreen
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import answer, open_harbour

World = tuple[Services, Harbour]
_Widget = TypeVar("_Widget", bound=QWidget)


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: World) -> PlanScreen:
    made = PlanScreen(world[0], project_id=world[1].project_id)
    qtbot.addWidget(made)
    made.resize(1388, 760)
    made.show()
    return made


def row_of(world: World, title: str) -> PlanRow:
    with world[1].store.read() as reader:
        return reader.get(PlanRow, world[1].rows[title])


def rows_named(world: World, title: str) -> list[PlanRow]:
    with world[1].store.read() as reader:
        return reader.find(PlanRow, title=title)


def dialog(screen: QWidget, kind: type[_Widget]) -> _Widget:
    found = [one for one in screen.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def run(screen: PlanScreen, name: str) -> None:
    spec = next(one for one in screen.actions_of() if one.id == f"plan.{name}")
    assert spec.can_run()
    spec.run()


def open_form(screen: PlanScreen, name: str) -> FormDialog:
    run(screen, name)
    return dialog(screen, FormDialog)


# --- baselines -------------------------------------------------------------------------------


def baselines_of(world: World) -> list[Baseline]:
    with world[1].store.read() as reader:
        return reader.find(Baseline, project_id=world[1].project_id)


def test_a_baseline_is_agreed_from_the_list(qtbot: QtBot, screen: PlanScreen, world: World) -> None:
    run(screen, "baselines")
    shown = dialog(screen, BaselinesDialog)
    assert len(shown.table.records.rows) == 1
    shown.agree()
    form = dialog(shown, FormDialog)
    form.submit()
    assert form.isVisible(), "who agreed is needed"
    form.set_value("agreed_by", "Zhou Min")
    form.submit()
    first, second = baselines_of(world)
    assert (second.agreed_by, second.current, first.current) == ("Zhou Min", True, False)
    qtbot.waitUntil(lambda: len(shown.table.records.rows) == 2)
    qtbot.waitUntil(lambda: screen.view.model.plan is not None
                    and screen.view.model.plan.baseline == second)  # fmt: skip
    undo.undo(world[1].store)
    assert [one.current for one in baselines_of(world)] == [True]


def compared(screen: PlanScreen) -> int | None:
    data = screen.view.model.plan
    return data.compared.id if data is not None and data.compared is not None else None


def test_another_baseline_counts_and_one_is_compared_with(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    first = baselines_of(world)[0]
    second = baselines.agree(
        world[1].store, project_id=world[1].project_id, agreed_by="Zhou Min", name="After import"
    )
    run(screen, "baselines")
    shown = dialog(screen, BaselinesDialog)
    shown.table.pressed_cell.emit(first.id, COMPARE)
    qtbot.waitUntil(lambda: compared(screen) == first.id)
    model = screen.view.model
    line = model.line_of(world[1].rows["Data import"])
    assert line is not None
    assert model.index(line, PlanColumn.FINISH_VARIANCE).data() == "+6"
    assert model.index(line, PlanColumn.SLIP).data() == ""
    assert model.head_of(PlanColumn.FINISH_VARIANCE) == f"Finish variance ({first.name})"
    shown.table.pressed_cell.emit(first.id, COUNTS)
    assert [one.current for one in baselines_of(world)] == [True, False]
    qtbot.waitUntil(lambda: compared(screen) is None)
    undo.undo(world[1].store)
    assert next(one for one in baselines_of(world) if one.current).id == second.id


def test_a_baseline_is_renamed_and_deleted(screen: PlanScreen, world: World) -> None:
    run(screen, "baselines")
    shown = dialog(screen, BaselinesDialog)
    shown.rename()
    form = dialog(shown, FormDialog)
    form.set_value("name", "Signed plan")
    form.submit()
    assert [one.name for one in baselines_of(world)] == ["Signed plan"]
    shown.delete()
    assert baselines_of(world) == []
    undo.undo(world[1].store)
    assert [one.name for one in baselines_of(world)] == ["Signed plan"]


# --- slips -----------------------------------------------------------------------------------


def slips_of(world: World, title: str) -> list[SlipEntry]:
    with world[1].store.read() as reader:
        return reader.find(SlipEntry, milestone_id=world[1].rows[title])


def figures(shown: SlipsDialog) -> list[str]:
    return [cells[1].text for _, cells in shown.table.records.rows]


def test_the_ledger_sums_to_the_slip_and_the_rest_is_taken_over(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.view.select(world[1].rows["Data ready"])
    run(screen, "slips")
    shown = dialog(screen, SlipsDialog)
    assert shown.milestone.currentData() == world[1].rows["Data ready"]
    assert figures(shown) == ["+4", "+4"]
    shown.table.opened.emit(REST)
    form = dialog(shown, FormDialog)
    assert form.value("days") == 4
    assert form.value("cause") == Cause.CUSTOMER
    form.set_value("days", 3)
    form.submit()
    entry = slips_of(world, "Data ready")[0]
    assert (entry.days, entry.cause, entry.text) == (
        3, Cause.CUSTOMER, "Employee file, 46 restaurants",
    )  # fmt: skip
    qtbot.waitUntil(lambda: figures(shown) == ["+3", "+1", "+4"])
    edited = shown.edit(entry)
    edited.set_value("days", 4)
    edited.submit()
    qtbot.waitUntil(lambda: figures(shown) == ["+4", "+4"])
    again = shown.edit(slips_of(world, "Data ready")[0])
    again.set_value("days", 0)
    again.submit()
    assert again.isVisible(), "0 days are no slip"
    again._delete()
    assert slips_of(world, "Data ready") == []
    undo.undo(world[1].store)
    assert [one.days for one in slips_of(world, "Data ready")] == [4]


# --- forms about a row -----------------------------------------------------------------------


def test_split_leaves_two_parts(qtbot: QtBot, screen: PlanScreen, world: World) -> None:
    screen.view.select(world[1].rows["Data import"])
    form = open_form(screen, "split")
    form.set_value("first_days", 9)
    form.submit()
    assert form.isVisible()
    form.set_value("first_days", 1)
    form.set_value("resume_on", date(2026, 12, 10))
    form.submit()
    answer(qtbot, screen, says="Splitting “Data import”: 7 items move by up to +4")
    second = rows_named(world, "Data import (2)")[0]
    assert (row_of(world, "Data import").duration, second.duration) == (1, 3)
    assert second.start == date(2026, 12, 10)
    undo.undo(world[1].store)
    assert rows_named(world, "Data import (2)") == []
    assert row_of(world, "Data import").duration == 4


def repeat_form(screen: PlanScreen) -> RepeatDialog:
    form = open_form(screen, "repeat")
    assert isinstance(form, RepeatDialog)
    return form


def test_an_item_repeats_and_stops(qtbot: QtBot, screen: PlanScreen, world: World) -> None:
    screen.view.select(world[1].rows["Sign-off sheet prepared"])
    form = repeat_form(screen)
    for key, value in (("unit", "weeks"), ("every", 2), ("count", 4)):
        form.set_value(key, value)
    assert [check.isChecked() for check in form.days] == [True] + 6 * [False]
    form.days[0].click()
    form.days[1].click()
    form.days[3].click()
    assert form.said[0] == "4 days: Tue 19 Jan, Thu 21 Jan, Tue 2 Feb, Thu 4 Feb"
    form.submit()
    answer(qtbot, screen, says="Repeating “Sign-off sheet prepared”: 1 item moves by +9")
    row = row_of(world, "Sign-off sheet prepared")
    assert row.repeats == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;COUNT=4"
    assert (row.start, row.target) == (date(2027, 1, 19), date(2027, 2, 4))
    again = repeat_form(screen)
    assert again.value("unit") == "weeks"
    assert [check.isChecked() for check in again.days][:4] == [False, True, False, True]
    again.set_value("unit", "months")
    again.set_value("month", "week")
    again.submit()
    answer(qtbot, screen, says="Repeating “Sign-off sheet prepared”: 1 item moves by ")
    row = row_of(world, "Sign-off sheet prepared")
    assert row.repeats == "FREQ=MONTHLY;INTERVAL=2;BYDAY=3TU;COUNT=4"
    once = repeat_form(screen)
    assert once.value("month") == "week"
    once.set_value("unit", "")
    once.submit()
    answer(qtbot, screen)
    assert row_of(world, "Sign-off sheet prepared").repeats == ""
    for _ in range(3):
        undo.undo(world[1].store)
    assert row_of(world, "Sign-off sheet prepared").repeats == ""
    assert row_of(world, "Sign-off sheet prepared").target == date(2027, 1, 20)


def test_a_series_ends_by_date_or_with_its_phase_and_moves_off_days_off(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    screen.view.select(world[1].rows["Data import"])
    form = repeat_form(screen)
    form.set_value("unit", "days")
    form.set_value("start", date(2026, 12, 4))
    form.set_value("ends", "until")
    assert form.said == ["Give the last day."]
    form.set_value("until", date(2026, 12, 3))
    assert form.said == ["No day lies between the first day and the end: give a later end."]
    form.set_value("until", date(2026, 12, 8))
    assert form.said == [
        "3 days: Fri 4 Dec, Mon 7 Dec, Tue 8 Dec",
        "1 day off moves: Sat 5 Dec → Mon 7 Dec",
        "2 days are left out: they would fall on another one’s day.",
    ]
    form.set_value("ends", "phase")
    assert form.value("until") == date(2026, 12, 10)
    form.set_value("every", 0)
    assert form.said == ["Give a number from 1 to 99."]
    form.set_value("every", 3)
    form.submit()
    answer(qtbot, screen, says="Repeating “Data import”: 7 items move by up to +2")
    row = row_of(world, "Data import")
    assert row.repeats == "FREQ=DAILY;INTERVAL=3;UNTIL=20261210"
    assert row.target == date(2026, 12, 10)
    again = repeat_form(screen)
    assert (again.value("ends"), again.value("until")) == ("until", date(2026, 12, 10))


def test_a_series_changed_later_keeps_the_days_before_today(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    row_id = world[1].rows["Manager guide and video"]
    repeats.set_rule(
        world[1].store, row_id=row_id, rule="FREQ=WEEKLY;BYDAY=TU;COUNT=6",
        start=date(2026, 11, 17),
    )  # fmt: skip
    screen.view.select(row_id)
    screen.load()
    form = repeat_form(screen)
    assert form.value("start") == date(2026, 12, 1)
    form.days[1].click()
    form.days[3].click()
    assert form.said == [
        "6 days: 2 before today stay, then Thu 3 Dec, Thu 10 Dec, Thu 17 Dec, Thu 24 Dec"
    ]
    form.set_value("keep", False)
    assert form.value("start") == date(2026, 11, 17)
    form.set_value("keep", True)
    form.submit()
    answer(qtbot, screen)
    data = screen.view.model.plan
    assert data is not None
    shown = load_plan(
        world[1].store, project_id=world[1].project_id, translator=world[0].translator
    ).repeats[row_id]
    assert [day.isoformat()[5:] for day in shown] == [
        "11-17", "11-24", "12-03", "12-10", "12-17", "12-24",
    ]  # fmt: skip
    undo.undo(world[1].store)
    assert row_of(world, "Manager guide and video").repeats == "FREQ=WEEKLY;BYDAY=TU;COUNT=6"


def test_conditions_of_a_row_are_one_command(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    before = row_of(world, "Payroll export")
    screen.view.select(before.id)
    form = open_form(screen, "conditions")
    form.set_value("constraint", Constraint.NOT_LATER)
    form.set_value("constraint_on", None)
    form.submit()
    assert form.isVisible(), "a constraint needs its day"
    form.set_value("constraint_on", date(2026, 12, 16))
    form.set_value("deadline", date(2027, 1, 8))
    form.set_value("calendar_days", True)
    form.set_value("visibility", Visibility.INTERNAL)
    form.submit()
    answer(qtbot, screen)
    row = row_of(world, "Payroll export")
    assert (row.constraint, row.constraint_on) == (Constraint.NOT_LATER, date(2026, 12, 16))
    assert (row.deadline, row.calendar_days, row.visibility) == (
        date(2027, 1, 8), True, Visibility.INTERNAL,
    )  # fmt: skip
    undo.undo(world[1].store)
    row = row_of(world, "Payroll export")
    assert (row.constraint, row.deadline, row.calendar_days) == (before.constraint, None, False)


# --- copies ----------------------------------------------------------------------------------


def test_rows_are_copied_to_another_customer_and_dropped_links_are_listed(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    store = world[1].store
    other = customers.create(store, name="Mori Bakery", code="MB", country="JP")
    target = projects.create(store, customer_id=other.id, name="Pilot", start=date(2027, 1, 4))
    screen.view.select(world[1].rows["Pilot, 5 restaurants"])
    run(screen, "copy_to")
    shown = dialog(screen, CopyDialog)
    assert shown.table.records.rows[0][0] == world[1].project_id
    shown.search.setText("mori")
    assert [key for key, _ in shown.table.records.rows] == [target.id]
    qtbot.keyClick(shown.search, Qt.Key.Key_Return)
    with store.read() as reader:
        copies = reader.find(PlanRow, project_id=target.id)
        links = reader.find(Dependency, project_id=target.id)
    assert len(copies) == 4
    assert len(links) == 2
    listed = dialog(screen, DroppedLinks)
    assert [key for key, _ in listed.table.records.rows] == [
        "M2 Data ready → A8 Train 5 restaurant managers",
        "M3 First value: overtime seen → A12 Train 41 managers",
    ]
    listed.accept()
    undo.undo(store)
    with store.read() as reader:
        assert reader.count(PlanRow, project_id=target.id) == 0


def test_a_day_that_cannot_be_read_keeps_the_copy_open(screen: PlanScreen, world: World) -> None:
    screen.view.select(world[1].rows["Data import"])
    run(screen, "copy_to")
    shown = dialog(screen, CopyDialog)
    shown.day.setText("soon")
    shown.copy()
    assert shown.isVisible()
    assert shown.problem.text.startswith("soon is no day")
    shown.day.setText("")
    shown.copy()
    assert len(rows_named(world, "Data import")) == 2


# --- the plan as a whole ---------------------------------------------------------------------


def test_a_template_is_added_on_a_day_or_after_a_row(screen: PlanScreen, world: World) -> None:
    before = len(load(world).rows)
    screen.view.select(world[1].rows["Data ready"])
    form = open_form(screen, "add_template")
    form.set_value("template_code", "one-call-start")
    form.set_value("follow_id", world[1].rows["Data ready"])
    form.submit()
    data = load(world)
    assert len(data.rows) > before
    follows = [one for one in data.links if one.predecessor_id == world[1].rows["Data ready"]]
    assert len(follows) > 1
    assert {one.type for one in follows} == {LinkType.FS}
    undo.undo(world[1].store)
    assert len(load(world).rows) == before


def load(world: World) -> PlanScreenData:
    return load_plan(world[1].store, project_id=world[1].project_id, translator=world[0].translator)


def test_the_project_is_shifted_with_a_cause(screen: PlanScreen, world: World) -> None:
    before = row_of(world, "Go-live, all 46").target
    form = open_form(screen, "shift_project")
    form.set_value("days", 5)
    form.set_value("cause", Cause.CUSTOMER)
    form.set_value("text", "Their IT is closed")
    form.submit()
    assert before is not None
    assert row_of(world, "Go-live, all 46").target == date(2027, 1, 19)
    assert row_of(world, "Kickoff held").actual_finish == date(2026, 11, 5)
    assert [one.cause for one in slips_of(world, "Go-live, all 46")] == [Cause.CUSTOMER]
    undo.undo(world[1].store)
    assert row_of(world, "Go-live, all 46").target == before
    assert slips_of(world, "Go-live, all 46") == []


def test_unfinished_work_is_taken_up_from_a_day(screen: PlanScreen, world: World) -> None:
    form = open_form(screen, "reschedule")
    form.set_value("day", date(2026, 12, 14))
    form.submit()
    row = row_of(world, "Data import")
    assert row.start is not None
    assert row.start >= date(2026, 12, 14)
    undo.undo(world[1].store)
    assert row_of(world, "Data import").start == date(2026, 12, 3)


def test_a_go_live_that_is_too_early_is_refused_with_the_earliest(
    screen: PlanScreen, world: World
) -> None:
    form = open_form(screen, "from_go_live")
    form.set_value("go_live", date(2026, 12, 7))
    form.submit()
    assert form.isVisible()
    assert "The earliest go-live is" in form._errors["go_live"].text
    form.set_value("go_live", date(2027, 2, 26))
    form.submit()
    assert row_of(world, "Go-live, all 46").target == date(2027, 2, 26)
    undo.undo(world[1].store)
    assert row_of(world, "Go-live, all 46").target == date(2027, 1, 12)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("shift_project", {"days": 7, "which": "unfinished"}),
        ("shift_project", {"days": -2, "which": "all"}),
        ("reschedule", {"day": date(2026, 12, 21)}),
        ("from_go_live", {"go_live": date(2027, 2, 26)}),
    ],
)
def test_what_a_move_of_the_project_would_do_is_said_before_it_is_taken(
    qtbot: QtBot, screen: PlanScreen, world: World, name: str, values: dict[str, object]
) -> None:
    before = load(world)
    form = open_form(screen, name)
    for key, value in values.items():
        form.set_value(key, value)
    assert isinstance(form, MoveForm)
    form.show_effect()
    said = form.said
    form.submit()
    after = load(world)
    moved = {
        row_id: (before.state.rows[row_id].finish, state.finish)
        for row_id, state in after.state.rows.items()
        if not after.rows[row_id].kind.is_summary
        and (before.state.rows[row_id].start, before.state.rows[row_id].finish)
        != (state.start, state.finish)
    }
    assert said[0] == f"{len(moved)} items and milestones move."
    words, today = world[0].translator, after.state.today
    old, new = moved[after.state.go_live_id or 0]
    assert old is not None
    assert new is not None
    shown = f"Go-live {words.near_date(old, today)} → {words.near_date(new, today)}."
    assert shown in said


def test_a_move_of_the_project_that_moves_nothing_says_so(qtbot: QtBot, screen: PlanScreen) -> None:
    form = open_form(screen, "shift_project")
    qtbot.waitUntil(lambda: "items and milestones move" in " ".join(form.said))
    form.set_value("days", 0)
    qtbot.waitUntil(lambda: form.said == ["Nothing moves."])
    form.close()
    form = open_form(screen, "from_go_live")
    form.set_value("go_live", date(2026, 12, 7))
    qtbot.waitUntil(lambda: "The earliest go-live is" in " ".join(form.said))


@pytest.mark.parametrize(("language", "theme"), [("zh_CN", "light"), ("zh_TW", "dark")])
def test_dialogs_open_in_every_language_and_theme(
    qtbot: QtBot, tmp_path: Path, language: str, theme: str
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    with open_harbour(qtbot, folder, language, theme) as (services, harbour):
        made = PlanScreen(services, project_id=harbour.project_id)
        qtbot.addWidget(made)
        made.show()
        made.view.select(harbour.rows["Data import"])
        for name in ("baselines", "slips", "split", "repeat", "conditions", "copy_to",
                     "add_template", "durations", "shift_project", "reschedule",
                     "from_go_live"):  # fmt: skip
            run(made, name)
        assert made.tools.row_menu().actions()


def test_the_compared_baseline_is_drawn_hollow_below_the_current_one(
    qtbot: QtBot, screen: PlanScreen, world: World
) -> None:
    baselines.agree(world[1].store, project_id=world[1].project_id, agreed_by="Zhou Min")
    assert not compared_marks(screen)
    first = next(one for one in baselines_of(world) if not one.current)
    screen.tools.compare(first.id)
    qtbot.waitUntil(lambda: compared(screen) == first.id)
    bars = [one for one in compared_marks(screen) if isinstance(one, Rect)]
    line = screen.view.model.line_of(world[1].rows["Data import"])
    assert line is not None
    scale = screen.view.chart.scale
    left = scale.left(date(2026, 11, 25).toordinal())
    right = scale.right(date(2026, 11, 30).toordinal())
    assert any(
        one.x == pytest.approx(left, abs=1)
        and one.x + one.width == pytest.approx(right, abs=1)
        and line * 28 + 20 < one.y < line * 28 + 28
        for one in bars
    )
    assert any(isinstance(one, Diamond) for one in compared_marks(screen))
    screen.tools.compare(0)
    assert not compared_marks(screen)


def compared_marks(screen: PlanScreen) -> list[object]:
    layers = screen.view.chart.body_scene().layers.values()
    return [one for marks in layers for one in marks if getattr(one, "role", None) is Role.COMPARED]
