"""What the customer list asks about each customer: reviews that fall due, people who left."""

from datetime import date, timedelta

from csdesk.app.commands import contacts, customers, deals, meetings, outcomes
from csdesk.app.queries.customers import CustomerRow, list_customers
from csdesk.data.store import Store
from csdesk.domain.codes import ContactRole, DealKind, MeetingKind, MilestoneKind, RowKind
from csdesk.domain.records import Project
from csdesk.domain.state import GoldenWindow
from tests.app.conftest import Desk
from tests.support import TODAY, add_row, make_customer, make_project


def _row(desk: Desk, customer_id: int) -> CustomerRow:
    return list_customers(desk.store, None, [customer_id])[0]


def test_review_is_asked_for_sixty_days_ahead(desk: Desk) -> None:
    customer = customers.create(desk.store, name="Tea")
    assert _row(desk, customer.id).review_due is None, "nothing was signed"
    deals.create(desk.store, customer_id=customer.id, closed_on=TODAY - timedelta(31))
    row = _row(desk, customer.id)
    assert row.review_due == date(2027, 1, 20)
    assert not row.review_to_schedule(TODAY)
    assert row.review_to_schedule(TODAY + timedelta(1))
    review = meetings.create(
        desk.store, customer_id=customer.id, day=date(2027, 1, 12), kind=MeetingKind.QBR
    )
    assert _row(desk, customer.id).review_due is None
    meetings.cancel(desk.store, meeting_id=review.id)
    assert _row(desk, customer.id).review_due == date(2027, 1, 20)


def test_who_left_is_missed_until_somebody_follows(desk: Desk) -> None:
    customer = customers.create(desk.store, name="Tea").id
    sponsor = contacts.create(
        desk.store, customer_id=customer, name="He Lian", role=ContactRole.SPONSOR
    )
    other = contacts.create(desk.store, customer_id=customer, name="Ou Jian")
    for one in (sponsor, other):
        contacts.leave(desk.store, contact_id=one.id)
    assert [one.name for one in _row(desk, customer).gone] == ["He Lian"]
    contacts.create(desk.store, customer_id=customer, name="Guo Wei", role=ContactRole.SPONSOR)
    assert _row(desk, customer).gone == ()


def test_who_left_with_open_items_is_missed_until_they_are_given_on(desk: Desk) -> None:
    ids = desk.ids
    before = _row(desk, ids.customer)
    assert before.gone == ()
    contacts.create(desk.store, customer_id=ids.customer, name="Ou Jian", role=ContactRole.SPONSOR)
    contacts.leave(desk.store, contact_id=ids.contact)
    assert [one.id for one in _row(desk, ids.customer).gone] == [ids.contact]
    desk.store.undo()
    contacts.leave(desk.store, contact_id=ids.contact, successor_id=ids.successor)
    assert _row(desk, ids.customer).gone == ()


def test_the_window_of_a_customer_is_that_of_the_value_it_waits_for(store: Store) -> None:
    customer = make_customer(store)
    first = deals.create(store, customer_id=customer.id, closed_on=TODAY - timedelta(80))
    project = make_project(store, customer.id)
    with store.write("projects.update") as unit:
        unit.update(Project, project.id, deal_id=first.id)
        value = add_row(
            unit, project, "v", kind=RowKind.MILESTONE, milestone_kind=MilestoneKind.VALUE,
            start=TODAY, target=TODAY,
        )  # fmt: skip

    def window() -> GoldenWindow:
        (row,) = list_customers(store)
        assert row.window is not None
        return row.window

    assert (window().start, window().value_on) == (first.closed_on, TODAY)
    outcomes.confirm_value(
        store, milestone_id=value.id, said_by="Guo Wei", day=TODAY - timedelta(1)
    )
    assert (window().since, window().left) == (TODAY - timedelta(1), 89)
    second = deals.create(
        store, customer_id=customer.id, closed_on=TODAY - timedelta(5), kind=DealKind.NEW
    )
    assert (window().start, window().first_value_on) == (second.closed_on, None)
    deals.update(store, deal_id=second.id, value_on=TODAY)
    assert window().since == TODAY - timedelta(1)
