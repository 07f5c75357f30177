"""The demo as a workspace that the window opens: made once a day, then kept."""

from pathlib import Path

from csdesk.app.demo import build_demo
from csdesk.app.workspace import NewWorkspace, create_workspace, open_workspace
from csdesk.data.store import Store
from csdesk.domain.clock import Clock


def demo_store(*, folder: Path, clock: Clock) -> Store:
    """Open the demo in `folder`; one is made where there is none of today, and none is replaced."""
    day = clock.today("UTC")
    path = folder / f"demo-{day.isoformat()}.csdesk"
    if path.exists():
        return open_workspace(path, clock=clock)
    folder.mkdir(parents=True, exist_ok=True)
    facts = NewWorkspace(company="Rotalane", user="Lin Yue", country="CN", currency="CNY",
                         timezone="Asia/Shanghai")  # fmt: skip
    store = create_workspace(path, facts, clock=clock)
    build_demo(store, store.today())
    return store
