"""Minutes made by hand: the drawn kickoff, and the hard cases."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from csdesk.domain.codes import ContactRole, Language, MeetingKind, MilestoneKind, Side, UserRole
from csdesk.domain.views.common import MeetingView, Party, Person, Sender
from csdesk.domain.views.minutes import (
    ActionView,
    AgreedView,
    AheadView,
    AttendeeView,
    CadenceView,
    MinutesView,
    ObjectionView,
    SuccessView,
)
from csdesk.domain.views.status import RiskView

DAY = date(2026, 9, 23)

_WORDS: dict[Language, dict[str, Any]] = {
    Language.EN: {
        "us": "Northlane Software", "customer": "Harbour & Pike Logistics",
        "project": "Dispatch roll-out, four depots", "place": "Leeds",
        "ours": ("Tom Aldous", "Lena Brandt"), "theirs": ("Ruth Pike", "Priya Marsh", "Daniel Osei"),
        "it": "Head of IT",
        "success": "A customer who calls gets the answer in one call, and no bill is disputed because a signature is missing.",
        "commitments": ("Comes to every review; settles questions about drivers within 24 hours", "Updates the tracker each Wednesday; all data by 9 October", "Opens a test account for single sign-on", "Sends the report each Friday; two days a week in Leeds", "Report on failed deliveries (passed on by Tom Aldous)"),
        "decisions": (("Leeds goes first, the three others follow.", "Leeds has most deliveries: results show soonest"), ("Paper notes stay until the first result is confirmed.", "No gap before the peak season"), ("Photo proof is not part of the first phase.", "Signatures first; looked at again in November")),
        "objection": ("Drivers on the night shift have no time for training.", "Two slots of 40 minutes at shift start, paid as working time."),
        "risk": ("The depot in Goole has no key user yet.", "Priya Marsh names one by 12 October"),
        "milestones": ("Driver and route data in", "Pilot Leeds running", "First result: 1,000 deliveries with proof", "Live in all four depots", "Acceptance signed"),
        "actions": (("Confirm the list of routes of four depots", "Provide driver and vehicle data (four depots)", "Name key users of each depot"), ("Open a test account for single sign-on",), ("Explain the project to the four depot managers",), ("Send the tracker and the invitations", "Import template with a guide", "Training plan for Leeds"), ("Description of the interface", "Sample of the report on failed deliveries")),
        "next": "Data check", "online": "online",
    },
    Language.ZH_CN: {
        "us": "云栈软件", "customer": "海拓冷链物流",
        "project": "配送调度系统，四个场站", "place": "苏州",
        "ours": ("陈一鸣", "林博"), "theirs": ("裴若思", "马丽华", "欧阳达"),
        "it": "信息部",
        "success": "客户来电一次就能得到答复，不再有因缺少签收凭证而产生的账单争议。",
        "commitments": ("每月参加进度会；司机名单问题24小时内拍板", "每周三更新跟踪表；10月9日前交齐资料", "提供单点登录测试账号", "每周五发周报；苏州驻场两天", "配送失败报表（未出席，已由陈一鸣转达）"),
        "decisions": (("苏州先行，其余三站随后。", "苏州单量最大，成果最早可见"), ("纸质签收单保留到首个成果确认之日。", "避免旺季前断档"), ("拍照签收暂不纳入第一期范围。", "先保证基本签收；11月再议")),
        "objection": ("夜班司机没有时间参加培训。", "班前两次、每次40分钟，计入工时。"),
        "risk": ("常州场站尚无关键用户。", "马丽华于10月12日前指定"),
        "milestones": ("司机与线路资料导入", "苏州试点运行", "首个成果：签收1,000单", "四个场站全部上线", "验收签署"),
        "actions": (("确认四站线路清单", "提供司机与车辆资料（四站）", "指定各站关键用户"), ("开放单点登录测试账号",), ("向四站站长说明项目目的",), ("发出跟踪表与会议邀请", "导入模板与填写说明", "苏州驻场培训计划"), ("接口说明书", "配送失败报表样稿")),
        "next": "资料检查会", "online": "线上",
    },
    Language.ZH_TW: {
        "us": "雲棧軟體", "customer": "宏岳醫材股份有限公司",
        "project": "倉儲管理系統導入專案", "place": "臺北",
        "ours": ("陳一鳴", "林博"), "theirs": ("裴若思", "林佳蓉", "歐陽達"),
        "it": "資訊部",
        "success": "客戶來電一次就能得到答覆，不再有因批號不明而產生的退貨爭議。",
        "commitments": ("每月參加進度會議；盤點問題24小時內裁示", "每週三更新追蹤表；10月9日前交齊資料", "提供單一登入測試帳號", "每週五寄送週報；臺北駐點兩天", "效期預警報表（未出席，已由陳一鳴轉達）"),
        "decisions": (("臺北倉先行，其餘兩倉隨後。", "臺北倉出貨量最大，成果最早可見"), ("紙本入庫單保留到首個成果確認之日。", "避免旺季前出現空窗"), ("標籤列印暫不納入第一期範圍。", "先確保批號追溯；11月再議")),
        "objection": ("夜班倉管沒有時間參加訓練。", "班前兩次、每次40分鐘，計入工時。"),
        "risk": ("臺中倉尚無關鍵使用者。", "林佳蓉於10月12日前指定"),
        "milestones": ("庫存與批號資料匯入", "臺北倉試行", "首個成果：追溯1,000筆", "三個倉庫全部上線", "驗收簽署"),
        "actions": (("確認三倉庫存清單", "提供品項與批號資料（三倉）", "指定各倉關鍵使用者"), ("開放單一登入測試帳號",), ("向三倉主管說明專案目的",), ("寄出追蹤表與會議邀請", "匯入範本與填寫說明", "臺北駐點訓練計畫"), ("介面說明書", "效期預警報表樣稿")),
        "next": "資料檢查會議", "online": "線上",
    },
}  # fmt: skip


def drawn_minutes(language: Language = Language.EN) -> MinutesView:
    """The kickoff of the drawing: everything filled."""
    w = _WORDS[language]
    both = "{}, {}" if language is Language.EN else "{}、{}"
    boss, pm, it = w["theirs"]
    consultant, dev = w["ours"]
    people = (
        (Person(name=boss, role=ContactRole.SPONSOR), Side.CUSTOMER, True),
        (Person(name=pm, role=ContactRole.PROJECT_MANAGER), Side.CUSTOMER, True),
        (Person(name=it, title=w["it"]), Side.CUSTOMER, True),
        (Person(name=consultant, user_role=UserRole.CONSULTANT), Side.US, True),
        (Person(name=dev, user_role=UserRole.RND), Side.US, False),
    )
    owners = (pm, it, boss, consultant, dev)
    days = (
        ((9, 28), (10, 9), (10, 12)), ((10, 14),), ((9, 30),),
        ((9, 23), (9, 24), (10, 16)), ((10, 14), (10, 20)),
    )  # fmt: skip
    codes = ((4, 5, 6), (7,), (8,), (1, 2, 3), (9, 10))
    kinds = (
        MilestoneKind.OTHER, MilestoneKind.OTHER, MilestoneKind.VALUE, MilestoneKind.GO_LIVE,
        MilestoneKind.ACCEPTANCE,
    )  # fmt: skip
    ends = ((10, 16), (10, 30), (11, 20), (12, 11), (12, 18))
    milestones = tuple(
        AheadView(name=name, kind=kind, day=date(2026, *end), agreed=date(2026, *end))
        for name, kind, end in zip(w["milestones"], kinds, ends, strict=True)
    )
    return MinutesView(
        language=language,
        today=DAY,
        us=Party(name=w["us"]),
        customer=Party(name=w["customer"]),
        sender=Sender(
            name=consultant,
            role=UserRole.CONSULTANT,
            mail="tom.aldous@northlane.example",
            phone="+44 113 555 0142",
        ),
        project=w["project"],
        meeting=MeetingView(
            kind=MeetingKind.KICKOFF, day=DAY, at=time(14), end=time(16), place=w["place"]
        ),
        value=milestones[2],
        live=milestones[3],
        agreed=True,
        agreed_here=True,
        agreed_by=w["theirs"][0],
        agreed_on=DAY,
        success=SuccessView(text=w["success"], confirmed_by=boss, confirmed_on=DAY),
        attendees=tuple(
            AttendeeView(person=person, side=side, attended=came, commitment=words)
            for (person, side, came), words in zip(people, w["commitments"], strict=True)
        ),
        decisions=tuple(
            AgreedView(what=what, who=who, why=why)
            for (what, why), who in zip(
                w["decisions"],
                (boss, both.format(boss, pm), both.format(pm, consultant)),
                strict=True,
            )
        ),
        objections=(ObjectionView(text=w["objection"][0], who=pm, answer=w["objection"][1]),),
        actions=tuple(
            ActionView(
                code=f"A{code}",
                title=title,
                side=Side.CUSTOMER if owner in w["theirs"] else Side.US,
                owner=owner,
                day=date(2026, *day),
            )
            for owner, titles, dated, numbers in zip(owners, w["actions"], days, codes, strict=True)
            for title, day, code in zip(titles, dated, numbers, strict=True)
        ),
        milestones=milestones,
        cadence=CadenceView(
            report_weekday=4, review_with=(boss,), support_mail="help@northlane.example"
        ),
        next_meeting=MeetingView(
            kind=MeetingKind.OTHER,
            title=w["next"],
            day=date(2026, 9, 30),
            at=time(10),
            end=time(10, 30),
            place=w["online"],
            people=(pm, it, consultant),
        ),
        object_until=datetime(2026, 9, 28, 18),
    )


def check_in(language: Language = Language.EN) -> MinutesView:
    """A progress review of which little was written down: fewer parts."""
    view, w = drawn_minutes(language), _WORDS[language]
    return replace(
        view,
        meeting=replace(view.meeting, kind=MeetingKind.PROGRESS, end=time(14, 30)),
        success=None,
        value=None,
        live=None,
        attendees=view.attendees[1:4],
        decisions=view.decisions[:1],
        objections=(),
        risks=(RiskView(grade=3, title=w["risk"][0], response=w["risk"][1], owner=w["theirs"][1]),),
        actions=view.actions[:2],
        milestones=(
            replace(view.milestones[1], day=date(2026, 11, 9)), *view.milestones[2:],
        ),
        cadence=None,
    )  # fmt: skip


def empty_minutes(language: Language = Language.EN) -> MinutesView:
    """A meeting of which nothing was written down but its day."""
    view = drawn_minutes(language)
    return MinutesView(
        language=language,
        today=DAY,
        us=view.us,
        customer=view.customer,
        sender=Sender(),
        meeting=MeetingView(kind=MeetingKind.OTHER, day=DAY),
    )


def huge_minutes(language: Language = Language.EN) -> MinutesView:
    """Far more of everything than a page holds, with titles of 500 characters."""
    view = drawn_minutes(language)
    long = (view.actions[0].title + " ") * 40
    actions = tuple(
        replace(
            view.actions[n % 10],
            code=f"A{n}",
            title=long[:500] if n % 7 == 0 else f"{view.actions[n % 10].title} {n}",
            day=DAY + timedelta(n % 40),
        )
        for n in range(2000)
    )
    return replace(
        view,
        project=long[:500],
        meeting=replace(view.meeting, title=long[:300], place=long[:300]),
        actions=tuple(sorted(actions, key=lambda one: one.owner)),
        attendees=view.attendees * 5,
        decisions=view.decisions * 4,
        objections=view.objections * 3,
        milestones=view.milestones * 8,
    )
