"""What a scroll moves and paints is what a fresh paint of the whole chart gives.

Up and down to the pixel, sideways to one step of a colour.
"""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelectionModel, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QStandardItemModel
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from csdesk.domain.codes import LinkType, Side
from csdesk.i18n import Translator
from csdesk.layout.body import MANY_LINKS, Chart
from csdesk.layout.chart import ChartRow, Look, Shape
from csdesk.layout.days import DayInfo, DayKind, plain_weekends
from csdesk.layout.from_plan import head_words
from csdesk.layout.head import HeadOptions
from csdesk.layout.labels import LabelText
from csdesk.layout.links import ChartLink
from csdesk.ui.gantt.painter import ScenePainter, chart_fonts
from csdesk.ui.gantt.view import GanttView
from csdesk.ui.theme import dark_tokens, light_tokens
from tests.layout.samples import DAY

ROWS = 400


def sample_rows() -> list[ChartRow]:
    """Return rows of every shape and look with ghosts, deadlines, repeats, and blank ones."""
    source = random.Random(3)
    shapes, looks, sides = tuple(Shape), tuple(Look), tuple(Side)
    rows = []
    for number in range(ROWS):
        start = DAY + number // 4 + source.randrange(30)
        finish = start + source.randrange(40)
        dated, based = source.random() > 0.05, source.random() > 0.4
        repeats = source.random() > 0.95
        rows.append(
            ChartRow(
                row_id=number + 1,
                shape=source.choice(shapes),
                start=start if dated else None,
                finish=finish if dated else None,
                side=source.choice(sides),
                look=source.choice(looks),
                progress=source.choice((0, 3, 50, 100)),
                critical=source.random() > 0.7,
                base_start=start - 9 if based else None,
                base_finish=finish - 4 if based else None,
                old_start=start - 3 if number % 17 == 0 else None,
                old_finish=finish + 5 if number % 17 == 0 else None,
                compared_start=start + 2 if number % 11 == 0 else None,
                compared_finish=finish + 2 if number % 11 == 0 else None,
                deadline=finish + 3 if number % 7 == 0 else None,
                days=tuple(range(start, finish, 7)) if dated and repeats else (),
            )
        )
    return rows


def sample_links(most: int) -> list[ChartLink]:
    """Return links of all kinds, up and down, near and far."""
    source = random.Random(4)
    links = []
    for number in range(most):
        before = source.randrange(ROWS)
        reach = 200 if number % 30 == 0 else 12
        after = min(ROWS - 1, max(0, before + source.randrange(-reach, reach)))
        if before != after:
            kind = source.choice(tuple(LinkType))
            links.append(ChartLink(number + 1, before, after, kind, number % 5 == 0))
    return links


def days(day: int) -> DayInfo:
    """Answer with weekends, a week of holidays, and a month that nobody has published."""
    if DAY + 20 <= day < DAY + 27:
        return DayInfo(DayKind.HOLIDAY, ("Holiday",))
    if DAY + 60 <= day < DAY + 90 and plain_weekends(day).kind is DayKind.REST:
        return DayInfo(DayKind.UNPUBLISHED)
    return plain_weekends(day)


def at_rest(rows: list[ChartRow]) -> list[ChartRow]:
    """Return rows without old places, which are only seen while something is under way."""
    return [replace(row, old_start=None, old_finish=None) for row in rows]


def set_links(
    view: GanttView,
    painter: ScenePainter,
    links: list[ChartLink],
    rows: int = ROWS,
    *,
    rest: bool = False,
) -> None:
    head = HeadOptions(
        today=DAY + 30,
        today_word="Today",
        words=head_words(Translator("en")),
        measure=painter.measure,
        days=days,
        window=(DAY, DAY + 50),
        window_word="Window ends",
    )
    view.set_chart(
        Chart(at_rest(sample_rows()[:rows]) if rest else sample_rows()[:rows], links),
        head=head,
        label=lambda row: LabelText(
            f"Owner {row.row_id} 负责人", row.shape is Shape.VALUE, edge="27 Oct"
        ),
        extra_rows=1,
    )


