"""A new plan: template, the day it starts or goes live, and what that gives."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.commands.plan import apply_template
from csdesk.app.error_text import error_text
from csdesk.app.plan_preview import PlanPreview, preview_template
from csdesk.app.roles import UnfilledRole
from csdesk.app.templates import TemplateChoice, list_templates
from csdesk.domain.codes import Language, MilestoneKind, RowKind
from csdesk.domain.errors import UserError
from csdesk.domain.labels import CONTACT_ROLE_LABELS, SIDE_LABELS, USER_ROLE_LABELS
from csdesk.domain.templates import text_in
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.fonts import BASE, PANEL, SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind, Segmented
from csdesk.ui.widgets.panel import Plate
from csdesk.ui.widgets.sheet import style_sheet
from csdesk.ui.widgets.text import Label

WIDTH = 760


class NewPlanDialog(QDialog):
    """Shows what a template gives before anything is stored.

    Signals: `made()` after the plan was stored.
    """

    made = Signal()

    def __init__(self, services: Services, customer_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services, self._words = services, services.translator
        self._customer_id = customer_id
        self._templates: list[TemplateChoice] = list_templates(
            services.store, language=Language(services.language)
        )
        self.preview: PlanPreview | None = None
        words = self._words
        self.setWindowTitle(words.text("New plan"))
        self.setFixedWidth(WIDTH)
        self.setFont(font(services.language))
        self.setStyleSheet(style_sheet(services.tokens))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(Label(services, words.text("New plan"), size=PANEL, bold=True))
        body = QHBoxLayout()
        body.setSpacing(20)
        body.addWidget(self._list(), 0)
        body.addLayout(self._form(), 1)
        column.addLayout(body)
        self._problem = Label(services, "", size=SMALL, tone="bad", wrap=True)
        self._problem.hide()
        column.addWidget(self._problem)
        column.addLayout(self._buttons())
        self.templates.setCurrentRow(min(2, len(self._templates) - 1))
        self.templates.setFocus()

    @property
    def template(self) -> TemplateChoice:
        """The template that is chosen."""
        return self._templates[max(0, self.templates.currentRow())]

    def submit(self) -> None:
        """Store the plan that is shown."""
        try:
            start, go_live = self._days()
            apply_template(
                self._services.store, customer_id=self._customer_id,
                template_code=self.template.code, start=start, go_live=go_live,
                name=self.name.text().strip(),
            )  # fmt: skip
        except UserError as error:
            self._fail(error)
            return
        self.accept()
        self.made.emit()

    def _list(self) -> QListWidget:
        self.templates = QListWidget(self)
        self.templates.setObjectName("templates")
        self.templates.setAccessibleName(self._words.text("Templates"))
        self.templates.setFixedSize(260, 330)
        self.templates.setFont(font(self._services.language))
        for choice in self._templates:
            self.templates.addItem(choice.title)
        self.templates.currentRowChanged.connect(lambda _: self._refresh())
        return self.templates

    def _form(self) -> QVBoxLayout:
        services, words = self._services, self._words
        form = QVBoxLayout()
        form.setSpacing(8)
        self._about = Label(services, "", tone="muted", wrap=True)
        form.addWidget(self._about)
        self.way = Segmented(
            services, [words.text("Starts on"), words.text("Goes live on")],
            name=words.text("Which day is given"), stretch=True, height=30,
        )  # fmt: skip
        self.way.chosen.connect(lambda _: self._refresh())
        form.addWidget(self.way)
        self.day = self._line(services.today().isoformat(), "day", words.text("Day"))
        form.addWidget(self.day)
        self.name = self._line("", "name", words.text("Name of the project"))
        self.name.setPlaceholderText(words.text("Name of the project"))
        form.addWidget(self.name)
        self._plate = Plate(services, self)
        self._plate.setMinimumHeight(150)
        form.addWidget(self._plate, 1)
        return form

    def _line(self, text: str, name: str, label: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setObjectName(name)
        line.setAccessibleName(label)
        line.setProperty("form", "true")
        line.setFont(font(self._services.language))
        line.textChanged.connect(lambda _: self._refresh())
        return line

    def _buttons(self) -> QHBoxLayout:
        words = self._words
        row = QHBoxLayout()
        row.addStretch(1)
        cancel = Button(self._services, words.text("Cancel"), key="Esc")
        cancel.clicked.connect(self.reject)
        self.make = Button(
            self._services, words.text("Make the plan"), kind=Kind.PRIMARY, key=words.text("Enter")
        )
        self.make.clicked.connect(self.submit)
        row.addWidget(cancel)
        row.addWidget(self.make)
        return row

    def _days(self) -> tuple[date | None, date | None]:
        day = parse_day(self.day.text(), self._services.today())
        if day is None:
            from csdesk.domain.errors import N_

            raise UserError(
                "day_unreadable",
                N_("{text} is no day; write it like 24 Nov or 2026-11-24."),
                text=self.day.text(),
            )
        return (day, None) if self.way.current == 0 else (None, day)

    def _refresh(self) -> None:
        self._problem.hide()
        self._about.set_text(self.template.description)
        try:
            start, go_live = self._days()
            self.preview = preview_template(
                self._services.store, customer_id=self._customer_id,
                template_code=self.template.code, start=start, go_live=go_live,
            )  # fmt: skip
        except UserError as error:
            self.preview = None
            self._fail(error)
            return
        self.make.setEnabled(True)
        self._show_preview(self.preview)

    def _fail(self, error: UserError) -> None:
        self._problem.set_text(error_text(error, self._words))
        self._problem.show()
        self.make.setEnabled(False)

    def _show_preview(self, preview: PlanPreview) -> None:
        while (item := self._plate.column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words, services = self._words, self._services
        today = services.today()
        for row in preview.template.rows:
            if row.kind is not RowKind.MILESTONE:
                continue
            line = QWidget(self._plate)
            pair = QHBoxLayout(line)
            pair.setContentsMargins(0, 0, 0, 0)
            strong = row.milestone in (MilestoneKind.VALUE, MilestoneKind.GO_LIVE)
            title = text_in(row.titles, preview.language)
            pair.addWidget(Label(services, title, size=BASE, bold=strong), 1)
            day = words.date(preview.dates[row.code][1], "weekday")
            pair.addWidget(Label(services, day, size=BASE, tone="muted"))
            self._plate.column.addWidget(line)
        sentences = [words.plural("{n} action item.", "{n} action items.", self.template.items)]
        if preview.start_passed:
            sentences.append(words.text("It had to begin {day}.", day=words.date(preview.start)))
            if preview.earliest_go_live is not None:
                live = words.near_date(preview.earliest_go_live, today)
                sentences.append(words.text("Begun today it goes live {day}.", day=live))
        self._plate.column.addWidget(
            Label(services, words.sentences(sentences), size=SMALL, wrap=True,
                  tone="warn" if preview.start_passed else "muted")
        )  # fmt: skip
        if preview.unfilled_roles:
            roles = words.join([self._role(one) for one in preview.unfilled_roles])
            self._plate.column.addWidget(
                Label(services, words.text("Roles nobody fills yet: {roles}.", roles=roles),
                      size=SMALL, tone="muted", wrap=True)
            )  # fmt: skip
        self._plate.column.addStretch(1)

    def _role(self, role: UnfilledRole) -> str:
        known = {code.value: text for code, text in CONTACT_ROLE_LABELS.items()}
        known |= {code.value: text for code, text in USER_ROLE_LABELS.items()}
        name = self._words.text(known[role.role]) if role.role in known else role.role
        return f"{name} ({self._words.text(SIDE_LABELS[role.side])})"

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.make.isEnabled():
                self.submit()
            return
        super().keyPressEvent(event)
