"""The composition root: arguments become a headless command or the window."""

import gc
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from csdesk.domain.clock import Clock, FixedClock, SystemClock

# Records come in by the ten thousand and hold no cycles: looking for cycles after each 700 new
# objects took a third of the time in which the first list is read. The middle generation is looked
# through in small portions: while a task reads, the window stands still for as long.
_COLLECT_AFTER = (50_000, 5, 80)
# How a frozen build starts itself as the reader of workbooks; the same as `workbook.CHILD_FLAG`.
_READ_WORKBOOK = "--csdesk-read-workbook"


@dataclass(frozen=True, kw_only=True, slots=True)
class Launch:
    """What the window starts with; `file` None means the last one that was open here."""

    file: Path | None
    clock: Clock
    actor: str | None = None


def run(arguments: Sequence[str]) -> int:
    """Run the program; returns its exit code."""
    spare_collections()
    if list(arguments[:1]) == [_READ_WORKBOOK]:
        from csdesk.app.imports.workbook_child import main as read_workbook

        return read_workbook()
    if is_headless(arguments):
        from csdesk.cli import main as run_command

        return run_command(arguments)
    return run_window(arguments)


def spare_collections() -> None:
    """Collect garbage after more new objects than Python's own 700."""
    gc.set_threshold(*_COLLECT_AFTER)


def is_headless(arguments: Sequence[str]) -> bool:
    """Say whether the arguments name a command, ask for help, or forbid the window."""
    if not arguments:
        return False
    from csdesk.cli import COMMANDS

    if arguments[0] in COMMANDS or {"-h", "--help", "--version"} & set(arguments):
        return True
    # A word that is neither a file nor an option is a mistyped command: say so, open no window.
    first = arguments[0]
    return not first.startswith("-") and not first.endswith(".csdesk") and not Path(first).exists()


def run_window(arguments: Sequence[str]) -> int:
    """Open the window: `[FILE] [--today DATE] [--as NAME] [--no-window]`."""
    rest = list(arguments)
    no_window = _take_flag(rest, "--no-window")
    today = _take_value(rest, "--today") or os.environ.get("CSDESK_TODAY")
    actor = _take_value(rest, "--as")
    try:
        clock = FixedClock(date.fromisoformat(today)) if today else SystemClock()
    except ValueError:
        sys.stderr.write(f"{today} is no date; write it like 2026-03-04.\n")
        return 2
    if len(rest) > 1 or any(word.startswith("-") for word in rest):
        sys.stderr.write("Usage: csdesk [FILE] [--today DATE] [--as NAME] [--no-window]\n")
        return 2
    launch = Launch(actor=actor, clock=clock, file=Path(rest[0]) if rest else None)
    if no_window or not has_display():
        sys.stderr.write("There is no display here. See: csdesk --help\n")
        return 0
    start: Callable[[Launch], int] = importlib.import_module("csdesk.ui.start").run
    return start(launch)


def has_display() -> bool:
    """Say whether a window can be shown: macOS, Windows, or a display that is not offscreen."""
    if sys.platform in {"darwin", "win32"}:
        return True
    if os.environ.get("QT_QPA_PLATFORM", "") in {"offscreen", "minimal"}:
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _take_flag(arguments: list[str], name: str) -> bool:
    found = name in arguments
    if found:
        arguments.remove(name)
    return found


def _take_value(arguments: list[str], name: str) -> str | None:
    if name not in arguments:
        return None
    at = arguments.index(name)
    value = arguments[at + 1] if at + 1 < len(arguments) else None
    del arguments[at : at + 2]
    return value
