"""How the wheel and the keys take one about in a chart."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent

if TYPE_CHECKING:
    from csdesk.ui.gantt.view import GanttView

SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
WEEK, MONTH = 7, 28  # days of one key sideways


def turn_wheel(view: "GanttView", event: QWheelEvent) -> bool:
    """Zoom with Ctrl, go sideways with Shift, follow a touchpad; return whether that was it."""
    across, down = view.horizontalScrollBar(), view.verticalScrollBar()
    held, turn, fine = event.modifiers(), event.angleDelta(), event.pixelDelta()
    if held & CTRL:
        view.zoom_by(turn.y() / 120, event.position().x())
    elif held & SHIFT and turn.y():
        across.setValue(across.value() - turn.y())
    elif not fine.isNull():
        across.setValue(across.value() - fine.x())
        down.setValue(down.value() - fine.y())
    else:
        return False
    event.accept()
    return True


def press_key(view: "GanttView", event: QKeyEvent) -> bool:
    """Left and right by a week, with Ctrl by a month; Home and End to the ends; + − zoom.

    Up and down go from line to line. Return whether the key was one of these.
    """
    keys, key, held = Qt.Key, event.key(), event.modifiers()
    bar, span = view.horizontalScrollBar(), view.span()
    if key in (keys.Key_Left, keys.Key_Right):
        days = (MONTH if held & CTRL else WEEK) * (1 if key == keys.Key_Right else -1)
        bar.setValue(bar.value() + round(days * view.pixels))
    elif key in (keys.Key_Home, keys.Key_End) and span is not None:
        view.show_day(span[0 if key == keys.Key_Home else 1])
    elif key in (keys.Key_Up, keys.Key_Down):
        return view.step_line(1 if key == keys.Key_Down else -1, extend=bool(held & SHIFT))
    elif event.text() in ("+", "-") and not held & CTRL:
        view.zoom_by(1 if event.text() == "+" else -1)
    else:
        return False
    return True
