"""What the workspace knows already, in the shape that imports match on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from csdesk.domain.codes import Language
from csdesk.domain.matching import DOUBTFUL, likeness, match_key
from csdesk.domain.records import Contact, Contract, Customer, Deal

DealIdentity = tuple[int | str, str, date, int | None]  # customer, folded name, date, amount


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Customers, deals, contracts and contacts as they are now, with the workspace's defaults."""

    today: date
    currency: str
    language: Language = Language.EN
    customers: Sequence[Customer] = ()
    deals: Sequence[Deal] = ()
    contracts: Sequence[Contract] = ()
    contacts: Sequence[Contact] = ()
    owners: Mapping[str, int] = field(default_factory=dict)  # folded name of our people -> id


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportOptions:
    """What a person decided about an import beyond its mapping.

    `customer_choices` says for a doubtful name (by match key) which known customer it is, or None
    for a customer of its own; `accept_rows` are doubtful rows taken as they stand.
    """

    accept_doubtful: bool = False
    accept_rows: frozenset[int] = frozenset()
    customer_choices: Mapping[str, int | None] = field(default_factory=dict)
    customer_id: int | None = None  # contacts without a customer column belong to this one


@dataclass(frozen=True, slots=True)
class Near:
    """A name nearly equal to another: the other's name, and its id when it is stored."""

    name: str
    customer_id: int | None


class CustomerMatcher:
    """Finds the customer of a name or an id; new names are remembered as the file goes on."""

    def __init__(self, customers: Iterable[Customer]) -> None:
        self._by_key: dict[str, int] = {}
        self._by_external: dict[str, int] = {}
        self._names: dict[str, Near] = {}
        self._keys: dict[str, str] = {}
        self._words: dict[str, str] = {}
        self._near: dict[str, Near | None] = {}
        self._new: dict[str, str] = {}
        for customer in customers:
            for name in (customer.name, customer.name_alt):
                if key := match_key(name):
                    self._by_key.setdefault(key, customer.id)
                    self._add_name(key, Near(name, customer.id))
            if customer.external_id:
                self._by_external.setdefault(customer.external_id, customer.id)

    def known_id(self, name: str, external_id: str = "") -> int | None:
        """Return the stored customer of this id, or of this name but for case, form and width."""
        if external_id and external_id in self._by_external:
            return self._by_external[external_id]
        return self._by_key.get(match_key(name))

    def near(self, key: str, name: str) -> Near | None:
        """Return another customer, stored or new in this file, of nearly the same name."""
        if key not in self._near:
            self._near[key] = self._search(name)
        return self._near[key]

    def remember_new(self, key: str, name: str) -> None:
        """Let later rows know a new customer of this file."""
        if key not in self._new:
            self._new[key] = name
            self._add_name(key, Near(name, None))

    def _add_name(self, key: str, near: Near) -> None:
        if key not in self._names:
            self._names[key] = near
            self._keys[key] = key
            self._words[key] = _sorted_words(near.name)

    def _search(self, name: str) -> Near | None:
        from rapidfuzz import fuzz, process

        # A cheap pass over all names leaves the few that the rule itself has to judge.
        found = process.extract(
            match_key(name), self._keys, scorer=fuzz.ratio, score_cutoff=80, limit=20
        )
        if " " in name:
            found += process.extract(
                _sorted_words(name), self._words, scorer=fuzz.ratio, score_cutoff=80, limit=20
            )
        candidates = {str(key) for _, _, key in found}
        best = max(
            ((likeness(name, self._names[key].name), key) for key in sorted(candidates)),
            default=(0.0, ""),
        )
        return self._names[best[1]] if best[0] >= DOUBTFUL else None


def _sorted_words(name: str) -> str:
    return " ".join(sorted(name.casefold().split()))


def deal_identity(deal: Deal, customer: int | str) -> DealIdentity:
    """Return what makes a deal the same without an id: customer, name, close date, amount."""
    return customer, match_key(deal.name) or deal.name.strip(), deal.closed_on, deal.amount_minor
