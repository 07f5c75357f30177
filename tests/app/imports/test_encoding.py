"""In which encoding a text file is written."""

from pathlib import Path

import pytest

from csdesk.app.imports.encoding import check_encoding
from csdesk.app.imports.reading import read_table
from csdesk.domain.errors import UserError
from tests.app.imports.files import csv_file

SIMPLIFIED = (
    "客户名称,签约日期,金额\n"
    "上海云帆科技有限公司,2026-03-04,12万\n"
    "广州味美餐饮管理有限公司,2026-03-05,8万\n"
)
TRADITIONAL = (
    "客戶名稱,簽約日期,金額\n"
    "臺灣雲帆科技股份有限公司,2026-03-04,12萬\n"
    "台北味美餐飲有限公司,2026-03-05,8萬\n"
)
WESTERN = (
    "Account;Amount;Close Date\nCafé Müller & Söhne;1.234,50;04.03.2026\nÅse Næss;5,00;05.03.2026\n"
)


@pytest.mark.parametrize(
    ("text", "codec", "name", "first"),
    [
        (SIMPLIFIED, "utf-8", "UTF-8", "上海云帆科技有限公司"),
        (SIMPLIFIED, "utf-8-sig", "UTF-8", "上海云帆科技有限公司"),
        (SIMPLIFIED, "utf-16", "UTF-16", "上海云帆科技有限公司"),
        (SIMPLIFIED, "gb18030", "GB18030", "上海云帆科技有限公司"),
        (TRADITIONAL, "big5", "Big5", "臺灣雲帆科技股份有限公司"),
        (TRADITIONAL, "gb18030", "GB18030", "臺灣雲帆科技股份有限公司"),
        (WESTERN, "cp1252", "Windows-1252", "Café Müller & Söhne"),
        (WESTERN, "utf-16-le", "UTF-16", "Café Müller & Söhne"),
    ],
)
def test_decided_from_the_bytes(
    tmp_path: Path, text: str, codec: str, name: str, first: str
) -> None:
    with read_table(csv_file(tmp_path / "a.csv", text, codec)) as table:
        assert table.encoding == name
        assert next(table.rows()).text(0) == first


def test_late_foreign_letters_count(tmp_path: Path) -> None:
    text = "Account,Amount\n" + "Acme,1\n" * 200_000 + "Café,2\n"
    with read_table(csv_file(tmp_path / "a.csv", text, "cp1252")) as table:
        assert table.encoding == "Windows-1252"
        assert list(table.rows())[-1].text(0) == "Café"


def test_asked_encoding_wins_and_a_wrong_name_is_refused(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "a.csv", SIMPLIFIED, "gb18030")
    with read_table(path, encoding="gbk") as table:
        assert next(table.rows()).text(0) == "上海云帆科技有限公司"
    assert check_encoding("GB2312") == "gb18030"
    with pytest.raises(UserError, match="no encoding martian"):
        read_table(path, encoding="martian")
