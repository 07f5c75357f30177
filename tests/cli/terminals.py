"""Terminals for tests: both ends of a pseudo-terminal, where the machine has any."""

import sys

import pytest


def open_terminal() -> tuple[int, int]:
    """Return our end and the program's; skip the test, with the reason, where there is none.

    A bare chroot has no /dev/pts mounted, and Windows no such terminals at all.
    """
    if sys.platform == "win32":
        pytest.skip("no pseudo-terminals on Windows")
    import pty

    try:
        return pty.openpty()
    except OSError as error:
        pytest.skip(f"no pseudo-terminal here: {error}")
