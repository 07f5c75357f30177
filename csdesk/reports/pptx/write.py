"""Writing a pack as slides: the same pages as the PDF, and the same bytes for the same pack."""

import re
import zipfile
from datetime import UTC, datetime, time
from io import BytesIO
from xml.sax.saxutils import escape

from csdesk.domain.progress import NoProgress, Progress
from csdesk.reports.pdf.pack import Pack, WrittenPack, draw_pack
from csdesk.reports.pptx import chart, table  # they make native tables and charts of a pack's
from csdesk.reports.pptx.slide import Slides
from csdesk.reports.pptx.theme import TAGS

__all__ = ["chart", "table", "write_slides"]
_LONGEST = 250  # characters of a property
_EPOCH = (1980, 1, 1, 0, 0, 0)
_TIME = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_APP = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Properties xmlns="http://schemas.'
    'openxmlformats.org/officeDocument/2006/extended-properties"><Application>csdesk</Application>'
    "<Slides>{slides}</Slides><Company>{company}</Company></Properties>"
)


def write_slides(pack: Pack, progress: Progress | None = None) -> WrittenPack:
    """Return a pack as a presentation that can be edited. The same pack gives the same bytes."""
    slides = Slides(pack.language, pack.us.accent)
    draw_pack(slides, pack, progress or NoProgress())

    def clean(text: str) -> str:
        return slides.setter.book.clean(text)[:_LONGEST]

    made = datetime.combine(pack.today, time(0), UTC).replace(tzinfo=None)
    facts = slides.presentation.core_properties
    facts.author = facts.last_modified_by = clean(pack.us.name)
    facts.title, facts.subject = clean(pack.title), clean(pack.name)
    facts.language, facts.comments = TAGS[pack.language], ""
    facts.created = facts.modified = made
    facts.revision = 1
    target = BytesIO()
    slides.presentation.save(target)
    app = _APP.format(slides=slides.pages, company=escape(clean(pack.us.name)))
    content = _fixed(target.getvalue(), made, {"docProps/app.xml": app.encode()})
    return WrittenPack(content, slides.pages, dict(slides.setter.book.missing), pack.left_out)


def _fixed(content: bytes, made: datetime, replaced: dict[str, bytes]) -> bytes:
    """Return an archive without the hour of its making, nor those in it."""
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    target = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(content)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name in source.namelist():
            part = replaced.get(name) or source.read(name)
            if name.endswith(".xlsx"):
                part = _fixed(part, made, {})
            elif name == "docProps/core.xml":
                part = _TIME.sub(rb"\g<1>" + stamp, part)
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, part)
    return target.getvalue()
