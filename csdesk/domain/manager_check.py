"""The check of the customer's project manager (D11): three questions in their order.

Pure: what a weak or fair answer means as a risk, and what to do about it, as msgids with the
place `{who}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from csdesk.domain.codes import Strength
from csdesk.domain.errors import N_
from csdesk.domain.records_kickoff import ManagerCheck

# Field -> what is asked, and how to find out. The order is the order of asking.
QUESTIONS: Final[Mapping[str, tuple[str, str]]] = {
    "knows_business": (
        N_("Knows the business and its roles"),
        N_("Ask who does what today, and what happens when one of them is away."),
    ),
    "has_time": (
        N_("Has the time in this period"),
        N_("Ask for the free hours of the coming weeks, and what else is due in them."),
    ),
    "judges_it": (
        N_("Can judge IT"),
        N_("Ask which systems ours has to talk to, and who looks after them."),
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Proposal:
    """What an answer that is not strong leads to: a risk with its grades, and an action."""

    question: str
    strength: Strength
    risk: str
    response: str
    action: str
    probability: int
    impact: int


_WORDS: Final[Mapping[tuple[str, Strength], tuple[str, str, str]]] = {
    ("knows_business", Strength.WEAK): (
        N_("{who} does not know the business well enough to run the project"),
        N_("Somebody from operations decides on content, or decisions are taken back later."),
        N_("Ask the sponsor for a person from operations beside {who}"),
    ),
    ("knows_business", Strength.FAIR): (
        N_("{who} knows only a part of the business"),
        N_("For each role that {who} does not know, somebody who does it is asked."),
        N_("List the roles with {who} and name a person to ask for each"),
    ),
    ("has_time", Strength.WEAK): (
        N_("{who} has no time for the project in this period"),
        N_("The sponsor frees hours or names a deputy, or the customer’s items stand still."),
        N_("Ask the sponsor for fixed hours of {who}, or for a deputy"),
    ),
    ("has_time", Strength.FAIR): (
        N_("{who} has little time for the project in this period"),
        N_("Fixed hours stand on the calendar, and we do what we can in the customer’s place."),
        N_("Agree on two fixed hours a week with {who}"),
    ),
    ("judges_it", Strength.WEAK): (
        N_("{who} cannot judge IT"),
        N_("Their IT answers technical questions directly, and confirms interfaces in writing."),
        N_("Ask {who} to bring their IT administrator to the next meeting"),
    ),
    ("judges_it", Strength.FAIR): (
        N_("{who} judges IT only in part"),
        N_("Technical questions go to a named person of their IT."),
        N_("Ask {who} for a person of their IT who answers our questions"),
    ),
}
# The earlier question weighs more: time helps nobody who does not know the business.
_IMPACT: Final[Mapping[str, int]] = {"knows_business": 5, "has_time": 4, "judges_it": 3}


def answered(check: ManagerCheck) -> int:
    """Return how many questions are answered, from the first one on."""
    count = 0
    for question in QUESTIONS:
        if getattr(check, question) is None:
            break
        count += 1
    return count


def skipped(check: ManagerCheck) -> str | None:
    """Return the question that was left out before an answered one; None if the order holds."""
    asked = list(QUESTIONS)
    for place, question in enumerate(asked):
        later = any(getattr(check, other) is not None for other in asked[place + 1 :])
        if getattr(check, question) is None and later:
            return question
    return None


def proposals(check: ManagerCheck) -> tuple[Proposal, ...]:
    """Return what the answers lead to, in the order of the questions; strong ones to nothing."""
    found = []
    for question in QUESTIONS:
        strength: Strength | None = getattr(check, question)
        words = _WORDS.get((question, strength)) if strength is not None else None
        if strength is None or words is None:
            continue
        weak = strength == Strength.WEAK
        risk, response, action = words
        found.append(
            Proposal(
                question=question,
                strength=strength,
                risk=risk,
                response=response,
                action=action,
                probability=4 if weak else 2,
                impact=_IMPACT[question] if weak else _IMPACT[question] - 1,
            )
        )
    return tuple(found)
