"""Goals on tracks: a ring where it began, a disc where it is, a tick where it shall go."""

from csdesk.layout.charts.data import GoalTrack, GoalTracks, finite
from csdesk.layout.charts.frame import head, spoken
from csdesk.layout.charts.marks import (
    Box,
    ChartType,
    Disc,
    Drawing,
    Ink,
    Look,
    Mark,
    Setter,
    Stroke,
    Words,
)

_PAST = 1.3  # of the way: what lies beyond ends there
_GAP = 12.0


def goal_tracks(chart: GoalTracks, width: float, kit: ChartType, setter: Setter) -> Drawing:
    """Return goals one below the other: name, before, track, target, the real figures beside it.

    Progress = (now - before) / (target - before), so that less can be better; past the target the
    track goes on. A goal without all three figures has a track without what is missing.
    """
    marks: list[Mark] = []
    y = head(marks, chart.title, chart.unit, width, kit, setter)
    goals = chart.goals
    said = [setter.width(goal.label, kit.value) for goal in goals]
    said += [setter.width(goal.note, kit.note) for goal in goals]
    names = min(max(said, default=0.0), width * 0.34)
    before = max((setter.width(_figure(goal, goal.before), kit.label) for goal in goals), default=0)
    target = max((setter.width(_figure(goal, goal.target), kit.value) for goal in goals), default=0)
    if chart.before_word and goals:
        before = max(before, setter.width(chart.before_word, kit.note))
        target = max(target, setter.width(chart.target_word, kit.note))
    left = names + _GAP + before + _GAP
    right = width - target - _GAP
    if chart.before_word and goals:
        _heads(marks, chart, y, (names + _GAP + before, width), kit, setter)
        y += kit.note.lead + 3
        marks.append(Stroke(((0.0, y), (width, y)), Ink.AXIS, 0.8))
    for goal in goals:
        tall = setter.height(goal.label, kit.value, names, 2)
        noted = kit.note.lead if goal.note else 0.0
        row = max(tall + noted + 8, kit.value.lead + kit.disc * 2 + 16)
        _goal(marks, goal, (left, right), y, row, (names, before, width), kit, setter, tall)
        y += row
        marks.append(Stroke(((0.0, y), (width, y)), Ink.GRID, 0.5))
    facts = [_fact(goal) for goal in goals]
    return Drawing(width, y, tuple(marks), spoken(chart.title, chart.unit, facts))


def _heads(
    marks: list[Mark], chart: GoalTracks, y: float, ends: tuple[float, float], kit: ChartType,
    setter: Setter,
) -> None:  # fmt: skip
    for text, end in zip((chart.before_word, chart.target_word), ends, strict=True):
        wide = setter.width(text, kit.note)
        marks.append(Words(end - wide, y, wide + 0.1, text, kit.note, Ink.MUTED))


def _goal(
    marks: list[Mark], goal: GoalTrack, track: tuple[float, float], top: float, row: float,
    columns: tuple[float, float, float], kit: ChartType, setter: Setter, tall: float,
) -> None:  # fmt: skip
    names, before, width = columns
    noted = kit.note.lead if goal.note else 0.0
    words_top = top + (row - tall - noted) / 2
    marks.append(Words(0, words_top, names + 0.1, goal.label, kit.value, lines=2))
    if goal.note:
        marks.append(Words(0, words_top + tall, names + 0.1, goal.note, kit.note, Ink.MUTED))
    left, right = track
    y = top + row / 2 + kit.value.lead / 2 - 1
    text = _figure(goal, goal.before)
    wide = setter.width(text, kit.label)
    place = names + _GAP + before - wide
    marks.append(Words(place, y - kit.label.lead / 2, wide + 0.1, text, kit.label, Ink.MUTED))
    text = _figure(goal, goal.target)
    wide = setter.width(text, kit.value)
    marks.append(Words(width - wide, y - kit.value.lead / 2, wide + 0.1, text, kit.value))
    thick = kit.disc * 1.1
    marks.append(Box(left, y - thick / 2, right - left, thick, Ink.TRACK, radius=thick / 2))
    progress = goal.progress
    aim = left + (right - left) / _PAST
    reached = progress is not None and progress >= 1
    ink = Ink.REACHED if reached else Ink.UNDERWAY
    x = left
    if progress is not None:
        x = min(max(left + (aim - left) * progress, left), right)
        if x > left:
            marks.append(Box(left, y - thick / 2, x - left, thick, ink, radius=thick / 2))
    if goal.target is not None and goal.before is not None:
        reach = kit.disc * 2.2
        marks.append(Stroke(((aim, y - reach), (aim, y + reach)), Ink.TEXT, 1.6))
    if goal.before is not None:
        marks.append(Disc(left, y, kit.disc, Ink.MUTED, Look.HOLLOW))
    if progress is not None:
        marks.append(Disc(x, y, kit.disc * 1.6, ink, rim=1.5))
    if finite(goal.now) is not None:
        _now(marks, goal, (left, right, aim), x, y, kit, setter)


def _now(
    marks: list[Mark], goal: GoalTrack, track: tuple[float, float, float], x: float, y: float,
    kit: ChartType, setter: Setter,
) -> None:  # fmt: skip
    """Set the figure over its disc, beside the target's tick where both would meet."""
    left, right, aim = track
    text = _figure(goal, goal.now)
    wide = setter.width(text, kit.value)
    place = x if goal.progress is not None else (left + right) / 2
    start = min(max(place - wide / 2, left), right - wide)
    if goal.progress is not None and start - 3 < aim < start + wide + 3:
        start = aim + 4 if place >= aim - 2 else aim - wide - 4
    marks.append(Words(start, y - kit.value.lead - kit.disc * 1.6 - 1, wide + 0.1, text, kit.value))


def _figure(goal: GoalTrack, value: float | None) -> str:
    known = finite(value)
    return "–" if known is None else goal.figure(known)


def _fact(goal: GoalTrack) -> str:
    figures = (goal.before, goal.now, goal.target)
    return " ".join([goal.label, *(_figure(goal, value) for value in figures)])
