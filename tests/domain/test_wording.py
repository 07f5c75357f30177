"""What is computed reads as a sentence in three languages, and never names what is internal."""

from dataclasses import replace
from datetime import date

import pytest

from csdesk.domain.codes import (
    Cause,
    MilestoneKind,
    ProjectStatus,
    Rag,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.records import SlipEntry
from csdesk.domain.state import Reason
from csdesk.domain.wording import Wording, cause_of
from csdesk.i18n import Translator
from tests.domain.plans import Plan, nov

CODES = [
    "no_baseline", "finish_later", "value_outside_window", "no_value_milestone", "blocked",
    "go_live_moved", "acceptance_refused", "not_kicked_off", "on_hold", "finished", "on_baseline",
    "ahead", "overridden",
]  # fmt: skip


def late_plan() -> Plan:
    plan = Plan(tolerance_red=20)
    plan.phase("p")
    plan.add(
        "Employee file", parent="p", start=nov(9), target=nov(12), number=34, side=Side.CUSTOMER,
        owner_name="Zhou Min", duration=4, progress=20,
        status=Status.IN_PROGRESS, actual_start=nov(9),
    )  # fmt: skip
    plan.add(
        "Secret",
        parent="p",
        start=nov(13),
        target=nov(17),
        visibility=Visibility.INTERNAL,
        number=35,
    )
    plan.add("Import", parent="p", start=nov(18), target=nov(19), number=36)
    plan.milestone("Go-live", MilestoneKind.GO_LIVE, parent="p", target=nov(19))
    plan.link("Employee file", "Secret")
    plan.link("Secret", "Import")
    plan.agree(**{"Employee file": nov(12), "Go-live": nov(19)})
    return plan


def wording(plan: Plan, language: str = "en", *, safe: bool = False) -> Wording:
    rows = {row.id: row for row in plan.rows}
    names = {row.id: row.owner_name for row in plan.rows}
    return Wording(
        Translator(language), plan.project, rows, plan.state(), owner_names=names, safe=safe
    )


def test_the_headline_says_colour_and_reason() -> None:
    plan = late_plan()
    slip = plan.row("Go-live").slip
    assert slip == 9
    assert wording(plan).headline() == "Amber: go-live 9 working days late"
    assert wording(plan, "zh_CN").headline() == "黄色：上线晚 9 个工作日"
    assert wording(plan).waiting() == "Zhou Min for 9 days"
    assert wording(plan).path()[0] == "Zhou Min: A34 Employee file, by 25 Nov"


def test_slip_with_its_causes() -> None:
    plan = late_plan()
    plan.more["slips"] = [
        SlipEntry(
            id=1, project_id=1, milestone_id=plan.ids["Go-live"], day=nov(19), days=5,
            cause=Cause.CUSTOMER, text="employee file",
        )
    ]  # fmt: skip
    assert wording(plan).slip() == (
        "9 working days late: 5 customer (employee file), "
        "4 not yet recorded (A34 Employee file, customer)"
    )
    assert "（A34 Employee file，客户方）" in wording(plan, "zh_CN").slip()
    plan.agreed = []
    assert wording(plan).slip() == ""


def test_an_internal_row_is_our_preparation() -> None:
    plan = late_plan()
    assert wording(plan).why_here(plan.ids["Import"]).startswith("Follows A35 Secret")
    safe = wording(plan, safe=True)
    assert safe.why_here(plan.ids["Import"]).startswith("Follows our preparation")
    said = [
        safe.headline(), safe.slip(), safe.waiting(), *safe.path(), *safe.reasons(),
        *(safe.blocked(row) for row in plan.state().rows.values()),
        *(safe.contradiction(row.id) for row in plan.rows),
    ]  # fmt: skip
    assert not any("Secret" in text for text in said)


def test_blocked_and_late() -> None:
    plan = late_plan()
    words = wording(plan)
    assert words.late(plan.row("Employee file")) == "6 days late"
    assert words.blocked(plan.row("Secret")) == "Blocked since 13 Nov by A34 Employee file"
    assert words.blocked(plan.row("Employee file")) == ""
    plan.rows[1] = replace(plan.rows[1], blocked_by_hand="No VPN", blocked_since=nov(12))
    assert wording(plan).blocked(plan.row("Employee file")) == "Blocked since 12 Nov by No VPN"
    safe = wording(plan, safe=True)
    assert safe.blocked(plan.row("Employee file")) == "Blocked since 12 Nov"


def test_the_window() -> None:
    plan = late_plan()
    plan.more["signed_on"] = date(2026, 9, 14)
    assert wording(plan).window(plan.state().window) == "23 days left"
    plan.more["golden_days"] = 66
    assert wording(plan).window(plan.state().window) == "1 day past the window"
    plan.more["value_reached_on"] = nov(19)
    assert wording(plan).window(plan.state().window) == "Value on day 66"
    assert wording(plan).window(None) == ""


def test_an_override_hides_its_note() -> None:
    plan = late_plan()
    plan.project = replace(
        plan.project, rag_override=Rag.GREEN, rag_by="Ann", rag_on=nov(19), rag_note="internal"
    )
    assert wording(plan).headline() == "Green: set by Ann on 19 Nov"
    plan.project = replace(plan.project, rag_sentence="Back on track")
    assert wording(plan, safe=True).reasons()[0] == "Back on track"


def test_hold_and_finish() -> None:
    plan = late_plan()
    plan.project = replace(
        plan.project, status=ProjectStatus.ON_HOLD, hold_reason="Owner change", resume_on=nov(60)
    )
    assert wording(plan).headline() == "Owner change, resumes on 30 Dec"
    assert wording(plan, safe=True).headline() == "On hold, resumes on 30 Dec"
    plan.project = replace(plan.project, status=ProjectStatus.FINISHED)
    assert wording(plan).headline().startswith("Finished on")


def test_problems_are_said() -> None:
    plan = Plan()
    plan.add("a", start=nov(23), target=nov(24))
    plan.add("b", start=nov(23), target=nov(24))
    plan.link("a", "b")
    plan.link("b", "a")
    assert wording(plan).problems() == ["These rows wait for each other: a → b. Take out one link."]
    plan.links.pop()
    assert wording(plan).contradiction(2) == "Dated before a allows"


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("code", CODES)
def test_every_reason_has_words(language: str, code: str) -> None:
    plan = late_plan()
    words = wording(plan, language)
    full = Reason(code=code, row_id=2, days=3, day=nov(30), limit=nov(31))
    assert words.reason(full)
    assert words.reason(Reason(code=code))
    if language != "en":
        assert words.reason(full) != wording(plan).reason(full)


def test_causes_follow_sides() -> None:
    assert cause_of(Side.THIRD) is Cause.THIRD
    assert RowKind.PHASE.is_summary
