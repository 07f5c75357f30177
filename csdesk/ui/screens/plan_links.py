"""Links of a plan from its chart: drawn, changed, taken away; each is one command."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csdesk.app.commands import links
from csdesk.domain.codes import LinkType
from csdesk.domain.labels import LINK_LABELS
from csdesk.ui.gantt.link_form import LinkForm
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.services import Services


class PlanLinks(QObject):
    """Changes links and asks about them.

    Signals: `changing()` before each, `changed()` after it.
    """

    changing = Signal()
    changed = Signal()

    def __init__(self, services: Services, view: PlanView, screen: QWidget) -> None:
        super().__init__(screen)
        self._services, self._view, self._screen = services, view, screen

    def link(self, before: int, after: int, kind: LinkType) -> None:
        """Link two rows; a refusal is told."""
        self.changing.emit()
        self._services.act(links.link, predecessor_id=before, successor_id=after, type=kind)
        self.changed.emit()

    def unlink(self, link_id: int) -> None:
        """Take a link away."""
        self.changing.emit()
        self._services.act(links.unlink, link_id=link_id)
        self.changed.emit()

    def open(self, link_id: int) -> None:
        """Ask for the kind and the lag of a link."""
        data = self._view.model.plan
        link = next((one for one in data.links if one.id == link_id), None) if data else None
        if data is None or link is None:
            return
        titles = data.rows[link.predecessor_id].title, data.rows[link.successor_id].title
        form = LinkForm(self._services, link, titles, self._screen)
        form.decided.connect(
            lambda kind, lag, by_days: self._change(
                link_id, type=kind, lag=lag, lag_calendar_days=by_days
            )
        )
        form.removed.connect(lambda: self.unlink(link_id))
        form.open()

    def _change(self, link_id: int, **changes: Any) -> None:
        self.changing.emit()
        self._services.act(links.update, link_id=link_id, **changes)
        self.changed.emit()

    def menu(self, link_id: int) -> QMenu | None:
        """Return the menu of a link: its kind, its lag, and taking it away."""
        data = self._view.model.plan
        link = next((one for one in data.links if one.id == link_id), None) if data else None
        if link is None:
            return None
        words, menu = self._services.translator, QMenu(self._screen)
        for kind in LinkType:
            action = menu.addAction(words.text(LINK_LABELS[kind]))
            action.setCheckable(True)
            action.setChecked(kind is link.type)
            action.triggered.connect(partial(self._change_kind, link_id, kind))
        menu.addSeparator()
        menu.addAction(words.text("Lag …")).triggered.connect(lambda *_: self.open(link_id))
        menu.addSeparator()
        away = menu.addAction(words.text("Take the link away") + "\t" + words.text("Delete"))
        away.triggered.connect(lambda *_: self.unlink(link_id))
        return menu

    def _change_kind(self, link_id: int, kind: LinkType, *_: object) -> None:
        self._change(link_id, type=kind)
