"""Records around a plan that documents show: goals, risks, decisions."""

from collections.abc import Sequence
from datetime import date

from csdesk.data.reader import Reader
from csdesk.domain.codes import RiskStatus, Visibility
from csdesk.domain.records import Decision, Goal, GoalValue, Outcome, Project, Risk
from csdesk.domain.records_kickoff import GoalConfirmation
from csdesk.domain.views.qbr import GoalView, OutcomeView
from csdesk.domain.views.status import DecisionView, RiskView

_HIGH, _MEDIUM = 15, 8  # probability times impact


def goal_views(reader: Reader, goals: Sequence[Goal], today: date) -> list[GoalView]:
    """Return goals with their last measured value on or before `today`, in their order."""
    views = []
    for goal in sorted(goals, key=lambda one: (one.position, one.id)):
        values = [one for one in reader.find(GoalValue, goal_id=goal.id) if one.day <= today]
        last = max(values, key=lambda one: (one.day, one.id), default=None)
        word = last_confirmation(reader, goal, today)
        views.append(
            GoalView(
                title=goal.title,
                unit=goal.unit,
                said_by=goal.said_by,
                said_on=goal.said_on,
                confirmed_by=word.confirmed_by if word else "",
                confirmed_on=word.day if word else None,
                before=goal.baseline,
                now=last.value if last else None,
                now_on=last.day if last else None,
                target=goal.target,
                target_on=goal.target_date,
            )
        )
    return views


def last_confirmation(reader: Reader, goal: Goal, today: date) -> GoalConfirmation | None:
    """Return the last word that a goal is right, beside who said it first; None without one."""
    found = [one for one in reader.find(GoalConfirmation, goal_id=goal.id) if one.day <= today]
    return max(found, key=lambda one: (one.day, one.id), default=None)


def outcome_view(outcome: Outcome, currency: str, said_by: str = "") -> OutcomeView:
    """Return a result as documents show it; `currency` is that of one without its own."""
    return OutcomeView(
        day=outcome.day,
        title=outcome.title,
        metric=outcome.metric,
        amount=outcome.amount,
        unit=outcome.unit,
        money_minor=outcome.money_minor,
        currency=outcome.currency or currency,
        evidence=outcome.evidence,
        said_by=said_by or outcome.said_by,
        quote=outcome.may_quote,
    )


def risk_views(reader: Reader, project: Project) -> tuple[RiskView, ...]:
    """Return the open risks that the customer may see, the gravest first."""
    found = [
        risk
        for risk in reader.find(Risk, customer_id=project.customer_id)
        if risk.visibility is Visibility.CUSTOMER
        and risk.status is not RiskStatus.CLOSED
        and risk.project_id in (None, project.id)
    ]
    found.sort(key=lambda risk: (-risk.probability * risk.impact, risk.id))
    return tuple(shown_risk(risk) for risk in found)


def shown_risk(risk: Risk) -> RiskView:
    """Return a risk as documents grade it."""
    return RiskView(
        grade=_grade(risk.probability * risk.impact),
        title=risk.title,
        response=risk.response,
        owner=risk.owner,
        side=risk.side,
        trigger_on=risk.trigger_on,
    )


def decision_views(reader: Reader, project: Project, today: date) -> tuple[DecisionView, ...]:
    """Return the decisions that the customer may see, the newest first."""
    found = [
        decision
        for decision in reader.find(Decision, customer_id=project.customer_id)
        if decision.visibility is Visibility.CUSTOMER
        and decision.day <= today
        and decision.project_id in (None, project.id)
    ]
    found.sort(key=lambda decision: (decision.day, decision.id), reverse=True)
    return tuple(DecisionView(day=one.day, what=one.what, who=one.who) for one in found)


def _grade(score: int) -> int:
    return 3 if score >= _HIGH else 2 if score >= _MEDIUM else 1
