"""Storing accepted moves: each is one command, with one undo."""

from collections.abc import Mapping

from csdesk.app.commands import items, reschedule
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.follow import Follow
from csdesk.i18n import Translator
from csdesk.ui.gantt.ahead import Wanted
from csdesk.ui.gantt.strip import Option
from csdesk.ui.services import Services


class PlanMoves:
    """Turns accepted moves into commands; what a command refuses is told by the services."""

    def __init__(self, services: Services) -> None:
        self._services = services
        self.is_busy = False

    def ways(self, words: Translator) -> list[Option]:
        """Return the ways in which a move can be taken."""
        return [
            Option(Follow.UNFINISHED, words.text("Move unfinished work")),
            Option(Follow.ALL, words.text("Move all that follows")),
            Option(Follow.BREAK, words.text("Keep dates, break the link")),
        ]

    def store(
        self,
        data: PlanScreenData,
        wanted: Mapping[int, Wanted],
        cause: object,
        how: object,
    ) -> None:
        """Store where rows are to lie; with a cause what they push follows, and it is recorded."""
        edits = {
            row_id: {
                name: day
                for name, day in (("start", one.start), ("target", one.target))
                if day is not None
            }
            for row_id, one in wanted.items()
        }
        if isinstance(cause, tuple) and len(edits) == 1:
            row_id, days = next(iter(edits.items()))
            code, text = cause
            self._services.act(reschedule.move, row_id=row_id, cause=code, text=text, **days)
        else:
            self._services.act(items.update_each, edits=edits)
