"""Named questions about action items, and the words of the filters in force."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from csdesk.app.queries.item_table import Grouping, ItemFilter, due_this_week
from csdesk.app.queries.items import ItemsData
from csdesk.domain.codes import Status
from csdesk.domain.errors import N_
from csdesk.domain.labels import PRIORITY_LABELS, SIDE_LABELS, STATUS_LABELS, VISIBILITY_LABELS
from csdesk.i18n import Translator


@dataclass(frozen=True, slots=True)
class ItemView:
    """A question about items; `text` is a msgid, `shown` says what passes on a day."""

    key: str
    text: str
    shown: Callable[[date], ItemFilter]
    grouping: Grouping = Grouping.TURN


VIEWS: Sequence[ItemView] = (
    ItemView("turn", N_("By whose turn"), lambda _: ItemFilter(unfinished=True)),
    ItemView("late", N_("Late"), lambda _: ItemFilter(late=True)),
    ItemView(
        "week",
        N_("Due this week"),
        lambda today: ItemFilter(unfinished=True, due_before=due_this_week(today)),
    ),
    ItemView("blocked", N_("Blocked over a week"), lambda _: ItemFilter(blocked_over=5)),
    ItemView(
        "we_can",
        N_("We could do them"),
        lambda _: ItemFilter(unfinished=True, we_can_do=True),
    ),
    ItemView("hold", N_("On hold"), lambda _: ItemFilter(statuses=frozenset({Status.ON_HOLD}))),
    ItemView("all", N_("All items"), lambda _: ItemFilter()),
)

GROUPINGS: Sequence[tuple[Grouping, str]] = (
    (Grouping.TURN, N_("Whose turn")),
    (Grouping.CUSTOMER, N_("Customer name")),
    (Grouping.OWNER, N_("Owner")),
    (Grouping.STATUS, N_("Status")),
    (Grouping.MILESTONE, N_("Milestone")),
    (Grouping.NONE, N_("No groups")),
)


def view_of(key: str) -> ItemView:
    """Return the view of a key, the first one for an unknown key."""
    return next((view for view in VIEWS if view.key == key), VIEWS[0])


def chips_of(
    translator: Translator, shown: ItemFilter, data: ItemsData
) -> list[tuple[str, ItemFilter]]:
    """Return the words of each condition, and the filter without it."""
    chips: list[tuple[str, ItemFilter]] = []
    if shown.unfinished:
        chips.append((translator.text("Unfinished"), replace(shown, unfinished=False)))
    if shown.late:
        chips.append((translator.text("Late"), replace(shown, late=False)))
    if shown.due_before is not None:
        day = translator.near_date(shown.due_before, data.today)
        chips.append(
            (translator.text("Target date up to {day}", day=day), replace(shown, due_before=None))
        )
    if shown.blocked_over is not None:
        text = translator.text("Blocked over {n} working days", n=shown.blocked_over)
        chips.append((text, replace(shown, blocked_over=None)))
    if shown.we_can_do:
        chips.append((translator.text("We could do it"), replace(shown, we_can_do=False)))
    if shown.text:
        chips.append(
            (translator.text("Contains “{text}”", text=shown.text), replace(shown, text=""))
        )
    names = {line.row.customer_id: line.customer_name for line in data.lines}
    lists: list[tuple[str, list[str], ItemFilter]] = [
        (
            translator.text("Whose turn"),
            [translator.text(SIDE_LABELS[one]) for one in sorted(shown.sides)],
            replace(shown, sides=frozenset()),
        ),
        (
            translator.text("Status"),
            [translator.text(STATUS_LABELS[one]) for one in sorted(shown.statuses)],
            replace(shown, statuses=frozenset()),
        ),
        (
            translator.text("Priority"),
            [translator.text(PRIORITY_LABELS[one]) for one in sorted(shown.priorities)],
            replace(shown, priorities=frozenset()),
        ),
        (
            translator.text("Visibility"),
            [translator.text(VISIBILITY_LABELS[one]) for one in sorted(shown.visibilities)],
            replace(shown, visibilities=frozenset()),
        ),
        (translator.text("Owner"), sorted(shown.owners), replace(shown, owners=frozenset())),
        (
            translator.text("Customer name"),
            sorted(names.get(one, "") for one in shown.customers),
            replace(shown, customers=frozenset()),
        ),
    ]
    for head, values, without in lists:
        if values:
            text = translator.text("{field}: {values}", field=head, values=translator.join(values))
            chips.append((text, without))
    return chips
