"""The machine made ready: virtual environment, pinned packages, system libraries.

Standard library only.
"""

import ctypes
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "csdesk-installed.json"
REQUIREMENTS = ROOT / "requirements"

# What Qt loads at run time, and the Debian package that has it.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
}
WINDOW_LIBRARIES = {
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
}


class Stop(Exception):
    """The command cannot go on; the text says why and what to do."""


def venv_python() -> Path:
    """Return the environment's interpreter."""
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def prepare(group: str, *, window: bool = False) -> None:
    """Make the environment: the packages of `group` (runtime or dev), the libraries Qt needs.

    Costs nothing when everything is there.
    """
    ensure_venv()
    install_requirements(group)
    if sys.platform.startswith("linux"):
        wanted = {**QT_LIBRARIES, **WINDOW_LIBRARIES} if window else QT_LIBRARIES
        missing = [package for library, package in wanted.items() if not loads(library)]
        if missing and not apt_install(missing):
            print(f"Qt may not start without them. Type: {apt_command(missing)}", file=sys.stderr)


def loads(library: str) -> bool:
    """Say whether the dynamic linker finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


# --- virtual environment ---------------------------------------------------------------------


def ensure_venv() -> None:
    """Make `.venv`, or make it anew when its interpreter or its pip does not start."""
    if venv_python().exists() and answers(
        venv_python(), "import pip, sys; assert sys.version_info >= (3, 11)"
    ):
        return
    if importlib.util.find_spec("ensurepip") is None:
        packages = ["python3-venv", f"python3.{sys.version_info.minor}-venv"]
        if not apt_install(packages[:1]) and not apt_install(packages[1:]):
            raise Stop(
                f"Python's venv module is incomplete here. Type: {apt_command(packages[:1])}"
            )
    print(f"Making {VENV}", flush=True)
    try:
        # A process of its own: this one may have started before ensurepip was installed.
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    except subprocess.CalledProcessError as error:
        raise Stop(f"the virtual environment could not be made in {VENV}") from error


def answers(interpreter: Path, code: str) -> bool:
    """Say whether `interpreter` runs `code` without an error."""
    try:
        done = subprocess.run([str(interpreter), "-c", code], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def digest(group: str) -> str:
    """Return the fingerprint of one compiled requirement file."""
    return hashlib.sha256((REQUIREMENTS / f"{group}.txt").read_bytes()).hexdigest()


def installed() -> dict[str, str]:
    """Return the fingerprints of what the environment holds, by group."""
    try:
        stamp: dict[str, str] = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp


def install_requirements(group: str) -> None:
    """Install the pinned packages of `group` unless this very file was installed already.

    The files are complete and carry hashes, therefore nothing is resolved (`--no-deps`).
    """
    if installed().get(group) == digest(group):
        return
    print(f"Installing the pinned packages of requirements/{group}.txt", flush=True)
    command = [
        str(venv_python()),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-deps",
    ]
    command += ["--require-hashes", "--prefer-binary", "-r", str(REQUIREMENTS / f"{group}.txt")]
    # On stderr pip says much about its own configuration; it is shown only when it fails.
    done = subprocess.run(command, stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
        raise Stop("the packages could not be installed; is the package index within reach?")
    # dev holds runtime at the same versions.
    groups = ["dev", "runtime"] if group == "dev" else ["runtime"]
    STAMP.write_text(json.dumps({name: digest(name) for name in groups}), encoding="utf-8")


def lock() -> None:
    """Compile `requirements/*.in` for all systems, with hashes, by uv in a throw-away venv."""
    options = ["--quiet", "--universal", "--python-version", "3.11", "--generate-hashes"]
    options += ["--no-emit-index-url", "--no-header", "--no-annotate", "--upgrade"]
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        scripts = Path(folder) / ("Scripts" if sys.platform == "win32" else "bin")
        subprocess.run(
            [str(scripts / "python"), "-m", "pip", "install", "--quiet", "uv"], check=True
        )
        uv = [str(scripts / "uv"), "pip", "compile", *options]
        dev, runtime = REQUIREMENTS / "dev.txt", REQUIREMENTS / "runtime.txt"
        subprocess.run([*uv, str(dev.with_suffix(".in")), "-o", str(dev)], check=True)
        # The same versions in both: the environment of `test` also serves `run`.
        subprocess.run(
            [*uv, str(runtime.with_suffix(".in")), "-c", str(dev), "-o", str(runtime)], check=True
        )


# --- system packages -------------------------------------------------------------------------


def apt_command(packages: Iterable[str]) -> str:
    """Return what a person types to get `packages`."""
    if shutil.which("apt-get"):
        return f"sudo apt-get install -y --no-install-recommends {' '.join(packages)}"
    return f"your system's package manager, for what Debian calls {' '.join(packages)}"


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages where we are root on Debian or Ubuntu; say whether that was done."""
    if not shutil.which("apt-get") or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    print(f"Installing {' '.join(packages)}", flush=True)
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = {"env": env, "stdout": subprocess.DEVNULL}
    subprocess.run(["apt-get", "update", "-qq"], **quiet, check=False)  # type: ignore[call-overload]
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
    return bool(subprocess.run(command, **quiet, check=False).returncode == 0)  # type: ignore[call-overload]


