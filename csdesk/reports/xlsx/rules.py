"""Drop-downs, date limits and colours of the tracker's action items."""

from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.domain.codes import Status
from csdesk.domain.labels import STATUS_LABELS
from csdesk.domain.views.tracker import TrackerView
from csdesk.i18n import Translator
from csdesk.reports.xlsx.styles import BLUE, GREEN, GREY, RED


def validate_items(
    sheet: Worksheet,
    view: TrackerView,
    lists: Mapping[str, Sequence[str]],
    names: str,
    items: tuple[int, int],
    new_rows: tuple[int, int],
    translator: Translator,
) -> None:
    """Offer lists in E, H, I, names from the range `names` in F, and bound the dates of G.

    `items` and `new_rows` are first and last row, inclusive; `items` may be empty (last < first).
    """
    spans = [span for span in (items, new_rows) if span[0] <= span[1]]
    for column, words in lists.items():
        rule = DataValidation(type="list", formula1=f'"{",".join(words)}"', allow_blank=True)
        rule.errorTitle = translator.text("Not one of the words")
        rule.error = translator.text(
            "Choose one from the list: {words}.", words=translator.join(words)
        )
        _attach(sheet, rule, column, spans)
    owners = DataValidation(type="list", formula1=names, allow_blank=True, errorStyle="warning")
    owners.errorTitle = translator.text("Not in Contacts yet")
    owners.error = translator.text("Keep the name? Then add the person to the sheet Contacts.")
    _attach(sheet, owners, "F", spans)
    dates = DataValidation(
        type="date",
        operator="between",
        allow_blank=True,
        formula1=_date(view.earliest),
        formula2=_date(view.latest),
    )
    dates.errorTitle = translator.text("Not a date of this project")
    dates.error = translator.text(
        "Write a date between {first} and {last}.",
        first=translator.date(view.earliest),
        last=translator.date(view.latest),
    )
    _attach(sheet, dates, "G", spans)


def colour_rows(
    sheet: Worksheet, view: TrackerView, translator: Translator, first: int, last: int, end: int
) -> None:
    """Colour status and late dates of rows `first` to `end`, and grey what ended up to `last`.

    Lateness is judged against the version's date, so that the file says the same tomorrow.
    """
    word = {code: translator.text(STATUS_LABELS[code]).replace('"', '""') for code in Status}
    status = f"H{first}:H{end}"

    def is_status(code: Status) -> str:
        return f'$H{first}="{word[code]}"'

    for code, ink, ground in (
        (Status.DONE, "14613C", GREEN),
        (Status.IN_PROGRESS, "1D4A9A", BLUE),
        (Status.ON_HOLD, "3D4752", GREY),
    ):
        sheet.conditional_formatting.add(status, _rule(is_status(code), ink, ground))
    scheduled = FormulaRule(
        formula=[is_status(Status.SCHEDULED)], font=Font(color="1D4A9A", bold=True)
    )
    sheet.conditional_formatting.add(status, scheduled)
    open_words = ",".join(
        f'$H{first}<>"{word[code]}"' for code in (Status.DONE, Status.CANCELLED, Status.ON_HOLD)
    )
    late = f'AND($G{first}<>"",$G{first}<{_date(view.as_of)},{open_words})'
    sheet.conditional_formatting.add(f"G{first}:G{end}", _rule(late, "A32A22", RED))
    if last >= first:
        ended = f"OR({is_status(Status.DONE)},{is_status(Status.CANCELLED)})"
        sheet.conditional_formatting.add(
            f"A{first}:J{last}", FormulaRule(formula=[ended], font=Font(color="7A8594"))
        )


def _rule(formula: str, ink: str, ground: str) -> FormulaRule:
    fill = PatternFill(bgColor=ground, fill_type="solid")
    return FormulaRule(formula=[formula], font=Font(color=ink, bold=True), fill=fill)


def _attach(
    sheet: Worksheet, rule: DataValidation, column: str, spans: Sequence[tuple[int, int]]
) -> None:
    rule.showErrorMessage = True
    rule.showInputMessage = False
    for first, last in spans:
        rule.add(f"{column}{first}:{column}{last}")
    sheet.add_data_validation(rule)


def _date(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
