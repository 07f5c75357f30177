"""The named styles of our workbooks, and cells that share them.

openpyxl resolves a style again for every cell it is set on (1.6 to 3 times the time of the whole
write). Here each style is set once on a prototype and its resolved form is shared.
"""

import re
from collections.abc import Mapping
from datetime import date

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

FONTS = {"en": "Calibri", "zh_CN": "Microsoft YaHei", "zh_TW": "Microsoft JhengHei"}
DATE_FORMATS = {
    "en": "d mmm yyyy",
    "zh_CN": 'yyyy"年"m"月"d"日"',
    "zh_TW": 'yyyy"年"m"月"d"日"',
}
TEXT, MUTED, ACCENT = "1B2430", "5B6675", "2A5BD7"
PLAN_HEAD, HAIRLINE, EDIT = "3B4654", "DADFE6", "EEF3FC"
BAR_DONE, BAR_FORECAST = "6C7785", "AFC5F5"
GREEN, BLUE, GREY, RED = "DBEDE5", "D5E2F8", "DADDE1", "F7E3E1"
CELL_LIMIT = 32767

_BREAKS = re.compile("\r\n?")


class StyleBook:
    """The styles of one workbook in one language.

    `put` writes one cell in a named style. Text is text and never a formula, whatever it begins
    with; characters that a workbook cannot hold are dropped and a text over Excel's limit is cut.
    """

    def __init__(self, book: Workbook, language: str) -> None:
        self._shared: dict[str, object] = {}
        self._book = book
        self._font = FONTS[language]
        self._date = DATE_FORMATS[language]
        self._scratch = Cell(book.active, row=1, column=1)
        self._define()

    def put(self, sheet: Worksheet, row: int, column: int, value: object, style: str) -> Cell:
        """Write `value` (text, number, date or None) at `row`, `column` in the style `cs_…`."""
        cell = Cell(sheet, row=row, column=column)
        cell._style = self._shared[style]
        if isinstance(value, str):
            if value:
                cell._value = clean_text(value)
                cell.data_type = "s"
        elif isinstance(value, date):
            cell._value = value
            cell.data_type = "d"
        elif value is not None:
            cell._value = value
            cell.data_type = "n"
        sheet._cells[(row, column)] = cell
        return cell

    def _define(self) -> None:
        base = {"color": TEXT}
        muted = {"color": MUTED}
        wrap = Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
        centre = Alignment(horizontal="center", vertical="center")
        plain = Alignment(vertical="center")
        edit = PatternFill("solid", fgColor=EDIT)
        self._add("cs_title", {"color": TEXT, "bold": True, "size": 18}, plain)
        self._add("cs_sub", muted, plain)
        self._add("cs_note", {"color": MUTED, "size": 9}, plain)
        self._add("cs_count", {"color": ACCENT, "bold": True}, plain)
        self._add(
            "cs_ask",
            {"color": TEXT, "bold": True, "size": 10},
            Alignment(horizontal="right", vertical="center", wrap_text=True),
        )
        self._add("cs_band_plan", {"color": MUTED, "bold": True, "size": 9}, plain)
        self._add("cs_band_edit", {"color": ACCENT, "bold": True, "size": 9}, plain)
        for name, colour in (("cs_head_plan", PLAN_HEAD), ("cs_head_edit", ACCENT)):
            fill = PatternFill("solid", fgColor=colour)
            self._add(name, {"color": "FFFFFF", "bold": True}, wrap, fill=fill, line=True)
            week = {"color": "FFFFFF", "bold": True, "size": 8}
            self._add(f"{name}_week", week, centre, fill=fill)
        self._add("cs_locked", base, wrap, line=True, text=True)
        self._add("cs_locked_bold", {**base, "bold": True}, wrap, line=True, text=True)
        self._add("cs_locked_muted", muted, wrap, line=True, text=True)
        self._add("cs_date", muted, wrap, line=True, number=self._date)
        self._add("cs_date_bold", {**base, "bold": True}, wrap, line=True, number=self._date)
        self._add("cs_date_plain", base, wrap, line=True, number=self._date)
        self._add("cs_slip", base, centre, line=True, number="+0;-0;0")
        self._add("cs_slip_bold", {**base, "bold": True}, centre, line=True, number="+0;-0;0")
        for name, colour in (("reached", GREEN), ("under_way", BLUE), ("held", GREY)):
            fill = PatternFill("solid", fgColor=colour)
            for bold in (False, True):
                style = f"cs_{name}" + ("_bold" if bold else "")
                self._add(style, {**base, "bold": bold}, wrap, fill=fill, line=True)
        self._add("cs_edit", base, wrap, fill=edit, line=True, text=True, locked=False)
        self._add(
            "cs_edit_bold",
            {**base, "bold": True},
            wrap,
            fill=edit,
            line=True,
            text=True,
            locked=False,
        )
        self._add("cs_edit_date", base, wrap, fill=edit, line=True, number=self._date, locked=False)
        self._add("cs_contact", base, wrap, fill=edit, line=True, number="@", locked=False)
        self._add(
            "cs_contact_bold",
            {**base, "bold": True},
            wrap,
            fill=edit,
            line=True,
            number="@",
            locked=False,
        )
        self._add("cs_ours", base, wrap, line=True, number="@")
        self._add("cs_ours_bold", {**base, "bold": True}, wrap, line=True, number="@")
        self._add("cs_new", {"color": ACCENT, "bold": True, "size": 9}, plain)
        self._add("cs_rule_no", {"color": ACCENT, "bold": True, "size": 18}, plain, line=True)
        self._add("cs_rule", {**base, "bold": True, "size": 12}, plain, line=True)
        self._add("cs_rule_head", {**base, "bold": True, "size": 12}, plain)
        self._add("cs_rule_text", base, Alignment(vertical="center", wrap_text=True), line=True)
        self._add("cs_month", {"color": TEXT, "bold": True, "size": 10}, plain)
        self._chart()

    def _chart(self) -> None:
        """The cells of the bar chart: ground x mark, and the frame of this week."""
        centre = Alignment(horizontal="center", vertical="center")
        grounds = {"none": None, "done": BAR_DONE, "forecast": BAR_FORECAST}
        marks = {
            "bare": TEXT,
            "agreed": MUTED,
            "agreed_white": "FFFFFF",
            "finish": TEXT,
            "finish_white": "FFFFFF",
        }
        for ground, colour in grounds.items():
            fill = PatternFill("solid", fgColor=colour) if colour else None
            for mark, ink in marks.items():
                for now in (False, True):
                    style = chart_style(ground, mark, this_week=now)
                    self._add(
                        style, {"color": ink, "size": 13}, centre, fill=fill, line=True, frame=now
                    )

    def _add(
        self,
        name: str,
        font: Mapping[str, object],
        alignment: Alignment,
        *,
        fill: PatternFill | None = None,
        line: bool = False,
        frame: bool = False,
        number: str | None = None,
        text: bool = False,
        locked: bool = True,
    ) -> None:
        style = NamedStyle(name=name)
        style.font = Font(name=self._font, **{"size": 11, **font})
        style.alignment = alignment
        style.protection = Protection(locked=locked)
        if fill is not None:
            style.fill = fill
        if line:
            thin = Side(style="thin", color=HAIRLINE)
            edge = Side(style="medium", color=ACCENT) if frame else thin
            style.border = Border(
                bottom=thin, left=edge if frame else None, right=edge if frame else None
            )
        if number is not None:
            style.number_format = number
        self._book.add_named_style(style)
        self._scratch.style = name
        if text:
            self._scratch.quotePrefix = True
        self._shared[name] = self._scratch._style
        self._scratch = Cell(self._book.active, row=1, column=1)


def chart_style(ground: str, mark: str, *, this_week: bool) -> str:
    """Return the name of a chart cell's style."""
    return f"cs_bar_{ground}_{mark}" + ("_now" if this_week else "")


def clean_text(text: str) -> str:
    """Return `text` as a workbook can hold it: no control characters, at most 32,767 of them."""
    cleaned: str = ILLEGAL_CHARACTERS_RE.sub("", _BREAKS.sub("\n", text))
    return cleaned[:CELL_LIMIT]
