"""The strip at the foot of the plan: what a move costs, who caused it, accept or cancel."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeGuard

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QMenu, QSizePolicy, QWidget
from typing_extensions import override

from csdesk.app.move_text import Piece, Style
from csdesk.domain.codes import Side
from csdesk.ui.fonts import BASE, LINE_BOX, PANEL, baseline
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.text import Label, face, paint_line

HEIGHT = 72
ROOMY = 1240  # from this width on nothing has to be cut
FIRST, SECOND = 14, 38
GAP = 8.0
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: what it stands for, its words, and the side it concerns."""

    value: object
    text: str
    side: Side | None = None


class Sentence(QWidget):
    """The two lines of words: what moves, and what comes of it."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._pieces: Sequence[Piece] = ()
        self._second = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def words(self) -> str:
        """All that is said, for tests and screen readers."""
        return " ".join([*(piece.text for piece in self._pieces), self._second])

    def show_words(self, pieces: Sequence[Piece], second: str) -> None:
        """Show other words."""
        self._pieces, self._second = pieces, second
        first = " ".join(piece.text for piece in pieces)
        self.setAccessibleName(first)
        self.setAccessibleDescription(second)
        self.setToolTip(f"{first}\n{second}")
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(300, HEIGHT - 2)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(160, HEIGHT - 2)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t, language = self._services.tokens, self._services.language
        colors = {Style.BOLD: t.text, Style.PLAIN: t.text, Style.OLD: t.muted, Style.NEW: t.accent}
        size = PANEL if sum(self._widths(PANEL)) <= self.width() else BASE
        widths = self._widths(size)
        short = sum(widths) - self.width()
        if widths and short > 0:  # what moves gives way to where the go-live comes to lie
            widths[0] = max(80.0, widths[0] - short)
        x, top = 0.0, FIRST - 2.0 + (LINE_BOX[PANEL] - LINE_BOX[size]) / 2
        for piece, width in zip(self._pieces, widths, strict=True):
            room = min(width, self.width() - x)
            if room < 6:
                break
            used = paint_line(
                painter, x, top, room, piece.text,
                language=language, color=colors[piece.style], size=size, bold=_is_bold(piece),
            )  # fmt: skip
            if piece.style is Style.OLD:
                _, metrics = face(language, size, bold=False)
                y = baseline(metrics, top, LINE_BOX[size]) - metrics.xHeight() / 2
                painter.setPen(QPen(t.muted, 1.2))
                painter.drawLine(QPointF(x, y), QPointF(x + used, y))
            x += width
        paint_line(
            painter, 0, SECOND - 2, self.width(), self._second, language=language, color=t.muted
        )

    def _widths(self, size: int) -> list[float]:
        """Return what each piece takes with the gap behind it."""
        widths = []
        for place, piece in enumerate(self._pieces):
            _, metrics = face(self._services.language, size, bold=_is_bold(piece))
            widths.append(metrics.horizontalAdvance(piece.text) + (5.0 if place else GAP))
        return widths


def _is_bold(piece: Piece) -> bool:
    return piece.style in (Style.BOLD, Style.NEW)


class Chooser(QAbstractButton):
    """A choice of a few, with the chip of a side; Space and Down open it.

    Signals: `chosen()` after a person chose another one.
    """

    chosen = Signal()

    def __init__(self, services: Services, name: str, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._most = most
        self._options: list[Option] = []
        self.place = 0
        self.setAccessibleName(name)
        self.setFixedHeight(28)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(lambda _=False: self.open())

    @property
    def options(self) -> Sequence[Option]:
        """What there is to choose."""
        return self._options

    def offer(self, options: Sequence[Option]) -> None:
        """Offer other choices; the first one is chosen unless the last choice is among them.

        Without any it is not there.
        """
        self.setVisible(bool(options))
        if list(options) == self._options:
            return
        if not options:
            self.forget()
            return
        kept = self.current.value if self._options else None
        self._options = list(options)
        values = [option.value for option in self._options]
        self.place = values.index(kept) if kept in values else 0
        self._tell()

    def narrow(self, most: int) -> None:
        """Take at most this width."""
        if most != self._most:
            self._most = most
            self.updateGeometry()

    def forget(self) -> None:
        """Offer nothing any more."""
        self._options, self.place = [], 0

    @property
    def current(self) -> Option:
        """What is chosen."""
        return self._options[self.place]

    def choose(self, place: int) -> None:
        """Choose another one and tell."""
        if place != self.place:
            self.place = place
            self._tell()
            self.chosen.emit()

    def _tell(self) -> None:
        self.setAccessibleDescription(self.current.text)
        self.setToolTip(self.current.text)
        self.updateGeometry()
        self.update()

    def menu(self) -> QMenu:
        """Return the menu of the choices."""
        menu = QMenu(self)
        for place, option in enumerate(self._options):
            action = menu.addAction(option.text.replace("&", "&&"))
            if option.side is not None:
                action.setIcon(self._chip(option.side))
            else:
                action.setCheckable(True)
                action.setChecked(place == self.place)
            action.triggered.connect(lambda _=False, at=place: self.choose(at))
        return menu

    def open(self) -> None:
        """Open the choices above the strip."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.mapToGlobal(QPoint(0, -menu.sizeHint().height() - 2)))

    def _chip(self, side: Side) -> QIcon:
        signs = self._services.signs
        icon = QIcon()
        for ratio in (1, 2):
            pixmap = QPixmap(signs.chip_size * ratio, signs.chip_size * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            signs.side(painter, 0, signs.chip_size / 2, side)
            painter.end()
            icon.addPixmap(pixmap)
        return icon

    @override
    def sizeHint(self) -> QSize:
        if not self._options:
            return QSize(80, 28)
        _, metrics = face(self._services.language, BASE, bold=False)
        width = metrics.horizontalAdvance(self.current.text) + 40
        if self.current.side is not None:
            width += self._services.signs.chip_size + 6
        return QSize(min(self._most, round(width)), 28)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(72, 28)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Space):
            self.open()
            return
        event.ignore()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focus = self.hasFocus() and self.isActiveWindow()
        painter.setPen(QPen(t.accent if focus else t.line2, 2 if focus else 1))
        painter.setBrush(t.hover if self.underMouse() else t.surface)
        edge = 1.0 if focus else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 6, 6)
        if not self._options:
            return
        x, middle = 10.0, self.height() / 2
        if self.current.side is not None:
            x += self._services.signs.side(painter, x, middle, self.current.side) + 6
        paint_line(
            painter, x, middle - LINE_BOX[BASE] / 2, self.width() - x - 26, self.current.text,
            language=self._services.language, color=t.text,
        )  # fmt: skip
        left = self.width() - 22.0
        self._services.icons.paint(painter, left, middle, "chevron-down", t.muted, 14)


