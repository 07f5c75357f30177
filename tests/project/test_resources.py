"""Resources are found wherever the program lies."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from csdesk.resources import resource_path, resource_root
from tests.project.files import ROOT

FONTS = ["CSDeskLatin", "CSDeskSans", "CSDeskSansTC"]


def test_checkout() -> None:
    assert resource_root() == ROOT / "resources"


@pytest.mark.parametrize("family", FONTS)
@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_fonts_are_there_with_true_type_outlines(family: str, weight: str) -> None:
    data = resource_path(f"fonts/{family}-{weight}.ttf").read_bytes()
    assert data[:4] == b"\x00\x01\x00\x00"


def test_fonts_carry_their_licence() -> None:
    for name in ("OFL-NotoSansSC.txt", "OFL-SourceSans3.txt"):
        assert "SIL Open Font License" in resource_path(f"fonts/{name}").read_text("utf-8")


@pytest.mark.parametrize("name", ["../pyproject.toml", "/etc/hosts", "fonts/../../dev.py"])
def test_names_outside_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match="not inside"):
        resource_path(name)


def test_frozen_build(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert resource_root() == tmp_path / "resources"


def test_installed_package(tmp_path: Path) -> None:
    """A wheel carries the folder inside the package."""
    package = tmp_path / "csdesk"
    (package / "_resources").mkdir(parents=True)
    for name in ("__init__.py", "resources.py"):
        shutil.copy(ROOT / "csdesk" / name, package)
    code = "from csdesk.resources import resource_root; print(resource_root())"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == str(package / "_resources")
