"""Planning imports of customers and contacts."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from csdesk.app.imports.contacts import plan_contacts
from csdesk.app.imports.customers import plan_customers
from csdesk.app.imports.known import ImportOptions, Known
from csdesk.app.imports.mapping import guess
from csdesk.app.imports.places import country_code, zone_of
from csdesk.app.imports.preview import ImportPreview
from csdesk.app.imports.reading import read_table
from csdesk.domain.codes import ContactRole, Language, StakeholderType
from csdesk.domain.matching import match_key
from csdesk.domain.records import Contact, Customer
from tests.app.imports.files import csv_file

ACME = Customer(id=7, uid="u", code="acme", name="Acme", match_key=match_key("Acme"), city="Rome")
KNOWN = Known(today=date(2026, 11, 20), currency="USD", customers=[ACME])


def customers(folder: Path, text: str, known: Known = KNOWN) -> ImportPreview:
    with read_table(csv_file(folder / "a.csv", text)) as table:
        return plan_customers(table, guess("customers", table), known)


def contacts(
    folder: Path, text: str, known: Known = KNOWN, options: ImportOptions | None = None
) -> ImportPreview:
    with read_table(csv_file(folder / "c.csv", text)) as table:
        return plan_contacts(table, guess("contacts", table), known, options)


def test_facts_of_new_customers(tmp_path: Path) -> None:
    text = "Account Name,Industry,Country,City,Employees\nBolt Ltd,Food,Germany,Bonn,1200\n"
    preview = customers(tmp_path, text)
    (fresh,) = preview.writes.new_customers.values()
    assert (fresh.name, fresh.industry, fresh.country, fresh.city) == (
        "Bolt Ltd", "Food", "DE", "Bonn",
    )  # fmt: skip
    assert (fresh.timezone, fresh.size_note) == ("Europe/Berlin", "1,200 employees")
    assert fresh.language is Language.EN
    chinese = customers(tmp_path, text, replace(KNOWN, language=Language.ZH_CN))
    assert next(iter(chinese.writes.new_customers.values())).size_note == "1,200 名员工"


def test_known_customers_take_over_what_is_said_only(tmp_path: Path) -> None:
    preview = customers(tmp_path, "Account Name,Industry,City\nACME Inc.,Food,\n")
    assert preview.writes.customer_changes == {7: {"industry": "Food"}}
    assert (preview.changed, preview.customers_matched) == (1, 1)


def test_rows_that_repeat_or_resemble_a_customer(tmp_path: Path) -> None:
    text = "Account,City\nBolt Foods,Bonn\nBolt Foods,Bonn\nbolt foods,Kiel\nBolt Food,Ulm\n,Ulm\n"
    preview = customers(tmp_path, text)
    assert (preview.read, preview.new, preview.unchanged) == (5, 1, 1)
    assert [(n.row, n.code) for n in preview.rejected] == [
        (4, "customer_twice"), (6, "no_customer"),
    ]  # fmt: skip
    assert [(n.row, n.code) for n in preview.doubtful] == [(5, "customer_near")]


def test_contacts_find_their_customer(tmp_path: Path) -> None:
    text = (
        "First Name,Last Name,Company,Email,Role\n"
        "Li,Wei,Acme Ltd,li@x.example,Sponsor\n"
        "Jo,Ray,Nobody,jo@x.example,\n"
        "Li,Wei,Acme,li@x.example,Sponsor\n"
    )
    preview = contacts(tmp_path, text)
    ((ref, person),) = preview.writes.new_contacts
    assert (ref, person.name, person.role) == (7, "Li Wei", ContactRole.SPONSOR)
    assert person.stakeholder is StakeholderType.MANAGER
    assert (preview.unchanged, [n.row for n in preview.rejected]) == (1, [3])


def test_chinese_names_put_the_family_first(tmp_path: Path) -> None:
    options = ImportOptions(customer_id=7)
    ((_, person),) = contacts(
        tmp_path, "姓,名,手机\n王,小芳,13800000000\n", options=options
    ).writes.new_contacts
    assert (person.name, person.phone) == ("王小芳", "13800000000")


def test_known_people_are_updated_not_doubled(tmp_path: Path) -> None:
    known = replace(KNOWN, contacts=[Contact(id=5, uid="c", customer_id=7, name="Li Wei")])
    preview = contacts(tmp_path, "Name,Email\nLi Wei,li@x.example\n", known)
    assert preview.writes.contact_changes == {5: {"mail": "li@x.example"}}


def test_countries_and_their_zones() -> None:
    for text in ("United States", "USA", "us", "美国", "美國", "Vereinigte Staaten"):
        assert country_code(text) == "US"
    assert (country_code("中国大陆"), country_code("臺灣"), country_code("42")) == ("CN", "TW", "")
    assert (zone_of("CN"), zone_of("TW"), zone_of("XX")) == ("Asia/Shanghai", "Asia/Taipei", "")


def test_what_is_no_mail_address_joins_nobody_and_is_listed(tmp_path: Path) -> None:
    text = "Name,Email\nLi Wei,n/a\nJo Ray,n/a\nMei Lin,mei@acme\nBo Chen,\nAn Yu,an@acme.example\n"
    preview = contacts(tmp_path, text, options=ImportOptions(customer_id=7))
    assert [(n.row, n.field, n.value, n.code) for n in preview.rejected] == [
        (2, "mail", "n/a", "mail_wrong"),
        (3, "mail", "n/a", "mail_wrong"),
        (4, "mail", "mei@acme", "mail_wrong"),
    ]
    assert [person.name for _, person in preview.writes.new_contacts] == ["Bo Chen", "An Yu"]
    assert preview.read == preview.new + len(preview.rejected)
