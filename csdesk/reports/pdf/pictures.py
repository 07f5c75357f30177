"""Logos: their size on paper, judged before anything is decoded."""

from io import BytesIO

from reportlab.lib.utils import ImageReader

_MOST_PIXELS = 40_000_000


def logo_size(data: bytes, width: float, height: float) -> float:
    """Return the width in points of a logo in a box, or 0 when it cannot be drawn."""
    try:
        across, down = ImageReader(BytesIO(data)).getSize()
    except Exception:  # noqa: BLE001  (any broken file: the initials stand instead)
        return 0.0
    if across < 1 or down < 1 or across * down > _MOST_PIXELS:
        return 0.0
    return float(across * min(width / across, height / down))
