"""A returned tracker with 40 differences, by keys alone, from its file to the plan and back."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.queries.tracker_waiting import open_reviews
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import Priority, Status
from csdesk.domain.records import CustomerWord
from csdesk.domain.review_lines import Group
from csdesk.ui.screens.customer import CustomerScreen
from csdesk.ui.start import make_window
from tests.app.returned import send
from tests.app.world import snapshot
from tests.e2e import review_world as rw
from tests.e2e.review_world import CTRL, ReviewWorld, come_back
from tests.support import TODAY, make_store

KEY = Qt.Key
MOST_KEYS = 45


@pytest.fixture
def world(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ReviewWorld]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    settings.setValue("theme", "light")
    window = make_window(qapp, FixedClock(TODAY), settings)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    window.resize(1440, 900)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=5_000)
    sent = send(make_store(tmp_path / "w.csdesk", backups=True), tmp_path)
    path = come_back(sent)
    window.services.attach(sent.store)
    window.show_screen(f"customer:{sent.customer}")
    yield ReviewWorld(qtbot, window, sent, path)
    with qtbot.waitSignal(window.destroyed):
        window.close()


def _settled(world: ReviewWorld) -> None:
    world.qtbot.waitUntil(lambda: not world.window.services.tasks.busy, timeout=20_000)


def _decide_all(world: ReviewWorld) -> None:
    """Theirs for comments, ours for priorities; the rest as a person would."""
    for _ in range(len(rw.OURS_COMMENTS) + len(rw.OURS_PRIORITIES)):
        world.key(KEY.Key_O if world.current().field == "priority" else KEY.Key_T)
    for _ in range(3):  # a word that stands twice is decided once
        line = world.current()
        assert line.group is Group.UNREADABLE
        if line.cell is not None and line.cell.guess is not None:
            world.key(KEY.Key_T)
        else:
            world.key(KEY.Key_E)
            for letter in ("2", "8", KEY.Key_Return):
                world.key(letter)


@pytest.mark.window
def test_forty_differences_are_applied_by_few_keys_and_undone_by_one(world: ReviewWorld) -> None:
    sent, store = world.sent, world.sent.store
    before, entries = snapshot(store), len(store.history())
    world.take_back()
    counts = Counter(line.group for line in world.screen.lines)
    assert counts == {
        Group.CONFLICT: rw.CONFLICTS, Group.UNREADABLE: rw.UNREADABLE, Group.NEW: rw.NEW,
        Group.MISSING: rw.MISSING, Group.CLEAN: rw.CLEAN,
    }  # fmt: skip
    assert sum(counts.values()) == 40
    world.key(KEY.Key_Return, CTRL)  # refused: something is left to decide
    assert snapshot(store) == before
    _decide_all(world)
    assert world.left() == 0
    world.key(KEY.Key_Return, CTRL)
    world.qtbot.waitUntil(lambda: world.window.current.startswith("customer"), timeout=20_000)
    _settled(world)
    assert world.keys <= MOST_KEYS, world.keys

    for number in rw.OURS_COMMENTS:
        assert sent.row(number).customer_comment == f"theirs {number}"
    assert sent.row(9).priority is Priority.IMPORTANT
    for number in rw.COMMENTED:
        assert sent.row(number).customer_comment == f"said {number}"
    for number, iso in rw.MOVED.items():
        assert sent.row(number).target == date.fromisoformat(iso)
    assert sent.row(12).target == date(2026, 11, 27)
    assert sent.row(13).target == date(2026, 11, 28)
    assert {sent.row(number).status for number in (14, 15)} == {Status.DONE}
    assert {sent.row(number).status for number in (31, 32)} == {Status.TODO}
    added = [row.title for row in sent.items() if row.title.startswith("Badge order")]
    assert sorted(added) == [f"Badge order {place}" for place in range(rw.NEW)]
    with store.read() as reader:
        assert [(w.written, w.value) for w in reader.find(CustomerWord)] == [
            ("nearly finished", Status.DONE.value)
        ]
    assert [entry.label for entry in store.history()][: len(store.history()) - entries] == [
        "import.tracker"
    ]
    assert open_reviews(store) == []
    assert world.window.notice.text.startswith("35 changes of version 1 are in the plan.")

    world.key(KEY.Key_Z, CTRL)
    world.qtbot.waitUntil(lambda: snapshot(store) == before, timeout=5_000)


def test_a_review_put_aside_is_offered_again_with_what_was_decided(world: ReviewWorld) -> None:
    store = world.sent.store
    before = {k: v for k, v in snapshot(store).items() if k != "TrackerReturn"}
    world.take_back()
    for _ in range(3):
        world.key(KEY.Key_O)
    decided = dict(world.screen.decisions)
    world.key(KEY.Key_S, CTRL)
    customer = f"customer:{world.sent.customer}"
    world.qtbot.waitUntil(lambda: world.window.current == customer, timeout=5_000)
    assert {k: v for k, v in snapshot(store).items() if k != "TrackerReturn"} == before
    page = world.window.screen_of(customer)
    assert isinstance(page, CustomerScreen)
    waiting = page.reviews
    world.qtbot.waitUntil(waiting.isVisible, timeout=5_000)
    waiting.buttons[0].click()
    world.qtbot.waitUntil(lambda: world.window.current.startswith("review:"), timeout=5_000)
    world.qtbot.waitUntil(lambda: bool(world.screen.lines), timeout=10_000)
    assert len(world.screen.lines) == 40
    assert world.screen.decisions == decided
    assert world.current().group is Group.CONFLICT
    assert world.left() == rw.CONFLICTS - 3 + rw.UNREADABLE


def test_what_is_asked_stays_open_and_its_question_is_ready(world: ReviewWorld) -> None:
    world.take_back()
    world.key(KEY.Key_K)
    world.key(KEY.Key_A, CTRL | rw.SHIFT)
    assert world.left() == rw.UNREADABLE + 0
    while world.left():
        world.key(KEY.Key_K)
    world.key(KEY.Key_Return, CTRL)
    world.qtbot.waitUntil(lambda: world.window.current.startswith("customer"), timeout=20_000)
    _settled(world)
    kept = open_reviews(world.sent.store)
    assert [one.undecided for one in kept] == [rw.UNREADABLE]


def test_keys_show_cell_plan_and_filter(world: ReviewWorld) -> None:
    world.take_back()
    world.key(KEY.Key_F)
    assert world.screen.model.rowCount() == 2 + rw.CONFLICTS + rw.UNREADABLE
    world.key(KEY.Key_F)
    first = world.current()
    world.key(KEY.Key_Down)
    assert world.current() is not first
    world.key(KEY.Key_Up)
    assert world.current() is first
    number = world.window.current
    world.key(KEY.Key_T)
    world.key(KEY.Key_Up)
    world.key(KEY.Key_G)
    world.qtbot.waitUntil(lambda: world.window.current.startswith("customer"), timeout=5_000)
    _settled(world)
    assert "nothing is written yet" in world.window.notice.text
    world.window.show_screen(number)
    assert world.left() == rw.CONFLICTS + rw.UNREADABLE - 1
