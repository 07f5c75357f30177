"""Commands that are tried: what they would do is looked at, and then all of it is taken back."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from csdesk.data.store import Store
from csdesk.data.unit import Unit


@contextmanager
def rehearsal(store: Store, label: str, /, **named: Any) -> Iterator[Unit]:
    """Open a command as `Store.write` does; at its end nothing of it was stored.

    What is read inside sees what was written so far. Errors come through as they are.
    """
    with suppress(_RehearsedError), store.write(label, **named) as unit:
        yield unit
        raise _RehearsedError


class _RehearsedError(Exception):
    """Takes a rehearsal back."""
