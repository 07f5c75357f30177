"""Countries as people write them, with the zone that one assumes for each."""

import unicodedata
from functools import lru_cache

_LOCALES = ("en", "zh_Hans", "zh_Hant", "de", "fr", "es", "ja")
_OTHER_NAMES = {
    "usa": "US", "us": "US", "u.s.": "US", "u.s.a.": "US", "united states of america": "US",
    "america": "US", "uk": "GB", "u.k.": "GB", "great britain": "GB", "england": "GB",
    "scotland": "GB", "wales": "GB", "korea": "KR", "south korea": "KR", "republic of korea": "KR",
    "prc": "CN", "china mainland": "CN", "mainland china": "CN", "中国大陆": "CN", "中國大陸": "CN",
    "大陆": "CN", "大陸": "CN", "内地": "CN", "台灣": "TW", "臺灣": "TW", "台湾": "TW",
    "taiwan": "TW",
    "中国台湾": "TW", "香港": "HK", "hong kong": "HK", "中国香港": "HK", "澳门": "MO", "澳門": "MO",
    "macau": "MO", "holland": "NL", "uae": "AE", "czech republic": "CZ", "turkey": "TR",
    "vietnam": "VN", "viet nam": "VN", "russia": "RU", "russian federation": "RU",
}  # fmt: skip
# Countries over several zones: where most of the companies are.
_MAIN_ZONES = {
    "US": "America/New_York", "CA": "America/Toronto", "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo", "MX": "America/Mexico_City", "RU": "Europe/Moscow",
    "CN": "Asia/Shanghai", "ID": "Asia/Jakarta", "ES": "Europe/Madrid", "PT": "Europe/Lisbon",
    "CL": "America/Santiago", "AR": "America/Argentina/Buenos_Aires", "NZ": "Pacific/Auckland",
    "KZ": "Asia/Almaty", "DE": "Europe/Berlin", "MY": "Asia/Kuala_Lumpur", "UA": "Europe/Kyiv",
    "EC": "America/Guayaquil", "MN": "Asia/Ulaanbaatar", "PG": "Pacific/Port_Moresby",
}  # fmt: skip


@lru_cache(maxsize=4_096)
def country_code(text: str) -> str:
    """Return the ISO 3166-1 code of a country written in one of seven languages, or ""."""
    folded = unicodedata.normalize("NFKC", text).casefold().strip()
    if not folded or folded.isdigit():
        return ""
    names = _names()
    return names.get(folded) or names.get(folded.removeprefix("the ").strip()) or ""


def country_name(code: str, language: str) -> str:
    """Return what a language calls a country or region, or the code where it has no name."""
    from babel import Locale

    return str(Locale.parse(language).territories.get(code, code))


@lru_cache(maxsize=8)
def country_names(language: str) -> tuple[str, ...]:
    """Return what a language calls every country and region, in no order that is promised."""
    return tuple(country_name(code, language) for code in sorted(set(_names().values())))


@lru_cache(maxsize=256)
def zone_of(country: str) -> str:
    """Return the IANA zone that one assumes for a country, or "" where none is known."""
    return _MAIN_ZONES.get(country) or _first_zones().get(country, "")


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    from babel import Locale

    names: dict[str, str] = {}
    for tag in reversed(_LOCALES):
        for code, name in Locale.parse(tag).territories.items():
            if len(code) == 2 and code.isalpha() and code not in {"ZZ", "EU", "UN", "XA", "XB"}:
                names[str(name).casefold()] = str(code)
                names[str(code).casefold()] = str(code)
    return names | _OTHER_NAMES


@lru_cache(maxsize=1)
def _first_zones() -> dict[str, str]:
    from importlib.resources import files

    zones: dict[str, str] = {}
    table = files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    for line in table.splitlines():
        if line and not line.startswith("#"):
            code, _, zone = line.split("\t")[:3]
            zones.setdefault(code, zone)
    return zones
