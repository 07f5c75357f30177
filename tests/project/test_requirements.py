"""The pinned packages: complete, hashed, the same in all places."""

import re
import tomllib

import pytest

from tests.project.files import ROOT

REQUIREMENTS = ROOT / "requirements"


def pins(group: str) -> dict[str, set[str]]:
    """Return name -> versions (one for each range of Python versions) of a compiled file."""
    found: dict[str, set[str]] = {}
    for line in (REQUIREMENTS / f"{group}.txt").read_text("utf-8").splitlines():
        match = re.match(r"([a-z0-9-]+)==(\S+)", line)
        if match:
            found.setdefault(match[1], set()).add(match[2])
    return found


def wanted(group: str) -> list[str]:
    """Return the requirement lines of an input file, spaces and quotes made alike."""
    lines = (REQUIREMENTS / f"{group}.in").read_text("utf-8").splitlines()
    return [line.replace('"', "'") for line in lines if line and line[0] not in "#-"]


@pytest.mark.parametrize("group", ["runtime", "dev"])
def test_every_pin_has_a_hash(group: str) -> None:
    text = (REQUIREMENTS / f"{group}.txt").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text.strip())
    assert len(entries) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []


def test_dev_holds_runtime_at_the_same_versions() -> None:
    dev = pins("dev")
    assert {name: dev.get(name) for name in pins("runtime")} == pins("runtime")


def test_package_metadata_lists_the_same_requirements() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["dependencies"] == wanted("runtime")
    assert project["optional-dependencies"]["team"] == wanted("team")
