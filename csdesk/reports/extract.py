"""All that a finished document says, as text by place, for the last look before it leaves."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from defusedxml.ElementTree import iterparse

if TYPE_CHECKING:
    from email.message import Message

INLINE = "inlineStr"
_XML = (".xml", ".rels", ".vml")
_TEXT = (".txt", ".html")
_FOLD = re.compile(r"\r?\n[ \t]")
_ESCAPED = re.compile(r"\\([\\;,nN])")


def document_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Yield (place, text) of a document: pages, unzipped parts, properties.

    The kind is taken from the ending. Raises `ValueError` for a kind that cannot be read.
    """
    ending = path.suffix.lower()
    if ending == ".pdf":
        yield from _pdf_texts(path)
    elif ending in (".xlsx", ".pptx", ".docx", ".zip"):
        yield from _zip_texts(path)
    elif ending == ".eml":
        yield from _mail_texts(path.read_bytes())
    elif ending == ".svg":
        with path.open("rb") as stream:
            yield path.name, "\n".join(_svg_lines(stream))
    elif ending == ".ics":
        yield path.name, _unfolded(path.read_text(encoding="utf-8", errors="replace"))
    elif ending in _XML:
        yield path.name, unescape(path.read_text(encoding="utf-8", errors="replace"))
    elif ending in _TEXT:
        yield path.name, path.read_text(encoding="utf-8", errors="replace")
    else:
        message = f"no reader for {ending}"
        raise ValueError(message)


def _pdf_texts(path: Path) -> Iterator[tuple[str, str]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(path)
    try:
        yield "properties", "\n".join(document.get_metadata_dict().values())
        outline = [mark.get_title() for mark in document.get_toc()]
        yield "bookmarks", "\n".join(outline)
        for number in range(len(document)):
            page = document[number]
            words = page.get_textpage()
            yield f"page {number + 1}", words.get_text_bounded()
            words.close()
            page.close()
    finally:
        document.close()


def _zip_texts(path: Path | IO[bytes]) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            with archive.open(name) as part:
                if name.lower().endswith(_XML):
                    yield name, "\n".join(_xml_words(part))
                elif name.lower().endswith(".eml"):
                    yield from _mail_texts(part.read())
                elif name.lower().endswith(".xlsx"):  # the figures behind a chart
                    for place, text in _zip_texts(BytesIO(part.read())):
                        yield f"{name}: {place}", text
                elif name.lower().endswith(".svg"):
                    yield name, "\n".join(_svg_lines(part))
                elif name.lower().endswith(".ics"):
                    yield name, _unfolded(part.read().decode("utf-8", "replace"))
                elif name.lower().endswith(_TEXT):
                    yield name, part.read().decode("utf-8", "replace")


def _mail_texts(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield headers, texts, attachments and their names, decoded: their bytes hide the words."""
    from email import message_from_bytes
    from email.policy import default

    mail = message_from_bytes(content, policy=default)
    for name, value in mail.items():
        yield name, str(value)
    for part in mail.walk():
        if part.get_filename():
            yield "attachment", str(part.get_filename())
            yield from _attached(part)
        if part.get_content_type() == "text/calendar":
            yield "calendar", _unfolded(str(part.get_content()))
        elif part.get_content_maintype() == "text":
            yield "text", str(part.get_content())


def _attached(part: "Message") -> Iterator[tuple[str, str]]:
    content = part.get_payload(decode=True)
    if isinstance(content, bytes) and content.startswith(b"PK"):
        yield from _zip_texts(BytesIO(content))


def _svg_lines(part: IO[bytes]) -> Iterator[str]:
    """Yield each line of text whole: a change of font must not hide a name."""
    for _, element in iterparse(part):
        tag = element.tag.rpartition("}")[2]
        if tag in ("text", "title", "desc") or (tag == "g" and element.get("class") == "line"):
            yield "".join(element.itertext())


def _unfolded(text: str) -> str:
    """Return a calendar's text without the breaks that its lines have after 75 bytes."""
    plain = _FOLD.sub("", text)
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], plain)


def _xml_words(part: IO[bytes]) -> Iterator[str]:
    """Yield texts and attribute values of a part; runs of one paragraph stay together."""
    pieces: list[str] = []
    for _, element in iterparse(part):
        if element.text:
            pieces.append(element.text)
        tag = element.tag.rpartition("}")[2]
        if tag in ("si", "p", "c") or element.attrib:
            if pieces:
                yield "".join(pieces)
                pieces.clear()
            yield from (
                value for value in element.attrib.values() if len(value) > 3 and value != INLINE
            )
        element.clear()
    if pieces:
        yield "".join(pieces)
