"""Paints the customer list: two lines a row, so that seven questions fit beside a peek."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)
from typing_extensions import override

from csdesk.app.queries.customers import CustomerRow
from csdesk.app.reason_text import why
from csdesk.domain.codes import MilestoneKind, Rag
from csdesk.domain.labels import MEETING_KIND_LABELS, STAGE_LABELS
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.fonts import BASE, LINE_BOX, SMALL
from csdesk.ui.models.customer_model import ROW_ROLE, Column, CustomerModel
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import face, paint_line, wrap_lines
from csdesk.ui.window_bar import WindowLook, late_color, paint_window_bar

ROW = 49
FIRST, SECOND = 6, 25  # tops of the two line boxes
WIDTHS = {
    Column.NAME: 158,
    Column.WHY: 178,
    Column.WINDOW: 116,
    Column.MILESTONE: 140,
    Column.MEETING: 120,
    Column.WAITING: 108,
    Column.MONEY: 92,
}


def window_look(row: CustomerRow) -> WindowLook | None:
    """Return what the bar shows of a customer's golden window."""
    window = row.window
    if window is None or window.length <= 0:
        return None
    part = None if window.value_day is None else window.value_day / window.length
    used = window.value_day if window.reached and window.value_day is not None else window.day
    return WindowLook(
        used=used / window.length, value=part, reached=window.reached, grave=window.since is None
    )


