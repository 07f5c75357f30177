"""Annotations of OpenDocument cells: where they stand, and files that are not whole."""

import io
import zipfile

import pytest

from csdesk.app.imports.tracker_notes import notes_of

HEAD = (
    '<o:d xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><o:body><o:spreadsheet>'
)
FOOT = "</o:spreadsheet></o:body></o:d>"


def note(text: str) -> str:
    return (
        "<table:table-cell><o:annotation><dc:creator>Wei</dc:creator>"
        f"<dc:date>2026-11-20</dc:date>{text}</o:annotation><text:p>cell</text:p>"
        "</table:table-cell>"
    )


def read(content: str, parts: tuple[str, ...] = ()) -> dict[str, list[list[str]]]:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("content.xml", content)
        for part in parts:
            archive.writestr(part, "<x/>")
    with zipfile.ZipFile(stream) as archive:
        return notes_of(archive)


def test_repeated_and_covered_cells_count() -> None:
    first = note(
        '<text:p>a<text:s text:c="3"/>b</text:p><text:p><text:span>c</text:span>d</text:p>'
    )
    content = (
        f'{HEAD}<table:table table:name="One"><table:table-header-rows>'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
        "</table:table-row></table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-repeated="16000"/><table:covered-table-cell/>'
        f"{first}"
        f"</table:table-row></table:table><table:table table:name='Two'><table:table-row>"
        f"{note('<text:p>e<text:line-break/>f</text:p>')}{note('')}</table:table-row></table:table>"
        f"{FOOT}"
    )
    assert read(content) == {"One": [["WQL1048001", "a   b\ncd"]], "Two": [["A1", "e\nf"]]}


@pytest.mark.parametrize(
    "content",
    [
        f"{HEAD}<table:table><table:table-row>{note('<text:p>x</text:p>')}",
        f'<!DOCTYPE a [<!ENTITY b "c">]>{HEAD}{note("<text:p>&b;</text:p>")}{FOOT}',
    ],
)
def test_a_broken_part_gives_what_came_before(content: str) -> None:
    assert read(content) in ({}, {"": [["A1", "x"]]})


def test_no_more_than_a_person_can_have_written() -> None:
    row = f"<table:table-row>{note('<text:p>' + 'x' * 9_000 + '</text:p>')}</table:table-row>"
    found = read(f'{HEAD}<table:table table:name="One">{row * 3_000}</table:table>{FOOT}')["One"]
    assert (len(found), len(found[0][1])) == (2_000, 4_000)
