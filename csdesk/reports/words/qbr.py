"""What a business review pack says: page titles that read alone tell the story."""

from datetime import date
from decimal import Decimal

from csdesk.domain.codes import MilestoneKind
from csdesk.domain.errors import N_
from csdesk.domain.views.qbr import CostView, GoalView, OutcomeView, PlanMilestoneView, ReviewFacts
from csdesk.i18n import Translator
from csdesk.reports.words.common import count, milestones_reached, short, spoken, working_days
from csdesk.reports.words.marks import keep, plain

PAGE_NAMES = {
    "goals": N_("Your goals"),
    "value": N_("What it is worth"),
    "outcomes": N_("What changed"),
    "plan": N_("Plan and promise"),
    "promises": N_("Promises kept"),
    "usage": N_(
        "Who uses it, who does well, and what those cost who are not served (no data on use yet)"
    ),
    "next": N_("What comes next"),
}
_COST_NAMES = {
    "subscription": N_("Subscription"),
    "subscription_term": N_("Subscription"),
    "fee": N_("Implementation"),
    "fee_once": N_("Implementation"),
}


def period(view: ReviewFacts, tr: Translator) -> str:
    """Return `January to March 2027`."""
    last = tr.date(view.end, "month_year")
    if (view.start.year, view.start.month) == (view.end.year, view.end.month):
        return last
    if tr.is_chinese:
        first = tr.date(view.start, "month_year")
        if view.start.year == view.end.year:
            last = tr.date(view.end, "month")
        return tr.text("{first} to {last}", first=first, last=last)
    first = tr.date(view.start, "month_year")
    if view.start.year == view.end.year:
        first = first.rsplit(" ", 1)[0]
    return tr.text("{first} to {last}", first=first, last=last)


def name_of(view: ReviewFacts, tr: Translator) -> str:
    """Return `Business review, January to March 2027`."""
    return tr.text("Business review, {period}", period=period(view, tr))


def quantity(value: Decimal, unit: str, tr: Translator, digits: int | None = None) -> str:
    """Return a figure with its unit, kept on one line."""
    number = tr.number(value, digits)
    if not unit:
        return number
    if unit in ("%", "％", "‰", "°C") or ord(unit[0]) >= 0x2E80:
        return keep(number + unit)
    return keep(f"{number} {unit}")


def decimals(goal: GoalView) -> int:
    """Return how many decimals the figures of one goal share: those of the finest."""
    figures = [figure for figure in (goal.before, goal.now, goal.target) if figure is not None]
    exponents = [figure.normalize().as_tuple().exponent for figure in figures]
    return max(
        (max(-exponent, 0) for exponent in exponents if isinstance(exponent, int)), default=0
    )


def goals_title(view: ReviewFacts, tr: Translator) -> str:
    """Return how many goals are reached, and which is still on the way."""
    goals = view.goals
    measured = [goal for goal in goals if goal.progress is not None]
    if not measured and any(goal.now is not None for goal in goals):
        return tr.text("The goals are measured; their targets are still to be set.")
    reached = sum(goal.reached for goal in goals)
    number = len(goals)
    if not measured:
        return tr.plural(
            "One goal is set; its first measure is still to come.",
            "{n} goals are set; the first measures are still to come.",
            number,
            n=count(tr, number),
        )
    if reached == number:
        return _reached(reached, number, tr)
    if reached == 0:
        best = max(measured, key=lambda goal: goal.progress or 0.0)
        return tr.text(
            "No goal is reached yet; “{title}” is at {share} of the way.",
            title=best.title,
            share=share(best, tr),
        )
    open_goals = [goal for goal in measured if not goal.reached]
    text = _reached(reached, number, tr)
    if not open_goals:
        return text
    worst = min(open_goals, key=lambda goal: goal.progress or 0.0)
    rest = tr.text("“{title}” is at {share}.", title=worst.title, share=share(worst, tr))
    return tr.sentences([text, rest])


def _reached(reached: int, number: int, tr: Translator) -> str:
    everything = _low(number, tr)
    if reached == number == 2:
        return tr.text("Both goals are reached.")
    if reached == number == 1:
        return tr.text("The one goal is reached.")
    if reached == number:
        return tr.plural("The goal is reached.", "All {n} goals are reached.", number, n=everything)
    if reached == 1:
        return tr.text("One of {all} goals is reached.", all=everything)
    return tr.text("{n} of {all} goals are reached.", n=count(tr, reached), all=everything)


