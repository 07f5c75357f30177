"""The review in the window: what it shows, what it refuses, and how files come to it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet
from PySide6.QtCore import QMimeData, QPoint, QPointF, QSettings, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from csdesk.app.imports.dates import DateOrder
from csdesk.app.queries.tracker_screen import read_kept
from csdesk.app.queries.tracker_waiting import open_reviews
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.merge_choices import Set
from csdesk.domain.records import TrackerReturn
from csdesk.domain.review_lines import Group, Pick, open_lines
from csdesk.ui.delegates.editors import DateField
from csdesk.ui.dialogs.import_wizard import ImportWizard
from csdesk.ui.dialogs.tracker_back import DateOrderDialog, NotTaken
from csdesk.ui.main_window import MainWindow
from csdesk.ui.models.review_model import Col
from csdesk.ui.screens.history import HistoryScreen
from csdesk.ui.screens.review import ReviewScreen
from csdesk.ui.start import make_window
from csdesk.ui.tasks import Task
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.review_cell import CellView
from tests.app.returned import Sent, cells, day, edited, free_line, line_of, numbers, send
from tests.app.world import snapshot
from tests.support import TODAY, make_customer, make_store

KEY = Qt.Key


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    settings.setValue("theme", "light")
    made = make_window(qapp, FixedClock(TODAY), settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.resize(1440, 900)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


@pytest.fixture
def sent(window: MainWindow, tmp_path: Path) -> Sent:
    """A tracker that left the workspace that the window shows."""
    found = send(make_store(tmp_path / "w.csdesk"), tmp_path)
    window.services.attach(found.store)
    window.show_screen(f"customer:{found.customer}")
    return found


@pytest.fixture
def opened(qtbot: QtBot, window: MainWindow, sent: Sent) -> Callable[[Path], ReviewScreen]:
    def open_file(path: Path) -> ReviewScreen:
        window.services.wish.emit("review_file", path)
        qtbot.waitUntil(lambda: window.current.startswith("review"), timeout=20_000)
        screen = window.screen_of(window.current)
        assert isinstance(screen, ReviewScreen)
        qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
        return screen

    return open_file


def _dialog(qtbot: QtBot, window: MainWindow, kind: type[QDialog]) -> QDialog:
    found: list[QDialog] = []

    def there() -> bool:
        found[:] = [one for one in window.findChildren(kind) if one.isVisible()]
        return bool(found)

    qtbot.waitUntil(there, timeout=20_000)
    return found[0]


def _press(dialog: QDialog, text: str) -> None:
    next(one for one in dialog.findChildren(Button) if one.text() == text).click()


def _edited(sent: Sent) -> Path:
    a, b, c, d = numbers(sent.path)[:4]
    sent.ours(a, customer_comment="Ours meanwhile")
    return edited(
        sent.path,
        cells({
            a: {"comment": "Theirs", "priority": "Optional"}, b: {"target": "next week"},
            c: {"title": "Another title"}, d: {"target": day("2027-01-15")},
        }),
    )  # fmt: skip


def test_only_differences_are_shown_under_headings_that_explain_them(
    sent: Sent,
    opened: Callable[[Path], ReviewScreen],
    qtmodeltester: ModelTester,
) -> None:
    screen = opened(_edited(sent))
    model = screen.model
    shown = [str(model.index(row, Col.ITEM).data()) for row in range(model.rowCount())]
    heads = [shown[row] for row in model.heads()]
    assert heads == [
        "Conflicts 1, both sides changed the same cell since 20 Nov",
        "Cannot be read 1, the text stays in the record whatever you decide",
        "Not theirs to change 1, from the plan: shown, never taken over",
        "Clean changes 2, only the customer changed these; all will be applied",
    ]
    row = [str(model.index(1, column).data()) for column in Col]
    assert row[1:] == ["Comment", "empty", "Theirs", "Ours meanwhile", "Choose"]
    assert screen.title() == "Tracker returned by Acme Foods"
    assert screen.head.left.text == "4 cells and rows, 2 to decide"
    assert not screen.head.apply.isEnabled()
    qtmodeltester.check(model, force_py=True)


def test_cards_choose_and_the_outcome_follows_the_line_in_view(
    qtbot: QtBot, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    before = snapshot(sent.store)
    assert [card.facts.value for card in screen.cards.cards][:3] == [
        "empty", "Theirs", "Ours meanwhile",
    ]  # fmt: skip
    qtbot.waitUntil(lambda: screen.effect.effect is not None, timeout=10_000)
    first = screen.effect.effect
    screen.cards.cards[2].click()
    assert screen.decisions[screen.lines[0].key] is Pick.OURS
    assert screen.table.current() is screen.lines[1]
    assert screen.cards.cards[1].facts.aside == "T takes it as Fri 27 Nov"
    screen.cards.cards[1].click()
    assert screen.decisions[screen.lines[1].key] == Set("2026-11-27")
    assert screen.head.apply.isEnabled()
    qtbot.waitUntil(lambda: screen.effect.effect is not first, timeout=10_000)
    qtbot.waitUntil(lambda: not screen.services.tasks.busy, timeout=10_000)
    assert snapshot(sent.store) == before


def test_a_value_of_ones_own_is_typed_into_its_card(
    qtbot: QtBot, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    screen.table.go(screen.model.row_of(screen.lines[1].key))
    qtbot.keyClick(screen.table, KEY.Key_E)
    editor = screen.cards.editor
    assert editor is not None
    qtbot.keyClick(editor, KEY.Key_Escape)
    assert screen.is_editing() is False
    assert screen.lines[1].key not in screen.decisions
    qtbot.keyClick(screen.table, KEY.Key_E)
    editor = screen.cards.editor
    assert editor is not None
    for letter in "no date":
        qtbot.keyClick(editor, letter)
    qtbot.keyClick(editor, KEY.Key_Return)
    assert screen.cards.editor is editor, "what is no date is not stored"
    assert isinstance(editor, DateField)
    editor.setText("15 Jan 2027")
    qtbot.keyClick(editor, KEY.Key_Return)
    assert screen.decisions[screen.lines[1].key] == Set("2027-01-15")


def test_the_cell_is_shown_in_full_until_any_key(
    qtbot: QtBot, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    qtbot.keyClick(screen.table, KEY.Key_Space)
    (shown,) = screen.findChildren(CellView)
    assert shown.isVisible()
    qtbot.keyClick(shown, KEY.Key_Escape)
    qtbot.waitUntil(lambda: not screen.findChildren(CellView), timeout=2_000)


def test_groups_close_and_open_by_keys(
    qtbot: QtBot, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    rows = screen.model.rowCount()
    qtbot.keyClick(screen.table, KEY.Key_Left)
    assert screen.model.closed == {Group.CONFLICT, Group.KEPT}
    assert screen.model.rowCount() == rows - 1
    qtbot.keyClick(screen.table, KEY.Key_Down)
    qtbot.keyClick(screen.table, KEY.Key_Up)
    qtbot.keyClick(screen.table, KEY.Key_Right)
    assert screen.model.closed == {Group.KEPT}
    assert screen.table.current() is screen.lines[0]


def test_what_only_we_changed_is_folded_and_opens_by_key_and_by_mouse(
    qtbot: QtBot, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    a, b = numbers(sent.path)[:2]
    sent.ours(b, customer_comment="Ours alone", title="Ours by now")
    path = edited(sent.path, cells({a: {"comment": "Theirs"}}))
    screen = opened(path)
    model, table = screen.model, screen.table
    last = model.rowCount() - 1
    assert model.heads()[-1] == last
    said = str(model.index(last, Col.ITEM).data())
    assert said == "Kept ours 2, only we changed these since 20 Nov; ours stays"
    assert screen.head.left.text == "1 cell or row"
    assert screen.head.apply.isEnabled()
    qtbot.keyClick(table, KEY.Key_Down)
    qtbot.keyClick(table, KEY.Key_Right)
    line = table.current()
    assert line is not None
    assert line.group is Group.KEPT
    shown = [str(model.index(last + 2, column).data()) for column in Col]
    assert shown[1:] == ["Comment", "empty", "empty", "Ours alone", "Ours alone"]
    assert str(model.index(last + 1, Col.FIELD).data()) == "Action item"
    qtbot.keyClick(table, KEY.Key_Down)
    theirs, ours = screen.cards.cards[1].facts, screen.cards.cards[2].facts
    assert (theirs.value, theirs.aside, theirs.wish) == ("empty", "unchanged since", "")
    assert (ours.value, ours.aside, ours.wish) == ("Ours alone", "Ann Example, 20 Nov", "")
    assert ours.chosen
    decided = dict(screen.decisions)
    for key in (KEY.Key_T, KEY.Key_O, KEY.Key_K, KEY.Key_E, KEY.Key_R):
        qtbot.keyClick(table, key)
    assert screen.decisions == decided
    assert screen.cards.editor is None
    qtbot.keyClick(table, KEY.Key_Left)
    assert model.rowCount() == last + 1
    middle = table.visualRect(model.index(last, Col.ITEM)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert model.rowCount() == last + 3
    qtbot.keyClick(table, KEY.Key_F)
    assert model.rowCount() == 0


def _save_as(qtbot: QtBot, window: MainWindow, target: Path) -> str:
    """Choose where a copy goes; return what was proposed."""
    dialog = _dialog(qtbot, window, QFileDialog)
    assert isinstance(dialog, QFileDialog)
    proposed = Path(dialog.selectedFiles()[0]).name
    dialog.fileSelected.emit(str(target))
    dialog.close()
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
    return proposed


def test_a_copy_of_the_returned_file_is_had_before_and_after_it_is_applied(
    qtbot: QtBot,
    window: MainWindow,
    sent: Sent,
    opened: Callable[[Path], ReviewScreen],
    tmp_path: Path,
) -> None:
    path = edited(sent.path, cells({numbers(sent.path)[0]: {"comment": "Theirs"}}))
    content = path.read_bytes()
    screen = opened(path)
    path.unlink()
    qtbot.waitUntil(lambda: screen.effect.findChild(Button, "review_copy") is not None)
    link = screen.effect.findChild(Button, "review_copy")
    assert isinstance(link, Button)
    link.click()
    assert _save_as(qtbot, window, tmp_path / "before.xlsx") == "back.xlsx"
    assert (tmp_path / "before.xlsx").read_bytes() == content
    assert window.notice.text == "before.xlsx is written as it came back."
    screen.do("apply")
    qtbot.waitUntil(lambda: window.current.startswith("customer"), timeout=10_000)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=10_000)
    window.registry.run("undo")
    window.show_screen("history")
    history = window.screen_of("history")
    assert isinstance(history, HistoryScreen)
    named = [history.model.file_of(row) for row in range(history.model.rowCount())]
    assert [one for one in named if one] == [("back.xlsx", 1)] * 2
    table = history.table
    table.setCurrentIndex(history.model.index(1, 0))
    qtbot.keyClick(table, KEY.Key_Return)
    assert _save_as(qtbot, window, tmp_path / "after.xlsx") == "back.xlsx"
    assert (tmp_path / "after.xlsx").read_bytes() == content
    other = named.index(None)
    history.save_copy(other)
    assert not [one for one in window.findChildren(QFileDialog) if one.isVisible()]


def test_missing_and_copied_rows_stand_apart(
    sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    a, b = numbers(sent.path)[:2]

    def edit(sheet: Worksheet) -> None:
        at, free = line_of(sheet, a), free_line(sheet)
        for column in range(1, 13):
            value = sheet.cell(at, column).value
            sheet.cell(free, column).value = value
        sheet.cell(free, 2).value = "Another one"
        sheet.delete_rows(line_of(sheet, b))

    screen = opened(edited(sent.path, edit))
    said = {line.group: screen.model.text(line, Col.RESULT) for line in screen.lines}
    assert said == {Group.LINKED: "Choose", Group.MISSING: "Stays"}
    fields = {line.group: screen.model.text(line, Col.FIELD) for line in screen.lines}
    assert fields == {Group.LINKED: f"copy of A{a}", Group.MISSING: "whole row"}


def test_an_unchanged_file_opens_no_table(qtbot: QtBot, window: MainWindow, sent: Sent) -> None:
    window.services.wish.emit("review_file", sent.path)
    qtbot.waitUntil(lambda: window.notice.text.startswith("No differences"), timeout=20_000)
    assert window.current == f"customer:{sent.customer}"
    with sent.store.read() as reader:
        assert reader.count(TrackerReturn) == 0


def test_the_tracker_of_another_customer_is_said_and_can_be_taken_there(
    qtbot: QtBot, window: MainWindow, sent: Sent
) -> None:
    other = make_customer(sent.store, "OTHER", name="Other Ltd")
    window.show_screen(f"customer:{other.id}")
    path = _edited(sent)
    window.actions_of_window.fulfil("take_back", None)
    (asking,) = window.findChildren(QFileDialog, "returned")
    asking.fileSelected.emit(str(path))
    asking.close()
    dialog = _dialog(qtbot, window, NotTaken)
    assert isinstance(dialog, NotTaken)
    assert dialog.sentence == (
        "back.xlsx is the tracker of Acme Foods, not of Other Ltd. Nothing was taken over."
    )
    _press(dialog, "Take it back for Acme Foods")
    qtbot.waitUntil(lambda: window.current.startswith("review"), timeout=20_000)


@pytest.mark.parametrize("name", ["damaged.xlsx", "plain.ods", "empty.xlsx"])
def test_a_file_that_is_none_is_refused_with_a_way_on(
    qtbot: QtBot, window: MainWindow, sent: Sent, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(sent.path.read_bytes()[:3000] if name != "empty.xlsx" else b"")
    before = snapshot(sent.store)
    window.services.wish.emit("review_file", path)
    dialog = _dialog(qtbot, window, NotTaken)
    assert isinstance(dialog, NotTaken)
    assert name in dialog.sentence
    _press(dialog, "Close")
    assert snapshot(sent.store) == before


def test_a_tracker_of_another_workspace_is_told_where_it_belongs(
    qtbot: QtBot, window: MainWindow, sent: Sent, tmp_path: Path
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    elsewhere: Store = make_store(folder / "w.csdesk", uid="workspace-2")
    customer = make_customer(elsewhere, "ELSE", name="Else", uid="uid-else")
    from csdesk.app.commands import plan
    from csdesk.app.trackers import export_tracker

    made = plan.apply_template(
        elsewhere, customer_id=customer.id, template_code="standard-60", start=TODAY
    )
    file = export_tracker(
        elsewhere, project_id=made.project.id, out=folder / "theirs.xlsx", today=TODAY
    )
    elsewhere.close()
    window.services.wish.emit("review_file", file.path)
    dialog = _dialog(qtbot, window, NotTaken)
    assert isinstance(dialog, NotTaken)
    assert "another workspace" in dialog.sentence
    _press(dialog, "Close")


def test_a_doubtful_order_of_dates_is_asked_once(
    qtbot: QtBot, window: MainWindow, sent: Sent
) -> None:
    a, b = numbers(sent.path)[:2]
    path = edited(sent.path, cells({a: {"target": "03/02/2027"}, b: {"target": "05/02/2027"}}))
    window.services.wish.emit("review_file", path)
    dialog = _dialog(qtbot, window, DateOrderDialog)
    _press(dialog, "Month first: 2 Mar")
    qtbot.waitUntil(lambda: window.current.startswith("review"), timeout=20_000)
    screen = window.screen_of(window.current)
    assert isinstance(screen, ReviewScreen)
    assert [one.cell.theirs for one in screen.lines if one.cell is not None] == [
        "2027-03-02", "2027-05-02",
    ]  # fmt: skip
    assert screen.returned is not None
    assert screen.returned.order is DateOrder.MDY


def _drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    window.dropEvent(
        QDropEvent(
            QPointF(QPoint(300, 300)), Qt.DropAction.CopyAction, data,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )
    )  # fmt: skip


def test_a_dropped_tracker_is_reviewed_and_other_workbooks_are_imported(
    qtbot: QtBot, window: MainWindow, sent: Sent, shared_data: Path
) -> None:
    _drop(window, _edited(sent))
    qtbot.waitUntil(lambda: window.current.startswith("review"), timeout=20_000)
    deals = next(iter(sorted(shared_data.rglob("*.xlsx"))))
    _drop(window, deals)
    wizard = _dialog(qtbot, window, ImportWizard)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=30_000)
    wizard.reject()


def test_another_language_keeps_what_was_decided(
    qtbot: QtBot, window: MainWindow, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    screen.do("theirs")
    decided = dict(screen.decisions)
    window.services.speak("zh_CN")
    again = window.screen_of(window.current)
    assert isinstance(again, ReviewScreen)
    assert again is not screen
    assert again.decisions == decided
    assert again.title() == "发回的跟踪表：Acme Foods"
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)


def test_what_changes_here_meanwhile_is_compared_again(
    qtbot: QtBot, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    moved = next(line for line in screen.lines if line.group is Group.CLEAN and
                 line.field == "target")  # fmt: skip
    number = int(moved.key.row.split("-")[1])
    sent.ours(number, target=day("2027-01-20").date())
    qtbot.waitUntil(
        lambda: any(x.key == moved.key and x.group is Group.CONFLICT for x in screen.lines),
        timeout=10_000,
    )
    assert moved.key not in screen.decisions
    assert len(open_lines(screen.lines, screen.decisions)) == 3


def test_warnings_about_the_file_stand_above_the_table(
    qtbot: QtBot, window: MainWindow, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    path = _edited(sent)
    screen = opened(path)
    assert not screen.warnings.isVisible()
    screen.do("rest")
    screen.apply()
    qtbot.waitUntil(lambda: window.current.startswith("customer"), timeout=20_000)
    again = opened(path)
    assert again is not screen
    assert again.warnings.isVisible()
    assert again.warnings.accessibleName() == "This very file came in before."


def test_the_customer_is_told_why_and_a_review_put_aside_keeps_it(
    qtbot: QtBot, window: MainWindow, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    conflict = screen.lines[0]
    screen.do("ours")
    screen.table.go(screen.model.row_of(conflict.key))
    assert screen.cards.cards[2].facts.aside == "R: tell the customer why"
    qtbot.keyClick(screen.table, KEY.Key_R)
    editor = screen.cards.editor
    assert editor is not None
    for letter in "Agreed by phone":
        qtbot.keyClick(editor, letter)
    qtbot.keyClick(editor, KEY.Key_Return)
    assert screen.cards.cards[2].facts.aside == "for the customer: “Agreed by phone”"
    screen.keep()
    (kept,) = open_reviews(sent.store)
    window.services.wish.emit("review", kept.id)
    again = window.screen_of(f"review:{kept.id}")
    assert isinstance(again, ReviewScreen)
    qtbot.waitUntil(lambda: bool(again.lines), timeout=10_000)
    assert again.reasons == {conflict.key: "Agreed by phone"}
    again.do("rest")
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    again.apply()
    qtbot.waitUntil(lambda: window.current.startswith("customer"), timeout=20_000)
    with sent.store.read() as reader:
        done = reader.get(TrackerReturn, kept.id)
    assert "Agreed by phone" in str(done.content)
    assert open_reviews(sent.store) == []
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)


def test_closing_the_workspace_puts_an_unfinished_review_aside(
    window: MainWindow, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    screen.do("theirs")
    decided = {key for key, one in screen.decisions.items() if one is Pick.THEIRS}
    path = sent.store.path
    window.services.detach()
    store = Store.open(path, clock=FixedClock(TODAY), backups=False)
    (kept,) = open_reviews(store)
    again = read_kept(store, return_id=kept.id).review.decided
    store.close()
    assert {key for key, one in again.items() if one is Pick.THEIRS} == decided


def test_a_review_of_which_nothing_differs_any_more_is_closed(
    qtbot: QtBot, window: MainWindow, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    number = numbers(sent.path)[0]
    screen = opened(edited(sent.path, cells({number: {"comment": "Theirs"}})))
    screen.keep()
    (kept,) = open_reviews(sent.store)
    sent.ours(number, customer_comment="Theirs")
    window.services.wish.emit("review", kept.id)
    qtbot.waitUntil(lambda: "nothing else" in window.notice.text, timeout=10_000)
    assert window.current == f"customer:{sent.customer}"
    assert open_reviews(sent.store) == []


def test_reading_is_cancelled_without_a_trace(qtbot: QtBot, window: MainWindow, sent: Sent) -> None:
    path = _edited(sent)
    before = snapshot(sent.store)
    cancelled: list[str] = []

    def stop(task: Task) -> None:
        task.cancelled.connect(lambda title=task.title: cancelled.append(title))
        task.cancel()

    window.services.tasks.started.connect(stop)
    window.services.wish.emit("review_file", path)
    qtbot.waitUntil(lambda: "Reading back.xlsx" in cancelled, timeout=20_000)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=5_000)
    assert window.current == f"customer:{sent.customer}"
    assert not [one for one in window.findChildren(NotTaken) if one.isVisible()]
    assert snapshot(sent.store) == before


def test_a_row_recognised_by_likeness_can_be_made_a_row_of_its_own(
    qtbot: QtBot, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    number = numbers(sent.path)[3]
    title = sent.row(number).title
    screen = opened(
        edited(
            sent.path,
            cells({number: {"number": None, "id": None, "title": f"{title}!", "comment": "hm"}}),
        )
    )
    linked = next(line for line in screen.lines if line.group is Group.LINKED)
    screen.table.go(screen.model.row_of(linked.key))
    assert "N makes it a row of its own" in screen.cards.place.text
    qtbot.keyClick(screen.table, KEY.Key_N)
    qtbot.waitUntil(lambda: any(x.group is Group.NEW for x in screen.lines), timeout=10_000)
    assert not [line for line in screen.lines if line.group is Group.LINKED]
    assert [line.key.row for line in screen.lines if line.group is Group.MISSING] == [
        linked.key.row
    ]


def test_the_filter_says_that_it_holds(
    qtbot: QtBot, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    screen = opened(_edited(sent))
    qtbot.keyClick(screen.table, KEY.Key_F)
    assert {line.group for row in range(screen.model.rowCount())
            if (line := screen.model.line_at(row)) is not None} == {
        Group.CONFLICT, Group.UNREADABLE,
    }  # fmt: skip
    assert "F shows all again" in screen.head.left.text
    qtbot.keyClick(screen.table, KEY.Key_F)
    assert "F shows" not in screen.head.left.text


def test_a_file_whose_review_waits_leads_to_that_review(
    window: MainWindow, sent: Sent, opened: Callable[[Path], ReviewScreen]
) -> None:
    path = _edited(sent)
    screen = opened(path)
    screen.do("theirs")
    decided = dict(screen.decisions)
    screen.keep()
    (kept,) = open_reviews(sent.store)
    again = opened(path)
    assert window.current == f"review:{kept.id}"
    assert again.decisions == decided
