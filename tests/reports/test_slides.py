"""Packs as slides: the words of the PDF, native tables and charts, the same bytes each time."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
from lxml import etree
from openpyxl import load_workbook
from PIL import Image
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.oxml.ns import qn

from csdesk.domain.codes import Language
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.kickoff import kickoff_pack
from csdesk.reports.pdf.pack import Pack, write_pack
from csdesk.reports.pdf.qbr import qbr_pack
from csdesk.reports.pdf.renewal import renewal_pack
from csdesk.reports.pptx.write import write_slides
from tests.reports.deck_pages import page_texts, parts_of, slide_texts, slides_of, squeezed
from tests.reports.kickoff_samples import drawn_kickoff, hostile_kickoff, huge_kickoff
from tests.reports.qbr_samples import drawn_qbr, empty_qbr, huge_qbr
from tests.reports.renewal_samples import hostile_renewal, kept_renewal

LANGUAGES = list(Language)
Make = Callable[[Language], Pack]


def _kickoff(language: Language) -> Pack:
    return kickoff_pack(drawn_kickoff(language), Translator(language.value))


def _qbr(language: Language) -> Pack:
    return qbr_pack(drawn_qbr(language), Translator(language.value))


def _renewal(language: Language) -> Pack:
    return renewal_pack(kept_renewal(language), Translator(language.value))


DRAWN = pytest.mark.parametrize("make", [_kickoff, _qbr, _renewal])


@DRAWN
@pytest.mark.parametrize("language", LANGUAGES)
def test_slides_say_what_the_pages_say(make: Make, language: Language) -> None:
    pack = make(language)
    slides = slide_texts(write_slides(pack).content)
    pages = page_texts(write_pack(pack).content)
    assert len(slides) == len(pages) == len(pack.pages) + 1
    for words, page in zip(slides, pages, strict=True):
        assert [text for text in words if squeezed(text) not in page and len(text) < 30] == []


@DRAWN
def test_same_pack_same_bytes(make: Make) -> None:
    first, second = (write_slides(make(Language.ZH_CN)).content for _ in range(2))
    assert first == second


@DRAWN
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_slide_has_its_title_in_the_outline(make: Make, language: Language) -> None:
    pack = make(language)
    first, *others = slides_of(write_slides(pack).content)
    assert first.shapes.title.has_text_frame
    for slide, page in zip(others, pack.pages, strict=True):
        title = slide.shapes.title
        assert squeezed(title.text_frame.text) == squeezed(
            re.sub("[\ufdd0-\ufdd5]", "", page.title)
        )
        assert slide.shapes[0].shape_id == title.shape_id  # read first
        assert not slide.has_notes_slide


def test_tables_and_the_chart_are_native() -> None:
    slides = slides_of(write_slides(_qbr(Language.EN)).content)
    tables = [sum(shape.has_table for shape in slide.shapes) for slide in slides]
    assert tables == [0, 1, 2, 1, 1, 2, 1]
    (chart,) = [shape for slide in slides for shape in slide.shapes if shape.has_chart]
    book = load_workbook(BytesIO(chart.chart.part.chart_workbook.xlsx_part.blob))
    rows = list(book.active.iter_rows(values_only=True))
    assert rows[1:] == [
        ("Fewer disputed invoices", 0, 5852, 0, rows[1][4]),
        ("Faster answers by phone", 5852, 9880, 0, rows[1][4]),
        ("Fewer second trips", 15732, 7323, 0, rows[1][4]),
        ("Cost", 13575, 9480, 0, rows[1][4]),
        ("Net", 0, 13575, 0, rows[1][4]),
    ]


@DRAWN
def test_everything_is_read_out_or_said_to_be_decoration(make: Make) -> None:
    for slide in slides_of(write_slides(make(Language.EN)).content):
        for shape in slide.shapes:
            facts = shape._element.xpath(".//p:cNvPr")[0]
            words = shape.has_text_frame and shape.text_frame.text
            ornament = b"decorative" in etree.tostring(facts)
            assert words or facts.get("descr") or ornament, shape.name


@DRAWN
@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_are_those_of_the_readers_computer(make: Make, language: Language) -> None:
    parts = parts_of(write_slides(make(language)).content)
    theme = parts["ppt/theme/theme1.xml"].decode()
    east = {"en": "YaHei", "zh_CN": "YaHei", "zh_TW": "JhengHei"}[language.value]
    assert re.findall('<a:ea typeface="([^"]*)"', theme)[:2] == [f"Microsoft {east}"] * 2
    everything = b"".join(part for name, part in parts.items() if name.endswith(".xml"))
    assert b"CSDesk" not in everything
    tag = {"en": "en-GB", "zh_CN": "zh-CN", "zh_TW": "zh-TW"}[language.value]
    slides = b"".join(part for name, part in parts.items() if name.startswith("ppt/slides/slide"))
    assert set(re.findall(rb'<a:rPr[^>]* lang="([^"]*)"|<a:rPr lang="([^"]*)"', slides)) <= {
        (tag.encode(), b""),
        (b"", tag.encode()),
    }


@DRAWN
def test_properties_name_our_company_and_no_person_or_machine(make: Make) -> None:
    pack = make(Language.EN)
    parts = parts_of(write_slides(pack).content)
    core = parts["docProps/core.xml"].decode()
    assert f"<dc:creator>{pack.us.name}</dc:creator>" in core
    assert f"<cp:lastModifiedBy>{pack.us.name}</cp:lastModifiedBy>" in core
    assert f"{pack.today.isoformat()}T00:00:00Z" in core
    assert not [name for name in parts if "thumbnail" in name or "printer" in name.lower()]
    for name, part in parts.items():
        assert b"Steve Canny" not in part, name
        assert b"python-pptx" not in part, name
        assert b"PowerPoint" not in part or name.startswith("ppt/"), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_lies_outside_its_slide(language: Language) -> None:
    tr = Translator(language.value)
    packs = [
        kickoff_pack(huge_kickoff(language), tr),
        kickoff_pack(hostile_kickoff(language), tr),
        qbr_pack(huge_qbr(language), tr),
        qbr_pack(empty_qbr(language), tr),
        renewal_pack(hostile_renewal(language), tr),
    ]
    for pack in packs:
        result = write_slides(pack)
        assert result.pages == len(pack.pages) + 1
        for slide in slides_of(result.content):
            for shape in slide.shapes:
                right, bottom = shape.left + shape.width, shape.top + shape.height
                assert min(shape.left, shape.top) >= -12700, shape.name
                assert right <= 12700 * (deck.RIGHT + 24), shape.name
                assert bottom <= 12700 * deck.SIZE[1], shape.name


def test_a_full_table_stays_in_its_place_in_a_wider_font() -> None:
    """Another computer may lack the font: lines would break once more, and rows grow."""
    usual, huge = (
        {
            int(one)
            for slide in slides_of(write_slides(qbr_pack(view, Translator("en"))).content)
            for shape in slide.shapes
            if shape.has_table and "promised" in shape._element.xpath(".//p:cNvPr/@descr")[0]
            for one in shape._element.xpath(".//a:tr[position() > 1]//a:rPr/@sz")
        }
        for view in (drawn_qbr(), huge_qbr())
    )
    assert max(usual) == 1350
    assert min(huge) < min(usual)
    assert min(huge) >= 1000


def test_a_table_head_stays_on_its_line_in_a_wider_font() -> None:
    """A head that just fits is set smaller, so that no row leaves its mark; others stay."""
    sizes = {
        run.text: int(run.font.size.pt * 100)
        for slide in slides_of(write_slides(_kickoff(Language.EN)).content)
        for shape in slide.shapes
        if shape.has_table
        for cell in shape.table.rows[0].cells
        for paragraph in cell.text_frame.paragraphs
        for run in paragraph.runs
    }
    assert 1000 <= sizes["Harbour & Pike Logistics"] < sizes["Northlane Software"]


def test_what_a_cell_shows_is_words_and_never_markup() -> None:
    content = write_slides(kickoff_pack(hostile_kickoff(), Translator("en"))).content
    words = " ".join(text for slide in slide_texts(content) for text in slide)
    assert 'a<b & <img src="/etc/passwd">' in words
    assert "\x07" not in words
    for slide in slides_of(content):
        kinds = {shape.shape_type for shape in slide.shapes}
        assert MSO_SHAPE_TYPE.PICTURE not in kinds
        assert not list(slide._element.iter(qn("a:hlinkClick")))


def test_knowing_the_documents_loads_no_writer() -> None:
    names = ("kickoff", "qbr", "renewal")
    lines = [f"import csdesk.app.documents.{name}" for name in names]
    lines.append("import sys; print({'pptx', 'reportlab', 'lxml'} & set(sys.modules))")
    done = subprocess.run(
        [sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"


def test_our_colour_is_that_of_the_theme_and_a_logo_is_a_picture() -> None:
    picture = BytesIO()
    Image.new("RGB", (60, 30), "#AA0033").save(picture, "PNG")
    view = drawn_qbr()
    us = replace(view.us, accent="#AA0033", logo=picture.getvalue())
    broken = replace(view.customer, logo=b"<svg/>")
    pack = qbr_pack(replace(view, us=us, customer=broken), Translator("en"))
    content = write_slides(pack).content
    theme = parts_of(content)["ppt/theme/theme1.xml"].decode()
    assert '<a:accent1><a:srgbClr val="AA0033"/></a:accent1>' in theme
    cover = slides_of(content)[0]
    pictures = [one for one in cover.shapes if one.shape_type == MSO_SHAPE_TYPE.PICTURE]
    assert [(one.width, one.height) for one in pictures] == [(34 * 2 * 12700, 34 * 12700)]
    assert view.customer.initials in " ".join(slide_texts(content)[0])