def postgres_program(name: str) -> str | None:
    """Return the path of one of PostgreSQL's programs, of the newest version that is installed."""
    found = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[4])
    )
    return str(found[-1]) if found else shutil.which(name)


def has_calc() -> bool:
    """Say whether LibreOffice Calc is here; the tests ask it what it makes of our workbooks."""
    if not shutil.which("soffice"):
        return False
    program = Path(str(shutil.which("soffice"))).resolve().parent
    return sys.platform != "linux" or any(program.glob("libsclo.so"))


def has_impress() -> bool:
    """Say whether LibreOffice Impress is here; the tests ask it what it makes of our slides."""
    if not shutil.which("soffice"):
        return False
    program = Path(str(shutil.which("soffice"))).resolve().parent
    return sys.platform != "linux" or any(program.glob("libsdlo.so"))


def uno_python() -> str | None:
    """Return a Python that can speak to LibreOffice: Debian's, or the one beside the program."""
    office = shutil.which("soffice")
    beside = [] if office is None else [*Path(office).resolve().parent.glob("python*")]
    for program in ["/usr/bin/python3", *map(str, beside)]:
        if Path(program).is_file() and os.access(program, os.X_OK):
            done = subprocess.run([program, "-c", "import uno"], capture_output=True, check=False)
            if done.returncode == 0:
                return program
    return None


def has_java() -> bool:
    """Say whether a Java machine is here; MPXJ schedules the same plans as we do by it."""
    program = shutil.which("java")
    if program is None:
        return False
    done = subprocess.run([program, "-version"], capture_output=True, check=False)
    return done.returncode == 0


def prepare_test_programs() -> list[str]:
    """Install what the tests need beside Python where we may; return what is still lacking."""
    checks = {
        "xvfb": lambda: shutil.which("Xvfb") is not None,
        "x11-xserver-utils": lambda: shutil.which("xrandr") is not None,
        "postgresql": lambda: postgres_program("initdb") is not None,
        "libreoffice-calc-nogui": has_calc,
        "libreoffice-impress-nogui": has_impress,
        "python3-uno": lambda: uno_python() is not None,
        "default-jre-headless": has_java,
    }
    if not sys.platform.startswith("linux"):
        del checks["xvfb"], checks["x11-xserver-utils"]
    missing = [package for package, present in checks.items() if not present()]
    if "postgresql" in missing:
        keep_postgresql_idle()
    if missing and not apt_install(missing):
        print(
            f"Tests that need {', '.join(missing)} are left out. Type: {apt_command(missing)}",
            flush=True,
        )
    return [package for package, present in checks.items() if not present()]


def keep_postgresql_idle() -> None:
    """Keep Debian from making and starting a system-wide database server that nobody asked for."""
    settings = Path("/etc/postgresql-common/createcluster.conf")
    if not settings.exists() and os.access("/etc", os.W_OK) and shutil.which("apt-get"):
        settings.parent.mkdir(exist_ok=True)
        settings.write_text("create_main_cluster = false\n", encoding="utf-8")


def prepare_build_programs() -> None:
    """Install what the frozen build needs on Linux."""
    if (
        sys.platform.startswith("linux")
        and not shutil.which("objdump")
        and not apt_install(["binutils"])
    ):
        raise Stop(f"the frozen build needs objdump. Type: {apt_command(['binutils'])}")
