"""What one can do with the rows of a plan: each is one command, or a dialog that runs one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget

from csdesk.app.commands import item_batch, predecessors, row_batch, row_copies, rows
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import UserError
from csdesk.domain.link_text import LinkSpec
from csdesk.domain.records import PlanRow
from csdesk.ui.gantt.drop_place import DropPlace
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.models.plan_columns import ORDER, PlanColumn
from csdesk.ui.screens import trial_words
from csdesk.ui.screens.item_clipboard import is_one_cell, mime_of
from csdesk.ui.screens.plan_clipboard import Pasted, PlanPaste, table_of
from csdesk.ui.screens.plan_trials import PlanTrials
from csdesk.ui.screens.row_edits import RowEdits, changes_of
from csdesk.ui.screens.trial_words import Called, called, pasting
from csdesk.ui.services import Services

_MOVING = {  # fields that may move other rows; another side may work on other days
    "owner": trial_words.OWNER,
    "calendar_days": trial_words.CONDITIONS,
    "pinned": trial_words.CONDITIONS,
    "opens_day": trial_words.CONDITIONS,
}


class PlanOperations:
    """Works on the rows that are chosen in a `PlanView`; what may move others is tried first."""

    def __init__(self, services: Services, view: PlanView, edits: RowEdits, owner: QWidget) -> None:
        self._services, self._view, self._edits, self._owner = services, view, edits, owner
        self._words = services.translator
        self.trials = PlanTrials(services, view, owner)

    @property
    def data(self) -> PlanScreenData | None:
        """The plan that is shown."""
        return self._view.model.plan

    def chosen(self) -> list[PlanRow]:
        """Return the chosen rows in order, else the current one."""
        data = self.data
        if data is None:
            return []
        ids = self._view.tree.chosen() or [self._view.current_id()]
        return [data.rows[row_id] for row_id in ids if row_id in data.rows]

    def current(self) -> PlanRow | None:
        """Return the current row."""
        data = self.data
        return data.rows.get(self._view.current_id()) if data is not None else None

    def current_item(self) -> PlanRow | None:
        """Return the current row if it is an action item."""
        row = self.current()
        return row if row is not None and row.kind is RowKind.ITEM else None

    # --- fields ------------------------------------------------------------------------------

    def set_field(self, field: str, value: object) -> bool:
        """Set one field of all chosen rows that can have it, in one command."""
        ids = [row.id for row in self.chosen() if _has(row, field)]
        return bool(ids) and self._set(ids, field, value)

    def _set(self, row_ids: Sequence[int], field: str, value: object) -> bool:
        how = _MOVING.get(field)
        if how is None:
            return self._edits.set(row_ids, field, value)
        self.trials.ask(
            self._called(row_ids, how),
            item_batch.set_all, row_ids, reports=True,
            row_ids=list(row_ids), changes=changes_of(field, value),
        )  # fmt: skip
        return True

    def _called(self, row_ids: Sequence[int], how: Called) -> str:
        """Return what the strip calls an operation on rows."""
        titles = [] if self.data is None else [self.data.rows[one].title for one in row_ids]
        return called(self._words, titles, how)

    def can_set(self, name: str) -> bool:
        """Whether a chosen row has a field; `shift` stands for dates, which phases hold."""
        return any(name == "shift" or _has(row, name) for row in self.chosen())

    def edit(self, row_id: int, field: str, value: object) -> bool:
        """Store an edited cell; of an owner, status or priority in all chosen rows."""
        if field == "predecessors":
            specs: Sequence[LinkSpec] = value if isinstance(value, tuple | list) else ()
            done = self._services.act(predecessors.set_links, row_id=row_id, specs=specs)
            return done is not None
        chosen = [row.id for row in self.chosen()]
        if field in ("owner", "status", "priority") and row_id in chosen:
            return self.set_field(field, value)
        return self._set([row_id], field, value)

    def shift(self, days: int) -> None:
        """Move the dates of the chosen rows, and of what stands in them, by working days."""
        ids = self._below([row.id for row in self.chosen()])
        if ids:
            self.trials.ask(
                self._called(ids, trial_words.DATES),
                item_batch.shift, ids, reports=True, row_ids=ids, days=days,
            )  # fmt: skip

    def _below(self, row_ids: Sequence[int]) -> list[int]:
        """Return rows with all that stands in them, without phases and groups."""
        data = self.data
        if data is None:
            return []
        found = set(row_ids)
        for row_id in data.state.order:  # parents come first
            if data.rows[row_id].parent_id in found:
                found.add(row_id)
        return [
            one for one in data.state.order if one in found and not data.rows[one].kind.is_summary
        ]

    # --- places ------------------------------------------------------------------------------

    def step(self, step: int) -> None:
        """Move the chosen rows one place up or down."""
        ids = [row.id for row in self.chosen()]
        if ids:
            direction = "up" if step < 0 else "down"
            command = rows.move if len(ids) == 1 else row_batch.step
            name = {"row_id": ids[0]} if len(ids) == 1 else {"row_ids": ids}
            self._services.act(command, direction=direction, **name)

    def change_depth(self, step: int) -> None:
        """Put the chosen rows into the phase above, or out of their own."""
        ids = [row.id for row in self.chosen()]
        if not ids:
            return
        words = self._called(ids, trial_words.PHASE)
        if len(ids) == 1:
            self.trials.ask(words, rows.indent if step > 0 else rows.outdent, row_id=ids[0])
        else:
            self.trials.ask(words, row_batch.change_depth, row_ids=ids, deeper=step > 0)

    def drop(self, place: DropPlace) -> None:
        """Put the chosen rows where they were dropped."""
        ids = [row.id for row in self.chosen()]
        if not ids:
            return
        self.trials.ask(
            self._called(ids, trial_words.PLACE),
            row_batch.move_to, row_ids=ids, parent_id=place.parent_id, after_id=place.after_id,
        )  # fmt: skip

    def delete(self) -> None:
        """Delete the chosen rows with all below them; undo brings them back."""
        ids = [row.id for row in self.chosen()]
        if ids:
            self.trials.ask(
                self._called(ids, trial_words.GONE),
                rows.delete, ids, row_ids=ids,
            )  # fmt: skip

    # --- clipboard ---------------------------------------------------------------------------

    def columns(self) -> list[PlanColumn]:
        """Return the shown columns, in order."""
        return [column for column in ORDER if column in self._view.fit.columns]

    def copy(self) -> None:
        """Copy the chosen rows for a spreadsheet."""
        ids = [row.id for row in self.chosen()]
        table = table_of(self._view.model, ids, self.columns())
        QGuiApplication.clipboard().setMimeData(mime_of(table))

    def copy_all(self) -> None:
        """Copy all rows that are shown for a spreadsheet."""
        table = table_of(self._view.model, self._view.model.shown, self.columns())
        QGuiApplication.clipboard().setMimeData(mime_of(table))

    def paste(self) -> None:
        """Paste cells from a spreadsheet over the rows from the current cell on, in one command."""
        data, here = self.data, self._view.tree.currentIndex()
        if data is None or not here.isValid() or self.current() is None:
            return
        columns = self.columns()
        start = columns.index(PlanColumn(here.column()))
        chosen = self._view.tree.chosen()
        shown = self._view.model.shown
        ids = chosen if len(chosen) > 1 else shown[here.row() :]
        try:
            reader = PlanPaste(self._services.translator, self._view.model, data.state.today)
            text = QGuiApplication.clipboard().text()
            single = len(chosen) < 2 and is_one_cell(text)
            pasted = reader.read(text, ids[:1] if single else ids, columns[start:])
        except UserError as error:
            self._services.problem.emit(error)
            return
        self._apply(pasted)

    def _apply(self, pasted: Pasted) -> None:
        ids = list(dict.fromkeys([*pasted.fields, *pasted.followed]))
        if ids:
            self.trials.ask(
                pasting(self._words, len(ids)), predecessors.apply, ids, reports=True,
                edits=pasted.fields, followed=pasted.followed,
            )  # fmt: skip

    # --- dialogs -----------------------------------------------------------------------------

    def _forms(self, data: PlanScreenData) -> Any:
        from csdesk.ui.dialogs.plan_forms import PlanForms

        return PlanForms(self._services, data, self.trials, self._owner)

    def _open_form(self, name: str, row: PlanRow | None) -> None:
        data = self.data
        if data is not None and row is not None:
            getattr(self._forms(data), name)(row).open()

    def split(self) -> None:
        """Ask how to split the current item."""
        self._open_form("split", self.current_item())

    def repeat(self) -> None:
        """Ask how the current item repeats."""
        self._open_form("repeat", self.current_item())

    def conditions(self) -> None:
        """Ask what binds the dates of the current row."""
        row = self.current()
        self._open_form("conditions", None if row is None or row.kind.is_summary else row)

    def add_template(self) -> None:
        """Ask which template to add, and from when."""
        data = self.data
        if data is not None:
            self._forms(data).template(self._view.current_id() or None).open()

    def copy_to(self) -> None:
        """Ask where to copy the chosen rows; links left behind are listed after."""
        from csdesk.ui.dialogs.plan_copy import CopyDialog

        data, chosen = self.data, self.chosen()
        if data is None or not chosen:
            return
        dialog = CopyDialog(
            self._services, project_id=data.project.id, row_ids=[row.id for row in chosen],
            parent=self._owner,
        )  # fmt: skip
        dialog.copied.connect(lambda made: self._tell_copied(data.project.id, made))
        dialog.open()

    def _tell_copied(self, project_id: int, made: row_copies.CopiedRows) -> None:
        from csdesk.ui.dialogs.plan_copy import DroppedLinks

        if made.dropped_links:
            DroppedLinks(
                self._services, project_id=project_id, links=made.dropped_links, parent=self._owner
            ).open()

    def move_project(self, name: str) -> None:
        """Ask how the whole project moves: `shift`, `start_work_from` or `count_back`."""
        from csdesk.ui.dialogs.plan_project import ProjectMoves

        data = self.data
        if data is not None:
            getattr(ProjectMoves(self._services, data, self._owner), name)().open()

    def durations(self) -> None:
        """Show what our finished projects propose."""
        from csdesk.ui.dialogs.plan_durations import DurationsDialog

        data = self.data
        if data is None:
            return
        dialog = DurationsDialog(self._services, project_id=data.project.id, parent=self._owner)
        dialog.taken.connect(self._take_durations)
        self._open(dialog)

    def _take_durations(self, days: Mapping[int, int]) -> None:
        words = self._words.plural(
            "Usual duration of {n} item", "Usual durations of {n} items", len(days)
        )
        edits = {row_id: {"duration": one} for row_id, one in days.items()}
        self.trials.ask(words, item_batch.apply, edits, reports=True, edits=edits)

    def slips(self) -> None:
        """Show the slip ledger of the current milestone, else of the last one."""
        from csdesk.ui.dialogs.plan_slips import SlipsDialog

        data, row = self.data, self.current()
        if data is None:
            return
        milestone = row.id if row is not None and row.kind is RowKind.MILESTONE else None
        self._open(
            SlipsDialog(
                self._services, project_id=data.project.id, milestone_id=milestone,
                parent=self._owner,
            )
        )  # fmt: skip

    def baselines(
        self, load: Callable[[], PlanScreenData | None], compare: Callable[[int], object]
    ) -> None:
        """Show the baselines; `compare` takes the one to compare with, 0 for none."""
        from csdesk.ui.dialogs.plan_baselines import BaselinesDialog

        dialog = BaselinesDialog(self._services, load, self._owner)
        dialog.compared.connect(compare)
        self._open(dialog)

    def ask_days(self) -> None:
        """Ask by how many working days to move the chosen rows."""
        from csdesk.ui.dialogs.form import Field, FormDialog, Input

        words = self._services.translator
        count = Field(
            key="days", text=words.text("Working days (earlier: −)"), takes=Input.NUMBER, value=1,
            needed=True,
        )  # fmt: skip
        FormDialog(
            self._services, words.text("Move dates"), [count],
            lambda values: self.shift(int(values["days"])),
            accept=words.text("Move"), parent=self._owner,
        ).open()  # fmt: skip

    def _open(self, dialog: QDialog) -> None:
        dialog.open()


def _has(row: PlanRow, field: str) -> bool:
    """Whether a kind of row has a field at all."""
    if field == "visibility":
        return True
    if field in ("milestone_kind", "opens_day"):
        return row.kind is RowKind.MILESTONE
    return not row.kind.is_summary
