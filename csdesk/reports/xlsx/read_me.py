"""The sheet that explains the tracker in one minute."""

from openpyxl.worksheet.worksheet import Worksheet

from csdesk.domain.codes import Status
from csdesk.domain.labels import STATUS_LABELS
from csdesk.domain.views.tracker import TrackerView
from csdesk.i18n import Translator
from csdesk.reports.xlsx.sheet import finish_sheet, title_block, widths
from csdesk.reports.xlsx.styles import StyleBook


def write_read_me(
    sheet: Worksheet, view: TrackerView, translator: Translator, styles: StyleBook
) -> None:
    """Fill the sheet: five rules, the six statuses with their meaning, the version."""
    widths(sheet, {"A": 6, "B": 36, "C": 90}, {})
    line = translator.text("How this file works, in one minute")
    title_block(sheet, view, translator, styles, line)
    row = 5
    for number, (rule, explanation) in enumerate(_rules(view, translator), start=1):
        styles.put(sheet, row, 1, str(number), "cs_rule_no")
        styles.put(sheet, row, 2, rule, "cs_rule")
        styles.put(sheet, row, 3, explanation, "cs_rule_text")
        sheet.row_dimensions[row].height = 40
        row += 1
    row += 1
    styles.put(sheet, row, 2, translator.text("Status means"), "cs_rule_head")
    sheet.row_dimensions[row].height = 22
    tinted = {
        Status.IN_PROGRESS: "cs_under_way_bold",
        Status.DONE: "cs_reached_bold",
        Status.ON_HOLD: "cs_held_bold",
    }
    for status, meaning in _meanings(translator).items():
        row += 1
        word = translator.text(STATUS_LABELS[status])
        styles.put(sheet, row, 2, word, tinted.get(status, "cs_locked_bold"))
        styles.put(sheet, row, 3, meaning, "cs_rule_text")
        sheet.row_dimensions[row].height = 20
    finish_sheet(sheet, view, translator, head_row=None, area=f"A1:C{row}")


def _rules(view: TrackerView, translator: Translator) -> list[tuple[str, str]]:
    text = translator.text
    day = translator.date(view.send_back_by, "weekday")
    return [
        (
            text("Edit the tinted cells."),
            text(
                "Whose turn, owner, target date, status, priority and your comment. "
                "White cells come from the plan that we agreed."
            ),
        ),
        (
            text("Add what is missing."),
            text(
                "Write new items in the empty rows at the end. Leave the number empty; we give one."
            ),
        ),
        (
            text("Do not delete rows."),
            text(
                "Set the status to Cancelled instead, and say why in the comment. "
                "A missing row changes nothing on our side."
            ),
        ),
        (
            text("Send the file back by {day}.", day=day),
            text(
                "Reply to the mail it came with. We look at every change before it counts, "
                "and answer if we disagree."
            ),
        ),
        (
            text("Use the newest version."),
            text(
                "This is version {version}. A new one comes with each status report.",
                version=view.version,
            ),
        ),
    ]


def _meanings(translator: Translator) -> dict[Status, str]:
    text = translator.text
    return {
        Status.TODO: text("agreed, not begun"),
        Status.SCHEDULED: text("a date or meeting is fixed"),
        Status.IN_PROGRESS: text("somebody works on it"),
        Status.DONE: text("finished, both sides agree"),
        Status.ON_HOLD: text("waits for something else; say what in the comment"),
        Status.CANCELLED: text("not needed any more"),
    }
