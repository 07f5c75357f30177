"""What charts share: head, scale, ticks, labels under an axis."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from csdesk.layout.charts.marks import (
    ChartType,
    Figure,
    Font,
    Ink,
    Mark,
    Setter,
    Stroke,
    Words,
)

MOST_FIGURES = 7  # marks that carry their values; with more an axis does
_GAP = 5.0


def head(marks: list[Mark], title: str, unit: str, width: float, kit: ChartType,
         setter: Setter) -> float:  # fmt: skip
    """Set the title with the finding, then unit and period above the marks; return the y below.

    Both may be missing, where the page says them.
    """
    y = 0.0
    if title:
        marks.append(Words(0, y, width, title, kit.title, lines=2))
        y += setter.height(title, kit.title, width, 2)
    if unit:
        marks.append(Words(0, y, width, unit, kit.unit, Ink.MUTED))
        y += kit.unit.lead
    return y + _GAP if y else 0.0


def spoken(title: str, unit: str, facts: Iterable[str]) -> str:
    """Return what a chart says in words, for who cannot see it."""
    return "; ".join(part for part in (title, unit, *facts) if part)


@dataclass(frozen=True, slots=True)
class Scale:
    """Values to places; `start` is where `low` stands."""

    low: float
    high: float
    start: float
    end: float

    def at(self, value: float) -> float:
        """Return the place of a value."""
        return self.start + (self.end - self.start) * (value - self.low) / (self.high - self.low)


def span(values: Iterable[float | None]) -> tuple[float, float]:
    """Return the least and the greatest of values, and of 0; never an empty stretch."""
    known = [value for value in values if value is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    return (low, high) if high > low else (low, low + 1.0)


def ticks(low: float, high: float, most: int = 5) -> tuple[float, ...]:
    """Return round values that reach from below `low` to above `high`, at most about `most`."""
    rough = (high - low) / max(most - 1, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * one for one in (1, 2, 2.5, 5, 10) if power * one >= rough * (1 - 1e-9))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return tuple(round(number * step, 12) for number in range(first, last + 1))


def whole_ticks(low: float, high: float, values: Iterable[float | None]) -> tuple[float, ...]:
    """Return ticks without halves where all values are counts."""
    marks = ticks(low, high)
    if all(value is None or value == round(value) for value in values):
        marks = tuple(mark for mark in marks if mark == round(mark))
    return marks


def grid(
    marks: list[Mark], levels: Sequence[float], scale: Scale, left: float, right: float,
    figure: Figure, kit: ChartType, setter: Setter, *, labelled: bool = True,
) -> None:  # fmt: skip
    """Draw a hairline at each tick, its figure left of it; where they are too close, fewer."""
    if len(levels) > 1:
        apart = abs(scale.at(levels[1]) - scale.at(levels[0]))
        every = math.ceil(kit.note.lead * 0.95 / apart) if apart else len(levels)
        zero = levels.index(0) if 0 in levels else 0
        levels = [level for place, level in enumerate(levels) if (place - zero) % every == 0]
    for level in levels:
        y = scale.at(level)
        if level:
            marks.append(Stroke(((left, y), (right, y)), Ink.GRID, 0.5))
        if labelled:
            text = figure(level)
            wide = setter.width(text, kit.note)
            place = left - _GAP - wide
            marks.append(Words(place, y - kit.note.lead / 2, wide + 0.1, text, kit.note, Ink.MUTED))


def axis_width(levels: Sequence[float], figure: Figure, kit: ChartType, setter: Setter) -> float:
    """Return what the figures of an axis need left of it."""
    return max((setter.width(figure(level), kit.note) for level in levels), default=0.0) + _GAP


def labels_below(
    marks: list[Mark], texts: Sequence[str], places: Sequence[float], top: float,
    width: float, font: Font, setter: Setter,
) -> None:  # fmt: skip
    """Set labels of points on one line: each, or every second, third … counted from the last."""
    wide = [setter.width(text, font) for text in texts]
    lefts = [
        min(max(place - one / 2, 0.0), max(width - one, 0.0))
        for place, one in zip(places, wide, strict=True)
    ]
    for step in range(1, len(texts) + 1):
        chosen = range(len(texts) - 1, -1, -step)
        if all(lefts[n - step] + wide[n - step] + 5 <= lefts[n] for n in chosen if n >= step):
            marks += [
                Words(lefts[n], top, wide[n] + 0.1, texts[n], font, Ink.MUTED) for n in chosen
            ]
            return


def bold(font: Font) -> Font:
    """Return a font in its bold cut."""
    return font._replace(bold=True)
