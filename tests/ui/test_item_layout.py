"""The items screen in narrow windows and without items: nothing cut, always a next step."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csdesk.app.commands import customers, projects, undo
from csdesk.app.queries.item_table import Column, ItemFilter
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.records import PlanRow, User, Workspace
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.screens.item_table_view import LEAST_TITLE
from csdesk.ui.screens.items import ItemsScreen
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button
from tests.ui.harbour import TODAY, Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]


@pytest.fixture(params=["en", "zh_CN", "zh_TW"])
def world(qtbot: QtBot, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path, language=request.param) as opened:
        yield opened


def opened(
    qtbot: QtBot, services: Services, width: int, customer_id: int | None = None
) -> ItemsScreen:
    made = ItemsScreen(services, customer_id=customer_id)
    qtbot.addWidget(made)
    made.resize(width, 640)
    made.show()
    return made


def columns_of(screen: ItemsScreen) -> list[Column]:
    return [
        column
        for section, column in enumerate(screen.model.columns, 1)
        if not screen.table.isColumnHidden(section)
    ]


def wishes_of(services: Services) -> list[tuple[str, object]]:
    wished: list[tuple[str, object]] = []
    services.wish.connect(lambda kind, value: wished.append((kind, value)))
    return wished


def press_next(screen: ItemsScreen) -> None:
    page = next(one for one in screen.findChildren(EmptyState) if one.isVisible())
    page.findChildren(Button)[0].click()


def empty_workspace(world: World, tmp_path: Path) -> Store:
    workspace = Workspace(uid="e", company="Rotalane", created_at=FixedClock(TODAY).now())
    store = Store.create(
        tmp_path / "empty.csdesk", workspace, User(name="Lin Yue"), clock=FixedClock(TODAY)
    )
    world[0].attach(store)
    return store


@pytest.mark.parametrize("width", [760, 842, 1008, 1232])
def test_columns_give_way_so_that_titles_can_be_read(
    qtbot: QtBot, world: World, width: int
) -> None:
    for customer_id in (None, world[1].customer_id):
        screen = opened(qtbot, world[0], width, customer_id)
        assert screen.table.columnWidth(1) >= LEAST_TITLE
        assert not screen.table.horizontalScrollBar().isVisible()
        assert {Column.OWNER, Column.STATUS, Column.TARGET} < set(columns_of(screen))


def test_columns_come_back_with_the_room_and_no_width_is_lost(qtbot: QtBot, world: World) -> None:
    screen = opened(qtbot, world[0], 1400)
    wide = columns_of(screen)
    widths = [screen.table.columnWidth(section) for section in range(2, len(wide) + 1)]
    screen.resize(800, 640)
    assert len(columns_of(screen)) < len(wide)
    screen.resize(1400, 640)
    assert columns_of(screen) == wide
    again = [screen.table.columnWidth(section) for section in range(2, len(wide) + 1)]
    assert again == widths


@pytest.mark.parametrize("width", [842, 1232])
def test_the_bar_cuts_no_button(qtbot: QtBot, world: World, width: int) -> None:
    screen = opened(qtbot, world[0], width)
    screen.model.check_all()
    shown = [one for one in screen.bar.findChildren(Button) if one.isVisible()]
    assert {*screen.bar.buttons.values()} < set(shown)
    qtbot.waitUntil(lambda: all(one.width() >= one.sizeHint().width() for one in shown))
    assert screen.width() == width


def test_a_filter_that_finds_nothing_offers_all(qtbot: QtBot, world: World) -> None:
    screen = opened(qtbot, world[0], 1232)
    screen.set_filter(ItemFilter(text="no such words"))
    press_next(screen)
    assert screen.table.isVisible()


def test_without_any_plan_it_leads_to_the_customers(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    empty_workspace(world, tmp_path)
    wished = wishes_of(world[0])
    press_next(opened(qtbot, world[0], 1232))
    assert wished == [("screen", "customers")]


def test_a_customer_without_a_plan_gets_one_and_a_plan_without_items_its_first(
    qtbot: QtBot, world: World, tmp_path: Path
) -> None:
    store = empty_workspace(world, tmp_path)
    customer = customers.create(store, name="Mori Bakery", code="MB")
    wished = wishes_of(world[0])
    press_next(opened(qtbot, world[0], 1232, customer.id))
    assert wished == [("plan_for", customer.id)]
    projects.create(store, customer_id=customer.id, name="Ovens")
    screen = opened(qtbot, world[0], 1232, customer.id)
    press_next(screen)
    qtbot.waitUntil(lambda: len(screen.table.shown_lines()) == 1)
    assert screen.is_editing()
    undo.undo(store)
    with store.read() as reader:
        assert reader.count(PlanRow) == 0
