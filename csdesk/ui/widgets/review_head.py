"""The head of a review: whose file it is, what is left to decide, and the two ways on."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.ui.fonts import BASE, LINE_BOX, SMALL, TITLE
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar
from csdesk.ui.widgets.text import Label, Run, paint_line, wrap_lines

HEIGHT = 60


class ReviewHead(Bar):
    """Back, title with the file below it, what is left, Save for later, Apply."""

    def __init__(
        self,
        services: Services,
        *,
        back: Callable[[], object],
        keep: Callable[[], object],
        apply: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(services, HEIGHT, parent=parent)
        words = services.translator
        leave = Button(
            services,
            "",
            kind=Kind.FLAT,
            icon="chevron-left",
            name=words.text("Back to the customer"),
        )
        leave.clicked.connect(lambda _=False: back())
        self.row.addWidget(leave)
        self.row.addSpacing(8)
        column = QVBoxLayout()
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(1)
        self.title = Label(services, "", size=TITLE, bold=True, parent=self).shrink()
        self.source = Label(services, "", size=SMALL, tone="muted", parent=self).shrink()
        column.addWidget(self.title)
        column.addWidget(self.source)
        self.row.addLayout(column, 1)
        self.left = Label(services, "", tone="muted", parent=self)
        self.row.addWidget(self.left)
        self.row.addSpacing(4)
        self.keep = Button(services, words.text("Save for later"))
        self.keep.setObjectName("review_keep")
        self.keep.clicked.connect(lambda _=False: keep())
        self.apply = Button(
            services, words.text("Apply"), kind=Kind.PRIMARY,
            key=words.text("Ctrl Enter"), name=words.text("Apply"),
        )  # fmt: skip
        self.apply.setObjectName("review_apply")
        self.apply.clicked.connect(lambda _=False: apply())
        for button in (self.keep, self.apply):
            self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_left(self, writes: int, total: int, to_decide: int, *, filtered: bool = False) -> None:
        """Show how much there is and how much of it a person still has to say."""
        words, t = self._services.translator, self._services.tokens
        count = words.plural("{n} cell or row", "{n} cells and rows", total)
        runs = [Run(count, t.muted)]
        if to_decide:
            left = words.plural("{n} to decide", "{n} to decide", to_decide)
            comma = "，" if words.is_chinese else ", "
            runs += [Run(comma, t.muted), Run(left, t.warn, bold=True)]
        if filtered:
            hint = words.text("F shows all again")
            runs.append(Run(f"   {hint}", t.accent))
        self.left.set_text(runs)
        self.apply.setText(words.text("Apply {n}", n=words.number(writes)))
        self.apply.setEnabled(not to_decide)
        self.apply.updateGeometry()


class Warnings(QWidget):
    """What is odd about the file, on amber, in as many lines as it takes; hidden without any."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._sentence = ""
        self.hide()

    def show_sentences(self, sentences: Sequence[str]) -> None:
        """Show other warnings."""
        self._sentence = self._services.translator.sentences(sentences)
        self.setAccessibleName(self._sentence)
        self.setToolTip(self._sentence)
        self.setVisible(bool(sentences))
        self._fit()

    def _lines(self) -> list[str]:
        room = max(200.0, self.width() - 72.0)
        return wrap_lines(self._sentence, room, 3, language=self._services.language)

    def _fit(self) -> None:
        self.setFixedHeight(14 + LINE_BOX[BASE] * max(1, len(self._lines())))

    @override
    def resizeEvent(self, event: object) -> None:
        self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.warnsoft)
        painter.fillRect(0, self.height() - 1, self.width(), 1, t.line)
        self._services.icons.paint(painter, 20, 7 + LINE_BOX[BASE] / 2, "warning", t.warn, 15)
        for place, text in enumerate(self._lines()):
            paint_line(
                painter, 46, 7 + place * LINE_BOX[BASE], self.width() - 66, text,
                language=self._services.language, color=t.text,
            )  # fmt: skip
