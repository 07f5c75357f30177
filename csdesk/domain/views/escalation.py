"""What an escalation names: what is needed, why, who wanted it, by when, and what was tried."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.views.common import Party, Person, Sender


class EffortKind(StrEnum):
    """What was tried."""

    LOGGED = "logged"  # in the words of whoever logged it
    MISSED = "missed"  # a meeting that did not take place
    CANCELLED = "cancelled"  # a meeting that was called off
    ASKED = "asked"  # an item that was asked for


@dataclass(frozen=True, kw_only=True, slots=True)
class Effort:
    """One effort with its day; `text` is what was written, or the item that was asked for."""

    day: date
    kind: EffortKind
    text: str = ""
    who: str = ""
    meeting: MeetingKind | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Needed:
    """An item of theirs that waits; `late` since its target date."""

    code: str
    title: str
    owner: str = ""
    day: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class EscalationView:
    """A letter to the sponsor about meetings that fall through; visible facts only.

    `milestone` and `goal` are what waits, `said_by` who wanted it, `by` until when it is needed.
    """

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    to: Person | None
    meeting: MeetingKind
    misses: int
    by: date
    project: str = ""
    needed: tuple[Needed, ...] = ()
    milestone: str = ""
    milestone_on: date | None = None
    goal: str = ""
    said_by: str = ""
    said_on: date | None = None
    efforts: tuple[Effort, ...] = ()
