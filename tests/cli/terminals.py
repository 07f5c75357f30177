"""Terminals for tests: both ends of a pseudo-terminal, where the machine has any."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Answer


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


def on_terminal(folder: Path, typed: str, *arguments: str) -> Answer:
    """Call the program with a terminal for all three streams."""
    ours, theirs = open_terminal()
    with subprocess.Popen(
        [sys.executable, "-m", "csdesk", *arguments],
        cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs,
    ) as program:  # fmt: skip
        os.close(theirs)
        os.write(ours, typed.encode())
        said = b""
        try:
            while part := os.read(ours, 4096):
                said += part
        except OSError:  # Linux says so when the last writer is gone
            pass
    os.close(ours)
    return Answer(program.returncode, said.decode(), "")
