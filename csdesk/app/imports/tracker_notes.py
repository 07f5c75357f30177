"""Notes that people pinned to cells of a returned workbook: .xlsx comments, .ods annotations."""

import posixpath
import zipfile
from collections.abc import Iterator
from typing import IO, Any

Notes = dict[str, list[list[str]]]  # by sheet: address and text

_MOST = 2_000  # of one file
_LONGEST = 4_000  # characters of one note
_CHUNK = 1 << 20
_MARK = b":annotation"
_CELLS = ("table-cell", "covered-table-cell")


def notes_of(archive: zipfile.ZipFile) -> Notes:
    """Return the notes by sheet; broken ones are left out, the cells themselves are whole."""
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import ParseError

    names = set(archive.namelist())
    notes: Notes = {}
    try:
        if "xl/workbook.xml" in names:
            if any("comments" in name for name in names):
                _read(notes, _excel(archive, names))
        elif "content.xml" in names and _has_annotations(archive):
            with archive.open("content.xml") as stream:
                _read(notes, _open_document(stream))
    except (ParseError, DefusedXmlException):
        return notes
    return notes


def _read(notes: Notes, found: Iterator[tuple[str, str, str]]) -> None:
    for count, (sheet, address, text) in enumerate(found):
        if count == _MOST:
            return
        if text:
            notes.setdefault(sheet, []).append([address, text[:_LONGEST]])


def _excel(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str, str]]:
    from defusedxml.ElementTree import fromstring

    def links(part: str) -> dict[str, tuple[str, str]]:
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels"
        if rels not in names:
            return {}
        return {
            one.get("Id", ""): (
                one.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in fromstring(archive.read(rels))
        }

    parts = links("xl/workbook.xml")
    for sheet in fromstring(archive.read("xl/workbook.xml")).iter():
        if not sheet.tag.endswith("}sheet"):
            continue
        ref = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
        for kind, part in links(parts.get(ref, ("", ""))[1]).values():
            if kind != "comments" or part not in names:
                continue
            for one in fromstring(archive.read(part)).iter():
                if one.tag.endswith("}comment"):
                    yield sheet.get("name", ""), one.get("ref", ""), "".join(one.itertext()).strip()


def _has_annotations(archive: zipfile.ZipFile) -> bool:
    """Whether it is worth to walk all cells: most files have none."""
    last = b""
    with archive.open("content.xml") as stream:
        while chunk := stream.read(_CHUNK):
            if _MARK in last + chunk:
                return True
            last = chunk[-len(_MARK) :]
    return False


def _open_document(stream: IO[bytes]) -> Iterator[tuple[str, str, str]]:
    """Walk tables, rows and cells, each of which may stand for many equal ones."""
    from defusedxml.ElementTree import iterparse

    sheet, row, column, cell = "", 0, 0, 0
    inside: list[Any] = []
    for event, element in iterparse(stream, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            inside.append(element)
            if tag == "table":
                sheet, row = _attribute(element, "name"), 0
            elif tag == "table-row":
                column = 0
            elif tag in _CELLS:
                cell = column
            continue
        inside.pop()
        if tag == "annotation":
            yield sheet, f"{_letters(cell)}{row + 1}", _text(element)
        elif tag in _CELLS:
            column += _repeated(element, "number-columns-repeated")
        elif tag == "table-row":
            row += _repeated(element, "number-rows-repeated")
            del inside[-1][:]  # what was read goes, or a long table stays in memory whole


def _letters(column: int) -> str:
    from csdesk.app.imports.header import column_letter

    return column_letter(column)


def _attribute(element: Any, name: str) -> str:
    return next((str(v) for k, v in element.attrib.items() if k.endswith(f"}}{name}")), "")


def _repeated(element: Any, name: str) -> int:
    text = _attribute(element, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def _text(annotation: Any) -> str:
    """Return the paragraphs as lines; author and date stand beside them."""
    lines = ["".join(_words(one)) for one in annotation.iter() if one.tag.endswith("}p")]
    return "\n".join(lines).strip()


def _words(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        tag = child.tag.rpartition("}")[2]
        if tag == "s":
            yield " " * min(int(_attribute(child, "c") or 1), 100)
        elif tag in ("line-break", "tab"):
            yield "\n" if tag == "line-break" else "\t"
        else:
            yield from _words(child)
        yield child.tail or ""