class CustomerDelegate(QStyledItemDelegate):
    """Paints every column of the list; baselines are placed here, not by the style."""

    def __init__(self, services: Services, table: RowTable, model: CustomerModel) -> None:
        super().__init__(table)
        self._services = services
        self._table = table
        self._model = model

    @override
    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(WIDTHS[Column(index.column())], ROW)

    @override
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, CustomerRow):
            return
        t = self._services.tokens
        box = QRectF(option.rect)
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = t.surface
        if chosen:
            ground = t.soft if self._table.isActiveWindow() else t.railsel
        elif index.row() == self._table.hover_line:
            ground = t.hover
        painter.fillRect(box, ground)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), t.line)
        column = Column(index.column())
        if chosen and column is Column.NAME:
            painter.fillRect(QRectF(box.left(), box.top(), 2, box.height() - 1), t.accent)
        left = 20 if column is Column.NAME else 0
        right = 16 if column is Column.MONEY else 12
        inner = box.adjusted(left, 0, -right, -1)
        {
            Column.NAME: self._name,
            Column.WHY: self._why,
            Column.WINDOW: self._window,
            Column.MILESTONE: self._milestone,
            Column.MEETING: self._meeting,
            Column.WAITING: self._waiting,
            Column.MONEY: self._money,
        }[column](painter, inner, row, ground)
        painter.restore()

    @override
    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Say in full what is cut with an ellipsis."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, CustomerRow):
            return False
        QToolTip.showText(event.globalPos(), self.cut_text(row, Column(index.column())), view)
        return True

    def cut_text(self, row: CustomerRow, column: Column) -> str:
        """Return in full the words of a cell that have no room in it, empty if all have."""
        words, language = self._services.translator, self._services.language
        width = self._table.columnWidth(column) - (32 if column is Column.NAME else 12)
        small = face(language, SMALL, bold=False)[1].horizontalAdvance
        base = face(language, BASE, bold=False)[1].horizontalAdvance
        bold = face(language, BASE, bold=True)[1].horizontalAdvance
        lines: list[tuple[str, float]] = []
        if column is Column.NAME:
            mark = self._model.mark(row)
            lines = [(row.customer.name, bold(row.customer.name)), (mark, small(mark))]
        elif column is Column.WHY:
            text = why(row, words, self._model.today)
            shown = wrap_lines(text, width - 23, 2, language=language, size=SMALL)
            lines = [(text, width + 1 if shown[-1].endswith("…") else 0)]
        elif column is Column.MILESTONE and row.next_milestone is not None:
            plan_row = row.next_milestone.row
            sign = 20 if plan_row.milestone_kind is MilestoneKind.VALUE else 0
            lines = [(plan_row.title, base(plan_row.title) + sign)]
        elif column is Column.MEETING and row.next_meeting is not None:
            kind = row.next_meeting.title or words.text(MEETING_KIND_LABELS[row.next_meeting.kind])
            lines = [(kind, small(kind))]
        elif column is Column.WAITING and row.waiting is not None:
            lines = [(row.waiting.name, base(row.waiting.name) + 24)]
        return "\n".join(text for text, needed in lines if needed > width)

    def _line(
        self,
        painter: QPainter,
        box: QRectF,
        top: float,
        text: str,
        color: QColor,
        *,
        size: int = BASE,
        bold: bool = False,
        indent: float = 0,
        right: bool = False,
    ) -> float:
        return paint_line(
            painter, box.left() + indent, box.top() + top, box.width() - indent, text,
            language=self._services.language, color=color, size=size, bold=bold, right=right,
        )  # fmt: skip

    def _name(self, painter: QPainter, box: QRectF, row: CustomerRow, ground: QColor) -> None:
        t, words = self._services.tokens, self._services.translator
        self._line(painter, box, FIRST, row.customer.name, t.text, bold=True)
        stage, mark = words.text(STAGE_LABELS[row.stage]), self._model.mark(row)
        _, metrics = face(self._services.language, SMALL, bold=False)
        used = metrics.horizontalAdvance(stage) + 6 if mark else 0
        if used + metrics.horizontalAdvance(mark) > box.width():
            used = 0
        if used or not mark:
            self._line(painter, box, SECOND, stage, t.muted, size=SMALL)
        if mark:
            self._line(painter, box, SECOND, mark, t.warn, size=SMALL, indent=used)

    def _why(self, painter: QPainter, box: QRectF, row: CustomerRow, ground: QColor) -> None:
        t, words = self._services.tokens, self._services.translator
        rag = row.rag.rag if row.rag is not None else Rag.NOT_STARTED
        self._services.signs.rag(painter, box.left(), box.top() + 24, rag)
        text = why(row, words, self._model.today)
        lines = wrap_lines(text, box.width() - 23, 2, language=self._services.language, size=SMALL)
        top = 24 - LINE_BOX[SMALL] * len(lines) / 2
        for place, line in enumerate(lines):
            self._line(
                painter, box, top + place * LINE_BOX[SMALL], line, t.text, size=SMALL, indent=23
            )

    def _window(self, painter: QPainter, box: QRectF, row: CustomerRow, ground: QColor) -> None:
        window, look = row.window, window_look(row)
        if window is None or look is None:
            return
        t, words = self._services.tokens, self._services.translator
        track = QRectF(box.left(), box.top() + 9, 84, 10)
        paint_window_bar(painter, track, look, t, plate=ground)
        color = t.muted
        if window.reached and window.value_day is not None:
            text = words.text("value on day {n}", n=window.value_day)
        elif window.left < 0:
            text = words.plural("{n} day over", "{n} days over", -window.left)
            color = late_color(look, t)
        else:
            text = words.plural("{n} day left", "{n} days left", window.left)
            color = late_color(look, t) if look.late else t.muted
        if window.since is not None:
            text = words.text("next: {days}", days=text)
        self._line(painter, box, SECOND, text, color, size=SMALL)

    def _milestone(self, painter: QPainter, box: QRectF, row: CustomerRow, ground: QColor) -> None:
        t, words = self._services.tokens, self._services.translator
        following = row.next_milestone
        if following is None:
            return
        indent = 0.0
        if following.row.milestone_kind is MilestoneKind.VALUE:
            self._services.signs.milestone(
                painter, box.left(), box.top() + FIRST + 9, value=True, done=False
            )
            indent = 20
        self._line(painter, box, FIRST, following.row.title, t.text, indent=indent)
        if following.finish is None:
            self._line(painter, box, SECOND, words.text("not dated"), t.muted, size=SMALL)
            return
        day = words.near_date(following.finish, self._model.today)
        used = self._line(painter, box, SECOND, day, t.muted, size=SMALL)
        if following.slip is not None and following.slip > 0:
            late = words.plural("{n} day late", "{n} days late", following.slip)
            grave = row.rag is not None and row.rag.rag is Rag.RED
            self._line(
                painter, box, SECOND, late, t.bad if grave else t.warn, size=SMALL, indent=used + 4
            )

    def _meeting(self, painter: QPainter, box: QRectF, row: CustomerRow, ground: QColor) -> None:
        t, words = self._services.tokens, self._services.translator
        meeting = row.next_meeting
        if meeting is None:
            if row.rag is None or row.rag.rag is Rag.FINISHED:
                return
            self._line(painter, box, FIRST, words.text("None planned"), t.warn)
            if row.last_missed is not None:
                day = words.near_date(row.last_missed.day, self._model.today)
                self._line(
                    painter, box, SECOND, words.text("Missed {day}", day=day), t.muted, size=SMALL
                )
            return
        self._line(
            painter, box, FIRST, meeting_time(row, self._services, self._model.today), t.text
        )
        kind = meeting.title or words.text(MEETING_KIND_LABELS[meeting.kind])
        self._line(painter, box, SECOND, kind, t.muted, size=SMALL)

    def _waiting(self, painter: QPainter, box: QRectF, row: CustomerRow, ground: QColor) -> None:
        t, words = self._services.tokens, self._services.translator
        waiting = row.waiting
        if waiting is None:
            return
        middle = box.top() + (FIRST + 9 if waiting.days > 0 else 24)
        width = self._services.signs.side(painter, box.left(), middle, waiting.side)
        name = waiting.name or words.text("nobody named")
        self._line(painter, box, middle - box.top() - 9, name, t.text, indent=width + 6)
        if waiting.days > 0:
            text = words.plural("for {n} day", "for {n} days", waiting.days)
            self._line(painter, box, SECOND, text, t.muted, size=SMALL, indent=width + 6)

    def _money(self, painter: QPainter, box: QRectF, row: CustomerRow, ground: QColor) -> None:
        t, words = self._services.tokens, self._services.translator
        amounts = [words.money(minor, currency) for currency, minor in row.money.items()]
        size = BASE
        _, metrics = face(self._services.language, BASE, bold=False)
        if any(metrics.horizontalAdvance(text) > box.width() for text in amounts):
            size = SMALL
        top = 24 - LINE_BOX[size] * min(2, len(amounts)) / 2
        color = t.text if row.money_is_arr else t.muted
        for place, text in enumerate(amounts[:2]):
            self._line(
                painter, box, top + place * LINE_BOX[size], text, color, size=size, right=True
            )


