"""Edits of items that move others: shown at the foot of their table until they are taken."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from csdesk.app.commands import replan
from csdesk.app.commands.trials import Operation, try_on_rows
from csdesk.app.move_text import Missed, MoveFacts, Moving, move_effects, move_sentence
from csdesk.app.queries.plans import LoadedProject
from csdesk.app.shift_text import effect_on, missed_by
from csdesk.domain.cascade import Moved
from csdesk.domain.codes import Cause
from csdesk.domain.errors import UserError
from csdesk.ui.gantt.move_causes import sides_of
from csdesk.ui.gantt.strip import MoveStrip
from csdesk.ui.screens.trial_words import Called, called, pasting
from csdesk.ui.services import Services

MANY = 100  # rows; operations on more are tried and stored in a task
Tried = list[tuple[LoadedProject, tuple[Moved, ...]]]


class ItemTrials(QObject):
    """Tries operations on rows of any plans; those that move nothing else are stored at once.

    `strip` says what the others move; Enter takes it, Esc leaves everything.
    """

    def __init__(self, services: Services, screen: QWidget) -> None:
        super().__init__(screen)
        self._services = services
        self.home = screen  # gets the keyboard back
        self._waiting: tuple[Operation, list[int], int] | None = None
        self.strip = MoveStrip(services, screen)
        self.strip.accepted.connect(self.accept)
        self.strip.cancelled.connect(self.cancel)
        screen.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give up what waits when the screen is left."""
        if event.type() == QEvent.Type.Hide:
            self.cancel()
        return False

    def ask(self, operation: Operation, row_ids: Sequence[int], how: Called | None) -> None:
        """Try an operation on rows; `how` is what it is called, None for pasted cells.

        What the command refuses is told by the services.
        """
        self.cancel()
        ids, services = list(row_ids), self._services
        if not ids:
            return
        show = partial(self._show, operation, ids, how)
        if len(ids) <= MANY:
            try:
                show(try_on_rows(services.store, row_ids=ids, operation=operation))
            except UserError as error:
                services.problem.emit(error)
            return
        services.tasks.run(
            pasting(services.translator, len(ids)) if how is None else self._title(len(ids)),
            partial(try_on_rows, services.store), done=show,
            failed=services.problem.emit, owner=self, row_ids=ids, operation=operation,
        )  # fmt: skip

    def _title(self, count: int) -> str:
        return self._services.translator.plural("Changing {n} row", "Changing {n} rows", count)

    def _show(self, operation: Operation, ids: list[int], how: Called | None, tried: Tried) -> None:
        facts = self._facts(ids, how, tried)
        self._waiting = operation, [one.project.id for one, _ in tried], ids[0]
        if not facts.others and not facts.missed:
            self._store(None)
            return
        words, today = self._services.translator, self._services.today()
        effects = [move_effects(facts, words, today)] if len(tried) == 1 else []
        if len(tried) > 1:
            effects += self._go_lives(tried)
        self.strip.sentence.show_words(move_sentence(facts, words, today), words.sentences(effects))
        first = next(one.rows[ids[0]] for one, _ in tried if ids[0] in one.rows)
        self.strip.cause.offer(sides_of(first.side, words))
        self.strip.how.offer([])
        self.strip.place()
        self.strip.show()
        self.strip.accept.setFocus(Qt.FocusReason.OtherFocusReason)

    def _facts(self, ids: list[int], how: Called | None, tried: Tried) -> MoveFacts:
        """Return what the strip says; of go-live and first value only where one plan moves."""
        words, held = self._services.translator, set(ids)
        rows = {row_id: row for one, _ in tried for row_id, row in one.rows.items()}
        titles = [rows[row_id].title for row_id in ids]
        others: list[int] = []
        missed: list[Missed] = []
        for one, moved in tried:
            missed += missed_by(one, {move.row_id: move for move in moved})
            others += [
                move.days
                for move in moved
                if move.row_id not in held and not rows[move.row_id].kind.is_summary
            ]
        alone = tried[0] if len(tried) == 1 else None
        effects: dict[str, Any] = {}
        if alone is not None:
            plan, by_id = alone[0], {move.row_id: move for move in alone[1]}
            window = plan.state.window
            value = window.value_row_id if window is not None and not window.reached else None
            effects = {
                "go_live": effect_on(plan, plan.state.go_live_id, by_id),
                "value": effect_on(plan, value, by_id),
                "acceptance": effect_on(plan, plan.state.acceptance_id, by_id),
                "window": window,
            }
        name = pasting(words, len(ids)) if how is None else called(words, titles, how)
        return MoveFacts(
            titles=(name,), moving=Moving.TRIED, days=max(others, key=abs, default=0),
            others=len(others), missed=tuple(missed), **effects,
        )  # fmt: skip

    def _go_lives(self, tried: Tried) -> list[str]:
        """Return which go-lives of several plans move."""
        words, today, said = self._services.translator, self._services.today(), []
        for one, moved in tried:
            effect = effect_on(one, one.state.go_live_id, {move.row_id: move for move in moved})
            if effect is not None and effect.moves:
                said.append(
                    words.text(
                        "{customer}: go-live {before} → {after}.",
                        customer=one.customer.name,
                        before=words.near_date(effect.before, today),
                        after=words.near_date(effect.after, today),
                    )
                )
        return said

    def accept(self) -> None:
        """Store what waits, with what it pushes and the cause that was chosen."""
        cause = self.strip.cause.current.value if self.strip.cause.options else None
        self._store(cause if isinstance(cause, tuple) else None)

    def cancel(self) -> None:
        """Leave everything as it was."""
        if self._waiting is not None:
            self._waiting = None
            self._end()

    def _store(self, cause: tuple[Cause, str] | None) -> None:
        if self._waiting is None:
            return
        operation, project_ids, row_id = self._waiting
        self._waiting = None
        self._end()
        arguments: dict[str, Any] = {} if cause is None else {"cause": cause[0], "text": cause[1]}
        arguments |= {"project_ids": project_ids, "operation": operation, "row_id": row_id}
        services, count = self._services, len(operation.arguments.get("row_ids", ()))
        if count <= MANY:
            services.act(replan.carry_out, **arguments)
            return
        services.tasks.run(
            self._title(count), partial(replan.carry_out, services.store),
            failed=services.problem.emit, **arguments,
        )  # fmt: skip

    def _end(self) -> None:
        if self.strip.isVisible():
            self.home.setFocus(Qt.FocusReason.OtherFocusReason)
        self.strip.hide()
        self.strip.forget()
