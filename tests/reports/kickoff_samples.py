"""Kickoff decks made by hand: a usual one, one with hardly anything, far too much, hostile."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from csdesk.domain.codes import ContactRole, Language, MeetingKind, MilestoneKind, Side, UserRole
from csdesk.domain.views.common import MeetingView, Party, Person, Sender
from csdesk.domain.views.kickoff import (
    KickoffView,
    MemberView,
    PainView,
    PlanLine,
    QuestionView,
    RhythmView,
)
from csdesk.domain.views.qbr import GoalView, NextStepView
from csdesk.domain.views.status import RiskView, WindowView
from tests.reports.qbr_samples import drawn_qbr

_WORDS: dict[Language, dict[str, Any]] = {
    Language.EN: {
        "project": "Dispatch roll-out",
        "phases": ("Prepare", "Connect and load data", "Configure and train", "Go live"),
        "titles": ("Project manager", "Head of dispatch", "IT lead", "Managing director", "Depot head, Leeds"),
        "brings": ("All dates and people on your side", "Routes and drivers as they are today", "Access to the order system", "Budget and the last word"),
        "needs": ("Name a key user for each depot", "Export routes and drivers of the last month", "Open the test system for our addresses", "Confirm the rules for invoices"),
        "gives": ("Test system with your logo", "Data of the Leeds depot loaded", "Training plan with dates per depot", "First route with proof of delivery"),
        "risks": (("Driver data is spread over four lists", "Clean up depot by depot, Leeds first"), ("Key users are on holiday in October", "Training on 5 and 12 October instead")),
        "question": "Will drivers without a company phone be able to sign?",
        "pains": (("Nobody knows where a parcel is after noon", "Every scan is seen at once"), ("Paper notes get lost, and the invoice with them", "Signature and photo at the door")),
        "third": "Hartwell Telematics",
    },
    Language.ZH_CN: {
        "project": "配送调度系统",
        "phases": ("准备", "对接与数据导入", "配置与培训", "上线"),
        "titles": ("项目经理", "调度主管", "IT负责人", "总经理", "苏州场站负责人"),
        "brings": ("贵方的时间与人员安排", "现有线路与司机资料", "订单系统的访问权限", "预算与最终决定"),
        "needs": ("为每个场站指定关键用户", "导出上月的线路与司机资料", "为我方地址开放测试系统", "确认对账规则"),
        "gives": ("带有贵方标志的测试系统", "苏州场站数据导入完成", "按场站排期的培训计划", "首条线路完成电子签收"),
        "risks": (("司机资料分散在四份表格中", "逐个场站清理，先从苏州开始"), ("关键用户10月休假", "培训改到10月5日和12日")),
        "question": "没有公司手机的司机能否签收？",
        "pains": (("中午之后没人知道货在哪里", "每次扫描即时可见"), ("纸质签收单常丢失，账单无法核对", "送达时签字并拍照")),
        "third": "华联车联网",
    },
    Language.ZH_TW: {
        "project": "倉儲管理系統",
        "phases": ("準備", "對接與資料匯入", "設定與訓練", "上線"),
        "titles": ("專案經理", "倉儲主管", "資訊主管", "總經理", "臺南倉主管"),
        "brings": ("貴方的時程與人員安排", "現有儲位與批號資料", "訂單系統的存取權限", "預算與最後決定"),
        "needs": ("為每個倉庫指定關鍵使用者", "匯出上月的庫存與批號資料", "為我方位址開放測試系統", "確認對帳規則"),
        "gives": ("印有貴方標誌的測試系統", "臺南倉資料匯入完成", "依倉庫排定的訓練計畫", "首批貨品完成追溯"),
        "risks": (("批號資料分散在四份表格", "逐倉清理，先從臺南開始"), ("關鍵使用者10月休假", "訓練改到10月5日與12日")),
        "question": "沒有公司手機的倉管能否掃描？",
        "pains": (("中午之後沒人知道貨在哪裡", "每次掃描即時可見"), ("紙本入庫單常遺失，帳單無法核對", "入庫時簽名並拍照")),
        "third": "華聯條碼",
    },
}  # fmt: skip


def drawn_kickoff(language: Language = Language.EN) -> KickoffView:
    """A deck as a usual project gives it."""
    w, review = _WORDS[language], drawn_qbr(language)
    people = review.meeting.people if review.meeting else ()
    goals = tuple(replace(goal, now=None, now_on=None) for goal in review.goals)
    starts = ((9, 14, 9, 25), (9, 28, 10, 16), (10, 19, 11, 27), (11, 30, 12, 18))
    days = (
        date(2026, 9, 23),
        date(2026, 10, 16),
        date(2026, 11, 20),
        date(2026, 12, 4),
        date(2026, 12, 11),
        date(2026, 12, 18),
    )
    phases = [
        PlanLine(name=name, start=date(2026, a, b), end=date(2026, c, d))
        for name, (a, b, c, d) in zip(w["phases"], starts, strict=True)
    ]
    marks = [
        PlanLine(name=line.name, kind=line.kind, end=day)
        for line, day in zip(review.milestones, days, strict=True)
    ]
    lines = sorted(
        [*phases, *marks], key=lambda line: (line.start or line.end, line.kind is not None)
    )
    roles = (
        ContactRole.PROJECT_MANAGER,
        ContactRole.DEPARTMENT_LEAD,
        ContactRole.IT_ADMIN,
        ContactRole.SPONSOR,
    )
    theirs = tuple(
        MemberView(
            person=Person(name=people[n % len(people)], title=w["titles"][n], role=role),
            side=Side.CUSTOMER,
            brings=w["brings"][n],
            items=3 - n,
            first=date(2026, 9, 25 + n),
        )
        for n, role in enumerate(roles)
    )
    third = MemberView(
        person=Person(name="Kim Hart", role=ContactRole.PARTNER),
        side=Side.THIRD,
        company=w["third"],
        items=1,
        first=date(2026, 10, 2),
        brings=w["needs"][2],
    )
    ours = (
        MemberView(
            person=Person(name=w.get("sender", review.sender.name), user_role=UserRole.CSM),
            side=Side.US,
            brings=w["gives"][2],
            items=4,
            first=date(2026, 9, 24),
        ),
        MemberView(
            person=Person(name="Lena Brandt", user_role=UserRole.CONSULTANT),
            side=Side.US,
            brings=w["gives"][1],
            items=6,
            first=date(2026, 9, 28),
        ),
    )
    needs = tuple(
        NextStepView(
            title=title,
            side=Side.CUSTOMER,
            owner=people[n // 2],
            by=date(2026, 9, 25) if n == 0 else date(2026, 10, 2 * n),
            done_when=review.milestones[1].name,
        )
        for n, title in enumerate(w["needs"])
    )
    gives = tuple(
        NextStepView(
            title=title,
            side=Side.US,
            owner=ours[n % 2].person.name,
            by=date(2026, 9, 24) if n == 0 else date(2026, 10, 3 * n),
            done_when=review.milestones[2].name,
        )
        for n, title in enumerate(w["gives"])
    )
    progress = MeetingView(
        kind=MeetingKind.PROGRESS,
        day=date(2026, 9, 30),
        at=time(10),
        end=time(10, 45),
        place="Teams",
        people=people[:3],
    )
    return KickoffView(
        language=language,
        today=date(2026, 9, 23),
        us=review.us,
        customer=review.customer,
        sender=replace(review.sender, phone="+44 113 496 0112"),
        project=w["project"],
        meeting=MeetingView(kind=MeetingKind.KICKOFF, day=date(2026, 9, 23), at=time(10), end=time(11, 30), place=review.meeting.place if review.meeting else "", people=people),
        goals=goals,
        success=review.success,
        success_by=review.success_by,
        success_on=date(2026, 9, 1),
        pains=tuple(
            PainView(text=title, answer=answer, said_by=people[n])
            for n, (title, answer) in enumerate(w["pains"])
        ),
        lines=tuple(lines),
        window=WindowView(signed_on=date(2026, 9, 1), last_day=date(2026, 11, 30), length=90, day=22, value_on=date(2026, 11, 20)),
        ours=ours,
        theirs=(*theirs, third),
        until=date(2026, 10, 21),
        needs=needs,
        gives=gives,
        rhythm=(RhythmView(kind=MeetingKind.PROGRESS, next=progress, every=7, at=time(10)),),
        tracker_number=1,
        tracker_on=date(2026, 9, 22),
        support_mail="help@northlane.example",
        support_phone="+44 113 496 0100",
        risks=tuple(RiskView(grade=3 - n, title=title, response=answer, owner=people[n], side=Side.CUSTOMER) for n, (title, answer) in enumerate(w["risks"])),
        questions=(QuestionView(text=w["question"], by=people[1], day=date(2026, 9, 10)),),
        next_steps=tuple(sorted((*needs[:3], *gives[:2]), key=lambda one: one.by or date.max)),
        next_meeting=progress,
    )  # fmt: skip


def empty_kickoff(language: Language = Language.EN) -> KickoffView:
    """A project of which nothing but the name is known."""
    view = drawn_kickoff(language)
    return KickoffView(
        language=language, today=view.today, us=view.us, customer=view.customer, sender=Sender(),
        project=view.project, until=view.until,
    )  # fmt: skip


def huge_kickoff(language: Language = Language.EN) -> KickoffView:
    """Far more of everything than a page holds."""
    view = drawn_kickoff(language)
    long = " ".join([view.needs[0].title] * 12)
    steps = tuple(replace(step, title=long, owner=long, done_when=long) for step in view.needs)
    return replace(
        view,
        project=long,
        goals=tuple(replace(goal, title=long, said_by=long) for goal in view.goals * 4),
        success=long * 3,
        pains=tuple(replace(one, text=long, answer=long) for one in view.pains * 9),
        lines=tuple(replace(line, name=long) for line in view.lines * 200),
        ours=tuple(replace(one, brings=long) for one in view.ours * 9),
        theirs=tuple(replace(one, brings=long, person=Person(name=long, title=long)) for one in view.theirs * 9),
        needs=steps * 500,
        gives=steps * 9,
        rhythm=view.rhythm * 9,
        risks=tuple(replace(risk, title=long, response=long, owner=long) for risk in view.risks * 9),
        questions=tuple(replace(one, text=long, by=long) for one in view.questions * 9),
        next_steps=steps * 9,
    )  # fmt: skip


def hostile_kickoff(language: Language = Language.EN) -> KickoffView:
    """Texts that are markup, controls, right to left, without glyphs, or endless."""
    view = drawn_kickoff(language)
    bad = 'a<b & <img src="/etc/passwd"> \u202eשלום\u202c \x07\x00 😀 {name} %s ' + "W" * 400
    return replace(
        view,
        us=Party(name="AT&T <b>"),
        project=bad,
        goals=(GoalView(title=bad, unit="<%>", before=Decimal("1e20"), target=Decimal("-0.0001")),),
        success=bad * 400,
        theirs=(replace(view.theirs[0], person=Person(name=bad, title=bad), brings=bad),),
        needs=tuple(replace(step, title=bad, owner=bad) for step in view.needs),
        questions=(QuestionView(text="Z" * 200_000),),
        lines=(PlanLine(name=bad, kind=MilestoneKind.VALUE, end=date(2226, 12, 30)), *view.lines),
    )  # fmt: skip
