"""What charts are of: typed data with its title, unit and the way to write its figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from csdesk.layout.charts.marks import Figure, plain_figure


@dataclass(frozen=True, kw_only=True, slots=True)
class Bar:
    """One bar: a value, or the parts that it is made of."""

    label: str
    parts: tuple[float, ...]
    strong: bool = False  # the one that the title speaks of
    rest: bool = False  # stands for others: drawn hollow
    note: str = ""

    @property
    def value(self) -> float:
        """The whole length."""
        return sum(self.parts)


@dataclass(frozen=True, kw_only=True, slots=True)
class BarChart:
    """Bars from 0. `names` names the parts of each bar, in their order."""

    title: str = ""
    unit: str = ""
    bars: tuple[Bar, ...]
    names: tuple[str, ...] = ()
    figure: Figure = plain_figure
    target: float | None = None
    target_label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LineChart:
    """One line over periods; a period without a value is a gap."""

    title: str = ""
    unit: str = ""
    periods: tuple[str, ...]
    values: tuple[float | None, ...]
    figure: Figure = plain_figure
    target: float | None = None
    target_label: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """One of several like lines."""

    name: str
    values: tuple[float | None, ...]
    note: str = ""
    shown: str = ""  # the figure beside the name; without one the last value


@dataclass(frozen=True, kw_only=True, slots=True)
class Multiples:
    """Panels of one scale, each with its own line before the others' pale ones."""

    title: str = ""
    unit: str = ""
    periods: tuple[str, ...]
    panels: tuple[Panel, ...]
    figure: Figure = plain_figure
    target: float | None = None
    target_label: str = ""


class StepKind(StrEnum):
    """What a step of a waterfall does."""

    GAIN = "gain"
    COST = "cost"
    NET = "net"  # what is left, from 0


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One step: `amount` is positive for a gain, negative for a cost; a net is worked out."""

    label: str
    amount: float = 0.0
    kind: StepKind = StepKind.GAIN


@dataclass(frozen=True, kw_only=True, slots=True)
class Waterfall:
    """Steps that add up."""

    title: str = ""
    unit: str = ""
    steps: tuple[Step, ...]
    figure: Figure = plain_figure


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalTrack:
    """A goal from before over now to its target, each with its real figure."""

    label: str
    note: str = ""
    before: float | None = None
    now: float | None = None
    target: float | None = None
    figure: Figure = plain_figure

    @property
    def progress(self) -> float | None:
        """The share of the way that is gone; over 1 past the target, also where less is better."""
        if self.before is None or self.now is None or self.target is None:
            return None
        way = self.target - self.before
        return (self.now - self.before) / way if way else None


@dataclass(frozen=True, kw_only=True, slots=True)
class GoalTracks:
    """Goals one below the other."""

    title: str = ""
    unit: str = ""
    goals: tuple[GoalTrack, ...]
    before_word: str = ""
    target_word: str = ""


def greatest(
    counts: Sequence[tuple[str, float]], most: int, rest: str, *, strong: int = 1
) -> tuple[Bar, ...]:
    """Return bars of the greatest counts, the first `strong` marked, all others as one last bar.

    Equal counts stand in the order of their names. `rest` has a place `{n}` for how many.
    """
    order = sorted(counts, key=lambda pair: (-pair[1], pair[0]))
    shown = order if len(order) <= most else order[: most - 1]
    bars = [
        Bar(label=name, parts=(count,), strong=place < strong)
        for place, (name, count) in enumerate(shown)
    ]
    others = order[len(shown) :]
    if others:
        total = sum(count for _, count in others)
        bars.append(Bar(label=rest.format(n=len(others)), parts=(total,), rest=True))
    return tuple(bars)


def finite(value: float | None) -> float | None:
    """Return a value that can be drawn, None for none, not a number and infinity."""
    return value if value is not None and math.isfinite(value) else None
