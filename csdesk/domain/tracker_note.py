"""What a version of the tracker says that the one before did not, and whose doing it is.

Both are bases: values as exported, which the customer may see. What they wrote and what became of
it are the verdicts on the files that came back between the two.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from csdesk.domain.codes import Side, Status
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import CONTACTS, ITEMS, MILESTONES, Known, KnownRow, Value
from csdesk.domain.verdicts import Became, Verdict

ASK_DAYS = 14  # items of theirs that are due within these days are asked for
_WORDS = frozenset({"title", "milestone", "owner"})  # written in the document's language


class Why(StrEnum):
    """Why something is not as they wrote, where no person gave a reason."""

    BOTH = "both"  # we had changed it too
    LOCKED = "locked"  # the column comes from the plan
    SINCE = "since"  # it was taken, and changed again
    MISSING = "missing"  # a row that they took out stays
    DECLINED = "declined"  # a row that they added is not in the plan
    NONE = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteChange:
    """A cell: before and now; `theirs` is what they wrote where that is not what it is now."""

    field: str
    before: Value = None
    after: Value = None
    theirs: Value = None


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteRow:
    """A row with what is said of it; without changes the row itself came, went or stays."""

    code: str
    title: str
    changes: tuple[NoteChange, ...] = ()
    why: Why = Why.NONE
    reason: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteMilestone:
    """A milestone whose date is another; `days` are working days, later is positive.

    A new one has no date before, one that went none after; `gone` tells it from one without dates.
    """

    title: str
    before: date | None
    after: date | None
    days: int | None = None
    reached: bool = False
    new: bool = False
    gone: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteAsk:
    """An open item whose turn is the customer's."""

    code: str
    title: str
    owner: str
    target: date | None
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class NoteUnread:
    """A cell of theirs that nobody could read yet."""

    code: str
    title: str
    field: str
    written: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ItemNews:
    """What is new among the items, in the order of their numbers."""

    taken: tuple[NoteRow, ...]
    otherwise: tuple[NoteRow, ...]
    moved: tuple[NoteRow, ...]
    added: tuple[NoteRow, ...]
    removed: tuple[NoteRow, ...]


def compare_items(
    old: Known, new: Known, decided: Sequence[Verdict], *, same_language: bool = True
) -> ItemNews:
    """Return what differs between two versions of the items.

    In another language words differ that nobody changed: then only dates and codes are compared.
    """
    said = _Said(decided)
    taken: list[NoteRow] = []
    otherwise: list[NoteRow] = []
    moved: list[NoteRow] = []
    added: list[NoteRow] = []
    for row_id in sorted(new, key=lambda one: _number(new[one])):
        before, after = old.get(row_id), new[row_id]
        if before is None:
            (taken if row_id in said.added else added).append(_row(after))
            continue
        cells = _Cells(row_id, before, after, said, same_language)
        taken += cells.taken()
        otherwise += cells.otherwise()
        moved += cells.moved()
    kept = [row for row in said.kept if row in new]
    otherwise += [
        _row(new[row], why=Why.MISSING, reason=said.kept[row])
        for row in sorted(kept, key=lambda one: _number(new[one]))
    ]
    otherwise += [
        NoteRow(code="", title=one.title, why=Why.DECLINED, reason=one.reason)
        for one in decided
        if one.became is Became.DECLINED
    ]
    gone = sorted((row for row in old if row not in new), key=lambda one: _number(old[one]))
    return ItemNews(
        taken=tuple(taken),
        otherwise=tuple(otherwise),
        moved=tuple(moved),
        added=tuple(added),
        removed=tuple(_row(old[row]) for row in gone),
    )


def compare_milestones(
    old: Known, new: Known, days: Callable[[date, date], int], *, same_language: bool = True
) -> tuple[NoteMilestone, ...]:
    """Return the milestones whose date is another, in the order of the sheet; found by title.

    `days` counts the working days from one day to another.
    """
    title = MILESTONES.at("title")

    def name(row_id: str, row: KnownRow) -> str:
        return fold(row[title] or "") if same_language else row_id

    known = {name(row_id, row): row for row_id, row in old.items()}
    found: list[NoteMilestone] = []
    for row_id, row in new.items():
        before = known.pop(name(row_id, row), None)
        if before is None:
            if same_language:
                one = NoteMilestone(
                    title=row[title] or "", before=None, after=_finish(row), new=True
                )
                found.append(one)
            continue
        was, now = _finish(before), _finish(row)
        reached = row[MILESTONES.at("actual")] is not None
        news = reached and before[MILESTONES.at("actual")] is None
        if was != now or news:
            found.append(
                NoteMilestone(
                    title=row[title] or "", before=was, after=now, reached=news,
                    days=None if was is None or now is None else days(was, now),
                )
            )  # fmt: skip
    if same_language:
        found += [
            NoteMilestone(title=row[title] or "", before=_finish(row), after=None, gone=True)
            for row in known.values()
        ]
    return tuple(found)


