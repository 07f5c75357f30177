"""Operations that may move others: tried first, and asked for on the chart if they do."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from csdesk.app.commands.trials import Operation, try_out
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.cascade import Moved
from csdesk.domain.errors import UserError
from csdesk.domain.progress import Progress
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.gantt.trial import Trial
from csdesk.ui.services import Services

MANY = 3_000  # rows of a plan; in a larger one operations are tried in a task


class PlanTrials(QObject):
    """Tries commands on the plan that is shown; nothing is stored here.

    Signals: `asked(Trial)` with what it would move.
    """

    asked = Signal(object)

    def __init__(self, services: Services, view: PlanView, screen: QWidget) -> None:
        super().__init__(screen)
        self._services, self._view = services, view

    def ask(
        self,
        words: str,
        command: Callable[..., object],
        held: Iterable[int] = (),
        *,
        reports: bool = False,
        **arguments: Any,
    ) -> None:
        """Try a command and ask for it; what it refuses is told by the services.

        `words` is what the strip calls it, `held` the rows that it is about; a command that
        `reports` takes a progress.
        """
        data = self._view.model.plan
        if data is None:
            return
        trial = Trial(
            words=words, operation=Operation(command=command, arguments=arguments, reports=reports),
            held=_in_order(data, held),
        )  # fmt: skip
        self._try(data, trial)

    def again(self, trial: Trial) -> None:
        """Try once more what waited while the plan became another; it waits again."""
        data = self._view.model.plan
        if data is not None:
            held = _in_order(data, trial.held)
            self._try(data, replace(trial, held=held, moved=(), again=True))

    def _try(self, data: PlanScreenData, trial: Trial) -> None:
        if len(data.rows) <= MANY:
            try:
                self._asks(data, trial, _tried(self._services, data, trial))
            except UserError as error:
                self._services.problem.emit(error)
            return
        self._services.tasks.run(
            trial.words, partial(_tried, self._services, data, trial),
            done=partial(self._asks, data, trial), failed=self._services.problem.emit, owner=self,
        )  # fmt: skip

    def ask_in_form(
        self, words: str, command: Callable[..., object], held: int, **arguments: Any
    ) -> None:
        """Try a command on a row, for a form; it is asked for once the form is closed.

        Raises what the command raises.
        """
        data = self._view.model.plan
        if data is None:
            return
        trial = Trial(
            words=words, operation=Operation(command=command, arguments=arguments), held=(held,)
        )
        moved = _tried(self._services, data, trial)
        QTimer.singleShot(0, self, partial(self._asks, data, trial, moved))

    def _asks(self, data: PlanScreenData, trial: Trial, moved: tuple[Moved, ...]) -> None:
        """Ask, or try again what changed meanwhile; of a plan that was left nothing is asked."""
        now = self._view.model.plan
        if now is data:
            self.asked.emit(replace(trial, moved=moved))
        elif now is not None and now.project.id == data.project.id:
            self._try(now, replace(trial, held=_in_order(now, trial.held)))


def _tried(
    services: Services, data: PlanScreenData, trial: Trial, progress: Progress | None = None
) -> tuple[Moved, ...]:
    return try_out(
        services.store, plan=data.plan, state=data.state, calendars=data.calendars,
        operation=trial.operation, progress=progress,
    )  # fmt: skip


def _in_order(data: PlanScreenData, row_ids: Iterable[int]) -> tuple[int, ...]:
    wanted = set(row_ids)
    return tuple(row_id for row_id in data.state.order if row_id in wanted)
