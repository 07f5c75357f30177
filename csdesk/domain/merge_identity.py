"""Which known row each row of a returned file is, whatever was sorted, copied, cut or lost.

Evidence is weighed, not trusted: a hidden id can stay behind when the visible columns are sorted,
and then the number and the title speak against it.
"""

import unicodedata
from collections.abc import Mapping, Sequence

from csdesk.domain.merge_rows import ABSENT, FileRow, FileValue, How, Known, KnownRow, Link, Shape

LIKE_ENOUGH = 0.85  # a likeness from here on links a row; it is shown with its score
_CLEARLY = 0.05  # by how much the best has to lead
_SAME_WORK = 0.6  # a number found beside a foreign id needs a title like this
_TITLE_SHARE = 0.8
_MOST_PAIRS = 4_000_000  # titles compared with titles; beyond that only equal ones link

_RANK = {How.HAND: 0, How.ID: 1, How.NUMBER: 2, How.LIKENESS: 3}
_NEW = Link(row_id=None, how=How.NOTHING)


def link_rows(
    shape: Shape,
    known: Known,
    rows: Sequence[FileRow],
    *,
    recent: Known | None = None,
    by_hand: Mapping[int, str | None] | None = None,
) -> list[Link]:
    """Return one link per row of the file, in their order.

    `known` are the rows of the base; `recent` ones came later and are recognised by their id,
    number or equal title only. `by_hand` says for a row number of the file which row it is (None:
    a new one). Each known row is given once: of several that claim it the nearest keeps it.
    """
    return _Linking(shape, known, recent or {}, rows, by_hand or {}).links()


