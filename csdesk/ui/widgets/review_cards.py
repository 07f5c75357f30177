"""The cards at the foot of a review: base, theirs, ours and a value of one's own."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.domain.codes import Side
from csdesk.ui.delegates.editors import ChoiceField, WordsField
from csdesk.ui.fonts import BASE, LINE_BOX, SMALL, TITLE
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import Label, face, paint_line, wrap_lines

HEIGHT, CARD = 130, 78
_PAD = 12
Editor = WordsField | ChoiceField


@dataclass(frozen=True, kw_only=True, slots=True)
class CardFacts:
    """What one card says. `wish` is what a click or its key does; without one it only shows."""

    name: str
    value: str
    aside: str = ""
    key: str = ""
    wish: str = ""
    side: Side | None = None
    chosen: bool = False
    tone: str = "text"
    quiet: bool = False


class ChoiceCard(QAbstractButton):
    """A value to choose: whose it is, the value large, where it comes from."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.facts = CardFacts(name="", value="")
        self.setFixedHeight(CARD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_facts(self, facts: CardFacts) -> None:
        """Show other words."""
        self.facts = facts
        self.setAccessibleName(f"{facts.name}: {facts.value}")
        self.setAccessibleDescription(facts.aside)
        self.setToolTip("\n".join(part for part in (facts.value, facts.aside) if part))
        self.setEnabled(bool(facts.wish))
        pointing = Qt.CursorShape.PointingHandCursor
        self.setCursor(pointing if facts.wish else Qt.CursorShape.ArrowCursor)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(240, CARD)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(110, CARD)

    @override
    def enterEvent(self, event: object) -> None:
        self.update()

    @override
    def leaveEvent(self, event: object) -> None:
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t, facts, language = self._services.tokens, self.facts, self._services.language
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hot = self.isEnabled() and self.underMouse() and not facts.chosen
        painter.setBrush(t.hover if hot else t.surface)
        painter.setPen(QPen(t.accent if facts.chosen else t.line2, 2 if facts.chosen else 1))
        edge = 1.0 if facts.chosen else 0.5
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 6, 6)
        x, right = float(_PAD), self.width() - _PAD
        if facts.side is not None:
            x += self._services.signs.side(painter, x, 9 + LINE_BOX[SMALL] / 2, facts.side) + 5
        if facts.key:
            cap = self._services.signs.key_cap_width(facts.key)
            box = QRectF(right - cap, 9, cap, 16)
            self._services.signs.key_cap(painter, box, facts.key, t.muted)
            right -= round(cap) + 6
        paint_line(
            painter, x, 9, right - x, facts.name,
            language=language, color=t.muted, size=SMALL, bold=True,
        )  # fmt: skip
        self._paint_value(painter)
        paint_line(
            painter, _PAD, 54, self.width() - 2 * _PAD, facts.aside,
            language=language, color=t.muted, size=SMALL,
        )  # fmt: skip

    def _paint_value(self, painter: QPainter) -> None:
        """Paint the value large; a long one small, in up to two lines."""
        t, facts, language = self._services.tokens, self.facts, self._services.language
        room = self.width() - 2.0 * _PAD
        color = t.muted if facts.quiet else getattr(t, facts.tone)
        _, metrics = face(language, TITLE, bold=not facts.quiet)
        if metrics.horizontalAdvance(facts.value) <= room:
            paint_line(
                painter, _PAD, 28, room, facts.value,
                language=language, color=color, size=TITLE, bold=not facts.quiet,
            )  # fmt: skip
            return
        lines = 1 if facts.aside else 2
        shown = wrap_lines(facts.value, room, lines, language=language, bold=not facts.quiet)
        for place, text in enumerate(shown):
            paint_line(
                painter, _PAD, 31 + place * LINE_BOX[BASE], room, text,
                language=language, color=color, bold=not facts.quiet,
            )  # fmt: skip


