"""The three-way merge of a returned file: base as exported, theirs in the file, ours now.

Nothing that either side wrote is lost: an edit of theirs is a change, a conflict, a cell that
cannot be read or one that is not theirs to edit; an edit of ours stays until a person decides, and
is listed as kept where they left the cell alone.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from csdesk.domain.merge_identity import fold, link_rows
from csdesk.domain.merge_rows import (
    ABSENT,
    GRAVITY,
    CellDiff,
    FileRow,
    FileValue,
    KeptRow,
    Kind,
    Known,
    KnownRow,
    Link,
    Merge,
    RowDiff,
    Shape,
    Unread,
    Value,
)

GONE = "gone"  # the row is no longer among ours
SIDE_AND_OWNER = "side_and_owner"  # the owner in the file stands on another side than the file says
TITLE_MISSING = "title_missing"


def merge(
    shape: Shape,
    *,
    base: Known,
    theirs: Sequence[FileRow],
    ours: Known,
    locked: Collection[str] = (),
    sides: Mapping[str, str] | None = None,
    by_hand: Mapping[int, str | None] | None = None,
) -> Merge:
    """Compare a file with its base and with the present.

    Rows of `locked` ids are not theirs to edit. `sides` maps the folded names of people to their
    side: side and owner are one fact. `by_hand` links rows of the file that nothing else links.
    """
    recent = {row_id: values for row_id, values in ours.items() if row_id not in base}
    links = link_rows(shape, base, theirs, recent=recent, by_hand=by_hand)
    comparing = _Comparing(shape, frozenset(locked), sides or {})
    counts: Counter[Kind] = Counter()
    rows: list[RowDiff] = []
    kept: list[KeptRow] = []
    seen: set[str] = set()
    nothing: KnownRow = (None,) * len(shape.fields)
    unchanged = 0
    for row, link in zip(theirs, links, strict=True):
        row_id = link.row_id
        if row_id is not None:
            before = base.get(row_id, nothing)
            if row.values == before:
                seen.add(row_id)
                unchanged += 1
                now = ours.get(row_id)
                if now != before and now is not None and before is not nothing:
                    kept.append(KeptRow(row, link, before, now))
                continue
            if not any(value is not None and value is not ABSENT for value in row.values):
                continue  # an emptied row is a missing one
            seen.add(row_id)
            now = ours.get(row_id)
            found = comparing.known(row, link, before, now)
            if now != before and now is not None and before is not nothing:
                kept.append(KeptRow(row, link, before, now, comparing.contested(row_id, found)))
        elif link.same:
            found = None
        else:
            original = base.get(link.copy_of) or ours.get(link.copy_of)
            found = comparing.fresh(row, link, original)
        if found is None:
            unchanged += 1
        else:
            rows.append(found)
            counts[found.kind] += 1
    counts[Kind.UNCHANGED] += unchanged
    return Merge(
        shape=shape,
        rows=rows,
        missing=[row_id for row_id in base if row_id not in seen],
        counts={kind: counts[kind] for kind in Kind},
        kept=kept,
        touched=comparing.touched,
    )


class _Comparing:
    """Compares rows of one sheet, cell by cell."""

    def __init__(self, shape: Shape, locked: frozenset[str], sides: Mapping[str, str]) -> None:
        self._shape, self._locked, self._sides = shape, locked, sides
        self._groups: dict[int, tuple[int, ...]] = {}
        for group in shape.facts:
            places = tuple(shape.at(field) for field in group)
            self._groups |= dict.fromkeys(places, places)
        self._has_sides = ("side", "owner") in shape.facts
        self.touched: dict[str, Sequence[str]] = {}

    def known(
        self, row: FileRow, link: Link, base: KnownRow, ours: KnownRow | None
    ) -> RowDiff | None:
        """Compare a row that we know; None when nothing of it differs."""
        row_id = link.row_id or ""
        editable = frozenset() if row_id in self._locked else self._shape.editable
        cells: list[CellDiff] = []
        touched: list[str] = []
        for at, (field, value) in enumerate(zip(self._shape.fields, row.values, strict=True)):
            before = base[at]
            if value is ABSENT or value == before:
                continue
            now = ours[at] if ours is not None else None
            if isinstance(value, Unread) and value.written == before:
                continue  # it was no value when it left, and nobody touched it
            touched.append(field)
            if isinstance(value, Unread):
                kind = Kind.UNREADABLE if field in editable else Kind.NOT_EDITABLE
                cells.append(_unread(kind, field, before, value, now))
                continue
            if ours is not None and value == now:
                continue
            fault = GONE if ours is None else ""
            if field not in editable:
                kind = Kind.NOT_EDITABLE
            elif ours is None or self._changed(at, base, ours):
                kind = Kind.CONFLICT
            else:
                kind = Kind.CHANGED
            cells.append(
                CellDiff(kind=kind, field=field, base=before, theirs=value, ours=now, fault=fault)
            )
        if touched:
            self.touched[row_id] = touched
        if self._has_sides and ours is not None:
            cells = self._with_side(cells, row.values, base, ours)
        if not cells:
            return None
        return RowDiff(
            key=row_id, place=row.place, row_id=row_id, kind=_gravest(cells), link=link,
            cells=tuple(cells),
        )  # fmt: skip

    def contested(self, row_id: str, found: RowDiff | None) -> frozenset[str]:
        """Return the fields of a row in which theirs counts: a fact counts as a whole."""
        said = set(self.touched.get(row_id, ()))
        for cell in found.cells if found is not None else ():
            places = self._groups.get(self._shape.at(cell.field), ())
            said.update((cell.field, *(self._shape.fields[at] for at in places)))
        return frozenset(said)

    def fresh(self, row: FileRow, link: Link, original: KnownRow | None) -> RowDiff:
        """Propose a row that we do not know, with what stands in it that is not theirs to say."""
        shape = self._shape
        cells: list[CellDiff] = []
        values: list[Value] = []
        for at, (field, value) in enumerate(zip(shape.fields, row.values, strict=True)):
            readable = value if isinstance(value, str) else None
            copied = original is not None and value == original[at]
            if field in shape.given or (shape.editable == frozenset()):
                values.append(None)
                if value is not None and value is not ABSENT and not copied:
                    written = value.written if isinstance(value, Unread) else ""
                    cells.append(
                        CellDiff(
                            kind=Kind.NOT_EDITABLE, field=field, base=None, theirs=readable,
                            ours=None, written=written,
                        )
                    )  # fmt: skip
                continue
            values.append(readable)
            if isinstance(value, Unread):
                cells.append(_unread(Kind.UNREADABLE, field, None, value, None))
        title = row.values[shape.at(shape.title)]
        if shape.editable and (title is None or title is ABSENT):
            missing = Unread("", TITLE_MISSING)
            cells.append(_unread(Kind.UNREADABLE, shape.title, None, missing, None))
        if self._has_sides:
            cells += self._sides_disagree(values)
        least = Kind.NEW if shape.editable else Kind.NOT_EDITABLE
        kind = min((least, *(cell.kind for cell in cells)), key=GRAVITY.__getitem__)
        return RowDiff(
            key=f"new-{row.place}", place=row.place, row_id=None, kind=kind, link=link,
            cells=tuple(cells), values=tuple(values),
        )  # fmt: skip

    def _changed(self, at: int, base: KnownRow, ours: KnownRow) -> bool:
        """Whether we changed a field, or the fact that it is a part of."""
        return any(base[place] != ours[place] for place in self._groups.get(at, (at,)))

    def _with_side(
        self,
        cells: list[CellDiff],
        values: tuple[FileValue, ...],
        base: KnownRow,
        ours: KnownRow,
    ) -> list[CellDiff]:
        """Let the side follow a new owner and an owner go with another side; ask if they differ."""
        taken = {cell.field: cell for cell in cells if cell.kind is Kind.CHANGED}
        side, owner = taken.get("side"), taken.get("owner")
        if side is None and owner is None:
            return cells
        asked = {cell.field for cell in cells} - set(taken)
        at_side, at_owner = self._shape.at("side"), self._shape.at("owner")
        stands_on = self._side_of(owner.theirs if owner else base[at_owner])
        if side is not None and owner is not None:
            if owner.theirs is not None and stands_on not in (None, side.theirs):
                return [_asked(one) if one in (side, owner) else one for one in cells]
            return cells
        if owner is not None and "side" not in asked and stands_on not in (None, ours[at_side]):
            follows, to, now = "side", stands_on, ours[at_side]
        elif (
            side is not None
            and "owner" not in asked
            and ours[at_owner] is not None
            and stands_on != side.theirs
        ):
            follows, to, now = "owner", None, ours[at_owner]
        else:
            return cells
        before = base[self._shape.at(follows)]
        derived = CellDiff(
            kind=Kind.CHANGED, field=follows, base=before, theirs=to, ours=now, follows=True
        )
        order = self._shape.fields.index
        return sorted([*cells, derived], key=lambda cell: order(cell.field))

    def _sides_disagree(self, values: Sequence[Value]) -> list[CellDiff]:
        """Ask where a new row names a side and an owner who stands on another."""
        side = values[self._shape.at("side")]
        stands_on = self._side_of(values[self._shape.at("owner")])
        if side is None or stands_on in (None, side):
            return []
        return [
            CellDiff(
                kind=Kind.CONFLICT, field="side", base=None, theirs=side, ours=stands_on,
                fault=SIDE_AND_OWNER,
            )
        ]  # fmt: skip

    def _side_of(self, owner: Value) -> str | None:
        return None if owner is None else self._sides.get(fold(owner))


def _unread(kind: Kind, field: str, base: Value, value: Unread, ours: Value) -> CellDiff:
    return CellDiff(
        kind=kind, field=field, base=base, theirs=None, ours=ours, written=value.written,
        fault=value.fault, guess=value.guess,
    )  # fmt: skip


def _asked(cell: CellDiff) -> CellDiff:
    return CellDiff(
        kind=Kind.CONFLICT, field=cell.field, base=cell.base, theirs=cell.theirs, ours=cell.ours,
        fault=SIDE_AND_OWNER,
    )  # fmt: skip


def _gravest(cells: Sequence[CellDiff]) -> Kind:
    return min((cell.kind for cell in cells), key=GRAVITY.__getitem__)
