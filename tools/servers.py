"""Servers that the tests use, private to one run and always stopped. Standard library only."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tools.environment import Stop, postgres_program

START_SECONDS = 60
MEMORY = Path("/dev/shm")  # noqa: S108 - only for folders of our own
MEMORY_BYTES = 2**30


def fast_place() -> Path | None:
    """Return where files lie in memory, with room for a run; None without such a place.

    A database waits for the disk several times in each of its transactions.
    """
    if not sys.platform.startswith("linux") or not os.access(MEMORY, os.W_OK | os.X_OK):
        return None
    return MEMORY if shutil.disk_usage(MEMORY).free >= MEMORY_BYTES else None


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Give a folder for the files of one run, in memory if it can be."""
    with tempfile.TemporaryDirectory(
        prefix="csdesk-", dir=fast_place(), ignore_cleanup_errors=True
    ) as folder:
        yield Path(folder)


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def unprivileged() -> dict[str, Any]:
    """Return the `subprocess` arguments that make a child an ordinary user when we are root."""
    if os.geteuid() != 0:
        return {}
    import pwd  # not on Windows

    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise Stop(
        "PostgreSQL refuses to run as root, and this machine has neither postgres nor nobody"
    )


def stop(process: subprocess.Popen[bytes], sent: signal.Signals) -> None:
    """End a server that we started, and wait for it."""
    process.send_signal(sent)
    try:
        process.wait(timeout=20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def postgresql() -> Iterator[str]:
    """Run a new, empty PostgreSQL on loopback; give its SQLAlchemy URL, or '' if there is none."""
    initdb, server, ready = (
        postgres_program(name) for name in ("initdb", "postgres", "pg_isready")
    )
    if not initdb or not server or not ready or sys.platform == "win32":
        print("No PostgreSQL here: the tests of team mode are left out.", flush=True)
        yield ""
        return
    who = unprivileged()
    base = Path(tempfile.mkdtemp(prefix="csdesk-pg-", dir=fast_place()))
    try:
        if who:
            os.chown(base, who["user"], who["group"])
        data, port = base / "data", free_port()
        quiet: dict[str, Any] = {"cwd": base, "stdout": subprocess.DEVNULL, **who}
        make = [
            initdb,
            "-D",
            str(data),
            "-U",
            "csdesk",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C",
            "--no-sync",
        ]
        subprocess.run(make, check=True, **quiet)
        options = [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "max_connections=60",
        ]
        command = [server, "-D", str(data), "-p", str(port)]
        for option in options:
            command += ["-c", option]
        with (base / "log").open("wb") as log:
            process = subprocess.Popen(command, stderr=log, **quiet)
        try:
            probe = [
                ready,
                "-q",
                "-h",
                "127.0.0.1",
                "-p",
                str(port),
                "-U",
                "csdesk",
                "-d",
                "postgres",
            ]
            wait_until_ready(process, probe, base / "log")
            yield f"postgresql+psycopg://csdesk@127.0.0.1:{port}/postgres"
        finally:
            stop(process, signal.SIGINT)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def wait_until_ready(process: subprocess.Popen[bytes], probe: list[str], log: Path) -> None:
    """Return once `probe` succeeds; raise `Stop` with the log if the server ends or is late."""
    for _ in range(START_SECONDS * 10):
        if subprocess.run(probe, check=False).returncode == 0:
            return
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise Stop(f"PostgreSQL did not start:\n{log.read_text(errors='replace')}")


@contextmanager
def virtual_display() -> Iterator[str]:
    """Run an X server without a screen; give the display's name, or '' if none can be had."""
    program = shutil.which("Xvfb")
    if not program:
        yield ""
        return
    read, write = os.pipe()
    options = [
        "-displayfd",
        str(write),
        "-screen",
        "0",
        "1600x1000x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    process = subprocess.Popen([program, *options], pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as answer:
            number = answer.readline().strip()
        if not number:
            raise Stop("the virtual display did not start")
        yield f":{number}"
    finally:
        stop(process, signal.SIGTERM)
