"""Plans as views: invented ones of any size, and one read from a file of another program."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

from csdesk.domain.calendar import Calendars, WorkCalendar
from csdesk.domain.codes import Language, LinkType, MilestoneKind, RowKind, Side, Status, UserRole
from csdesk.domain.views.common import Party, Sender
from csdesk.domain.views.plan import OffKind, OffView, PlanLine, PlanLinkView, PlanView
from csdesk.domain.views.status import WindowView
from csdesk.i18n import Translator
from csdesk.layout.day_marks import chart_days
from csdesk.layout.days import DayKind, runs

TODAY = date(2026, 11, 30)
START = date(2026, 10, 20)
_NS = {"p": "http://schemas.microsoft.com/project"}
_TYPES = {"0": LinkType.FF, "1": LinkType.FS, "2": LinkType.SF, "3": LinkType.SS}
_WORDS = {
    Language.EN: (
        ("Kickoff and goals", "Set-up and data", "Pilot, 5 restaurants", "Roll-out", "Acceptance"),
        ("Shift rules workshop", "Employee file, 46 restaurants", "WeCom sign-on", "Data import",
         "Check imported data", "Train 5 restaurant managers", "Publish two weeks of rosters"),
        ("Data ready", "First value: overtime seen", "Go-live, all 46", "Acceptance signed"),
        ("Lin Yue", "Zhou Min", "Yunqi"),
        ("Rotalane", "Harbour Noodle", "Staff scheduling, 46 restaurants"),
    ),
    Language.ZH_CN: (
        ("启动与目标", "配置与数据", "试点：5家门店", "推广上线", "验收"),
        ("排班规则研讨会", "提供46家门店的员工档案", "企业微信单点登录", "数据导入",
         "核对导入的数据（考勤、工时）", "培训5位店长", "发布两周的排班表"),
        ("数据就绪", "首个成果：看见加班", "46家门店全部上线", "签署验收单"),
        ("林悦", "周敏", "云起"),
        ("轮值云", "港湾面馆", "46家门店排班系统上线"),
    ),
    Language.ZH_TW: (
        ("啟動與目標", "設定與資料", "試點：5家門市", "推廣上線", "驗收"),
        ("排班規則研討會", "提供46家門市的員工檔案", "企業微信單一登入", "資料匯入",
         "核對匯入的資料（出勤、工時）", "訓練5位店長", "發布兩週的班表"),
        ("資料就緒", "首個成果：看見加班", "46家門市全部上線", "簽署驗收單"),
        ("林悅", "周敏", "雲起"),
        ("輪值雲", "港灣麵館", "46家門市排班系統導入"),
    ),
}  # fmt: skip
_CYCLE = (Side.US, Side.CUSTOMER, Side.THIRD)
_KINDS = (
    MilestoneKind.OTHER,
    MilestoneKind.VALUE,
    MilestoneKind.GO_LIVE,
    MilestoneKind.ACCEPTANCE,
)


def made_plan(count: int, *, language: Language = Language.EN, days: int = 110) -> PlanView:
    """Return a plan of `count` rows in five phases over `days` days, a third of it done."""
    phases, items, milestones, people, companies = _WORDS[language]
    lines: list[PlanLine] = []
    links: list[PlanLinkView] = []
    key, done = 0, count // 3
    sizes = [count // 5 + (1 if phase < count % 5 else 0) for phase in range(5)]
    for phase, size in enumerate(sizes):
        if not size:
            continue
        key += 1
        lines.append(PlanLine(key=key, title=phases[phase], kind=RowKind.PHASE))
        for place in range(size - 1):
            key += 1
            start = START + timedelta(days * (key - 2) // count)
            finish = start + timedelta(max(2, days // 14))
            last = place == size - 2 and phase > 0
            agreed = start - timedelta(3 if key % 3 else 0)
            slip = 0 if agreed == start else 2
            status = Status.DONE if key < done else Status.IN_PROGRESS if key == done else None
            title = milestones[phase - 1] if last else items[key % len(items)]
            line = PlanLine(
                key=key,
                code="" if last else f"A{key}",
                title=title if count < 40 or last else f"{title} {key}",
                depth=1,
                kind=RowKind.MILESTONE if last else RowKind.ITEM,
                milestone=_KINDS[phase - 1] if last else None,
                side=_CYCLE[key % 3],
                owner=people[key % 3],
                status=status or Status.TODO,
                start=finish if last else start,
                finish=finish,
                agreed_start=agreed,
                agreed=agreed + timedelta(max(2, days // 14)),
                slip=slip,
                progress=60 if status is Status.IN_PROGRESS else 0,
                critical=key % 4 < 2,
                deadline=finish + timedelta(4) if key % 11 == 0 else None,
            )
            if lines[-1].depth:
                links.append(PlanLinkView(key=key, before=lines[-1].key, after=key))
            lines.append(line)
    return finished_view(lines, links, language, companies)


def finished_view(
    lines: Sequence[PlanLine],
    links: Sequence[PlanLinkView],
    language: Language,
    companies: Sequence[str],
    today: date = TODAY,
) -> PlanView:
    """Return a view around lines: spans of phases, days off of two calendars, a window."""
    spanned = _spanned(lines)
    dated = [line.finish for line in spanned if line.finish is not None]
    values = [line.finish for line in spanned if line.milestone is MilestoneKind.VALUE]
    first = min((line.start for line in spanned if line.start), default=today)
    window = WindowView(
        signed_on=first,
        last_day=first + timedelta(90),
        length=90,
        day=(today - first).days,
        value_on=values[0] if values else None,
    )
    us, customer, project = companies
    return PlanView(
        language=language,
        today=today,
        number=1,
        us=Party(name=us),
        customer=Party(name=customer),
        sender=Sender(name="Lin Yue", role=UserRole.CSM, mail="lin@rotalane.example",
                      phone="+86 21 5550 0142"),
        project=project,
        lines=tuple(spanned),
        links=tuple(links),
        days_off=days_off(first, max(dated, default=today), language),
        window=window,
        baseline_on=date(2026, 11, 6),
        finish=max(dated, default=None),
        slip=2,
    )  # fmt: skip


def days_off(first: date, last: date, language: Language) -> tuple[OffView, ...]:
    """Return the days off of us (mainland China) and a customer in Britain around some days."""
    us = WorkCalendar(country="CN")
    calendars = Calendars(
        us=us, customer=WorkCalendar(country="GB", region="ENG"), third=us, project=us
    )
    lookup = chart_days(calendars, Translator(language.value))
    kinds = {
        DayKind.REST: OffKind.REST,
        DayKind.HOLIDAY: OffKind.HOLIDAY,
        DayKind.UNPUBLISHED: OffKind.UNPUBLISHED,
    }
    found = runs(lookup, first.toordinal() - 35, last.toordinal() + 150)
    return tuple(
        OffView(
            first=date.fromordinal(start),
            last=date.fromordinal(end),
            kind=kinds[info.kind],
            names=info.names,
        )
        for start, end, info in found
        if info.kind is not DayKind.WORK
    )


def _spanned(lines: Sequence[PlanLine]) -> list[PlanLine]:
    result: list[PlanLine] = []
    for index, line in enumerate(lines):
        if not line.kind.is_summary:
            result.append(line)
            continue
        below = []
        for other in lines[index + 1 :]:
            if other.depth <= line.depth:
                break
            if not other.kind.is_summary and other.start and other.finish:
                below.append(other)
        starts = [one.start for one in below if one.start]
        ends = [one.finish for one in below if one.finish]
        result.append(
            replace(line, start=min(starts, default=None), finish=max(ends, default=None))
        )
    return result


def mspdi_plan(path: Path, language: Language = Language.EN) -> PlanView:
    """Return a plan of an MS Project file as a view: names, dates, levels, links."""
    root = ET.parse(path).getroot()
    lines: list[PlanLine] = []
    links: list[PlanLinkView] = []
    for task in root.iterfind(".//p:Task", _NS):

        def value(name: str, of: ET.Element = task) -> str:
            return of.findtext(f"p:{name}", "", _NS)

        if not value("Name"):
            continue
        uid, milestone = int(value("UID")), value("Milestone") == "1"
        kind = RowKind.PHASE if value("Summary") == "1" else RowKind.ITEM
        kind = RowKind.MILESTONE if milestone and kind is RowKind.ITEM else kind
        start, finish = (
            date.fromisoformat(value("Start")[:10]),
            date.fromisoformat(value("Finish")[:10]),
        )
        lines.append(
            PlanLine(
                key=uid,
                code=f"A{value('ID')}" if kind is RowKind.ITEM else "",
                title=value("Name"),
                depth=int(value("OutlineLevel")),
                kind=kind,
                milestone=MilestoneKind.OTHER if kind is RowKind.MILESTONE else None,
                side=_CYCLE[uid % 3],
                owner=("Lin Yue", "Zhou Min", "Yunqi")[uid % 3] if kind is RowKind.ITEM else "",
                start=start,
                finish=finish,
                critical=value("Critical") == "1",
            )
        )
        for link in task.iterfind("p:PredecessorLink", _NS):
            links.append(
                PlanLinkView(
                    key=len(links) + 1,
                    before=int(value("PredecessorUID", link)),
                    after=uid,
                    type=_TYPES[value("Type", link)],
                )
            )
    firsts = [line.start for line in lines if line.start]
    companies = ("Northlane Software", "Harbour & Pike Logistics", path.stem)
    return finished_view(lines, links, language, companies, today=min(firsts) + timedelta(60))
