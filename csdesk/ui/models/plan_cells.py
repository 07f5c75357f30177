"""What the cells of a plan say and hold, apart from the model that serves them."""

from datetime import date

from csdesk.app.deadline_text import deadline_words
from csdesk.app.queries.owners import OwnerChoice
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import Priority, RowKind
from csdesk.domain.labels import PRIORITY_LABELS, SIDE_LABELS, STATUS_LABELS
from csdesk.domain.link_text import links_text
from csdesk.domain.records import PlanRow
from csdesk.domain.status_rules import past_deadline
from csdesk.i18n import Translator
from csdesk.layout.from_plan import chart_row, shape_of
from csdesk.ui.models.cells import EMPTY, Cell, Tone, cell
from csdesk.ui.models.plan_columns import DATE_COLUMNS, HEADERS, PlanColumn

INDENT, FIRST_INDENT = 18, 30
MOST = 4096  # cells that are kept
_DAY_COUNTS = frozenset(
    {
        PlanColumn.START_VARIANCE, PlanColumn.FINISH_VARIANCE, PlanColumn.SLACK,
        PlanColumn.FREE_SLACK, PlanColumn.DURATION,
    }
)  # fmt: skip
_NO_SUMMARY = frozenset(
    {PlanColumn.OWNER, PlanColumn.STATUS, PlanColumn.PRIORITY, PlanColumn.SLIP, PlanColumn.TARGET}
)


def signed(days: int) -> str:
    """Return a number of days with its sign."""
    return f"{days:+d}".replace("-", "−") if days else "0"


