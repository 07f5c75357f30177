"""Beside the log: one document, what became of it, and what can be done with it."""

from collections.abc import Callable
from datetime import date

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.document_log import LoggedDocument, Sent
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.fonts import PANEL, SMALL
from csdesk.ui.models.document_model import DocumentWords
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar
from csdesk.ui.widgets.panel import Scroller, Section
from csdesk.ui.widgets.text import Label

WIDTH = 304


class DocumentPeek(QWidget):
    """The panel at the right; its buttons call back."""

    def __init__(
        self,
        services: Services,
        *,
        close: Callable[[], object],
        open_file: Callable[[], object],
        again: Callable[[], object],
        copy: Callable[[], object],
        customer: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services, self._words = services, services.translator
        self._said = DocumentWords(services.translator)
        self._close, self._copy, self._customer = close, copy, customer
        self.said: list[str] = []
        self.setFixedWidth(WIDTH)
        self._body = Scroller(services, self)
        words = self._words
        foot = Bar(services, 56, rule="top", parent=self)
        foot.row.setContentsMargins(16, 0, 16, 0)
        self.open_button = Button(services, words.text("Open"), kind=Kind.PRIMARY,
                                  key=words.text("Enter"))  # fmt: skip
        self.open_button.clicked.connect(lambda _=False: open_file())
        self.again_button = Button(services, words.text("Send again"), key="A")
        self.again_button.setToolTip(words.text("Make it again as it was"))
        self.again_button.clicked.connect(lambda _=False: again())
        foot.row.addWidget(self.open_button)
        foot.row.addWidget(self.again_button)
        foot.row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._body, 1)
        column.addWidget(foot)

    def show_document(self, document: LoggedDocument, today: date) -> None:
        """Show another document."""
        self.said = []
        column = self._body.clear()
        column.addWidget(self._head(document, today))
        column.addWidget(self._facts(document, today))
        column.addWidget(self._history(document, today))
        column.addStretch(1)
        self.again_button.setVisible(document.can_be_made_again)

    def _line(self, section: Section, text: str, *, tone: str = "text", bold: bool = False) -> None:
        self.said.append(text)
        section.add(Label(self._services, text, size=SMALL, tone=tone, bold=bold, wrap=True))

    def _head(self, document: LoggedDocument, today: date) -> Section:
        section = Section(self._services, rule=False)
        row = QHBoxLayout()
        name = self._said.name(document)
        row.addWidget(Label(self._services, name, size=PANEL, bold=True, wrap=True), 1)
        shut = Button(self._services, "", icon="close", kind=Kind.FLAT,
                      name=self._words.text("Close"))  # fmt: skip
        shut.clicked.connect(lambda _=False: self._close())
        row.addWidget(shut)
        section.column.addLayout(row)
        whom = [one for one in (document.customer, document.project) if one]
        go = Button(self._services, self._words.facts(whom), kind=Kind.LINK, size=SMALL)
        go.clicked.connect(lambda _=False: self._customer())
        section.add(go)
        self.said.append(name)
        return section

    def _facts(self, document: LoggedDocument, today: date) -> Section:
        words, services = self._words, self._services
        section = Section(services)
        for name, value in (
            (words.text("Version"), words.number(document.number)),
            (words.text("Language"), LANGUAGE_NAMES[document.language.value]),
            (words.text("As of"), words.near_date(document.as_of, today)),
            (words.text("Hash"), f"{document.short_hash}…"),
        ):
            self.said.append(f"{name} {value}")
            section.add_pair(
                Label(services, name, size=SMALL, tone="muted"),
                Label(services, value, size=SMALL),
            )
        copy = Button(services, words.text("Copy the hash"), kind=Kind.LINK, size=SMALL)
        copy.setToolTip(document.sha256)
        copy.clicked.connect(lambda _=False: self._copy())
        section.add(copy)
        return section

    def _history(self, document: LoggedDocument, today: date) -> Section:
        section = Section(self._services, self._words.text("Where it went"))
        for sent in document.sent:
            self._add_way(section, sent, document, today)
        if not document.sent:
            moment = self._said.moment(document.made_at, today)
            self._line(section, self._words.text("Written {when}.", when=moment))
        return section

    def _add_way(self, section: Section, sent: Sent, document: LoggedDocument, today: date) -> None:
        words = self._words
        self._line(section, self._said.way(sent))
        moment = self._said.moment(sent.at, today)
        self._line(section, words.facts([one for one in (moment, sent.by) if one]), tone="muted")
        mails = [mail for _, mail in sent.people if mail]
        if mails:
            self._line(section, words.join(mails), tone="muted")
        if sent.place:
            self._line(section, sent.place, tone="muted")
        if sent.sha256 not in ("", document.sha256):
            self._line(
                section,
                words.text("Another version of csdesk drew it: the file is {hash}….",
                           hash=sent.sha256[:8]),
                tone="muted",
            )  # fmt: skip

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._services.tokens.surface)
        painter.fillRect(0, 0, 1, self.height(), self._services.tokens.line)
