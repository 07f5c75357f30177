"""The people of a customer: theirs, third parties', who has left, and who is missing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csdesk.app.commands import contacts, manager_checks
from csdesk.app.manager_check_text import proposal_texts
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.stakeholders import CheckedProject, Stakeholders, load_stakeholders
from csdesk.app.roles import UnfilledRole
from csdesk.domain.codes import ContactChannel, ContactRole, Language, Side
from csdesk.domain.errors import N_
from csdesk.domain.labels import (
    CONTACT_CHANNEL_LABELS,
    CONTACT_ROLE_LABELS,
    SIDE_LABELS,
    STRENGTH_LABELS,
)
from csdesk.domain.manager_check import QUESTIONS
from csdesk.domain.records import Contact
from csdesk.ui.actions import ActionSpec
from csdesk.ui.screens.overview import Card, Line
from csdesk.ui.screens.people_parts import Offer, PersonLine
from csdesk.ui.services import Services
from csdesk.ui.widgets.kept_focus import kept_focus
from csdesk.ui.widgets.panel import Scroller


class People(QWidget):
    """Lists people by side; every line opens the person.

    Signals: `asked(editor, record)`, as the overview has it.
    """

    asked = Signal(str, object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = services.translator
        self._page: CustomerPage | None = None
        self._checks: tuple[CheckedProject, ...] = ()
        self._next_follow_up: Callable[[], object] | None = None  # of the first proposal left
        self._scroller = Scroller(services, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller)

    def show_page(self, page: CustomerPage) -> None:
        """Show the people of a customer; the focus on the page stays."""
        store = self._services.store
        around = load_stakeholders(store, page.customer.id, page.open_projects)
        bar = self._scroller.verticalScrollBar()
        place = bar.value()
        with kept_focus(self):
            self._make(page, around)
        bar.setValue(place)

    def _make(self, page: CustomerPage, around: Stakeholders) -> None:
        words = self._words
        self._next_follow_up = None
        self._checks = around.checks
        self._page = page
        column = self._scroller.clear()
        column.setContentsMargins(20, 16, 16, 20)
        column.setSpacing(12)
        if around.unfilled:
            column.addWidget(self._missing(around.unfilled))
        here = [one for one in page.contacts if one.left_on is None]
        groups = (
            (words.text("At the customer"), [c for c in here if c.side is Side.CUSTOMER], True),
            (words.text("Third parties"), [c for c in here if c.side is not Side.CUSTOMER], False),
        )
        for title, people, adds in groups:
            if not people and not adds:
                continue
            card = Card(
                self._services, title, add=words.text("Person") if adds else "",
                on_add=self._ask("contact", None) if adds else None,
                empty=words.text("Nobody yet: the plan's roles wait for names."),
            )  # fmt: skip
            for person in people:
                line = self._line(person, page)
                line.opened.connect(self._ask("contact", person))
                card.add_line(line)
            card.finish()
            column.addWidget(card)
        for about in around.checks:
            column.addWidget(self._check(page, about, named=len(around.checks) > 1))
        left = [one for one in page.contacts if one.left_on is not None]
        if left:
            column.addWidget(self._left(page, left))
        column.addStretch(1)

    def actions_of(self) -> Sequence[ActionSpec]:
        """Return what one can do here by key."""
        return (
            ActionSpec(id="people.new", text=N_("Add a person"), shortcut="N",
                       run=self._ask("contact", None)),
            ActionSpec(id="people.check", text=N_("Check their project manager"), shortcut="C",
                       run=self._open_first_check, condition=lambda: bool(self._checks)),
            ActionSpec(id="people.follow_up", shortcut="R",
                       text=N_("Note the risk of the check, with its action"),
                       run=self._follow_up_first,
                       condition=lambda: self._next_follow_up is not None),
        )  # fmt: skip

    def _open_first_check(self) -> None:
        if self._page is not None and self._checks:
            self._open_check(self._page, self._checks[0])

    def _follow_up_first(self) -> None:
        if self._next_follow_up is not None:
            self._next_follow_up()

    def _ask(self, editor: str, record: object) -> Callable[[], object]:
        return lambda: self.asked.emit(editor, record)

    def _line(self, person: Contact, page: CustomerPage) -> PersonLine:
        words = self._words
        second = [self._role(person), person.title, person.company, person.mail]
        if person.channel is not ContactChannel.ANY:
            channel = words.text(CONTACT_CHANNEL_LABELS[person.channel])
            second.append(words.text("prefers: {channel}", channel=channel))
        value = ""
        if person.value_text:
            value = words.text("For this person: {value}", value=person.value_text)
        right = ""
        if person.last_spoke is not None:
            right = words.text("spoke {day}", day=words.near_date(person.last_spoke, page.today))
        if person.thanked_on is not None:
            day = words.near_date(person.thanked_on, page.today)
            thanked = words.text("thanked {day}", day=day)
            right = words.facts([part for part in (right, thanked) if part])
        return PersonLine(
            self._services, f"{person.name} {person.name_alt}".strip(),
            words.facts([part for part in second if part]), value, right, person.attitude,
        )  # fmt: skip

    def _role(self, person: Contact) -> str:
        if person.role is ContactRole.OTHER and person.title:
            return ""
        return self._words.text(CONTACT_ROLE_LABELS[person.role])

    # --- who is missing ------------------------------------------------------------------------

    def _missing(self, roles: tuple[UnfilledRole, ...]) -> Card:
        words = self._words
        card = Card(self._services, words.text("Roles nobody fills yet"))
        for role in roles:
            known = next((one for one in ContactRole if one == role.role), None)
            name = words.text(CONTACT_ROLE_LABELS[known]) if known is not None else role.role
            if role.side is not Side.CUSTOMER:
                side = words.text(SIDE_LABELS[role.side])
                name = words.text("{role}, {side}", role=name, side=side)
            waits = words.plural(
                "{n} row of the plan waits", "{n} rows of the plan wait", role.rows
            )
            offer = Offer(self._services, name, waits, words.text("Name a person"))
            offer.button.setObjectName("fill_role")
            offer.button.clicked.connect(partial(_call, self._ask("contact", role)))
            card.add_line(offer)
        card.finish()
        return card

    def _left(self, page: CustomerPage, people: list[Contact]) -> Card:
        """Show who left, who took over, and whether the successor is still to be onboarded."""
        words = self._words
        card = Card(self._services, words.text("Left"))
        by_uid = {one.uid: one for one in page.contacts}
        for person in people:
            day = words.near_date(person.left_on or page.today, page.today)
            successor = by_uid.get(person.successor_uid)
            facts = words.facts([part for part in (self._role(person), person.title) if part])
            line = Line(
                self._services, f"{person.name} {person.name_alt}".strip(), facts,
                words.text("left {day}", day=day),
            )  # fmt: skip
            line.opened.connect(self._ask("contact", person))
            card.add_line(line)
            if successor is None:
                card.add_words(words.text("Nobody is named as successor yet."), tone="warn")
            elif _met_since(successor, person):
                card.add_words(words.text("Successor: {name}", name=successor.name), tone="muted")
            else:
                self._offer_onboarding(card, page, person, successor)
        card.finish()
        return card

    def _offer_onboarding(
        self, card: Card, page: CustomerPage, person: Contact, successor: Contact
    ) -> None:
        words = self._words
        told = words.text(
            "Successor: {name}, who needs to be onboarded; nobody spoke with {name} since.",
            name=successor.name,
        )
        if not page.open_projects:
            card.add_words(told, tone="warn")
            return
        title = words.text(
            "Onboard {name}, successor of {left}", name=successor.name, left=person.name
        )
        rows = [row for one in page.open_projects for row in one.rows.values()]
        if any(row.title == title and not row.status.is_ended for row in rows):
            card.add_words(
                words.text("Successor: {name}. The onboarding is planned.", name=successor.name),
                tone="muted",
            )
            return
        offer = Offer(self._services, told, "", words.text("Plan the onboarding"))
        offer.button.setObjectName("onboard")
        project_id = page.open_projects[0].project.id
        offer.button.clicked.connect(
            lambda _=False: self._services.act(
                contacts.plan_onboarding, contact_id=person.id, title=title, project_id=project_id
            )
        )
        card.add_line(offer)

    # --- the check of the project manager --------------------------------------------------------

    def _check(self, page: CustomerPage, about: CheckedProject, *, named: bool) -> Card:
        words, check = self._words, about.check
        title = words.text("Can their project manager carry it?")
        if named:
            title = f"{title}  {about.project.code}"
        who = about.manager.name if about.manager is not None else ""
        card = Card(
            self._services, title, icon="edit",
            add=words.text("Do the check") if check is None else words.text("Edit"),
            on_add=partial(self._open_check, page, about),
            empty=words.text(
                "{who} was not checked yet: the business, the time, IT, in this order.", who=who
            )
            if who
            else words.text("Their project manager is not named yet: the project depends on it."),
        )  # fmt: skip
        if check is None:
            card.finish()
            return card
        day = words.near_date(check.checked_on or page.today, page.today)
        card.add_words(words.facts([part for part in (who, day) if part]), tone="muted")
        proposed = {one.question: one for one in about.proposals}
        for place, (question, (text, _)) in enumerate(QUESTIONS.items(), start=1):
            answer = getattr(check, question)
            said = words.text(STRENGTH_LABELS[answer]) if answer else words.text("not asked yet")
            line = Line(self._services, f"{place}  {words.text(text)}", "", said)
            line.opened.connect(partial(self._open_check, page, about))
            card.add_line(line)
            if question not in proposed:
                continue
            texts = proposal_texts(words, proposed[question], who)
            if texts.risk in about.open_risks:
                card.add_words(words.text("Noted as a risk: {risk}", risk=texts.risk), tone="muted")
                continue
            told = words.sentences([words.text("Risk: {risk}.", risk=texts.risk), texts.response])
            action = words.text("Action: {action}", action=texts.action)
            follow_up = partial(self._follow_up, check.id, question)
            key = "" if self._next_follow_up else "R"
            self._next_follow_up = self._next_follow_up or follow_up
            offer = Offer(self._services, told, action, words.text("Note risk and action"), key=key)
            offer.button.setObjectName("follow_up")
            offer.button.clicked.connect(partial(_call, follow_up))
            card.add_line(offer)
        card.finish()
        return card

    def _follow_up(self, check_id: int, question: str) -> None:
        self._services.act(
            manager_checks.follow_up, check_id=check_id, question=question,
            language=Language(self._services.language),
        )  # fmt: skip

    def _open_check(self, page: CustomerPage, about: CheckedProject) -> None:
        from csdesk.ui.dialogs.manager_check_form import ManagerCheckForm

        ManagerCheckForm(self._services, page, about, self).open()


def _met_since(successor: Contact, left: Contact) -> bool:
    """Whether somebody of ours spoke with the successor after the other one left."""
    return (
        successor.last_spoke is not None
        and left.left_on is not None
        and successor.last_spoke >= left.left_on
    )


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()
