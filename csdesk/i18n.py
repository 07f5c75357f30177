"""Words, dates, numbers and money of one language.

A `Translator` is handed to whoever writes text, so that a document's language can differ from
the window's. Msgids are English; a missing translation shows the English text.
"""

import datetime as dt
import gettext
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from csdesk.resources import resource_path

if TYPE_CHECKING:
    from babel import Locale

LANGUAGES: tuple[str, ...] = ("en", "zh_CN", "zh_TW")
LANGUAGE_NAMES = {"en": "English", "zh_CN": "简体中文", "zh_TW": "繁體中文"}

DateStyle = Literal["short", "medium", "long", "weekday", "full", "month", "month_year"]

_ENGLISH_DATES: dict[str, str] = {
    "short": "d MMM",
    "medium": "d MMM y",
    "long": "d MMMM y",
    "weekday": "EEE d MMM",
    "full": "EEEE d MMMM y",
    "month": "MMM",
    "month_year": "MMMM y",
}
_CHINESE_DATES: dict[str, str] = {
    "short": "M月d日",
    "medium": "y年M月d日",
    "long": "y年M月d日",
    "weekday": "M月d日（EEE）",
    "full": "y年M月d日（EEEE）",
    "month": "M月",
    "month_year": "y年M月",
}


def language_of(tag: str) -> str:
    """Return the language of csdesk that fits a locale tag such as `zh-Hant-HK` or `en_GB`."""
    parts = tag.replace("-", "_").split(".")[0].split("_")
    if parts[0].lower() != "zh":
        return "en"
    return "zh_TW" if {"Hant", "TW", "HK", "MO"} & set(parts[1:]) else "zh_CN"


@lru_cache(maxsize=8)
def _locale(language: str) -> "Locale":
    """Return Babel's locale; looking it up by name costs more than formatting a date."""
    from babel import Locale

    return Locale.parse(language)


@lru_cache(maxsize=8192)
def _date(day: dt.date, pattern: str, language: str) -> str:
    """Return a date; lists and documents show the same few hundred days again and again."""
    from babel.dates import format_date

    return format_date(day, pattern, locale=_locale(language))


@lru_cache(maxsize=8)
def _catalogue(language: str) -> gettext.NullTranslations:
    folder = resource_path("locale") / language / "LC_MESSAGES"
    compiled, source = folder / "csdesk.mo", folder / "csdesk.po"
    if compiled.exists() and not _is_older(compiled, source):
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    if source.exists():
        return _read_source(source)
    return gettext.NullTranslations()


def _is_older(compiled: Path, source: Path) -> bool:
    return source.exists() and compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def _read_source(source: Path) -> gettext.GNUTranslations:
    """Compile a catalogue in memory, for a checkout whose translations were just edited."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    compiled = BytesIO()
    with source.open("rb") as stream:
        write_mo(compiled, read_po(stream))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


class Translator:
    """Writes the text of one language. `language` is one of `LANGUAGES`."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"no such language: {language}")
        self.language = language
        self._words = _catalogue(language)

    @property
    def is_chinese(self) -> bool:
        """Whether sentences use full-width punctuation."""
        return self.language != "en"

    def text(self, msgid: str, /, **params: object) -> str:
        """Return the translation of `msgid` with its `{name}` places filled."""
        words = self._words.gettext(msgid) if msgid else ""
        return words.format(**params) if params else words

    def plural(self, singular: str, plural: str, n: int, /, **params: object) -> str:
        """Return the form for `n`, which also fills `{n}`."""
        words = self._words.ngettext(singular, plural, n)
        return words.format(**{"n": self.number(n), **params})

    def join(self, parts: Sequence[str]) -> str:
        """Return a list as it is read in a sentence: `a, b` or `a、b`."""
        return ("、" if self.is_chinese else ", ").join(parts)

    def facts(self, parts: Sequence[str]) -> str:
        """Return facts about one thing side by side: `a, b` or `a，b`; equals take `join`."""
        return ("，" if self.is_chinese else ", ").join(parts)

    def sentences(self, parts: Sequence[str]) -> str:
        """Return sentences one after the other, spaced as the script does."""
        return ("" if self.is_chinese else " ").join(parts)

    def date(self, day: dt.date | dt.datetime, style: DateStyle = "medium") -> str:
        """Return a date: short `24 Nov`, medium `24 Nov 2026`, full with the weekday."""
        return _date(
            day, (_CHINESE_DATES if self.is_chinese else _ENGLISH_DATES)[style], self.language
        )

    def near_date(self, day: dt.date, today: dt.date) -> str:
        """Return `24 Nov`, with the year only outside the twelve months ahead of `today`."""
        days = (day - today).days
        near = 0 <= days < 365 or (days < 0 and day.year == today.year)
        return self.date(day, "short" if near else "medium")

    def number(self, value: int | float | Decimal, digits: int | None = None) -> str:
        """Return a number with separators; `digits` fixes the decimals, else as many as it has."""
        if isinstance(value, int) and not digits:
            return f"{value:,}"  # as Babel writes it in all three languages, at a tenth of the cost
        from babel.numbers import format_decimal

        if digits is None:
            return format_decimal(value, format="#,##0.######", locale=_locale(self.language))
        places = "." + "0" * digits if digits else ""
        return format_decimal(value, format=f"#,##0{places}", locale=_locale(self.language))

    def percent(self, value: int | float | Decimal, digits: int = 0) -> str:
        """Return `18%` for 18: without a space, in every language."""
        return self.number(value, digits) + "%"

    def money(self, minor: int, currency: str, *, symbol: bool = True) -> str:
        """Return an amount of minor units: `¥276,000`; with `symbol` False `CNY 276,000`.

        Decimals are shown only when there are any.
        """
        from babel.numbers import get_currency_precision, get_currency_symbol

        places = get_currency_precision(currency)
        amount = Decimal(minor).scaleb(-places)
        words = self.number(abs(amount), 0 if amount == amount.to_integral_value() else places)
        sign = "-" if minor < 0 else ""
        if not symbol:
            return f"{sign}{currency} {words}"
        english = get_currency_symbol(currency, locale=_locale("en"))
        return f"{sign}{_symbol(currency, english)}{words}"


def _symbol(currency: str, english: str) -> str:
    """Return the mark of a currency; a mark of letters only keeps a space before the digits."""
    mark = {"CNY": "¥", "TWD": "NT$", "HKD": "HK$"}.get(currency, english)
    return f"{mark} " if mark.isalpha() else mark
