"""The people of a customer: theirs, third parties', and who has left."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csdesk.app.queries.customer import CustomerPage
from csdesk.domain.codes import Side
from csdesk.domain.labels import CONTACT_ROLE_LABELS
from csdesk.domain.records import Contact
from csdesk.ui.screens.overview import Card, Line
from csdesk.ui.services import Services
from csdesk.ui.widgets.kept_focus import kept_focus
from csdesk.ui.widgets.panel import Scroller


class People(QWidget):
    """Lists people by side; every line opens the person.

    Signals: `asked(editor, record)`, as the overview has it.
    """

    asked = Signal(str, object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = services.translator
        self._scroller = Scroller(services, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller)

    def show_page(self, page: CustomerPage) -> None:
        """Show the people of a customer; the focus on the page stays."""
        with kept_focus(self):
            self._make(page)

    def _make(self, page: CustomerPage) -> None:
        words = self._words
        column = self._scroller.clear()
        column.setContentsMargins(20, 16, 16, 20)
        column.setSpacing(12)
        here = [one for one in page.contacts if one.left_on is None]
        groups = (
            (words.text("At the customer"), [c for c in here if c.side is Side.CUSTOMER], True),
            (words.text("Third parties"), [c for c in here if c.side is not Side.CUSTOMER], False),
            (words.text("Left"), [c for c in page.contacts if c.left_on is not None], False),
        )
        for title, people, adds in groups:
            if not people and not adds:
                continue
            card = Card(
                self._services, title, add=words.text("Person") if adds else "",
                on_add=(lambda: self.asked.emit("contact", None)) if adds else None,
                empty=words.text("Nobody yet: the plan's roles wait for names."),
            )  # fmt: skip
            for person in people:
                line = self._line(person, page)
                line.opened.connect(lambda p=person: self.asked.emit("contact", p))
                card.add_line(line)
            card.finish()
            column.addWidget(card)
        column.addStretch(1)

    def _line(self, person: Contact, page: CustomerPage) -> Line:
        words = self._words
        role = words.text(CONTACT_ROLE_LABELS[person.role])
        second = [part for part in (role, person.title, person.company, person.mail) if part]
        right = ""
        if person.left_on is not None:
            right = words.text("left {day}", day=words.near_date(person.left_on, page.today))
        elif person.last_spoke is not None:
            right = words.text("spoke {day}", day=words.near_date(person.last_spoke, page.today))
        name = f"{person.name} {person.name_alt}".strip()
        return Line(self._services, name, words.facts(second), right)
