"""Planning an import of customers (the CRM's accounts): new ones, and facts for known ones."""

import re
from dataclasses import replace

from csdesk.app.imports.known import ImportOptions, Known
from csdesk.app.imports.mapping import ColumnMap
from csdesk.app.imports.places import country_code, zone_of
from csdesk.app.imports.planner import Planner
from csdesk.app.imports.preview import ImportPreview, RowNote, Writes
from csdesk.app.imports.table import Row, Table
from csdesk.domain.codes import Language
from csdesk.domain.errors import N_
from csdesk.domain.matching import match_key
from csdesk.domain.money import is_currency
from csdesk.domain.progress import Progress
from csdesk.domain.records import Customer
from csdesk.i18n import Translator, language_of

_COMPARED = (
    "name_alt", "external_id", "industry", "country", "region", "city", "size_note", "currency",
    "owner_id",
)  # fmt: skip


def plan_customers(
    table: Table,
    mapping: ColumnMap,
    known: Known,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportPreview:
    """Say what importing customers would do.

    A known customer (by id, else by name) takes over what the file says; an empty cell never
    overwrites. A country sets the time zone of a new customer, not its language.
    """
    return _Planner(table, mapping, known, options, progress).plan()


class _Planner(Planner):
    def prepare(self) -> None:
        # What is stored is in the workspace's language.
        self.words = Translator(self.known.language)
        self.by_id = {customer.id: customer for customer in self.known.customers}
        self.seen: dict[int | str, tuple[int, Customer]] = {}
        self.new_customers: dict[str, Customer] = {}
        self.changes: dict[int, dict[str, object]] = {}
        self.matched: set[int] = set()

    def take(self, row: Row) -> None:
        name = " ".join(self.mapping.text(row, "name").split())
        key = match_key(name)
        external = self.mapping.text(row, "id")
        if not key:
            self.tally.reject([RowNote(
                row.number, "name", name, "no_customer",
                N_("There is no customer's name in this row."),
            )])  # fmt: skip
            return
        customer_id = self.matcher.known_id(name, external)
        if customer_id is None and key in self.options.customer_choices:
            customer_id = self.options.customer_choices[key]
        fresh = self._read(row, name, key, external)
        ref: int | str = key if customer_id is None else customer_id
        if ref in self.seen:
            self._repeated(row, name, ref, fresh)
        elif customer_id is None:
            self._new(row, key, fresh)
        else:
            self._known(row, customer_id, fresh)

    def _read(self, row: Row, name: str, key: str, external: str) -> Customer:
        text = self.mapping.text
        country = country_code(text(row, "country"))
        currency = text(row, "currency").upper()
        language = text(row, "language")
        return Customer(
            uid="",
            code="",
            name=name,
            name_alt=text(row, "name_alt"),
            match_key=key,
            external_id=external or None,
            owner_id=self.known.owners.get(text(row, "owner").casefold()),
            language=(Language(language_of(language)) if language else self.known.language),
            country=country,
            region=text(row, "region"),
            timezone=zone_of(country) if country else "",
            currency=currency if is_currency(currency) else "",
            industry=text(row, "industry"),
            city=text(row, "city"),
            size_note=_size(text(row, "employees"), self.words),
        )

    def _new(self, row: Row, key: str, fresh: Customer) -> None:
        accepted = self.options.accept_doubtful or row.number in self.options.accept_rows
        if not accepted and key not in self.options.customer_choices:
            near = self.matcher.near(key, fresh.name)
            if near is not None:
                self.tally.doubt([RowNote(
                    row.number, "name", fresh.name, "customer_near",
                    N_("Nearly the same name as {other}: one customer or two?"),
                    {"other": near.name}, key=key, candidate=near.customer_id,
                )])  # fmt: skip
                return
        self.matcher.remember_new(key, fresh.name)
        self.new_customers[key] = fresh
        self.seen[key] = (row.number, fresh)
        self.tally.count("new")

    def _known(self, row: Row, customer_id: int, fresh: Customer) -> None:
        stored = self.by_id[customer_id]
        changes: dict[str, object] = {
            name: value
            for name in _COMPARED
            if (value := getattr(fresh, name)) and value != getattr(stored, name)
        }
        if "country" in changes and fresh.timezone:
            changes["timezone"] = fresh.timezone
        self.seen[customer_id] = (row.number, fresh)
        self.matched.add(customer_id)
        if changes:
            self.changes[customer_id] = changes
            self.tally.count("changed")
        else:
            self.tally.count("unchanged")

    def _repeated(self, row: Row, name: str, ref: int | str, fresh: Customer) -> None:
        first, same = self.seen[ref]
        if replace(same, name=fresh.name) == fresh:
            self.tally.count("unchanged")
            return
        self.tally.reject([RowNote(
            row.number, "name", name, "customer_twice",
            N_("Row {first} has the same customer with other values."), {"first": first},
        )])  # fmt: skip

    def finish(self) -> ImportPreview:
        return self.tally.preview(
            self.table,
            self.mapping,
            Writes(new_customers=self.new_customers, customer_changes=self.changes),
            customers_new=len(self.new_customers),
            customers_matched=len(self.matched),
        )


def _size(employees: str, words: Translator) -> str:
    """Return the number of employees as one says it, as far as the cell is a number."""
    digits = employees.replace(",", "").strip()
    if not re.fullmatch(r"\d{1,9}", digits):
        return employees
    return words.plural("{n} employee", "{n} employees", int(digits))