class Quote(Label):
    """What the customer wrote beside a cell, on the ground of their side."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services, "", size=SMALL, tone="cust_text", parent=parent)
        self._ground = services.tokens.cust_soft
        self.setContentsMargins(0, 0, 0, 0)
        self.shrink()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if not self.text:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        width = min(self.width(), self.sizeHint().width() + 14)
        painter.drawRoundedRect(QRectF(0, 0, width, self.height()), 4, 4)
        painter.translate(7, 0)
        painter.setClipRect(QRectF(0, 0, self.width() - 14, self.height()))
        self._paint_runs(painter)


class CardPanel(QWidget):
    """The current line in large: what it is, where it stands, and the four cards.

    Signals: `asked(what)` as the table's; `left()` when its editor closed, however.
    """

    asked = Signal(str)
    left = Signal()

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self.editor: Editor | None = None
        self._take: Callable[[object], object] = lambda _: None
        self.setFixedHeight(HEIGHT)
        self.setObjectName("review_cards")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 11, 20, 14)
        column.setSpacing(7)
        head = QHBoxLayout()
        head.setSpacing(8)
        self.title = Label(services, "", bold=True, parent=self)
        self.place = Label(services, "", size=SMALL, tone="muted", parent=self)
        self.quote = Quote(services, self)
        head.addWidget(self.title)
        head.addWidget(self.place)
        head.addWidget(self.quote, 1)
        column.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.cards = [ChoiceCard(services, self) for _ in range(4)]
        for card in self.cards:
            row.addWidget(card, 1)
            card.clicked.connect(lambda _=False, one=card: self._on_clicked(one))
        column.addLayout(row)

    def show_line(self, title: str, place: str, quote: str, cards: Mapping[int, CardFacts]) -> None:
        """Show another line; a card without facts is hidden."""
        self.title.set_text(title)
        self.place.set_text(place)
        self.quote.set_text(quote)
        for at, card in enumerate(self.cards):
            facts = cards.get(at)
            card.setVisible(facts is not None)
            if facts is not None:
                card.show_facts(facts)

    def edit(
        self, make: Callable[[QWidget], Editor], at: int, take: Callable[[object], object]
    ) -> None:
        """Open an editor in a card; `take` gets its value once it is stored."""
        self.close_editor()
        card, self._take = self.cards[at], take
        editor = make(card)
        editor.setObjectName("review_value")
        editor.setAccessibleName(card.facts.name)
        editor.setGeometry(8, 26, card.width() - 16, 30)
        editor.installEventFilter(self)
        editor.finished.connect(self._commit)
        self.editor = editor
        card.setEnabled(True)
        editor.show()
        editor.setFocus()
        if isinstance(editor, WordsField):
            editor.setAlignment(Qt.AlignmentFlag.AlignLeft)
            editor.selectAll()

    def close_editor(self) -> None:
        """Close the editor without storing."""
        editor, self.editor = self.editor, None
        if editor is not None:
            editor.removeEventFilter(self)
            editor.hide()
            editor.deleteLater()
            self.left.emit()

    def _commit(self) -> None:
        editor = self.editor
        if editor is None:
            return
        if not editor.is_valid():
            if isinstance(editor, WordsField):
                editor.bad = True
                editor.update()
            return
        value = editor.value()
        self.close_editor()
        self._take(value)

    def _on_clicked(self, card: ChoiceCard) -> None:
        if card.facts.wish and self.editor is None:
            self.asked.emit(card.facts.wish)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter stores what was typed, Escape leaves it, a loss of focus too."""
        if watched is not self.editor:
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
                self._commit()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_editor()
                return True
        if event.type() == QEvent.Type.FocusOut and not self.editor.isActiveWindow():
            return False
        if event.type() == QEvent.Type.FocusOut:
            self.close_editor()
        return False

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.surface)
        painter.fillRect(0, 0, self.width(), 1, t.line2)


class KeyLegend(QWidget):
    """The keys of a screen along its foot; what has no room is left out."""

    def __init__(
        self,
        services: Services,
        left: list[tuple[tuple[str, ...], str]],
        right: tuple[tuple[str, ...], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._services, self._left, self._right = services, left, right
        self.setFixedHeight(36)
        self.setAccessibleName(
            ", ".join(f"{' '.join(keys)} {text}" for keys, text in [*left, right])
        )

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), t.sunken)
        painter.fillRect(0, 0, self.width(), 1, t.line)
        end = self.width() - 20 - self._width(*self._right)
        self._draw(painter, end, *self._right)
        x = 20.0
        for keys, text in self._left:
            width = self._width(keys, text)
            if x + width > end - 16:
                break
            self._draw(painter, x, keys, text)
            x += width + 16

    def _width(self, keys: tuple[str, ...], text: str) -> float:
        signs = self._services.signs
        _, metrics = face(self._services.language, SMALL, bold=False)
        caps = sum(signs.key_cap_width(key) + 4 for key in keys)
        return caps + 2 + metrics.horizontalAdvance(text)

    def _draw(self, painter: QPainter, x: float, keys: tuple[str, ...], text: str) -> None:
        t, signs = self._services.tokens, self._services.signs
        middle = self.height() / 2
        for key in keys:
            cap = signs.key_cap_width(key)
            signs.key_cap(painter, QRectF(x, middle - 8, cap, 16), key, t.muted)
            x += cap + 4
        paint_line(
            painter, x + 2, middle - LINE_BOX[SMALL] / 2, self.width(), text,
            language=self._services.language, color=t.muted, size=SMALL,
        )  # fmt: skip
