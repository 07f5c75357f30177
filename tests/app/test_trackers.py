"""The tracker from a real store: customer-safe, numbered, with its base, stopped by the gate."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from csdesk.app.commands import plan
from csdesk.app.trackers import export_tracker
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind, Status, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.records import Contact, DocumentLog, Export, PlanRow, User
from tests.support import make_contact, make_customer

TODAY = date(2026, 11, 20)


def _project(store: Store, name: str = "Acme Foods") -> int:
    customer = make_customer(store, "ACME", name=name)
    make_contact(store, customer.id, "Jo Buyer", mail="jo@acme.example")
    applied = plan.apply_template(
        store, customer_id=customer.id, template_code="standard-60", start=TODAY
    )
    return applied.project.id


def _set(store: Store, row_id: int, **values: Any) -> None:
    with store.write("test.edit") as unit:
        unit.update(PlanRow, row_id, **values)


def _items(store: Store, project_id: int) -> list[PlanRow]:
    with store.read() as reader:
        return [
            row
            for row in reader.find(PlanRow, project_id=project_id, kind=RowKind.ITEM)
            if row.visibility is Visibility.CUSTOMER
        ]


def _export(store: Store, project_id: int, folder: Path, **options: object) -> Path:
    return export_tracker(
        store,
        project_id=project_id,
        out=folder,
        today=TODAY,
        **options,  # type: ignore[arg-type]
    ).path


def test_internal_rows_and_notes_stay_here(store: Store, tmp_path: Path) -> None:
    project = _project(store)
    secret = "We give them two free months if they complain once more about it"
    visible = _items(store, project)
    _set(store, visible[0].id, internal_note=secret)
    path = _export(store, project, tmp_path)
    sheet = load_workbook(path).worksheets[0]
    numbers = {c.value for c in sheet["A"] if str(c.value).startswith("A") and c.row > 5}
    with store.read() as reader:
        rows = {row.id: row for row in reader.find(PlanRow, project_id=project)}

    def hidden(row: PlanRow) -> bool:
        parent = rows.get(row.parent_id or 0)
        above = parent is not None and hidden(parent)
        return above or row.visibility is Visibility.INTERNAL

    shown = {f"A{r.number}" for r in rows.values() if r.number and not hidden(r)}
    assert numbers == shown
    assert any(hidden(row) for row in rows.values())


def test_numbers_count_up_and_each_file_has_its_base(store: Store, tmp_path: Path) -> None:
    project = _project(store)
    first, second = (_export(store, project, tmp_path) for _ in range(2))
    assert first.name == "Acme Foods_tracker_v1_2026-11-20.xlsx"
    assert second.name == "Acme Foods_tracker_v2_2026-11-20.xlsx"
    with store.read() as reader:
        exports = reader.find(Export, project_id=project)
        assert reader.count(DocumentLog, project_id=project) == 2
    facts = {r[0].value: r[1].value for r in load_workbook(second)["_csdesk"].iter_rows()}
    assert [one.number for one in exports] == [1, 2]
    assert facts["export_uid"] == exports[1].uid
    assert facts["checksum"] == exports[1].checksum
    base = exports[1].base
    assert isinstance(base, dict)
    assert len(base["items"]) == len(_items(store, project))  # type: ignore[arg-type]


def test_an_export_is_a_fact_that_undo_skips(store: Store, tmp_path: Path) -> None:
    project = _project(store)
    row = _items(store, project)[0]
    _set(store, row.id, title="Renamed")
    _export(store, project, tmp_path)
    store.undo()
    with store.read() as reader:
        assert reader.get(PlanRow, row.id).title == row.title
        assert reader.count(Export) == 1


def test_undo_says_that_a_document_holds_what_it_was_made_of(store: Store, tmp_path: Path) -> None:
    _export(store, _project(store), tmp_path)
    with pytest.raises(UserError, match=r"a document was made of .* cancel it by hand"):
        store.undo()


def test_another_customers_name_stops_it_until_released(store: Store, tmp_path: Path) -> None:
    project = _project(store)
    make_customer(store, "MORI", name="Mori Bakery")
    _set(store, _items(store, project)[0].id, customer_comment="Do it as at Mori  BAKERY")
    with pytest.raises(UserError) as caught:
        _export(store, project, tmp_path)
    assert caught.value.code == "leak_name"
    assert "mori bakery" in str(caught.value)
    assert [path for path in tmp_path.iterdir() if path.suffix == ".xlsx"] == []
    path = _export(store, project, tmp_path, released=["Mori Bakery"])
    assert path.exists()
    with store.read() as reader:
        log = reader.find(DocumentLog)
    assert log[-1].snapshot == {"released": ["Mori Bakery"]}


def test_words_that_the_customer_reads_anyway_are_no_leak(store: Store, tmp_path: Path) -> None:
    project = _project(store)
    first, second = _items(store, project)[:2]
    _set(store, first.id, internal_note="Their CFO is leaving in March and nobody knows it yet")
    _set(store, second.id, customer_comment="their CFO is leaving in March, it seems")
    sheet = load_workbook(_export(store, project, tmp_path)).worksheets[0]
    comments = [cell.value for cell in sheet["J"]]
    assert "their CFO is leaving in March, it seems" in comments


def test_the_customers_language_is_the_documents(store: Store, tmp_path: Path) -> None:
    project = _project(store)
    book = load_workbook(_export(store, project, tmp_path, language="zh_TW"))
    assert book.sheetnames[:4] == ["行動項目", "里程碑", "聯絡人", "使用說明"]


def test_done_items_come_last_with_the_day_they_were_done(store: Store, tmp_path: Path) -> None:
    project = _project(store)
    row = _items(store, project)[0]
    _set(store, row.id, status=Status.DONE, actual_start=TODAY, actual_finish=TODAY, progress=100)
    sheet = load_workbook(_export(store, project, tmp_path)).worksheets[0]
    lines = [line for line in sheet.iter_rows(min_row=6) if str(line[0].value).startswith("A")]
    assert lines[-1][0].value == f"A{row.number}"
    assert lines[-1][7].value == "Done"
    assert lines[-1][6].value.date() == TODAY


def test_names_and_template_titles_follow_the_documents_language(
    store: Store, tmp_path: Path
) -> None:
    project = _project(store)
    with store.write("test.people") as unit:
        unit.update(User, 1, name="Lin Yue", name_alt="林悦")
        contact = unit.find(Contact)[0]
        unit.update(Contact, contact.id, name="Zhou Min", name_alt="周敏")
        row = unit.find(PlanRow, kind=RowKind.ITEM)[-1]
        unit.update(PlanRow, row.id, title="Typed by hand", visibility=Visibility.CUSTOMER)
    book = load_workbook(_export(store, project, tmp_path, language="zh_CN"))
    items, contacts = book["行动项"], book["联系人"]
    owners = {cell.value for cell in items["F"][5:] if cell.value}
    assert owners == {"林悦"}
    assert {cell.value for cell in contacts["A"][5:] if cell.value} == {"林悦", "周敏"}
    titles = {str(cell.value) for cell in items["B"][5:] if cell.value}
    assert "Typed by hand" in titles
    assert all(any("\u4e00" <= c <= "\u9fff" for c in t) for t in titles - {"Typed by hand"})
