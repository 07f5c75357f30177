"""The child process that reads a spreadsheet of others: its values, and how its cells look.

Values come from the reader of trackers. Its looks say what values do not: indentation, bold and
coloured cells, merged ones, grouped and hidden rows and columns.
"""

import json
import posixpath
import re
import sys
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import IO, Any

from csdesk.app.imports import tracker_child
from csdesk.app.imports.child_memory import limit_memory, ran_out
from csdesk.app.imports.foreign_open_document import CONTENT, fill_down, looks_of

_MOST_COLUMNS = 512
_MOST_LOOKS = 400_000  # cells; a sheet with more of them is read without looks
_REF = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_WHITE = frozenset({"FFFFFFFF", "00FFFFFF", "FFFFFF"})


def main() -> int:
    """Read the order from stdin; 0 unless it broke."""
    return answer(json.loads(sys.stdin.buffer.read()))


def answer(order: dict[str, Any]) -> int:
    """Write what the workbook holds as one `F` line to stdout; 0 unless it broke."""
    out = sys.stdout.buffer
    limit_memory(int(order["memory"]))
    warnings.simplefilter("ignore")
    try:
        facts = tracker_child.read(order["path"])
        looks, is_open = _looks(order["path"])
        for sheet in facts["sheets"]:
            sheet["looks"] = looks.get(sheet["name"], {})
            if is_open and sheet["looks"]:
                sheet["rows"] = fill_down(sheet["rows"], sheet["looks"]["merges"])
    except Exception as error:  # noqa: BLE001  (the parent says what it is; stderr keeps the cause)
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        facts = {"error": "memory" if ran_out(error) else "damaged"}
    text = json.dumps(facts, ensure_ascii=False, default=_plain)
    out.write(b"F" + text.encode("utf-8", "replace") + b"\n")
    out.flush()
    return 0


def _plain(value: object) -> tracker_child.Plain:
    """Return what JSON has no form for as the reader of trackers marks it."""
    if isinstance(value, date):
        return tracker_child.DATE + value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds() / 86_400
    return str(value)


def _looks(path: str) -> tuple[dict[str, dict[str, Any]], bool]:
    """Return the looks of each sheet, and whether it is an OpenDocument file."""
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
        is_open = "xl/workbook.xml" not in names
        if is_open and CONTENT not in names:
            return {}, True
        from defusedxml.ElementTree import ParseError

        try:
            if is_open:
                return looks_of(archive), True
            styles = _styles(archive) if "xl/styles.xml" in names else []
            found = {}
            for name, part in _parts(archive, names):
                with archive.open(part) as stream:
                    found[name] = _sheet(stream, styles)
        except ParseError:
            return {}, is_open  # the values were read: looks only help to understand them
    return found, False


def _parts(archive: zipfile.ZipFile, names: set[str]) -> Iterator[tuple[str, str]]:
    from defusedxml.ElementTree import fromstring

    rels = "xl/_rels/workbook.xml.rels"
    if rels not in names:
        return
    targets = {
        one.get("Id", ""): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))).lstrip(
            "/"
        )
        for one in fromstring(archive.read(rels))
    }
    for sheet in fromstring(archive.read("xl/workbook.xml")).iter():
        if sheet.tag.endswith("}sheet"):
            ref = next((v for k, v in sheet.attrib.items() if k.endswith("}id")), "")
            part = targets.get(ref, "")
            if part in names and "worksheets/" in part:
                yield sheet.get("name", ""), part


def _styles(archive: zipfile.ZipFile) -> list[tuple[int, str]]:
    """Return per style of a cell its indentation and its marks: b bold, s struck, f coloured."""
    from defusedxml.ElementTree import fromstring

    root = fromstring(archive.read("xl/styles.xml"))
    fonts = [_font(one) for one in _children(root, "fonts")]
    fills = [_is_coloured(one) for one in _children(root, "fills")]
    styles = []
    for xf in _children(root, "cellXfs"):
        alignment = next((one for one in xf if one.tag.endswith("}alignment")), None)
        indent = 0 if alignment is None else int(alignment.get("indent", "0") or 0)
        font, fill = int(xf.get("fontId", "0")), int(xf.get("fillId", "0"))
        marks = fonts[font] if font < len(fonts) else ""
        if fill < len(fills) and fills[fill]:
            marks += "f"
        styles.append((indent, marks))
    return styles


def _children(root: Any, name: str) -> list[Any]:
    group = next((one for one in root if one.tag.endswith("}" + name)), None)
    return [] if group is None else list(group)


def _font(element: Any) -> str:
    marks = ""
    for tag, mark in (("b", "b"), ("strike", "s")):
        one = next((one for one in element if one.tag.endswith("}" + tag)), None)
        if one is not None and one.get("val", "1") not in ("0", "false"):
            marks += mark
    return marks


def _is_coloured(fill: Any) -> bool:
    for pattern in fill:
        if pattern.tag.endswith("}patternFill") and pattern.get("patternType") == "solid":
            colour = next((one for one in pattern if one.tag.endswith("}fgColor")), None)
            return colour is not None and not (
                colour.get("rgb", "").upper() in _WHITE
                or colour.get("indexed") in ("9", "65")
                or (colour.get("theme") == "0" and not colour.get("tint"))
            )
    return False


def _sheet(stream: IO[bytes], styles: list[tuple[int, str]]) -> dict[str, Any]:
    from defusedxml.ElementTree import iterparse

    hidden_rows: list[int] = []
    outline: dict[int, int] = {}
    columns: list[int] = []
    merges: list[list[int]] = []
    cells: list[list[Any]] = []
    row = 0
    for event, element in iterparse(stream, events=("start", "end")):
        tag = element.tag.rpartition("}")[2]
        if event == "start":
            if tag == "row":
                row = int(element.get("r", row + 1))
                if element.get("hidden") in ("1", "true"):
                    hidden_rows.append(row)
                if level := int(element.get("outlineLevel", "0") or 0):
                    outline[row] = level
            continue
        if tag == "c" and len(cells) < _MOST_LOOKS:
            style = int(element.get("s", "0"))
            indent, marks = styles[style] if style < len(styles) else (0, "")
            match = _REF.fullmatch(element.get("r", "")) if indent or marks else None
            if match is not None and (at := _column(match[1])) < _MOST_COLUMNS:
                cells.append([int(match[2]), at, indent, marks])
        elif tag == "col" and element.get("hidden") in ("1", "true"):
            first, last = int(element.get("min", "1")), int(element.get("max", "1"))
            columns += range(first - 1, min(last, _MOST_COLUMNS))
        elif tag == "mergeCell":
            ends = [_REF.fullmatch(end) for end in element.get("ref", "").split(":")]
            if len(ends) == 2 and ends[0] is not None and ends[1] is not None:
                top, bottom = int(ends[0][2]), int(ends[1][2])
                merges.append([top, _column(ends[0][1]), bottom, _column(ends[1][1])])
        if tag == "row":
            element.clear()
    return {
        "hidden_rows": hidden_rows,
        "hidden_columns": columns,
        "outline": [[number, level] for number, level in outline.items()],
        "merges": merges,
        "cells": cells,
    }


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


if __name__ == "__main__":
    sys.exit(main())
