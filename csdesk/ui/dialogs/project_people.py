"""Who the people of a project file are: one choice for each."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from csdesk.domain.codes import Side
from csdesk.ui.services import Services
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.imports.project_people import PersonChoice
    from csdesk.domain.records import Contact, User
    from csdesk.domain.views.project_file import FileResource


class ProjectPeople(QScrollArea):
    """A line for each person of the file with what becomes of it.

    Signals: `changed()` when a person chose otherwise.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.boxes: dict[str, Combo] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_people(
        self,
        people: "Sequence[FileResource]",
        choices: "Mapping[str, PersonChoice]",
        users: "Sequence[User]",
        contacts: "Sequence[Contact]",
    ) -> None:
        """Show the people of another file or for another customer."""
        words = self._services.translator
        self.boxes = {}
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 8, 12, 8)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        offered = self._offered(users, contacts)
        if not people:
            grid.addWidget(
                Label(self._services, words.text("The file names nobody."), tone="muted"), 0, 0
            )
        for line, one in enumerate(people):
            about = words.facts([part for part in (one.name, one.role or one.group) if part])
            grid.addWidget(Label(self._services, about), line, 0)
            box = Combo(self._services)
            box.setAccessibleName(one.name)
            for text, choice in offered:
                box.addItem(text, choice)
            wanted = choices.get(one.uid)
            index = next((n for n, (_, choice) in enumerate(offered) if choice == wanted), 0)
            box.setCurrentIndex(index)
            box.activated.connect(lambda _at: self.changed.emit())
            grid.addWidget(box, line, 1)
            self.boxes[one.uid] = box
        grid.setRowStretch(len(people) + 1, 1)
        self.setWidget(page)

    def chosen(self) -> "dict[str, PersonChoice]":
        """Return what each person becomes."""
        return {uid: box.currentData() for uid, box in self.boxes.items()}

    def _offered(
        self, users: "Sequence[User]", contacts: "Sequence[Contact]"
    ) -> "list[tuple[str, PersonChoice]]":
        from csdesk.app.imports.project_people import Becomes, PersonChoice

        text = self._services.translator.text
        offered = [
            (text("The customer's, name only"), PersonChoice(side=Side.CUSTOMER)),
            (text("Ours, name only"), PersonChoice(side=Side.US)),
            (text("A third party's, name only"), PersonChoice(side=Side.THIRD)),
            (
                text("New contact of the customer"),
                PersonChoice(becomes=Becomes.NEW_CONTACT, side=Side.CUSTOMER),
            ),
            (
                text("New contact of a third party"),
                PersonChoice(becomes=Becomes.NEW_CONTACT, side=Side.THIRD),
            ),
        ]
        offered += [
            (
                text("{name} (us)", name=user.name),
                PersonChoice(becomes=Becomes.USER, side=Side.US, record_id=user.id),
            )
            for user in users
        ]
        offered += [
            (
                text("{name} (contact)", name=one.name),
                PersonChoice(becomes=Becomes.CONTACT, side=one.side, record_id=one.id),
            )
            for one in contacts
        ]
        return offered
