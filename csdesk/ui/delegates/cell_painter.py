"""Draws the content of a cell: signs and words on one baseline, cut where they do not fit."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QStaticText, QTextLayout

from csdesk.layout.chart import Look as BarLook
from csdesk.layout.chart import Shape
from csdesk.ui.delegates.look import Look
from csdesk.ui.fonts import BASE, SMALL, baseline_in
from csdesk.ui.models.cells import Cell

BOX = 14.0
SIGN_GAP, CHIP_GAP = 6.0, 6.0
CHEVRON = 20.0
MOST_WORDS = 4096  # whose widths are kept


def draw_chevron(painter: QPainter, at: QPointF, look: Look, *, is_open: bool) -> None:
    """Paint a chevron around `at`: down when open, right when closed."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(look.tokens.muted, 1.35)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if is_open:
        corners = [QPointF(-3.5, -1.75), QPointF(0, 1.75), QPointF(3.5, -1.75)]
    else:
        corners = [QPointF(-1.75, -3.5), QPointF(1.75, 0), QPointF(-1.75, 3.5)]
    painter.drawPolyline([at + corner for corner in corners])


class CellPainter:
    """Paints cells with one look; words are measured and laid out once."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._faces = {
            (small, bold): look.face(SMALL if small else BASE, bold=bold)
            for small in (False, True)
            for bold in (False, True)
        }
        self._caps = {key: metrics.capHeight() for key, (_, metrics) in self._faces.items()}
        self._widths: dict[tuple[str, bool, bool], float] = {}
        self._laid: dict[tuple[str, bool, bool], tuple[QStaticText, float]] = {}

    def draw(self, painter: QPainter, box: QRectF, shown: Cell) -> float:
        """Paint a cell into `box`; return where its words end."""
        x = box.left() + shown.indent
        middle = box.center().y()
        signs = self._look.signs
        if shown.chevron is not None:
            at = QPointF(x + 6, round(middle) + 0.5)
            draw_chevron(painter, at, self._look, is_open=shown.chevron)
            x += CHEVRON
        if shown.check is not None:
            self._draw_check(painter, x, middle, on=shown.check, partly=shown.partly)
            x += BOX + 10
        if shown.diamond is not None:
            shape, bar = shown.diamond
            value, done = shape is Shape.VALUE, bar is BarLook.DONE
            x += signs.milestone(painter, x, middle, value=value, done=done) + SIGN_GAP
        if shown.side is not None:
            x += signs.side(painter, x, middle, shown.side) + CHIP_GAP
        if shown.status is not None:
            x += signs.status(painter, x, middle, shown.status) + SIGN_GAP
        return self._draw_words(painter, QRectF(x, box.top(), box.right() - x, box.height()), shown)

    def _draw_words(self, painter: QPainter, box: QRectF, shown: Cell) -> float:
        small, bold = shown.small, shown.bold
        face, metrics = self._faces[small, bold]
        y = box.top() + (box.height() + self._caps[small, bold]) / 2
        painter.setFont(face)
        x, right = box.left(), box.right()
        if shown.right:
            x = max(x, right - self._width(shown.text, small, bold))
        for words in shown.words:
            room = right - x
            if room <= 4:
                return x
            text, width = words.text, self._width(words.text, small, bold)
            if width > room:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
                width = metrics.horizontalAdvance(text)
            painter.setPen(self._look.color(words.tone))
            laid, ascent = self._laid_out(text, small, bold)
            painter.drawStaticText(QPointF(x, y - ascent), laid)
            x += width
        if shown.count:
            x = self._draw_aside(painter, box, x + 8, shown.count)
        if shown.remark:
            x = self._draw_aside(painter, box, x + (20 if shown.count else 8), shown.remark)
        return x

    def _width(self, text: str, small: bool, bold: bool) -> float:
        key = text, small, bold
        width = self._widths.get(key)
        if width is None:
            if len(self._widths) >= MOST_WORDS:
                self._widths.clear()
            width = self._widths[key] = self._faces[small, bold][1].horizontalAdvance(text)
        return width

    def _laid_out(self, text: str, small: bool, bold: bool) -> tuple[QStaticText, float]:
        """Return words laid out once, and how far their baseline lies below their top."""
        key = text, small, bold
        found = self._laid.get(key)
        if found is None:
            if len(self._laid) >= MOST_WORDS:
                self._laid.clear()
            face = self._faces[small, bold][0]
            words = QStaticText(text)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.prepare(font=face)
            layout = QTextLayout(text, face)
            layout.beginLayout()
            line = layout.createLine()
            layout.endLayout()
            found = self._laid[key] = words, line.ascent()
        return found

    def _draw_aside(self, painter: QPainter, box: QRectF, x: float, text: str) -> float:
        face, metrics = self._look.face(SMALL)
        painter.setFont(face)
        painter.setPen(self._look.tokens.muted)
        room = box.right() - x
        if room <= 8:
            return x
        cut = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(x, baseline_in(metrics, box)), cut)
        return x + metrics.horizontalAdvance(cut)

    def _draw_check(
        self, painter: QPainter, x: float, middle: float, *, on: bool, partly: bool
    ) -> None:
        tokens = self._look.tokens
        box = QRectF(x, round(middle - BOX / 2), BOX, BOX)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if partly and not on:
            painter.setPen(QPen(tokens.accentfill, 1.35))
            painter.setBrush(tokens.surface)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            painter.drawLine(
                QPointF(x + 4, box.center().y()), QPointF(x + BOX - 4, box.center().y())
            )
            return
        painter.setPen(QPen(tokens.accentfill if on else tokens.line2, 1.0))
        painter.setBrush(tokens.accentfill if on else tokens.surface)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if on:
            pen = QPen(tokens.onaccent, 1.6)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            corners = [QPointF(3.6, 7.2), QPointF(6.2, 9.8), QPointF(10.6, 4.6)]
            painter.drawPolyline([box.topLeft() + corner for corner in corners])
