"""Commands on the views that people save: journalled, so that undo takes each of them back."""

from collections.abc import Mapping

from csdesk.app.commands.records import new_uid
from csdesk.app.queries.saved_views import (
    PREFIX,
    SavedView,
    ViewScreen,
    saved_views,
    view_of_setting,
)
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json, Setting


def save(store: Store, *, screen: ViewScreen, name: str, content: Mapping[str, Json]) -> SavedView:
    """Keep a view of a screen under a new name.

    Raises `UserError` at the field `name` without one and for one that another view has.
    """
    with store.write("saved_views.save") as unit:
        wanted = _free_name(unit, screen, name)
        fresh = Setting(
            key=f"{PREFIX}.{screen}.{new_uid()}", value={"name": wanted, "content": dict(content)}
        )
        return _view(unit.add(fresh))


def update(store: Store, *, view_id: int, content: Mapping[str, Json]) -> SavedView:
    """Keep other filters, order and columns under the name of a view."""
    with store.write("saved_views.update") as unit:
        view = _view(unit.get(Setting, view_id))
        if view.content == content:
            return view
        value: Json = {"name": view.name, "content": dict(content)}
        return _view(unit.update(Setting, view_id, value=value))


def rename(store: Store, *, view_id: int, name: str) -> SavedView:
    """Give a view another name. Raises `UserError` as `save` does."""
    with store.write("saved_views.rename") as unit:
        view = _view(unit.get(Setting, view_id))
        wanted = _free_name(unit, view.screen, name, but=view_id)
        if wanted == view.name:
            return view
        value: Json = {"name": wanted, "content": dict(view.content)}
        return _view(unit.update(Setting, view_id, value=value))


def delete(store: Store, *, view_id: int) -> None:
    """Delete a view."""
    with store.write("saved_views.delete") as unit:
        _view(unit.get(Setting, view_id))
        unit.delete(Setting, view_id)


def _free_name(unit: Unit, screen: ViewScreen, name: str, but: int = 0) -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise UserError("view_name_empty", N_("A view needs a name: type one."), field="name")
    for other in saved_views(unit, screen):
        if other.id != but and other.name.casefold() == wanted.casefold():
            raise UserError(
                "view_name_taken",
                N_("There is a view {name} already: choose another name."),
                name=other.name,
                field="name",
            )
    return wanted


def _view(setting: Setting) -> SavedView:
    view = view_of_setting(setting)
    if view is None:
        raise UserError("not_found", N_("This view is gone: choose another one."))
    return view