def make_view(qtbot: QtBot, links: int, *, dark: bool = False, rest: bool = False) -> GanttView:
    tokens = dark_tokens() if dark else light_tokens()
    painter = ScenePainter(tokens, *chart_fonts("en"))
    view = GanttView()
    qtbot.addWidget(view)
    view.resize(900, 500)
    view.set_look(tokens, painter)
    lines = QStandardItemModel(ROWS, 1, view)
    view.set_selection(QItemSelectionModel(lines, view))
    set_links(view, painter, sample_links(links), rest=rest)
    view.show()
    qtbot.waitExposed(view)
    settle()
    return view


def settle() -> None:
    """Let what waits to be painted be painted."""
    QTest.qWait(0)


def shown(view: GanttView) -> QImage:
    """Return what the window holds, without painting anything."""
    settle()
    size = view.size()
    place = view.winId()
    image = QGuiApplication.primaryScreen().grabWindow(place, 0, 0, size.width(), size.height())
    return image.toImage()


def is_nearly_fresh(view: GanttView) -> bool:
    """Whether no colour is further than one of 255 steps from what a fresh paint gives.

    Qt blends pixels in groups that begin where memory is aligned: a picture moved sideways can
    differ from a painted one by the rounding of one step.
    """
    before = shown(view)
    view.viewport().repaint()
    after = shown(view)
    if before == after:
        return True
    pairs = zip(bytes(before.constBits()), bytes(after.constBits()), strict=True)
    return max(abs(one - other) for one, other in pairs) <= 1


def is_as_fresh(view: GanttView) -> bool:
    """Whether the window shows what it shows after everything is painted anew."""
    before = shown(view)
    view.viewport().repaint()
    return before == shown(view)


@pytest.fixture(params=[60, 700])
def view(qtbot: QtBot, request: pytest.FixtureRequest) -> GanttView:
    return make_view(qtbot, request.param)


def scrolls(view: GanttView, count: int, most: int = 300) -> Iterator[None]:
    """Scroll up and down at random, seldom sideways."""
    source = random.Random(5)
    for number in range(count):
        down, across = view.verticalScrollBar(), view.horizontalScrollBar()
        down.setValue(down.value() + source.randrange(-most, most + 40))
        if number % 6 == 5:
            across.setValue(across.value() + source.randrange(-200, 200))
        yield


@pytest.mark.parametrize("pixels", [24.0, 8.0, 6.4, 3.0, 1.2])
def test_scrolled_equals_fresh(view: GanttView, pixels: float) -> None:
    view.set_pixels(pixels)
    for _ in scrolls(view, 24):
        assert is_as_fresh(view)


def test_many_small_steps_leave_nothing_behind(view: GanttView) -> None:
    for step in range(90):
        view.verticalScrollBar().setValue(step * 13)
        if step % 4 == 0:
            settle()
    assert is_as_fresh(view)


def test_a_scroll_in_the_dark_equals_a_fresh_paint(qtbot: QtBot) -> None:
    view = make_view(qtbot, 200, dark=True)
    for _ in scrolls(view, 10):
        assert is_as_fresh(view)


def test_a_crowd_of_links_is_thinned_in_what_was_painted_before(qtbot: QtBot) -> None:
    view = make_view(qtbot, 700)
    crowd = [
        ChartLink(1000 + number, 300 + number % 40, 345 + number % 39, critical=number % 50 == 0)
        for number in range(MANY_LINKS + 60)
    ]
    tokens = light_tokens()
    set_links(view, ScenePainter(tokens, *chart_fonts("en")), crowd)
    seen = set()
    for value in [*range(200 * 28, 330 * 28, 190), *range(330 * 28, 200 * 28, -230)]:
        view.verticalScrollBar().setValue(value)
        assert is_as_fresh(view)
        seen.add(len(view.link_lines) > 100)
    assert seen == {False, True}


def test_choosing_and_hovering_between_scrolls(view: GanttView) -> None:
    source = random.Random(6)
    view.input.enabled = True
    for number, _ in enumerate(scrolls(view, 20, 90)):
        if number % 2:
            view.select_line(view.line_at(source.randrange(400)), extend=number % 3 == 0)
        else:
            place = QPointF(source.randrange(20, 800), source.randrange(20, 400)).toPoint()
            QTest.mouseMove(view.viewport(), place)
        view.verticalScrollBar().setValue(view.verticalScrollBar().value() + 31)
        assert is_as_fresh(view)
    assert view.selected_lines()


