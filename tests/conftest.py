"""What every test gets: a home of its own, the shared data, and guards against leaks."""

import gc
import os
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from csdesk.bootstrap import spare_collections
from tests import leaks

pytest_plugins = ["tests.fixtures_office", "tests.fixtures_store"]

ROOT = Path(__file__).resolve().parent.parent
SHARED_DATA = ROOT.parent / "shared" / "data"
if displays := os.environ.get("CSDESK_TEST_DISPLAYS", "").split():
    # The keyboard is in one window of a display: no two workers share one.
    os.environ["DISPLAY"] = displays[int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:])]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# A busy machine is no failure, therefore no deadline.
settings.register_profile("short", deadline=None, max_examples=100)
settings.register_profile("long", deadline=None, max_examples=2000)
settings.load_profile("long" if os.environ.get("CSDESK_LONG") else "short")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Spare a run of the tests of a real window the import of all files that have none."""
    if config.option.markexpr != "window" or collection_path.suffix != ".py":
        return None
    return "mark.window" not in collection_path.read_text("utf-8") or None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the long rounds, unless they are asked for; they are counted as deselected."""
    if os.environ.get("CSDESK_LONG"):
        return
    long = [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("long")]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip tests of a real window where `dev.py test` has not started a display for them."""
    if item.get_closest_marker("window") and os.environ["QT_QPA_PLATFORM"] == "offscreen":
        pytest.skip("needs a real display: run python3 dev.py test")


def pytest_collection_finish() -> None:
    """Collect garbage as the program does, and never what lives as long as the run."""
    spare_collections()
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real input files that lies beside the checkout."""
    if not SHARED_DATA.is_dir():
        message = f"the shared input files are not here: {SHARED_DATA}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return SHARED_DATA


@pytest.fixture(scope="session")
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Caches that are dear to build (fonts) are built once a run."""
    home = tmp_path_factory.mktemp("home")
    os.environ["XDG_CACHE_HOME"] = str(home / "cache")
    return home


@pytest.fixture(autouse=True)
def own_home(_session_home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the test an empty home, so that it never touches the developer's settings."""
    home = _session_home / "per-test"
    home.mkdir()
    for name in [name for name in os.environ if name.startswith("CSDESK_")]:
        if name != "CSDESK_LONG" and not name.startswith("CSDESK_TEST_"):
            monkeypatch.delenv(name)
    folders = {
        "HOME": "",
        "USERPROFILE": "",
        "APPDATA": "Roaming",
        "LOCALAPPDATA": "Local",
        "XDG_CONFIG_HOME": "config",
        "XDG_DATA_HOME": "data",
        "XDG_STATE_HOME": "state",
        "XDG_RUNTIME_DIR": "run",
    }
    for variable, folder in folders.items():
        monkeypatch.setenv(variable, str(home / folder))
    (home / "run").mkdir(mode=0o700)
    yield home
    shutil.rmtree(home, ignore_errors=True)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember whether the test failed, for the guard below."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


@pytest.fixture(autouse=True)
def no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail the test that leaves a running thread, a window without a parent or a timer."""
    before = leaks.standing()
    yield
    found = leaks.left_behind(before, failed=request.node.stash.get(FAILED, False))
    if found:
        pytest.fail(f"the test leaves behind: {', '.join(found)}", pytrace=False)
