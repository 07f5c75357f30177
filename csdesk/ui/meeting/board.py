"""What the wall is painted with: sizes of a picture 1080 high, words that are never too small."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from csdesk.domain.codes import Side
from csdesk.domain.labels import SIDE_LETTERS
from csdesk.i18n import Translator
from csdesk.ui.fonts import baseline
from csdesk.ui.signs import diamond_path, star_path
from csdesk.ui.theme import Tokens
from csdesk.ui.widgets.text import face, wrap_lines

DRAWN: Final = 1080.0  # the height that all sizes are given for
TEXT: Final = 40  # 1/27 of the height: nothing is smaller
STRONG, HEAD, CLOCK = 48, 62, 106
BOX: Final = 1.36  # height of a line box by the size of its words


@dataclass(frozen=True, slots=True)
class Painted:
    """Words that stand on the wall: where, how high, and whether they are cut."""

    text: str
    box: QRectF
    size: float
    cut: bool


@lru_cache(maxsize=4096)
def _wrapped(
    text: str, width: float, most: int, language: str, size: int, bold: bool
) -> tuple[str, ...]:
    """Break words into lines; the wall shows the same words again and again."""
    _, metrics = face(language, size, bold)
    if len(text) < 200 and "\n" not in text and metrics.horizontalAdvance(text) <= width:
        return (text,)
    return tuple(wrap_lines(text, width, most, language=language, size=size, bold=bold))


class Board:
    """Paints in units of a picture 1080 high; what it wrote is kept in `painted`."""

    def __init__(self, painter: QPainter, height: float, words: Translator, tokens: Tokens) -> None:
        self.painter, self.words, self.tokens = painter, words, tokens
        self.scale = height / DRAWN
        self.painted: list[Painted] = []
        self.shortened: list[str] = []  # texts of which the last line is cut
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def px(self, units: float) -> float:
        """Return pixels of so many units."""
        return units * self.scale

    def size(self, units: float) -> int:
        """Return the whole pixels of a font; those of the smallest words are never less."""
        return max(1, round(units * self.scale))

    def width(self, text: str, size: float = TEXT, *, bold: bool = False) -> float:
        """Return how wide words are, in units."""
        _, metrics = face(self.words.language, self.size(size), bold)
        return metrics.horizontalAdvance(text) / self.scale

    def line(
        self,
        x: float,
        y: float,
        width: float,
        text: str,
        *,
        size: float = TEXT,
        bold: bool = False,
        color: QColor | None = None,
        align: str = "left",
    ) -> float:
        """Write one line in a box whose top is `y`; returns its width in units."""
        if not text:
            return 0.0
        chosen, metrics = face(self.words.language, self.size(size), bold)
        shown, room = text, self.px(width)
        needed = metrics.horizontalAdvance(text)
        cut = needed > room + 0.5
        if cut:
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            needed = metrics.horizontalAdvance(shown)
        left = self.px(x)
        if align == "right":
            left += room - needed
        elif align == "center":
            left += (room - needed) / 2
        high = self.px(size * BOX)
        self.painter.setFont(chosen)
        self.painter.setPen(color or self.tokens.text)
        self.painter.drawText(QPointF(left, baseline(metrics, self.px(y), high)), shown)
        box = QRectF(left, self.px(y), needed, high)
        self.painted.append(Painted(shown, box, self.size(size), cut))
        return needed / self.scale

    def wrapped(
        self, text: str, width: float, *, size: float = TEXT, bold: bool = False, most: int = 4
    ) -> list[str]:
        """Break words into lines of this width."""
        if not text.strip():
            return []
        found = list(
            _wrapped(text, self.px(width), most, self.words.language, self.size(size), bold)
        )
        if found[-1].endswith("…") and not text.rstrip().endswith("…"):
            self.shortened.append(text)
        return found

    def lines(
        self,
        x: float,
        y: float,
        width: float,
        texts: Sequence[str],
        *,
        size: float = TEXT,
        bold: bool = False,
        color: QColor | None = None,
    ) -> float:
        """Write lines below each other; returns the height in units."""
        for place, text in enumerate(texts):
            top = y + place * size * BOX
            self.line(x, top, width + 2, text, size=size, bold=bold, color=color)
        return len(texts) * size * BOX

    def fill(self, x: float, y: float, width: float, height: float, color: QColor) -> None:
        """Fill a rectangle."""
        self.painter.fillRect(
            QRectF(self.px(x), self.px(y), self.px(width), self.px(height)), color
        )

    def rule(self, x: float, y: float, width: float, color: QColor | None = None) -> None:
        """Draw a hairline."""
        height = max(1.0, round(self.px(1.4)))
        self.painter.fillRect(
            QRectF(self.px(x), round(self.px(y)), self.px(width), height),
            color or self.tokens.line,
        )

    def cap(
        self, x: float, y: float, text: str, *, filled: bool = False, size: float = TEXT
    ) -> float:
        """Draw the cap of a key in a line box; returns its width."""
        wide = max(52.0, self.width(text, size, bold=True) + 26)
        high = 54.0
        top = y + (size * BOX - high) / 2
        box = QRectF(self.px(x), self.px(top), self.px(wide), self.px(high))
        tokens = self.tokens
        self.painter.setPen(
            Qt.PenStyle.NoPen if filled else QPen(tokens.line2, max(1.0, self.px(2)))
        )
        self.painter.setBrush(tokens.accentfill if filled else Qt.BrushStyle.NoBrush)
        self.painter.drawRoundedRect(box, self.px(8), self.px(8))
        color = tokens.onaccent if filled else tokens.text
        self.line(x, y, wide, text, size=size, bold=True, color=color, align="center")
        return wide

    def chip(self, x: float, y: float, side: Side, *, size: float = TEXT) -> float:
        """Draw the letter of an owner's side in a line box; returns its width."""
        wide = 56.0
        top = y + (size * BOX - wide) / 2
        box = QRectF(self.px(x), self.px(top), self.px(wide), self.px(wide))
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.tokens.side_soft(side))
        self.painter.drawRoundedRect(box, self.px(10), self.px(10))
        letter = self.words.text(SIDE_LETTERS[side])
        color = self.tokens.side_text(side)
        self.line(x, y, wide, letter, size=size, bold=True, color=color, align="center")
        return wide

    def tick(self, x: float, y: float, color: QColor, size: float = TEXT) -> float:
        """Draw a tick in a line box; returns its width."""
        middle = y + size * BOX / 2
        pen = QPen(color, self.px(6))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        self.painter.setPen(pen)
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        points = ((4, 1), (13, 10), (32, -9))
        self.painter.drawPolyline(
            QPolygonF([QPointF(self.px(x + dx), self.px(middle + dy)) for dx, dy in points])
        )
        return 36.0

    def ring(self, x: float, y: float, color: QColor, *, crossed: bool = False) -> float:
        """Draw a ring in a line box, empty or crossed out; returns its width."""
        middle = QPointF(self.px(x + 18), self.px(y + TEXT * BOX / 2))
        self.painter.setPen(QPen(color, self.px(4)))
        self.painter.setBrush(Qt.BrushStyle.NoBrush)
        self.painter.drawEllipse(middle, self.px(15), self.px(15))
        if crossed:
            reach = self.px(7)
            for turn in (1, -1):
                step = QPointF(reach, reach * turn)
                self.painter.drawLine(middle - step, middle + step)
        return 36.0

    def diamond(self, x: float, y: float, half: float, color: QColor, *, star: bool) -> None:
        """Draw a milestone around a point, set off from the line below it."""
        middle = QPointF(self.px(x), self.px(y))
        self.painter.setPen(Qt.PenStyle.NoPen)
        self.painter.setBrush(self.tokens.surface)
        self.painter.drawPath(diamond_path(middle, self.px(half + 12)))
        self.painter.setBrush(color)
        path = diamond_path(middle, self.px(half))
        if star:
            path = path.subtracted(star_path(middle, self.px(half * 0.5)))
        self.painter.drawPath(path)
