"""Decisions on returned trackers in the column that keeps them, by the version they fell after."""

from collections.abc import Mapping, Sequence
from typing import cast

from csdesk.data.reader import Reader
from csdesk.domain.merge_rows import CONTACTS, ITEMS, Shape
from csdesk.domain.records import Json, TrackerReturn
from csdesk.domain.verdicts import Became, Verdict

_KEY = "verdicts"
_NAMES: Mapping[Shape, str] = {ITEMS: "items", CONTACTS: "contacts"}


def with_verdicts(
    content: Json, before: Json, made: Mapping[Shape, Sequence[Verdict]], version: int
) -> Json:
    """Return content that keeps what was decided `before` and now; nothing stays nothing.

    `version` is the last one that left before these decisions.
    """
    known = cast("list[Json]", cast("dict[str, Json]", before or {}).get(_KEY) or [])
    fresh: list[Json] = [
        _plain(name, one, version) for shape, name in _NAMES.items() for one in made.get(shape, ())
    ]
    if not known and not fresh:
        return content
    return {**cast("dict[str, Json]", content or {}), _KEY: [*known, *fresh]}


def verdicts_between(
    reader: Reader, project_id: int, first: int, last: int
) -> dict[Shape, list[Verdict]]:
    """Return what was decided on a project's trackers between two versions, oldest first."""
    dated: list[tuple[int, str, Verdict]] = []
    for one in reader.find(TrackerReturn, project_id=project_id):
        kept = cast("dict[str, Json]", one.content or {}).get(_KEY) or []
        for line in cast("list[dict[str, str | None]]", kept):
            version = int(line["after"] or 0)
            if first <= version < last:
                dated.append((version, str(line["sheet"]), _verdict(line)))
    dated.sort(key=lambda line: line[0])
    return {shape: [one for _, sheet, one in dated if sheet == name]
            for shape, name in _NAMES.items()}  # fmt: skip


def _plain(sheet: str, one: Verdict, version: int) -> Json:
    line: dict[str, Json] = {"after": version, "sheet": sheet, "became": one.became.value}
    for name in ("row", "field", "theirs", "title", "reason", "both"):
        if value := getattr(one, name):
            line[name] = value
    return line


def _verdict(line: Mapping[str, str | None]) -> Verdict:
    return Verdict(
        became=Became(str(line["became"])),
        row=line.get("row") or "",
        field=line.get("field") or "",
        theirs=line.get("theirs"),
        title=line.get("title") or "",
        both=bool(line.get("both")),
        reason=line.get("reason") or "",
    )
