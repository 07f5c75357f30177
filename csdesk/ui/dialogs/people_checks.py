"""Boxes of the people who can take part in a meeting: the customer's, then ours."""

from collections.abc import Iterable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csdesk.app.queries.customer import CustomerPage
from csdesk.domain.records import Contact, User
from csdesk.ui.fonts import SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.text import Label

COLUMNS = 3
Key = tuple[str, int]  # ("contact" or "user", id)


def people_offered(page: CustomerPage) -> dict[Key, str]:
    """Return who can be asked to a meeting of a customer, by name."""
    return _offered(page.contacts, page.users, page.today)


def people_of(services: Services, customer_id: int) -> dict[Key, str]:
    """Return the same where no page of the customer is at hand."""
    with services.store.read() as reader:
        contacts = reader.find(Contact, customer_id=customer_id)
        return _offered(contacts, reader.find(User), services.today())


def _offered(contacts: Iterable[Contact], users: Iterable[User], today: date) -> dict[Key, str]:
    theirs = {
        ("contact", one.id): one.name
        for one in contacts
        if one.left_on is None or one.left_on > today
    }
    return theirs | {("user", one.id): one.name for one in users if one.active}


class PeopleChecks(QWidget):
    """A box for each; `boxes` are those by key. Hidden while there is nobody to offer.

    Signals: `changed()` when a person ticks one or takes a tick away.
    """

    changed = Signal()

    def __init__(
        self, services: Services, title: str, offered: Mapping[Key, str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.boxes: dict[Key, Check] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(services, title, size=SMALL, tone="muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        for place, (key, name) in enumerate(offered.items()):
            box = self.boxes[key] = Check(services, name, parent=self)
            box.clicked.connect(lambda _=False: self.changed.emit())
            grid.addWidget(box, place // COLUMNS, place % COLUMNS)
        grid.setColumnStretch(COLUMNS, 1)
        column.addLayout(grid)
        self.setVisible(bool(offered))

    def follow(self, widget: QWidget) -> None:
        """Stand after a widget in the order of the Tab key."""
        before = widget
        for box in self.boxes.values():
            QWidget.setTabOrder(before, box)
            before = box

    def tick(self, chosen: Iterable[Key]) -> None:
        """Tick these and nobody else."""
        wanted = set(chosen)
        for key, box in self.boxes.items():
            box.setChecked(key in wanted)

    @property
    def contact_ids(self) -> list[int]:
        """Who of theirs is ticked."""
        return self._ids("contact")

    @property
    def user_ids(self) -> list[int]:
        """Who of us is ticked."""
        return self._ids("user")

    def _ids(self, wanted: str) -> list[int]:
        return [
            number
            for (kind, number), box in self.boxes.items()
            if kind == wanted and box.isChecked()
        ]
