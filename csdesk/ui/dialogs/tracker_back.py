"""Dialogs around a returned tracker: why it cannot be taken, and how it writes dates."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from csdesk.app.imports.dates import DateOrder
from csdesk.app.queries.tracker_screen import DoubtfulDate
from csdesk.ui.fonts import PANEL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label

_WIDE = 560


class _Asking(QDialog):
    """A head, paragraphs and buttons; it never blocks and deletes itself."""

    def __init__(self, services: Services, head: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self.setWindowTitle(head)
        self.setFont(font(services.language))
        self.setStyleSheet(style_sheet(services.tokens))
        self.setFixedWidth(_WIDE)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 20)
        self.column.setSpacing(10)
        self.column.addWidget(Label(services, head, size=PANEL, bold=True, wrap=True))

    def say(self, sentence: str, tone: str = "text") -> None:
        """Add a paragraph."""
        self.column.addWidget(Label(self._services, sentence, tone=tone, wrap=True))

    def offer(self, buttons: Sequence[tuple[str, Callable[[], object]]]) -> None:
        """Add the buttons; the first one is the likeliest way on."""
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for place, (text, run) in enumerate(buttons):
            kind = Kind.PLAIN if place else Kind.PRIMARY
            button = Button(self._services, text, kind=kind)
            button.clicked.connect(lambda _=False, do=run: self._run(do))
            row.addWidget(button)
            if not place:
                button.setFocus()
        self.column.addSpacing(6)
        self.column.addLayout(row)

    def _run(self, do: Callable[[], object]) -> None:
        self.accept()
        do()


class NotTaken(_Asking):
    """Says why a file was not taken back, and offers the way on."""

    def __init__(
        self,
        services: Services,
        sentence: str,
        ways: Sequence[tuple[str, Callable[[], object]]],
        parent: QWidget,
    ) -> None:
        words = services.translator
        super().__init__(services, words.text("This file is not taken back"), parent)
        self.setObjectName("not_taken")
        self.sentence = sentence
        self.say(sentence)
        self.say(words.text("Nothing was read into the plan, and the file is as it was."), "muted")
        self.offer([*ways, (words.text("Close"), lambda: None)])


class DateOrderDialog(_Asking):
    """Asks once how a file writes dates, with the dates that leave it open.

    Signals: `chosen(DateOrder)`.
    """

    chosen = Signal(object)

    def __init__(
        self, services: Services, example: str, evidence: Sequence[DoubtfulDate], parent: QWidget
    ) -> None:
        words = services.translator
        head = words.text("How does this file write dates?")
        super().__init__(services, head, parent)
        self.setObjectName("date_order")
        self.say(
            words.text(
                "“{example}” can be read in two ways, and nothing in the file decides which. The "
                "answer holds for every date in it.",
                example=example,
            )
        )
        today = services.today()
        for one in evidence:
            day, month = (
                words.near_date(found, today) for found in (one.day_first, one.month_first)
            )
            sent = words.near_date(one.sent, today) if one.sent is not None else words.text("empty")
            self.say(
                words.text(
                    "{item}: “{written}” is {day} or {month}; it left as {sent}.",
                    item=one.item, written=one.written, day=day, month=month, sent=sent,
                ),
                "muted",
            )  # fmt: skip
        first, second = self._labels(evidence)
        ways: list[tuple[str, Callable[[], object]]] = [
            (first, lambda: self.chosen.emit(DateOrder.DMY)),
            (second, lambda: self.chosen.emit(DateOrder.MDY)),
        ]
        if _month_is_likelier(evidence):
            ways.reverse()
        ways.append((words.text("Decide cell by cell"), lambda: self.chosen.emit(None)))
        self.offer(ways)

    def _labels(self, evidence: Sequence[DoubtfulDate]) -> tuple[str, str]:
        words, today = self._services.translator, self._services.today()
        first, second = words.text("Day first"), words.text("Month first")
        if not evidence:
            return first, second
        one = evidence[0]
        days = [words.near_date(day, today) for day in (one.day_first, one.month_first)]
        text = words.text
        return (
            text("{order}: {day}", order=first, day=days[0]),
            text("{order}: {day}", order=second, day=days[1]),
        )


def _month_is_likelier(evidence: Sequence[DoubtfulDate]) -> bool:
    """Whether the dates lie nearer to what was sent when the month is read first."""
    known = [(one, one.sent) for one in evidence if one.sent is not None]
    day, month = (
        sum(abs((found - sent).days) for found, sent in pairs)
        for pairs in (
            [(one.day_first, sent) for one, sent in known],
            [(one.month_first, sent) for one, sent in known],
        )
    )
    return month < day
