"""The form of a meeting: its kind, when, where, with whom, and what should be known about it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QWidget

from csdesk.app.commands import meetings
from csdesk.app.queries.customer import CustomerPage
from csdesk.app.queries.meeting_form import people_asked, usual_people
from csdesk.domain.codes import MeetingKind, MeetingStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.domain.meeting_rules import usual_kind
from csdesk.domain.records import Meeting
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.dialogs.meeting_remarks import tell_remarks
from csdesk.ui.dialogs.people_checks import PeopleChecks, people_offered
from csdesk.ui.services import Services

_AHEAD = (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)
_WIDTH = 480


class MeetingForm(FormDialog):
    """Puts a meeting on the calendar, or changes it. `open()` it.

    `people` are the boxes of who is asked, None of a meeting that is over.
    """

    def __init__(
        self, services: Services, page: CustomerPage, meeting: Meeting | None, parent: QWidget
    ) -> None:
        words, store = services.translator, services.store
        self._page, self._meeting = page, meeting
        self._asked_back = self._touched = False
        self.people: PeopleChecks | None = None
        known = 0 if meeting is None else meeting.id
        super().__init__(
            services,
            words.text("New meeting") if meeting is None else words.text("Meeting"),
            self._fields_of(services),
            self._store,
            remove=None if meeting is None else lambda: meetings.delete(store, meeting_id=known),
            width=_WIDTH,
            parent=parent,
        )
        if meeting is None or meeting.status in _AHEAD:
            self._add_people()
        tell_remarks(self, services, page.customer.id, meeting, people=lambda: self.people)
        self.edited.connect(self._on_edited)

    def _fields_of(self, services: Services) -> list[Field]:
        words, meeting, page = services.translator, self._meeting, self._page
        project = page.open_projects[0].project.id if len(page.open_projects) == 1 else None
        kind = usual_kind(page.meetings, project) if meeting is None else meeting.kind
        kinds = [(one, words.text(name)) for one, name in MEETING_KIND_LABELS.items()]
        return [
            Field(key="kind", text=words.text("Kind"), takes=Input.CHOICE, choices=kinds,
                  value=kind),
            Field(key="day", text=words.text("Day"), takes=Input.DAY, needed=True, row=1,
                  value=meeting and meeting.day),
            Field(key="at", text=words.text("Time"), takes=Input.TIME, row=1,
                  value=meeting and meeting.at),
            Field(key="minutes", text=words.text("Minutes"), takes=Input.NUMBER, row=1,
                  value=meeting.minutes if meeting else 60),
            Field(key="title", text=words.text("What it is called"),
                  value=meeting and meeting.title),
            Field(key="place", text=words.text("Place or link"), value=meeting and meeting.place),
        ]  # fmt: skip

    def _add_people(self) -> None:
        self.people = PeopleChecks(
            self._services, self._words.text("Who is asked"), people_offered(self._page), self
        )
        self.people.changed.connect(self._on_ticked)
        self.people.follow(self.inputs["place"])
        self.body.insertWidget(self.body.count() - 2, self.people)
        self._propose()

    def _propose(self) -> None:
        """Tick who is asked: those of the meeting, of a new one whom one would ask."""
        if self.people is None:
            return
        with self._services.store.read() as reader:
            if self._meeting is not None:
                contacts, users = people_asked(reader, self._meeting.id)
            else:
                kind = MeetingKind(str(self.value("kind")))
                contacts, users = usual_people(reader, self._page.customer.id, kind)
        self.people.tick(
            [*(("contact", one) for one in contacts), *(("user", one) for one in users)]
        )
        self.edited.emit("people")

    def _on_ticked(self) -> None:
        self._touched = True
        self.edited.emit("people")

    def _on_edited(self, key: str) -> None:
        if key == "kind" and self._meeting is None and not self._touched:
            self._propose()

    def _store(self, values: Mapping[str, Any]) -> object:
        store, minutes, meeting = self._services.store, values["minutes"], self._meeting
        told = {**values, "minutes": int(minutes) if isinstance(minutes, Decimal) else 60}
        if self.people is not None:
            told["contact_ids"] = self.people.contact_ids
            told["user_ids"] = self.people.user_ids
        if meeting is not None:
            return meetings.update(store, meeting_id=meeting.id, **told)
        try:
            return meetings.create(
                store, customer_id=self._page.customer.id, again=self._asked_back, **told
            )
        except UserError as error:
            if error.code != "kickoff_held":
                raise
            self._asked_back = True
            raise UserError(
                error.code,
                N_(
                    "A kickoff was held on {day}. Choose another kind, such as progress review, or "
                    "save once more for another kickoff."
                ),
                **error.params,
            ) from error
