"""Links of a plan from its chart: what their menu and their form ask for."""

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csdesk.domain.codes import LinkType
from csdesk.domain.labels import LINK_LABELS
from csdesk.domain.records import Dependency
from csdesk.ui.gantt.link_form import LinkForm
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.services import Services


class PlanLinks(QObject):
    """Asks about links; nothing is stored here.

    Signals: `asked(out, drawn)` with the ids of links to take away, and with changed links.
    """

    asked = Signal(tuple, tuple)

    def __init__(self, services: Services, view: PlanView, screen: QWidget) -> None:
        super().__init__(screen)
        self._services, self._view, self._screen = services, view, screen

    def unlink(self, link_id: int) -> None:
        """Ask for a link to be taken away."""
        self.asked.emit((link_id,), ())

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
                link, type=kind, lag=lag, lag_calendar_days=by_days
            )
        )
        form.removed.connect(lambda: self.unlink(link_id))
        form.open()

    def _change(self, link: Dependency, **changes: Any) -> None:
        changed = replace(link, **changes)
        if changed != link:
            self.asked.emit((), (changed,))

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
            action.triggered.connect(partial(self._change_kind, link, kind))
        menu.addSeparator()
        menu.addAction(words.text("Lag …")).triggered.connect(lambda *_: self.open(link_id))
        menu.addSeparator()
        away = menu.addAction(words.text("Take the link away") + "\t" + words.text("Delete"))
        away.triggered.connect(lambda *_: self.unlink(link_id))
        return menu

    def _change_kind(self, link: Dependency, kind: LinkType, *_: object) -> None:
        self._change(link, type=kind)
