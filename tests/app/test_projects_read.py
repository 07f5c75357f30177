"""Projects and customers are read at once and computed afterwards, when nobody waits for it."""

from pathlib import Path

from csdesk.app.queries.customer import load_customer
from csdesk.app.queries.customers import list_customers, read_customers
from csdesk.app.queries.plans import load_projects, read_projects
from tests.support import TODAY, make_customer, make_project, make_store


def test_what_was_read_is_computed_without_the_store(tmp_path: Path) -> None:
    store = make_store(tmp_path / "a.csdesk")
    customer = make_customer(store)
    ids = [make_project(store, customer.id, code, items=3).id for code in ("P1", "P2")]
    expected = load_projects(store, [*reversed(ids)], TODAY)
    rows = list_customers(store, TODAY)
    with store.read() as reader:
        projects, customers = read_projects(reader, [*reversed(ids)]), read_customers(reader)
    store.close()
    assert [one.state for one in projects.loaded(TODAY)] == [one.state for one in expected]
    (one,), (row,) = customers.rows(TODAY), rows
    assert one.lead is not None
    assert row.lead is not None
    assert (one.customer, one.rag, one.lead.state) == (row.customer, row.rag, row.lead.state)


def test_a_page_holds_the_projects_that_its_row_was_computed_from(tmp_path: Path) -> None:
    store = make_store(tmp_path / "a.csdesk")
    customer = make_customer(store)
    ids = [make_project(store, customer.id, code, items=3).id for code in ("P1", "P2")]
    page = load_customer(store, customer.id)
    assert [one.project.id for one in page.projects] == ids
    assert any(one is page.row.lead for one in page.projects)
    store.close()
