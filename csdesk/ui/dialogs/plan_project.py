"""The forms that move a whole project: shift it, take work up later, count back from go-live.

Each shows what it would move, and where the milestones go, before it is taken.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from csdesk.app.commands import plan_shift
from csdesk.app.error_text import error_text
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.app.shift_text import shift_lines
from csdesk.domain.cascade import Drag
from csdesk.domain.codes import Cause
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import CAUSE_LABELS
from csdesk.domain.plan_shift import RowChanges, back_from, shift_all, start_from
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.services import Services

ALL, UNFINISHED = "all", "unfinished"
PAUSE = 120  # ms without another key before the effect is computed
Look = Callable[[Mapping[str, Any]], RowChanges]


class MoveForm(FormDialog):
    """A form that says what its values would move."""

    def __init__(self, services: Services, *args: Any, **named: Any) -> None:
        self._data: PlanScreenData = named.pop("data")
        self._look: Look = named.pop("look")
        super().__init__(services, *args, **named)
        data = self._data
        self._drag = Drag(data.plan, data.calendars, data.state.today)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.show_effect)
        self.edited.connect(lambda _: self._pause.start())
        self.show_effect()

    def show_effect(self) -> None:
        """Say what would move, or why nothing can."""
        try:
            changes = self._look({key: self.value(key) for key in self.fields})
        except UserError as error:
            self.say([error_text(error, self._words)])
            return
        moved = {move.row_id: move for move in self._drag.show(changes)}
        self.say(shift_lines(self._data, moved, self._words))


class ProjectMoves:
    """Makes the forms; each runs one command, with one undo."""

    def __init__(self, services: Services, data: PlanScreenData, parent: QWidget) -> None:
        self._services, self._data, self._parent = services, data, parent
        self._words = services.translator

    def shift(self) -> FormDialog:
        """Move the project, or what is not finished of it, by working days."""
        words, store, project_id = self._words, self._services.store, self._data.project.id
        which = [
            (UNFINISHED, words.text("what is not finished")),
            (ALL, words.text("all of it, with the project's start")),
        ]
        fields = [
            Field(key="days", text=words.text("Working days (earlier: −)"), takes=Input.NUMBER,
                  value=5, needed=True, row=1),
            Field(key="which", text=words.text("What moves"), takes=Input.CHOICE, choices=which,
                  value=UNFINISHED, row=1, stretch=2),
            *self._causes(),
        ]  # fmt: skip

        def save(values: Mapping[str, Any]) -> object:
            return plan_shift.shift(
                store, project_id=project_id, days=int(values["days"]),
                only_unfinished=values["which"] == UNFINISHED,
                cause=_cause(values), text=values["text"],
            )  # fmt: skip

        def look(values: Mapping[str, Any]) -> RowChanges:
            data = self._data
            return shift_all(
                data.plan, data.calendars, data.state.today, int(values["days"] or 0),
                only_unfinished=values["which"] == UNFINISHED,
            )  # fmt: skip

        return self._form(words.text("Shift the project"), fields, save, look, words.text("Shift"))

    def start_work_from(self) -> FormDialog:
        """Let no unfinished work lie before a day."""
        words, store, project_id = self._words, self._services.store, self._data.project.id
        fields = [
            Field(key="day", text=words.text("No unfinished work before"), takes=Input.DAY,
                  value=self._services.today(), needed=True),
            *self._causes(),
        ]  # fmt: skip

        def save(values: Mapping[str, Any]) -> object:
            return plan_shift.start_work_from(
                store, project_id=project_id, **{**values, "cause": _cause(values)}
            )

        def look(values: Mapping[str, Any]) -> RowChanges:
            data, day = self._data, values["day"]
            if not isinstance(day, date):
                return {}
            return start_from(data.plan, data.calendars, data.state.today, day)

        return self._form(
            words.text("Take unfinished work up again"), fields, save, look,
            words.text("Reschedule"),
        )  # fmt: skip

    def count_back(self) -> FormDialog:
        """Count the plan back from a go-live."""
        words, store, project_id = self._words, self._services.store, self._data.project.id
        row = self._data.rows.get(self._data.state.go_live_id or 0)
        fields = [
            Field(key="go_live", text=words.text("Live on"), takes=Input.DAY, needed=True,
                  value=row.target if row is not None else None),
            *self._causes(),
        ]  # fmt: skip

        def save(values: Mapping[str, Any]) -> object:
            made = plan_shift.count_back(
                store, project_id=project_id, **{**values, "cause": _cause(values)}
            )
            if made.done is None:
                raise _too_early(values["go_live"], made.earliest)
            return made

        def look(values: Mapping[str, Any]) -> RowChanges:
            data, day = self._data, values["go_live"]
            if not isinstance(day, date):
                return {}
            back = back_from(data.plan, data.calendars, data.state.today, day)
            if day < back.earliest:
                raise _too_early(day, back.earliest)
            return back.changes

        return self._form(
            words.text("Count back from go-live"), fields, save, look, words.text("Count back"),
            words.text("What has not begun gets the latest dates that still reach the day."),
        )  # fmt: skip

    def _causes(self) -> list[Field]:
        words = self._words
        causes: list[tuple[object, str]] = [(None, words.text("record none"))]
        causes += [(one, words.text(CAUSE_LABELS[one])) for one in Cause]
        return [
            Field(key="cause", text=words.text("Cause of the slip"), takes=Input.CHOICE,
                  choices=causes, row=9),
            Field(key="text", text=words.text("In words"), row=9, stretch=2),
        ]  # fmt: skip

    def _form(
        self, title: str, fields: Sequence[Field], save: Any, look: Look, accept: str,
        note: str = "",
    ) -> FormDialog:  # fmt: skip
        return MoveForm(
            self._services, title, fields, save, accept=accept, note=note, width=520,
            parent=self._parent, data=self._data, look=look,
        )  # fmt: skip


def _cause(values: Mapping[str, Any]) -> Cause | None:
    return None if values["cause"] is None else Cause(values["cause"])


def _too_early(day: date, earliest: date) -> UserError:
    return UserError(
        "go_live_too_early",
        N_("{day} is too early for what is left. The earliest go-live is {earliest}."),
        day=day,
        earliest=earliest,
        field="go_live",
    )
