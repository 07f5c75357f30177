"""`csdesk import` on files as they come."""

from pathlib import Path

import pytest

from tests.cli.conftest import Program

DEALS = (
    "Deal ID,Account Name,Deal Name,Close Date,Amount,Stage\n"
    "D1,Acme Inc,Seats,2026-03-04,1200,Closed Won\n"
    "D2,,Seats,2026-03-05,1200,Closed Won\n"
    "D3,Acme Inc,Seats,31/02/2026,1200,Closed Won\n"
    "D4,Bolt Ltd,Seats,2026-03-06,-50,Closed Won\n"
    "D5,Cask Ltd,Seats,2026-03-06,50,Open\n"
)


@pytest.fixture
def deals(tmp_path: Path) -> Path:
    path = tmp_path / "deals.csv"
    path.write_text(DEALS, encoding="utf-8")
    return path


def test_the_stable_shape(program: Program, deals: Path) -> None:
    answer = program("import", "deals", deals, "--json")
    assert answer.code == 0
    data = answer.data
    assert {k: data[k] for k in ("read", "new", "unchanged", "changed", "skipped")} == {
        "read": 5, "new": 1, "unchanged": 0, "changed": 0, "skipped": 1,
    }  # fmt: skip
    assert [(r["row"], r["field"], r["value"]) for r in data["rejected"]] == [
        (3, "customer", ""), (4, "closed_on", "31/02/2026"),
    ]  # fmt: skip
    assert all(r["reason"] for r in data["rejected"])
    assert [(r["row"], r["field"], r["value"]) for r in data["doubtful"]] == [(5, "amount", "-50")]
    assert (data["customers_new"], data["customers_matched"]) == (1, 0)
    assert "2 rows were rejected" in answer.err


