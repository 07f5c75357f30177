"""A workspace on each database: a file, and a server that `dev.py test` has started."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from csdesk.data.store import Store
from tests.support import CLOCK, make_store


def _admin(url: str, *statements: str) -> None:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def _at(url: str, database: str) -> str:
    return sa.make_url(url).set(database=database).render_as_string(hide_password=False)


@pytest.fixture(scope="session")
def server_url() -> str:
    """The address of a PostgreSQL server on which tests may make databases."""
    url = os.environ.get("CSDESK_TEST_PG_URL")
    if not url:
        pytest.skip("no PostgreSQL: python3 dev.py test starts one (CSDESK_TEST_PG_URL)")
    return url


@pytest.fixture(scope="session")
def server_template(server_url: str) -> Iterator[str]:
    """A database with an empty workspace, to copy."""
    name = f"csdesk_template_{uuid.uuid4().hex[:8]}"
    _admin(server_url, f"CREATE DATABASE {name}")
    make_store(_at(server_url, name)).close()
    yield name
    _admin(server_url, f"DROP DATABASE {name}")


@pytest.fixture
def empty_database(server_url: str) -> Iterator[str]:
    """The address of a database with nothing in it."""
    name = f"csdesk_{uuid.uuid4().hex[:12]}"
    _admin(server_url, f"CREATE DATABASE {name}")
    yield _at(server_url, name)
    _admin(server_url, f"DROP DATABASE {name}")


@pytest.fixture
def server_workspace(server_url: str, server_template: str) -> Iterator[str]:
    """The address of a fresh workspace on the server."""
    name = f"csdesk_{uuid.uuid4().hex[:12]}"
    _admin(server_url, f"CREATE DATABASE {name} TEMPLATE {server_template}")
    yield _at(server_url, name)
    _admin(server_url, f"DROP DATABASE {name}")


@pytest.fixture(params=["file", "server"])
def address(request: pytest.FixtureRequest) -> str:
    """Where a fresh workspace is, once as a file and once on the server."""
    fixture = "workspace_path" if request.param == "file" else "server_workspace"
    return str(request.getfixturevalue(fixture))


@pytest.fixture
def any_store(address: str) -> Iterator[Store]:
    """A fresh open workspace, once in a file and once on the server."""
    opened = Store.open(address, clock=CLOCK, backups=False)
    yield opened
    opened.close()


@pytest.fixture
def backup_folder(workspace_path: Path) -> Path:
    """Where the backups of `workspace_path` go."""
    return workspace_path.with_name("test-backups")
