"""What a test leaves behind: running threads, windows without a parent, timers that go on.

Qt is only looked at where the test's process has loaded it.
"""

import gc
import sys
import threading
import weakref
from dataclasses import dataclass, field
from typing import Any

_started_timers: "weakref.WeakSet[Any]" = weakref.WeakSet()


@dataclass(frozen=True)
class Standing:
    """What there was before the test."""

    threads: frozenset[threading.Thread]
    windows: frozenset[int] = field(default_factory=frozenset)
    timers: frozenset[int] = field(default_factory=frozenset)


def standing() -> Standing:
    """Return what there is now; from here on started timers are known too."""
    _watch_timers()
    return Standing(
        threads=frozenset(threading.enumerate()),
        windows=frozenset(address for address, _ in _windows()),
        timers=frozenset(address for address, _ in _timers()),
    )


def left_behind(before: Standing, *, failed: bool = False) -> list[str]:
    """Return what is new, by name, and clear the windows away.

    Of a test that failed only threads are named: its traceback keeps the windows alive.
    """
    windows = _new_windows(before.windows)
    timers = [name for address, name in _timers() if address not in before.timers]
    _drain_pool()
    threads = [f"thread {name}" for name in _new_threads(before.threads)]
    return threads if failed else [*windows, *timers, *threads]


def _qt(module: str) -> Any:
    """Return a module of PySide6 if it is loaded and an application runs, else None."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or core.QCoreApplication.instance() is None:
        return None
    return sys.modules.get(f"PySide6.{module}")


def _new_threads(before: frozenset[threading.Thread]) -> list[str]:
    names = []
    for thread in set(threading.enumerate()) - before:
        # Threads of Qt that ran Python once stay listed as dummies for ever.
        if isinstance(thread, threading._DummyThread):
            continue
        thread.join(timeout=2)
        if thread.is_alive():
            names.append(thread.name)
    return sorted(names)


def _drain_pool() -> None:
    core = _qt("QtCore")
    if core is not None:
        core.QThreadPool.globalInstance().waitForDone(2000)


def _address(thing: Any) -> int:
    address: int = sys.modules["shiboken6"].getCppPointer(thing)[0]
    return address


def _windows() -> list[tuple[int, str]]:
    """Return address and name of every window that no other object owns."""
    widgets = _qt("QtWidgets")
    if widgets is None or not isinstance(widgets.QApplication.instance(), widgets.QApplication):
        return []
    return [
        (_address(widget), f"window {type(widget).__name__} {widget.objectName()!r}")
        for widget in widgets.QApplication.topLevelWidgets()
        if widget.parent() is None and type(widget).__name__ != "QTipLabel"
    ]


def _new_windows(before: frozenset[int]) -> list[str]:
    """Return new windows that neither deferred deletion nor the collector removes; close them."""
    if not (core := _qt("QtCore")) or not _qt("QtWidgets"):
        return []
    delete = core.QEvent.Type.DeferredDelete.value
    core.QCoreApplication.sendPostedEvents(None, delete)
    if all(address in before for address, _ in _windows()):
        return []
    gc.collect()
    core.QCoreApplication.sendPostedEvents(None, delete)
    new = {address: name for address, name in _windows() if address not in before}
    for widget in _qt("QtWidgets").QApplication.topLevelWidgets():
        if _address(widget) in new:
            widget.close()
            widget.deleteLater()
    core.QCoreApplication.sendPostedEvents(None, delete)
    return sorted(new.values())


def _watch_timers() -> None:
    """Note every timer that Python starts; Qt has no list of them."""
    core = sys.modules.get("PySide6.QtCore")
    if core is None or hasattr(core.QTimer.start, "watched"):
        return
    original = core.QTimer.start

    def start(self: Any, *arguments: Any) -> None:
        _started_timers.add(self)
        original(self, *arguments)

    start.watched = True  # type: ignore[attr-defined]
    core.QTimer.start = start


def _timers() -> list[tuple[int, str]]:
    """Return address and name of every running timer that belongs to nothing but the program."""
    core = _qt("QtCore")
    if core is None:
        return []
    valid = sys.modules["shiboken6"].isValid
    owners = (None, core.QCoreApplication.instance())
    return [
        (_address(timer), f"timer {type(timer).__name__} {timer.objectName()!r}")
        for timer in list(_started_timers)
        if valid(timer) and timer.isActive() and timer.parent() in owners
    ]
