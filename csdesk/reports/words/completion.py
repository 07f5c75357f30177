"""What a completion letter says: since when it is live, what came of it, what is expected now."""

from decimal import Decimal

from csdesk.domain.codes import AcceptanceResult
from csdesk.domain.labels import ACCEPTANCE_LABELS
from csdesk.domain.views.completion import CompletionView, DeliverableView
from csdesk.domain.views.letter import OpenPointView
from csdesk.domain.views.qbr import GoalView
from csdesk.i18n import Translator
from csdesk.reports.words.acceptance import RESULTS
from csdesk.reports.words.common import (
    count,
    milestones_reached,
    short,
    side_word,
    spoken,
)
from csdesk.reports.words.letter import meeting_or
from csdesk.reports.words.marks import bold, keep
from csdesk.reports.words.qbr import decimals, quantity


def headline(view: CompletionView, tr: Translator) -> tuple[list[str], list[str]]:
    """Return both lines, each as variants from the richest to the shortest."""
    day = spoken(tr, view.live_on, view.today)
    first = [
        tr.text("“{project}” has been live since {day}.", project=view.project, day=day),
        tr.text("The solution has been live since {day}.", day=day),
    ]
    return first, _second(view, tr)


def _second(view: CompletionView, tr: Translator) -> list[str]:
    if view.open_points:
        return _still_open(view, tr)
    items = open_items(view)
    if items:
        return [
            tr.plural(
                "One action item stays open.",
                "{n} action items stay open.",
                items,
                n=count(tr, items),
            )
        ]
    reached = sum(goal.reached for goal in view.goals)
    if reached:
        return [
            tr.text(
                "{n} of {all} goals are reached, and nothing stays open.",
                n=reached,
                all=len(view.goals),
            )
        ]
    if view.deliverables and view.acceptance is not None:
        number = len(view.deliverables)
        return [
            tr.plural(
                "The deliverable agreed is handed over, nothing stays open.",
                "All {n} deliverables are handed over, nothing stays open.",
                number,
                n=count(tr, number).lower(),
            )
        ]
    done = sum(line.actual is not None for line in view.milestones)
    if not done:
        return []
    return [milestones_reached(tr, done, len(view.milestones))]


def open_items(view: CompletionView) -> int:
    """Return how many action items are not done."""
    return view.all_items - view.done_items


def nothing_open(view: CompletionView, tr: Translator) -> str:
    """Return what stands in place of open points: that nothing is open, or only items are."""
    items = open_items(view)
    if not items:
        return tr.text("Nothing: the punch list is empty.")
    return tr.plural(
        "The punch list is empty; one action item of the tracker is still to be done.",
        "The punch list is empty; {n} action items of the tracker are still to be done.",
        items,
    )


def _still_open(view: CompletionView, tr: Translator) -> list[str]:
    number = len(view.open_points)
    days = [point.due for point in view.open_points if point.due is not None]
    if len(days) < number:
        return [
            tr.plural("One point stays open.", "{n} points stay open.", number, n=count(tr, number))
        ]
    return [
        tr.plural(
            "One point stays open, until {day}.",
            "{n} points stay open, the last until {day}.",
            number,
            n=count(tr, number),
            day=spoken(tr, max(days), view.today),
        )
    ]


def opening(view: CompletionView, tr: Translator) -> str:
    """Return the sentences after the salutation: since when it is used, how much was done."""
    day = keep(tr.date(view.live_on, "long"))
    first = tr.text(
        "Your people have been working with “{project}” since {day}.", project=view.project, day=day
    )
    last = tr.text("From now on the result counts.")
    return tr.sentences([first, *_counts(view, tr), last])


