"""The words of other people's spreadsheets: columns, statuses, sides, rows that are no tasks."""

import re
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import Literal

from csdesk.app.imports.tracker_words import known_words
from csdesk.app.imports.words import fold_header, squeeze
from csdesk.domain.codes import Priority, RiskStatus, Side, Status
from csdesk.domain.errors import N_
from csdesk.domain.merge_identity import fold

SheetKind = Literal["plan", "risks", "contacts", "decisions"]

_PLAN = {
    "title": "task name|task|summary|issue summary|card name|任务标题|tasks|activity|"
    "activities|action item|action items|action|actions|"
    "activity name|work item|to do|todo|step|steps|work package|subject|task title|item|items|"
    "task description|what|milestone / task|task / milestone|deliverable|deliverables|name|"
    "description|topic|任务名称|任务|任务内容|工作任务|工作内容|工作项|工作事项|事项|行动项|"
    "活动|各阶段任务|阶段任务|项目任务|主要工作|主要任务|具体事项|具体任务|具体工作|待办事项|步骤|"
    "活动名称|任务描述|工作项目|内容|名称|事件|項目|工作|任務名稱|任務|任務內容|工作任務|工作內容|"
    "行動項目|活動|活動名稱|待辦事項|步驟|主要任務|具體任務|任務描述|名稱|項目內容|项目内容",
    "subtask": "subtask|sub task|subtasks|sub tasks|sub activity|detail task|child task|子任务|"
    "子任務|二级任务|明细任务|细分任务|明細任務|細項|子项|子項|三级任务|任务明细",
    "phase": "phase|phases|section/column|bucket name|bucket|list name|工作阶段|实施阶段|stage|"
    "project phase|section|workstream|work stream|phase name|stream|"
    "milestone group|阶段|项目阶段|所属阶段|阶段名称|大类|一级任务|任务分类|阶段划分|工作分类|"
    "階段|專案階段|所屬階段|階段名稱|分类|分類|类别|類別|大項|大项|category|area|group",
    "group": "module|sub phase|subphase|work area|component|模块|子阶段|工作包|小类|模組|子階段|"
    "功能模块|模块名称|二级分类",
    "start": "start|start date|start week|开始周|開始週|begin|begin date|"
    "planned start|planned start date|plan start|"
    "from|date start|starts|start on|scheduled start|开始时间|开始日期|计划开始|计划开始时间|"
    "计划开始日期|起始日期|起始时间|开始|预计开始|预计开始时间|启动时间|启动日期|计划启动时间|"
    "開始時間|開始日期|計劃開始|計畫開始|計劃開始時間|預計開始|預計開始日|起始時間|開始|開始日|"
    "计划起始|计划起始时间|计划启动",
    "finish": "finish|finish date|end week|finish week|due week|结束周|完成周|結束週|end|"
    "end date|due|due date|deadline|target date|planned finish|"
    "planned end|planned end date|planned finish date|plan finish|plan end|to|ends|by when|"
    "completion date|scheduled finish|date end|due by|target|target completion|complete by|"
    "完成时间|结束时间|结束日期|完成日期|计划完成|计划完成时间|计划完成日期|计划结束|计划结束时间|"
    "计划结束日期|截止日期|截止时间|目标日期|预计完成|预计完成时间|结束|期限|要求完成时间|完成期限|"
    "交付时间|交付日期|截止|预计结束|完成時間|結束時間|結束日期|計劃完成|計畫完成|計劃完成時間|"
    "計劃結束|預計完成|預計完成日|預計完成時間|截止時間|目標日期|結束|完成日|截止日|到期日",
    "dates": "dates|period|timeline|schedule|time frame|timeframe|when|date|planned dates|week|"
    "weeks|start end|start finish|date range|时间|日期|计划时间|起止时间|起止日期|时间安排|时间段|"
    "计划周期|进度安排|周次|计划日期|起讫时间|实施时间|时间节点|計劃時間|起訖時間|起訖日期|時間|"
    "期間|時間安排|週次|時程|计划进度|工作时间",
    "actual_start": "actual start|actual start date|started on|started|实际开始|实际开始时间|"
    "实际开始日期|實際開始|實際開始時間|實際開始日|實際開始日期",
    "actual_finish": "actual finish|completed at|completed date|actual end|"
    "actual finish date|actual end date|completed on|"
    "date completed|done on|actual completion|completed date|finished on|实际完成|实际完成时间|"
    "实际结束|实际结束时间|实际完成日期|实际结束日期|實際完成|實際完成日|實際結束|實際完成時間|"
    "實際完成日期",
    "duration": "duration|duration days|days|estimated duration|est days|length|no of days|"
    "number of days|planned duration|time needed|working days|work days|工期|天数|耗费天数|"
    "持续时间|历时|用时|所需时间|工期天|计划工期|需要天数|周期|所需天数|天數|工期天數|持續時間|"
    "所需時間|工作天數|工作天|工作日|耗时|耗時|週期|时长|時長",
    "status": "status|state|task status|current status|progress status|状态|任务状态|进展状态|"
    "完成状态|当前状态|完成情况|进展|进度状态|進度狀態|狀態|任務狀態|完成狀態|完成狀況|目前狀態|"
    "是否完成|done|completed|done?",
    "progress": "% complete|percent complete|% done|progress|progress %|completion|complete|"
    "% completed|percent|pct complete|completion rate|% progress|完成百分比|完成率|进度|完成度|"
    "完成比例|完成进度|进度百分比|進度|完成比率|進度百分比|完成進度",
    "owner": "owner|task owner|assigned to|assignee|responsible|responsible person|responsibility|"
    "resource|resources|resourcing|resource names|lead|who|person in charge|pic|action by|"
    "assigned|accountable|owner name|task lead|by whom|负责人|责任人|执行人|经办人|担当|主责人|"
    "负责人员|资源|人员|责任者|实施人|处理人|负责|牵头人|"
    "參與人|负责同事|負責人|責任人|執行人|經辦人|"
    "承辦人|負責人員|擔當|人員|資源|負責|處理人",
    "owner_us": "our owner|vendor owner|our responsible|us|vendor|乙方|我方|乙方负责人|我方负责人|"
    "乙方责任人|我方责任人|实施方|供应商|乙方負責人|我方負責人|實施方|供應商|实施方负责人",
    "owner_customer": "customer owner|client owner|customer responsible|甲方|客户方|甲方负责人|"
    "客户负责人|客户方负责人|甲方责任人|客戶方|甲方負責人|客戶負責人|客戶方負責人|客户责任人",
    "side": "side|whose turn|responsible party|party|organisation|organization|company|"
    "owner company|vendor client|责任方|负责方|责任单位|主责方|承担方|所属方|责任部门|"
    "責任方|負責方|責任單位|主責方|負責單位",
    "priority": "priority|importance|prio|优先级|重要程度|优先度|重要性|優先級|優先順序|重要性|"
    "優先度|紧急程度|緊急程度",
    "note": "notes|note|remarks|remark|comments|comment|details|additional notes|description|"
    "task description|备注|说明|描述|备注说明|注释|补充说明|问题|備註|說明|補充說明|註解|"
    "问题及备注",
    "comment": "your comment|customer comment|client comment|customer comments|客户意见|客户备注|"
    "客户反馈|客戶意見|客戶備註|甲方意见|您的意见|您的意見",
    "instructions": "instructions|how to|操作说明|操作說明|做法",
    "after": "predecessors|predecessor|depends on|dependency|dependencies|preceding task|"
    "preceding tasks|after|前置任务|前置|依赖|依赖任务|紧前任务|前置条件|前置活动|前置任務|依賴|"
    "前置作業|前置工作",
    "id": "id|task id|uid|key|issue key|ref|reference|task key|unique id|任务编号|编号|任务id|"
    "任務編號|編號|代号|编码|工作编号",
    "number": "no|number|#|nr|wbs|wbs code|wbs no|item no|s/n|sn|sno|s no|sr no|seq|sequence|line|"
    "task no|task number|outline number|序号|序|项次|任务序号|wbs编码|wbs编号|序號|項次|項目編號|"
    "号码|項號",
    "level": "level|outline level|task level|indent|"
    "层级|级别|大纲级别|任务层级|层次|層級|階層|大綱階層",
    "milestone": "milestone|is milestone|milestones|milestone?|里程碑|是否里程碑|是否為里程碑",
}
_RISKS = {
    "title": "risk|risk description|risk name|risk title|risk event|description|raid description|"
    "event|issue|summary|风险|风险描述|风险名称|风险事件|风险内容|描述|问题描述|風險|風險描述|"
    "風險名稱|風險事件|風險內容",
    "kind": "raid category|raid type|raid|type|category of raid|log type|类型|raid类别|類型",
    "probability": "probability|likelihood|prob|chance|probability (1 5)|概率|可能性|发生概率|"
    "发生可能性|機率|可能性|發生機率|發生概率",
    "impact": "impact|severity|consequence|effect|impact (1 5)|影响|影响程度|严重程度|严重性|影響|"
    "影響程度|嚴重程度|後果|后果",
    "level": "priority|rating|risk level|rpn|risk rating|score|risk score|rpn (for risks)|风险等级|"
    "优先级|等级|風險等級|優先級|風險值|风险值",
    "response": "mitigation|response|strategy|mitigation plan|response plan|risk response|"
    "countermeasure|action plan|contingency|treatment|应对措施|缓解措施|应对策略|对策|应对|"
    "应对计划|處理措施|因應措施|應對措施|對策|緩解措施|因應對策",
    "owner": _PLAN["owner"] + "|risk owner|风险负责人|風險負責人",
    "status": "status|state|open / closed|open/closed|状态|狀態|风险状态|風險狀態",
    "trigger": "trigger date|review date|due date|target date|due|deadline|触发日期|复核日期|"
    "截止日期|觸發日期|預計日期",
    "id": "id|no|number|#|risk id|序号|编号|序號|編號|ref",
}
_CONTACTS = {
    "name": "name|full name|stakeholder|stakeholder name|contact|contact name|person|姓名|联系人|"
    "名字|干系人|相关方|人员|姓名职务|聯絡人|利害關係人|關係人|人員|干系人姓名",
    "name_alt": "english name|chinese name|英文名|中文名",
    "title": "title|job title|position|role|project role|"
    "职位|职务|岗位|角色|項目角色|职称|職位|職務|"
    "職稱|項目角色|项目角色|role in project",
    "mail": "mail|email|e mail|email address|邮箱|电子邮件|邮件|電子郵件|電郵|信箱|郵箱",
    "phone": "phone|telephone|mobile|phone number|tel|cell|电话|手机|联系电话|手机号|電話|手機|"
    "聯絡電話|联系方式|聯絡方式",
    "company": "company|organisation|organization|employer|公司|单位|單位|所属公司",
    "speaks_for": "department|dept|team|speaks for|部门|部門|所属部门|團隊|团队|处室",
    "stake": "stake|stake in project|interest|influence|com plan|communication plan|attitude|"
    "利益|关注点|影响力|態度|态度",
}
_DECISIONS = {
    "what": "decision|decision made|decisions|decision description|"
    "决定|决策|决议|决策内容|決定|決策|"
    "決議|決策內容",
    "day": "date|decision date|decided on|made on|"
    "when|日期|决定日期|决策日期|決定日期|決策日期|时间",
    "who": "decided by|decision maker|by|made by|who|owner|approved by|决策人|决定人|决策者|批准人|"
    "決策人|決定人|決策者",
    "why": "reason|rationale|why|justification|原因|理由|依据|依據",
}


