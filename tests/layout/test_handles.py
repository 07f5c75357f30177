"""Handles of the row under the mouse, lines under a point, days of a row that repeats."""

from csdesk.layout.chart import ChartRow, Look, Part, Shape, add_row
from csdesk.layout.handles import add_handles, handle_at, link_points, progress_point
from csdesk.layout.labels import GAP
from csdesk.layout.links import line_at
from csdesk.layout.rows import RowBand
from csdesk.layout.scene import Layer, Polyline, Rect, Role, Scene
from csdesk.layout.timescale import TimeScale
from tests.layout.samples import DAY

SCALE, BAND = TimeScale(DAY, 8.0), RowBand(3)
BAR = ChartRow(row_id=1, start=DAY + 2, finish=DAY + 11, progress=40)


def test_a_bar_has_a_handle_at_each_end_and_one_for_its_progress() -> None:
    ends = link_points(BAR, 1, SCALE, BAND)
    assert ends is not None
    assert ends[0][0] < SCALE.left(DAY + 2)
    assert ends[1][0] > SCALE.right(DAY + 11)
    for point, part in zip(ends, (Part.LINK_START, Part.LINK_FINISH), strict=True):
        hit = handle_at(BAR, 1, SCALE, BAND, *point)
        assert hit is not None
        assert hit.part is part
    edge = progress_point(BAR, 1, SCALE, BAND)
    assert edge is not None
    assert edge[0] == SCALE.left(DAY + 2) + 80 * 0.4
    hit = handle_at(BAR, 1, SCALE, BAND, *edge)
    assert hit is not None
    assert hit.part is Part.PROGRESS


def test_what_is_done_or_a_day_has_no_progress_to_drag() -> None:
    done = ChartRow(row_id=1, start=DAY, finish=DAY + 4, look=Look.DONE)
    diamond = ChartRow(row_id=1, shape=Shape.MILESTONE, finish=DAY)
    for row in (done, diamond):
        assert progress_point(row, 0, SCALE, BAND) is None
        assert link_points(row, 0, SCALE, BAND) is not None
    assert link_points(ChartRow(row_id=1), 0, SCALE, BAND) is None
    scene = Scene()
    add_handles(scene, BAR, 0, SCALE, BAND)
    assert len(scene.layers[Layer.HANDLE]) == 3


def test_a_row_that_repeats_is_one_mark_a_day() -> None:
    days = (DAY, DAY + 7, DAY + 14)
    row = ChartRow(row_id=1, start=DAY, finish=DAY + 14, days=days)
    scene = Scene()
    add_row(scene, row, 0, TimeScale(DAY, 2.0), BAND)
    marks = [mark for mark in scene.layers[Layer.BAR] if isinstance(mark, Rect)]
    assert [mark.role for mark in marks] == [Role.BAR_US] * 3
    assert all(mark.width >= 5 for mark in marks)
    assert [mark.x + mark.width / 2 for mark in marks] == [1.0, 15.0, 29.0]


def test_the_nearest_line_is_found_and_none_beside_all() -> None:
    first = Polyline(((0, 0), (0, 20), (50, 20), (50, 40)), Role.LINK, True, 7)
    second = Polyline(((0, 60), (60, 60)), Role.LINK, True, 8)
    assert line_at([first, second], 25, 22) == 7
    assert line_at([first, second], 53, 30) == 7
    assert line_at([first, second], 30, 58) == 8
    assert line_at([first, second], 25, 40) == 0


def test_the_handle_of_a_link_covers_no_label() -> None:
    scene = Scene()
    add_handles(scene, BAR, 0, SCALE, BAND)
    handles = [m for m in scene.layers[Layer.HANDLE] if isinstance(m, Rect)]
    behind = max(handles, key=lambda mark: mark.x)
    assert SCALE.right(DAY + 11) < behind.x
    assert behind.right <= SCALE.right(DAY + 11) + GAP
    taken = handle_at(BAR, 0, SCALE, BAND, behind.right + 4, behind.y)
    assert taken is not None
    assert taken.part is Part.LINK_FINISH, "it is taken by more than is seen of it"
