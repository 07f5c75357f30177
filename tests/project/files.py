"""The files that belong to the project."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
BINARY = {
    ".ttf",
    ".png",
    ".ico",
    ".icns",
    ".mo",
    ".xlsx",
    ".pdf",
    ".pptx",
    ".db",
    ".csdesk",
    ".zip",
}


MADE = {".git", ".venv", "demo-out", "build", "dist", "__pycache__", ".hypothesis"}


def project_files() -> list[Path]:
    """Return every file that is in the repository or could be added to it.

    Without git (a source archive on a bare machine), every file but those that are made here.
    """
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return sorted(path for path in ROOT.rglob("*") if path.is_file() and not is_made(path))
    names = done.stdout.decode().split("\0")
    return sorted(path for name in names if name and (path := ROOT / name).is_file())


def is_made(path: Path) -> bool:
    """Say whether a tool made the file."""
    parts = path.relative_to(ROOT).parts
    caches = any(part.endswith("_cache") for part in parts)
    return caches or bool(MADE & set(parts)) or path.suffix == ".mo"


def text_files() -> list[Path]:
    """Return the project's files that are text."""
    return [path for path in project_files() if path.suffix.lower() not in BINARY]


def name_of(path: Path) -> str:
    """Return the path inside the project, for messages."""
    return path.relative_to(ROOT).as_posix()
