"""Spreadsheets that are hard to read: each is read right, or asked about with its place."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.imports.foreign_book import read_foreign
from csdesk.app.imports.foreign_session import Wish, understood
from csdesk.data.store import Store
from csdesk.domain.errors import UserError
from tests.app.foreign import WORDS, Value, sheet_file, understand

DAY = datetime(2026, 3, 2)
HEAD = ("Task", "Owner", "Start", "Finish")


def test_two_rows_of_names_over_each_other(store: Store, tmp_path: Path) -> None:
    path = sheet_file(
        tmp_path / "p.xlsx",
        [
            ("2026 Umzugsplan",),
            ("Task", "Owner", "Plan", None, "Actual", None),
            (None, None, "Start", "Finish", "Start", "Finish"),
            ("Cable", "Bo", DAY, datetime(2026, 3, 4), DAY, datetime(2026, 3, 6)),
            ("Paint", "Al", datetime(2026, 3, 5), datetime(2026, 3, 9), None, None),
        ],
        merges=("A1:F1", "A2:A3", "B2:B3", "C2:D2", "E2:F2"),
    )
    found = understand(store, path)
    assert found.head == (2, 3)
    assert found.fields == {
        "Task": "title", "Owner": "owner", "Plan Start": "start", "Plan Finish": "finish",
        "Actual Start": "actual_start", "Actual Finish": "actual_finish",
    }  # fmt: skip
    assert found.dates() == {
        "Cable": ("2026-03-02", "2026-03-04"), "Paint": ("2026-03-05", "2026-03-09"),
    }  # fmt: skip
    assert [one.status for one in found.plan.rows] == ["done", ""]
    assert found.plan.rows[0].actual_finish == date(2026, 3, 6)


def test_chinese_names_over_each_other(store: Store, tmp_path: Path) -> None:
    path = sheet_file(
        tmp_path / "p.xlsx",
        [
            ("序号", "任务名称", "计划", None, "负责人"),
            (None, None, "开始", "完成", None),
            (1, "机房准备", "3月2日", "3月6日", "张伟"),
            (2, "系统上线", "3月9日", "3月13日", "李娜、王芳"),
        ],
        merges=("A1:A2", "B1:B2", "C1:D1", "E1:E2"),
    )
    found = understand(store, path, year=2026)
    assert found.dates()["系统上线"] == ("2026-03-09", "2026-03-13")
    assert found.plan.rows[1].owners == ("李娜", "王芳")
    asked = understand(store, path).asked()
    assert asked[0] == ("C3", "3月2日", "no_year", "2027-03-02")  # today is 20 November 2026
    assert len(asked) == 4


@pytest.mark.parametrize(
    ("written", "start", "finish"),
    [
        ("2026-03-02 ~ 2026-03-06", "2026-03-02", "2026-03-06"),
        ("2026/3/2-3/6", "2026-03-02", "2026-03-06"),
        ("2026年3月2日至3月6日", "2026-03-02", "2026-03-06"),
        ("2 - 6 Mar 2026", "2026-03-02", "2026-03-06"),
        ("Mar 2 – Mar 6, 2026", "2026-03-02", "2026-03-06"),
        ("2026.12.28-2027.1.8", "2026-12-28", "2027-01-08"),
        ("2026-W10", "2026-03-02", "2026-03-06"),
        ("Mar 2-6, 2026", "2026-03-02", "2026-03-06"),
        ("115/3/2~115/3/6", "2026-03-02", "2026-03-06"),
        ("2026年第10周", "2026-03-02", "2026-03-06"),
        ("2026-03-06", "", "2026-03-06"),
        ("待定", "", ""),
    ],
)
def test_a_range_in_one_cell(
    store: Store, tmp_path: Path, written: str, start: str, finish: str
) -> None:
    rows: list[tuple[Value, ...]] = [("任务", "时间", "负责人"), ("A", written, "B")]
    rows += [("C", "2026-04-01", "D")]
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert found.fields["时间"] == "dates"
    assert found.dates()["A"] == (start, finish)
    assert found.asked() == []


@pytest.mark.parametrize(
    ("written", "fault", "guess"),
    [
        ("6月初", "date_unreadable", "2026-06-05"),
        ("mid June", "date_unreadable", "2026-06-15"),
        ("June 2026", "date_vague", "2026-06-30"),
        ("2026年6月", "date_vague", "2026-06-30"),
        ("Q2 2026", "date_vague", "2026-06-30"),
        ("W12", "which_week", "2026-03-20"),
        ("31/02/2026", "date_no_such_day", "2026-02-28"),
        ("soon", "date_unreadable", ""),
        ("3 April 2026 (tbc)", "date_unreadable", "2026-04-03"),
        ("15 June", "no_year", "2026-06-15"),
    ],
)
def test_what_is_no_day_is_asked_with_a_guess(
    store: Store, tmp_path: Path, written: str, fault: str, guess: str
) -> None:
    rows = [("Task", "Finish", "Owner"), ("A", written, "B"), ("C", None, "D")]
    path = sheet_file(tmp_path / "p.xlsx", rows)
    found = understand(store, path)
    assert found.asked() == [("B2", written, fault, guess)]
    assert found.dates()["A"] == ("", "")
    assert found.plan.rows[0].note == f"Finish: {written}"  # nothing that was written is lost
    if guess:
        taken = understand(store, path, guesses=True)
        assert taken.dates()["A"] == ("", guess)
        assert taken.plan.asked[0].taken


def test_each_guess_is_taken_or_left_by_itself(store: Store, tmp_path: Path) -> None:
    rows = [("Task", "Finish", "Status"), ("A", "6月初", "nearly done"), ("B", "15 June", None)]
    path = sheet_file(tmp_path / "p.xlsx", rows)
    none = understand(store, path)
    assert [one[0] for one in none.asked() if one[3]] == ["B2", "C2", "B3"]
    one = understand(store, path, otherwise=frozenset({"B3", "C2"}))
    assert [(cell.cell, cell.taken) for cell in one.plan.asked] == [
        ("B2", False), ("C2", True), ("B3", True),
    ]  # fmt: skip
    assert one.dates() == {"A": ("", ""), "B": ("", "2026-06-15")}
    assert [row.status for row in one.plan.rows] == ["done", ""]
    rest = understand(store, path, guesses=True, otherwise=frozenset({"B3"}))
    assert rest.dates() == {"A": ("", "2026-06-05"), "B": ("", "")}


def test_the_order_of_day_and_month_is_proven_or_asked(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [HEAD, ("A", "x", "03/04/2026", "05/04/2026")]
    path = sheet_file(tmp_path / "p.xlsx", rows)
    assert [one[2] for one in understand(store, path).asked()] == ["date_ambiguous"] * 2
    proven = sheet_file(tmp_path / "q.xlsx", [*rows, ("B", "x", "03/04/2026", "25/04/2026")])
    assert understand(store, proven).dates()["A"] == ("2026-04-03", "2026-04-05")


def test_serial_numbers_of_both_epochs(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [HEAD, ("A", "x", 46083, 46087), ("B", "y", 46090, 46094)]
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert found.dates()["A"] == ("2026-03-02", "2026-03-06")
    other = [HEAD, ("A", "x", DAY, datetime(2026, 3, 6)), ("B", "y", 44627, 44631)]
    found = understand(store, sheet_file(tmp_path / "m.xlsx", other, mac_dates=True))
    assert found.dates() == {
        "A": ("2026-03-02", "2026-03-06"), "B": ("2026-03-08", "2026-03-12"),
    }  # fmt: skip


def test_sections_over_merged_cells_and_a_total(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("工作任务", "负责人", "开始日期", "结束日期", "工期(天)"),
        ("一、准备阶段",),
        ("采购", "张伟", "2026-03-02", "2026-03-06", 5),
        ("二、实施阶段",),
        ("安装", "李娜", "2026-03-09", "2026-03-10", 2),
        ("培训", "李娜", "2026-03-11", "2026-03-11", 1),
        ("合计", None, None, None, 8),
        ("备注：以上时间以合同为准",),
    ]
    path = sheet_file(tmp_path / "p.xlsx", rows, merges=("A2:E2", "A4:E4", "A8:E8"))
    found = understand(store, path)
    assert found.titles() == ["一、准备阶段", "  采购", "二、实施阶段", "  安装", "  培训"]
    assert found.plan.left_out == (
        (7, "合计", "total"), (8, "备注：以上时间以合同为准", "remark"),
    )  # fmt: skip
    assert found.asked() == []


def test_sections_under_sections_and_a_total_in_another_column(
    store: Store, tmp_path: Path
) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Tracker",), ("Last updated 12 Nov 2026",),
        ("#", "Action", "Owner", "Due", "Status"),
        ("PHASE 1 – KICKOFF",), ("1.1 Planning",), (1, "Agree", "x", "12-Nov-26", "Complete"),
        ("1.2 Setup",), (2, "Accounts", "y", "Dec 1", "Open"),
        ("PHASE 2 – GO LIVE",), (3, "Go", "z", "15-Dec-26", "Open"), (None,), ("Total open", 2),
    ]  # fmt: skip
    path = sheet_file(tmp_path / "p.xlsx", rows, merges=("A4:E4", "A5:E5", "A7:E7", "A9:E9"))
    found = understand(store, path)
    assert found.titles() == [
        "PHASE 1 – KICKOFF", "  1.1 Planning", "    Agree", "  1.2 Setup", "    Accounts",
        "PHASE 2 – GO LIVE", "  Go",
    ]  # fmt: skip
    assert found.plan.left_out == ((12, "Total open", "total"),)
    assert [one.owners for one in found.plan.rows if not one.summary] == [("x",), ("y",), ("z",)]
    assert found.dates()["Accounts"] == ("", "2026-12-01")


def test_a_phase_column_merged_downwards_or_left_empty(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Phase", "Task", "Owner", "Due"),
        ("Prepare", "Buy", "A", DAY),
        (None, "Unpack", "B", DAY),
        ("Run", "Install", "A", DAY),
        (None, "Train", "B", DAY),
    ]
    for merges in ((), ("A2:A3", "A4:A5")):
        found = understand(store, sheet_file(tmp_path / "p.xlsx", rows, merges=merges))
        assert found.titles() == ["Prepare", "  Buy", "  Unpack", "Run", "  Install", "  Train"]
        assert ("phase_down" in found.told()) is not bool(merges)


def test_tasks_with_subtasks_in_a_column_of_their_own(store: Store, tmp_path: Path) -> None:
    rows = [
        ("阶段", "任务", "子任务", "责任人", "完成时间"),
        ("启动", "调研", "访谈", "张", DAY),
        (None, None, "问卷", "李", DAY),
        (None, "方案", "编写", "张", DAY),
    ]
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert found.titles() == ["启动", "  调研", "    访谈", "    问卷", "  方案", "    编写"]


def test_numbers_give_levels(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("WBS", "Activity", "Responsible", "Due date"),
        ("1", "Prepare", None, None), ("1.1", "Buy", "A", DAY), ("1.2", "Unpack", "B", DAY),
        ("2", "Run", None, None), ("2.1", "Install", None, None), ("2.1.1", "Wire", "A", DAY),
    ]  # fmt: skip
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert found.titles() == ["Prepare", "  Buy", "  Unpack", "Run", "  Install", "    Wire"]


def test_indentation_of_cells_and_grouped_rows(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [HEAD, ("Prepare",), ("Buy", "A", DAY, DAY), ("Run",),
                                     ("Install", "B", DAY, DAY)]  # fmt: skip

    def indent(page: Worksheet) -> None:
        for row in (3, 5):
            page.cell(row, 1).alignment = Alignment(indent=2)

    def group(page: Worksheet) -> None:
        for row in (3, 5):
            page.row_dimensions[row].outlineLevel = 1

    for edit in (indent, group):
        found = understand(store, sheet_file(tmp_path / "p.xlsx", rows, edit=edit))
        assert found.titles() == ["Prepare", "  Buy", "Run", "  Install"]


def test_a_chart_of_colours_and_marks_at_the_right_is_told(store: Store, tmp_path: Path) -> None:
    head = (*HEAD, *(f"W{n}" for n in range(1, 7)))
    rows: list[tuple[Value, ...]] = [
        head, ("A", "x", DAY, DAY), ("B", "y", DAY, DAY), ("C", "z", DAY, DAY)
    ]  # fmt: skip

    def paint(page: Worksheet) -> None:
        for row, column in ((2, 5), (2, 6), (3, 7), (4, 8)):
            page.cell(row, column).fill = PatternFill("solid", fgColor="FF336699")

    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows, edit=paint))
    assert len(found.plan.rows) == 3
    assert "drawn" in found.told()
    marked = [head, ("A", "x", None, None, "x", "x"), ("B", "y", None, None, None, None, "x")]
    found = understand(store, sheet_file(tmp_path / "q.xlsx", marked))
    assert "marked" in found.told()
    assert found.dates() == {"A": ("", ""), "B": ("", "")}


def test_two_tables_on_one_sheet_one_below_the_other(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        HEAD, ("A", "x", DAY, DAY), ("B", "y", DAY, DAY), (), ("Contacts",),
        ("Name", "Role", "E-mail", "Phone"), ("Jo", "Boss", "jo@x.example", "1"),
    ]  # fmt: skip
    path = sheet_file(tmp_path / "p.xlsx", rows)
    found = understand(store, path)
    assert [one.title for one in found.plan.rows if not one.summary][:2] == ["A", "B"]
    second = next(one for one in found.plan.told if one.code == "second_table")
    assert second.text(WORDS) == "Another table begins in row 6; it is not read."
    table, mapping, _ = understood(store, read_foreign(path), Wish(header_row=6))
    assert (table.kind, mapping.has("mail")) == ("contacts", True)


def test_two_tables_side_by_side(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        (*HEAD, None, "Task", "Owner", "Due"),
        ("A", "x", DAY, DAY, None, "Other", "q", DAY), ("B", "y", DAY, DAY, None, "More", "r", DAY),
    ]  # fmt: skip
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert list(found.dates()) == ["A", "B"]
    aside = next(one for one in found.plan.told if one.code == "aside_table")
    assert "F–H" in aside.text(WORDS)


def test_names_once_more_blank_columns_and_preset_rows(store: Store, tmp_path: Path) -> None:
    head = ("No.", None, "Action item", None, "Owner", "Status", "Due date")
    rows: list[tuple[Value, ...]] = [
        (None,), ("Export of 3 March",), head, (1, None, "A", None, "x", "Open", DAY), head,
        (2, None, "B", None, "y", "Closed", DAY), (3, None, None, None, None, "Open", None),
        (4, None, None, None, "z", None, None),
    ]  # fmt: skip
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert [(one.row, one.title, one.status) for one in found.plan.rows] == [
        (4, "A", "todo"), (6, "B", "done"),
    ]  # fmt: skip
    told = found.told()
    assert (told["repeated"], told["template"]) == ((5,), (7,))
    assert found.plan.left_out == ((8, "4", "no_title"),)
    assert [one[2] for one in found.asked()] == ["no_title"]


def test_words_of_status_in_three_languages_and_unknown_ones(store: Store, tmp_path: Path) -> None:
    words = (
        "进行中",
        "已完成",
        "Not started",
        "擱置",
        "100%",
        "✓",
        "almost there",
        "Waiting for IT",
    )
    rows: list[tuple[Value, ...]] = [("Task", "Status")]
    rows += [(f"T{at}", word) for at, word in enumerate(words)]
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert [one.status for one in found.plan.rows] == [
        "in_progress", "done", "todo", "on_hold", "done", "done", "", "",
    ]  # fmt: skip
    assert [(one[1], one[2], one[3]) for one in found.asked()] == [
        ("almost there", "status_unknown", ""), ("Waiting for IT", "status_unknown", "on_hold"),
    ]  # fmt: skip


def test_formulas_that_nobody_calculated_and_errors(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [HEAD, ("A", "x", DAY, "=C2+4"), ("B", "y", DAY, DAY)]
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert found.asked() == [("D2", "=C2+4", "formula", "")]
    assert found.dates()["A"] == ("2026-03-02", "")


def test_struck_and_hidden_rows_are_told(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [HEAD, ("A", "x", DAY, DAY), ("B", "y", DAY, DAY)]

    def edit(page: Worksheet) -> None:
        page["A2"].font = Font(strike=True)
        page.row_dimensions[3].hidden = True

    told = understand(store, sheet_file(tmp_path / "p.xlsx", rows, edit=edit)).told()
    assert (told["struck"], told["hidden"]) == ((2,), (3,))


def test_an_end_before_its_start_and_links_into_nothing_are_asked(
    store: Store, tmp_path: Path
) -> None:
    rows: list[tuple[Value, ...]] = [
        ("ID", "Task", "Start", "Finish", "Predecessors"),
        (1, "A", datetime(2026, 3, 9), DAY, None), (2, "B", DAY, DAY, "1FS+2d; 9"),
    ]  # fmt: skip
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert found.asked() == [("D2", "2026-03-02", "range_backwards", "")]
    assert found.dates()["A"] == ("2026-03-09", "")
    assert found.plan.rows[1].after == ("1FS+2d", "9")


def test_columns_without_a_name_are_found_by_their_values(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Was", "Von", "Bis", "Stand"),
        ("Kabel legen", DAY, datetime(2026, 3, 4), "done"),
        ("Wände streichen", datetime(2026, 3, 5), datetime(2026, 3, 9), "open"),
    ]
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert found.fields == {"Was": "title", "Von": "start", "Bis": "finish", "Stand": "status"}
    assert found.dates()["Kabel legen"] == ("2026-03-02", "2026-03-04")


def test_a_person_says_what_columns_hold(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [
        ("Topic", "Freigabe", "Owner", "Due"), ("A", DAY, "x", DAY), ("B", DAY, "y", DAY),
    ]  # fmt: skip
    path = sheet_file(tmp_path / "p.xlsx", rows)
    found = understand(store, path, pairs=("Freigabe=finish", "D=", "Owner=note"))
    assert found.fields == {"Topic": "title", "Freigabe": "finish", "Owner": "note"}
    with pytest.raises(UserError, match="is no COLUMN=field"):
        understand(store, path, pairs=("Freigabe=colour",))
    with pytest.raises(UserError, match="There is no column Farbe"):
        understand(store, path, pairs=("Farbe=finish",))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("Just", "words"), ("and", "more")], "foreign_no_header"),
        ([(1, 2, 3), (4, 5, 6)], "foreign_no_header"),
        ([()], "file_empty"),
    ],
)
def test_what_is_no_table_is_refused(
    store: Store, tmp_path: Path, rows: list[tuple[Value, ...]], code: str
) -> None:
    with pytest.raises(UserError) as caught:
        understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert caught.value.code == code


def test_text_tables_are_read_too(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("项目计划,,\n,,\n任务;负责人;截止日期\n".replace(";", ","), encoding="gb18030")
    with path.open("ab") as stream:
        stream.write("采购,张伟,2026-03-02\n安装,李娜,2026/3/9\n".encode("gb18030"))
    found = understand(store, path)
    assert found.dates() == {"采购": ("", "2026-03-02"), "安装": ("", "2026-03-09")}


def test_a_long_plan_is_read_in_a_moment(store: Store, tmp_path: Path) -> None:
    rows: list[tuple[Value, ...]] = [("ID", *HEAD)]
    rows += [(at, f"Task {at}", "Jo", DAY, DAY) for at in range(1, 3001)]
    found = understand(store, sheet_file(tmp_path / "p.xlsx", rows))
    assert len(found.plan.rows) == 3000
