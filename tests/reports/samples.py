"""Views made by hand: the drawn report, and the hard cases."""

# ruff: noqa: E501

from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

from csdesk.domain.codes import (
    Cause,
    ContactRole,
    Language,
    MeetingKind,
    MilestoneKind,
    Rag,
    Side,
    UserRole,
)
from csdesk.domain.views.common import MeetingView, Party, Person, Sender
from csdesk.domain.views.status import (
    AskView,
    BlockedView,
    DecisionView,
    ItemView,
    KeyFigure,
    LateView,
    Mention,
    MilestoneLine,
    RagView,
    ReasonView,
    RiskView,
    SlipView,
    StatusView,
    StepView,
    WindowView,
)

TODAY = date(2026, 11, 20)

_WORDS: dict[Language, dict[str, Any]] = {
    Language.EN: {
        "us": "Northlane Software",
        "customer": "Harbour & Pike Logistics",
        "project": "Dispatch roll-out, four depots",
        "sender": "Tom Aldous",
        "pm": "Priya Marsh",
        "it": "Daniel Osei",
        "boss": "Ruth Pike",
        "dev": "Lena Brandt",
        "figure": "of 1,000 deliveries in Leeds now have a digital proof; 31 of 34 drivers use it daily",
        "done": ("Night shift Leeds trained, 9 of 9 people", "Route import corrected, full run without errors", "34 handhelds set up in Leeds"),
        "next": ("Training Hull, day shift", "Report on “failed deliveries”", "Import drivers Hull, Goole", "Single sign-on test", "First result: 1,000 proofs"),
        "asks": ("Driver lists Hull and Goole", "Name a key user for Goole", "Release the app for single sign-on", "Decide: when do paper notes stop?"),
        "step": "Import one week earlier",
        "milestones": ("Kickoff held", "Driver and route data in", "Pilot Leeds running", "First result: 1,000 proofs", "Hull, Goole, York trained", "Go-live in all depots", "Acceptance signed"),
        "slips": ("driver data", "route import", "photo proof"),
        "risks": ("Driver lists later than 27 Nov: go-live moves into January.", "Peak season from 7 Dec: drivers miss training."),
        "answers": ("Export session with P. Marsh, Mon 23 Nov", "Two 40-minute slots at shift start"),
        "decisions": ("Photo proof is in scope for all depots; 1 day added.", "York trains before Goole, because its key user is named."),
        "place": "Leeds depot and online",
        "it_title": "Head of IT",
    },
    Language.ZH_CN: {
        "us": "云栈软件",
        "customer": "海拓冷链物流",
        "project": "配送调度系统，四个场站",
        "sender": "陈一鸣",
        "pm": "马丽华",
        "it": "欧阳达",
        "boss": "裴若思",
        "dev": "林博",
        "figure": "单已在苏州实现电子签收（目标1,000单）；34名司机中31人每天使用",
        "done": ("苏州夜班培训，9人全部到场", "线路导入问题已修正，全量运行无错误", "苏州34台手持终端配置完毕"),
        "next": ("无锡场站白班培训", "“配送失败”报表", "导入无锡、常州司机资料", "单点登录测试", "首个成果：签收1,000单"),
        "asks": ("提供无锡、常州两站司机名单", "指定常州场站关键用户", "在贵司目录中开通单点登录应用", "决定：纸质签收单何时停用？"),
        "step": "提前一周完成第二次导入",
        "milestones": ("启动会已召开", "司机与线路资料导入", "苏州试点运行", "首个成果：签收1,000单", "无锡、常州、镇江培训", "四个场站全部上线", "验收签署"),
        "slips": ("司机资料", "线路导入", "拍照签收"),
        "risks": ("司机名单晚于11月27日：上线将推迟到明年1月。", "12月7日起进入旺季，司机可能缺席培训。"),
        "answers": ("11月23日与马丽华一起导出名单", "改为班前两次、每次40分钟"),
        "decisions": ("拍照签收纳入全部场站的范围，工期增加1天。", "镇江先于常州培训，因其关键用户已确定。"),
        "place": "苏州场站现场及线上",
        "it_title": "信息部",
    },
    Language.ZH_TW: {
        "us": "雲棧軟體",
        "customer": "宏岳醫材股份有限公司",
        "project": "倉儲管理系統導入專案",
        "sender": "陳一鳴",
        "pm": "林佳蓉",
        "it": "歐陽達",
        "boss": "裴若思",
        "dev": "林博",
        "figure": "筆庫存已可由出庫單追溯到入庫單（目標1,000筆）；28位倉管中有25位每天使用",
        "done": ("夜班訓練完成，9人全部到場", "「效期預警」問題已修正，全量執行無錯誤", "34台手持終端設定完成"),
        "next": ("桃園倉白班訓練", "「盤點差異」報表", "匯入桃園、臺中庫存資料", "單一登入測試", "首個成果：追溯1,000筆"),
        "asks": ("提供桃園、臺中兩倉的庫存清單", "指定臺中倉的關鍵使用者", "在貴公司目錄中開通單一登入應用", "決定：紙本入庫單何時停用？"),
        "step": "提前一週完成第二次匯入",
        "milestones": ("啟動會議已召開", "庫存與批號資料匯入", "臺北倉試行", "首個成果：追溯1,000筆", "桃園、臺中、臺南訓練", "三個倉庫全部上線", "驗收簽署"),
        "slips": ("庫存資料", "資料匯入", "標籤列印"),
        "risks": ("庫存清單晚於11月27日：上線將延到明年1月。", "12月7日起進入旺季，倉管可能缺席訓練。"),
        "answers": ("11月23日與林佳蓉一起匯出清單", "改為班前兩次、每次40分鐘"),
        "decisions": ("標籤列印納入全部倉庫的範圍，工期增加1天。", "臺南先於臺中訓練，因其關鍵使用者已確定。"),
        "place": "臺北倉現場及線上",
        "it_title": "資訊部",
    },
}  # fmt: skip


