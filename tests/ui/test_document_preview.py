"""A document before it leaves: pages as options change, what is in it, and what is done with it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from csdesk.app.commands import contacts, customers, decisions
from csdesk.app.queries.document_log import document_log
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import ContactRole, DispatchWay, DocumentKind, Language
from csdesk.domain.records import DocumentLog
from csdesk.ui.dialogs.document_acts import Leaving, Saved
from csdesk.ui.dialogs.document_pages import POINT, PageColumn
from csdesk.ui.dialogs.document_preview import DocumentPreview
from csdesk.ui.dialogs.document_print import PrintJob, new_printer
from csdesk.ui.dialogs.document_recipients import RecipientsDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import CustomerScreen
from csdesk.ui.screens.documents import DocumentsScreen
from csdesk.ui.start import make_window
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.check import Check
from tests.ui.harbour import TODAY, harbour_file

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
Dialog = TypeVar("Dialog", bound=QDialog)


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("theme", "light")
    settings.setValue("language", "en")
    made = make_window(qapp, FixedClock(TODAY), settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.resize(1440, 900)
    made.show()
    content, harbour = harbour_file()
    (tmp_path / "harbour.csdesk").write_bytes(content)
    store = Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY), backups=False)
    made.services.attach(store)
    made.show_screen(f"customer:{harbour.customer_id}")
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


def shown(window: QWidget, qtbot: QtBot, kind: type[Dialog]) -> Dialog:
    found: list[Dialog] = []

    def there() -> bool:
        found[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=10_000)
    return found[0]


def open_preview(window: MainWindow, qtbot: QtBot, action: str) -> DocumentPreview:
    screen = window.screen_of(window.current)
    assert isinstance(screen, CustomerScreen)
    qtbot.waitUntil(lambda: screen.page is not None, timeout=10_000)
    window.registry.run(action)
    dialog = shown(window, qtbot, DocumentPreview)
    settled(dialog, qtbot)
    return dialog


def settled(dialog: DocumentPreview, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.is_current and dialog.facts.is_known, timeout=20_000)
    qtbot.waitUntil(lambda: not dialog.pages.missing(), timeout=10_000)


def log(window: MainWindow) -> list[DispatchWay]:
    return [one.way for document in document_log(window.services.store) for one in document.sent]


def test_pages_follow_the_options(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.status")
    options = dialog.options
    assert options is not None
    assert dialog.preview is not None
    assert dialog.windowTitle() == "Status report for Harbour Noodle"
    first = dialog.pages.picture(0)
    assert first is not None
    options.language.setCurrentIndex(options.language.findData(Language.ZH_CN.value))
    assert not dialog.is_current
    settled(dialog, qtbot)
    assert dialog.preview.made.view.language is Language.ZH_CN
    second = dialog.pages.picture(0)
    assert second is not None
    assert second != first
    options.day.setText("2026-12-04")
    settled(dialog, qtbot)
    assert dialog.preview.made.ask.today.isoformat() == "2026-12-04"
    assert dialog.target is not None
    assert dialog.target.name.endswith("_status_v1_2026-12-04.pdf")
    options.kind.setCurrentIndex(options.kind.findData(DocumentKind.QBR.value))
    settled(dialog, qtbot)
    assert len(dialog.preview.sizes) > 1
    assert dialog.small.isVisible()
    assert dialog.small.picture(1) is not None
    assert options.form.isVisible()
    whole = dialog.preview.shown
    options.form.choose(1)
    settled(dialog, qtbot)
    assert dialog.preview.made.ask.form.value == "short"
    assert dialog.preview.shown != whole
    options.kind.setCurrentIndex(options.kind.findData(DocumentKind.STATUS.value))
    assert not options.form.isVisible()
    settled(dialog, qtbot)
    assert dialog.preview.made.ask.form.value == "full"
    dialog.reject()
    assert log(window) == []


def test_a_day_that_is_none_is_said_and_nothing_can_leave(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.status")
    assert dialog.options is not None
    dialog.options.day.setText("soonish")
    qtbot.waitUntil(lambda: dialog.preview is None)
    assert "soonish is no day" in dialog.options.problem.text
    assert not dialog.foot.buttons["save"].isEnabled()
    dialog.options.day.setText("+3")
    settled(dialog, qtbot)
    assert dialog.options.problem.isHidden()
    assert dialog.foot.buttons["save"].isEnabled()
    dialog.reject()


def test_only_the_last_of_quick_changes_is_shown(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.status")
    assert dialog.options is not None
    made: list[Language] = []
    show = dialog.pages.show_sizes

    def count(sizes: object) -> None:
        assert dialog.preview is not None
        made.append(dialog.preview.made.view.language)
        show(sizes)  # type: ignore[arg-type]

    dialog.pages.show_sizes = count  # type: ignore[method-assign]
    language = dialog.options.language
    for one in (Language.ZH_CN, Language.ZH_TW, Language.EN, Language.ZH_TW):
        language.setCurrentIndex(language.findData(one.value))
        dialog.refresh()
    settled(dialog, qtbot)
    assert made == [Language.ZH_TW]
    dialog.reject()


def test_keys_turn_pages_and_zoom(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.qbr")
    pages = dialog.pages
    assert pages.page == 0
    pages.step_page(1)
    assert pages.page == 1
    assert dialog.head.page.text.startswith("Page 2 of ")
    pages.step_page(-1)
    assert pages.page == 0
    before = pages.scale
    pages.step_zoom(1)
    assert pages.scale > before
    settled(dialog, qtbot)
    picture = pages.picture(0)
    assert picture is not None
    assert picture.width() == pytest.approx(
        pages.sizes[0][0] * pages.scale * pages.devicePixelRatioF(), abs=2
    )
    pages.set_zoom(None)
    assert pages.scale == pytest.approx(before)
    pages.set_zoom(1.0)
    assert pages.scale == pytest.approx(POINT)
    assert dialog.head.share.text == "100%"
    dialog.small.turned.emit(2)
    assert pages.visible_pages()[0] == 2
    dialog.reject()


def test_a_picture_is_sharp_on_a_screen_of_two_pixels(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PageColumn, "devicePixelRatioF", lambda _: 2.0)
    dialog = open_preview(window, qtbot, "customer.status")
    picture = dialog.pages.picture(0)
    assert picture is not None
    assert picture.width() == pytest.approx(2 * dialog.pages.box_of(0).width(), abs=3)
    dialog.reject()


def test_a_leak_stops_it_until_it_is_released(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    customers.create(window.services.store, name="Old Street Tea")
    harbour = harbour_file()[1]
    decisions.create(
        window.services.store, customer_id=harbour.customer_id, what="Do as Old Street Tea does"
    )
    dialog = open_preview(window, qtbot, "customer.status")
    assert dialog.facts.is_stopped
    assert any("names another customer, Old Street Tea" in one for one in dialog.facts.said)
    assert not dialog.foot.buttons["save"].isEnabled()
    dialog.save()
    assert log(window) == []
    check = dialog.facts.findChild(Check, "release")
    assert check is not None
    check.click()
    assert dialog.foot.buttons["save"].isEnabled()
    target = dialog.target
    assert target is not None
    dialog.save()
    qtbot.waitUntil(lambda: target.is_file() and not window.services.tasks.busy, timeout=20_000)
    assert log(window) == [DispatchWay.SAVED]


def test_what_it_says_about_the_document(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.status")
    said = "\n".join(dialog.facts.said)
    assert "1 page, English, as of 30 Nov 2026" in said
    assert "The footer has no mail address" in said
    assert "No other customer's name and no internal note is in it." in said
    dialog.reject()


def test_the_mail_text_is_copied_and_a_draft_made(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(window, "open_file", opened.append)
    harbour = harbour_file()[1]
    for name, mail in (("Ida Lead", "ida@harbour.example"), ("Ole Other", "")):
        contacts.create(
            window.services.store, customer_id=harbour.customer_id, name=name, mail=mail,
            role=ContactRole.PROJECT_MANAGER,
        )  # fmt: skip
    dialog = open_preview(window, qtbot, "customer.status")
    dialog.copy_mail()
    qtbot.waitUntil(lambda: "clipboard" in dialog.foot.target.text, timeout=20_000)
    assert "Ida Lead" in QGuiApplication.clipboard().text()
    qtbot.waitUntil(lambda: not dialog.acts.is_busy)
    dialog.ask_recipients()
    people = shown(window, qtbot, RecipientsDialog)
    qtbot.waitUntil(people.draft_button.isEnabled, timeout=10_000)
    assert people.chosen == [("Ida Lead", "ida@harbour.example")]
    assert people.text.toPlainText().strip()
    mute = next(check for check, one in people.checks if one.name == "Ole Other")
    assert not mute.isEnabled()
    qtbot.keyClick(people, KEY.Key_Return)
    qtbot.waitUntil(lambda: len(opened) == 1, timeout=20_000)
    assert opened[0].suffix == ".eml"
    content = opened[0].read_bytes()
    assert content.startswith(b"X-Unsent: 1")
    assert b"ida@harbour.example" in content
    qtbot.waitUntil(lambda: not window.services.tasks.busy)
    assert log(window) == [DispatchWay.DRAFTED, DispatchWay.COPIED, DispatchWay.SAVED]


def test_it_is_printed_page_by_page(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = open_preview(window, qtbot, "customer.qbr")
    preview = dialog.preview
    assert preview is not None
    printer = new_printer(preview)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    target = dialog.target
    assert target is not None
    dialog.acts.save(
        Leaving(preview=preview, target=target, released=()),
        lambda saved: dialog.print_on(printer, saved),
    )
    qtbot.waitUntil(lambda: dialog.foot.target.text.startswith("Printed"), timeout=30_000)
    document = PdfDocument(tmp_path / "printed.pdf")
    assert len(document) == len(preview.sizes)
    width, height = document.get_page_size(0)
    assert width > height
    document.close()
    assert log(window) == [DispatchWay.PRINTED, DispatchWay.SAVED]
    dialog.reject()


def test_the_log_sends_again_as_it_was(
    window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(window, "open_file", opened.append)
    dialog = open_preview(window, qtbot, "customer.status")
    target = dialog.target
    assert target is not None
    dialog.save()
    qtbot.waitUntil(lambda: target.is_file() and not window.services.tasks.busy, timeout=20_000)
    content = target.read_bytes()
    harbour = harbour_file()[1]
    customers.update(window.services.store, customer_id=harbour.customer_id, name="Renamed")
    window.services.wish.emit("documents_of", harbour.customer_id)
    screen = window.screen_of("documents")
    assert isinstance(screen, DocumentsScreen)
    qtbot.waitUntil(lambda: len(screen.model.rows) == 1, timeout=10_000)
    assert screen.model.lines(0, 0)[0] == "Status report 1"
    assert screen.model.lines(0, 2)[0] == "Saved"
    screen.table.setFocus()
    screen.table.setCurrentIndex(screen.model.index(0, 0))
    assert screen.peek.isVisible()
    qtbot.keyClick(screen.table, KEY.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == screen.model.rows[0].sha256
    qtbot.keyClick(screen.table, KEY.Key_Return)
    assert opened == [target]
    target.unlink()
    qtbot.keyClick(screen.table, KEY.Key_Return)
    assert opened == [target]
    assert "is not in" in window.notice.text
    qtbot.keyClick(screen.table, KEY.Key_A)
    again = shown(window, qtbot, DocumentPreview)
    settled(again, qtbot)
    assert again.options is None
    assert again.windowTitle() == "Status report 1 for Renamed, as it was"
    qtbot.keyClick(again, KEY.Key_Return)
    qtbot.waitUntil(lambda: target.is_file() and not window.services.tasks.busy, timeout=20_000)
    assert target.read_bytes() == content
    assert log(window) == [DispatchWay.SAVED, DispatchWay.SAVED]
    qtbot.waitUntil(lambda: len(screen.model.rows[0].sent) == 2)


def test_the_log_is_filtered_and_says_what_is_not_there(window: MainWindow, qtbot: QtBot) -> None:
    window.show_screen("documents")
    screen = window.screen_of("documents")
    assert isinstance(screen, DocumentsScreen)
    qtbot.waitUntil(lambda: not window.services.tasks.busy)
    assert screen._pages.currentIndex() == 1
    window.show_screen(f"customer:{harbour_file()[1].customer_id}")
    for action in ("customer.status", "customer.qbr"):
        dialog = open_preview(window, qtbot, action)
        dialog.save()
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    window.show_screen("documents")
    qtbot.waitUntil(lambda: len(screen.model.rows) == 2, timeout=10_000)
    screen.filter_by(kind=DocumentKind.QBR)
    assert [one.kind for one in screen.model.rows] == [DocumentKind.QBR]
    kinds = screen.filter_menu().actions()[0].menu()
    assert [one.text() for one in kinds.actions()] == ["Status report", "Business review pack"]  # type: ignore[attr-defined]
    screen.filter_by(customer_id=99)
    assert screen._pages.currentIndex() == 2
    screen.clear_filter()
    assert len(screen.model.rows) == 2


def test_a_saved_document_is_not_saved_twice(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.status")
    found: list[Saved] = []
    for _ in range(2):
        leaving = dialog._leaving(dialog.save)
        assert leaving is not None
        dialog.acts.save(leaving, found.append)
        qtbot.waitUntil(lambda: not dialog.acts.is_busy, timeout=20_000)
    assert found[0] is found[1]
    assert log(window) == [DispatchWay.SAVED]
    dialog.reject()


def test_a_print_job_without_pages_fails(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.status")
    assert dialog.preview is not None
    printer = new_printer(dialog.preview)
    printer.setFromTo(5, 5)
    failed: list[object] = []
    job = PrintJob(window.services, dialog.preview, printer, dialog)
    job.failed.connect(failed.append)
    job.start()
    assert len(failed) == 1
    dialog.reject()


def test_what_is_drawn_differently_now_is_said_before_it_is_saved(
    window: MainWindow, qtbot: QtBot
) -> None:
    store = window.services.store
    dialog = open_preview(window, qtbot, "customer.status")
    dialog.save()
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    with store.read() as reader:
        log = reader.find(DocumentLog)[0]
    with store.write("older") as unit:  # as another version wrote it: other bytes
        older = unit.add(replace(log, id=0, number=2, sha256="0" * 64))
    window.services.wish.emit("again", older.id)
    again = shown(window, qtbot, DocumentPreview)
    settled(again, qtbot)
    assert any("draws it differently" in one for one in again.facts.said)
    assert again.target is not None
    assert again.target.stem.endswith("_2"), "the file that left stays"
    again.set_target(str(again.target.with_stem(log.file_name.removesuffix(".pdf"))))
    assert again.foot.target.text.startswith("Replaces ")
    again.reject()


def test_a_document_without_data_says_why_in_place_of_its_pages(
    window: MainWindow, qtbot: QtBot
) -> None:
    dialog = open_preview(window, qtbot, "customer.status")
    assert dialog.options is not None
    kind = dialog.options.kind
    kind.setCurrentIndex(kind.findData(DocumentKind.COMPLETION.value))
    qtbot.waitUntil(lambda: not dialog.pages.reason.isHidden(), timeout=10_000)
    assert "is not live yet" in dialog.pages.reason.text
    assert [one.text() for one in dialog.pages.ways] == ["Record the acceptance", "Open the plan"]
    assert dialog.preview is None
    assert not dialog.foot.buttons["save"].isEnabled()
    kind.setCurrentIndex(kind.findData(DocumentKind.CERTIFICATE.value))
    qtbot.waitUntil(lambda: "has a certificate yet" in dialog.pages.reason.text, timeout=10_000)
    assert "Nobody at Harbour Noodle has a certificate yet" in dialog.pages.reason.text
    assert [one.text() for one in dialog.pages.ways] == ["Issue a certificate"]
    kind.setCurrentIndex(kind.findData(DocumentKind.STATUS.value))
    settled(dialog, qtbot)
    assert dialog.pages.reason.isHidden()
    assert dialog.pages.ways == []
    assert dialog.options.problem.isHidden()
    dialog.reject()


def test_slides_show_the_pages_of_the_pdf_and_say_so(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.qbr")
    assert dialog.options is not None
    dialog.options.ending.setCurrentIndex(dialog.options.ending.findData("pptx"))
    settled(dialog, qtbot)
    assert any("pages of the PDF" in one for one in dialog.facts.said)
    target = dialog.target
    assert target is not None
    assert target.suffix == ".pptx"
    dialog.save()
    qtbot.waitUntil(lambda: target.is_file() and not window.services.tasks.busy, timeout=20_000)
    assert target.read_bytes().startswith(b"PK")


def test_the_customers_page_leads_to_its_log(window: MainWindow, qtbot: QtBot) -> None:
    dialog = open_preview(window, qtbot, "customer.status")
    dialog.save()
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    customer = window.screen_of(window.current)
    assert isinstance(customer, CustomerScreen)

    def buttons() -> list[Button]:
        found = customer.overview.findChildren(Button, "add")
        return [one for one in found if one.accessibleName() == "Documents sent: The log"]

    qtbot.waitUntil(lambda: bool(buttons()), timeout=10_000)
    buttons()[0].click()
    assert window.current == "documents"
    screen = window.screen_of("documents")
    assert isinstance(screen, DocumentsScreen)
    qtbot.waitUntil(lambda: len(screen.model.rows) == 1, timeout=10_000)
    assert [text for text, _, _ in screen._chips()] == ["Harbour Noodle"]
