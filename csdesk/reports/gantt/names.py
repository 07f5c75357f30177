"""The rows' names beside the chart: whose turn, number, title, dates, slip."""

from collections.abc import Sequence
from datetime import timedelta

from csdesk.domain.codes import MilestoneKind, RowKind, Status
from csdesk.domain.views.plan import PlanLine, PlanView
from csdesk.i18n import Translator
from csdesk.reports.pdf.colours import MUTED, TEXT
from csdesk.reports.pdf.shapes import side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style, Typesetter

MARK, INDENT, GAP = 9.0, 7.0, 7.0
YEAR = timedelta(days=365)
TITLE_MOST = 0.32  # of the sheet's width; a longer title ends in an ellipsis
_BOLD = (MilestoneKind.VALUE, MilestoneKind.GO_LIVE)


class Names:
    """The columns for one size of text on a sheet `room` points wide; measured when made."""

    def __init__(
        self, setter: Typesetter, view: PlanView, translator: Translator, text: float, room: float
    ) -> None:
        self._view, self._tr = view, translator
        self._plain = Style(text, text * 1.25)
        self._bold = self._plain.with_(bold=True)
        self._muted = self._plain.with_(colour=MUTED)
        tr = translator
        self._heads = [tr.text("Item"), tr.text("Start"), tr.text("Finish"), tr.text("Slip")]
        lines = view.lines

        def widest(texts: Sequence[str], style: Style) -> float:
            return max((setter.width(one, style) for one in texts if one), default=0.0)

        self._code = widest([line.code for line in lines], self._muted)
        titles = max(
            (self._left(line) + setter.width(line.title, self._style(line)) for line in lines),
            default=0.0,
        )
        least = self._left(None) + setter.width(self._heads[0], self._muted)
        most = TITLE_MOST * room
        self._title = max(least, min(titles, most))
        self.cut = sum(
            self._left(line) + setter.width(line.title, self._style(line)) > self._title + 0.01
            for line in lines
        )
        days = [day for line in lines for day in (line.start, line.finish) if day is not None]
        self._is_long = bool(days) and max(days) - min(days) > YEAR
        self._date = max(
            widest([self._day(line, 0) for line in lines], self._bold),
            widest([self._day(line, 1) for line in lines], self._bold),
            widest(self._heads[1:3], self._muted),
        )
        self.has_slip = any(line.slip is not None for line in lines)
        self._slip = 0.0
        if self.has_slip:
            texts = [_signed(line.slip) for line in lines]
            self._slip = GAP + max(widest(texts, self._bold), widest(self._heads[3:], self._muted))
        self.width = self._title + 2 * (GAP + self._date) + self._slip + GAP

    def heads(self, sheet: Sheet, x: float, top: float, height: float) -> None:
        """Draw the columns' heads at the foot of a box."""
        y = top + height - self._plain.lead - 3
        style = self._muted
        sheet.label(self._heads[0], style, x + self._left(None), y)
        sheet.label(self._heads[1], style, self._right(x, 1), y, "right")
        sheet.label(self._heads[2], style, self._right(x, 2), y, "right")
        if self.has_slip:
            sheet.label(self._heads[3], style, self._right(x, 3), y, "right")

    def continued(self, sheet: Sheet, phase: str, x: float, top: float) -> None:
        """Say which phase goes on from the sheet before."""
        words = self._tr.text("{phase}, continued", phase=phase)
        style = self._bold.with_(colour=MUTED)
        sheet.words(words, style, x + self._left(None), top, self.width - GAP - 12, lines=1)

    def row(self, sheet: Sheet, line: PlanLine, x: float, top: float, height: float) -> None:
        """Draw one row's words, centred in its height."""
        style = self._style(line)
        y = top + (height - style.lead) / 2
        if line.kind is RowKind.ITEM:
            side_mark(sheet, line.side, x + 3.5, top + height / 2, style.size * 0.72)
        if line.code:
            sheet.label(line.code, self._muted, x + MARK + self._code, y, "right")
        left = self._left(line)
        sheet.words(line.title, style, x + left, y, self._title - left + 0.02, lines=1)
        dates = style if line.kind is RowKind.MILESTONE else style.with_(bold=False)
        if line.kind.is_summary:
            dates = self._muted
        sheet.label(self._day(line, 0), dates, self._right(x, 1), y, "right")
        sheet.label(self._day(line, 1), dates, self._right(x, 2), y, "right")
        if line.slip:
            sheet.label(_signed(line.slip), self._bold, self._right(x, 3), y, "right")

    def _left(self, line: PlanLine | None) -> float:
        numbers = self._code + 5 if self._code else 0.0
        return MARK + numbers + (0 if line is None else min(line.depth, 6) * INDENT)

    def _right(self, x: float, column: int) -> float:
        end = x + self._title
        if column == 3:
            return end + 2 * (GAP + self._date) + self._slip
        return end + column * (GAP + self._date)

    def _style(self, line: PlanLine) -> Style:
        strong = line.kind.is_summary or line.milestone in _BOLD
        gone = line.status in (Status.DONE, Status.CANCELLED) and not line.kind.is_summary
        return self._plain.with_(bold=strong, colour=MUTED if gone else TEXT)

    def _day(self, line: PlanLine, end: int) -> str:
        if line.kind is RowKind.MILESTONE and end == 0:
            return ""
        day = line.finish if end else line.start
        if day is None:
            return ""
        today = self._view.today
        if self._is_long:  # `19 Nov` could be the one before today as well
            return self._tr.date(day, "short" if day.year == today.year else "medium")
        return self._tr.near_date(day, today)


def _signed(days: int | None) -> str:
    if not days:
        return ""
    return f"+{days}" if days > 0 else f"−{-days}"
