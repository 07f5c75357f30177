"""What a document is asked for: which one, about what, in which language, as of when, how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from csdesk.app.documents.registry import KINDS
from csdesk.app.documents.spec import Ask
from csdesk.app.error_text import error_text
from csdesk.app.queries.document_choices import (
    CustomerChoices,
    KindChoices,
    customer_choices,
    kind_choices,
)
from csdesk.app.queries.document_log import kind_name
from csdesk.app.queries.working_days import rest_days
from csdesk.domain.codes import DocumentForm, DocumentKind, Language
from csdesk.domain.errors import N_, UserError
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.dialogs.document_ways import Way
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind, Segmented
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

_FORMS = (DocumentForm.FULL, DocumentForm.SHORT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is asked to begin with; the person can change all of it but the customer."""

    kind: DocumentKind
    customer_id: int
    project_id: int | None = None
    subject_id: int | None = None


class DocumentOptions(QWidget):
    """The fields beside the pages.

    Signals: `changed()` when something else was chosen; `typed()` while it is being typed.
    """

    changed = Signal()
    typed = Signal()

    def __init__(self, services: Services, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._words = services, services.translator
        self._wanted = wanted
        self.customer: CustomerChoices = customer_choices(services.store, wanted.customer_id)
        self._kind: KindChoices | None = None
        self._rows: dict[QWidget, list[QWidget]] = {}
        self._links: list[Button] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(16, 12, 16, 12)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        text = self._words.text
        self.kind = self._combo(
            text("Document"), [(one, self._words.text(kind_name(one))) for one in KINDS]
        )
        self.project = self._combo(text("Project"), self.customer.projects)
        self.subject = self._combo(text("About"), ())
        self.language = self._combo(
            text("Language"), [(one, LANGUAGE_NAMES[one.value]) for one in Language]
        )
        self.day = QLineEdit(self)
        self.day.setProperty("form", "true")
        self.day.setFont(font(services.language))
        self.day.setText(services.today().isoformat())
        self.day.setPlaceholderText(text("24 Nov, +3, fri"))
        self._add(text("As of"), self.day)
        self.form = Segmented(
            services, [text("Full"), text("Short")], name=text("Length"), stretch=True, parent=self
        )
        self._add(text("Length"), self.form)
        self.ending = self._combo(text("Format"), ())
        self.problem = Label(services, "", size=SMALL, tone="bad", wrap=True, parent=self)
        self._grid.addWidget(self.problem, self._grid.rowCount(), 0, 1, 2)
        self.problem.hide()
        self.setFocusProxy(self.kind)
        self._choose(self.kind, wanted.kind)
        self._choose(self.project, wanted.project_id)
        self._choose(self.language, self.customer.language)
        self._fill_kind(wanted.subject_id)
        self.kind.currentIndexChanged.connect(self._on_kind)
        for combo in (self.project, self.subject, self.language, self.ending):
            combo.currentIndexChanged.connect(lambda _=0: self.changed.emit())
        self.form.chosen.connect(lambda _=0: self.changed.emit())
        self.day.textChanged.connect(lambda _="": self.typed.emit())

    @property
    def customer_id(self) -> int:
        """Whose document it is."""
        return self._wanted.customer_id

    @property
    def chosen_kind(self) -> DocumentKind:
        """The kind that is asked for."""
        return DocumentKind(self.kind.currentData())  # Qt keeps the plain text of a code

    @property
    def kind_text(self) -> str:
        """The name of the document that is asked for."""
        return self.kind.currentText()

    def ask(self) -> Ask:
        """Return what is asked for; UserError for a day that cannot be read.

        The sentence is shown under the fields too.
        """
        self.problem.hide()
        try:
            return self._ask()
        except UserError as error:
            self.problem.set_text(error_text(error, self._words))
            self.problem.show()
            raise

    def _ask(self) -> Ask:
        kind = self._kind
        if kind is None:
            raise RuntimeError("no kind is chosen")
        project_id, subject_id = self.project.currentData(), self.subject.currentData()
        return Ask(
            kind=self.chosen_kind,
            today=self._day(),
            customer_id=self._wanted.customer_id,
            project_id=project_id if kind.needs_project else None,
            subject_id=subject_id if kind.needs_subject else None,
            language=Language(self.language.currentData()),
            form=_FORMS[self.form.current] if kind.has_short_form else DocumentForm.FULL,
            ending=self.ending.currentData(),
        )

    def _day(self) -> date:
        text = self.day.text().strip()
        found: date | None = self._services.today()
        if text:
            rest = rest_days(self._services.store)
            found = parse_day(text, self._services.today(), is_rest=rest)
        if found is None:
            raise UserError(
                "day_unreadable",
                N_("{text} is no day; write it like 24 Nov, 2026-11-24 or 3 working days."),
                text=text,
            )
        return found

    def reload(self) -> None:
        """Take up what was entered meanwhile: another project, another certificate."""
        known = self.project.currentData()
        self.customer = customer_choices(self._services.store, self._wanted.customer_id)
        self._fill(self.project, self.customer.projects, known)
        self._fill_kind(None)

    def show_ways(self, ways: Sequence[Way]) -> None:
        """Show what else can be done for the document below the fields."""
        for button in self._links:
            self._grid.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._links = []
        for way in ways:
            button = Button(self._services, way.text, kind=Kind.LINK, size=SMALL, parent=self)
            button.clicked.connect(lambda _=False, run=way.run: run())
            row = self._grid.rowCount()
            self._grid.addWidget(button, row, 1, Qt.AlignmentFlag.AlignLeft)
            self._links.append(button)

    def _on_kind(self) -> None:
        self._fill_kind(None)
        self.changed.emit()

    def _fill_kind(self, subject_id: int | None) -> None:
        kind = kind_choices(
            self._services.store, self.chosen_kind, self._wanted.customer_id, self._words
        )
        self._kind = kind
        self._fill(self.subject, kind.subjects, subject_id or kind.usual)
        old = self.ending.currentData()
        names = {"pdf": "PDF", "pptx": self._words.text("PowerPoint slides")}
        self._fill(self.ending, [(one, names.get(one, one.upper())) for one in kind.endings], old)
        self._show(self.project, shown=kind.needs_project and len(self.customer.projects) > 1)
        self._show(self.subject, shown=kind.needs_subject and bool(kind.subjects))
        self._show(self.form, shown=kind.has_short_form)
        self._show(self.ending, shown=len(kind.endings) > 1)

    def _fill(self, combo: Combo, choices: Sequence[tuple[object, str]], chosen: object) -> None:
        blocked = combo.blockSignals(True)
        combo.clear()
        for value, text in choices:
            combo.addItem(text, value)
        self._choose(combo, chosen)
        combo.blockSignals(blocked)

    def _combo(self, text: str, choices: Sequence[tuple[object, str]]) -> Combo:
        combo = Combo(self._services, self)
        combo.setMinimumContentsLength(8)
        combo.setSizeAdjustPolicy(Combo.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._fill(combo, choices, None)
        self._add(text, combo)
        return combo

    def _choose(self, combo: Combo, value: object) -> None:
        combo.setCurrentIndex(max(0, combo.findData(value)) if combo.count() else -1)

    def _add(self, text: str, widget: QWidget) -> None:
        row = self._grid.rowCount()
        name = Label(self._services, text, size=SMALL, tone="muted", parent=self)
        widget.setAccessibleName(text)
        self._grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(widget, row, 1)
        self._rows[widget] = [name, widget]

    def _show(self, widget: QWidget, *, shown: bool) -> None:
        for one in self._rows[widget]:
            one.setVisible(shown)
