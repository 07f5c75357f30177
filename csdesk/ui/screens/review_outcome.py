"""What the plan becomes by a review, computed beside the window and shown when it is known."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QTimer

from csdesk.app.commands.tracker_import import TrackerChoices, effect_of
from csdesk.app.error_text import error_text
from csdesk.app.queries.tracker_effect import PlanEffect
from csdesk.app.queries.tracker_review import TrackerReview
from csdesk.domain.errors import UserError
from csdesk.ui.services import Services
from csdesk.ui.tasks import Task
from csdesk.ui.widgets.review_effect import EffectPanel

PAUSE = 40  # ms without another key before the outcome is computed anew


@dataclass(frozen=True, slots=True)
class Asked:
    """A review with choices; `basis` says in words what the outcome rests on."""

    review: TrackerReview
    choices: TrackerChoices
    basis: str


class Outcome(QObject):
    """Computes one outcome at a time; of many that are asked for meanwhile only the last.

    `what` says what is to be computed when the time has come; None: nothing.
    """

    def __init__(
        self,
        services: Services,
        panel: EffectPanel,
        what: Callable[[], Asked | None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._services, self._panel, self._what = services, panel, what
        self._task: Task | None = None
        self._again = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._compute)

    def ask(self) -> None:
        """Compute it soon."""
        self._timer.start()

    def stop(self) -> None:
        """Ask for nothing more."""
        self._timer.stop()
        self._again = False

    def _compute(self) -> None:
        if self._task is not None:
            self._again = True
            return
        asked = self._what()
        if asked is None or not self._services.has_store:
            return
        self._task = self._services.tasks.run(
            "", effect_of, store=self._services.store, review=asked.review, choices=asked.choices,
            done=partial(self._show, asked.basis), failed=self._on_failed,
        )  # fmt: skip
        self._task.ended.connect(self._on_ended)

    def _show(self, basis: str, effect: PlanEffect) -> None:
        self._panel.show_effect(effect, basis)

    def _on_failed(self, problem: BaseException) -> None:
        if isinstance(problem, UserError):
            self._panel.show_failure(error_text(problem, self._services.translator))
        else:
            self._services.problem.emit(problem)

    def _on_ended(self) -> None:
        self._task = None
        if self._again:
            self._again = False
            self._compute()
