"""Today is an argument everywhere; this is where it comes from."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Protocol


class Clock(Protocol):
    """Tells the moment, and the day that it is in a zone."""

    def now(self) -> datetime:
        """Return the moment, aware, in UTC."""

    def today(self, timezone: str) -> date:
        """Return the date that the wall shows in `timezone` (IANA)."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's moment in UTC."""
        return datetime.now(UTC)

    def today(self, timezone: str) -> date:
        """Return the machine's date in `timezone`."""
        from zoneinfo import ZoneInfo  # 5 ms, which the first paint does without

        return datetime.now(ZoneInfo(timezone)).date()


@dataclass(frozen=True, slots=True)
class FixedClock:
    """A day given by `--today` or `CSDESK_TODAY`; its moment is noon UTC."""

    day: date

    def now(self) -> datetime:
        """Return noon UTC of the given day."""
        return datetime.combine(self.day, time(12), UTC)

    def today(self, timezone: str) -> date:
        """Return the given day in every zone."""
        return self.day