def test_scrolls_after_rows_were_closed_and_opened(qtbot: QtBot) -> None:
    view = make_view(qtbot, 60)
    painter = ScenePainter(light_tokens(), *chart_fonts("en"))
    for rows in (60, ROWS, 30, ROWS):
        view.verticalScrollBar().setValue(900)
        set_links(view, painter, [], rows)
        for _ in scrolls(view, 4, 120):
            assert is_as_fresh(view)


def test_a_scroll_while_a_bar_is_dragged(view: GanttView) -> None:
    view.input.enabled = True
    line = next(
        number
        for number, row in enumerate(view.rows)
        if row.shape is Shape.BAR and row.look is Look.OPEN and row.finish and not row.days
    )
    view.scroll_to_line(line)
    view.input.keys.move(line)
    QTest.keyClick(view, Qt.Key.Key_Right)
    for _ in scrolls(view, 6, 60):
        assert is_as_fresh(view)


def test_a_vertical_step_paints_only_the_rows_that_come_into_view(qtbot: QtBot) -> None:
    view = make_view(qtbot, 60)
    view.verticalScrollBar().setValue(2800)
    settle()
    heights = []
    paint = view.body_scene

    def watched(part=None):  # type: ignore[no-untyped-def]
        heights.append(None if part is None else part.height)
        return paint(part)

    view.body_scene = watched  # type: ignore[method-assign]
    view.verticalScrollBar().setValue(2800 + 56)
    settle()
    assert heights
    assert all(height is not None and height <= 56 + 2 * 28 for height in heights)


def walks(view: GanttView, count: int) -> Iterator[None]:
    """Scroll sideways by little, by much and back, now and then up or down before the paint."""
    source = random.Random(8)
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    for number in range(count):
        step = source.choice((1, 3, 17, 56, 56, 140, 400, 1000)) * source.choice((-1, 1))
        across.setValue(across.value() + step)
        if number % 3 == 2:
            across.setValue(across.value() - step // 2)
        if number % 4 == 3:
            down.setValue(down.value() + source.randrange(-200, 230))
        yield


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("pixels", [24.0, 12.5, 8.0, 6.4, 3.0, 1.2, 0.4])
@pytest.mark.parametrize("links", [60, 700])
def test_scrolled_sideways_equals_fresh(
    qtbot: QtBot, links: int, pixels: float, dark: bool
) -> None:
    view = make_view(qtbot, links, dark=dark, rest=True)
    view.set_pixels(pixels)
    view.input.enabled = True
    view.select_lines(range(0, ROWS, 5))
    view.verticalScrollBar().setValue(1400)
    view.show_day(DAY + 60)
    for _ in walks(view, 50):
        assert is_nearly_fresh(view)


def test_a_sideways_step_paints_only_the_edges(qtbot: QtBot) -> None:
    view = make_view(qtbot, 60)
    view.verticalScrollBar().setValue(2800)
    settle()
    widths = []
    paint = view.body_scene

    def watched(part=None):  # type: ignore[no-untyped-def]
        widths.append(900 if part is None else part.width)
        return paint(part)

    view.body_scene = watched  # type: ignore[method-assign]
    for _ in range(4):
        widths.clear()
        view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() + 40)
        settle()
        assert widths
        assert sum(widths) <= 450


def test_sideways_with_phases_closed(qtbot: QtBot) -> None:
    view = make_view(qtbot, 60)
    painter = ScenePainter(light_tokens(), *chart_fonts("en"))
    for rows in (40, ROWS, 9, ROWS):
        links = [link for link in sample_links(300) if max(link.predecessor, link.successor) < rows]
        set_links(view, painter, links, rows, rest=True)
        for number, _ in enumerate(walks(view, 16)):
            view.select_line(number % 9)
            assert is_nearly_fresh(view)


def test_a_crowd_of_links_is_thinned_sideways(qtbot: QtBot) -> None:
    view = make_view(qtbot, 60)
    crowd = [
        ChartLink(1000 + number, 40 + number % 40, 62 + number % 39, critical=number % 50 == 0)
        for number in range(MANY_LINKS + 100)
    ]
    painter = ScenePainter(light_tokens(), *chart_fonts("en"))
    set_links(view, painter, crowd, rest=True)
    view.set_pixels(24.0)
    view.verticalScrollBar().setValue(50 * 28)
    seen = set()
    for value in [*range(0, 4000, 110), *range(4000, 0, -130)]:
        view.horizontalScrollBar().setValue(value)
        assert is_nearly_fresh(view)
        seen.add(len(view.link_lines) > 100)
    assert seen == {False, True}
