"""The views of the customer list: named questions, each a condition on a row."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.customers import CustomerRow
from csdesk.domain.codes import Rag, Side, Stage
from csdesk.domain.errors import N_
from csdesk.domain.stages import KICKOFF_DAYS
from csdesk.domain.window import SLACK_DAYS
from csdesk.i18n import Translator

Condition = Callable[[CustomerRow], bool]
Mark = Callable[[CustomerRow, Translator, date, int], str]  # the days are those asked for
_WEEK = 7


def waiting_mark(row: CustomerRow, words: Translator, today: date, days: int) -> str:
    """Say that a new deal waits for its kickoff for longer than it should."""
    if not row.kickoff_overdue(today, days):
        return ""
    return words.text("over {days} days", days=days)


def _signed_mark(row: CustomerRow, words: Translator, today: date, days: int) -> str:
    return waiting_mark(row, words, today, KICKOFF_DAYS) if row.stage is Stage.SIGNED else ""


def _window_mark(row: CustomerRow, words: Translator, today: date, days: int) -> str:
    window = row.window
    if window is None or window.slack is None:
        return ""
    if window.value_on is None:
        return words.text("no value planned")
    if window.slack < 0:
        return words.text("value past the window")
    return words.plural("{n} day of slack", "{n} days of slack", window.slack)


def _review_mark(row: CustomerRow, words: Translator, today: date, days: int) -> str:
    due = row.review_due
    if due is None:
        return ""
    if due < today:
        n = (today - due).days
        return words.plural("review {n} day over", "review {n} days over", n)
    return words.text("review due {day}", day=words.near_date(due, today))


def _gone_mark(row: CustomerRow, words: Translator, today: date, days: int) -> str:
    if len(row.gone) > 1:
        return words.plural("{n} person left", "{n} people left", len(row.gone))
    return "".join(words.text("{name} left", name=one.name) for one in row.gone)


@dataclass(frozen=True, slots=True)
class CustomerView:
    """A question about customers; `text` is a msgid, `mark` what each row answers to it.

    One that asks for days has `days`, those it asks for until somebody says others, and `asked`,
    the msgid of its condition; where they leave rows out, `within` tells which stay.
    """

    key: str
    text: str
    holds: Callable[[CustomerRow, date], bool]
    first: Callable[[CustomerRow], tuple[object, ...]] | None = None  # before urgency
    mark: Mark = _signed_mark
    days: int = 0
    asked: str = ""
    within: Callable[[CustomerRow, int], bool] | None = None

    def answered_by(self, row: CustomerRow, today: date, days: int | None = None) -> bool:
        """Tell whether a row is an answer, for other days than the view's own if said."""
        if not self.holds(row, today):
            return False
        return self.within is None or self.within(row, self.days if days is None else days)


def _active(row: CustomerRow, today: date) -> bool:
    return row.stage is not Stage.CLOSED


def _attention(row: CustomerRow, today: date) -> bool:
    return _active(row, today) and row.rag is not None and row.rag.rag in (Rag.RED, Rag.AMBER)


def _not_kicked_off(row: CustomerRow, today: date) -> bool:
    return _active(row, today) and bool(row.kickoff_deals)


def _signed_on(row: CustomerRow) -> tuple[object, ...]:
    """The longest waiting first: so those over their days stand before the others."""
    return (row.kickoff_deals[0].closed_on,) if row.kickoff_deals else (date.max,)


def _in_window(row: CustomerRow, today: date) -> bool:
    return _active(row, today) and row.window is not None and row.window.slack is not None


def _window_within(row: CustomerRow, days: int) -> bool:
    return row.window is not None and row.window.slack is not None and row.window.slack <= days


def _window_slack(row: CustomerRow) -> tuple[object, ...]:
    """The least slack first; a first value goes before a next one."""
    window = row.window
    if window is None or window.slack is None:
        return (2, 0)
    return (window.since is not None, window.slack)


def _on_customer(row: CustomerRow, today: date) -> bool:
    return _active(row, today) and row.waiting is not None and row.waiting.side is Side.CUSTOMER


def _blocked(row: CustomerRow, today: date) -> bool:
    if not _active(row, today) or row.lead is None:
        return False
    return any(state.blocked_days > _WEEK for state in row.lead.state.rows.values())


def _no_meeting(row: CustomerRow, today: date) -> bool:
    return _active(row, today) and row.next_meeting is None


def _slipped(row: CustomerRow, today: date) -> bool:
    following = row.next_milestone
    return _active(row, today) and following is not None and (following.slip or 0) > 0


def _renewing(row: CustomerRow, today: date) -> bool:
    return row.stage is Stage.RENEWING


def _review_due(row: CustomerRow, today: date) -> bool:
    return _active(row, today) and row.review_to_schedule(today)


def _review_on(row: CustomerRow) -> tuple[object, ...]:
    return (row.review_due or date.max,)


def _gone(row: CustomerRow, today: date) -> bool:
    return _active(row, today) and bool(row.gone)


def _gone_on(row: CustomerRow) -> tuple[object, ...]:
    """Those who left last first: there the answer is still open."""
    left = row.gone[0].left_on if row.gone else None
    return (-(left or date.min).toordinal(),)


def _any(row: CustomerRow, today: date) -> bool:
    return True


VIEWS: Sequence[CustomerView] = (
    CustomerView("active", N_("Active customers"), _active),
    CustomerView("attention", N_("Needs attention"), _attention),
    CustomerView(
        "signed", N_("Signed, not kicked off"), _not_kicked_off, _signed_on, waiting_mark,
        days=KICKOFF_DAYS,
        asked=N_("Days waiting: over {n} first"),
    ),
    CustomerView(
        "window", N_("Golden window"), _in_window, _window_slack, _window_mark,
        days=SLACK_DAYS, within=_window_within,
        asked=N_("Days of slack: at most {n}"),
    ),
    CustomerView("waiting", N_("Waiting on the customer"), _on_customer),
    CustomerView("blocked", N_("Blocked over a week"), _blocked),
    CustomerView("no_meeting", N_("No meeting scheduled"), _no_meeting),
    CustomerView("slipped", N_("Milestone slipped"), _slipped),
    CustomerView("review", N_("QBR due in 60 days"), _review_due, _review_on, _review_mark),
    CustomerView("renewal", N_("Renewal in 120 days"), _renewing),
    CustomerView("gone", N_("Contacts who left"), _gone, _gone_on, _gone_mark),
    CustomerView("all", N_("All customers"), _any),
)  # fmt: skip


def view_of(key: str) -> CustomerView:
    """Return the view of a key, the first one for an unknown key."""
    return next((view for view in VIEWS if view.key == key), VIEWS[0])
