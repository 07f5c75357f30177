"""Copying rows into another plan: which project, from which day, and what was left behind."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from typing_extensions import override

from csdesk.app.commands import row_copies
from csdesk.app.queries.plan_choices import link_words, project_choices
from csdesk.app.queries.working_days import rest_days
from csdesk.domain.records import Dependency
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.dialogs.plan_table import RecordTable, TableColumn
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.models.cells import Tone, cell
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Kind
from csdesk.ui.widgets.text import Label


class CopyDialog(PlanDialog):
    """Type to narrow the list of projects, Enter copies.

    Signals: `copied(CopiedRows)` after the commit.
    """

    copied = Signal(object)

    def __init__(
        self,
        services: Services,
        *,
        project_id: int,
        row_ids: Sequence[int],
        parent: QWidget | None = None,
    ) -> None:
        words = services.translator
        title = words.plural("Copy {n} row to", "Copy {n} rows to", len(row_ids))
        super().__init__(services, title, width=600, height=480, parent=parent)
        self._row_ids = list(row_ids)
        self._choices = project_choices(services.store, project_id=project_id)
        self.search = self._line(words.text("Customer or project"))
        self.search.setPlaceholderText(words.text("Customer or project"))
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.body.addWidget(self.search)
        self.table = RecordTable(
            services,
            [
                TableColumn(text=words.text("Customer name"), width=220),
                TableColumn(text=words.text("Project")),
                TableColumn(text=words.text("Code"), width=90),
            ],
            words.text("Projects"),
        )
        self.table.opened.connect(lambda _: self.copy())
        self.body.addWidget(self.table, 1)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Label(services, words.text("They start on"), size=SMALL, tone="muted"))
        self.day = self._line(words.text("They start on"))
        self.day.setPlaceholderText(words.text("24 Nov, +3, fri"))
        self.day.setFixedWidth(160)
        row.addWidget(self.day)
        hint = words.text("Leave empty to keep the dates; another plan begins with its project.")
        row.addWidget(Label(services, hint, size=SMALL, tone="muted", wrap=True), 1)
        self.body.addLayout(row)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.button(words.text("Cancel"), self.reject, key="Esc"))
        self.copy_button = self.button(
            words.text("Copy"), self.copy, kind=Kind.PRIMARY, key=words.text("Enter")
        )
        self.buttons.addWidget(self.copy_button)
        self._show()
        self.search.setFocus()

    def copy(self) -> None:
        """Copy into the chosen project."""
        key, words = self.table.key(), self.words
        text = self.day.text().strip()
        rest = rest_days(self.services.store)
        day = parse_day(text, self.services.today(), day_first=not words.is_chinese, is_rest=rest)
        if text and day is None:
            self.problem.set_text(
                words.text(
                    "{text} is no day; write it like 24 Nov, 2026-11-24 or 3 working days.",
                    text=text,
                )
            )
            self.problem.show()
            return
        if not isinstance(key, int):
            return

        def run() -> None:
            made = row_copies.copy(
                self.services.store, row_ids=self._row_ids, project_id=key, start=day
            )
            self.copied.emit(made)

        if self.attempt(run):
            self.accept()

    def _line(self, name: str) -> QLineEdit:
        line = QLineEdit()
        line.setFont(font(self.services.language))
        line.setProperty("form", "true")
        line.setAccessibleName(name)
        return line

    def _show(self) -> None:
        wanted = self.search.text().strip().casefold()
        found = [
            one
            for one in self._choices
            if wanted in f"{one.customer} {one.name} {one.code}".casefold()
        ]
        self.table.show_rows(
            [
                (
                    one.project_id,
                    (
                        cell(one.customer),
                        cell(one.name, bold=one.is_own,
                             remark=self.words.text("this plan") if one.is_own else ""),
                        cell(one.code, Tone.MUTED),
                    ),
                )
                for one in found
            ]
        )  # fmt: skip
        self.copy_button.setEnabled(bool(found))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.copy()
            return
        super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up and down in the search field move in the list."""
        if (
            watched is self.search
            and event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            QApplication.sendEvent(self.table, event)
            return True
        return super().eventFilter(watched, event)


class DroppedLinks(PlanDialog):
    """Lists the links that led out of what was copied."""

    def __init__(
        self,
        services: Services,
        *,
        project_id: int,
        links: Sequence[Dependency],
        parent: QWidget | None = None,
    ) -> None:
        words = services.translator
        title = words.plural("{n} link was not copied", "{n} links were not copied", len(links))
        super().__init__(services, title, width=520, height=320, parent=parent)
        note = words.text("They lead to rows that were not copied with them.")
        self.body.addWidget(Label(services, note, tone="muted", wrap=True))
        self.table = RecordTable(
            services, [TableColumn(text=words.text("Link"))], words.text("Links")
        )
        lines = link_words(services.store, project_id=project_id, links=links)
        self.table.show_rows([(line, (cell(line),)) for line in lines])
        self.body.addWidget(self.table, 1)
        self.buttons.addStretch(1)
        self.buttons.addWidget(
            self.button(words.text("Close"), self.accept, kind=Kind.PRIMARY, key="Esc")
        )
