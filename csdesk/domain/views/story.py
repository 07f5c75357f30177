"""What a success story shows: only what the customer let be told."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import Language
from csdesk.domain.views.common import Party, Person, Sender
from csdesk.domain.views.qbr import GoalView, OutcomeView


@dataclass(frozen=True, kw_only=True, slots=True)
class ConsentView:
    """The consent in force: who gave it, when, for what."""

    given_by: str
    given_on: date
    covers: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteView:
    """What a person said, and who said it."""

    text: str
    person: Person


@dataclass(frozen=True, kw_only=True, slots=True)
class StoryView:
    """One page. `goals` were measured before and now; `outcomes` may be quoted."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    industry: str = ""
    city: str = ""
    size_note: str = ""
    product: str = ""
    project: str = ""
    signed_on: date | None = None
    value_on: date | None = None
    live_on: date | None = None
    goals: tuple[GoalView, ...] = ()
    outcomes: tuple[OutcomeView, ...] = ()
    quote: QuoteView | None = None
    delivered: tuple[str, ...] = ()
    consent: ConsentView
