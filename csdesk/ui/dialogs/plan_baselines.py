"""The baselines of a plan: those kept, which one counts, which one to compare with."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csdesk.app.commands import baselines
from csdesk.app.queries.plan_choices import who_can_agree
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.changes import ChangeSet
from csdesk.domain.records import Baseline
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.dialogs.plan_table import RecordTable, TableColumn
from csdesk.ui.models.cells import Tone, cell
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Kind
from csdesk.ui.widgets.text import Label

COUNTS, NAME, DAY, WHO, COMPARE = range(5)


class BaselinesDialog(PlanDialog):
    """Lists the baselines; all but the comparison, which is kept on this machine, are commands.

    Signals: `compared(id)` when another baseline is compared with, 0 for none.
    """

    compared = Signal(int)

    def __init__(
        self,
        services: Services,
        load: Callable[[], PlanScreenData | None],
        parent: QWidget | None = None,
    ) -> None:
        """Take who reads the plan; the dialog asks again after each change."""
        words = services.translator
        super().__init__(services, words.text("Baselines"), width=640, height=420, parent=parent)
        self._load = load
        self._data = load()
        note = words.text(
            "Slips are counted from the one that counts; a second one can stand beside it in the"
            " chart and in the variance columns."
        )
        self.body.addWidget(Label(services, note, tone="muted", wrap=True))
        self.table = RecordTable(
            services,
            [
                TableColumn(text=words.text("Counts"), width=76),
                TableColumn(text=words.text("Baseline")),
                TableColumn(text=words.text("Agreed on"), width=130),
                TableColumn(text=words.text("Agreed by"), width=150),
                TableColumn(text=words.text("Compare"), width=96),
            ],
            words.text("Baselines"),
        )
        self.table.pressed_cell.connect(self._on_box)
        self.table.opened.connect(lambda _: self.rename())
        self.table.chosen.connect(self._show_buttons)
        self.body.addWidget(self.table, 1)
        self._empty = Label(
            services,
            words.text("Nothing is agreed yet. Agree the plan once the customer has said yes."),
            tone="muted",
            wrap=True,
        )
        self.body.addWidget(self._empty)
        self.rename_button = self.button(words.text("Rename"), self.rename, icon="edit")
        self.delete_button = self.button(
            words.text("Delete"), self.delete, kind=Kind.FLAT, icon="trash"
        )
        self.agree_button = self.button(words.text("Agree now …"), self.agree, kind=Kind.PRIMARY)
        self.buttons.addWidget(self.delete_button)
        self.buttons.addWidget(self.rename_button)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.button(words.text("Close"), self.accept, key="Esc"))
        self.buttons.addWidget(self.agree_button)
        services.bus.changed.connect(self._on_change)
        self._show()
        if not self._all():
            self.agree_button.setFocus()

    def agree(self) -> None:
        """Ask who agreed and when, and keep the present dates."""
        if self._data is None:
            return
        agree_form(self.services, self._data, self).open()

    def rename(self) -> None:
        """Ask for another name, person or day."""
        chosen = self._chosen()
        if chosen is None:
            return
        words, store = self.words, self.services.store
        fields = [
            Field(key="name", text=words.text("Called"), value=chosen.name, needed=True),
            Field(key="agreed_by", text=words.text("Agreed by"), value=chosen.agreed_by,
                  needed=True, row=1, stretch=2),
            Field(key="agreed_on", text=words.text("On"), takes=Input.DAY, value=chosen.agreed_on,
                  needed=True, row=1),
        ]  # fmt: skip
        FormDialog(
            self.services, words.text("Baseline"), fields,
            lambda values: baselines.update(store, baseline_id=chosen.id, **values), parent=self,
        ).open()  # fmt: skip

    def delete(self) -> None:
        """Delete the current one; undo brings it back."""
        chosen = self._chosen()
        if chosen is not None:
            self.attempt(lambda: baselines.delete(self.services.store, baseline_id=chosen.id))

    def count_from(self, baseline_id: int) -> None:
        """Let slips be counted from another baseline."""
        self.attempt(
            lambda: baselines.update(self.services.store, baseline_id=baseline_id, current=True)
        )

    def compare(self, baseline_id: int) -> None:
        """Compare with a baseline, or with none if it is the one compared with."""
        now = self._data.compared if self._data is not None else None
        self.compared.emit(0 if now is not None and now.id == baseline_id else baseline_id)
        self._data = self._load()
        self._show()

    def _on_box(self, key: object, column: int) -> None:
        chosen = next((one for one in self._all() if one.id == key), None)
        if chosen is None or chosen.current:
            return
        if column == COUNTS:
            self.count_from(chosen.id)
        elif column == COMPARE:
            self.compare(chosen.id)

    def _on_change(self, change: ChangeSet) -> None:
        if {"Baseline", "BaselineRow", "Project"} & set(change.entities):
            self._data = self._load()
            if self._data is not None:
                self._show()

    def _all(self) -> tuple[Baseline, ...]:
        return self._data.baselines if self._data is not None else ()

    def _chosen(self) -> Baseline | None:
        key = self.table.key()
        return next((one for one in self._all() if one.id == key), None)

    def _show(self) -> None:
        words, data = self.words, self._data
        compared = data.compared.id if data is not None and data.compared is not None else 0
        self.table.show_rows(
            [
                (
                    one.id,
                    (
                        cell("", check=one.current),
                        cell(one.name, bold=one.current),
                        cell(words.date(one.agreed_on)),
                        cell(one.agreed_by, Tone.MUTED),
                        cell("") if one.current else cell("", check=one.id == compared),
                    ),
                )
                for one in self._all()
            ]
        )
        self.table.setVisible(bool(self._all()))
        self._empty.setVisible(not self._all())
        self._show_buttons()

    def _show_buttons(self) -> None:
        there = self._chosen() is not None
        for button in (self.rename_button, self.delete_button):
            button.setEnabled(there)


def agree_form(services: Services, data: PlanScreenData, parent: QWidget) -> FormDialog:
    """Return the form that agrees the dates of a plan; the customer's people are offered."""
    words, store = services.translator, services.store
    names = who_can_agree(store, customer_id=data.customer.id)
    fields = [
        Field(
            key="agreed_by",
            text=words.text("Agreed by"),
            needed=True,
            row=1,
            stretch=2,
            hint=words.text("At the customer: {names}", names=words.join(names[:4])) if names
            else "",
        ),
        Field(key="agreed_on", text=words.text("On"), takes=Input.DAY, value=services.today(),
              needed=True, row=1),
        Field(key="name", text=words.text("Name, if it should have one")),
    ]  # fmt: skip

    def save(values: Mapping[str, Any]) -> object:
        return baselines.agree(store, project_id=data.project.id, **values)

    form = FormDialog(
        services, words.text("Agree the baseline"), fields, save,
        note=words.text("The dates of today become the promise that slips are counted from."),
        accept=words.text("Agree"), parent=parent,
    )  # fmt: skip
    form.offer("agreed_by", names)
    return form