def share(goal: GoalView, tr: Translator) -> str:
    """Return how far a goal has come, in percent of the way."""
    return tr.percent(round(max(goal.progress or 0.0, 0.0) * 100))


def goal_result(goal: GoalView, tr: Translator) -> str:
    """Return the word of a goal's result."""
    if goal.now is None:
        return tr.text("Not measured yet")
    if goal.progress is None:
        return tr.text("No target set yet")
    if goal.reached:
        return tr.text("Reached")
    if goal.progress <= 0:
        return tr.text("No progress yet")
    return tr.text("{share} of the way", share=share(goal, tr))


def value_title(view: ReviewFacts, tr: Translator) -> str:
    """Return what the quarter brought for what it cost."""
    value = view.value
    if value is None:
        return ""
    benefit = tr.money(value.benefit_minor, value.currency)
    if value.cost_minor <= 0:
        if view.whole_term:
            return tr.text("The results of this term are worth {money}.", money=keep(benefit))
        return tr.text("The results of this quarter are worth {money}.", money=keep(benefit))
    if value.benefit_minor < value.cost_minor:
        cost = keep(tr.money(value.cost_minor, value.currency))
        if view.whole_term:
            return tr.text(
                "The results are worth {money} so far; the term cost {cost}.",
                money=keep(benefit),
                cost=cost,
            )
        return tr.text(
            "The results are worth {money} so far; the quarter cost {cost}.",
            money=keep(benefit),
            cost=cost,
        )
    ratio = Decimal(value.benefit_minor) / Decimal(value.cost_minor)
    one = tr.money(one_of(value.currency), value.currency)
    back = tr.money(int(ratio * one_of(value.currency)), value.currency)
    if view.whole_term:
        return tr.text(
            "Each {one} spent in this term brought back {money}.", one=keep(one), money=keep(back)
        )
    return tr.text(
        "Each {one} spent this quarter brought back {money}.", one=keep(one), money=keep(back)
    )


def one_of(currency: str) -> int:
    """Return the minor units of one of a currency."""
    from babel.numbers import get_currency_precision

    return int(10 ** int(get_currency_precision(currency)))


def benefit_head(view: ReviewFacts, tr: Translator) -> str:
    """Return the head of the benefits."""
    if view.whole_term:
        return tr.text("Benefit in this term")
    return tr.text("Benefit in this quarter")


def cost_head(view: ReviewFacts, tr: Translator) -> str:
    """Return the head of the costs."""
    return tr.text("Cost in this term") if view.whole_term else tr.text("Cost in this quarter")


def no_cost(view: ReviewFacts, tr: Translator) -> str:
    """Return why no return is worked out."""
    if view.whole_term:
        return tr.text("No cost of this term is recorded, so no return is worked out.")
    return tr.text("No cost of this quarter is recorded, so no return is worked out.")


def cost_name(cost: CostView, tr: Translator) -> str:
    """Return what a cost is."""
    return tr.text(_COST_NAMES[cost.code])


def cost_working(cost: CostView, currency: str, tr: Translator) -> str:
    """Return how a cost was worked out, so that it can be done again by hand."""
    yearly = keep(tr.money(cost.yearly_minor, currency))
    if cost.code == "fee":
        return tr.text("{money} over the 4 quarters of year one", money=yearly)
    if cost.code == "fee_once":
        return tr.text("one-off")
    if cost.code == "subscription_term":
        return tr.plural(
            "{money} a year, {n} month", "{money} a year, {n} months", cost.months, money=yearly
        )
    return tr.text("{money} a year, {n} of 12 months", money=yearly, n=cost.months)


def outcome_note(outcome: OutcomeView, tr: Translator) -> str:
    """Return figure, evidence and source of a result in one line."""
    parts = []
    if outcome.amount is not None:
        figure = quantity(outcome.amount, outcome.unit, tr)
        parts.append(
            f"{outcome.metric}{'：' if tr.is_chinese else ': '}{figure}"
            if outcome.metric
            else figure
        )
    if outcome.evidence:
        parts.append(outcome.evidence)
    if outcome.said_by:
        parts.append(keep(outcome.said_by))
    return ("；" if tr.is_chinese else "; ").join(parts)


