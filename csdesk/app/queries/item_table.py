"""Filter, sort and group action items: pure functions over what the items screen shows."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from csdesk.domain.codes import Priority, Side, Status, Visibility
from csdesk.domain.records import PlanRow


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemLine:
    """One action item with what is computed about it; days are working days of its owner."""

    row: PlanRow
    customer_name: str
    project_name: str
    owner: str
    start: date | None  # actual or forecast
    finish: date | None
    milestone: str = ""  # the milestone it leads to
    late: int = 0
    blocked_days: int = 0
    waits_for: str = ""  # title of the unfinished item that blocks it, or what was written
    holds_up: str = ""  # title of the first open item that waits for it
    visible: bool = True  # inherited
    critical: bool = False
    asked_days: int | None = None  # calendar days since our last request
    week_hours: Decimal | None = None  # of our people's work this week
    hours_guessed: bool = False  # from its days, since nobody said how many hours it takes

    @property
    def id(self) -> int:
        """Return the id of the plan row."""
        return self.row.id


class Turn(StrEnum):
    """Whose turn it is: the groups of the screen, in their order."""

    CUSTOMER = "customer"
    US = "us"
    THIRD = "third"
    ON_HOLD = "on_hold"
    ENDED = "ended"


class Grouping(StrEnum):
    """What the items are grouped by."""

    TURN = "turn"
    CUSTOMER = "customer"
    OWNER = "owner"
    STATUS = "status"
    MILESTONE = "milestone"
    NONE = "none"


class Column(StrEnum):
    """The columns, in their order."""

    TITLE = "title"
    NUMBER = "number"
    CUSTOMER = "customer"
    MILESTONE = "milestone"
    OWNER = "owner"
    STATUS = "status"
    PRIORITY = "priority"
    START = "start"
    TARGET = "target"
    REMARK = "remark"
    VISIBILITY = "visibility"


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemFilter:
    """What is shown; all conditions must hold. An empty one shows everything."""

    unfinished: bool = False
    due_before: date | None = None  # inclusive
    late: bool = False
    blocked_over: int | None = None  # working days
    we_can_do: bool = False
    text: str = ""
    sides: frozenset[Side] = frozenset()
    statuses: frozenset[Status] = frozenset()
    priorities: frozenset[Priority] = frozenset()
    visibilities: frozenset[Visibility] = frozenset()
    owners: frozenset[str] = frozenset()
    customers: frozenset[int] = frozenset()

    def passes(self, line: ItemLine) -> bool:
        """Whether an item is shown."""
        row = line.row
        return (
            not (self.unfinished and row.status.is_ended)
            and not (self.due_before and (row.target is None or row.target > self.due_before))
            and not (self.late and not line.late)
            and not (self.blocked_over is not None and line.blocked_days <= self.blocked_over)
            and not (self.we_can_do and not row.we_can_do)
            and (not self.sides or row.side in self.sides)
            and (not self.statuses or row.status in self.statuses)
            and (not self.priorities or row.priority in self.priorities)
            and (not self.visibilities or visibility_of(line) in self.visibilities)
            and (not self.owners or line.owner in self.owners)
            and (not self.customers or row.customer_id in self.customers)
            and (not self.text or self._matches_text(line))
        )

    def _matches_text(self, line: ItemLine) -> bool:
        wanted = self.text.casefold()
        number = f"A{line.row.number}" if line.row.number else ""
        fields = (line.row.title, line.owner, line.customer_name, line.milestone, number)
        return any(wanted in words.casefold() for words in fields)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sort:
    """Order inside the groups; empty values stand last either way."""

    column: Column = Column.TARGET
    descending: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemGroup:
    """A heading and the items below it; `key` stays the same while the screen lives."""

    key: str
    lines: tuple[ItemLine, ...] = field(default=())


STATUS_ORDER: Mapping[Status, int] = {status: place for place, status in enumerate(Status)}
PRIORITY_ORDER: Mapping[Priority, int] = {code: place for place, code in enumerate(Priority)}
_LAST = date.max


def turn_of(line: ItemLine) -> Turn:
    """Return whose turn an item is; on hold and ended stand apart."""
    status = line.row.status
    if status is Status.ON_HOLD:
        return Turn.ON_HOLD
    return Turn.ENDED if status.is_ended else Turn(line.row.side.value)


def visibility_of(line: ItemLine) -> Visibility:
    """Return what the customer sees of an item, rows above it counted."""
    return Visibility.CUSTOMER if line.visible else Visibility.INTERNAL


def arrange(
    lines: Sequence[ItemLine], shown: ItemFilter, grouping: Grouping, sort: Sort
) -> list[ItemGroup]:
    """Return the groups that have items, each sorted."""
    chosen = [line for line in lines if shown.passes(line)]
    chosen.sort(key=_sort_key(sort.column), reverse=sort.descending)
    if sort.column in (Column.START, Column.TARGET) and sort.descending:
        chosen.sort(key=lambda line: _dated(line, sort.column) is None)
    if grouping is Grouping.NONE:
        return [ItemGroup(key="", lines=tuple(chosen))] if chosen else []
    key_of = _GROUP_KEYS[grouping]
    groups: dict[str, list[ItemLine]] = {}
    for line in chosen:
        groups.setdefault(key_of(line), []).append(line)
    order: Callable[[str], object] = _GROUP_ORDERS.get(grouping, str.casefold)
    names = sorted(groups, key=order)  # type: ignore[arg-type]
    return [ItemGroup(key=name, lines=tuple(groups[name])) for name in names]


_GROUP_KEYS: Mapping[Grouping, Callable[[ItemLine], str]] = {
    Grouping.TURN: lambda line: turn_of(line).value,
    Grouping.CUSTOMER: lambda line: line.customer_name,
    Grouping.OWNER: lambda line: line.owner,
    Grouping.STATUS: lambda line: line.row.status.value,
    Grouping.MILESTONE: lambda line: line.milestone,
}
_GROUP_ORDERS: Mapping[Grouping, Callable[[str], object]] = {
    Grouping.TURN: lambda key: list(Turn).index(Turn(key)),
    Grouping.STATUS: lambda key: list(Status).index(Status(key)),
}


def _dated(line: ItemLine, column: Column) -> date | None:
    return line.start if column is Column.START else line.row.target


def _sort_key(column: Column) -> Callable[[ItemLine], tuple[object, ...]]:
    keys: Mapping[Column, Callable[[ItemLine], object]] = {
        Column.TITLE: lambda line: line.row.title.casefold(),
        Column.NUMBER: lambda line: line.row.number or 0,
        Column.CUSTOMER: lambda line: line.customer_name.casefold(),
        Column.MILESTONE: lambda line: line.milestone.casefold(),
        Column.OWNER: lambda line: (line.row.side.value, line.owner.casefold()),
        Column.STATUS: lambda line: STATUS_ORDER[line.row.status],
        Column.PRIORITY: lambda line: PRIORITY_ORDER[line.row.priority],
        Column.START: lambda line: line.start or _LAST,
        Column.TARGET: lambda line: line.row.target or _LAST,
        Column.REMARK: lambda line: (-line.late, -line.blocked_days),
        Column.VISIBILITY: lambda line: line.visible,
    }
    key = keys[column]
    return lambda line: (key(line), line.row.target or _LAST, line.id)


def due_this_week(today: date) -> date:
    """Return the Sunday of the week of `today`."""
    return today + timedelta(days=6 - today.weekday())
