"""When two spellings of a company's name are one company (model.md, "Customers match when")."""

import re
import unicodedata
from functools import lru_cache

DOUBTFUL = 0.9  # a likeness from here on is listed, and merged only by a person

_LEGAL_WORDS = frozenset({
    "inc", "incorporated", "ltd", "limited", "llc", "llp", "lp", "plc", "corp", "corporation",
    "co", "company", "pvt", "private", "pty", "pte", "sdn", "bhd", "kk", "gmbh", "mbh", "ag", "kg",
    "kgaa", "ohg", "ug", "ev", "se", "sa", "sas", "sarl", "srl", "spa", "sab", "cv", "bv", "nv",
    "oy", "oyj", "ab", "as", "asa", "aps", "lda", "ltda", "sro", "doo", "kft", "zrt", "nyrt",
    "spzoo", "ooo", "oao", "pao", "zao",
})  # fmt: skip
_LEGAL_HAN_ENDS = (
    "股份有限责任公司", "股份有限責任公司", "有限责任公司", "有限責任公司", "股份有限公司",
    "有限公司", "股份公司", "有限合伙", "有限合夥", "普通合伙", "株式会社", "株式會社", "有限会社",
    "合同会社", "주식회사", "유한회사", "公司", "股份", "(株)", "(有)", "(股)",
)  # fmt: skip
_LEGAL_HAN_STARTS = (
    "株式会社", "株式會社", "有限会社", "合同会社", "주식회사", "(株)", "(有)", "(주)",
)  # fmt: skip
_JOINED = re.compile(r"(?<=\w)['.](?=\w)|(?<=\w)\.(?=\s|,|$)")
_NO_WORD = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")


def match_key(name: str) -> str:
    """Return the folded name that imports match on; equal keys are one customer.

    Folded are width and compatibility (NFKC), case, spaces, punctuation and the legal form. A name
    that is nothing but a legal form keeps it; a name without letters or digits gives "".
    """
    return "".join(_words(name))


@lru_cache(maxsize=65_536)
def _words(name: str) -> tuple[str, ...]:
    text = unicodedata.normalize("NFKC", name).casefold().replace("\u2019", "'").strip()
    text = _strip_han_form(text)
    words = [word for word in _NO_WORD.split(_JOINED.sub("", text)) if word]
    end = len(words)
    while end > 1 and words[end - 1] in _LEGAL_WORDS:
        end -= 1
    # "S. A." and "B V" stand as single letters.
    while end > 2 and "".join(words[end - 2 : end]) in _LEGAL_WORDS and len(words[end - 1]) == 1:
        end -= 2
    return tuple(words[:end])


def _strip_han_form(text: str) -> str:
    stripped = text
    changed = True
    while changed:
        changed = False
        stripped = stripped.rstrip(" .,;")
        for form in _LEGAL_HAN_ENDS:
            bracketed = f"({form})"
            for end in (bracketed, form):
                if stripped.endswith(end) and _has_letter(stripped[: -len(end)]):
                    stripped, changed = stripped[: -len(end)].rstrip(), True
        for form in _LEGAL_HAN_STARTS:
            if stripped.startswith(form) and _has_letter(stripped[len(form) :]):
                stripped, changed = stripped[len(form) :].lstrip(), True
    return stripped


def _has_letter(text: str) -> bool:
    return any(character.isalnum() for character in text)


def likeness(a: str, b: str) -> float:
    """Return how alike two names are, 0 to 1; 1 means equal keys.

    From `DOUBTFUL` on a person decides. Names that differ in a number ("Store 12", "Store 13") are
    different companies however alike they look.
    """
    words_a, words_b = _words(a), _words(b)
    key_a, key_b = "".join(words_a), "".join(words_b)
    if key_a == key_b:
        return 1.0
    if not key_a or not key_b or _DIGITS.findall(key_a) != _DIGITS.findall(key_b):
        return 0.0
    from rapidfuzz import fuzz

    plain_a, plain_b = _without_accents(key_a), _without_accents(key_b)
    ratio = fuzz.ratio(plain_a, plain_b)
    if len(words_a) > 1 and len(words_b) > 1:
        sorted_a = _without_accents(" ".join(sorted(words_a)))
        ratio = max(ratio, fuzz.ratio(sorted_a, _without_accents(" ".join(sorted(words_b)))))
    return min(ratio / 100, 0.999)


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(character for character in decomposed if not unicodedata.combining(character))
