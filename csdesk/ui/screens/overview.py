"""The overview of a customer: what was promised, what came of it, what is next."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias, TypeVar

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QMenu, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.imports.places import country_name
from csdesk.app.queries.customer import CustomerPage
from csdesk.domain.codes import ProjectStatus, RiskStatus, Visibility
from csdesk.domain.labels import (
    DEAL_KIND_LABELS,
    NOTE_KIND_LABELS,
    PROJECT_STATUS_LABELS,
    RISK_STATUS_LABELS,
    STAGE_LABELS,
    VISIBILITY_LABELS,
)
from csdesk.domain.records import Deal, Goal
from csdesk.i18n import LANGUAGE_NAMES, Translator
from csdesk.ui.fonts import BASE, LINE_BOX, PANEL, SMALL
from csdesk.ui.models.document_model import DocumentWords
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.kept_focus import kept_focus
from csdesk.ui.widgets.panel import Scroller
from csdesk.ui.widgets.text import Label, paint_line

MOST = 5
_T = TypeVar("_T")
Act: TypeAlias = tuple[str, Callable[[], object]]  # its words, and what it does


def _call(do: Callable[[], object], _checked: bool = False) -> None:
    do()


def deal_words(deal: Deal, words: Translator) -> str:
    """Say a deal in one line: its kind, what was sold and when, and the money."""
    text = words.text(
        "{kind}: {name}, signed {day}", kind=words.text(DEAL_KIND_LABELS[deal.kind]),
        name=deal.name or deal.product, day=words.date(deal.closed_on),
    )  # fmt: skip
    amount = "" if deal.amount_minor is None else words.money(deal.amount_minor, deal.currency)
    return f"{text}  {amount}".strip()


class Line(QWidget):
    """One record: words, words at the right, a second line; Enter and a click open its editor.

    `add` is a link at the right, `also` one before it.

    Signals: `opened()`.
    """

    opened = Signal()

    def __init__(
        self, services: Services, first: str, second: str = "", right: str = "",
        *, tone: str = "muted", add: Act | None = None, also: Act | None = None,
        menu: Sequence[Act] = (), parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._services = services
        self._first, self._second, self._right, self._tone = first, second, right, tone
        self._hot = False
        self._menu = menu
        self.setFixedHeight(44 if second else 30)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(first)
        self.setAccessibleDescription(second or right)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._links: list[Button] = []  # from right to left
        for act in (add, also):
            if act is not None:
                link = Button(services, act[0], kind=Kind.LINK, size=SMALL, parent=self)
                link.clicked.connect(partial(_call, act[1]))
                self._links.append(link)

    @override
    def resizeEvent(self, event: object) -> None:
        right = self.width() - 8
        for link in self._links:
            size = link.sizeHint()
            link.setGeometry(right - size.width(), 7, size.width(), size.height())
            right -= size.width() + 12

    @override
    def enterEvent(self, event: object) -> None:
        self._hot = True
        self.update()

    @override
    def leaveEvent(self, event: object) -> None:
        self._hot = False
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit()
            return
        super().keyPressEvent(event)

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the menu of the record, by mouse or by the menu key."""
        if not self._menu:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, do in self._menu:
            menu.addAction(text).triggered.connect(partial(_call, do))
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        menu.popup(event.globalPos() if by_mouse else self.mapToGlobal(QPoint(8, self.height())))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t, language = self._services.tokens, self._services.language
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._hot or self.hasFocus():
            painter.setPen(QPen(t.accent, 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(t.hover)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 4, 4)
        used = 0.0
        if self._right:
            wide = 170.0
            used = paint_line(
                painter, self.width() - 8 - wide, 7, wide, self._right,
                language=language, color=getattr(t, self._tone), size=SMALL, right=True,
            ) + 12  # fmt: skip
        used = max(used, sum(link.width() + 12.0 for link in self._links))
        paint_line(
            painter, 8, 6, self.width() - 16 - used, self._first, language=language, color=t.text
        )
        if self._second:
            paint_line(
                painter, 8, 6 + LINE_BOX[BASE], self.width() - 16, self._second,
                language=language, color=t.muted, size=SMALL,
            )  # fmt: skip


class Card(QWidget):
    """A titled group of lines with its own "add", `also` before it; without lines one sentence."""

    def __init__(
        self, services: Services, title: str, *, add: str = "",
        on_add: Callable[[], object] | None = None, empty: str = "", icon: str = "plus",
        also: Act | None = None,
    ) -> None:  # fmt: skip
        super().__init__()
        self._services = services
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(12, 12, 12, 12)
        self.column.setSpacing(2)
        head = QHBoxLayout()
        head.setContentsMargins(8, 0, 8, 4)
        head.addWidget(Label(services, title, size=PANEL, bold=True))
        head.addStretch(1)
        if also is not None:
            other = Button(services, also[0], kind=Kind.FLAT, icon=icon, size=SMALL, height=24,
                           name=f"{title}: {also[0]}")  # fmt: skip
            other.clicked.connect(partial(_call, also[1]))
            head.addWidget(other)
        if add and on_add is not None:
            button = Button(services, add, kind=Kind.FLAT, icon=icon, size=SMALL, height=24,
                            name=f"{title}: {add}")  # fmt: skip
            button.setObjectName("add")
            button.clicked.connect(partial(_call, on_add))
            head.addWidget(button)
        self.column.addLayout(head)
        self._empty = empty
        self._lines = 0
        self.more: tuple[str, Callable[[], object]] | None = None

    def add_line(self, line: QWidget) -> None:
        """Add a line."""
        self._lines += 1
        self.column.addWidget(line)

    def add_words(self, text: str, *, tone: str = "text") -> None:
        """Add a paragraph."""
        self._lines += 1
        holder = QHBoxLayout()
        holder.setContentsMargins(8, 2, 8, 4)
        holder.addWidget(Label(self._services, text, tone=tone, wrap=True))
        self.column.addLayout(holder)

    def finish(self) -> None:
        """End the card: the sentence of an empty one, and room below."""
        if not self._lines and self._empty:
            self.add_words(self._empty, tone="muted")
        if self.more is not None:
            row = QHBoxLayout()
            row.setContentsMargins(8, 2, 8, 2)
            button = Button(self._services, self.more[0], kind=Kind.LINK, size=SMALL)
            button.setObjectName("more")
            button.clicked.connect(partial(_call, self.more[1]))
            row.addWidget(button)
            row.addStretch(1)
            self.column.addLayout(row)
        self.column.addStretch(1)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        t = self._services.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(t.line, 1))
        painter.setBrush(t.surface)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)


