"""Business review packs made by hand: the drawn one, and one with hardly anything."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from typing import Any

from csdesk.domain.codes import Language, MeetingKind, MilestoneKind, Side, UserRole
from csdesk.domain.views.common import MeetingView, Party, Sender
from csdesk.domain.views.qbr import (
    CostView,
    GoalView,
    MarkView,
    NextStepView,
    OutcomeView,
    PlanMilestoneView,
    PromiseView,
    QbrView,
    ValueView,
)

_WORDS: dict[Language, dict[str, Any]] = {
    Language.EN: {
        "us": "Northlane Software", "customer": "Harbour & Pike Logistics", "sender": "Tom Aldous",
        "people": ("Ruth Pike", "Priya Marsh", "Daniel Osei", "Anna Lowe", "Tom Aldous", "Lena Brandt"),
        "place": "Leeds", "min": "min", "currency": "GBP",
        "goals": ("Proof of delivery within 24 hours", "Time to answer “where is my parcel?”", "Failed deliveries"),
        "success": "A customer who calls gets the answer in one call, and no invoice is disputed for want of a signature.",
        "outcomes": (("Fewer disputed invoices", "212 before, 58 now: 154 × £38 handling"), ("Faster answers by phone", "3,120 calls × 10 min = 520 h × £19"), ("Fewer second trips", "1.9% of 41,000 = 779 trips × £9.40")),
        "promises": ("Report on failed deliveries by depot", "Single sign-on for all 98 people", "Photo proof in York and Hull", "Answer requests within 4 hours", "Monthly review with each depot", "Night training in Goole"),
        "yours": ("Paper notes stopped in Leeds", "Driver data kept up to date weekly", "Invoice rules signed off", "York key user named", "Goole key user named"),
        "reasons": ("Trainer ill, no stand-in", "Depot head changed in February"),
        "steps": (("Name the Goole key user", "Name in the tracker"), ("Two night sessions in Goole", "12 of 12 people trained"), ("Delivery slots by text message, all depots", "Switched on, 500 messages sent"), ("Phone number checked when the order is taken", "95% of orders with a mobile"), ("Failed deliveries reviewed every second Friday", "Below 5.0% by 29 May")),
        "marks": ("Goole at 80%", "below 5.0%", "goal: 4.0%"),
        "milestones": ("Kickoff held", "Driver and route data in", "First result: 1,000 proofs", "Hull, Goole, York trained", "Go-live in all depots", "Acceptance signed"),
        "project": "Dispatch roll-out",
    },
    Language.ZH_CN: {
        "us": "云栈软件", "customer": "海拓冷链物流", "sender": "陈一鸣",
        "people": ("裴若思", "马丽华", "欧阳达", "陈一鸣", "林博"),
        "place": "苏州", "min": "分钟", "currency": "CNY",
        "goals": ("24小时内电子签收", "回答“我的货在哪里？”所需时间", "首次配送失败率"),
        "success": "客户打一次电话就能得到答复，不再因为缺少签收而对账单产生争议。",
        "outcomes": (("对账争议减少", "之前212张，现在58张：154张×¥380处理费"), ("电话答复更快", "3,120次×10分钟=520小时×¥190"), ("二次配送减少", "41,000单的1.9%=779趟×¥94")),
        "promises": ("按场站的配送失败报表", "98人单点登录", "镇江、无锡拍照签收", "4小时内答复请求", "每月与各场站回顾", "常州夜班培训"),
        "yours": ("苏州停用纸质签收单", "每周更新司机资料", "确认对账规则", "指定镇江关键用户", "指定常州关键用户"),
        "reasons": ("讲师生病，没有替补", "场站负责人2月更换"),
        "steps": (("指定常州关键用户", "姓名写入跟踪表"), ("常州夜班培训两次", "12人中12人完成培训"), ("全部场站短信预约时段", "启用并发出500条"), ("接单时核对手机号", "95%的订单有手机号"), ("每两周五回顾配送失败", "5月29日前低于5.0%")),
        "marks": ("常州达80%", "低于5.0%", "目标：4.0%"),
        "milestones": ("启动会已召开", "司机与线路资料导入", "首个成果：签收1,000单", "无锡、常州、镇江培训", "四个场站全部上线", "验收签署"),
        "project": "配送调度系统",
    },
    Language.ZH_TW: {
        "us": "雲棧軟體", "customer": "宏岳醫材股份有限公司", "sender": "陳一鳴",
        "people": ("林佳蓉", "歐陽達", "裴若思", "陳一鳴"),
        "place": "臺北", "min": "分鐘", "currency": "TWD",
        "goals": ("24小時內完成批號追溯", "回答「這批貨在哪裡？」所需時間", "盤點差異率"),
        "success": "稽核員問任何一個批號，倉管都能在一通電話內回答，不再為缺少紀錄而爭論。",
        "outcomes": (("盤點爭議減少", "之前212件，現在58件：154件×NT$380處理費"), ("答覆更快", "3,120次×10分鐘=520小時×NT$190"), ("重複出庫減少", "41,000筆的1.9%=779筆×NT$94")),
        "promises": ("各倉盤點差異報表", "98人單一登入", "臺南、桃園標籤列印", "4小時內答覆請求", "每月與各倉回顧", "臺中夜班訓練"),
        "yours": ("臺北停用紙本入庫單", "每週更新庫存資料", "確認對帳規則", "指定臺南關鍵使用者", "指定臺中關鍵使用者"),
        "reasons": ("講師生病，沒有替補", "倉庫主管2月更換"),
        "steps": (("指定臺中關鍵使用者", "姓名寫入追蹤表"), ("臺中夜班訓練兩次", "12人中12人完成訓練"), ("全部倉庫簡訊通知", "啟用並發出500則"), ("入庫時核對批號", "95%的入庫單有批號"), ("每兩週五回顧盤點差異", "5月29日前低於5.0%")),
        "marks": ("臺中達80%", "低於5.0%", "目標：4.0%"),
        "milestones": ("啟動會議已召開", "庫存與批號資料匯入", "首個成果：追溯1,000筆", "桃園、臺中、臺南訓練", "三個倉庫全部上線", "驗收簽署"),
        "project": "倉儲管理系統",
    },
}  # fmt: skip


def drawn_qbr(language: Language = Language.EN) -> QbrView:
    """The pack of the drawings, as far as its data exist in the first form."""
    w = _WORDS[language]
    rate = 1 if language is Language.EN else 10
    money = (585200, 988000, 732300)
    outcomes = tuple(
        OutcomeView(
            day=date(2027, 3, 20 + n),
            title=title,
            evidence=note,
            money_minor=amount * rate,
            currency=w["currency"],
            said_by=w["people"][n],
        )
        for n, ((title, note), amount) in enumerate(zip(w["outcomes"], money, strict=True))
    )
    first = OutcomeView(
        day=date(2027, 1, 12),
        title=w["milestones"][2],
        metric="",
        amount=Decimal(1000),
        unit="",
        said_by=w["people"][0],
    )
    due = ((1, 15), (1, 22), (1, 29), (3, 31), (3, 31), (2, 26))
    kept = ((1, 13), (1, 22), (1, 27), (3, 30), (3, 29), None)
    your_due = ((1, 8), (3, 31), (2, 12), (1, 15), (1, 15))
    your_kept = ((1, 8), (3, 31), (2, 10), (1, 14), None)
    sides = (Side.CUSTOMER, Side.US, Side.US, Side.CUSTOMER, Side.THIRD)
    by = (
        date(2027, 4, 14),
        date(2027, 4, 22),
        date(2027, 5, 7),
        date(2027, 5, 14),
        date(2027, 5, 29),
    )
    rows = (
        (MilestoneKind.KICKOFF, date(2026, 9, 23), date(2026, 9, 23), None, 0),
        (MilestoneKind.OTHER, date(2026, 10, 16), date(2026, 10, 28), None, 8),
        (MilestoneKind.VALUE, date(2026, 11, 20), date(2026, 12, 1), None, 7),
        (MilestoneKind.OTHER, date(2026, 12, 4), date(2026, 12, 11), None, 5),
        (MilestoneKind.GO_LIVE, date(2026, 12, 11), date(2026, 12, 18), None, 5),
        (MilestoneKind.ACCEPTANCE, date(2026, 12, 18), None, date(2027, 4, 20), 9),
    )
    return QbrView(
        language=language,
        today=date(2027, 4, 9),
        start=date(2027, 1, 1),
        end=date(2027, 3, 31),
        us=Party(name=w["us"]),
        customer=Party(name=w["customer"]),
        sender=Sender(name=w["sender"], role=UserRole.CSM, mail="tom.aldous@northlane.example"),
        meeting=MeetingView(kind=MeetingKind.QBR, day=date(2027, 4, 9), at=time(10), end=time(11, 30), place=w["place"], people=w["people"]),
        goals=(
            GoalView(title=w["goals"][0], unit="%", said_by=w["people"][0], said_on=date(2026, 9, 23), before=Decimal(61), now=Decimal(96), target=Decimal(95), target_on=date(2027, 3, 31)),
            GoalView(title=w["goals"][1], unit=w["min"], said_by=w["people"][1], said_on=date(2026, 9, 23), before=Decimal(14), now=Decimal(4), target=Decimal(5), target_on=date(2027, 3, 31)),
            GoalView(title=w["goals"][2], unit="%", said_by=w["people"][2], said_on=date(2026, 9, 23), before=Decimal("7.8"), now=Decimal("5.9"), target=Decimal("4.0"), target_on=date(2027, 6, 30)),
        ),
        success=w["success"],
        success_by=w["people"][0],
        success_on=date(2026, 9, 23),
        milestones=tuple(
            PlanMilestoneView(name=name, project=w["project"], kind=kind, agreed=agreed, actual=actual, forecast=forecast, slip=slip)
            for name, (kind, agreed, actual, forecast, slip) in zip(w["milestones"], rows, strict=True)
        ),
        our_promises=tuple(
            PromiseView(title=title, due=date(2027, *d), kept_on=date(2027, *k) if k else None, reason="" if k else w["reasons"][0], new_date=None if k else date(2027, 4, 22), owner="" if k else w["sender"])
            for title, d, k in zip(w["promises"], due, kept, strict=True)
        ),
        your_promises=tuple(
            PromiseView(title=title, due=date(2027, *d), kept_on=date(2027, *k) if k else None, reason="" if k else w["reasons"][1], new_date=None if k else date(2027, 4, 14), owner="" if k else w["people"][1])
            for title, d, k in zip(w["yours"], your_due, your_kept, strict=True)
        ),
        outcomes=(first, *outcomes),
        value=ValueView(
            currency=w["currency"],
            benefits=outcomes,
            costs=(CostView(code="subscription", minor=588000 * rate, yearly_minor=2352000 * rate), CostView(code="fee", minor=360000 * rate, yearly_minor=1440000 * rate)),
        ),
        next_steps=tuple(
            NextStepView(title=title, side=side, owner=w["people"][n % 4], by=day, done_when=done)
            for n, ((title, done), side, day) in enumerate(zip(w["steps"], sides, by, strict=True))
        ),
        marks=tuple(
            MarkView(day=day, text=text, strong=n == 2)
            for n, (text, day) in enumerate(zip(w["marks"], (date(2027, 5, 8), date(2027, 5, 29), date(2027, 6, 30)), strict=True))
        ),
        next_review=MeetingView(kind=MeetingKind.QBR, day=date(2027, 7, 9), at=time(10), place=w["place"]),
    )  # fmt: skip


def empty_qbr(language: Language = Language.EN) -> QbrView:
    """A customer of whom nothing but the name is known."""
    view = drawn_qbr(language)
    return QbrView(
        language=language,
        today=view.today,
        start=view.start,
        end=view.end,
        us=view.us,
        customer=view.customer,
        sender=Sender(),
    )


def huge_qbr(language: Language = Language.EN) -> QbrView:
    """Far more of everything than a page holds."""
    view = drawn_qbr(language)
    long = " ".join([view.goals[0].title] * 20)
    return replace(
        view,
        goals=tuple(replace(goal, title=long, said_by=long) for goal in view.goals * 6),
        success=long * 3,
        milestones=tuple(replace(line, name=long) for line in view.milestones * 8),
        our_promises=tuple(replace(one, title=long, reason=long) for one in view.our_promises * 8),
        your_promises=view.your_promises * 8,
        outcomes=tuple(replace(one, title=long, evidence=long) for one in view.outcomes * 8),
        value=ValueView(currency="GBP", benefits=view.outcomes[1:] * 5, costs=view.value.costs if view.value else ()),
        next_steps=tuple(replace(step, title=long, done_when=long, owner=long) for step in view.next_steps * 9),
        marks=view.marks * 12,
    )  # fmt: skip
