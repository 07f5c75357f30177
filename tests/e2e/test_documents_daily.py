"""A day with documents in the real window, by keys: from their page to what is missing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from csdesk.app.commands import customers
from csdesk.app.queries.document_log import document_log
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import DispatchWay, DocumentKind, MeetingStatus
from csdesk.domain.records import Customer, Meeting
from csdesk.domain.records_delivery import Certificate, StoryConsent
from csdesk.ui.dialogs.document_preview import DocumentPreview
from csdesk.ui.dialogs.document_recipients import RecipientsDialog
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.dialogs.logo_line import LogoLine
from csdesk.ui.dialogs.mail_templates import MailTemplatesDialog
from csdesk.ui.dialogs.status_batch import StatusBatchDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import PLAN, CustomerScreen
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.screens.documents import DocumentsScreen
from csdesk.ui.start import make_window
from csdesk.ui.widgets.buttons import Button
from tests.e2e.plan_world import CTRL, KEY, LEFT, World
from tests.e2e.test_documents_by_keys import activate, idle, open_status, settled, shown
from tests.support import TODAY, make_store

pytestmark = pytest.mark.window


def documents(world: World) -> DocumentsScreen:
    """Go to the page of documents by its key."""
    activate(world)
    world.key(KEY.Key_4, CTRL)
    screen = world.window.screen_of("documents")
    assert isinstance(screen, DocumentsScreen)
    idle(world)
    return screen


def button(where: QWidget, text: str) -> Button:
    """Return the button with these words."""
    found = [one for one in where.findChildren(Button) if one.text() == text and one.isVisible()]
    assert len(found) == 1, [one.text() for one in where.findChildren(Button)]
    return found[0]


def closed(world: World, dialog: QDialog) -> None:
    """Wait until a dialog, which deletes itself, is closed."""
    world.qtbot.waitUntil(lambda: not isValid(dialog) or not dialog.isVisible(), timeout=20_000)


def choose(world: World, dialog: DocumentPreview, kind: DocumentKind) -> None:
    """Choose a kind of document by the arrow keys."""
    options = dialog.options
    assert options is not None
    options.kind.setFocus()
    world.key(KEY.Key_Home)
    while options.chosen_kind is not kind:
        world.key(KEY.Key_Down)


def refused(world: World, dialog: DocumentPreview, words: str) -> list[str]:
    """Wait until the preview says why there are no pages; return the ways it offers."""
    world.qtbot.waitUntil(lambda: words in dialog.pages.reason.text, timeout=20_000)
    return [one.text() for one in dialog.pages.ways]


def fill(world: World, form: FormDialog, key: str, text: str) -> None:
    """Type into a field of a form."""
    form.inputs[key].setFocus()
    world.qtbot.keyClicks(form.inputs[key], text)


def test_keys_go_to_the_list_of_a_page_that_is_opened_by_its_key(world: World) -> None:
    documents(world)
    world.key(KEY.Key_1, CTRL)
    screen = world.window.screen_of("customers")
    assert isinstance(screen, CustomersScreen)
    world.qtbot.waitUntil(lambda: screen.model.rowCount() > 0, timeout=10_000)
    idle(world)
    world.key(KEY.Key_Down)
    world.qtbot.waitUntil(screen.peek.isVisible, timeout=5_000)
    world.key(KEY.Key_2, CTRL)
    world.key(KEY.Key_1, CTRL)
    assert QApplication.focusWidget() is screen.table


def test_a_document_is_written_from_the_page_of_documents(world: World) -> None:
    customers.create(world.harbour.store, name="森田麵包", name_alt="Mori Bakery")
    documents(world)
    world.key(KEY.Key_N)
    field = world.window.palette_field.field
    world.qtbot.waitUntil(field.hasFocus, timeout=5_000)
    world.qtbot.keyClicks(field, "mori")
    world.key(KEY.Key_Return)
    dialog = shown(world, DocumentPreview)
    assert "森田麵包" in dialog.windowTitle()
    settled(world, dialog)  # the welcome letter needs no plan
    choose(world, dialog, DocumentKind.ACCEPTANCE)
    assert refused(world, dialog, "has no project yet: make a plan first") == ["New plan"]
    assert not dialog.foot.buttons["save"].isEnabled()
    dialog.reject()


def test_the_menu_of_a_customer_has_its_plan_and_tracker_too(world: World) -> None:
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)
    menu = screen.document_menu()
    plan = next(one for one in menu.actions() if one.text() == "Project plan")
    assert menu.actions()[-1].text() == "Tracker"
    plan.trigger()
    shown(world, FormDialog).reject()


def test_coming_back_to_the_log_chooses_nothing_and_down_the_newest(world: World) -> None:
    dialog = open_status(world)
    settled(world, dialog)
    world.key(KEY.Key_Return)
    closed(world, dialog)
    idle(world)
    screen = documents(world)
    world.qtbot.waitUntil(lambda: len(screen.model.rows) == 1, timeout=10_000)
    screen.write()
    world.qtbot.waitUntil(world.window.palette_field.isVisible, timeout=5_000)
    world.key(KEY.Key_Escape)
    world.qtbot.waitUntil(screen.table.hasFocus, timeout=5_000)
    assert not screen.peek.isVisible()
    world.key(KEY.Key_Down)
    world.qtbot.waitUntil(screen.peek.isVisible, timeout=5_000)
    assert screen.table.selectionModel().isRowSelected(0)


def test_a_file_that_no_program_opens_is_told_with_its_path(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    dialog = open_status(world)
    settled(world, dialog)
    target = dialog.target
    world.key(KEY.Key_O, CTRL)
    closed(world, dialog)
    notice = world.window.notice
    world.qtbot.waitUntil(lambda: "No program on this computer opens" in notice.text, timeout=9_000)
    assert str(target) in notice.text
    world.qtbot.mouseClick(button(world.window, "Copy the path"), LEFT)
    assert QGuiApplication.clipboard().text() == str(target)


def test_reports_of_all_projects_and_mail_texts_have_a_button_there(world: World) -> None:
    screen = documents(world)
    world.qtbot.mouseClick(button(screen, "All status reports"), LEFT)
    batch = shown(world, StatusBatchDialog)
    world.key(KEY.Key_Escape)
    closed(world, batch)
    activate(world)
    world.qtbot.mouseClick(button(screen, "Mail texts"), LEFT)
    shown(world, MailTemplatesDialog).reject()


def test_a_certificate_is_issued_where_it_is_missed(world: World) -> None:
    dialog = open_status(world)
    settled(world, dialog)
    choose(world, dialog, DocumentKind.CERTIFICATE)
    assert refused(world, dialog, "has a certificate yet") == ["Issue a certificate"]
    world.key(KEY.Key_Return)
    form = shown(world, FormDialog)
    fill(world, form, "statement", "plans a week on her own.")
    world.key(KEY.Key_Return)
    assert form.inputs["name"].hasFocus()  # nobody is chosen by itself
    fill(world, form, "name", "Mei Lin")
    world.key(KEY.Key_Return)
    settled(world, dialog)
    assert dialog.preview is not None
    with world.harbour.store.read() as reader:
        (issued,) = reader.find(Certificate, customer_id=world.harbour.customer_id)
    assert (issued.name, issued.statement) == ("Mei Lin", "plans a week on her own.")
    assert issued.number in str(dialog.preview.made.view)
    options = dialog.options
    assert options is not None
    assert button(options, "Issue another certificate").isVisible()
    dialog.reject()


def test_a_meeting_is_recorded_where_its_minutes_are_missed(world: World) -> None:
    store = world.harbour.store
    bare = customers.create(store, name="Mori Bakery")
    world.window.services.wish.emit("minutes", bare.id)
    dialog = shown(world, DocumentPreview)
    assert refused(world, dialog, "No meeting with this customer") == ["Record a meeting"]
    world.key(KEY.Key_Return)
    shown(world, FormDialog)
    world.key(KEY.Key_Return)  # planned for today
    world.qtbot.waitUntil(lambda: bool(meetings_of(world, bare.id)), timeout=10_000)
    world.qtbot.waitUntil(dialog.isActiveWindow, timeout=5_000)
    assert refused(world, dialog, "No meeting with this customer") == ["Record a meeting"]
    world.key(KEY.Key_Return)
    shown(world, FormDialog)
    world.key(KEY.Key_Return)  # it was held
    settled(world, dialog)
    assert [one.status for one in meetings_of(world, bare.id)] == [MeetingStatus.HELD]
    dialog.reject()


def meetings_of(world: World, customer_id: int) -> list[Meeting]:
    """Return the meetings of a customer."""
    with world.harbour.store.read() as reader:
        return reader.find(Meeting, customer_id=customer_id)


def test_a_completion_letter_leads_to_the_plan_or_to_the_acceptance(world: World) -> None:
    dialog = open_status(world)
    settled(world, dialog)
    choose(world, dialog, DocumentKind.COMPLETION)
    ways = refused(world, dialog, "is not live yet")
    assert ways == ["Record the acceptance", "Open the plan"]
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)
    screen.tabs.choose(0)
    world.qtbot.mouseClick(dialog.pages.ways[1], LEFT)
    closed(world, dialog)
    assert screen.tabs.current == PLAN
    dialog = open_status(world)
    settled(world, dialog)
    choose(world, dialog, DocumentKind.COMPLETION)
    refused(world, dialog, "is not live yet")
    world.key(KEY.Key_Return)
    shown(world, FormDialog)
    world.key(KEY.Key_Return)
    settled(world, dialog)
    assert dialog.preview is not None
    assert dialog.preview.made.ask.kind is DocumentKind.COMPLETION
    dialog.reject()


def test_a_consent_is_recorded_where_it_is_missed_and_withdrawn(world: World) -> None:
    dialog = open_status(world)
    settled(world, dialog)
    choose(world, dialog, DocumentKind.STORY)
    assert refused(world, dialog, "has not agreed to a success story") == ["Record the consent"]
    world.key(KEY.Key_Return)
    form = shown(world, FormDialog)
    fill(world, form, "by", "Guo Wei")
    fill(world, form, "covers", "website, with name")
    world.key(KEY.Key_Return, CTRL)
    story = world.harbour.customer_id
    if not dialog.pages.reason.isHidden() or not dialog.is_current:
        world.qtbot.waitUntil(lambda: dialog.is_current, timeout=20_000)
    if dialog.preview is None:
        ways = refused(world, dialog, "There is nothing to tell")
        assert ways == ["New outcome", "Open the customer"]
        world.key(KEY.Key_Return)
        outcome = shown(world, FormDialog)
        fill(world, outcome, "title", "Rosters hang by Friday noon")
        fill(world, outcome, "said_by", "Guo Wei")
        check = outcome.inputs["may_quote"]
        check.setFocus()
        world.key(KEY.Key_Space)
        world.key(KEY.Key_Return)
    settled(world, dialog)
    options = dialog.options
    assert options is not None
    world.qtbot.mouseClick(button(options, "Withdraw the consent"), LEFT)
    shown(world, FormDialog)
    world.key(KEY.Key_Return)
    assert refused(world, dialog, "has withdrawn its consent") == ["Record the consent"]
    with world.harbour.store.read() as reader:
        (consent,) = reader.find(StoryConsent, customer_id=story)
    assert (consent.given_by, consent.covers) == ("Guo Wei", "website, with name")
    assert consent.withdrawn_on is not None
    dialog.reject()


def test_enter_saves_after_the_mail_text_was_copied(world: World) -> None:
    dialog = open_status(world)
    settled(world, dialog)
    zoom, target = dialog.pages.zoom, dialog.target
    assert target is not None
    world.qtbot.mouseClick(dialog.foot.buttons["copy"], LEFT)
    world.qtbot.waitUntil(lambda: "clipboard" in dialog.foot.target.text, timeout=20_000)
    idle(world)
    assert QApplication.focusWidget() is dialog.pages
    world.key(KEY.Key_Return)
    closed(world, dialog)
    assert zoom is None
    assert target.is_file()
    (document,) = document_log(world.harbour.store)
    assert {one.way for one in document.sent} == {DispatchWay.SAVED, DispatchWay.COPIED}


def test_without_a_printer_it_says_what_to_do(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    dialog = open_status(world)
    settled(world, dialog)
    world.key(KEY.Key_P, CTRL)
    assert "This computer has no printer" in dialog.problem.text
    assert dialog.problem.isVisible()
    assert not dialog.findChildren(QPrintDialog)
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    world.key(KEY.Key_P, CTRL)
    asked = shown(world, QPrintDialog)
    world.key(KEY.Key_Escape)
    closed(world, asked)
    assert dialog.isVisible()
    assert document_log(world.harbour.store) == []
    dialog.reject()


def test_the_customers_logo_is_chosen_in_the_form_of_its_facts(
    world: World, tmp_path: Path
) -> None:
    store, customer_id = world.harbour.store, world.harbour.customer_id
    picture, torn = tmp_path / "theirs.png", tmp_path / "torn.png"
    Image.new("RGB", (240, 80), "#C05A0E").save(picture)
    torn.write_bytes(b"no picture")
    screen = world.window.screen_of(world.window.current)
    assert isinstance(screen, CustomerScreen)

    def form() -> tuple[FormDialog, LogoLine]:
        activate(world)
        screen.overview.asked.emit("customer", None)
        found = shown(world, FormDialog)
        (line,) = found.findChildren(LogoLine)
        return found, line

    def logo() -> bytes | None:
        with store.read() as reader:
            return reader.get(Customer, customer_id).logo

    dialog, line = form()
    assert not line.away_button.isVisible()
    line.take(torn)
    assert any("torn.png" in text for text in said(dialog))
    line.take(picture)
    assert not line.picture.pixmap().isNull()
    assert logo() is None
    world.key(KEY.Key_Return)
    assert logo() is not None
    _, line = form()
    world.qtbot.mouseClick(line.away_button, LEFT)
    world.key(KEY.Key_Return)
    assert logo() is None
    activate(world)
    world.key(KEY.Key_Z, CTRL)
    assert logo() is not None
    world.key(KEY.Key_Z, CTRL)
    assert logo() is None


def said(form: FormDialog) -> list[str]:
    """Return the errors that a form shows."""
    return [form.problem] if form.problem else []


def test_the_text_of_a_mail_is_edited_where_it_is_read(world: World) -> None:
    dialog = open_status(world)
    settled(world, dialog)
    world.key(KEY.Key_M, CTRL)
    mail = shown(world, RecipientsDialog)
    world.qtbot.waitUntil(lambda: bool(mail.text.toPlainText()), timeout=20_000)
    world.qtbot.mouseClick(mail.edit_button, LEFT)
    editor = shown(world, MailTemplatesDialog)
    editor.text.setFocus()
    world.key(KEY.Key_A, CTRL)
    world.qtbot.keyClicks(editor.text, "A word first. {report}")
    world.key(KEY.Key_S, CTRL)
    idle(world)
    world.key(KEY.Key_Escape)
    world.qtbot.waitUntil(
        lambda: mail.text.toPlainText().startswith("A word first. "), timeout=20_000
    )
    world.qtbot.waitUntil(mail.draft_button.isEnabled, timeout=20_000)
    mail.reject()
    dialog.reject()


def test_without_a_customer_it_says_how_to_get_one(qtbot: QtBot, bare: MainWindow) -> None:
    bare.show_screen("documents")
    qtbot.waitUntil(lambda: not bare.services.tasks.busy, timeout=10_000)
    screen = bare.screen_of("documents")
    assert isinstance(screen, DocumentsScreen)
    (write,) = [
        one
        for one in screen.findChildren(Button)
        if one.text() == "Write a document" and one.isVisible()
    ]
    qtbot.mouseClick(write, LEFT)
    assert bare.notice.text.startswith("No customers yet.")
    assert not bare.palette_field.isVisible()
    qtbot.mouseClick(button(bare, "New customer"), LEFT)
    qtbot.waitUntil(lambda: bool(bare.findChildren(FormDialog)), timeout=5_000)
    bare.findChildren(FormDialog)[0].reject()


@pytest.fixture
def bare(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    with qtbot.waitExposed(window):
        window.show()
    window.services.attach(make_store(tmp_path / "bare.csdesk"))
    yield window
    with qtbot.waitSignal(window.destroyed):
        window.close()