def is_answer(event: QEvent) -> TypeGuard[QKeyEvent]:
    """Whether an event is a key that takes or leaves what waits in a strip: Enter or Esc."""
    if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
        return False
    return event.key() in (*_ENTER, Qt.Key.Key_Escape)


class MoveStrip(QWidget):
    """Over the foot of the plan while a move waits for a word.

    Signals: `accepted()`, `cancelled()`, and `changed()` after another way to move was chosen.
    """

    accepted = Signal()
    cancelled = Signal()
    changed = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        words = services.translator
        self.setObjectName("move_strip")
        self.setAccessibleName(words.text("What the move changes"))
        self.setFixedHeight(HEIGHT)
        self.sentence = Sentence(services, self)
        self.how = Chooser(services, words.text("What moves"), 210, self)
        self.cause = Chooser(services, words.text("Because of"), 240, self)
        self.because = Label(services, words.text("Because of"), tone="muted", parent=self)
        self.accept = Button(
            services, words.text("Accept"), kind=Kind.PRIMARY, key=words.text("Enter"), parent=self
        )
        self.cancel = Button(services, words.text("Cancel"), key="Esc", parent=self)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 2, 20, 0)
        row.setSpacing(8)
        row.addWidget(self.sentence, 1)
        row.addSpacing(12)
        for widget in (self.how, self.because, self.cause):
            row.addWidget(widget)
        row.addSpacing(12)
        row.addWidget(self.accept)
        row.addWidget(self.cancel)
        self.accept.clicked.connect(lambda _=False: self.accepted.emit())
        self.cancel.clicked.connect(lambda _=False: self.cancelled.emit())
        self.how.chosen.connect(self.changed)
        for one, other in pairwise((self.how, self.cause, self.accept, self.cancel)):
            QWidget.setTabOrder(one, other)
        parent.installEventFilter(self)
        self.hide()

    def forget(self) -> None:
        """Forget what was chosen: the next move begins with the usual choices."""
        self.how.forget()
        self.cause.forget()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot when the parent gets another size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.place()
        return False

    def place(self) -> None:
        """Lie over the foot of the parent; where it is narrow, words come before choices."""
        parent = self.parentWidget()
        narrow = parent is not None and parent.width() < ROOMY
        self.because.setVisible(not narrow)
        self.how.narrow(144 if narrow else 210)
        self.cause.narrow(132 if narrow else 240)
        if parent is not None:
            self.setGeometry(0, parent.height() - HEIGHT, parent.width(), HEIGHT)
            self.raise_()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.accepted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.raised)
        painter.fillRect(0, 0, self.width(), 2, t.accent)