def meeting_time(row: CustomerRow, services: Services, today: object) -> str:
    """Return when the next meeting is: `Today 14:00`, `Tue 1 Dec 10:00`."""
    meeting, words = row.next_meeting, services.translator
    if meeting is None:
        return ""
    at = f" {meeting.at:%H:%M}" if meeting.at is not None else ""
    if meeting.day == today:
        return words.text("Today") + at
    day = words.date(meeting.day, "weekday")
    return day.replace("（", " ").rstrip("）") + at


class ListHeader(QHeaderView):
    """Column heads 30 high, small and muted; the sorted one says how."""

    def __init__(self, services: Services, table: RowTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._services = services
        self.sorted_by: int | None = None
        self.descending = False
        self.setFixedHeight(30)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        t = self._services.tokens
        box = QRectF(rect)
        painter.fillRect(box, t.surface)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), t.line)
        column = Column(logicalIndex)
        left = 20 if column is Column.NAME else 0
        right = 16 if column is Column.MONEY else 12
        inner = box.adjusted(left, 0, -right, 0)
        text = str(self.model().headerData(logicalIndex, self.orientation()))
        mark = ""
        if self.sorted_by == logicalIndex:
            mark = " ↓" if self.descending else " ↑"
        paint_line(
            painter, inner.left(), inner.top() + 7, inner.width(), text + mark,
            language=self._services.language, color=t.text if mark else t.muted, size=SMALL,
            right=column is Column.MONEY,
        )  # fmt: skip
