"""From a foreign table to the rows of a plan: phases, levels, milestones."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from csdesk.app.imports.foreign_book import BOLD, COLOURED, STRUCK, cell_at, written
from csdesk.app.imports.foreign_cells import Cells
from csdesk.app.imports.foreign_mapping import SheetMap, first_text
from csdesk.app.imports.foreign_rows import ForeignPlan, ForeignRow, Told
from csdesk.app.imports.foreign_table import ForeignTable, second_table
from csdesk.app.imports.foreign_words import (
    is_remark,
    is_total,
    says_milestone,
    says_phase,
)
from csdesk.app.imports.header import column_letter
from csdesk.app.imports.tracker_book import BookCell, BookRow
from csdesk.domain.cell_text import cell_text

_DOTTED = re.compile(r"\d{1,3}(?:\.\d{1,3}){0,6}\.?")
_FORMS = {
    "dots": re.compile(r"\d+\.\d"),
    "brackets": re.compile(r"[（(]"),
    "number": re.compile(r"\d+\s*[.、)）]"),
    "han": re.compile(r"[一二三四五六七八九十]+\s*[、.．]"),
    "phase": re.compile(r"(?:phase|stage|part|第|阶段|階段)", re.IGNORECASE),
}
_BLANKS = re.compile(r"^[ \t\u3000\u00a0]+")
_WIDEST = 60  # columns of a merged cell that are looked at
_PRESET = frozenset({"id", "number", "status", "progress", "priority", "milestone", "level"})
_MARK = re.compile(r"[xX✓✔√■▓█●○*—\-=]+")


@dataclass(slots=True)
class _Line:
    """A row of the sheet that says something, before its place in the tree is known."""

    row: BookRow
    title: str
    rank: int = 0
    bare: bool = False  # nothing but a title
    section: bool = False
    tier: int = 0  # of a section: those of tier 1 lie in those of tier 0
    phases: tuple[str, ...] = ()


def read_plan(table: ForeignTable, mapping: SheetMap, today: date) -> ForeignPlan:
    """Read all rows of a table as rows of a plan. Nothing is guessed into a value."""
    return _Reading(table, mapping, today).plan()


class _Reading:
    def __init__(self, table: ForeignTable, mapping: SheetMap, today: date) -> None:
        self.table, self.mapping = table, mapping
        self.cells = Cells(table, mapping, today)
        self.looks = table.sheet.looks
        self.title_at = mapping.column("title") or 0
        self.left_out: list[tuple[int, str, str]] = []
        last = max((number for number, _ in table.body), default=0)
        self._wide = {top for top, left, _, right in self.looks.merges if right - left >= 2}
        # Rows below the first of a merged cell: its columns, and whether it is one column wide.
        self._below: dict[int, dict[int, bool]] = {}
        for top, left, bottom, right in self.looks.merges:
            for number in range(top + 1, min(bottom, last) + 1):
                for at in range(left, min(right, left + _WIDEST) + 1):
                    self._below.setdefault(number, {})[at] = left == right

    def plan(self) -> ForeignPlan:
        lines = self._lines()
        self._rank(lines)
        self._sections(lines)
        self._tiers(lines)
        rows = self._tree(lines)
        rows = self._checked(rows)
        told = [*self._of_file(), *self.cells.said]
        told += [
            Told(code=code, rows=tuple(sorted(numbers)))
            for code, numbers in self.cells.told.items() if numbers
        ]  # fmt: skip
        return ForeignPlan(
            rows=tuple(rows),
            asked=tuple(sorted(self.cells.asked, key=lambda one: (one.row, one.column))),
            told=tuple(told),
            read=sum(any(written(cell) for cell in cells) for _, cells in self.table.body),
            left_out=tuple(self.left_out),
            year=self.cells.ways.year,
        )

    def _lines(self) -> list[_Line]:
        """Return the rows that are rows of the plan, with what they are called."""
        lines: list[_Line] = []
        last: dict[str, str] = {}
        levels = [name for name in ("phase", "group") if self.mapping.has(name)]
        for row in self.table.body:
            number, cells = row
            if not any(written(cell) for cell in cells):
                continue
            filled = {n for n in self.mapping.fields.values() if self.cells.text(cells, n)}
            raw = cell_at(cells, self.title_at)
            title = cell_text(" ".join(written(raw).split())) or ""
            _, first = first_text(cells)
            if self._is_no_row(number, title or first, filled, cells):
                continue
            if title and self._is_continued(number):
                self._continue(lines, row)
                continue
            phases = self._phases(number, cells, levels, last)
            across = self._across(number)
            if not title and across:
                title = first
            if not title:
                if filled & {"phase", "group"} and not filled - {"phase", "group"} - _PRESET:
                    continue  # a phase in a line of its own: the rows below lie in it
                if filled <= _PRESET:
                    self.cells.note("template", number)
                elif filled:
                    self._without_title(number, cells)
                continue
            others = {
                n for n in filled if n not in ("title", "phase", "group", *_PRESET - {"status"})
            }
            line = _Line(row=row, title=title, bare=not others, phases=phases)
            lines.append(line)
            self._note_looks(number, cells)
        return lines

    def _is_no_row(
        self, number: int, text: str, filled: set[str], cells: Sequence[BookCell]
    ) -> bool:
        _, first = first_text(cells)
        if (is_total(text) or is_total(first)) and not filled & {"owner", "status"}:
            self.left_out.append((number, first, "total"))
            self.cells.note("total", number)
            return True
        alone = sum(bool(written(cell)) for cell in set(cells)) == 1
        if is_remark(text) and (alone or self._across(number)):
            self.left_out.append((number, text, "remark"))
            self.cells.note("remark", number)
            return True
        return False

    def _across(self, number: int) -> bool:
        """Whether one cell of the row is merged over several columns of the table."""
        return number in self._wide

    def _is_continued(self, number: int) -> bool:
        """Whether the title of a row is that of the row above, by a merged cell."""
        return self.title_at in self._below.get(number, {})

    def _continue(self, lines: list[_Line], row: BookRow) -> None:
        """Join a row to the one whose title it shares: what is new in it is kept as a note."""
        if not lines:
            return
        number, cells = row
        before = lines[-1]
        merged = list(before.row[1])
        for at in self.mapping.fields:
            text = written(cell_at(cells, at))
            if not text or at == self.title_at:
                continue
            merged.extend([None] * (at + 1 - len(merged)))
            old = written(merged[at])
            if not old:
                merged[at] = cells[at]
            elif text != old and self.mapping.fields[at] in ("owner", "note", "comment", "after"):
                merged[at] = f"{old}\n{text}"
        lines[-1] = _Line(
            row=(before.row[0], merged), title=before.title, bare=before.bare, phases=before.phases
        )
        self.cells.note("continued", number)

    def _phases(
        self, number: int, cells: Sequence[BookCell], levels: Sequence[str], last: dict[str, str]
    ) -> tuple[str, ...]:
        """Return the phases that columns name; an empty cell means the one above."""
        found = []
        for place, name in enumerate(levels):
            text = " ".join(self.cells.text(cells, name).split())
            if text and text != last.get(name):
                for lower in levels[place + 1 :]:
                    last.pop(lower, None)
            if text:
                last[name] = text
            elif last.get(name):
                self.cells.note("phase_down", number)
            if last.get(name):
                found.append(last[name])
        return tuple(found)

    def _without_title(self, number: int, cells: Sequence[BookCell]) -> None:
        at, text = first_text(cells)
        if any(
            self.table.column(column).name for column in self.mapping.fields
            if written(cell_at(cells, column))
        ) or at >= 0:  # fmt: skip
            self.cells.ask(number, cells, "title", "no_title")
            self.left_out.append((number, text, "no_title"))

    def _note_looks(self, number: int, cells: Sequence[BookCell]) -> None:
        if number in self.looks.hidden_rows:
            self.cells.note("hidden", number)
        if self.looks.has((number, self.title_at), STRUCK):
            self.cells.note("struck", number)
        for at, alone in self._below.get(number, {}).items():
            name = self.mapping.fields.get(at, "")
            if alone and name not in ("", "title", "phase", "group"):
                self.cells.note("merged_down", number)

    def _rank(self, lines: list[_Line]) -> None:
        """Find how deep each row lies: by a column, numbers, indentation or grouping."""
        for source, ranks in (
            ("level", self._by_level(lines)),
            ("number", self._by_numbers(lines)),
            ("indent", self._by_indent(lines)),
            ("outline", [self.looks.outline.get(line.row[0], 0) for line in lines]),
        ):
            if len(set(ranks)) > 1:
                for line, rank in zip(lines, ranks, strict=True):
                    line.rank = rank
                self.cells.said.append(Told(code=f"levels_{source}"))
                return

    def _by_level(self, lines: list[_Line]) -> list[int]:
        at = self.mapping.column("level")
        if at is None:
            return []
        ranks: list[int] = []
        for line in lines:
            text = written(cell_at(line.row[1], at))
            digits = re.sub(r"\D", "", text)
            if text and not (digits and 0 <= int(digits) <= 20):
                self.cells.ask(line.row[0], line.row[1], "level", "level_unreadable")
            ranks.append(int(digits) if digits else ranks[-1] if ranks else 1)
        return ranks

    def _by_numbers(self, lines: list[_Line]) -> list[int]:
        """Return the depth of numbers such as 1.2.3, where each has its parent in the file."""
        for name in ("number", "id"):
            texts = [self.cells.text(line.row[1], name).rstrip(".") for line in lines]
            known = set(texts)
            dotted = [text for text in texts if "." in text]
            if (
                dotted
                and len(known - {""}) == len([t for t in texts if t])
                and all(_DOTTED.fullmatch(text) for text in texts if text)
                and all(text.rpartition(".")[0].removesuffix(".0") in known for text in dotted)
            ):
                ranks: list[int] = []
                for text in texts:
                    ranks.append(text.count(".") if text else ranks[-1] if ranks else 0)
                return ranks
        return []

    def _by_indent(self, lines: list[_Line]) -> list[int]:
        widths = []
        for line in lines:
            number, cells = line.row
            raw = cell_at(cells, self.title_at)
            blanks = _BLANKS.match(raw) if isinstance(raw, str) else None
            width = 0
            if blanks is not None:
                width = sum({"\t": 4, "\u3000": 2}.get(one, 1) for one in blanks[0])
            widths.append(width + 3 * self.looks.indents.get((number, self.title_at), 0))
        order = sorted(set(widths))
        return [order.index(width) for width in widths]

    def _sections(self, lines: list[_Line]) -> None:
        """Find rows that only name a phase: nothing but a title, and something that marks them."""
        if not lines:
            return
        plain = self._usual_marks(lines)
        full = [line for line in lines if not line.bare]
        bare = [line for line in lines if line.bare and not says_milestone(line.title)]
        for index, line in enumerate(lines):
            if not line.bare or says_milestone(line.title) or not full:
                continue
            below = lines[index + 1] if index + 1 < len(lines) else None
            if below is not None and below.rank > line.rank:
                continue  # what lies deeper makes it a phase already
            number = line.row[0]
            marks = self.looks.marks.get((number, self.title_at), "")
            marked = (BOLD in marks and BOLD not in plain) or (
                COLOURED in marks and COLOURED not in plain
            )
            line.section = says_phase(line.title) or self._across(number) or marked
        open_ones = [line for line in bare if not line.section and full]
        if open_ones and lines[0].bare and not any(line.section for line in lines):
            heads = {line.row[0] for line in open_ones}
            followed = [
                index for index, line in enumerate(lines)
                if line.row[0] in heads and index + 1 < len(lines) and not lines[index + 1].bare
            ]  # fmt: skip
            if len(followed) == len(open_ones) and len(full) >= 2 * len(open_ones):
                flat = not any(line.rank for line in lines)
                for line in open_ones if flat else ():
                    line.section = True
                    self.cells.note("sections", line.row[0])
                open_ones = [] if flat else open_ones
        if any(line.section for line in lines):
            for line in open_ones:
                deeper = self._has_deeper(lines, line)
                if not deeper:
                    self.cells.ask(line.row[0], line.row[1], "title", "section_or_row", "item")

    def _tiers(self, lines: list[_Line]) -> None:
        """Put sections of one form under those of another that stand right above them."""
        if len({line.rank for line in lines}) > 1:
            return
        sections = [line for line in lines if line.section]
        above = {
            (_form(line.title), _form(below.title))
            for line, below in pairwise(lines)
            if line.section and below.section and _form(line.title) != _form(below.title)
        }
        if len(above) != 1:
            return
        upper, lower = above.pop()
        for line in sections:
            if _form(line.title) == lower != upper:
                line.tier = 1

    def _has_deeper(self, lines: list[_Line], line: _Line) -> bool:
        at = lines.index(line)
        return at + 1 < len(lines) and lines[at + 1].rank > line.rank

    def _usual_marks(self, lines: list[_Line]) -> str:
        """Return the marks that most rows with values have at their title."""
        full = [line for line in lines if not line.bare]
        return "".join(
            mark for mark in (BOLD, COLOURED)
            if sum(self.looks.has((line.row[0], self.title_at), mark) for line in full)
            > len(full) * 0.5
        )  # fmt: skip

    def _tree(self, lines: list[_Line]) -> list[ForeignRow]:
        """Give each row its level: below the phase of its column, its section, its parent."""
        parts: dict[tuple[str, ...], list[_Line]] = {}
        order: list[tuple[str, ...]] = []
        for line in lines:
            if line.phases not in parts:
                parts[line.phases] = []
                order.append(line.phases)
            elif line.phases and order[-1] != line.phases:
                self.cells.note("phase_moved", line.row[0])
            parts[line.phases].append(line)
            if order[-1] != line.phases:
                order.append(line.phases)
        rows: list[ForeignRow] = []
        done: set[tuple[str, ...]] = set()
        for phases in _grouped(list(dict.fromkeys(order))):
            for depth in range(len(phases)):
                path = phases[: depth + 1]
                if path not in done:
                    done.add(path)
                    rows.append(
                        ForeignRow(row=0, title=path[-1], level=depth + 1, summary=True,
                                   above=path[:-1])
                    )  # fmt: skip
            rows += self._branch(parts[phases], phases)
        return rows

    def _branch(self, lines: Sequence[_Line], phases: tuple[str, ...]) -> list[ForeignRow]:
        rows: list[ForeignRow] = []
        stack: list[tuple[int, int, bool, str, int]] = []  # rank, level, section, title, tier
        for index, line in enumerate(lines):
            while stack and (
                stack[-1][0] > line.rank
                or (
                    stack[-1][0] == line.rank
                    and not (stack[-1][2] and (not line.section or stack[-1][4] < line.tier))
                )
            ):
                stack.pop()
            level = (stack[-1][1] if stack else len(phases)) + 1
            deeper = index + 1 < len(lines) and lines[index + 1].rank > line.rank
            summary = line.section or deeper
            found = self.cells.row(line.row, line.title, summary=summary)
            above = (*phases, *(one[3] for one in stack))
            milestone = not summary and (
                found.milestone or says_milestone(line.title) or found.minutes == 0
            )
            if found.minutes == 0 and found.start and found.finish and found.start < found.finish:
                milestone = found.milestone or says_milestone(line.title)
            rows.append(replace(found, level=level, above=above, milestone=milestone))
            stack.append((line.rank, level, line.section, line.title, line.tier))
        return rows

    def _checked(self, rows: list[ForeignRow]) -> list[ForeignRow]:
        """Say what of the rows is not kept as it stands."""
        for row in rows:
            if row.summary and row.said & {"start", "finish", "duration", "status", "owner"}:
                self.cells.note("summary_values", row.row)
            if row.summary or row.milestone:
                continue
            if row.start is None and row.finish is None:
                self.cells.note("no_dates", row.row)
                if row.status == "scheduled":
                    self.cells.note("scheduled", row.row)
                if row.status == "done" and row.actual_finish is None:
                    self.cells.note("done_without", row.row)
        return rows

    def _of_file(self) -> list[Told]:
        """Say what of the file is not read."""
        table, mapping = self.table, self.mapping
        told: list[Told] = []
        hidden = [c.name for c in table.columns if c.hidden and c.at in mapping.fields]
        if hidden:
            told.append(Told(code="hidden_column", params={"columns": tuple(hidden)}))
        if table.repeated:
            told.append(Told(code="repeated", rows=table.repeated))
        if table.next_head:
            told.append(Told(code="second_table", params={"row": table.next_head}))
        if (aside := second_table(table)) is not None:
            both = f"{column_letter(aside[0])}–{column_letter(aside[1])}"
            told.append(Told(code="aside_table", params={"columns": both}))
        if table.others:
            told.append(Told(code="others", params={"sheets": table.others}))
        drawn = self._marked()
        for code, columns in (("drawn", table.coloured), ("marked", drawn)):
            if columns:
                both = f"{column_letter(columns[0])}–{column_letter(columns[-1])}"
                told.append(Told(code=code, params={"columns": both}))
        chart = {*table.coloured, *drawn}
        unused = [
            one.name for one in table.columns
            if one.at not in mapping.fields and one.name and one.filled and one.at not in chart
        ]  # fmt: skip
        if unused:
            told.append(Told(code="unused", params={"columns": tuple(unused)}))
        return told

    def _marked(self) -> tuple[int, ...]:
        """Return columns at the right whose cells hold nothing but marks: bars of a chart."""
        found = []
        for column in self.table.columns:
            if column.at in self.mapping.fields or not column.filled:
                continue
            texts = {written(cell_at(cells, column.at)) for _, cells in self.table.body} - {""}
            if all(_MARK.fullmatch(text) for text in texts):
                found.append(column.at)
        return tuple(found) if len(found) >= 3 else ()


def _form(title: str) -> str:
    """Return how a section is counted: as a phase, by dots, by a number, or not at all."""
    for form, pattern in _FORMS.items():
        if pattern.match(title):
            return form
    return "plain"


def _grouped(paths: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Return paths so that those of one phase stand together, in order of appearance."""
    first = {path[:1]: index for index, path in reversed(list(enumerate(paths)))}
    order = {path: index for index, path in enumerate(paths)}
    return sorted(paths, key=lambda path: (first[path[:1]], order[path]))
