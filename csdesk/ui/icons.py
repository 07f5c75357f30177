"""Our line icons, from `resources/icons`, in any colour and size with a stroke of 1.35 px."""

from collections.abc import Hashable

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from csdesk.resources import resource_path

STROKE = 1.35
GRID = 16


class Icons:
    """Paints icons; keeps each as a pixmap by name, size, colour and device ratio."""

    def __init__(self) -> None:
        self._cache: dict[Hashable, QPixmap] = {}
        self._texts: dict[str, str] = {}

    def pixmap(self, name: str, color: QColor, size: int = GRID, ratio: float = 1.0) -> QPixmap:
        """Return the icon `name` in `color`, `size` px wide on a screen of `ratio`."""
        key = (name, size, color.rgba(), ratio)
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._draw(name, color, size, ratio)
        return found

    def icon(self, name: str, color: QColor, size: int = GRID) -> QIcon:
        """Return a `QIcon` for menus, sharp on screens of one and two device pixels."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, color, size, ratio))
        return icon

    def paint(
        self,
        painter: QPainter,
        left: float,
        middle: float,
        name: str,
        color: QColor,
        size: int = GRID,
    ) -> None:
        """Paint the icon at `left`, centred on `middle`."""
        device = painter.device()
        ratio = device.devicePixelRatioF()
        pixmap = self.pixmap(name, color, size, ratio)
        painter.drawPixmap(round(left), round(middle - size / 2), pixmap)

    def _draw(self, name: str, color: QColor, size: int, ratio: float) -> QPixmap:
        text = self._texts.get(name)
        if text is None:
            text = self._texts[name] = resource_path(f"icons/{name}.svg").read_text("utf-8")
        stroke = f'stroke-width="{STROKE * GRID / size:.3f}"'
        text = text.replace('stroke-width="1.35"', stroke).replace("#000", color.name())
        pixmap = QPixmap(QSize(round(size * ratio), round(size * ratio)))
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, 0, size * ratio, size * ratio)
        QSvgRenderer(QByteArray(text.encode())).render(painter, box)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
