"""`csdesk import tracker`: the stable JSON, what is accepted, refusals by exit code."""

from pathlib import Path

import pytest

from tests.app.returned import cells, day, edited, numbers
from tests.cli.conftest import Program


@pytest.fixture
def path(planned: Program, tmp_path: Path) -> Path:
    """The tracker of Acme as it left."""
    target = tmp_path / "tracker.xlsx"
    assert planned("export", "tracker", "acme", "--out", target).code == 0
    return target


def test_a_dry_run_prints_all_and_stores_nothing(planned: Program, path: Path) -> None:
    a, b = numbers(path)[:2]
    back = edited(path, cells({a: {"comment": "Hello"}, b: {"target": "next week"}}))
    before = planned("list", "items", "--json").data
    answer = planned("import", "tracker", back, "--customer", "acme", "--dry-run", "--json")
    assert (answer.code, answer.err) == (0, "")
    data = answer.data
    assert set(data["rows"]) == {
        "read", "unreadable", "conflicts", "new", "changed", "not_editable", "unchanged",
        "missing",
    }  # fmt: skip
    rows = {name: count for name, count in data["rows"].items() if name != "missing"}
    assert rows.pop("read") == sum(rows.values())
    (changed,), (unread,) = data["changed"], data["unreadable"]
    wanted = {"item": f"A{a}", "field": "comment", "base": None, "theirs": "Hello", "ours": None}
    assert wanted.items() <= changed.items()
    assert (unread["item"], unread["theirs"], unread["guess"]) == (
        f"A{b}", "next week", "2026-11-27",
    )  # fmt: skip
    assert unread["cell"].startswith("G")
    assert data["conflicts"] == data["new"] == data["missing"] == data["not_editable"] == []
    assert data["stored"] is False
    assert planned("list", "items", "--json").data == before
    assert "Write version 1" in planned("history").out.splitlines()[0]


def test_what_is_clean_is_taken_and_one_undo_takes_it_back(planned: Program, path: Path) -> None:
    a = numbers(path)[0]
    back = edited(path, cells({a: {"target": day("2027-03-01"), "status": "Scheduled"}}))
    before = planned("list", "items", "--json").data
    answer = planned("import", "tracker", back, "--accept", "clean", "--json")
    assert answer.code == 0, answer.err
    assert answer.data["applied"]["written"] == 2
    assert answer.data["milestones"]
    after = {one["number"]: one for one in planned("list", "items", "--json").data}
    changed = next(one for number, one in after.items() if number in (a, f"A{a}"))
    assert (changed["target"], changed["status"]) == ("2027-03-01", "scheduled")
    assert "version 1 of " in planned("history").out.splitlines()[0]
    assert planned("undo").code == 0
    assert planned("list", "items", "--json").data == before


def test_the_words_for_people_name_each_difference(planned: Program, path: Path) -> None:
    a, b = numbers(path)[:2]
    back = edited(path, cells({a: {"comment": "Hello"}, b: {"target": "05/12/2026"}}))
    answer = planned("import", "tracker", back)
    assert answer.code == 0
    assert "1 changed" in answer.out
    assert f"~ A{a}" in answer.out
    assert f"? A{b}" in answer.out
    assert "05/12/2026 can be read in two ways: say --date-order." in answer.err
    again = planned("import", "tracker", back, "--date-order", "dmy", "--dry-run", "--json")
    assert [one["theirs"] for one in again.data["changed"]] == ["2026-12-05"]


def test_the_file_comes_out_as_it_came_in(planned: Program, path: Path, tmp_path: Path) -> None:
    a = numbers(path)[0]
    assert planned("returned", "acme", "--out", tmp_path / "none.xlsx").code == 1
    first = edited(path, cells({a: {"comment": "Hello"}}), name="first.xlsx")
    assert planned("import", "tracker", first, "--dry-run").code == 0
    assert planned("list", "returned", "--json").data == []
    assert planned("import", "tracker", first).code == 0
    second = edited(path, cells({a: {"comment": "Hello again"}}), name="second.xlsx")
    assert planned("import", "tracker", second, "--accept", "none").code == 0
    lines = planned("list", "returned", "--customer", "acme", "--json").data
    assert [(one["id"], one["file_name"], one["number"]) for one in lines] == [
        (1, "first.xlsx", 1), (2, "second.xlsx", 1),
    ]  # fmt: skip
    assert lines[0]["size"] == first.stat().st_size
    assert "content" not in lines[0]
    last = planned("returned", "acme", "--out", tmp_path / "last.xlsx")
    assert (last.code, last.out) == (0, f"Written: {tmp_path / 'last.xlsx'}\n")
    assert (tmp_path / "last.xlsx").read_bytes() == second.read_bytes()
    assert planned("undo").code == planned("undo").code == 0
    folder = tmp_path / "copies"
    folder.mkdir()
    named = planned("returned", "acme", "--file", "1", "--out", folder, "--json")
    assert named.data["path"] == str(folder / "first.xlsx")
    assert (folder / "first.xlsx").read_bytes() == first.read_bytes()
    assert planned("returned", "acme", "--file", "9", "--out", folder).code == 1
    assert planned("returned", "acme", "--out", tmp_path / "last.pdf").code == 1


def test_refusals_end_with_one_and_change_nothing(
    planned: Program, path: Path, tmp_path: Path
) -> None:
    planned("add", "customer", "name=Mori Bakery", "code=mori")
    other = planned("import", "tracker", path, "--customer", "mori")
    assert other.code == 1
    assert "is the tracker of Acme Foods Ltd, not of Mori Bakery" in other.err
    text = tmp_path / "x.xlsx"
    text.write_bytes(b"no workbook")
    for file in (text, tmp_path / "none.xlsx"):
        answer = planned("import", "tracker", file, "--customer", "acme")
        assert (answer.code, answer.out) == (1, "")
        assert answer.err.strip()
    assert planned("import", "tracker", "--help").code == 0