def outcomes_title(view: ReviewFacts, tr: Translator) -> str:
    """Return how many results are confirmed."""
    number = len(view.outcomes)
    return tr.plural(
        "One result is confirmed by your people.",
        "{n} results are confirmed by your people.",
        number,
        n=count(tr, number),
    )


def more_outcomes_title(view: ReviewFacts, tr: Translator, whole: ReviewFacts, first: int) -> str:
    """Return which of the term's results a further page shows."""
    return tr.text(
        "Results {first} to {last} of {all}.",
        first=first + 1,
        last=first + len(view.outcomes),
        all=len(whole.outcomes),
    )


def plan_title(view: ReviewFacts, tr: Translator) -> str:
    """Return how many milestones are reached and what the last one's slip is."""
    reached = sum(line.actual is not None for line in view.milestones)
    number = len(view.milestones)
    if reached == 0:
        return _plan_ahead(view, tr)
    text = milestones_reached(tr, reached, number)
    rest = plan_rest(view, tr)
    return tr.sentences([text, rest]) if rest else text


def plan_rest(view: ReviewFacts, tr: Translator) -> str:
    """Return how the last milestone keeps its date; empty where that is not to be said."""
    reached = sum(line.actual is not None for line in view.milestones)
    last = _last_agreed(view.milestones)
    if last is None or last.slip is None:
        return ""
    if last.slip > 0:
        days = working_days(tr, last.slip)
        if last.actual is not None:
            return tr.text("The last came {days} late.", days=days)
        return tr.text("The last is {days} late.", days=days)
    if last.slip < 0:
        days = working_days(tr, -last.slip)
        if last.actual is not None:
            return tr.text("The last came {days} early.", days=days)
        return tr.text("The last is {days} early.", days=days)
    late = _came_late(view.milestones)
    if reached == len(view.milestones) and late:
        return tr.plural("One came late.", "{n} came late.", late, n=count(tr, late))
    return tr.text("The last keeps its date.")


def _came_late(lines: tuple[PlanMilestoneView, ...]) -> int:
    """Return how many came late: a last one on its date must not hide them."""
    return sum(line.actual is not None and (line.slip or 0) > 0 for line in lines)


def _plan_ahead(view: ReviewFacts, tr: Translator) -> str:
    """Return what is agreed while nothing is reached yet."""
    number = len(view.milestones)
    last = max((line.agreed for line in view.milestones if line.agreed), default=None)
    if last is None:
        return tr.plural(
            "One milestone is ahead.", "{n} milestones are ahead.", number, n=count(tr, number)
        )
    if number == 1:
        return tr.text("The milestone is agreed for {day}.", day=spoken(tr, last, view.today))
    return tr.plural(
        "One milestone is agreed, for {day}.",
        "{n} milestones are agreed, the last for {day}.",
        number,
        n=count(tr, number),
        day=spoken(tr, last, view.today),
    )


def _last_agreed(lines: tuple[PlanMilestoneView, ...]) -> PlanMilestoneView | None:
    agreed = [line for line in lines if line.agreed is not None]
    closing = [line for line in agreed if line.kind is MilestoneKind.ACCEPTANCE]
    return max(closing or agreed, key=lambda line: line.agreed or date.min, default=None)


def promises_title(view: ReviewFacts, tr: Translator) -> str:
    """Return how many promises each side kept."""
    ours, yours = view.our_promises, view.your_promises
    kept_ours = sum(promise.kept for promise in ours)
    kept_yours = sum(promise.kept for promise in yours)
    if ours and yours:
        return tr.text(
            "We kept {ours} of {our_all} promises, you {yours} of {your_all}.",
            ours=kept_ours,
            our_all=len(ours),
            yours=kept_yours,
            your_all=len(yours),
        )
    if ours:
        return tr.text("We kept {n} of {all} promises.", n=kept_ours, all=len(ours))
    return tr.text("You kept {n} of {all} promises.", n=kept_yours, all=len(yours))


