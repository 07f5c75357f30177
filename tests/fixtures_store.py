"""Fixtures of a workspace in a file, for the tests of every layer."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from csdesk.data.store import Store
from tests.support import CLOCK, make_store


@pytest.fixture(scope="session")
def empty_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace file with its first user and nothing else; copy it, do not open it."""
    path = tmp_path_factory.mktemp("workspace") / "empty.csdesk"
    make_store(path).close()
    return path


@pytest.fixture
def workspace_path(empty_workspace: Path, tmp_path: Path) -> Path:
    """A fresh workspace file that is not open."""
    path = tmp_path / "test.csdesk"
    shutil.copyfile(empty_workspace, path)
    return path


@pytest.fixture
def store(workspace_path: Path) -> Iterator[Store]:
    """A fresh workspace, open, on 2026-11-20, without backups."""
    opened = Store.open(workspace_path, clock=CLOCK, backups=False)
    yield opened
    opened.close()
