"""The head of a customer: four questions answered without a click, and the documents."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from csdesk.app.queries.customer import CustomerPage
from csdesk.app.reason_text import headline, slip_causes
from csdesk.domain.codes import Rag
from csdesk.domain.labels import MEETING_KIND_LABELS
from csdesk.ui.delegates.customer_delegate import meeting_time, window_look
from csdesk.ui.fonts import BASE, LINE_BOX, SMALL, TITLE
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar
from csdesk.ui.widgets.text import face, paint_line
from csdesk.ui.window_bar import late_color, paint_window_bar

HEIGHT = 60
_BELOW = 33


class HeadFacts(QWidget):
    """Name, colour with its reason, golden window, next meeting: painted side by side."""

    def __init__(self, services: Services, parent: QWidget) -> None:
        super().__init__(parent)
        self._services = services
        self._page: CustomerPage | None = None
        self.ahead: tuple[date, date] | None = None  # first value before and after a move
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT - 1)

    def show_page(self, page: CustomerPage) -> None:
        """Show another customer."""
        self._page = page
        words = self._services.translator
        self.setAccessibleName(page.customer.name)
        first = headline(page.row, words, page.today)
        more = self._second_lines(page, page.today)[:1]
        self.setAccessibleDescription(first)
        self.setToolTip("\n".join([first, *more]))
        self.update()

    def show_ahead(self, value: tuple[date, date] | None) -> None:
        """Show where a move that is looked at brings first value: the day before and after it."""
        if value != self.ahead:
            self.ahead = value
            self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(600, HEIGHT - 1)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(200, HEIGHT - 1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        page = self._page
        if page is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = 0.0
        for part in (self._name, self._colour, self._window, self._meeting):
            width = part(painter, x, page, page.today)
            if not width:
                continue
            x += width + 20
            if x > self.width() - 40:
                return
            if part != self._meeting:
                painter.fillRect(QRectF(round(x), 12, 1, 36), self._services.tokens.line)
                x += 20

    def _pair(
        self, painter: QPainter, x: float, first: str, second: str, *, size: int = BASE,
        bold: bool = True, most: float = 330,
    ) -> float:  # fmt: skip
        t, language = self._services.tokens, self._services.language
        room = min(most, self.width() - x)
        if room < 60:
            return 0
        top = 31 - LINE_BOX[size] if second else (HEIGHT - LINE_BOX[size]) / 2
        above = paint_line(
            painter, x, top, room, first,
            language=language, color=t.text, size=size, bold=bold,
        )  # fmt: skip
        below = paint_line(
            painter, x, _BELOW, room, second, language=language, color=t.muted, size=SMALL
        )
        return max(above, below)

    def _name(self, painter: QPainter, x: float, page: CustomerPage, today: date) -> float:
        customer = page.customer
        lead = page.row.lead
        project = lead.project.name if lead else ""
        size = customer.size_note or customer.city
        parts = [project, "" if size in project else size]
        second = self._services.translator.facts([part for part in parts if part])
        return self._pair(painter, x, customer.name, second, size=TITLE, most=240)

    def _colour(self, painter: QPainter, x: float, page: CustomerPage, today: date) -> float:
        services, row, words = self._services, page.row, self._services.translator
        rag = row.rag.rag if row.rag is not None else Rag.NOT_STARTED
        first, seconds = headline(row, words, today), self._second_lines(page, today)
        room = self._room(x + 20, page, today)
        _, metrics = face(services.language, SMALL, bold=False)
        fits = [text for text in seconds if metrics.horizontalAdvance(text) <= room]
        second = (fits or seconds[-1:] or [""])[0]
        services.signs.rag(painter, x, 31 - LINE_BOX[BASE] / 2 if second else HEIGHT / 2, rag)
        width = self._pair(painter, x + 20, first, second, most=room)
        return width + 20

    def _second_lines(self, page: CustomerPage, today: date) -> list[str]:
        """Return what may stand below the reason, the fullest first."""
        row, words = page.row, self._services.translator
        if row.lead is None:
            return []
        full, brief = slip_causes(row.lead, words), slip_causes(row.lead, words, brief=True)
        if row.rag is None or not row.rag.path:
            return [text for text in (full, brief) if text]
        step = row.rag.path[0]
        title = row.lead.rows[step.row_id].title
        back = words.text("Back to green: {what}", what=title)
        if step.by is not None:
            day = words.near_date(step.by, today)
            back = words.text("Back to green: {what} by {day}", what=title, day=day)
        stop = "。" if words.is_chinese else ". "
        joined = [stop.join((causes, back)) for causes in (full, brief) if causes]
        return [*joined, back, *([brief] if brief else [])]

    def _room(self, x: float, page: CustomerPage, today: date) -> float:
        """Return the width that window and meeting leave to the reason."""
        after = 40.0
        if page.row.window is not None:
            after += 172 + 40
        after += 170
        return max(310.0, min(560.0, self.width() - x - after))

    def _window(self, painter: QPainter, x: float, page: CustomerPage, today: date) -> float:
        services, words = self._services, self._services.translator
        window, look = page.row.window, window_look(page.row)
        if window is None or look is None or self.width() - x < 190:
            return 0
        t, language = services.tokens, services.language
        if self.ahead is not None and window.length > 0 and not window.reached:
            before, after = ((day - window.start).days / window.length for day in self.ahead)
            look = replace(look, before=before, value=after)
        paint_window_bar(painter, QRectF(x, 13, 172, 16), look, t)
        lead = words.text("Golden window:")
        if window.since is not None:
            lead = words.text("Next value:")
        lead += "" if words.is_chinese else " "
        used = paint_line(painter, x, _BELOW, 120, lead, language=language, color=t.muted,
                          size=SMALL)  # fmt: skip
        if window.reached and window.value_day is not None:
            rest = words.text("value on day {n}", n=window.value_day)
        else:
            day = words.number(window.day)
            rest = words.text("day {n} of {length}", n=day, length=window.length)
        _, metrics = face(language, SMALL, bold=False)
        paint_line(painter, x + used, _BELOW, 120, rest, language=language,
                   color=late_color(look, t) if look.late else t.text, size=SMALL)  # fmt: skip
        return max(172.0, used + metrics.horizontalAdvance(rest))

    def _meeting(self, painter: QPainter, x: float, page: CustomerPage, today: date) -> float:
        services, words = self._services, self._services.translator
        meeting = page.row.next_meeting
        if meeting is None:
            first, second = words.text("None planned"), words.text("Next meeting")
        else:
            first = meeting_time(page.row, services, today)
            kind = meeting.title or words.text(MEETING_KIND_LABELS[meeting.kind])
            second = words.text("Next: {what}", what=kind)
        return self._pair(painter, x, first, second, bold=False, most=170)


class CustomerHead(Bar):
    """The facts at the left, the documents at the right."""

    def __init__(
        self,
        services: Services,
        *,
        tracker: Callable[[], object],
        take_back: Callable[[], object],
        report: Callable[[], object],
        review: Callable[[], object],
        meeting: Callable[[], object],
        documents: Callable[[], object],
        switch: Callable[[], object],
        parent: QWidget,
    ) -> None:
        super().__init__(services, HEIGHT, rule="", parent=parent)
        words = services.translator
        self.facts = HeadFacts(services, self)
        self.row.addWidget(self.facts, 1)
        self.switcher = Button(services, "", icon="chevron-down", key="Alt P")
        self.switcher.setObjectName("switcher")
        self.switcher.clicked.connect(lambda _=False: switch())
        self.switcher.hide()
        self.row.addWidget(self.switcher, 0, Qt.AlignmentFlag.AlignVCenter)
        made: dict[str, Button] = {}
        for text, icon, kind, run, name in (
            (words.text("Tracker"), "tracker", Kind.PLAIN, tracker, ""),
            ("", "download", Kind.PLAIN, take_back, words.text("Take back a tracker")),
            (words.text("Report"), "report", Kind.PLAIN, report, ""),
            ("", "library", Kind.PLAIN, review, words.text("Review pack")),
            ("", "documents", Kind.PLAIN, documents, words.text("Write another document")),
            (words.text("Meeting"), "meeting", Kind.PRIMARY, meeting, words.text("Start meeting")),
        ):
            button = Button(services, text, icon=icon, kind=kind, name=name or text)
            button.clicked.connect(lambda _=False, do=run: do())
            self.row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
            made[icon] = button
        self.more, self._meeting_button = made["documents"], made["meeting"]

    def show_page(self, page: CustomerPage) -> None:
        """Show a customer, and of several projects the one that `page.row.lead` is."""
        self.facts.show_page(page)
        # Without a plan the plan comes first: the page below offers it.
        self._meeting_button.kind = Kind.PRIMARY if page.projects else Kind.PLAIN
        self._meeting_button.updateGeometry()
        self._meeting_button.update()
        lead = page.row.lead
        several = len(page.projects) > 1 and lead is not None
        if several and lead is not None:
            words = self._services.translator
            self.switcher.setText(lead.project.code)
            name = words.text("Project: {name}", name=lead.project.name)
            self.switcher.setAccessibleName(name)
            self.switcher.setToolTip(name)
            self.switcher.updateGeometry()
        self.switcher.setVisible(several)