class PlanCells:
    """Makes cells of one plan, and keeps those that were seen; dates are written once.

    `other` makes cells of the same plan on the same day, and has written dates already.
    """

    def __init__(
        self, translator: Translator, data: PlanScreenData, other: "PlanCells | None" = None
    ) -> None:
        self._words = translator
        self._data = data
        self._dates: dict[date, str] = {} if other is None else other._dates
        self._kept: dict[tuple[int, PlanColumn, bool], Cell] = {}

    def cell(self, row_id: int, column: PlanColumn, *, closed: bool) -> Cell:
        """Return a cell; `closed` is whether the row is a closed phase."""
        key = row_id, column, closed
        kept = self._kept.get(key)
        if kept is None:
            if len(self._kept) >= MOST:
                self._kept.clear()
            kept = self._kept[key] = self._make(row_id, column, closed=closed)
        return kept

    def _make(self, row_id: int, column: PlanColumn, *, closed: bool) -> Cell:
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        quiet = row.status.is_ended
        tone = Tone.MUTED if quiet or row.kind.is_summary else Tone.TEXT
        if column is PlanColumn.TITLE:
            return self._title(row, quiet, closed=closed)
        if row.kind.is_summary and column in _NO_SUMMARY:
            return EMPTY
        if column is PlanColumn.SLIP:
            if state is None or not state.slip:
                return EMPTY
            return self._shift(state.slip, quiet)
        if column in DATE_COLUMNS:
            if column is PlanColumn.FINISH and row.deadline is not None and state is not None:
                missed = past_deadline(row, state.finish, self._data.calendars)
                tone = Tone.BAD if missed else tone
            return cell(self._date(self._day(row, column)), tone, right=True)
        if column in (PlanColumn.START_VARIANCE, PlanColumn.FINISH_VARIANCE):
            days = self._data.variance_of(row_id)[column is PlanColumn.FINISH_VARIANCE]
            return EMPTY if days is None else self._shift(days, quiet or row.kind.is_summary)
        if column in _DAY_COUNTS:
            return cell(self._count(row, column), tone, right=True)
        if column is PlanColumn.PROGRESS:
            shown = state.progress if state else row.progress
            return cell(self._words.percent(shown) if shown else "", tone, right=True)
        if column is PlanColumn.NUMBER:
            return cell(self._data.marks.get(row_id, ""), Tone.MUTED)
        if column is PlanColumn.PREDECESSORS:
            return cell(self.predecessors(row_id), tone)
        if column is PlanColumn.PRIORITY:
            must = row.priority is Priority.MUST and not quiet
            return cell(self._words.text(PRIORITY_LABELS[row.priority]), tone, bold=must)
        if column is PlanColumn.OWNER:
            return cell(self._data.owner_names.get(row_id, ""), tone, side=row.side)
        return cell(self._words.text(STATUS_LABELS[row.status]), tone, status=row.status)

    def value(self, row_id: int, column: PlanColumn) -> object:
        """Return what an editor of a cell begins with."""
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        if column is PlanColumn.TITLE:
            return row.title
        if column is PlanColumn.OWNER:
            return next(
                (choice for choice in self._data.owners if choice.owns(row)),
                OwnerChoice(name=self._data.owner_names.get(row_id, ""), side=row.side),
            )
        if column is PlanColumn.STATUS:
            return row.status
        if column is PlanColumn.PRIORITY:
            return row.priority
        if column is PlanColumn.START:
            return row.actual_start or row.start or (state.start if state else None)
        if column is PlanColumn.FINISH:
            return row.actual_finish or row.target or (state.finish if state else None)
        if column is PlanColumn.TARGET:
            return row.target
        if column is PlanColumn.DURATION:
            return row.duration
        if column is PlanColumn.PROGRESS:
            return row.progress
        if column is PlanColumn.PREDECESSORS:
            return self.predecessors(row_id)
        return self.cell(row_id, column, closed=False).text

    def predecessors(self, row_id: int) -> str:
        """Return what a row follows, as it is typed."""
        return links_text(self._data.followed.get(row_id, ()), self._data.marks)

    def tip(self, row_id: int, column: PlanColumn) -> str:
        """Return what hovering over a cell tells: a title that may be cut, a row's deadline."""
        row, state = self._data.rows[row_id], self._data.state_of(row_id)
        if column is PlanColumn.TITLE:
            return row.title
        if column is PlanColumn.FINISH and state is not None:
            return deadline_words(row, state.finish, self._data.calendars, self._words)
        return ""

    def spoken(self, row_id: int, column: PlanColumn) -> str:
        """Return what a screen reader says: the column's name where the words alone are bare."""
        shown = self.cell(row_id, column, closed=False)
        if not shown.text or column is PlanColumn.TITLE:
            return shown.text
        head = self._words.text(HEADERS[column])
        if column is PlanColumn.OWNER:
            side = self._words.text(SIDE_LABELS[self._data.rows[row_id].side])
            return f"{head}: {shown.text}, {side}"
        said = [f"{head}: {shown.text}", self.tip(row_id, column)]
        return self._words.join([one for one in said if one])

    def exported(self, row_id: int, column: PlanColumn) -> str:
        """Return a cell for a spreadsheet: dates as 2026-11-24, figures without units."""
        row = self._data.rows[row_id]
        if column in DATE_COLUMNS:
            if row.kind.is_summary and column is PlanColumn.TARGET:
                return ""
            day = self._day(row, column)
            return day.isoformat() if day else ""
        if column is PlanColumn.DURATION:
            return str(row.duration) if row.kind is RowKind.ITEM else ""
        if column is PlanColumn.TITLE:
            return row.title
        if column is PlanColumn.STATUS and not row.kind.is_summary:
            return self._words.text(STATUS_LABELS[row.status])
        if column is PlanColumn.OWNER and not row.kind.is_summary:
            side = self._words.text(SIDE_LABELS[row.side])
            return self._data.owner_names.get(row_id, "") or side
        return self.cell(row_id, column, closed=False).text.replace("−", "-")

    def _day(self, row: PlanRow, column: PlanColumn) -> date | None:
        state = self._data.state_of(row.id)
        if column is PlanColumn.TARGET:
            return row.target
        if state is None:
            return None
        if column is PlanColumn.START:
            return state.start
        if column is PlanColumn.FINISH:
            return state.finish
        return self._data.agreed_of(row.id)[column is PlanColumn.AGREED]

    def _shift(self, days: int, quiet: bool) -> Cell:
        late = days > 0 and not quiet
        return cell(signed(days), Tone.WARN if late else Tone.MUTED, right=True)

    def _count(self, row: PlanRow, column: PlanColumn) -> str:
        state = self._data.state_of(row.id)
        if column is PlanColumn.DURATION:
            if row.kind is not RowKind.ITEM:
                return ""
            if row.calendar_days:
                return self._words.text("{n} cal. d", n=row.duration)
            return self._words.text("{n} d", n=row.duration)
        if column is PlanColumn.SLACK:
            days = state.total_slack if state else None
        else:
            days = self._data.free_slack.get(row.id)
        return "" if days is None else self._words.text("{n} d", n=days).replace("-", "−")

    def _title(self, row: PlanRow, quiet: bool, *, closed: bool) -> Cell:
        state = self._data.state_of(row.id)
        depth = state.depth if state else 0
        parent = row.id in self._data.parents
        if row.kind.is_summary or parent:
            return cell(
                row.title,
                bold=True,
                indent=12 + INDENT * depth,
                chevron=not closed if parent else None,
            )
        indent = FIRST_INDENT + INDENT * max(0, depth - 1)
        tone = Tone.MUTED if quiet else Tone.TEXT
        if row.kind is RowKind.MILESTONE:
            look = chart_row(row, state).look
            return cell(row.title, tone, bold=True, indent=indent, diamond=(shape_of(row), look))
        return cell(row.title, tone, indent=indent)

    def _date(self, day: date | None) -> str:
        if day is None:
            return ""
        text = self._dates.get(day)
        if text is None:
            text = self._words.near_date(day, self._data.state.today)
            self._dates[day] = text
        return text
