from csdesk.data.store import Store
from csdesk.domain.records import PlanRow
from tests.support import make_customer, make_project


def test_a_command_is_seen_by_the_next_read(store: Store) -> None:
    customer = make_customer(store)
    project = make_project(store, customer.id, items=3)
    with store.read() as reader:
        assert reader.count(PlanRow, project_id=project.id) == 4
        assert [row.number for row in reader.find(PlanRow, parent_id=[1])] == [1, 2, 3]
