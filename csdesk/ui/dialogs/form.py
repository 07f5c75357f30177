"""Forms over the window: labelled fields, the error under its field, Enter and Esc."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.error_text import error_text
from csdesk.app.queries.working_days import rest_days
from csdesk.domain.errors import N_, UserError
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.fonts import PANEL, SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label

FRAME = 40  # the title bar of a dialog, with a margin


class Input(StrEnum):
    """What a field takes."""

    WORDS = "words"
    LINES = "lines"
    DAY = "day"
    TIME = "time"
    NUMBER = "number"
    CHOICE = "choice"
    CHECK = "check"


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One field of a form: its key, its words, what it takes and holds.

    `choices` pairs what is stored with its words. Fields with the same `row` stand side by side.
    """

    key: str
    text: str
    takes: Input = Input.WORDS
    value: object = None
    choices: Sequence[tuple[object, str]] = ()
    needed: bool = False
    hint: str = ""
    row: int | None = None
    stretch: int = 1


Save = Callable[[Mapping[str, Any]], object]


class FormDialog(QDialog):
    """Asks for the values of some fields and hands them to `save`.

    A `UserError` from `save` is shown at its field, or above the buttons, and the form stays open.
    `open()` it; it deletes itself when closed. Signals: `edited(key)` when a field holds another
    value.
    """

    edited = Signal(str)

    def __init__(
        self,
        services: Services,
        title: str,
        fields: Sequence[Field],
        save: Save,
        *,
        accept: str = "",
        remove: Callable[[], object] | None = None,
        note: str = "",
        width: int = 440,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setFixedWidth(width)
        self.setFont(font(services.language))
        self.setStyleSheet(style_sheet(services.tokens))
        self._services = services
        self._words = services.translator
        self._save = save
        self._remove = remove
        self.fields: dict[str, Field] = {field.key: field for field in fields}
        self.inputs: dict[str, QWidget] = {}
        self._errors: dict[str, Label] = {}
        self._shown_parts: dict[str, list[QWidget]] = {}
        self._in_rows: dict[str, tuple[QHBoxLayout, QVBoxLayout]] = {}
        self._left_out: set[str] = set()
        self._lines_shown: list[Label] = []
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 20, 24, 20)
        self.body.setSpacing(12)
        self.body.addWidget(Label(services, title, size=PANEL, bold=True))
        if note:
            self.body.addWidget(Label(services, note, tone="muted", wrap=True))
        self._add_fields(fields)
        first = next(iter(self.inputs.values()), None)
        if isinstance(first, QLineEdit):
            first.selectAll()  # what is typed first takes the place of what is offered
        self._problem = Label(services, "", size=SMALL, tone="bad", wrap=True)
        self._problem.hide()
        self.body.addWidget(self._problem)
        self.body.addLayout(self._buttons(accept or self._words.text("Save")))

    def value(self, key: str) -> object:
        """Return what a field holds now. UserError for words that cannot be read."""
        field, widget = self.fields[key], self.inputs[key]
        if isinstance(widget, QComboBox):
            data = widget.currentData()  # Qt keeps the plain text of a code
            return next((value for value, _ in field.choices if value == data), data)
        if isinstance(widget, QCheckBox):
            return widget.isChecked()
        if isinstance(widget, QPlainTextEdit):
            return widget.toPlainText().strip()
        return self._read(field, widget.text().strip() if isinstance(widget, QLineEdit) else "")

    def set_value(self, key: str, value: object) -> None:
        """Put a value into a field."""
        widget = self.inputs[key]
        if isinstance(widget, QComboBox):
            widget.setCurrentIndex(max(0, widget.findData(value)))
        elif isinstance(widget, QCheckBox):
            widget.setChecked(bool(value))
        elif isinstance(widget, QPlainTextEdit):
            widget.setPlainText(str(value or ""))
        elif isinstance(widget, QLineEdit):
            widget.setText(self._shown(self.fields[key], value))

    def offer(self, key: str, texts: Sequence[str]) -> None:
        """Offer texts that hold what is typed into a field of one line.

        Enter takes the one that is chosen in the list; with none chosen it saves.
        """
        line = self.inputs[key]
        if not isinstance(line, QLineEdit) or not texts:
            return
        completer = QCompleter(list(texts), line)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        line.setCompleter(completer)

        def save() -> None:
            popup = completer.popup()
            shown = popup is not None and popup.isVisible()
            if shown and not (popup and popup.currentIndex().isValid()):
                QTimer.singleShot(0, self, self.submit)  # the list takes this Enter for itself

        line.returnPressed.connect(save)

    def say(self, lines: Sequence[str]) -> None:
        """Show what the values would do above the buttons; the form is as high as it needs."""
        while len(self._lines_shown) < len(lines):
            tone = "muted" if self._lines_shown else "text"
            label = Label(self._services, "", size=SMALL, tone=tone, wrap=True)
            self.body.insertWidget(self.body.count() - 2, label)
            self._lines_shown.append(label)
        for place, label in enumerate(self._lines_shown):
            label.set_text(lines[place] if place < len(lines) else "")
            label.setVisible(place < len(lines))
        self.body.activate()
        self._fit()

    def _fit(self) -> None:
        """Be as high as the fields need; the system would stop at two thirds of the screen."""
        self.body.invalidate()
        self.body.activate()
        room = self.screen().availableGeometry().height() - FRAME
        self.resize(self.width(), min(self.sizeHint().height(), room))

    @property
    def problem(self) -> str:
        """What is said above the buttons: an error that is of no field."""
        return "" if self._problem.isHidden() else self._problem.text

    @property
    def said(self) -> list[str]:
        """What is said of the values."""
        return [label.text for label in self._lines_shown if not label.isHidden()]

    def show_field(self, key: str, *, shown: bool) -> None:
        """Show a field or leave it out: it is not asked for then, and its value is None."""
        if shown == (key not in self._left_out):
            return
        self._left_out ^= {key}
        for widget in self._shown_parts[key]:
            widget.setVisible(shown)
        if key in self._in_rows:
            row, box = self._in_rows[key]
            row.setStretchFactor(box, self.fields[key].stretch if shown else 0)
        self._errors[key].hide()

    def name_field(self, key: str, text: str) -> None:
        """Give a field other words."""
        name = self._shown_parts[key][0]
        if isinstance(name, Label):
            name.set_text(text)
        self.inputs[key].setAccessibleName(text)

    def submit(self) -> None:
        """Read the fields and save; on an error say it and stay."""
        self.show_error(None)
        try:
            values = {
                key: None if key in self._left_out else self.value(key) for key in self.fields
            }
            for key, field in self.fields.items():
                wanted = field.needed and key not in self._left_out
                if wanted and values[key] in (None, ""):
                    raise UserError(
                        "field_empty", N_("{field} is empty: type it in."),
                        field=key,
                    )  # fmt: skip
            self._save(values)
        except UserError as error:
            self.show_error(error)
            return
        self.accept()

    def show_error(self, error: UserError | None) -> None:
        """Show an error at its field, or nothing."""
        for name, label in self._errors.items():
            label.hide()
            self._mark(name, wrong=False)
        self._problem.hide()
        if error is None:
            return
        field = error.params.get("field")
        key: str | None = field if isinstance(field, str) and field in self._errors else None
        if key is not None:
            named = {**error.params, "field": self.fields[key].text}
            error = UserError(error.code, error.message, **named)
        sentence = error_text(error, self._words)
        if key is None:
            self.say([one for one in self.said if one != sentence])  # not twice
            self._problem.set_text(sentence)
            self._problem.show()
        else:
            self._errors[key].set_text(sentence)
            self._errors[key].show()
            self._mark(key, wrong=True)
            self.inputs[key].setFocus()
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # once words that had no width yet have one

    def _add_fields(self, fields: Sequence[Field]) -> None:
        rows: dict[int, QHBoxLayout] = {}
        for field in fields:
            box = QVBoxLayout()
            box.setSpacing(4)
            widget = self._make(field)
            self.inputs[field.key] = widget
            widget.setObjectName(field.key)
            widget.setAccessibleName(field.text)
            parts = self._shown_parts[field.key] = [widget]
            if field.takes is not Input.CHECK:
                parts.insert(0, Label(self._services, field.text, size=SMALL, tone="muted"))
            if field.hint:
                parts.append(Label(self._services, field.hint, size=SMALL, tone="muted", wrap=True))
            for part in parts:
                box.addWidget(part)
            error = Label(self._services, "", size=SMALL, tone="bad", wrap=True)
            error.hide()
            self._errors[field.key] = error
            box.addWidget(error)
            box.addStretch(1)
            if field.row is None:
                self.body.addLayout(box)
            else:
                row = rows.get(field.row)
                if row is None:
                    row = rows[field.row] = QHBoxLayout()
                    row.setSpacing(8)
                    self.body.addLayout(row)
                row.addLayout(box, field.stretch)
                self._in_rows[field.key] = row, box
            self._tell_edits(field.key, widget)

    def _tell_edits(self, key: str, widget: QWidget) -> None:
        if isinstance(widget, QComboBox):
            widget.currentIndexChanged.connect(lambda _=0: self.edited.emit(key))
        elif isinstance(widget, QCheckBox):
            widget.toggled.connect(lambda _=False: self.edited.emit(key))
        elif isinstance(widget, QLineEdit):
            widget.textChanged.connect(lambda _="": self.edited.emit(key))

    def _make(self, field: Field) -> QWidget:
        face = font(self._services.language)
        widget: QWidget
        if field.takes is Input.CHOICE:
            combo = Combo(self._services, self)
            for value, text in field.choices:
                combo.addItem(text, value)
            combo.setCurrentIndex(max(0, combo.findData(field.value)))
            widget = combo
        elif field.takes is Input.CHECK:
            check = Check(self._services, field.text, parent=self)
            check.setChecked(bool(field.value))
            widget = check
        elif field.takes is Input.LINES:
            lines = QPlainTextEdit(self)
            lines.setPlainText(str(field.value or ""))
            lines.setFixedHeight(76)
            lines.setTabChangesFocus(True)
            lines.installEventFilter(self)
            widget = lines
        else:
            line = QLineEdit(self._shown(field, field.value), self)
            if field.takes is Input.DAY:
                line.setPlaceholderText(self._words.text("24 Nov, +3, fri"))
            widget = line
        widget.setFont(face)
        widget.setProperty("form", "true")
        return widget

    def _shown(self, field: Field, value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, time):
            return value.strftime("%H:%M")
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return str(value)

    def _read(self, field: Field, text: str) -> object:
        if field.takes is Input.WORDS:
            return text
        if not text:
            return None
        if field.takes is Input.DAY:
            day = parse_day(text, self._services.today(), is_rest=rest_days(self._services.store))
            if day is None:
                raise UserError(
                    "day_unreadable",
                    N_("{text} is no day; write it like 24 Nov, 2026-11-24 or 3 working days."),
                    text=text,
                    field=field.key,
                )
            return day
        if field.takes is Input.TIME:
            return read_time(text, field.key)
        try:
            return Decimal(text.replace(",", "").replace("，", ""))
        except InvalidOperation:
            raise UserError(
                "number_unreadable", N_("{text} is no number."), text=text, field=field.key
            ) from None

    def _mark(self, key: str, *, wrong: bool) -> None:
        widget = self.inputs[key]
        widget.setProperty("wrong", "true" if wrong else "false")
        widget.style().unpolish(widget)
        widget.style().polish(widget)

    def _buttons(self, accept: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        if self._remove is not None:
            remove = Button(
                self._services, self._words.text("Delete"), kind=Kind.FLAT, icon="trash"
            )
            remove.clicked.connect(self._delete)
            row.addWidget(remove)
        row.addStretch(1)
        cancel = Button(self._services, self._words.text("Cancel"), key="Esc")
        cancel.clicked.connect(self.reject)
        self.accept_button = Button(
            self._services, accept, kind=Kind.PRIMARY, key=self._words.text("Enter")
        )
        self.accept_button.clicked.connect(self.submit)
        row.addWidget(cancel)
        row.addWidget(self.accept_button)
        return row

    def _delete(self) -> None:
        if self._remove is None:
            return
        try:
            self._remove()
        except UserError as error:
            self.show_error(error)
            return
        self.accept()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        """As high as its words need at its own width."""
        width = self.maximumWidth()
        high = self.body.totalHeightForWidth(width)
        return QSize(width, high if high >= 0 else self.body.totalSizeHint().height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+Enter saves from a field of several lines, and the button says so there."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            inside = event.type() == QEvent.Type.FocusIn
            words = self._words
            self.accept_button.show_key(words.text("Ctrl Enter") if inside else words.text("Enter"))
        elif (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.submit()
            return True
        return super().eventFilter(watched, event)


def read_time(text: str, key: str) -> time:
    """Return the time of day that people type; UserError at the field `key`."""
    digits = text.replace("：", ":").replace(".", ":").replace("h", ":").strip(":")
    if ":" not in digits and len(digits) > 2:
        digits = f"{digits[:-2]}:{digits[-2:]}"
    hours, _, minutes = digits.partition(":")
    try:
        return time(int(hours), int(minutes or 0))
    except ValueError:
        raise UserError(
            "time_unreadable",
            N_("{text} is no time of day; write it like 14:30."),
            text=text,
            field=key,
        ) from None
