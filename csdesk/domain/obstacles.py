"""Obstacles: meetings that fall through again and again, and from when on one escalates (D7)."""

from collections.abc import Iterable
from dataclasses import dataclass

from csdesk.domain.codes import MeetingKind, MeetingStatus
from csdesk.domain.records import Meeting

ESCALATE_FROM = 2  # misses in a row
_DROPPED = (MeetingStatus.MISSED, MeetingStatus.CANCELLED)
_HELD = (MeetingStatus.HELD, MeetingStatus.CLOSED)
_AHEAD = (MeetingStatus.TO_SCHEDULE, MeetingStatus.PLANNED)


@dataclass(frozen=True, kw_only=True, slots=True)
class Obstacle:
    """Meetings of one kind that fell through in a row since the last one that was held.

    `again` is the one that stands on the list or in the calendar in their place.
    """

    kind: MeetingKind
    project_id: int | None
    dropped: tuple[Meeting, ...]  # earliest first
    again: Meeting | None = None

    @property
    def misses(self) -> int:
        """How many fell through."""
        return len(self.dropped)

    @property
    def escalate(self) -> bool:
        """Whether it is time to ask the sponsor."""
        return self.misses >= ESCALATE_FROM


def obstacle(
    meetings: Iterable[Meeting], kind: MeetingKind, project_id: int | None = None
) -> Obstacle:
    """Return how meetings of one kind of a project (None: of no project) went of late."""
    found = sorted(
        (one for one in meetings if one.kind is kind and one.project_id == project_id),
        key=lambda one: (one.day, one.id),
    )
    dropped: list[Meeting] = []
    for one in reversed(found):
        if one.status in _HELD:
            break
        if one.status in _DROPPED:
            dropped.append(one)
    return Obstacle(
        kind=kind,
        project_id=project_id,
        dropped=tuple(reversed(dropped)),
        again=next((one for one in found if one.status in _AHEAD), None),
    )


def obstacles(meetings: Iterable[Meeting]) -> list[Obstacle]:
    """Return the kinds of meeting of a customer that it is time to escalate, most misses first."""
    known = list(meetings)
    groups = dict.fromkeys((one.kind, one.project_id) for one in known)
    found = [obstacle(known, kind, project_id) for kind, project_id in groups]
    return sorted((one for one in found if one.escalate), key=lambda one: -one.misses)
