"""Charts on paper: vector, in our fonts, with words that can be copied, told apart in grey."""

from io import BytesIO

import pypdfium2
import pytest
from PIL import Image
from pypdf import PdfReader

from csdesk.domain.codes import Language
from csdesk.domain.views.common import Party
from csdesk.layout.charts.bars import horizontal_bars, vertical_bars
from csdesk.layout.charts.data import (
    Bar,
    BarChart,
    GoalTrack,
    GoalTracks,
    LineChart,
    Multiples,
    Panel,
    Step,
    StepKind,
    Waterfall,
)
from csdesk.layout.charts.lines import line_chart, small_multiples
from csdesk.layout.charts.marks import A4, Box, Drawing, Setter
from csdesk.layout.charts.track import goal_tracks
from csdesk.layout.charts.waterfall import waterfall
from csdesk.reports.charts.paper import SheetSetter, draw_chart
from csdesk.reports.pdf.sheet import Sheet

TITLES = {
    Language.EN: "Timetables caused most: 6 of 9",
    Language.ZH_CN: "排班表引起的请求最多：9项中有6项",
    Language.ZH_TW: "班表引起的請求最多：9項中有6項",
}
PARTS = Bar(label="all", parts=(5, 5, 5))
SIZE = (420.0, 760.0)
LEFT, GAP = 30.0, 14.0


def charts(title: str, setter: Setter) -> list[Drawing]:
    periods, values = ("May", "Jun", "Jul"), (6.0, 5.0, 3.0)
    bars = tuple(Bar(label=name, parts=(value,)) for name, value in zip("abc", values, strict=True))
    parted = BarChart(bars=(PARTS,), names=("x", "y", "z"))
    steps = (
        Step(label="saved", amount=60), Step(label="cost", amount=-30, kind=StepKind.COST),
        Step(label="net", kind=StepKind.NET),
    )  # fmt: skip
    panels = (Panel(name="Leeds", values=values), Panel(name="York", values=(3.0, 4.0, 4.0)))
    line = LineChart(title=title, periods=periods, values=values, target=4, target_label="target")
    return [
        horizontal_bars(BarChart(title=title, bars=bars), 360, A4, setter),
        horizontal_bars(parted, 360, A4, setter),
        vertical_bars(BarChart(title=title, bars=bars), 360, 90, A4, setter),
        line_chart(line, 360, 90, A4, setter),
        small_multiples(Multiples(periods=periods, panels=panels), 360, 90, A4, setter),
        waterfall(Waterfall(steps=steps), 360, 110, A4, setter),
        goal_tracks(
            GoalTracks(goals=(GoalTrack(label="goal", before=8, now=4, target=5),)), 360, A4, setter
        ),
    ]


def drawn(language: Language) -> tuple[bytes, list[tuple[Drawing, float]]]:
    target = BytesIO()
    sheet = Sheet(target, language=language, size=SIZE, title="Charts", us=Party(name="Us"))
    placed, y = [], 20.0
    for chart in charts(TITLES[language], SheetSetter(sheet.setter)):
        placed.append((chart, y))
        y = draw_chart(sheet, chart, LEFT, y) + GAP
    sheet.finish()
    assert y < SIZE[1]
    return target.getvalue(), placed


@pytest.mark.parametrize("language", list(Language))
def test_charts_are_vector_in_our_fonts_with_real_words(language: Language) -> None:
    content, _ = drawn(language)
    assert content == drawn(language)[0]
    (page,) = PdfReader(BytesIO(content)).pages
    resources = page["/Resources"]
    assert not resources.get("/XObject")  # type: ignore[attr-defined]
    for font in resources["/Font"].get_object().values():  # type: ignore[index]
        assert "CSDesk" in font.get_object()["/BaseFont"]
    text = "".join(page.extract_text().split())
    assert "".join(TITLES[language].split()) in text


def test_parts_are_told_apart_in_grey() -> None:
    content, placed = drawn(Language.EN)
    document = pypdfium2.PdfDocument(content)
    try:
        picture = document[0].render(scale=4).to_pil().convert("L")
    finally:
        document.close()
    chart, top = placed[1]
    boxes = [one for one in chart.marks if isinstance(one, Box) and one.height == A4.bar]
    looks = [_inside(picture, box, top) for box in boxes]
    assert len(looks) == 3
    solid, hatched, hollow = looks
    assert max(solid) - min(solid) < 10
    assert max(solid) < 140
    assert max(hatched) - min(hatched) > 60  # lines on a pale ground
    assert min(hollow) > 250


def _inside(picture: Image.Image, box: Box, top: float) -> list[int]:
    """Return the greys of a strip of a box, beside the figure in its middle."""
    x, y = (LEFT + box.x) * 4, (top + box.y) * 4
    strip = picture.crop((
        round(x + box.width * 0.4), round(y + 6), round(x + box.width * 1.2), round(y + 30),
    ))  # fmt: skip
    return list(strip.tobytes())
