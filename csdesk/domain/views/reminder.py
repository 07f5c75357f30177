"""What a reminder mail may say: one person's open items, as this customer may see them."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import Language
from csdesk.domain.views.common import Party, Person, Sender
from csdesk.domain.views.status import Mention


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderItem:
    """An open item of the recipient; `late` counts working days after the target date."""

    code: str
    title: str
    project: str
    agreed: date | None = None  # finish in the current baseline
    target: date | None = None
    late: int = 0
    instructions: str = ""
    holds_up: Mention | None = None  # what waits for it


@dataclass(frozen=True, kw_only=True, slots=True)
class ReminderView:
    """One mail to one person of one customer; without `mail` the recipient is left open."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    person: Person | None  # None while the items have no owner
    mail: str
    items: tuple[ReminderItem, ...]

    @property
    def projects(self) -> tuple[str, ...]:
        """Return the names of the items' projects, each once."""
        return tuple(dict.fromkeys(item.project for item in self.items))
