"""A waterfall: gains rise, costs fall and are hatched, what is left stands from 0."""

from dataclasses import dataclass

from csdesk.layout.charts.data import Step, StepKind, Waterfall, finite
from csdesk.layout.charts.frame import Scale, head, span, spoken
from csdesk.layout.charts.marks import (
    Box,
    ChartType,
    Drawing,
    Ink,
    Look,
    Mark,
    Setter,
    Stroke,
    Words,
)

_LOOKS = {
    StepKind.GAIN: (Ink.GAIN, Look.SOLID),
    StepKind.COST: (Ink.COST, Look.HATCHED),
    StepKind.NET: (Ink.NET, Look.SOLID),
}
_LINES = 3  # of a name under its step


@dataclass(frozen=True, slots=True)
class Level:
    """A step with where it begins and ends."""

    step: Step
    start: float
    end: float

    @property
    def amount(self) -> float:
        """What the step changes; of a net, what is left."""
        return self.end - self.start


def levels(steps: tuple[Step, ...]) -> list[Level]:
    """Return the steps one upon the other; a net goes from 0 to what was reached."""
    found: list[Level] = []
    reached = 0.0
    for step in steps:
        if step.kind is StepKind.NET:
            found.append(Level(step, 0.0, reached))
            continue
        after = reached + (finite(step.amount) or 0.0)
        found.append(Level(step, reached, after))
        reached = after
    return found


def waterfall(
    chart: Waterfall, width: float, height: float, kit: ChartType, setter: Setter
) -> Drawing:
    """Return the steps in a box, each with its figure above and its name below."""
    marks: list[Mark] = []
    top = head(marks, chart.title, chart.unit, width, kit, setter)
    found = levels(chart.steps)
    facts = [f"{level.step.label} {chart.figure(level.amount)}" for level in found]
    words = spoken(chart.title, chart.unit, facts)
    if not found:
        return Drawing(width, height, tuple(marks), words)
    low, high = span([place for level in found for place in (level.start, level.end)])
    step = width / len(found)
    thick = min(step * 0.78, kit.bar * 5)
    room = max(step - 4, step * 0.8)
    names = max(setter.height(one.step.label, kit.label, room, _LINES) for one in found)
    bottom = height - names - 6
    scale = Scale(low, high, bottom, min(top + kit.value.lead + 2, bottom - 1))
    before: tuple[float, float] | None = None
    for number, level in enumerate(found):
        x = number * step + (step - thick) / 2
        high_end, low_end = max(level.start, level.end), min(level.start, level.end)
        y = scale.at(high_end)
        ink, look = _LOOKS[level.step.kind]
        if before is not None:
            marks.append(Stroke((before, (x, before[1])), Ink.MUTED, 0.6))
        marks.append(Box(x, y, thick, max(scale.at(low_end) - y, 0.8), ink, look))
        before = (x + thick, scale.at(level.end))
        text = chart.figure(level.amount)
        wide = setter.width(text, kit.value)
        middle = number * step + step / 2
        above = y - kit.value.lead - 1
        marks.append(Words(middle - wide / 2, above, wide + 0.1, text, kit.value))
        name = kit.label._replace(bold=level.step.kind is StepKind.NET)
        place = number * step + (step - room) / 2
        marks.append(
            Words(place, bottom + 5, room, level.step.label, name, align="center", lines=_LINES)
        )
    marks.append(Stroke(((0.0, scale.at(0)), (width, scale.at(0))), Ink.AXIS, 1.0))
    return Drawing(width, height, tuple(marks), words)
