"""The differences of a returned tracker as table lines under headings: an own list of lines."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from csdesk.domain.errors import N_
from csdesk.domain.review_lines import Decision, Group, Line, LineKey, is_open
from csdesk.i18n import Translator
from csdesk.ui.models.review_words import GROUP_NAMES, ReviewWords

Index: TypeAlias = QModelIndex | QPersistentModelIndex


class Col(IntEnum):
    """The columns."""

    ITEM = 0
    FIELD = 1
    BASE = 2
    THEIRS = 3
    OURS = 4
    RESULT = 5


_HEADS = {
    Col.ITEM: N_("Item"), Col.FIELD: N_("Field"), Col.BASE: N_("Base, sent {day}"),
    Col.THEIRS: N_("Theirs"), Col.OURS: N_("Ours now"), Col.RESULT: N_("Result"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Head:
    """The heading of a group with the number of its lines."""

    group: Group
    count: int


class ReviewModel(QAbstractTableModel):
    """Shows lines with what is decided about them; groups can be closed.

    Signals: `arranged()` when lines were rebuilt, so headings stand elsewhere.
    """

    arranged = Signal()

    def __init__(self, words: Translator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self.said: ReviewWords | None = None
        self.lines: Sequence[Line] = ()
        self.decisions: dict[LineKey, Decision] = {}
        self.closed: set[Group] = {Group.KEPT}  # nothing in it asks for a look
        self.only_open = False
        self._kept_open: set[LineKey] = set()  # what the filter shows, though it is decided by now
        self._shown: list[Head | Line] = []
        self._places: dict[LineKey, int] = {}

    def show_review(
        self, said: ReviewWords, lines: Sequence[Line], decisions: dict[LineKey, Decision]
    ) -> None:
        """Show another review."""
        self.said, self.lines, self.decisions = said, lines, decisions
        self.arrange()

    def set_decisions(self, decisions: dict[LineKey, Decision]) -> None:
        """Show other results."""
        self.decisions = decisions
        if self._shown:
            last = self.index(len(self._shown) - 1, Col.RESULT)
            self.dataChanged.emit(self.index(0, 0), last)

    def toggle(self, group: Group) -> None:
        """Open or close a group."""
        self.closed ^= {group}
        self.arrange()

    def set_only_open(self, only: bool) -> None:
        """Show only what is still to be decided; a line stays while the filter does."""
        self.only_open = only
        self._kept_open = {line.key for line in self.lines if is_open(line, self.decisions)}
        self.arrange()

    def arrange(self) -> None:
        """Build the lines again."""
        self.beginResetModel()
        lines = [one for one in self.lines if not self.only_open or one.key in self._kept_open]
        counts = Counter(line.group for line in lines)
        shown: list[Head | Line] = []
        group: Group | None = None
        for line in lines:
            if line.group is not group:
                group = line.group
                shown.append(Head(group, counts[group]))
            if group not in self.closed:
                shown.append(line)
        self._shown = shown
        self._places = {one.key: at for at, one in enumerate(shown) if isinstance(one, Line)}
        self.endResetModel()
        self.arranged.emit()

    def at(self, row: int) -> Head | Line | None:
        """Return what stands in a row."""
        return self._shown[row] if 0 <= row < len(self._shown) else None

    def line_at(self, row: int) -> Line | None:
        """Return the line in a row; None for a heading."""
        found = self.at(row)
        return found if isinstance(found, Line) else None

    def row_of(self, key: LineKey) -> int | None:
        """Return the row of a line, if it is shown."""
        return self._places.get(key)

    def heads(self) -> list[int]:
        """Return the rows of the headings."""
        return [at for at, one in enumerate(self._shown) if isinstance(one, Head)]

    def step(self, row: int, by: int, *, wanting: bool = False) -> int | None:
        """Return the next row to stand on, in one direction; `wanting`: a decision is wanted."""
        at = row + by
        while 0 <= at < len(self._shown):
            entry = self._shown[at]
            if isinstance(entry, Head):
                if not wanting and entry.group in self.closed:
                    return at
            elif not wanting or is_open(entry, self.decisions):
                return at
            at += by
        return None

    def next_open(self, row: int) -> int | None:
        """Return the next row that wants a decision, from the top again after the last one."""
        found = self.step(row, 1, wanting=True)
        return self.step(-1, 1, wanting=True) if found is None else found

    def has_quote(self, line: Line) -> bool:
        """Whether the customer wrote something beside the cell."""
        return self.said is not None and line.cell is not None and bool(self.said.beside(line))

    def text(self, line: Line, column: int) -> str:
        """Return the words of a cell."""
        said = self.said
        if said is None:
            return ""
        if column == Col.RESULT:
            return said.result(line, self.decisions)
        say = {
            Col.ITEM: said.item, Col.FIELD: said.field, Col.BASE: said.base,
            Col.THEIRS: said.theirs, Col.OURS: said.ours,
        }[Col(column)]  # fmt: skip
        return say(line)

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Col)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        known = (
            Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )  # fmt: skip
        if not index.isValid() or role not in known:
            return None
        entry = self._shown[index.row()]
        if isinstance(entry, Head):
            if index.column() != Col.ITEM or self.said is None:
                return None
            name = self._words.text(GROUP_NAMES[entry.group])
            return self._words.facts([f"{name} {entry.count}", self.said.remark(entry.group)])
        return self.text(entry, index.column())

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        day = self.said.sent if self.said is not None else ""
        return self._words.text(_HEADS[Col(section)], day=day)
