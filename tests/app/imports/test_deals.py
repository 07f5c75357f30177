"""Planning an import of deals: what goes in, what is listed, and why."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from csdesk.app.imports.deals import plan_deals, split_person
from csdesk.app.imports.known import ImportOptions, Known
from csdesk.app.imports.mapping import guess
from csdesk.app.imports.preview import ImportPreview
from csdesk.app.imports.reading import read_table
from csdesk.domain.codes import AmountMeaning, DealKind
from csdesk.domain.matching import match_key
from csdesk.domain.money import DecimalStyle
from csdesk.domain.records import Customer, Deal
from csdesk.i18n import Translator
from tests.app.imports.files import HEADER, deals_csv

TODAY = date(2026, 11, 20)
KNOWN = Known(today=TODAY, currency="USD")
WORDS = Translator("en")


def plan(
    folder: Path,
    rows: Sequence[str],
    *,
    header: str = ",".join(HEADER),
    known: Known = KNOWN,
    options: ImportOptions | None = None,
    **mapping: Any,
) -> ImportPreview:
    with read_table(deals_csv(folder / "deals.csv", rows, header)) as table:
        preview = plan_deals(table, replace(guess("deals", table), **mapping), known, options)
    listed = len(preview.rejected) + len(preview.doubtful)
    counted = preview.new + preview.changed + preview.unchanged + preview.skipped
    assert preview.read == counted + listed
    return preview


def known_customer(name: str, number: int = 7) -> Customer:
    return Customer(id=number, uid="u", code=name, name=name, match_key=match_key(name))


def test_a_row_becomes_a_deal(tmp_path: Path) -> None:
    preview = plan(tmp_path, ["D1,Acme Inc,Seats,2026-03-04,1200.50,Closed Won"])
    (new,) = preview.writes.new_deals
    assert (new.deal.external_id, new.deal.name, new.deal.closed_on) == (
        "D1", "Seats", date(2026, 3, 4),
    )  # fmt: skip
    assert (new.deal.amount_minor, new.deal.currency) == (120050, "USD")
    assert new.deal.meaning is AmountMeaning.PER_YEAR
    assert new.deal.stage_name == "Closed Won"
    assert new.contract is None
    assert list(preview.writes.new_customers) == ["acme"]


def test_faults_of_rows_have_row_field_value_and_reason(tmp_path: Path) -> None:
    preview = plan(
        tmp_path,
        [
            "D1,,x,2026-01-15,10,Won",
            "D2,Acme,x,31/02/2026,10,Won",
            "D3,Acme,x,2026-01-15,about ten,Won",
            "D4,Acme,x,,10,Won",
            "D5,Acme,x,soon,abc,Won",
            "D6,Acme,x,2026-01-15,10,Won",
        ],
    )
    assert (preview.read, preview.new) == (6, 1)
    assert [
        (note.row, note.field, note.value, note.reason(WORDS)) for note in preview.rejected
    ] == [
        (
            2,
            "customer",
            "",
            "There is no customer in this row. Enter it in the CRM and export again.",
        ),
        (3, "closed_on", "31/02/2026", "There is no such day in the calendar."),
        (4, "amount", "about ten", "This is not an amount that can be read."),
        (5, "closed_on", "", "There is no close date in this row."),
        (
            6,
            "closed_on",
            "soon",
            "This is not a date that can be read. This is not an amount that can be read.",
        ),
    ]


@pytest.mark.parametrize(
    ("texts", "minor", "currency"),
    [
        (['"1,234.50"', '"2,000.00"'], 123450, "USD"),
        (['"1.234,50"', '"2.000,00"'], 123450, "USD"),
        (["¥12万", "¥8万"], 12_000_000, "CNY"),
        (["12k", "3m"], 1_200_000, "USD"),
        (['"€1,234.50"', "€2"], 123450, "EUR"),
    ],
)
def test_amounts_are_read_right_by_the_column(
    tmp_path: Path, texts: list[str], minor: int, currency: str
) -> None:
    rows = [f"D{n},Acme,x,2026-01-1{n},{text},Won" for n, text in enumerate(texts)]
    first = plan(tmp_path, rows).writes.new_deals[0].deal
    assert (first.amount_minor, first.currency) == (minor, currency)


def test_an_ambiguous_amount_is_rejected_until_the_mark_is_said(tmp_path: Path) -> None:
    rows = ['D1,Acme,x,2026-01-15,"1,234",Won']
    (note,) = plan(tmp_path, rows).rejected
    assert (note.field, note.value, note.code) == ("amount", "1,234", "amount_ambiguous")
    deal = plan(tmp_path, rows, decimal=DecimalStyle.COMMA).writes.new_deals[0].deal
    assert deal.amount_minor == 123


def test_doubtful_rows_are_listed_and_left_out(tmp_path: Path) -> None:
    rows = [
        "D1,Acme Trading,x,2026-01-15,-10,Won",
        "D2,Bolt,x,2027-01-15,10,Won",
        "D3,Cask,x,2026-01-15,10,Won",
    ]
    preview = plan(tmp_path, rows)
    assert [(n.row, n.field, n.code) for n in preview.doubtful] == [
        (2, "amount", "amount_negative"), (3, "closed_on", "close_date_future"),
    ]  # fmt: skip
    assert preview.new == 1
    assert list(preview.writes.new_customers) == ["cask"]
    accepted = plan(tmp_path, rows, options=ImportOptions(accept_doubtful=True))
    assert (accepted.new, accepted.doubtful) == (3, ())
    one = plan(tmp_path, rows, options=ImportOptions(accept_rows=frozenset({2})))
    assert (one.new, len(one.doubtful)) == (2, 1)


def test_nearly_equal_names_wait_for_a_person(tmp_path: Path) -> None:
    known = replace(KNOWN, customers=[known_customer("Northwind Traders")])
    rows = [
        "D1,Northwind Trader,x,2026-01-15,10,Won",
        "D2,northwind traders Ltd,x,2026-01-16,10,Won",
    ]
    preview = plan(tmp_path, rows, known=known)
    (note,) = preview.doubtful
    assert (note.row, note.field, note.candidate) == (2, "customer", 7)
    assert "Northwind Traders" in note.reason(WORDS)
    assert (preview.new, preview.customers_new, preview.customers_matched) == (1, 0, 1)
    same = plan(tmp_path, rows, known=known, options=ImportOptions(customer_choices={note.key: 7}))
    assert (same.new, same.customers_new, same.customers_matched) == (2, 0, 1)
    other = plan(
        tmp_path, rows, known=known, options=ImportOptions(customer_choices={note.key: None})
    )
    assert (other.new, other.customers_new) == (2, 1)


def test_two_new_names_that_are_nearly_equal(tmp_path: Path) -> None:
    rows = ["D1,Blue Harbour Foods,x,2026-01-15,1,Won", "D2,Blue Harbor Foods,x,2026-01-15,1,Won"]
    preview = plan(tmp_path, rows)
    assert (preview.new, preview.customers_new) == (1, 1)
    assert [(n.row, n.candidate) for n in preview.doubtful] == [(3, None)]


def test_case_width_punctuation_and_legal_form_are_one_customer(tmp_path: Path) -> None:
    rows = [
        "D1,Acme Inc.,x,2026-01-15,1,Won",
        'D2,"ACME, Incorporated",x,2026-01-16,1,Won',
        "D3,ＡＣＭＥ,x,2026-01-17,1,Won",
        "D4,云帆科技有限公司,x,2026-01-17,1,Won",
        "D5,云帆科技股份有限公司,x,2026-01-18,1,Won",
    ]
    preview = plan(tmp_path, rows)
    assert (preview.new, preview.customers_new) == (5, 2)


def test_stages(tmp_path: Path) -> None:
    rows = [
        "D1,Acme,x,2026-01-15,1,Closed Won",
        "D2,Acme,x,2026-01-15,2,Closed Lost",
        "D3,,,,,Open",
        "D4,Acme,x,2026-01-15,3,Paid",
    ]
    won = plan(tmp_path, rows)
    assert (won.new, won.skipped, won.rejected) == (1, 3, ())
    everything = plan(tmp_path, rows, stages=("all",))
    assert (everything.new, [n.row for n in everything.rejected]) == (3, [4])
    listed = plan(tmp_path, rows, stages=("closed won", "paid"))
    assert (listed.new, listed.skipped) == (2, 2)


def test_an_open_deal_without_a_close_date_is_skipped_not_faulty(tmp_path: Path) -> None:
    preview = plan(tmp_path, ["D1,Acme,x,,5,Negotiation"], stages=("all",))
    assert (preview.skipped, preview.rejected) == (1, ())


def test_repeated_rows(tmp_path: Path) -> None:
    rows = [
        "D1,Acme,x,2026-01-15,1,Won",
        "D1,Acme,x,2026-01-15,1,Won",
        "D1,Acme,x,2026-01-16,1,Won",
    ]
    preview = plan(tmp_path, rows)
    assert (preview.new, preview.unchanged) == (1, 1)
    (note,) = preview.rejected
    assert note.reason(WORDS) == "Row 2 has the same id and other values."
    without_ids = plan(
        tmp_path,
        ["Acme,x,2026-01-15,1,Won", "Acme,x,2026-01-15,1,Won", "Acme,x,2026-01-15,2,Won"],
        header="Account,Deal Name,Close Date,Amount,Stage",
    )
    assert (without_ids.new, without_ids.unchanged) == (2, 1)


def test_known_deals_by_id_and_by_identity(tmp_path: Path) -> None:
    deal = Deal(
        id=3, customer_id=7, external_id="D1", name="x", closed_on=date(2026, 1, 15),
        amount_minor=100, currency="USD", stage_name="Won",
    )  # fmt: skip
    known = replace(KNOWN, customers=[known_customer("Acme")], deals=[deal])
    row = "D1,Acme,x,2026-01-15,1,Won"
    assert plan(tmp_path, [row], known=known).unchanged == 1
    changed = plan(tmp_path, ["D1,Acme,,2026-01-20,2,Won"], known=known)
    assert changed.changed == 1
    (change,) = changed.writes.deal_changes
    # The empty name does not overwrite.
    assert change.changes == {
        "closed_on": date(2026, 1, 20), "amount_minor": 200, "currency": "USD",
        "meaning": AmountMeaning.PER_YEAR,
    } or change.changes == {"closed_on": date(2026, 1, 20), "amount_minor": 200}  # fmt: skip
    by_hand = replace(known, deals=[replace(deal, external_id=None)])
    taken = plan(tmp_path, [row], known=by_hand)
    assert taken.writes.deal_changes[0].changes == {"external_id": "D1"}


def test_a_known_deal_under_another_known_customer_is_doubtful(tmp_path: Path) -> None:
    deal = Deal(id=3, customer_id=7, external_id="D1", closed_on=date(2026, 1, 15))
    known = replace(
        KNOWN, customers=[known_customer("Acme"), known_customer("Bolt", 8)], deals=[deal]
    )
    assert plan(tmp_path, ["D1,Bolt,x,2026-01-15,1,Won"], known=known).doubtful[0].code == (
        "customer_moved"
    )
    # Renamed here, the id still tells.
    assert plan(tmp_path, ["D1,Old Name,,2026-01-15,,Won"], known=known).doubtful == ()


def test_kind_of_deal(tmp_path: Path) -> None:
    rows = [
        "D1,Acme,b,2026-02-15,1,Won",
        "D2,Acme,a,2026-01-15,1,Won",
        "D3,Bolt,a,2026-01-15,1,Won",
    ]
    kinds = {n.deal.external_id: n.deal.kind for n in plan(tmp_path, rows).writes.new_deals}
    assert kinds == {"D1": DealKind.EXPANSION, "D2": DealKind.NEW, "D3": DealKind.NEW}
    header = "Deal ID,Account,Close Date,Deal Type"
    rows = [
        "D1,Acme,2026-01-15,Renewal",
        "D2,Acme,2026-01-16,增购",
        "D3,Acme,2026-01-17,New Business",
    ]
    kinds = {
        n.deal.external_id: n.deal.kind
        for n in plan(tmp_path, rows, header=header).writes.new_deals
    }
    assert kinds == {"D1": DealKind.RENEWAL, "D2": DealKind.EXPANSION, "D3": DealKind.NEW}


def test_a_contract_only_with_term_fields(tmp_path: Path) -> None:
    header = (
        "Deal ID,Account,Close Date,Amount,Contract Start,Term Months,Seats,Auto Renew,Currency"
    )
    row = "D1,Acme,2026-01-15,24000,2026-02-01,24,40,yes,EUR"
    contract = plan(tmp_path, [row], header=header, meaning=AmountMeaning.TERM)
    (new,) = contract.writes.new_deals
    assert new.contract is not None
    assert (new.contract.start, new.contract.end) == (date(2026, 2, 1), date(2028, 1, 31))
    assert (new.contract.annual_minor, new.contract.currency) == (1_200_000, "EUR")
    assert (new.contract.seats, new.contract.auto_renews) == (40, True)
    monthly = plan(tmp_path, [row], header=header, meaning=AmountMeaning.PER_MONTH)
    assert monthly.writes.new_deals[0].contract.annual_minor == 28_800_000  # type: ignore[union-attr]
    wrong = "D1,Acme,2026-01-15,1,2026-02-01,2026-01-01"
    faulty = plan(
        tmp_path, [wrong], header="Deal ID,Account,Close Date,Amount,Contract Start,Contract End"
    )
    assert faulty.rejected[0].code == "dates_order"


def test_currency_column(tmp_path: Path) -> None:
    header = "Account,Close Date,Amount,Currency"
    rows = ["Acme,2026-01-15,10,JPY", "Acme,2026-01-16,10,人民币", "Acme,2026-01-17,10,shells"]
    preview = plan(tmp_path, rows, header=header)
    assert [(n.deal.amount_minor, n.deal.currency) for n in preview.writes.new_deals] == [
        (10, "JPY"), (1000, "CNY"),
    ]  # fmt: skip
    assert preview.rejected[0].code == "currency_unknown"


def test_contacts_named_in_deals(tmp_path: Path) -> None:
    header = "Account,Close Date,Amount,Primary Contact"
    rows = ["Acme,2026-01-15,1,Li Wei (li@acme.example); Jo Ray", "Acme,2026-01-16,2,Jo Ray"]
    contacts = plan(tmp_path, rows, header=header).writes.new_contacts
    assert [(ref, c.name, c.mail) for ref, c in contacts] == [
        ("acme", "Li Wei", "li@acme.example"), ("acme", "Jo Ray", ""),
    ]  # fmt: skip
    assert split_person("li@acme.example") == ("li@acme.example", "li@acme.example")


def test_reasons_in_chinese(tmp_path: Path) -> None:
    (note,) = plan(tmp_path, ["D1,,x,2026-01-15,10,Won"]).rejected
    assert note.reason(Translator("zh_CN")) != note.reason(WORDS)
    assert note.reason(Translator("zh_TW")) != note.reason(WORDS)


def test_a_row_with_more_cells_than_the_header_is_rejected(tmp_path: Path) -> None:
    preview = plan(
        tmp_path,
        [
            "D1,Acme,Seats,2026-03-04,1,234.50,Won",
            'D2,Bolt,Seats,2026-03-05,"1,234.50",Won',
            "D3,Cove,Seats,2026-03-06,20,Won,,",
        ],
    )
    assert [new.deal.amount_minor for new in preview.writes.new_deals] == [123450, 2000]
    (note,) = preview.rejected
    assert (note.row, note.field_label(WORDS), note.value) == (2, "Row", "Won")
    assert note.reason(WORDS) == (
        "This row has more cells than the header: a “,” inside a value parts it in two. "
        "Put the value in quotation marks, or save the list as .xlsx."
    )
