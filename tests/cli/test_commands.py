"""Every command of the command line, called as people call it."""

import subprocess
import sys
from pathlib import Path

import pytest

from csdesk.cli import COMMANDS
from tests.cli.conftest import Program


@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_has_an_example(program: Program, command: str) -> None:
    answer = program(command, "--help")
    assert answer.code == 0
    assert f"Example: csdesk {command}" in " ".join(answer.out.split())
    for option in ("--workspace", "--today", "--as", "--json", "--yes", "--project"):
        assert option in answer.out


def test_help_lists_all_commands_and_loads_nothing_heavy(project_root: Path) -> None:
    code = (
        "import sys\nfrom csdesk.bootstrap import run\nassert run(['--help']) == 0\n"
        "names = {'sqlalchemy', 'openpyxl', 'reportlab', 'PySide6', 'pptx', 'PIL'}\n"
        "heavy = names & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=project_root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert all(f"  {name} " in done.stdout for name in COMMANDS)


def test_wrong_usage_is_2(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    assert program("frobnicate").code == 2
    assert program("plan", "acme").code == 2
    assert program("list", "items", "--today", "soon").code == 2
    monkeypatch.delenv("CSDESK_WORKSPACE")
    answer = program("list", "items")
    assert answer.code == 2
    assert "--workspace FILE" in answer.err


def test_version(program: Program) -> None:
    assert program("--version").out.startswith("csdesk")


def test_new_takes_what_a_country_says(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "team.csdesk"
    made = program("new", path, "--company", "Nordwind", "--country", "cn", "--language", "zh_CN")
    assert made.code == 0, made.err
    again = program("new", path)
    assert again.code == 1
    assert "exists already" in again.err
    assert program("check", path, "--json").data["whole"] is True
    added = program("add", "customer", "name=云帆科技有限公司", "--workspace", path, "--json").data
    assert (added["currency"], added["timezone"], added["language"]) == (
        "CNY", "Asia/Shanghai", "zh_CN",
    )  # fmt: skip
    assert program("new", tmp_path / "x.csdesk", "--currency", "XQQ").code == 2


def test_refusals_of_files_are_sentences(program: Program, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.csdesk"
    foreign.write_text("hello " * 100, encoding="utf-8")
    for path, words in (
        (tmp_path / "none.csdesk", "There is no file"),
        (foreign, "is not a csdesk"),
    ):
        answer = program("list", "customers", "--workspace", path)
        assert (answer.code, answer.out) == (1, "")
        assert words in answer.err


def test_backup_and_restore(planned: Program, workspace_path: Path, tmp_path: Path) -> None:
    backup = planned("backup", workspace_path, "--to", tmp_path / "stick", "--json").data["backup"]
    planned("add", "customer", "name=Later Ltd")
    restored = planned("restore", backup, workspace_path, "--json").data
    assert Path(restored["former"]).exists()
    assert [c["code"] for c in planned("list", "customers", "--json").data] == ["acme"]


def test_plan_names_open_roles_and_dates(program: Program) -> None:
    program("add", "customer", "name=Acme", "code=acme")
    made = program("plan", "acme", "--template", "light-30", "--go-live", "today+60", "--json")
    assert made.code == 0
    assert made.data["go_live"] == "2027-01-19"
    assert "Roles that nobody fills" in made.err
    assert program("plan", "acme", "--template", "light-30").code == 2
    unknown = program("plan", "acme", "--template", "nope", "--start", "2026-12-01")
    assert unknown.code == 1
    assert "standard-60" in unknown.err


def test_lists_as_json_and_as_table(planned: Program) -> None:
    for noun in (
        "customers", "projects", "items", "milestones", "phases", "meetings", "deals", "contracts",
        "contacts", "templates", "exports", "documents", "users", "goals", "outcomes", "risks",
        "decisions", "notes", "mappings", "settings", "returned",
    ):  # fmt: skip
        data = planned("list", noun, "--json")
        assert data.code == 0, (noun, data.err)
        assert isinstance(data.data, list)
        assert planned("list", noun).code == 0
    items = planned("list", "items", "--json").data
    assert {"id", "number", "title", "status", "side", "target", "late"} <= items[0].keys()
    assert items[0]["number"] == "A1"
    table = planned("list", "items", "--customer", "acme").out.splitlines()
    assert table[0].split()[:3] == ["number", "customer", "title"]
    assert planned("list", "nothing").code == 2


def test_filters(planned: Program) -> None:
    late = planned("list", "items", "--filter", "late > 0 and side = us", "--json").data
    assert late
    assert all(item["late"] > 0 and item["side"] == "us" for item in late)
    some = planned("list", "items", "--filter", "number in (A1, A2)", "--json").data
    assert [item["number"] for item in some] == ["A1", "A2"]
    soon = planned("list", "items", "--filter", "target >= today and target <= today+7", "--json")
    assert all("2026-11-20" <= item["target"] <= "2026-11-27" for item in soon.data)
    assert planned("list", "items", "--filter", 'owner ~ "Mei"', "--json").data
    assert planned("list", "items", "--filter", "colour = red").code == 2
    bad = planned("list", "items", "--filter", "status todo")
    assert bad.code == 2
    assert "field op value" in bad.err


@pytest.mark.parametrize("text", ["bogus: late > 0", "items: late >"])
def test_a_question_that_cannot_be_answered_is_not_saved(planned: Program, text: str) -> None:
    refused = planned("set", "question.odd", text)
    assert refused.code != 0
    assert "odd" not in planned("ask").out


def test_questions(planned: Program) -> None:
    assert planned("ask", "late-items", "--json").data
    asked = planned("ask", "signed-not-kicked-off", "30", "--json")
    assert asked.code == 0
    assert all(line["kickoff_waits"] >= 0 and "over" in line for line in asked.data)
    assert planned("ask", "golden-window", "365").code == 0
    refused = planned("ask", "late-items", "3")
    assert refused.code != 0
    assert "late-items" in refused.err
    planned("set", "question.mine", "contacts: role = project_manager")
    assert [line["name"] for line in planned("ask", "mine", "--json").data] == ["Mei Lin"]
    answer = planned("ask", "nothing")
    assert answer.code == 1
    assert "late-items" in answer.err


def test_add_and_set_an_item(planned: Program) -> None:
    made = planned(
        "add", "item", "title=Send the list", "owner=Mei Lin", "due=2026-12-01", "priority=Must",
        "--customer", "acme", "--json",
    ).data  # fmt: skip
    assert (made["side"], made["target"], made["priority"]) == ("customer", "2026-12-01", "must")
    number = made["number"]
    done = planned(
        "set", "item", number, "status=done", "on=2026-11-19", "--customer", "acme", "--json"
    )
    assert (done.data["status"], done.data["actual_finish"], done.data["progress"]) == (
        "done", "2026-11-19", 100,
    )  # fmt: skip
    planned("undo")
    again = planned("list", "items", "--filter", f"number = {number}", "--json").data
    assert again[0]["status"] == "todo"
    missing = planned("set", "item", "A999", "status=done", "--customer", "acme")
    assert missing.code == 1
    assert "has no item A999" in missing.err
    wrong = planned("set", "item", number, "status=later", "--customer", "acme")
    assert wrong.code == 1
    assert "todo, scheduled" in wrong.err
    assert planned("set", "item", number, "status=done").code == 2


@pytest.mark.parametrize(
    ("noun", "pairs", "change"),
    [
        ("user", ["name=Bo Chen", "role=consultant"], "mail=bo@us.example"),
        ("contact", ["name=Jo Ray", "role=sponsor"], "phone=123"),
        ("meeting", ["kind=qbr", "day=today+14", "at=14:30"], "place=Room 1"),
        ("deal", ["closed_on=2026-11-01", "amount=12k", "name=Seats"], "product=Team"),
        ("contract", ["start=2026-11-01", "end=2027-10-31", "annual=12,000.00"], "seats=40"),
        ("goal", ["title=Fewer errors", "metric=errors", "baseline=12", "target=3"], "unit=%"),
        ("outcome", ["title=Saved a day", "day=today"], "metric=days"),
        ("risk", ["title=No time in December", "probability=4"], "impact=5"),
        ("decision", ["what=Start with two shops"], "who=Mei Lin"),
        ("note", ["text=Prefers calls"], "kind=call"),
        ("milestone", ["title=Menu approved", "due=2026-12-11"], "visibility=internal"),
        ("phase", ["title=Extra phase"], "title=Second phase"),
    ],
)
def test_add_and_set_of_every_noun(
    planned: Program, noun: str, pairs: list[str], change: str
) -> None:
    where = [] if noun == "user" else ["--customer", "acme"]
    made = planned("add", noun, *pairs, *where, "--json")
    assert made.code == 0, made.err
    changed = planned("set", noun, made.data["id"], change, *where, "--json")
    assert changed.code == 0, changed.err
    name, _, value = change.partition("=")
    assert str(changed.data[name]) == value


def test_goal_values_and_missing_fields(planned: Program) -> None:
    planned("add", "goal", "title=Fewer errors", "--customer", "acme")
    value = planned(
        "add", "goal-value", "goal=Fewer errors", "value=7.5", "--customer", "acme", "--json"
    )
    assert value.data["value"] == 7.5
    word = ("add", "goal-confirmation", "goal=Fewer errors", "--customer", "acme", "--json")
    said = planned(*word, "confirmed_by=Mei Lin", "day=2026-11-20")
    assert (said.data["confirmed_by"], said.data["day"]) == ("Mei Lin", "2026-11-20")
    assert "confirmed_by" in planned(*word).err
    (line,) = planned("list", "goal-confirmations", "--json").data
    assert (line["goal"], line["customer"]) == (
        "Fewer errors",
        planned("list", "customers", "--json").data[0]["name"],
    )
    answer = planned("add", "meeting", "kind=qbr", "--customer", "acme")
    assert answer.code == 1
    assert "day" in answer.err
    assert planned("add", "risk", "colour=red", "--customer", "acme").code == 1
    assert planned("add", "risk", "nonsense", "--customer", "acme").code == 1


def test_set_fields_of_the_workspace(planned: Program) -> None:
    assert planned("set", "company", "Nordwind Soft").code == 0
    assert planned("set", "golden_days", "60").code == 0
    assert planned("set", "golden_days", "many").code == 1
    assert planned("history", "--limit", "1", "--json").data[0]["label"] == (
        "Change our company's facts"
    )


def test_names_that_are_doubtful_are_refused_with_candidates(planned: Program) -> None:
    planned("add", "customer", "name=Acme Tools", "code=tools")
    answer = planned("list", "items", "--customer", "acm")
    assert answer.code == 1
    assert "Acme Foods Ltd (acme)" in answer.err
    assert "Acme Tools (tools)" in answer.err
    assert planned("list", "items", "--customer", "ACME FOODS").code == 0


def test_several_projects_need_to_be_named(planned: Program) -> None:
    planned("plan", "acme", "--template", "light-30", "--start", "2026-12-01", "--name", "Second")
    answer = planned("add", "item", "title=x", "--customer", "acme")
    assert answer.code == 1
    assert "--project" in answer.err
    assert planned("add", "item", "title=x", "--customer", "acme", "--project", "Second").code == 0


def test_meetings(planned: Program) -> None:
    planned("add", "meeting", "kind=kickoff", "day=2026-11-19", "--customer", "acme")
    held = planned("meeting", "hold", "kickoff", "--customer", "acme", "--json")
    assert held.data["status"] == "held"
    refused = planned("meeting", "close", "kickoff", "--customer", "acme")
    assert refused.code == 1
    closed = planned(
        "meeting", "close", "kickoff", "--customer", "acme", "--reason", "no date yet", "--json"
    )
    assert closed.data["status"] == "closed"
    assert planned("meeting", "hold", "qbr", "--customer", "acme").code == 1


def test_undo_redo_history(planned: Program) -> None:
    planned("add", "customer", "name=Bolt", "code=bolt")
    assert "Add a customer" in planned("undo").out
    assert [c["code"] for c in planned("list", "customers", "--json").data] == ["acme"]
    assert "Add a customer" in planned("redo").out
    lines = planned("history").out.splitlines()
    assert "Ann Example" in lines[0]
    assert planned("history", "--customer", "acme", "--json").data


def test_as_names_the_actor(planned: Program) -> None:
    planned("add", "user", "name=Bo Chen")
    planned("add", "customer", "name=Bolt", "--as", "bo chen")
    assert planned("history", "--json").data[0]["actor"] == "Bo Chen"
    answer = planned("list", "customers", "--as", "Nobody")
    assert answer.code == 1
    assert "Ann Example" in answer.err


def test_messages_in_chinese(planned: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CSDESK_LANG", "zh_CN")
    assert planned("list", "items", "--customer", "nobody").err.startswith("没有客户")
    assert "没有找到" in planned("list", "deals").out


def test_documents(planned: Program, tmp_path: Path) -> None:
    tracker = planned("export", "tracker", "acme", "--out", tmp_path / "t.xlsx", "--json")
    assert (tracker.code, tracker.data["number"]) == (0, 1)
    status = planned(
        "report", "status", "acme", "--out", tmp_path / "s.pdf", "--language", "zh_TW", "--json"
    )
    assert status.data["pages"] >= 1
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    everything = planned("export", "all", "acme", "--out", tmp_path / "all", "--json").data
    assert len(everything["documents"]) == len(list((tmp_path / "all").iterdir())) == 4
    planned("add", "customer", "name=Bolt", "code=bolt")
    answer = planned("report", "status", "bolt", "--out", tmp_path / "x.pdf")
    assert answer.code == 1
    assert "has no project yet" in answer.err
    assert not (tmp_path / "x.pdf").exists()
    assert len(planned("list", "documents", "--json").data) >= 4


def test_demo(program: Program, tmp_path: Path) -> None:
    made = program("demo", tmp_path / "demo", "--json")
    assert made.code == 0, made.err
    assert len(made.data["documents"]) >= 12
    assert all(Path(path).exists() for path in made.data["documents"])
    workspace = made.data["workspace"]
    assert len(program("list", "customers", "--workspace", workspace, "--json").data) == 5
    program("add", "customer", "name=Tried out", "--workspace", workspace)
    refused = program("demo", tmp_path / "demo")
    assert refused.code == 1
    assert "is there already" in refused.err
    assert "--yes" in refused.err
    assert len(program("list", "customers", "--workspace", workspace, "--json").data) == 6
    assert program("demo", tmp_path / "demo", "--yes", "--json").code == 0
    assert len(program("list", "customers", "--workspace", workspace, "--json").data) == 5
    (aside,) = (tmp_path / "demo").glob("demo before demo *.csdesk")
    assert len(program("list", "customers", "--workspace", aside, "--json").data) == 6


def test_a_workspace_that_is_open_elsewhere(planned: Program, workspace_path: Path) -> None:
    code = (
        "import sys\nfrom csdesk.data.store import Store\n"
        f"store = Store.open({str(workspace_path)!r}, backups=False)\n"
        "print('open', flush=True)\nsys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        answer = planned("list", "customers")
        other.communicate()
    assert answer.code == 1
    assert "open" in answer.err


def test_set_of_a_record_needs_a_field_and_a_setting_is_known(planned: Program) -> None:
    assert planned("set", "item", "A1", "--customer", "acme").code == 2
    answer = planned("set", "cumpany", "Nordwind")
    assert answer.code == 1
    assert "company" in answer.err
    assert planned("list", "settings", "--json").data == []
    held = planned("set", "item", "A1", "status=on_hold", "--customer", "acme")
    assert "hold_reason=" in held.err


def test_a_baseline_is_agreed(planned: Program) -> None:
    assert planned("list", "milestones", "--json").data[0]["agreed"] is None
    made = planned("add", "baseline", "agreed_by=Mei Lin", "--customer", "acme", "--json")
    assert (made.code, made.data["agreed_on"], made.data["current"]) == (0, "2026-11-20", True)
    assert planned("list", "milestones", "--json").data[0]["agreed"]
    renamed = planned("set", "baseline", made.data["id"], "name=Signed", "--customer", "acme")
    assert renamed.code == 0, renamed.err
    planned("add", "customer", "name=Bolt", "code=bolt")
    assert planned("list", "baselines", "--customer", "bolt", "--json").data == []
    assert planned("list", "baselines", "--customer", "acme", "--json").data[0]["name"] == "Signed"
    assert planned("add", "baseline", "name=x", "--customer", "acme").code == 1


def test_what_add_takes_filters_take(planned: Program) -> None:
    assert planned("list", "items", "--filter", "due < today", "--json").data


def test_part_of_one_name_is_said_in_full(planned: Program) -> None:
    answer = planned("list", "items", "--customer", "Acme Foo")
    assert answer.code == 1
    assert "Nothing is called exactly Acme Foo. Say it in full: Acme Foods Ltd (acme)" in answer.err


def test_history_tells_an_undo_and_whose_record(planned: Program) -> None:
    planned("undo")
    last = planned("history", "--limit", "1").out
    assert "Taken back: Make a plan from a template  Acme Foods Ltd" in last


def test_documents_that_cannot_be_written_there(planned: Program, tmp_path: Path) -> None:
    for out in ("s", "s.xlsx"):
        answer = planned("report", "status", "acme", "--out", tmp_path / out)
        assert answer.code == 1
        assert "such as s.pdf" in answer.err
    occupied = tmp_path / "file"
    occupied.touch()
    answer = planned("export", "all", "acme", "--out", occupied)
    assert answer.code == 1
    assert "go into a folder" in answer.err


def test_all_documents_of_a_customer_without_a_plan(program: Program, tmp_path: Path) -> None:
    program("add", "customer", "name=Bolt", "code=bolt")
    answer = program("export", "all", "bolt", "--out", tmp_path / "all", "--json")
    assert answer.code == 0
    assert [one["kind"] for one in answer.data["documents"]] == ["qbr"]
    assert answer.err.count("has no project yet") == 1
    assert "only a cover" in answer.err


def test_codes_are_typed_in_any_case(planned: Program, tmp_path: Path) -> None:
    out = tmp_path / "s.pdf"
    assert planned("report", "status", "acme", "--out", out, "--language", "zh_cn").code == 0
    answer = planned("report", "status", "acme", "--out", out, "--language", "fr")
    assert answer.code == 2
    assert "zh_CN" in answer.err


def test_a_new_workspace_needs_a_country_that_exists(program: Program, tmp_path: Path) -> None:
    answer = program("new", tmp_path / "x.csdesk", "--country", "QQ")
    assert answer.code == 2
    assert "two letters" in answer.err
    assert not (tmp_path / "x.csdesk").exists()
