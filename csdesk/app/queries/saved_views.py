"""The views that people saved: a screen's filter, order and columns under a name."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.records import Json, Setting

PREFIX = "saved_view"
ViewScreen: TypeAlias = Literal["customers", "items"]
_SCREENS: Mapping[str, ViewScreen] = {"customers": "customers", "items": "items"}


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedView:
    """A view of a screen. What `content` means is the screen's own: it reads what it wrote.

    `id` is that of the `Setting` that holds it, `key` what a screen and the rail know it by.
    """

    id: int
    screen: ViewScreen
    name: str
    content: Mapping[str, Json]

    @property
    def key(self) -> str:
        """The key beside those of the built-in views."""
        return f"saved:{self.id}"


def saved_views(source: Store | Reader, screen: ViewScreen) -> list[SavedView]:
    """Return the saved views of a screen in the order in which they were first saved."""
    if isinstance(source, Store):
        with source.read() as reader:
            return saved_views(reader, screen)
    found = [view_of_setting(one) for one in source.find(Setting, order_by=("id",))]
    return [view for view in found if view is not None and view.screen == screen]


def view_of_setting(setting: Setting) -> SavedView | None:
    """Return the view that a setting holds; None for any other setting."""
    prefix, _, rest = setting.key.partition(".")
    screen = _SCREENS.get(rest.partition(".")[0])
    value = setting.value
    if prefix != PREFIX or screen is None or not isinstance(value, dict):
        return None
    name, content = value.get("name"), value.get("content")
    if not isinstance(name, str) or not isinstance(content, dict):
        return None
    return SavedView(id=setting.id, screen=screen, name=name, content=content)
