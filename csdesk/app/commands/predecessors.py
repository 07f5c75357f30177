"""Setting what a row follows: all its links at once, as they are typed in its cell."""

from collections.abc import Mapping, Sequence
from typing import Any

from csdesk.app.commands import items, links
from csdesk.data.store import Store
from csdesk.domain.link_text import LinkSpec
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.records import Dependency, PlanRow


def set_links(store: Store, *, row_id: int, specs: Sequence[LinkSpec]) -> list[Dependency]:
    """Let a row follow exactly these rows, and return its links; those that stay keep their id.

    Raises the `UserError`s of a link; then nothing changes.
    """
    with store.write("predecessors.set_links") as unit:
        unit.get(PlanRow, row_id)
        there = {
            (link.predecessor_id, link.type): link
            for link in unit.find(Dependency, successor_id=row_id)
        }
        wanted = {(spec.predecessor_id, spec.type): spec for spec in specs}
        for key, link in there.items():
            if key not in wanted:
                links.unlink(store, link_id=link.id)
        for key, spec in wanted.items():
            old = there.get(key)
            if old is None:
                links.link(
                    store, predecessor_id=spec.predecessor_id, successor_id=row_id, type=spec.type,
                    lag=spec.lag, lag_calendar_days=spec.lag_calendar_days,
                )  # fmt: skip
            elif (old.lag, old.lag_calendar_days) != (spec.lag, spec.lag_calendar_days):
                links.update(
                    store, link_id=old.id, lag=spec.lag, lag_calendar_days=spec.lag_calendar_days
                )
        return unit.find(Dependency, successor_id=row_id)


def apply(
    store: Store,
    *,
    edits: Mapping[int, Mapping[str, Any]],
    followed: Mapping[int, Sequence[LinkSpec]],
    progress: Progress | None = None,
) -> int:
    """Set other fields on each row and the links of some, in one command; if one refuses, none."""
    progress = progress or NoProgress()
    rows = set(edits) | set(followed)
    with store.write("items.update", n=len(rows)):
        items.update_each(store, edits=edits, progress=progress)
        for row_id, specs in followed.items():
            progress.check_cancelled()
            set_links(store, row_id=row_id, specs=specs)
    return len(rows)
