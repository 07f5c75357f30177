"""What only we see during a meeting: our notes about this customer, on the laptop's screen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from csdesk.app.queries.meeting_notes import PrivateLine, private_notes
from csdesk.domain.changes import ChangeSet
from csdesk.domain.codes import Attitude
from csdesk.domain.errors import UserError
from csdesk.domain.labels import ATTITUDE_LABELS
from csdesk.ui.fonts import PANEL, TITLE
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import Label


class PrivateWindow(QWidget):
    """Notes, risks, handover and people of one customer; never shown on the wall's screen."""

    def __init__(self, services: Services, customer_id: int) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._services, self._customer_id = services, customer_id
        self.setObjectName("meeting.private")
        self.setWindowTitle("csdesk")
        self.setMinimumSize(420, 320)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QScrollArea.Shape.NoFrame)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._area)
        services.bus.changed.connect(self._on_change)
        self._fill()

    def shut(self) -> None:
        """Look at the workspace no more."""
        self._services.bus.changed.disconnect(self._on_change)

    def _on_change(self, change: ChangeSet) -> None:
        if self._services.has_store:
            self._fill()

    def _fill(self) -> None:
        try:
            notes = private_notes(self._services.store, customer_id=self._customer_id)
        except UserError:
            return
        words = self._services.translator
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        self._add(column, words.text("Only here: our notes on {name}", name=notes.customer),
                  size=TITLE, bold=True)  # fmt: skip
        self._section(column, words.text("Notes"), [self._said(one) for one in notes.notes])
        self._section(column, words.text("Risks"), [self._said(one) for one in notes.risks])
        self._section(column, words.text("Handover"), [self._said(one) for one in notes.handover])
        people = [
            words.facts([part for part in (name, self._attitude(attitude), value) if part])
            for name, attitude, value in notes.people
        ]
        self._section(column, words.text("People"), people)
        self._section(column, words.text("Action items"), [self._said(one) for one in notes.items])
        column.addStretch(1)
        self._area.setWidget(body)

    def _said(self, one: PrivateLine) -> str:
        words = self._services.translator
        day = words.near_date(one.day, self._services.today()) if one.day else ""
        return words.facts([part for part in (day, one.text, one.about) if part])

    def _attitude(self, attitude: Attitude) -> str:
        if attitude is Attitude.UNKNOWN:
            return ""
        return self._services.translator.text(ATTITUDE_LABELS[attitude])

    def _section(self, column: QVBoxLayout, title: str, texts: list[str]) -> None:
        if not texts:
            return
        self._add(column, title, size=PANEL, bold=True, tone="muted")
        for text in texts:
            self._add(column, text, size=PANEL, wrap=True)

    def _add(
        self, column: QVBoxLayout, text: str, *, size: int, bold: bool = False,
        tone: str = "text", wrap: bool = False,
    ) -> None:  # fmt: skip
        column.addWidget(Label(self._services, text, size=size, bold=bold, tone=tone, wrap=wrap))
