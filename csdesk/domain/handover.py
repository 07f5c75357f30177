"""How complete the handover card of a customer is, and what to ask before the kickoff (A1-A4).

Pure: records in, shares and msgids out. A question is worded as one says it to whoever knows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from csdesk.domain.codes import ContactRole, PointKind
from csdesk.domain.errors import N_
from csdesk.domain.records import (
    Contact,
    Contract,
    Customer,
    Goal,
    SuccessConfirmation,
)
from csdesk.domain.records_delivery import Criterion, Deliverable
from csdesk.domain.records_kickoff import Handover, HandoverPoint


class Part(StrEnum):
    """A part of the card that should be known before the kickoff."""

    PAINS = "pains"
    GOALS = "goals"
    SUCCESS = "success"
    SCOPE = "scope"
    DECIDERS = "deciders"
    WHY = "why"
    SALES_LEAD = "sales_lead"
    PROMISES = "promises"
    BUDGET = "budget"
    DATES = "dates"
    TOUCHPOINTS = "touchpoints"
    PROCESS = "process"
    TERMS = "terms"


WEIGHTS: Mapping[Part, int] = {
    Part.PAINS: 15,
    Part.GOALS: 15,
    Part.SUCCESS: 10,
    Part.SCOPE: 10,
    Part.DECIDERS: 10,
    Part.WHY: 5,
    Part.SALES_LEAD: 5,
    Part.PROMISES: 5,
    Part.BUDGET: 5,
    Part.DATES: 5,
    Part.TOUCHPOINTS: 5,
    Part.PROCESS: 5,
    Part.TERMS: 5,
}
PART_LABELS: Mapping[Part, str] = {
    Part.PAINS: N_("Pains and promised solutions"),
    Part.GOALS: N_("Goals"),
    Part.SUCCESS: N_("Definition of success"),
    Part.SCOPE: N_("Scope and acceptance"),
    Part.DECIDERS: N_("Who decides and who runs it"),
    Part.WHY: N_("Why they bought"),
    Part.SALES_LEAD: N_("Sales lead"),
    Part.PROMISES: N_("Promises made"),
    Part.BUDGET: N_("Budget"),
    Part.DATES: N_("Key dates"),
    Part.TOUCHPOINTS: N_("Touchpoints"),
    Part.PROCESS: N_("How they work today"),
    Part.TERMS: N_("Contract terms"),
}
_DECIDERS = (ContactRole.SPONSOR, ContactRole.DECISION_MAKER)
# What a goal needs to be measured by, with its words.
_GOAL_NEEDS: Mapping[str, str] = {
    "metric": N_("measure"),
    "baseline": N_("starting value"),
    "target": N_("target value"),
    "target_date": N_("target date"),
    "said_by": N_("who said it"),
}
_TERM_NEEDS: Mapping[str, str] = {
    "signed_on": N_("signature date"),
    "end": N_("end"),
    "annual_minor": N_("annual value"),
    "notice_days": N_("notice period"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CardFacts:
    """What is known of a customer's purchase; people are those who have not left."""

    customer: Customer
    handover: Handover | None = None
    points: Sequence[HandoverPoint] = ()
    seller: str = ""  # the sales lead's name: the card's, else the deal's
    people: Sequence[Contact] = ()
    goals: Sequence[Goal] = ()
    confirmations: Sequence[SuccessConfirmation] = ()
    deliverables: Sequence[Deliverable] = ()
    criteria: Sequence[Criterion] = ()
    contract: Contract | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """What is missing in a part, and the question that fills it; both msgids.

    `what` may have the places `{name}` and `{lacks}`; `record_id` is the record to complete.
    """

    part: Part
    what: str
    question: str
    name: str = ""
    lacks: tuple[str, ...] = ()
    record_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class PartState:
    """How much of a part is known: `share` from 0 to 1 of its `weight`."""

    part: Part
    weight: int
    share: float
    gaps: tuple[Gap, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Meter:
    """How complete a card is: `percent` sums the known shares, and is never 100 with a gap."""

    percent: int
    parts: tuple[PartState, ...]

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """What is missing, the heaviest first."""
        left = sorted(self.parts, key=lambda one: -one.weight * (1 - one.share))
        return tuple(gap for one in left for gap in one.gaps)


def measure(facts: CardFacts) -> Meter:
    """Return how complete a card is."""
    found = {
        Part.PAINS: _pains(facts),
        Part.GOALS: _goals(facts),
        Part.SUCCESS: _success(facts),
        Part.SCOPE: _scope(facts),
        Part.DECIDERS: _deciders(facts),
        Part.TERMS: _terms(facts),
        **_words_of(facts),
        **_points_of(facts),
    }
    parts = tuple(
        PartState(part=part, weight=weight, share=found[part][0], gaps=tuple(found[part][1]))
        for part, weight in WEIGHTS.items()
    )
    percent = round(sum(one.weight * one.share for one in parts))
    if percent == 100 and any(one.gaps for one in parts):
        percent = 99
    return Meter(percent=percent, parts=parts)


_Found = tuple[float, list[Gap]]


def _pains(facts: CardFacts) -> _Found:
    pains = [one for one in facts.points if one.kind is PointKind.PAIN]
    if not pains:
        gap = Gap(
            part=Part.PAINS,
            what=N_("No pain is noted"),
            question=N_("What costs you the most time or money today, and whom does it annoy?"),
        )
        return 0, [gap]
    gaps = [
        Gap(
            part=Part.PAINS,
            what=N_("No solution is noted for “{name}”"),
            question=N_("What did we say would solve this, and what did you imagine by it?"),
            name=one.text,
            record_id=one.id,
        )
        for one in pains
        if not one.answer
    ]
    return 1 - len(gaps) / len(pains) / 2, gaps


def _goals(facts: CardFacts) -> _Found:
    if not facts.goals:
        gap = Gap(
            part=Part.GOALS,
            what=N_("No goal is noted"),
            question=N_("What should be better, by how much, measured how, and by when?"),
        )
        return 0, [gap]
    gaps, shares = [], []
    for goal in facts.goals:
        lacks = _lacks(goal, _GOAL_NEEDS)
        shares.append(1 - len(lacks) / len(_GOAL_NEEDS) / 2)
        if lacks:
            gaps.append(
                Gap(
                    part=Part.GOALS,
                    what=N_("Goal “{name}”: {lacks} missing"),
                    question=N_(
                        "Where does this figure stand today, and where must it be, by when?"
                    ),
                    name=goal.title,
                    lacks=lacks,
                    record_id=goal.id,
                )
            )
    return sum(shares) / len(shares), gaps


def _success(facts: CardFacts) -> _Found:
    if not facts.customer.success_text:
        gap = Gap(
            part=Part.SUCCESS,
            what=N_("What success means is not written down"),
            question=N_("How will you notice in half a year that this was a success?"),
        )
        return 0, [gap]
    if not facts.confirmations:
        gap = Gap(
            part=Part.SUCCESS,
            what=N_("Nobody confirmed what success means"),
            question=N_("We noted this as your success. Is that right, and who says so?"),
        )
        return 0.5, [gap]
    return 1, []


def _scope(facts: CardFacts) -> _Found:
    inside = [one for one in facts.deliverables if one.in_scope]
    if not inside:
        gap = Gap(
            part=Part.SCOPE,
            what=N_("No deliverable is agreed"),
            question=N_("What belongs to this project, and what expressly does not?"),
        )
        return 0, [gap]
    checked = {one.deliverable_id for one in facts.criteria}
    gaps, known = [], 0.0
    for one in inside:
        agreed, tested = bool(one.agreed_by), bool({one.id, None} & checked)
        known += (1 + agreed + tested) / 3
        if not tested:
            what = N_("“{name}” has no criterion of acceptance")
            question = N_("How will you check that this is done, and who checks it?")
        elif not agreed:
            what = N_("Nobody agreed to “{name}”")
            question = N_("Do you agree that we deliver exactly this?")
        else:
            continue
        gaps.append(
            Gap(part=Part.SCOPE, what=what, question=question, name=one.title, record_id=one.id)
        )
    return known / len(inside), gaps


def _deciders(facts: CardFacts) -> _Found:
    roles = {one.role for one in facts.people}
    gaps = []
    if not roles & set(_DECIDERS):
        gaps.append(
            Gap(
                part=Part.DECIDERS,
                what=N_("No sponsor or decision maker is named"),
                question=N_("Who decided to buy, and who will speak up for it when it gets hard?"),
            )
        )
    if ContactRole.PROJECT_MANAGER not in roles:
        gaps.append(
            Gap(
                part=Part.DECIDERS,
                what=N_("Their project manager is not named"),
                question=N_(
                    "Who runs this on your side, and how many hours a week are free for it?"
                ),
            )
        )
    return 1 - len(gaps) / 2, gaps


def _terms(facts: CardFacts) -> _Found:
    question = N_("When was it signed, how long does it run, and how can it be ended?")
    if facts.contract is None:
        gap = Gap(part=Part.TERMS, what=N_("No contract term is noted"), question=question)
        return 0, [gap]
    lacks = _lacks(facts.contract, _TERM_NEEDS)
    if not lacks:
        return 1, []
    gap = Gap(
        part=Part.TERMS,
        what=N_("Contract: {lacks} missing"),
        question=question,
        lacks=lacks,
        record_id=facts.contract.id,
    )
    return 1 - len(lacks) / len(_TERM_NEEDS) / 2, [gap]


def _words_of(facts: CardFacts) -> dict[Part, _Found]:
    """Return the parts that are one field of the card."""
    card = facts.handover
    rules = {
        Part.WHY: (
            card is not None and bool(card.why_bought),
            N_("Why they bought is not noted"),
            N_("Why now, and what would have happened without us?"),
        ),
        Part.SALES_LEAD: (
            bool(facts.seller),
            N_("The sales lead is not named"),
            N_("Who sold this, and whom do we ask what was said?"),
        ),
        Part.BUDGET: (
            card is not None and (card.budget_minor is not None or bool(card.budget_note)),
            N_("The budget is not noted"),
            N_("Which budget pays for this, how large is it, and who decides over it?"),
        ),
        Part.PROCESS: (
            card is not None and bool(card.process) and bool(card.working_with),
            N_("How they work, and want to be worked with, is not noted"),
            N_("How does it go today, step by step, and how do you like to work with a supplier?"),
        ),
    }
    found: dict[Part, _Found] = {
        part: (1, []) if known else (0, [Gap(part=part, what=what, question=question)])
        for part, (known, what, question) in rules.items()
    }
    if card is not None and bool(card.process) != bool(card.working_with):
        found[Part.PROCESS] = (0.5, found[Part.PROCESS][1])
    return found


def _points_of(facts: CardFacts) -> dict[Part, _Found]:
    """Return the parts of which one line is enough."""
    kinds = {one.kind for one in facts.points}
    rules = {
        Part.PROMISES: (
            PointKind.PROMISE,
            N_("No promise is noted"),
            N_("What did we promise that stands in no contract? If nothing, note that."),
        ),
        Part.DATES: (
            PointKind.DATE,
            N_("No key date is noted"),
            N_("Which days must not move: an opening, a season, the end of the old contract?"),
        ),
        Part.TOUCHPOINTS: (
            PointKind.TOUCHPOINT,
            N_("No touchpoint is noted"),
            N_("Who wants to hear from us, how often, and by mail, phone or chat?"),
        ),
    }
    return {
        part: (1, []) if kind in kinds else (0, [Gap(part=part, what=what, question=question)])
        for part, (kind, what, question) in rules.items()
    }


def _lacks(record: object, needs: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(words for name, words in needs.items() if getattr(record, name) in (None, ""))