def drawn_status(language: Language = Language.EN) -> StatusView:
    """The report of the drawing: amber, with everything filled."""
    w = _WORDS[language]
    you, us = Side.CUSTOMER, Side.US
    asks = w["asks"]
    return StatusView(
        language=language,
        today=TODAY,
        number=9,
        us=Party(name=w["us"]),
        customer=Party(name=w["customer"]),
        sender=Sender(
            name=w["sender"],
            role=UserRole.CONSULTANT,
            mail="tom.aldous@northlane.example",
            phone="+44 113 555 0142",
        ),
        project=w["project"],
        previous_on=date(2026, 11, 13),
        rag=RagView(
            rag=Rag.AMBER,
            reasons=(
                ReasonView(code="finish_later", days=9),
                ReasonView(code="blocked", days=6, about=Mention(code="A38", side=us)),
            ),
            path=(
                StepView(about=Mention(code="A34", title=asks[0], side=you), owner=w["pm"], by=date(2026, 11, 25)),
                StepView(about=Mention(code="A38", title=w["step"], side=us), owner=w["sender"], by=date(2026, 11, 26)),
            ),
            last_kind=MilestoneKind.ACCEPTANCE,
            ends_now=date(2027, 1, 5),
            ends_after=date(2026, 12, 23),
        ),
        window=WindowView(
            signed_on=date(2026, 9, 14),
            last_day=date(2026, 12, 13),
            length=90,
            day=67,
            value_name=w["milestones"][3],
            value_on=date(2026, 12, 1),
        ),
        figure=KeyFigure(value="412", text=w["figure"]),
        done=(
            ItemView(code="A27", title=w["done"][0], day=date(2026, 11, 18)),
            ItemView(code="A31", title=w["done"][1], day=date(2026, 11, 17)),
            ItemView(code="A29", title=w["done"][2], day=date(2026, 11, 16)),
        ),
        upcoming=(
            ItemView(code="A36", title=w["next"][0], side=us, owner=w["sender"], day=date(2026, 11, 24)),
            ItemView(code="A33", title=w["next"][1], side=us, owner=w["dev"], day=date(2026, 11, 25)),
            ItemView(code="A38", title=w["next"][2], side=us, owner=w["sender"], day=date(2026, 11, 26)),
            ItemView(code="A41", title=w["next"][3], side=you, owner=w["it"], day=date(2026, 11, 27)),
            ItemView(code="", title=w["next"][4], day=date(2026, 12, 1), milestone=MilestoneKind.VALUE),
        ),
        asks=(
            AskView(
                person=Person(name=w["pm"], role=ContactRole.PROJECT_MANAGER),
                items=(
                    ItemView(code="A34", title=asks[0], side=you, day=date(2026, 11, 25), late_since=date(2026, 11, 18)),
                    ItemView(code="A40", title=asks[1], side=you, day=date(2026, 11, 27)),
                ),
            ),
            AskView(
                person=Person(name=w["it"], title=w["it_title"]),
                items=(ItemView(code="A35", title=asks[2], side=you, day=date(2026, 11, 26)),),
            ),
            AskView(
                person=Person(name=w["boss"], role=ContactRole.SPONSOR),
                items=(ItemView(code="A42", title=asks[3], side=you, day=date(2026, 12, 2)),),
            ),
        ),
        late=(
            LateView(about=Mention(code="A34"), side=you, days=2),
            LateView(about=Mention(code="A33"), side=us, days=1, new_date=date(2026, 11, 25)),
        ),
        blocked=(BlockedView(about=Mention(code="A38"), waits_for=(Mention(code="A34"),)),),
        milestones=_milestones(w["milestones"]),
        slip=SlipView(
            total=9,
            parts=((Cause.CUSTOMER, 6, w["slips"][0]), (Cause.US, 2, w["slips"][1]), (Cause.SCOPE, 1, w["slips"][2])),
        ),
        risks=(
            RiskView(grade=3, title=w["risks"][0], response=w["answers"][0], owner=w["sender"]),
            RiskView(grade=2, title=w["risks"][1], response=w["answers"][1], owner=w["boss"], side=you, trigger_on=date(2026, 12, 2)),
        ),
        decisions=(
            DecisionView(day=date(2026, 11, 18), what=w["decisions"][0], who=w["boss"]),
            DecisionView(day=date(2026, 11, 11), what=w["decisions"][1], who=w["pm"]),
        ),
        next_meeting=MeetingView(
            kind=MeetingKind.PROGRESS,
            day=date(2026, 12, 1),
            at=time(10),
            end=time(10, 45),
            place=w["place"],
            people=(w["boss"], w["pm"], w["it"], w["sender"]),
        ),
        done_items=31,
        all_items=44,
        known_names=(w["pm"], w["it"], w["boss"], w["sender"], w["dev"]),
    )  # fmt: skip


