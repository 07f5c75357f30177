"""The time head: no words over words at any zoom."""

import itertools
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from csdesk.layout.days import DayInfo, DayKind, plain_weekends
from csdesk.layout.head import HEAD, HeadOptions, HeadStyle, build_head, periods, tiers_of
from csdesk.layout.scene import Layer, Rect, Role, Text
from csdesk.layout.timescale import TimeScale, fit_pixels, monday_of
from tests.layout.samples import DAY, measure

_FORMATS: dict[HeadStyle, str] = {
    "year": "%Y",
    "quarter": "Q",
    "month_year": "%B %Y",
    "short_month_year": "%b %Y",
    "month": "%b",
    "day": "%d",
}


def words(day: date, style: HeadStyle) -> str:
    return day.strftime("%a")[0] if style == "letter" else day.strftime(_FORMATS[style])


def head_options(**changes: object) -> HeadOptions:
    fields: dict[str, object] = {
        "today": DAY + 28,
        "today_word": "Today",
        "words": words,
        "measure": measure,
        "days": plain_weekends,
        "window": (DAY - 13, DAY + 77),
        "window_word": "Window ends",
    }
    return HeadOptions(**{**fields, **changes})  # type: ignore[arg-type]


@given(st.floats(0.25, 48), st.integers(-3000, 3000))
def test_upper_words_stay_apart_and_inside(pixels: float, left: int) -> None:
    scene = build_head(TimeScale(DAY, pixels), left, 800, head_options())
    upper = [
        Rect(mark.x, 0, mark.width, 24, mark.role)
        for mark in scene.layers.get(Layer.HEAD, [])
        if isinstance(mark, Text) and mark.role in (Role.HEAD_UPPER, Role.HEAD_WINDOW)
    ]
    for number, box in enumerate(upper):
        assert not any(box.overlaps(other) for other in upper[number + 1 :])
        assert box.right <= left + 801


@given(st.floats(0.25, 48), st.integers(-3000, 3000))
def test_lower_words_stay_apart(pixels: float, left: int) -> None:
    scene = build_head(TimeScale(DAY, pixels), left, 800, head_options())
    texts = [m for m in scene.layers.get(Layer.HEAD, []) if isinstance(m, Text)]
    lower = sorted(
        (m.y, m.x, m.x + m.width) for m in texts if m.role in (Role.HEAD_LOWER, Role.HEAD_REST)
    )
    for (y1, _, right), (y2, x2, _) in itertools.pairwise(lower):
        assert y1 != y2 or right <= x2 + 0.01 or pixels >= 18


@given(st.sampled_from(["year", "quarter", "month", "week", "day"]), st.integers(0, 900))
def test_periods_follow_without_gap(period: str, length: int) -> None:
    found = list(periods(period, DAY, DAY + length))
    assert found[0][0] <= DAY
    assert found[-1][1] > DAY + length
    assert all(a[1] == b[0] for a, b in itertools.pairwise(found))


def test_the_golden_line_runs_to_the_end_of_the_window() -> None:
    scale = TimeScale(DAY, 8.0)
    scene = build_head(scale, 0, 800, head_options())
    spans = [m for m in scene.layers[Layer.HEAD] if getattr(m, "role", "") is Role.WINDOW_SPAN]
    line = max((m for m in spans if isinstance(m, Rect)), key=lambda m: m.width)
    assert (line.x, line.right, line.bottom) == (0, scale.right(DAY + 77), HEAD)


def test_day_zoom_names_holidays() -> None:
    def days(day: int) -> DayInfo:
        return DayInfo(DayKind.HOLIDAY, ("Harbour day",)) if day == DAY + 9 else plain_weekends(day)

    scene = build_head(TimeScale(DAY, 24.0), 0, 800, head_options(days=days))
    texts = {m.text for m in scene.layers[Layer.HEAD] if isinstance(m, Text)}
    assert "Harbour day" in texts


def test_zoom_chooses_tiers() -> None:
    assert [tier.period for tier in tiers_of(24)] == ["month", "day"]
    assert [tier.period for tier in tiers_of(8)] == ["month", "week"]
    assert [tier.period for tier in tiers_of(1)] == ["year", "month"]
    assert [tier.period for tier in tiers_of(0.3)] == ["year", "quarter"]
    assert fit_pixels(DAY, DAY + 99, 800) == 8.0
    assert date.fromordinal(monday_of(DAY + 3)) == date(2026, 11, 2)


def test_months_are_named_alike_where_they_are_narrow() -> None:
    scene = build_head(TimeScale(DAY, 3.0), 0, 800, head_options())
    texts = [m for m in scene.layers[Layer.HEAD] if isinstance(m, Text)]
    upper = [m.text for m in texts if m.role is Role.HEAD_UPPER]
    assert upper[:4] == ["Nov 2026", "Dec", "Jan 2027", "Feb"]


@given(st.floats(0.3, 17), st.integers(0, 300))
@example(1.661467118603337, 300)
def test_the_tag_of_today_is_whole_while_today_is_in_view(pixels: float, away: int) -> None:
    scale = TimeScale(DAY, pixels)
    left = scale.middle(DAY + 28) - away
    scene = build_head(scale, left, 300, head_options())
    tags = [
        m for m in scene.layers[Layer.HEAD] if isinstance(m, Rect) and m.role is Role.HEAD_TODAY
    ]
    assert len(tags) == 1
    assert left - 1e-6 <= tags[0].x
    assert tags[0].right <= left + 300 + 1e-6
