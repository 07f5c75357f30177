"""What all sheets of a workbook share: title block, widths, heights, protection, print set-up."""

import math
import unicodedata
from collections.abc import Mapping

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.domain.views.tracker import TrackerView
from csdesk.i18n import Translator
from csdesk.reports.xlsx.styles import StyleBook, clean_text

LINE, FIRST_LINE = 13, 21
MAX_HEIGHT = 409  # Excel's limit in points
_PLAIN_HEIGHT = 15.0  # of a row without one
_PAPER_WIDTH, _PAPER_HEIGHT = 777.0, 530.0  # A4 across, inside the margins
_SAFE_SHARE = 0.96
_FOOTER_PART = 130


def add_sheet(book: Workbook, title: str) -> Worksheet:
    """Append a sheet named `title`."""
    return book.create_sheet(title)


def widths(sheet: Worksheet, base: Mapping[str, float], wider: Mapping[str, float]) -> None:
    """Set column widths in characters; `wider` wins."""
    for column, width in {**base, **wider}.items():
        sheet.column_dimensions[column].width = width


def title_block(
    sheet: Worksheet, view: TrackerView, translator: Translator, styles: StyleBook, line: str
) -> None:
    """Write rows 1 to 3: customer; what this is, project, version and date; `line`."""
    version = translator.text(
        "Version {version}, {day}", version=view.version, day=translator.date(view.as_of, "long")
    )
    under = "  |  ".join([translator.text("Shared tracker"), view.project, version])
    styles.put(sheet, 1, 1, view.customer, "cs_title")
    styles.put(sheet, 2, 1, under, "cs_sub")
    styles.put(sheet, 3, 1, line, "cs_count")
    for row, height in ((1, 28), (2, 18), (3, 20)):
        sheet.row_dimensions[row].height = height


def text_width(text: str) -> int:
    """Return the width of `text` in columns of a fixed pitch: Han characters count two."""
    if text.isascii():
        return len(text)
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def row_height(*cells: tuple[str, float, bool]) -> float:
    """Return the height in points that (text, column width, bold) cells need.

    Excel does not grow rows of files that it did not make: 21 points for one line, 34 for two.
    """
    lines = 1
    for text, width, bold in cells:
        usable = max(1.0, (width - 2) / (1.08 if bold else 1.0))
        if len(text) * 2 > usable or "\n" in text:
            need = sum(max(1, math.ceil(text_width(line) / usable)) for line in text.split("\n"))
            lines = max(lines, need)
    return min(MAX_HEIGHT, FIRST_LINE + (lines - 1) * LINE)


def fits_one_page(sheet: Worksheet, columns: str, last_row: int) -> bool:
    """Whether rows 1 to `last_row` are one printed page at the width of `columns`, with air.

    A character is 7 of 96 dots wide, as in the fonts that we name; wider ones print smaller.
    """
    width = sum(
        (sheet.column_dimensions[column].width * 7 + 5) * 0.75
        for column in columns
        if not sheet.column_dimensions[column].hidden
    )
    height = sum(
        sheet.row_dimensions[row].height or _PLAIN_HEIGHT for row in range(1, last_row + 1)
    )
    return bool(height * min(1.0, _PAPER_WIDTH / width) <= _PAPER_HEIGHT * _SAFE_SHARE)


def finish_sheet(
    sheet: Worksheet, view: TrackerView, translator: Translator, *, head_row: int | None, area: str
) -> None:
    """Protect the sheet without a password and set it up to print one page wide."""
    sheet.sheet_view.showGridLines = False
    guard = sheet.protection
    guard.sheet = True
    guard.autoFilter = guard.formatColumns = guard.formatRows = False
    guard.sort = True
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = 0.45
    margins.header = margins.footer = 0.2
    if head_row is not None:
        sheet.print_title_rows = f"{head_row}:{head_row}"
    sheet.print_area = area
    footer = sheet.oddFooter
    footer.left.text = _plain(view.footer)
    footer.center.text = _plain(
        translator.text(
            "Version {version}, {day}",
            version=view.version,
            day=translator.date(view.as_of, "long"),
        )
    )
    footer.right.text = translator.text("Page {page} of {pages}", page="&P", pages="&N")
    for part in (footer.left, footer.center, footer.right):
        part.size = 8


def _plain(text: str) -> str:
    """Return text on one line of a footer; an ampersand begins a code there, two stand for one.

    Excel holds a file as damaged whose three parts have over 255 characters, codes included.
    """
    line = shown = " ".join(clean_text(text).split())
    while len(shown) + shown.count("&") > _FOOTER_PART:
        shown = shown[:-1]
    return shown.replace("&", "&&") + ("…" if shown != line else "")
