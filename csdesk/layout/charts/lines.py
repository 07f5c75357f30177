"""Lines over periods: one with its target, or several of one scale side by side."""

from collections.abc import Sequence

from csdesk.layout.charts.data import LineChart, Multiples, Panel, finite
from csdesk.layout.charts.frame import (
    MOST_FIGURES,
    Scale,
    axis_width,
    bold,
    grid,
    head,
    labels_below,
    span,
    spoken,
    whole_ticks,
)
from csdesk.layout.charts.marks import (
    Box,
    ChartType,
    Disc,
    Drawing,
    Ink,
    Mark,
    Point,
    Setter,
    Stroke,
    Words,
)
from csdesk.layout.charts.places import Area, Taken

MOST_BESIDE = 12  # pale lines behind the own one
_BESIDE = 2.5  # between a disc and its figure
_GUTTER = 0.1  # of a panel's width


def line_chart(
    chart: LineChart, width: float, height: float, kit: ChartType, setter: Setter
) -> Drawing:
    """Return a line in a box: figures at its points, over seven of them only at the last one."""
    marks: list[Mark] = []
    top = head(marks, chart.title, chart.unit, width, kit, setter)
    values = [finite(value) for value in chart.values]
    facts = [
        f"{period} {chart.figure(value)}"
        for period, value in zip(chart.periods, values, strict=True)
        if value is not None
    ]
    words = spoken(chart.title, chart.unit, [*facts, chart.target_label])
    known = [number for number, value in enumerate(values) if value is not None]
    if not known:
        return Drawing(width, height, tuple(marks), words)
    target = finite(chart.target)
    low, high = span([*values, target])
    crowded = len(values) > MOST_FIGURES
    levels = whole_ticks(low, high, values) if crowded else ()
    left = axis_width(levels, chart.figure, kit, setter) if crowded else 0.0
    if levels:
        low, high = levels[0], levels[-1]
    bottom = height - kit.label.lead - 4
    scale = Scale(low, high, bottom, min(top + kit.value.lead + kit.disc, bottom - 1))
    ending = chart.figure(values[known[-1]] or 0.0)
    end = max(width - setter.width(ending, kit.value) - kit.disc - _BESIDE, left + 2)
    right = end + kit.disc
    first = min(left + setter.width(chart.figure(values[known[0]] or 0.0), kit.label) / 2, end)
    places = _even(len(values), first, end)
    if levels:
        grid(marks, levels, scale, left, right, chart.figure, kit, setter)
    zero = scale.at(0)
    marks.append(Stroke(((left, zero), (right, zero)), Ink.AXIS, 0.9))
    taken = Taken([((left, zero), (right, zero))])
    if target is not None:
        taken.add_line(((left, scale.at(target)), (right, scale.at(target))))
    for points in stretches(values, places, scale):
        taken.add_line(points)
        marks.append(Stroke(points, Ink.OWN, kit.own))
    for number in known:
        last = number == known[-1]
        if not crowded or last:
            _point(marks, chart, places[number], scale.at(values[number] or 0.0),
                   values[number] or 0.0, (left, width), kit, setter, taken, last=last)  # fmt: skip
    if target is not None:
        _target(marks, scale.at(target), left, right, chart.target_label, kit, setter, taken)
    labels_below(marks, chart.periods, places, height - kit.label.lead, width, kit.label, setter)
    return Drawing(width, height, tuple(marks), words)


def small_multiples(
    chart: Multiples, width: float, height: float, kit: ChartType, setter: Setter
) -> Drawing:
    """Return panels side by side in one scale, the figures of the axis left of the first."""
    marks: list[Mark] = []
    top = head(marks, chart.title, chart.unit, width, kit, setter)
    lines = [[finite(value) for value in panel.values] for panel in chart.panels]
    facts = [f"{panel.name} {_shown(chart, panel)}" for panel in chart.panels]
    words = spoken(chart.title, chart.unit, [*facts, chart.target_label])
    known = [value for line in lines for value in line if value is not None]
    if not known:
        return Drawing(width, height, tuple(marks), words)
    target = finite(chart.target)
    low, high = span([*known, target])
    levels = whole_ticks(low, high, known)
    low, high = levels[0], levels[-1]
    left = axis_width(levels, chart.figure, kit, setter)
    step = (width - left) / (len(lines) - _GUTTER) if lines else 0.0
    wide = step * (1 - _GUTTER)
    noted = any(panel.note for panel in chart.panels)
    head_height = kit.value.lead + (kit.note.lead if noted else 0) + 4
    bottom = height - kit.note.lead - 4
    scale = Scale(low, high, bottom, min(top + head_height + kit.disc, bottom - 1))
    for number, (panel, line) in enumerate(zip(chart.panels, lines, strict=True)):
        x = left + number * step
        grid(marks, levels, scale, x, x + wide, chart.figure, kit, setter, labelled=not number)
        _name(marks, chart, panel, x, top, wide, kit, setter)
        zero = scale.at(0)
        marks.append(Stroke(((x, zero), (x + wide, zero)), Ink.AXIS, 0.9))
        reach = kit.disc + 1
        places = _even(len(line), x, x + wide - reach)
        others = [other for place, other in enumerate(lines) if place != number]
        for other in others[:MOST_BESIDE]:
            marks += _drawn(other, places, scale, Ink.OTHER, kit.other)
        taken = Taken()
        for points in stretches(line, places, scale):
            taken.add_line(points)
        marks += _drawn(line, places, scale, Ink.OWN, kit.own)
        if target is not None:
            label = chart.target_label if not number else ""
            _target(marks, scale.at(target), x, x + wide, label, kit, setter, taken)
        last = max((at for at, value in enumerate(line) if value is not None), default=None)
        if last is not None:
            marks.append(Disc(places[last], scale.at(line[last] or 0.0), kit.disc, Ink.OWN, rim=1))
        below: list[Mark] = []
        inner = [place - x for place in places]
        labels_below(below, chart.periods, inner, height - kit.note.lead, wide, kit.note, setter)
        marks += [one._replace(x=one.x + x) for one in below if isinstance(one, Words)]
    return Drawing(width, height, tuple(marks), words)


