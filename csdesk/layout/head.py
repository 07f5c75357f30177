"""The time head: two tiers that fit the zoom, today, the golden window, names of holidays."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from csdesk.layout.days import DayKind, DayLookup, runs
from csdesk.layout.scene import Layer, Measure, Polyline, Rect, Role, Scene, Text
from csdesk.layout.timescale import TimeScale, monday_of

HEAD = 44.0
UPPER = 24.0
WINDOW_LINE = 2.5
MONTH_PAD, WEEK_PAD = 8.0, 5.0
TAG_HEIGHT, TAG_PAD = 16.0, 4.0
NEAR = 1e-6  # sums of floats differ by less
DAY_PIXELS = 18.0  # from here on each day has its own column

HeadStyle: TypeAlias = Literal[
    "year", "quarter", "month_year", "short_month_year", "month", "day", "letter"
]
HeadWords: TypeAlias = Callable[[date, HeadStyle], str]
"""Words for the period that begins on a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadOptions:
    """What the head says besides dates; measured like labels, bold or not."""

    today: int
    today_word: str
    words: HeadWords
    measure: Measure
    days: DayLookup
    window: tuple[int, int] | None = None  # signature, last day
    window_word: str = ""
    inside: bool = False  # no word may be cut by an edge: paper does not scroll
    tick: float = 0.0  # the least distance of words in the lower tier


@dataclass(frozen=True, slots=True)
class Tier:
    """Which period a tier counts in, longest words first."""

    period: Literal["year", "quarter", "month", "week", "day"]
    styles: tuple[HeadStyle, ...]


def tiers_of(pixels: float) -> tuple[Tier, Tier]:
    """Return the upper and the lower tier for a zoom."""
    months = Tier("month", ("month_year", "short_month_year", "month"))
    if pixels >= DAY_PIXELS:
        return months, Tier("day", ("day",))
    if pixels >= 2.4:
        return months, Tier("week", ("day",))
    if pixels >= 0.9:
        return Tier("year", ("year",)), Tier("month", ("month",))
    return Tier("year", ("year",)), Tier("quarter", ("quarter",))


