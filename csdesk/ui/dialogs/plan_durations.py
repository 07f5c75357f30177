"""Durations proposed from our own finished projects: which of them to take over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csdesk.app.queries.durations import ProposedDuration, proposed_durations
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.dialogs.plan_table import RecordTable, TableColumn
from csdesk.ui.models.cells import Cell, Tone, cell
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Kind
from csdesk.ui.widgets.text import Label


class DurationsDialog(PlanDialog):
    """Space or a click chooses an item.

    Signals: `taken(days by row id)` with what was chosen, once the dialog is closed.
    """

    taken = Signal(object)

    def __init__(
        self, services: Services, *, project_id: int, parent: QWidget | None = None
    ) -> None:
        words = services.translator
        super().__init__(
            services, words.text("Durations from our history"), width=620, height=480, parent=parent
        )
        self._proposed = proposed_durations(services.store, project_id=project_id)
        self.chosen = {one.row.id for one in self._proposed}
        note = words.text(
            "The median of the same template item in our finished projects, in working days. Only"
            " items that have not begun are listed."
        )
        self.body.addWidget(Label(services, note, tone="muted", wrap=True))
        self.table = RecordTable(
            services,
            [
                TableColumn(text=words.text("Item")),
                TableColumn(text=words.text("Planned"), width=90, right=True),
                TableColumn(text=words.text("Usual"), width=90, right=True),
                TableColumn(text=words.text("Projects"), width=90, right=True),
            ],
            words.text("Proposed durations"),
        )
        self.table.pressed_cell.connect(lambda key, _: self._toggle(key))
        self.body.addWidget(self.table, 1)
        self._empty = Label(
            services,
            words.text(
                "Nothing to propose: no finished project has done these items, or they took what"
                " is planned."
            ),
            wrap=True,
        )
        self._empty.setVisible(not self._proposed)
        self.table.setVisible(bool(self._proposed))
        self.body.addWidget(self._empty)
        if not self._proposed:
            self.body.addStretch(1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.button(words.text("Cancel"), self.reject, key="Esc"))
        self.take_button = self.button(words.text("Take over"), self.take, kind=Kind.PRIMARY)
        self.buttons.addWidget(self.take_button)
        self._show()

    def take(self) -> None:
        """Ask for the usual durations of the chosen items."""
        days = {one.row.id: one.usual.days for one in self._proposed if one.row.id in self.chosen}
        if days:
            self.accept()
            self.taken.emit(days)

    def _toggle(self, key: object) -> None:
        if isinstance(key, int):
            self.chosen ^= {key}
            self._show()

    def _show(self) -> None:
        self.table.show_rows([(one.row.id, self._cells(one)) for one in self._proposed])
        self.take_button.setEnabled(bool(self.chosen))

    def _cells(self, one: ProposedDuration) -> tuple[Cell, ...]:
        return (
            cell(one.row.title, check=one.row.id in self.chosen),
            cell(str(one.row.duration), right=True),
            cell(str(one.usual.days), right=True, bold=True),
            cell(f"n = {one.usual.n}", Tone.MUTED, right=True),
        )
