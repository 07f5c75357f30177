"""Bars from 0, lying or standing, whole or in parts; the finding is the strong one."""

from csdesk.layout.charts.data import Bar, BarChart, finite
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
    Drawing,
    Ink,
    Look,
    Mark,
    Setter,
    Stroke,
    Words,
)

MOST_LYING = 40  # bars that one drawing holds; what lies beyond is the caller's to sum up
_PARTS = (
    (Ink.STRONG, Look.SOLID),
    (Ink.BAR, Look.HATCHED),
    (Ink.BAR, Look.HOLLOW),
    (Ink.STRONG, Look.SOFT),
    (Ink.TEXT, Look.SOLID),
)
MOST_PARTS = len(_PARTS)
_LABEL_SHARE = 0.36  # of the width, at most
_GAP = 6.0
_LEAST_BAR = 0.8  # so that a small value is seen


def horizontal_bars(chart: BarChart, width: float, kit: ChartType, setter: Setter) -> Drawing:
    """Return lying bars with their names at the left and their figures at their ends."""
    marks: list[Mark] = []
    y = head(marks, chart.title, chart.unit, width, kit, setter)
    bars = [_clean(bar) for bar in chart.bars[:MOST_LYING]]
    if chart.names:
        y = _key(marks, chart.names, y, width, kit, setter)
    ends = [chart.figure(bar.value) for bar in bars]
    fonts = [kit.label._replace(bold=bar.strong) for bar in bars]
    named = [setter.width(bar.label, font) for bar, font in zip(bars, fonts, strict=True)]
    names = max(named, default=0.0)
    label = min(names, width * _LABEL_SHARE)
    room = max((setter.width(end, kit.value) for end in ends), default=0.0) + _GAP
    room += max((setter.width(bar.note, kit.note) + 4 for bar in bars if bar.note), default=0.0)
    low, high = span([bar.value for bar in bars])
    left = label + _GAP * 1.5 + (room if low < 0 else 0)
    scale = Scale(low, high, left, max(width - room, left + 1))
    first = y
    for bar, end, font in zip(bars, ends, fonts, strict=True):
        tall = setter.height(bar.label, font, label, 2)
        row = max(kit.row, tall + kit.row - kit.label.lead)
        middle = y + row / 2
        marks.append(Words(0, middle - tall / 2, label + 0.1, bar.label, font, lines=2))
        _lying(marks, bar, scale, middle, kit, setter, chart)
        _end_words(marks, bar, end, scale, middle, kit, setter)
        y += row
    if bars:
        zero = scale.at(0)
        marks.append(Stroke(((zero, first), (zero, y)), Ink.AXIS, 0.8))
    facts = [f"{bar.label} {end}" for bar, end in zip(bars, ends, strict=True)]
    return Drawing(width, y, tuple(marks), spoken(chart.title, chart.unit, facts))


def vertical_bars(
    chart: BarChart, width: float, height: float, kit: ChartType, setter: Setter
) -> Drawing:
    """Return standing bars in a box; over seven of them an axis says the values."""
    marks: list[Mark] = []
    y = head(marks, chart.title, chart.unit, width, kit, setter)
    bars = [_clean(bar) for bar in chart.bars]
    facts = [f"{bar.label} {chart.figure(bar.value)}" for bar in bars]
    words = spoken(chart.title, chart.unit, facts)
    if not bars:
        return Drawing(width, height, tuple(marks), words)
    if chart.names:
        y = _key(marks, chart.names, y, width, kit, setter)
    values = [bar.value for bar in bars]
    target = finite(chart.target)
    low, high = span([*values, target])
    crowded = len(bars) > MOST_FIGURES
    levels = whole_ticks(low, high, values) if crowded else ()
    left = axis_width(levels, chart.figure, kit, setter) if crowded else 0.0
    if levels:
        low, high = min(low, levels[0]), max(high, levels[-1])
    bottom = height - kit.label.lead - 4 - (kit.value.lead if low < 0 else 0)
    scale = Scale(low, high, bottom, min(y + kit.value.lead + 2, bottom - 1))
    right = width
    if target is not None and chart.target_label:
        right -= setter.width(chart.target_label, bold(kit.note)) + 5
    if levels:
        grid(marks, levels, scale, left, right, chart.figure, kit, setter)
    step = (right - left) / len(bars)
    thick = min(step * 0.62, kit.bar * 4)
    places = [left + step * (number + 0.5) for number in range(len(bars))]
    figures: list[Words] = []
    strong = [number for number, bar in enumerate(bars) if bar.strong] or [len(bars) - 1]
    for number, (bar, x) in enumerate(zip(bars, places, strict=True)):
        _standing(marks, bar, scale, x - thick / 2, thick, chart)
        if not crowded or number in strong:
            text = chart.figure(bar.value)
            top = scale.at(bar.value) + (2 if bar.value < 0 else -kit.value.lead - 1)
            wide = setter.width(text, kit.value)
            figures.append(Words(x - wide / 2, top, wide + 0.1, text, kit.value))
    zero = scale.at(0)
    marks.append(Stroke(((left, zero), (right, zero)), Ink.AXIS, 0.9))
    labels_below(marks, [bar.label for bar in bars], places, height - kit.label.lead, width,
                 kit.label, setter)  # fmt: skip
    if target is not None:
        y = scale.at(target)
        marks.append(Stroke(((left, y), (right, y)), Ink.TARGET, 1.1, dashed=True))
        label = bold(kit.note)
        place, wide = right + 5, max(width - right - 5, 0) + 0.1
        marks.append(Words(place, y - label.lead / 2, wide, chart.target_label, label, Ink.TARGET))
        marks += [_plate(one) for one in figures if one.top < y < one.top + one.font.lead]
    return Drawing(width, height, (*marks, *figures), words)


