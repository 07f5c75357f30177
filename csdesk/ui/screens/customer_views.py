"""The views of the customer list: named questions, each a condition on a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.customers import CustomerRow
from csdesk.domain.codes import Rag, Side, Stage
from csdesk.domain.errors import N_

Condition = Callable[[CustomerRow], bool]
_WEEK = 7


@dataclass(frozen=True, slots=True)
class CustomerView:
    """A question about customers; `text` is a msgid."""

    key: str
    text: str
    holds: Condition
    first: Callable[[CustomerRow], tuple[object, ...]] | None = None  # before urgency


def _active(row: CustomerRow) -> bool:
    return row.stage is not Stage.CLOSED


def _attention(row: CustomerRow) -> bool:
    return _active(row) and row.rag is not None and row.rag.rag in (Rag.RED, Rag.AMBER)


def _not_kicked_off(row: CustomerRow) -> bool:
    return _active(row) and bool(row.kickoff_deals)


def _signed_on(row: CustomerRow) -> tuple[object, ...]:
    """The longest waiting first: so those over their days stand before the others."""
    return (row.kickoff_deals[0].closed_on,) if row.kickoff_deals else (date.max,)


def _on_customer(row: CustomerRow) -> bool:
    return _active(row) and row.waiting is not None and row.waiting.side is Side.CUSTOMER


def _blocked(row: CustomerRow) -> bool:
    if not _active(row) or row.lead is None:
        return False
    return any(state.blocked_days > _WEEK for state in row.lead.state.rows.values())


def _no_meeting(row: CustomerRow) -> bool:
    return _active(row) and row.next_meeting is None


def _slipped(row: CustomerRow) -> bool:
    following = row.next_milestone
    return _active(row) and following is not None and (following.slip or 0) > 0


def _renewing(row: CustomerRow) -> bool:
    return row.stage is Stage.RENEWING


def _any(row: CustomerRow) -> bool:
    return True


VIEWS: Sequence[CustomerView] = (
    CustomerView("active", N_("Active customers"), _active),
    CustomerView("attention", N_("Needs attention"), _attention),
    CustomerView("signed", N_("Signed, not kicked off"), _not_kicked_off, _signed_on),
    CustomerView("waiting", N_("Waiting on the customer"), _on_customer),
    CustomerView("blocked", N_("Blocked over a week"), _blocked),
    CustomerView("no_meeting", N_("No meeting scheduled"), _no_meeting),
    CustomerView("slipped", N_("Milestone slipped"), _slipped),
    CustomerView("renewal", N_("Renewal in 120 days"), _renewing),
    CustomerView("all", N_("All customers"), _any),
)


def view_of(key: str) -> CustomerView:
    """Return the view of a key, the first one for an unknown key."""
    return next((view for view in VIEWS if view.key == key), VIEWS[0])
