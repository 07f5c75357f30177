"""What the note that goes with a version of the tracker may say, all of it from what they see."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import Language
from csdesk.domain.tracker_note import NoteAsk, NoteMilestone, NoteRow, NoteUnread
from csdesk.domain.views.common import Party, Person, Sender


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerNoteView:
    """One note. Without `previous` it goes with the first version; without `mail` to nobody yet.

    Rows are in the order of their numbers; `people` are changed, new or gone contacts by name;
    `waiting` counts their changes on which nothing is decided yet.
    """

    language: Language
    us: Party
    customer: Party
    project: str
    sender: Sender
    person: Person | None
    mail: str
    version: int
    as_of: date
    previous: int | None
    previous_on: date | None
    taken: tuple[NoteRow, ...]
    otherwise: tuple[NoteRow, ...]
    moved: tuple[NoteRow, ...]
    milestones: tuple[NoteMilestone, ...]
    added: tuple[NoteRow, ...]
    removed: tuple[NoteRow, ...]
    people: tuple[str, ...]
    asked: tuple[NoteAsk, ...]
    unread: tuple[NoteUnread, ...]
    waiting: int
    send_back_by: date
    send_back_to: str

    @property
    def says_nothing_new(self) -> bool:
        """Whether nothing differs from the version before."""
        return not any((
            self.taken, self.otherwise, self.moved, self.milestones, self.added, self.removed,
            self.people,
        ))  # fmt: skip
