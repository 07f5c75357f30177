"""The strips above and below the pages: title, page and zoom; where it goes and what to do."""

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtWidgets import QWidget

from csdesk.ui.fonts import PANEL, SMALL
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.page import Bar
from csdesk.ui.widgets.text import Label

HEAD, FOOT = 44, 52


class PreviewHead(Bar):
    """Title at the left; the page that is read and the zoom at the right."""

    def __init__(
        self, services: Services, *, zoom: Callable[[int], object], fit: Callable[[], object],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(services, HEAD, parent=parent)
        words = services.translator
        self.title = Label(services, "", size=PANEL, bold=True).shrink()
        self.busy = Label(services, "", size=SMALL, tone="muted")
        self.page = Label(services, "", size=SMALL, tone="muted")
        self.share = Label(services, "", size=SMALL, tone="muted", right=True)
        self.share.setMinimumWidth(40)
        self.smaller = Button(services, "−", kind=Kind.FLAT, name=words.text("Smaller"))
        self.larger = Button(services, "+", kind=Kind.FLAT, name=words.text("Larger"))
        self.fit = Button(services, words.text("Fit width"), kind=Kind.FLAT, size=SMALL)
        self.smaller.clicked.connect(lambda _=False: zoom(-1))
        self.larger.clicked.connect(lambda _=False: zoom(1))
        self.fit.clicked.connect(lambda _=False: fit())
        self.smaller.setToolTip(f"{words.text('Smaller')}  −")
        self.larger.setToolTip(f"{words.text('Larger')}  +")
        self.fit.setToolTip(f"{words.text('Fit width')}  0")
        self.row.addWidget(self.title, 1)
        for one in (self.busy, self.page, self.smaller, self.share, self.larger, self.fit):
            self.row.addWidget(one)

    def show_page(self, page: int, pages: int) -> None:
        """Show which page, counted from 0, is read."""
        words = self._services.translator
        said = words.text("Page {n} of {all}", n=page + 1, all=pages) if pages else ""
        self.page.set_text(said)
        for one in (self.smaller, self.share, self.larger, self.fit):
            one.setVisible(bool(pages))

    def show_share(self, share: float) -> None:
        """Show how large pages are, 1 for their own size."""
        self.share.set_text(self._services.translator.percent(round(share * 100)))


class PreviewFoot(Bar):
    """Where the document goes at the left; what to do with it at the right."""

    def __init__(
        self, services: Services, acts: Mapping[str, Callable[[], object]], parent: QWidget
    ) -> None:
        super().__init__(services, FOOT, rule="top", parent=parent)
        words = services.translator
        self.target = Label(services, "", size=SMALL, tone="muted").shrink()
        self.change = Button(services, words.text("Change"), kind=Kind.LINK, size=SMALL)
        self.row.addWidget(self.target, 1)
        self.row.addWidget(self.change)
        self.row.addSpacing(8)
        self.buttons: dict[str, Button] = {}
        for key, text, icon, cap, hint in (
            ("copy", words.text("Copy mail text"), "copy", "", "Ctrl+Shift+C"),
            ("print", words.text("Print"), "print", "", "Ctrl+P"),
            ("draft", words.text("Mail draft"), "mail", "", "Ctrl+M"),
            ("open", words.text("Save and open"), "", "", "Ctrl+O"),
            ("save", words.text("Save"), "", words.text("Enter"), ""),
        ):
            kind = Kind.PRIMARY if key == "save" else Kind.PLAIN
            button = Button(services, text, icon=icon, key=cap, kind=kind)
            button.setObjectName(key)
            if hint:
                button.setToolTip(f"{text}  {hint}")
            button.clicked.connect(lambda _=False, run=acts[key]: run())
            self.buttons[key] = button
            self.row.addWidget(button)

    def show_target(self, target: Path | None) -> None:
        """Show where the document would go."""
        words = self._services.translator
        said = ""
        if target is not None:
            said = words.text("{name} in {folder}", name=target.name, folder=str(target.parent))
            if target.exists():
                said = words.text("Replaces {path}", path=str(target))
        self.target.set_text(said)
        self.target.setToolTip(str(target or ""))
        self.change.setEnabled(target is not None)

    def say(self, sentence: str) -> None:
        """Show what was done in place of the target."""
        self.target.set_text(sentence)
        self.target.setToolTip(sentence)

    def allow(self, *, can_leave: bool) -> None:
        """Let the document leave or not."""
        for button in self.buttons.values():
            button.setEnabled(can_leave)
