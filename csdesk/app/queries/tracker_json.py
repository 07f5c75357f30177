"""A review of a returned tracker as the command line prints it; scripts rely on its shape."""

from collections.abc import Mapping
from typing import cast

from csdesk.app.queries.tracker_review import TrackerReview
from csdesk.domain.merge_rows import (
    CONTACTS,
    ITEMS,
    MILESTONES,
    CellDiff,
    Kind,
    KnownRow,
    Merge,
    RowDiff,
    Shape,
)
from csdesk.domain.records import Json


def as_json(review: TrackerReview) -> dict[str, Json]:
    """Return the review as the command line prints it: sums, then per cell what differs."""
    data: dict[str, Json] = {
        "customer": review.customer,
        "version": review.export.number,
        "file": review.file_name,
        "rows": _sum(review.items),
        "contacts": _sum(review.contacts),
        "warnings": [one.code for one in review.said],
        "date_order_example": review.order_example or None,
    }
    data["notes"] = [
        {"sheet": sheet, "cell": cell, "text": text} for sheet, cell, text in review.notes
    ]
    for name, kind in (
        ("changed", Kind.CHANGED),
        ("conflicts", Kind.CONFLICT),
        ("unreadable", Kind.UNREADABLE),
        ("not_editable", Kind.NOT_EDITABLE),
    ):
        data[name] = [
            _cell(review, shape, row, cell)
            for shape in review.merges
            for row, cell in review.merges[shape].cells(kind)
        ]
    data["new"] = [one for shape in (ITEMS, CONTACTS) for one in _new(review, shape)]
    data["missing"] = [one for shape in (ITEMS, CONTACTS) for one in _missing(review, shape)]
    # Only we changed these: no difference of the file, in none of the sums above.
    data["kept_ours"] = [
        _cell(review, shape, row, cell)
        for shape in review.merges
        for row in review.merges[shape].kept_rows()
        for cell in row.cells
    ]
    return data


def _sum(found: Merge) -> dict[str, Json]:
    counts = found.counts
    return {
        "read": found.read,
        "unreadable": counts[Kind.UNREADABLE],
        "conflicts": counts[Kind.CONFLICT],
        "new": counts[Kind.NEW],
        "changed": counts[Kind.CHANGED],
        "not_editable": counts[Kind.NOT_EDITABLE],
        "unchanged": counts[Kind.UNCHANGED],
        "missing": len(found.missing),
    }


def _cell(review: TrackerReview, shape: Shape, row: RowDiff, cell: CellDiff) -> dict[str, Json]:
    item, title = review.named(shape, row.row_id)
    written = cell.theirs if cell.theirs is not None else (cell.written or None)
    entry: dict[str, Json] = {
        "item": item,
        "field": cell.field,
        "base": cell.base,
        "theirs": written,
        "ours": cell.ours,
        "sheet": _SHEET_NAMES[shape],
        "title": title or (row.values[shape.at(shape.title)] if row.values else "") or "",
        "row": row.place,
        "cell": review.place(shape, row.place, cell.field),
        "key": row.key,
    }
    if cell.fault:
        entry["reason"] = cell.fault
    if cell.kind is Kind.UNREADABLE:
        entry["guess"] = cell.guess
    if cell.follows:
        entry["follows"] = True
    if row.link.score < 1:
        entry |= {"found_by": row.link.how.value, "score": round(row.link.score, 2)}
    return entry


def _new(review: TrackerReview, shape: Shape) -> list[Json]:
    entries: list[Json] = []
    for row in review.merges[shape].rows:
        if row.row_id is None:
            copy_of, _ = review.named(shape, row.link.copy_of or None)
            entries.append({
                "item": None,
                "field": None,
                "base": None,
                "theirs": _row(shape, row.values),
                "ours": None,
                "sheet": _SHEET_NAMES[shape],
                "title": row.values[shape.at(shape.title)] or "",
                "row": row.place,
                "key": row.key,
                "copy_of": copy_of,
            })  # fmt: skip
    return entries


def _missing(review: TrackerReview, shape: Shape) -> list[Json]:
    entries: list[Json] = []
    for row_id in review.merges[shape].missing:
        item, title = review.named(shape, row_id)
        before, now = review.base[shape].get(row_id), review.ours[shape].get(row_id)
        entries.append({
            "item": item,
            "field": None,
            "base": _row(shape, before),
            "theirs": None,
            "ours": _row(shape, now),
            "sheet": _SHEET_NAMES[shape],
            "title": title,
            "key": row_id,
        })  # fmt: skip
    return entries


def _row(shape: Shape, values: KnownRow | None) -> Json:
    if values is None:
        return None
    return dict(zip(shape.fields, cast("list[Json]", list(values)), strict=True))


_SHEET_NAMES: Mapping[Shape, str] = {
    ITEMS: "items", CONTACTS: "contacts", MILESTONES: "milestones",
}  # fmt: skip
