"""What a foreign spreadsheet would bring, as tables: its rows, things to know."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from csdesk.domain.codes import Status
from csdesk.domain.errors import N_
from csdesk.domain.labels import STATUS_LABELS
from csdesk.ui.fonts import font
from csdesk.ui.models.list_model import ListModel
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.app.imports.foreign_lists import ListPreview
    from csdesk.app.imports.foreign_plan import ForeignPreview
    from csdesk.app.imports.foreign_rows import ForeignRow, Told

Index = QModelIndex | QPersistentModelIndex
ROW, TITLE, KIND, START, FINISH, DAYS, STATUS, OWNER = range(8)
_HEADS = (
    N_("Row"), N_("Name or title"), N_("Kind"), N_("Start"), N_("Target date"), N_("Days"),
    N_("Status"), N_("Owner"),
)  # fmt: skip
_CHANGES = {"new": N_("new"), "changed": N_("changed"), "same": ""}


class ForeignRowModel(ListModel["tuple[ForeignRow, str]"]):
    """Rows as they were read, with what each is beside the plan that is there."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        words = services.translator
        super().__init__([words.text(head) for head in _HEADS], right=(ROW, DAYS), parent=parent)
        self._services, self._words = services, words

    def show_preview(self, preview: "ForeignPreview") -> None:
        """Show the rows of a plan; an update says which are new or changed."""
        update = preview.project.mode == "update"
        changes = [one.change for one in preview.project.rows]
        rows = preview.read.rows
        marks = [_CHANGES[one] if update else "" for one in changes]
        self.show_rows(list(zip(rows, marks, strict=True)))

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one, _ = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole and index.column() == TITLE:
            return "    " * (one.level - 1) + self.text(self.rows[index.row()], TITLE)
        if role == Qt.ItemDataRole.FontRole and one.summary:
            return font(self._services.language, bold=True)
        return super().data(index, role)

    @override
    def text(self, row: "tuple[ForeignRow, str]", column: int) -> str:
        one, mark = row
        words = self._words
        if column == ROW:
            return str(one.row) if one.row else ""
        if column == TITLE:
            return f"{one.title}  ({words.text(mark)})" if mark else one.title
        if column == KIND:
            kinds = (N_("phase"), N_("milestone"), N_("item"))
            return words.text(kinds[0 if one.summary else 1 if one.milestone else 2])
        if column in (START, FINISH):
            return self._day(one.start if column == START else one.finish)
        if column == DAYS:
            known = one.minutes is not None and not one.summary
            return f"{(one.minutes or 0) / 480:g}" if known else ""
        if column == STATUS:
            return words.text(STATUS_LABELS[Status(one.status)]) if one.status else ""
        return words.join(list(one.owners))

    def _day(self, day: date | None) -> str:
        return "" if day is None else self._words.date(day)


class ForeignEntryModel(ListModel["tuple[int, str, str]"]):
    """Risks, people or decisions: the row, what it is called, new or changed."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        self._words = words = services.translator
        heads = [words.text("Row"), words.text("Name or title"), words.text("Change")]
        super().__init__(heads, right=(0,), parent=parent)

    def show_preview(self, preview: "ListPreview") -> None:
        """Show the entries of a list."""
        self.show_rows([(one.row, _called(one.record), one.change) for one in preview.rows])

    @override
    def text(self, row: tuple[int, str, str], column: int) -> str:
        number, title, change = row
        if column == 2:
            return self._words.text(_CHANGES[change]) if _CHANGES[change] else ""
        return str(number) if column == 0 else title


class ToldModel(ListModel["Told"]):
    """What is to know about the file, a sentence each."""

    def __init__(self, services: Services, parent: QObject | None = None) -> None:
        self._words = services.translator
        super().__init__([self._words.text("To know about the file")], parent=parent)

    def show_told(self, told: "Sequence[Told]") -> None:
        """Show other sentences."""
        self.show_rows(list(told))

    @override
    def text(self, row: "Told", column: int) -> str:
        return row.text(self._words)


def _called(record: object) -> str:
    for name in ("name", "title", "what"):
        if text := getattr(record, name, ""):
            return str(text)
    return ""
