"""The strip on a customer that offers returned trackers of which something is undecided."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from csdesk.domain.records import TrackerReturn
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button
from csdesk.ui.widgets.text import Label

HEIGHT = 40


class ReviewStrip(QWidget):
    """One sentence and one button per open review, the newest first; hidden without any."""

    def __init__(self, services: Services, go: Callable[[int], object], parent: QWidget) -> None:
        super().__init__(parent)
        self._services, self._go = services, go
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(46, 0, 16, 0)
        self._row.setSpacing(12)
        self._made: list[QWidget] = []
        self.buttons: list[Button] = []
        self.setFixedHeight(HEIGHT)
        self.hide()

    def show_reviews(self, waiting: Sequence[TrackerReturn]) -> None:
        """Show what waits: the newest, and how many older ones there are."""
        for old in self._made:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._made, self.buttons = [], []
        self.setVisible(bool(waiting))
        if not waiting:
            return
        words, newest = self._services.translator, waiting[-1]
        today = self._services.today()
        day = newest.saved_on or newest.received_at.date()
        text = words.plural(
            "Version {version} of the tracker came back {day}: {n} change is not decided.",
            "Version {version} of the tracker came back {day}: {n} changes are not decided.",
            newest.undecided, version=newest.number, day=words.near_date(day, today),
        )  # fmt: skip
        self._add(Label(self._services, text, parent=self).shrink(), stretch=1)
        for one in reversed(waiting[-3:]):
            caption = words.text("Go on with the review")
            if one is not newest:
                caption = words.text("Version {n}", n=one.number)
            button = Button(self._services, caption, parent=self)
            button.clicked.connect(lambda _=False, number=one.id: self._go(number))
            self._add(button)
            self.buttons.append(button)

    def _add(self, widget: QWidget, stretch: int = 0) -> None:
        self._row.addWidget(widget, stretch)
        self._made.append(widget)
        widget.show()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.warnsoft)
        painter.fillRect(0, self.height() - 1, self.width(), 1, t.line)
        self._services.icons.paint(painter, 20, self.height() / 2, "tracker", t.warn, 16)
