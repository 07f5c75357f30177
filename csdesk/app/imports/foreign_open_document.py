"""How the cells of an OpenDocument spreadsheet look, in the form of the looks of an .xlsx file.

Runs in the child that reads a spreadsheet of others. Styles inherit, and columns and rows have
defaults; cells, rows and columns stand once for many.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import IO, Any

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
CONTENT = "content.xml"
_MOST_COLUMNS = 512
_MOST_LOOKS = 400_000  # cells; a sheet with more of them is read without the rest
_MOST_REPEATED = 10_000  # rows that stand once for many
_MOST_FILLED = 1000  # rows that one merged cell fills
_LENGTH = re.compile(r"(\d+(?:\.\d+)?)(cm|mm|in|pt|pc)")
_POINTS = {"cm": 28.3465, "mm": 2.83465, "in": 72.0, "pt": 1.0, "pc": 12.0}
_STEP = 10.0  # points of one step of indentation, as office programs make it
_WHITE = frozenset({"transparent", "#ffffff"})
_HIDDEN = frozenset({"collapse", "filter"})
Look = tuple[int, str]  # indentation in steps, marks: b bold, s struck, f coloured
_PLAIN: Look = (0, "")


def looks_of(archive: zipfile.ZipFile) -> dict[str, dict[str, Any]]:
    """Return the looks of each sheet by its name. Raises the parser's error for broken parts."""
    styles = _Styles()
    if "styles.xml" in archive.namelist():
        with archive.open("styles.xml") as stream:
            for _ in _elements(stream, styles):
                pass
    found: dict[str, dict[str, Any]] = {}
    with archive.open(CONTENT) as stream:
        sheet = _Sheet(styles)
        for event, element in _elements(stream, styles):
            if element.tag == f"{_TABLE}table":
                if event == "start":
                    sheet = _Sheet(styles)
                else:
                    found[element.get(f"{_TABLE}name", "")] = sheet.facts()
                    element.clear()
            else:
                sheet.take(event, element)
    return found


def fill_down(rows: Iterable[list[Any]], merges: list[list[int]]) -> list[list[Any]]:
    """Return `[number, cells]` of a sheet with the value of a cell merged downwards in each row."""
    lines: dict[int, list[Any]] = dict(rows)
    for top, left, bottom, right in merges:
        first = lines.get(top, [])
        if left != right or left >= len(first) or first[left] in ("", None):
            continue
        for number in range(top + 1, min(bottom, top + _MOST_FILLED) + 1):
            cells = lines.setdefault(number, [])
            cells.extend([None] * (left + 1 - len(cells)))
            cells[left] = first[left]
    return [[number, lines[number]] for number in sorted(lines)]


def _elements(stream: IO[bytes], styles: "_Styles") -> Iterator[tuple[str, Any]]:
    """Yield starts and ends of elements, styles taken on the way."""
    from defusedxml.ElementTree import iterparse

    for event, element in iterparse(stream, events=("start", "end")):
        if event == "end" and element.tag == f"{_STYLE}style":
            styles.take(element)
        yield event, element


