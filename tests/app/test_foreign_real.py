"""Plans and logs that nobody here wrote; what is expected was read from the cells by eye."""

from datetime import date
from pathlib import Path

import pytest

from csdesk.app.commands import workspace
from csdesk.app.commands.foreign_import import apply_list
from csdesk.app.imports.foreign_book import read_foreign
from csdesk.app.imports.foreign_lists import ListPreview, plan_list
from csdesk.app.imports.foreign_session import Wish, understood
from csdesk.app.queries.plans import load_project
from csdesk.data.store import Store
from csdesk.domain.codes import LinkType, RiskStatus, RowKind, Side, Status
from csdesk.domain.records import Contact, Customer, PlanRow, Risk
from tests.app.foreign import preview, take, understand
from tests.app.world import snapshot
from tests.support import make_contact, make_customer

MONGO, PACKT = "mongo_RAID Log.xlsx", "packt_Project Plan.xlsx"
SAUCE, XIAOWEI = "sauce_spoon_Project Plan.xlsx", "xiaowei_甘特图.xlsx"


@pytest.fixture
def trackers(shared_data: Path) -> Path:
    return shared_data / "trackers"


@pytest.fixture
def customer(store: Store) -> Customer:
    workspace.update(store, country="", region="")
    return make_customer(store, owner_id=1)


def test_five_tasks_under_a_chinese_title(store: Store, trackers: Path) -> None:
    found = understand(store, trackers / XIAOWEI)
    assert (found.sheet, found.head) == ("Sheet1", (2,))
    assert found.fields == {
        "各阶段任务": "title", "开始时间": "start", "耗费天数": "duration", "完成时间": "finish",
    }  # fmt: skip
    assert found.dates() == {
        "需求分析": ("2020-12-26", "2021-01-02"),
        "概要设计": ("2021-01-01", "2021-02-01"),
        "详细设计": ("2021-02-02", "2021-03-02"),
        "编码": ("2021-03-01", "2021-05-01"),
        "测试": ("2021-05-01", "2021-05-30"),
    }
    assert found.asked() == []
    # 7 days are 26 December to 2 January; 30, 30 and 60 are not 31, 28 and 61 days.
    assert found.plan.read == 5


def test_days_are_stored_as_they_stand_in_the_file(
    store: Store, customer: Customer, trackers: Path
) -> None:
    shown = preview(store, trackers / XIAOWEI, customer.id)
    assert shown.project.name == "项目进度表"
    told = {one.code: one.rows for one in shown.told}
    assert told["length_differs"] == (4, 5, 6)
    assert told["off_days"] == (3, 6, 7)  # 26 December, 2 January, 1 May and 30 May are week-ends
    made = take(store, trackers / XIAOWEI, customer.id)
    assert made.project is not None
    rows = load_project(store, made.project.id).rows.values()
    assert {row.title: (row.start, row.target) for row in rows}["编码"] == (
        date(2021, 3, 1), date(2021, 5, 1),
    )  # fmt: skip
    assert made.project.start == date(2020, 12, 26)


