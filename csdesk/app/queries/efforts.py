"""What was tried against an obstacle, with days: what was logged, what fell through, was asked."""

from datetime import date

from csdesk.app.queries.documents import DocumentFacts, Titles, visible_rows
from csdesk.app.queries.plans import load_projects
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MeetingStatus, NoteKind, Side, Visibility
from csdesk.domain.records import Customer, Meeting, Note, Project
from csdesk.domain.views.escalation import Effort, EffortKind

_DROPPED = {
    MeetingStatus.MISSED: EffortKind.MISSED,
    MeetingStatus.CANCELLED: EffortKind.CANCELLED,
}


def list_efforts(
    source: Store | Reader,
    customer_id: int,
    *,
    project_id: int | None = None,
    language: Language | None = None,
    since: date | None = None,
) -> list[Effort]:
    """Return all efforts for a customer that may be shown, earliest first.

    With a project those of it and of none. Requests are the visible items that we asked for.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return list_efforts(
                reader, customer_id, project_id=project_id, language=language, since=since
            )
    customer = source.get(Customer, customer_id)
    facts = DocumentFacts(source, customer, language or customer.language)
    found = [
        *_logged(source, facts, project_id),
        *_dropped(source, customer_id, project_id),
        *_asked(source, facts, project_id),
    ]
    ahead = [one for one in found if since is None or one.day >= since]
    return sorted(ahead, key=lambda one: (one.day, one.kind, one.text))


def _logged(reader: Reader, facts: DocumentFacts, project_id: int | None) -> list[Effort]:
    found = []
    for note in reader.find(Note, customer_id=facts.customer.id, kind=NoteKind.EFFORT):
        if note.visibility is Visibility.CUSTOMER and _of(note.project_id, project_id):
            contact = facts.contacts.get(note.contact_id or 0)
            who = facts.in_script(contact.name, contact.name_alt) if contact else ""
            found.append(Effort(day=note.day, kind=EffortKind.LOGGED, text=note.text, who=who))
    return found


def _dropped(reader: Reader, customer_id: int, project_id: int | None) -> list[Effort]:
    return [
        Effort(day=one.day, kind=_DROPPED[one.status], meeting=one.kind, text=one.title)
        for one in reader.find(Meeting, customer_id=customer_id, status=tuple(_DROPPED))
        if _of(one.project_id, project_id)
    ]


def _asked(reader: Reader, facts: DocumentFacts, project_id: int | None) -> list[Effort]:
    projects = reader.find(Project, customer_id=facts.customer.id)
    wanted = [one.id for one in projects if project_id in (None, one.id)]
    titles = Titles(reader, facts.language)
    return [
        Effort(
            day=row.asked_on,
            kind=EffortKind.ASKED,
            text=f"A{row.number} {titles.of(row)}" if row.number else titles.of(row),
            who=facts.owner_of(row),
        )
        for loaded in load_projects(reader, wanted)
        for row, _ in visible_rows(loaded)
        if row.asked_on is not None and row.side is not Side.US and row.status.is_open
    ]


def _of(own: int | None, wanted: int | None) -> bool:
    return wanted is None or own in (None, wanted)
