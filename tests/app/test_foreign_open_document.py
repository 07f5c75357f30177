"""Looks of an OpenDocument spreadsheet: styles inherit; rows, columns, cells stand for many."""

import zipfile
from pathlib import Path

import pytest

from csdesk.app.imports.foreign_book import Looks, read_foreign
from csdesk.domain.errors import UserError

_NAMES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in (
        ("office", "office"), ("table", "table"), ("style", "style"), ("text", "text"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
_NAMED = """<style:style style:name="Strong" style:family="table-cell">
<style:text-properties fo:font-weight="bold"/></style:style>"""
_STYLES = """<style:style style:name="in2" style:family="table-cell"
 style:parent-style-name="Strong">
<style:paragraph-properties fo:margin-left="0.706cm"/></style:style>
<style:style style:name="quiet" style:family="table-cell" style:parent-style-name="in2">
<style:text-properties fo:font-weight="normal" style:text-line-through-style="solid"/></style:style>
<style:style style:name="loop" style:family="table-cell" style:parent-style-name="loop">
<style:table-cell-properties fo:background-color="#ffcc00"/></style:style>
<style:style style:name="white" style:family="table-cell">
<style:table-cell-properties fo:background-color="#FFFFFF"/></style:style>"""


def _cell(text: str, style: str = "", columns: int = 1, wide: int = 1, high: int = 1) -> str:
    kind = ' office:value-type="string"' if text else ""
    look = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell{kind}{look} table:number-columns-repeated="{columns}" '
        f'table:number-columns-spanned="{wide}" table:number-rows-spanned="{high}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def _book(path: Path, table: str, styles: str = _STYLES) -> Path:
    head = f'<?xml version="1.0"?><office:document-content {_NAMES}>'
    content = (
        f"{head}<office:automatic-styles>{styles}</office:automatic-styles><office:body>"
        f'<office:spreadsheet><table:table table:name="Plan">{table}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    named = (
        f'<?xml version="1.0"?><office:document-styles {_NAMES}><office:styles>{_NAMED}'
        "</office:styles></office:document-styles>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", named)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest '
            'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
        )
    return path


def _looks(path: Path) -> Looks:
    (sheet,) = read_foreign(path).sheets
    return sheet.looks


def test_styles_inherit_and_columns_and_rows_have_defaults(tmp_path: Path) -> None:
    table = (
        '<table:table-column table:default-cell-style-name="in2"/>'
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>'
        f"<table:table-row>{_cell('a')}{_cell('b', 'quiet')}"
        f"{_cell('c', 'loop')}{_cell('d', 'white')}"
        "</table:table-row>"
        f'<table:table-row table:default-cell-style-name="Strong">{_cell("e")}{_cell("")}'
        f"{_cell('f')}</table:table-row>"
    )
    looks = _looks(_book(tmp_path / "s.ods", table))
    assert looks.indents == {(1, 0): 2, (1, 1): 2}
    assert looks.marks == {(1, 0): "b", (1, 1): "s", (1, 2): "f", (2, 0): "b", (2, 2): "b"}
    assert looks.hidden_columns == {3, 4}


def test_rows_that_stand_for_many_and_groups_count_as_they_lie(tmp_path: Path) -> None:
    table = (
        f"<table:table-row>{_cell('head')}</table:table-row>"
        '<table:table-row table:number-rows-repeated="2" table:visibility="filter">'
        f"{_cell('same', 'in2', columns=2)}"
        "</table:table-row><table:table-row-group>"
        f"<table:table-row>{_cell('in')}</table:table-row>"
        '<table:table-row-group table:display="false">'
        f"<table:table-row>{_cell('deep')}</table:table-row></table:table-row-group>"
        "</table:table-row-group>"
        '<table:table-row table:number-rows-repeated="1048000" table:visibility="collapse">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    looks = _looks(_book(tmp_path / "r.ods", table))
    assert {row for row in looks.hidden_rows if row < 7} == {2, 3, 5, 6}
    assert looks.outline == {4: 1, 5: 2}
    assert looks.indents == {(2, 0): 2, (2, 1): 2, (3, 0): 2, (3, 1): 2}
    assert len(looks.hidden_rows) < 20_000


def test_merged_cells_are_known_and_fill_the_rows_below(tmp_path: Path) -> None:
    covered = "<table:covered-table-cell/>"
    table = (
        f"<table:table-row>{_cell('title', wide=3)}{covered}{covered}"
        "</table:table-row>"
        f"<table:table-row>{_cell('x')}{_cell('Jo', high=3)}"
        "</table:table-row>"
        f"<table:table-row>{_cell('y')}{covered}</table:table-row>"
        f"<table:table-row>{_cell('')}{covered}</table:table-row>"
    )
    (sheet,) = read_foreign(_book(tmp_path / "m.ods", table)).sheets
    assert sorted(sheet.looks.merges) == [(1, 0, 1, 2), (2, 1, 4, 1)]
    assert [(number, list(cells)) for number, cells in sheet.rows] == [
        (1, ["title"]), (2, ["x", "Jo"]), (3, ["y", "Jo"]), (4, [None, "Jo"]),
    ]  # fmt: skip


def test_entities_are_refused_and_odd_styles_say_nothing(tmp_path: Path) -> None:
    odd = _STYLES.replace("0.706cm", "12%").replace("normal", "900")
    table = f"<table:table-row>{_cell('a', 'in2')}</table:table-row>"
    assert _looks(_book(tmp_path / "o.ods", table, odd)).indents == {}
    path = tmp_path / "e.ods"
    with (
        zipfile.ZipFile(_book(tmp_path / "b.ods", table)) as whole,
        zipfile.ZipFile(path, "w") as made,
    ):
        for name in whole.namelist():
            text = whole.read(name).decode()
            if name == "content.xml":
                text = text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1)
            made.writestr(name, text)
    with pytest.raises(UserError):
        read_foreign(path)
