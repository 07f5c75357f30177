"""Days to pixels and back."""

import math
from dataclasses import dataclass, replace
from enum import StrEnum


class Zoom(StrEnum):
    """The named zooms."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


PIXELS_PER_DAY: dict[Zoom, float] = {
    Zoom.DAY: 24.0,
    Zoom.WEEK: 8.0,
    Zoom.MONTH: 3.0,
    Zoom.QUARTER: 1.2,
    Zoom.YEAR: 0.4,
}
SMALLEST, LARGEST = 0.25, 48.0
STEP = 1.25


@dataclass(frozen=True, slots=True)
class TimeScale:
    """A linear scale: the day `origin` begins at x 0. A day is a half-open stretch of pixels."""

    origin: int
    pixels: float

    def left(self, day: int) -> float:
        """Return where `day` begins."""
        return (day - self.origin) * self.pixels

    def right(self, day: int) -> float:
        """Return where `day` ends."""
        return (day + 1 - self.origin) * self.pixels

    def middle(self, day: int) -> float:
        """Return noon of `day`: where diamonds and the today line stand."""
        return (day - self.origin + 0.5) * self.pixels

    def day_at(self, x: float) -> int:
        """Return the day that holds `x`."""
        return self.origin + math.floor(x / self.pixels + 1e-9)

    def zoomed(self, factor: float) -> "TimeScale":
        """Return the scale `factor` times as wide, kept inside the limits."""
        return replace(self, pixels=clamp_pixels(self.pixels * factor))


def clamp_pixels(pixels: float) -> float:
    """Return pixels per day inside the limits: from years on a page to a day a thumb wide."""
    return min(LARGEST, max(SMALLEST, pixels))


def zoom_of(pixels: float) -> Zoom | None:
    """Return the named zoom that `pixels` equals, if any."""
    return next((zoom for zoom, size in PIXELS_PER_DAY.items() if abs(size - pixels) < 1e-6), None)


def fit_pixels(first: int, last: int, width: float) -> float:
    """Return pixels per day that put `first` to `last`, both inclusive, into `width`."""
    return clamp_pixels(width / max(1, last - first + 1))


def monday_of(day: int) -> int:
    """Return the Monday of the week of `day` (ordinal 1 is a Monday)."""
    return day - (day - 1) % 7
