"""The mouse on the chart: take, move, resize, link, draw, choose. Keys are in `keys`."""

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from csdesk.layout.chart import ChartRow, Hit, Part, Shape
from csdesk.layout.handles import handle_at, progress_point
from csdesk.layout.links import line_at
from csdesk.ui.gantt.gestures import (
    ASKED,
    Asked,
    BandGesture,
    DrawGesture,
    Gesture,
    Inside,
    LinkGesture,
    MoveGesture,
    PhaseGesture,
    ProgressGesture,
    enters_start,
    movable,
    why_fixed,
)
from csdesk.ui.gantt.keys import GestureKeys

if TYPE_CHECKING:
    from csdesk.ui.gantt.view import GanttView

BAR_PARTS = (Part.START, Part.BODY, Part.FINISH)
LINK_PARTS = (Part.LINK_START, Part.LINK_FINISH)
DRAG = 5  # pixels before a drag begins: at the week's zoom a day is eight wide
EDGE, EDGE_STEP = 28, 14  # near the view's edge the chart scrolls along
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class ChartInput(QObject):
    """Turns events of the chart into gestures, and finished gestures into signals.

    Signals:
        moved(Asked): what is under way came to something else; None: it ended without effect.
        dropped(Asked): the mouse let go of it, or it was said whole: it waits for a word.
        accepted(Asked): Enter, while there is something to take.
        link_opened(link id).
        progressed(row id, percent).
        menu_asked(line, link id, global point): line -1 beside all rows.
        refused(msgid, global point): why what was tried cannot be moved.
        left: a gesture by keys ended, with or without effect.
        lost(Asked): other rows are shown, to which it does not belong any more.

    `inside` gives what phases hold (by the ids of rows), so that it moves with them.
    """

    moved = Signal(object)
    dropped = Signal(object)
    accepted = Signal(object)
    link_opened = Signal(int)
    progressed = Signal(int, int)
    menu_asked = Signal(int, int, QPoint)
    refused = Signal(str, QPoint)
    left = Signal()
    lost = Signal(object)

    def __init__(self, view: "GanttView") -> None:
        super().__init__(view)
        self._view = view
        self.enabled = False
        self.gesture: Gesture | None = None
        self.keys = GestureKeys(view, self)
        self.hover = -1  # the line under the mouse
        self.chosen_link = 0
        self.inside: Callable[[Collection[int]], Inside] = lambda _: Inside()
        self._refusal = ""  # said again when the mouse lets go, which hides a tip
        self._armed: tuple[Hit | None, QPointF, Qt.KeyboardModifier] | None = None
        self._later_line = -1  # chosen alone when the mouse is let go without a drag
        self._place = QPointF()
        self._edge = QTimer(self)
        self._edge.setInterval(30)
        self._edge.timeout.connect(self._scroll_along)

    @property
    def is_busy(self) -> bool:
        """Whether a gesture is under way that a refresh would end."""
        return self.gesture is not None

    def forget(self) -> None:
        """Let go of everything, because other rows are shown."""
        self._edge.stop()
        gesture, self.gesture, self._armed = self.gesture, None, None
        if isinstance(gesture, ASKED):
            self.lost.emit(gesture)
        self._later_line = self.hover = -1
        if self.chosen_link and self._view.link_of(self.chosen_link) is None:
            self.chosen_link = 0

    def cancel(self) -> None:
        """Leave everything as it was."""
        gesture, self.gesture = self.gesture, None
        self._armed = None
        self._edge.stop()
        if gesture is not None:
            self.moved.emit(None)
            self._leave(gesture)
        self._view.refresh()

    def _leave(self, gesture: Gesture) -> None:
        if getattr(gesture, "by_keys", False):
            self.left.emit()

    # --- the mouse ---------------------------------------------------------------------------

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        place = event.position()
        if isinstance(self.gesture, ASKED) and self.gesture.dropped:
            if isinstance(self.gesture, MoveGesture):
                self._take_again(self.gesture, place)
            return
        if self.gesture is not None:
            self.cancel()
        found = self.hit_at(place)
        link = 0 if found is not None and found.part is not Part.ROW else self.link_at(place)
        self._choose_link(link)
        if link:
            return
        self._select(found, event)
        if event.button() == Qt.MouseButton.LeftButton and self.enabled:
            self._armed = found, place, event.modifiers()

    def move(self, event: QMouseEvent) -> None:
        """The mouse moved, with or without a button."""
        self._place = event.position()
        if self._armed is not None and self.gesture is None:
            start = self._armed[1]
            if (self._place - start).manhattanLength() >= DRAG:
                self._begin(*self._armed)
        gesture = self.gesture
        by_keys = getattr(gesture, "by_keys", False) or getattr(gesture, "dropped", False)
        if gesture is not None and not by_keys:
            self._follow(gesture, self._place)
            near = not EDGE < self._place.x() < self._view.viewport().width() - EDGE
            if near and not self._edge.isActive():
                self._edge.start()
            return
        self._hover_over(self._place)

    def release(self, event: QMouseEvent) -> None:
        """A button was let go."""
        armed, self._armed = self._armed, None
        self._edge.stop()
        later, self._later_line = self._later_line, -1
        gesture = self.gesture
        if gesture is None:
            if self._refusal:
                self.refuse(self._refusal, event.position().toPoint())
                self._refusal = ""
            elif later >= 0:
                self._view.select_line(later)
            elif armed is not None:
                self._add_line(armed[0], armed[2])
            return
        if isinstance(gesture, ASKED):
            if not gesture.by_keys and not gesture.dropped:
                self.drop(gesture)
            return
        if not getattr(gesture, "by_keys", False):
            self.finish()

    def double_click(self, event: QMouseEvent) -> None:
        """Open what lies under the mouse: a link, or a row."""
        link = self.link_at(event.position())
        found = self.hit_at(event.position())
        if self.is_busy:
            return
        if link and (found is None or found.part is Part.ROW):
            self.link_opened.emit(link)
        elif found is not None:
            self._view.row_opened.emit(self._view.chart_row(found.index).row_id)

    def ask_menu(self, place: QPoint, where: QPoint) -> None:
        """Ask for the menu of what lies under the mouse."""
        if self.is_busy:
            return
        found, link = self.hit_at(place), self.link_at(place)
        on_bar = found is not None and found.part is not Part.ROW
        self._choose_link(0 if on_bar else link)
        line = -1 if found is None else found.index
        if line >= 0 and line not in self._view.selected_lines():
            self._view.select_line(line)
        self.menu_asked.emit(line, self.chosen_link, where)

    def ask_menu_of_current(self) -> None:
        """Ask for the menu of the current row, or of the link that was clicked, below its bar."""
        line = self._view.current_line()
        if line >= 0 and not self.is_busy:
            place = self._view.viewport().mapToGlobal(self._view.foot_of(line))
            self.menu_asked.emit(line, self.chosen_link, place)

    def leave(self) -> None:
        """The mouse left the chart."""
        if self.hover >= 0:
            self.hover = -1
            self._view.refresh()

    # --- what lies where ---------------------------------------------------------------------

    def hit_at(self, place: QPoint | QPointF) -> Hit | None:
        """Return what a point lies on: a handle of the row under the mouse, a bar, a row."""
        view = self._view
        found = view.hit_at(place)
        if found is None or not self.enabled or found.index != self.hover:
            return found
        row = view.chart_row(found.index)
        x, y = view.at(place)
        return handle_at(row, found.index, view.scale, view.band, x, y) or found

    def link_at(self, place: QPoint | QPointF) -> int:
        """Return the id of the link under a point, 0 for none."""
        return line_at(self._view.link_lines, *self._view.at(place))

    def _hover_over(self, place: QPointF) -> None:
        found = self._view.hit_at(place)
        line = -1 if found is None or self.is_busy else found.index
        if line != self.hover:
            self.hover = line
            self._view.refresh()
        self._view.viewport().setCursor(self._cursor_at(place))

    def _cursor_at(self, place: QPointF) -> Qt.CursorShape:
        found = self.hit_at(place)
        part = Part.ROW if found is None else found.part
        if found is None or not self.enabled:
            return Qt.CursorShape.ArrowCursor
        if part in LINK_PARTS:
            return Qt.CursorShape.CrossCursor
        if part is Part.PROGRESS:
            return Qt.CursorShape.SplitHCursor
        row = self._view.chart_row(found.index)
        if part in (Part.START, Part.FINISH) and movable(row, part):
            return Qt.CursorShape.SizeHorCursor
        if part is Part.ROW and self.link_at(place):
            return Qt.CursorShape.PointingHandCursor
        return Qt.CursorShape.ArrowCursor

    def _choose_link(self, link_id: int) -> None:
        if link_id != self.chosen_link:
            self.chosen_link = link_id
            self._view.refresh()

    def _select(self, found: Hit | None, event: QMouseEvent) -> None:
        """Choose the row of a bar; on empty ground a frame may follow."""
        view, held = self._view, event.modifiers()
        self._later_line = -1
        if found is None:
            return
        several = view.selected_lines()
        left = event.button() == Qt.MouseButton.LeftButton
        on_bar = found.part is not Part.ROW
        if left and on_bar and held & CTRL:
            view.select_line(found.index, toggle=True)
        elif left and on_bar and held & SHIFT:
            view.select_line(found.index, extend=True)
        elif left and not on_bar and held & (CTRL | SHIFT):
            return
        elif found.index in several and len(several) > 1:
            self._later_line = found.index if left else -1
        else:
            view.select_line(found.index)

    def _add_line(self, found: Hit | None, held: Qt.KeyboardModifier) -> None:
        """Take a line besides those that are chosen, after a click beside its bar."""
        if found is None or found.part is not Part.ROW:
            return
        if held & CTRL:
            self._view.select_line(found.index, toggle=True)
        elif held & SHIFT:
            self._view.select_line(found.index, extend=True)

    # --- gestures ----------------------------------------------------------------------------

    def _begin(self, found: Hit | None, start: QPointF, held: Qt.KeyboardModifier) -> None:
        self._later_line = -1
        view = self._view
        x, y = view.at(start)
        line = view.line_at(start.y())
        row = None if found is None else view.chart_row(found.index)
        if found is not None and row is not None and found.part in LINK_PARTS:
            self.gesture = LinkGesture(found.index, found.part is Part.LINK_FINISH, at=(x, y))
        elif found is not None and row is not None and found.part is Part.PROGRESS:
            self.gesture = ProgressGesture(found.index, row.progress, row.progress)
        elif found is not None and row is not None and found.part in BAR_PARTS:
            if not held & (CTRL | SHIFT):
                self._refusal = self.take(found.index, found.part, view.day_at(start.x()))
                self.refuse(self._refusal, self._place.toPoint())
        elif row is not None and view.is_undated(row.row_id) and not held & (CTRL | SHIFT):
            self._draw(line, row.row_id, start)
        elif held & SHIFT or line == len(view.rows):
            self._draw(min(line, len(view.rows)), 0, start)
        else:
            self.gesture = BandGesture((x, y), (x, y), bool(held & CTRL))
        self._armed = None
        if self.gesture is not None:
            self.hover = -1

    def _draw(self, line: int, row_id: int, start: QPointF) -> None:
        view = self._view
        after = view.chart_row(line).row_id if line < len(view.rows) else 0
        day = view.day_at(start.x())
        days = view.days_of(row_id) if row_id else view.days
        self.gesture = DrawGesture(line, row_id, after, day, days, day)

    def refuse(self, why: str, place: QPoint) -> None:
        """Say at a place of the viewport why nothing moves."""
        if why:
            self.refused.emit(why, self._view.viewport().mapToGlobal(place))

    def take(self, line: int, part: Part, day: int = 0, *, by_keys: bool = False) -> str:
        """Take a row, or what is open in a phase; return why it cannot be moved, else nothing.

        All that are chosen go along if it is one of them.
        """
        view, row = self._view, self._view.chart_row(line)
        lines = view.selected_lines()
        together = {one for one in lines if one < len(view.rows)} if line in lines else {line}
        taken = {one: view.chart_row(one) for one in sorted(together | {line})}
        if part is Part.BODY and any(one.shape is Shape.SUMMARY for one in taken.values()):
            return self._begin_phases(line, taken, day, by_keys=by_keys)
        if movable(row, part):
            self._begin_move(line, part, day, by_keys=by_keys)
        return why_fixed(row, part)

    def _begin_phases(
        self, line: int, taken: dict[int, ChartRow], day: int, *, by_keys: bool
    ) -> str:
        inside = self.inside([row.row_id for row in taken.values()])
        why = inside.why_fixed
        if not why:
            moving = {row.row_id for row in inside.rows} - inside.pinned
            rows = {
                index: row
                for index, row in taken.items()
                if index == line or row.shape is Shape.SUMMARY or row.row_id in moving
            }
            self.gesture = PhaseGesture(
                line, rows, Part.BODY, self._view.days_of, day, by_keys=by_keys, inside=inside
            )
            self._view.refresh()
        return why

    def _begin_move(self, line: int, part: Part, day: int = 0, *, by_keys: bool = False) -> None:
        view = self._view
        lines = view.selected_lines()
        taken = {line: view.chart_row(line)}
        if part is Part.BODY and line in lines:
            taken |= {
                one: view.chart_row(one)
                for one in sorted(lines)
                if one < len(view.rows) and movable(view.chart_row(one), Part.BODY)
            }
        self.gesture = MoveGesture(line, taken, part, view.days_of, day, by_keys=by_keys)
        view.refresh()

    def _take_again(self, gesture: MoveGesture, place: QPointF) -> None:
        """Go on with bars that were let go, if the mouse takes the held one."""
        found = self._view.hit_at(place)
        if found is not None and found.index == gesture.held and found.part in BAR_PARTS:
            gesture.origin = self._view.day_at(place.x()) - gesture.offset()
            gesture.dropped = gesture.by_keys = False

    def _follow(self, gesture: Gesture, place: QPointF) -> None:
        view = self._view
        if isinstance(gesture, MoveGesture):
            if gesture.move_to(view.day_at(place.x())):
                self.moved.emit(gesture)
        elif isinstance(gesture, LinkGesture):
            aim = gesture.target, gesture.type
            self._aim(gesture, place)
            if aim != (gesture.target, gesture.type):
                self.moved.emit(gesture)
        elif isinstance(gesture, ProgressGesture):
            row = view.chart_row(gesture.index)
            start = progress_point(row, gesture.index, view.scale, view.band)
            if row.finish is None or start is None:
                return
            left = view.scale.left(row.finish if row.start is None else row.start)
            width = view.scale.right(row.finish) - left
            gesture.put((view.at(place)[0] - left) / max(1.0, width) * 100)
        elif isinstance(gesture, DrawGesture):
            if gesture.reach(view.day_at(place.x())):
                self.moved.emit(gesture)
        elif isinstance(gesture, BandGesture):
            gesture.end = view.at(place)
            self._choose_in(gesture)
        view.refresh()

    def _aim(self, gesture: LinkGesture, place: QPointF) -> None:
        view = self._view
        gesture.at = view.at(place)
        found = view.hit_at(QPointF(place), as_shown=False)
        gesture.lead(None)
        if found is None or found.index == gesture.source:
            return
        row = view.chart_row(found.index)
        near = handle_at(row, found.index, view.scale, view.band, *gesture.at)
        if found.part is not Part.ROW or near is not None:
            gesture.lead(found.index, (view.chart_row(gesture.source).row_id, row.row_id))
            gesture.enters_start = enters_start(row, gesture.at[0], view.scale)

    def _choose_in(self, gesture: BandGesture) -> None:
        """Choose the rows whose bars the frame touches."""
        view = self._view
        (x1, y1), (x2, y2) = gesture.start, gesture.end
        left, right = min(x1, x2), max(x1, x2)
        lines = set()
        for line in view.band.visible(min(y1, y2), max(y1, y2)):
            row = view.chart_row(line)
            if row.finish is None:
                continue
            first = view.scale.left(row.finish if row.start is None else row.start)
            if first <= right and view.scale.right(row.finish) >= left:
                lines.add(line)
        view.select_lines(lines, add=gesture.add)

    def drop(self, gesture: Asked) -> None:
        """Let a gesture wait for a word: what others have to say about it is up to the screen."""
        if not gesture.is_changed:
            self.cancel()
            return
        self.gesture = gesture
        gesture.dropped = True
        self.dropped.emit(gesture)

    def finish(self) -> None:
        """Take what the gesture under way has come to."""
        gesture = self.gesture
        view = self._view
        if isinstance(gesture, ASKED):
            if gesture.is_changed:
                self.accepted.emit(gesture)
            else:
                self.cancel()
            return
        self.gesture = None
        view.refresh()
        if isinstance(gesture, ProgressGesture) and gesture.percent != gesture.before:
            self.progressed.emit(view.chart_row(gesture.index).row_id, gesture.percent)
        else:
            self.moved.emit(None)
        if gesture is not None:
            self._leave(gesture)

    def done(self) -> None:
        """The screen has taken or refused what was moved."""
        self.gesture = None
        self._view.refresh()

    def _scroll_along(self) -> None:
        """Scroll while the mouse drags at an edge of the view."""
        if self.gesture is None:
            self._edge.stop()
            return
        bar, width = self._view.horizontalScrollBar(), self._view.viewport().width()
        x = self._place.x()
        if EDGE < x < width - EDGE:
            self._edge.stop()
            return
        bar.setValue(bar.value() + (EDGE_STEP if x >= width - EDGE else -EDGE_STEP))
        self._follow(self.gesture, self._place)

    def press_key(self, event: QKeyEvent) -> bool:
        """Take a key that belongs to a gesture; return whether it was one."""
        return self.keys.press(event)