def _parted(fields: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(words.split("|")) for name, words in fields.items()}


WORDS: Mapping[SheetKind, Mapping[str, tuple[str, ...]]] = {
    "plan": _parted(_PLAN), "risks": _parted(_RISKS), "contacts": _parted(_CONTACTS),
    "decisions": _parted(_DECISIONS),
}  # fmt: skip
# Fields that tell a kind from the others; so many of them are enough.
TELLING: Mapping[SheetKind, tuple[frozenset[str], int]] = {
    "plan": (
        frozenset({"start", "finish", "dates", "owner_us", "owner_customer", "duration", "status",
                   "progress", "owner", "after", "actual_finish", "phase", "subtask", "milestone",
                   "priority"}), 1),
    "risks": (frozenset({"kind", "probability", "impact", "response", "level"}), 2),
    "contacts": (frozenset({"mail", "phone", "title", "speaks_for", "stake", "company"}), 2),
    "decisions": (frozenset({"day", "who", "why"}), 1),
}  # fmt: skip
MAIN: Mapping[SheetKind, str] = {
    "plan": "title", "risks": "title", "contacts": "name", "decisions": "what",
}  # fmt: skip
SEVERAL = frozenset({"note"})  # fields that more than one column may hold
DAYS = frozenset({"start", "finish", "dates", "actual_start", "actual_finish", "trigger", "day"})

