"""The waterfall of a pack as a native chart of slides."""

from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_PATTERN, MSO_THEME_COLOR
from pptx.oxml.ns import qn
from pptx.util import Pt

from csdesk.domain.codes import Language
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import HOLD, OK, TEXT, WHITE, Colour, tint
from csdesk.reports.pdf.qbr_value import CHART, Bar, Waterfall, draw_waterfall
from csdesk.reports.pptx.slide import Slides, described
from csdesk.reports.pptx.theme import TAGS, hex_of

_MANY = 5  # bars


@draw_waterfall.register
def native_waterfall(slides: Slides, fall: Waterfall, scale: deck.DeckType) -> None:
    """Add stacked columns: what carries a bar is not seen, and its figure stands on it."""
    x, top, width, height = CHART
    slides.words(fall.name, scale.head, x, fall.top, width, lines=1)
    clean = slides.setter.book.clean
    data = _table()
    data.categories = [clean(bar.label)[:60] for bar in fall.bars]
    high = max(*(bar.high for bar in fall.bars), 1) / fall.unit
    low = min(*(bar.low for bar in fall.bars), 0) / fall.unit
    room = (high - low) * 0.1
    parts = [_parts(bar, fall.unit) for bar in fall.bars]
    for name, values in zip(("", "+", "−"), zip(*parts, strict=True), strict=True):
        data.add_series(name, values)
    data.add_series(" ", [room if bar.high > 0 else 0 for bar in fall.bars])
    kind = XL_CHART_TYPE.COLUMN_STACKED
    frame = slides.shapes.add_chart(kind, Pt(x - 6), Pt(top), Pt(width + 6), Pt(height), data)
    read = ", ".join(
        f"{bar.label} {figure}" for bar, figure in zip(fall.bars, fall.figures, strict=True)
    )
    described(frame, clean(f"{fall.name}: {read}"))
    chart = frame.chart
    _strip(chart, low, high + room)
    _level(chart.category_axis, _size(fall, slides))
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 28, 100
    carrier, up, down, label = plot.series
    carrier.format.fill.background()
    label.format.fill.background()
    for number, bar in enumerate(fall.bars):
        for series in (up, down):
            _paint(series.points[number], bar)
        _write(label.points[number], fall.figures[number], TAGS[slides.language])


def _parts(bar: Bar, unit: int) -> tuple[float, float, float]:
    """Return what carries a bar, and its parts above and below zero."""
    low, high = bar.low / unit, bar.high / unit
    if low >= 0:
        return low, high - low, 0.0
    if high <= 0:
        return high, 0.0, low - high
    return 0.0, high, low


def _strip(chart: Any, low: float, high: float) -> None:
    chart.has_legend = chart.has_title = False
    chart.font.size = Pt(11.5)
    chart.font.color.rgb = _rgb(TEXT)
    values, names = chart.value_axis, chart.category_axis
    values.minimum_scale, values.maximum_scale = low, high
    values.has_major_gridlines = values.visible = False
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.format.line.color.rgb = _rgb(TEXT)
    names.format.line.width = Pt(1.2)


def _size(fall: Waterfall, slides: Slides) -> float:
    few = len(fall.bars) <= _MANY and slides.language is Language.EN
    return 11.5 if few else 10


def _level(axis: Any, size: float) -> None:
    """Keep the names under the bars level: they break into lines and never slant."""
    axis.tick_labels.font.size = Pt(size)
    its = axis._element.find(f"{qn('c:txPr')}/{qn('a:bodyPr')}")
    its.set("rot", "0")
    its.set("vert", "horz")


def _paint(point: Any, bar: Bar) -> None:
    fill = point.format.fill
    if bar.kind == "cost":
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.fore_color.rgb, fill.back_color.rgb = _rgb(HOLD), _rgb(WHITE)
        point.format.line.color.rgb = _rgb(HOLD)
        return
    fill.solid()
    if bar.kind == "net":
        fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    else:
        fill.fore_color.rgb = _rgb(tint(OK, 0.82))


def _write(point: Any, figure: str, tag: str) -> None:
    label = point.data_label
    label.position = XL_LABEL_POSITION.INSIDE_BASE
    frame = label.text_frame
    frame.text = figure
    run = frame.paragraphs[0].runs[0]
    run.font.size, run.font.bold = Pt(13), True
    run._r.get_or_add_rPr().set("lang", tag)


def _table() -> Any:
    make: Any = CategoryChartData  # its makers gave it no types
    return make(number_format="General")


def _rgb(colour: Colour) -> Any:
    make: Any = RGBColor
    return make.from_string(hex_of(colour))
