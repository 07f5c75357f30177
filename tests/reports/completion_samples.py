"""Completion letters made by hand: a full one, one with hardly anything, one with too much."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from csdesk.domain.codes import (
    AcceptanceResult,
    ContactRole,
    Language,
    MeetingKind,
    Side,
    UserRole,
)
from csdesk.domain.views.common import MeetingView, Party, Person
from csdesk.domain.views.completion import CompletionView, DeliverableView
from csdesk.domain.views.letter import OpenPointView, TeamView
from csdesk.domain.views.qbr import GoalView, OutcomeView
from csdesk.domain.views.status import MilestoneLine
from tests.reports.qbr_samples import drawn_qbr
from tests.reports.samples import drawn_status

TODAY = date(2027, 1, 8)
_WORDS = {
    Language.EN: (
        "Ruth Pike", "Managing director", "Lena Brandt", "h",
        ("Dispatch running in Leeds, Hull, Goole and York", "Driver and route data imported",
         "98 people trained, dispatchers and drivers", "Single sign-on for all 98 people"),
        ("Route report leaves out depots without deliveries", "Two drivers without a handheld"),
    ),
    Language.ZH_CN: (
        "裴若思", "总经理", "林博", "小时",
        ("苏州、无锡、常州、镇江四个场站启用调度", "司机与线路资料导入完毕",
         "调度员与司机共98人完成培训", "98人单点登录"),
        ("线路报表漏掉没有配送的场站", "两名司机还没有手持终端"),
    ),
    Language.ZH_TW: (
        "裴若思", "總經理", "林博", "小時",
        ("臺北、桃園、臺中三個倉庫啟用系統", "歷史庫存資料匯入完成",
         "倉管與主管共34人完成訓練", "34人單一登入"),
        ("盤點報表漏掉沒有出入庫的倉位", "兩位倉管還沒有手持終端"),
    ),
}  # fmt: skip


def drawn_completion(language: Language = Language.EN) -> CompletionView:
    """The letter after the roll-out of the drawn status report."""
    status, review = drawn_status(language), drawn_qbr(language)
    boss, title, carer, _, deliverables, points = _WORDS[language]
    agreed = date(2026, 9, 23)
    return CompletionView(
        language=language,
        today=TODAY,
        us=status.us,
        customer=status.customer,
        sender=status.sender,
        project=status.project,
        to=Person(name=boss, title=title, role=ContactRole.SPONSOR),
        live_on=date(2026, 12, 18),
        signed_on=date(2026, 9, 14),
        value_on=date(2026, 12, 1),
        accepted_on=date(2027, 1, 5),
        acceptance=AcceptanceResult.PUNCH_LIST,
        deliverables=tuple(
            DeliverableView(title=one, agreed_by=boss, agreed_on=agreed) for one in deliverables
        ),
        milestones=tuple(
            replace(line, actual=line.actual or line.forecast, forecast=None, done_share=1.0)
            for line in status.milestones
        ),
        criteria_passed=5,
        criteria_all=6,
        done_items=43,
        all_items=44,
        goals=review.goals,
        outcomes=review.outcomes[:2],
        open_points=(
            OpenPointView(code="P1", title=points[0], owner=status.sender.name,
                          due=date(2027, 1, 15)),
            OpenPointView(code="P2", title=points[1], side=Side.CUSTOMER, due=date(2027, 1, 22)),
        ),
        carer=TeamView(name=carer, role=UserRole.CSM, mail="lena.brandt@northlane.example",
                       phone="+44 113 555 0143"),
        support_mail="support@northlane.example",
        support_phone="+44 113 555 0100",
        next_review=MeetingView(kind=MeetingKind.QBR, day=date(2027, 4, 9), at=time(10),
                                end=time(11, 30), people=(boss, carer)),
    )  # fmt: skip


def empty_completion(language: Language = Language.EN) -> CompletionView:
    """A project that is live, and nothing else that is known."""
    view = drawn_completion(language)
    return CompletionView(
        language=language,
        today=TODAY,
        us=view.us,
        customer=view.customer,
        sender=view.sender,
        project=view.project,
        live_on=view.live_on,
    )


def huge_completion(language: Language = Language.EN) -> CompletionView:
    """Long names everywhere, and lists of two thousand."""
    view = drawn_completion(language)
    long = " ".join(line.name for line in view.milestones) * 3
    return replace(
        view,
        project=long,
        customer=Party(name=long[:300]),
        to=Person(name=long[:120], title=long, role=ContactRole.SPONSOR),
        deliverables=tuple(
            DeliverableView(title=f"{n} {long}", agreed_by=long) for n in range(2000)
        ),
        milestones=tuple(
            MilestoneLine(name=f"{n} {long}", agreed=TODAY, actual=TODAY + timedelta(n), slip=n)
            for n in range(2000)
        ),
        goals=tuple(
            GoalView(title=f"{long} {n}", unit=long[:60], before=Decimal(n), now=Decimal(3 * n),
                     target=Decimal(9 * n), target_on=TODAY, said_by=long)
            for n in range(2000)
        ),
        outcomes=tuple(
            OutcomeView(day=TODAY, title=long, evidence=long, said_by=long) for _ in range(2000)
        ),
        open_points=tuple(
            OpenPointView(code=f"P{n}", title=long, owner=long, due=TODAY + timedelta(n))
            for n in range(2000)
        ),
        next_review=MeetingView(kind=MeetingKind.OTHER, title=long, day=TODAY, people=(long,) * 30),
    )  # fmt: skip
