"""Edits of items that move others: shown at the foot of their table until they are taken."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget
from typing_extensions import override

from csdesk.app.commands import item_batch, replan
from csdesk.app.commands.trials import Operation, try_on_rows
from csdesk.app.move_text import Missed, MoveFacts, Moving, move_effects, move_sentence
from csdesk.app.queries.plans import LoadedProject
from csdesk.app.shift_text import effect_on, missed_by
from csdesk.domain.cascade import Moved
from csdesk.domain.codes import Cause
from csdesk.domain.errors import UserError
from csdesk.ui.gantt.move_causes import sides_of
from csdesk.ui.gantt.strip import MoveStrip, is_answer
from csdesk.ui.screens.trial_words import DATES, Called, called, pasting
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
        self._home = screen
        self._asked: _Asked | None = None  # it is tried, or waits
        self._project_ids: list[int] | None = None  # of what waits
        self.strip = MoveStrip(services, screen)
        self.strip.accepted.connect(self.accept)
        self.strip.cancelled.connect(self.cancel)
        screen.installEventFilter(self)

    def serve(self, table: QAbstractItemView) -> None:
        """Answer keys that are pressed in the table of the items; it gets the keyboard back."""
        self._home = table
        table.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Give up what waits when the screen is left; Enter and Esc are for the strip."""
        if watched is self._home and is_answer(event) and self._project_ids is not None:
            self.cancel() if event.key() == Qt.Key.Key_Escape else self.accept()
            return True
        if watched is self.parent() and event.type() == QEvent.Type.Hide:
            self.cancel()
        return False

    def shift(self, row_ids: Sequence[int], days: int) -> None:
        """Move target dates by working days."""
        arguments = {"row_ids": list(row_ids), "days": days}
        operation = Operation(command=item_batch.shift, arguments=arguments, reports=True)
        self.ask(operation, row_ids, DATES)

    def apply(self, edits: Mapping[int, Mapping[str, Any]]) -> None:
        """Set other fields on each row, as pasted."""
        operation = Operation(command=item_batch.apply, arguments={"edits": edits}, reports=True)
        self.ask(operation, list(edits), None)

    def ask(self, operation: Operation, row_ids: Sequence[int], how: Called | None) -> None:
        """Try an operation on rows; `how` is what it is called, None for pasted cells.

        What the command refuses is told by the services.
        """
        self.cancel()
        if row_ids:
            self._asked = _Asked(operation, tuple(row_ids), how)
            self._try(self._asked)

    def again(self) -> None:
        """Try what waits once more, because what it was tried on may be another by now."""
        if self._asked is not None and self._project_ids is not None:
            self._try(self._asked)

    def _try(self, asked: "_Asked") -> None:
        services, count = self._services, len(asked.row_ids)
        arguments: dict[str, Any] = {"row_ids": asked.row_ids, "operation": asked.operation}
        if count <= MANY:
            try:
                self._show(asked, try_on_rows(services.store, **arguments))
            except UserError as error:
                self.cancel()
                services.problem.emit(error)
            return
        services.tasks.run(
            pasting(services.translator, count) if asked.how is None else self._title(count),
            partial(try_on_rows, services.store), done=partial(self._show, asked),
            failed=partial(self._fail, asked), owner=self, **arguments,
        )  # fmt: skip

    def _fail(self, asked: "_Asked", problem: BaseException) -> None:
        if self._asked is asked:
            self.cancel()
        self._services.problem.emit(problem)

    def _title(self, count: int) -> str:
        return self._services.translator.plural("Changing {n} row", "Changing {n} rows", count)

    def _show(self, asked: "_Asked", tried: Tried) -> None:
        if self._asked is not asked:
            return  # given up by now
        ids, waited = list(asked.row_ids), self._project_ids is not None
        facts = self._facts(ids, asked.how, tried)
        self._project_ids = [one.project.id for one, _ in tried]
        if not facts.others and not facts.missed and not waited:
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
        if not waited:
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
        self._asked = None
        if self._project_ids is not None:
            self._project_ids = None
            self._end()

    def _store(self, cause: tuple[Cause, str] | None) -> None:
        asked, project_ids = self._asked, self._project_ids
        self._asked = self._project_ids = None
        if asked is None or project_ids is None:
            return
        self._end()
        arguments: dict[str, Any] = {} if cause is None else {"cause": cause[0], "text": cause[1]}
        arguments |= {"project_ids": project_ids, "operation": asked.operation}
        arguments["row_id"] = asked.row_ids[0]
        services, count = self._services, len(asked.row_ids)
        if count <= MANY:
            services.act(replan.carry_out, **arguments)
            return
        services.tasks.run(
            self._title(count), partial(replan.carry_out, services.store),
            failed=services.problem.emit, **arguments,
        )  # fmt: skip

    def _end(self) -> None:
        focus: QWidget | None = self.strip.window().focusWidget()
        if focus is not None and self.strip.isAncestorOf(focus):
            self._home.setFocus(Qt.FocusReason.OtherFocusReason)
        self.strip.hide()
        self.strip.forget()


@dataclass(frozen=True, slots=True)
class _Asked:
    """An operation on rows, and what it is called; each that is asked for is another."""

    operation: Operation
    row_ids: tuple[int, ...]
    how: Called | None