def stretches(
    values: Sequence[float | None], places: Sequence[float], scale: Scale
) -> list[tuple[Point, ...]]:
    """Return the points of a line, broken where a value is missing; a lone point is no line."""
    found: list[list[Point]] = [[]]
    for value, x in zip(values, places, strict=True):
        if value is None:
            found.append([])
        else:
            found[-1].append((x, scale.at(value)))
    return [tuple(points) for points in found if len(points) > 1]


def _drawn(
    values: Sequence[float | None], places: Sequence[float], scale: Scale, ink: Ink, weight: float
) -> list[Mark]:
    return [Stroke(points, ink, weight) for points in stretches(values, places, scale)]


def _point(
    marks: list[Mark], chart: LineChart, x: float, y: float, value: float,
    ends: tuple[float, float], kit: ChartType, setter: Setter, taken: Taken, *, last: bool,
) -> None:  # fmt: skip
    """Draw a point with its figure above, else below; that of the last one stands beside it.

    Where all places are taken the figure stands on paper of its own.
    """
    marks.append(Disc(x, y, kit.disc * (1 if last else 0.7), Ink.OWN, rim=1.2))
    font = kit.value if last else kit.label
    text = chart.figure(value)
    wide = setter.width(text, font)
    start = min(max(x - wide / 2, ends[0]), ends[1] - wide)
    air = (font.lead - font.size) / 2  # a line box is higher than its digits
    tops = (y - font.lead - kit.disc, y + kit.disc)
    areas = [Area(start, top + air, wide, font.size) for top in tops]
    if last:
        beside = Area(x + kit.disc + _BESIDE, y - font.size / 2, wide, font.size)
        areas = [beside, *(area._replace(x=min(x - wide / 2, ends[1] - wide)) for area in areas)]
    free = taken.first_free(areas)
    place = areas[0] if free is None else free
    if free is None:
        marks.append(Box(place.x - 1, place.y, wide + 2, place.height, Ink.GROUND))
        taken.areas.append(place)
    marks.append(Words(place.x, place.y - air, wide + 0.1, text, font))


def _target(
    marks: list[Mark], y: float, left: float, right: float, label: str, kit: ChartType,
    setter: Setter, taken: Taken,
) -> None:  # fmt: skip
    """Draw a dashed target; its words stand above or below, where no line runs."""
    marks.append(Stroke(((left, y), (right, y)), Ink.TARGET, 1.1, dashed=True))
    if not label:
        return
    font = bold(kit.note)
    wide = min(setter.width(label, font), right - left)
    air = (font.lead - font.size) / 2
    areas = [
        Area(x, top, wide, font.size)
        for top in (y - font.lead + air - 1, y + air + 1)
        for x in (left, right - wide, (left + right - wide) / 2)
    ]
    own = ((left, y), (right, y))
    taken.segments = [one for one in taken.segments if one != own]
    place = taken.first_free(areas)
    if place is None:
        place = areas[0]
        marks.append(Box(place.x - 1, place.y, wide + 2, place.height, Ink.GROUND))
    marks.append(Words(place.x, place.y - air, wide + 0.1, label, font, Ink.TARGET))


def _even(count: int, first: float, last: float) -> list[float]:
    if count == 1:
        return [(first + last) / 2]
    return [first + (last - first) * number / (count - 1) for number in range(count)]


def _shown(chart: Multiples, panel: Panel) -> str:
    if panel.shown:
        return panel.shown
    known = [value for value in map(finite, panel.values) if value is not None]
    return chart.figure(known[-1]) if known else "–"


def _name(
    marks: list[Mark], chart: Multiples, panel: Panel, x: float, top: float, wide: float,
    kit: ChartType, setter: Setter,
) -> None:  # fmt: skip
    text = _shown(chart, panel)
    taken = setter.width(text, kit.value)
    marks.append(Words(x + wide - taken, top, taken + 0.1, text, kit.value))
    name = kit.label._replace(bold=True)
    marks.append(Words(x, top, max(wide - taken - 6, name.size), panel.name, name))
    if panel.note:
        marks.append(Words(x, top + kit.value.lead, wide, panel.note, kit.note, Ink.MUTED))
