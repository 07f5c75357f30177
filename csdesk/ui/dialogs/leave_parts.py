"""The parts of the dialog that leaves a room: files and people to tick, how the meeting ends."""

from collections.abc import Sequence
from datetime import date, time
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from csdesk.app.error_text import error_text
from csdesk.app.leave_room import LeavingPlan, NextMeeting, Part, PlannedFile, next_on
from csdesk.app.leaving_parts import PART_NAMES
from csdesk.app.meeting_text import remark_text
from csdesk.app.queries.invitations import Change
from csdesk.app.queries.recipients import Person
from csdesk.app.queries.working_days import rest_days
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import CONTACT_ROLE_LABELS, MEETING_KIND_LABELS
from csdesk.ui.delegates.date_text import parse_day
from csdesk.ui.dialogs.form import read_time
from csdesk.ui.dialogs.people_checks import PeopleChecks, people_of
from csdesk.ui.fonts import SMALL, font
from csdesk.ui.services import Services
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.panel import Scroller
from csdesk.ui.widgets.text import Label

CHANGES: Final = {
    Change.NEW: N_("new in their calendars"),
    Change.CHANGED: N_("changed in their calendars"),
    Change.SAME: N_("as they have it"),
    Change.CANCELLED: N_("taken out of their calendars"),
    Change.UNINVITED: N_("no longer invited"),
}
ROW: Final = 28
NAME: Final = 200  # of a person, before it is cut


