"""`csdesk delete`: what was entered by mistake goes, and one undo brings it back."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.cli.terminals import on_terminal

ACME = ("--customer", "acme")


@pytest.mark.parametrize(
    ("noun", "fields", "name", "listed"),
    [
        ("item", ("title=Extra",), "Extra", "items"),
        ("milestone", ("title=Review",), "Review", "milestones"),
        ("contact", ("name=Bo Chen",), "bo chen", "contacts"),
        ("meeting", ("day=today+7", "kind=progress"), "progress", "meetings"),
        ("deal", ("closed_on=2026-11-01", "amount=12k"), "1", "deals"),
        ("contract", ("start=2026-11-01", "annual=12k"), "1", "contracts"),
        ("goal", ("title=Less waste",), "Less waste", "goals"),
        ("outcome", ("title=Saved a day",), "Saved a day", "outcomes"),
        ("risk", ("title=No time",), "No time", "risks"),
        ("decision", ("what=Two shops first",), "Two shops first", "decisions"),
        ("note", ("text=Prefers calls",), "1", "notes"),
        ("deliverable", ("title=Rosters",), "Rosters", "deliverables"),
        ("criterion", ("text=Rosters hang",), "Rosters hang", "criteria"),
        ("defect", ("title=Night shift",), "P1", "defects"),
        ("project", ("name=Second",), "P2", "projects"),
    ],
)
def test_a_record_goes_and_comes_back(
    planned: Program, noun: str, fields: tuple[str, ...], name: str, listed: str
) -> None:
    before = planned("list", listed, *ACME, "--json").data
    assert planned("add", noun, *fields, *ACME).code == 0
    added = planned("list", listed, *ACME, "--json").data
    assert len(added) == len(before) + 1
    gone = planned("delete", noun, name, *ACME)
    assert gone.code == 0, gone.err
    assert "One csdesk undo brings it back." in gone.out
    assert planned("list", listed, *ACME, "--json").data == before
    assert planned("undo").code == 0
    assert planned("list", listed, *ACME, "--json").data == added


def test_a_value_of_a_goal_goes_by_its_id(planned: Program) -> None:
    planned("add", "goal", "title=Less waste", *ACME)
    planned("add", "goal-value", "goal=Less waste", "value=3", *ACME)
    (value,) = planned("list", "goal-values", "--json").data
    wrong = planned("delete", "goal-value", "99", *ACME)
    assert wrong.code == 1
    assert "csdesk list goal-values" in wrong.err
    assert planned("delete", "goal-value", value["id"], *ACME).code == 0
    assert planned("list", "goal-values", "--json").data == []


def test_what_cannot_go_is_said(planned: Program, tmp_path: Path) -> None:
    assert "csdesk list contacts" in planned("delete", "contact", "Nobody", *ACME).err
    assert planned("delete", "contact", "Mei Lin").code == 2
    assert planned("delete", "user", "Ann Example").code == 2
    planned("export", "tracker", "acme", "--out", tmp_path / "t.xlsx")
    kept = planned("delete", "customer", "acme")
    assert kept.code == 1
    assert "Documents were made for this customer" in kept.err
    assert len(planned("list", "customers", "--json").data) == 1


@pytest.mark.parametrize(("typed", "left"), [("y\n", 0), ("n\n", 1)])
def test_a_customer_goes_only_when_that_is_meant(
    planned: Program, project_root: Path, typed: str, left: int
) -> None:
    answer = on_terminal(project_root, typed, "delete", "customer", "acme")
    assert "Delete Acme Foods Ltd with all that belongs to it? [y/N]" in answer.out
    assert len(planned("list", "customers", "--json").data) == left
