"""The saved views of a screen: in its rail, and what one does with them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csdesk.app.commands import saved_views as commands
from csdesk.app.queries.saved_views import SavedView, ViewScreen, saved_views
from csdesk.domain.changes import ChangeSet
from csdesk.domain.records import Json, Setting
from csdesk.ui.dialogs.form import Field, FormDialog
from csdesk.ui.services import Services
from csdesk.ui.widgets.rail import RailItem


class ViewShelf(QWidget):
    """Knows the saved views of a screen, and asks for names; it shows nothing itself.

    Signals: `changed()` when there are other views or names.
    """

    changed = Signal()

    def __init__(self, services: Services, screen: ViewScreen, owner: QWidget) -> None:
        super().__init__(owner)
        self.hide()
        self._services = services
        self._words = services.translator
        self._screen = screen
        self.views = saved_views(services.store, screen)
        services.bus.changed.connect(self._on_change)

    def view_of(self, key: str) -> SavedView | None:
        """Return the view of a key of the rail."""
        return next((view for view in self.views if view.key == key), None)

    def rail_items(
        self, count: Callable[[SavedView], str], go: Callable[[SavedView], object]
    ) -> list[RailItem]:
        """Return the views for the rail, each with how many rows it shows."""
        return [
            RailItem(
                key=f"view:{view.key}",
                text=view.name,
                count=count(view),
                go=partial(go, view),
                menu=(
                    (self._words.text("Rename …"), partial(self.ask_name, view)),
                    (self._words.text("Delete view"), partial(self.delete, view)),
                ),
            )
            for view in self.views
        ]

    def ask_save(
        self,
        content: Mapping[str, Json],
        shown: SavedView | None,
        saved: Callable[[SavedView], object],
    ) -> FormDialog:
        """Ask for the name under which to keep `content`; that of the view shown changes it."""
        store = self._services.store

        def save(values: Mapping[str, Any]) -> None:
            name = str(values["name"])
            if shown is not None and name.casefold() == shown.name.casefold():
                view = commands.update(store, view_id=shown.id, content=content)
            else:
                view = commands.save(store, screen=self._screen, name=name, content=content)
            saved(view)

        return self._ask(
            self._words.text("Save view"),
            shown.name if shown else "",
            save,
            self._words.text("Keeps filters, order and columns for everybody in this workspace."),
        )

    def ask_name(self, view: SavedView) -> FormDialog:
        """Ask for another name of a view."""
        store = self._services.store
        return self._ask(
            self._words.text("Rename view"),
            view.name,
            lambda values: commands.rename(store, view_id=view.id, name=str(values["name"])),
        )

    def delete(self, view: SavedView) -> None:
        """Delete a view; undo brings it back."""
        self._services.act(commands.delete, view_id=view.id)

    def _ask(
        self, title: str, name: str, save: Callable[[Mapping[str, Any]], object], note: str = ""
    ) -> FormDialog:
        field = Field(
            key="name", text=self._words.text("Name of the view"), value=name, needed=True
        )
        form = FormDialog(
            self._services, title, [field], save, note=note, width=360, parent=self.window()
        )
        form.open()
        return form

    def _on_change(self, change: ChangeSet) -> None:
        if Setting.__name__ in change.entities and self._services.has_store:
            self.views = saved_views(self._services.store, self._screen)
            self.changed.emit()
