"""What a success story says: the figure that moved, how soon, and who says so."""

from collections.abc import Callable
from typing import TypeAlias

from csdesk.domain.views.qbr import GoalView, OutcomeView
from csdesk.domain.views.story import StoryView
from csdesk.i18n import Translator
from csdesk.reports.words.common import count, person_role
from csdesk.reports.words.marks import bold, keep
from csdesk.reports.words.qbr import decimals, outcome_note, quantity

Fits: TypeAlias = Callable[[str], bool]


def headline(view: StoryView, tr: Translator, fits: Fits) -> tuple[list[str], list[str]]:
    """Return both lines, each as variants from the richest to the shortest.

    `fits` tells whether a text fits on one line: a goal whose name leaves no room for its figures
    has the first line for itself.
    """
    if not view.goals:
        return _confirmed(view, tr), _soon(view, tr)
    goal = view.goals[0]
    values = {"before": figure(goal, tr, was=True), "now": figure(goal, tr)}
    whole = tr.text("{title}: from {before} to {now}.", title=goal.title, **values)
    figures = tr.text("From {before} to {now}.", **values)
    if fits(whole) or not fits(goal.title):
        named = tr.text(
            "{customer}: from {before} to {now}.", customer=view.customer.name, **values
        )
        return [whole, named, figures, _number(view, tr)], _soon(view, tr)
    return [goal.title], [tr.sentences([figures, *_soon(view, tr)]), figures, _number(view, tr)]


def _confirmed(view: StoryView, tr: Translator) -> list[str]:
    """Return a result that the quote does not say already, else how many there are."""
    quote = view.quote.text if view.quote else ""
    others = [one.title.rstrip(".。") for one in view.outcomes if one.title != quote]
    titles = [tr.text("{title}.", title=title) for title in others[-1:]]
    named = tr.plural(
        "{customer}: one result, confirmed.",
        "{customer}: {n} results, confirmed.",
        len(view.outcomes),
        n=count(tr, len(view.outcomes)).lower(),
        customer=view.customer.name,
    )
    return [*titles, named, _number(view, tr)]


def _number(view: StoryView, tr: Translator) -> str:
    number = max(len(view.outcomes), len(view.goals), 1)
    return tr.plural(
        "One result, confirmed.", "{n} results, confirmed.", number, n=count(tr, number)
    )


def _soon(view: StoryView, tr: Translator) -> list[str]:
    if view.value_on is not None and view.signed_on is not None:
        days = (view.value_on - view.signed_on).days
        if days > 0:
            words = keep(tr.plural("{n} day", "{n} days", days))
            return [tr.text("The first result came {days} after signing.", days=words)]
    if view.live_on is not None:
        month = keep(tr.date(view.live_on, "month_year"))
        return [tr.text("In use since {month}.", month=month)]
    return []


def figure(goal: GoalView, tr: Translator, *, was: bool = False) -> str:
    """Return the figure of a goal now, or as it was before."""
    value = goal.before if was else goal.now
    return "" if value is None else quantity(value, goal.unit, tr, decimals(goal))


def before_line(goal: GoalView, tr: Translator) -> str:
    """Return what the figure was before."""
    return tr.text("{value} before", value=figure(goal, tr, was=True))


def measured(goal: GoalView, tr: Translator) -> str:
    """Return when the figure was measured, and whether the target is met."""
    parts = []
    if goal.reached and goal.target is not None:
        target = quantity(goal.target, goal.unit, tr, decimals(goal))
        parts.append(tr.text("target {value} reached", value=target))
    if goal.now_on is not None:
        parts.append(tr.text("measured {day}", day=keep(tr.date(goal.now_on, "medium"))))
    return tr.facts(parts)


def quoted(view: StoryView, tr: Translator) -> str:
    """Return the quote in the marks of the language."""
    text = view.quote.text if view.quote else ""
    return tr.text("“{title}”", title=text.strip('“”"「」 '))


def speaker(view: StoryView, tr: Translator) -> str:
    """Return who says it, with title and company."""
    if view.quote is None:
        return ""
    person = view.quote.person
    facts = [part for part in (person_role(tr, person), view.customer.name) if part]
    return tr.facts([bold(keep(person.name)), *facts])


def result_note(outcome: OutcomeView, tr: Translator) -> str:
    """Return figure, worth, evidence and source of a result, with its day."""
    parts = [outcome_note(outcome, tr)]
    if outcome.money_minor and outcome.currency:
        parts.insert(0, keep(tr.money(outcome.money_minor, outcome.currency)))
    parts.append(keep(tr.date(outcome.day, "medium")))
    return ("；" if tr.is_chinese else "; ").join(part for part in parts if part)


def glance(view: StoryView, tr: Translator) -> list[tuple[str, str]]:
    """Return the facts of customer and project; what is not known is left out."""

    def day(value: object) -> str:
        return keep(tr.date(value, "medium")) if value else ""  # type: ignore[arg-type]

    rows = (
        (tr.text("Company"), view.customer.name),
        (tr.text("Industry"), view.industry),
        (tr.text("Place"), view.city),
        (tr.text("Scale"), view.size_note),
        (tr.text("Product"), view.product),
        (tr.text("Project"), view.project),
        (tr.text("Signed on"), day(view.signed_on)),
        (tr.text("First result"), day(view.value_on)),
        (tr.text("Live since"), day(view.live_on)),
    )
    return [(label, value) for label, value in rows if value]


def consent(view: StoryView, tr: Translator) -> str:
    """Return with whose consent it is told."""
    given = view.consent
    return tr.text(
        "Told with the consent of {name}, {day}.",
        name=keep(given.given_by),
        day=keep(tr.date(given.given_on, "medium")),
    )
