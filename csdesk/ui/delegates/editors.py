"""Editors that lie in a cell: words, a choice, an owner, a date."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QShowEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from csdesk.app.queries.owners import OwnerChoice
from csdesk.ui.delegates.calendar_panel import CalendarPanel, month_step
from csdesk.ui.delegates.cell_painter import CellPainter, draw_chevron
from csdesk.ui.delegates.choice_list import Choice, ChoiceList
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.delegates.look import Look
from csdesk.ui.models.cells import Cell, Words

RING = 2.0


def draw_ring(painter: QPainter, widget: QWidget, look: Look, *, bad: bool = False) -> None:
    """Paint the ring of an open editor."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.tokens.bad if bad else look.tokens.accent, RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(1, 1, -1, -1), 4, 4)


class WordsField(QLineEdit):
    """A line of words with the ring of an open editor.

    Signals: `finished` when the value is to be stored and the editor closed.
    """

    finished = Signal()

    def __init__(self, parent: QWidget | None, look: Look) -> None:
        super().__init__(parent)
        self.look = look
        self.bad = False
        self.setFrame(False)
        self.setFont(look.face()[0])
        self.setTextMargins(5, 0, 5, 0)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Base, look.tokens.surface)
        palette.setColor(palette.ColorRole.Text, look.tokens.text)
        self.setPalette(palette)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        draw_ring(QPainter(self), self, self.look, bad=self.bad)

    def value(self) -> object:
        """Return what was typed."""
        return self.text().strip()

    def is_valid(self) -> bool:
        """Whether the value can be stored."""
        return True


class ChoiceField(QWidget):
    """One of a few values: digits, arrows, the first letter or a click.

    Signals: `finished` when the value is to be stored and the editor closed.
    """

    finished = Signal()

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        choices: Sequence[Choice],
        current: object,
        hint: str = "",
    ) -> None:
        super().__init__(parent)
        self.look = look
        self._painter = CellPainter(look)
        self._hint = hint
        self._choices = list(choices)
        self.list = ChoiceList(self, look, choices, keys=True, hint=hint)
        self.list.chosen = current
        values = [choice.value for choice in choices]
        self.list.current = values.index(current) if current in values else 0
        self._shown = self._choices[self.list.current].cell if choices else Cell()
        self.list.picked.connect(self._pick)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoFillBackground(True)
        palette = self.palette()
        palette.setColor(palette.ColorRole.Window, look.tokens.surface)
        self.setPalette(palette)

    def value(self) -> object:
        """Return the chosen value."""
        return self.list.value()

    def is_valid(self) -> bool:
        """Whether the value can be stored."""
        return True

    def _pick(self, row: int) -> None:
        self.list.set_current(row)
        self.finished.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.place()

    @override
    def event(self, event: QEvent) -> bool:
        """Keep letters and digits from the window's single-key actions."""
        wanted = event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)
        if wanted and isinstance(event, QKeyEvent) and event.text().isalnum():
            event.accept()
            return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.list.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
        elif text.isdecimal() and 1 <= int(text) <= len(self._choices):
            self._pick(int(text) - 1)
        elif text.isalpha():
            self._jump(text)
        else:
            super().keyPressEvent(event)

    def _jump(self, letter: str) -> None:
        count = len(self._choices)
        for step in range(1, count + 1):
            row = (self.list.current + step) % count
            if self._choices[row].cell.text.casefold().startswith(letter.casefold()):
                self.list.set_current(row)
                return

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.list.place()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(self.rect())
        self._painter.draw(painter, box.adjusted(8, 0, -24, 0), self._shown)
        draw_chevron(painter, QPointF(box.right() - 15, box.center().y()), self.look, is_open=True)
        draw_ring(painter, self, self.look)


