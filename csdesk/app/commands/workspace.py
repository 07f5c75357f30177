"""Commands on our own facts: company, defaults for new customers, length of the golden window."""

from csdesk.app.commands.records import update_record
from csdesk.data.store import Store
from csdesk.domain.records import Workspace


def update(store: Store, *, workspace_id: int = 1, **changes: object) -> Workspace:
    """Change our facts and defaults; customers that exist keep what they have."""
    with store.write("workspace.update") as unit:
        return update_record(unit, Workspace, workspace_id, changes)
