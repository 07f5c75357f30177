"""The slip ledger of a milestone: entries, what is not recorded yet, and their sum."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import slips
from csdesk.app.queries.slip_ledger import SlipLedger, load_slips
from csdesk.domain.changes import ChangeSet
from csdesk.domain.codes import Cause, Side, Visibility
from csdesk.domain.labels import CAUSE_LABELS, VISIBILITY_LABELS
from csdesk.domain.records import SlipEntry
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.dialogs.plan_table import RecordTable, TableColumn
from csdesk.ui.models.cells import Cell, Tone, cell
from csdesk.ui.models.plan_cells import signed
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Kind
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

_CAUSES = {Side.US: Cause.US, Side.CUSTOMER: Cause.CUSTOMER, Side.THIRD: Cause.THIRD}
REST, SUM = "rest", "sum"


class SlipsDialog(PlanDialog):
    """Shows the ledger of one milestone; entries are added, changed and deleted by commands."""

    def __init__(
        self,
        services: Services,
        *,
        project_id: int,
        milestone_id: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        words = services.translator
        super().__init__(services, words.text("Why it slipped"), width=660, height=440,
                         parent=parent)  # fmt: skip
        self._project_id = project_id
        self._wanted = milestone_id
        self.milestone = Combo(services, self)
        self.milestone.setAccessibleName(words.text("Milestone"))
        self.milestone.activated.connect(lambda _: self._show())
        self.body.addWidget(self.milestone)
        self.table = RecordTable(
            services,
            [
                TableColumn(text=words.text("Day"), width=120),
                TableColumn(text=words.text("Working days"), width=110, right=True),
                TableColumn(text=words.text("Cause"), width=120),
                TableColumn(text=words.text("In words")),
            ],
            words.text("Slip ledger"),
        )
        self.table.opened.connect(self._open)
        self.body.addWidget(self.table, 1)
        self._remark = Label(services, "", tone="muted", wrap=True)
        self.body.addWidget(self._remark)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.button(words.text("Close"), self.accept, key="Esc"))
        self.add_button = self.button(words.text("Record a cause"), self.add, kind=Kind.PRIMARY)
        self.buttons.addWidget(self.add_button)
        services.bus.changed.connect(self._on_change)
        self._ledgers: tuple[SlipLedger, ...] = ()
        self._read()

    @property
    def ledger(self) -> SlipLedger | None:
        """The ledger that is shown."""
        chosen = self.milestone.currentData()
        return next((one for one in self._ledgers if one.milestone.id == chosen), None)

    def add(self) -> FormDialog | None:
        """Ask for an entry; what is not recorded yet is filled in."""
        ledger = self.ledger
        if ledger is None:
            return None
        cause = _CAUSES[ledger.driver.side] if ledger.driver is not None else Cause.US
        form = self._form(
            self.words.text("Record a cause"), ledger.unrecorded or None, cause,
            ledger.driver.title if ledger.driver is not None else "",
        )  # fmt: skip
        form.open()
        return form

    def edit(self, entry: SlipEntry) -> FormDialog:
        """Ask for what to change of an entry."""
        form = self._form(
            self.words.text("Cause of a slip"), entry.days, entry.cause, entry.text, entry
        )
        form.open()
        return form

    def _form(
        self,
        title: str,
        days: int | None,
        cause: Cause,
        text: str,
        entry: SlipEntry | None = None,
    ) -> FormDialog:
        words, store = self.words, self.services.store
        ledger = self.ledger
        milestone_id = ledger.milestone.id if ledger is not None else 0
        seen = entry.visibility if entry is not None else Visibility.CUSTOMER
        fields = [
            Field(key="days", text=words.text("Working days (earlier: −)"), takes=Input.NUMBER,
                  value=days, needed=True, row=1),
            Field(key="day", text=words.text("Recorded on"), takes=Input.DAY, needed=True, row=1,
                  value=entry.day if entry is not None else self.services.today()),
            Field(key="cause", text=words.text("Cause"), takes=Input.CHOICE, value=cause, row=2,
                  choices=[(one, words.text(CAUSE_LABELS[one])) for one in Cause]),
            Field(key="visibility", text=words.text("Visibility"), takes=Input.CHOICE, value=seen,
                  choices=[(one, words.text(VISIBILITY_LABELS[one])) for one in Visibility],
                  row=2),
            Field(key="text", text=words.text("In words, as the customer could read it"),
                  takes=Input.LINES, value=text),
        ]  # fmt: skip

        def save(values: Mapping[str, Any]) -> object:
            given = {**values, "days": int(values["days"])}
            if entry is None:
                return slips.record(store, milestone_id=milestone_id, **given)
            return slips.update(store, slip_id=entry.id, **given)

        remove = None if entry is None else lambda: slips.delete(store, slip_id=entry.id)
        return FormDialog(self.services, title, fields, save, remove=remove, parent=self)

    def _open(self, key: object) -> None:
        ledger = self.ledger
        if ledger is None:
            return
        entry = next((one for one in ledger.entries if one.id == key), None)
        if entry is not None:
            self.edit(entry)
        elif key == REST:
            self.add()

    def _on_change(self, change: ChangeSet) -> None:
        if {"SlipEntry", "Baseline", "PlanRow"} & set(change.entities):
            self._read()

    def _read(self) -> None:
        shown = self.milestone.currentData()
        book = load_slips(self.services.store, project_id=self._project_id)
        self._ledgers = book.ledgers
        self.milestone.clear()
        for one in self._ledgers:
            title = one.milestone.title
            text = title if not one.slip else f"{title}  {signed(one.slip)}"
            self.milestone.addItem(text, one.milestone.id)
        wanted = shown or self._wanted or book.usual_id
        self.milestone.setCurrentIndex(max(0, self.milestone.findData(wanted)))
        self._show()

    def _show(self) -> None:
        ledger, words = self.ledger, self.words
        self.add_button.setEnabled(ledger is not None)
        if ledger is None:
            self.table.show_rows([])
            self._remark.set_text(words.text("This plan has no milestone yet: add one to it."))
            return
        rows: list[tuple[object, tuple[Cell, ...]]] = [
            (
                entry.id,
                (
                    cell(words.date(entry.day)),
                    cell(signed(entry.days), right=True),
                    cell(words.text(CAUSE_LABELS[entry.cause])),
                    cell(entry.text),
                ),
            )
            for entry in ledger.entries
        ]
        if ledger.unrecorded:
            rows.append((REST, self._rest(ledger)))
        if ledger.slip is not None:
            total = cell(signed(ledger.slip), right=True, bold=True)
            rows.append((SUM, (cell(words.text("Slip"), bold=True), total, cell(""), cell(""))))
        self.table.show_rows(rows)
        self._remark.set_text(self._words_of(ledger))

    def _rest(self, ledger: SlipLedger) -> tuple[Cell, ...]:
        words, driver = self.words, ledger.driver
        cause = words.text(CAUSE_LABELS[_CAUSES[driver.side]]) if driver is not None else ""
        parts = [driver.title, ledger.driver_owner] if driver is not None else []
        return (
            cell(words.text("not yet recorded"), Tone.WARN),
            cell(signed(ledger.unrecorded), Tone.WARN, right=True),
            cell(cause, Tone.MUTED),
            cell(words.facts([part for part in parts if part]), Tone.MUTED),
        )

    def _words_of(self, ledger: SlipLedger) -> str:
        words = self.words
        if ledger.slip is None:
            return words.text("No date is agreed for this milestone: agree a baseline first.")
        if not ledger.slip and not ledger.entries:
            return words.text("It stands on its agreed date.")
        if ledger.unrecorded:
            return words.text("Enter on the line that is not recorded yet takes it over.")
        return words.text("All of the slip is recorded.")