def facts(view: CompletionView, tr: Translator) -> list[tuple[str, str, str]]:
    """Return label, value and note of the days that count."""
    found: list[tuple[str, str, str]] = []

    def long(day: object) -> str:
        return keep(tr.date(day, "medium"))  # type: ignore[arg-type]

    if view.signed_on is not None:
        found.append((tr.text("Signed on"), long(view.signed_on), ""))
    if view.value_on is not None:
        found.append((tr.text("First result"), long(view.value_on), _day_of(view, tr)))
    found.append((tr.text("Live since"), long(view.live_on), ""))
    if view.accepted_on is not None and view.acceptance is not None:
        result = tr.text(ACCEPTANCE_LABELS[view.acceptance])
        note = "" if view.acceptance is AcceptanceResult.ACCEPTED else result
        found.append((tr.text("Acceptance"), long(view.accepted_on), note))
    return found


def _day_of(view: CompletionView, tr: Translator) -> str:
    if view.signed_on is None or view.value_on is None:
        return ""
    number = (view.value_on - view.signed_on).days
    return tr.text("day {n} after signing", n=number) if number >= 0 else ""


def _counts(view: CompletionView, tr: Translator) -> list[str]:
    parts = []
    if view.all_items:
        parts.append(
            tr.text(
                "{done} of {all} action items are done.", done=view.done_items, all=view.all_items
            )
        )
    if view.criteria_all:
        parts.append(
            tr.text(
                "{n} of {all} criteria of acceptance passed.",
                n=view.criteria_passed,
                all=view.criteria_all,
            )
        )
    return parts


def agreed_once(view: CompletionView, tr: Translator) -> str:
    """Return who agreed to the scope and when, if it is the same for all of it."""
    found = {agreed(line, tr) for line in view.deliverables}
    only = found.pop() if len(found) == 1 else ""
    return tr.text("agreed: {who}", who=only) if only else ""


def agreed(line: DeliverableView, tr: Translator) -> str:
    """Return who agreed to a deliverable, and when."""
    parts = [keep(line.agreed_by)] if line.agreed_by else []
    if line.agreed_on is not None:
        parts.append(keep(tr.date(line.agreed_on, "medium")))
    return tr.facts(parts)


def expected(view: CompletionView, tr: Translator) -> list[str]:
    """Return what is to come of it now, a sentence for each goal that is not reached."""
    waiting = [goal for goal in view.goals if not goal.reached]
    if not view.goals:
        return [tr.text("No goal has a figure yet: at the next review we agree on one.")]
    if not waiting:
        return [tr.text("All goals are reached: the figures hold until the next review.")]
    return [_expected(goal, view, tr) for goal in waiting]


def _expected(goal: GoalView, view: CompletionView, tr: Translator) -> str:
    title = goal.title
    if goal.target is None:
        return tr.text("{title}: the target is still to be set.", title=title)
    target = bold(_figure(goal.target, goal, tr))
    if goal.target_on is None:
        return tr.text("{title}: {target}.", title=title, target=target)
    day = bold(short(tr, goal.target_on, view.today))
    if goal.now is None:
        return tr.text("{title}: {target} by {day}.", title=title, target=target, day=day)
    now = _figure(goal.now, goal, tr)
    return tr.text(
        "{title}: from {now} to {target} by {day}.", title=title, now=now, target=target, day=day
    )


def _figure(value: Decimal, goal: GoalView, tr: Translator) -> str:
    return quantity(value, goal.unit, tr, decimals(goal))


def point_owner(point: OpenPointView, tr: Translator) -> str:
    """Return who mends a point, with the side; of a criterion, what its check gave."""
    if point.mended_on is not None:
        day = keep(tr.date(point.mended_on, "medium"))
        return tr.text("mended on {day}, to be checked again", day=day)
    if point.result is not None:
        return tr.facts([tr.text("criterion"), tr.text(RESULTS[point.result])])
    side = side_word(tr, point.side)
    if not point.owner:
        return side
    return tr.text("{cause} ({text})", cause=keep(point.owner), text=side)


def next_review(view: CompletionView, tr: Translator) -> str:
    """Return the next review, or the proposal to fix one."""
    otherwise = tr.text(
        "The next review is not on the calendar yet: send us two dates in four to six weeks."
    )
    return meeting_or(tr, view.next_review, otherwise)
