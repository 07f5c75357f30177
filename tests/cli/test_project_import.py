"""`csdesk import project` and the plan as MS Project XML, without a window."""

from pathlib import Path

import pytest

from tests.app.imports.project_xml import task, write_plan
from tests.cli.conftest import Program


@pytest.fixture
def acme(program: Program) -> Program:
    assert program("add", "customer", "name=Acme Foods", "code=acme").code == 0
    return program


@pytest.fixture
def real(shared_data: Path) -> Path:
    return shared_data / "plans" / "stsporen_software_dev.xml"


def test_a_trial_shows_dates_and_stores_nothing(acme: Program, real: Path) -> None:
    answer = acme("import", "project", real, "--customer", "acme", "--dry-run")
    assert answer.code == 0, answer.err
    assert "86 rows (12 phases and groups, 12 milestones), 84 links, 3 of them with a lag" in (
        answer.out
    )
    assert "This was a trial: nothing is stored." in answer.out
    assert "What comes in otherwise or not at all:" in answer.err
    assert acme("list", "projects", "--json").data == []


def test_new_then_update_then_undo(acme: Program, real: Path) -> None:
    data = acme("import", "project", real, "--customer", "acme", "--json").data
    assert {key: data[key] for key in ("mode", "read", "rows", "new", "milestones", "lags")} == {
        "mode": "new", "read": 86, "rows": 86, "new": 86, "milestones": 12, "lags": 3,
    }  # fmt: skip
    assert data["dates"]
    assert all(entry["text"] for entry in data["left_out"])
    again = acme("import", "project", real, "--customer", "acme", "--json").data
    assert (again["mode"], again["unchanged"], again["id"]) == ("update", 86, data["id"])
    other = acme("import", "project", real, "--customer", "acme", "--new", "--json").data
    assert other["id"] != data["id"]
    assert acme("undo").code == 0
    assert [one["id"] for one in acme("list", "projects", "--json").data] == [data["id"]]


def test_as_a_template_that_gives_a_plan(acme: Program, real: Path) -> None:
    answer = acme("import", "project", real, "--as-template", "software")
    assert answer.code == 0, answer.err
    made = acme("plan", "acme", "--template", "software", "--start", "2026-12-01", "--json")
    assert made.data["rows"] == 87  # one phase above them all: the file has a milestone at the top
    taken = acme("import", "project", real, "--as-template", "software")
    assert (taken.code, "choose another code" in taken.err) == (1, True)


def test_out_and_in_again(acme: Program, real: Path, tmp_path: Path) -> None:
    acme("import", "project", real, "--customer", "acme")
    out = tmp_path / "plan.xml"
    answer = acme("export", "plan", "acme", "--out", out)
    assert answer.code == 0, answer.err
    back = acme("import", "project", out, "--customer", "acme", "--json").data
    assert (back["mode"], back["unchanged"], back["changed"], back["new"]) == ("update", 86, 0, 0)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ([], 2, "Say either --customer or --as-template."),
        (["--customer", "acme", "--as-template", "x"], 2, "Say either"),
        (["--customer", "nobody"], 1, "There is no customer nobody"),
        (["--customer", "acme", "--new", "--project", "P1"], 1, "either --new or --project"),
    ],
)
def test_what_is_asked_wrongly_is_refused(
    acme: Program, real: Path, arguments: list[str], code: int, said: str
) -> None:
    answer = acme("import", "project", real, *arguments)
    assert answer.code == code
    assert said in answer.err


def test_a_file_that_is_no_plan(acme: Program, tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_text('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><Project/>', "utf-8")
    answer = acme("import", "project", path, "--customer", "acme")
    assert answer.code == 1
    assert "can harm" in answer.err
    assert acme("list", "projects", "--json").data == []


def test_tables_still_come_in_beside_plans(acme: Program, tmp_path: Path) -> None:
    path = tmp_path / "project.csv"
    path.write_text("Name\nBeta Ltd\n", encoding="utf-8")
    answer = acme("import", "customers", path, "--set", "name=Name")
    assert answer.code == 0, answer.err
    assert "csdesk import project --help" in acme("import", "--help").out
    assert "--as-template" in acme("import", "project", "--help").out


def test_an_update_leaves_what_changed_here_unless_told(acme: Program, tmp_path: Path) -> None:
    path = write_plan(tmp_path / "p.xml", [task(1, "Dig", "2027-03-01", "2027-03-01", 8)])
    assert acme("import", "project", path, "--customer", "acme").code == 0
    assert acme("set", "item", "A1", "title=Dig here", "--customer", "acme").code == 0
    same = acme("import", "project", path, "--customer", "acme", "--json")
    assert (same.data["changed"], same.data["left_out"]) == (0, [])
    write_plan(path, [task(1, "Dig there", "2027-03-01", "2027-03-01", 8)])
    both = acme("import", "project", path, "--customer", "acme")
    assert "ours stays. The file has “Dig there”." in both.err
    assert "There was nothing to store." in both.out
    theirs = acme("import", "project", path, "--customer", "acme", "--theirs", "--json")
    assert theirs.data["changed"] == 1
    assert acme("list", "items", "--customer", "acme", "--json").data[0]["title"] == "Dig there"
