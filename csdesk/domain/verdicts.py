"""What became of each difference that a returned tracker had: kept for what is told afterwards."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from csdesk.domain.merge_choices import Choices, Fate, Set, Take
from csdesk.domain.merge_rows import Kind, Merge, RowDiff, Shape, Value


class Became(StrEnum):
    """What became of a cell or a row; for a row there is no field."""

    TAKEN = "taken"  # the cell is as they wrote
    READ = "read"  # it could not be read, and a person said what it means
    OURS = "ours"  # ours stays
    LOCKED = "locked"  # the column is not theirs to edit
    ADDED = "added"  # their new row is in the plan
    DECLINED = "declined"  # it is not
    ENDED = "ended"  # the row that they took out has ended
    KEPT = "kept"  # it stays


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One decision. `row` is a hidden id, empty for a row that we never had.

    `theirs` is the value, or the text as they wrote it; `title` tells rows without an id; `both`
    says that we had changed the cell too; `reason` is what a person gave as the reason for them.
    """

    became: Became
    row: str = ""
    field: str = ""
    theirs: Value = None
    title: str = ""
    both: bool = False
    reason: str = ""


def verdicts(
    found: Merge,
    choices: Choices,
    *,
    created: Mapping[str, str],
    refused: Mapping[str, Collection[str]],
) -> tuple[Verdict, ...]:
    """Return what these choices decide of a merge; what stays open is in none.

    `created` maps the keys of new rows to their hidden ids, `refused` names the fields by row key
    that a rule did not let in.
    """
    decided: list[Verdict] = []
    for row in found.rows:
        if row.row_id is None:
            decided += _of_new(found.shape, row, choices, created)
        else:
            decided += _of_cells(row, choices, refused.get(row.key, ()))
    for row_id in found.missing:
        fate = choices.missing.get(row_id)
        if fate is not None:
            became = Became.ENDED if fate is Fate.END else Became.KEPT
            reason = choices.reasons.get((row_id, ""), "")
            decided.append(Verdict(became=became, row=row_id, reason=reason))
    return tuple(decided)


def _of_new(
    shape: Shape, row: RowDiff, choices: Choices, created: Mapping[str, str]
) -> list[Verdict]:
    wanted = choices.new.get(row.key)
    title = (row.values[shape.at(shape.title)] if row.values else None) or ""
    if wanted and row.key in created:
        return [Verdict(became=Became.ADDED, row=created[row.key], title=title)]
    if wanted is False and not row.link.same:
        reason = choices.reasons.get((row.key, ""), "")
        return [Verdict(became=Became.DECLINED, title=title, reason=reason)]
    return []


def _of_cells(row: RowDiff, choices: Choices, refused: Collection[str]) -> list[Verdict]:
    found: list[Verdict] = []
    for cell in row.cells:
        if cell.follows or cell.field in refused:
            continue
        choice = choices.cells.get((row.key, cell.field))
        theirs = cell.theirs if cell.theirs is not None else (cell.written or None)
        if cell.kind is Kind.NOT_EDITABLE:
            became = Became.LOCKED
        elif isinstance(choice, Set):
            became = Became.READ
        elif choice is Take.OURS:
            became = Became.OURS
        elif choice is Take.THEIRS and cell.kind is not Kind.UNREADABLE:
            became = Became.TAKEN
        else:
            continue
        found.append(
            Verdict(
                became=became,
                row=row.row_id or "",
                field=cell.field,
                theirs=theirs,
                both=cell.kind is Kind.CONFLICT,
                reason=choices.reasons.get((row.key, cell.field), ""),
            )
        )
    return found