class OwnerField(WordsField):
    """A person: type to narrow the list, or a name that is in no list."""

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        owners: Sequence[OwnerChoice],
        current: OwnerChoice,
        hint: str = "",
    ) -> None:
        super().__init__(parent, look)
        self._owners = list(owners)
        self._current = current
        self.list = ChoiceList(self, look, self._choices(""), keys=False, hint=hint)
        self.list.chosen = current
        self.list.current = next(
            (row for row, choice in enumerate(self.list.choices) if choice.value == current), 0
        )
        self.setText(current.name)
        self.selectAll()
        self.textEdited.connect(self._narrow)
        self.list.picked.connect(self._pick)

    def _choices(self, typed: str) -> list[Choice]:
        wanted = typed.casefold()
        return [
            Choice(
                owner,
                Cell(words=(Words(owner.name),), side=owner.side, remark=owner.hint),
            )
            for owner in self._owners
            if wanted in owner.name.casefold() or wanted in owner.hint.casefold()
        ]

    def _narrow(self, typed: str) -> None:
        self.list.set_choices(self._choices(typed.strip()))
        self.list.set_current(0)
        if self.list.choices:
            self.list.place()
        else:
            self.list.hide()

    def _pick(self, row: int) -> None:
        self.list.set_current(row)
        self.setText(self.list.choices[row].cell.text)
        self.finished.emit()

    @override
    def value(self) -> object:
        """Return the person chosen; a name in no list stays with the side it had."""
        typed = self.text().strip()
        if typed == self._current.name and not self.list.isVisible():
            return self._current
        exact = [owner for owner in self._owners if owner.name.casefold() == typed.casefold()]
        if self.list.choices and (self.list.isVisible() or exact):
            chosen = self.list.value()
            return exact[0] if exact and chosen not in exact else chosen
        return OwnerChoice(name=typed, side=self._current.side)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.list.choices:
            self.list.place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.list.move_by(1 if event.key() == Qt.Key.Key_Down else -1)
            value = self.list.value()
            if isinstance(value, OwnerChoice):
                self.setText(value.name)
                self.selectAll()
            return
        super().keyPressEvent(event)


class DateField(WordsField):
    """A date, typed or clicked; up and down move it by a day, page keys by a month."""

    def __init__(
        self,
        parent: QWidget | None,
        look: Look,
        today: date,
        day: date | None,
        *,
        may_be_empty: bool = True,
        is_rest: Callable[[date], bool] | None = None,
    ) -> None:
        super().__init__(parent, look)
        self._today = today
        self._may_be_empty = may_be_empty
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.panel = CalendarPanel(self, look, today, day)
        if is_rest is not None:
            self.panel.is_rest = is_rest
        self.panel.picked.connect(self._pick)
        self._show(day)
        self.selectAll()
        self.textEdited.connect(self._on_typed)

    def day(self) -> date | None:
        """Return the date meant, or None for an empty or unreadable field."""
        text = self.text()
        if text == self._text_of(self._day):
            return self._day
        day_first = not self.look.translator.is_chinese
        return parse_day(text, self._today, day_first=day_first, is_rest=self.panel.is_rest)

    @override
    def value(self) -> object:
        return self.day()

    @override
    def is_valid(self) -> bool:
        if not self.text().strip():
            return self._may_be_empty
        return self.day() is not None

    def _text_of(self, day: date | None) -> str:
        return "" if day is None else self.look.translator.near_date(day, self._today)

    def _show(self, day: date | None) -> None:
        self._day = day
        self.setText(self._text_of(day))
        self.panel.set_day(day)

    def _on_typed(self, _: str) -> None:
        self.bad = False
        self.panel.set_day(self.day())
        self.update()

    def _pick(self, day: date) -> None:
        self._show(day)
        self.finished.emit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.panel.place()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        day = self.day() or self._day or self._today
        days = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        months = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
        key = Qt.Key(event.key())
        if key in days:
            self._show(day + timedelta(days=days[key]))
        elif key in months:
            self._show(month_step(day, months[key]))
        else:
            super().keyPressEvent(event)
