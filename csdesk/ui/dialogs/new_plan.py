"""A plan from a template: forward from a start or back from go-live, with its dates at once."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from csdesk.app.error_text import error_text
from csdesk.app.queries.plan_choices import first_work_day
from csdesk.app.queries.working_days import rest_days
from csdesk.domain.codes import Language, RowKind
from csdesk.domain.errors import UserError
from csdesk.domain.labels import CONTACT_ROLE_LABELS, USER_ROLE_LABELS
from csdesk.domain.templates import text_in
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.fonts import PANEL, SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind, Segmented
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label

if TYPE_CHECKING:
    from csdesk.app.plan_preview import PlanPreview
    from csdesk.app.roles import UnfilledRole

START, GO_LIVE = 0, 1


class NewPlanDialog(QDialog):
    """Asks for template, day and name, and shows what they give before anything is stored.

    `open()` it; it deletes itself when closed. Signals: `made(project id)` after the commit.
    """

    made = Signal(int)

    def __init__(
        self, services: Services, *, customer_id: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._words = services, services.translator
        self._customer_id = customer_id
        self._preview: PlanPreview | None = None
        self.setWindowTitle(self._words.text("New plan"))
        self.setFont(font(services.language))
        self.setStyleSheet(style_sheet(services.tokens))
        self.resize(860, 560)
        self._build()
        self.templates.setCurrentRow(self._usual())
        self._refresh()

    def _build(self) -> None:
        from csdesk.app.templates import list_templates

        words = self._words
        page = QVBoxLayout(self)
        page.setContentsMargins(24, 20, 24, 20)
        page.setSpacing(12)
        page.addWidget(Label(self._services, words.text("New plan"), size=PANEL, bold=True))
        body = QHBoxLayout()
        body.setSpacing(24)
        self.templates = QListWidget()
        self.templates.setAccessibleName(words.text("Template"))
        self.templates.setFont(font(self._services.language))
        self.templates.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.templates.setFixedWidth(300)
        self.templates.setSpacing(2)
        self.choices = list_templates(
            self._services.store, language=Language(self._services.language)
        )
        for choice in self.choices:
            item = QListWidgetItem(choice.title)
            item.setToolTip(choice.description)
            self.templates.addItem(item)
        self.templates.currentRowChanged.connect(lambda _row: self._refresh())
        body.addWidget(self.templates)
        body.addLayout(self._build_right(), 1)
        page.addLayout(body, 1)
        self._problem = Label(self._services, "", tone="bad", wrap=True)
        page.addWidget(self._problem)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        cancel = Button(self._services, words.text("Cancel"), key="Esc")
        cancel.clicked.connect(self.reject)
        row.addWidget(cancel)
        self.accept_button = Button(
            self._services, words.text("Make plan"), kind=Kind.PRIMARY, key=words.text("Enter")
        )
        self.accept_button.clicked.connect(self._make)
        row.addWidget(self.accept_button)
        page.addLayout(row)

    def _build_right(self) -> QVBoxLayout:
        words = self._words
        right = QVBoxLayout()
        right.setSpacing(8)
        self._about = Label(self._services, "", tone="muted", wrap=True)
        right.addWidget(self._about)
        self.way = Segmented(
            self._services,
            [words.text("Starts on"), words.text("Live on")],
            name=words.text("Which day is fixed"),
        )
        self.way.chosen.connect(lambda _index: self._refresh())
        days = QHBoxLayout()
        days.setSpacing(8)
        days.addWidget(self.way)
        first = first_work_day(self._services.store, customer_id=self._customer_id)
        self.day = self._line(words.text("Day"), first.isoformat())
        self.day.setPlaceholderText(words.text("24 Nov, +3, fri"))
        self.day.setMaximumWidth(140)
        self.day.textChanged.connect(lambda _text: self._refresh())
        days.addWidget(self.day)
        self._day_words = Label(self._services, "", tone="muted")
        days.addWidget(self._day_words, 1)
        right.addLayout(days)
        called = words.text("Name of the project")
        right.addWidget(Label(self._services, called, size=SMALL, tone="muted"))
        self.name = self._line(called, "")
        right.addWidget(self.name)
        right.addSpacing(8)
        self._dates = QVBoxLayout()
        self._dates.setSpacing(4)
        right.addLayout(self._dates)
        self._remarks = Label(self._services, "", tone="warn", wrap=True)
        right.addWidget(self._remarks)
        right.addStretch(1)
        return right

    def _line(self, name: str, text: str) -> QLineEdit:
        line = QLineEdit(text)
        line.setFont(font(self._services.language))
        line.setProperty("form", "true")
        line.setAccessibleName(name)
        return line

    def _usual(self) -> int:
        codes = [choice.code for choice in self.choices]
        return codes.index("standard-60") if "standard-60" in codes else 0

    def _code(self) -> str:
        row = self.templates.currentRow()
        return self.choices[row].code if row >= 0 else ""

    def _refresh(self) -> None:
        """Lay the plan out anew; a short pure computation of one template."""
        from csdesk.app.plan_preview import preview_template

        code = self._code()
        choice = next((one for one in self.choices if one.code == code), None)
        self._about.set_text(choice.description if choice else "")
        if choice is not None:
            self.name.setPlaceholderText(choice.title)
        day = self._day()
        self._preview = None
        self._problem.set_text("")
        if day is None:
            self._problem.set_text(
                self._words.text(
                    "{text} is no day; write it like 24 Nov, 2026-11-24 or 3 working days.",
                    text=self.day.text(),
                )
            )
        elif choice is not None:
            self._day_words.set_text(self._words.date(day, "full"))
            live = self.way.current == GO_LIVE
            try:
                self._preview = preview_template(
                    self._services.store,
                    customer_id=self._customer_id,
                    template_code=code,
                    start=None if live else day,
                    go_live=day if live else None,
                )
            except UserError as error:
                self._problem.set_text(error_text(error, self._words))
            if self._preview is not None:  # the project is called as its customer reads it
                titles = self._preview.template.titles
                self.name.setPlaceholderText(text_in(titles, self._preview.language))
        self._problem.setVisible(bool(self._problem.text))
        self._show_dates()
        self.accept_button.setEnabled(self._preview is not None)

    def _show_dates(self) -> None:
        while self._dates.count():
            taken = self._dates.takeAt(0)
            widget = taken.widget() if taken is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        preview = self._preview
        if preview is None:
            self._remarks.set_text("")
            self._remarks.hide()
            return
        from csdesk.domain.templates import text_in

        today = self._services.today()
        lines = [(self._words.text("Start"), preview.start, False)]
        for row in preview.template.rows:
            if row.kind is RowKind.MILESTONE and row.code in preview.dates:
                title = text_in(row.titles, preview.language)
                lines.append((title, preview.dates[row.code][1], row.milestone == "value"))
        for title, day, bold in lines:
            self._dates.addWidget(self._date_line(title, self._words.near_date(day, today), bold))
        remarks = self._remarks_of(preview)
        self._remarks.set_text(self._words.sentences(remarks))
        self._remarks.setVisible(bool(remarks))

    def _date_line(self, title: str, day: str, bold: bool) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Label(self._services, title, bold=bold), 1)
        row.addWidget(Label(self._services, day, bold=bold, right=True))
        return line

    def _remarks_of(self, preview: "PlanPreview") -> list[str]:
        text, remarks = self._words.text, []
        if preview.start_passed and self.way.current == GO_LIVE:
            day = self._words.date(preview.start)
            remarks.append(text("The plan had to begin on {day}, which has passed.", day=day))
            if preview.earliest_go_live is not None:
                live = self._words.date(preview.earliest_go_live)
                remarks.append(text("Starting today it is live on {day}.", day=live))
        if preview.unfilled_roles:
            names = self._words.join([self._role(one) for one in preview.unfilled_roles])
            remarks.append(text("Nobody has these roles yet: {roles}.", roles=names))
        return remarks

    def _role(self, one: "UnfilledRole") -> str:
        labels = {code.value: label for code, label in CONTACT_ROLE_LABELS.items()}
        if one.side == "us":
            labels = {code.value: label for code, label in USER_ROLE_LABELS.items()}
        return self._words.text(labels.get(one.role, one.role))

    def _day(self) -> date | None:
        rest = rest_days(self._services.store)
        return parse_day(self.day.text(), self._services.today(), is_rest=rest)

    def _make(self) -> None:
        from csdesk.app.commands import plan

        preview = self._preview
        day = self._day()
        if preview is None or day is None:
            return
        live = self.way.current == GO_LIVE
        try:
            applied = plan.apply_template(
                self._services.store,
                customer_id=self._customer_id,
                template_code=self._code(),
                start=None if live else day,
                go_live=day if live else None,
                name=self.name.text(),
            )
        except UserError as error:
            self._problem.set_text(error_text(error, self._words))
            self._problem.show()
            return
        self.made.emit(applied.project.id)
        self.accept()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._make()
            return
        super().keyPressEvent(event)
