"""Storing what was accepted on the chart: each is one command, with one undo."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, Signal

from csdesk.app.commands import items, replan, reschedule
from csdesk.app.commands.reschedule import NewDates
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.follow import Follow
from csdesk.domain.records import PlanRow
from csdesk.i18n import Translator
from csdesk.ui.gantt.ahead import Change, Wanted
from csdesk.ui.gantt.strip import Option
from csdesk.ui.services import Services

MANY = 600  # rows of a plan; moves in a larger one are stored in a task

DEADLINE = "deadline"  # a way to take a move: its day becomes the deadline


class PlanMoves(QObject):
    """Turns accepted changes into commands; what a command refuses is told by the services.

    Signals: `stored()` once a change is stored or refused, a little later in a large plan;
    `made(row id)` after that for a new row.
    """

    stored = Signal()
    made = Signal(int)

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
        change: Change,
        cause: object,
        follow: Follow,
    ) -> None:
        """Store a change; with a cause what it pushes follows, and that is recorded."""
        project_id, bar = data.project.id, change.bar
        why: dict[str, Any] = {}
        if isinstance(cause, tuple):
            why = {"cause": cause[0], "text": cause[1]}
        if bar is not None:
            self._run(
                data, replan.add_bar, makes=True, project_id=project_id,
                after_id=bar.after_id or None, title=self._services.translator.text("New item"),
                start=bar.start, target=bar.target, **why,
            )  # fmt: skip
            return
        if change.trial is not None:
            trial = change.trial
            self._run(
                data, replan.carry_out, reports=True, project_ids=[project_id],
                operation=trial.operation, row_id=next(iter(trial.held), None), **why,
            )  # fmt: skip
            return
        if change.out or change.drawn:
            links: dict[str, Any] = {"out": change.out, "drawn": change.drawn}
            self._run(data, replan.relink, project_id=project_id, **links, **why)
            return
        given = {row_id: _days(one) for row_id, one in change.wanted.items()}
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

    def _run(
        self,
        data: PlanScreenData,
        command: Any,
        *,
        reports: bool = False,
        makes: bool = False,
        **arguments: Any,
    ) -> None:
        """Run a command: one that `reports` takes a progress, one that `makes` returns a row."""
        services = self._services
        if len(data.rows) <= MANY:
            self._end(services.act(command, **arguments), makes=makes)
            return
        self.is_busy = True

        def work(progress: object) -> object:
            more = {"progress": progress} if reports else {}
            return command(services.store, **arguments, **more)

        title = services.translator.text("Moving the plan")
        results: list[object] = []
        task = services.tasks.run(title, work, done=results.append, failed=services.problem.emit)
        task.ended.connect(lambda: self._on_ended(results, makes=makes))

    def _on_ended(self, results: list[object], *, makes: bool) -> None:
        self.is_busy = False
        self._end(results[0] if results else None, makes=makes)

    def _end(self, result: object, *, makes: bool) -> None:
        self.stored.emit()
        if makes and isinstance(result, PlanRow):
            self.made.emit(result.id)


def _days(wanted: Wanted) -> dict[str, Any]:
    given = {"start": wanted.start, "target": wanted.target, "duration": wanted.duration}
    return {name: value for name, value in given.items() if value is not None}
