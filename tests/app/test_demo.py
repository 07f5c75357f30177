"""The demo: five customers in their situations, whatever day it is, and quickly."""

import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csdesk.app.command_labels import COMMAND_LABELS
from csdesk.app.demo import Demo
from csdesk.app.demo_documents import make_demo
from csdesk.app.documents.registry import KINDS
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import (
    Cause,
    Language,
    MeetingStatus,
    Rag,
    RequestKind,
    RequestStatus,
    Side,
)
from csdesk.domain.records import (
    Baseline,
    Contact,
    Contract,
    Customer,
    Deal,
    Decision,
    Goal,
    GoalValue,
    Meeting,
    Note,
    Outcome,
    Project,
    Risk,
    SlipEntry,
    SuccessConfirmation,
)
from csdesk.domain.records_delivery import (
    Certificate,
    Criterion,
    Deliverable,
    MeetingEntry,
    StoryConsent,
    SupportRequest,
)
from tests.demo import DRAWN, build, open_demo

DAYS = [
    DRAWN,
    date(2026, 11, 22),  # a Sunday
    date(2026, 10, 5),  # inside a week of holidays
    date(2026, 1, 1),
    date(2028, 12, 24),
]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Demo]]:
    store, demo = open_demo(tmp_path_factory.mktemp("demo"))
    yield store, demo
    store.close()


def project_of(store: Store, demo: Demo, place: int) -> LoadedProject:
    return load_project(store, demo.projects[demo.customers[place]])


def test_it_is_built_in_under_five_seconds(tmp_path: Path) -> None:
    begin = time.process_time()  # other work on the machine does not count
    store, _ = build(tmp_path, DRAWN)
    taken = time.process_time() - begin
    store.close()
    assert taken < 5


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_each_customer_is_in_its_situation_on_any_day(today: date, tmp_path: Path) -> None:
    store, demo = build(tmp_path, today)
    try:
        colours = [project_of(store, demo, place).state.rag.rag for place in range(4)]
        assert colours == [Rag.AMBER, Rag.RED, Rag.NOT_STARTED, Rag.FINISHED]
        first = project_of(store, demo, 0).state
        assert first.window is not None
        assert first.window.inside
        assert not first.window.reached
        assert first.slip is not None
        assert first.slip.total in (6, 7)
        assert first.slip.unrecorded == 0
        red = project_of(store, demo, 1).state
        assert red.window is not None
        assert not red.window.inside
        assert red.rag.reasons[0].code == "value_outside_window"
        assert demo.customers[4] not in demo.projects
    finally:
        store.close()


def test_the_first_customer_stands_as_drawn(drawn: tuple[Store, Demo]) -> None:
    store, demo = drawn
    loaded = project_of(store, demo, 0)
    state = loaded.state
    assert loaded.customer.name == "Harbour Noodle"
    assert state.window is not None
    assert (state.window.day, state.window.left) == (41, 49)
    assert state.window.value_on == date(2026, 12, 24)
    assert state.go_live_id is not None
    go_live = state.rows[state.go_live_id]
    assert (go_live.finish, go_live.slip) == (date(2027, 1, 12), 6)
    assert state.slip is not None
    assert state.slip.by_cause == (
        (Cause.CUSTOMER, 4, "employee file"),
        (Cause.US, 2, "import template"),
    )
    late = {loaded.rows[i].title: row.late for i, row in state.rows.items() if row.late}
    assert late == {"Employee file, 46 restaurants": 4, "Overtime report set up": 1}
    blocked = [loaded.rows[i].title for i, row in state.rows.items() if row.blocked_days]
    assert blocked == ["Data import"]
    assert state.next_milestone_id is not None
    assert loaded.rows[state.next_milestone_id].title == "Data ready"
    assert state.rows[state.next_milestone_id].finish == date(2026, 12, 10)
    assert state.waiting_on_id is not None
    assert loaded.owner_names[state.waiting_on_id] == "Zhou Min"
    assert state.waiting_days == 4


