"""A plan on paper: whole, legible, no words over words, each row on the sheets it belongs to."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from typing_extensions import override

from csdesk.domain.codes import Language
from csdesk.domain.views.plan import Paper, PlanView
from csdesk.i18n import Translator
from csdesk.layout.scene import Layer, Polyline, Rect, Role, Text
from csdesk.reports.gantt.document import PlanDrawing, plan_range, write_plan
from csdesk.reports.gantt.ink import BORDERS, GROUNDS, INKS, PENS, Ink
from csdesk.reports.gantt.paper import OVERLAP, SIZES, Pages
from csdesk.reports.pdf.sheet import Align, Sheet
from csdesk.reports.pdf.text import Block, Typesetter
from csdesk.reports.words.plan import internal_word
from tests.reports.plan_sample import made_plan, mspdi_plan

Made = Callable[[], PlanView]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a line of words stands, by cap height: descenders are in nobody's way."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float

    def overlaps(self, other: "Box") -> bool:
        return (
            self.left < other.right - 0.2
            and other.left < self.right - 0.2
            and self.top < other.bottom - 0.1
            and other.top < self.bottom - 0.1
        )


class Recorder(Sheet):
    """A sheet that remembers where it set which words."""

    def __init__(self, target: BytesIO, **options: Any) -> None:
        super().__init__(target, **options)
        self.boxes: list[list[Box]] = [[]]

    @override
    def next_page(self) -> None:
        super().next_page()
        self.boxes.append([])

    @override
    def block(
        self, block: Block, x: float, top: float, align: Align = "left", width: float = 0
    ) -> float:
        style = block.style
        for number, row in enumerate(block.rows):
            left = x
            if align != "left":
                left += (width - row.width) / (1 if align == "right" else 2)
            base = top + (style.lead + 0.70 * style.size) / 2 + number * style.lead
            text = "".join(run.text for run in row.runs)
            self.boxes[-1].append(
                Box(text, left, base - 0.7 * style.size, left + row.width, base, style.size)
            )
        return super().block(block, x, top, align, width)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A plan drawn with a recorder."""

    view: PlanView
    drawing: PlanDrawing
    pages: Pages
    sheet: Recorder


def drawn(view: PlanView, paper: Paper | None = None, *, picture: bool = False) -> Drawn:
    words = Translator(view.language.value)
    drawing = PlanDrawing(view, words, Typesetter(view.language))
    pages = drawing.pages(paper, picture=picture)
    sheet = Recorder(BytesIO(), language=view.language, size=pages.size, title="", us=view.us)
    for number in range(1, len(pages.tiles) + 1):
        if number > 1:
            sheet.next_page()
        drawing.draw(sheet, pages, number)
    return Drawn(view, drawing, pages, sheet)


