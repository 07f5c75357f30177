"""Saved views of items: kept whole, right on another day, shown in the rail, taken back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csdesk.app.commands import saved_views, undo
from csdesk.app.queries.item_table import Column, Grouping, ItemFilter, Sort
from csdesk.domain.codes import Priority, Side, Status, Visibility
from csdesk.ui.dialogs.form import FormDialog
from csdesk.ui.screens.item_view_content import ItemViewContent, content_of, read_content
from csdesk.ui.screens.items import ItemsScreen
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]
MONDAY = date(2026, 11, 30)
FULL = ItemViewContent(
    shown=ItemFilter(
        unfinished=True, late=True, we_can_do=True, due_before=date(2027, 3, 5), blocked_over=5,
        text="data", sides=frozenset({Side.US}), statuses=frozenset({Status.TODO}),
        priorities=frozenset({Priority.MUST}), visibilities=frozenset({Visibility.CUSTOMER}),
        owners=frozenset({"Lin Yue"}), customers=frozenset({1, 7}),
    ),
    grouping=Grouping.OWNER,
    sort=Sort(column=Column.TITLE, descending=True),
    columns=(Column.TITLE, Column.OWNER),
)  # fmt: skip
MINE = ItemViewContent(
    shown=ItemFilter(owners=frozenset({"Lin Yue"})),
    grouping=Grouping.NONE,
    sort=Sort(column=Column.TITLE),
    columns=(Column.TITLE, Column.TARGET),
)


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


@pytest.fixture
def screen(qtbot: QtBot, world: World) -> ItemsScreen:
    made = ItemsScreen(world[0])
    qtbot.addWidget(made)
    made.resize(1232, 900)
    made.show()
    return made


def titles(screen: ItemsScreen) -> list[str]:
    return [line.row.title for line in screen.table.shown_lines()]


def test_every_condition_comes_back() -> None:
    assert read_content(content_of(FULL, MONDAY), MONDAY) == FULL


def test_up_to_this_week_means_the_week_in_which_one_looks() -> None:
    asked = ItemViewContent(shown=ItemFilter(due_before=date(2026, 12, 6)))
    later = read_content(content_of(asked, MONDAY), date(2026, 12, 9))
    assert later.shown.due_before == date(2026, 12, 13)


def test_what_another_version_wrote_is_left_out() -> None:
    strange = {"filter": {"sides": ["us", "moon"], "due_before": "soon"}, "sort": ["x"], "more": 1}
    read = read_content(strange, MONDAY)  # type: ignore[arg-type]
    assert read == ItemViewContent(shown=ItemFilter(sides=frozenset({Side.US})))


def test_what_is_shown_is_saved_under_a_name_and_stands_in_the_rail(
    screen: ItemsScreen, world: World
) -> None:
    screen.set_filter(MINE.shown)
    screen.set_grouping(MINE.grouping)
    screen.set_sort(MINE.sort)
    screen.set_columns(set(MINE.columns))
    shown = titles(screen)
    screen.save_view()
    form = screen.window().findChild(FormDialog)
    assert form is not None
    form.set_value("name", "My items")
    form.submit()
    assert screen.title() == "My items"
    item = screen.rail_views()[-1]
    assert (item.text, item.count) == ("My items", str(len(shown)))
    assert screen.rail_choice() == item.key
    screen.show_view("all")
    assert screen.title() == "All items"
    item.go()
    assert titles(screen) == shown
    assert list(screen.model.columns) == list(MINE.columns)


def test_a_saved_view_leaves_the_layout_of_the_others_alone(
    screen: ItemsScreen, world: World
) -> None:
    screen.set_sort(Sort(column=Column.OWNER))
    before = list(screen.model.columns)
    view = saved_views.save(
        world[1].store, screen="items", name="Mine", content=content_of(MINE, MONDAY)
    )
    screen.show_view(view.key)
    screen.set_sort(Sort(column=Column.PRIORITY))
    screen.show_view("turn")
    assert list(screen.model.columns) == before
    assert screen.model.sort_order == Sort(column=Column.OWNER)


def test_a_deleted_view_gives_way_and_undo_brings_it_back(
    screen: ItemsScreen, world: World
) -> None:
    store = world[1].store
    view = saved_views.save(store, screen="items", name="Mine", content=content_of(MINE, MONDAY))
    screen.show_view(view.key)
    saved_views.rename(store, view_id=view.id, name="Ours")
    assert screen.title() == "Ours"
    saved_views.delete(store, view_id=view.id)
    assert screen.title() == "By whose turn"
    undo.undo(store)
    assert screen.rail_views()[-1].text == "Ours"


def test_the_view_is_kept_when_the_screen_is_made_anew(
    qtbot: QtBot, screen: ItemsScreen, world: World
) -> None:
    view = saved_views.save(
        world[1].store, screen="items", name="Mine", content=content_of(MINE, MONDAY)
    )
    screen.show_view(view.key)
    again = ItemsScreen(world[0])
    qtbot.addWidget(again)
    again.restore(screen.state())
    assert again.rail_choice() == f"view:{view.key}"
