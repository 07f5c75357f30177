"""A workspace with a row of every kind, made through the commands, and the ids to reach them."""

from dataclasses import dataclass, fields
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import Any

from csdesk.app.commands import (
    baselines,
    contacts,
    contracts,
    customers,
    deals,
    decisions,
    defects,
    goals,
    handover,
    links,
    manager_checks,
    meeting_entries,
    meetings,
    notes,
    outcomes,
    plan,
    risks,
    rows,
    saved_views,
    scope,
    settings,
    slips,
    support_requests,
    templates,
    users,
)
from csdesk.data.store import Store
from csdesk.domain import records, records_delivery, records_kickoff
from csdesk.domain.codes import (
    Cause,
    ContactRole,
    MeetingKind,
    PointKind,
    RowKind,
    Side,
    Strength,
    UserRole,
)
from csdesk.domain.records import (
    DocumentLog,
    Export,
    ImportMapping,
    PlanRow,
    Record,
    ReturnedContent,
    ReturnedFile,
)
from csdesk.domain.records_delivery import Certificate, Dispatch, MeetingEntry, Picture
from csdesk.domain.records_kickoff import Invitation
from tests.support import TODAY, make_store

START = date(2026, 11, 2)
KINDS: tuple[type[Record], ...] = tuple(
    kind
    for module in (records, records_delivery, records_kickoff)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
)
FACTS = (
    Export, DocumentLog, ReturnedFile, ReturnedContent, Certificate, Dispatch, Picture,
    Invitation,
)  # fmt: skip
TOML = """code = "own"
title.en = "Own template"
description.en = "Two rows"
[[rows]]
code = "a"
kind = "phase"
title.en = "Phase"
[[rows]]
code = "b"
in = "a"
title.en = "Item"
start = "3"
owner = "customer:sponsor"
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class World:
    """Ids of one row of each kind; `row` maps the template's codes to plan rows."""

    customer: int
    other: int
    user: int
    contact: int
    successor: int
    lone_contact: int
    deal: int
    contract: int
    project: int
    other_project: int
    row: dict[str, int]
    link: int
    baseline: int
    old_baseline: int
    slip: int
    meeting: int
    held: int
    attendance: int
    goal: int
    value: int
    outcome: int
    risk: int
    decision: int
    note: int
    view: int
    deliverable: int
    second_deliverable: int
    criterion: int
    defect: int
    entry: int
    point: int
    second_point: int
    check: int
    request: int
    solved_request: int


def build_world(path: Path) -> World:
    """Make the workspace at `path`, close it, and return the ids."""
    store = make_store(path, country="CN", currency="CNY", timezone="Asia/Shanghai")
    try:
        return _fill(store)
    finally:
        store.close()


