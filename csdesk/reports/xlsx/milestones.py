"""The sheet of milestones: dates, slip, and a bar chart of cells."""

from dataclasses import dataclass
from datetime import date, timedelta

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.domain.codes import MilestoneKind
from csdesk.domain.views.tracker import TrackerMilestone, TrackerView
from csdesk.i18n import Translator
from csdesk.reports.xlsx.sheet import finish_sheet, row_height, title_block, widths
from csdesk.reports.xlsx.styles import StyleBook, chart_style

HEAD_ROW, FIRST_ROW, FIRST_WEEK = 6, 7, 8
MOST_WEEKS = 30
_WIDTHS = {"A": 6, "B": 30, "C": 14, "D": 14, "E": 14, "F": 13, "G": 13}
_CHINESE_WIDTHS = {"C": 15.5, "D": 15.5, "E": 15.5}


@dataclass(frozen=True, slots=True)
class Week:
    """One column of the chart: `start` is a Monday, `end` inclusive."""

    start: date
    end: date

    def holds(self, day: date | None) -> bool:
        """Whether `day` lies in this column."""
        return day is not None and self.start <= day <= self.end


def weeks_of(view: TrackerView) -> list[Week]:
    """Return the columns from the first work to the last date: weeks, or fortnights over 30."""
    days = [
        day
        for one in view.milestones
        for day in (one.start, one.agreed, one.forecast, one.actual)
        if day is not None
    ]
    if not days:
        return []
    first, last = min(days), max(days)
    monday = first - timedelta(days=first.weekday())
    weeks = (last - monday).days // 7 + 1
    step = 7 if weeks <= MOST_WEEKS else 14
    count = (last - monday).days // step + 1
    return [
        Week(monday + timedelta(days=step * n), monday + timedelta(days=step * n + step - 1))
        for n in range(count)
    ]


def write_milestones(
    sheet: Worksheet, view: TrackerView, translator: Translator, styles: StyleBook
) -> None:
    """Fill the sheet; every cell is locked."""
    widths(sheet, _WIDTHS, _CHINESE_WIDTHS if translator.is_chinese else {})
    title_block(sheet, view, translator, styles, headline(view, translator))
    text = translator.text
    heads = [
        text("No."),
        text("Milestone"),
        text("Agreed"),
        text("Forecast"),
        text("Actual"),
        text("Slip (days)"),
        text("Status"),
    ]
    for column, word in enumerate(heads, start=1):
        styles.put(sheet, HEAD_ROW, column, word, "cs_head_plan")
    sheet.row_dimensions[HEAD_ROW].height = 26
    weeks = weeks_of(view)
    _write_weeks(sheet, weeks, view.as_of, translator, styles)
    for index, one in enumerate(view.milestones):
        _write_row(sheet, FIRST_ROW + index, index + 1, one, translator, styles)
        _write_bar(sheet, FIRST_ROW + index, one, weeks, view.as_of, styles)
    last = FIRST_ROW + len(view.milestones) - 1
    note = translator.text(
        "Bar: the time of the work, dark where done.   ◇ agreed finish   "
        "◆ forecast or actual finish   Framed week: this week"
    )
    styles.put(sheet, last + 2, 1, note, "cs_note")
    sheet.freeze_panes = "C7"
    last_column = get_column_letter(max(7, FIRST_WEEK + len(weeks) - 1))
    finish_sheet(sheet, view, translator, head_row=HEAD_ROW, area=f"A1:{last_column}{last + 2}")


def headline(view: TrackerView, translator: Translator) -> str:
    """Return the sentence under the title: when the first value comes, against the promise."""
    chosen = next(
        (one for one in view.milestones if one.kind is MilestoneKind.VALUE and not one.actual),
        next((one for one in view.milestones if not one.actual), None),
    )
    if chosen is None or chosen.forecast is None:
        return ""
    named = {"title": chosen.title, "day": translator.date(chosen.forecast, "long")}
    if chosen.slip is None:
        return translator.text("{title}: {day}", **named)
    if chosen.slip == 0:
        return translator.text("{title}: {day}, as agreed", **named)
    if chosen.slip > 0:
        return translator.plural(
            "{title}: {day}, {n} working day after the agreed date",
            "{title}: {day}, {n} working days after the agreed date",
            chosen.slip,
            **named,
        )
    return translator.plural(
        "{title}: {day}, {n} working day before the agreed date",
        "{title}: {day}, {n} working days before the agreed date",
        -chosen.slip,
        **named,
    )


def _write_weeks(
    sheet: Worksheet, weeks: list[Week], as_of: date, translator: Translator, styles: StyleBook
) -> None:
    month = 0
    for index, week in enumerate(weeks):
        column = FIRST_WEEK + index
        sheet.column_dimensions[get_column_letter(column)].width = 3.6
        head = "cs_head_edit_week" if week.holds(as_of) else "cs_head_plan_week"
        styles.put(sheet, HEAD_ROW, column, str(week.start.day), head)
        if week.start.month != month:
            month = week.start.month
            styles.put(
                sheet, HEAD_ROW - 1, column, translator.date(week.start, "month"), "cs_month"
            )


def _write_row(
    sheet: Worksheet,
    row: int,
    number: int,
    one: TrackerMilestone,
    translator: Translator,
    styles: StyleBook,
) -> None:
    bold = "_bold" if one.kind is MilestoneKind.VALUE else ""
    put = styles.put
    put(sheet, row, 1, f"M{number}", f"cs_locked{bold}")
    put(sheet, row, 2, one.title, f"cs_locked{bold}")
    put(sheet, row, 3, one.agreed, "cs_date_bold" if bold else "cs_date_plain")
    moved = one.forecast is not None and one.forecast != one.agreed
    put(sheet, row, 4, one.forecast, "cs_date_bold" if bold or moved else "cs_date_plain")
    put(sheet, row, 5, one.actual, "cs_date_bold" if bold else "cs_date_plain")
    put(sheet, row, 6, one.slip, f"cs_slip{bold}")
    if one.actual is not None:
        put(sheet, row, 7, translator.text("Reached"), f"cs_reached{bold}")
    elif one.under_way:
        put(sheet, row, 7, translator.text("On the way"), f"cs_under_way{bold}")
    else:
        put(sheet, row, 7, translator.text("Planned"), f"cs_locked{bold}")
    sheet.row_dimensions[row].height = max(25, row_height((one.title, 30, bool(bold))))


def _write_bar(
    sheet: Worksheet,
    row: int,
    one: TrackerMilestone,
    weeks: list[Week],
    as_of: date,
    styles: StyleBook,
) -> None:
    start, finish = one.start or one.finish, one.finish
    for index, week in enumerate(weeks):
        covered = (
            start is not None and finish is not None and week.start <= finish and week.end >= start
        )
        done = one.actual is not None or week.start <= as_of
        ground = "none" if not covered else ("done" if done and one.under_way else "forecast")
        mark, style = None, "bare"
        if week.holds(finish):
            mark, style = "◆", "finish_white" if ground == "done" else "finish"
        elif week.holds(one.agreed):
            mark, style = "◇", "agreed_white" if ground == "done" else "agreed"
        name = chart_style(ground, style, this_week=week.holds(as_of))
        styles.put(sheet, row, FIRST_WEEK + index, mark, name)
