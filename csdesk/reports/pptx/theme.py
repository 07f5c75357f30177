"""An empty 16:9 presentation in our colours and in fonts that the reader's computer has."""

from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.oxml.ns import qn
from pptx.util import Pt

from csdesk.domain.codes import Language, Side
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import (
    ACCENT,
    BAD,
    MUTED,
    OK,
    PANEL,
    SIDE_COLOURS,
    TEXT,
    WARN,
    WHITE,
    Colour,
)

# Ours cannot be embedded in a presentation: these are on every computer with an office suite.
FONTS = {
    Language.EN: ("Calibri", "Microsoft YaHei"),  # Latin, East Asian
    Language.ZH_CN: ("Microsoft YaHei", "Microsoft YaHei"),
    Language.ZH_TW: ("Microsoft JhengHei", "Microsoft JhengHei"),
}
TAGS = {Language.EN: "en-GB", Language.ZH_CN: "zh-CN", Language.ZH_TW: "zh-TW"}
_SCHEME = {
    "dk1": TEXT,
    "lt1": WHITE,
    "dk2": MUTED,
    "lt2": PANEL,
    "accent1": ACCENT,
    "accent2": SIDE_COLOURS[Side.CUSTOMER],
    "accent3": SIDE_COLOURS[Side.THIRD],
    "accent4": OK,
    "accent5": WARN,
    "accent6": BAD,
    "hlink": ACCENT,
    "folHlink": SIDE_COLOURS[Side.THIRD],
}
_NAMES = {"dk1": "tx1", "lt1": "bg1", "dk2": "tx2", "lt2": "bg2"}
SCHEME_NAMES: dict[Colour, str] = {
    colour: _NAMES.get(name, name) for name, colour in reversed(list(_SCHEME.items()))
}
_TITLE_ONLY = "Title Only"


def hex_of(colour: Colour) -> str:
    """Return `1B2430`."""
    return "".join(f"{round(part * 255):02X}" for part in colour)


def new_presentation(language: Language, accent: Colour = ACCENT) -> Any:
    """Return a presentation with one layout, a title only, without anything of its template."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = (Pt(side) for side in deck.SIZE)
    package, part = presentation.part.package, presentation.part
    _drop(package._rels, RT.THUMBNAIL)
    _drop(part.rels, RT.PRINTER_SETTINGS)
    kept = next(one for one in presentation.slide_layouts if one.name == _TITLE_ONLY)
    for layout in list(presentation.slide_layouts):
        if layout is not kept:
            presentation.slide_layouts.remove(layout)
    master = presentation.slide_master
    for holder in (master, kept):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type not in (1, 3):  # a title
                shape._element.getparent().remove(shape._element)
    title = next(iter(master.placeholders))
    title.left, title.top = Pt(deck.LEFT), Pt(52)
    title.width, title.height = Pt(deck.WIDTH), Pt(66)
    _plain_title(master, title)
    _recolour(master, language, accent)
    return presentation


def _drop(rels: Any, kind: str) -> None:
    for key in [key for key, rel in rels.items() if rel.reltype == kind]:
        rels.pop(key)


def _plain_title(master: Any, title: Any) -> None:
    """Set the title as the packs have it, so that a new slide looks like the others."""
    body = title._element.txBody.find(qn("a:bodyPr"))
    for name in ("lIns", "tIns", "rIns", "bIns"):
        body.set(name, "0")
    body.set("anchor", "t")
    for child in list(body):
        body.remove(child)
    style = master._element.find(f".//{qn('p:titleStyle')}/{qn('a:lvl1pPr')}")
    style.set("algn", "l")
    run = style.find(qn("a:defRPr"))
    run.set("sz", "2600")
    run.set("b", "1")


def _recolour(master: Any, language: Language, accent: Colour) -> None:
    part = master.part.part_related_by(RT.THEME)
    theme: Any = etree.fromstring(part.blob)
    theme.set("name", "csdesk")
    scheme = theme.find(f".//{qn('a:clrScheme')}")
    scheme.set("name", "csdesk")
    for name, colour in _SCHEME.items():
        entry = scheme.find(qn(f"a:{name}"))
        for child in list(entry):
            entry.remove(child)
        etree.SubElement(entry, qn("a:srgbClr"), val=hex_of(accent if colour == ACCENT else colour))
    latin, east = FONTS[language]
    fonts = theme.find(f".//{qn('a:fontScheme')}")
    fonts.set("name", "csdesk")
    for kind in ("majorFont", "minorFont"):
        entry = fonts.find(qn(f"a:{kind}"))
        for child in list(entry):
            entry.remove(child)
        for name, face in (("latin", latin), ("ea", east), ("cs", "")):
            etree.SubElement(entry, qn(f"a:{name}"), typeface=face)
    part._blob = etree.tostring(theme, xml_declaration=True, encoding="UTF-8", standalone=True)