def periods(period: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Return the periods that touch `first` to `last` as (first day, first day of the next)."""
    start = _floor(period, first)
    while start <= last:
        following = _next(period, start)
        yield start, following
        start = following


def _floor(period: str, day: int) -> int:
    if period == "day":
        return day
    if period == "week":
        return monday_of(day)
    here = date.fromordinal(day)
    month = {"year": 1, "quarter": (here.month - 1) // 3 * 3 + 1, "month": here.month}[period]
    return date(here.year, month, 1).toordinal()


def _next(period: str, day: int) -> int:
    if period in ("day", "week"):
        return day + (1 if period == "day" else 7)
    here = date.fromordinal(day)
    months = {"year": 12, "quarter": 3, "month": 1}[period]
    count = here.year * 12 + here.month - 1 + months
    return date(count // 12, count % 12 + 1, 1).toordinal()


def build_head(scale: TimeScale, left: float, width: float, options: HeadOptions) -> Scene:
    """Return the head over the stretch from `left`; y 0 is its upper edge."""
    scene = Scene()
    right = left + width
    first, last = scale.day_at(left), scale.day_at(right)
    upper, lower = tiers_of(scale.pixels)
    labels = _add_upper(scene, scale, upper, left, right, first, last, options)
    if lower.period == "day":
        _add_days(scene, scale, first, last, options)
        _add_holidays(scene, scale, labels, first, last, options)
    else:
        _add_lower(scene, scale, lower, left, right, first, last, options)
    _add_window(scene, scale, labels, left, right, options)
    _add_today(scene, scale, left, right, options)
    return scene


def _add_upper(
    scene: Scene,
    scale: TimeScale,
    tier: Tier,
    left: float,
    right: float,
    first: int,
    last: int,
    options: HeadOptions,
) -> list[Rect]:
    taken = []
    longest = options.measure(options.words(date(2026, 9, 30), tier.styles[0]), True)
    wide = longest + MONTH_PAD + 2 <= 28 * scale.pixels
    y = UPPER / 2 if scale.pixels < DAY_PIXELS else 9.0
    year_said = False
    for start, following in periods(tier.period, first, last):
        edge = scale.left(start)
        if edge > left:
            line = ((edge, 0.0), (edge, UPPER))
            scene.add(Layer.HEAD, Polyline(line, Role.HEAD_RULE))
        x = max(edge, left) + MONTH_PAD
        room = min(scale.left(following), right) - x - 2
        day = date.fromordinal(start)
        styles = tier.styles if wide else tier.styles[1:] or tier.styles
        if not wide and day.month != 1 and year_said:
            styles = tier.styles[-1:]
        for style in styles:
            text = options.words(day, style)
            size = options.measure(text, True)
            if size <= room:
                scene.add(Layer.HEAD, Text(x, y, text, Role.HEAD_UPPER, size, True))
                year_said = year_said or style != "month"
                taken.append(Rect(x, 0, size, UPPER, Role.HEAD_UPPER))
                break
    return taken


def _add_lower(
    scene: Scene,
    scale: TimeScale,
    tier: Tier,
    left: float,
    right: float,
    first: int,
    last: int,
    options: HeadOptions,
) -> None:
    y = (UPPER + HEAD - WINDOW_LINE) / 2
    tag = today_tag(scale, options, left, right)
    step = _week_step(scale, options) if tier.period == "week" else 1
    for start, following in periods(tier.period, first, last):
        if (start - 1) // 7 % step:
            continue
        x = scale.left(start)
        if x > left:
            line = ((x, UPPER), (x, HEAD - WINDOW_LINE))
            scene.add(Layer.HEAD, Polyline(line, Role.HEAD_RULE))
        text = options.words(date.fromordinal(start), tier.styles[0])
        size = options.measure(text, False)
        if options.inside and tier.period != "week":
            x = max(x, left)
        begin = x + WEEK_PAD
        if begin < tag.right + 2 and begin + size > tag.x - 2:
            continue
        if options.inside and begin + size > right:
            continue
        if x >= left - 1 and size + WEEK_PAD <= step * (scale.left(following) - x):
            scene.add(Layer.HEAD, Text(x + WEEK_PAD, y, text, Role.HEAD_LOWER, size))


def _week_step(scale: TimeScale, options: HeadOptions) -> int:
    """Return which weeks are named: each, each second or each fourth one."""
    need = max(options.tick, options.measure("28", False) + WEEK_PAD)
    return next((step for step in (1, 2) if step * 7 * scale.pixels >= need), 4)


def _add_days(scene: Scene, scale: TimeScale, first: int, last: int, options: HeadOptions) -> None:
    """Add one column a day: the weekday's letter over the number."""
    for day in range(first, last + 1):
        here = date.fromordinal(day)
        rest = options.days(day).kind is not DayKind.WORK
        for y, style in ((24.0, "letter"), (35.5, "day")):
            text = options.words(here, "letter" if style == "letter" else "day")
            size = options.measure(text, False)
            x = scale.middle(day) - size / 2
            role = Role.HEAD_REST if rest else Role.HEAD_LOWER
            scene.add(Layer.HEAD, Text(x, y, text, role, size))


def _add_holidays(
    scene: Scene,
    scale: TimeScale,
    taken: list[Rect],
    first: int,
    last: int,
    options: HeadOptions,
) -> None:
    """Name the holidays in the upper tier where no month stands."""
    for start, end, info in runs(options.days, first, last):
        if not info.names:
            continue
        x = scale.left(start) + 2
        size = options.measure(info.names[0], False)
        box = Rect(x, 0, size, UPPER, Role.HEAD_HOLIDAY)
        if size <= max(scale.right(end) - x, 120) and not any(box.overlaps(t) for t in taken):
            scene.add(Layer.HEAD, Text(x, 9.0, info.names[0], Role.HEAD_HOLIDAY, size))
            taken.append(box)


def _add_window(
    scene: Scene,
    scale: TimeScale,
    taken: list[Rect],
    left: float,
    right: float,
    options: HeadOptions,
) -> None:
    if options.window is None:
        return
    start = max(left, scale.left(options.window[0]))
    end = scale.right(options.window[1])
    if end < left or start > right:
        return
    y = HEAD - WINDOW_LINE
    line = Rect(start, y, min(end, right) - start, WINDOW_LINE, Role.WINDOW_SPAN)
    scene.add(Layer.HEAD, line)
    if not left <= end <= right:
        return
    crossed = any(box.x - 3 < end < box.right + 3 for box in taken)
    top = UPPER - 5 if crossed else 3
    scene.add(Layer.HEAD, Rect(end - 1, top, 2, UPPER - 2 - top, Role.WINDOW_SPAN))
    size = options.measure(options.window_word, False)
    for x in (end + 6, end - 7 - size):
        box = Rect(x - 2, 0, size + 4, UPPER, Role.HEAD_WINDOW)
        if box.x >= left and box.right <= right and not any(box.overlaps(t) for t in taken):
            words = Text(x, UPPER / 2, options.window_word, Role.HEAD_WINDOW, size)
            scene.add(Layer.HEAD, words)
            return


def _add_today(
    scene: Scene, scale: TimeScale, left: float, right: float, options: HeadOptions
) -> None:
    x = scale.middle(options.today)
    if not left - NEAR <= x <= right + NEAR:
        return
    if tiers_of(scale.pixels)[1].period == "day":
        _add_today_column(scene, scale, options)
        return
    plate = today_tag(scale, options, left, right)
    scene.add(Layer.HEAD, plate)
    size = plate.width - 2 * TAG_PAD
    y = plate.y + TAG_HEIGHT / 2
    scene.add(
        Layer.HEAD, Text(plate.x + TAG_PAD, y, options.today_word, Role.HEAD_TODAY, size, True)
    )


def today_tag(scale: TimeScale, options: HeadOptions, left: float, right: float) -> Rect:
    """Return the filled tag that names today in the lower tier of a head from `left` to `right`."""
    width = options.measure(options.today_word, True) + 2 * TAG_PAD
    x = scale.middle(options.today) - width / 2
    if left - NEAR <= scale.middle(options.today) <= right + NEAR:
        x = min(max(x, left), right - width)
    top = (UPPER + HEAD - WINDOW_LINE - TAG_HEIGHT) / 2
    return Rect(x, top, width, TAG_HEIGHT, Role.HEAD_TODAY, 3.0)


def _add_today_column(scene: Scene, scale: TimeScale, options: HeadOptions) -> None:
    """Mark the whole column where days have one: a tag would cover its neighbours."""
    left = scale.left(options.today)
    plate = Rect(left + 1, 16.0, scale.pixels - 2, 25.0, Role.HEAD_TODAY, 3.0)
    scene.add(Layer.HEAD, plate)
    here = date.fromordinal(options.today)
    for y, text in ((24.0, options.words(here, "letter")), (35.5, options.words(here, "day"))):
        size = options.measure(text, True)
        x = scale.middle(options.today) - size / 2
        scene.add(Layer.HEAD, Text(x, y, text, Role.HEAD_TODAY, size, True))