def test_a_file_of_which_no_row_can_be_used_is_a_failure(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "deals.csv"
    lines = [
        DEALS.splitlines()[0],
        "D2,,Seats,2026-03-05,1200,Closed Won",
        "D3,Acme Inc,Seats,31/02/2026,1200,Closed Won",
    ]
    path.write_text("\n".join(lines), encoding="utf-8")
    answer = program("import", "deals", path, "--json")
    assert answer.code == 1
    assert len(answer.data["rejected"]) == 2
    assert program("list", "deals", "--json").data == []


def test_dry_run_and_accept_none_store_nothing(program: Program, deals: Path) -> None:
    for option in (["--dry-run"], ["--accept", "none"]):
        assert program("import", "deals", deals, *option).code == 0
        assert program("list", "deals", "--json").data == []


def test_accept_doubtful(program: Program, deals: Path) -> None:
    assert program("import", "deals", deals, "--accept-doubtful", "--json").data["new"] == 2
    again = program("import", "deals", deals, "--json").data
    assert (again["new"], again["unchanged"], again["doubtful"]) == (0, 2, [])


def test_undo_takes_all_of_it_back(program: Program, deals: Path) -> None:
    program("import", "deals", deals)
    assert program("undo").code == 0
    for noun in ("customers", "deals", "contacts", "mappings"):
        assert program("list", noun, "--json").data == []


def test_mappings_are_saved_and_used(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "odd.csv"
    path.write_text("Wer,Wann\nAcme Foods,04.03.2026\nBolt,13.03.2026\n", encoding="utf-8")
    refused = program("import", "deals", path)
    assert refused.code == 1
    pairs = ("--set", "customer=Wer", "--set", "closed_on=Wann")
    assert program("import", "deals", path, *pairs, "--save-map", "odd").code == 0
    again = program("import", "deals", path, "--json").data
    assert (again["mapping_from"], again["unchanged"]) == ("remembered", 2)
    assert (
        program("import", "deals", path, "--map", "ODD", "--json").data["mapping_from"] == "named"
    )
    unknown = program("import", "deals", path, "--map", "nope")
    assert unknown.code == 1
    assert "odd" in unknown.err


def test_open_date_order_is_refused_with_the_option(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "d.csv"
    path.write_text(
        "Account,Close Date,Amount\nAcme,3/4/2026,1\nBolt,5/6/2026,2\n", encoding="utf-8"
    )
    refused = program("import", "deals", path)
    assert refused.code == 1
    assert "--date-order" in refused.err
    assert program("import", "deals", path, "--date-order", "dmy").code == 0
    dates = {deal["closed_on"] for deal in program("list", "deals", "--json").data}
    assert dates == {"2026-04-03", "2026-06-05"}


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "is empty"),
        ("raw.csv", b"1,2026-01-01,3\n2,2026-01-02,4\n", "names of its columns"),
        ("picture.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "is no text file"),
        ("fake.xlsx", b"Account,Close Date\nA,2026-01-01\n", "is no Excel workbook"),
    ],
)
def test_file_faults_are_refused_and_change_nothing(
    program: Program, tmp_path: Path, name: str, content: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    answer = program("import", "deals", path)
    assert (answer.code, answer.out) == (1, "")
    assert words in answer.err
    assert len(program("history", "--json").data) == 1


def test_contacts_and_customers(program: Program, tmp_path: Path) -> None:
    accounts = tmp_path / "accounts.csv"
    accounts.write_text(
        "客户名称,行业,国家,城市\n云帆科技有限公司,软件,中国,杭州\n", encoding="gb18030"
    )
    made = program("import", "customers", accounts, "--json").data
    assert (made["new"], made["encoding"]) == (1, "GB18030")
    (customer,) = program("list", "customers", "--json").data
    assert (customer["country"], customer["timezone"], customer["city"]) == (
        "CN", "Asia/Shanghai", "杭州",
    )  # fmt: skip
    people = tmp_path / "people.csv"
    people.write_text(
        "姓名,所属客户,邮箱,职位\n王芳,云帆科技,wang@x.example,总监\n", encoding="utf-8"
    )
    assert program("import", "contacts", people, "--json").data["new"] == 1
    (person,) = program("list", "contacts", "--customer", customer["code"], "--json").data
    assert (person["name"], person["mail"], person["title"]) == ("王芳", "wang@x.example", "总监")


def test_maven_from_the_command_line(program: Program, shared_data: Path) -> None:
    crm = shared_data / "crm"
    assert program("import", "customers", crm / "maven_accounts.csv").code == 0
    data = program("import", "deals", crm / "maven_sales_pipeline.csv", "--json").data
    assert (data["new"], data["skipped"], data["customers_matched"]) == (4_238, 4_562, 85)
    everything = program(
        "import",
        "deals",
        crm / "maven_sales_pipeline.csv",
        "--stages",
        "all",
        "--dry-run",
        "--json",
    ).data
    assert len(everything["rejected"]) == 1_425
    assert everything["unchanged"] == 4_238


def test_an_import_says_whether_it_is_stored(program: Program, deals: Path) -> None:
    assert "nothing is stored" in program("import", "deals", deals, "--dry-run").out
    assert "csdesk undo" in program("import", "deals", deals).out
    assert "nothing to store" in program("import", "deals", deals).out


def test_a_file_of_names_only_and_a_folder(program: Program, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("Account,Close Date,Amount\n", encoding="utf-8")
    assert "no rows below" in program("import", "deals", path).err
    answer = program("import", "deals", tmp_path)
    assert answer.code == 1
    assert "is a folder" in answer.err


def test_numbers_are_grouped_and_an_unknown_mapping_says_that_none_is_kept(
    program: Program, tmp_path: Path
) -> None:
    path = tmp_path / "many.csv"
    rows = [f"D{n},Acme Inc,Seats,2026-03-04,{n},Closed Won\n" for n in range(1, 1202)]
    path.write_text(DEALS.splitlines()[0] + "\n" + "".join(rows), encoding="utf-8")
    refused = program("import", "deals", path, "--map", "ODD")
    assert refused.code == 1
    assert "none is kept for deals yet" in refused.err
    assert "1,201 rows: 1,201 new" in program("import", "deals", path).out
