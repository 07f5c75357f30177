"""The plan chart with 20,000 rows: paint, scroll and zoom against a painter without any logic."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QApplication, QWidget
from typing_extensions import override

from benchmarks.case import Case
from csdesk.domain.codes import LinkType, Side
from csdesk.i18n import Translator
from csdesk.layout.body import Chart
from csdesk.layout.chart import ChartRow, Shape
from csdesk.layout.days import plain_weekends
from csdesk.layout.from_plan import head_words
from csdesk.layout.head import HeadOptions
from csdesk.layout.labels import LabelText
from csdesk.layout.links import ChartLink
from csdesk.layout.scene import Polyline, Rect, Text
from csdesk.ui.fonts import load_faces
from csdesk.ui.gantt.painter import ScenePainter, chart_fonts
from csdesk.ui.gantt.view import GanttView
from csdesk.ui.theme import Tokens, light_tokens

ROWS = 20_000
START = date(2026, 1, 5)
PAINT_LIMIT = 0.035  # seconds, of one paint
RATIO = 6.0


def chart_rows() -> list[ChartRow]:
    """Return rows over three years: phases, items of all sides, milestones."""
    sides = tuple(Side)
    rows = []
    for number in range(ROWS):
        start = START + timedelta(days=number * 1000 // ROWS)
        shape = Shape.SUMMARY if number % 20 == 0 else Shape.BAR
        if number % 20 == 19:
            shape = Shape.MILESTONE
        rows.append(
            ChartRow(
                row_id=number + 1,
                shape=shape,
                start=start.toordinal(),
                finish=(start + timedelta(days=5 + number % 9)).toordinal(),
                side=sides[number % 3],
                progress=number % 100,
                critical=number % 5 == 0,
                base_start=start.toordinal(),
                base_finish=(start + timedelta(days=6)).toordinal(),
            )
        )
    return rows


def chart_links() -> list[ChartLink]:
    """Return a chain through neighbours and some links over many rows."""
    near = [ChartLink(n, n, n + 1, LinkType.FS, n % 5 == 0) for n in range(ROWS - 1) if n % 20]
    far = [ChartLink(ROWS + n, n, n + 400) for n in range(0, ROWS - 400, 100)]
    return near + far


def make_view(tokens: Tokens) -> GanttView:
    """Return a chart of 1440 by 900 pixels at the middle of the plan."""
    painter = ScenePainter(tokens, *chart_fonts("en"))
    view = GanttView()
    view.resize(1440, 900)
    words = Translator("en")
    head = HeadOptions(
        today=(START + timedelta(days=500)).toordinal(),
        today_word="Today",
        words=head_words(words),
        measure=painter.measure,
        days=plain_weekends,
    )
    view.set_look(tokens, painter)
    view.set_chart(Chart(chart_rows(), chart_links()), head=head, label=_label)
    view.show()
    view.verticalScrollBar().setValue(ROWS // 2 * 28)
    view.show_row(ROWS // 2)
    return view


def _label(row: ChartRow) -> LabelText:
    return LabelText(f"Owner {row.row_id % 40}", edge="27 Oct")


def bare_painter(view: GanttView, tokens: Tokens, image: QImage) -> Callable[[], None]:
    """Return the floor: the shapes and words that the view shows, prepared, in three colours."""
    regular, _ = chart_fonts("en")
    fills: list[QRectF] = []
    rounded: list[QRectF] = []
    lines: list[QPolygonF] = []
    words: list[tuple[QPointF, str]] = []
    left, top = view.horizontalScrollBar().value(), view.verticalScrollBar().value()
    for mark in [*view.body_scene().marks(), *view.head_scene().marks()]:
        shape = mark[1]
        if isinstance(shape, Rect):
            box = QRectF(shape.x - left, shape.y - top, shape.width, shape.height)
            (rounded if shape.radius else fills).append(box)
        elif isinstance(shape, Polyline):
            points = [QPointF(x - left, y - top) for x, y in shape.points]
            if len(points) == 2:
                fills.append(QRectF(points[0], points[1]).adjusted(0, 0, 1, 1))
            else:
                lines.append(QPolygonF(points))
        elif isinstance(shape, Text):
            words.append((QPointF(shape.x - left, shape.y - top), shape.text))

    class Bare(QWidget):
        """Paints what was prepared, and knows nothing."""

        @override
        def paintEvent(self, event: QPaintEvent) -> None:
            paint_prepared(QPainter(self))

    def paint_prepared(painter: QPainter) -> None:
        painter.fillRect(image.rect(), tokens.surface)
        for box in fills:
            painter.fillRect(box, tokens.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(tokens.us)
        for line in lines:
            painter.drawPolyline(line)
        painter.setBrush(tokens.us_soft)
        for box in rounded:
            painter.drawRoundedRect(box, 3, 3)
        painter.setFont(regular)
        for place, text in words:
            painter.drawText(place, text)
        painter.end()

    bare = Bare(view.window())
    bare.resize(view.size())
    bare.hide()

    def paint() -> None:
        bare.render(image)

    return paint


def cases(_folder: Path) -> Iterable[Case]:
    """Measure one open chart."""
    app = QApplication.instance() or QApplication([])
    load_faces()
    tokens = light_tokens()
    view = make_view(tokens)
    image = QImage(1440, 900, QImage.Format.Format_ARGB32_Premultiplied)
    floor = bare_painter(view, tokens, image)
    bar = view.verticalScrollBar()

    def paint() -> None:
        view.render(image)

    def scroll() -> None:
        bar.setValue(bar.value() + 84)
        view.render(image)

    def zoom() -> None:
        view.set_pixels(12.0 if view.pixels == 8.0 else 8.0)
        view.render(image)

    def open_plan() -> None:
        make_view(tokens).deleteLater()

    assert app is not None
    return [
        Case("gantt: paint, 20,000 rows", paint, PAINT_LIMIT, rounds=15),
        Case("gantt: paint against a bare painter", paint, RATIO, floor, rounds=15),
        Case("gantt: scroll step", scroll, RATIO, floor, rounds=15),
        Case("gantt: zoom step", zoom, RATIO, floor, rounds=15),
        Case("gantt: open 20,000 rows", open_plan, 1.0, rounds=3),
    ]
