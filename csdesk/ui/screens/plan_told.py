"""What an edit that was stored at once did to go-live and first value, told at the foot."""

from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csdesk.app.move_text import Effect, MoveFacts, Moving, move_effects
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.ui.services import Services


class PlanTold(QObject):
    """Compares the plan before an edit with the one that is read after it.

    What a person moves is looked at before it is taken; a status or a new row is not: whoever moves
    a promise by it reads so, and can undo it there.
    """

    def __init__(self, services: Services, screen: QWidget) -> None:
        super().__init__(screen)
        self._services, self._screen = services, screen
        self._before: PlanScreenData | None = None
        services.problem.connect(self.forget)

    def expect(self, data: PlanScreenData | None) -> None:
        """Remember the plan as it is before an edit."""
        self._before = data

    def forget(self, *_: object) -> None:
        """Expect nothing: the edit was refused."""
        self._before = None

    def tell(self, data: PlanScreenData) -> None:
        """Say what became of the promises, if the edit moved one."""
        before, self._before = self._before, None
        if before is None or before.project.id != data.project.id:
            return
        words, today = self._services.translator, data.state.today
        go_live = _effect(before, data, data.state.go_live_id)
        window = data.state.window
        value = None if window is None else _effect(before, data, window.value_row_id)
        sentences = []
        if go_live is not None:
            days = {
                name: words.near_date(day, today)
                for name, day in (("before", go_live.before), ("after", go_live.after))
            }
            sentences.append(words.text("Go-live {before} → {after}.", **days))
        if value is not None:
            facts = MoveFacts(
                titles=(), moving=Moving.ROW, days=0, others=0, value=value, window=window
            )
            sentences.append(move_effects(facts, words, today))
        if sentences:
            self._say(words.sentences(sentences))

    def _say(self, sentence: str) -> None:
        from csdesk.ui.main_window import MainWindow

        window = self._screen.window()
        if isinstance(window, MainWindow):
            undo = self._services.translator.text("Undo")
            window.say(sentence, ((undo, partial(window.registry.run, "undo")),))


def _effect(before: PlanScreenData, after: PlanScreenData, row_id: int | None) -> Effect | None:
    """Return where an open milestone was and is, None if it stayed."""
    states = [one.state_of(row_id) for one in (before, after)] if row_id is not None else []
    days = [one.finish for one in states if one is not None and one.finish is not None]
    if len(days) < 2 or days[0] == days[1] or not after.rows[row_id or 0].status.is_open:
        return None
    return Effect(days[0], days[1])
