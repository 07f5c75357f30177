"""Reading: records by id or by equal columns, always from one consistent state.

This module, `unit` and `store` import no SQL, so that naming them costs a window's start nothing.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Record

if TYPE_CHECKING:
    from csdesk.data.rows import Rows


class Filled(Enum):
    """Stands for every value but none and the empty text."""

    FILLED = "filled"


FILLED = Filled.FILLED
AnyRecord = TypeVar("AnyRecord", bound=Record)


class Reader:
    """Reads records within one transaction."""

    def __init__(self, rows: "Rows", day: Callable[[], date] | None = None) -> None:
        self.rows = rows
        self._day = day

    def day(self) -> date:
        """Return the day on the wall in the workspace's zone."""
        if self._day is None:
            raise RuntimeError("this reader was made without a clock")
        return self._day()

    def get(self, kind: type[AnyRecord], row_id: int) -> AnyRecord:
        """Return the record with this id; UserError `not_found` without it."""
        found = self.rows.first(kind, {"id": row_id})
        if found is None:
            raise UserError(
                "not_found",
                N_("This row no longer exists ({entity} {row_id}). Refresh the view."),
                entity=kind.__name__,
                row_id=row_id,
            )
        return found

    def find(
        self, kind: type[AnyRecord], /, *, order_by: Iterable[str] | None = None, **equals: Any
    ) -> list[AnyRecord]:
        """Return the records whose columns equal `equals`.

        A list, tuple or set means "one of", None means "is empty", `FILLED` means "is not".
        `order_by` names columns, "-" before a name turns it round; default position and id, or id.
        """
        return self.rows.find(kind, equals, order_by)

    def first(self, kind: type[AnyRecord], /, **equals: Any) -> AnyRecord | None:
        """Return the first record (lowest id) whose columns equal `equals`, or None."""
        return self.rows.first(kind, equals)

    def added(
        self, kind: type[Record], /, *, command: str, first: datetime, last: datetime
    ) -> list[int]:
        """Return the ids of what a command added from `first` to before `last`, by the journal.

        The moments are aware. What was taken back or deleted since is among them.
        """
        from csdesk.data.journal import added_between

        return added_between(self.rows.connection, kind.__name__, command, first, last)

    def count(self, kind: type[Record], /, **equals: Any) -> int:
        """Return how many records `find` would give."""
        return self.rows.count(kind, equals)
