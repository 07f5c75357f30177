"""What the short forms of packs say: the figures of the cover, and what is asked by when."""

from decimal import Decimal

from csdesk.domain.codes import Side
from csdesk.domain.errors import N_
from csdesk.domain.views.qbr import ReviewFacts, ValueView
from csdesk.domain.views.renewal import RenewalView
from csdesk.i18n import Translator
from csdesk.reports.words import qbr, renewal
from csdesk.reports.words.common import count, spoken
from csdesk.reports.words.marks import keep, lower_first

PAGE_NAMES = {
    **renewal.PAGE_NAMES,
    "terms": N_("Term and dates"),
}


def review_name(view: ReviewFacts, tr: Translator) -> str:
    """Return `Business review in short, January to March 2027`."""
    return tr.text("Business review in short, {period}", period=qbr.period(view, tr))


def renewal_name(view: RenewalView, tr: Translator) -> str:
    """Return `Review of the term in short, July 2026 to June 2027`."""
    return tr.text("Review of the term in short, {period}", period=renewal.months(view, tr))


def facts(view: ReviewFacts, tr: Translator) -> list[tuple[str, str]]:
    """Return what a review counts, figure and words; what is not known is left out."""
    found: list[tuple[str, str]] = []
    if any(goal.progress is not None for goal in view.goals):
        reached = sum(goal.reached for goal in view.goals)
        found.append((_of(reached, len(view.goals), tr), tr.text("goals reached")))
    if view.value is not None and view.value.benefits:
        found.append(_worth(view.value, view, tr))
    elif view.outcomes:
        number = len(view.outcomes)
        words = tr.plural("result confirmed", "results confirmed", number)
        found.append((tr.number(number), words))
    if view.milestones:
        found.append(_milestones(view, tr))
    for promises, words in (
        (view.our_promises, tr.text("of our promises kept")),
        (view.your_promises, tr.text("of your promises kept")),
    ):
        if promises:
            kept = sum(promise.kept for promise in promises)
            found.append((_of(kept, len(promises), tr), words))
    return found


def _of(number: int, everything: int, tr: Translator) -> str:
    return keep(tr.text("{n} of {all}", n=number, all=everything))


def _worth(value: ValueView, view: ReviewFacts, tr: Translator) -> tuple[str, str]:
    benefit = tr.money(value.benefit_minor, value.currency)
    cost = value.cost_minor
    if cost <= 0:
        return benefit, tr.text("worth of the results")
    if value.benefit_minor < cost:
        paid = keep(tr.money(cost, value.currency))
        if view.whole_term:
            return benefit, tr.text("worth of the results so far; the term cost {cost}", cost=paid)
        return benefit, tr.text("worth of the results so far; the quarter cost {cost}", cost=paid)
    one = qbr.one_of(value.currency)
    back = int(Decimal(value.benefit_minor) / Decimal(cost) * one)
    spent = keep(tr.money(one, value.currency))
    return tr.money(back, value.currency), tr.text("came back for each {one} spent", one=spent)


def _milestones(view: ReviewFacts, tr: Translator) -> tuple[str, str]:
    reached = sum(line.actual is not None for line in view.milestones)
    figure = _of(reached, len(view.milestones), tr)
    rest = qbr.plan_rest(view, tr) if reached else ""
    if not rest:
        return figure, tr.text("milestones reached")
    said = lower_first(rest.rstrip(".。"), tr)
    return figure, tr.text("milestones reached; {rest}", rest=said)


def ask_title(view: ReviewFacts, tr: Translator) -> str:
    """Return what is asked of the customer and by when, and how much is ours."""
    theirs = [step for step in view.next_steps if step.side is Side.CUSTOMER]
    ours = sum(step.side is Side.US for step in view.next_steps)
    if not theirs:
        return qbr.next_title(view, tr)
    days = [step.by for step in theirs if step.by is not None]
    number = count(tr, len(theirs)).lower()
    day = spoken(tr, max(min(days), view.today), view.today) if days else ""
    if len(theirs) == 1:
        first = tr.text("We ask one thing of you.")
        if day:
            first = tr.text("We ask one thing of you, by {day}.", day=day)
    elif day:
        first = tr.text("We ask {n} things of you, the first by {day}.", n=number, day=day)
    else:
        first = tr.text("We ask {n} things of you.", n=number)
    if not ours:
        return first
    rest = tr.plural("One step is ours.", "{n} steps are ours.", ours, n=count(tr, ours))
    return tr.sentences([first, rest])


def terms_title(view: RenewalView, tr: Translator) -> str:
    """Return what happens at the end of the term, and by when we talk about it."""
    return tr.sentences([renewal.term_title(view, tr), renewal.dates_title(view, tr)])
