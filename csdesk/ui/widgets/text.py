"""Text in our line boxes: words in runs, wrapped where there is room for more lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from csdesk.ui.fonts import BASE, LINE_BOX, baseline, font
from csdesk.ui.widgets.han_words import keep_words, plain_text

if TYPE_CHECKING:
    from csdesk.ui.services import Services


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text with its own colour and weight; None keeps the widget's."""

    text: str
    color: QColor | None = None
    bold: bool | None = None


@lru_cache(maxsize=64)
def face(language: str, size: int, bold: bool) -> tuple[QFont, QFontMetricsF]:
    """Return a font of the language's stack and its metrics."""
    chosen = font(language, size, bold=bold)
    return chosen, QFontMetricsF(chosen)


def paint_line(
    painter: QPainter,
    left: float,
    top: float,
    width: float,
    text: str,
    *,
    language: str,
    color: QColor,
    size: int = BASE,
    bold: bool = False,
    right: bool = False,
) -> float:
    """Paint one line in its box, cut with an ellipsis where it is too long; return its width."""
    chosen, metrics = face(language, size, bold)
    shown = text
    needed = metrics.horizontalAdvance(text)
    if needed > width:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
        needed = metrics.horizontalAdvance(shown)
    painter.setFont(chosen)
    painter.setPen(color)
    x = left + width - needed if right else left
    painter.drawText(QPointF(x, baseline(metrics, top, LINE_BOX[size])), shown)
    return needed


def wrap_lines(
    text: str, width: float, lines: int, *, language: str, size: int = BASE, bold: bool = False
) -> list[str]:
    """Break a text into at most `lines` lines; the last one is cut with an ellipsis.

    Chinese words stay whole, unless a line more would be needed for that.
    """
    chosen, metrics = face(language, size, bold)
    kept = keep_words(text)
    found, cut = _break(kept, width, lines, chosen, metrics)
    if cut and kept != text:
        plain, plain_cut = _break(text, width, lines, chosen, metrics)
        if not plain_cut:
            found = plain
    return found


def _break(
    text: str, width: float, lines: int, chosen: QFont, metrics: QFontMetricsF
) -> tuple[list[str], bool]:
    """Return the lines of a text, and whether the last one is cut."""
    layout = QTextLayout(text, chosen)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    found: list[str] = []
    cut = False
    while True:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        if len(found) == lines - 1:
            rest = plain_text(text[line.textStart() :])
            found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
            cut = found[-1] != rest
            break
        whole = text[line.textStart() : line.textStart() + line.textLength()]
        found.append(plain_text(whole).rstrip())
    layout.endLayout()
    return found, cut


class Text(QWidget):
    """A label of one or more lines whose height is that of the design's line boxes."""

    def __init__(
        self,
        text: str | Sequence[Run] = "",
        *,
        language: str,
        color: QColor,
        size: int = BASE,
        bold: bool = False,
        wrap: bool = False,
        right: bool = False,
        leading: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._language = language
        self._color = color
        self._size, self._bold, self._wrap, self._right = size, bold, wrap, right
        self._leading = leading or LINE_BOX[size]
        self._runs: tuple[Run, ...] = ()
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(
            QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Minimum
        )
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self.set_text(text)

    @property
    def text(self) -> str:
        """The words without their looks."""
        return "".join(run.text for run in self._runs)

    def shrink(self) -> "Text":
        """Let the text be cut where there is no room, instead of asking for its whole width."""
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
        self.setSizePolicy(policy)
        return self

    def set_text(self, text: str | Sequence[Run], color: QColor | None = None) -> None:
        """Show other words."""
        self._runs = (Run(text),) if isinstance(text, str) else tuple(text)
        if color is not None:
            self._color = color
        self.setAccessibleName(self.text)
        self.updateGeometry()
        self.update()

    def _layout(self, width: float) -> tuple[QTextLayout, int]:
        chosen, _ = face(self._language, self._size, self._bold)
        texts = [keep_words(run.text) if self._wrap else run.text for run in self._runs]
        layout = QTextLayout("".join(texts), chosen)
        option = QTextOption(
            Qt.AlignmentFlag.AlignRight if self._right else Qt.AlignmentFlag.AlignLeft
        )
        option.setWrapMode(
            QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
            if self._wrap
            else QTextOption.WrapMode.NoWrap
        )
        layout.setTextOption(option)
        ranges = []
        place = 0
        for run, text in zip(self._runs, texts, strict=True):
            look = QTextCharFormat()
            look.setForeground(run.color or self._color)
            bold = self._bold if run.bold is None else run.bold
            look.setFont(face(self._language, self._size, bold)[0])
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = place, _units(text), look
            ranges.append(part)
            place += _units(text)
        layout.setFormats(ranges)
        layout.beginLayout()
        count = 0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(1.0, width))
            _, metrics = face(self._language, self._size, self._bold)
            top = count * self._leading
            line.setPosition(QPointF(0, baseline(metrics, top, self._leading) - line.ascent()))
            count += 1
        layout.endLayout()
        return layout, max(1, count)

    @override
    def hasHeightForWidth(self) -> bool:
        return self._wrap

    @override
    def heightForWidth(self, width: int) -> int:
        return self._layout(width)[1] * self._leading if self._wrap else self._leading

    @override
    def sizeHint(self) -> QSize:
        width = 0.0
        for run in self._runs:
            bold = self._bold if run.bold is None else run.bold
            width += face(self._language, self._size, bold)[1].horizontalAdvance(run.text)
        if self._wrap:
            given = self.width() if self.width() > 0 else 280
            return QSize(min(int(width) + 2, 280), self.heightForWidth(given))
        return QSize(int(width) + 2, self._leading)

    @override
    def minimumSizeHint(self) -> QSize:
        if self._wrap:
            return QSize(40, self._leading)
        return QSize(min(self.sizeHint().width(), 24), self._leading)

    def is_cut(self) -> bool:
        """Whether words end with an ellipsis for want of room."""
        return not self._wrap and self.sizeHint().width() - 2 > self.width()

    @override
    def event(self, event: QEvent) -> bool:
        """Say in full what is cut."""
        if event.type() == QEvent.Type.ToolTip and self.is_cut() and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.text, self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if not self._wrap and (len(self._runs) == 1 or not self._right):
            self._paint_runs(painter)
            return
        layout, _ = self._layout(self.width())
        painter.setPen(self._color)
        layout.draw(painter, QPointF(0, 0))

    def _paint_runs(self, painter: QPainter) -> None:
        """Paint one line, run after run; what has no room ends with an ellipsis."""
        left = 0.0
        for run in self._runs:
            if left >= self.width():
                return
            left += paint_line(
                painter,
                left,
                (self.height() - LINE_BOX[self._size]) / 2,
                self.width() - left,
                run.text,
                language=self._language,
                color=run.color or self._color,
                size=self._size,
                bold=self._bold if run.bold is None else run.bold,
                right=self._right,
            )


def _units(text: str) -> int:
    """Return the length of a text in the units that Qt counts."""
    return len(text.encode("utf-16-le")) // 2


class Label(Text):
    """A text in a colour of the theme, named by its token."""

    def __init__(
        self,
        services: "Services",
        text: str = "",
        *,
        size: int = BASE,
        tone: str = "text",
        bold: bool = False,
        wrap: bool = False,
        right: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            text,
            language=services.language,
            color=getattr(services.tokens, tone),
            size=size,
            bold=bold,
            wrap=wrap,
            right=right,
            parent=parent,
        )
