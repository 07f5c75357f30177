"""Reading packs back: the text of pages and slides, what stands where, what overlaps."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
from pptx import Presentation
from pptx.oxml.ns import qn

from csdesk.reports.pdf import deck


def pages_of(content: bytes) -> Iterator[pypdfium2.PdfPage]:
    """Yield the pages of a PDF."""
    document = pypdfium2.PdfDocument(content)
    try:
        yield from document
    finally:
        document.close()


def page_texts(content: bytes) -> list[str]:
    """Return the text of each page, without blanks."""
    return [squeezed(page.get_textpage().get_text_bounded()) for page in pages_of(content)]


def slide_texts(content: bytes) -> list[list[str]]:
    """Return the paragraphs of each slide: boxes, tables and what stands in groups."""
    return [
        [
            text
            for paragraph in slide._element.iter(qn("a:p"))
            if (text := "".join(one.text or "" for one in paragraph.iter(qn("a:t"))))
        ]
        for slide in Presentation(BytesIO(content)).slides
    ]


def slides_of(content: bytes) -> list[Any]:
    """Return the slides of a presentation."""
    return list(Presentation(BytesIO(content)).slides)


def squeezed(text: str) -> str:
    """Return a text without blanks."""
    return re.sub(r"\s+", "", text)


def outside(content: bytes) -> list[str]:
    """Return the characters of a PDF that lie outside the margins of a pack."""
    found = []
    for number, page in enumerate(pages_of(content)):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, _ = text.get_charbox(index)
            if left < deck.LEFT - 8 or right > deck.RIGHT + 12 or bottom < (8 if number else 20):
                found.append(f"{number + 1}: {text.get_text_range(index, 1)}")
    return found


def parts_of(content: bytes) -> dict[str, bytes]:
    """Return the parts of a presentation, those of the workbooks in it too."""
    found = {}
    with zipfile.ZipFile(BytesIO(content)) as archive:
        for name in archive.namelist():
            found[name] = archive.read(name)
            if name.endswith(".xlsx"):
                found |= {f"{name}/{key}": part for key, part in parts_of(found[name]).items()}
    return found
