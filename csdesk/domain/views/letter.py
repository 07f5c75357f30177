"""Parts that the letters and the certificate share: our people, and what is asked of theirs."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import CriterionResult, Side, UserRole
from csdesk.domain.views.common import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamView:
    """One of our people as a customer reaches the person."""

    name: str
    role: UserRole | None = None
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedView:
    """One thing that we need from a person; a person without a name is not known yet."""

    title: str
    code: str = ""
    person: Person | None = None
    by: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenPointView:
    """A line of the punch list that is not mended yet, or a criterion that has not passed."""

    code: str  # P1; empty for a criterion
    title: str
    side: Side = Side.US
    owner: str = ""
    due: date | None = None
    result: CriterionResult | None = None  # of a criterion
    mended_on: date | None = None  # since when nothing speaks against a criterion that failed
