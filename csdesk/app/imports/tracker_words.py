"""Words of status, side and priority in three languages, and what people's own words may mean."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from csdesk.domain.codes import Priority, Side, Status
from csdesk.domain.labels import PRIORITY_LABELS, SIDE_LABELS, STATUS_LABELS
from csdesk.domain.merge_identity import fold
from csdesk.i18n import LANGUAGES, Translator

CODED: Mapping[str, tuple[type[StrEnum], Mapping[StrEnum, str]]] = {
    "status": (Status, {code: label for code, label in STATUS_LABELS.items()}),  # noqa: C416
    "side": (Side, {code: label for code, label in SIDE_LABELS.items()}),  # noqa: C416
    "priority": (Priority, {code: label for code, label in PRIORITY_LABELS.items()}),  # noqa: C416
}
_OWN_WORDS: Mapping[str, Mapping[StrEnum, str]] = {
    "status": {
        Status.DONE: (
            "finished|completed|complete|closed|ok|okay|ready|yes|x|✓|✔|√|100%|delivered|fixed|"
            "完成|完成了|已完|完毕|完畢|搞定|好了|已结束|已結束|已交付|结束|結束"
        ),
        Status.IN_PROGRESS: (
            "doing|wip|started|ongoing|working on it|in work|running|under way|underway|active|"
            "half done|进行|正在做|处理中|办理中|正在进行|進行|處理中|辦理中|正在進行|做了一半"
        ),
        Status.ON_HOLD: (
            "hold|paused|waiting|blocked|pending|stopped|parked|postponed|delayed|"
            "暂停|搁置|等待|延后|暫停|擱置|延後|暂缓|暫緩"
        ),
        Status.CANCELLED: (
            "cancel|canceled|dropped|n/a|na|not needed|no longer needed|obsolete|"
            "取消|已取消|不需要|不用了|作废|作廢"
        ),
        Status.TODO: (
            "open|not started|new|to-do|not yet|no|0%|未开始|待办|没开始|还没|"
            "未開始|待辦|還沒|待处理|待處理"
        ),
        Status.SCHEDULED: (
            "planned|booked|agreed|confirmed|已安排|已排期|已排程|已约|已約|计划中|計劃中|已计划"
        ),
    },
    "side": {
        Side.US: "you|vendor|supplier|your side|provider|贵方|供应商|乙方|貴方|供應商|你们|你們",
        Side.CUSTOMER: "we|our side|client|me|客户|甲方|客戶|我们|我們",
        Side.THIRD: "third|partner|3rd party|external|外部|合作伙伴|合作夥伴",
    },
    "priority": {
        Priority.MUST: "high|urgent|critical|p0|p1|1|高|紧急|必须做|緊急|很高",
        Priority.IMPORTANT: "medium|normal|middle|p2|2|中|一般|普通",
        Priority.OPTIONAL: "low|nice to have|p3|3|低|可以不做|次要",
    },
}  # fmt: skip
_ALIKE = 0.75


@cache
def known_words(field: str) -> Mapping[str, str]:
    """Return the code of each word that we offer, in all languages, by its folded form."""
    codes, labels = CODED[field]
    words = {fold(code.value): code.value for code in codes}
    for language in LANGUAGES:
        translator = Translator(language)
        for code, label in labels.items():
            words[fold(translator.text(label))] = code.value
    return words


@cache
def _own(field: str) -> Mapping[str, str]:
    return {
        fold(word): code.value
        for code, words in _OWN_WORDS[field].items()
        for word in words.split("|")
    }


def guess_code(field: str, text: str) -> str | None:
    """Return the code that a person's own word probably means, None without any sign."""
    from rapidfuzz import fuzz, process

    word = fold(text).strip(" .!。！")
    own = _own(field)
    if word in own:
        return own[word]
    words = {**own, **known_words(field)}
    for inside in (
        {code for key, code in words.items() if len(key) > 2 and key in word},
        {code for key, code in words.items() if not key.isascii() and key in word},
    ):
        if len(inside) == 1:
            return inside.pop()
    found = process.extractOne(word, list(words), scorer=fuzz.ratio, score_cutoff=_ALIKE * 100)
    return None if found is None else words[found[0]]
