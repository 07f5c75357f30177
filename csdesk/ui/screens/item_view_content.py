"""What a saved view of items holds: filter, groups, order and columns, as plain JSON."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from csdesk.app.queries.item_table import Column, Grouping, ItemFilter, Sort, due_this_week
from csdesk.domain.codes import Priority, Side, Status, Visibility
from csdesk.domain.records import Json

_CodeT = TypeVar("_CodeT", bound=StrEnum)
_FLAGS = ("unfinished", "late", "we_can_do")


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemViewContent:
    """What a view shows, on a day."""

    shown: ItemFilter = field(default_factory=ItemFilter)
    grouping: Grouping = Grouping.TURN
    sort: Sort = field(default_factory=Sort)
    columns: tuple[Column, ...] = ()


def limits(today: date) -> dict[str, date]:
    """Return the days up to which one asks for, by a name that stays right tomorrow."""
    week = due_this_week(today)
    month = (today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    following = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return {
        "today": today,
        "week": week,
        "next_week": week + timedelta(7),
        "month": month,
        "next_month": following,
    }


def content_of(view: ItemViewContent, today: date) -> dict[str, Json]:
    """Return what is kept of a view; conditions that are not set are not."""
    shown = view.shown
    filters: dict[str, Json] = {name: True for name in _FLAGS if getattr(shown, name)}
    if shown.due_before is not None:
        names = [name for name, day in limits(today).items() if day == shown.due_before]
        filters["due_before"] = names[0] if names else shown.due_before.isoformat()
    if shown.blocked_over is not None:
        filters["blocked_over"] = shown.blocked_over
    if shown.text:
        filters["text"] = shown.text
    for name in ("sides", "statuses", "priorities", "visibilities", "owners"):
        values: frozenset[str] = getattr(shown, name)
        if values:
            filters[name] = [str(value) for value in sorted(values)]
    if shown.customers:
        filters["customers"] = [*sorted(shown.customers)]
    return {
        "filter": filters,
        "grouping": view.grouping.value,
        "sort": [view.sort.column.value, view.sort.descending],
        "columns": [column.value for column in view.columns],
    }


def read_content(content: Mapping[str, Json], today: date) -> ItemViewContent:
    """Return what `content_of` kept, on another day; what cannot be read is left out."""
    filters = content.get("filter")
    sort = content.get("sort")
    order = Sort()
    if isinstance(sort, list) and len(sort) == 2:
        column = _code(Column, sort[0])
        order = order if column is None else Sort(column=column, descending=sort[1] is True)
    return ItemViewContent(
        shown=_filter(filters if isinstance(filters, dict) else {}, today),
        grouping=_code(Grouping, content.get("grouping")) or Grouping.TURN,
        sort=order,
        columns=tuple(_codes(Column, content.get("columns"))),
    )


def _filter(kept: Mapping[str, Json], today: date) -> ItemFilter:
    over, text = kept.get("blocked_over"), kept.get("text")
    return ItemFilter(
        unfinished=kept.get("unfinished") is True,
        late=kept.get("late") is True,
        we_can_do=kept.get("we_can_do") is True,
        due_before=_day(kept.get("due_before"), today),
        blocked_over=over if isinstance(over, int) else None,
        text=text if isinstance(text, str) else "",
        sides=frozenset(_codes(Side, kept.get("sides"))),
        statuses=frozenset(_codes(Status, kept.get("statuses"))),
        priorities=frozenset(_codes(Priority, kept.get("priorities"))),
        visibilities=frozenset(_codes(Visibility, kept.get("visibilities"))),
        owners=frozenset(one for one in _list(kept.get("owners")) if isinstance(one, str)),
        customers=frozenset(one for one in _list(kept.get("customers")) if isinstance(one, int)),
    )


def _day(value: Json, today: date) -> date | None:
    if not isinstance(value, str):
        return None
    named = limits(today).get(value)
    if named is not None:
        return named
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _codes(kind: type[_CodeT], values: Json) -> Iterable[_CodeT]:
    codes = (_code(kind, one) for one in _list(values))
    return [code for code in codes if code is not None]


def _code(kind: type[_CodeT], value: Json) -> _CodeT | None:
    return next((one for one in kind if one.value == value), None)
