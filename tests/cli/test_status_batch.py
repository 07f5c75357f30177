"""`csdesk reports`: all running projects' status reports without a window."""

from pathlib import Path

from tests.cli.conftest import Program


def test_reports_of_all_running_projects(planned: Program, tmp_path: Path) -> None:
    for call in (
        ("add", "customer", "name=Mori Bakery", "code=mori"),
        ("add", "project", "name=Ovens", "--customer", "mori"),
    ):
        assert planned(*call).code == 0
    out = tmp_path / "week" / "47"
    answer = planned("reports", "--out", out, "--mail", "--language", "zh_CN", "--json")
    assert answer.code == 0, answer.err
    (one,) = answer.data["written"]
    assert Path(one["path"]).parent == out
    assert Path(one["mail"]).suffix == ".eml"
    assert answer.data["left_out"] == [
        {"customer": "Mori Bakery", "project": "Ovens", "why": "The project has no plan yet.",
         "refused": False}
    ]  # fmt: skip
    assert (answer.data["cancelled"], answer.data["fault"]) == (False, None)
    shown = planned("reports", "--out", out)
    assert "Left out: Mori Bakery, Ovens: The project has no plan yet." in shown.out
    assert "_v2_" in shown.out
    assert "Reports written: 1, left out: 1." in shown.out


def test_a_refused_report_ends_with_one(planned: Program, tmp_path: Path) -> None:
    planned("add", "customer", "name=Mori Bakery", "code=mori")
    planned("add", "risk", "title=As Mori Bakery had it", "visibility=customer", "--customer",
            "acme")  # fmt: skip
    refused = planned("reports", "--out", tmp_path, "--json")
    assert refused.code == 1
    assert refused.data["left_out"][0]["refused"] is True
    assert list(tmp_path.glob("*.pdf")) == []
    passed = planned("reports", "--out", tmp_path, "--release", "Mori Bakery")
    assert passed.code == 0, passed.err


def test_a_place_that_is_no_folder_is_refused(planned: Program, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    answer = planned("reports", "--out", tmp_path / "file")
    assert answer.code == 1
    assert "cannot be a folder" in answer.err
