"""What the cells of one foreign row say; what they do not say surely is asked."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from csdesk.app.imports.dates import DateOrder, decide_order
from csdesk.app.imports.foreign_book import cell_at, written
from csdesk.app.imports.foreign_dates import (
    DateWays,
    Span,
    Unclear,
    header_unit,
    is_without_year,
    read_days,
    read_length,
    short_order,
    typed_days,
)
from csdesk.app.imports.foreign_mapping import SheetMap
from csdesk.app.imports.foreign_rows import Asked, ForeignRow, Told
from csdesk.app.imports.foreign_table import ForeignTable
from csdesk.app.imports.foreign_words import code_of, is_nothing
from csdesk.app.imports.tracker_book import BookCell, BookRow, cell_date, cell_fault
from csdesk.app.imports.tracker_words import guess_code
from csdesk.domain.cell_text import cell_text

_PEOPLE = re.compile(
    r"\s*(?:[/&,，、;；+|\n]|\band\b|(?<=[\u4e00-\u9fff])(?:和|与|及)(?=[\u4e00-\u9fff]))\s*"
)
_SHARE = re.compile(r"\[\s*\d{1,3}\s*%?\s*\]")
_TOKEN = re.compile(r"[,;，；、\n]+|(?<=\d)\s+(?=\d)")
_WEEKS = re.compile(r"\bweeks?\b|周次|週次|开始周|结束周|完成周|開始週|結束週", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(20[0-4]\d)(?:\s*年|(?!\d))")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_DAY_FIELDS = ("start", "finish", "dates", "actual_start", "actual_finish")


class Cells:
    """Reads the cells of a table by its mapping; keeps what is asked and what is to be told."""

    def __init__(self, table: ForeignTable, mapping: SheetMap, today: date) -> None:
        self.table, self.mapping = table, mapping
        self.asked: list[Asked] = []
        self._of_row: dict[int, list[Asked]] = {}
        self.told: dict[str, set[int]] = {}
        self.said: list[Told] = []
        self.ways = self._ways(today)
        column = mapping.column("duration")
        self._unit = 480 if column is None else header_unit(table.column(column).name) or 480

    def note(self, code: str, row: int) -> None:
        """Remember that something is to be told about a row."""
        self.told.setdefault(code, set()).add(row)

    def text(self, cells: Sequence[BookCell], name: str) -> str:
        """Return the text of a field, empty for a dash and the like."""
        text = written(cell_at(cells, self.mapping.column(name)))
        return "" if is_nothing(text) else text

    def row(self, row: BookRow, title: str, *, summary: bool = False) -> ForeignRow:
        """Return what a row says besides its place in the tree."""
        number, cells = row
        found = ForeignRow(row=number, title=title, summary=summary)
        found = self._days(found, cells)
        found = self._state(found, cells)
        code, ident = self._ident(cells)
        said = {name for name in self.mapping.fields.values() if self.text(cells, name)}
        said -= {one.field for one in self._of_row.get(number, ()) if not one.taken}
        if "dates" in said:
            said |= {"start", "finish"}
        return replace(
            found,
            owners=self._owners(cells),
            side=self._code(number, cells, "side") or self._side_of_owner(number, cells),
            priority=self._code(number, cells, "priority"),
            note=self._notes(number, cells),
            comment=self._plain(cells, "comment"),
            instructions=self._plain(cells, "instructions"),
            after=tuple(self._after(cells)),
            ident="" if ident == title else ident,
            of_id=code,
            said=frozenset(said),
        )

    def ask(
        self, row: int, cells: Sequence[BookCell], name: str, fault: str, guess: str = ""
    ) -> bool:
        """Ask about a cell; say whether its guess is to be taken."""
        at = self.mapping.column(name)
        taken = bool(guess) and self.mapping.takes(row, at or 0)
        text = written(cell_at(cells, at))
        one = Asked(
            row=row, column=at or 0, field=name, written=text, fault=fault, guess=guess, taken=taken
        )
        self.asked.append(one)
        self._of_row.setdefault(row, []).append(one)
        return taken

    def _ways(self, today: date) -> DateWays:
        """Find out how the file writes days: the order of day and month, and the year."""
        cells = [
            cell_at(line, at)
            for name in _DAY_FIELDS
            for at in self.mapping.columns(name)
            for _, line in self.table.body
        ]
        typed = typed_days(cells)
        han = bool(_HAN.search("".join(self.table.headers)))
        order = self.mapping.order
        if order is None:
            decided = decide_order(text for text in typed if not is_without_year(text))
            order = decided.order if decided.order is not DateOrder.YMD else None
            order = order or short_order(typed)
        year = self.mapping.year
        without = [text for text in typed if is_without_year(text)]
        weeks = any(re.search(r"[周週]|\bw|\bkw", text) for text in typed)
        if year is None and (without or weeks):
            year = self._year_of_file(cells, typed)
        ways = DateWays(
            today=today, order=order, year=year, weeks=self.mapping.weeks,
            date_1904=self.table.date_1904, han=han,
        )  # fmt: skip
        days = [one for cell in cells if isinstance(one := read_days(cell, ways), Span)]
        if self.mapping.weeks == "project" and days:
            first = min(one.first for one in days)
            ways = replace(ways, monday=first.fromordinal(first.toordinal() - first.weekday()))
        return ways

    def _year_of_file(self, cells: Sequence[BookCell], typed: Sequence[str]) -> int | None:
        """Return the one year that dates or the title of the file name, None for two of them."""
        dates = {day[:4] for cell in cells if (day := cell_date(cell)) is not None}
        dates |= {match for text in typed for match in _YEAR.findall(text)}
        title = {match for text in self.table.above[:6] for match in _YEAR.findall(text)}
        for years, where in ((dates, "dates"), (title, "title")):
            if len(years) == 1:
                year = int(years.pop())
                self.said.append(Told(code=f"year_{where}", params={"year": str(year)}))
                return year
            if years:
                return None
        return None

    def _days(self, found: ForeignRow, cells: Sequence[BookCell]) -> ForeignRow:
        start, finish = (
            self._span(found.row, cells, "start"),
            self._span(found.row, cells, "finish"),
        )
        both = self._span(found.row, cells, "dates")
        first = start.first if start else both.first if both else None
        last = finish.last if finish else both.last if both else None
        if start and not finish and not both and start.last != start.first:
            last = start.last
        if finish and not start and not both and finish.first != finish.last:
            first = finish.first
        if both and both.first == both.last and not start and not finish:
            first, last = None, both.last
        if first and last and first > last:
            year = last.year + 1
            turned = self._yearless(cells, "finish") and first.month - last.month >= 6
            if turned and not (last.month == 2 and last.day == 29):
                last = last.replace(year=year)
            else:
                self.ask(found.row, cells, "finish" if finish else "dates", "range_backwards")
                last = None
        minutes, elapsed = self._length(found.row, cells)
        begun = self._span(found.row, cells, "actual_start")
        ended = self._span(found.row, cells, "actual_finish")
        return replace(
            found, start=first, finish=last, minutes=minutes, elapsed=elapsed,
            actual_start=begun.first if begun else None,
            actual_finish=ended.last if ended else None,
        )  # fmt: skip

    def _yearless(self, cells: Sequence[BookCell], name: str) -> bool:
        return is_without_year(written(cell_at(cells, self.mapping.column(name))))

    def _span(self, row: int, cells: Sequence[BookCell], name: str) -> Span | None:
        cell = cell_at(cells, self.mapping.column(name))
        if self._counts_weeks(name) and isinstance(cell, int | float) and 1 <= cell <= 53:
            cell = f"W{int(cell)}"
        found = read_days(cell, self.ways)
        if not isinstance(found, Unclear):
            return found
        guess, span = "", found.guess
        if span is not None:
            if name in ("start", "actual_start"):
                span = Span(span.first, span.first)
            elif name in ("finish", "actual_finish"):
                span = Span(span.last, span.last)
            one_day = span.first == span.last
            guess = span.first.isoformat() if one_day else f"{span.first}/{span.last}"
        return span if self.ask(row, cells, name, found.fault, guess) else None

    def _counts_weeks(self, name: str) -> bool:
        at = self.mapping.column(name)
        return at is not None and _WEEKS.search(self.table.column(at).name) is not None

    def _length(self, row: int, cells: Sequence[BookCell]) -> tuple[int | None, bool]:
        found = read_length(cell_at(cells, self.mapping.column("duration")), self._unit)
        if isinstance(found, Unclear):
            self.ask(row, cells, "duration", found.fault)
            return None, False
        if found is None:
            return None, False
        if found.of_range:
            self.note("range_length", row)
        if found.rough:
            self.note("rough_length", row)
        return found.minutes, found.elapsed

    def _state(self, found: ForeignRow, cells: Sequence[BookCell]) -> ForeignRow:
        status = self._code(found.row, cells, "status")
        progress = self._progress(found.row, cells)
        if progress is not None and status:
            if (status == "done") != (progress == 100):
                self.note("status_progress", found.row)
                progress = 100 if status == "done" else 0
        elif progress is not None:
            status = "done" if progress == 100 else "in_progress" if progress else "todo"
        if found.actual_finish is not None and not status:
            status = "done"
        flag = self.text(cells, "milestone")
        milestone = bool(flag) and code_of("status", flag) == "done"
        return replace(found, status=status, progress=progress, milestone=milestone)

    def _progress(self, row: int, cells: Sequence[BookCell]) -> int | None:
        cell = cell_at(cells, self.mapping.column("progress"))
        text = self.text(cells, "progress")
        if not text:
            return None
        if isinstance(cell, int | float) and not isinstance(cell, bool):
            value = float(cell) * 100 if self._is_share() else float(cell)
        elif (match := re.fullmatch(r"(\d{1,3}(?:\.\d+)?)\s*[%％]?", text)) is not None:
            value = float(match[1])
        else:
            code = code_of("status", text)
            if code in ("done", "todo"):
                return 100 if code == "done" else 0
            self.ask(row, cells, "progress", "progress_unreadable")
            return None
        if not 0 <= value <= 100:
            self.ask(row, cells, "progress", "progress_unreadable")
            return None
        return round(value)

    def _is_share(self) -> bool:
        """Whether percentages are stored as parts of one, as Excel does."""
        at = self.mapping.column("progress")
        values = [cell_at(cells, at) for _, cells in self.table.body]
        return all(
            float(value) <= 1 for value in values
            if isinstance(value, int | float) and not isinstance(value, bool)
        )  # fmt: skip

    def _code(self, row: int, cells: Sequence[BookCell], name: str) -> str:
        at = self.mapping.column(name)
        cell, text = cell_at(cells, at), self.text(cells, name)
        if not text:
            return ""
        if cell_fault(cell) is not None:
            self.ask(row, cells, name, cell_fault(cell)[0])  # type: ignore[index]
            return ""
        if name == "status" and isinstance(cell, int | float) and not isinstance(cell, bool):
            return self._share_status(row, cells, float(cell))
        code = code_of(name, text)
        if code is None:
            guess = guess_code(name, text) or ""
            return guess if self.ask(row, cells, name, f"{name}_unknown", guess) else ""
        return code

    def _share_status(self, row: int, cells: Sequence[BookCell], value: float) -> str:
        """Read a number in the column of statuses: 1 or 100 is done, 0 to do."""
        if value in (1.0, 100.0):
            return "done"
        if value == 0:
            return "todo"
        if 0 < value < 100:
            return "in_progress"
        self.ask(row, cells, "status", "status_unknown")
        return ""

    def _owners(self, cells: Sequence[BookCell]) -> tuple[str, ...]:
        """Return everybody who is named: ours before the customer's where each has a column."""
        names: list[str] = []
        for column in ("owner", "owner_us", "owner_customer"):
            text = self.text(cells, column)
            tick = column != "owner" and self._is_mark(text)
            if text and not tick and code_of("side", text) is None:
                names += [_SHARE.sub("", name).strip() for name in _PEOPLE.split(text)]
        return tuple(dict.fromkeys(name for name in names if name))

    def _side_of_owner(self, row: int, cells: Sequence[BookCell]) -> str:
        text = self.text(cells, "owner")
        if text:
            return code_of("side", text) or ""
        sides = [
            side for column, side in (("owner_us", "us"), ("owner_customer", "customer"))
            if self.text(cells, column)
        ]  # fmt: skip
        if len(sides) > 1:
            self.note("both_sides", row)
        return sides[0] if sides else ""

    def _is_mark(self, text: str) -> bool:
        """Whether a cell only ticks a side and names nobody."""
        return code_of("status", text) == "done" or text in "●○★☆◎"

    def _notes(self, row: int, cells: Sequence[BookCell]) -> str:
        """Return the internal note: its columns, and cells that say more than dates can."""
        parts = []
        columns = self.mapping.columns("note")
        for at in columns:
            text = written(cell_at(cells, at))
            if text and not is_nothing(text):
                name = self.table.column(at).name
                parts.append(f"{name}: {text}" if len(columns) > 1 and name else text)
        for one in self._of_row.get(row, ()):
            if one.field not in ("note", "title", "side", "priority", "after"):
                name = self.table.column(one.column).name
                parts.append(f"{name or one.cell}: {one.written}")
        if row in self.told.get("range_length", ()):
            at = self.mapping.column("duration") or 0
            parts.append(f"{self.table.column(at).name}: {written(cell_at(cells, at))}")
        return cell_text("\n".join(parts)) or ""

    def _plain(self, cells: Sequence[BookCell], name: str) -> str:
        return cell_text(self.text(cells, name)) or ""

    def _after(self, cells: Sequence[BookCell]) -> list[str]:
        text = self.text(cells, "after")
        return [one.strip() for one in _TOKEN.split(text) if one.strip()]

    def _ident(self, cells: Sequence[BookCell]) -> tuple[bool, str]:
        by_id = self.text(cells, "id")
        return (True, by_id) if by_id else (False, self.text(cells, "number"))
