"""The keys of gestures on the chart: what the mouse can do, the keyboard does too."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from csdesk.domain.errors import N_
from csdesk.layout.chart import Look, Part, Shape
from csdesk.ui.gantt.gestures import (
    NO_DATES,
    LinkGesture,
    MoveGesture,
    PhaseGesture,
    ProgressGesture,
    UnlinkGesture,
    movable,
    why_fixed,
)

if TYPE_CHECKING:
    from csdesk.ui.gantt.input import ChartInput
    from csdesk.ui.gantt.view import GanttView

_SIDEWAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_UPRIGHT = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class GestureKeys:
    """Begins gestures by keys, and lets keys steer them until Enter or Esc."""

    def __init__(self, view: "GanttView", chart_input: "ChartInput") -> None:
        self._view = view
        self._input = chart_input

    # --- begin -------------------------------------------------------------------------------

    def move(self, line: int) -> bool:
        """Take a row or a phase, with all that are chosen; return whether it can be moved.

        Why it cannot is said below its bar.
        """
        if not self._can_begin(line):
            return False
        row = self._view.chart_row(line)
        whole = row.shape is Shape.SUMMARY or not movable(row, Part.FINISH)
        part = Part.BODY if whole or movable(row, Part.BODY) else Part.FINISH
        why = self._input.take(line, part, by_keys=True)
        if why:
            return self._refuse(line, why)
        self._show(line)
        return True

    def link(self, line: int) -> bool:
        """Begin a link at a row; up and down choose where it leads."""
        if not self._can_begin(line):
            return False
        if self._view.chart_row(line).finish is None:
            return self._refuse(line, NO_DATES)
        self._show(line)
        gesture = LinkGesture(line, by_keys=True)
        self._input.gesture = gesture
        self._aim(gesture, 1)
        return True

    def unlink(self, line: int) -> bool:
        """Choose among the links of a row, those that lead to it first; a single one is chosen."""
        if not self._can_begin(line):
            return False
        links = self._view.links_of(line)
        if not links:
            return self._refuse(line, N_("It has no link that could be taken away."))
        self._show(line)
        gesture = UnlinkGesture(line, links)
        if len(links) == 1:
            self._input.drop(gesture)
        else:
            self._input.gesture = gesture
            self._input.moved.emit(gesture)
        self._view.refresh()
        return True

    def progress(self, line: int) -> bool:
        """Begin to say how far a row is."""
        if not self._can_begin(line):
            return False
        row = self._view.chart_row(line)
        if row.shape is Shape.SUMMARY:
            return self._refuse(
                line, N_("A phase is as far as its rows: set the progress of these.")
            )
        if row.shape.is_point:
            return self._refuse(line, N_("A milestone is reached or not: set its status."))
        if row.finish is None:
            return self._refuse(line, NO_DATES)
        if row.days or row.look not in (Look.OPEN, Look.DONE):
            return self._refuse(
                line, N_("Its progress is typed into its cell, or follows its status.")
            )
        self._show(line)
        self._input.gesture = ProgressGesture(line, row.progress, row.progress, by_keys=True)
        self._view.refresh()
        return True

    def _can_begin(self, line: int) -> bool:
        fits = 0 <= line < len(self._view.rows)
        return fits and self._input.enabled and not self._input.is_busy

    def _refuse(self, line: int, why: str) -> bool:
        """Say below a row why nothing begins; return that."""
        self._view.show_row(line)
        self._input.refuse(why, self._view.foot_of(line))
        return False

    def _show(self, line: int) -> None:
        self._view.show_row(line)
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- steer -------------------------------------------------------------------------------

    def press(self, event: QKeyEvent) -> bool:
        """Give a key to the gesture under way; return whether there is one that takes it."""
        gesture, key = self._input.gesture, Qt.Key(event.key())
        if gesture is None:
            return self._steer_chosen_link(key)
        if key == Qt.Key.Key_Escape:
            self._input.cancel()
        elif key in _ENTER:
            self._input.finish()
        elif isinstance(gesture, MoveGesture):
            self._steer_move(gesture, key, event)
        elif isinstance(gesture, LinkGesture):
            self._steer_link(gesture, key)
        elif isinstance(gesture, UnlinkGesture):
            if key in _UPRIGHT:
                gesture.step(_UPRIGHT[key])
                self._input.moved.emit(gesture)
            elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self._input.finish()
        elif isinstance(gesture, ProgressGesture):
            self._steer_progress(gesture, key, event.text())
        self._view.refresh()
        return True

    def _steer_chosen_link(self, key: Qt.Key) -> bool:
        """Take away the link that was clicked, open it, or let go of it."""
        link = self._input.chosen_link
        if not link:
            return False
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._input.chosen_link = 0
            found = self._view.link_of(link)
            if found is not None:
                self._input.drop(UnlinkGesture(found.successor, [link]))
        elif key in _ENTER:
            self._input.link_opened.emit(link)
        elif key == Qt.Key.Key_Escape:
            self._input.chosen_link = 0
            self._view.refresh()
        else:
            return False
        return True

    def _steer_move(self, gesture: MoveGesture, key: Qt.Key, event: QKeyEvent) -> None:
        if key not in _SIDEWAYS:
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if shift and isinstance(gesture, PhaseGesture):
            why = why_fixed(gesture.row, Part.FINISH)
            self._input.refuse(why, self._view.foot_of(gesture.held))
            return
        if shift and gesture.part is Part.BODY and not gesture.row.shape.is_point:
            if gesture.is_changed or len(gesture.rows) > 1:
                return
            gesture.part = Part.FINISH
        if gesture.step(_SIDEWAYS[key]):
            self._input.moved.emit(gesture)

    def _steer_link(self, gesture: LinkGesture, key: Qt.Key) -> None:
        if key in _UPRIGHT:
            self._aim(gesture, _UPRIGHT[key])
        elif key in _SIDEWAYS:
            gesture.turn()
            self._input.moved.emit(gesture)

    def _aim(self, gesture: LinkGesture, step: int) -> None:
        """Lead the link to the next row that has dates."""
        view = self._view
        line = gesture.source if gesture.target is None else gesture.target
        while 0 <= line + step < len(view.rows):
            line += step
            row = view.chart_row(line)
            if line != gesture.source and row.finish is not None:
                gesture.lead(line, (view.chart_row(gesture.source).row_id, row.row_id))
                view.scroll_to_line(line)
                self._input.moved.emit(gesture)
                break
        view.refresh()

    def _steer_progress(self, gesture: ProgressGesture, key: Qt.Key, text: str) -> None:
        if key in _SIDEWAYS:
            gesture.put(gesture.percent + 5 * _SIDEWAYS[key])
        elif key == Qt.Key.Key_Home:
            gesture.put(0)
        elif key == Qt.Key.Key_End:
            gesture.put(100)
        elif key == Qt.Key.Key_Backspace:
            gesture.typed = gesture.typed[:-1]
            gesture.percent = int(gesture.typed or "0")
        elif text.isdigit() and text.isascii():
            gesture.type_digit(text)
