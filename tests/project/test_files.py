"""Rules about the files themselves."""

import ast
import re
import stat
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT, name_of, project_files, text_files

MOST_LINES = 600
# Written in pieces, so that this file does not hold what it looks for.
REGISTRY = re.compile(
    "pypi" + r"\.org|pythonhosted" + r"\.org|registry\.npm" + r"js|"
    r"(extra-)?index" + r"-url\s*[=:]?\s*\S*://|://\S+/" + r"simple\b",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(r"(?<![\w.~:/-])/" + r"(work|root|home/\w+|Users/\w+)/")


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name_of(path)}:{number}: {line.strip()[:120]}"
        for path in text_files()
        for number, line in enumerate(path.read_text("utf-8", "replace").splitlines(), 1)
        if pattern.search(line)
    ]


def python_files() -> list[Path]:
    return [path for path in project_files() if path.suffix == ".py"]


def test_no_python_file_is_too_long() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in python_files()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_no_registry_address() -> None:
    assert lines_with(REGISTRY) == []


def test_no_path_of_one_machine() -> None:
    assert lines_with(MACHINE_PATH) == []


@pytest.mark.parametrize(
    "line", ["--index" + "-url=https://mirror.example/x", "https://mirror.example" + "/simple/"]
)
def test_registry_pattern_finds_addresses(line: str) -> None:
    assert REGISTRY.search(line)


def test_machine_path_pattern() -> None:
    assert MACHINE_PATH.search('open("/' + 'work/main/x")')
    assert not MACHINE_PATH.search("see ../work/x and https://host.example/home/page/")


def test_nothing_pumps_events_by_hand() -> None:
    word = "process" + "Events"
    found = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            named = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
            if named == word:
                found.append(f"{name_of(path)}:{getattr(node, 'lineno', 0)}")
    assert found == []


def test_no_file_is_there_twice_in_another_case() -> None:
    names = [name_of(path).lower() for path in project_files()]
    assert len(names) == len(set(names))


def test_every_source_folder_is_a_package() -> None:
    """Except the migrations, which Alembic loads by their paths."""
    sources = (ROOT / "csdesk").rglob("*.py")
    folders = {path.parent for path in sources if path.parent.name != "versions"}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


@pytest.mark.skipif(sys.platform == "win32", reason="no executable bit there")
def test_ci_script_is_executable() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & stat.S_IXUSR


def test_readme_shows_both_commands_on_its_first_screen() -> None:
    first = "\n".join((ROOT / "README.md").read_text("utf-8").splitlines()[:30])
    assert "python3 dev.py run" in first
    assert "python3 dev.py test" in first
