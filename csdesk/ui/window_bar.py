"""The bar of the golden window: days used, and where the first value is expected."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from csdesk.ui.signs import diamond_path
from csdesk.ui.theme import Tokens

TRACK = 6.0


@dataclass(frozen=True, kw_only=True, slots=True)
class WindowLook:
    """What the bar shows: parts of the window's length, 0 to 1; past 1 is outside."""

    used: float
    value: float | None = None
    reached: bool = False
    before: float | None = None  # the forecast before a move
    grave: bool = True  # a next value only warns when it is late

    @property
    def late(self) -> bool:
        """Whether value comes after the window's end."""
        return self.value is not None and self.value > 1 and not self.reached


def paint_window_bar(
    painter: QPainter,
    box: QRectF,
    look: WindowLook,
    tokens: Tokens,
    *,
    half: float = 5.0,
    plate: QColor | None = None,
    today: bool = False,
) -> None:
    """Paint the track over the width of `box`, centred in its height; `plate` lies under marks."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    middle = box.center().y()
    thick = 8.0 if today else TRACK
    track = QRectF(box.left(), middle - thick / 2, box.width(), thick)
    late = late_color(look, tokens)
    painter.setBrush(tokens.track)
    painter.drawRoundedRect(track, thick / 2, thick / 2)
    used = min(1.0, max(0.0, look.used))
    if used > 0:
        filled = QRectF(track)
        filled.setWidth(max(thick, track.width() * used))
        painter.setBrush(late if look.late else tokens.muted)
        painter.drawRoundedRect(filled, thick / 2, thick / 2)
    ground = plate or tokens.surface
    if today:
        x = round(track.left() + track.width() * used)
        painter.fillRect(QRectF(x - 1, middle - 8, 2, 16), tokens.ink)
    if look.before is not None:
        painter.setPen(QPen(tokens.value, 1.2, Qt.PenStyle.CustomDashLine))
        pen = painter.pen()
        pen.setDashPattern([2.0, 1.6])
        painter.setPen(pen)
        painter.setBrush(ground)
        painter.drawPath(diamond_path(QPointF(_place(box, look.before), middle), half))
    if look.value is not None:
        color = tokens.ok if look.reached else late if look.late else tokens.value
        painter.setPen(QPen(ground, 1.5))
        painter.setBrush(color)
        painter.drawPath(diamond_path(QPointF(_place(box, look.value), middle), half))
    painter.restore()


def late_color(look: WindowLook, tokens: Tokens) -> QColor:
    """Return the colour of a value that comes after the window's end."""
    return tokens.bad if look.grave else tokens.warn


def _place(box: QRectF, part: float) -> float:
    """Return x of a part; past the end the mark stands just outside the track."""
    if part > 1:
        return box.right() + 6
    return box.left() + box.width() * max(0.0, part)