def _fill(store: Store) -> World:
    user = users.create(store, name="Chen Hao", role=UserRole.CONSULTANT)
    customer = customers.create(store, name="Harbour Noodle", country="CN")
    other = customers.create(store, name="港湾面馆有限公司")
    sponsor = contacts.create(
        store, customer_id=customer.id, name="Guo Wei", role=ContactRole.SPONSOR
    )
    manager = contacts.create(
        store, customer_id=customer.id, name="Zhou Min", role=ContactRole.PROJECT_MANAGER
    )
    lone = contacts.create(store, customer_id=other.id, name="Fang Jie", mail="fang@x.example")
    deal = deals.create(
        store, customer_id=customer.id, closed_on=date(2026, 10, 20), amount_minor=27_600_000
    )
    contract = contracts.create(
        store, customer_id=customer.id, start=date(2026, 11, 1), end=date(2027, 10, 31)
    )
    applied = plan.apply_template(
        store, customer_id=customer.id, template_code="light-30", start=START
    )
    row = dict(applied.row_ids)
    other_plan = plan.apply_template(
        store, customer_id=other.id, template_code="one-call-start", start=START
    )
    templates.put(store, text=TOML)
    row["group"] = rows.add(
        store, project_id=applied.project.id, title="Group", kind=RowKind.GROUP,
        parent_id=row["setup"],
    ).id  # fmt: skip
    row["extra"] = rows.add(
        store, project_id=applied.project.id, title="Extra", after_id=row["users"],
        side=Side.CUSTOMER,
    ).id  # fmt: skip
    link = links.link(store, predecessor_id=row["users"], successor_id=row["extra"])
    old = baselines.agree(
        store, project_id=applied.project.id, agreed_by="Guo Wei", agreed_on=START
    )
    baseline = baselines.agree(store, project_id=applied.project.id, agreed_by="Guo Wei")
    slip = slips.record(store, milestone_id=row["live"], days=2, cause=Cause.US)
    kickoff = meetings.create(
        store, customer_id=customer.id, day=date(2026, 11, 18), at=time(10),
        kind=MeetingKind.KICKOFF, contact_ids=[sponsor.id, manager.id], user_ids=[user.id],
    )  # fmt: skip
    held = meetings.create(
        store, customer_id=customer.id, day=date(2026, 11, 10), kind=MeetingKind.DISCOVERY
    )
    meetings.hold(store, meeting_id=held.id)
    goal = goals.create(
        store, customer_id=customer.id, title="Overtime down", baseline=Decimal(100)
    )
    value = goals.add_value(store, goal_id=goal.id, value=Decimal(90), day=date(2026, 11, 19))
    goals.confirm_success(
        store, customer_id=customer.id, confirmed_by="Guo Wei", text="Rosters by Friday noon"
    )
    outcome = outcomes.create(store, customer_id=customer.id, title="First roster published")
    risk = risks.create(store, customer_id=customer.id, title="Employee file late")
    decision = decisions.create(store, customer_id=customer.id, what="Pilot in five restaurants")
    note = notes.create(store, customer_id=customer.id, text="Prefers calls after three")
    deliverable, second = (
        scope.create_deliverable(store, project_id=applied.project.id, title=title)
        for title in ("Rosters for 46 restaurants", "Training of managers")
    )
    criterion, _ = (
        scope.create_criterion(
            store, project_id=applied.project.id, text=text, deliverable_id=deliverable.id
        )
        for text in ("Rosters hang by Friday noon", "Overtime is seen on its day")
    )
    defect = defects.create(
        store, project_id=applied.project.id, title="Night shift over midnight",
        criterion_id=criterion.id, owner="Chen Hao", due=date(2026, 12, 11),
    )  # fmt: skip
    meeting_entries.record_decision(store, meeting_id=held.id, what="Start in Nanshan")
    meeting_entries.record_objection(
        store, meeting_id=held.id, text="Managers trust paper", answer="It stays until the pilot"
    )
    handover.put(store, customer_id=customer.id, budget_minor=30_000_000, sales_lead="Mei")
    point, second_point = (
        handover.create_point(store, customer_id=customer.id, kind=PointKind.PAIN, text=text)
        for text in ("Overtime is seen a month late", "Rosters hang on paper")
    )
    check = manager_checks.record(
        store, project_id=applied.project.id, knows_business=Strength.STRONG,
        has_time=Strength.WEAK,
    )  # fmt: skip
    settings.put(store, key="view.customers", value={"sort": "rag"})
    view = saved_views.save(store, screen="customers", name="Ours", content={"view": "active"})
    request = support_requests.create(store, customer_id=customer.id, title="Where is week 50?")
    solved = support_requests.create(store, customer_id=customer.id, title="Login fails")
    support_requests.solve(store, request_id=solved.id, confirmed_by="Guo Wei")
    with store.write("import.deals") as unit:
        unit.add(ImportMapping(name="crm", kind="deals", fingerprint="f", mapping={}))
    with store.read() as reader:
        attendance = reader.find(records.Attendance, meeting_id=kickoff.id)[0]
        entry = reader.find(MeetingEntry, meeting_id=held.id, order_by=("position",))[0]
        assert reader.count(PlanRow, project_id=applied.project.id) > 30
    assert store.today() == TODAY
    return World(
        customer=customer.id, other=other.id, user=user.id, contact=sponsor.id,
        successor=manager.id, lone_contact=lone.id, deal=deal.id, contract=contract.id,
        project=applied.project.id, other_project=other_plan.project.id, row=row, link=link.id,
        baseline=baseline.id, old_baseline=old.id, slip=slip.id, meeting=kickoff.id, held=held.id,
        attendance=attendance.id, goal=goal.id, value=value.id, outcome=outcome.id, risk=risk.id,
        decision=decision.id, note=note.id, view=view.id,
        deliverable=deliverable.id, second_deliverable=second.id, criterion=criterion.id,
        defect=defect.id, entry=entry.id,
        request=request.id, solved_request=solved.id,
        point=point.id, second_point=second_point.id, check=check.id,
    )  # fmt: skip


def snapshot(store: Store) -> dict[str, dict[int, dict[str, Any]]]:
    """Return every undoable table value by value; `version` and counters only grow."""
    with store.read() as reader:
        return {
            kind.__name__: {
                row.id: {
                    item.name: getattr(row, item.name)
                    for item in fields(row)
                    if item.name not in ("version", "next_number")
                }
                for row in reader.find(kind)
            }
            for kind in KINDS
            if kind not in FACTS
        }
