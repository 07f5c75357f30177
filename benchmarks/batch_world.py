"""A workspace whose projects all run: what a batch of status reports is measured with."""

from datetime import date, timedelta
from pathlib import Path

from csdesk.app.commands import baselines, contacts, customers, meetings, plan
from csdesk.data.store import Store
from csdesk.domain.codes import (
    ContactRole,
    Language,
    MeetingKind,
    MilestoneKind,
    RowKind,
    Side,
    Status,
)
from csdesk.domain.records import Dependency, PlanRow
from tests.support import TODAY, make_store

START = date(2026, 10, 12)
_LANGUAGES = (Language.EN, Language.ZH_CN, Language.ZH_TW)


def build(path: Path, projects: int, items: int) -> None:
    """Make `projects` customers, each with a plan of `items` items, half of them done."""
    store = make_store(path)
    try:
        for number in range(projects):
            _customer(store, number, items)
    finally:
        store.close()


def _customer(store: Store, number: int, items: int) -> None:
    one = customers.create(
        store, name=f"Customer {number:03}", language=_LANGUAGES[number % 3], country="CN"
    )
    people = [
        contacts.create(
            store, customer_id=one.id, name=f"{name} {number:03}", role=role,
            mail=f"{name.lower()}{number:03}@example.test",
        )
        for name, role in (
            ("Guo", ContactRole.SPONSOR), ("Zhou", ContactRole.PROJECT_MANAGER),
            ("Fang", ContactRole.IT_ADMIN),
        )
    ]  # fmt: skip
    applied = plan.apply_template(
        store, customer_id=one.id, template_code="standard-60", start=START
    )
    with store.write("build", customer_id=one.id) as unit:
        rows = unit.find(PlanRow, project_id=applied.project.id)
        phases = [row for row in rows if row.kind is RowKind.PHASE]
        known = [row for row in rows if row.kind is RowKind.ITEM]
        more = [
            PlanRow(
                uid=f"more-{one.id}-{place}", customer_id=one.id, project_id=applied.project.id,
                parent_id=phases[place % len(phases)].id, position=100 + place,
                kind=RowKind.ITEM, number=unit.take_number(one.id),
                title=f"Check the restaurants of region {place}",
                side=(Side.US, Side.CUSTOMER, Side.US, Side.THIRD)[place % 4],
                owner_contact_id=people[place % 3].id if place % 4 == 1 else None,
                start=START + timedelta(place % 60), target=START + timedelta(place % 60 + 4),
            )
            for place in range(items - len(known))
        ]  # fmt: skip
        added = unit.add_all(more)
        unit.add_all(
            Dependency(
                predecessor_id=before.id, successor_id=after.id, project_id=applied.project.id
            )
            for before, after in zip(added[::3], added[3::3], strict=False)
        )  # fmt: skip
    baselines.agree(store, project_id=applied.project.id, agreed_by="Guo", agreed_on=START)
    with store.write("work", customer_id=one.id) as unit:
        ended = {
            row.id: {
                "status": Status.DONE, "progress": 100, "actual_start": row.start,
                "actual_finish": min(row.target, TODAY),
            }
            for row in unit.find(PlanRow, project_id=applied.project.id)
            if row.target is not None and row.target < TODAY - timedelta(row.id % 5)
            and (row.kind is RowKind.ITEM or row.milestone_kind is MilestoneKind.KICKOFF)
        }  # fmt: skip
        unit.update_all(PlanRow, ended)
    meetings.create(
        store, customer_id=one.id, day=TODAY + timedelta(4), kind=MeetingKind.PROGRESS,
        contact_ids=[one.id for one in people],
    )  # fmt: skip
