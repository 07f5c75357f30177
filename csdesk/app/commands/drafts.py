"""What is being typed, kept every moment outside the journal, and offered at the next start."""

from dataclasses import dataclass

from csdesk.data.store import Store
from csdesk.domain.records import Customer, Json, Meeting

_MEETING = "meeting:"


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingDraft:
    """A line that was being typed at a meeting when the program ended."""

    meeting_id: int
    customer: str
    kind: str
    text: str


def keep_line(store: Store, *, meeting_id: int, kind: str, text: str) -> None:
    """Keep the line that is being typed at a meeting; an empty one says that it goes on."""
    content: dict[str, Json] = {"kind": kind, "text": text}
    store.keep_draft(f"{_MEETING}{meeting_id}", content)


def drop_line(store: Store, *, meeting_id: int) -> None:
    """Forget the line of a meeting: it is stored, or not wanted."""
    store.drop_draft(f"{_MEETING}{meeting_id}")


def meeting_drafts(store: Store) -> list[MeetingDraft]:
    """Return the lines that meetings were left with, the latest first.

    Those of meetings that are gone are left out.
    """
    found = []
    for draft in store.drafts(_MEETING):
        number, content = draft.key.removeprefix(_MEETING), draft.content
        if not number.isdecimal() or not isinstance(content, dict):
            continue
        with store.read() as reader:
            meeting = reader.first(Meeting, id=int(number))
            if meeting is None:
                continue
            customer = reader.get(Customer, meeting.customer_id)
        found.append(
            MeetingDraft(
                meeting_id=meeting.id,
                customer=customer.name,
                kind=str(content.get("kind", "")),
                text=str(content.get("text", "")),
            )
        )
    return found
