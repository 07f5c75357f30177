"""How wide the columns of a plan are, which are shown, and in which order."""

from collections.abc import Mapping
from itertools import islice

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHeaderView

from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.codes import RowKind
from csdesk.domain.labels import PRIORITY_LABELS, STATUS_LABELS
from csdesk.ui.delegates.look import Look
from csdesk.ui.fonts import SMALL
from csdesk.ui.gantt.plan_tree import PlanTree
from csdesk.ui.models.plan_cells import FIRST_INDENT, INDENT
from csdesk.ui.models.plan_columns import (
    COMPARED_COLUMNS,
    DATE_COLUMNS,
    HEADERS,
    ORDER,
    USUAL,
    PlanColumn,
    columns_text,
)

LEAST_TITLE, EASY_TITLE, MOST_TITLE = 180, 220, 340
MEASURED = 2000  # rows whose titles are measured
LEAST_OWNER = 104  # the column gives way to titles down to it: a name is told by its beginning
PREDECESSORS_WIDTH, MOST_HEAD = 110, 180


class ColumnFit(QObject):
    """Gives each column what its longest words need; the title takes the rest.

    Where nobody chose columns, that of slips waits for a baseline: without one it has no word.

    Signals: `widths_changed(text)` after a person changed one ("owner=90 slip=40").
    """

    widths_changed = Signal(str)

    def __init__(self, tree: PlanTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self._head = tree.horizontalHeader()
        self.columns = USUAL
        self.first = PlanColumn.TITLE  # the column at the left edge
        self._own: dict[PlanColumn, int] = {}  # widths that a person gave
        self._fitted: Mapping[PlanColumn, int] = {}
        self._title = EASY_TITLE  # what the titles of the plan would like to have
        self._has_baseline = True
        self._laying = False
        self._head.setStretchLastSection(False)
        self._head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._head.setMinimumSectionSize(32)
        for place, column in enumerate(ORDER):
            self._head.moveSection(self._head.visualIndex(column), place)
        self._show_columns()
        self._head.sectionResized.connect(self._on_resized)
        tree.resized.connect(self.lay)

    @property
    def shown(self) -> frozenset[PlanColumn]:
        """The columns that are shown now."""
        if self._has_baseline or self.columns != USUAL:
            return self.columns
        return self.columns - {PlanColumn.SLIP}

    def set_columns(self, columns: frozenset[PlanColumn]) -> None:
        """Show other columns; the title always stands."""
        self.columns = columns | {PlanColumn.TITLE}
        self._show_columns()
        self.lay()

    def columns_text(self) -> str:
        """Return the shown columns as they are kept."""
        return columns_text(self.columns)

    def set_widths(self, text: str) -> None:
        """Take the widths that were kept."""
        known = {column.name.lower(): column for column in PlanColumn}
        for part in text.split():
            name, _, width = part.partition("=")
            if name in known and width.isdecimal() and int(width):
                self._own[known[name]] = int(width)
        self.lay()

    def needed(self) -> int:
        """Return the width at which nothing has to scroll."""
        others = sum(self._width(one) for one in self.shown if one is not PlanColumn.TITLE)
        return others - self._given_way(LEAST_TITLE - EASY_TITLE) + LEAST_TITLE

    def wished(self) -> int:
        """Return the width at which titles are whole, save those that are very long."""
        others = sum(self._width(one) for one in self.shown if one is not PlanColumn.TITLE)
        return others + self._title

    def measure(self, data: PlanScreenData, look: Look) -> None:
        """Find out what each column needs for a plan."""
        self._fitted = _widths(data, look)
        self._title = max(EASY_TITLE, min(MOST_TITLE, _title_width(data, look)))
        self._has_baseline = data.baseline is not None
        self._show_columns()
        self.lay()

    def lay(self) -> None:
        """Give the columns their widths now."""
        laying, self._laying = self._laying, True
        room = self._tree.viewport().width()
        widths = {one: self._width(one) for one in self.shown - {PlanColumn.TITLE}}
        room -= sum(widths.values())
        if PlanColumn.OWNER in widths and (given := self._given_way(room - self._title)):
            widths[PlanColumn.OWNER] -= given
            room += given
        for column, width in widths.items():
            self._tree.setColumnWidth(column, width)
        self._tree.setColumnWidth(PlanColumn.TITLE, max(LEAST_TITLE, room))
        self._laying = laying

    def _given_way(self, spare: int) -> int:
        """Return what the owners give up where titles lack room; not if a person chose."""
        if spare >= 0 or PlanColumn.OWNER not in self.columns or PlanColumn.OWNER in self._own:
            return 0
        return min(-spare, max(0, self._width(PlanColumn.OWNER) - LEAST_OWNER))

    def _width(self, column: PlanColumn) -> int:
        return self._own.get(column) or self._fitted.get(column, 80)

    def _show_columns(self) -> None:
        self.first = next(column for column in ORDER if column in self.columns)
        laying, self._laying = self._laying, True
        for column in PlanColumn:
            self._head.setSectionHidden(column, column not in self.shown)
        self._laying = laying

    def _on_resized(self, section: int, _old: int, width: int) -> None:
        if self._laying or not width or PlanColumn(section) is PlanColumn.TITLE:
            return
        self._own[PlanColumn(section)] = width
        self.lay()
        kept = " ".join(f"{one.name.lower()}={width}" for one, width in self._own.items())
        self.widths_changed.emit(kept)


def _widths(data: PlanScreenData, look: Look) -> Mapping[PlanColumn, int]:
    words, today = look.translator, data.state.today
    metrics = look.face()[1]
    states = max(metrics.horizontalAdvance(words.text(one)) for one in STATUS_LABELS.values())
    priorities = max(metrics.horizontalAdvance(words.text(one)) for one in PRIORITY_LABELS.values())
    owners = [metrics.horizontalAdvance(name) for name in set(data.owner_names.values())]
    rows = data.state.rows.values()
    known = {row.start for row in rows} | {row.finish for row in rows}
    days = {words.near_date(day, today) for day in known if day is not None}
    bold = look.face(bold=True)[1]  # dates that a move changes are bold
    dates = max([46.0, *(bold.horizontalAdvance(day) for day in days)])
    kinds = {(mark[:1], len(mark)) for mark in data.marks.values()}  # all digits are of one width
    numbers = (first + "0" * (length - 1) for first, length in kinds)
    marks = max([24.0, *(metrics.horizontalAdvance(number) for number in numbers)])
    widths = {
        PlanColumn.OWNER: min(140.0, max([64.0, *owners])) + 36,
        PlanColumn.STATUS: states + 36,
        PlanColumn.PRIORITY: priorities + 20,
        PlanColumn.SLIP: 47.0,
        PlanColumn.NUMBER: marks + 28,
        PlanColumn.PREDECESSORS: float(PREDECESSORS_WIDTH),
    }
    found: dict[PlanColumn, int] = {}
    for column in PlanColumn:
        usual = dates + 16 if column in DATE_COLUMNS else 60.0
        head = _head_width(data, look, column) if column not in USUAL else 0.0
        found[column] = round(max(widths.get(column, usual), head))
    return found


def _title_width(data: PlanScreenData, look: Look) -> int:
    """Return what the longest titles need, of the rows that stand first."""
    words = {bold: look.face(bold=bold)[1] for bold in (False, True)}
    widest = 0.0
    for row in islice(data.rows.values(), MEASURED):
        state, bold = data.state_of(row.id), row.kind is not RowKind.ITEM
        depth = state.depth if state else 0  # a sign takes as much as a step
        indent = FIRST_INDENT + INDENT * (depth if bold else max(0, depth - 1))
        widest = max(widest, indent + words[bold].horizontalAdvance(row.title))
    return round(widest) + 10


def _head_width(data: PlanScreenData, look: Look, column: PlanColumn) -> float:
    """Return what a head needs, with the name of a compared baseline where it stands there."""
    words = look.translator
    text = words.text(HEADERS[column])
    if data.compared is not None and column in COMPARED_COLUMNS:
        text = words.text("{name} ({side})", name=text, side=data.compared.name)
    return min(float(MOST_HEAD), look.face(SMALL)[1].horizontalAdvance(text) + 20)
