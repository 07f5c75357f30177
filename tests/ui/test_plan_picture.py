"""The picture of a plan for the clipboard, and the plan's file from the window."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from csdesk.app.plan_pictures import plan_picture_view
from csdesk.domain.codes import Language, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.records import Customer, PlanRow
from csdesk.ui.gantt.picture import copy_picture, plan_image
from csdesk.ui.services import Services
from csdesk.ui.theme import light_tokens
from tests.reports.plan_sample import made_plan
from tests.ui.harbour import TODAY, Harbour
from tests.ui.screens_support import open_harbour


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[tuple[Services, Harbour]]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


def colours_of(image: QImage) -> set[str]:
    step = 3
    return {
        QColor(image.pixel(x, y)).name()
        for x in range(0, image.width(), step)
        for y in range(0, image.height(), step)
    }


@pytest.mark.parametrize("language", list(Language))
def test_the_picture_has_all_rows_in_the_screens_colours(
    world: tuple[Services, Harbour], language: Language
) -> None:
    image = plan_image(made_plan(30, language=language))
    assert image.height() >= 30 * 28 * 2
    tokens = light_tokens()
    seen = colours_of(image)
    for colour in (tokens.us, tokens.cust, tokens.third, tokens.value, tokens.ink, tokens.bad):
        assert colour.name() in seen


def test_it_says_which_plan_it_is_and_cuts_no_baseline(
    world: tuple[Services, Harbour],
) -> None:
    plan = made_plan(30)
    image, other = plan_image(plan), plan_image(replace(plan, project="Rostering"))
    corner = QRect(0, 0, 300, 80)
    assert image.copy(corner) != other.copy(corner)
    assert image.copy(QRect(0, 88, 300, 400)) == other.copy(QRect(0, 88, 300, 400))
    start = plan.lines[1].start
    assert start is not None
    early = replace(plan.lines[1], agreed_start=start - timedelta(days=40))
    wider = plan_image(replace(plan, lines=(plan.lines[0], early, *plan.lines[2:])))
    assert wider.width() > image.width() + 30 * 8


def test_it_goes_into_the_clipboard(world: tuple[Services, Harbour]) -> None:
    view = plan_picture_view(world[0].store, project_id=world[1].project_id, today=TODAY)
    image = copy_picture(view)
    assert QGuiApplication.clipboard().image().size() == image.size()


def test_hidden_rows_are_not_in_the_picture(world: tuple[Services, Harbour]) -> None:
    store, harbour = world[0].store, world[1]
    before = plan_picture_view(store, project_id=harbour.project_id, today=TODAY)
    hidden = next(line for line in before.lines if line.code)
    with store.write("plan.edit") as unit:
        unit.update(PlanRow, hidden.key, visibility=Visibility.INTERNAL)
    after = plan_picture_view(store, project_id=harbour.project_id, today=TODAY)
    assert hidden.key not in {line.key for line in after.lines}
    assert len(after.lines) == len(before.lines) - 1


def test_another_customers_name_keeps_the_clipboard_as_it_was(
    world: tuple[Services, Harbour],
) -> None:
    store, harbour = world[0].store, world[1]
    view = plan_picture_view(store, project_id=harbour.project_id, today=TODAY)
    with store.write("plan.edit") as unit:
        row = unit.get(PlanRow, next(line.key for line in view.lines if line.code))
        own = unit.get(Customer, row.customer_id)
        unit.add(Customer(uid="other", code="zephyr", name="Zephyr Mills", owner_id=own.owner_id))
        unit.update(PlanRow, row.id, title="As for Zephyr Mills")
    with pytest.raises(UserError) as refusal:
        plan_picture_view(store, project_id=harbour.project_id, today=TODAY)
    assert refusal.value.code == "leak_name"


def test_a_huge_plan_stays_within_memory(world: tuple[Services, Harbour]) -> None:
    image = plan_image(made_plan(900, days=3000))
    assert image.width() * image.height() < 42_000_000
