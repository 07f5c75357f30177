"""The check of the customer's project manager: its order, and what each answer leads to."""

import pytest

from csdesk.domain.codes import Strength
from csdesk.domain.manager_check import QUESTIONS, answered, proposals, skipped
from csdesk.domain.records_kickoff import ManagerCheck
from csdesk.i18n import LANGUAGES, Translator


def check(**answers: Strength) -> ManagerCheck:
    return ManagerCheck(project_id=1, **answers)  # type: ignore[arg-type]


def test_the_order_is_business_then_time_then_it() -> None:
    assert list(QUESTIONS) == ["knows_business", "has_time", "judges_it"]


def test_a_later_answer_needs_the_earlier_ones() -> None:
    assert skipped(check()) is None
    assert skipped(check(knows_business=Strength.FAIR)) is None
    assert skipped(check(has_time=Strength.FAIR)) == "knows_business"
    assert skipped(check(knows_business=Strength.STRONG, judges_it=Strength.STRONG)) == "has_time"
    assert answered(check(knows_business=Strength.STRONG, judges_it=Strength.STRONG)) == 1


def test_strong_answers_lead_to_nothing() -> None:
    strong = check(**dict.fromkeys(QUESTIONS, Strength.STRONG))
    assert proposals(strong) == ()


def test_an_earlier_question_and_a_weaker_answer_weigh_more() -> None:
    weak = proposals(check(**dict.fromkeys(QUESTIONS, Strength.WEAK)))
    fair = proposals(check(**dict.fromkeys(QUESTIONS, Strength.FAIR)))
    assert [one.question for one in weak] == list(QUESTIONS)
    grades = [one.probability * one.impact for one in weak]
    assert grades == sorted(grades, reverse=True)
    for worse, better in zip(weak, fair, strict=True):
        assert worse.probability * worse.impact > better.probability * better.impact
        assert (worse.risk, worse.action) != (better.risk, better.action)


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one != "en"])
@pytest.mark.parametrize("strength", [Strength.WEAK, Strength.FAIR])
def test_each_proposal_is_said_in_three_languages(language: str, strength: Strength) -> None:
    words = Translator(language)
    for one in proposals(check(**dict.fromkeys(QUESTIONS, strength))):
        for msgid in (one.risk, one.response, one.action):
            assert words.text(msgid, who="周敏") != msgid.replace("{who}", "周敏")
