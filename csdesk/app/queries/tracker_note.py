"""The note that goes with the last version of a tracker: what the two last exports say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csdesk.app.calendars import calendars_of
from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.tracker import ANSWER_DAYS
from csdesk.app.queries.tracker_undecided import from_content
from csdesk.app.queries.tracker_verdicts import verdicts_between
from csdesk.app.tracker_present import base_of
from csdesk.data.reader import Reader
from csdesk.domain.codes import ContactRole, Side
from csdesk.domain.errors import N_, UserError
from csdesk.domain.merge_rows import CONTACTS, ITEMS, MILESTONES, Known, Shape, Unread
from csdesk.domain.records import Contact, Customer, Export, Project, TrackerReturn
from csdesk.domain.tracker_note import (
    NoteUnread,
    ask_next,
    compare_contacts,
    compare_items,
    compare_milestones,
)
from csdesk.domain.verdicts import Verdict
from csdesk.domain.views.common import Person
from csdesk.domain.views.tracker_note import TrackerNoteView

_READS = (ContactRole.PROJECT_MANAGER, ContactRole.SPONSOR, ContactRole.DECISION_MAKER)


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteSource:
    """The view of a note with what we must know to write it."""

    view: TrackerNoteView
    export: Export
    customer: str  # as our people call it, for the file name


def note_source(reader: Reader, project_id: int, number: int | None = None) -> NoteSource:
    """Return the note of a project's last version, or of the one with this number.

    Raises `UserError` "note_no_version" when there is none.
    """
    exports = reader.find(Export, project_id=project_id, order_by=("number", "id"))
    last = next((one for one in reversed(exports) if number in (None, one.number)), None)
    if last is None:
        raise UserError(
            "note_no_version",
            N_("No version of the tracker has left yet: write one, then its note."),
        )
    before = next((one for one in reversed(exports) if one.number < last.number), None)
    project = reader.get(Project, project_id)
    customer = reader.get(Customer, project.customer_id)
    facts = DocumentFacts(reader, customer, last.language)
    new = base_of(last)
    old: Mapping[Shape, Known] = new if before is None else base_of(before)
    decided: Mapping[Shape, Sequence[Verdict]] = {}
    if before is not None:
        decided = verdicts_between(reader, project_id, before.number, last.number)
    same = before is None or before.language is last.language
    items = compare_items(old[ITEMS], new[ITEMS], decided.get(ITEMS, ()), same_language=same)
    unread, waiting = _open(reader, project_id, new[ITEMS])
    contact = _reader_of(facts)
    calendar = calendars_of(reader, customer, project).project
    milestones = compare_milestones(
        old[MILESTONES], new[MILESTONES], calendar.days_after, same_language=same
    )
    view = TrackerNoteView(
        language=last.language,
        us=facts.us(),
        customer=facts.them(),
        project=project.name,
        sender=facts.sender(),
        person=None if contact is None else _person(facts, contact),
        mail="" if contact is None else contact.mail.strip(),
        version=last.number,
        as_of=last.as_of,
        previous=None if before is None else before.number,
        previous_on=None if before is None else before.as_of,
        taken=items.taken,
        otherwise=items.otherwise,
        moved=items.moved,
        milestones=milestones,
        added=items.added,
        removed=items.removed,
        people=compare_contacts(_theirs(old), _theirs(new), same_language=same),
        asked=ask_next(new[ITEMS], last.as_of),
        unread=unread,
        waiting=waiting,
        send_back_by=calendar.add(last.as_of, ANSWER_DAYS),
        send_back_to=facts.sender().mail,
    )
    return NoteSource(view=view, export=last, customer=customer.name)


def _theirs(base: Mapping[Shape, Known]) -> Known:
    """Return the contacts who are not ours: our own people are no news."""
    return {key: row for key, row in base[CONTACTS].items() if not key.startswith("us-")}


def _open(reader: Reader, project_id: int, items: Known) -> tuple[tuple[NoteUnread, ...], int]:
    """Return their cells that nobody could read, and how many others wait for us."""
    unread: list[NoteUnread] = []
    waiting = 0
    for one in reader.find(TrackerReturn, project_id=project_id):
        rows, _, hands = from_content(one.content)[ITEMS]
        here = 0
        for row in rows:
            known = items.get(hands.get(row.place) or "")
            for field, value in zip(ITEMS.fields, row.values, strict=True):
                if not isinstance(value, Unread) or known is None or not value.written:
                    continue
                here += 1
                unread.append(
                    NoteUnread(
                        code=f"A{known[ITEMS.at('number')]}",
                        title=known[ITEMS.at("title")] or "",
                        field=field,
                        written=value.written,
                    )
                )
        waiting += max(0, one.undecided - here)
    return tuple(unread), waiting


def _reader_of(facts: DocumentFacts) -> Contact | None:
    """Return who gets the tracker: the customer's project manager, else who decides."""
    people = [one for one in facts.contacts.values() if one.left_on is None and one.mail.strip()]
    for role in _READS:
        for one in people:
            if one.role is role and one.side is Side.CUSTOMER:
                return one
    return None


def _person(facts: DocumentFacts, contact: Contact) -> Person:
    name = facts.in_script(contact.name, contact.name_alt)
    return Person(name=name, title=contact.title, role=contact.role)