def _milestones(names: tuple[str, ...]) -> tuple[MilestoneLine, ...]:
    kinds = (
        MilestoneKind.KICKOFF,
        MilestoneKind.OTHER,
        MilestoneKind.OTHER,
        MilestoneKind.VALUE,
        MilestoneKind.OTHER,
        MilestoneKind.GO_LIVE,
        MilestoneKind.ACCEPTANCE,
    )
    rows = (
        ((9, 14), (9, 23), None, (9, 23), 0, (9, 14), 1.0),
        ((9, 24), (10, 16), None, (10, 28), 8, (9, 24), 1.0),
        ((10, 19), (10, 30), None, (11, 9), 6, (10, 29), 1.0),
        ((11, 2), (11, 20), (12, 1), None, 7, (11, 10), 0.6),
        ((11, 16), (12, 4), (12, 11), None, 5, (11, 24), 0.0),
        ((12, 7), (12, 11), (12, 18), None, 5, (12, 14), 0.0),
        ((12, 14), (12, 18), (1, 5), None, 9, (12, 21), 0.0),
    )

    def day(pair: tuple[int, int] | None) -> date | None:
        return None if pair is None else date(2027 if pair[0] < 9 else 2026, *pair)

    return tuple(
        MilestoneLine(
            name=name,
            kind=kind,
            agreed_start=day(agreed_start),
            agreed=day(agreed),
            forecast=day(forecast),
            actual=day(actual),
            slip=slip,
            bar_start=day(start),
            done_share=share,
        )
        for name, kind, (agreed_start, agreed, forecast, actual, slip, start, share) in zip(
            names, kinds, rows, strict=True
        )
    )


