"""The focus stays where it was when a page of records is made anew."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@contextmanager
def kept_focus(page: QWidget) -> Iterator[None]:
    """Give the focus to what bears the same name as before, else to what stands at its place.

    A page without the focus of its window is left alone.
    """
    held, before = _focus_in(page.window()), _stops(page)
    place = before.index(held) if held in before else -1
    name = before[place].accessibleName() if place >= 0 else ""
    yield
    stops = _stops(page)
    if place >= 0 and stops:
        named = [stop for stop in stops if name and stop.accessibleName() == name]
        (named or [stops[min(place, len(stops) - 1)]])[0].setFocus()


def _focus_in(window: QWidget) -> QWidget | None:
    """Return what has the focus in a window, or will when it is active; None for nothing."""
    return window.focusWidget()


def _stops(page: QWidget) -> list[QWidget]:
    """Return what Tab reaches on a page, in the order in which it was made."""
    return [
        one
        for one in page.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and not one.isHidden()
    ]
