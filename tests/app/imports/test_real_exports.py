"""Real exports through preview, apply and undo, held against counts made without our code."""

import csv
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from csdesk.app.commands import imports
from csdesk.app.commands.undo import undo
from csdesk.app.imports.known import ImportOptions
from csdesk.app.imports.mapping import set_columns
from csdesk.app.imports.preview import ImportPreview
from csdesk.app.imports.reading import read_table
from csdesk.app.imports.session import load_known, plan_import, suggest_mapping
from csdesk.app.imports.words import ImportKind
from csdesk.data.store import Store
from csdesk.domain.codes import DealKind
from csdesk.domain.errors import Cancelled
from csdesk.domain.records import Contact, Customer, Deal, ImportMapping, Record


def bring_in(
    store: Store,
    kind: ImportKind,
    path: Path,
    *,
    pairs: Sequence[str] = (),
    stages: tuple[str, ...] | None = None,
    options: ImportOptions | None = None,
    apply: bool = True,
) -> ImportPreview:
    with read_table(path) as table:
        mapping, _ = suggest_mapping(store, kind, table)
        mapping = set_columns(mapping, table.headers, pairs)
        if stages is not None:
            mapping = replace(mapping, stages=stages)
        preview = plan_import(table, mapping, load_known(store), options)
    counted = preview.new + preview.changed + preview.unchanged + preview.skipped
    assert preview.read == counted + len(preview.rejected) + len(preview.doubtful)
    if apply:
        imports.apply(store, preview=preview)
    return preview


def everything(store: Store) -> dict[str, list[Record]]:
    with store.read() as reader:
        kinds: tuple[type[Record], ...] = (Customer, Deal, Contact, ImportMapping)
        return {kind.__name__: list(reader.find(kind)) for kind in kinds}


def won_rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return [row for row in csv.DictReader(stream) if row["deal_stage"] == "Won"]


@pytest.fixture
def crm(shared_data: Path) -> Path:
    return shared_data / "crm"


def test_maven_deals_equal_an_independent_count(store: Store, crm: Path) -> None:
    bring_in(store, "customers", crm / "maven_accounts.csv")
    preview = bring_in(store, "deals", crm / "maven_sales_pipeline.csv")
    assert (preview.read, preview.new, preview.skipped) == (8_800, 4_238, 4_562)
    assert (preview.rejected, preview.doubtful) == ((), ())
    assert (preview.customers_new, preview.customers_matched) == (0, 85)
    expected = {
        row["opportunity_id"]: (
            row["account"],
            datetime.strptime(row["close_date"], "%m/%d/%Y").date(),
            int(row["close_value"]) * 100,
            row["product"],
            row["sales_agent"],
        )
        for row in won_rows(crm / "maven_sales_pipeline.csv")
    }
    assert len(expected) == 4_238
    with store.read() as reader:
        names = {customer.id: customer.name for customer in reader.find(Customer)}
        stored = {
            deal.external_id: (
                names[deal.customer_id],
                deal.closed_on,
                deal.amount_minor,
                deal.product,
                deal.seller,
            )
            for deal in reader.find(Deal)
        }
    assert len(names) == 85
    assert stored == expected


def test_maven_customers_carry_the_accounts_facts(store: Store, crm: Path) -> None:
    preview = bring_in(store, "customers", crm / "maven_accounts.csv")
    assert (preview.read, preview.new, preview.customers_new) == (85, 85, 85)
    with (crm / "maven_accounts.csv").open(newline="", encoding="utf-8") as stream:
        accounts = {row["account"]: row for row in csv.DictReader(stream)}
    with store.read() as reader:
        customers = {customer.name: customer for customer in reader.find(Customer)}
    assert customers.keys() == accounts.keys()
    assert all(customers[name].industry == row["sector"] for name, row in accounts.items())
    kenya = next(row["account"] for row in accounts.values() if row["office_location"] == "Kenya")
    assert (customers[kenya].country, customers[kenya].timezone) == ("KE", "Africa/Nairobi")
    assert customers[kenya].language == store.workspace.language
    assert {customer.owner_id for customer in customers.values()} == {store.actor.id}
    assert len({customer.code for customer in customers.values()}) == 85


def test_accounts_after_the_deals_fill_in_what_is_known(store: Store, crm: Path) -> None:
    bring_in(store, "deals", crm / "maven_sales_pipeline.csv")
    preview = bring_in(store, "customers", crm / "maven_accounts.csv")
    assert (preview.new, preview.changed, preview.customers_matched) == (0, 85, 85)
    again = bring_in(store, "customers", crm / "maven_accounts.csv")
    assert (again.changed, again.unchanged) == (0, 85)


def test_the_first_deal_of_a_customer_is_new(store: Store, crm: Path) -> None:
    bring_in(store, "deals", crm / "maven_sales_pipeline.csv")
    with store.read() as reader:
        deals = reader.find(Deal)
    first: dict[int, date] = {}
    for deal in deals:
        first[deal.customer_id] = min(first.get(deal.customer_id, deal.closed_on), deal.closed_on)
    new = [deal for deal in deals if deal.kind is DealKind.NEW]
    assert len(new) == 85
    assert all(deal.closed_on == first[deal.customer_id] for deal in new)
    assert {deal.needs_implementation for deal in deals if deal.kind is DealKind.EXPANSION} == {
        False
    }


