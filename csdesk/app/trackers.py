"""Writing the shared tracker: numbered, with its base kept, checked before it leaves."""

import secrets
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from csdesk.app.queries.plans import load_project
from csdesk.app.queries.tracker import tracker_view
from csdesk.domain.records import Contact, Export, User, Workspace
from csdesk.domain.views.tracker import TrackerView
from csdesk.i18n import Translator

if TYPE_CHECKING:
    from csdesk.data.store import Store


@dataclass(frozen=True, kw_only=True, slots=True)
class TrackerResult:
    """Where the tracker lies, and its number; `warnings` are for us and never in the file."""

    path: Path
    version: int
    items: int
    warnings: tuple[str, ...] = ()


def preview_tracker(
    store: "Store", *, project_id: int, today: date, language: str | None = None
) -> TrackerView:
    """Return the snapshot of the tracker that would be written next; stores nothing."""
    with store.read() as reader:
        loaded = load_project(reader, project_id, today)
        workspace = reader.get(Workspace, 1)
        exports = reader.find(Export, project_id=project_id)
        return tracker_view(
            loaded,
            workspace=workspace,
            users=reader.find(User),
            contacts=reader.find(Contact, customer_id=loaded.customer.id),
            translator=Translator(language or loaded.customer.language.value),
            export_uid=f"x-{secrets.token_hex(8)}",
            version=max((one.number for one in exports), default=0) + 1,
            as_of=today,
            made_at=store.clock.now(),
        )