def test_indented_titles_hidden_rows_and_hidden_predecessors(store: Store, trackers: Path) -> None:
    found = understand(store, trackers / PACKT)
    assert found.fields == {
        "ID": "id", "Task": "title", "Duration": "duration", "Predecessors": "after",
        "Resourcing": "owner", "Start Date": "start", "End Date": "finish",
    }  # fmt: skip
    assert len(found.plan.rows) == 39
    phases = [(one.row, one.level, one.title) for one in found.plan.rows if one.summary]
    assert phases == [
        (2, 1, "Create P2P Network"), (6, 1, "Relay Servers"), (7, 2, "Setup Relay Servers"),
        (12, 1, "Text Message Send/Receive API"), (17, 1, "Address Book"),
        (22, 1, "User Profile Object"), (26, 1, "Presence Object"), (30, 1, "Access Control"),
        (32, 1, "Message Library"),
    ]  # fmt: skip
    by_row = {one.row: one for one in found.plan.rows}
    assert (by_row[8].level, by_row[10].level, by_row[35].level) == (3, 2, 1)
    assert (by_row[3].start, by_row[3].finish) == (date(2023, 1, 2), date(2023, 2, 13))
    assert (by_row[19].start, by_row[19].finish) == (date(2023, 5, 12), date(2023, 6, 16))
    assert by_row[13].owners == ("Danielle", "Eliza")
    assert by_row[9].owners == ("Charley", "Bex")
    assert [(row, one.after) for row, one in by_row.items() if one.after] == [
        (4, ("2fs",)), (5, ("2fs",)), (8, ("2fs",)), (9, ("7fs",)), (10, ("7fs",)), (11, ("7fs",)),
        (14, ("12fs",)), (15, ("12fs",)), (16, ("12fs",)), (19, ("17fs",)), (20, ("17fs",)),
        (21, ("17fs",)), (34, ("32fs",)),
    ]  # fmt: skip
    assert found.asked() == []
    told = found.told()
    assert told["hidden"] == (39, 40)
    assert {"hidden_column", "drawn", "unused", "levels_indent"} <= told.keys()


def test_links_owners_and_dates_of_that_plan(
    store: Store, customer: Customer, trackers: Path
) -> None:
    arun = make_contact(store, customer.id, "Arun")
    before = snapshot(store)
    made = take(store, trackers / PACKT, customer.id)
    assert made.project is not None
    found = load_project(store, made.project.id)
    by_title = {row.title: row for row in found.rows.values()}
    design, relay = by_title["Design Network"], by_title["Make Relay Configurable"]
    assert (design.owner_contact_id, design.side) == (arun.id, Side.CUSTOMER)
    assert (relay.start, relay.target) == (date(2023, 4, 26), date(2023, 5, 17))
    assert (relay.owner_name, relay.kind) == ("Charley", RowKind.ITEM)
    assert by_title["Create P2P Network"].kind is RowKind.PHASE
    assert by_title["Setup Relay Servers"].kind is RowKind.GROUP
    assert len(found.plan.links) == 13
    assert {(link.type, link.lag) for link in found.plan.links} == {(LinkType.FS, 0)}
    late = by_title["Allow Deletion of Sent/Received message from list"]
    assert (late.start, late.target) == (date(2023, 3, 27), date(2023, 4, 3))
    assert "Also assigned: Bex" in next(
        row.internal_note for row in found.rows.values() if row.source_uid == "sheet:id:3"
    )
    store.undo()
    assert snapshot(store) == before


def test_phases_milestones_and_lengths_of_two_numbers(store: Store, trackers: Path) -> None:
    found = understand(store, trackers / SAUCE)
    assert (found.sheet, found.head) == ("Tasks and Timeline", (4, 5, 6))
    assert found.lines()[:7] == [
        (7, 1, "phase", "Phase 1: Project Initiation and Scope setup"),
        (8, 2, "item", "Review and finalize project charter"),
        (9, 2, "item", "Conduct project kickoff meeting"),
        (10, 2, "item", "Confirm pilot location requirements"),
        (11, 2, "item", "Plan pilot rollout activities"),
        (12, 2, "milestone", "Milestone 1: project charter and pilot scope approved"),
        (13, 1, "phase", "Phase 2: Vendor Selection and Integration architecture"),
    ]
    kinds = [kind for _, _, kind, _ in found.lines()]
    assert (len(kinds), kinds.count("phase"), kinds.count("milestone")) == (33, 4, 4)
    days = {one.row: (one.minutes or 0) / 480 for one in found.plan.rows if one.minutes}
    assert days == {
        8: 3, 9: 1, 10: 2, 11: 2, 14: 2, 15: 5, 16: 3, 17: 1, 18: 10, 19: 4, 20: 1, 21: 5, 22: 0.5,
        25: 2, 27: 3, 28: 3, 29: 2, 32: 1, 33: 1, 34: 2, 35: 1, 36: 1, 37: 1, 38: 1,
    }  # fmt: skip
    assert all(one.start is None and one.finish is None for one in found.plan.rows)
    told = found.told()
    assert told["range_length"] == (8, 15, 18, 19, 21, 22)
    assert told["merged_down"] == (33,)  # E32:E33
    by_row = {one.row: one for one in found.plan.rows}
    assert by_row[10].owners == ("Gilly", "Alex")
    assert by_row[18].note == "Duration: 7 - 10 days"
    assert by_row[26].note.startswith("To make sure they are in our budget")


