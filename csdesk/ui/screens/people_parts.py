"""What the people tab is made of: a person's line with the attitude as sign and word."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.domain.codes import Attitude
from csdesk.domain.labels import ATTITUDE_LABELS
from csdesk.ui.fonts import BASE, LINE_BOX, SMALL
from csdesk.ui.screens.overview import Line
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.text import Label, paint_line

SIGN = 12
ASIDE = 170  # the room of attitude and last talk


class PersonLine(Line):
    """A person: name, role and ways to reach; what is in it for them; attitude at the right."""

    def __init__(
        self, services: Services, name: str, facts: str, value: str, right: str,
        attitude: Attitude = Attitude.UNKNOWN,
    ) -> None:  # fmt: skip
        super().__init__(services, name, facts)
        self._value, self._aside, self._attitude = value, right, attitude
        word = services.translator.text(ATTITUDE_LABELS[attitude])
        self._word = "" if attitude is Attitude.UNKNOWN else word
        self.setFixedHeight(44 + (LINE_BOX[SMALL] + 2 if value else 0))
        told = [part for part in (self._word, facts, value, right) if part]
        self.setAccessibleDescription(services.translator.facts(told))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t, language = self._services.tokens, self._services.language
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hot or self.hasFocus():
            painter.setPen(QPen(t.accent, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(t.hover)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        width, top = self.width() - 16.0, 6.0
        narrow = width - ASIDE - 12
        if self._word:
            used = paint_line(
                painter, self.width() - 8.0 - ASIDE, top, ASIDE, self._word,
                language=language, color=t.text, size=SMALL, right=True,
            )  # fmt: skip
            middle = QPointF(self.width() - 8 - used - 6 - SIGN / 2, top + LINE_BOX[BASE] / 2 - 1)
            paint_attitude(painter, middle, self._attitude, self._services)
        paint_line(painter, 8, top, narrow, self._first, language=language, color=t.text)
        top += LINE_BOX[BASE]
        paint_line(
            painter, self.width() - 8.0 - ASIDE, top, ASIDE, self._aside,
            language=language, color=t.muted, size=SMALL, right=True,
        )  # fmt: skip
        paint_line(
            painter, 8, top, narrow, self._second, language=language, color=t.muted, size=SMALL
        )
        if self._value:
            top += LINE_BOX[SMALL] + 2
            paint_line(
                painter, 8, top, width, self._value, language=language, color=t.text, size=SMALL
            )


def paint_attitude(
    painter: QPainter, middle: QPointF, attitude: Attitude, services: Services
) -> None:
    """Paint the sign of an attitude: a disc with plus, a ring with a bar, a diamond with minus."""
    t, half = services.tokens, SIGN / 2
    color: QColor = {Attitude.SUPPORTER: t.ok, Attitude.OPPONENT: t.bad}.get(attitude, t.hold)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    stroke = t.surface
    if attitude is Attitude.SUPPORTER:
        painter.drawEllipse(middle, half, half)
    elif attitude is Attitude.OPPONENT:
        edges = [QPointF(0, -half - 1), QPointF(half + 1, 0), QPointF(0, half + 1)]
        painter.drawPolygon(QPolygonF([middle + one for one in (*edges, QPointF(-half - 1, 0))]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, 1.35))
        painter.drawEllipse(middle, half - 0.7, half - 0.7)
        stroke = color
    painter.setPen(QPen(stroke, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    bar = 2.6
    painter.drawLine(middle + QPointF(-bar, 0), middle + QPointF(bar, 0))
    if attitude is Attitude.SUPPORTER:
        painter.drawLine(middle + QPointF(0, -bar), middle + QPointF(0, bar))
    painter.restore()


class Offer(QWidget):
    """A sentence, a second one, and the button that acts on it; `key` is told on the button."""

    def __init__(
        self, services: Services, text: str, second: str, action: str, *, key: str = ""
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(12)
        lines = QVBoxLayout()
        lines.setSpacing(1)
        lines.addWidget(Label(services, text, wrap=True))
        if second:
            lines.addWidget(Label(services, second, size=SMALL, tone="muted", wrap=True))
        row.addLayout(lines, 1)
        self.button = Button(
            services, action, size=SMALL, height=24, key=key, name=f"{text}: {action}"
        )
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
