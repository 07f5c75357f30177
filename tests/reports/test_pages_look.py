"""Main pages look as they did when somebody last looked at them: a tolerant comparison.

After a change that is meant, look at the pages, then `python -m tests.reports.test_pages_look`
writes the pictures anew.
"""

import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PIL import Image, ImageChops

from csdesk.domain.codes import Language, Rag
from csdesk.i18n import Translator
from csdesk.reports.pdf.acceptance import write_acceptance
from csdesk.reports.pdf.certificate import write_certificate
from csdesk.reports.pdf.completion import write_completion
from csdesk.reports.pdf.kickoff import write_kickoff
from csdesk.reports.pdf.minutes import write_minutes
from csdesk.reports.pdf.pack import WrittenPack, write_pack
from csdesk.reports.pdf.qbr import short_qbr, write_qbr
from csdesk.reports.pdf.renewal import write_renewal
from csdesk.reports.pdf.renewal_short import short_renewal
from csdesk.reports.pdf.requests import write_requests
from csdesk.reports.pdf.status import write_status
from csdesk.reports.pdf.story import write_story
from csdesk.reports.pdf.welcome import write_welcome
from tests.reports.acceptance_samples import drawn_acceptance
from tests.reports.certificate_samples import drawn_certificate
from tests.reports.completion_samples import drawn_completion
from tests.reports.kickoff_samples import drawn_kickoff
from tests.reports.minutes_samples import drawn_minutes
from tests.reports.qbr_samples import drawn_qbr
from tests.reports.renewal_samples import kept_renewal
from tests.reports.requests_samples import drawn_requests
from tests.reports.samples import coloured_status, drawn_status
from tests.reports.story_samples import drawn_story
from tests.reports.welcome_samples import drawn_welcome

FOLDER = Path(__file__).parent / "pictures"
SCALE = 0.75  # of a point: small, and still with every line to be seen
CELL = 4  # pixels that are compared as one, so that another rasteriser's edges do not count
WORST = 26  # of 255, by which one cell may differ
MEAN = 0.6


EN, ZH_CN, ZH_TW = Language


def _short_qbr(view: Any, tr: Translator) -> WrittenPack:
    return write_pack(short_qbr(view, tr))


def _short_renewal(view: Any, tr: Translator) -> WrittenPack:
    return write_pack(short_renewal(view, tr))


# Document -> what writes it, its sample, and the languages in which it is looked at.
SHOWN: dict[str, tuple[Callable[..., Any], Callable[[Language], Any], tuple[Language, ...]]] = {
    "status": (write_status, drawn_status, (EN, ZH_CN, ZH_TW)),
    "qbr": (write_qbr, drawn_qbr, (EN, ZH_CN, ZH_TW)),
    "kickoff": (write_kickoff, drawn_kickoff, (EN, ZH_CN)),
    "renewal": (write_renewal, kept_renewal, (EN, ZH_TW)),
    "short-qbr": (_short_qbr, drawn_qbr, (EN, ZH_CN)),
    "short-renewal": (_short_renewal, kept_renewal, (EN, ZH_TW)),
    "minutes": (write_minutes, drawn_minutes, (EN, ZH_CN)),
    "acceptance": (write_acceptance, drawn_acceptance, (EN, ZH_TW)),
    "certificate": (write_certificate, drawn_certificate, (EN, ZH_CN)),
    "welcome": (write_welcome, drawn_welcome, (EN, ZH_TW)),
    "completion": (write_completion, drawn_completion, (EN, ZH_CN)),
    "story": (write_story, drawn_story, (EN, ZH_TW)),
    "requests": (write_requests, drawn_requests, (EN, ZH_CN)),
}


def made(name: str, language: Language) -> Callable[[], bytes]:
    """Return what writes a sample in a language."""

    def write() -> bytes:
        writer, sample, _ = SHOWN[name]
        content: bytes = writer(sample(language), Translator(language.value)).content
        return content

    return write


def green() -> bytes:
    return write_status(coloured_status(Rag.GREEN), Translator("en")).content


DOCUMENTS: dict[str, Callable[[], bytes]] = {
    f"{name}-{language.value}": made(name, language)
    for name, (_, _, languages) in SHOWN.items()
    for language in languages
} | {"status-green": green}


def pages(content: bytes) -> Iterator[Image.Image]:
    """Yield the pages in grey."""
    document = pypdfium2.PdfDocument(content)
    try:
        for page in document:
            yield page.render(scale=SCALE).to_pil().convert("L")
    finally:
        document.close()


def cells(picture: Image.Image) -> Image.Image:
    """Return the picture with each cell as one pixel."""
    size = (max(picture.width // CELL, 1), max(picture.height // CELL, 1))
    return picture.resize(size, Image.Resampling.BOX)


def difference(first: Image.Image, second: Image.Image) -> tuple[int, float]:
    """Return by how much the worst cell differs, and all on average."""
    if first.size != second.size:
        return 255, 255.0
    counts = ImageChops.difference(cells(first), cells(second)).histogram()
    worst = max((level for level, count in enumerate(counts) if count), default=0)
    return worst, sum(level * count for level, count in enumerate(counts)) / sum(counts)


def kept(name: str) -> list[Path]:
    """Return the pictures of a document, in the order of its pages."""
    return sorted(FOLDER.glob(f"{name}-[0-9][0-9].png"))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages_look_as_they_did(name: str, tmp_path: Path) -> None:
    drawn = list(pages(DOCUMENTS[name]()))
    assert len(drawn) == len(kept(name))
    for page, path in zip(drawn, kept(name), strict=True):
        with Image.open(path) as before:
            worst, mean = difference(page, before.convert("L"))
        if worst > WORST or mean > MEAN:
            page.save(tmp_path / path.name)
        assert (worst <= WORST, mean <= MEAN) == (True, True), (path.name, worst, mean, tmp_path)


def test_a_page_that_changed_is_found() -> None:
    """A line that is gone, a word that moved by its own height, a table that is cut."""
    (page,) = pages(DOCUMENTS["status-en"]())
    moved = ImageChops.offset(page.crop((40, 300, 300, 320)), 0, 8)
    other = page.copy()
    other.paste(moved, (40, 300))
    assert difference(page, other)[0] > WORST
    cut = page.copy()
    cut.paste(255, (40, 500, 200, 512))
    assert difference(page, cut)[0] > WORST


def write() -> None:
    """Write all pictures anew, and take away those of documents that are gone."""
    for path in FOLDER.glob("*.png"):
        path.unlink()
    FOLDER.mkdir(exist_ok=True)
    for name, make in DOCUMENTS.items():
        for number, page in enumerate(pages(make()), 1):
            buffer = BytesIO()
            page.save(buffer, "PNG", optimize=True)
            (FOLDER / f"{name}-{number:02}.png").write_bytes(buffer.getvalue())


if __name__ == "__main__":
    write()
    sys.stdout.write(f"{len(list(FOLDER.glob('*.png')))} pictures\n")
