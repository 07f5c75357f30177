"""The form of a new workspace: six fields, all prefilled but the company, and a password."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from csdesk.domain.codes import CompanyStage, Language
from csdesk.domain.errors import UserError
from csdesk.domain.file_names import safe_name
from csdesk.domain.labels import COMPANY_STAGE_LABELS
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.fonts import SMALL, TITLE, font
from csdesk.ui.screens.first_run_parts import FileFrame, Rule, Sign
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind, Segmented
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.combo import Combo
from csdesk.ui.widgets.text import Label

COUNTRIES = ("CN", "TW", "HK", "US", "GB", "DE", "FR", "JP", "SG", "AU")
GAP = 16


class NewWorkspaceForm(QWidget):
    """Asks what a workspace starts with.

    Signals: `made(path, NewWorkspace, password)`; the password is "" for a file that anyone may
    open.
    """

    made = Signal(object, object, str)

    def __init__(self, services: Services, parent: QWidget) -> None:
        from csdesk.app.workspace import can_encrypt, system_defaults

        super().__init__(parent)
        self.services, self.words = services, services.translator
        self._defaults = system_defaults()
        self._folder = Path.home() / "Documents"
        self._file: Path | None = None
        self._dropped = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._add_head()
        self._add_people()
        self._add_places()
        self._add_file()
        self._add_password(can=can_encrypt())
        self._add_foot()
        self._column.addStretch(1)

    def submit(self) -> None:
        """Hand out what the form says, or say what is missing at its field."""
        from csdesk.app.workspace import NewWorkspace

        words = self.words
        self._refuse(None, "")
        company = self.company.text().strip()
        if not company:
            self._refuse(self.company, words.text("Type the name of your company first."))
            return
        if self.protect.isChecked() and not self._password_fits():
            return
        country = str(self.country.currentData())
        zone, currency = self._zone_and_currency(country)
        facts = NewWorkspace(
            company=company,
            user=self.person.text().strip() or "me",
            mail=self.mail.text().strip(),
            language=list(Language)[self.language.current],
            country=country,
            currency=currency,
            timezone=zone,
            stage=list(CompanyStage)[self.stage.current],
        )
        path = self.path()
        path.parent.mkdir(parents=True, exist_ok=True)
        self.made.emit(path, facts, self.password.text() if self.protect.isChecked() else "")

    def path(self) -> Path:
        """Return where the new workspace will lie."""
        if self._file is not None:
            return self._file
        return self._folder / f"{safe_name(self.company.text(), 'csdesk')}.csdesk"

    def take_file(self, name: str) -> None:
        """Let the workspace lie there."""
        self._file = Path(name)
        self._where.set_text(self._shown_path())

    def show_dropped(self, name: str) -> None:
        """Say that this table is imported once the workspace is made."""
        self._dropped = name
        if name:
            self._drop_words.set_text(
                self.words.text("{name} is imported once the workspace is made.", name=name)
            )

    def state(self) -> dict[str, Any]:
        """Return what was filled in, for the form that takes this one's place."""
        return {
            "company": self.company.text(),
            "person": self.person.text(),
            "mail": self.mail.text(),
            "language": self.language.current,
            "country": self.country.currentIndex(),
            "stage": self.stage.current,
            "file": self._file,
            "dropped": self._dropped,
            "protect": self.protect.isChecked(),
            "password": self.password.text(),
            "again": self.again.text(),
        }

    def restore(self, state: Mapping[str, Any]) -> None:
        """Take up what was filled in before."""
        for key in ("company", "person", "mail", "password", "again"):
            getattr(self, key).setText(state[key])
        self.language.show_choice(state["language"])
        self.country.setCurrentIndex(state["country"])
        self.stage.show_choice(state["stage"])
        self.protect.setChecked(state["protect"])
        self.show_dropped(state["dropped"])
        if state["file"] is not None:
            self.take_file(str(state["file"]))

    def _add_head(self) -> None:
        words, services = self.words, self.services
        self._column.addWidget(Label(services, words.text("New workspace"), size=TITLE, bold=True))
        self._column.addSpacing(2)
        line = words.text("Everything here can be changed later in Settings.")
        self._column.addWidget(Label(services, line, tone="muted"))
        self._column.addSpacing(24)

    def _add_people(self) -> None:
        words = self.words
        self.company = self._line("", "company")
        self.person = self._line(self._defaults.user, "person")
        self.person.setAccessibleName(words.text("Your name"))
        self.mail = self._line(self._defaults.mail, "mail")
        self.mail.setAccessibleName(words.text("Your e-mail"))
        self._group(words.text("Company name, as customers see it on documents"), self.company)
        self._group(
            words.text("Your name and e-mail, for owners and signatures"),
            self._pair(self.person, self.mail, 3, 7),
        )

    def _add_places(self) -> None:
        words, services = self.words, self.services
        asked = words.text("Language of documents for new customers")
        self.language = Segmented(
            services, list(LANGUAGE_NAMES.values()), name=asked,
            current=list(Language).index(self._defaults.language), stretch=True, height=32,
        )  # fmt: skip
        self._group(asked, self.language)
        self.country = Combo(services, self)
        self.country.setObjectName("country")
        for code in dict.fromkeys((self._defaults.country, *COUNTRIES)):
            self.country.addItem(self._country(code), code)
        hint = self._group(words.text("Working days and holidays"), self.country, self._published())
        self.country.currentIndexChanged.connect(lambda: hint.set_text(self._published()))
        stages = [words.text(text) for text in COMPANY_STAGE_LABELS.values()]
        self.stage = Segmented(
            services, stages, name=words.text("Start with"), stretch=True, height=32
        )
        self._group(
            words.text("Start with"), self.stage,
            words.text("Customers, plans, meetings, requests. Switch on more later."),
        )  # fmt: skip

    def _add_file(self) -> None:
        words, services = self.words, self.services
        where = FileFrame(services, self)
        row = QHBoxLayout(where)
        row.setContentsMargins(34, 0, 10, 0)
        row.setSpacing(8)
        self._where = Label(services, self._shown_path()).shrink()
        change = Button(services, words.text("Change"), kind=Kind.LINK)
        change.clicked.connect(self._change_file)
        row.addWidget(self._where, 1)
        row.addWidget(change)
        where.setFixedHeight(32)
        self.company.textChanged.connect(lambda: self._where.set_text(self._shown_path()))
        self._group(words.text("File"), where, gap=8)

    def _add_password(self, *, can: bool) -> None:
        words, services = self.words, self.services
        self.protect = Check(
            services, words.text("Protect with a password"), size=SMALL, parent=self
        )
        self.protect.setObjectName("protect")
        self.protect.setEnabled(can)
        self._column.addWidget(self.protect)
        if not can:
            self._column.addSpacing(4)
            reason = words.text(
                "There is no library for encryption on this system; encrypt its disk instead."
            )
            self._column.addWidget(Label(services, reason, size=SMALL, tone="muted", wrap=True))
        self.password = self._secret("password", words.text("Password"))
        self.again = self._secret("again", words.text("Once more"))
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._pair(self.password, self.again, 1, 1))
        warning = words.text("Without it nobody can open the file or its backups, ever.")
        column.addWidget(Label(services, warning, size=SMALL, tone="muted", wrap=True))
        box.hide()
        self.protect.toggled.connect(box.setVisible)
        self.protect.toggled.connect(lambda on: self.password.setFocus() if on else None)
        self._column.addWidget(box)

    def _add_foot(self) -> None:
        words, services = self.words, self.services
        self.problem = Label(services, "", size=SMALL, tone="bad", wrap=True)
        self.problem.hide()
        self._column.addSpacing(8)
        self._column.addWidget(self.problem)
        self._column.addSpacing(GAP)
        self._column.addWidget(Rule(services, self))
        self._column.addSpacing(GAP)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self._drop_words = Label(
            services, words.text("Closed deals as CSV? Drop the file here."),
            size=SMALL, tone="muted", wrap=True,
        )  # fmt: skip
        make = Button(
            services, words.text("Create workspace"), kind=Kind.PRIMARY, key=words.text("Enter"),
            height=32,
        )  # fmt: skip
        make.setObjectName("create")
        make.clicked.connect(self.submit)
        foot.addWidget(Sign(services, "upload", self))
        foot.addWidget(self._drop_words, 1, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(make)
        self._column.addLayout(foot)

    def _line(self, text: str, name: str) -> QLineEdit:
        line = QLineEdit(text, self)
        line.setObjectName(name)
        line.setProperty("form", "true")
        line.setFont(font(self.services.language))
        line.returnPressed.connect(self.submit)
        return line

    def _secret(self, name: str, text: str) -> QLineEdit:
        line = self._line("", name)
        line.setEchoMode(QLineEdit.EchoMode.Password)
        line.setPlaceholderText(text)
        line.setAccessibleName(text)
        return line

    def _pair(self, left: QWidget, right: QWidget, one: int, other: int) -> QWidget:
        pair = QWidget(self)
        grid = QGridLayout(pair)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.addWidget(left, 0, 0)
        grid.addWidget(right, 0, 1)
        grid.setColumnStretch(0, one)
        grid.setColumnStretch(1, other)
        return pair

    def _group(self, text: str, widget: QWidget, hint: str = "", *, gap: int = GAP) -> Label:
        """Add a field under its words; returns the label of its hint."""
        below = Label(self.services, hint, size=SMALL, tone="muted")
        below.shrink()
        self._column.addWidget(Label(self.services, text, size=SMALL, tone="muted").shrink())
        self._column.addSpacing(6)
        self._column.addWidget(widget)
        if not widget.accessibleName():
            widget.setAccessibleName(text)
        if hint:
            self._column.addSpacing(4)
            self._column.addWidget(below)
        self._column.addSpacing(gap)
        return below

    def _password_fits(self) -> bool:
        from csdesk.app.error_text import error_text
        from csdesk.app.workspace import checked_password

        words, short = self.words, ""
        try:
            checked_password(self.password.text())
        except UserError as error:
            short = error_text(error, words)
        if not self.password.text():
            self._refuse(self.password, words.text("Type a password, or take the tick away."))
        elif short:
            self._refuse(self.password, short)
        elif self.password.text() != self.again.text():
            self._refuse(self.again, words.text("The two passwords differ: type them again."))
        else:
            return True
        return False

    def _refuse(self, field: QLineEdit | None, sentence: str) -> None:
        """Show what is wrong at a field, or that nothing is."""
        for one in (self.company, self.password, self.again):
            one.setProperty("wrong", "true" if one is field else "false")
            one.style().unpolish(one)
            one.style().polish(one)
        self.problem.set_text(sentence)
        self.problem.setVisible(bool(sentence))
        if field is not None:
            field.setFocus()

    def _zone_and_currency(self, country: str) -> tuple[str, str]:
        """Return what a country says; the machine knows better about its own."""
        from babel.numbers import get_territory_currencies

        from csdesk.app.imports.places import zone_of

        defaults = self._defaults
        if country == defaults.country:
            return defaults.timezone, defaults.currency
        currencies = get_territory_currencies(country) or [defaults.currency]
        return zone_of(country) or defaults.timezone, currencies[0]

    def _country(self, code: str) -> str:
        from babel import Locale

        from csdesk.domain.calendar import standard_week

        name = Locale.parse(self.words.language).territories.get(code, code)
        if code not in COUNTRIES and standard_week(code) != "1111100":
            return str(name)
        return self.words.text("{country}, Monday to Friday", country=name)

    def _published(self) -> str:
        """Say which holidays are known of the country that is chosen."""
        from csdesk.domain.calendar import WorkCalendar, standard_week

        words, country = self.words, str(self.country.currentData())
        calendar = WorkCalendar(country=country, week=standard_week(country))
        if not calendar.holidays_known:
            return words.text(
                "Holidays of this country are not known here: only weekends are days off."
            )
        first = self.services.clock.today("UTC").year
        years = range(first, first + 3)
        missing = [year for year in years if not calendar.is_published(year)]
        known = [str(year) for year in years if year not in missing]
        if not missing:
            return words.text("Public holidays of this country.")
        parts = [words.text("{year} is not published yet.", year=missing[0])]
        if known and country == "CN":
            text = words.text("{years} with make-up working days.", years=words.join(known))
            parts.insert(0, text)
        return words.sentences(parts)

    def _shown_path(self) -> str:
        path = self.path()
        return f"{path.parent.name} / {path.name}"

    def _change_file(self) -> None:
        dialog = QFileDialog(self, self.words.text("File"), str(self.path()), "csdesk (*.csdesk)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("csdesk")
        dialog.fileSelected.connect(self.take_file)
        dialog.open()
