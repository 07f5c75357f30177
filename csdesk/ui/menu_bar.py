"""The menu bar of macOS, in the system's bar; elsewhere the menu stands behind the three lines."""

import sys
from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenuBar, QWidget

from csdesk.i18n import Translator
from csdesk.ui.actions import Registry

# The menus that follow the program's own, which the system makes from the actions with a role.
_FILE = (
    "start.new", "start.open", "start.demo", "start.restore", "open", "import", "take_back",
    "new_customer", "", "status_batch", "",
    "backup", "", "close", "about", "go_settings", "quit",
)  # fmt: skip
_EDIT = ("undo", "redo", "", "search")
_VIEW = ("go_customers", "go_items", "go_history", "", "rail", "light")
_ROLES = {
    "about": QAction.MenuRole.AboutRole,
    "go_settings": QAction.MenuRole.PreferencesRole,
    "quit": QAction.MenuRole.QuitRole,
}


def stands_in_system_bar() -> bool:
    """Whether this system shows a program's menu outside its windows."""
    return sys.platform == "darwin"


def make_menu_bar(
    owner: QWidget, registry: Registry, words: Translator, *, native: bool = True
) -> QMenuBar:
    """Return a bar with the registry's actions; `native` False keeps it inside the window.

    Words and states are brought up to date before a menu opens, and every key works after it.
    """
    bar = QMenuBar(owner)
    bar.setNativeMenuBar(native)
    for title, keys in (
        (words.text("File"), _FILE),
        (words.text("Edit"), _EDIT),
        (words.text("View"), _VIEW),
    ):
        known = [key for key in keys if not key or key in registry]
        if any(known):
            _add(bar, title, known, registry)
    return bar


def _add(bar: QMenuBar, title: str, keys: Sequence[str], registry: Registry) -> None:
    menu = bar.addMenu(title)
    for key in keys:
        if not key:
            menu.addSeparator()
            continue
        action = registry.action(key)
        # Without a role of its own an action is moved by what its words resemble.
        action.setMenuRole(_ROLES.get(key, QAction.MenuRole.NoRole))
        menu.addAction(action)
    menu.aboutToShow.connect(registry.refresh)
    menu.aboutToHide.connect(registry.enable_all)