def texts_of(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def construction(shared_data: Path) -> PlanView:
    return mspdi_plan(shared_data / "plans" / "commercial_construction.mspdi.xml")


def samples(construction: PlanView) -> Iterator[tuple[str, PlanView, Paper | None]]:
    for paper in Paper:
        yield f"construction on {paper}", construction, paper
    yield "thirty rows", made_plan(30), None
    yield "six hundred rows", made_plan(600, days=400), None
    yield "three years", made_plan(60, days=1100), Paper.A4
    yield "one phase", made_plan(8, days=12), None
    for language in Language:
        yield f"in {language}", made_plan(36, language=language), None
        yield f"tiled in {language}", made_plan(90, language=language), Paper.A4


def test_construction_has_its_146_rows(construction: PlanView) -> None:
    assert len(construction.lines) == 146
    assert len(construction.links) == 176


def test_no_words_over_words_and_none_off_the_sheet(construction: PlanView) -> None:
    for name, view, paper in samples(construction):
        made = drawn(view, paper)
        wide, high = made.pages.size
        for number, boxes in enumerate(made.sheet.boxes, 1):
            for one, other in combinations(sorted(boxes, key=lambda box: box.top), 2):
                if other.top > one.bottom:
                    continue
                assert not one.overlaps(other), f"{name}, page {number}: {one} over {other}"
            for box in boxes:
                assert box.left > 0, f"{name}: {box}"
                assert box.right < wide, f"{name}: {box}"
                assert box.bottom < high, f"{name}: {box}"


def test_no_text_is_smaller_than_seven_points_and_no_row_lower_than_eleven(
    construction: PlanView,
) -> None:
    for name, view, paper in samples(construction):
        made = drawn(view, paper)
        sizes = [box.size for boxes in made.sheet.boxes for box in boxes]
        assert min(sizes) >= 7.0, name
        assert made.pages.row >= 11.0, name
        assert made.pages.day_pixels * made.pages.unit * 7 >= 9.0 - 1e-9, name


@pytest.mark.parametrize("paper", list(Paper))
def test_each_row_stands_on_exactly_the_sheets_of_its_tile(
    construction: PlanView, paper: Paper
) -> None:
    made = drawn(construction, paper)
    content = write_plan(replace(construction, paper=paper), Translator("en")).content
    pages = [squeezed(text) for text in texts_of(content)]
    assert len(pages) == len(made.pages.tiles) > 1
    lines = construction.lines
    once = {line.title for line in lines if sum(one.title == line.title for one in lines) == 1}
    for index, line in enumerate(lines):
        if line.kind.is_summary or line.title not in once:
            continue
        wanted = [index in tile.rows for tile in made.pages.tiles]
        title = squeezed(f"{line.code}{line.title}")[:40]
        assert [title in text for text in pages] == wanted, line.title
    assert set().union(*(tile.rows for tile in made.pages.tiles)) == set(range(146))


@pytest.mark.parametrize("paper", list(Paper))
def test_tiles_share_a_week_and_together_hold_every_mark(
    construction: PlanView, paper: Paper
) -> None:
    view = construction if paper is Paper.A4 else made_plan(60, days=1100)
    made = drawn(view, paper)
    columns = sorted({(tile.first, tile.end) for tile in made.pages.tiles})
    assert len(columns) == made.pages.columns > 1
    for (_, end), (start, _) in pairwise(columns):
        assert end - start == OVERLAP
        assert date.fromordinal(start).weekday() == 0
    first, last = plan_range(view)
    assert columns[0][0] <= first
    assert columns[-1][1] > last
    shown = {(tile.column, index) for tile in made.pages.tiles for index in tile.rows}
    for index, row in enumerate(made.drawing.chart.rows):
        if row.finish is None or row.start is None or row.shape == "summary":
            continue
        for column, (start, end) in enumerate(columns):
            begins = start + (OVERLAP if column else 0)
            if row.start < end and row.finish >= begins:
                assert (column, index) in shown


def test_no_sheet_ends_with_a_heading(construction: PlanView) -> None:
    for paper in Paper:
        for tile in drawn(construction, paper).pages.tiles:
            assert not construction.lines[tile.rows[-1]].kind.is_summary


def test_marks_and_map_name_the_tiles(construction: PlanView) -> None:
    made = drawn(construction, Paper.A4)
    corner = f"{'AB'[made.pages.columns - 1]}{made.pages.lines}"
    assert [tile.mark for tile in made.pages.tiles][:4] == ["A1", "A2", "A3", "A4"]
    for tile, boxes in zip(made.pages.tiles, made.sheet.boxes, strict=True):
        assert f"{tile.mark} of A1 to {corner}" in [box.text for box in boxes]
    content = write_plan(replace(construction, paper=Paper.A4), Translator("en")).content
    document = pypdfium2.PdfDocument(content)
    outline = [mark.get_title().split()[0] for mark in document.get_toc()]
    document.close()
    assert outline == [tile.mark for tile in made.pages.tiles]


def test_a_sheet_without_a_mark_is_left_out(construction: PlanView) -> None:
    made = drawn(construction, Paper.A4)
    marks = {tile.mark for tile in made.pages.tiles}
    assert "B1" not in marks  # all that stands in the first rows is over by then
    assert {"A1", "B2", "B4"} <= marks


def test_as_few_and_as_small_sheets_as_is_legible() -> None:
    assert drawn(made_plan(30)).pages.size == SIZES[Paper.A4]
    assert len(drawn(made_plan(40)).pages.tiles) == 1
    assert drawn(made_plan(60)).pages.size == SIZES[Paper.A3]
    assert len(drawn(made_plan(60)).pages.tiles) == 1
    assert len(drawn(made_plan(60), Paper.A4).pages.tiles) == 2
    assert drawn(made_plan(12)).pages.text > 7.0


def test_the_names_and_the_time_head_are_on_every_sheet(construction: PlanView) -> None:
    made = drawn(construction, Paper.A4)
    for tile, boxes in zip(made.pages.tiles, made.sheet.boxes, strict=True):
        texts = [box.text for box in boxes]
        assert {"Item", "Start", "Finish"} <= set(texts)
        assert any(re.fullmatch(r"[A-Z][a-z]{2}( 200\d)?", text) for text in texts), tile
        assert "us" in texts  # the legend
        assert any("+86 21 5550 0142" in text for text in texts)


def test_the_last_marks_stand_clear_of_the_edge(construction: PlanView) -> None:
    for paper in (None, Paper.A3):
        made = drawn(construction, paper)
        pages, tile = made.pages, made.pages.tiles[-1]
        _, body = made.drawing.scenes(pages, tile, Ink(made.sheet, pages.text, pages.unit))
        right = pages.scale().left(tile.first) + pages.chart / pages.unit
        bars = [mark for mark in body.layers[Layer.BAR] if isinstance(mark, Rect)]
        assert max(bar.right for bar in bars) <= right - 5


def test_a_plan_of_more_than_a_year_says_the_year_of_days_in_another() -> None:
    """`19 Nov` beside `16 Dec 2027` could be the one before today."""
    words, long = Translator("en"), made_plan(60, days=500)
    said = {box.text for page in drawn(long).sheet.boxes for box in page}
    days = {line.finish for line in long.lines if line.finish is not None}
    others = [day for day in days if day.year == 2027 and (day - long.today).days < 365]
    assert (max(days) - min(days)).days > 365
    assert others
    assert {words.date(day, "medium") for day in others} <= said
    plan = made_plan(30)
    short = {box.text for page in drawn(plan).sheet.boxes for box in page}
    near = [line.finish for line in plan.lines if line.finish and line.finish.year == 2027]
    assert near
    assert {words.date(day, "short") for day in near} <= short


def test_the_scene_is_the_screens(construction: PlanView) -> None:
    view = made_plan(30)
    made = drawn(view)
    tile = made.pages.tiles[0]
    head, body = made.drawing.scenes(made.pages, tile, Ink(made.sheet, 7.0, made.pages.unit))
    roles = {mark.role for _, mark in (*head.marks(), *body.marks())}
    assert {
        Role.WEEKEND, Role.HOLIDAY, Role.UNPUBLISHED, Role.TODAY, Role.WINDOW_END, Role.BASELINE,
        Role.VALUE, Role.CRITICAL, Role.LINK, Role.LINK_CRITICAL, Role.SUMMARY, Role.MILESTONE,
        Role.DEADLINE, Role.BAR_DONE, Role.WINDOW_SPAN, Role.HEAD_TODAY,
    } <= roles  # fmt: skip
    links = [mark for mark in body.layers[Layer.LINK] if isinstance(mark, Polyline)]
    assert len(links) == len(view.links)
    labels = [mark for mark in body.layers[Layer.LABEL] if isinstance(mark, Text)]
    right = made.pages.scale().left(tile.first) + made.pages.chart / made.pages.unit
    assert all(mark.plate is None or mark.plate.right <= right for mark in labels)
    bars = [mark for mark in body.layers[Layer.BAR] if isinstance(mark, Rect)]
    assert not any(
        bar.overlaps(mark.plate) for bar in bars for mark in labels if mark.plate and bar.row_id
    )


def test_every_role_that_paper_can_hold_has_its_ink() -> None:
    of_the_screen = {
        Role.SELECTED, Role.OLD_PLACE, Role.HELD, Role.LINK_CHOSEN, Role.HANDLE,
        Role.HANDLE_PROGRESS, Role.SLACK,
    }  # fmt: skip
    muted = {Role.LABEL, Role.LABEL_EDGE, Role.HEAD_LOWER, Role.HEAD_REST, Role.HEAD_HOLIDAY}
    drawn_roles = {*GROUNDS, *BORDERS, *PENS, *INKS, *muted, Role.UNPUBLISHED}
    assert set(Role) - of_the_screen <= drawn_roles


def test_an_internal_copy_says_so_on_every_sheet() -> None:
    for language in Language:
        view = replace(made_plan(90, language=language), internal=True)
        words = Translator(language.value)
        pages = texts_of(write_plan(replace(view, paper=Paper.A4), words).content)
        assert len(pages) > 1
        assert all(internal_word(words) in page for page in pages)
        plain = texts_of(write_plan(replace(view, internal=False), words).content)
        assert not any(internal_word(words) in page for page in plain)


def test_a_range_shows_those_days_only() -> None:
    first, last = date(2026, 12, 1), date(2026, 12, 31)
    view = replace(made_plan(30), first=first, last=last)
    tile, *others = drawn(view).pages.tiles
    assert (tile.first, tile.end - 1, others) == (first.toordinal(), last.toordinal(), [])
    text = texts_of(write_plan(view, Translator("en")).content)[0]
    assert "1 Dec 2026 to 31 Dec 2026, 30 of 30 rows" in text
    assert "January 2027" not in text


@pytest.mark.parametrize("language", list(Language))
def test_everything_is_said_in_the_documents_language(language: Language) -> None:
    view = made_plan(30, language=language)
    result = write_plan(view, Translator(language.value))
    assert (result.pages, result.cut, result.missing) == (1, 0, {})
    text = squeezed(texts_of(result.content)[0])
    for line in view.lines:
        assert squeezed(line.title) in text
    for name in (view.us.name, view.customer.name, view.project, view.sender.mail):
        assert squeezed(name) in text
    if language is not Language.EN:
        for english in ("Project plan", "critical", "baseline", "weekend", "Item", "Page"):
            assert squeezed(english) not in text


def test_the_same_view_gives_the_same_bytes() -> None:
    view = made_plan(60)
    assert write_plan(view, Translator("en")).content == write_plan(view, Translator("en")).content


def test_absurd_titles_and_a_plan_of_one_day_hold_their_place() -> None:
    view = made_plan(12)
    long = replace(view.lines[3], title="Überprüfung " * 60, owner="Maximilian " * 12)
    day = view.today
    short = replace(view.lines[2], start=day, finish=day, agreed=day - timedelta(1))
    view = replace(view, lines=(*view.lines[:2], short, long, *view.lines[4:]))
    result = write_plan(view, Translator("en"))
    assert result.cut == 1
    made = drawn(replace(view, lines=(short,), links=(), window=None))
    assert len(made.pages.tiles) == 1


def test_a_picture_is_one_page_however_large() -> None:
    for count, days in ((30, 110), (600, 400), (40, 3000)):
        made = drawn(made_plan(count, days=days), picture=True)
        assert len(made.pages.tiles) == 1
        assert min(box.size for box in made.sheet.boxes[0]) >= 7.0
