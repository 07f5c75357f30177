"""Storing accepted moves: each is one command, with one undo."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from csdesk.app.commands import items, reschedule
from csdesk.app.commands.reschedule import NewDates
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.follow import Follow
from csdesk.i18n import Translator
from csdesk.ui.gantt.ahead import Wanted
from csdesk.ui.gantt.strip import Option
from csdesk.ui.services import Services

MANY = 600  # rows of a plan; moves in a larger one are stored in a task

DEADLINE = "deadline"  # a way to take a move: its day becomes the deadline


class PlanMoves(QObject):
    """Turns accepted moves into commands; what a command refuses is told by the services.

    Signals: `stored()` once a move is stored or refused, a little later in a large plan.
    """

    stored = Signal()

    def __init__(self, services: Services, parent: QObject) -> None:
        super().__init__(parent)
        self._services = services
        self.is_busy = False

    def ways(self, words: Translator, *, stuck: bool = False) -> list[Option]:
        """Return the ways in which a move can be taken; `stuck`: its links do not let it move."""
        if stuck:
            return [
                Option(Follow.UNFINISHED, words.text("Keep the date anyway")),
                Option(Follow.BREAK, words.text("Break the link")),
                Option(DEADLINE, words.text("Take it as the deadline")),
            ]
        return [
            Option(Follow.UNFINISHED, words.text("Only unfinished")),
            Option(Follow.ALL, words.text("All that follows")),
            Option(Follow.BREAK, words.text("Keep dates, unlink")),
        ]

    def set_deadlines(self, days: Mapping[int, date]) -> None:
        """Note days as deadlines; the plan stays as it is."""
        edits = {row_id: {"deadline": day} for row_id, day in days.items()}
        self._services.act(items.update_each, edits=edits)
        self.stored.emit()

    def store(
        self,
        data: PlanScreenData,
        wanted: Mapping[int, Wanted],
        cause: object,
        follow: Follow,
    ) -> None:
        """Store where rows are to lie; with a cause what they push follows, and it is recorded."""
        given = {row_id: _days(one) for row_id, one in wanted.items()}
        if not isinstance(cause, tuple):
            self._services.act(items.update_each, edits=given)
            self.stored.emit()
            return
        code, text = cause
        arguments: dict[str, Any] = {"cause": code, "text": text, "follow": follow}
        if len(given) == 1:
            row_id, days = next(iter(given.items()))
            self._run(data, reschedule.move, row_id=row_id, **days, **arguments)
        else:
            moves = {row_id: NewDates(**days) for row_id, days in given.items()}
            self._run(data, reschedule.move_rows, moves=moves, **arguments)

    def _run(self, data: PlanScreenData, command: Any, **arguments: Any) -> None:
        services = self._services
        if len(data.rows) <= MANY:
            services.act(command, **arguments)
            self.stored.emit()
            return
        self.is_busy = True

        def work(progress: object) -> object:
            return command(services.store, **arguments)

        title = services.translator.text("Moving the plan")
        task = services.tasks.run(title, work, failed=services.problem.emit)
        task.ended.connect(self._on_ended)

    def _on_ended(self) -> None:
        self.is_busy = False
        self.stored.emit()


def _days(wanted: Wanted) -> dict[str, Any]:
    given = {"start": wanted.start, "target": wanted.target}
    return {name: day for name, day in given.items() if day is not None}
