"""What can still be read when nothing more can be written beside the file."""

from pathlib import Path

from csdesk.data.identity import lock_info_path
from csdesk.data.store import Store
from csdesk.domain.records import Workspace


def test_a_workspace_opens_where_its_holder_cannot_be_named(workspace_path: Path) -> None:
    lock_info_path(workspace_path).mkdir()
    store = Store.open(workspace_path, backups=False)
    try:
        with store.read() as reader:
            assert reader.get(Workspace, 1).id == 1
    finally:
        store.close()
