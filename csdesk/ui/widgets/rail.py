"""The rail at the left: where one is, where one can go, what is open; wide or as icons."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QScrollArea, QToolTip, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.ui.fonts import BASE, LINE_BOX, PANEL, TINY
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.frame import WIDE
from csdesk.ui.widgets.text import face, paint_line

NARROW = 52
ITEM = 28


@dataclass(frozen=True, kw_only=True, slots=True)
class RailItem:
    """A place one can go to. Without an icon it is a view of the screen that is open.

    `menu` is what else one can do with it: words and what runs.
    """

    key: str
    text: str
    icon: str = ""
    count: str = ""
    go: Callable[[], object]
    menu: tuple[tuple[str, Callable[[], object]], ...] = ()


class RailButton(QWidget):
    """One line of the rail; Enter and a click go there."""

    def __init__(self, services: Services, item: RailItem, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self.item = item
        self.narrow = False
        self.chosen = False
        self.hot = False
        self.setFixedHeight(ITEM)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(item.text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def take(self, item: RailItem) -> None:
        """Show another count or name of the same place."""
        self.item = item
        self.setAccessibleName(item.text)
        self.update()

    def context_menu(self) -> QMenu | None:
        """Return what else one can do with the place, None if nothing."""
        if not self.item.menu:
            return None
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, run in self.item.menu:
            menu.addAction(text).triggered.connect(lambda _=False, call=run: call())
        return menu

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = self.context_menu()
        if menu is not None:
            menu.popup(event.globalPos())

    @override
    def sizeHint(self) -> QSize:
        return QSize(NARROW if self.narrow else WIDE, ITEM)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.item.go()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.item.go()
            return
        super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Enter:
            self.hot = True
            self.update()
        elif event.type() == QEvent.Type.Leave:
            self.hot = False
            self.update()
        elif event.type() == QEvent.Type.ToolTip and (self.narrow or self._is_cut()):
            QToolTip.showText(self.mapToGlobal(self.rect().topRight()), self.item.text, self)
            return True
        return super().event(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(8, 0, self.width() - 16, ITEM)
        if self.chosen or self.hot:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(t.railsel if self.chosen else t.hover)
            painter.drawRoundedRect(box, 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(t.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), 6, 6)
        middle = ITEM / 2
        tint = t.text if self.chosen else t.muted
        if self.narrow:
            if self.item.icon:
                self._services.icons.paint(
                    painter, (self.width() - 16) / 2, middle, self.item.icon, tint
                )
            return
        left = 16.0
        if self.item.icon:
            self._services.icons.paint(painter, 16, middle, self.item.icon, tint)
            left = 42.0
        language = self._services.language
        wide = self._count_width()
        if wide:
            paint_line(
                painter, self.width() - 16 - wide, middle - 9, wide + 1, self.item.count,
                language=language, color=t.muted,
            )  # fmt: skip
        paint_line(
            painter, left, middle - LINE_BOX[BASE] / 2, self._room(), self.item.text,
            language=language, color=t.text, bold=self.chosen,
        )  # fmt: skip

    def _count_width(self) -> float:
        return face(self._services.language, BASE, bold=False)[1].horizontalAdvance(self.item.count)

    def _room(self) -> float:
        """Return how wide the words may be."""
        wide = self._count_width()
        left = 42 if self.item.icon else 16
        return self.width() - 16 - left - (wide + 8 if wide else 0)

    def _is_cut(self) -> bool:
        _, metrics = face(self._services.language, BASE, bold=self.chosen)
        return metrics.horizontalAdvance(self.item.text) > self._room()


class RailTop(QWidget):
    """Our mark and name, and the menu."""

    def __init__(
        self, services: Services, company: str, open_menu: Callable[[], object], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.company = company
        self._open_menu = open_menu
        self.narrow = False
        self.setFixedHeight(52)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(services.translator.text("Menu"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_company(self, name: str) -> None:
        """Show another name."""
        if name != self.company:
            self.company = name
            self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._open_menu()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open_menu()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        language = self._services.language
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = (self.width() - 22) / 2 if self.narrow else 16
        mark = QRectF(left, 15, 22, 22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(t.ink)
        painter.drawRoundedRect(mark, 5, 5)
        letter = self.company[:1].upper() or "C"
        _, metrics = face(language, TINY, bold=True)
        wide = metrics.horizontalAdvance(letter)
        paint_line(
            painter, mark.center().x() - wide / 2, mark.center().y() - 7, wide + 2, letter,
            language=language, color=t.surface, size=TINY, bold=True,
        )  # fmt: skip
        if not self.narrow:
            paint_line(
                painter, 46, 26 - LINE_BOX[PANEL] / 2, self.width() - 46 - 40, self.company,
                language=language, color=t.text, size=PANEL, bold=True,
            )  # fmt: skip
            self._services.icons.paint(painter, self.width() - 32, 27, "menu", t.muted)
        if self.hasFocus():
            painter.setPen(QPen(t.accent, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(9, 9, self.width() - 18, 34), 6, 6)


class SearchButton(QWidget):
    """What looks like a field and opens the search for customers and commands."""

    def __init__(self, services: Services, open_search: Callable[[], object], parent: QWidget):
        super().__init__(parent)
        self._services = services
        self._open = open_search
        self.narrow = False
        self.setFixedHeight(28)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(services.translator.text("Search or run"))

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._open()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
            return
        super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        services = self._services
        t = services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.narrow:
            services.icons.paint(painter, (self.width() - 16) / 2, 14, "search", t.muted)
            return
        box = QRectF(8.5, 0.5, self.width() - 17, 27)
        painter.setPen(QPen(t.accent if self.hasFocus() else t.line2, 1))
        painter.setBrush(t.surface)
        painter.drawRoundedRect(box, 6, 6)
        services.icons.paint(painter, 16, 14, "search", t.muted, 15)
        cap = services.signs.key_cap_width("Ctrl K")
        paint_line(
            painter, 37, 5, self.width() - 37 - cap - 20,
            services.translator.text("Search or run"),
            language=services.language, color=t.muted,
        )  # fmt: skip
        services.signs.key_cap(
            painter, QRectF(self.width() - 13 - cap, 6, cap, 16), "Ctrl K", t.muted
        )


class RailHeading(QWidget):
    """The heading of the views, with a cross that keeps what is shown as a view."""

    def __init__(
        self,
        services: Services,
        text: str,
        parent: QWidget,
        add: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._text = text
        self.setFixedHeight(26)
        if add is not None:
            name, run = add
            self.button = Button(
                services, "", kind=Kind.FLAT, icon="plus", name=name, height=22, parent=self
            )
            self.button.setObjectName("save_view")
            self.button.setGeometry(WIDE - 40, 2, 28, 22)
            self.button.clicked.connect(run)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_line(
            painter, 16, 8, self.width() - 32, self._text,
            language=self._services.language, color=self._services.tokens.muted,
            size=TINY, bold=True,
        )  # fmt: skip


class Rail(QWidget):
    """Main places, below them the views of the screen that is open, settings at the foot."""

    def __init__(
        self,
        services: Services,
        *,
        company: str,
        open_menu: Callable[[], object],
        open_search: Callable[[], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self.narrow = False
        self._chosen = ""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 10)
        self._column.setSpacing(1)
        self.top = RailTop(services, company, open_menu, self)
        self._search = SearchButton(services, open_search, self)
        self._column.addWidget(self.top)
        self._column.addWidget(self._search)
        self._column.addSpacing(10)
        self._main = QVBoxLayout()
        self._main.setSpacing(1)
        self._views = QVBoxLayout()
        self._views.setContentsMargins(0, 0, 0, 0)
        self._views.setSpacing(1)
        self._foot = QVBoxLayout()
        self._foot.setSpacing(1)
        self._column.addLayout(self._main)
        self._column.addSpacing(12)
        self._column.addWidget(self._view_area(), 1)
        self._column.addLayout(self._foot)
        self.set_narrow(False)

    def show_company(self, name: str) -> None:
        """Show another name of ours."""
        self.top.show_company(name)

    def set_items(self, main: Sequence[RailItem], foot: Sequence[RailItem]) -> None:
        """Show the main places and those at the foot."""
        self._fill(self._main, main)
        self._fill(self._foot, foot)

    def set_views(
        self,
        heading: str,
        views: Sequence[RailItem],
        add: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show the views of the screen that is open; `add` names and runs what keeps another."""
        self._fill(self._views, views, heading=heading if views else "", add=add)

    def choose(self, key: str) -> None:
        """Mark the one place that is open."""
        self._chosen = key
        for button in self.findChildren(RailButton):
            button.chosen = button.item.key == key
            button.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show icons only, or words too."""
        self.narrow = narrow
        self.setFixedWidth(NARROW if narrow else WIDE)
        self.top.narrow = self._search.narrow = narrow
        for button in self.findChildren(RailButton):
            self._dress(button)
        for heading in self.findChildren(RailHeading):
            heading.setVisible(not narrow)
        self.update()

    def _dress(self, button: RailButton) -> None:
        button.narrow = self.narrow
        button.setVisible(not self.narrow or bool(button.item.icon))
        button.chosen = button.item.key == self._chosen

    def _view_area(self) -> QWidget:
        """Return where views stand; they scroll where the window is too low for all."""
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(0)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._views)
        column.addStretch(1)
        area.setWidget(body)
        area.viewport().setAutoFillBackground(False)
        body.setAutoFillBackground(False)
        return area

    def _fill(
        self,
        column: QVBoxLayout,
        items: Sequence[RailItem],
        heading: str = "",
        add: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        """Show places; buttons of the same places stay, and with them the focus."""
        found = [column.itemAt(place) for place in range(column.count())]
        widgets = [one.widget() for one in found if one is not None]
        shown = [one for one in widgets if isinstance(one, RailButton)]
        if items and [one.item.key for one in shown] == [item.key for item in items]:
            for button, item in zip(shown, items, strict=True):
                button.take(item)
                self._dress(button)
            return
        while (old := column.takeAt(0)) is not None:
            widget = old.widget()
            if widget is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()
        if heading:
            title = RailHeading(self._services, heading, self, add)
            title.setVisible(not self.narrow)
            column.addWidget(title)
        for item in items:
            button = RailButton(self._services, item, self)
            self._dress(button)
            column.addWidget(button)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.window)
        painter.fillRect(self.width() - 1, 0, 1, self.height(), t.line2 if t.dark else t.line)
