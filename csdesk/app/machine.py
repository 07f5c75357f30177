"""What this machine keeps outside of workspaces: where, and the language of its user."""

import os
from pathlib import Path

from csdesk.i18n import LANGUAGES, language_of


def config_path() -> Path:
    """Return where this machine keeps layout, language and recent files."""
    from platformdirs import user_config_path

    return user_config_path("csdesk", appauthor=False) / "window.ini"


def interface_language() -> str:
    """Return the language to speak to this user in.

    `CSDESK_LANGUAGE` (or `CSDESK_LANG`) goes first, then what was chosen in the window, then the
    system's.
    """
    if asked := _asked():
        return asked
    chosen = _chosen_in_window(config_path())
    return chosen if chosen in LANGUAGES else system_language()


def system_language() -> str:
    """Return the language that the environment, else the system, names."""
    if asked := _asked():
        return asked
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return language_of(value)
    import locale  # 2 ms, which the first paint mostly does without

    return language_of(locale.getlocale()[0] or "en")


def _asked() -> str | None:
    for name in ("CSDESK_LANGUAGE", "CSDESK_LANG"):
        if asked := os.environ.get(name):
            return asked if asked in LANGUAGES else language_of(asked)
    return None


def _chosen_in_window(path: Path) -> str:
    """Return the line `language` of the window's settings; Qt is too heavy to ask here."""
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    section = ""
    for line in lines:
        if line.startswith("["):
            section = line.strip()
        elif section == "[General]" and line.startswith("language="):
            return line.partition("=")[2].strip().strip('"')
    return ""
