"""The window with the plan of the drawing, and hands to work on it by mouse and keys."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from csdesk.domain.codes import LinkType
from csdesk.domain.records import Dependency, PlanRow, SlipEntry
from csdesk.layout.chart import Part
from csdesk.layout.handles import link_points, progress_point
from csdesk.ui.main_window import MainWindow
from csdesk.ui.screens.plan import PlanScreen
from tests.ui.harbour import Harbour

KEY, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton
IMPORT = "Data import"
Dates = dict[int, tuple[date | None, date | None, int, int]]


@dataclass
class World:
    """The window with the plan of the drawing, and hands to work on it."""

    qtbot: QtBot
    window: MainWindow
    plan: PlanScreen
    harbour: Harbour

    def row(self, title: str) -> PlanRow:
        with self.harbour.store.read() as reader:
            return reader.get(PlanRow, self.harbour.rows[title])

    def dates(self) -> Dates:
        """Return what is stored of each row's dates and progress."""
        with self.harbour.store.read() as reader:
            found = reader.find(PlanRow, project_id=self.harbour.project_id)
        return {row.id: (row.start, row.target, row.duration, row.progress) for row in found}

    def links(self) -> set[tuple[int, int, LinkType]]:
        with self.harbour.store.read() as reader:
            found = reader.find(Dependency, project_id=self.harbour.project_id)
        return {(link.predecessor_id, link.successor_id, link.type) for link in found}

    def slips(self) -> list[SlipEntry]:
        with self.harbour.store.read() as reader:
            return reader.find(SlipEntry, project_id=self.harbour.project_id)

    def line(self, title: str) -> int:
        line = self.plan.view.model.line_of(self.harbour.rows[title])
        assert line is not None
        return line

    def _at(self, x: float, y: float) -> QPoint:
        chart = self.plan.view.chart
        across, down = chart.horizontalScrollBar().value(), chart.verticalScrollBar().value()
        return QPoint(round(x - across), round(y - down))

    def on_bar(self, title: str, part: Part = Part.BODY) -> QPoint:
        chart, line = self.plan.view.chart, self.line(title)
        row = chart.shown_row(line)
        assert row.finish is not None
        start = row.finish if row.start is None else row.start
        left, right = chart.scale.left(start), chart.scale.right(row.finish)
        x = {Part.START: left + 2, Part.FINISH: right - 2}.get(part, (left + right) / 2)
        return self._at(x, chart.band.centre(line) - 2)

    def on_handle(self, title: str, part: Part) -> QPoint:
        """Return a handle, once the mouse is over its row."""
        chart, line = self.plan.view.chart, self.line(title)
        self.hover(self.on_bar(title))
        row = chart.chart_row(line)
        if part is Part.PROGRESS:
            edge = progress_point(row, line, chart.scale, chart.band)
            assert edge is not None
            return self._at(edge[0], edge[1] + 2)
        ends = link_points(row, line, chart.scale, chart.band)
        assert ends is not None
        return self._at(*(ends[0] if part is Part.LINK_START else ends[1]))

    def on_day(self, line: int, day: date) -> QPoint:
        chart = self.plan.view.chart
        return self._at(chart.scale.middle(day.toordinal()), (line + 0.5) * chart.band.height)

    def hover(self, place: QPoint) -> None:
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton)

    def _send(
        self,
        kind: QEvent.Type,
        place: QPoint,
        held: Qt.MouseButton,
        how: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        target = self.plan.view.chart.viewport()
        event = QMouseEvent(
            kind, QPointF(place), target.mapToGlobal(QPointF(place)),
            Qt.MouseButton.NoButton, held, how,
        )  # fmt: skip
        QApplication.sendEvent(target, event)

    def press(self, place: QPoint, how: Qt.KeyboardModifier | None = None) -> None:
        target = self.plan.view.chart.viewport()
        self.qtbot.mousePress(target, LEFT, how or Qt.KeyboardModifier.NoModifier, place)

    def drag(self, start: QPoint, end: QPoint, how: Qt.KeyboardModifier | None = None) -> None:
        """Drag with the left button and let go."""
        self.press(start, how)
        held = how or Qt.KeyboardModifier.NoModifier
        for share in (0.3, 0.6, 1.0):
            place = start + QPoint(
                round((end.x() - start.x()) * share), round((end.y() - start.y()) * share)
            )
            self._send(QEvent.Type.MouseMove, place, LEFT, held)
            self.qtbot.wait(1)
        self.qtbot.mouseRelease(self.plan.view.chart.viewport(), LEFT, held, end)
        self.qtbot.wait(1)

    def drag_days(self, title: str, days: int, part: Part = Part.BODY) -> None:
        start = self.on_bar(title, part)
        self.drag(start, start + QPoint(round(days * self.plan.view.chart.pixels), 0))

    def key(self, key: Qt.Key, how: Qt.KeyboardModifier | None = None) -> None:
        """Press a key where the keyboard is."""
        target = QApplication.focusWidget() or self.window
        self.qtbot.keyClick(target, key, how or Qt.KeyboardModifier.NoModifier)
        self.qtbot.wait(1)

    def answer(self, says: str, key: Qt.Key = KEY.Key_Return) -> None:
        """Wait for what the strip says, and press a key where the keyboard is."""
        strip = self.plan.chart.strip
        self.qtbot.waitUntil(lambda: strip.isVisible() and strip.sentence.words.startswith(says))
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)
        self.key(key)
        self.qtbot.waitUntil(lambda: not strip.isVisible())

    def choose(self, title: str) -> None:
        self.plan.view.select(self.harbour.rows[title])
        self.plan.view.tree.setFocus()

    def undo_gives(self, before: Dates) -> None:
        """Undo by its key, and find what was stored before."""
        self.key(KEY.Key_Z, CTRL)
        self.qtbot.waitUntil(lambda: self.dates() == before)