def empty_status(language: Language = Language.EN) -> StatusView:
    """A project with nothing in it."""
    w = _WORDS[language]
    return StatusView(
        language=language,
        today=TODAY,
        number=1,
        us=Party(name=w["us"]),
        customer=Party(name=w["customer"]),
        sender=Sender(),
        project=w["project"],
        rag=RagView(rag=Rag.NOT_STARTED, reasons=(ReasonView(code="no_baseline"),)),
    )


def huge_status(language: Language = Language.EN) -> StatusView:
    """Far more of everything than a page holds, with titles of 500 characters."""
    view = drawn_status(language)
    long = (view.upcoming[0].title + " ") * 20
    items = tuple(
        ItemView(
            code=f"A{n}",
            title=long if n % 7 == 0 else f"{view.upcoming[n % 5].title} {n}",
            side=Side.CUSTOMER if n % 2 else Side.US,
            owner=view.sender.name,
            day=TODAY + timedelta(n % 14),
        )
        for n in range(400)
    )
    asks = tuple(
        replace(ask, person=replace(ask.person, name=f"{ask.person.name} {n}"), items=items[:30])
        for n in range(20)
        for ask in view.asks
    )
    lines = tuple(
        replace(view.milestones[n % 7], name=f"{long[:120]} {n}", kind=MilestoneKind.OTHER)
        for n in range(40)
    )
    return replace(
        view,
        project=long[:500],
        done=items,
        upcoming=items,
        asks=asks,
        late=view.late * 100,
        blocked=view.blocked * 100,
        milestones=lines + view.milestones,
        risks=tuple(replace(risk, title=long, response=long) for risk in view.risks * 30),
        decisions=tuple(replace(one, what=long) for one in view.decisions * 30),
        all_items=2000,
        slip=SlipView(total=400, parts=tuple((Cause.US, 1, long[:60]) for _ in range(400))),
    )


def coloured_status(rag: Rag, language: Language = Language.EN) -> StatusView:
    """The drawn report in another colour."""
    view = drawn_status(language)
    window = view.window
    assert window is not None
    if rag is Rag.GREEN:
        colour = RagView(rag=rag, reasons=(ReasonView(code="on_baseline"),))
        return replace(view, rag=colour, late=(), blocked=(), slip=SlipView(total=0))
    if rag is Rag.RED:
        reason = ReasonView(
            code="value_outside_window", day=date(2026, 12, 22), limit=window.last_day
        )
        window = replace(window, value_on=date(2026, 12, 22))
        return replace(view, rag=replace(view.rag, rag=rag, reasons=(reason,)), window=window)
    if rag is Rag.NOT_STARTED:
        colour = RagView(rag=rag, reasons=(ReasonView(code="not_kicked_off", days=6),))
        window = replace(window, day=6)
        lines = tuple(
            replace(
                line,
                actual=None,
                forecast=line.agreed,
                done_share=0,
                slip=0,
                bar_start=line.agreed_start,
            )
            for line in view.milestones
        )
        return replace(
            view,
            rag=colour,
            window=window,
            done=(),
            figure=None,
            late=(),
            blocked=(),
            milestones=lines,
            today=date(2026, 9, 20),
            previous_on=None,
            number=1,
            slip=None,
        )
    if rag is Rag.ON_HOLD:
        reason_text = {
            Language.EN: "Warehouse move in December",
            Language.ZH_CN: "12月仓库搬迁",
            Language.ZH_TW: "12月倉庫搬遷",
        }[language]
        return replace(
            view,
            rag=RagView(rag=rag),
            hold_reason=reason_text,
            resume_on=date(2027, 1, 11),
            upcoming=(),
            asks=(),
            late=(),
        )
    lines = tuple(
        replace(line, actual=line.ends, forecast=None, done_share=1) for line in view.milestones
    )
    return replace(
        view,
        rag=RagView(rag=Rag.FINISHED, reasons=(ReasonView(code="finished"),)),
        today=date(2027, 1, 8),
        finished_on=date(2027, 1, 5),
        done_items=44,
        milestones=lines,
        window=replace(window, day=116, reached=True),
        upcoming=(),
        asks=(),
        late=(),
        blocked=(),
        risks=(),
        next_meeting=None,
    )  # fmt: skip
