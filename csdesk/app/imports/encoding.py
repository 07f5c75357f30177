"""In which encoding a text file is written, decided from its bytes."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from csdesk.app.imports.guard import looks_utf16
from csdesk.domain.errors import N_, UserError
from csdesk.domain.progress import Progress

SAMPLE = 1 << 20
CHOICES: tuple[str, ...] = ("utf-8", "utf-16", "gb18030", "big5", "cp1252")

_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "gb18030": "GB18030",
    "big5": "Big5",
    "cp950": "Big5",
    "cp1252": "Windows-1252",
}
_COMMON_SIMPLIFIED = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
    "公司有限客户名称商机签约日期金额阶段负责人销售产品合同编号状态行业国家城市电话邮箱联系赢单输单成交单价数量备注"
    "科技网络信息技术股份集团贸易医疗教育北京上海广州深圳杭州苏州武汉成都"
)
_COMMON_TRADITIONAL = frozenset(
    "的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多"
    "公司有限客戶名稱商機簽約日期金額階段負責人銷售產品合約編號狀態行業國家城市電話郵箱聯絡贏單輸單成交單價數量備註"
    "科技網路資訊技術股份集團貿易醫療教育臺灣台北新竹高雄台中桃園香港"
)


@dataclass(frozen=True, slots=True)
class EncodingChoice:
    """The decision and how sure it is: `certain` is False where a person should look."""

    codec: str
    certain: bool

    @property
    def name(self) -> str:
        """Return the name that people know it by."""
        return _NAMES.get(self.codec, self.codec)


def decide_encoding(path: Path, progress: Progress) -> EncodingChoice:
    """Decide how `path` is decoded; a file that is not valid UTF-8 to its end is not UTF-8."""
    with path.open("rb") as stream:
        head = stream.read(SAMPLE)
    if head.startswith(codecs.BOM_UTF8):
        return EncodingChoice("utf-8-sig", True)
    if looks_utf16(head):
        return EncodingChoice(_utf16_codec(head), True)
    bad_at = _first_bad_utf8(path, progress)
    if bad_at is None:
        return EncodingChoice("utf-8", True)
    with path.open("rb") as stream:
        stream.seek(max(0, bad_at - SAMPLE // 2))
        if bad_at > SAMPLE // 2:
            stream.readline()
        sample = stream.read(SAMPLE)
    return _decide_legacy(sample)


def check_encoding(name: str) -> str:
    """Return the codec that `name` asks for; Chinese text asked as GBK is read as its superset."""
    try:
        codec = codecs.lookup(name.strip()).name
    except LookupError as error:
        raise UserError(
            "encoding_unknown",
            N_("There is no encoding {name}. Use one of: {choices}."),
            name=name,
            choices=", ".join(CHOICES),
        ) from error
    return {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "utf-8": "utf-8-sig"}.get(
        codec, codec
    )


def _utf16_codec(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-16-le" if head[1::2].count(0) > head[0::2].count(0) else "utf-16-be"


def _first_bad_utf8(path: Path, progress: Progress) -> int | None:
    """Return the place of the first byte that is not UTF-8, or None."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    size = path.stat().st_size
    done = 0
    with path.open("rb") as stream:
        while chunk := stream.read(SAMPLE):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                return done
            done += len(chunk)
            progress.check_cancelled()
            progress.report(done, size)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return max(0, done - SAMPLE)
    return None


def _decide_legacy(sample: bytes) -> EncodingChoice:
    scores = {
        "gb18030": _chinese_score(sample, "gb18030", _COMMON_SIMPLIFIED),
        "cp950": _chinese_score(sample, "cp950", _COMMON_TRADITIONAL),
        "cp1252": _western_score(sample),
    }
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    (best, first), (_, second) = ranked[0], ranked[1]
    if first <= 0:
        return EncodingChoice("cp1252", False)
    return EncodingChoice(best, first - second > 0.2)


def _lenient(sample: bytes, codec: str) -> tuple[str, float]:
    """Decode; return the text and the share of characters that did not decode."""
    text = sample.decode(codec, errors="replace")
    foreign = sum(1 for char in text if ord(char) > 127)
    return text, text.count("\ufffd") / max(foreign, 1)


def _chinese_score(sample: bytes, codec: str, common: frozenset[str]) -> float:
    text, broken = _lenient(sample, codec)
    if broken > 0.02:
        return 0.0
    foreign = [char for char in text if ord(char) > 127 and char != "\ufffd"]
    if not foreign:
        return 0.0
    han = sum(1 for char in foreign if "\u4e00" <= char <= "\u9fff")
    usual = sum(1 for char in foreign if char in common)
    wide = sum(1 for char in foreign if char in "，。、：；（）“”《》！？—…·￥¥％　")
    return (0.5 * (han + wide) + usual) / len(foreign)


def _western_score(sample: bytes) -> float:
    """High: single accented letters inside Latin words; low: runs of high bytes, as Chinese has."""
    text, broken = _lenient(sample, "cp1252")
    if broken > 0.02:
        return 0.0
    foreign = good = 0
    for at, char in enumerate(text):
        if ord(char) <= 127:
            continue
        foreign += 1
        around = text[max(0, at - 1) : at] + text[at + 1 : at + 2]
        if all(ord(c) <= 127 for c in around) and (char.isalpha() or not char.isalnum()):
            good += 1
    return 1.2 * good / foreign if foreign else 0.0
