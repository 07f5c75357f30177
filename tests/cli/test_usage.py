"""What is typed wrongly ends with 2, what is refused with 1; questions are asked on a terminal."""

import sys
from pathlib import Path

import pytest

from csdesk.app.queries.lists import NOUNS, fields_of
from tests.cli.conftest import Program
from tests.cli.terminals import on_terminal


@pytest.mark.parametrize(
    "arguments",
    [
        ("report", "status", "acme", "--out", "x.pdf", "--as-of", "soon"),
        ("export", "tracker", "acme", "--out", "x.xlsx", "--as-of", "31/02/2026"),
        ("plan", "acme", "--template", "light-30", "--start", "soon"),
        ("plan", "acme", "--template", "light-30", "--go-live", "2026-02-30"),
        ("meeting", "hold", "kickoff", "--on", "yesterday"),
        ("list", "items", "--today", "today+3"),
        ("new", "x", "--language", "fr"),
        ("new", "x", "--country", "QQ"),
        ("new", "x", "--currency", "XQQ"),
        ("new", "x", "--timezone", "Mars/Base"),
        ("new", "x", "--stage", "late"),
        ("new", "x", "--company", " "),
        ("new", "x", "--email", "ann at acme"),
        ("import", "deals", "x.csv", "--currency", "XQQ"),
        ("list", "nothing"),
        ("list", "items", "--filter", "status todo"),
        ("list", "items", "--filter", ""),
        ("list", "items", "--filter", "target < tomorrow"),
        ("list", "items", "--filter", "late > many"),
        ("list", "risks", "--filter", "colour = red"),
        ("list", "items", "--filter", "status = bogus"),
        ("list", "projects", "--filter", "rag in (red, purple)"),
    ],
)
def test_wrong_usage_is_2_and_says_where(
    planned: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = planned(*arguments)
    assert (answer.code, answer.out) == (2, "")
    assert "Error: Invalid value for '" in answer.err
    assert list(tmp_path.glob("x*")) == []


def test_dates_are_typed_in_one_way(planned: Program, tmp_path: Path) -> None:
    out = tmp_path / "s.pdf"
    assert planned("report", "status", "acme", "--out", out, "--as-of", "today-7").code == 0
    assert planned("list", "documents", "--json").data[-1]["as_of"] == "2026-11-13"


def test_a_new_file_ends_in_csdesk(program: Program, tmp_path: Path) -> None:
    made = program("new", tmp_path / "team", "--json")
    assert made.data["file"] == str(tmp_path / "team.csdesk")
    assert (tmp_path / "team.csdesk").exists()
    for name in ("team.txt", "team.db"):
        answer = program("new", tmp_path / name)
        assert answer.code == 1
        assert "write team.csdesk" in answer.err
        assert not (tmp_path / name).exists()
    assert program("new", tmp_path / "Acme Inc. 2026").code == 0
    assert (tmp_path / "Acme Inc. 2026.csdesk").exists()


def test_what_new_takes_is_written_as_it_is_known(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "team.csdesk"
    assert program(
        "new", path, "--country", "de", "--currency", "eur", "--timezone", "europe/berlin",
        "--email", " ann@nordwind.example ",
    ).code == 0  # fmt: skip
    made = program("add", "customer", "name=Bolt", "--workspace", path, "--json").data
    assert (made["country"], made["currency"], made["timezone"]) == ("DE", "EUR", "Europe/Berlin")
    assert program("list", "users", "--workspace", path, "--json").data[0]["mail"] == (
        "ann@nordwind.example"
    )
    assert program("set", "country", "QQ", "--workspace", path).code == 1
    assert program("set", "currency", "XQQ", "--workspace", path).code == 1


def test_a_known_person_is_not_added_twice(planned: Program) -> None:
    where = ("--customer", "acme")
    planned("add", "contact", "name=Jo Ray", "mail=jo@acme.example", *where)
    mail = planned("add", "contact", "name=Josephine", "mail=JO@acme.example", "--yes", *where)
    assert mail.code == 1
    assert "Jo Ray has the mail address jo@acme.example already" in mail.err
    name = planned("add", "contact", "name=jo  RAY", *where)
    assert name.code == 1
    assert "Jo Ray (jo@acme.example) is a contact here already" in name.err
    assert "--yes" in name.err
    assert len(planned("list", "contacts", "--json").data) == 2
    assert planned("add", "contact", "name=jo  RAY", "--yes", *where).code == 0
    assert len(planned("list", "contacts", "--json").data) == 3
    planned("add", "customer", "name=Bolt", "code=bolt")
    elsewhere = ("--customer", "bolt")
    assert planned(
        "add", "contact", "name=Jo Ray", "mail=jo@acme.example", *elsewhere
    ).code == 0  # fmt: skip
    taken = planned("set", "contact", "Mei Lin", "mail=jo@acme.example", *where)
    assert taken.code == 1
    assert planned("set", "contact", "Mei Lin", "mail=mei@acme.example", *where).code == 0
    assert planned("set", "contact", "Mei Lin", "mail=mei@acme.example", *where).code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by POSIX here")
@pytest.mark.parametrize(("typed", "code", "people"), [("y\n", 0, 2), ("n\n", 1, 1)])
def test_on_a_terminal_one_is_asked(
    planned: Program, project_root: Path, typed: str, code: int, people: int
) -> None:
    answer = on_terminal(
        project_root, typed, "add", "contact", "name=mei lin", "--customer", "acme"
    )
    assert answer.code == code
    assert "Add another person? [y/N]" in answer.out
    assert len(planned("list", "contacts", "--json").data) == people


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal is made by POSIX here")
def test_restore_asks_on_a_terminal_only(
    planned: Program, workspace_path: Path, project_root: Path, tmp_path: Path
) -> None:
    backup = planned("backup", workspace_path, "--to", tmp_path / "stick", "--json").data["backup"]
    planned("add", "customer", "name=Later Ltd")
    kept = on_terminal(project_root, "n\n", "restore", backup, str(workspace_path))
    assert kept.code == 1
    assert "is there already" in kept.out
    assert len(planned("list", "customers", "--json").data) == 2
    assert on_terminal(project_root, "y\n", "restore", backup, str(workspace_path)).code == 0
    assert len(planned("list", "customers", "--json").data) == 1
    assert planned("restore", backup, tmp_path / "second").code == 0
    assert (tmp_path / "second.csdesk").exists()


def test_lists_have_the_fields_that_filters_take(planned: Program, tmp_path: Path) -> None:
    where = ("--customer", "acme")
    for arguments in (
        ("add", "baseline", "agreed_by=Mei Lin", *where),
        ("add", "meeting", "kind=kickoff", "day=today", *where),
        ("meeting", "series", "check_in", "start=today", *where),
        ("add", "deal", "closed_on=2026-11-01", "amount=12k", *where),
        ("add", "contract", "start=2026-11-01", "annual=12k", *where),
        ("add", "goal", "title=Less waste", *where),
        ("add", "goal-value", "goal=Less waste", "value=3", *where),
        ("add", "goal-confirmation", "goal=Less waste", "confirmed_by=Mei Lin", *where),
        ("add", "outcome", "title=Saved a day", *where),
        ("add", "risk", "title=No time", *where),
        ("add", "decision", "what=Two shops first", *where),
        ("add", "note", "text=Prefers calls", *where),
        ("add", "deliverable", "title=Rosters", *where),
        ("add", "criterion", "text=Rosters hang", *where),
        ("add", "defect", "title=Night shift", *where),
        ("certificate", "issue", "acme", "--to", "Mei Lin", "--statement", "plans a week."),
        ("consent", "acme", "--by", "Mei Lin", "--covers", "Our website"),
        ("set", "question.mine", "items: late > 0"),
        ("export", "tracker", "acme", "--out", tmp_path / "t.xlsx"),
        ("import", "tracker", tmp_path / "t.xlsx"),
    ):
        assert planned(*arguments).code == 0, arguments
    for noun in NOUNS:
        lines = planned("list", noun, "--json").data
        assert lines or noun == "mappings", noun
        for line in lines:
            assert {*line} == {*fields_of(noun)}, noun
            assert ("code" if noun == "templates" else "id") in line


@pytest.mark.parametrize(
    ("noun", "expression", "found"),
    [
        ("deals", "amount > 11k", 1),
        ("deals", 'amount <= "11,999.50"', 0),
        ("deals", "closed_on = 2026-11-01", 1),
        ("deals", "closed_on != 2026-11-01", 0),
        ("deals", "closed_on >= today-30 and customer ~ foods", 1),
        ("deals", 'product = ""', 1),
        ("deals", 'name != ""', 0),
        ("deals", "kind in (new, renewal)", 1),
        ("customers", "deals > 0", 1),
        ("goal-values", "value < 3.5 and goal = Less waste", 1),
    ],
)
def test_every_op_on_every_kind_of_value(
    planned: Program, noun: str, expression: str, found: int
) -> None:
    where = ("--customer", "acme")
    planned("add", "deal", "closed_on=2026-11-01", "amount=12k", *where)
    planned("add", "goal", "title=Less waste", *where)
    planned("add", "goal-value", "goal=Less waste", "value=3", *where)
    assert len(planned("list", noun, "--filter", expression, "--json").data) == found


def test_what_happened_on_a_day_is_found_by_that_day(planned: Program, tmp_path: Path) -> None:
    planned("export", "tracker", "acme", "--out", tmp_path / "t.xlsx")
    made = planned("list", "exports", "--json").data[0]["made_at"][:10]
    for op in ("=", "<=", ">="):
        found = planned("list", "exports", "--filter", f"made_at {op} {made}", "--json").data
        assert len(found) == 1, op


def test_a_project_by_its_name_alone(planned: Program) -> None:
    planned("add", "project", "name=Second", "--customer", "acme")
    where = ("--customer", "acme", "--project", "Second")
    planned("add", "phase", "title=Start", *where)
    assert planned("add", "item", "title=Extra", *where).code == 0
    lines = planned("list", "items", "--project", "second", "--json").data
    assert [line["title"] for line in lines] == ["Extra"]
    assert planned("list", "items", "--project", "P9").code == 1
    planned("add", "customer", "name=Bolt", "code=bolt")
    planned("add", "project", "name=Second", "--customer", "bolt")
    doubtful = planned("list", "items", "--project", "Second")
    assert doubtful.code == 1
    assert "Acme Foods Ltd (acme), Bolt (bolt)" in doubtful.err


def test_questions_are_listed_without_a_name(planned: Program) -> None:
    planned("set", "question.mine", "contacts: role = sponsor")
    known = {line["name"]: line["question"] for line in planned("ask", "--json").data}
    assert known["mine"] == "contacts: role = sponsor"
    assert "late-items" in known
    assert "late-items" in planned("ask").out


def test_a_wrong_field_is_answered_with_names_people_use(planned: Program) -> None:
    err = planned("add", "item", "colour=red", "--customer", "acme").err
    choices = err.rpartition(": ")[2].rstrip(".\n").split(", ")
    assert {"owner", "milestone", "phase", "due", "title"} <= {*choices}
    assert not [name for name in choices if name.endswith("_id")]
    assert "goal=" in planned("add", "goal-value", "value=3", "--customer", "acme").err


def test_faults_that_are_alike_are_told_once(program: Program, shared_data: Path) -> None:
    answer = program("import", "contacts", shared_data / "crm" / "hubspot_contacts.csv")
    assert answer.code == 1, "no row could be used"
    assert answer.err.count("does not know this person's customer") == 1
    assert "479 rows (2, 3, 4, …)" in answer.err


def test_a_customer_of_nearly_the_same_name_is_pointed_out(planned: Program) -> None:
    answer = planned("add", "customer", "name=Acme Food")
    assert answer.code == 0
    assert "Nearly the same name as Acme Foods Ltd" in answer.err
    assert planned("add", "customer", "name=Bolt").err == ""


def test_a_value_that_is_no_code_names_the_codes(planned: Program) -> None:
    refused = planned("list", "items", "--filter", "status in (todo, bogus)")
    assert "todo, scheduled, in_progress, done, on_hold, cancelled" in refused.err
    assert planned("list", "items", "--filter", 'status = "" and side != CUSTOMER').code == 0
    assert planned("list", "milestones", "--filter", "kind = go_live", "--json").data
    assert planned("list", "customers", "--filter", "stage = closed").code == 0
    saved = planned("set", "question.odd", "items: status = bogus")
    assert saved.code == 1
    assert "in_progress" in saved.err


def test_the_company_has_a_name(planned: Program) -> None:
    refused = planned("set", "company", "")
    assert (refused.code, refused.out) == (1, "")
    assert "company is empty" in refused.err
