"""What looks like a name, and whom it may mean when nobody is called so: a slip of the keys."""

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

SURNAMES = frozenset(
    "赵趙钱錢孙孫李周吴吳郑鄭王冯馮陈陳褚卫衛蒋蔣沈韩韓杨楊朱秦许許何吕呂张張孔曹严嚴华華魏陶姜谢謝"
    "邹鄒苏蘇潘葛范彭鲁魯韦韋马馬方任袁柳史唐薛雷贺賀倪汤湯罗羅毕畢郝邬邱常于余傅顾顧孟黄黃穆萧蕭肖"
    "尹姚邵汪毛戴宋庞龐熊纪紀舒项項祝董梁杜阮蓝藍闵季贾賈江童颜顏郭梅林钟鍾徐骆駱高夏蔡田樊胡凌霍万萬"
    "柯卢盧莫房丁邓鄧洪包石崔龚龔程邢裴陆陸翁曾段侯武刘劉龙龍叶葉黎白蒲赖賴卓池谭譚温溫庄莊柴阎閻连連"
    "易廖文欧歐聂聶曲饶饒"
)
NO_NAMES = frozenset({  # nouns that begin with the sign of a surname
    "周报", "週報", "周会", "周末", "周期", "周边", "方案", "方法", "方便", "任务", "任務",
    "程序", "程式", "高峰", "高管", "马上", "馬上", "文件", "文档", "文檔", "万一", "萬一",
    "连接", "連接", "季度", "项目", "項目", "毛利", "曲线", "曲線", "包装", "包裝", "段落",
    "何时", "何時", "华东", "华南", "华北", "华中", "余额", "顾问", "顧問", "房租", "房间",
    "白板", "莫非", "常规", "常規", "龙头", "龍頭", "石头", "林地", "江南", "江北",
})  # fmt: skip
LEAST = 0.8  # likeness of two names in letters
MOST = 3  # names that are proposed


def near_names(text: str, names: Iterable[Sequence[str]]) -> list[int]:
    """Return the places of the names that a text is nearly, the nearest first.

    A name is given by all its forms. Chinese names are near when one of two or three signs differs
    and as many as are written stand in both; others by their letters. Equal ones are not near.
    """
    wanted = _key(text)
    ranked = []
    for place, forms in enumerate(names):
        keys = [key for form in forms if (key := _key(form))]
        if not wanted or wanted in keys:
            continue
        best = max((_likeness(wanted, key) for key in keys), default=0.0)
        if best:
            ranked.append((-best, place))
    return [place for _, place in sorted(ranked)[:MOST]]


def _key(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in folded if char.isalnum())


def _likeness(wanted: str, key: str) -> float:
    if any("\u3400" <= char <= "\u9fff" for char in wanted + key):
        if len(wanted) != len(key) or not 2 <= len(key) <= 4:
            return 0.0
        same = sum(a == b for a, b in zip(wanted, key, strict=True))
        return same / len(key) if same == len(key) - 1 and wanted[0] == key[0] else 0.0
    if min(len(wanted), len(key)) < 3:
        return 0.0
    found = SequenceMatcher(None, wanted, key).ratio()
    return found if found >= LEAST else 0.0