def test_the_first_customer_has_data_for_every_document(drawn: tuple[Store, Demo]) -> None:
    store, demo = drawn
    first = demo.customers[0]
    with store.read() as reader:
        for kind in (
            Contact, Deal, Contract, Meeting, Goal, SuccessConfirmation, Outcome, Risk, Decision,
            Note,
        ):  # fmt: skip
            assert reader.count(kind, customer_id=first), kind.__name__
        project_id = demo.projects[first]
        assert reader.count(Baseline, project_id=project_id) == 1
        assert reader.count(SlipEntry, project_id=project_id)
        goals = [goal.id for goal in reader.find(Goal, customer_id=first)]
        assert reader.count(GoalValue, goal_id=goals) >= 5
        meetings = reader.find(Meeting, customer_id=first)
        sides = {contact.side for contact in reader.find(Contact, customer_id=first)}
    planned = [one for one in meetings if one.status is MeetingStatus.PLANNED]
    assert min(one.day for one in planned) == date(2026, 12, 1)
    assert any(one.status is MeetingStatus.CLOSED for one in meetings)
    assert sides == {Side.CUSTOMER, Side.THIRD}


def test_the_last_customer_has_nothing(drawn: tuple[Store, Demo]) -> None:
    store, demo = drawn
    with store.read() as reader:
        for kind in (Contact, Deal, Contract, Project, Meeting, Goal, Outcome, Risk, Note):
            assert reader.count(kind, customer_id=demo.customers[-1]) == 0


def test_three_languages_and_the_text_of_each(drawn: tuple[Store, Demo]) -> None:
    store, demo = drawn
    with store.read() as reader:
        customers = [reader.get(Customer, one) for one in demo.customers]
    assert {customer.language for customer in customers} == set(Language)
    for customer in customers[:4]:
        rows = load_project(store, demo.projects[customer.id]).rows.values()
        for row in rows:
            chinese = any("一" <= letter <= "鿿" for letter in row.title)
            assert chinese == (customer.language is not Language.EN), row.title


def test_history_reads_in_labels_and_undo_works(tmp_path: Path) -> None:
    store, _ = build(tmp_path, DRAWN)
    try:
        history = store.history(limit=1000)
        assert all(entry.label in COMMAND_LABELS for entry in history)
        assert len(history) > 100
        store.undo()
    finally:
        store.close()


def test_it_has_data_for_every_document_and_all_pass_the_gate(tmp_path: Path) -> None:
    made = make_demo(tmp_path, seed=1, clock=FixedClock(DRAWN))
    kinds = {path.stem.split("_")[1] for path in made.documents}
    assert kinds >= {kind.value for kind in KINDS} | {"tracker", "plan"}


def test_what_meetings_scope_and_support_left(drawn: tuple[Store, Demo]) -> None:
    store, demo = drawn
    cedar = demo.customers[3]
    with store.read() as reader:
        requests = reader.find(SupportRequest, customer_id=cedar)
        assert reader.count(Criterion, project_id=demo.projects[cedar]) == 4
        assert reader.count(Certificate, customer_id=cedar) == 1
        assert reader.count(StoryConsent, customer_id=cedar) == 1
        for customer in demo.customers[:2]:
            meetings = [one.id for one in reader.find(Meeting, customer_id=customer)]
            assert reader.count(MeetingEntry, meeting_id=meetings) >= 4
            assert reader.count(Deliverable, project_id=demo.projects[customer]) >= 3
    assert len(requests) >= 25
    days = {one.received_at.date() for one in requests}
    assert (max(days) - min(days)).days > 50
    assert {one.status for one in requests} == set(RequestStatus)
    assert {one.kind for one in requests} > {RequestKind.QUESTION, RequestKind.FAULT}


def test_no_name_of_the_shared_data_is_used(drawn: tuple[Store, Demo], shared_data: Path) -> None:
    store, demo = drawn
    known: set[str] = set()
    for path in sorted((shared_data / "crm").glob("*.csv")):
        known.update(
            cell.strip().casefold()
            for line in path.read_text("utf-8", errors="replace").splitlines()
            for cell in line.split(",")
        )
    with store.read() as reader:
        names = [reader.get(Customer, one).name for one in demo.customers]
        names += [contact.name for contact in reader.find(Contact)]
    assert not [name for name in names if name.casefold() in known]
