"""What a write says to the rest of the program: the notice of a commit and the lines of history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csdesk.domain.records import Json


class Origin(StrEnum):
    """How a change came about."""

    COMMAND = "command"
    UNDO = "undo"
    REDO = "redo"
    REMOTE = "remote"  # another person's commit on a shared workspace


class RowAction(StrEnum):
    """What happened to one row."""

    INSERT = "insert"
    UPDATE = "update"
    DELETE = "delete"


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeSet:
    """One committed command: its label, how it came about and the ids it touched by record name."""

    label: str
    origin: Origin
    entities: Mapping[str, frozenset[int]]

    def ids(self, entity: str) -> frozenset[int]:
        """Return the ids of `entity` ("PlanRow") that were touched."""
        return self.entities.get(entity, frozenset())


@dataclass(frozen=True, kw_only=True, slots=True)
class RowChange:
    """One row of one entry. `before` and `after` hold stored forms (codes, ISO dates, text).

    An update names the changed columns only. Both are None in a purged change.
    """

    entity: str
    row_id: int
    customer_id: int | None
    action: RowAction
    before: Mapping[str, "Json"] | None
    after: Mapping[str, "Json"] | None
    purged: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class HistoryEntry:
    """One line of the journal. `label` is the command's key; it is rendered when read.

    `customer_id` is the customer that the command named, else the only one whose rows it changed.
    `origin` tells a command from its undo or redo, which name the entry they inverted as
    `target_id`; `undone` that it was taken back since; `touched` counts changed rows by record
    name.
    """

    entry_id: int
    at: datetime  # UTC
    actor: str
    label: str
    params: Mapping[str, "Json"]
    customer_id: int | None
    origin: Origin
    target_id: int | None
    undoable: bool
    undone: bool
    touched: Mapping[str, int]