class _Styles:
    """What each style of a cell says, with what it inherits."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, dict[str, int | bool]]] = {}
        self._known: dict[str, Look] = {}

    def take(self, element: Any) -> None:
        """Take one style over; only those of cells say anything."""
        if element.get(f"{_STYLE}family") != "table-cell":
            return
        said: dict[str, int | bool] = {}
        for part in element:
            indent = part.get(f"{_FO}margin-left")
            if indent is not None:
                said["indent"] = _steps(indent)
            weight = part.get(f"{_FO}font-weight")
            if weight is not None:
                said["b"] = weight == "bold" or (weight.isdigit() and int(weight) >= 600)
            struck = part.get(f"{_STYLE}text-line-through-style")
            if struck is not None:
                said["s"] = struck != "none"
            ground = part.get(f"{_FO}background-color")
            if ground is not None:
                said["f"] = ground.lower() not in _WHITE
        parent = element.get(f"{_STYLE}parent-style-name", "")
        self._said[element.get(f"{_STYLE}name", "")] = parent, said

    def look(self, name: str) -> Look:
        """Return how a style looks."""
        if name not in self._known:
            whole: dict[str, int | bool] = {}
            at, seen = name, set[str]()
            while at in self._said and at not in seen:
                seen.add(at)
                at, said = self._said[at]
                whole = {**said, **whole}
            marks = "".join(mark for mark in "bsf" if whole.get(mark))
            self._known[name] = int(whole.get("indent", 0)), marks
        return self._known[name]


@dataclass(slots=True)
class _Sheet:
    """Collects what one sheet looks like while its elements pass by."""

    styles: _Styles
    row: int = 0
    column: int = 0
    defaults: list[str] = field(default_factory=list)  # style by column
    groups: list[bool] = field(default_factory=list)  # open groups of rows: whether they are shown
    repeated: int = 1
    row_style: str = ""
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    outline: list[list[int]] = field(default_factory=list)
    merges: list[list[int]] = field(default_factory=list)
    cells: list[list[Any]] = field(default_factory=list)

    def facts(self) -> dict[str, Any]:
        """Return what was collected."""
        return {
            "hidden_rows": self.hidden_rows, "hidden_columns": self.hidden_columns,
            "outline": self.outline, "merges": self.merges, "cells": self.cells,
        }  # fmt: skip

    def take(self, event: str, element: Any) -> None:
        """Take one element over."""
        tag = element.tag.removeprefix(_TABLE)
        if tag == "table-row-group":
            if event == "start":
                self.groups.append(element.get(f"{_TABLE}display") != "false")
            elif self.groups:
                self.groups.pop()
        elif tag == "table-row":
            if event == "start":
                self._begin_row(element.attrib)
            else:
                self.row += self.repeated - 1
                element.clear()
        elif event == "end" and tag == "table-column":
            self._column(element.attrib)
        elif event == "end" and tag in ("table-cell", "covered-table-cell"):
            self._cell(element.attrib, covered=tag == "covered-table-cell")

    def _column(self, said: Mapping[str, str]) -> None:
        count = min(_count(said, "number-columns-repeated"), _MOST_COLUMNS - len(self.defaults))
        at = len(self.defaults)
        self.defaults += [said.get(f"{_TABLE}default-cell-style-name", "")] * max(0, count)
        if said.get(f"{_TABLE}visibility") in _HIDDEN:
            self.hidden_columns += range(at, len(self.defaults))

    def _begin_row(self, said: Mapping[str, str]) -> None:
        self.row, self.column = self.row + 1, 0
        self.repeated = _count(said, "number-rows-repeated")
        self.row_style = said.get(f"{_TABLE}default-cell-style-name", "")
        rows = range(self.row, self.row + min(self.repeated, _MOST_REPEATED))
        if said.get(f"{_TABLE}visibility") in _HIDDEN or not all(self.groups):
            self.hidden_rows += rows
        if self.groups:
            self.outline += [[number, len(self.groups)] for number in rows]

    def _cell(self, said: Mapping[str, str], *, covered: bool) -> None:
        at, count = self.column, _count(said, "number-columns-repeated")
        self.column += count
        if covered or at >= _MOST_COLUMNS:
            return
        wide = _count(said, "number-columns-spanned")
        high = _count(said, "number-rows-spanned")
        if wide > 1 or high > 1:
            right = min(at + wide, _MOST_COLUMNS) - 1
            self.merges.append([self.row, at, self.row + high - 1, right])
        if f"{_OFFICE}value-type" not in said:
            return
        inherited = self.row_style or (self.defaults[at] if at < len(self.defaults) else "")
        look = self.styles.look(said.get(f"{_TABLE}style-name") or inherited)
        if look == _PLAIN:
            return
        for row in range(self.row, self.row + min(self.repeated, _MOST_REPEATED)):
            for column in range(at, min(at + count, _MOST_COLUMNS)):
                if len(self.cells) < _MOST_LOOKS:
                    self.cells.append([row, column, *look])


def _count(said: Mapping[str, str], name: str) -> int:
    written = said.get(f"{_TABLE}{name}", "1")
    return max(1, int(written)) if written.isdigit() else 1


def _steps(length: str) -> int:
    """Return an indentation in steps; the smallest is one."""
    found = _LENGTH.fullmatch(length)
    points = float(found[1]) * _POINTS[found[2]] if found is not None else 0.0
    return max(1, round(points / _STEP)) if points > 0 else 0
