"""The table of a review: headings, the chosen source on green, the result last, keys to decide."""

from PySide6.QtCore import QEvent, QModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)
from typing_extensions import override

from csdesk.domain.codes import Side
from csdesk.domain.merge_choices import Set
from csdesk.domain.review_lines import Group, Line, Pick, is_open
from csdesk.ui.delegates.cell_header import CellHeader
from csdesk.ui.delegates.cell_painter import draw_chevron
from csdesk.ui.delegates.row_table import RowTable
from csdesk.ui.fonts import BASE, LINE_BOX, SMALL
from csdesk.ui.models.review_model import Col, Head, Index, ReviewModel
from csdesk.ui.models.review_words import GROUP_NAMES
from csdesk.ui.services import Services
from csdesk.ui.widgets.text import face, paint_line

ROW, GROUP_ROW, HEAD = 30, 32, 30
_FIRST, _PAD, _SIGN = 46, 8, 20
_LEAST = {Col.ITEM: 190, Col.FIELD: 92, Col.BASE: 84, Col.THEIRS: 128, Col.OURS: 110,
          Col.RESULT: 128}  # fmt: skip
_SHARE = {Col.ITEM: 6, Col.FIELD: 1, Col.BASE: 6, Col.THEIRS: 6, Col.OURS: 6, Col.RESULT: 6}
_SIGNS = {
    Group.CONFLICT: ("conflict", "bad"), Group.UNREADABLE: ("unreadable", "warn"),
    Group.NEW: ("plus", "ok"), Group.LINKED: ("copy", "muted"), Group.MISSING: ("missing", "warn"),
    Group.NOT_OFFERED: ("lock", "muted"), Group.CLEAN: ("check", "muted"),
    Group.KEPT: ("keep", "muted"),
}  # fmt: skip
_KEYS = {
    Qt.Key.Key_T: "theirs", Qt.Key.Key_O: "ours", Qt.Key.Key_K: "ask", Qt.Key.Key_E: "edit",
    Qt.Key.Key_F2: "edit", Qt.Key.Key_G: "plan", Qt.Key.Key_Space: "show", Qt.Key.Key_A: "row",
    Qt.Key.Key_R: "reason",
    Qt.Key.Key_F: "filter", Qt.Key.Key_N: "new", Qt.Key.Key_Return: "next", Qt.Key.Key_Enter:
    "next", Qt.Key.Key_Escape: "back",
}  # fmt: skip


_SHIFTED = {Qt.Key.Key_A: "clean", Qt.Key.Key_O: "rest"}


