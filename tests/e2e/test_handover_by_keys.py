"""Before the kickoff, in the real window by keys alone: the card, its gaps, the manager's check."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from csdesk.app.queries.handover import load_handover
from csdesk.domain.codes import PointKind, Strength, Visibility
from csdesk.domain.records import PlanRow, Risk
from csdesk.domain.records_kickoff import ManagerCheck
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.screens.customer import CustomerScreen
from tests.e2e.plan_world import CTRL, KEY, SHIFT, World

ALT = Qt.KeyboardModifier.AltModifier


def activate(world: World) -> None:
    """Bring the window back, as a window manager does when a dialog closes."""
    world.window.activateWindow()
    world.qtbot.waitUntil(world.window.isActiveWindow, timeout=5_000)


def form_of(world: World) -> FormDialog:
    found: list[FormDialog] = []

    def there() -> bool:
        found[:] = [one for one in world.window.findChildren(FormDialog) if one.isVisible()]
        return bool(found)

    world.qtbot.waitUntil(there, timeout=10_000)
    world.qtbot.waitUntil(found[0].isActiveWindow, timeout=5_000)
    return found[0]


def write(world: World, key: str, text: str) -> QWidget:
    """Go by Tab to a field of the open form, and type."""
    form = form_of(world)
    field = form.inputs[key]
    for _ in range(20):
        if field.hasFocus():
            break
        world.key(KEY.Key_Tab)
    assert field.hasFocus(), key
    world.qtbot.keyClicks(field, text)
    return field


@pytest.mark.window
def test_the_card_is_written_and_the_check_followed_up_by_keys(world: World) -> None:
    store, customer_id = world.harbour.store, world.harbour.customer_id
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)
    world.key(KEY.Key_5, ALT | SHIFT)
    assert screen.pages.currentWidget() is screen.handover
    before = load_handover(store, customer_id).meter.percent

    world.key(KEY.Key_E)
    write(world, "why_bought", "Fines for overtime")
    write(world, "budget", "324000")
    world.key(KEY.Key_Return)
    activate(world)
    assert load_handover(store, customer_id).meter.percent == before + 10

    for text in ("Overtime is seen late", "Paper gets lost"):
        world.key(KEY.Key_P)
        write(world, "text", text)
        world.key(KEY.Key_Return, CTRL)
        activate(world)
    lines = load_handover(store, customer_id).points[PointKind.PAIN]
    assert [one.text for one in lines] == ["Overtime is seen late", "Paper gets lost"]
    for _ in range(60):  # to the second line, as a person gets there without a mouse
        focused = screen.handover.focused()
        if focused is not None and focused.text == "Paper gets lost":
            break
        world.key(KEY.Key_Tab)
    world.key(KEY.Key_Up, ALT)
    lines = load_handover(store, customer_id).points[PointKind.PAIN]
    assert [one.text for one in lines] == ["Paper gets lost", "Overtime is seen late"]
    world.key(KEY.Key_Z, CTRL)
    lines = load_handover(store, customer_id).points[PointKind.PAIN]
    assert [one.text for one in lines] == ["Overtime is seen late", "Paper gets lost"]

    world.key(KEY.Key_4, ALT | SHIFT)
    assert screen.pages.currentWidget() is screen.people
    world.key(KEY.Key_C)
    for question, letter in (("knows_business", KEY.Key_S), ("has_time", KEY.Key_W)):
        write(world, question, "")
        world.key(letter)  # Strong, Weak
    world.key(KEY.Key_Return)
    activate(world)
    with store.read() as reader:
        (check,) = reader.find(ManagerCheck)
    assert (check.knows_business, check.has_time) == (Strength.STRONG, Strength.WEAK)
    world.key(KEY.Key_R)
    with store.read() as reader:
        (risk,) = reader.find(Risk)
        (row,) = reader.find(PlanRow, visibility=Visibility.INTERNAL)
    assert risk.visibility is Visibility.INTERNAL
    assert row.number is not None
    world.key(KEY.Key_Z, CTRL)
    with store.read() as reader:
        assert not reader.count(Risk)
        assert not reader.count(PlanRow, visibility=Visibility.INTERNAL)
