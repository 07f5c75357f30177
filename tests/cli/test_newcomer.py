"""What somebody types who knows the program by its help alone, and what is answered."""

from pathlib import Path

import openpyxl
import pytest

from csdesk.cli import COMMANDS
from csdesk.cli.wide_text import columns_of, cut, width_of
from csdesk.i18n import Translator
from tests.cli.conftest import Program
from tests.cli.terminals import on_terminal

ACME = ("--customer", "acme")
DEALS = """Account,Stage,Close date,Amount
Cheers,Won,2026-02-01,1200
Codehow,Lost,2026-02-03,900
Bolt,Lost,2026-02-04,800
Dale,Talking,2026-02-04,800
"""


def test_help_has_sections_and_each_command_once(program: Program) -> None:
    page = program("--help").out
    for heading in ("Begin:", "Meetings:", "Documents:"):
        assert f"\n{heading}\n" in page
    for name in COMMANDS:
        assert page.count(f"\n  {name} ") == 1


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_what_every_command_takes_comes_last(
    program: Program, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("CSDESK_LANG", language)
    heading = Translator(language).text("Options of every command")
    own, _, shared = program("export", "--help").out.partition(f"\n{heading}")
    assert "--out" in own
    assert "--workspace" in shared
    assert "--workspace" not in own


@pytest.mark.parametrize("kind", ["export", "report", "import"])
def test_a_wrong_word_is_answered_with_those_there_are(program: Program, kind: str) -> None:
    wrong = program(kind, "nothing", "x")
    assert wrong.code == 2
    assert "'WHAT'" in wrong.err
    missing = program(kind)
    assert "tracker" in missing.err or "status" in missing.err


def test_a_new_workspace_says_what_it_was_made_with(program: Program, tmp_path: Path) -> None:
    made = program(
        "new", tmp_path / "x", "--company", "Nordwind", "--user", "Anna Berg", "--country", "DE"
    )
    assert "Nordwind, Anna Berg, DE, EUR, Europe/Berlin" in made.out
    bare = program("new", tmp_path / "y", "--user", "Bo")
    assert bare.code == 0
    assert 'csdesk set company "…"' in bare.err


def test_one_of_a_list_is_as_good_as_many(planned: Program) -> None:
    for noun in ("item", "customer", "criterion", "goal-value"):
        assert planned("list", noun).code == 0, noun
    nothing = planned("list")
    assert nothing.code == 2
    assert "customers, projects" in nothing.err


def test_fields_that_are_missing_are_named(planned: Program) -> None:
    for noun, field in (("item", "title"), ("contact", "name"), ("decision", "what")):
        answer = planned("add", noun, *ACME)
        assert answer.code == 1
        assert f"{field}=…" in answer.err


def test_an_item_is_known_by_its_number(planned: Program) -> None:
    assert planned("set", "a3", "status=done", "on=today", *ACME).code == 0
    items = planned("list", "items", *ACME, "--filter", "status = done", "--json").data
    assert [one["number"] for one in items] == ["A3"]


def test_nothing_is_done_on_a_day_ahead(planned: Program) -> None:
    answer = planned("set", "item", "A3", "status=done", "on=today+1", *ACME)
    assert answer.code == 1
    assert "21 Nov 2026 has not come yet" in answer.err
    assert planned("list", "items", *ACME, "--filter", "status = done", "--json").data == []


def test_templates_are_named_where_none_was_said(planned: Program) -> None:
    answer = planned("plan", "acme", "--start", "today")
    assert answer.code == 2
    assert "standard-60" in answer.err


def test_stages_that_were_left_out_are_named(program: Program, tmp_path: Path) -> None:
    deals = tmp_path / "deals.csv"
    deals.write_text(DEALS, "utf-8")
    told = program("import", "deals", deals, "--dry-run", "--stages", "Gewonnen")
    assert "other stages: Lost 2, Won 1, Talking 1" in told.out
    data = program("import", "deals", deals, "--dry-run", "--json").data
    assert data["skipped_stages"] == {"Lost": 2, "Talking": 1}


def test_a_path_that_is_written_as_a_folder_becomes_one(planned: Program, tmp_path: Path) -> None:
    for kind in (("export", "tracker"), ("report", "status")):
        answer = planned(*kind, "acme", "--out", f"{tmp_path}/new-{kind[1]}/")
        assert answer.code == 0, answer.err
        assert len(list((tmp_path / f"new-{kind[1]}").iterdir())) == 1


def test_marks_of_a_returned_tracker_are_explained(planned: Program, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    planned("export", "tracker", "acme", "--out", path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(cells for cells in sheet.iter_rows(min_row=6) if cells[0].value == "A5")
    row[1].value, row[6].value = "Renamed", "next week"
    book.save(path)
    answer = planned("import", "tracker", path)
    assert "? cannot be read, x not theirs to change" in answer.out
    assert "csdesk set item A12 FIELD=VALUE" in answer.out
    sheet.delete_cols(7)
    book.save(path)
    lost = planned("import", "tracker", path, "--dry-run")
    assert "no longer in the file, so ours stays there: Target date." in lost.err


def test_a_document_that_never_was(planned: Program, tmp_path: Path) -> None:
    answer = planned("documents", "again", "99", "--out", tmp_path / "x.pdf")
    assert answer.code == 1
    assert "There is no document 99" in answer.err


def test_minutes_of_a_day_from_today(planned: Program, tmp_path: Path) -> None:
    planned("add", "meeting", "kind=progress", "day=today-2", *ACME)
    planned("meeting", "hold", "progress", *ACME)
    for option in ("--about", "--meeting"):
        answer = planned("report", "minutes", "acme", option, "today-2", "--out", tmp_path)
        assert answer.code == 0, answer.err


def test_when_a_file_came_back_is_read_by_people(planned: Program, tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    planned("export", "tracker", "acme", "--out", path)
    planned("import", "tracker", path)
    assert "T" not in planned("list", "returned").out.splitlines()[1].rpartition(".xlsx")[2]


def test_columns_are_cut_to_the_room_and_chinese_counts_twice() -> None:
    rows = [["name", "what"], ["陈美玲", "把菜单清单发给我们" * 5], ["Bo", "x"]]
    lines = columns_of(rows, 40)
    assert all(width_of(line) <= 40 for line in lines)
    assert [width_of(line.split("把")[0]) for line in lines[1:2]] == [8]
    assert lines[1].endswith("…")
    assert columns_of(rows)[1].endswith("把菜单清单发给我们")
    assert cut("陈美玲", 5) == "陈美…"


def test_a_terminal_gets_lines_that_fit(
    planned: Program, project_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "72")
    shown = on_terminal(project_root, "", "list", "items", *ACME).out.splitlines()
    assert all(width_of(line) <= 72 for line in shown)
    assert any("…" in line for line in shown)
    whole = planned("list", "items", *ACME).out
    assert "…" not in whole


def test_a_word_nearly_right_is_answered_with_the_right_one(program: Program) -> None:
    assert "Did you mean 'report'?" in program("reprot").err
    assert program("xyzzy").code == 2


def test_a_customer_s_stage_is_called_stage(planned: Program) -> None:
    assert planned("set", "customer", "acme", "stage=closed").code == 0
    assert planned("list", "customers", "--json").data[0]["stage"] == "closed"
    choices = planned("set", "customer", "acme", "colour=red").err
    assert "stage," in choices
    assert "stage_by_hand" not in choices
    assert planned("set").code == 2


def test_times_are_shown_in_hours_and_minutes(planned: Program) -> None:
    planned("add", "meeting", "kind=kickoff", "day=today", "at=10:00", *ACME)
    assert "  10:00  kickoff" in planned("list", "meetings").out


def test_what_mails_lack_is_said_with_its_command(planned: Program, tmp_path: Path) -> None:
    planned("mail-template", "set", "status", "--language", "en", "--subject", "{our_phone}")
    told = planned("reports", "--out", tmp_path, "--mail").err
    assert told.count("csdesk set user NAME phone=…") == 1


def test_what_is_not_found_names_the_list_of_what_there_is(planned: Program) -> None:
    for call, listed in (
        (("set", "contact", "Somebody", "mail=x@y.example"), "contacts --customer acme"),
        (("set", "milestone", "Somewhen", "status=done"), "milestones --customer acme"),
        (("list", "items", "--project", "P7"), "projects --customer acme"),
    ):
        answer = planned(*call, *ACME)
        assert answer.code == 1
        assert answer.err.endswith(f"Look at:\n  csdesk list {listed}\n")
    assert planned("set", "user", "Nobody", "role=csm").err.endswith("  csdesk list users\n")


def test_an_owner_in_no_list_is_kept_and_told(planned: Program) -> None:
    answer = planned("set", "item", "A1", "owner=Mei Ling", *ACME)
    assert answer.code == 0
    assert "Mei Ling is none of our people" in answer.err
    assert "none of" in planned("add", "item", "title=x", "owner=Nobody", *ACME).err
    assert planned("set", "item", "A1", "owner=Mei Lin", *ACME).err == ""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="a folder that takes no file")
def test_a_place_that_takes_no_file_is_a_refusal(planned: Program) -> None:
    answer = planned("export", "tracker", "acme", "--out", "/proc/t.xlsx")
    assert answer.code == 1
    assert "cannot be written" in answer.err