LABELS: Mapping[str, str] = {
    "title": N_("Name or title"),
    "phase": N_("Phase"),
    "group": N_("Group"),
    "start": N_("Start"),
    "finish": N_("Target date"),
    "dates": N_("Start and end in one"),
    "actual_start": N_("Actual start"),
    "actual_finish": N_("Actual finish"),
    "duration": N_("Duration"),
    "status": N_("Status"),
    "progress": N_("Percent done"),
    "owner": N_("Owner"),
    "owner_us": N_("Owner on our side"),
    "owner_customer": N_("Owner at the customer"),
    "side": N_("Whose turn"),
    "priority": N_("Priority"),
    "note": N_("Internal note"),
    "comment": N_("Customer comment"),
    "instructions": N_("Instructions"),
    "after": N_("Predecessors"),
    "id": N_("Id in the file"),
    "number": N_("Number in the file"),
    "level": N_("Level"),
    "milestone": N_("Is a milestone"),
    "kind": N_("Kind of entry"),
    "probability": N_("Probability"),
    "impact": N_("Impact"),
    "response": N_("Response"),
    "trigger": N_("Trigger date"),
    "name": N_("Name"),
    "name_alt": N_("Name in the other script"),
    "mail": N_("Mail"),
    "phone": N_("Phone"),
    "company": N_("Company"),
    "speaks_for": N_("Speaks for"),
    "what": N_("Decision"),
    "day": N_("Date"),
    "who": N_("Decided by"),
    "why": N_("Reason"),
}