def more_promises_title(
    view: ReviewFacts, tr: Translator, whole: ReviewFacts, before: tuple[int, int]
) -> str:
    """Return which of the term's promises a further page shows, after `before` of each side."""
    parts = []
    for shown, everything, first, many, one in (
        (
            view.our_promises, whole.our_promises, before[0],
            N_("Our promises {first} to {last} of {all}."), N_("Our promise {last} of {all}."),
        ),
        (
            view.your_promises, whole.your_promises, before[1],
            N_("Your promises {first} to {last} of {all}."), N_("Your promise {last} of {all}."),
        ),
    ):  # fmt: skip
        if shown:
            last = first + len(shown)
            said = one if len(shown) == 1 else many
            parts.append(tr.text(said, first=first + 1, last=last, all=len(everything)))
    return tr.sentences(parts)


def next_title(view: ReviewFacts, tr: Translator) -> str:
    """Return how many commitments there are, and the first date."""
    number = len(view.next_steps)
    days = [step.by for step in view.next_steps if step.by is not None]
    if not days:
        return tr.plural(
            "One commitment for the coming quarter.",
            "{n} commitments for the coming quarter.",
            number,
            n=count(tr, number),
        )
    day = spoken(tr, max(min(days), view.today), view.today)
    if number == 1:
        return tr.text("The coming quarter has one commitment, by {day}.", day=day)
    return tr.plural(
        "One commitment for the coming quarter, by {day}.",
        "{n} commitments for the coming quarter, the first by {day}.",
        number,
        n=count(tr, number),
        day=day,
    )


def cover_lines(view: ReviewFacts, tr: Translator) -> list[str]:
    """Return the message of the whole pack: what was reached, then what is next."""
    lines = []
    reached = sum(goal.reached for goal in view.goals)
    if view.goals and reached:
        lines.append(_reached(reached, len(view.goals), tr))
    elif view.value is not None:
        lines.append(value_title(view, tr))
    elif view.outcomes:
        number = len(view.outcomes)
        lines.append(
            tr.plural(
                "One result is confirmed.",
                "{n} results are confirmed.",
                number,
                n=count(tr, number),
            )
        )
    elif view.milestones:
        done = sum(line.actual is not None for line in view.milestones)
        if not done:
            return [_plan_ahead(view, tr)]
        lines.append(milestones_reached(tr, done, len(view.milestones)))
    waiting = [goal for goal in view.goals if not goal.reached]
    if waiting:
        lines.append(tr.text("Next: {title}.", title=waiting[0].title))
    elif view.next_steps:
        lines.append(next_title(view, tr))
    return lines or [tr.text("Where we stand, and what comes next.")]


def promise_reason(reason: str, new_date: str, owner: str, tr: Translator) -> str:
    """Return why a promise is still open, and its new date and owner."""
    said = reason.strip().rstrip(".。")
    parts = [said[:1].upper() + said[1:]] if said else []
    if new_date and owner:
        parts.append(tr.text("New date {day}, {name}", day=new_date, name=keep(owner)))
    elif new_date:
        parts.append(tr.text("New date {day}", day=new_date))
    stop = "。" if tr.is_chinese else "."
    return tr.sentences([part + stop for part in parts])


def confirmed(view: ReviewFacts, tr: Translator) -> str:
    """Return who confirmed the definition of success, and when."""
    if not view.success_by:
        return tr.text("To be confirmed today")
    if view.success_on is None:
        return tr.text(
            "Confirmed by {name}; to be confirmed again today", name=keep(view.success_by)
        )
    return tr.text(
        "Confirmed by {name}, {day}; to be confirmed again today",
        name=keep(view.success_by),
        day=keep(tr.date(view.success_on, "medium")),
    )


def day_of(day: date, view: ReviewFacts, tr: Translator) -> str:
    """Return a day of the period; in a term one that is far from today has its year."""
    return short(tr, day, view.today) if view.whole_term else short(tr, day)


def goal_read_out(goal: GoalView, tr: Translator) -> str:
    """Return what the track of a goal shows, for who cannot see it."""
    parts = [goal.title]
    for name, value in (
        (tr.text("Before"), goal.before),
        (tr.text("Now"), goal.now),
        (tr.text("Target"), goal.target),
    ):
        if value is not None:
            parts.append(f"{name} {quantity(value, goal.unit, tr, decimals(goal))}")
    return plain(tr.facts(parts))


def due_by(goal: GoalView, tr: Translator) -> str:
    """Return the target's date."""
    return tr.text("by {day}", day=short(tr, goal.target_on)) if goal.target_on else ""


def _low(number: int, tr: Translator) -> str:
    return count(tr, number).lower()