class Overview(QWidget):
    """Cards in two columns. Every line opens its editor.

    Signals: `asked(editor, record)`: the name of an editor and the record, None for a new one.
    """

    asked = Signal(str, object)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services = services
        self._words = services.translator
        self._page: CustomerPage | None = None
        self._unfolded: set[str] = set()  # cards that show all that they hold
        self._scroller = Scroller(services, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroller)

    def show_page(self, page: CustomerPage) -> None:
        """Show another state of the customer; place and focus on the page stay."""
        self._page = page
        with kept_focus(self):
            self._make(page)

    def _unfold(self, card: str) -> None:
        self._unfolded.add(card)
        if self._page is not None:
            self.show_page(self._page)

    def _first(self, card: Card, name: str, records: Sequence[_T], most: int = MOST) -> list[_T]:
        """Return what a card shows of its records; one that holds more says so and shows all."""
        if name in self._unfolded or len(records) <= most:
            return list(records)
        card.more = (
            self._words.text("Show all {n}", n=self._words.number(len(records))),
            partial(self._unfold, name),
        )
        return list(records[:most])

    def _make(self, page: CustomerPage) -> None:
        bar = self._scroller.verticalScrollBar()
        place = bar.value()
        column = self._scroller.clear()
        grid = QGridLayout()
        grid.setContentsMargins(20, 16, 16, 20)
        grid.setSpacing(12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        from csdesk.ui.screens.meeting_card import MeetingCard
        from csdesk.ui.screens.overview_scope import ScopeCards
        from csdesk.ui.screens.working_card import WorkingCard

        working = WorkingCard(self._services, page.today, self._ask, self._first)
        scope = ScopeCards(self._services, page, self._ask, self._first).cards()
        cards: Sequence[tuple[Card, int, int]] = (
            (self._success(page), 0, 0),
            (self._goals(page), 0, 1),
            (self._outcomes(page), 1, 0),
            (MeetingCard(self._services, page, self._ask, self._first).card(), 1, 1),
            (self._risks(page), 2, 0),
            (self._decisions(page), 2, 1),
            (self._contract(page), 3, 0),
            (self._notes(page), 3, 1),
            (self._project(page), 4, 0),
            (self._documents(page), 4, 1),
            (self._facts(page), 5, 0),
            (working.card(page.working, page.third_working), 5, 1),
            *((card, 6 + place // 2, place % 2) for place, card in enumerate(scope)),
        )
        for card, row, place_ in cards:
            card.finish()
            grid.addWidget(card, row, place_)
        if not page.projects:
            column.addLayout(self._way_to_a_plan())
        column.addLayout(grid)
        column.addStretch(1)
        bar.setValue(place)

    def _way_to_a_plan(self) -> QHBoxLayout:
        words = self._words
        row = QHBoxLayout()
        row.setContentsMargins(20, 16, 16, 0)
        row.setSpacing(12)
        row.addWidget(Label(self._services, words.text("This customer has no plan yet.")))
        button = Button(self._services, words.text("New plan"), kind=Kind.PRIMARY)
        button.setObjectName("new_plan")
        button.clicked.connect(partial(_call, self._ask("plan")))
        row.addWidget(button)
        row.addStretch(1)
        return row

    def _ask(self, editor: str, record: object = None) -> Callable[[], object]:
        return lambda: self.asked.emit(editor, record)

    def _line(self, card: Card, line: Line, editor: str, record: object) -> None:
        line.opened.connect(self._ask(editor, record))
        card.add_line(line)

    def _success(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Success"), add=words.text("Write or confirm"),
            on_add=self._ask("success"), icon="edit",
            empty=words.text("What success means to the customer is not written down yet."),
        )  # fmt: skip
        if page.customer.success_text:
            card.add_words(page.customer.success_text)
            if page.confirmations:
                last = page.confirmations[0]
                card.add_words(
                    words.text(
                        "Confirmed by {who}, {day}", who=last.confirmed_by,
                        day=words.near_date(last.day, page.today),
                    ),
                    tone="muted",
                )  # fmt: skip
            else:
                card.add_words(words.text("Not confirmed by the customer yet."), tone="warn")
        return card

    def _goals(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Goals"), add=words.text("Goal"), on_add=self._ask("goal"),
            empty=words.text("No goals yet: what drove the purchase, in a measure?"),
        )  # fmt: skip
        for goal in page.goals:
            line = Line(
                self._services, goal.title, self._measure(goal, page),
                add=(words.text("New value"), self._ask("goal_value", goal)),
            )  # fmt: skip
            self._line(card, line, "goal", goal)
        return card

    def _measure(self, goal: Goal, page: CustomerPage) -> str:
        words = self._words
        unit = "%" if goal.unit == "%" else f" {goal.unit}" if goal.unit else ""
        parts = []
        if goal.baseline is not None and goal.target is not None:
            way = f"{words.number(goal.baseline)} → {words.number(goal.target)}{unit}"
            parts.append(f"{goal.metric} {way}".strip())
        elif goal.metric:
            parts.append(goal.metric)
        values = page.values.get(goal.id, ())
        if values:
            parts.append(words.text("now {value}", value=words.number(values[-1].value) + unit))
        if goal.target_date is not None:
            parts.append(words.text("by {day}", day=words.near_date(goal.target_date, page.today)))
        return words.facts(parts) or words.text("no measure yet")

    def _outcomes(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Outcomes"), add=words.text("Outcome"),
            on_add=self._ask("outcome"),
            empty=words.text("No outcomes yet: a named person's word reaches the value milestone."),
        )  # fmt: skip
        for outcome in self._first(card, "outcomes", page.outcomes):
            who = words.text("not confirmed")
            if outcome.said_by:
                who = words.text("confirmed by {who}", who=outcome.said_by)
            day = words.near_date(outcome.day, page.today)
            line = Line(self._services, outcome.title, who, day)
            self._line(card, line, "outcome", outcome)
        return card

    def _risks(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Risks"), add=words.text("Risk"), on_add=self._ask("risk"),
            empty=words.text("No risks written down."),
        )  # fmt: skip
        ranked = sorted(
            page.risks,
            key=lambda r: (r.status is not RiskStatus.OPEN, -r.probability * r.impact, r.id),
        )
        for risk in self._first(card, "risks", ranked):
            grade = f"{risk.probability} × {risk.impact}"
            if risk.status is not RiskStatus.OPEN:
                grade = words.facts([words.text(RISK_STATUS_LABELS[risk.status]), grade])
            second = words.facts([part for part in (risk.owner, risk.response) if part])
            line = Line(self._services, risk.title, second, grade)
            self._line(card, line, "risk", risk)
        return card

    def _decisions(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Decisions"), add=words.text("Decision"),
            on_add=self._ask("decision"), empty=words.text("No decisions recorded."),
        )  # fmt: skip
        for decision in self._first(card, "decisions", page.decisions):
            second = words.facts([part for part in (decision.who, decision.why) if part])
            day = words.near_date(decision.day, page.today)
            line = Line(self._services, decision.what, second, day)
            self._line(card, line, "decision", decision)
        return card

    def _contract(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Contract"), add=words.text("Term"),
            on_add=self._ask("contract"), empty=words.text("No contract term yet."),
        )  # fmt: skip
        for contract in self._first(card, "contracts", page.contracts, 3):
            start = words.date(contract.start)
            term = start
            if contract.end is not None:
                term = words.text("{start} to {end}", start=start, end=words.date(contract.end))
            money = ""
            if contract.annual_minor is not None:
                amount = words.money(contract.annual_minor, contract.currency)
                money = words.text("{money} a year", money=amount)
            line = Line(self._services, term, contract.reference, money)
            self._line(card, line, "contract", contract)
        for deal in page.deals[:3]:
            card.add_words(deal_words(deal, words), tone="muted")
        return card

    def _notes(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Notes, for us unless marked"), add=words.text("Note"),
            on_add=self._ask("note"), empty=words.text("No notes yet."),
        )  # fmt: skip
        for note in self._first(card, "notes", page.notes):
            kind = words.text(NOTE_KIND_LABELS[note.kind])
            if note.visibility is Visibility.CUSTOMER:
                kind = words.facts([kind, words.text(VISIBILITY_LABELS[note.visibility])])
            day = words.near_date(note.day, page.today)
            line = Line(self._services, note.text.replace("\n", " "), kind, day)
            self._line(card, line, "note", note)
        return card

    def _facts(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Facts"), add=words.text("Edit"),
            on_add=self._ask("customer"), icon="edit",
        )  # fmt: skip
        customer, row = page.customer, page.row
        facts = [
            words.text("Stage: {stage}", stage=words.text(STAGE_LABELS[row.stage])),
            words.text("Owner: {owner}", owner=row.owner or words.text("nobody named")),
            words.text("Code: {code}", code=customer.code),
        ]
        facts.append(
            words.text("Documents in {language}", language=LANGUAGE_NAMES[customer.language])
        )
        place = country_name(customer.country, words.language)
        facts += [text for text in (place, customer.currency) if text]
        facts += [text for text in (customer.industry, customer.size_note, customer.city) if text]
        card.add_words(words.facts(facts), tone="muted")
        return card

    def _project(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Projects"), add=words.text("New plan"),
            on_add=self._ask("plan"), empty=words.text("This customer has no plan yet."),
        )  # fmt: skip
        for loaded in page.projects:
            status = words.text(PROJECT_STATUS_LABELS[loaded.project.status])
            title = Line(
                self._services, f"{loaded.project.code}  {loaded.project.name}", "", status
            )
            self._line(card, title, "colour", loaded)
            runs = loaded.project.status is ProjectStatus.OPEN
            steps = [
                (words.text("Agree the baseline"), "baseline"),
                (words.text("Acceptance"), "acceptance"),
                (words.text("Colour by hand"), "colour"),
                (words.text("Put on hold"), "hold") if runs else (words.text("Resume"), "resume"),
                *([(words.text("Finish the project"), "finish")] if runs else []),
                (words.text("Save as template"), "template"),
            ]
            for few in (steps[:3], steps[3:]):
                row = QHBoxLayout()
                row.setContentsMargins(8, 0, 8, 6)
                row.setSpacing(8)
                for text, editor in few:
                    button = Button(self._services, text, size=SMALL, height=24)
                    button.clicked.connect(partial(_call, self._ask(editor, loaded)))
                    row.addWidget(button)
                row.addStretch(1)
                card.column.addLayout(row)
        return card

    def _documents(self, page: CustomerPage) -> Card:
        words = self._words
        card = Card(
            self._services, words.text("Documents sent"), icon="documents",
            empty=words.text("Nothing was written for this customer yet."),
            add=words.text("The log") if page.documents else "",
            on_add=self._ask("documents", None),
        )  # fmt: skip
        said = DocumentWords(words)
        for document in self._first(card, "documents", page.documents):
            last = document.last
            day = words.near_date(document.as_of, page.today)
            second = said.way(last) if last is not None else document.file_name
            self._line(card, Line(self._services, said.name(document), second, day),
                       "document", document)  # fmt: skip
        return card