_STATUS: Mapping[StrEnum, str] = {
    Status.DONE: "done|finished|completed|complete|closed|100%|yes|x|✓|✔|√|☑|true|已完成|完成|完毕|"
    "已结束|结束|是|已關閉|已关闭|已結束|結束|完畢|y",
    Status.IN_PROGRESS: "in progress|wip|doing|ongoing|on going|started|active|underway|under way|"
    "in work|running|进行中|正在进行|处理中|進行中|處理中|办理中|on track|已开始|已開始|实施中",
    Status.ON_HOLD: "on hold|hold|paused|blocked|waiting|"
    "挂起|暂停|搁置|暂缓|擱置|暫停|暫緩|已暂停|阻塞",
    Status.CANCELLED: "cancelled|canceled|dropped|not needed|已取消|取消|作废|作廢|不需要",
    Status.TODO: "to do|todo|not started|open|new|no|0%|false|☐|未开始|未完成|待办|待处理|未開始|"
    "待辦|待處理|否|n|not yet started|backlog|未启动|未啟動|待启动",
    Status.SCHEDULED: "scheduled|planned|已安排|已计划|已排期|已排定|已計劃|计划中|計劃中",
}  # fmt: skip
_SIDE: Mapping[StrEnum, str] = {
    Side.US: "us|our side|我方|乙方|我们|我們|本公司|vendor|supplier|实施方|實施方|供应商|供應商",
    Side.CUSTOMER: "customer|client|客户|客户方|甲方|客戶|客戶方|业主|業主|用户方|使用者方",
    Side.THIRD: "third party|3rd party|partner|第三方|合作方|集成商|整合商",
}
_PRIORITY: Mapping[StrEnum, str] = {
    Priority.MUST: "must|high|urgent|critical|p0|p1|必须|高|紧急|必須|緊急|很高|最高|highest|h|a",
    Priority.IMPORTANT: "important|medium|normal|p2|重要|中|一般|普通|moderate|m|b",
    Priority.OPTIONAL: "optional|low|p3|p4|可选|低|可選|次要|negligible|lowest|l|c",
}
_RISK_STATUS: Mapping[StrEnum, str] = {
    RiskStatus.OPEN: "open|active|new|identified|monitoring|in progress|打开|开放|未关闭|监控中|"
    "进行中|待处理|處理中|未關閉|監控中|開放|處理",
    RiskStatus.HAPPENED: "happened|occurred|issue|materialised|materialized|已发生|发生|已發生",
    RiskStatus.CLOSED: "closed|resolved|done|mitigated|retired|completed|已关闭|关闭|已解决|已解決|"
    "已關閉|關閉|解决",
}  # fmt: skip
_GRADES = {
    1: "1|negligible|very low|rare|极低|很低|極低|可忽略",
    2: "2|low|unlikely|minor|低|较低|較低|l",
    3: "3|moderate|medium|possible|med|中|中等|一般|m",
    4: "4|high|likely|major|高|较高|較高|h",
    5: "5|critical|very high|almost certain|severe|极高|很高|極高|严重|嚴重",
}
_TABLES: Mapping[str, Mapping[StrEnum, str]] = {
    "status": _STATUS, "side": _SIDE, "priority": _PRIORITY, "risk_status": _RISK_STATUS,
}  # fmt: skip
_TOTAL = re.compile(
    r"(?:grand |sub ?)?totals?\b.*|sum\b.*|(?:合计|"
    r"总计|小计|合計|總計|小計|汇总|彙總|共计|共計).{0,12}",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"(?:notes?|remarks?|legend|key|n\.?b\.?|disclaimer|"
    r"备注|注|说明|填表说明|图例|備註|註|說明|圖例|填寫說明)"
    r"\s*[:：].*|(?:legend|图例|圖例|备注|備註)|insert new rows? above.*",
    re.IGNORECASE | re.DOTALL,
)
_MILESTONE = re.compile(r"(?:milestones?\b|里程碑|◆|◇|★|gate\b|m\d{1,2}\s*[:：.\-])", re.IGNORECASE)
_PHASE = re.compile(
    r"(?:phase|stage|part|step|sprint|section|module|iteration|"
    r"workstream)\s*(?:\d|[ivx]+\b|one|two|"
    r"three|four|five|[a-e]\b)|第\s*[一二三四五六七八九十\d]+\s*(?:阶段|階段|期|部分|步|周期|章)|"
    r"(?:阶段|階段)\s*[一二三四五六七八九十\d]|[一二三四五六七八九十]{1,3}\s*[、.．,，]|"
    r"[（(][一二三四五六七八九十]{1,3}[）)]",
    re.IGNORECASE,
)
NOTHING = frozenset({
    "-", "–", "—", "--", "/", "n/a", "na", "tbd", "tba",
    "tbc", "none", "nil", "?", "？", "待定", "无",
    "無", "未定", "暂无", "暫無", "\\", "待确认", "待確認", "to be decided",
    "to be confirmed", "...", "…",
})  # fmt: skip


