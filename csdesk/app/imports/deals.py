"""Planning an import of won deals: a pure function from rows to counts, notes and writes."""

import re
from collections.abc import Mapping
from dataclasses import replace

from csdesk.app.imports.deal_rows import DealReader, ReadDeal
from csdesk.app.imports.known import (
    DealIdentity,
    ImportOptions,
    Known,
    deal_identity,
)
from csdesk.app.imports.mapping import ALL, WON, ColumnMap, decide
from csdesk.app.imports.places import country_code
from csdesk.app.imports.planner import Planner
from csdesk.app.imports.preview import (
    Change,
    CustomerRef,
    DealChange,
    ImportPreview,
    NewDeal,
    RowNote,
    Writes,
)
from csdesk.app.imports.table import Row, Table
from csdesk.app.imports.words import is_won, squeeze
from csdesk.domain.codes import DealKind
from csdesk.domain.errors import N_
from csdesk.domain.matching import match_key
from csdesk.domain.progress import Progress
from csdesk.domain.records import Contact, Contract, Customer, Deal


def plan_deals(
    table: Table,
    mapping: ColumnMap,
    known: Known,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportPreview:
    """Say what importing the rows of `table` would do.

    The stage is looked at first: a row that it leaves out is skipped and not judged further. A row
    that repeats an earlier one of the file is unchanged; the same id with other values is
    rejected. A deal that is not won and has no close date is still open: it is skipped too.
    Raises `UserError` when a needed field is unmapped or the order of dates must be asked.
    """
    return _Planner(table, mapping, known, options, progress).plan()


class _Planner(Planner):
    def prepare(self) -> None:
        known, mapping = self.known, self.mapping
        self.reader = DealReader(
            mapping,
            decide(self.table, mapping),
            today=known.today,
            currency=known.currency,
            date_1904=self.table.date_1904,
        )
        self.by_id = {deal.external_id: deal for deal in known.deals if deal.external_id}
        self.by_identity = {deal_identity(deal, deal.customer_id): deal for deal in known.deals}
        self.contracts: dict[int, Contract] = {}
        for contract in known.contracts:
            if contract.deal_id is not None:
                self.contracts.setdefault(contract.deal_id, contract)
        self.seen_ids: dict[str, tuple[int, CustomerRef, Deal]] = {}
        self.seen_identities: dict[DealIdentity, int] = {}
        self.new_customers: dict[str, Customer] = {}
        self.matched: set[int] = set()
        self.new_deals: list[tuple[CustomerRef, ReadDeal]] = []
        self.changes: list[DealChange] = []
        self.contact_keys = {(c.customer_id, c.name.casefold()) for c in known.contacts}
        self.new_contacts: list[tuple[CustomerRef, Contact]] = []
        self.stages = {squeeze(stage) for stage in mapping.stages}

    def take(self, row: Row) -> None:
        if self._left_out(row):
            self.tally.count("skipped")
            self.tally.skipped_stages[self.mapping.text(row, "stage")] += 1
            return
        customer_name = self.mapping.text(row, "customer")
        key = match_key(customer_name)
        external = self.mapping.text(row, "customer_id")
        customer_id = self.matcher.known_id(customer_name, external)
        faults: list[RowNote] = []
        if customer_id is None and not key:
            faults.append(self._no_customer(row, customer_name, external))
        if self._is_open(row):
            if faults:
                self.tally.reject(faults)
            else:
                self.tally.count("skipped")
            return
        read = self.reader.read(row, faults)
        if read is None:
            self.tally.reject(faults)
            return
        if customer_id is None and key in self.options.customer_choices:
            customer_id = self.options.customer_choices[key]
        customer: CustomerRef = key if customer_id is None else customer_id
        self._place(row, read, customer, customer_name)

    def _left_out(self, row: Row) -> bool:
        if not self.mapping.has("stage") or self.mapping.stages == (ALL,):
            return False
        stage = self.mapping.text(row, "stage")
        if self.mapping.stages == (WON,):
            return not is_won(stage)
        return squeeze(stage) not in self.stages

    def _is_open(self, row: Row) -> bool:
        return (
            self.mapping.has("stage")
            and not self.mapping.text(row, "closed_on")
            and not is_won(self.mapping.text(row, "stage"))
        )

    def _no_customer(self, row: Row, name: str, external: str) -> RowNote:
        if external and not name:
            return RowNote(
                row.number, "customer_id", external, "customer_id_unknown",
                N_("No customer has this id. Import the customers first, then the deals."),
            )  # fmt: skip
        return RowNote(
            row.number, "customer", name, "no_customer",
            N_("There is no customer in this row. Enter it in the CRM and export again."),
        )  # fmt: skip

    def _place(self, row: Row, read: ReadDeal, customer: CustomerRef, name: str) -> None:
        """Decide whether a read row is new, known, changed, a repetition or doubtful."""
        identity = deal_identity(read.deal, customer)
        external = read.deal.external_id
        if external is not None and external in self.seen_ids:
            first, whose, deal = self.seen_ids[external]
            if whose == customer and deal == read.deal:
                self.tally.count("unchanged")
            else:
                self.tally.reject([RowNote(
                    row.number, "id", external, "id_twice",
                    N_("Row {first} has the same id and other values."), {"first": first},
                )])  # fmt: skip
            return
        if external is None and identity in self.seen_identities:
            self.tally.count("unchanged")
            return
        stored = self._stored(external, identity)
        changes: Change = {}
        contract: Contract | None = None
        if stored is not None:
            if isinstance(customer, str):
                customer = stored.customer_id  # renamed or merged here; the id still tells
            if stored.customer_id != customer:
                self._doubt_moved(row, name)
                return
            changes = _differing(stored, read, self.mapping)
            contract = self._contract_change(stored, read.contract)
        if stored is None or changes or contract is not None:
            doubts = self._doubts(row, read, customer, name)
            if doubts:
                self.tally.doubt(doubts)
                return
        self._keep(row, read, customer, name, identity)
        if stored is None:
            self.tally.count("new")
            self.new_deals.append((customer, read))
        elif changes or contract is not None:
            self.tally.count("changed")
            self.changes.append(DealChange(stored.id, changes, contract))
        else:
            self.tally.count("unchanged")

    def _stored(self, external: str | None, identity: DealIdentity) -> Deal | None:
        if external is not None and external in self.by_id:
            return self.by_id[external]
        found = self.by_identity.get(identity)
        # A deal that has no id yet takes it; one with another id is another deal.
        if found is not None and external is not None:
            if found.external_id is not None:
                return None
            del self.by_identity[identity]
        return found

    def _doubt_moved(self, row: Row, name: str) -> None:
        note = RowNote(
            row.number, "customer", name, "customer_moved",
            N_("This deal belongs to another customer in csdesk. Merge the two customers, or "
               "correct the name in the CRM."),
        )  # fmt: skip
        self.tally.doubt([note])

    def _doubts(
        self, row: Row, read: ReadDeal, customer: CustomerRef, name: str
    ) -> tuple[RowNote, ...]:
        if self.options.accept_doubtful or row.number in self.options.accept_rows:
            return ()
        notes = read.notes
        if isinstance(customer, str) and customer not in self.new_customers:
            near = None
            if customer not in self.options.customer_choices:
                near = self.matcher.near(customer, name)
            if near is not None:
                note = RowNote(
                    row.number, "customer", name, "customer_near",
                    N_("Nearly the same name as {other}: one customer or two?"),
                    {"other": near.name}, key=customer, candidate=near.customer_id,
                )  # fmt: skip
                notes = (note, *notes)
        return notes

    def _keep(
        self, row: Row, read: ReadDeal, customer: CustomerRef, name: str, identity: DealIdentity
    ) -> None:
        if read.deal.external_id is not None:
            self.seen_ids[read.deal.external_id] = (row.number, customer, read.deal)
        else:
            self.seen_identities[identity] = row.number
        if isinstance(customer, int):
            self.matched.add(customer)
        elif customer not in self.new_customers:
            self.matcher.remember_new(customer, name)
            self.new_customers[customer] = Customer(
                uid="",
                code="",
                name=" ".join(name.split()),
                match_key=customer,
                external_id=self.mapping.text(row, "customer_id") or None,
                language=self.known.language,
                country=country_code(self.mapping.text(row, "country")),
            )
        self._keep_contact(read.contact, customer)

    def _keep_contact(self, text: str, customer: CustomerRef) -> None:
        for part in re.split(r"[;；]", text):
            name, mail = split_person(part)
            key = (customer, name.casefold())
            if name and key not in self.contact_keys:
                self.contact_keys.add(key)  # type: ignore[arg-type]
                contact = Contact(uid="", customer_id=0, name=name, mail=mail)
                self.new_contacts.append((customer, contact))

    def _contract_change(self, stored: Deal, contract: Contract | None) -> Contract | None:
        """Return the contract to store for a known deal, or None when nothing differs."""
        if contract is None:
            return None
        known = self.contracts.get(stored.id)
        if known is None:
            return replace(contract, customer_id=stored.customer_id, deal_id=stored.id)
        read = {
            name: value
            for name in ("start", "end", "annual_minor", "seats", "notice_days", "fee_minor")
            if (value := getattr(contract, name)) is not None
        }
        changed = replace(known, **read)
        return None if changed == known else changed

    def finish(self) -> ImportPreview:
        writes = Writes(
            new_customers=self.new_customers,
            new_deals=self._with_kinds(),
            deal_changes=tuple(self.changes),
            new_contacts=tuple(self.new_contacts),
        )
        return self.tally.preview(
            self.table,
            self.mapping,
            writes,
            customers_new=len(self.new_customers),
            customers_matched=len(self.matched),
        )

    def _with_kinds(self) -> tuple[NewDeal, ...]:
        """Give every new deal its kind: the file's, else the customer's first is new."""
        with_new: set[CustomerRef] = {
            deal.customer_id for deal in self.known.deals if deal.kind is DealKind.NEW
        }
        kinds: dict[int, DealKind] = {}
        for customer, read in sorted(
            self.new_deals, key=lambda pair: (pair[1].deal.closed_on, pair[1].row.number)
        ):
            kind = read.kind or (DealKind.EXPANSION if customer in with_new else DealKind.NEW)
            if kind is DealKind.NEW:
                with_new.add(customer)
            kinds[read.row.number] = kind
        return tuple(
            NewDeal(
                customer,
                replace(
                    read.deal,
                    kind=kinds[read.row.number],
                    needs_implementation=kinds[read.row.number] is DealKind.NEW,
                ),
                read.contract,
                read.why_bought,
                read.pains,
            )
            for customer, read in self.new_deals
        )


def split_person(text: str) -> tuple[str, str]:
    """Split `Li Wei (li@example.com)` or `Li Wei <li@…>` into name and mail."""
    match = re.search(r"[(<（]?\s*([^\s()<>（）]+@[^\s()<>（）]+)\s*[)>）]?", text)
    if match is None:
        return " ".join(text.split()), ""
    name = " ".join((text[: match.start()] + text[match.end() :]).split())
    return name or match[1], match[1]


def _differing(stored: Deal, read: ReadDeal, mapping: ColumnMap) -> Mapping[str, object]:
    """Return what the file says otherwise; an empty cell never overwrites."""
    new = read.deal
    values: dict[str, object] = {
        "name": new.name,
        "closed_on": new.closed_on,
        "product": new.product,
        "seller": new.seller,
        "stage_name": new.stage_name,
        "external_id": new.external_id,
    }
    if new.amount_minor is not None:
        values |= {
            "amount_minor": new.amount_minor,
            "currency": new.currency,
            "meaning": mapping.meaning,
        }
    if read.kind is not None:
        values["kind"] = read.kind
    return {
        name: value for name, value in values.items() if value and value != getattr(stored, name)
    } | ({"amount_minor": 0} if new.amount_minor == 0 != stored.amount_minor else {})
