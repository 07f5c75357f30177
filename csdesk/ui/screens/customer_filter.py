"""What the customer list shows: question, filter, order and columns; kept as a saved view."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from csdesk.app.queries.customers import CustomerRow
from csdesk.domain.codes import Rag, Stage
from csdesk.domain.labels import RAG_LABELS, STAGE_LABELS
from csdesk.domain.records import Json
from csdesk.i18n import Translator
from csdesk.ui.dialogs.days_form import MOST_DAYS
from csdesk.ui.models.customer_model import Column, Order

NOBODY = 0  # the owner of a customer that has none
_Code = TypeVar("_Code", bound=StrEnum)


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerFilter:
    """Conditions that must all hold; each holds for any of its values, an empty one for all."""

    stages: frozenset[Stage] = frozenset()
    colours: frozenset[Rag] = frozenset()
    owners: frozenset[int] = frozenset()  # User
    search: str = ""
    days: int | None = None  # of a view that asks for days; None: its own

    def passes(self, row: CustomerRow) -> bool:
        """Whether a customer is shown."""
        return (
            (not self.stages or row.stage in self.stages)
            and (not self.colours or colour_of(row) in self.colours)
            and (not self.owners or (row.customer.owner_id or NOBODY) in self.owners)
            and (not self.search or self._found_in(row))
        )

    def _found_in(self, row: CustomerRow) -> bool:
        wanted = self.search.casefold()
        one = row.customer
        fields = (one.name, one.name_alt, one.code, one.city, one.industry, row.owner)
        return any(wanted in words.casefold() for words in fields)


@dataclass(frozen=True, kw_only=True, slots=True)
class Listing:
    """All that a person chose of the list: `view` is the key of the built-in question."""

    view: str
    filter: CustomerFilter = field(default_factory=CustomerFilter)
    order: Order = field(default_factory=Order)
    hidden: frozenset[Column] = frozenset()

    def content(self) -> dict[str, Json]:
        """Return it as plain values, the same for the same listing."""
        column = self.order.column
        return {
            "view": self.view,
            "stages": [one.value for one in Stage if one in self.filter.stages],
            "colours": [one.value for one in Rag if one in self.filter.colours],
            "owners": [*sorted(self.filter.owners)],
            "search": self.filter.search,
            "days": self.filter.days,
            "sort": None if column is None else column.name.lower(),
            "descending": self.order.descending,
            "hidden": [one.name.lower() for one in Column if one in self.hidden],
        }


def read_listing(content: Mapping[str, Json]) -> Listing:
    """Return the listing of a content; what this version does not know is left out."""
    owners, hidden, days = content.get("owners"), content.get("hidden"), content.get("days")
    columns = {one.name.lower(): one for one in Column}
    return Listing(
        view=str(content.get("view", "")),
        filter=CustomerFilter(
            stages=_codes(Stage, content.get("stages")),
            colours=_codes(Rag, content.get("colours")),
            owners=frozenset(
                one for one in (owners if isinstance(owners, list) else ()) if isinstance(one, int)
            ),
            search=str(content.get("search") or ""),
            days=days if isinstance(days, int) and 0 <= days <= MOST_DAYS else None,
        ),
        order=Order(columns.get(str(content.get("sort"))), bool(content.get("descending"))),
        hidden=frozenset(
            columns[str(one)]
            for one in (hidden if isinstance(hidden, list) else ())
            if str(one) in columns and one != "name"
        ),
    )


def colour_of(row: CustomerRow) -> Rag:
    """Return the colour that the list shows: without a plan nothing has started."""
    return row.rag.rag if row.rag is not None else Rag.NOT_STARTED


def owners_of(rows: Iterable[CustomerRow], words: Translator) -> dict[int, str]:
    """Return who owns customers, by name; nobody last, if some have no owner."""
    found = {row.customer.owner_id or NOBODY: row.owner for row in rows}
    lonely = found.pop(NOBODY, None) is not None
    named = dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
    return named | ({NOBODY: words.text("Nobody")} if lonely else {})


def filter_chips(
    shown: CustomerFilter, owners: Mapping[int, str], words: Translator
) -> list[tuple[str, str, CustomerFilter]]:
    """Return each condition: the field it is about, its words, and the filter without it."""
    chips: list[tuple[str, str, CustomerFilter]] = []
    if shown.stages:
        names = [words.text(STAGE_LABELS[one]) for one in Stage if one in shown.stages]
        text = words.text("Stage is {stage}", stage=any_of(names, words))
        chips.append(("stages", text, replace(shown, stages=frozenset())))
    if shown.colours:
        names = [words.text(RAG_LABELS[one]) for one in Rag if one in shown.colours]
        text = words.text("Colour is {colour}", colour=any_of(names, words))
        chips.append(("colours", text, replace(shown, colours=frozenset())))
    if shown.owners:
        names = [name for one, name in owners.items() if one in shown.owners]
        names = names or [words.text("nobody named")]
        text = words.text("Owner is {owner}", owner=any_of(names, words))
        chips.append(("owners", text, replace(shown, owners=frozenset())))
    if shown.search:
        text = words.text("Contains “{text}”", text=shown.search)
        chips.append(("search", text, replace(shown, search="")))
    return chips


def any_of(names: list[str], words: Translator) -> str:
    """Return names of which one must hold: `a, b or c`."""
    if len(names) < 2:
        return "".join(names)
    return words.text("{a} or {b}", a=words.join(names[:-1]), b=names[-1])


def _codes(kind: type[_Code], values: Json) -> frozenset[_Code]:
    wanted = {str(one) for one in values} if isinstance(values, list) else set()
    return frozenset(one for one in kind if one.value in wanted)
