"""Plans as other programs and offices write them: what each column means, and each row."""

import random
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.imports.foreign_book import read_foreign
from csdesk.app.imports.foreign_session import Wish, understood
from csdesk.data.store import Store
from csdesk.domain.errors import UserError
from csdesk.domain.records import Customer
from tests.app.foreign import Value, preview, sheet_file, take, understand
from tests.support import make_customer

START = datetime(2026, 3, 2)


def test_a_gantt_template_with_days_over_a_chart(store: Store, tmp_path: Path) -> None:
    days = [START + timedelta(days=n) for n in range(14)]
    rows: list[tuple[Value, ...]] = [
        ("SIMPLE GANTT CHART",), ("Company",), (None, None, "Project Start:", START),
        (None, "TASK", "ASSIGNED\nTO", "PROGRESS", "START", "END", *days),
        (None, None, None, None, None, None, *"MTWTFSSMTWTFSS"),
        (None, "Groundwork"), (None, "Dig", "Bo", 0.5, START, days[3]),
        (None, "Pour", None, 1, days[3], days[5]),
        (None, "Walls"), (None, "Lay", None, None, days[7], days[9]),
        (None, "Insert new rows ABOVE this one"),
    ]  # fmt: skip

    def bold(page: Worksheet) -> None:
        for row in (6, 9):
            page.cell(row, 2).font = Font(bold=True)
        for column in (7, 8, 9):
            page.cell(7, column).fill = PatternFill("solid", fgColor="FF336699")

    found = understand(store, sheet_file(tmp_path / "g.xlsx", rows, edit=bold))
    assert found.titles() == ["Groundwork", "  Dig", "  Pour", "Walls", "  Lay"]
    assert [(one.status, one.progress) for one in found.plan.rows if not one.summary] == [
        ("in_progress", 50), ("done", 100), ("", None),
    ]  # fmt: skip
    assert found.plan.left_out == ((11, "Insert new rows ABOVE this one", "remark"),)
    assert found.asked() == []


def test_a_table_of_ms_project(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("ID", "Active", "Task Mode", "Task Name", "Duration", "Start", "Finish", "Predecessors",
         "Outline Level", "Resource Names"),
        (1, "Yes", "Auto", "Prepare", "10 days", "Mon 3/2/26", "Fri 3/13/26", None, 1, None),
        (2, "Yes", "Auto", "Order", "5 days", "Mon 3/2/26", "Fri 3/6/26", None, 2, "Bo[50%]"),
        (3, "Yes", "Auto", "Wait", "3 edays", "Sat 3/7/26", "Tue 3/10/26", "2", 2, "Bo;Al"),
        (4, "Yes", "Auto", "Ready", "0 days", "Fri 3/13/26", "Fri 3/13/26", "3FS+1 day", 2, None),
    ]  # fmt: skip
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert found.lines() == [
        (2, 1, "phase", "Prepare"), (3, 2, "item", "Order"), (4, 2, "item", "Wait"),
        (5, 2, "milestone", "Ready"),
    ]  # fmt: skip
    assert found.dates()["Wait"] == ("2026-03-07", "2026-03-10")
    assert [one.owners for one in found.plan.rows] == [(), ("Bo",), ("Bo", "Al"), ()]
    assert found.asked() == []


@pytest.mark.parametrize(
    ("text", "fields", "dates"),
    [
        (
            "Summary,Issue key,Issue Type,Status,Priority,Assignee,Created,Due date\n"  # noqa: ISC004
            "Order,ROL-1,Task,Done,High,Bo,02/Mar/26 9:00 AM,06/Mar/26\n"
            "Lay,ROL-2,Story,In Progress,Medium,Al,02/Mar/26 9:00 AM,16/Mar/26\n",
            {"Summary": "title", "Issue key": "id", "Status": "status", "Priority": "priority",
             "Assignee": "owner", "Due date": "finish"},
            {"Order": ("", "2026-03-06"), "Lay": ("", "2026-03-16")},
        ),
        (
            "Task ID,Created At,Completed At,Name,Section/Column,Assignee,Start Date,Due Date\n"  # noqa: ISC004
            "12001,2026-01-01,2026-03-05,Order,Prepare,Bo,2026-03-02,2026-03-06\n"
            "12002,2026-01-01,,Lay,Run,Al,,2026-03-16\n",
            {"Task ID": "id", "Completed At": "actual_finish", "Name": "title",
             "Section/Column": "phase", "Assignee": "owner", "Start Date": "start",
             "Due Date": "finish"},
            {"Prepare": ("", ""), "Order": ("2026-03-02", "2026-03-06"), "Run": ("", ""),
             "Lay": ("", "2026-03-16")},
        ),
        (
            "Task ID,Task Name,Bucket Name,Progress,Assigned To,Due date\n"  # noqa: ISC004
            "aX1,Order,To do,Completed,Bo,03/06/2026\naX2,Lay,Doing,In progress,Al;Bo,03/16/2026\n",
            {"Task ID": "id", "Task Name": "title", "Bucket Name": "phase", "Progress": "status",
             "Assigned To": "owner", "Due date": "finish"},
            {"To do": ("", ""), "Order": ("", "2026-03-06"), "Doing": ("", ""),
             "Lay": ("", "2026-03-16")},
        ),
    ],
)  # fmt: skip
def test_exports_of_task_programs(
    store: Store, tmp_path: Path, text: str, fields: dict[str, str],
    dates: dict[str, tuple[str, str]],
) -> None:  # fmt: skip
    path = tmp_path / "export.csv"
    path.write_text(text, encoding="utf-8")
    found = understand(store, path)
    assert found.fields == fields
    assert found.dates() == dates
    assert found.asked() == []


