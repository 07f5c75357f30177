"""The pages of a PDF as pictures, for a preview or a printer."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from csdesk.domain.progress import Progress

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

POINTS = 72  # in an inch


@dataclass(frozen=True, kw_only=True, slots=True)
class PagePicture:
    """A page in pixels of four bytes: blue, green, red, nothing; `stride` is a row's bytes."""

    number: int  # from 0
    scale: float  # pixels for a point
    width: int
    height: int
    stride: int
    pixels: bytes


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Return width and height of each page of a PDF, in points."""
    with _opened(content) as document:
        sizes = [document.get_page_size(number) for number in range(len(document))]
        return tuple((float(width), float(height)) for width, height in sizes)


def page_pictures(
    content: bytes, numbers: Sequence[int], scale: float, progress: Progress | None = None
) -> Iterator[PagePicture]:
    """Yield pages of a PDF, counted from 0, as pictures; a number that is no page is passed over.

    The library behind it serves one thread at a time.
    """
    with _opened(content) as document:
        for number in numbers:
            if progress is not None:
                progress.check_cancelled()
            if 0 <= number < len(document):
                with closing(document[number]) as page:
                    bitmap = page.render(scale=scale, prefer_bgrx=True)
                    yield PagePicture(
                        number=number,
                        scale=scale,
                        width=bitmap.width,
                        height=bitmap.height,
                        stride=bitmap.stride,
                        pixels=bytes(bitmap.buffer),
                    )
                    bitmap.close()


@contextmanager
def _opened(content: bytes) -> "Iterator[PdfDocument]":
    from pypdfium2 import PdfDocument

    with closing(PdfDocument(content)) as document:
        yield document
