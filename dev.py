#!/usr/bin/env python3
"""Everything a developer does with csdesk, with nothing but Python: `python3 dev.py --help`."""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - said here, before anything newer is imported
    sys.exit("csdesk needs Python 3.11 or newer; this is " + sys.version.split()[0])

import argparse
import os
import signal
import subprocess
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial

from tools import environment, servers
from tools.environment import ROOT, Stop

DEMO = ROOT / "demo-out"
NO_TESTS_COLLECTED = 5
WORKERS = 2
IMPORT_CONTRACTS = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_logo=True))"
)


def python(*arguments: str, env: dict[str, str] | None = None) -> int:
    """Run the Python of `.venv` in the project's folder and return its exit code."""
    command = [str(environment.venv_python()), *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode


def must(code: int, what: str) -> None:
    """Stop with the failed step's name unless `code` is 0."""
    if code:
        raise Stop(f"{what} failed with exit code {code}")


def compile_texts() -> None:
    """Compile the catalogues whose compiled form is missing or older than its source."""
    sources = sorted((ROOT / "resources" / "locale").glob("*/LC_MESSAGES/csdesk.po"))
    stale = [
        source
        for source in sources
        if not source.with_suffix(".mo").exists()
        or source.with_suffix(".mo").stat().st_mtime < source.stat().st_mtime
    ]
    if stale:
        must(python("-m", "tools.strings", "compile"), "compiling the texts")


def has_display() -> bool:
    """Say whether a window can be shown here."""
    if sys.platform in {"darwin", "win32"}:
        return True
    asked = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    shown = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return bool(shown) and asked not in {"offscreen", "minimal"}


def run(options: argparse.Namespace) -> int:
    """Make the demo workspace with its documents, then open it in the window."""
    window = has_display() and not options.no_window
    environment.prepare("runtime", window=window)
    compile_texts()
    workspace = DEMO / "demo.csdesk"
    if workspace.exists():
        print(f"The demo workspace is kept as you left it: {workspace}")
    else:
        must(python("-m", "csdesk", "demo", str(DEMO)), "making the demo")
        print(f"The demo workspace and its documents are in {DEMO}")
    if not window:
        why = "as asked" if options.no_window else "this machine shows no display"
        print(f"No window is opened ({why}).")
        return 0
    return python("-m", "csdesk", str(workspace))


def run_checks(failed: list[str]) -> None:
    """Run linters, types and import contracts; add the names of those that fail to `failed`."""
    steps = {
        "ruff": ["-m", "ruff", "check", "--quiet", "."],
        "mypy": ["-m", "mypy"],
        "import contracts": ["-c", IMPORT_CONTRACTS],
    }
    for name, arguments in steps.items():
        timed(name, partial(python, *arguments), failed)


def timed(name: str, step: Callable[[], int], failed: list[str]) -> None:
    """Run one step, print how long it took, and note it in `failed` if it failed."""
    print(f"== {name}", flush=True)
    started = time.monotonic()
    code = step()
    print(
        f"== {name}: {'FAILED' if code else 'ok'}, {time.monotonic() - started:.1f} s", flush=True
    )
    if code:
        failed.append(name)


def finish(failed: Sequence[str]) -> int:
    """Print the verdict on stderr: on stdout the test runner's closing line stays last."""
    if failed:
        print(f"FAILED: {', '.join(failed)}", file=sys.stderr)
        return 1
    return 0


def check(_options: argparse.Namespace) -> int:
    """Run ruff, mypy and import-linter."""
    environment.prepare("dev")
    failed: list[str] = []
    run_checks(failed)
    return finish(failed)


def test(options: argparse.Namespace) -> int:
    """Do all that CI does: set up, check, start the servers, run every test."""
    environment.prepare("dev", window=True)
    lacking = environment.prepare_test_programs()
    if lacking and os.environ.get("CI"):
        raise Stop(f"CI needs {', '.join(lacking)}")
    compile_texts()
    failed: list[str] = []
    if not options.no_check:
        run_checks(failed)
    env = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONFAULTHANDLER": "1"}
    # Hundreds of processes are started: what one has compiled serves the next.
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONDONTWRITEBYTECODE"):
        env.pop(name, None)
    if options.long:
        env["CSDESK_LONG"] = "1"
    with ExitStack() as stack:
        env["TMPDIR"] = str(stack.enter_context(servers.scratch_folder()))
        url = stack.enter_context(servers.postgresql())
        if url:
            env["CSDESK_TEST_PG_URL"] = url
        displays = [stack.enter_context(servers.virtual_display()) for _ in range(WORKERS)]
        timed("tests", lambda: run_tests(env, displays, options.arguments), failed)
    return finish(failed)


def run_tests(env: dict[str, str], displays: Sequence[str], arguments: Sequence[str]) -> int:
    """Run the tests of a real window, each worker on a display of its own, then all others."""
    codes = []
    # Each has a half in one piece: what a file prepares is made once. Who ends first takes over.
    parallel = ["-m", "pytest", "-n", str(WORKERS), "--dist", "worksteal"]
    if all(displays):
        real = {**env, "CSDESK_TEST_DISPLAYS": " ".join(displays), "QT_QPA_PLATFORM": "xcb"}
        codes.append(python(*parallel, "-q", "-m", "window", *arguments, env=real))
    else:
        print("No virtual display here: the tests of a real window are left out.", flush=True)
    codes.append(python(*parallel, "-m", "not window", *arguments, env=env))
    # A choice such as `-k name` may well leave one of the two runs empty, not both.
    ran = [code for code in codes if code != NO_TESTS_COLLECTED]
    return max(ran, default=NO_TESTS_COLLECTED)


def tool(module: str, *, window: bool = False) -> Callable[[argparse.Namespace], int]:
    """Return a command that runs `module` inside the environment with the given arguments."""

    def command(options: argparse.Namespace) -> int:
        environment.prepare("dev", window=window)
        compile_texts()
        return python("-m", module, *options.arguments)

    return command


def build(_options: argparse.Namespace) -> int:
    """Write a wheel and a frozen program into `dist/`, and start the frozen one once."""
    environment.prepare("dev")
    environment.prepare_build_programs()
    compile_texts()
    wheel = [
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "-w",
        "dist",
        ".",
    ]
    must(python(*wheel), "the wheel")
    freeze = ["-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "build.spec"]
    must(python(*freeze), "the frozen build")
    suffix = ".exe" if sys.platform == "win32" else ""
    program = ROOT / "dist" / "csdesk" / f"csdesk{suffix}"
    must(
        subprocess.run([str(program), "--help"], check=False).returncode,
        "starting the frozen build",
    )
    print(f"Built: {program} and a wheel beside it")
    return 0


def lock(_options: argparse.Namespace) -> int:
    """Compile the requirement files anew from `requirements/*.in`."""
    environment.lock()
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of this script's commands."""
    top = argparse.ArgumentParser(prog="dev.py", description=__doc__)
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    def add(
        name: str, action: Callable[[argparse.Namespace], int], text: str
    ) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(action=action, arguments=[])
        return command

    command = add("run", run, "make the demo workspace and open it in the window")
    command.add_argument("--no-window", action="store_true", help="make the demo only")
    command = add("test", test, "do all that CI does; arguments after -- go to pytest")
    command.add_argument("--long", action="store_true", help="run all rounds of the long proofs")
    command.add_argument("--no-check", action="store_true", help="leave the checks out")
    add("check", check, "ruff, mypy and import contracts")
    add(
        "bench",
        tool("benchmarks.run"),
        "measure against the floors; arguments after -- are passed on",
    )
    add("screenshots", tool("tools.screenshots"), "pictures of the window and of the documents")
    add("strings", tool("tools.strings"), "extract the texts anew and update the catalogues")
    add("build", build, "a wheel and a frozen program in dist/")
    add("lock", lock, "compile the requirement files anew")
    return top


def main(arguments: list[str]) -> int:
    """Run one command; what stands after `--` is for the program that the command starts."""
    passed: list[str] = []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, passed = arguments[:at], arguments[at + 1 :]
    options = parser().parse_args(arguments)
    options.arguments = passed
    os.chdir(ROOT)
    # Ended from outside, the servers of a test run are stopped like otherwise.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        return int(options.action(options))
    except Stop as reason:
        print(f"dev.py: {reason}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
