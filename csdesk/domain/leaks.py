"""What must never stand in a customer's document: other customers' names and internal notes.

Pure matching over texts that somebody else extracted (model, "What a customer may see").
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

NAME_LETTERS, NAME_HAN = 4, 3
NOTE_RUN, NOTE_RUN_HAN = 25, 12
HAN_IN_RUN = 9  # of the 12; the others may be marks and digits
EXCERPT = 30

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_SPACE = re.compile(r"\s+")
_HAN = "\u3400-\u9fff\uf900-\ufaff"
_HAN_SPACE = re.compile(f"(?<=[{_HAN}\u3000-\u303f]) | (?=[{_HAN}\u3000-\u303f])")
_IS_HAN = re.compile(f"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class Leak:
    """A place where a document says what it must not. A name can be released, a note cannot."""

    kind: Literal["name", "note"]
    place: str
    matched: str
    excerpt: str


def fold(text: str) -> str:
    """Return `text` as it is compared: case, width, spaces and line ends do not count."""
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    return _HAN_SPACE.sub("", _SPACE.sub(" ", plain)).strip()


def is_searchable_name(name: str) -> bool:
    """Whether a name is long enough to be searched for: 4 letters or 3 Han characters."""
    han = len(_IS_HAN.findall(name))
    letters = sum(c.isalnum() for c in name) - han
    return han >= NAME_HAN or letters >= NAME_LETTERS


def find_leaks(
    texts: Iterable[tuple[str, str]],
    *,
    names: Iterable[str],
    allowed_names: Iterable[str],
    notes: Iterable[str],
    allowed_texts: Iterable[str],
) -> list[Leak]:
    """Return every leak in `texts`, which are pairs of place and text, one per name and place.

    A name inside an allowed name is none ("Acme" in our own customer "Acme Foods"), nor is a run
    of a note that an allowed text has too.
    """
    allowed = [fold(name) for name in allowed_names if name.strip()]
    wanted = _wanted_names(names, allowed)
    runs = _note_runs(notes, allowed_texts)
    leaks: list[Leak] = []
    for place, text in texts:
        folded = fold(text)
        leaks += _names_in(place, folded, wanted, allowed)
        leaks += _notes_in(place, folded, runs)
    return leaks


def _wanted_names(names: Iterable[str], allowed: Sequence[str]) -> list[str]:
    known = set(allowed)
    folded = {fold(name) for name in names if is_searchable_name(name)}
    return sorted(name for name in folded if name and name not in known)


def _names_in(
    place: str, text: str, wanted: Sequence[str], allowed: Sequence[str]
) -> Iterable[Leak]:
    for name in wanted:
        covers = [one for one in allowed if name in one]
        start = text.find(name)
        while start >= 0:
            end = start + len(name)
            if _stands_alone(text, start, end) and not _covered(text, start, end, covers):
                yield Leak("name", place, name, _excerpt(text, start, end))
                break
            start = text.find(name, start + 1)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a match is whole: Latin letters and digits need a border, Han characters none."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (_joins(before, text[start]) or _joins(text[end - 1], after))


def _joins(left: str, right: str) -> bool:
    both = bool(left) and bool(right) and left.isalnum() and right.isalnum()
    return both and not _IS_HAN.match(left) and not _IS_HAN.match(right)


def _covered(text: str, start: int, end: int, covers: Sequence[str]) -> bool:
    """Whether the match is a part of an allowed name that stands here."""
    for one in covers:
        first = text.find(one, max(0, end - len(one)), start + len(one))
        if first >= 0 and first <= start and end <= first + len(one):
            return True
    return False


def _note_runs(notes: Iterable[str], allowed_texts: Iterable[str]) -> dict[int, set[str]]:
    """Return the runs that give a note away, by their length."""
    runs: dict[int, set[str]] = {NOTE_RUN: set(), NOTE_RUN_HAN: set()}
    for note in notes:
        for length, run in _runs(fold(note)):
            runs[length].add(run)
    for text in allowed_texts:
        for length, run in _runs(fold(text)):
            runs[length].discard(run)
    return runs


def _runs(text: str) -> Iterable[tuple[int, str]]:
    """Yield the runs of a text; one with a space at its edge says less than its neighbour."""
    for start in range(len(text) - NOTE_RUN + 1):
        run = text[start : start + NOTE_RUN]
        if run[0] != " " and run[-1] != " ":
            yield NOTE_RUN, run
    if len(_IS_HAN.findall(text)) < HAN_IN_RUN:
        return
    for start in range(len(text) - NOTE_RUN_HAN + 1):
        run = text[start : start + NOTE_RUN_HAN]
        if len(_IS_HAN.findall(run)) >= HAN_IN_RUN:
            yield NOTE_RUN_HAN, run


def _notes_in(place: str, text: str, runs: dict[int, set[str]]) -> Iterable[Leak]:
    for length, wanted in runs.items():
        if not wanted:
            continue
        for start in range(len(text) - length + 1):
            run = text[start : start + length]
            if run in wanted:
                yield Leak("note", place, run, _excerpt(text, start, start + length))
                break


def _excerpt(text: str, start: int, end: int) -> str:
    return text[max(0, start - EXCERPT) : end + EXCERPT]
