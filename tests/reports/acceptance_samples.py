"""Acceptance sheets made by hand: the drawn one, and the hard cases."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date
from typing import Any

from csdesk.domain.codes import (
    AcceptanceResult,
    ContactRole,
    CriterionResult,
    Language,
    UserRole,
)
from csdesk.domain.views.acceptance import (
    AcceptanceView,
    CriterionView,
    DefectView,
    DeliverableView,
)
from csdesk.domain.views.common import Party, Person, Sender

DAY = date(2026, 12, 18)

_WORDS: dict[Language, dict[str, Any]] = {
    Language.EN: {
        "us": "Northlane Software", "customer": "Mercer Medical Supplies", "project": "Warehouse system, three sites",
        "them": "Claire Mercer", "title": "Vice president operations", "we": "Tom Aldous",
        "deliverables": ("Receiving, dispatch and stock-taking set up for three warehouses", "Past stock taken over (up to 30 November 2026, 18,420 records)", "Training: 28 warehouse staff, 6 managers"),
        "criteria": (("A lot number leads from dispatch back to receipt", "20 records drawn, 20 agree"), ("Stock-taking differs by less than 0.5%", "Full count on 15 December: 0.31%"), ("Number of records equals that of the old system", "18,420 records compared, no difference"), ("Four of five warehouse staff work on their own", "25 of 28 passed the quiz (89%)"), ("A label is printed within 3 seconds", "Measured: 1.8 seconds on average"), ("Warning 90 days before expiry, sent daily at 08:00", "Not sent on 16 December at 08:00; cause found")),
        "defect": "Expiry warning sent by the scheduler, on time for 5 working days in a row",
    },
    Language.ZH_CN: {
        "us": "云栈软件", "customer": "海拓冷链物流", "project": "仓储管理系统实施项目",
        "them": "裴若思", "title": "运营副总经理", "we": "陈一鸣",
        "deliverables": ("三个仓库的入库、出库、盘点流程配置完成", "历史库存数据导入（截至2026年11月30日，共18,420条）", "用户培训：仓管28人、主管6人"),
        "criteria": (("批号可由出库单追溯到入库单", "抽查20条，20条相符"), ("盘点差异率低于0.5%", "12月15日全仓盘点：0.31%"), ("库存条数与旧系统一致", "18,420条逐条比对，差异0条"), ("八成以上仓管可独立操作", "28人中25人通过测验（89%）"), ("标签打印每张3秒以内", "实测平均1.8秒"), ("效期90天预警，每日08:00发出", "12月16日08:00未发出；已找到原因")),
        "defect": "效期预警邮件改由调度服务器发出，连续5个工作日准时",
    },
    Language.ZH_TW: {
        "us": "雲棧軟體", "customer": "宏岳醫材股份有限公司", "project": "倉儲管理系統導入專案",
        "them": "林佳蓉", "title": "營運副總經理", "we": "陳一鳴",
        "deliverables": ("三個倉庫的入庫、出庫、盤點流程設定完成", "歷史庫存資料匯入（截至2026年11月30日，共18,420筆）", "使用者訓練：倉管28人、主管6人"),
        "criteria": (("批號可由出庫單追溯到入庫單", "抽查20筆，20筆相符"), ("盤點差異率低於0.5%", "12月15日全倉盤點：0.31%"), ("庫存筆數與舊系統一致", "18,420筆逐筆比對，差異0筆"), ("倉管人員八成以上可獨立操作", "28人中25人通過測驗（89%）"), ("標籤列印每張3秒以內", "實測平均1.8秒"), ("效期90天預警，每日08:00寄出", "12月16日08:00未寄出；已找到原因")),
        "defect": "效期預警信改由排程伺服器寄出，連續5個工作日準時",
    },
}  # fmt: skip


def drawn_acceptance(language: Language = Language.EN) -> AcceptanceView:
    """The sheet of the drawing: five of six criteria met, one on the punch list."""
    w = _WORDS[language]
    passed = CriterionResult.PASSED
    last = len(w["criteria"]) - 1
    return AcceptanceView(
        language=language,
        today=DAY,
        us=Party(name=w["us"]),
        customer=Party(name=w["customer"]),
        sender=Sender(
            name=w["we"],
            role=UserRole.CONSULTANT,
            mail="tom.aldous@northlane.example",
            phone="+44 113 555 0142",
        ),
        project=w["project"],
        contract="HY-2026-0917",
        contract_on=date(2026, 9, 14),
        live_on=date(2026, 12, 11),
        live=True,
        period_start=date(2026, 12, 14),
        period_end=DAY,
        deliverables=tuple(
            DeliverableView(title=title, agreed_by=w["them"], agreed_on=date(2026, 9, 23))
            for title in w["deliverables"]
        ),
        criteria=tuple(
            CriterionView(
                text=text,
                evidence=evidence,
                result=CriterionResult.FAILED if number == last else passed,
                listed=number == last,
            )
            for number, (text, evidence) in enumerate(w["criteria"])
        ),
        defects=(DefectView(number=1, title=w["defect"], owner=w["we"], due=date(2026, 12, 28)),),
        proposal=AcceptanceResult.PUNCH_LIST,
        their_signer=Person(name=w["them"], title=w["title"], role=ContactRole.SPONSOR),
        our_signer=Person(name=w["we"], user_role=UserRole.CONSULTANT),
    )


def all_met(language: Language = Language.EN) -> AcceptanceView:
    """Every criterion is met; a line says what was never part of it."""
    view = drawn_acceptance(language)
    criteria = tuple(
        replace(one, result=CriterionResult.PASSED, listed=False, checked_by=view.sender.name,
                checked_on=date(2026, 12, 16))
        for one in view.criteria
    )  # fmt: skip
    outside = replace(view.deliverables[2], title=view.defects[0].title, in_scope=False)
    return replace(
        view, criteria=criteria, defects=(), proposal=AcceptanceResult.ACCEPTED,
        deliverables=(*view.deliverables, outside),
    )  # fmt: skip


def unchecked(language: Language = Language.EN) -> AcceptanceView:
    """Nothing is verified yet, and little is known."""
    view = drawn_acceptance(language)
    return replace(
        view, contract="", contract_on=None, live=False, period_start=None, period_end=None,
        criteria=tuple(
            CriterionView(text=one.text) for one in view.criteria
        ),
        defects=(), proposal=None, their_signer=None,
    )  # fmt: skip


def long_acceptance(language: Language = Language.EN) -> AcceptanceView:
    """More criteria than a page holds."""
    view = drawn_acceptance(language)
    defects = tuple(replace(view.defects[0], number=n) for n in range(1, 5))
    return replace(view, criteria=view.criteria * 4, defects=defects)


def huge_acceptance(language: Language = Language.EN) -> AcceptanceView:
    """2,000 criteria, texts of 200,000 characters, long names."""
    view = drawn_acceptance(language)
    criteria = view.criteria * 333
    long = replace(criteria[0], text=criteria[0].text * 8000, evidence="x" * 200_000)
    return replace(
        view,
        project=view.project * 20,
        customer=Party(name=view.customer.name * 20),
        criteria=(long, *criteria),
        their_signer=Person(name=view.sender.name * 20, title=view.project * 20),
    )
