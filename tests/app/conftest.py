"""A workspace with a row of every kind, one fresh copy per test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from csdesk.data.store import Store
from tests.app.world import World, build_world
from tests.support import CLOCK


@dataclass(frozen=True, slots=True)
class Desk:
    """An open workspace and the ids in it."""

    store: Store
    ids: World


@pytest.fixture(scope="session")
def world_file(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The prepared workspace; copy it, do not open it."""
    path = tmp_path_factory.mktemp("world") / "world.csdesk"
    return path, build_world(path)


@pytest.fixture
def desk(world_file: tuple[Path, World], tmp_path: Path) -> Iterator[Desk]:
    """The prepared workspace, open, on 2026-11-20."""
    source, ids = world_file
    path = tmp_path / "desk.csdesk"
    shutil.copyfile(source, path)
    store = Store.open(path, clock=CLOCK, backups=False)
    yield Desk(store, ids)
    store.close()