class FileTicks(QWidget):
    """The files that will be made, each with a tick, and those that cannot be made with the reason.

    Signals: `changed()` when something is ticked or no more.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._words = services, services.translator
        self.checks: dict[str, Check] = {}
        self._left_out: set[str] = set()
        self._shown: tuple[PlannedFile, ...] | None = None
        self._scroller = Scroller(services, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller)

    @property
    def left_out(self) -> frozenset[str]:
        """The keys of the files that are not wanted."""
        return frozenset(self._left_out)

    def show_plan(self, plan: LeavingPlan) -> None:
        """Show the files of a plan; what was not wanted stays so."""
        mail = PlannedFile(key=Part.MAIL, part=Part.MAIL, name="")
        events = tuple(one for one in plan.files if one.part is Part.INVITATION or one.person)
        files = (*(one for one in plan.files if one not in events), mail, *events)
        if files == self._shown:
            return
        held = next((key for key, one in self.checks.items() if one.hasFocus()), "")
        self._shown = files
        column = self._scroller.clear()
        column.setSpacing(8)
        self.checks = {}
        for one in files:
            column.addLayout(self._row(one))
        words = self._words
        for part, why in plan.missing:
            said = words.text(
                "{what}: {why}", what=words.text(PART_NAMES[part]), why=error_text(why, words)
            )
            column.addWidget(Label(self._services, said, size=SMALL, tone="warn", wrap=True))
        column.addStretch(1)
        if held in self.checks:
            self.checks[held].setFocus()

    def _row(self, one: PlannedFile) -> QHBoxLayout:
        words, services = self._words, self._services
        check = Check(services, words.text(PART_NAMES[one.part]))
        check.setObjectName(one.key)
        check.setChecked(one.key not in self._left_out)
        check.toggled.connect(lambda on, key=one.key: self._tick(key, on))
        check.setToolTip(one.name)
        self.checks[one.key] = check
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(check)
        facts = []
        if one.day is not None and one.change is not None:
            day = words.near_date(one.day, services.today())
            event, change = f"{one.title} {day}", words.text(CHANGES[one.change])
            facts = [one.person, change, event] if one.person else [event, change]
            check.setAccessibleDescription(words.facts(facts))
        if one.key == Part.MAIL:
            facts = [words.text("with all these files attached")]
        said = words.facts(facts) if facts else one.name
        row.addWidget(Label(services, said, size=SMALL, tone="muted").shrink(), 1)
        return row

    def _tick(self, key: str, on: bool) -> None:
        self._left_out ^= {key} if on == (key in self._left_out) else set()
        self.changed.emit()


class PeopleTicks(QWidget):
    """Who may get the mail, each with a tick and why; who has no address cannot be ticked.

    Signals: `changed()` when somebody is ticked or no more.
    """

    changed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._words = services, services.translator
        self.checks: list[tuple[Check, Person]] = []
        self._scroller = Scroller(services, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller)

    @property
    def chosen(self) -> tuple[int, ...] | None:
        """The people who are ticked; None before they are known."""
        if not self.checks:
            return None
        return tuple(one.contact_id for check, one in self.checks if check.isChecked())

    def show_people(self, people: Sequence[Person], chosen: Sequence[int]) -> None:
        """Show the people once; what is ticked stays as it is."""
        words, services = self._words, self._services
        if self.checks:
            return
        column = self._scroller.clear()
        column.setSpacing(8)
        if not people:
            sentence = words.text(
                "Nobody is recorded at this customer: the draft leaves the recipient open."
            )
            column.addWidget(Label(services, sentence, size=SMALL, tone="muted", wrap=True))
        for one in people:
            column.addLayout(self._row(one, one.contact_id in chosen))
        column.addStretch(1)

    def _row(self, one: Person, ticked: bool) -> QHBoxLayout:
        words, services = self._words, self._services
        check = Check(services, one.name)
        check.setMaximumWidth(NAME)
        check.setToolTip(one.name)
        check.setChecked(ticked)
        check.setEnabled(one.has_address)
        check.toggled.connect(lambda _=False: self.changed.emit())
        self.checks.append((check, one))
        role = words.text(CONTACT_ROLE_LABELS[one.role])
        why = one.reason.text(words) if one.reason is not None else role
        said = words.facts([part for part in (why, one.company) if part])
        check.setAccessibleDescription(said)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(check)
        row.addWidget(Label(services, said, size=SMALL, tone="muted").shrink(), 1)
        mail = one.mail if one.has_address else words.text("no mail address")
        tone = "muted" if one.has_address else "warn"
        address = Label(services, mail, size=SMALL, tone=tone, right=True).shrink()
        address.setToolTip(mail)
        row.addWidget(address, 1)
        return row


class MeetingEnd(QWidget):
    """How the meeting ends: closed or left open, with a next one or why there is none.

    Signals: `changed()` when that changes; `typed()` while it is typed.
    """

    changed = Signal()
    typed = Signal()

    def __init__(self, services: Services, customer_id: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = services.translator
        self._services, self._words = services, words
        self._next: NextMeeting | None = None
        self._chosen = False  # whether a person said who is asked
        self.close_check = Check(services, words.text("Hold and close the meeting"))
        self.close_check.setChecked(True)
        self.close_check.toggled.connect(lambda _=False: self.changed.emit())
        self.item_checks: dict[int, Check] = {}
        self._items = QVBoxLayout()
        self._items.setSpacing(4)
        self.said = Label(services, "", size=SMALL, tone="muted", wrap=True)
        self.day, self.at, self.reason = (
            self._field(name, hint)
            for name, hint in (
                (words.text("Day of the next meeting"), words.text("24 Nov, +3, fri")),
                (words.text("Time of the next meeting"), "10:00"),
                (words.text("Why there is no next meeting"), ""),
            )
        )
        self.at.setMaximumWidth(84)
        self._asked = QWidget(self)
        grid = QGridLayout(self._asked)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(2, 3)
        for place, (field, name) in enumerate(
            (
                (self.day, words.text("Next meeting on")),
                (self.at, words.text("at")),
                (self.reason, words.text("or why there is none")),
            )
        ):
            grid.addWidget(Label(services, name, size=SMALL, tone="muted"), 0, place)
            grid.addWidget(field, 1, place)
        self._asked.hide()
        self.remarks = Label(services, "", size=SMALL, tone="warn", wrap=True)
        self.remarks.hide()
        self.people = PeopleChecks(
            services, words.text("Who is asked"), people_of(services, customer_id), self
        )
        self.people.follow(self.reason)
        self.people.changed.connect(self._choose)
        self.people.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.close_check)
        column.addLayout(self._items)
        column.addWidget(self.said)
        column.addWidget(self.remarks)
        column.addWidget(self._asked)
        column.addWidget(self.people)

    def _choose(self) -> None:
        self._chosen = True
        self.changed.emit()

    @property
    def done_rows(self) -> frozenset[int] | None:
        """The items of the plan that are done with the meeting; None until they are known."""
        if not self.item_checks:
            return None
        return frozenset(row for row, check in self.item_checks.items() if check.isChecked())

    def _show_items(self, plan: LeavingPlan) -> None:
        """Offer the items that stand for the meeting in the plan; a person may leave them open."""
        words, meeting = self._words, plan.meeting
        for row in plan.stand_ins:
            if row.id in self.item_checks or meeting is None:
                continue
            day = words.date(meeting.day, "short")
            text = words.text("{item} is done with it, on {day}", item=f"A{row.number}", day=day)
            check = Check(self._services, text)
            check.setChecked(True)
            check.setAccessibleDescription(row.title)
            check.toggled.connect(lambda _=False: self.changed.emit())
            self.item_checks[row.id] = check
            self._items.addWidget(check)
            self._items.addWidget(
                Label(self._services, row.title, size=SMALL, tone="muted", wrap=True)
            )

    def next_meeting(self) -> NextMeeting | None:
        """Return the next one that is asked for. UserError for what cannot be read."""
        text = self.day.text().strip()
        if not text:
            return None
        day = parse_day(text, self._services.today(), is_rest=rest_days(self._services.store))
        if day is None:
            raise UserError(
                "date_unreadable",
                N_("{text} is no date; write it like 24 Nov, +3, fri or 3 working days."),
                text=text,
            )
        at = self.at.text().strip()
        return self._kept(day, read_time(at, "at") if at else None)

    def show_plan(self, plan: LeavingPlan) -> None:
        """Show what the calendar says; fields appear where something is to be said."""
        words, coming = self._words, plan.next_meeting
        self._show_items(plan)
        said = [remark_text(one, words) for one in plan.about_next]
        self.remarks.set_text(words.sentences(said))
        self.remarks.setVisible(bool(said))
        self._show_people(plan)
        self.close_check.setEnabled(not plan.was_closed)
        if plan.was_closed and not self._asked.isVisible():
            self.said.set_text(words.text("The meeting is closed already."))
            return
        lacks = plan.cannot_close is not None or bool(self.day.text() or self.reason.text())
        if lacks:
            self._asked.show()
        if coming is None:
            self.said.set_text(words.text("No next meeting is on the calendar."))
            return
        name = coming.title or words.text(MEETING_KIND_LABELS[coming.kind])
        day = words.date(coming.day, "weekday") + (f" {coming.at:%H:%M}" if coming.at else "")
        self.said.set_text(words.text("Next: {meeting}", meeting=f"{name} {day}"))

    def _show_people(self, plan: LeavingPlan) -> None:
        """Show who is asked to the meeting that is typed here, until somebody is chosen."""
        typed = bool(self.day.text().strip()) and plan.next_meeting is not None
        self.people.setVisible(typed and bool(self.people.boxes))
        if typed and not self._chosen:
            theirs, ours = plan.asked_next
            self.people.tick(
                [*(("contact", one) for one in theirs), *(("user", one) for one in ours)]
            )

    def _kept(self, day: date, at: time | None) -> NextMeeting:
        """Return the same meeting as long as the same is asked for."""
        theirs = tuple(self.people.contact_ids) if self._chosen else None
        ours = tuple(self.people.user_ids) if self._chosen else None
        wanted = (day, at, theirs, ours)
        known = self._next
        if known is None or (known.day, known.at, known.contact_ids, known.user_ids) != wanted:
            self._next = known = next_on(day, at, theirs, ours)
        return known

    def _field(self, name: str, hint: str) -> QLineEdit:
        field = QLineEdit(self)
        field.setProperty("form", "true")
        field.setFont(font(self._services.language))
        field.setAccessibleName(name)
        field.setPlaceholderText(hint)
        field.textChanged.connect(lambda _="": self.typed.emit())
        return field
