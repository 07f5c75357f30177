"""Pages of a document as pictures, one below the other: the document itself, and its small pages.

A page is a white sheet until its picture comes; a picture in another size is stretched meanwhile.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.documents.preview import PagePicture
from csdesk.ui.dialogs.document_ways import Way
from csdesk.ui.fonts import LINE_BOX, TINY
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.text import Label, paint_line

Size = tuple[float, float]
PAPER = QColor(255, 255, 255)
STEP, LEAST, MOST = 1.2, 0.25, 4.0
POINT = 96 / 72  # pixels of a point at 100 %
GAP, MARGIN = 16, 16
_REASON = 32


def fit_scale(sizes: Sequence[Size], width: float) -> float:
    """Return the pixels for a point at which the widest page fills `width`."""
    widest = max((size[0] for size in sizes), default=0.0)
    return max(0.05, width / widest) if widest else POINT


class PageColumn(QAbstractScrollArea):
    """Pages in a column that scrolls.

    Signals: `wanted()` when pages are looked at whose pictures are not there in this size;
    `turned(page)` when another page, counted from 0, is the one that is read; `zoomed()`.
    """

    wanted = Signal()
    turned = Signal(int)
    zoomed = Signal()

    def __init__(
        self, services: Services, *, small: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.small = small
        self.sizes: tuple[Size, ...] = ()
        self.zoom: float | None = None  # None: as wide as there is room
        self._pictures: dict[int, tuple[float, QImage]] = {}
        self._tops: list[float] = []
        self._page = 0
        self._ring = False
        self._margin = 12 if small else MARGIN
        self._gap = GAP + (LINE_BOX[TINY] if small else 0)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if small else Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(
            Qt.ScrollBarPolicy.ScrollBarAsNeeded if small else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        )
        if small:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        words = services.translator
        self.setAccessibleName(words.text("Small pages") if small else words.text("Pages"))
        self.reason = Label(services, "", wrap=True, parent=self.viewport())
        self.reason.hide()
        self.ways: list[Button] = []
        self._ways_box = QWidget(self.viewport())
        self._ways_row = QHBoxLayout(self._ways_box)
        self._ways_row.setContentsMargins(0, 0, 0, 0)
        self._ways_row.setSpacing(8)
        self.verticalScrollBar().setSingleStep(40)
        self.verticalScrollBar().valueChanged.connect(self._on_scroll)

    # --- what is shown -----------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page that is read, counted from 0."""
        return self._page

    @property
    def content_margin(self) -> int:
        """The room around the pages."""
        return self._margin

    @property
    def scale(self) -> float:
        """Pixels of the window for a point of the page."""
        if self.zoom is not None:
            return self.zoom * POINT
        return fit_scale(self.sizes, self.viewport().width() - 2 * self._margin)

    @property
    def device_scale(self) -> float:
        """Pixels of the device for a point of the page: what a sharp picture has."""
        return self.scale * self.devicePixelRatioF()

    def show_reason(self, sentence: str, ways: Sequence[Way] = ()) -> None:
        """Show why there are no pages, in their place, with what one can do about it below.

        Nothing for the empty sentence. The first way is the usual one: Enter takes it.
        """
        self.reason.set_text(sentence)
        self.reason.setVisible(bool(sentence))
        for button in self.ways:
            self._ways_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.ways = []
        for way in ways:
            kind = Kind.PLAIN if self.ways else Kind.PRIMARY
            key = "" if self.ways else self._services.translator.text("Enter")
            button = Button(self._services, way.text, kind=kind, key=key, parent=self._ways_box)
            button.clicked.connect(lambda _=False, run=way.run: run())
            self._ways_row.addWidget(button)
            self.ways.append(button)
        self._ways_box.setVisible(bool(ways))
        self._place_reason()

    def _place_reason(self) -> None:
        width = min(560, max(120, self.viewport().width() - 2 * _REASON))
        height = self.reason.heightForWidth(width)
        self.reason.setGeometry(_REASON, _REASON, width, height)
        self._ways_box.move(_REASON, _REASON + height + 12)
        self._ways_box.adjustSize()

    def show_sizes(self, sizes: Sequence[Size]) -> None:
        """Show a document whose pages have these sizes; old pictures stay until others come."""
        self.sizes = tuple(sizes)
        self._pictures = {n: one for n, one in self._pictures.items() if n < len(self.sizes)}
        for number, (_, picture) in self._pictures.items():
            self._pictures[number] = (0.0, picture)  # of the document before
        self._lay_out()
        self._note_page()

    def take(self, pictures: Iterable[PagePicture]) -> None:
        """Show pictures of pages."""
        for one in pictures:
            image = QImage(
                one.pixels, one.width, one.height, one.stride, QImage.Format.Format_RGB32
            )
            self._pictures[one.number] = (one.scale, image.copy())
        self.viewport().update()

    def picture(self, number: int) -> QImage | None:
        """Return the picture of a page, None while it has none."""
        found = self._pictures.get(number)
        return found[1] if found is not None else None

    def missing(self) -> list[int]:
        """Return the pages that are looked at without a picture in their present size."""
        scale = self.device_scale
        return [
            number
            for number in self.visible_pages()
            if abs(self._pictures.get(number, (0.0, None))[0] - scale) > 0.001
        ]

    def visible_pages(self) -> list[int]:
        """Return the pages that are in view, counted from 0."""
        top = self.verticalScrollBar().value()
        bottom = top + self.viewport().height()
        return [
            number
            for number, y in enumerate(self._tops)
            if y < bottom and y + round(self.sizes[number][1] * self.scale) > top
        ]

    def go_to(self, page: int) -> None:
        """Bring a page to the top of the view."""
        if 0 <= page < len(self._tops):
            self.verticalScrollBar().setValue(round(self._tops[page] - self._margin))
            self._note_page(page)

    def mark(self, page: int) -> None:
        """Mark a page as the one that is read elsewhere, and bring it into view."""
        self._page = page
        if 0 <= page < len(self._tops):
            bar, height = self.verticalScrollBar(), self.viewport().height()
            top = self._tops[page] - self._margin
            bottom = self._tops[page] + self.sizes[page][1] * self.scale + self._gap
            if top < bar.value():
                bar.setValue(round(top))
            elif bottom > bar.value() + height:
                bar.setValue(round(bottom - height))
        self.viewport().update()

    def set_zoom(self, zoom: float | None) -> None:
        """Show pages larger or smaller; None makes them as wide as there is room."""
        here, place = self._page, self._place_in_page()
        self.zoom = None if zoom is None else min(MOST, max(LEAST, zoom))
        self._lay_out()
        if here < len(self._tops):
            top = self._tops[here] + place * self.sizes[here][1] * self.scale
            self.verticalScrollBar().setValue(round(top))
        self.zoomed.emit()

    def step_zoom(self, steps: int) -> None:
        """Zoom in or out by steps."""
        self.set_zoom(self.scale / POINT * STEP**steps)

    def step_page(self, step: int) -> None:
        """Go a screen on or back, and at the edge of a page to its neighbour."""
        if not self._tops:
            return
        bar, view = self.verticalScrollBar(), self.viewport().height()
        here, screen = bar.value(), round(view * 0.9)
        tops = [round(top - self._margin) for top in self._tops]
        page = max((n for n, top in enumerate(tops) if top <= here + 2), default=0)
        if step > 0:
            end = self._tops[page] + self.sizes[page][1] * self.scale
            after = tops[page + 1] if page + 1 < len(tops) else bar.maximum()
            bar.setValue(min(here + screen, after) if end > here + view + 4 else after)
        elif here > tops[page] + 2:
            bar.setValue(max(here - screen, tops[page]))
        elif page:
            bar.setValue(max(here - screen, tops[page - 1]))

    # --- geometry ----------------------------------------------------------------------------

    def _place_in_page(self) -> float:
        if self._page >= len(self._tops):
            return 0.0
        height = self.sizes[self._page][1] * self.scale
        return (self.verticalScrollBar().value() - self._tops[self._page]) / max(1.0, height)

    def _lay_out(self) -> None:
        scale, y = self.scale, float(self._margin)
        self._tops = []
        for _, height in self.sizes:
            self._tops.append(y)
            y += round(height * scale) + self._gap
        view = self.viewport().size()
        down, across = self.verticalScrollBar(), self.horizontalScrollBar()
        down.setRange(0, max(0, round(y - self._gap + self._margin) - view.height()))
        down.setPageStep(view.height())
        widest = max((size[0] for size in self.sizes), default=0.0) * scale
        across.setRange(0, max(0, round(widest + 2 * self._margin) - view.width()))
        across.setPageStep(view.width())
        self.viewport().update()
        if self.missing():
            self.wanted.emit()

    def box_of(self, number: int) -> QRectF:
        """Return where a page stands in the view."""
        width, height = (round(part * self.scale) for part in self.sizes[number])
        room = self.viewport().width()
        left = max(self._margin, (room - width) / 2) - self.horizontalScrollBar().value()
        top = self._tops[number] - self.verticalScrollBar().value()
        return QRectF(round(left), round(top), width, height)

    def _note_page(self, page: int | None = None) -> None:
        if self.small:
            return
        if page is None:
            middle = self.verticalScrollBar().value() + self.viewport().height() * 0.4
            above = [number for number, top in enumerate(self._tops) if top <= middle]
            page = above[-1] if above else 0
        if page != self._page:
            self._page = page
            self.turned.emit(page)

    def _on_scroll(self) -> None:
        self._note_page()
        self.viewport().update()
        if self.missing():
            self.wanted.emit()

    # --- events ------------------------------------------------------------------------------

    @override
    def sizeHint(self) -> QSize:
        return QSize(112 if self.small else 640, 600)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_reason()
        self._lay_out()
        if self.zoom is None:
            self.zoomed.emit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), t.window)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for number in self.visible_pages():
            box = self.box_of(number)
            picture = self.picture(number)
            painter.fillRect(box, PAPER)
            if picture is not None:
                painter.drawImage(box, picture)
            here = self.small and number == self._page
            painter.setPen(QPen(t.accent if here else t.line2, 2 if here else 1))
            edge = 1.0 if here else 0.5
            painter.drawRect(box.adjusted(-edge, -edge, edge, edge))
            if self.small:
                paint_line(
                    painter, box.left(), box.bottom() + 3, box.width(),
                    self._services.translator.number(number + 1),
                    language=self._services.language, color=t.text if here else t.muted, size=TINY,
                )  # fmt: skip
        if self.hasFocus() and self._ring:
            painter.setPen(QPen(t.accent, 2))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """A ring helps whoever came by keys."""
        came = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        self._ring = event.reason() in came
        super().focusInEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        for number in self.visible_pages():
            if self.small and self.box_of(number).contains(event.position()):
                self.turned.emit(number)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if not self.small and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            return
        super().wheelEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar = self.verticalScrollBar()
        steps = {Qt.Key.Key_Up: -bar.singleStep(), Qt.Key.Key_Down: bar.singleStep()}
        if event.key() in steps:
            bar.setValue(bar.value() + steps[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            self.go_to(0)
        elif event.key() == Qt.Key.Key_End:
            bar.setValue(bar.maximum())
        else:
            event.ignore()
