"""A plan as a raster picture: the PDF's one page, drawn by the engine that also proves documents.

One drawing for paper and picture, and glyphs from the fonts inside the page: the picture is the
same on every system, with or without a display.
"""

import math
from io import BytesIO

from csdesk.reports.gantt.document import PlanWritten

SCALE = 2.0  # pixels a point: 144 to the inch
MOST_PIXELS = 50_000_000


def picture_of(written: PlanWritten, scale: float = SCALE) -> bytes:
    """Return the first page of a PDF as PNG, at `scale` or as near as its size allows."""
    import pypdfium2

    document = pypdfium2.PdfDocument(written.content)
    try:
        page = document[0]
        wide, high = page.get_size()
        scale = min(scale, math.sqrt(MOST_PIXELS / (wide * high)))
        bitmap = page.render(scale=scale)
        image = bitmap.to_pil()
        target = BytesIO()
        dots = round(72 * scale)
        image.save(target, "PNG", dpi=(dots, dots), optimize=False)
        bitmap.close()
        page.close()
    finally:
        document.close()
    return target.getvalue()
