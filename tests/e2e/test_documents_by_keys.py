"""Preview and send in the real window, by keys and mouse alone."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget

from csdesk.app.commands import contacts
from csdesk.app.queries.document_log import LoggedDocument, document_log
from csdesk.domain.codes import ContactRole, DispatchWay, DocumentKind, Language
from csdesk.ui.dialogs.document_preview import DocumentPreview
from csdesk.ui.dialogs.document_recipients import RecipientsDialog
from csdesk.ui.screens.documents import DocumentsScreen
from tests.e2e.plan_world import CTRL, KEY, LEFT, SHIFT, World

Dialog = TypeVar("Dialog", bound=QDialog)


def shown(world: World, kind: type[Dialog]) -> Dialog:
    found: list[Dialog] = []

    def there() -> bool:
        found[:] = [one for one in world.window.findChildren(kind) if one.isVisible()]
        return bool(found)

    world.qtbot.waitUntil(there, timeout=10_000)
    world.qtbot.waitUntil(found[0].isActiveWindow, timeout=5_000)
    return found[0]


def settled(world: World, dialog: DocumentPreview) -> QImage:
    world.qtbot.waitUntil(lambda: dialog.is_current and dialog.facts.is_known, timeout=20_000)
    world.qtbot.waitUntil(lambda: not dialog.pages.missing(), timeout=10_000)
    picture = dialog.pages.picture(dialog.pages.page)
    assert picture is not None
    return picture.copy()


def open_status(world: World) -> DocumentPreview:
    activate(world)
    world.key(KEY.Key_R, CTRL | SHIFT)
    return shown(world, DocumentPreview)


def activate(world: World) -> None:
    """Bring the window back, as a window manager does when a dialog closes."""
    world.window.activateWindow()
    world.qtbot.waitUntil(world.window.isActiveWindow, timeout=5_000)


def idle(world: World) -> None:
    world.qtbot.waitUntil(lambda: not world.window.services.tasks.busy, timeout=20_000)


def logged(world: World) -> list[LoggedDocument]:
    return document_log(world.harbour.store)


def type_in(world: World, field: QWidget, text: str) -> None:
    world.qtbot.keyClicks(field, text)


@pytest.mark.window
def test_preview_save_and_send_again_by_keys(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(world.window, "open_file", opened.append)
    dialog = open_status(world)
    english = settled(world, dialog)
    options = dialog.options
    assert options is not None
    options.language.setFocus()
    world.key(KEY.Key_Down)
    chinese = settled(world, dialog)
    assert dialog.preview is not None
    assert dialog.preview.made.view.language is Language.ZH_CN
    assert chinese != english
    small = chinese.width()
    dialog.pages.setFocus()
    world.key(KEY.Key_Minus)
    assert settled(world, dialog).width() < small
    world.key(KEY.Key_0)
    assert settled(world, dialog).width() == small
    world.key(KEY.Key_PageDown)
    assert dialog.pages.verticalScrollBar().value() > 0
    world.key(KEY.Key_PageUp)
    assert dialog.pages.verticalScrollBar().value() == 0
    target = dialog.target
    assert target is not None
    assert target.parent == tmp_path
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(target.is_file, timeout=20_000)
    idle(world)
    content = target.read_bytes()
    assert world.window.notice.text.startswith("Written: ")
    activate(world)
    world.key(KEY.Key_4, CTRL)
    screen = world.window.screen_of("documents")
    assert isinstance(screen, DocumentsScreen)
    world.qtbot.waitUntil(lambda: len(screen.model.rows) == 1, timeout=10_000)
    line = screen.table.visualRect(screen.model.index(0, 0)).center()
    world.qtbot.mouseClick(screen.table.viewport(), LEFT, pos=line)
    assert screen.peek.isVisible()
    assert "Saved" in screen.peek.said
    target.unlink()
    world.key(KEY.Key_A)
    again = shown(world, DocumentPreview)
    assert settled(world, again).size() is not None
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(target.is_file, timeout=20_000)
    idle(world)
    assert target.read_bytes() == content
    (document,) = logged(world)
    assert [one.way for one in document.sent] == [DispatchWay.SAVED, DispatchWay.SAVED]
    activate(world)
    screen.table.setFocus()
    world.key(KEY.Key_Return)
    assert opened == [target]


@pytest.mark.window
def test_draft_with_recipients_by_keys(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(world.window, "open_file", opened.append)
    for name, mail, role in (
        ("Ida Lead", "ida@harbour.example", ContactRole.PROJECT_MANAGER),
        ("Bo Chief", "bo@harbour.example", ContactRole.SPONSOR),
        ("Al Gone", "al@harbour.example", ContactRole.PROJECT_MANAGER),
    ):
        made = contacts.create(
            world.harbour.store, customer_id=world.harbour.customer_id, name=name, mail=mail,
            role=role,
        )  # fmt: skip
    contacts.leave(world.harbour.store, contact_id=made.id)
    dialog = open_status(world)
    settled(world, dialog)
    world.key(KEY.Key_M, CTRL)
    people = shown(world, RecipientsDialog)
    world.qtbot.waitUntil(people.draft_button.isEnabled, timeout=10_000)
    names = [one.name for _, one in people.checks]
    assert "Al Gone" not in names
    assert sorted(name for name, _ in people.chosen) == ["Bo Chief", "Ida Lead"]
    world.key(KEY.Key_Space)  # takes the first one out
    world.qtbot.waitUntil(people.draft_button.isEnabled, timeout=10_000)
    (left,) = people.chosen
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(lambda: len(opened) == 1, timeout=20_000)
    idle(world)
    draft = message_from_bytes(opened[0].read_bytes(), policy=default)
    assert draft["X-Unsent"] == "1"
    assert draft["To"] == f"{left[0]} <{left[1]}>"
    (attached,) = draft.iter_attachments()
    (document,) = logged(world)
    file = opened[0].with_suffix(".pdf")
    assert attached.get_payload(decode=True) == file.read_bytes()
    assert [one.way for one in document.sent] == [DispatchWay.DRAFTED, DispatchWay.SAVED]
    assert document.people == (left[0],)


@pytest.mark.window
def test_another_document_from_the_menu_and_its_pages_by_mouse(world: World) -> None:
    world.key(KEY.Key_O, CTRL | SHIFT)
    menus: list[QMenu] = []

    def there() -> bool:
        menus[:] = [one for one in world.window.findChildren(QMenu) if one.isVisible()]
        return bool(menus)

    world.qtbot.waitUntil(there, timeout=5_000)
    action = next(one for one in menus[0].actions() if one.text() == "Business review pack")
    place = menus[0].actionGeometry(action).center()
    world.qtbot.mouseClick(menus[0], LEFT, pos=place)
    dialog = shown(world, DocumentPreview)
    first = settled(world, dialog)
    assert dialog.preview is not None
    assert dialog.preview.made.ask.kind is DocumentKind.QBR
    box = dialog.small.box_of(2)
    world.qtbot.mouseClick(
        dialog.small.viewport(), LEFT, pos=QPoint(*map(int, box.center().toTuple()))
    )
    third = settled(world, dialog)
    assert dialog.pages.page == 2
    assert third != first
    assert dialog.options is not None
    day = dialog.options.day
    assert isinstance(day, QLineEdit)
    day.setFocus()
    day.selectAll()
    type_in(world, day, "+7")
    settled(world, dialog)
    assert dialog.preview.made.ask.today.isoformat() == "2026-12-07"
    world.key(KEY.Key_Escape)
    world.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=5_000)
    assert logged(world) == []