@cache
def words_of(kind: SheetKind) -> Mapping[str, tuple[str, int]]:
    """Return field and rank of each squeezed column name of a kind of sheet."""
    found: dict[str, tuple[str, int]] = {}
    for name, words in WORDS[kind].items():
        for rank, word in enumerate(words):
            key = squeeze(word) or word
            if key not in found or found[key][1] > rank:
                found[key] = (name, rank)
    return found


@lru_cache(maxsize=4_096)
def field_of(kind: SheetKind, header: str) -> tuple[str, float]:
    """Return the field that a column name says, and how surely (0 to 100)."""
    text = " ".join(header.split())
    if not text or len(text) > 60:
        return "", 0.0
    words = words_of(kind)
    bare = re.sub(r"[(（\[].*?[)）\]]", " ", text)
    for name, cost in ((text, 0), (bare, 2)):
        found = words.get(squeeze(name)) or words.get(name.strip())
        if found is not None:
            return found[0], 100.0 - cost - min(found[1], 40)
    return _holding(kind, fold_header(bare), squeeze(bare))


def _holding(kind: SheetKind, folded: str, key: str) -> tuple[str, float]:
    """Return the field whose word is part of a longer column name, the longest word first."""
    parts = set(folded.split())
    best = ("", 0.0)
    for name, words in WORDS[kind].items():
        for word in words:
            if word.isascii():
                wanted = fold_header(word).split()
                inside = len(wanted) >= 2 and set(wanted) <= parts
                weight = 3.0 * len(wanted)
            else:
                inside = len(word) >= 2 and squeeze(word) in key and len(key) <= len(word) + 6
                weight = 4.0 * len(word)
                weight += 2.0 * key.endswith(squeeze(word))
            if inside and 30 + weight > best[1]:
                best = (name, min(30 + weight, 55))
    return best


@cache
def _coded(name: str) -> Mapping[str, str]:
    words = {
        fold(word): code.value for code, text in _TABLES[name].items() for word in text.split("|")
    }
    return {**(known_words(name) if name != "risk_status" else {}), **words}


def code_of(name: str, text: str) -> str | None:
    """Return the code that a word of a list surely means: ours in any language, or a usual one."""
    word = fold(text).strip(" .!。！")
    return _coded(name).get(word)


@cache
def _graded() -> Mapping[str, int]:
    return {fold(word): grade for grade, text in _GRADES.items() for word in text.split("|")}


def grade_of(text: str) -> int | None:
    """Return probability or impact, 1 to 5, as a number or a usual word says it."""
    return _graded().get(fold(text).strip(" .")) or _graded().get(
        fold(text).split(" - ")[0].split("(")[0].strip()
    )


def is_total(text: str) -> bool:
    """Whether a row's first words say that it adds up others."""
    return _TOTAL.fullmatch(text.strip()) is not None


def is_remark(text: str) -> bool:
    """Whether a text under or between rows explains the table and is no row of it."""
    return _REMARK.fullmatch(text.strip()) is not None


def says_milestone(text: str) -> bool:
    """Whether a title begins as milestones are named."""
    return _MILESTONE.match(text.strip()) is not None


def says_phase(text: str) -> bool:
    """Whether a title begins as phases are named."""
    return _PHASE.match(text.strip()) is not None


def is_nothing(text: str) -> bool:
    """Whether a text stands for an empty cell: a dash, TBD, 待定."""
    return fold(text) in NOTHING
