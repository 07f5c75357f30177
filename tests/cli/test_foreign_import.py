"""`csdesk import tracker` on spreadsheets that csdesk did not write, without a window."""

from datetime import datetime
from pathlib import Path

import pytest

from tests.app.foreign import Value, sheet_file
from tests.cli.conftest import Program

START, END = datetime(2026, 3, 2), datetime(2026, 3, 6)
ROWS: list[tuple[Value, ...]] = [
    ("Roll-out 2026",),
    ("No.", "Task", "Owner", "Start", "Due date", "Colour"),
    (1, "Buy", "Bo", START, END, "red"),
    (2, "Lay", "Al", START, "6月初", "blue"),
]


@pytest.fixture
def acme(program: Program) -> Program:
    assert program("add", "customer", "name=Acme Foods", "code=acme").code == 0
    return program


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return sheet_file(tmp_path / "roll-out.xlsx", ROWS)


def test_a_trial_says_what_was_understood_and_asked(acme: Program, file: Path) -> None:
    answer = acme("import", "tracker", file, "--customer", "acme", "--dry-run")
    assert answer.code == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == "roll-out.xlsx, sheet “Plan”: a plan; column names in row 2."
    assert "  B  Task      Name or title       title   by its name" in lines
    assert "3 Buy item 2026-03-02 2026-03-06 Bo" in [" ".join(line.split()) for line in lines]
    assert lines[-1] == "This was a trial: nothing is stored."
    assert "  Columns that are not taken: Colour." in answer.err
    assert "row 4, E4 “6月初”: This is not a date that can be read." in answer.err
    assert "Probably 5 Jun 2026." in answer.err or "Probably 2026-06-05." in answer.err
    assert acme("list", "projects", "--json").data == []


def test_the_guess_of_one_cell_is_taken(acme: Program, file: Path) -> None:
    where = ("import", "tracker", file, "--customer", "acme")
    wrong = acme(*where, "--accept-guess", "E4", "--accept-guess", "D4")
    assert wrong.code == 1
    assert "There is nothing to guess at D4" in wrong.err
    assert acme("list", "projects", "--json").data == []
    data = acme(*where, "--accept-guess", "e4", "--dry-run", "--json").data
    assert [(one["cell"], one["taken"]) for one in data["asked"]] == [("E4", True)]
    assert [one["finish"] for one in data["plan"]] == ["2026-03-06", "2026-06-05"]


def test_new_then_update_then_undo(acme: Program, file: Path, tmp_path: Path) -> None:
    data = acme("import", "tracker", file, "--customer", "acme", "--accept-guesses", "--json").data
    assert (data["mode"], data["rows"], data["new"], data["name"]) == (
        "new", 2, 2, "Roll-out 2026",
    )  # fmt: skip
    assert data["asked"][0] | {"reason": ""} == {
        "row": 4, "cell": "E4", "field": "finish", "written": "6月初", "code": "date_unreadable",
        "reason": "", "guess": "2026-06-05", "taken": True,
    }  # fmt: skip
    assert [one["finish"] for one in data["plan"]] == ["2026-03-06", "2026-06-05"]
    rows = [*ROWS[:3], (2, "Lay", "Al", START, END, "blue"), (3, "Test", "Al", END, END, "red")]
    newer = sheet_file(tmp_path / "roll-out v2.xlsx", rows)
    update = acme("import", "tracker", newer, "--customer", "acme", "--as", "update", "--json").data
    assert (update["mode"], update["new"], update["changed"], update["id"]) == (
        "update", 1, 1, data["id"],
    )  # fmt: skip
    fresh = acme("import", "tracker", newer, "--customer", "acme", "--as", "new", "--json").data
    assert fresh["id"] != data["id"]
    assert acme("undo").code == 0
    assert [one["id"] for one in acme("list", "projects", "--json").data] == [data["id"]]


def test_a_person_names_columns_and_the_layout_is_remembered(acme: Program, file: Path) -> None:
    options = ("import", "tracker", file, "--customer", "acme", "--json")
    data = acme(*options, "--map", "Colour=note", "--map", "Start=").data
    used = {one["name"]: one["field"] for one in data["columns"]}
    assert (used["Colour"], used["Start"], data["mapping_from"]) == ("note", None, "guessed")
    again = acme(*options).data
    assert (again["mapping_from"], again["unchanged"]) == ("remembered", 2)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ((), "say whose it is with --customer"),
        (("--customer", "acme", "--update"), "No project of this customer came from a file like"),
        (("--customer", "acme", "--new", "--update"), "Say either --new or --update."),
        (("--customer", "acme", "--sheet", "Nowhere"), "It has: Plan."),
        (("--customer", "acme", "--header-row", "40"), "Row 40 of roll-out.xlsx holds no column"),
        (("--customer", "acme", "--map", "Task=colour"), "is no COLUMN=field of this import"),
        (("--customer", "acme", "--map", "Task="), "--map COLUMN=title"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    acme: Program, file: Path, options: tuple[str, ...], said: str
) -> None:
    answer = acme("import", "tracker", file, *options)
    assert answer.code == 1
    assert said in answer.err
    assert acme("list", "projects", "--json").data == []


def test_our_own_tracker_is_merged_as_before(planned: Program, tmp_path: Path) -> None:
    out = tmp_path / "tracker.xlsx"
    assert planned("export", "tracker", "acme", "--out", out).code == 0
    answer = planned("import", "tracker", out, "--customer", "acme", "--json")
    assert answer.code == 0, answer.err
    assert "rows" in answer.data
    assert "columns" not in answer.data


def test_a_risk_log_by_the_command_line(acme: Program, tmp_path: Path) -> None:
    rows = [
        ("Risk", "Probability", "Impact", "Mitigation", "Owner", "Status"),
        ("Late data", "High", "Critical", "Ask early", "Bo", "Open"),
        ("No room", 2, "unknown word", "", "", "Closed"),
    ]
    file = sheet_file(tmp_path / "risks.xlsx", rows)
    data = acme("import", "tracker", file, "--customer", "acme", "--json").data
    assert (data["kind"], data["new"], data["stored"]) == ("risks", 2, True)
    risks = acme("list", "risks", "--customer", "acme", "--json").data
    assert {one["title"]: (one["probability"], one["impact"]) for one in risks} == {
        "Late data": (4, 5), "No room": (2, 3),
    }  # fmt: skip


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_what_was_understood_in_chinese(
    acme: Program, file: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("CSDESK_LANG", language)
    answer = acme("import", "tracker", file, "--customer", "acme", "--dry-run")
    assert "计划；列名在第 2 行" in answer.out or "計畫；欄名在第 2 列" in answer.out
    page = acme("import", "tracker", "--help").out
    assert "--map COLUMN=FIELD" in page
    assert "csdesk import tracker" in page.split("--dry-run")[0]
