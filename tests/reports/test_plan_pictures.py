"""A plan as SVG, PNG and calendar: the PDF's drawing, well formed, safe, the same again."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from defusedxml import ElementTree
from icalendar import Calendar
from PIL import Image

from csdesk.domain.codes import Language
from csdesk.domain.views.common import Party
from csdesk.domain.views.plan import CalendarEntry, PlanCalendarView
from csdesk.i18n import Translator
from csdesk.reports.extract import document_texts
from csdesk.reports.gantt.clip import Box
from csdesk.reports.gantt.document import write_plan
from csdesk.reports.gantt.png import MOST_PIXELS, picture_of
from csdesk.reports.gantt.svg import write_plan_svg
from csdesk.reports.ics import write_calendar
from tests.reports.plan_sample import made_plan

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("language", list(Language))
def test_svg_says_what_the_pdf_says(language: Language, tmp_path: Path) -> None:
    view = made_plan(30, language=language)
    words = Translator(language.value)
    path = tmp_path / "plan.svg"
    path.write_bytes(write_plan_svg(view, words).content)
    texts = dict(document_texts(path))["plan.svg"].splitlines()
    for line in view.lines:
        assert line.title in texts
    pdf = pypdfium2.PdfDocument(write_plan(view, words, picture=True).content)
    said = "".join(pdf[0].get_textpage().get_text_bounded().split())
    pdf.close()
    for text in texts[1:]:
        assert "".join(text.split()) in said


def test_svg_is_plain_shapes_with_escaped_text_in_our_fonts() -> None:
    view = made_plan(12)
    nasty = replace(view.lines[1], title='<script>alert("x")</script> & more', owner="A & B")
    view = replace(view, lines=(view.lines[0], nasty, *view.lines[2:]))
    content = write_plan_svg(view, Translator("en")).content
    root = ElementTree.fromstring(content)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
        "svg", "title", "g", "text", "rect", "line", "polygon", "polyline", "circle", "path",
    }  # fmt: skip
    assert nasty.title in {element.text for element in root.iter(f"{SVG}text")}
    assert root.get("font-family", "").startswith("'CSDesk Latin', 'CSDesk Sans'")
    assert all(element.get("textLength") for element in root.iter(f"{SVG}text"))
    sizes = [float(element.get("font-size", "0")) for element in root.iter(f"{SVG}text")]
    assert min(sizes) >= 7.0


def test_no_shape_of_an_svg_leaves_its_page() -> None:
    view = replace(made_plan(30), first=date(2026, 12, 1), last=date(2026, 12, 20))
    root = ElementTree.fromstring(write_plan_svg(view, Translator("en")).content)
    _, _, wide, high = map(float, root.get("viewBox", "").split())
    for shape in root.iter(f"{SVG}rect"):
        x, y = float(shape.get("x", "0")), float(shape.get("y", "0"))
        assert 0 <= x <= x + float(shape.get("width", "0")) <= wide + 0.01
        assert 0 <= y <= y + float(shape.get("height", "0")) <= high + 0.01
    for kind in ("polygon", "polyline"):
        for shape in root.iter(SVG + kind):
            for point in shape.get("points", "").split():
                x, y = map(float, point.split(","))
                assert (0 <= x <= wide, 0 <= y <= high) == (True, True)


def test_shapes_are_cut_at_the_edges_of_a_box() -> None:
    box = Box(0, 0, 10, 10)
    assert box.segment((-5, 5), (15, 5)) == ((0, 5), (10, 5))
    assert box.segment((-5, -5), (15, 15)) == ((0, 0), (10, 10))
    assert box.segment((11, 0), (12, 9)) is None
    assert box.path([(-2, 5), (5, 5), (5, 20)]) == [[(0, 5), (5, 5), (5, 10)]]
    assert set(box.polygon([(-5, 2), (5, 2), (5, 4), (-5, 4)])) == {(0, 2), (5, 2), (5, 4), (0, 4)}
    assert box.polygon([(20, 20), (30, 20), (30, 30)]) == []
    assert box.meet(Box(10, 10, 20, 20)) is None


def test_png_is_the_page_at_the_scale_asked_for() -> None:
    written = write_plan(made_plan(30), Translator("en"), picture=True)
    sizes = []
    for scale in (1.0, 2.0):
        with Image.open(BytesIO(picture_of(written, scale))) as image:
            sizes.append(image.size)
            assert image.format == "PNG"
            assert round(image.info["dpi"][0]) == 72 * scale
            assert len(image.convert("RGB").getcolors(100_000) or []) > 20
    (wide, high), (twice, high_twice) = sizes
    assert abs(twice - 2 * wide) <= 2
    assert abs(high_twice - 2 * high) <= 2


def test_a_huge_plan_still_gives_a_picture() -> None:
    written = write_plan(made_plan(900, days=3000), Translator("en"), picture=True)
    with Image.open(BytesIO(picture_of(written, 4.0))) as image:
        assert image.size[0] * image.size[1] <= MOST_PIXELS * 1.01


# --- calendar ---------------------------------------------------------------------------------

ZONE = ZoneInfo("America/New_York")
MEETING = CalendarEntry(
    uid="m-1",
    title="Progress review, Leeds; online",
    day=date(2027, 3, 16),
    start=datetime(2027, 3, 16, 10, 0, tzinfo=ZONE),
    end=datetime(2027, 3, 16, 10, 45, tzinfo=ZONE),
    place="Leeds depot",
    people=("Zhou Min", "Lin Yue"),
    revision=3,
)
MILESTONE = CalendarEntry(
    uid="r-1",
    title="里程碑：数据就绪，包括所有四十六家门店的员工档案与考勤规则的核对与确认",
    day=date(2026, 12, 10),
    is_milestone=True,
    codes=("A7", "A8"),
)


def calendar_view(*entries: CalendarEntry) -> PlanCalendarView:
    return PlanCalendarView(
        language=Language.EN,
        today=date(2026, 11, 30),
        number=1,
        us=Party(name="Rotalane"),
        customer=Party(name="Harbour Noodle"),
        project="Staff scheduling",
        made_at=datetime(2026, 11, 30, 12, tzinfo=UTC),
        entries=entries,
    )


def test_calendar_is_read_back_by_a_reader_of_calendars() -> None:
    content = write_calendar(calendar_view(MILESTONE, MEETING), Translator("en"))
    read = Calendar.from_ical(content)
    zones = [str(zone["TZID"]) for zone in read.walk("VTIMEZONE")]
    assert zones == ["America/New_York"]
    milestone, meeting = read.walk("VEVENT")
    assert str(milestone["SUMMARY"]) == MILESTONE.title
    assert milestone.decoded("DTSTART") == date(2026, 12, 10)
    assert milestone.decoded("DTEND") == date(2026, 12, 11)
    assert "A7, A8" in str(milestone["DESCRIPTION"])
    assert str(meeting["UID"]) == "m-1@csdesk"
    assert meeting.decoded("SEQUENCE") == 3
    assert meeting.decoded("DTSTART").astimezone(UTC) == datetime(2027, 3, 16, 14, tzinfo=UTC)
    assert meeting["DTSTART"].params["TZID"] == "America/New_York"
    assert "Zhou Min, Lin Yue" in str(meeting["DESCRIPTION"])
    assert max(len(line) for line in content.split(b"\r\n")) <= 75


def test_calendar_keeps_its_uids_when_dates_move() -> None:
    moved = replace(MILESTONE, day=date(2026, 12, 21), revision=4)
    uids = []
    for entry in (MILESTONE, moved):
        read = Calendar.from_ical(write_calendar(calendar_view(entry), Translator("en")))
        uids.append([str(event["UID"]) for event in read.walk("VEVENT")])
    assert uids[0] == uids[1] == ["r-1@csdesk"]


def test_cancelled_and_reached_entries_say_so() -> None:
    view = calendar_view(replace(MEETING, cancelled=True), replace(MILESTONE, done=True))
    meeting, milestone = Calendar.from_ical(write_calendar(view, Translator("en"))).walk("VEVENT")
    assert str(meeting["STATUS"]) == "CANCELLED"
    assert str(milestone["SUMMARY"]).endswith("(reached)")


def test_words_of_a_calendar_are_searched_unfolded(tmp_path: Path) -> None:
    path = tmp_path / "plan.ics"
    path.write_bytes(write_calendar(calendar_view(MILESTONE, MEETING), Translator("en")))
    text = dict(document_texts(path))["plan.ics"]
    assert MILESTONE.title in text
    assert MEETING.title in text
