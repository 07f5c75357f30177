"""Beside the pages: what the customer will see, what stays internal, and what the gate stops."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from csdesk.app.documents.preview import Finding, Findings, Hidden, Preview
from csdesk.domain.codes import Rag
from csdesk.domain.errors import N_
from csdesk.domain.leaks import fold
from csdesk.i18n import LANGUAGE_NAMES
from csdesk.ui.fonts import LINE_BOX, SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.check import Check
from csdesk.ui.widgets.panel import Section
from csdesk.ui.widgets.text import Label

# Field of `Hidden` -> its words.
_HIDDEN: Mapping[str, str] = {
    "rows": N_("Internal rows of the plan"),
    "row_notes": N_("Internal notes on rows"),
    "notes": N_("Internal notes"),
    "risks": N_("Internal risks"),
    "decisions": N_("Internal decisions"),
    "outcomes": N_("Internal outcomes"),
    "slips": N_("Internal causes of delay"),
}
_SIGN = 20


class Remarkable(QWidget):
    """A sentence with a sign before it: a triangle, an octagon or a disc with a tick."""

    def __init__(self, services: Services, rag: Rag, sentence: str, *, tone: str = "text") -> None:
        super().__init__()
        self._services, self._rag = services, rag
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIGN, 0, 0, 0)
        self.label = Label(services, sentence, size=SMALL, tone=tone, wrap=True)
        row.addWidget(self.label)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._services.signs.rag(painter, 0, LINE_BOX[SMALL] / 2, self._rag)


class DocumentFacts(QWidget):
    """The facts of one preview after the other.

    Signals: `released_changed()` when a name was let pass or not; `asked_page(page)` when a person
    wants to see the page, counted from 0, on which something was found.
    """

    released_changed = Signal()
    asked_page = Signal(int)

    def __init__(self, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._services, self._words = services, services.translator
        self._released: dict[str, str] = {}  # by folded name
        self._found: Findings | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._sections: list[Section] = []
        self.said: list[str] = []  # every sentence that is shown

    @property
    def released(self) -> tuple[str, ...]:
        """The names of other customers that a person let pass, this once."""
        return tuple(self._released.values())

    @property
    def is_known(self) -> bool:
        """Whether the gate has looked at what is shown."""
        return self._found is not None

    @property
    def is_stopped(self) -> bool:
        """Whether the gate would stop the document now."""
        found = self._found
        return found is not None and any(
            one.is_note or fold(one.name) not in self._released for one in found.stopped
        )

    def clear(self) -> None:
        """Show nothing: there is no document."""
        self._found = None
        self._drop()

    def show_preview(self, preview: Preview, found: Findings | None) -> None:
        """Show the facts of a preview; without findings the gate is still looking.

        Names that were let pass are asked for again as soon as they are no longer in it.
        """
        self._found = found
        if found is not None:
            names = {fold(one.name) for one in found.stopped if not one.is_note}
            self._released = {key: n for key, n in self._released.items() if key in names}
        self._drop()
        self._add_seen(preview)
        self._add_hidden(found.hidden if found is not None else None)
        self._add_gate(found, pages=len(preview.sizes))

    def _drop(self) -> None:
        for section in self._sections:
            self._column.removeWidget(section)
            section.hide()
            section.deleteLater()
        self._sections = []
        self.said = []

    def _section(self, heading: str) -> Section:
        section = Section(self._services, heading, parent=self)
        self._sections.append(section)
        self._column.addWidget(section)
        return section

    def _line(self, section: Section, sentence: str, *, tone: str = "text") -> None:
        self.said.append(sentence)
        section.add(Label(self._services, sentence, size=SMALL, tone=tone, wrap=True))

    def _remark(self, section: Section, rag: Rag, sentence: str, *, tone: str = "text") -> None:
        self.said.append(sentence)
        section.add(Remarkable(self._services, rag, sentence, tone=tone))

    def _add_seen(self, preview: Preview) -> None:
        words, made = self._words, preview.made
        view, section = made.view, self._section(self._words.text("What the customer will see"))
        pages = words.plural("{n} page", "{n} pages", made.pages)
        language = LANGUAGE_NAMES[view.language.value]
        day = words.text("as of {day}", day=words.date(view.today))
        self._line(section, words.facts([pages, language, day]))
        sender = view.sender
        contact = [one for one in (sender.name, sender.mail, sender.phone) if one]
        if contact:
            self._line(section, words.text("From {whom}", whom=words.facts(contact)), tone="muted")
        if preview.stands_in:
            slides = made.ask.ending == "pptx"
            told = (
                words.text("These are the pages of the PDF; the slides say the same.")
                if slides
                else words.text("These are the pages of the PDF; the picture shows the same.")
            )
            self._remark(section, Rag.NOT_STARTED, told)
        if preview.differs:
            self._remark(
                section, Rag.AMBER,
                words.text("This version of csdesk draws it differently from the file that left; "
                           "what it says is the same."),
            )  # fmt: skip
        for remark in made.warnings:
            self._remark(section, Rag.AMBER, remark.text(words))
        if made.left_out:
            parts = words.join([remark.text(words) for remark in made.left_out])
            sentence = words.text("Left out, there is no data: {parts}.", parts=parts)
            self._line(section, sentence, tone="muted")

    def _add_hidden(self, hidden: Hidden | None) -> None:
        words = self._words
        section = self._section(words.text("What stays internal"))
        if hidden is None:
            self._line(section, words.text("Counting …"), tone="muted")
            return
        for field, text in _HIDDEN.items():
            count: int = getattr(hidden, field)
            if count:
                self.said.append(f"{words.text(text)} {words.number(count)}")
                section.add_pair(
                    Label(self._services, words.text(text), size=SMALL),
                    Label(self._services, words.number(count), size=SMALL, tone="muted"),
                )
        if not hidden.any:
            sentence = words.text("Nothing internal is recorded here.")
            self._line(section, sentence, tone="muted")

    def _add_gate(self, found: Findings | None, pages: int) -> None:
        words = self._words
        section = self._section(words.text("Last check"))
        if found is None:
            self._line(section, words.text("Searching the document …"), tone="muted")
            return
        if not found.stopped:
            sentence = words.text("No other customer's name and no internal note is in it.")
            self._remark(section, Rag.GREEN, sentence)
        offered: set[str] = set()
        for finding in found.stopped:
            passed = not finding.is_note and fold(finding.name) in self._released
            self._remark(section, Rag.AMBER if passed else Rag.RED, self._sentence(finding))
            self._add_ways(section, finding, offered, sees=pages > 1)

    def _sentence(self, finding: Finding) -> str:
        words = self._words
        place = finding.place
        if finding.page is not None:
            place = words.text("Page {n}", n=finding.page + 1)
        elif finding.place == "file name":
            place = words.text("The file name")
        if finding.is_note:
            return words.text(
                "{place} has words of an internal note: “{excerpt}”. Take them out of the plan's "
                "visible texts.", place=place, excerpt=finding.excerpt,
            )  # fmt: skip
        return words.text(
            "{place} names another customer, {name}: “{excerpt}”.",
            place=place, name=finding.name, excerpt=finding.excerpt,
        )  # fmt: skip

    def _add_ways(
        self, section: Section, finding: Finding, offered: set[str], *, sees: bool
    ) -> None:
        """Add what one can do about a finding: see its page among others, let its name pass."""
        words, services = self._words, self._services
        if finding.page is not None and sees:
            see = Button(services, words.text("Show the page"), kind=Kind.LINK, size=SMALL)
            see.clicked.connect(partial(self._on_page, finding.page))
            section.column.addWidget(_inset(see), 0, Qt.AlignmentFlag.AlignLeft)
        key = fold(finding.name)
        if finding.is_note or key in offered:
            return
        offered.add(key)
        check = Check(services, words.text("Release {name} this once", name=finding.name),
                      size=SMALL)  # fmt: skip
        check.setObjectName("release")
        check.setChecked(key in self._released)
        check.toggled.connect(partial(self._on_released, key, finding.name))
        section.column.addWidget(_inset(check))

    def _on_page(self, page: int, _checked: bool = False) -> None:
        self.asked_page.emit(page)

    def _on_released(self, key: str, name: str, passes: bool) -> None:
        if passes:
            self._released[key] = name
        else:
            self._released.pop(key, None)
        self.released_changed.emit()


def _inset(widget: QWidget) -> QWidget:
    """Return a line that begins below the words of a remark."""
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(_SIGN, 0, 0, 0)
    row.addWidget(widget)
    row.addStretch(1)
    return box
