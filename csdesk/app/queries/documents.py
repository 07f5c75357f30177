"""What every document of a customer shares: the two parties, our sender, meetings, titles."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from csdesk.app.queries.plans import LoadedProject
from csdesk.app.templates import row_titles
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language, MeetingKind, MeetingStatus, Status
from csdesk.domain.meeting_series import days_between
from csdesk.domain.records import (
    Attendance,
    Contact,
    Customer,
    DocumentLog,
    Meeting,
    PlanRow,
    Setting,
    User,
    Workspace,
)
from csdesk.domain.records_kickoff import MeetingSeries
from csdesk.domain.state import RowState
from csdesk.domain.views.common import MeetingView, Party, Sender

ACCENT_KEY = "documents.accent"  # of the setting with our colour


class DocumentFacts:
    """The people and companies behind the documents of one customer, in one language."""

    def __init__(self, reader: Reader, customer: Customer, language: Language) -> None:
        self.reader, self.customer, self.language = reader, customer, language
        self.workspace = reader.get(Workspace, 1)
        self.users = {user.id: user for user in reader.find(User)}
        self.contacts = {one.id: one for one in reader.find(Contact, customer_id=customer.id)}

    def us(self) -> Party:
        """Return our company under the name it has in the document's language."""
        names = self.workspace.company_names
        name = names.get(self.language.value) or self.workspace.company
        return Party(name=name, logo=self.workspace.logo, accent=accent_of(self.reader))

    def them(self) -> Party:
        """Return the customer under the name that fits the document's script."""
        customer = self.customer
        return Party(name=self.in_script(customer.name, customer.name_alt), logo=customer.logo)

    def sender(self) -> Sender:
        """Return the customer's owner; mail and phone fall back to our support's."""
        owner = self.users.get(self.customer.owner_id or 0)
        if owner is None:
            owner = next((user for user in self.users.values() if user.active), None)
        mail = (owner.mail if owner else "") or self.workspace.support_mail
        phone = (owner.phone if owner else "") or self.workspace.support_phone
        if owner is None:
            return Sender(mail=mail, phone=phone)
        name = self.in_script(owner.name, owner.name_alt)
        return Sender(name=name, role=owner.role, mail=mail, phone=phone)

    def owner_of(self, row: PlanRow) -> str:
        """Return the owner of a row as the document writes the name."""
        user = self.users.get(row.owner_user_id or 0)
        if user is not None:
            return self.in_script(user.name, user.name_alt)
        contact = self.contacts.get(row.owner_contact_id or 0)
        if contact is not None:
            return self.in_script(contact.name, contact.name_alt)
        return row.owner_name

    def in_script(self, name: str, other: str) -> str:
        """Return the form of a name that fits the document: Han in Chinese, Latin in English."""
        if not other:
            return name
        wants_han = self.language is not Language.EN
        return other if _has_han(other) == wants_han != _has_han(name) else name

    def meeting(self, meeting: Meeting) -> MeetingView:
        """Return a meeting with the people who are invited, theirs first."""
        invited = self.reader.find(Attendance, meeting_id=meeting.id)
        names = [
            self.in_script(person.name, person.name_alt)
            for one in invited
            if (person := self.contacts.get(one.contact_id or 0)) is not None
        ]
        names += [
            self.in_script(user.name, user.name_alt)
            for one in invited
            if (user := self.users.get(one.user_id or 0)) is not None
        ]
        end = None
        if meeting.at is not None and meeting.minutes > 0:
            begin = datetime.combine(meeting.day, meeting.at)
            finish = begin + timedelta(minutes=meeting.minutes)
            end = finish.time() if finish.date() == meeting.day else None
        return MeetingView(
            kind=meeting.kind,
            title=meeting.title,
            day=meeting.day,
            at=meeting.at,
            end=end,
            place=meeting.place,
            people=tuple(names),
        )

    def planned(
        self, today: date, *, project_id: int | None = None, kind: MeetingKind | None = None
    ) -> list[Meeting]:
        """Return the meetings ahead, soonest first; those of no project belong to all."""
        meetings = [
            one
            for one in self.reader.find(Meeting, customer_id=self.customer.id)
            if one.status is MeetingStatus.PLANNED
            and one.day >= today
            and (project_id is None or one.project_id in (None, project_id))
            and (kind is None or one.kind is kind)
        ]
        return sorted(meetings, key=lambda one: (one.day, one.at is None, one.at, one.id))

    def days_apart(self, meeting: Meeting) -> int:
        """Return the days between the meetings of the series that a meeting is one of, else 0."""
        if not meeting.series_uid:
            return 0
        series = self.reader.first(MeetingSeries, uid=meeting.series_uid)
        return 0 if series is None else days_between(series.rule)


def accent_of(reader: Reader) -> str:
    """Return our company's colour in documents, "" for csdesk's."""
    kept = reader.first(Setting, key=ACCENT_KEY)
    return kept.value if kept is not None and isinstance(kept.value, str) else ""


def our_accent(store: Store) -> str:
    """Return our company's colour in documents, "" for csdesk's."""
    with store.read() as reader:
        return accent_of(reader)


class Titles:
    """Titles of rows: those still equal to their template's text follow the document's language."""

    def __init__(self, reader: Reader, language: Language) -> None:
        self._language = language
        self._texts = row_titles(reader)
        self.kept = 0  # titles that stayed in the language they were written in
        self.turned = 0

    def of(self, row: PlanRow) -> str:
        """Return the title of a row as the document writes it."""
        texts = self._texts.get(row.template_ref)
        if texts is None or row.title not in texts.values():
            self.kept += 1
            return row.title
        self.turned += 1
        return texts.get(self._language) or row.title


def next_number(
    reader: Reader, kind: DocumentKind, *, customer_id: int, project_id: int | None = None
) -> int:
    """Return the number of the next document of a kind, of a project or of the customer."""
    logs = reader.find(DocumentLog, customer_id=customer_id, project_id=project_id, kind=kind)
    return max((log.number for log in logs), default=0) + 1


def visible_rows(loaded: LoadedProject) -> list[tuple[PlanRow, RowState]]:
    """Return the rows that the customer may see, in the plan's order."""
    state = loaded.state
    return [
        (loaded.rows[row_id], state.rows[row_id])
        for row_id in state.order
        if state.rows[row_id].visible
    ]


def spans_seen(rows: Iterable[tuple[PlanRow, RowState]]) -> dict[int, tuple[date, date]]:
    """Return first and last day of each phase by the rows a reader sees below it.

    Hidden work must not show through in the dates of what holds it.
    """
    seen = list(rows)
    parents = {row.id: row.parent_id for row, _ in seen}
    spans: dict[int, tuple[date, date]] = {}
    for row, its in seen:
        if row.kind.is_summary or its.finish is None:
            continue
        start, finish = its.start or its.finish, its.finish
        above = row.parent_id
        while above is not None:
            known = spans.get(above, (start, finish))
            spans[above] = min(known[0], start), max(known[1], finish)
            above = parents.get(above)
    return spans


def last_day_seen(loaded: LoadedProject) -> date | None:
    """Return the last day of the plan as its customer sees it."""
    days = [
        its.finish
        for row, its in visible_rows(loaded)
        if not row.kind.is_summary and row.status is not Status.CANCELLED and its.finish
    ]
    return max(days, default=None)


def _has_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def named_once(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that are there, each once."""
    return tuple(dict.fromkeys(name for name in names if name))
