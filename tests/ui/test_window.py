"""The window over a real workspace: list, peek, customer pages, editors, undo, looks, search."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QCoreApplication, QSettings, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csdesk.app.commands import goals
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import ProjectStatus, Rag
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Baseline, Goal, Note, Project
from csdesk.domain.views.plan import Paper
from csdesk.i18n import LANGUAGES
from csdesk.ui.crash import CrashGuard
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.main_window import MainWindow
from csdesk.ui.models.customer_model import Column, Order
from csdesk.ui.screens.customer import ITEMS, PLAN, CustomerScreen
from csdesk.ui.screens.customers import CustomersScreen
from csdesk.ui.screens.history import HistoryScreen
from csdesk.ui.start import make_window
from csdesk.ui.widgets.frame import WIDE
from csdesk.ui.widgets.palette import Palette
from csdesk.ui.widgets.rail import NARROW
from tests.support import make_store
from tests.ui.harbour import TODAY, harbour_file


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("theme", "light")
    settings.setValue("language", "en")
    made = make_window(qapp, FixedClock(TODAY), settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.show()
    content, _ = harbour_file()
    (tmp_path / "harbour.csdesk").write_bytes(content)
    store = Store.open(tmp_path / "harbour.csdesk", clock=FixedClock(TODAY), backups=False)
    made.services.attach(store)
    qtbot.waitUntil(lambda: _listing(made).loaded, timeout=10_000)
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


def _listing(window: MainWindow) -> CustomersScreen:
    screen = window.screen_of("customers")
    assert isinstance(screen, CustomersScreen)
    return screen


def _customer(window: MainWindow) -> CustomerScreen:
    row = _listing(window).model.rows[0]
    window.show_screen(f"customer:{row.id}")
    screen = window.screen_of(f"customer:{row.id}")
    assert isinstance(screen, CustomerScreen)
    return screen


def _form(window: MainWindow) -> FormDialog:
    found = [one for one in window.findChildren(FormDialog) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def test_list_model_is_a_model(
    window: MainWindow, qtmodeltester: ModelTester, qtbot: QtBot
) -> None:
    listing = _listing(window)
    qtmodeltester.check(listing.model)
    for column in (None, *Column):
        listing.model.sort_by(Order(column, descending=True))
    listing.model.show_only(lambda _: False)
    assert listing.model.rowCount() == 0
    qtmodeltester.check(listing.model)


def test_down_shows_the_peek_and_enter_opens(window: MainWindow, qtbot: QtBot) -> None:
    listing = _listing(window)
    assert listing.peek.isHidden()
    listing.table.setFocus()
    qtbot.keyClick(listing.table, Qt.Key.Key_Down)
    assert listing.peek.isVisible()
    row = listing.current()
    assert row is not None
    assert row.customer.name == "Harbour Noodle"
    qtbot.keyClick(listing.table, Qt.Key.Key_Return)
    assert window.current == f"customer:{row.id}"
    assert window.rail.narrow
    assert "Harbour Noodle" in window.windowTitle()


def test_views_count_and_filter(window: MainWindow) -> None:
    listing = _listing(window)
    listing.show_view("no_meeting")
    assert listing.model.rowCount() == listing.counts()["no_meeting"]
    listing.show_view("renewal")
    assert listing.model.rowCount() == 0
    listing.show_view("all")
    assert listing.model.rowCount() == 1


@pytest.mark.parametrize(
    "editor",
    ["goal", "outcome", "risk", "decision", "meeting", "contract", "note", "contact", "customer",
     "success"],
)  # fmt: skip
def test_each_editor_opens_and_leaves_without_a_trace(
    window: MainWindow, qtbot: QtBot, editor: str
) -> None:
    screen = _customer(window)
    head = window.services.store.head()
    screen.overview.asked.emit(editor, None)
    form = _form(window)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    assert window.services.store.head() == head


def test_goal_by_keys_is_stored_shown_and_undone(window: MainWindow, qtbot: QtBot) -> None:
    screen = _customer(window)
    screen.overview.asked.emit("goal", None)
    form = _form(window)
    qtbot.keyClicks(form.inputs["title"], "Overtime seen")
    qtbot.keyClicks(form.inputs["baseline"], "71")
    qtbot.keyClicks(form.inputs["target"], "fifty")
    qtbot.keyClick(form.inputs["target"], Qt.Key.Key_Return)
    assert form.isVisible(), "an unreadable number keeps the form open"
    form.set_value("target", 50)
    qtbot.keyClick(form.inputs["target"], Qt.Key.Key_Return)
    assert not form.isVisible()
    store = window.services.store
    with store.read() as reader:
        assert [goal.title for goal in reader.find(Goal)] == ["Overtime seen"]
    assert screen.page is not None
    assert [goal.title for goal in screen.page.goals] == ["Overtime seen"]
    window.registry.refresh()
    assert window.registry.action("undo").text() == "Undo: Add a goal"
    window.registry.run("undo")
    assert "Add a goal" in window.notice.text
    with store.read() as reader:
        assert reader.count(Goal) == 0
    window.registry.run("redo")
    with store.read() as reader:
        assert reader.count(Goal) == 1


def test_call_is_logged_from_the_list(window: MainWindow, qtbot: QtBot) -> None:
    listing = _listing(window)
    listing.table.setCurrentIndex(listing.model.index(0, 0))
    window.registry.run("customers.call")
    form = _form(window)
    form.set_value("text", "He sends the file tomorrow.")
    form.submit()
    with window.services.store.read() as reader:
        assert [note.text for note in reader.find(Note)] == ["He sends the file tomorrow."]


def test_needed_field_is_named_at_the_field(window: MainWindow, qtbot: QtBot) -> None:
    _listing(window).new_customer()
    form = _form(window)
    form.submit()
    assert form.isVisible()
    assert form.inputs["name"].property("wrong") == "true"
    form.reject()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_language_and_colours_switch_while_it_runs(
    window: MainWindow, qtbot: QtBot, language: str, theme: str
) -> None:
    screen = _customer(window)
    screen.tabs.choose(PLAN)
    window.services.speak(language)
    window.services.colour(theme)
    fresh = window.screen_of(window.current)
    assert isinstance(fresh, CustomerScreen)
    assert fresh.tabs.current == PLAN
    assert window.services.tokens.dark == (theme == "dark")
    for place in range(5):
        fresh.tabs.choose(place)
    for key in ("customers", "items", "history", "settings"):
        window.show_screen(key)
        assert not window.grab().isNull()


def test_qt_itself_speaks_the_language_of_the_window(window: MainWindow) -> None:
    def said() -> list[str]:
        asked = (("QFileDialog", "&Open"), ("QWidgetTextControl", "&Copy"))
        return [QCoreApplication.translate(*one) for one in asked]

    window.services.speak("zh_CN")
    assert said() == ["打开(&O)", "复制(&C)"]
    window.services.speak("zh_TW")
    assert said() == ["開啟(&O)", "複製(&C)"]
    window.services.speak("en")
    assert said() == ["&Open", "&Copy"]


def test_a_list_that_loads_is_given_up_when_the_window_is_made_anew(
    window: MainWindow, qtbot: QtBot
) -> None:
    window.show_screen("items")
    for language in ("zh_CN", "en", "zh_TW", "en"):
        window.services.speak(language)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    listing = window.screen_of("customers")
    assert isinstance(listing, CustomersScreen)
    assert listing.model.rows


def test_layout_is_remembered(window: MainWindow) -> None:
    widths = [window.rail.width()]
    window.toggle_rail()
    widths.append(window.rail.width())
    _customer(window)
    window.toggle_rail()
    widths.append(window.rail.width())
    window.show_screen("customers")
    widths.append(window.rail.width())
    assert widths == [WIDE, NARROW, WIDE, NARROW]


def test_search_finds_customers_and_actions(window: MainWindow, qtbot: QtBot) -> None:
    window.open_search()
    palette = window.findChild(Palette)
    assert palette is not None
    qtbot.keyClicks(palette.field, "harb")
    assert palette.list.count() >= 1
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.current.startswith("customer:")
    window.open_search()
    qtbot.keyClicks(palette.field, "go to history")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.current == "history"


def test_rail_and_search_have_the_customers_on_every_page(window: MainWindow, qtbot: QtBot) -> None:
    window.show_screen("documents")
    window.services.speak("zh_CN")
    assert window.current == "documents"
    name = "Harbour Noodle"

    def found() -> bool:
        window.open_search()
        field = window.palette_field
        field.field.setText(name)
        return field.list.count() > 0 and field.list.item(0).text() == name

    qtbot.waitUntil(found, timeout=10_000)
    window.palette_field.hide()


def test_history_tells_who_did_what(window: MainWindow, qtmodeltester: ModelTester) -> None:
    goals.create(window.services.store, customer_id=_listing(window).model.rows[0].id, title="One")
    window.show_screen("history")
    screen = window.screen_of("history")
    assert isinstance(screen, HistoryScreen)
    assert screen.model.index(0, 2).data() == "Add a goal"
    qtmodeltester.check(screen.model)


def test_hidden_screens_refresh_when_shown(window: MainWindow, qtbot: QtBot) -> None:
    screen = _customer(window)
    window.show_screen("history")
    goals.create(window.services.store, customer_id=screen.customer_id, title="Later")
    assert screen.stale
    assert screen.page is not None
    assert not screen.page.goals
    window.show_screen(f"customer:{screen.customer_id}")
    assert [goal.title for goal in screen.page.goals] == ["Later"]


def test_a_refusal_is_told_at_the_foot(window: MainWindow, qtbot: QtBot) -> None:
    def refuse(store: object) -> None:
        raise UserError("nothing", N_("There is nothing to undo."))

    assert window.services.act(refuse) is None
    assert window.notice.isVisible()
    assert window.notice.text == "There is nothing to undo."
    assert not [one for one in QApplication.topLevelWidgets() if one.inherits("QMessageBox")]


def test_a_long_refusal_is_told_whole_and_does_not_block(window: MainWindow, qtbot: QtBot) -> None:
    def refuse(store: object) -> None:
        raise UserError("nothing", N_("There is nothing to undo.") + " " + "and " * 80)

    assert window.services.act(refuse) is None
    boxes = [one for one in QApplication.topLevelWidgets() if one.inherits("QMessageBox")]
    assert boxes
    for box in boxes:
        box.close()


def test_actions_have_words_and_no_key_twice(window: MainWindow) -> None:
    screen = _customer(window)
    for place in (PLAN, ITEMS):
        screen.tabs.choose(place)
        keys = [spec.shortcut for spec in window.registry if spec.shortcut]
        assert len(keys) == len(set(keys)), sorted(keys)
        assert all(spec.words(window.services.translator) for spec in window.registry)
    window.show_screen("customers")
    keys = [spec.shortcut for spec in window.registry if spec.shortcut]
    assert len(keys) == len(set(keys)), sorted(keys)


def test_documents_are_written_in_a_task(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    from csdesk.ui.wishes import Wishes

    screen = _customer(window)
    wishes = Wishes(window.services, window)
    for kind, name in (
        ("tracker", "t.xlsx"),
        ("plan", "p.pdf"),
        ("plan", "p.svg"),
    ):
        target = tmp_path / name
        assert screen.project_id is not None
        wishes.write(kind, target, screen.project_id)
        qtbot.waitUntil(target.exists, timeout=60_000)
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
        assert name in window.notice.text


def test_a_plan_goes_where_the_dialog_says_and_into_the_clipboard(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    screen = _customer(window)
    window.registry.run("customer.plan_file")
    form = _form(window)
    form.set_value("ending", ".ics")
    form.set_value("first", date(2026, 11, 2))
    form.submit()
    assert form.isVisible(), "a calendar holds the whole plan"
    form.set_value("ending", ".png")
    form.set_value("last", date(2026, 10, 1))
    form.submit()
    assert form.isVisible(), "the last day lies before the first"
    form.set_value("last", date(2026, 12, 31))
    form.set_value("paper", Paper.A3)
    form.submit()
    assert form.isVisible(), "a picture has no pages"
    form.set_value("ending", ".pdf")
    form.submit()
    dialog = window.findChild(QFileDialog, "target")
    assert dialog is not None
    assert dialog.nameFilters() == ["PDF (*.pdf)"]
    dialog.fileSelected.emit(str(tmp_path / "plan.pdf"))
    qtbot.waitUntil((tmp_path / "plan.pdf").exists, timeout=60_000)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
    with closing(PdfDocument(tmp_path / "plan.pdf")) as paper:
        width, height = paper[0].get_size()
    assert (width, height) == pytest.approx((1190.55, 841.89), abs=1)
    window.registry.run("customer.copy_plan")
    assert QApplication.clipboard().image().width() > 1000
    assert screen.project_id is not None


def test_project_steps_are_stored(window: MainWindow, qtbot: QtBot) -> None:
    screen = _customer(window)
    assert screen.page is not None
    loaded = screen.page.projects[0]
    screen.overview.asked.emit("baseline", loaded)
    form = _form(window)
    form.set_value("agreed_by", "Guo Wei")
    form.submit()
    screen.overview.asked.emit("colour", loaded)
    form = _form(window)
    form.set_value("rag", Rag.RED)
    form.submit()
    assert form.isVisible(), "a colour by hand needs its reason"
    form.set_value("note", "The payroll vendor is late.")
    form.submit()
    screen.overview.asked.emit("hold", loaded)
    form = _form(window)
    form.set_value("reason", "Owner changes")
    form.submit()
    with window.services.store.read() as reader:
        project = reader.get(Project, loaded.project.id)
        current = reader.find(Baseline, project_id=project.id, current=True)
    assert project.rag_override is Rag.RED
    assert project.status is ProjectStatus.ON_HOLD
    assert [baseline.agreed_by for baseline in current] == ["Guo Wei"]


def test_what_a_task_failed_with_is_told_and_logged_once(
    window: MainWindow, caplog: pytest.LogCaptureFixture
) -> None:
    error = ZeroDivisionError("nobody expected it")
    window.services.problem.emit(error)
    (box,) = window.findChildren(QMessageBox)
    assert "nobody expected it" in box.detailedText()
    CrashGuard(Path("csdesk.log"), window).handle(ZeroDivisionError, error, None)
    logged = [one for one in caplog.records if one.getMessage() == "unexpected"]
    assert [one.exc_info[1] for one in logged if one.exc_info] == [error]
    box.close()


def test_each_workspace_has_its_own_folder_of_documents(window: MainWindow, tmp_path: Path) -> None:
    services, path = window.services, window.services.store.path
    folder = tmp_path / "theirs"
    folder.mkdir()
    (tmp_path / "other").mkdir()
    services.keep_documents(folder)
    services.attach(make_store(tmp_path / "other" / "other.csdesk", uid="other"))
    assert services.documents == tmp_path / "other"
    services.attach(Store.open(path, clock=FixedClock(TODAY), backups=False))
    assert services.documents == folder
    folder.rmdir()
    services.detach()
    services.attach(Store.open(path, clock=FixedClock(TODAY), backups=False))
    assert services.documents == path.parent
