"""A large plan: nothing that an edit sets off waits for the store on the window's thread."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.app.commands import goals, items
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.customer import OVERVIEW, PLAN, CustomerScreen
from csdesk.ui.screens.overview import Line
from csdesk.ui.screens.plan import MANY_ROWS
from csdesk.ui.start import make_window
from csdesk.ui.tasks import Task
from tests.support import TODAY, make_customer, make_project, make_store

ROWS = 700


@pytest.fixture
def window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    settings.setValue("language", "en")
    made = make_window(qapp, FixedClock(TODAY), settings)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.show()
    store = make_store(tmp_path / "large.csdesk")
    made.services.attach(store)
    make_project(store, make_customer(store).id, items=ROWS)
    yield made
    with qtbot.waitSignal(made.destroyed):
        made.close()


@pytest.fixture
def screen(window: MainWindow, qtbot: QtBot) -> CustomerScreen:
    assert ROWS > MANY_ROWS
    window.show_screen("customer:1")
    found = window.screen_of("customer:1")
    assert isinstance(found, CustomerScreen)
    qtbot.waitUntil(lambda: found.page is not None, timeout=20_000)
    found.tabs.choose(PLAN)
    qtbot.waitUntil(lambda: len(found.plan.view.model.shown) > ROWS, timeout=20_000)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    return found


@contextmanager
def held(store: Store) -> Iterator[None]:
    """Keep the store in the hands of another thread."""
    taken, enough = threading.Event(), threading.Event()
    in_time = []

    def hold() -> None:
        with store.connection_lock:
            taken.set()
            in_time.append(enough.wait(5))

    thread = threading.Thread(target=hold)
    thread.start()
    assert taken.wait(20)
    try:
        yield
    finally:
        enough.set()
        thread.join()
    assert in_time == [True], "the window waited for the store"


def _lines(screen: CustomerScreen) -> set[str]:
    return {line.accessibleName() for line in screen.overview.findChildren(Line)}


def test_a_change_is_read_anew_without_waiting_for_the_store(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    services, shown = screen.services, screen.plan.view.model.plan
    with held(services.store):
        screen.load()
        screen.plan.load()
    qtbot.waitUntil(lambda: not services.tasks.busy, timeout=20_000)
    assert screen.plan.view.model.plan is not shown


def test_a_page_that_is_not_looked_at_is_made_when_its_tab_is_opened(
    screen: CustomerScreen, qtbot: QtBot
) -> None:
    services = screen.services
    before = _lines(screen)
    goals.create(services.store, customer_id=1, title="Half the waste")
    items.update(services.store, row_ids=[3], title="Another title")
    qtbot.waitUntil(lambda: not services.tasks.busy, timeout=20_000)
    assert _lines(screen) == before
    screen.tabs.choose(OVERVIEW)
    assert any("Half the waste" in text for text in _lines(screen))


def test_edits_that_follow_each_other_quickly_are_read_once(
    window: MainWindow, screen: CustomerScreen, qtbot: QtBot
) -> None:
    reads: list[object] = []

    def count(task: Task) -> None:
        if not task.title:
            task.done.connect(reads.append)

    window.services.tasks.started.connect(count)
    project = screen.project()
    assert project is not None
    titles = {row_id: f"Renamed {row_id}" for row_id in list(project.rows)[1:9]}
    for row_id, title in titles.items():
        items.update(window.services.store, row_ids=[row_id], title=title)
    qtbot.waitUntil(lambda: not window.services.tasks.busy, timeout=20_000)
    assert 2 <= len(reads) <= 4  # of the plan and of the page, and not eight of each
    shown = screen.plan.view.model.plan
    assert shown is not None
    assert {row_id: shown.rows[row_id].title for row_id in titles} == titles