def fold(text: str) -> str:
    """Return a text without what does not tell titles apart: width, case, blanks."""
    if text.isascii():
        return " ".join(text.casefold().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def likeness_of(a: str, b: str) -> float:
    """Return how alike two titles are, 0 to 1."""
    one, other = fold(a), fold(b)
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    from rapidfuzz import fuzz

    return min(float(fuzz.ratio(one, other)) / 100, 0.999)


class _Linking:
    def __init__(
        self,
        shape: Shape,
        known: Known,
        recent: Known,
        rows: Sequence[FileRow],
        by_hand: Mapping[int, str | None],
    ) -> None:
        self._shape, self._rows, self._by_hand = shape, rows, by_hand
        self._known: dict[str, KnownRow] = {**recent, **known}
        self._recent = {row_id for row_id in recent if row_id not in known}
        self._key, self._title = shape.at(shape.key), shape.at(shape.title)
        self._dates = [shape.at(field) for field in shape.dates]
        self._keys: dict[str, str] = {}
        for row_id, values in self._known.items():
            if (key := values[self._key]) is not None:
                self._keys.setdefault(key.casefold(), row_id)
        self._titles: dict[str, list[str]] | None = None
        self._links: list[Link | None] = [None] * len(rows)

    def links(self) -> list[Link]:
        """Claim, settle what is claimed twice, then look for what is left by its title."""
        claims: dict[str, int] = {}
        several: dict[str, list[int]] = {}
        known, key, by_hand = self._known, self._key, self._by_hand
        for index, row in enumerate(self._rows):
            row_id: str | None = row.row_id
            values = known.get(row.row_id)
            plain = values is not None and row.values[key] == values[key] is not None
            if plain and row.place not in by_hand:
                link: Link | None = Link(row_id=row_id, how=How.ID)
            else:
                link = self._claim(row)
                row_id = link.row_id if link is not None else None
            self._links[index] = link
            if row_id is None:
                continue
            if row_id in claims:
                several.setdefault(row_id, [claims[row_id]]).append(index)
            else:
                claims[row_id] = index
        for row_id, indexes in several.items():
            self._settle(row_id, indexes)
        self._by_title(set(claims))
        return [link if link is not None else _NEW for link in self._links]

    def _claim(self, row: FileRow) -> Link | None:
        """Return what id, number and title of a row say together; None: nothing."""
        if row.place in self._by_hand:
            return Link(row_id=self._by_hand[row.place], how=How.HAND)
        by_id = row.row_id if row.row_id in self._known else None
        key = row.values[self._key]
        by_key = self._keys.get(key.casefold()) if isinstance(key, str) else None
        if by_id is not None and by_key in (None, by_id):
            if by_key is None and not isinstance(key, str):
                return self._unless_title_moved(row, by_id)
            return Link(row_id=by_id, how=How.ID)
        if by_key is None:
            return None
        title = _text(row.values[self._title])
        alike = likeness_of(title, self._title_of(by_key))
        if by_id is not None:
            if self._nearer(row, by_key, by_id):
                return Link(row_id=by_key, how=How.NUMBER, score=alike)
            return Link(row_id=by_id, how=How.ID)
        if row.row_id and alike < _SAME_WORK:
            return None
        others = self._titled(title)
        if alike < _SAME_WORK and len(others) == 1 and others[0] != by_key:
            return Link(row_id=others[0], how=How.LIKENESS)
        return Link(row_id=by_key, how=How.NUMBER, score=alike)

    def _nearer(self, row: FileRow, one: str, other: str) -> bool:
        """Whether a row is clearly more like `one`: by an equal title, else by all its cells."""
        titles = [fold(self._title_of(row_id)) for row_id in (one, other)]
        title = fold(_text(row.values[self._title]))
        if titles[0] != titles[1] and title in titles:
            return title == titles[0]
        mine, others = (_differences(row.values, self._known[row_id]) for row_id in (one, other))
        return mine < others

    def _unless_title_moved(self, row: FileRow, by_id: str) -> Link:
        """Without a number the title alone can say that the visible cells left their id."""
        title = row.values[self._title]
        if isinstance(title, str) and fold(title) != fold(self._title_of(by_id)):
            others = self._titled(title)
            if len(others) == 1:
                return Link(row_id=others[0], how=How.LIKENESS)
        return Link(row_id=by_id, how=How.ID)

    def _settle(self, row_id: str, indexes: list[int]) -> None:
        """Let the row nearest to the known one keep it; the others are copies, and new."""
        known = self._known[row_id]

        def order(index: int) -> tuple[bool, int, int, int]:
            link = self._links[index]
            how = link.how if link is not None else How.NOTHING
            differences = _differences(self._rows[index].values, known)
            return how is not How.HAND, differences, _RANK.get(how, 9), index

        first, *copies = sorted(indexes, key=order)
        kept = self._rows[first].values
        for index in copies:
            values = self._rows[index].values
            same = values == kept or not _differences(values, known)
            self._links[index] = Link(row_id=None, how=How.NOTHING, copy_of=row_id, same=same)

    def _by_title(self, taken: set[str]) -> None:
        """Link rows without id and number by their title and dates, the surest first."""
        open_rows = [index for index, link in enumerate(self._links) if link is None]
        free = [row_id for row_id in self._known if row_id not in taken]
        if not open_rows or not free:
            return
        pairs: list[tuple[float, int, str]] = []
        fuzzy = len(open_rows) * len(free) <= _MOST_PAIRS
        candidates = {
            row_id: fold(self._title_of(row_id)) for row_id in free if row_id not in self._recent
        }
        for index in open_rows:
            title = _text(self._rows[index].values[self._title])
            if not title:
                continue
            equal = [row_id for row_id in self._titled(title) if row_id not in taken]
            if equal:
                pairs += [(self._score(index, row_id, 1.0), index, row_id) for row_id in equal]
            elif fuzzy:
                pairs += self._alike(index, title, candidates)
        best: dict[int, list[float]] = {}
        for score, index, _ in pairs:
            best.setdefault(index, []).append(score)
        for score, index, row_id in sorted(pairs, key=lambda one: (-one[0], one[1])):
            if self._links[index] is not None or row_id in taken:
                continue
            rivals = sorted(best[index], reverse=True)
            unclear = len(rivals) > 1 and rivals[0] - rivals[1] < _CLEARLY and score < 1.0
            if unclear and not self._equal_title(index, row_id):
                continue
            self._links[index] = Link(row_id=row_id, how=How.LIKENESS, score=round(score, 3))
            taken.add(row_id)

    def _alike(
        self, index: int, title: str, titles: Mapping[str, str]
    ) -> list[tuple[float, int, str]]:
        from rapidfuzz import fuzz, process

        cutoff = 100 * (LIKE_ENOUGH - (1 - _TITLE_SHARE)) / _TITLE_SHARE
        found = process.extract(
            fold(title), titles, scorer=fuzz.ratio, score_cutoff=cutoff, limit=5
        )
        scored = [
            (self._score(index, row_id, ratio / 100), index, row_id) for _, ratio, row_id in found
        ]
        return [one for one in scored if one[0] >= LIKE_ENOUGH]

    def _score(self, index: int, row_id: str, title: float) -> float:
        """Weigh the title with the dates that agree."""
        values, known = self._rows[index].values, self._known[row_id]
        compared = [at for at in self._dates if values[at] is not ABSENT]
        if not compared:
            return title
        agree = sum(values[at] == known[at] for at in compared) / len(compared)
        return title * _TITLE_SHARE + agree * (1 - _TITLE_SHARE)

    def _equal_title(self, index: int, row_id: str) -> bool:
        title = _text(self._rows[index].values[self._title])
        return fold(title) == fold(self._title_of(row_id)) and len(self._titled(title)) == 1

    def _title_of(self, row_id: str) -> str:
        return self._known[row_id][self._title] or ""

    def _titled(self, title: str) -> list[str]:
        """Return the known rows with this title."""
        if self._titles is None:
            self._titles = {}
            for row_id in self._known:
                self._titles.setdefault(fold(self._title_of(row_id)), []).append(row_id)
        return self._titles.get(fold(title), [])


def _differences(values: tuple[FileValue, ...], known: KnownRow) -> int:
    return sum(
        value is not ABSENT and value != other for value, other in zip(values, known, strict=True)
    )


def _text(value: FileValue) -> str:
    return value if isinstance(value, str) else ""
