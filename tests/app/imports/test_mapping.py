"""Which column holds what."""

from pathlib import Path

import pytest

from csdesk.app.imports.dates import DateOrder
from csdesk.app.imports.mapping import (
    ColumnMap,
    check_required,
    decide,
    find_column,
    fingerprint,
    from_json,
    guess,
    set_columns,
    to_json,
)
from csdesk.app.imports.reading import read_table
from csdesk.app.imports.words import is_won
from csdesk.domain.codes import AmountMeaning
from csdesk.domain.errors import UserError
from csdesk.domain.money import DecimalStyle
from tests.app.imports.files import csv_file, deals_csv

ENGLISH = (
    "Opportunity ID,Account Name,Opportunity Name,Close Date,Amount,Amount Currency,Stage,"
    "Opportunity Owner,Type\n1,Acme,Seats,2026-03-04,1200,USD,Closed Won,Ann,New Business\n"
)
SIMPLIFIED = (
    "商机编号,客户名称,商机名称,签约日期,合同金额,币种,销售阶段,负责人,商机类型\n"
    "1,云帆科技,席位,2026-03-04,12万,CNY,赢单,王芳,新签\n"
)
TRADITIONAL = (
    "商機編號,客戶名稱,商機名稱,簽約日期,合約金額,幣別,銷售階段,業務員,商機類型\n"
    "1,雲帆科技,席位,2026-03-04,12萬,TWD,贏單,王芳,新簽\n"
)
FIELDS = {
    "id": 0, "customer": 1, "name": 2, "closed_on": 3, "amount": 4, "currency": 5, "stage": 6,
    "seller": 7, "kind": 8,
}  # fmt: skip


@pytest.mark.parametrize("text", [ENGLISH, SIMPLIFIED, TRADITIONAL])
def test_guessed_from_names_in_three_languages(tmp_path: Path, text: str) -> None:
    with read_table(csv_file(tmp_path / "d.csv", text)) as table:
        assert guess("deals", table).columns == FIELDS


def test_guessed_from_values(tmp_path: Path) -> None:
    text = (
        "Partij,Datum X,Fase X,Munt\n"
        "Acme Inc,2026-03-04,Closed Won,EUR\n"
        "Bolt Ltd,2026-03-05,Lost,EUR\n"
    )
    with read_table(csv_file(tmp_path / "d.csv", text)) as table:
        assert guess("deals", table).columns == {
            "customer": 0, "closed_on": 1, "stage": 2, "currency": 3,
        }  # fmt: skip


def test_a_name_whose_values_do_not_fit_is_no_date(tmp_path: Path) -> None:
    text = "Account,Close Date,Won On\nAcme,pending,2026-03-04\nBolt,open,2026-03-05\n"
    with read_table(csv_file(tmp_path / "d.csv", text)) as table:
        assert guess("deals", table).columns["closed_on"] == 2


def test_set_columns_by_name_place_and_letter() -> None:
    headers = ("Deal", "Client", "Signed")
    mapping = set_columns(ColumnMap(kind="deals"), headers, ["customer=client", "closed_on=#3"])
    assert mapping.columns == {"customer": 1, "closed_on": 2}
    assert set_columns(mapping, headers, ["customer=A", "closed_on="]).columns == {"customer": 0}
    with pytest.raises(UserError, match="There is no column Nope"):
        find_column(headers, "Nope")
    with pytest.raises(UserError, match="The fields are: id, customer"):
        set_columns(mapping, headers, ["colour=Deal"])


def test_a_needed_field_names_its_option() -> None:
    with pytest.raises(UserError, match="--set customer=COLUMN"):
        check_required(ColumnMap(kind="deals", columns={"closed_on": 0}), ("Day",))
    check_required(ColumnMap(kind="deals", columns={"customer_id": 0, "closed_on": 1}), ("a", "b"))


def test_stored_by_names_so_that_columns_may_move() -> None:
    mapping = ColumnMap(
        kind="deals",
        columns={"customer": 0, "closed_on": 2},
        date_order=DateOrder.DMY,
        decimal=DecimalStyle.COMMA,
        meaning=AmountMeaning.TERM,
        stages=("Signed", "Paid"),
        currency="EUR",
    )
    stored = to_json(mapping, ("Client", "x", "Day"))
    moved = from_json("deals", stored, ("Day", "Client"))
    assert moved.columns == {"customer": 1, "closed_on": 0}
    assert (moved.date_order, moved.decimal, moved.meaning) == (
        mapping.date_order, mapping.decimal, mapping.meaning,
    )  # fmt: skip
    assert (moved.stages, moved.currency) == (mapping.stages, "EUR")


def test_fingerprint_folds_case_and_blanks() -> None:
    assert fingerprint(["Deal Stage", "Amount"]) == fingerprint(["deal_stage", "AMOUNT "])
    assert fingerprint(["a", "b"]) != fingerprint(["b", "a"])


def test_open_date_order_must_be_asked(tmp_path: Path) -> None:
    path = deals_csv(tmp_path / "d.csv", ["1,Acme,x,3/4/2026,1,Won", "2,Bolt,x,5/6/2026,1,Won"])
    with read_table(path) as table:
        mapping = guess("deals", table)
        with pytest.raises(UserError, match="--date-order mdy or --date-order dmy") as caught:
            decide(table, mapping)
    assert caught.value.code == "date_order_open"
    assert caught.value.params["example"] == "3/4/2026"


def test_one_date_column_decides_for_another(tmp_path: Path) -> None:
    header = "Account,Close Date,Contract Start"
    path = deals_csv(
        tmp_path / "d.csv", ["Acme,3/4/2026,1/31/2026", "Bolt,3/5/2026,2/28/2026"], header
    )
    with read_table(path) as table:
        orders = decide(table, guess("deals", table)).orders
    assert orders == {"closed_on": DateOrder.MDY, "contract_start": DateOrder.MDY}


@pytest.mark.parametrize(
    "stage",
    [
        "Won", "won", "Closed Won", "closedwon", "CLOSED_WON", "Closed - Won",
        "6. Closed Won (100%)",
        "赢单", "已成交", "成交", "贏單", "已签约", "赢单（100%）", "6-赢单关闭", "已得標",
    ],
)  # fmt: skip
def test_won_stages(stage: str) -> None:
    assert is_won(stage)


@pytest.mark.parametrize(
    "stage",
    [
        "Lost", "Closed Lost", "Engaging", "Not won", "Open", "Pending Contract", "", "输单",
        "未成交",
        "輸單", "待签约", "预计成交", "Contract Sent", "Wonderful lead", "谈判中",
    ],
)  # fmt: skip
def test_other_stages(stage: str) -> None:
    assert not is_won(stage)
