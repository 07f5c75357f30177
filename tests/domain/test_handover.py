"""How complete a handover card is: every part, its gaps, the question for each."""

from datetime import date
from decimal import Decimal

import pytest

from csdesk.domain.codes import ContactRole, PointKind
from csdesk.domain.handover import WEIGHTS, CardFacts, Part, measure
from csdesk.domain.records import Contact, Contract, Customer, Goal, SuccessConfirmation
from csdesk.domain.records_delivery import Criterion, Deliverable
from csdesk.domain.records_kickoff import Handover, HandoverPoint
from csdesk.i18n import LANGUAGES, Translator

DAY = date(2026, 11, 20)
BARE = Customer(uid="c", code="acme", name="Acme")


def point(kind: PointKind, text: str = "A text", **more: object) -> HandoverPoint:
    return HandoverPoint(customer_id=1, kind=kind, text=text, **more)  # type: ignore[arg-type]


def person(role: ContactRole) -> Contact:
    return Contact(uid=role, customer_id=1, name=role, role=role)


def full() -> CardFacts:
    """Return a card on which nothing is missing."""
    return CardFacts(
        customer=Customer(uid="c", code="acme", name="Acme", success_text="Rosters by Friday"),
        handover=Handover(
            customer_id=1, why_bought="Fines", budget_minor=0, process="Paper", working_with="Chat"
        ),
        points=[
            point(PointKind.PAIN, answer="Rules in the plan"),
            point(PointKind.PROMISE), point(PointKind.DATE, day=DAY), point(PointKind.TOUCHPOINT),
        ],
        seller="Zhao Lei",
        people=[person(ContactRole.SPONSOR), person(ContactRole.PROJECT_MANAGER)],
        goals=[
            Goal(
                customer_id=1, title="Overtime down", metric="Hours", baseline=Decimal(100),
                target=Decimal(0), target_date=DAY, said_by="Guo Wei",
            )
        ],
        confirmations=[
            SuccessConfirmation(customer_id=1, day=DAY, confirmed_by="Guo Wei", text="Rosters")
        ],
        deliverables=[
            Deliverable(id=7, project_id=1, title="Rosters", agreed_by="Guo Wei"),
            Deliverable(id=8, project_id=1, title="Payroll", in_scope=False),
        ],
        criteria=[Criterion(project_id=1, deliverable_id=7, text="They hang by Friday")],
        contract=Contract(
            customer_id=1, start=DAY, end=date(2027, 11, 19), signed_on=DAY, annual_minor=1,
            notice_days=0,
        ),
    )  # fmt: skip


def test_weights_are_percents() -> None:
    assert sum(WEIGHTS.values()) == 100
    assert set(WEIGHTS) == set(Part)


def test_nothing_known_asks_for_every_part_the_heaviest_first() -> None:
    meter = measure(CardFacts(customer=BARE))
    assert meter.percent == 0
    assert {gap.part for gap in meter.gaps} == set(Part)
    weights = [WEIGHTS[gap.part] for gap in meter.gaps]
    assert weights == sorted(weights, reverse=True)
    assert all(gap.question.endswith("?") or "?" in gap.question for gap in meter.gaps)


def test_a_full_card_misses_nothing_and_a_target_of_zero_is_a_target() -> None:
    meter = measure(full())
    assert (meter.percent, meter.gaps) == (100, ())


@pytest.mark.parametrize(
    ("part", "change", "percent"),
    [
        (Part.PAINS, {"points": [point(PointKind.PAIN, "Paper", id=3)]}, 78),
        (Part.GOALS, {"goals": [Goal(id=3, customer_id=1, title="Less overtime")]}, 92),
        (Part.SUCCESS, {"confirmations": []}, 95),
        (Part.SCOPE, {"criteria": []}, 97),
        (Part.DECIDERS, {"people": [person(ContactRole.DECISION_MAKER)]}, 95),
        (Part.TERMS, {"contract": Contract(id=3, customer_id=1, start=DAY)}, 98),
        (Part.SALES_LEAD, {"seller": ""}, 95),
        (Part.PROCESS, {"handover": Handover(customer_id=1, why_bought="x", budget_note="y",
                                             process="z")}, 98),
    ],
)  # fmt: skip
def test_what_is_half_known_counts_half_and_names_its_record(
    part: Part, change: dict[str, object], percent: int
) -> None:
    facts = full()
    values = {name: getattr(facts, name) for name in facts.__dataclass_fields__} | change
    meter = measure(CardFacts(**values))
    assert meter.percent == percent
    gap = next(gap for gap in meter.gaps if gap.part is part)
    if part in (Part.PAINS, Part.GOALS, Part.TERMS):
        assert gap.record_id == 3
    if part is Part.SCOPE:
        assert gap.record_id == 7  # nothing is asked of what is outside the scope


def test_each_goal_is_asked_for_by_what_it_lacks() -> None:
    meter = measure(
        CardFacts(customer=BARE, goals=[Goal(customer_id=1, title="Less", metric="h", said_by="G")])
    )
    gap = next(gap for gap in meter.gaps if gap.part is Part.GOALS)
    assert (gap.name, gap.lacks) == ("Less", ("starting value", "target value", "target date"))


def test_almost_all_is_not_all() -> None:
    facts = full()
    goals = [*facts.goals] * 60 + [Goal(customer_id=1, title="Last", metric="h")]
    values = {name: getattr(facts, name) for name in facts.__dataclass_fields__} | {"goals": goals}
    assert measure(CardFacts(**values)).percent == 99


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
def test_every_question_is_translated(language: str) -> None:
    words = Translator(language)
    for facts in (CardFacts(customer=BARE), full()):
        for gap in measure(facts).gaps:
            assert words.text(gap.question) != gap.question
            assert words.text(gap.what) != gap.what
