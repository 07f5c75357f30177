"""Our hours of the week in the heading of our turn: from hours where given, else from days."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items, users
from csdesk.app.queries.item_table import Turn
from csdesk.app.queries.items import ItemsData, load_items
from csdesk.domain.codes import Status
from csdesk.domain.records import User
from csdesk.i18n import Translator
from csdesk.ui.models.item_words import turn_remark
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        store = opened[1].store
        with store.read() as reader:
            people = {user.name: user.id for user in reader.find(User)}
        users.update(store, user_id=people["Lin Yue"], weekly_hours=Decimal(36))
        users.update(store, user_id=people["Chen Hao"], weekly_hours=Decimal(40))
        yield opened


def heading(data: ItemsData, language: str = "en") -> str:
    return turn_remark(Translator(language), data, Turn.US)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "about 52 of 76 hours this week"),
        ("zh_CN", "本周工时约 52 / 76 小时"),
        ("zh_TW", "本週工時約 52 / 76 小時"),
    ],
)
def test_each_day_of_an_item_takes_one_of_its_owner(
    world: World, language: str, words: str
) -> None:
    # the guide takes Lin's five days, the import Thursday and Friday of Chen's
    assert heading(load_items(world[1].store), language) == words


def test_hours_that_somebody_gave_are_spread_over_the_days(world: World) -> None:
    store, rows = world[1].store, world[1].rows
    items.update(store, row_ids=[rows["Data import"]], hours=Decimal(20))  # of four days two
    assert heading(load_items(store)) == "about 46 of 76 hours this week"
    items.update(store, row_ids=[rows["Manager guide and video"]], hours=Decimal(26))
    assert heading(load_items(store)) == "20 of 76 hours this week"


def test_what_rests_takes_no_hours(world: World) -> None:
    store, rows = world[1].store, world[1].rows
    items.update(
        store, row_ids=[rows["Manager guide and video"]], status=Status.ON_HOLD,
        hold_reason="New brand", resume_on=store.today(),
    )  # fmt: skip
    assert heading(load_items(store)) == "about 16 of 76 hours this week"


def test_one_customers_items_are_not_measured_against_all_our_hours(world: World) -> None:
    data = load_items(world[1].store, customer_id=world[1].customer_id)
    assert heading(data) == "about 52 hours this week"


def test_nothing_is_said_of_people_whose_week_is_not_known(world: World) -> None:
    store = world[1].store
    with store.read() as reader:
        people = [user.id for user in reader.find(User)]
    for user_id in people:
        users.update(store, user_id=user_id, weekly_hours=None)
    assert heading(load_items(store)) == ""
