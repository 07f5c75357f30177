"""Views of monthly request reports made by hand: the usual month, and the hard ones."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from csdesk.domain.codes import Language, RequestKind, RequestStatus, UserRole
from csdesk.domain.requests import months_until
from csdesk.domain.views.common import Party, Sender
from csdesk.domain.views.requests import CauseView, MonthView, RequestLine, RequestsView

TODAY = date(2026, 11, 20)
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
_DONE, _WAIT, _OURS = RequestStatus.SOLVED, RequestStatus.WAITING, RequestStatus.IN_PROGRESS
_ASK, _FAULT, _WISH = RequestKind.QUESTION, RequestKind.FAULT, RequestKind.WISH
_WORDS: dict[Language, dict[str, Any]] = {
    Language.EN: {
        "us": "Northlane Software", "customer": "Harbour & Pike Logistics", "sender": "Tom Aldous",
        "people": ("Priya Marsh", "Daniel Osei", "Ruth Pike"), "dev": "Lena Brandt",
        "areas": ("Timetables", "Payroll export", "Sign-in", "Reports"),
        "titles": (
            "Night shift is cut at midnight in the weekly view",
            "Can a driver see only the own depot?",
            "Swap of two shifts is refused without a reason",
            "Overtime of Sundays is missing in the payroll file",
            "Export stops at 500 people",
            "Which column holds the cost centre?",
            "New handhelds ask for the password each morning",
            "Single sign-on for two seasonal workers",
            "Failed deliveries by depot, one page for the board",
        ),
        "answers": (
            "Shifts over midnight are one bar since release 4.2; the help page shows both views.",
            "The export is written in parts of 400 people until the limit is gone.",
            "Handhelds keep the session for seven days; the setting is on for Leeds and York.",
        ),
    },
    Language.ZH_CN: {
        "us": "云栈软件", "customer": "海拓冷链物流", "sender": "陈一鸣",
        "people": ("马丽华", "欧阳达", "裴若思"), "dev": "林博",
        "areas": ("排班表", "工资导出", "登录", "报表"),
        "titles": (
            "周视图中夜班在零点被截断", "司机能否只看到本场站？", "换班被拒绝，但没有说明原因",
            "工资文件缺少周日加班", "导出到500人时中断", "成本中心在哪一列？",
            "新手持终端每天早上要求输入密码",
            "为两名季节工开通单点登录", "按场站统计配送失败，供董事会一页纸",
        ),
        "answers": (
            "自4.2版起，跨零点班次显示为一条；帮助页面展示了两种视图。",
            "在取消上限之前，导出按每400人一个文件分批生成。",
            "手持终端的登录状态保留七天，苏州、无锡已启用。",
        ),
    },
    Language.ZH_TW: {
        "us": "雲棧軟體", "customer": "海拓冷鏈物流", "sender": "陳一鳴",
        "people": ("馬麗華", "歐陽達", "裴若思"), "dev": "林博",
        "areas": ("班表", "薪資匯出", "登入", "報表"),
        "titles": (
            "週檢視中夜班在零點被截斷", "司機能否只看到自己的場站？", "換班被拒絕，但沒有說明原因",
            "薪資檔案缺少週日加班", "匯出到500人時中斷", "成本中心在哪一欄？",
            "新手持終端機每天早上要求輸入密碼",
            "為兩名季節工開通單一登入", "依場站統計配送失敗，供董事會一頁紙",
        ),
        "answers": (
            "自4.2版起，跨零點班次顯示為一條；說明頁面展示了兩種檢視。",
            "在取消上限之前，匯出以每400人一個檔案分批產生。",
            "手持終端機的登入狀態保留七天，台中、台南已啟用。",
        ),
    },
}  # fmt: skip
_HOW: tuple[tuple[int, RequestKind, RequestStatus, int | None], ...] = (
    (0, _FAULT, _DONE, 130), (0, _ASK, _DONE, 25), (0, _FAULT, _WAIT, 95),
    (1, _FAULT, _OURS, 300), (0, _FAULT, _DONE, 1500), (1, _ASK, _DONE, 40),
    (2, _FAULT, _DONE, 65), (2, _ASK, _WAIT, 180), (3, _WISH, RequestStatus.NEW, None),
)  # fmt: skip


def drawn_requests(language: Language = Language.EN) -> RequestsView:
    """Return the usual month."""
    words = _WORDS[language]
    lines = tuple(
        RequestLine(
            number=place + 1,
            day=FIRST + timedelta(3 * place),
            title=words["titles"][place],
            asked_by=words["people"][place % 3],
            kind=kind,
            area=words["areas"][area],
            status=status,
            owner=words["dev"] if status in (_OURS, _WAIT) else "",
            answered_after=wait,
            solved_on=FIRST + timedelta(3 * place + 2) if status is _DONE else None,
            confirmed_by=words["people"][place % 3] if status is _DONE else "",
        )
        for place, (area, kind, status, wait) in enumerate(_HOW)
    )
    causes = tuple(
        CauseView(
            area=name,
            asked=sum(line.area == name for line in lines),
            confirmed=sum(line.area == name and line.status is _DONE for line in lines),
            waiting=sum(line.area == name and line.status is _WAIT for line in lines),
            open=sum(line.area == name and line.status not in (_DONE, _WAIT) for line in lines),
            answer=words["answers"][place] if place < 3 else "",
        )
        for place, name in enumerate(words["areas"])
    )
    counts = ((2, 1, 0, 0), (4, 2, 1, 0), (5, 2, 2, 0), (4, 3, 1, 1), (6, 3, 2, 1), (4, 2, 2, 1))
    medians = (310, 260, None, 190, 170, 112)
    months = tuple(
        MonthView(first=first, asked=sum(areas), answered=sum(areas) - 1, median=wait, areas=areas)
        for first, areas, wait in zip(months_until(FIRST, 6), counts, medians, strict=True)
    )
    return RequestsView(
        language=language,
        today=TODAY,
        us=Party(name=words["us"]),
        customer=Party(name=words["customer"]),
        sender=Sender(
            name=words["sender"], role=UserRole.CONSULTANT, mail="tom.aldous@northlane.example",
            phone="+44 113 555 0142",
        ),
        number=3,
        first=FIRST,
        last=LAST,
        lines=lines,
        later=2,
        causes=causes,
        months=months,
        examples=(lines[2], lines[5], lines[7]),
    )  # fmt: skip


def silent_requests(language: Language = Language.EN, *, earlier: int = 1) -> RequestsView:
    """Return a month without a request, with what is left of earlier ones."""
    view = drawn_requests(language)
    old = tuple(
        replace(view.lines[2], day=date(2026, 8, 11) + timedelta(place), number=0)
        for place in range(earlier)
    )
    now = replace(view.months[-1], asked=0, answered=0, median=None, areas=())
    months = tuple(replace(month, areas=()) for month in (*view.months[:-1], now))
    return replace(view, lines=(), causes=(), examples=(), later=0, earlier=old, months=months)


def one_request(language: Language = Language.EN) -> RequestsView:
    """Return the first month of a customer: one request, solved."""
    view = drawn_requests(language)
    line = view.lines[0]
    cause = replace(view.causes[0], asked=1, confirmed=1, waiting=0, open=0)
    months = tuple(
        replace(month, asked=0, answered=0, median=None, areas=(0,)) for month in view.months[:-1]
    )
    now = replace(view.months[-1], asked=1, answered=1, median=130, areas=(1,))
    return replace(
        view, lines=(line,), causes=(cause,), examples=(line,), later=0, months=(*months, now)
    )


def huge_requests(language: Language = Language.EN, count: int = 300) -> RequestsView:
    """Return a busy month in many areas with long titles."""
    view = drawn_requests(language)
    lines = tuple(
        replace(
            view.lines[place % 9],
            number=place + 1,
            day=FIRST + timedelta(place % 31),
            title=" / ".join([view.lines[(place + step) % 9].title for step in range(4)]),
            area=f"{view.lines[place % 9].area} {place % 12}",
        )
        for place in range(count)
    )
    causes = tuple(
        CauseView(
            area=f"{view.causes[place % 4].area} {place}",
            asked=count // 12,
            confirmed=count // 24,
            waiting=count // 48,
            open=count // 12 - count // 24 - count // 48,
            answer=" ".join([_WORDS[language]["answers"][place % 3]] * 4),
        )
        for place in range(12)
    )
    return replace(
        view, lines=lines, causes=causes, examples=lines[:3], earlier=(view.lines[2],) * 40
    )


def hostile_requests(text: str) -> RequestsView:
    """Return the usual month with a text in every place that people type."""
    view = drawn_requests()
    lines = tuple(
        replace(line, title=text, asked_by=text, area=text, owner=text, confirmed_by=text)
        for line in view.lines
    )
    causes = tuple(replace(cause, area=text, answer=text, owner=text) for cause in view.causes)
    return replace(
        view, lines=lines, causes=causes, examples=lines[:3], customer=Party(name=text[:300])
    )
