"""Zoom, fit and what can be taken of small bars in the real window."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from csdesk.app.commands import items
from csdesk.layout.chart import Part
from csdesk.layout.scene import Layer, Rect, Role, Text
from tests.e2e.plan_world import CTRL, KEY, World

ALONE, ALT = "Payroll export", Qt.KeyboardModifier.AltModifier


def make_a_day(world: World, title: str) -> None:
    """Let a row last one day."""
    plan, day = world.plan, date(2026, 12, 14)
    items.update(world.harbour.store, row_ids=[world.harbour.rows[title]], start=day, target=day)
    world.qtbot.waitUntil(lambda: not plan.stale)
    world.qtbot.waitUntil(
        lambda: plan.view.chart.chart_row(world.line(title)).finish == day.toordinal()
    )


@pytest.mark.window
def test_a_bar_of_a_day_is_made_longer_by_its_end_and_moved_by_the_rest(world: World) -> None:
    make_a_day(world, ALONE)
    world.drag_days(ALONE, 2, Part.FINISH)
    assert world.plan.chart.strip.sentence.words.startswith("Moving the end of “Payroll export”")
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(lambda: world.row(ALONE).target == date(2026, 12, 16))
    assert world.row(ALONE).start == date(2026, 12, 14)
    make_a_day(world, ALONE)
    world.drag_days(ALONE, 1)
    assert world.plan.chart.strip.sentence.words.startswith("Moving “Payroll export” by +1")
    world.key(KEY.Key_Return)
    world.qtbot.waitUntil(lambda: world.row(ALONE).target == date(2026, 12, 15))
    assert world.row(ALONE).start == date(2026, 12, 15)


@pytest.mark.window
def test_a_key_fits_the_plan_with_its_words_and_another_shows_years(world: World) -> None:
    make_a_day(world, ALONE)
    chart = world.plan.view.chart
    world.key(KEY.Key_0, CTRL)
    left, width = chart.horizontalScrollBar().value(), chart.viewport().width()
    labels = [mark for mark in chart.body_scene().layers[Layer.LABEL] if isinstance(mark, Text)]
    assert not any(text.role is Role.LABEL_EDGE for text in labels), "no bar is beside the view"
    assert all(left <= text.x and text.x + text.width <= left + width for text in labels)
    world.key(KEY.Key_5, ALT)
    assert chart.pixels == 0.4
    bars = [
        mark
        for mark in chart.body_scene().layers[Layer.BAR]
        if isinstance(mark, Rect) and mark.row_id == world.harbour.rows[ALONE]
    ]
    assert [round(bar.width) for bar in bars] == [3], "a day can still be seen"
    tags = [
        mark
        for mark in chart.head_scene().layers[Layer.HEAD]
        if isinstance(mark, Rect) and mark.role is Role.HEAD_TODAY
    ]
    left = chart.horizontalScrollBar().value()
    assert all(left <= tag.x and tag.right <= left + width for tag in tags)
    world.key(KEY.Key_2, ALT)
    assert chart.pixels == 8.0
