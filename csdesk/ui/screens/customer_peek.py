"""The peek beside the customer list: why, the way back to green, window, meeting, items, people."""

from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.queries.customer import Peek
from csdesk.app.queries.customers import CustomerRow
from csdesk.app.queries.plans import LoadedProject
from csdesk.app.reason_text import headline, slip_causes
from csdesk.domain.codes import MeetingKind, Rag, Side, Status
from csdesk.domain.labels import CONTACT_ROLE_LABELS, MEETING_KIND_LABELS
from csdesk.domain.stages import KICKOFF_DAYS
from csdesk.domain.state import GoldenWindow, RagState
from csdesk.ui.delegates.customer_delegate import meeting_time, window_look
from csdesk.ui.fonts import PANEL, SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar, label
from csdesk.ui.widgets.panel import Plate, Scroller, Section
from csdesk.ui.widgets.text import Run, Text
from csdesk.ui.window_bar import paint_window_bar

WIDTH = 304


class Sign(QWidget):
    """One sign of the design as a widget; `draw` names a method of `Signs` and its value."""

    def __init__(
        self,
        services: Services,
        value: Side | Rag | Status | str,
        *,
        line: int = 18,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._value = value
        self.setFixedSize(services.signs.chip_size, line)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        signs, middle = self._services.signs, self.height() / 2
        if isinstance(self._value, Side):
            signs.side(painter, 0, middle, self._value)
        elif isinstance(self._value, Rag):
            signs.rag(painter, 0, middle, self._value)
        elif isinstance(self._value, Status):
            signs.status(painter, 0, middle, self._value)
        else:
            self._services.icons.paint(
                painter, 0, middle, self._value, self._services.tokens.muted, 15
            )


class WindowWidget(QWidget):
    """The golden window with today's mark, and its days below."""

    def __init__(
        self, services: Services, row: CustomerRow, today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._services = services
        self._row = row
        self._today = today
        self.setFixedHeight(38)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        return QSize(WIDTH - 32, 38)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        from csdesk.ui.widgets.text import face, paint_line

        window, look = self._row.window, window_look(self._row)
        if window is None or look is None:
            return
        services = self._services
        t, words = services.tokens, services.translator
        painter = QPainter(self)
        width = self.width() - (10 if look.late else 0)
        paint_window_bar(
            painter, QRectF(0, 2, width, 16), look, t, half=8, today=not window.reached
        )
        language = services.language
        start = words.near_date(window.start, self._today)
        used = paint_line(painter, 0, 22, 120, start, language=language, color=t.muted, size=SMALL)
        right = ""
        if window.value_on is not None:
            day = words.near_date(window.value_on, self._today)
            right = words.text("{day} first value", day=day)
            if window.since is not None:
                right = words.text("{day} next value", day=day)
        _, metrics = face(language, SMALL, bold=False)
        right_left = self.width() - metrics.horizontalAdvance(right)
        paint_line(
            painter, right_left - 1, 22, self.width(), right,
            language=language, color=t.text, size=SMALL,
        )  # fmt: skip
        if not window.reached:
            mark = words.text("today")
            wide = metrics.horizontalAdvance(mark)
            x = width * min(1.0, max(0.0, look.used)) - wide / 2
            if x > used + 6 and x + wide < right_left - 6:
                paint_line(
                    painter, x, 22, wide + 1, mark, language=language, color=t.muted, size=SMALL
                )


class CustomerPeek(QWidget):
    """Shows one customer beside the list.

    Signals: `asked(what, customer_id)`: `open`, `call`, `kickoff`, `no_kickoff`, `more`;
    `closed()`.
    """

    asked = Signal(str, int)
    closed = Signal()

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._customer_id = 0
        self.setFixedWidth(WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self._body = Scroller(services, self)
        column.addWidget(self._body, 1)
        column.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        words = self._services.translator
        bar = Bar(self._services, 52, rule="top", parent=self)
        bar.row.setContentsMargins(16, 0, 16, 0)
        opener = Button(
            self._services, words.text("Open"), kind=Kind.PRIMARY, key=words.text("Enter")
        )
        opener.clicked.connect(lambda: self.asked.emit("open", self._customer_id))
        call = Button(self._services, words.text("Log a call"), key="L")
        call.clicked.connect(lambda: self.asked.emit("call", self._customer_id))
        more = Button(self._services, "", icon="more", name=words.text("More"))
        more.clicked.connect(lambda: self.asked.emit("more", self._customer_id))
        bar.row.addWidget(opener)
        bar.row.addWidget(call)
        bar.row.addStretch(1)
        bar.row.addWidget(more)
        return bar

    def show_customer(self, row: CustomerRow, peek: Peek, today: date) -> None:
        """Show another customer."""
        self._customer_id = row.id
        column = self._body.clear()
        column.addWidget(self._why(row, peek, today))
        for section in (
            self._kickoff(row, today),
            self._window(row, today),
            self._meeting(row, today),
            self._items(row, peek, today),
            self._people(row, peek, today),
        ):
            if section is not None:
                column.addWidget(section)
        column.addStretch(1)

    def _label(
        self, text: str, *, size: int = SMALL, tone: str = "text", bold: bool = False,
        wrap: bool = False,
    ) -> Text:  # fmt: skip
        return label(self._services, text, size=size, tone=tone, bold=bold, wrap=wrap)

    def _why(self, row: CustomerRow, peek: Peek, today: date) -> Section:
        services, words = self._services, self._services.translator
        section = Section(services, rule=False)
        section.column.setSpacing(4)
        top = QHBoxLayout()
        top.addWidget(self._label(row.customer.name, size=PANEL, bold=True).shrink(), 1)
        close = Button(services, "", kind=Kind.FLAT, icon="close", name=words.text("Close"))
        close.clicked.connect(self.closed)
        top.addWidget(close)
        section.column.addLayout(top)
        facts = [part for part in (row.customer.size_note, row.customer.city) if part]
        sentences = [words.facts(facts)] if facts else []
        if row.signed_on is not None:
            signed = words.date(row.signed_on, "medium")
            sentences.append(words.text("Signed {day}", day=signed))
        if sentences:
            stop = "。" if words.is_chinese else ". "
            section.add(self._label(stop.join(sentences), tone="muted", wrap=True))
        section.column.addSpacing(4)
        line = QHBoxLayout()
        line.setSpacing(6)
        rag = row.rag.rag if row.rag is not None else Rag.NOT_STARTED
        line.addWidget(Sign(services, rag), 0, Qt.AlignmentFlag.AlignTop)
        words_column = QVBoxLayout()
        words_column.setSpacing(1)
        words_column.addWidget(label(services, headline(row, words, today), bold=True, wrap=True))
        causes = slip_causes(row.lead, words) if row.lead is not None else ""
        if causes:
            words_column.addWidget(self._label(causes, tone="muted", wrap=True))
        line.addLayout(words_column, 1)
        section.column.addLayout(line)
        if row.rag is not None and row.lead is not None and row.rag.path:
            section.column.addSpacing(4)
            section.add(self._path(row.rag, row.lead))
        return section

    def _kickoff(self, row: CustomerRow, today: date) -> Section | None:
        """What waits for a kickoff, the way to one, and the word that none is needed."""
        if not row.kickoff_deals:
            return None
        services, words = self._services, self._services.translator
        deal = row.kickoff_deals[0]
        section = Section(services, words.text("Kickoff"))
        days = (today - deal.closed_on).days
        sentence = words.plural(
            "Signed {n} day ago, no kickoff held", "Signed {n} days ago, no kickoff held", days
        )
        tone = "muted"
        if row.kickoff_overdue(today):
            over = words.text("over {days} days", days=KICKOFF_DAYS)
            sentence, tone = words.facts([sentence, over]), "warn"
        section.add(self._label(sentence, tone=tone, wrap=True))
        ways = [("no_kickoff", words.text("No kickoff needed"))]
        if row.next_meeting is None or row.next_meeting.kind is not MeetingKind.KICKOFF:
            ways.insert(0, ("kickoff", words.text("Schedule the kickoff")))
        line = QHBoxLayout()
        line.setSpacing(8)
        for what, text in ways:
            button = Button(services, text, size=SMALL, height=24)
            button.setObjectName(what)
            button.clicked.connect(lambda _=False, w=what: self.asked.emit(w, self._customer_id))
            line.addWidget(button)
        line.addStretch(1)
        section.column.addLayout(line)
        return section

    def _path(self, rag: RagState, lead: LoadedProject) -> Plate:
        services, words = self._services, self._services.translator
        plate = Plate(services)
        plate.column.addWidget(self._label(words.text("Back to green"), bold=True))
        for step in rag.path[:3]:
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(Sign(services, step.side, line=18), 0, Qt.AlignmentFlag.AlignTop)
            title = lead.rows[step.row_id].title
            owner = step.owner or words.text("nobody named")
            if step.by is None:
                text = words.text("{owner}: {what}", owner=owner, what=title)
            else:
                text = words.text(
                    "{owner}: {what} by {day}",
                    owner=owner,
                    what=title,
                    day=words.date(step.by, "weekday"),
                )
            line.addWidget(self._label(text, wrap=True), 1)
            plate.column.addLayout(line)
        return plate

    def _window(self, row: CustomerRow, today: date) -> Section | None:
        window = row.window
        if window is None:
            return None
        services, words = self._services, self._services.translator
        aside = words.text("day {n} of {length}", n=words.number(window.day), length=window.length)
        if window.reached and window.value_day is not None:
            aside = words.text("value on day {n}", n=window.value_day)
        section = Section(services, words.text("Golden window"), aside)
        section.add(WindowWidget(services, row, today))
        last = words.near_date(window.last_day, today)
        if window.left < 0 and (window.reached or window.value_on is None):
            sentence = words.text("The window ended {day}.", day=last)
        elif window.reached or window.value_on is None:
            sentence = words.text("The window ends {day}.", day=last)
        elif window.inside:
            slack = (window.last_day - window.value_on).days
            sentence = words.plural(
                "{n} day of slack before {day}.", "{n} days of slack before {day}.", slack, day=last
            )
        else:
            over = (window.value_on - window.last_day).days
            sentence = words.plural(
                "{n} day after the window's end on {day}.",
                "{n} days after the window's end on {day}.",
                over,
                day=last,
            )
        waits = window.value_on is None and window.left >= 0
        fine = window.reached or window.inside or waits
        late = "warn" if window.since is not None else "bad"
        section.add(self._label(sentence, tone="muted" if fine else late, wrap=True))
        if window.since is not None:
            section.add(self._label(self._since(window, today), tone="muted", wrap=True))
        if window.hold_days:
            held = words.plural(
                "{n} day on hold included", "{n} days on hold included", window.hold_days
            )
            section.add(self._label(held, tone="muted"))
        return section

    def _since(self, window: GoldenWindow, today: date) -> str:
        """Say what this count follows, and that no next value is planned."""
        words, first, since = self._services.translator, window.first_value_day, window.since
        said = [] if first is None else [words.text("The first value came on day {n}.", n=first)]
        if since is not None and since != window.first_value_on:
            day = words.near_date(since, today)
            said.append(words.text("The last one came on {day}.", day=day))
        if window.value_on is None:
            said.append(words.text("No next value is planned."))
        return words.sentences(said)

    def _meeting(self, row: CustomerRow, today: date) -> Section:
        services, words = self._services, self._services.translator
        section = Section(services, words.text("Next meeting"))
        meeting = row.next_meeting
        section.column.setSpacing(1)
        if meeting is None:
            section.add(self._label(words.text("None planned"), tone="warn"))
            self._add_review(section, row, today)
            return section
        kind = meeting.title or words.text(MEETING_KIND_LABELS[meeting.kind])
        days = (meeting.day - today).days
        when = words.text("today")
        if days == 1:
            when = words.text("tomorrow")
        elif days > 1:
            when = words.plural("in {n} day", "in {n} days", days)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(label(services, kind, bold=True, wrap=True), 1)
        line.addWidget(self._label(when, tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
        section.column.addLayout(line)
        place = [meeting_time(row, services, today), meeting.place]
        text = words.facts([part for part in place if part])
        section.add(self._label(text, tone="muted", wrap=True))
        self._add_review(section, row, today)
        return section

    def _add_review(self, section: Section, row: CustomerRow, today: date) -> None:
        """Say that a business review falls due and stands in no calendar."""
        if row.review_due is None or not row.review_to_schedule(today):
            return
        words = self._services.translator
        day = words.near_date(row.review_due, today)
        text = words.text("Business review due {day}, not scheduled", day=day)
        if row.review_due < today:
            text = words.text("Business review was due {day}, not scheduled", day=day)
        section.add(self._label(text, tone="warn", wrap=True))

    def _items(self, row: CustomerRow, peek: Peek, today: date) -> Section | None:
        if not row.open_items:
            return None
        services, words = self._services, self._services.translator
        aside = words.text("{n}, {ours} of them ours", n=row.open_items, ours=row.our_open_items)
        section = Section(services, words.text("Open items"), aside)
        for item in peek.items:
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(Sign(services, item.status), 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(services, item.title, wrap=True), 1)
            if item.late:
                over = words.plural("{n} day over", "{n} days over", item.late)
                line.addWidget(self._label(over, tone="bad"), 0, Qt.AlignmentFlag.AlignTop)
            elif item.target is not None:
                day = words.near_date(item.target, today)
                line.addWidget(self._label(day, tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
            section.column.addLayout(line)
        return section

    def _people(self, row: CustomerRow, peek: Peek, today: date) -> Section | None:
        if not peek.people and not row.gone:
            return None
        services, words = self._services, self._services.translator
        section = Section(services, words.text("People"))
        for person in peek.people:
            line = QHBoxLayout()
            line.setSpacing(6)
            line.addWidget(Sign(services, "person"), 0, Qt.AlignmentFlag.AlignTop)
            role = person.title or words.text(CONTACT_ROLE_LABELS[person.role])
            runs = [Run(person.name + " "), Run(role, services.tokens.muted)]
            name = self._label("", wrap=True)
            name.set_text(runs)
            line.addWidget(name, 1)
            if person.last_spoke is not None:
                spoke = words.text("spoke {day}", day=words.near_date(person.last_spoke, today))
                line.addWidget(self._label(spoke, tone="muted"), 0, Qt.AlignmentFlag.AlignTop)
            section.column.addLayout(line)
        for person in row.gone:
            left = words.near_date(person.left_on or today, today)
            text = words.text("{name} left {day}, nobody follows", name=person.name, day=left)
            section.add(self._label(text, tone="warn", wrap=True))
        return section

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), t.surface)
        painter.fillRect(0, 0, 1, self.height(), t.line)
