"""What is read right and what is refused before anything is parsed."""

import io
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from csdesk.app.imports.guard import Limits
from csdesk.app.imports.reading import read_table
from csdesk.domain.errors import Cancelled, UserError
from tests.app.imports.files import HEADER, csv_file, deals_csv, workbook

ROWS = [
    ("D1", "Acme Inc", "Starter", "2026-03-04", 1200, "Won"),
    ("D2", "Bolt Ltd", "Team", "2026-03-05", 2400.5, "Won"),
]


def refusal(path: Path, **options: object) -> UserError:
    with pytest.raises(UserError) as caught:
        read_table(path, **options).close()  # type: ignore[arg-type]
    return caught.value


def repacked(path: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """Rewrite every part of a workbook through `change(name, bytes)`."""
    source = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return path


def test_missing_file(tmp_path: Path) -> None:
    assert refusal(tmp_path / "no.csv").code == "file_missing"


@pytest.mark.parametrize("content", [b"", b"\n\n  \r\n", b"\xef\xbb\xbf"])
def test_empty_file(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "empty.csv"
    path.write_bytes(content)
    error = refusal(path)
    assert error.code == "file_empty"
    assert str(error) == "empty.csv is empty. Export it again from the program it comes from."


@pytest.mark.parametrize(
    "content",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"%PDF-1.7\n1 0 obj\n",
        bytes(range(1, 256)) * 40,
    ],
)
def test_binary_renamed_csv(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "deals.csv"
    path.write_bytes(content)
    error = refusal(path)
    assert error.code == "binary_file"
    assert "Export the list as .csv or .xlsx" in str(error)


def test_workbook_renamed_csv(tmp_path: Path) -> None:
    path = workbook(tmp_path / "deals.xlsx", [HEADER, *ROWS]).rename(tmp_path / "deals.csv")
    assert refusal(path).code == "binary_file_zip"


def test_text_renamed_xlsx(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "deals.xlsx", "Deal,Amount\na,1\n")
    assert refusal(path).code == "not_a_workbook"


def test_old_and_locked_workbooks(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
    old = tmp_path / "deals.xls"
    old.write_bytes(ole + "Workbook".encode("utf-16-le"))
    assert refusal(old).code == "workbook_old"
    locked = tmp_path / "deals.xlsx"
    locked.write_bytes(ole + "EncryptedPackage".encode("utf-16-le"))
    error = refusal(locked)
    assert error.code == "workbook_password"
    assert "remove the password" in str(error)


def test_no_header(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "raw.csv", "1C1I7A6R,Acme,Won,10/20/2016,1054\n2,B,Won,1/2/2017,3\n")
    error = refusal(path)
    assert error.code == "no_header"
    assert "raw.csv has no row with the names of its columns" in str(error)
    assert "--header-row" in str(error)


def test_header_row_by_hand(tmp_path: Path) -> None:
    path = csv_file(tmp_path / "raw.csv", "xx,yy\nfoo,bar\nbaz,qux\n")
    with read_table(path, header_row=1) as table:
        assert table.headers == ("xx", "yy")
        assert [row.number for row in table.rows()] == [2, 3]
    assert refusal(path, header_row=9).code == "no_header"


def test_header_in_row_six_under_a_title(tmp_path: Path) -> None:
    title = "Won deals 2026,,,,,\n,,,,,\nExported by Sales,,,,,\nRegion: all,,,,,\n,,,,,\n"
    path = csv_file(
        tmp_path / "deals.csv", title + ",".join(HEADER) + "\nD1,Acme,Seats,2026-01-02,5,Won\n"
    )
    with read_table(path) as table:
        assert table.header_row == 6
        assert table.headers == HEADER
        assert [(row.number, row.text(1)) for row in table.rows()] == [(7, "Acme")]


def test_workbook_with_title_and_merged_cells(tmp_path: Path) -> None:
    rows = [
        ("Won deals of the year", None, None, None, None, None),
        (None,) * 6,
        ("All regions",),
        (None,),
        (None,),
        HEADER,
        ("D1", "Acme Inc", "Starter", datetime(2026, 3, 4), 1200, "Won"),
        ("D2", None, "Team", datetime(2026, 3, 5), 2400.5, "Won"),
        ("D3", None, "Office", datetime(2026, 3, 6), 3600, "Won"),
        ("D4", "Bolt Ltd", "Team", datetime(2026, 3, 7), 10, "Won"),
    ]
    path = workbook(tmp_path / "deals.xlsx", rows, merges=["A1:F1", "B7:B9"])
    with read_table(path) as table:
        assert table.header_row == 6
        assert table.headers == HEADER
        read = [(row.number, row.text(1), row.cell(3)) for row in table.rows()]
    assert read == [
        (7, "Acme Inc", datetime(2026, 3, 4)),
        (8, "Acme Inc", datetime(2026, 3, 5)),
        (9, "Acme Inc", datetime(2026, 3, 6)),
        (10, "Bolt Ltd", datetime(2026, 3, 7)),
    ]


def test_a_wrong_dimension_hides_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "deals.xlsx", [HEADER, *ROWS])

    def lie(name: str, data: bytes) -> bytes:
        return data.replace(b'ref="A1:F3"', b'ref="A1:B2"') if "sheet1" in name else data

    repacked(path, lie)
    with read_table(path) as table:
        assert len(table.headers) == 6
        assert [row.text(5) for row in table.rows()] == ["Won", "Won"]


def test_the_sheet_that_looks_like_an_export_is_read(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    cover = book.active
    assert cover is not None
    cover.append(["Read me"])
    cover.append(["How to use this file, in one long sentence that nobody reads."])
    page = book.create_sheet("Data")
    for row in (HEADER, *ROWS):
        page.append(list(row))
    book.save(tmp_path / "deals.xlsx")
    with read_table(tmp_path / "deals.xlsx") as table:
        assert table.sheet == "Data"
        assert table.sheets == (cover.title, "Data")
        # Rows can be gone through again.
        assert len(list(table.rows())) == len(list(table.rows())) == 2
    assert refusal(tmp_path / "deals.xlsx", sheet="Other").code == "no_sheet"


def test_workbook_without_header_and_empty_workbook(tmp_path: Path) -> None:
    numbers = workbook(tmp_path / "numbers.xlsx", [(1, 2, 3), (4, 5, 6)])
    assert refusal(numbers).code == "no_header"
    assert refusal(workbook(tmp_path / "empty.xlsx", [])).code == "file_empty"


def test_guard_over_workbooks(tmp_path: Path) -> None:
    path = workbook(tmp_path / "deals.xlsx", [HEADER, *ROWS])
    assert refusal(path, limits=Limits(file_bytes=100)).code == "workbook_too_large"
    assert refusal(path, limits=Limits(parts=3)).code == "workbook_too_large"
    assert refusal(path, limits=Limits(unpacked_bytes=500)).code == "workbook_too_large"
    assert refusal(path, limits=Limits(seconds=0.01)).code == "workbook_slow"


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory there")
@pytest.mark.parametrize("megabytes", [16, 20, 24])
def test_a_workbook_that_takes_too_much_memory(tmp_path: Path, megabytes: int) -> None:
    path = workbook(tmp_path / "deals.xlsx", [HEADER, *ROWS])
    error = refusal(path, limits=Limits(memory_bytes=megabytes * 2**20))
    assert error.code == "workbook_too_large"
    assert "Save the sheet as .csv" in str(error)


def test_doctype_in_a_part_is_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path / "deals.xlsx", [HEADER, *ROWS])
    bomb = b'<?xml version="1.0"?><!-- c --><!DOCTYPE x [<!ENTITY a "aaaa">]>'

    def poison(name: str, data: bytes) -> bytes:
        return bomb + data.split(b"?>", 1)[-1] if name.endswith("workbook.xml") else data

    assert refusal(repacked(path, poison)).code == "workbook_unsafe"


def test_damaged_workbooks(tmp_path: Path) -> None:
    path = workbook(tmp_path / "deals.xlsx", [HEADER, *ROWS])
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(path.read_bytes()[:-400])
    assert refusal(cut).code == "workbook_damaged"

    def spoil(name: str, data: bytes) -> bytes:
        return data[: len(data) // 2] if "sheet1" in name else data

    assert refusal(repacked(path, spoil)).code == "workbook_damaged"


def test_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "deals.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hi")
    assert refusal(path).code == "not_a_workbook"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_delimiters(tmp_path: Path, mark: str) -> None:
    text = f'Account Name{mark}Amount{mark}Close Date\n"Acme{mark} Inc"{mark}1.5{mark}2026-01-02\n'
    with read_table(csv_file(tmp_path / "a.csv", text)) as table:
        assert table.delimiter == mark
        assert next(table.rows()).text(0) == f"Acme{mark} Inc"


def test_quoted_lines_and_row_numbers(tmp_path: Path) -> None:
    text = 'Account,Amount\n"Acme\nHolding",1\n\nBolt,2\n'
    with read_table(csv_file(tmp_path / "a.csv", text)) as table:
        assert [(row.number, row.text(0)) for row in table.rows()] == [
            (2, "Acme\nHolding"),
            (4, "Bolt"),
        ]


def test_a_quotation_mark_that_never_closes_swallows_no_rows(tmp_path: Path) -> None:
    text = 'Account,Amount\nCask,3\n"Acme,1\nBolt,2\n'
    with pytest.raises(UserError, match="after row 2: a quotation mark"):
        read_table(csv_file(tmp_path / "a.csv", text))


def test_excels_separator_line_and_doubled_headers(tmp_path: Path) -> None:
    text = "sep=;\nAccount;Amount;Amount;\nAcme;1;2;x\n"
    with read_table(csv_file(tmp_path / "a.csv", text)) as table:
        assert table.header_row == 2
        assert table.headers == ("Account", "Amount", "Amount (2)", "Column D")


def test_forty_megabytes_of_csv_with_progress_and_cancel(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    line = (
        "D{},Acme Incorporated Holding {},Annual licence of the team edition,2026-03-04,1200,Won\n"
    )
    with path.open("w", encoding="utf-8") as stream:
        stream.write(",".join(HEADER) + "\n")
        count = 0
        while stream.tell() < 40 * 2**20:
            stream.writelines(line.format(count + i, (count + i) % 100) for i in range(5_000))
            count += 5_000
    seen: list[int] = []

    class Watching:
        def report(self, done: int, total: int, text: str = "") -> None:
            seen.append(done * 100 // total)

        def check_cancelled(self) -> None:
            if len(seen) > 60:
                raise Cancelled

    with read_table(path, Watching()) as table:
        assert table.bytes_total >= 40 * 2**20
        rows = table.rows()
        assert next(rows).number == 2
        with pytest.raises(Cancelled):
            for _ in rows:
                pass
    assert seen == sorted(seen[:41]) + seen[41:]


def test_cancel_ends_the_reading_of_a_workbook(tmp_path: Path) -> None:
    path = workbook(tmp_path / "deals.xlsx", [HEADER, *[ROWS[0]] * 9_000])

    class Impatient:
        def report(self, done: int, total: int, text: str = "") -> None: ...

        def check_cancelled(self) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        read_table(path, Impatient())


def test_real_trackers_are_read(shared_data: Path) -> None:
    with read_table(shared_data / "trackers" / "xiaowei_甘特图.xlsx") as table:
        assert table.header_row == 2
        assert table.headers[0] == "各阶段任务"
        assert len(list(table.rows())) == 5


def test_deals_helper_writes_what_it_says(tmp_path: Path) -> None:
    with read_table(deals_csv(tmp_path / "d.csv", ["D1,Acme,x,2026-01-02,1,Won"])) as table:
        assert table.headers == HEADER