def test_import_twice_changes_nothing(store: Store, crm: Path) -> None:
    bring_in(store, "deals", crm / "maven_sales_pipeline.csv")
    before, entries = everything(store), len(store.history())
    preview = bring_in(store, "deals", crm / "maven_sales_pipeline.csv")
    assert (preview.new, preview.changed, preview.unchanged) == (0, 0, 4_238)
    assert everything(store) == before
    assert len(store.history()) == entries


def test_all_stages_reject_the_deals_without_an_account(store: Store, crm: Path) -> None:
    path = crm / "maven_sales_pipeline.csv"
    preview = bring_in(store, "deals", path, stages=("all",), apply=False)
    with path.open(newline="", encoding="utf-8") as stream:
        without = [n for n, row in enumerate(csv.DictReader(stream), 2) if not row["account"]]
    assert len(without) == 1_425
    assert [note.row for note in preview.rejected] == without
    assert {(note.field, note.code) for note in preview.rejected} == {("customer", "no_customer")}


def test_one_undo_takes_everything_back(store: Store, crm: Path) -> None:
    before = everything(store)
    bring_in(store, "deals", crm / "maven_sales_pipeline.csv")
    assert len(everything(store)["Deal"]) == 4_238
    undo(store)
    assert everything(store) == before


def test_hubspot_by_its_own_mapping(store: Store, crm: Path) -> None:
    path = crm / "hubspot_deals.csv"
    preview = bring_in(store, "deals", path, pairs=["customer=dealname"])
    assert (preview.read, preview.new, preview.skipped) == (598, 200, 398)
    assert preview.customers_new == 200
    with path.open(newline="", encoding="utf-8") as stream:
        expected = {
            (row["dealname"], datetime.strptime(row["close date"], "%m-%d-%Y").date())
            for row in csv.DictReader(stream)
            if row["dealstage"] == "Closed Won"
        }
    with store.read() as reader:
        names = {customer.id: customer.name for customer in reader.find(Customer)}
        assert {(names[d.customer_id], d.closed_on) for d in reader.find(Deal)} == expected
    # The layout is remembered: the second time nothing has to be said, and nothing changes.
    again = bring_in(store, "deals", path)
    assert (again.new, again.unchanged) == (0, 200)


def test_hubspot_contacts_find_the_people_that_deals_named(store: Store, crm: Path) -> None:
    bring_in(store, "deals", crm / "hubspot_deals.csv", pairs=["customer=dealname"])
    preview = bring_in(store, "contacts", crm / "hubspot_contacts.csv")
    assert preview.read == 479
    assert preview.changed > 100
    assert preview.changed + len(preview.rejected) == 479
    assert all(note.code == "no_customer" for note in preview.rejected)
    with store.read() as reader:
        mails = {contact.mail for contact in reader.find(Contact)} - {""}
    assert len(mails) == preview.changed


def test_hubspot_contacts_into_one_customer(store: Store, crm: Path) -> None:
    bring_in(store, "customers", crm / "maven_accounts.csv")
    with store.read() as reader:
        customer = reader.find(Customer)[0]
    options = ImportOptions(customer_id=customer.id)
    preview = bring_in(store, "contacts", crm / "hubspot_contacts.csv", options=options)
    assert (preview.read, preview.new, preview.rejected) == (479, 479, ())
    again = bring_in(store, "contacts", crm / "hubspot_contacts.csv", options=options)
    assert (again.new, again.unchanged) == (0, 479)


def test_cancel_leaves_the_workspace_as_it_was(store: Store, crm: Path) -> None:
    preview = bring_in(store, "deals", crm / "maven_sales_pipeline.csv", apply=False)
    before = everything(store)

    class Impatient:
        def __init__(self) -> None:
            self.reports = 0

        def report(self, done: int, total: int, text: str = "") -> None:
            self.reports += 1
            assert 0 <= done <= total

        def check_cancelled(self) -> None:
            if self.reports > 2:
                raise Cancelled

    with pytest.raises(Cancelled):
        imports.apply(store, preview=preview, progress=Impatient())
    assert everything(store) == before


def test_named_mapping_and_all_choices_of_it(store: Store, crm: Path) -> None:
    path = crm / "hubspot_deals.csv"
    with read_table(path) as table:
        mapping, origin = suggest_mapping(store, "deals", table)
        assert origin == "guessed"
        mapping = replace(
            set_columns(mapping, table.headers, ["customer=dealname"]), stages=("Closed Won",)
        )
        preview = plan_import(table, mapping, load_known(store))
        imports.apply(store, preview=preview, save_map="Hub")
        named, origin = suggest_mapping(store, "deals", table, name="hub")
        assert (named, origin) == (mapping, "named")
        remembered, origin = suggest_mapping(store, "deals", table)
        # A choice of stages is kept under a name only: won stays the default.
        assert (remembered.stages, origin) == (("won",), "remembered")


def test_other_real_files_are_understood(store: Store, shared_data: Path) -> None:
    accounts = shared_data / "saas" / "ravenstack_accounts.csv"
    preview = bring_in(store, "customers", accounts)
    assert (preview.read, preview.new) == (500, 500)
    deals = bring_in(
        store,
        "deals",
        shared_data / "saas" / "ravenstack_subscriptions.csv",
        pairs=["closed_on=start_date", "id=subscription_id", "amount=arr_amount"],
    )
    assert (deals.read, deals.new, deals.customers_matched) == (5_000, 5_000, 500)