def _plate(words: Words) -> Box:
    return Box(words.x - 1, words.top, words.width + 2, words.font.lead, Ink.GROUND)


def _clean(bar: Bar) -> Bar:
    """Return a bar whose values can be drawn; parts are never negative."""
    parts = tuple(finite(part) or 0.0 for part in bar.parts[:MOST_PARTS])
    if len(parts) > 1:
        parts = tuple(max(part, 0.0) for part in parts)
    if parts == bar.parts:
        return bar
    return Bar(label=bar.label, parts=parts, strong=bar.strong, rest=bar.rest, note=bar.note)


def _fill(bar: Bar, number: int, chart: BarChart) -> tuple[Ink, Look]:
    if chart.names:
        return _PARTS[number]
    if bar.rest:
        return Ink.BAR, Look.HOLLOW
    if bar.strong or not any(one.strong for one in chart.bars):
        return Ink.STRONG, Look.SOLID
    return Ink.BAR, Look.SOFT


def _lying(
    marks: list[Mark], bar: Bar, scale: Scale, middle: float, kit: ChartType, setter: Setter,
    chart: BarChart,
) -> None:  # fmt: skip
    level, top = 0.0, middle - kit.bar / 2
    inside = bold(kit.note)
    for number, part in enumerate(bar.parts):
        if not part:
            continue
        start, end = scale.at(level), scale.at(level + part)
        ink, look = _fill(bar, number, chart)
        wide = max(abs(end - start), _LEAST_BAR)
        marks.append(Box(min(start, end), top, wide, kit.bar, ink, look))
        text = chart.figure(part)
        needed = setter.width(text, inside)
        if chart.names and part != bar.value and needed + 6 <= wide and inside.size <= kit.bar:
            x = (start + end - needed) / 2
            if look is Look.HATCHED:
                marks.append(Box(x - 2, top + 0.8, needed + 4, kit.bar - 1.6, Ink.GROUND))
            on = Ink.GROUND if look is Look.SOLID else Ink.TEXT
            marks.append(Words(x, middle - inside.lead / 2, needed + 0.1, text, inside, on))
        level += part


def _end_words(
    marks: list[Mark], bar: Bar, end: str, scale: Scale, middle: float, kit: ChartType,
    setter: Setter,
) -> None:  # fmt: skip
    wide = setter.width(end, kit.value)
    past = scale.at(bar.value)
    x = past - wide - _GAP / 2 if bar.value < 0 else past + _GAP / 2
    marks.append(Words(x, middle - kit.value.lead / 2, wide + 0.1, end, kit.value))
    if bar.note and bar.value >= 0:
        place = x + wide + 4
        noted = setter.width(bar.note, kit.note)
        top = middle - kit.note.lead / 2
        marks.append(Words(place, top, noted + 0.1, bar.note, kit.note, Ink.MUTED))


def _standing(
    marks: list[Mark], bar: Bar, scale: Scale, x: float, thick: float, chart: BarChart
) -> None:
    level = 0.0
    for number, part in enumerate(bar.parts):
        if not part:
            continue
        start, end = scale.at(level), scale.at(level + part)
        ink, look = _fill(bar, number, chart)
        tall = max(abs(end - start), _LEAST_BAR)
        marks.append(Box(x, min(start, end), thick, tall, ink, look))
        level += part


def _key(
    marks: list[Mark], names: tuple[str, ...], y: float, width: float, kit: ChartType,
    setter: Setter,
) -> float:  # fmt: skip
    """Name the parts in a line above the bars, each after a piece of its own look."""
    x, swatch = 0.0, kit.note.size
    for name, (ink, look) in zip(names, _PARTS, strict=False):
        wide = setter.width(name, kit.note)
        if x and x + swatch + 4 + wide > width:
            x, y = 0.0, y + kit.note.lead + 2
        top = y + (kit.note.lead - swatch) / 2
        marks.append(Box(x, top, swatch, swatch, ink, look))
        shown = min(wide, width - x - swatch - 4) + 0.1
        marks.append(Words(x + swatch + 4, y, shown, name, kit.note, Ink.MUTED))
        x += swatch + 4 + wide + 12
    return y + kit.note.lead + 4
