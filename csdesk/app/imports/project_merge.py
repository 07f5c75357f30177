"""An update after both sides changed: what the file changed comes in, what we changed stays.

What belongs together (the dates of a row, its progress) is decided together, so that no row gets
the start of one side and the length of the other.
"""

from collections.abc import Mapping

from csdesk.app.imports.last_import import plain
from csdesk.app.imports.project_left import Left, LeftOut
from csdesk.domain.records import Json, PlanRow

DATES = frozenset(
    {
        "start", "target", "duration", "calendar_days", "hours", "constraint", "constraint_on",
        "pinned", "opens_day",
    }
)  # fmt: skip
_TOGETHER: Mapping[Left, frozenset[str]] = {
    Left.OURS_DATES: DATES,
    Left.OURS_PROGRESS: frozenset({"status", "progress", "actual_start", "actual_finish"}),
    Left.OURS_TITLE: frozenset({"title"}),
    Left.OURS_PLACE: frozenset({"parent_id"}),
    Left.OURS_DEADLINE: frozenset({"deadline"}),
    Left.OURS_REPEATS: frozenset({"repeats"}),
}


def merged(
    changes: Mapping[str, object], stored: PlanRow, base: Mapping[str, Json] | None, *, theirs: bool
) -> tuple[dict[str, object], list[Left]]:
    """Return what to write of the changes of a file, and in what both sides changed the row.

    `changes` are the columns in which the file differs from the stored row, `base` what it held
    when the two were last equal (None: nobody knows, the file holds); a column that `base` lacks
    has not changed here since. With `theirs` the file holds where both changed.
    """
    if base is None:
        return dict(changes), []
    kept = dict(changes)
    both: list[Left] = []
    for kind, columns in _TOGETHER.items():
        touched = columns & changes.keys()
        if not touched:
            continue
        by_us = any(name in base and plain(getattr(stored, name)) != base[name] for name in columns)
        by_file = any(
            plain(changes[name]) != base.get(name, plain(getattr(stored, name))) for name in touched
        )
        if by_file and (theirs or not by_us):
            continue
        if by_file:
            both.append(kind)
        for name in touched:
            del kept[name]
    return kept, both


def said(kind: Left, row: PlanRow, stored: PlanRow) -> LeftOut:
    """Return the line that says that ours stays, and what the file has instead."""
    params: dict[str, object] = {
        "name": stored.title,
        "first": row.start or row.target or "?",
        "last": row.target or row.start or "?",
        "percent": f"{row.progress}%",
        "theirs": row.title,
        "day": row.deadline or "–",
    }
    return LeftOut(kind=kind, uid=row.source_uid, params=params)