def test_rows_without_dates_get_none(store: Store, customer: Customer, trackers: Path) -> None:
    made = take(store, trackers / SAUCE, customer.id)
    assert made.project is not None
    assert made.project.name == "Sauce & Spoon Project Plan"
    rows = list(load_project(store, made.project.id).rows.values())
    assert all(row.start is None and row.target is None for row in rows)
    order = next(row for row in rows if row.title == "Order and receive tablets")
    assert (order.duration, order.owner_name, order.status) == (10, "Seydou", Status.TODO)


def test_another_sheet_when_it_is_named(store: Store, trackers: Path) -> None:
    found = understand(store, trackers / SAUCE, sheet="Task Brainstorm")
    assert len(found.plan.rows) == 10
    assert found.lines()[0] == (5, 1, "item", "Confirm pilot location requirements")
    assert [one.minutes for one in found.plan.rows[:4]] == [960, 1920, 3360, 480]


@pytest.mark.parametrize("name", [PACKT, SAUCE, XIAOWEI])
def test_the_same_file_again_changes_nothing(
    store: Store, customer: Customer, trackers: Path, name: str
) -> None:
    made = take(store, trackers / name, customer.id)
    again = preview(store, trackers / name, customer.id)
    assert made.project is not None
    assert (again.project.mode, again.project.project_id) == ("update", made.project.id)
    assert (again.project.writes, again.origin) == (0, "remembered")
    assert [row.change for row in again.project.rows] == ["same"] * len(made.row_ids)


def listed(store: Store, path: Path, customer: Customer) -> ListPreview:
    table, mapping, origin = understood(store, read_foreign(path), Wish())
    with store.read() as reader:
        return plan_list(
            reader, table, mapping, customer_id=customer.id, project_id=None, today=store.today(),
            origin=origin,
        )  # fmt: skip


def test_a_raid_log_gives_risks(store: Store, customer: Customer, trackers: Path) -> None:
    shown = listed(store, trackers / MONGO, customer)
    assert shown.mapping.kind == "risks"
    assert (shown.read, shown.count("new"), len(shown.left_out)) == (12, 7, 5)
    assert [row for row, _, why in shown.left_out if why == "no_list"] == [12, 13, 16, 17, 18]
    apply_list(store, preview=shown)
    with store.read() as reader:
        found = {one.title: one for one in reader.find(Risk, customer_id=customer.id)}
    risk = found["Backup script may fail due to configuration errors."]
    assert (risk.impact, risk.owner, risk.status) == (5, "Pranit jejurikar", RiskStatus.OPEN)
    assert risk.response == (
        "Perform testing and maintain execution logs.\n"
        "Impact: Scheduled backups may not be generated."
    )
    assert found["Limited internship duration"].status is RiskStatus.HAPPENED  # an open issue
    assert found["Duplicate records during database restore"].status is RiskStatus.CLOSED
    again = listed(store, trackers / MONGO, customer)
    assert (again.count("same"), again.writes) == (7, 0)


@pytest.mark.parametrize(
    ("name", "kind"), [("packt_Risk Log.xlsx", "risks"), ("packt_Stakeholders.xlsx", "contacts")]
)
def test_an_empty_form_gives_nothing(
    store: Store, customer: Customer, trackers: Path, name: str, kind: str
) -> None:
    shown = listed(store, trackers / name, customer)
    assert (shown.mapping.kind, shown.read, shown.writes) == (kind, 0, 0)
    with store.read() as reader:
        assert reader.count(Contact) == reader.count(PlanRow) == 0
