"""The handover card of a customer in the window: filled by keys, its gaps open the right form."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.commands import deals, goals, handover, meetings, scope
from csdesk.app.queries.customer import load_customer
from csdesk.app.queries.handover import load_handover
from csdesk.domain.codes import MeetingKind, PointKind, Visibility
from csdesk.domain.handover import Part
from csdesk.domain.records import Deal
from csdesk.ui.dialogs.editors import Editors
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.screens.customer import HANDOVER, CustomerScreen
from csdesk.ui.screens.handover import HandoverScreen
from csdesk.ui.screens.handover_parts import Block, MeterHead
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.text import Label
from tests.ui.harbour import TODAY, Harbour
from tests.ui.screens_support import open_harbour


def shown(qtbot: QtBot, services: Services, harbour: Harbour) -> HandoverScreen:
    screen = HandoverScreen(services, customer_id=harbour.customer_id)
    qtbot.addWidget(screen)
    screen.show_page(load_customer(services.store, harbour.customer_id))
    screen.resize(1200, 900)
    screen.show()
    return screen


def form_of(screen: QWidget) -> FormDialog:
    (form,) = [one for one in screen.findChildren(FormDialog) if one.isVisible()]
    return form


def submit(qtbot: QtBot, form: FormDialog) -> None:
    with qtbot.waitSignal(form.destroyed):
        form.submit()


def run(screen: HandoverScreen, name: str) -> None:
    (spec,) = [one for one in screen.actions_of() if one.id == f"handover.{name}"]
    assert spec.can_run()
    spec.run()


def percent(screen: HandoverScreen) -> int:
    (head,) = screen.findChildren(MeterHead)
    return head.percent


def blocks(screen: HandoverScreen, kind: PointKind) -> list[Block]:
    found = [one for one in screen.findChildren(Block) if one.record is not None]
    return [one for one in found if getattr(one.record, "kind", None) is kind]


def test_an_empty_card_is_filled_and_the_meter_rises(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        screen = shown(qtbot, services, harbour)
        before = percent(screen)
        (begin,) = screen.findChildren(Button, "begin")
        begin.click()
        form = form_of(screen)
        form.set_value("why_bought", "Fines for overtime")
        form.set_value("budget", Decimal(324000))
        form.set_value("sales_lead", "Zhao Lei")
        submit(qtbot, form)
        assert percent(screen) == before + 15
        assert not screen.findChildren(Button, "begin")
        card = load_handover(services.store, harbour.customer_id)
        assert card.handover is not None
        assert (card.handover.budget_minor, card.handover.currency) == (32_400_000, "CNY")
        names = [one.accessibleName() for one in screen.findChildren(Block)]
        assert "Budget: ¥324,000" in names
        run(screen, "edit")
        form = form_of(screen)
        assert form.value("budget") == Decimal(324000)
        form.set_value("budget", None)
        submit(qtbot, form)
        assert percent(screen) == before + 10
        screen.close()


def test_the_contract_says_the_deal_that_is_known(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        screen = shown(qtbot, services, harbour)
        told = [one.text for one in screen.findChildren(Label)]
        deal = load_handover(services.store, harbour.customer_id).deal
        assert deal is not None
        signed = services.translator.date(deal.closed_on)
        assert any(deal.name in text and signed in text for text in told)
        screen.close()


def test_lines_are_added_moved_and_deleted_by_key(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        screen = shown(qtbot, services, harbour)
        for text in ("Overtime is seen late", "Paper gets lost"):
            run(screen, "pain")
            form = form_of(screen)
            form.set_value("text", text)
            submit(qtbot, form)
        _, second = blocks(screen, PointKind.PAIN)
        assert second.accessibleDescription() == "No solution was promised for it yet."
        second.setFocus()
        run(screen, "up")
        moved, _ = blocks(screen, PointKind.PAIN)
        assert moved.accessibleName() == "Paper gets lost"
        assert screen.focused() == moved.record  # the focus goes along
        QTest.keyClick(moved, Qt.Key.Key_Return)
        form = form_of(screen)
        form.set_value("answer", "Photo of the list")
        form.set_value("visibility", Visibility.CUSTOMER)
        submit(qtbot, form)
        assert blocks(screen, PointKind.PAIN)[0].accessibleDescription() == (
            "Promised: Photo of the list"
        )
        run(screen, "delete")
        assert [one.accessibleName() for one in blocks(screen, PointKind.PAIN)] == [
            "Overtime is seen late"
        ]
        services.store.undo()
        assert len(blocks(screen, PointKind.PAIN)) == 2
        run(screen, "date")
        form = form_of(screen)
        form.set_value("text", "Opening in Longhua")
        form.submit()
        assert form.isVisible()  # a day is needed
        form.set_value("day", TODAY)
        submit(qtbot, form)
        assert len(blocks(screen, PointKind.DATE)) == 1
        screen.close()


def test_a_mouse_and_its_menu_do_the_same(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        for text in ("First", "Second"):
            handover.create_point(
                services.store, customer_id=harbour.customer_id, kind=PointKind.PROMISE, text=text
            )
        screen = shown(qtbot, services, harbour)
        first, _ = blocks(screen, PointKind.PROMISE)
        first.setFocus()
        by_words = {words: do for words, _, do in first.choices()}
        by_words["Move down"]()
        assert [one.accessibleName() for one in blocks(screen, PointKind.PROMISE)] == [
            "Second", "First",
        ]  # fmt: skip
        QTest.mouseClick(blocks(screen, PointKind.PROMISE)[0], Qt.MouseButton.LeftButton)
        assert form_of(screen).value("text") == "Second"
        form_of(screen).reject()
        screen.close()


FIELD_OF = {
    Part.PAINS: "answer", Part.GOALS: "metric", Part.SUCCESS: "confirmed_by",
    Part.SCOPE: "in_scope", Part.DECIDERS: "value_text", Part.WHY: "why_bought",
    Part.SALES_LEAD: "sales_lead", Part.PROMISES: "day", Part.BUDGET: "budget", Part.DATES: "day",
    Part.TOUCHPOINTS: "said_by", Part.PROCESS: "process", Part.TERMS: "notice_days",
}  # fmt: skip


def test_each_gap_opens_the_form_that_fills_it(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        with services.store.write("deals.update") as unit:
            for deal in unit.find(Deal):
                unit.update(Deal, deal.id, seller="")
        screen = shown(qtbot, services, harbour)
        for button in screen.findChildren(Button, "more"):
            button.click()
        assert screen.card is not None
        gaps = screen.card.meter.gaps
        rows = screen.findChildren(Block, "gap")
        assert len(rows) == len(gaps) > 6
        seen = set()
        for place, gap in enumerate(gaps):
            row = screen.findChildren(Block, "gap")[place]
            assert row.accessibleDescription().endswith(("?", "."))  # the question to ask
            QTest.keyClick(row, Qt.Key.Key_Return)
            form = form_of(screen)
            assert FIELD_OF[gap.part] in form.inputs, gap.part
            with qtbot.waitSignal(form.destroyed):
                form.reject()
            seen.add(gap.part)
        assert seen >= set(FIELD_OF) - {Part.DECIDERS}
        screen.close()


def test_a_gap_of_a_known_record_opens_that_record(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store, customer_id = services.store, harbour.customer_id
        handover.create_point(store, customer_id=customer_id, kind=PointKind.PAIN, text="Paper")
        goals.create(store, customer_id=customer_id, title="Less overtime")
        made = scope.create_deliverable(store, project_id=harbour.project_id, title="Rosters")
        screen = shown(qtbot, services, harbour)
        screen.show_page(load_customer(store, customer_id))
        assert screen.card is not None
        gaps = {gap.part: gap for gap in screen.card.meter.gaps}
        for part, key, value in (
            (Part.PAINS, "text", "Paper"), (Part.GOALS, "title", "Less overtime"),
            (Part.SCOPE, "deliverable_id", made.id),
        ):  # fmt: skip
            screen.fill(gaps[part])
            form = form_of(screen)
            assert form.value(key) == value
            with qtbot.waitSignal(form.destroyed):
                form.reject()
        screen.close()


def test_a_confirmation_names_its_meeting(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        store, customer_id = services.store, harbour.customer_id
        kickoff = meetings.create(
            store, customer_id=customer_id, day=TODAY, kind=MeetingKind.KICKOFF
        )
        screen = shown(qtbot, services, harbour)
        form = Editors(services, load_customer(store, customer_id), screen).success()
        form.open()
        form.set_value("text", "Rosters by Friday")
        form.set_value("confirmed_by", "Guo Wei")
        form.set_value("meeting_id", kickoff.id)
        submit(qtbot, form)
        card = load_handover(store, customer_id)
        assert card.confirmations[0].meeting == kickoff
        screen.close()


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_tab_of_a_customer_shows_the_card(
    qtbot: QtBot, tmp_path: Path, language: str, theme: str
) -> None:
    with open_harbour(qtbot, tmp_path, language=language, theme=theme) as (services, harbour):
        handover.put(services.store, customer_id=harbour.customer_id, why_bought="Zwei\nZeilen")
        deals.create(services.store, customer_id=harbour.customer_id, closed_on=TODAY)
        screen = CustomerScreen(services, harbour.customer_id)
        qtbot.addWidget(screen)
        screen.resize(1200, 900)
        screen.show()
        screen.tabs.choose(HANDOVER)
        page = screen.pages.currentWidget()
        assert isinstance(page, HandoverScreen)
        keys = [spec.shortcut for spec in screen.actions_of() if spec.shortcut]
        assert len(keys) == len(set(keys))
        bar = page._scroller.horizontalScrollBar()
        assert not bar.isVisible()
        assert page.grab().width() == page.width()
        screen.close()


def test_a_long_form_shows_its_fields_in_full(qtbot: QtBot, tmp_path: Path) -> None:
    with open_harbour(qtbot, tmp_path) as (services, harbour):
        screen = shown(qtbot, services, harbour)
        run(screen, "edit")
        form = form_of(screen)
        assert form.height() == form.sizeHint().height()  # more than two thirds of this screen
        assert form.inputs["why_bought"].height() == 76
        form.reject()
        screen.close()