def compare_contacts(old: Known, new: Known, *, same_language: bool = True) -> tuple[str, ...]:
    """Return the names of people who are new, changed or gone; the role is written in words."""
    parts = [
        place for place, field in enumerate(CONTACTS.fields) if same_language or field != "role"
    ]
    names: list[Value] = []
    for row_id, row in new.items():
        before = old.get(row_id)
        if before is None or any(before[at] != row[at] for at in parts):
            names.append(row[CONTACTS.at("name")])
    names += [row[CONTACTS.at("name")] for row_id, row in old.items() if row_id not in new]
    return tuple(dict.fromkeys(name for name in names if name))


def ask_next(items: Known, as_of: date) -> tuple[NoteAsk, ...]:
    """Return the customer's open items that are late, due soon or without a date, late first."""
    side, target, status = (ITEMS.at(name) for name in ("side", "target", "status"))
    found: list[NoteAsk] = []
    for row in items.values():
        if row[side] != Side.CUSTOMER.value or not Status(str(row[status])).is_open:
            continue
        due = _day(row[target])
        if due is not None and due > as_of + timedelta(days=ASK_DAYS):
            continue
        found.append(
            NoteAsk(
                code=_code(row), title=row[ITEMS.at("title")] or "",
                owner=row[ITEMS.at("owner")] or "", target=due,
                late=due is not None and due < as_of,
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda one: (one.target or date.max, _of_code(one.code))))


class _Said:
    """The verdicts by row and cell; the last one on a cell holds."""

    def __init__(self, decided: Iterable[Verdict]) -> None:
        self.cells: dict[tuple[str, str], Verdict] = {}
        self.added: set[str] = set()
        self.ended: set[str] = set()
        self.kept: dict[str, str] = {}
        for one in decided:
            if one.field:
                self.cells[one.row, one.field] = one
            elif one.became is Became.ADDED:
                self.added.add(one.row)
            elif one.became is Became.ENDED:
                self.ended.add(one.row)
                self.kept.pop(one.row, None)
            elif one.became is Became.KEPT:
                self.kept[one.row] = one.reason


class _Cells:
    """One row in both versions: which cells are as they wrote, which are not, which moved."""

    def __init__(
        self, row_id: str, before: KnownRow, after: KnownRow, said: _Said, same_language: bool
    ) -> None:
        self._row, self._said = after, said
        self._taken: list[NoteChange] = []
        self._other: list[tuple[NoteChange, Why, str]] = []
        self._moved: list[NoteChange] = []
        given = {field for row, field in said.cells if row == row_id}
        for field, was, now in zip(ITEMS.fields, before, after, strict=True):
            verdict = said.cells.get((row_id, field))
            if verdict is not None:
                self._decided(verdict, was, now)
            elif was != now and (same_language or field not in _WORDS):
                change = NoteChange(field=field, before=was, after=now)
                theirs = self._goes_with(row_id, field, given) or row_id in said.ended
                (self._taken if theirs else self._moved).append(change)

    def taken(self) -> list[NoteRow]:
        return [_row(self._row, tuple(self._taken))] if self._taken else []

    def moved(self) -> list[NoteRow]:
        return [_row(self._row, tuple(self._moved))] if self._moved else []

    def otherwise(self) -> list[NoteRow]:
        """Return a row for each cell: each has a reason of its own."""
        return [_row(self._row, (change,), why, reason) for change, why, reason in self._other]

    def _decided(self, verdict: Verdict, was: Value, now: Value) -> None:
        change = NoteChange(field=verdict.field, before=was, after=now)
        if verdict.became is Became.READ:
            self._taken.append(
                NoteChange(field=verdict.field, before=was, after=now, theirs=verdict.theirs)
            )
        elif now == verdict.theirs:
            if was != now:
                self._taken.append(change)
        else:
            why = Why.BOTH if verdict.both else Why.NONE
            if verdict.became is Became.LOCKED:
                why = Why.LOCKED
            elif verdict.became is Became.TAKEN:
                why = Why.SINCE
            other = NoteChange(field=verdict.field, before=was, after=now, theirs=verdict.theirs)
            self._other.append((other, why, verdict.reason))

    def _goes_with(self, row_id: str, field: str, given: set[str]) -> bool:
        """Whether nobody wrote a cell that follows from one that was taken: side and owner, say."""
        partner = {"side": "owner", "owner": "side", "target": "status"}.get(field)
        if partner not in given:
            return False
        verdict = self._said.cells[row_id, partner]
        if field == "target" and verdict.theirs != Status.DONE.value:
            return False
        return verdict.became in (Became.TAKEN, Became.READ)


def _row(
    row: KnownRow, changes: tuple[NoteChange, ...] = (), why: Why = Why.NONE, reason: str = ""
) -> NoteRow:
    title = row[ITEMS.at("title")] or ""
    return NoteRow(code=_code(row), title=title, changes=changes, why=why, reason=reason)


def _code(row: KnownRow) -> str:
    return f"A{row[ITEMS.at('number')]}"


def _of_code(code: str) -> int:
    return int(code[1:]) if code[1:].isdigit() else 0


def _number(row: KnownRow) -> int:
    return _of_code(_code(row))


def _day(value: Value) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _finish(row: KnownRow) -> date | None:
    return _day(row[MILESTONES.at("actual")] or row[MILESTONES.at("forecast")])
