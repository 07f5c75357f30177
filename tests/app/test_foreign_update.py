"""The next version of a spreadsheet updates what came from it and leaves our edits alone."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest

from csdesk.app.commands import items, workspace
from csdesk.app.commands.foreign_import import apply_plan
from csdesk.app.queries.plans import load_project
from csdesk.data.store import Store
from csdesk.domain.codes import LinkType, Priority, Side, Status
from csdesk.domain.errors import UserError
from csdesk.domain.records import Customer, ImportMapping, PlanRow, Project, User
from tests.app.foreign import Value, preview, sheet_file, take
from tests.app.world import snapshot
from tests.support import make_contact, make_customer

HEAD = ("No.", "Phase", "Task", "Owner", "Start", "Due", "Status", "Priority")


def day(number: int) -> datetime:
    """Return a working day of March 2026."""
    return datetime(2026, 3, number)


FIRST: Sequence[Sequence[Value]] = (
    HEAD,
    (1, "Prepare", "Buy the cable", "Bo", day(2), day(4), "Done", "High"),
    (2, "Prepare", "Unpack it", "Al", day(5), day(6), "Open", "Low"),
    (3, "Run", "Lay the cable", "Bo, Al", day(9), day(13), "In progress", "High"),
    (4, "Run", "Train the users", "", day(16), day(17), "", ""),
)


@pytest.fixture
def customer(store: Store) -> Customer:
    workspace.update(store, country="", region="")
    return make_customer(store, owner_id=1)


def rows_of(store: Store, customer: Customer) -> dict[str, PlanRow]:
    """Return the rows of all projects by title."""
    with store.read() as reader:
        return {row.title: row for row in reader.find(PlanRow, customer_id=customer.id)}


def test_what_a_row_says_becomes_a_row(store: Store, customer: Customer, tmp_path: Path) -> None:
    make_contact(store, customer.id, "Al")
    before = snapshot(store)
    take(store, sheet_file(tmp_path / "plan.xlsx", FIRST), customer.id)
    rows = rows_of(store, customer)
    buy, lay, train = rows["Buy the cable"], rows["Lay the cable"], rows["Train the users"]
    assert (buy.status, buy.actual_finish, buy.priority) == (
        Status.DONE, date(2026, 3, 4), Priority.MUST,
    )  # fmt: skip
    assert (lay.status, lay.start, lay.target) == (
        Status.IN_PROGRESS, date(2026, 3, 9), date(2026, 3, 13),
    )  # fmt: skip
    assert (lay.owner_name, lay.side) == ("Bo", Side.CUSTOMER)
    assert lay.internal_note == "Also assigned: Al"
    assert rows["Unpack it"].owner_contact_id is not None
    assert (train.side, train.owner_user_id) == (Side.US, customer.owner_id)
    assert rows["Run"].id == lay.parent_id
    store.undo()
    assert snapshot(store) == before


def test_the_next_version_changes_what_it_changed(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    take(store, sheet_file(tmp_path / "plan.xlsx", FIRST), customer.id)
    before = rows_of(store, customer)
    second = [
        HEAD,
        FIRST[1],
        (2, "Prepare", "Unpack it", "Al", day(5), day(10), "Done", "Low"),
        (3, "Prepare", "Check it", "Al", day(10), day(10), "Open", ""),  # put in between
        (4, "Run", "Lay the cable", "Cy", day(9), day(13), "In progress", "High"),
    ]
    shown = preview(store, sheet_file(tmp_path / "plan v2.xlsx", second), customer.id)
    assert shown.project.mode == "update"
    changed = {row.row.title: dict(row.changes) for row in shown.project.rows if row.changes}
    assert set(changed) == {"Unpack it", "Lay the cable"}
    assert changed["Unpack it"]["target"] == date(2026, 3, 10)
    assert changed["Unpack it"]["status"] is Status.DONE
    assert changed["Lay the cable"]["owner_name"] == "Cy"
    assert [row.title for row in shown.project.gone_rows] == ["Train the users"]
    apply_plan(store, preview=shown)
    after = rows_of(store, customer)
    assert after["Lay the cable"].id == before["Lay the cable"].id
    assert after["Train the users"] == before["Train the users"]  # a missing row is no deletion
    assert after["Check it"].parent_id == after["Prepare"].id
    again = preview(store, tmp_path / "plan v2.xlsx", customer.id)
    assert again.project.writes == 0


def test_what_changed_here_stays_unless_the_file_changed_it_too(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    path = sheet_file(tmp_path / "plan.xlsx", FIRST)
    take(store, path, customer.id)
    rows = rows_of(store, customer)
    items.update(store, row_ids=[rows["Train the users"].id], target=date(2026, 3, 25))
    items.update(store, row_ids=[rows["Unpack it"].id], target=date(2026, 3, 20))
    assert preview(store, path, customer.id).project.writes == 0
    second = [list(row) for row in FIRST]
    second[2][5] = day(12)
    newer = sheet_file(tmp_path / "plan2.xlsx", second)
    shown = preview(store, newer, customer.id)
    assert [(one.title, one.column, one.ours, one.theirs) for one in shown.kept][-1:] == [
        ("Unpack it", "target", date(2026, 3, 20), date(2026, 3, 12))
    ]
    apply_plan(store, preview=shown)
    assert rows_of(store, customer)["Unpack it"].target == date(2026, 3, 20)
    apply_plan(store, preview=preview(store, newer, customer.id, theirs=True))
    assert rows_of(store, customer)["Unpack it"].target == date(2026, 3, 12)
    assert rows_of(store, customer)["Train the users"].target == date(2026, 3, 25)


def test_an_import_that_was_taken_back_is_no_base(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    take(store, sheet_file(tmp_path / "plan.xlsx", FIRST), customer.id)
    second = [list(row) for row in FIRST]
    second[2][2] = "Unpack all of it"
    newer = sheet_file(tmp_path / "plan2.xlsx", second)
    take(store, newer, customer.id)
    store.undo()
    shown = preview(store, newer, customer.id)
    assert [row.changes.get("title") for row in shown.project.rows if row.changes] == [
        "Unpack all of it"
    ]
    assert shown.alike[0][:3] == (3, "Unpack all of it", "Unpack all of it") or shown.alike


def test_rows_without_numbers_are_known_by_title_and_section(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    head = ("Phase", "Task", "Due")
    first = [head, ("One", "Design", day(2)), ("One", "Build the pump", day(3)),
             ("Two", "Design", day(9)), ("Two", "Test", day(10))]  # fmt: skip
    take(store, sheet_file(tmp_path / "a.xlsx", first), customer.id)
    second = [head, ("One", "Build the pumps", day(4)), ("One", "Design", day(2)),
              ("Two", "Design", day(11)), ("Two", "Test", day(10))]  # fmt: skip
    shown = preview(store, sheet_file(tmp_path / "b.xlsx", second), customer.id)
    assert (shown.project.count("new"), len(shown.project.gone_rows)) == (0, 0)
    changed = {
        (row.row.title, said): value
        for row in shown.project.rows
        for said, value in row.changes.items()
        if said in ("target", "title")
    }
    assert changed == {
        ("Build the pumps", "target"): date(2026, 3, 4),
        ("Build the pumps", "title"): "Build the pumps",
        ("Design", "target"): date(2026, 3, 11),
    }
    (row, theirs, _, score) = shown.alike[0]
    assert (row, theirs) == (2, "Build the pumps")
    assert 0.85 <= score < 1


def test_a_number_beside_quite_another_title_is_another_row(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    take(store, sheet_file(tmp_path / "a.xlsx", FIRST), customer.id)
    second = [HEAD, *FIRST[1:4], (4, "Run", "Celebrate", "", day(20), day(20), "", "")]
    shown = preview(store, sheet_file(tmp_path / "b.xlsx", second), customer.id)
    assert [row.row.title for row in shown.project.rows if row.change == "new"] == ["Celebrate"]
    assert [row.title for row in shown.project.gone_rows] == ["Train the users"]
    apply_plan(store, preview=shown)
    assert preview(store, tmp_path / "b.xlsx", customer.id).project.writes == 0


def test_empty_cells_of_a_later_version_take_nothing_away(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    take(store, sheet_file(tmp_path / "a.xlsx", FIRST), customer.id)
    before = rows_of(store, customer)
    second = [
        HEAD,
        *([row[0], row[1], row[2], None, None, "soon", None, None] for row in FIRST[1:]),
    ]
    shown = preview(store, sheet_file(tmp_path / "b.xlsx", second), customer.id)
    assert shown.project.count("changed") == 0
    apply_plan(store, preview=shown)
    assert rows_of(store, customer) == before


def test_a_layout_is_remembered_as_a_person_set_it(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    rows = [("Topic", "Freigabe", "Owner"), ("A", day(2), "x"), ("B", day(3), "y")]
    path = sheet_file(tmp_path / "a.xlsx", rows)
    take(store, path, customer.id, pairs=("Freigabe=start", "Owner=note"))
    with store.read() as reader:
        assert reader.count(ImportMapping, kind="sheet") == 1
    other = sheet_file(tmp_path / "other name.xlsx", [rows[0], ("C", day(9), "z")])
    shown = preview(store, other, customer.id, new=True)
    assert shown.origin == "remembered"
    assert set(shown.mapping.fields.values()) == {"title", "start", "note"}


def test_two_projects_of_one_layout(store: Store, customer: Customer, tmp_path: Path) -> None:
    path = sheet_file(tmp_path / "a.xlsx", FIRST)
    take(store, path, customer.id)
    others = [HEAD, *((row[0], "X", f"Quite other work {row[0]}", *row[3:]) for row in FIRST[1:])]
    made = take(store, sheet_file(tmp_path / "b.xlsx", others), customer.id)
    with store.read() as reader:
        assert reader.count(Project, customer_id=customer.id) == 2
    shown = preview(store, tmp_path / "b.xlsx", customer.id)
    assert made.project is not None
    assert shown.project.project_id == made.project.id
    take(store, path, customer.id, new=True)
    with pytest.raises(UserError) as caught:
        preview(store, path, customer.id)
    assert caught.value.code == "foreign_which_project"


def test_sides_holds_and_links(store: Store, customer: Customer, tmp_path: Path) -> None:
    with store.write("test.user") as unit:
        unit.add(User(name="Eve Ours"))
    rows = [
        ("编号", "任务", "责任方", "负责人", "截止日期", "状态", "前置任务"),
        ("T1", "准备", "甲方", "", day(3), "挂起", ""),
        ("T2", "安装", "", "Eve Ours", day(6), "已安排", "T1"),
        ("T3", "验收", "", "甲方", "", "已安排", "T2FS+2d"),
    ]
    made = take(store, sheet_file(tmp_path / "a.xlsx", rows), customer.id)
    assert made.project is not None
    found = load_project(store, made.project.id)
    by_title = {row.title: row for row in found.rows.values()}
    assert (by_title["准备"].side, by_title["准备"].status) == (Side.CUSTOMER, Status.ON_HOLD)
    assert by_title["安装"].owner_user_id is not None
    assert (by_title["安装"].side, by_title["安装"].status) == (Side.US, Status.SCHEDULED)
    assert (by_title["验收"].side, by_title["验收"].owner_name) == (Side.CUSTOMER, "")
    assert sorted((link.type, link.lag) for link in found.plan.links) == [
        (LinkType.FS, 0), (LinkType.FS, 2),
    ]  # fmt: skip


def test_dates_of_a_row_are_kept_together(store: Store, customer: Customer, tmp_path: Path) -> None:
    take(store, sheet_file(tmp_path / "plan.xlsx", FIRST), customer.id)
    row = rows_of(store, customer)["Unpack it"]
    items.update(store, row_ids=[row.id], target=date(2026, 3, 20))
    ours = rows_of(store, customer)["Unpack it"]
    second = [list(row) for row in FIRST]
    second[2][4], second[2][5] = datetime(2026, 3, 7), datetime(2026, 3, 8)  # a week-end
    shown = preview(store, sheet_file(tmp_path / "plan2.xlsx", second), customer.id)
    apply_plan(store, preview=shown)
    now = rows_of(store, customer)["Unpack it"]
    assert (now.start, now.target, now.duration, now.calendar_days) == (
        ours.start, ours.target, ours.duration, ours.calendar_days,
    )  # fmt: skip
    assert {one.title for one in shown.kept} == {"Unpack it"}
