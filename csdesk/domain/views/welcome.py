"""What a welcome letter shows: goals, the way ahead, first requests, who we are."""

from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.domain.codes import Language
from csdesk.domain.views.common import MeetingView, Party, Person, Sender
from csdesk.domain.views.letter import AskedView, TeamView
from csdesk.domain.views.qbr import GoalView
from csdesk.domain.views.status import MilestoneLine, WindowView

SOON = timedelta(14)  # after signing


@dataclass(frozen=True, kw_only=True, slots=True)
class WelcomeView:
    """One letter, sent at once after signing. Without a plan `milestones` and `asks` are empty."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    project: str = ""
    to: Person | None = None
    copy_to: Person | None = None
    signed_on: date | None = None
    under_way: bool = False  # the kickoff was held
    success: str = ""
    success_by: str = ""
    success_on: date | None = None
    goals: tuple[GoalView, ...] = ()
    milestones: tuple[MilestoneLine, ...] = ()
    window: WindowView | None = None
    asks: tuple[AskedView, ...] = ()
    team: tuple[TeamView, ...] = ()
    support_mail: str = ""
    support_phone: str = ""
    next_meeting: MeetingView | None = None

    @property
    def is_late(self) -> bool:
        """Whether it is written so long after signing that nothing begins by it."""
        return self.signed_on is not None and self.today - self.signed_on > SOON
