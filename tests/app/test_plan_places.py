"""Rows that change their place: what a plan would wait for in a circle is refused in words."""

import pytest

from csdesk.app.commands import links, row_batch, row_copies, rows
from csdesk.app.error_text import error_text
from csdesk.app.queries.plans import load_project
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow
from csdesk.i18n import Translator
from tests.support import make_customer, make_project


class Plan:
    """A phase that holds a group with one item, and two items."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.project = make_project(store, make_customer(store).id).id
        self.phase = self.add("Phase", kind=RowKind.PHASE)
        self.group = self.add("Group", kind=RowKind.GROUP, parent_id=self.phase.id)
        self.inside = self.add("Inside", parent_id=self.group.id)
        self.first = self.add("First", parent_id=self.phase.id)
        self.second = self.add("Second", parent_id=self.phase.id)

    def add(self, title: str, **values: object) -> PlanRow:
        return rows.add(self.store, project_id=self.project, title=title, **values)  # type: ignore[arg-type]

    def link(self, before: PlanRow, after: PlanRow) -> None:
        links.link(self.store, predecessor_id=before.id, successor_id=after.id)

    def problems(self) -> tuple[str, ...]:
        return load_project(self.store, self.project).state.problems


@pytest.fixture
def plan(store: Store) -> Plan:
    return Plan(store)


def test_a_row_does_not_go_into_the_group_that_it_follows(plan: Plan) -> None:
    plan.link(plan.group, plan.first)
    with pytest.raises(UserError) as refused:
        rows.indent(plan.store, row_id=plan.first.id)
    assert refused.value.code == "place_in_circle"
    said = error_text(refused.value, Translator("en"))
    assert f"A{plan.first.number}" in said
    assert "Group" in said
    assert plan.problems() == ()


def test_a_row_does_not_go_where_its_followers_wait_for_it(plan: Plan) -> None:
    plan.link(plan.group, plan.first)
    plan.link(plan.first, plan.second)
    with pytest.raises(UserError) as refused:
        row_batch.move_to(
            plan.store, row_ids=[plan.second.id], parent_id=plan.group.id, after_id=None
        )
    named = refused.value.params["rows"]
    assert isinstance(named, list)
    assert set(named) == {plan.group.id, plan.first.id, plan.second.id}
    assert plan.problems() == ()


def test_links_that_close_no_circle_go_along(plan: Plan) -> None:
    plan.link(plan.inside, plan.first)
    plan.link(plan.phase, plan.add("Later", parent_id=plan.add("Next", kind=RowKind.PHASE).id))
    moved = rows.move_to(plan.store, row_id=plan.first.id, parent_id=plan.group.id, index=0)
    assert moved.parent_id == plan.group.id
    assert plan.problems() == ()


def test_a_circle_of_empty_phases_is_refused(plan: Plan) -> None:
    one, other = (plan.add(title, kind=RowKind.PHASE) for title in ("One", "Other"))
    plan.link(one, other)
    with pytest.raises(UserError, match="circle"):
        plan.link(other, one)


def test_copies_stand_beside_each_other_as_their_originals_do(plan: Plan) -> None:
    made = row_copies.copy(
        plan.store, row_ids=[plan.group.id, plan.first.id], after_id=plan.second.id
    )
    group, inside, first = made.rows
    assert (group.title, inside.title, first.title) == ("Group", "Inside", "First")
    assert inside.parent_id == group.id
    assert group.parent_id == first.parent_id == plan.phase.id
    assert (group.position, first.position) == (3, 4)


def test_groups_copied_to_the_top_become_phases_each(plan: Plan) -> None:
    group = plan.add("More", kind=RowKind.GROUP, after_id=plan.first.id)
    there = make_project(plan.store, plan.first.customer_id, code="P2")
    made = row_copies.copy(
        plan.store, row_ids=[plan.group.id, group.id, plan.second.id], project_id=there.id
    )
    tops = [row for row in made.rows if row.parent_id is None]
    assert [(row.title, row.kind) for row in tops] == [
        ("Group", RowKind.PHASE), ("More", RowKind.PHASE),
    ]  # fmt: skip
    second = next(row for row in made.rows if row.title == "Second")
    assert second.parent_id == tops[-1].id
