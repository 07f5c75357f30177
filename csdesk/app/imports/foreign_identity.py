"""Which stored row each row of a foreign plan is: by its id, its number, else title and section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csdesk.app.imports.foreign_rows import ForeignRow
from csdesk.domain.merge_identity import fold, link_rows
from csdesk.domain.merge_rows import FileRow, How, Shape
from csdesk.domain.project_uids import file_uid
from csdesk.domain.records import PlanRow

SHEET = "sheet:"
_SAME_WORK = 0.6  # a likeness of titles below it makes one number two rows
_ROWS = Shape(
    fields=("ident", "title", "kind", "above", "start", "finish"),
    editable=frozenset({"title", "start", "finish"}),
    title="title",
    key="ident",
    dates=("kind", "above", "start", "finish"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """A row of the file that is stored already: which, by what, how alike (1: the same)."""

    row: PlanRow
    how: How
    score: float


def own_idents(rows: Sequence[ForeignRow]) -> list[str]:
    """Return what each row is remembered by: `id:7`, `no:1.2`, else `row` with a count."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[_ident(row)] = counts.get(_ident(row), 0) + 1
    found: list[str] = []
    for at, row in enumerate(rows):
        ident = _ident(row)
        found.append(ident if ident and counts[ident] == 1 else f"row:{at + 1}")
    return [f"{SHEET}{ident}" for ident in found]


def _ident(row: ForeignRow) -> str:
    if not row.ident or not row.row:
        return ""
    return f"id:{row.ident}" if row.of_id else f"no:{row.ident}"


def known_rows(rows: Sequence[ForeignRow], stored: Sequence[PlanRow]) -> list[Known | None]:
    """Return for each row of the file the stored one that it is, None for a new one.

    `stored` are in tree order. Evidence is weighed: a number beside quite another title is not
    trusted, since numbers shift when rows are put in between; an id is.
    """
    titles: dict[int, str] = {}
    above: dict[int, tuple[str, ...]] = {}
    for row in stored:
        parent = row.parent_id
        above[row.id] = () if parent is None else (*above.get(parent, ()), titles.get(parent, ""))
        titles[row.id] = row.title
    by_key = {str(row.id): row for row in stored}
    ids = {
        row.source_uid: str(row.id) for row in stored if row.source_uid.startswith(f"{SHEET}id:")
    }
    known = {
        str(row.id): (
            _number(row.source_uid) or None, row.title, _kind(row.kind.is_summary),
            "/".join(above[row.id]), _iso(row.start), _iso(row.target),
        )
        for row in stored
    }  # fmt: skip
    idents = own_idents(rows)
    asked = []
    for at, (one, ident) in enumerate(zip(rows, idents, strict=True)):
        values = (
            _number(ident) or None, one.title, _kind(one.summary), "/".join(one.above),
            _iso(one.start), _iso(one.finish),
        )  # fmt: skip
        asked.append(FileRow(at, ids.get(ident, ""), values))
    found: list[Known | None] = []
    for link in link_rows(_ROWS, known, asked, by_hand=_same_place(rows, idents, stored, above)):
        same = by_key.get(link.row_id or "")
        if link.how is How.NUMBER and link.score < _SAME_WORK:
            same = None
        found.append(None if same is None else Known(row=same, how=link.how, score=link.score))
    return found


def _same_place(
    rows: Sequence[ForeignRow],
    idents: Sequence[str],
    stored: Sequence[PlanRow],
    above: Mapping[int, tuple[str, ...]],
) -> dict[int, str]:
    """Return rows without a number of their own whose title stands in its section as before."""
    ours: dict[tuple[object, ...], list[str]] = {}
    for row in stored:
        key = (fold(row.title), row.kind.is_summary, tuple(map(fold, above[row.id])))
        ours.setdefault(key, []).append(str(row.id))
    theirs: dict[tuple[object, ...], list[int]] = {}
    for at, (one, ident) in enumerate(zip(rows, idents, strict=True)):
        if ident.startswith(f"{SHEET}row:"):
            key = (fold(one.title), one.summary, tuple(map(fold, one.above)))
            theirs.setdefault(key, []).append(at)
    return {
        at: row_id
        for key, places in theirs.items()
        if len(ours.get(key, ())) == len(places)
        for at, row_id in zip(places, ours[key], strict=True)
    }


def uid_of(row: PlanRow) -> str:
    """Return by what the importer of project files knows a stored row."""
    return row.source_uid or file_uid(row)


def share_known(found: Sequence[Known | None]) -> float:
    """Return which part of the file's rows are stored already."""
    return sum(one is not None for one in found) / len(found) if found else 0.0


def fresh_uids(
    found: Sequence[Known | None], idents: Sequence[str], stored: Sequence[PlanRow]
) -> list[str]:
    """Return an identity per row: that of the stored row, else one that no stored row has."""
    taken: Mapping[str, int] = {uid_of(row): row.id for row in stored}
    uids = []
    for at, (one, ident) in enumerate(zip(found, idents, strict=True)):
        if one is not None:
            uids.append(uid_of(one.row))
        else:
            uids.append(ident if ident not in taken else f"{ident}~{at + 1}")
    return uids


def kept_idents(
    found: Sequence[Known | None], idents: Sequence[str], stored: Sequence[PlanRow]
) -> list[str]:
    """Return by what each row is remembered from now on: no row that the file lacks has it.

    A row that is known by its title keeps what it had.
    """
    matched = {one.row.id for one in found if one is not None}
    gone = {row.source_uid for row in stored if row.id not in matched}
    kept = []
    for at, (one, ident) in enumerate(zip(found, idents, strict=True)):
        if one is not None and ident.startswith(f"{SHEET}row:"):
            kept.append(one.row.source_uid)
        else:
            kept.append(f"{ident}~{at + 1}" if ident in gone else ident)
    taken: set[str] = set()
    for at, ident in enumerate(kept):
        if ident in taken:
            kept[at] = f"{ident}~{at + 1}"
        taken.add(kept[at])
    return kept


def _number(uid: str) -> str:
    kind, _, value = uid.removeprefix(SHEET).partition(":")
    return value.partition("~")[0] if kind == "no" and uid.startswith(SHEET) else ""


def _kind(summary: bool) -> str:
    return "phase" if summary else "row"


def _iso(day: object) -> str | None:
    return None if day is None else str(day)
