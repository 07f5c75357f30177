"""Days as people type them in: `2026-11-30`, `today`, `today+7`, `today-14`."""

import re
from datetime import date, timedelta

_RELATIVE = re.compile(r"today(?:\s*([+-])\s*(\d{1,5}))?", re.IGNORECASE)


def read_day(text: str) -> date | timedelta:
    """Return the date, or the distance from today; `ValueError` for what is neither."""
    match = _RELATIVE.fullmatch(text.strip())
    if match is None:
        return date.fromisoformat(text.strip())
    return timedelta(days=int(f"{match[1] or ''}{match[2] or 0}"))


def day_of(day: date | timedelta, today: date) -> date:
    """Return the date that a typed day is, seen from `today`."""
    return today + day if isinstance(day, timedelta) else day
