"""Writing: one command's transaction, in records."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from csdesk.data.reader import AnyRecord, Reader
from csdesk.domain.changes import ChangeSet
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json, Record, User

if TYPE_CHECKING:
    from csdesk.data.writer import Writer

LOST_UPDATE = N_(
    "“{field}” was changed meanwhile: it now reads “{theirs}”, you entered “{ours}”. "
    "Look at the new value, then decide."
)


class Unit(Reader):
    """One command: everything that it writes is stored together or not at all.

    What is written is seen by reads of the same unit at once. `actor`, `now` (UTC) and `today`
    (in the workspace's zone) stand for the whole command.
    """

    def __init__(
        self,
        writer: "Writer",
        *,
        actor: User,
        now: datetime,
        today: date,
        label: str,
        params: Mapping[str, Any],
    ) -> None:
        super().__init__(writer.rows, lambda: today)
        self.writer = writer
        self.actor = actor
        self.now = now
        self.today = today
        self.label = label
        self.params: dict[str, Json] = {}
        self.broken = False
        self.notice: ChangeSet | None = None
        self.describe(**params)

    def describe(self, **params: Any) -> None:
        """Add parameters of the label that are known only now. No free customer text."""
        self.params.update(self.writer.encoded(params))

    def add(self, record: AnyRecord) -> AnyRecord:
        """Store a new record and return it with its id."""
        return self.add_all([record])[0]

    def add_all(self, records: Iterable[AnyRecord]) -> list[AnyRecord]:
        """Store new records in one go and return them with their ids, in the same order."""
        return self.writer.add(list(records))

    def update(
        self,
        kind: type[AnyRecord],
        row_id: int,
        /,
        *,
        expected_version: int | None = None,
        **changes: Any,
    ) -> AnyRecord:
        """Change columns of a record and return it; an equal value changes nothing.

        With `expected_version` a change that someone else made since is not overwritten:
        UserError `lost_update` with both values.
        """
        stored = self.get(kind, row_id)
        if expected_version is not None and stored.version != expected_version:
            _refuse_overwrite(stored, changes)
        return self.writer.update(kind, {row_id: changes})[0]

    def update_all(
        self, kind: type[AnyRecord], changes: Mapping[int, Mapping[str, Any]]
    ) -> list[AnyRecord]:
        """Change many records in one go: id -> columns. Returns them by id."""
        return self.writer.update(kind, changes)

    def delete(self, kind: type[Record], *row_ids: int) -> None:
        """Delete records with everything that belongs to them."""
        for row_id in row_ids:
            self.get(kind, row_id)
        self.writer.delete(kind, row_ids)

    def take_number(self, customer_id: int) -> int:
        """Take the next item number of a customer. It is never given again, not even by undo."""
        return self.take_numbers(customer_id, 1)[0]

    def take_numbers(self, customer_id: int, count: int) -> range:
        """Take the next item numbers of a customer in one go, as `take_number` takes one."""
        return self.writer.take_numbers(customer_id, count)


def _refuse_overwrite(stored: Record, changes: Mapping[str, Any]) -> None:
    """Raise `lost_update` if one of the columns now holds another value than ours."""
    for name, ours in changes.items():
        theirs = getattr(stored, name)
        if theirs != ours:
            raise UserError("lost_update", LOST_UPDATE, field=name, theirs=theirs, ours=ours)
