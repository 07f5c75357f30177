"""Documents become pictures that can be looked at."""

from pathlib import Path

import openpyxl
import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from tools.pages import page_pictures, pictures


def write_pdf(path: Path, pages: int) -> None:
    canvas = Canvas(str(path), pagesize=(200, 100))
    for number in range(pages):
        canvas.drawString(10, 50, f"page {number + 1}")
        canvas.showPage()
    canvas.save()


def test_each_page_is_a_picture(tmp_path: Path) -> None:
    write_pdf(tmp_path / "status.pdf", 2)
    made = list(page_pictures(tmp_path / "status.pdf", tmp_path))
    assert [path.name for path in made] == ["status-1.png", "status-2.png"]
    with Image.open(made[0]) as picture:
        assert picture.size == (300, 150)
        assert len(picture.getcolors(100_000) or []) > 1


@pytest.mark.usefixtures("office_convert")
def test_workbooks_too(tmp_path: Path) -> None:
    source, target = tmp_path / "in" / "acme", tmp_path / "out"
    source.mkdir(parents=True)
    write_pdf(source / "a.pdf", 1)
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = "Late"
    book.save(source / "b.xlsx")
    names = [path.relative_to(target).as_posix() for path in pictures(tmp_path / "in", target)]
    assert names == ["acme/a-1.png", "acme/b-1.png"]
