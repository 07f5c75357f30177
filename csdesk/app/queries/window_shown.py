"""The golden window as documents show it."""

from collections.abc import Callable

from csdesk.domain.state import GoldenWindow
from csdesk.domain.views.status import WindowView


def window_view(window: GoldenWindow, name_of: Callable[[int | None], str | None]) -> WindowView:
    """Return a window; `name_of` names its value milestone, None for one that is not shown.

    Without a next value to show, the customer reads the count in which the first one came.
    """
    name = name_of(window.value_row_id)
    if window.since is not None and (window.value_on is None or name is None):
        window = window.first()
        name = name_of(window.value_row_id)
    shown = name is not None
    return WindowView(
        signed_on=window.signed_on,
        last_day=window.last_day,
        length=window.length,
        day=window.day,
        value_name=name or "",
        value_on=window.value_on if shown else None,
        reached=window.reached and shown,
        hold_days=window.hold_days,
        since=window.since,
    )