class ReviewHeader(CellHeader):
    """Heads with the chip of the side whose column it is."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(services.look, HEAD, HEAD, parent)
        self._services = services
        self.setSectionsClickable(False)

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        side = {Col.THEIRS: Side.CUSTOMER, Col.OURS: Side.US}.get(Col(logicalIndex))
        if side is None:
            super().paintSection(painter, rect, logicalIndex)
            return
        t, box = self._services.tokens, QRectF(rect)
        painter.save()
        painter.fillRect(box, t.surface)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), t.line)
        x = box.left() + _PAD
        x += self._services.signs.side(painter, x, box.center().y(), side) + 5
        words = self.model().headerData(logicalIndex, Qt.Orientation.Horizontal)
        paint_line(
            painter, x, box.center().y() - LINE_BOX[SMALL] / 2, box.right() - x, str(words),
            language=self._services.language, color=t.muted, size=SMALL,
        )  # fmt: skip
        painter.restore()


class ReviewDelegate(QStyledItemDelegate):
    """Paints lines and headings of a review."""

    def __init__(self, services: Services, table: "ReviewTable", model: ReviewModel) -> None:
        super().__init__(table)
        self._services, self._table, self._model = services, table, model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(60, ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._model.at(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(entry, Head):
            self._paint_head(painter, QRectF(option.rect), option, entry)
        elif entry is not None:
            self._paint_line(painter, QRectF(option.rect), option, entry, Col(index.column()))
        painter.restore()

    def _ground(
        self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, plain: QColor
    ) -> bool:
        t = self._services.tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = plain
        if chosen:
            ground = t.soft if self._table.isActiveWindow() else t.railsel
        painter.fillRect(box, ground)
        painter.fillRect(QRectF(box.left(), box.bottom() - 1, box.width(), 1), t.line)
        return chosen

    def _paint_head(
        self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, head: Head
    ) -> None:
        t, words, language = (
            self._services.tokens,
            self._services.translator,
            self._services.language,
        )
        if self._ground(painter, box, option, t.sunken):
            painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), t.accent)
        middle = box.center().y() - 0.5
        is_open = head.group not in self._model.closed
        at = QPointF(box.left() + 27, round(middle) + 0.5)
        draw_chevron(painter, at, self._services.look, is_open=is_open)
        x, top = box.left() + 42, middle - LINE_BOX[BASE] / 2
        name = words.text(GROUP_NAMES[head.group])
        x += 8 + paint_line(
            painter, x, top, box.right() - x, name, language=language, color=t.text, bold=True
        )
        low = middle - LINE_BOX[SMALL] / 2
        count = words.number(head.count)
        x += 18 + paint_line(
            painter, x, low, box.right() - x, count, language=language, color=t.muted, size=SMALL
        )
        remark = self._model.said.remark(head.group) if self._model.said is not None else ""
        paint_line(
            painter, x, low, box.right() - x - 16, remark,
            language=language, color=t.muted, size=SMALL,
        )  # fmt: skip

    def _paint_line(
        self, painter: QPainter, box: QRectF, option: QStyleOptionViewItem, line: Line, column: Col
    ) -> None:
        t = self._services.tokens
        hovered = line is self._model.at(self._table.hover_line)
        chosen = self._ground(painter, box, option, t.hover if hovered else t.surface)
        text = self._model.text(line, column)
        if column is Col.ITEM:
            if chosen:
                painter.fillRect(QRectF(box.left(), box.top(), 2, box.height()), t.accent)
            icon, tone = _SIGNS[line.group]
            middle = box.center().y() - 0.5
            color = getattr(t, tone)
            self._services.icons.paint(painter, box.left() + _SIGN, middle, icon, color, 14)
            box = box.adjusted(_FIRST - _PAD, 0, 0, 0)
        color, bold = self._tone(line, column)
        ground = self._source_ground(line, column)
        if ground is not None and text:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box.adjusted(0, 3, -1, -4), 4, 4)
        aside = self._aside(line, column)
        room = box.width() - 2 * _PAD
        if column is Col.ITEM and self._model.has_quote(line):
            room -= 20
            at, middle = box.left() + _PAD + room + 4, box.center().y() - 0.5
            self._services.icons.paint(painter, at, middle, "comment", t.cust, 14)
        middle = box.center().y() - 0.5
        x = box.left() + _PAD
        if aside:
            _, metrics = face(self._services.language, SMALL, bold=False)
            taken = min(metrics.horizontalAdvance(aside), room / 2)
            paint_line(
                painter, x + room - taken, middle - LINE_BOX[SMALL] / 2, taken, aside,
                language=self._services.language, color=t.muted, size=SMALL,
            )  # fmt: skip
            room -= taken + 8
        paint_line(
            painter, x, middle - LINE_BOX[BASE] / 2, room, text,
            language=self._services.language, color=color, bold=bold,
        )  # fmt: skip

    def _tone(self, line: Line, column: Col) -> tuple[QColor, bool]:
        t, decisions = self._services.tokens, self._model.decisions
        if column in (Col.FIELD, Col.BASE):
            return t.muted, False
        if line.group is Group.KEPT:
            return t.muted if column is Col.THEIRS else t.text, False
        if column is Col.THEIRS and line.group is Group.UNREADABLE:
            return t.warn, False
        if column is Col.THEIRS and line.field == "comment":
            return t.cust_text, False
        if column is not Col.RESULT:
            return t.text, False
        if is_open(line, decisions):
            return t.warn, True
        decision = decisions.get(line.key)
        if line.group is Group.NOT_OFFERED or (line.is_missing and decision is Pick.OURS):
            return t.muted, False
        if line.group is Group.CLEAN and decision is Pick.THEIRS:
            return t.text, False
        return t.accent if isinstance(decision, Set) else t.text, True

    def _source_ground(self, line: Line, column: Col) -> QColor | None:
        """Return green under the chosen source, amber under what cannot be read."""
        t, decision = self._services.tokens, self._model.decisions.get(line.key)
        theirs = decision is Pick.THEIRS or (
            isinstance(decision, Set)
            and line.cell is not None
            and line.cell.guess is not None
            and decision.value == line.cell.guess
        )
        if column is Col.THEIRS:
            if line.group is Group.UNREADABLE and not theirs:
                return t.warnsoft
            return t.oksoft if theirs else None
        if column is Col.OURS and (decision in (Pick.OURS, Pick.ASK) or line.group is Group.KEPT):
            return t.oksoft
        return None

    def _aside(self, line: Line, column: Col) -> str:
        said = self._model.said
        if said is None or column is not Col.ITEM:
            return ""
        return said.score(line) if line.score is not None else ""


class ReviewTable(RowTable):
    """Shows a `ReviewModel`; keys decide about the current line.

    Signals: `asked(what)`: `theirs`, `ours`, `ask`, `edit`, `reason`, `plan`, `show`, `row`,
    `clean`, `all`, `rest`, `filter`, `new`, `next`, `back`; `moved()` when another line is current.
    """

    asked = Signal(str)
    moved = Signal()

    def __init__(self, services: Services, model: ReviewModel, parent: QWidget) -> None:
        super().__init__(ROW, parent)
        self._services, self._lines = services, model
        self.setObjectName("review_table")
        self.setAccessibleName(services.translator.text("Differences"))
        self.head = ReviewHeader(services, self)
        self.head.pads = lambda column: (_FIRST if column == Col.ITEM else _PAD, _PAD)
        self.setHorizontalHeader(self.head)
        self.setModel(model)
        self.setItemDelegate(ReviewDelegate(services, self, model))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setMinimumSectionSize(ROW)
        model.arranged.connect(self._place_heads)
        self.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())
        self.clicked.connect(self._on_click)
        self.doubleClicked.connect(self._on_double)

    def current(self) -> Line | None:
        """Return the current line; None on a heading."""
        return self._lines.line_at(self.currentIndex().row())

    def go(self, row: int | None) -> None:
        """Make a row current and bring it into view."""
        if row is None:
            return
        index = self._lines.index(row, Col.ITEM)
        self.setCurrentIndex(index)
        if row and isinstance(self._lines.at(row - 1), Head):
            self.scrollTo(self._lines.index(row - 1, Col.ITEM))
        self.scrollTo(index)

    def _place_heads(self) -> None:
        self.clearSpans()
        for row in self._lines.heads():
            self.setSpan(row, 0, 1, len(Col))
            self.setRowHeight(row, GROUP_ROW)

    def _on_click(self, index: QModelIndex) -> None:
        entry = self._lines.at(index.row())
        if isinstance(entry, Head):
            self._lines.toggle(entry.group)
            self.go(next((at for at in self._lines.heads() if self._is_head(at, entry)), None))
        elif index.column() == Col.THEIRS and self._was_current(index):
            self.asked.emit("theirs")
        elif index.column() == Col.OURS and self._was_current(index):
            self.asked.emit("ours")

    def _was_current(self, index: QModelIndex) -> bool:
        """Whether a click chose a source: it lay on a line that was current and in focus."""
        return self._pressed_on == index.row()

    _pressed_on = -1

    @override
    def mousePressEvent(self, event: object) -> None:
        self._pressed_on = self.currentIndex().row()
        super().mousePressEvent(event)  # type: ignore[arg-type]

    def _is_head(self, row: int, head: Head) -> bool:
        found = self._lines.at(row)
        return isinstance(found, Head) and found.group is head.group

    def _on_double(self, index: QModelIndex) -> None:
        if index.column() == Col.RESULT and self._lines.line_at(index.row()) is not None:
            self.asked.emit("edit")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().width()
        # Where it is narrow the base gives way: the card below says it too.
        narrow = room < sum(_LEAST.values())
        self.setColumnHidden(Col.BASE, narrow)
        least = {**_LEAST, Col.ITEM: 150, Col.BASE: 0} if narrow else _LEAST
        spare = max(0, room - sum(least.values()))
        share = sum(_SHARE.values()) - (_SHARE[Col.BASE] if narrow else 0)
        used = 0
        for column in Col:
            if narrow and column is Col.BASE:
                continue
            width = least[column] + spare * _SHARE[column] // share
            if column is Col.RESULT:
                width = max(least[column], room - used)
            self.setColumnWidth(column, width)
            used += width

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        if not self.keyboard_focus:
            self.keyboard_focus = True
        plain = held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        row = self.currentIndex().row()
        entry = self._lines.at(row)
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and plain:
            self.go(self._lines.step(row, 1 if key == Qt.Key.Key_Down else -1))
        elif held == Qt.KeyboardModifier.ShiftModifier and key in _SHIFTED:
            self.asked.emit(_SHIFTED[key])
        elif isinstance(entry, Head) and plain and key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            self._lines.toggle(entry.group)
        elif plain and key in _KEYS:
            self.asked.emit(_KEYS[key])
        elif plain and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._fold(row, is_open=key == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(event)

    def _fold(self, row: int, *, is_open: bool) -> None:
        """Close the group of the current line, or open the one of the current heading."""
        entry = self._lines.at(row)
        group = entry.group if entry is not None else None
        if group is None or (group not in self._lines.closed) == is_open:
            return
        self._lines.toggle(group)
        head = next(
            at
            for at in self._lines.heads()
            if isinstance(one := self._lines.at(at), Head) and one.group is group
        )
        self.go(head + 1 if is_open else head)

    @override
    def event(self, event: QEvent) -> bool:
        """Letters decide here, before any action of the window that has the same key."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
            if plain and Qt.Key(event.key()) in _KEYS:
                event.accept()
                return True
        return super().event(event)
