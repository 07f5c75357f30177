"""Settings: language and colours of this machine, our company, our people."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.commands import users, workspace
from csdesk.app.imports.places import country_name
from csdesk.app.queries.mail_templates import mail_templates
from csdesk.app.queries.people import our_people
from csdesk.app.queries.working_days import our_days
from csdesk.domain.codes import CompanyStage, Language
from csdesk.domain.labels import COMPANY_STAGE_LABELS, USER_ROLE_LABELS
from csdesk.domain.records import User
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.dialogs.countries import country_field, offer_countries, with_code
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.screen import Screen
from csdesk.ui.screens.brand_card import BrandCard
from csdesk.ui.screens.overview import Card, Line
from csdesk.ui.screens.working_card import WorkingCard
from csdesk.ui.services import Services
from csdesk.ui.theme import Choice
from csdesk.ui.widgets.buttons import Button, Segmented
from csdesk.ui.widgets.kept_focus import kept_focus
from csdesk.ui.widgets.page import PageHead
from csdesk.ui.widgets.panel import Scroller
from csdesk.ui.widgets.text import Label

_THEMES: tuple[Choice, ...] = ("system", "light", "dark")


class SettingsScreen(Screen):
    """Everything here works at once; nothing waits for a button."""

    key: ClassVar[str] = "settings"
    entities: ClassVar[frozenset[str]] = frozenset(
        {"Workspace", "User", "MailTemplate", "Calendar", "DayOff"}
    )

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._head = PageHead(services, self)
        self._head.show_words(self.title())
        self._scroller = Scroller(services, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head)
        column.addWidget(self._scroller, 1)

    @override
    def title(self) -> str:
        return self.words.text("Settings")

    @override
    def load(self) -> None:
        with kept_focus(self):
            self._make()

    def _make(self) -> None:
        column = self._scroller.clear()
        column.setContentsMargins(20, 16, 16, 20)
        column.setSpacing(12)
        brand = BrandCard(self.services, self, self.load)
        for card in (
            self._machine(), self._company(), self._working(), brand.card(), self._people(),
            self._mails(),
        ):  # fmt: skip
            card.finish()
            card.setMaximumWidth(720)
            column.addWidget(card)
        column.addStretch(1)

    def _choice(
        self, card: Card, text: str, labels: Sequence[str], current: int,
        choose: Callable[[int], object],
    ) -> None:  # fmt: skip
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(Label(self.services, text), 1)
        segmented = Segmented(self.services, labels, name=text, current=current)
        segmented.chosen.connect(choose)
        row.addWidget(segmented)
        card.add_line(line)

    def _machine(self) -> Card:
        words, services = self.words, self.services
        card = Card(services, words.text("This computer"))
        codes = list(LANGUAGE_NAMES)
        self._choice(
            card, words.text("Language of the interface"), list(LANGUAGE_NAMES.values()),
            codes.index(services.language), lambda index: services.speak(codes[index]),
        )  # fmt: skip
        self._choice(
            card, words.text("Colours"),
            [words.text("As the system"), words.text("Light"), words.text("Dark")],
            _THEMES.index(services.theme.choice), lambda index: services.colour(_THEMES[index]),
        )  # fmt: skip
        self._watched(card)
        return card

    def _watched(self, card: Card) -> None:
        """Show which folder of this computer is watched, with what can be done about it."""
        words, services = self.words, self.services
        folder = services.watched_folder
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(8, 4, 8, 4)
        row.setSpacing(8)
        row.addWidget(Label(services, words.text("Folder for returned trackers")), 1)
        choose = Button(services, words.text("Choose a folder"))
        choose.clicked.connect(lambda _=False: self.choose_folder())
        row.addWidget(choose)
        if folder is not None:
            stop = Button(services, words.text("Stop watching"))
            stop.clicked.connect(lambda _=False: self._watch(None))
            row.addWidget(stop)
        card.add_line(line)
        told = words.text(
            "Trackers that appear in it are offered for review, never taken over by themselves."
        )
        if folder is not None and services.store.encrypted:
            told = words.text("Watched until the workspace is closed: it is encrypted.")
        if folder is not None:
            card.add_words(str(folder), tone="muted")
        card.add_words(told, tone="muted")

    def choose_folder(self) -> None:
        """Ask which folder is watched."""
        services = self.services
        first = services.watched_folder or services.documents
        dialog = QFileDialog(
            self.window(), self.words.text("Folder for returned trackers"), str(first)
        )
        dialog.setObjectName("watched")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda chosen: self._watch(Path(chosen)))
        dialog.open()

    def _watch(self, folder: Path | None) -> None:
        self.services.watch_folder(folder)
        self.load()

    def _company(self) -> Card:
        words, facts = self.words, self.services.store.workspace
        card = Card(
            self.services, words.text("Our company"), add=words.text("Edit"), icon="edit",
            on_add=self.edit_company,
        )  # fmt: skip
        card.add_words(facts.company or words.text("No name yet."))
        place = country_name(facts.country, words.language)
        parts = [facts.support_mail, facts.support_phone, place, facts.currency, facts.timezone]
        card.add_words(words.join([part for part in parts if part]), tone="muted")
        card.add_words(
            words.plural("Golden window: {n} day", "Golden window: {n} days", facts.golden_days),
            tone="muted",
        )
        card.add_words(str(self.services.store.path), tone="muted")
        return card

    def _working(self) -> Card:
        """Show when we work; whatever lies ahead is shown."""
        ours = our_days(self.services.store)

        def ask(what: str, record: object) -> Callable[[], object]:
            return lambda: self.edit_working(what, record)

        ahead = WorkingCard(
            self.services, self.services.today(), ask, lambda _card, _name, days: list(days)
        )
        return ahead.card(ours)

    def edit_working(self, what: str, record: object) -> None:
        """Change our working week (`week`), or days off: a stretch that is known, or new ones."""
        from csdesk.ui.dialogs.days_off import days_off_form, week_form

        if what == "week":
            week_form(self.services, our_days(self.services.store), self).open()
        elif isinstance(record, Sequence):
            days_off_form(self.services, None, record, self).open()

    def _people(self) -> Card:
        words = self.words
        card = Card(
            self.services, words.text("Our people"), add=words.text("Colleague"),
            on_add=lambda: self.edit_user(None),
        )  # fmt: skip
        for user in our_people(self.services.store):
            role = words.text(USER_ROLE_LABELS[user.role])
            right = "" if user.active else words.text("not active")
            facts = words.join([part for part in (role, user.mail) if part])
            line = Line(self.services, user.name, facts, right)
            line.opened.connect(lambda u=user: self.edit_user(u))
            card.add_line(line)
        return card

    def _mails(self) -> Card:
        """Show which texts of mails are ours; the editor opens from here."""
        words = self.words
        card = Card(
            self.services, words.text("Mail texts"), add=words.text("Edit"), icon="edit",
            on_add=self.edit_mails,
        )  # fmt: skip
        own = [one for one in mail_templates(self.services.store) if one.own]
        told = words.text("The mails that go with documents, in three languages.")
        card.add_words(told)
        names = list(dict.fromkeys(words.text(one.name) for one in own))
        text = words.text("Own texts: {names}", names=words.join(names))
        card.add_words(text if own else words.text("All as csdesk has them."), tone="muted")
        return card

    def edit_mails(self) -> None:
        """Open the editor of the mails' texts."""
        from csdesk.ui.dialogs.mail_templates import MailTemplatesDialog

        MailTemplatesDialog(self.services, self).open()

    def edit_company(self) -> None:
        """Change our facts and the defaults of new customers."""
        words, store = self.words, self.services.store
        facts = store.workspace
        languages = [(Language(code), name) for code, name in LANGUAGE_NAMES.items()]
        others = {code: name for code, name in facts.company_names.items() if name != facts.company}
        stages = [(code, words.text(text)) for code, text in COMPANY_STAGE_LABELS.items()]
        fields = [
            Field(key="company", text=words.text("Company name"), value=facts.company,
                  needed=True),
            *(
                Field(key=f"company_{code}", row=0, value=others.get(code, ""),
                      text=words.text("Name in {language}", language=name))
                for code, name in LANGUAGE_NAMES.items()
            ),
            Field(key="support_mail", text=words.text("Mail on documents"),
                  value=facts.support_mail, row=1),
            Field(key="support_phone", text=words.text("Phone on documents"),
                  value=facts.support_phone, row=1),
            Field(key="language", text=words.text("Language of documents"), takes=Input.CHOICE,
                  choices=languages, value=facts.language, row=2),
            country_field(words, words.text("Country"), facts.country, row=2),
            Field(key="currency", text=words.text("Currency"), value=facts.currency, row=2),
            Field(key="timezone", text=words.text("Time zone"), value=facts.timezone, row=3),
            Field(key="golden_days", text=words.text("Golden window, days"), takes=Input.NUMBER,
                  value=facts.golden_days, row=3),
            Field(key="stage", text=words.text("Modules"), takes=Input.CHOICE, choices=stages,
                  value=facts.stage or CompanyStage.BASIC),
        ]  # fmt: skip

        def save(values: Any) -> object:
            days = values["golden_days"]
            changes = {**with_code(values), "golden_days": 90 if days is None else int(days)}
            given = {code: changes.pop(f"company_{code}") for code in LANGUAGE_NAMES}
            changes["company_names"] = {code: name for code, name in given.items() if name}
            return workspace.update(store, **changes)

        form = FormDialog(self.services, words.text("Our company"), fields, save, parent=self)
        offer_countries(form, words)
        form.open()

    def edit_user(self, user: User | None) -> None:
        """Add or change one of our people."""
        words, store = self.words, self.services.store
        roles = [(code, words.text(text)) for code, text in USER_ROLE_LABELS.items()]
        fields = [
            Field(key="name", text=words.text("Name"), value=user and user.name, needed=True,
                  row=1, stretch=2),
            Field(key="name_alt", text=words.text("In the other script"),
                  value=user and user.name_alt, row=1),
            Field(key="role", text=words.text("Role"), takes=Input.CHOICE, choices=roles,
                  value=user.role if user else roles[2][0]),
            Field(key="mail", text=words.text("Mail address"), value=user and user.mail, row=2),
            Field(key="phone", text=words.text("Phone"), value=user and user.phone, row=2),
            Field(key="weekly_hours", text=words.text("Hours a week"), takes=Input.NUMBER,
                  value=user and user.weekly_hours, row=3),
            Field(key="active", text=words.text("Active"), takes=Input.CHECK,
                  value=user.active if user else True),
        ]  # fmt: skip
        if user is None:
            form = FormDialog(self.services, words.text("New colleague"), fields,
                              lambda v: users.create(store, **v), parent=self)  # fmt: skip
        else:
            known = user.id
            form = FormDialog(self.services, words.text("Colleague"), fields,
                              lambda v: users.update(store, user_id=known, **v),
                              parent=self)  # fmt: skip
        form.open()