def test_a_plan_with_a_column_of_people_per_side(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("XX公司系统实施计划表",), ("项目名称：CRM", "", "", "项目经理：王强"),
        ("序号", "工作阶段", "工作内容", "责任单位", None, "计划时间", None, "完成情况", "备注"),
        (None, None, None, "甲方", "乙方", "开始", "结束", None, None),
        (1, "项目启动", "召开启动会", "王强", "李雷", "2026/3/2", "2026/3/2", "已完成", "纪要"),
        (2, None, "组建项目组", "王强", None, "2026/3/3", "2026/3/6", "已完成", None),
        (3, "上线", "系统切换", None, "李雷", "4月初", "4月10日", "未开始", "待定"),
    ]  # fmt: skip
    merges = ("A1:I1", "D3:E3", "F3:G3", "A3:A4", "B3:B4", "C3:C4", "H3:H4", "I3:I4", "B5:B6")
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows, merges=merges))
    assert found.head == (3, 4)
    assert found.titles() == ["项目启动", "  召开启动会", "  组建项目组", "上线", "  系统切换"]
    people = {one.title: (one.side, one.owners) for one in found.plan.rows if not one.summary}
    assert people == {
        "召开启动会": ("us", ("李雷", "王强")), "组建项目组": ("customer", ("王强",)),
        "系统切换": ("us", ("李雷",)),
    }  # fmt: skip
    assert found.dates()["系统切换"] == ("", "2026-04-10")
    assert found.asked() == [("F7", "4月初", "date_unreadable", "2026-04-05")]
    assert found.told()["both_sides"] == (5,)


def test_week_numbers_are_asked_until_a_person_says_what_they_count(
    store: Store, tmp_path: Path
) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Task", "Start week", "End week", "Lead"), ("Order", "W10", "W11", "Bo"),
        ("Lay", 12, 13, "Al"),
    ]  # fmt: skip
    path = sheet_file(tmp_path / "p.xlsx", rows)
    assert {one[2] for one in understand(store, path).asked()} == {"which_week"}
    assert {one[2] for one in understand(store, path, weeks="year").asked()} == {"no_year"}
    said = understand(store, path, weeks="year", year=2026)
    assert said.dates() == {
        "Order": ("2026-03-02", "2026-03-13"), "Lay": ("2026-03-16", "2026-03-27"),
    }  # fmt: skip
    dated = sheet_file(tmp_path / "q.xlsx", [*rows, ("Kickoff", START, START, "Bo")])
    found = understand(store, dated, weeks="project")
    assert found.dates()["Lay"] == ("2026-05-18", "2026-05-29")


def test_names_in_another_language_over_typed_dates(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Nr.", "Aufgabe", "Verantwortlich", "Beginn", "Ende"),
        (1, "Kabel legen", "Bo", "02.03.2026", "06.03.2026"),
        (2, "Testen", "Al", "09.03.2026", "25.03.2026"),
    ]
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert (found.fields["Aufgabe"], found.fields["Beginn"], found.fields["Ende"]) == (
        "title", "start", "finish",
    )  # fmt: skip
    assert found.dates()["Kabel legen"] == ("2026-03-02", "2026-03-06")


@pytest.mark.parametrize(
    "rows",
    [
        [("Task", "PM", "Dev"), ("Order", "R", "A"), ("Lay", "A", "R")],  # who does what
        [("Item", "Amount", "Currency"), ("Rent", 1200, "EUR")],
        [("Order", START, START, "Bo"), ("Lay", START, START, "Al")],  # no names at all
    ],
)
def test_other_tables_are_refused(
    store: Store, tmp_path: Path, rows: list[tuple[Value, ...]]
) -> None:
    with pytest.raises(UserError) as caught:
        understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert caught.value.code == "foreign_no_header"


_CELLS: tuple[Value, ...] = (
    None, "", " ", "x", "Task", "合计", "3月1日", "6月初", "1-5", "2-3 days", "50%", 0, -1, 46083,
    1e18, 3.5, True, START, date(2026, 3, 9), "=A1", "#REF!", "W12", "TBD", "第一阶段", "1.1", "7",
    "1FS+2d",
    "a" * 400, "31/02/2026", "Done", "甲方", "Bo & Al", "☐", "\u3000缩进", "2026-03-01 ~", "- - -",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_whatever_stands_in_cells_is_read_or_refused(
    store: Store, tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    head = [
        "No.",
        "Phase",
        "Task",
        "Owner",
        "Start",
        "Due date",
        "Duration",
        "Status",
        "Predecessors",
    ]
    dice.shuffle(head)
    rows: list[list[Value]] = [[], list(head)]
    rows += [[dice.choice(_CELLS) for _ in head] for _ in range(40)]
    path = sheet_file(tmp_path / "p.xlsx", rows)
    customer: Customer = make_customer(store, owner_id=1)
    shown = preview(store, path, customer.id, guesses=bool(seed % 2))
    named = {one.row for one in shown.read.rows if one.row}
    out = {row for row, _, _ in shown.read.left_out}
    assert not named & out
    take(store, path, customer.id, guesses=bool(seed % 2))
    again = preview(store, path, customer.id, guesses=bool(seed % 2))
    changed = [(row.row.title, dict(row.changes)) for row in again.project.rows if row.changes]
    assert changed == []


def test_a_list_of_people_is_not_taken_for_a_plan(store: Store, tmp_path: Path) -> None:
    rows = [("姓名", "职位", "部门", "邮箱", "电话"), ("王强", "经理", "IT", "w@x.example", "1")]
    table, mapping, _ = understood(
        store, read_foreign(sheet_file(tmp_path / "p.xlsx", rows)), Wish()
    )
    assert table.kind == "contacts"
    assert set(mapping.fields.values()) == {"name", "title", "speaks_for", "mail", "phone"}
