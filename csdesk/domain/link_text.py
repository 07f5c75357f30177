"""The predecessors of a row as text: `A12, A15FS+2d, M1SS`, as one types them in a cell.

An item is called by its number (A12). Milestones, groups and phases have none that is stored: they
are called by their place in the plan (M1 is the first milestone from the top).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from csdesk.domain.codes import LinkType, RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Dependency, PlanRow

_LETTERS = {RowKind.MILESTONE: "M", RowKind.GROUP: "G", RowKind.PHASE: "P"}
_BETWEEN = re.compile(r"[,;，；、\n]+")
_ONE = re.compile(
    r"(?P<mark>[A-Z]?\d+)(?P<type>FS|SS|FF|SF)?"
    r"(?:(?P<sign>[+-])(?P<lag>\d{1,4})(?P<unit>ED|E天|CD|日历天|日曆天|D|天|日|W|周|週)?)?"
)
_CALENDAR_UNITS = frozenset({"ED", "E天", "CD", "日历天", "日曆天"})
_WEEK_UNITS = frozenset({"W", "周", "週"})
_WIDE = str.maketrans({"＋": "+", "－": "-", "−": "-", "–": "-"})


@dataclass(frozen=True, slots=True)
class LinkSpec:
    """A link to a row as it was typed; `lag` in working days, or calendar days."""

    predecessor_id: int
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_calendar_days: bool = False


def row_marks(rows: Iterable[PlanRow]) -> dict[int, str]:
    """Return by id what each row is called; `rows` in tree order."""
    counts: dict[str, int] = {}
    marks = {}
    for row in rows:
        if row.number is not None:
            marks[row.id] = f"A{row.number}"
            continue
        letter = _LETTERS.get(row.kind, "I")
        counts[letter] = counts.get(letter, 0) + 1
        marks[row.id] = f"{letter}{counts[letter]}"
    return marks


def links_text(links: Iterable[Dependency], marks: Mapping[int, str]) -> str:
    """Return links as they are typed; a plain finish-to-start is the number alone."""
    return ", ".join(_link_text(link, marks[link.predecessor_id]) for link in links)


def _link_text(link: Dependency, mark: str) -> str:
    if link.type is LinkType.FS and not link.lag:
        return mark
    unit = "ed" if link.lag_calendar_days else "d"
    return f"{mark}{link.type.value}" + (f"{link.lag:+d}{unit}" if link.lag else "")


def parse_links(text: str, marks: Mapping[int, str]) -> Sequence[LinkSpec]:
    """Return the links that `text` means. Raises `UserError` that names what cannot be read.

    A number without a letter is that of an item; `d` are working days, `ed` calendar days, `w`
    five working days. Nothing typed means no predecessor.
    """
    by_mark = {mark: row_id for row_id, mark in marks.items()}
    found: dict[tuple[int, LinkType], LinkSpec] = {}
    for part in _BETWEEN.split(text):
        words = "".join(part.split()).translate(_WIDE).upper()
        if not words:
            continue
        match = _ONE.fullmatch(words)
        if match is None:
            raise UserError(
                "predecessor_unreadable",
                N_(
                    "“{text}” is no predecessor: write numbers such as A12 or A12FS+2d, with"
                    " commas between them."
                ),
                text=part.strip(),
                field="predecessors",
            )
        mark = match["mark"] if match["mark"][0].isalpha() else f"A{match['mark']}"
        if mark not in by_mark:
            raise UserError(
                "predecessor_unknown",
                N_("This plan has no row {mark}: the column No. shows what rows are called."),
                mark=mark,
                field="predecessors",
            )
        spec = _spec(by_mark[mark], match)
        found[spec.predecessor_id, spec.type] = spec
    return tuple(found.values())


def _spec(row_id: int, match: "re.Match[str]") -> LinkSpec:
    unit = match["unit"] or "D"
    lag = int(match["lag"] or 0) * (5 if unit in _WEEK_UNITS else 1)
    return LinkSpec(
        row_id,
        LinkType(match["type"] or "FS"),
        -lag if match["sign"] == "-" else lag,
        bool(lag) and unit in _CALENDAR_UNITS,
    )
