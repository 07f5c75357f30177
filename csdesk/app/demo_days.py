"""Where the days of the demo lie."""

from datetime import date
from typing import Protocol


class Days(Protocol):
    """Where the days of the demo lie."""

    def day(self, offset: str) -> date:
        """Return a day by its working days from today (calendar days after a "c")."""

    def day_in(self, calendar_days: int) -> date:
        """Return a day by its calendar days from today."""
