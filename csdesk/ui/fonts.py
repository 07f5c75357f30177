"""Our faces and the sizes of the design.

The faces' natural line is 1.607 em high (1.448 in the Traditional Chinese face), so line boxes are
fixed here and whoever draws places baselines by `baseline`.
"""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

from csdesk.resources import resource_path

FACES: Final = (
    "CSDeskLatin-Regular",
    "CSDeskLatin-Bold",
    "CSDeskSans-Regular",
    "CSDeskSans-Bold",
    "CSDeskSansTC-Regular",
    "CSDeskSansTC-Bold",
)
FAMILIES: Final = {
    "en": ["CSDesk Latin", "CSDesk Sans"],
    "zh_CN": ["CSDesk Sans", "CSDesk Latin"],
    "zh_TW": ["CSDesk Sans TC", "CSDesk Sans", "CSDesk Latin"],
}
# Font size in pixels -> height of its line box.
LINE_BOX: Final = {11: 14, 12: 16, 13: 18, 15: 22, 18: 24, 24: 32}
TINY, SMALL, BASE, PANEL, TITLE, PROMISE = 11, 12, 13, 15, 18, 24


def load_faces() -> None:
    """Register the shipped faces with Qt; takes some milliseconds for all six."""
    for name in FACES:
        QFontDatabase.addApplicationFont(str(resource_path(f"fonts/{name}.ttf")))


def font(language: str, pixels: float = BASE, *, bold: bool = False) -> QFont:
    """Return a font of the stack for texts in `language`."""
    face = QFont()
    face.setFamilies(FAMILIES[language])
    face.setPixelSize(max(1, round(pixels)))
    face.setBold(bold)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return face


def baseline(metrics: QFontMetricsF, top: float, height: float) -> float:
    """Return y of the baseline that centres capital letters in a box of `height` at `top`."""
    return top + (height + metrics.capHeight()) / 2


def baseline_in(metrics: QFontMetricsF, box: QRectF) -> float:
    """Return y of the baseline that centres capital letters in `box`."""
    return baseline(metrics, box.top(), box.height())
