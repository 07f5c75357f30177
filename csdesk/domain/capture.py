"""One line typed at a meeting: its kind by a letter, then who, when and what in any order.

Who and when are taken from the edges of the line only, where they stand beside the words that are
the matter itself. A name that could be two people's is offered and never guessed; what looks like
a name that nobody has is asked about.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from csdesk.domain.capture_days import Said, day_at_end, day_at_start, days_meant
from csdesk.domain.codes import Side
from csdesk.domain.errors import N_
from csdesk.domain.near_names import NO_NAMES, SURNAMES, near_names
from csdesk.domain.working_words import IsRest


class EntryKind(StrEnum):
    """What a line becomes."""

    ITEM = "item"
    DECISION = "decision"
    RISK = "risk"
    OBJECTION = "objection"
    COMMITMENT = "commitment"  # of a person, in front of the others
    NEXT = "next"  # the next meeting


LETTERS = {
    EntryKind.ITEM: "A",
    EntryKind.DECISION: "D",
    EntryKind.RISK: "R",
    EntryKind.OBJECTION: "Q",
    EntryKind.COMMITMENT: "C",
    EntryKind.NEXT: "N",
}
KIND_LABELS = {
    EntryKind.ITEM: N_("Action item"),
    EntryKind.DECISION: N_("Decision"),
    EntryKind.RISK: N_("Risk"),
    EntryKind.OBJECTION: N_("Query"),
    EntryKind.COMMITMENT: N_("Commitment"),
    EntryKind.NEXT: N_("Next meeting"),
}


@dataclass(frozen=True, slots=True)
class Name:
    """Somebody of either side who can own something; `forms` are the ways to write the name."""

    shown: str
    side: Side
    forms: tuple[str, ...] = ()
    user_id: int | None = None
    contact_id: int | None = None

    @property
    def listed(self) -> bool:
        """Whether it is a person that is known here; others are names as they were typed."""
        return self.user_id is not None or self.contact_id is not None


@dataclass(frozen=True, slots=True)
class Captured:
    """What was understood of a line. `asked` are the people of whom one is meant, if not clear.

    `unknown`: the words that look like a name, but of nobody here; `asked` are then those nearly
    called so, and `what` is the matter without them.
    """

    what: str
    who: Name | None = None
    when: date | None = None
    at: time | None = None
    asked: tuple[Name, ...] = ()
    who_text: str = ""
    when_text: str = ""
    unknown: str = ""

    @property
    def unclear(self) -> bool:
        """Whether it must be asked who is meant."""
        return self.who is None and bool(self.asked or self.unknown)

    @property
    def meant(self) -> tuple[Name, ...]:
        """Who may be meant, where it is not clear, the most likely first.

        A name in no list is theirs. It stands after those it is nearly; two Chinese signs of which
        one is another are as often another person of that family name: then it stands first.
        """
        if not self.unknown:
            return self.asked
        written = Name(self.unknown, Side.CUSTOMER)
        if _is_han(self.unknown) and len(self.unknown) == 2:
            return (written, *self.asked)
        return (*self.asked, written)


@dataclass(frozen=True, slots=True)
class Offer:
    """A completion: the words that take the place of `start` to `end` of the line."""

    text: str
    start: int
    end: int
    who: Name | None = None
    when: date | None = None


_GAP = " \t\r\n\u3000,，、;；:：·|-–—"
_TITLES = ("总", "總", "经理", "經理", "工", "老师", "老師", "先生", "女士", "主任", "店长", "店長")
_TO = {"to", "with", "for", "from", "and", "of", "&", "the", "or", "about", "than", "as", "is"}
_ALSO_WORDS = {"may", "will", "mark", "bill", "grant", "sue", "pat", "hope", "joy", "rob", "april",
               "june", "drew", "chase", "frank", "rich", "art", "faith", "grace", "page", "price",
               "long", "young", "dawn", "miles", "lane", "wade", "pierce"}  # fmt: skip
_TIME = re.compile(
    r"(?<![\d:：])(?P<half>上午|下午|晚上|早上)?\s*(?:(?P<h>[01]?\d|2[0-3])[:：](?P<m>[0-5]\d)"
    r"|(?P<hh>[01]?\d|2[0-3])\s*(?:点|點)(?P<half30>半)?)\s*(?P<ap>am|pm)?"
    r"|(?<![\d:：])(?P<h12>1[0-2]|[1-9])\s*(?P<ap12>am|pm)\b",
    re.IGNORECASE,
)
_HAN_START = re.compile(r"[\u3400-\u9fff]{2,3}")
_WORD = re.compile(r"[^\s\u3000,，、;；:：·|]+")


def forms_of(name: str, name_alt: str = "") -> tuple[str, ...]:
    """Return the ways in which people write a name, whole forms first."""
    whole = [form.strip() for form in (name, name_alt) if form.strip()]
    parts: list[str] = []
    for form in whole:
        if _is_han(form):
            parts += _han_forms(form)
        else:
            parts += [part for part in form.split() if len(part) > 1]
    return tuple(dict.fromkeys([*whole, *parts]))


def read_line(
    text: str,
    people: Sequence[Name],
    today: date,
    *,
    month_first: bool = False,
    plain: bool = False,
    timed: bool = False,
    is_rest: IsRest | None = None,
) -> Captured:
    """Return what a line says.

    `month_first` decides `3/4` where the language does; `plain` takes the words as they are;
    `timed` reads the time of a meeting too; `is_rest` tells which days do not count as working
    days.
    """
    if plain:
        return Captured(text.strip(_GAP))
    at, rest = _take_time(text) if timed else (None, text)
    return _Peeler(rest, people, today, month_first, is_rest).read(at, timed=timed)


def offers(
    text: str, caret: int, people: Sequence[Name], today: date, *, most: int = 4
) -> tuple[Offer, ...]:
    """Return what the word before the caret may be completed to: names, then days."""
    starts = _word_starts(text, caret)
    if not starts:
        return ()
    word = text[starts[-1] : caret]
    ranked: list[tuple[int, Offer]] = []
    for name in people:
        found_at = _offered(text, starts, caret, name)
        if found_at is not None:
            rank, start = found_at
            ranked.append((rank, Offer(name.shown, start, caret, who=name)))
    found = [one for _, one in sorted(ranked, key=lambda entry: entry[0])]
    if len(found) == 1 and text[found[0].start : caret] == found[0].text:
        found = []  # it stands there already
    days = days_meant(word, today)
    if len(days) > 1:
        found += [Offer(day.isoformat(), starts[-1], caret, when=day) for day in days]
    return tuple(found[:most])


class _Peeler:
    """Takes who and when off the edges of a line until neither is left to take."""

    def __init__(
        self, text: str, people: Sequence[Name], today: date, month_first: bool,
        is_rest: IsRest | None,
    ) -> None:  # fmt: skip
        self.is_rest = is_rest
        self.rest = text.strip(_GAP)
        self.people, self.today, self.month_first = people, today, month_first
        self.who: Name | None = None
        self.asked: tuple[Name, ...] = ()
        self.when: date | None = None
        self.who_text = self.when_text = self.unknown = ""

    def read(self, at: time | None, *, timed: bool) -> Captured:
        self._take_marked()
        while self._take_one():
            pass
        if self.who is None and not self.asked and not timed:
            self._take_unknown()
        return Captured(
            what=self.rest,
            who=self.who,
            when=self.when,
            at=at,
            asked=self.asked,
            who_text=self.who_text,
            when_text=self.when_text,
            unknown=self.unknown,
        )

    def _take_one(self) -> bool:
        named = bool(self.who or self.asked)
        if not named and self._name_at_start():
            return True
        if self.when is None and self._day():
            return True
        return not named and self._name_at_end()

    def _day(self) -> bool:
        if not self.rest:
            return False
        first = day_at_start(
            self.rest, self.today, month_first=self.month_first, is_rest=self.is_rest
        )
        last = day_at_end(self.rest, self.today, month_first=self.month_first, is_rest=self.is_rest)
        if first is not None and last is not None and last.marked and not first.marked:
            first = None
        said: Said | None = first or last
        if said is None:
            return False
        self.when = said.day
        self.when_text = self.rest[said.start : said.end]
        left, right = self.rest[: said.start], self.rest[said.end :]
        self.rest = (left + right).strip(_GAP)
        return True

    def _take_marked(self) -> None:
        """Take `@name` anywhere in the line; a beginning is enough if it is one person's."""
        for found in re.finditer(r"(?<!\S)@(\S+)", self.rest):
            key = found[1].casefold().rstrip(_GAP)
            fitting = tuple(
                name
                for name in self.people
                if _fits(key, name, [form.casefold() for form in name.forms])
            )
            exact = tuple(
                name for name in fitting if key in [form.casefold() for form in name.forms]
            )
            fitting = exact or fitting
            if fitting:
                self._is_named(fitting, found[0])
                left, right = self.rest[: found.start()], self.rest[found.end() :]
                joined = f"{left.rstrip(_GAP)} {right.lstrip(_GAP)}"
                self.rest = joined.strip(_GAP)
                return

    def _name_at_start(self) -> bool:
        folded = self.rest.casefold()
        if len(folded) != len(self.rest):
            return False
        best = ""
        people: tuple[Name, ...] = ()
        for name in self.people:
            for form in name.forms:
                key = form.casefold()
                if len(key) < len(best) or not folded.startswith(key):
                    continue
                if not self._stands_first(form, name):
                    continue
                people = (*people, name) if key == best else (name,)
                best = key
        if not best or (len(best) == len(self.rest) and not self.when):
            return False
        self._is_named(people, self.rest[: len(best)])
        self.rest = self.rest[len(best) :].strip(_GAP)
        return True

    def _stands_first(self, form: str, name: Name) -> bool:
        """Whether a form ends there: whole Chinese names may be followed by anything.

        A name that is also a word ("may send it") has its capital.
        """
        if form.casefold() in _ALSO_WORDS and not self.rest[:1].isupper():
            return False
        after = self.rest[len(form) : len(form) + 1]
        if not after or not (after.isalnum() or after in "'’_"):
            return True
        if not _is_han(form) or len(form) < 2:
            return False
        return form in (name.shown, *name.forms[:2]) or self._day_follows(form)

    def _day_follows(self, form: str) -> bool:
        rest = self.rest[len(form) :]
        return day_at_start(rest, self.today, month_first=self.month_first) is not None

    def _name_at_end(self) -> bool:
        folded = self.rest.casefold()
        if len(folded) != len(self.rest):
            return False
        best = ""
        people: tuple[Name, ...] = ()
        for name in self.people:
            for form in name.forms:
                key = form.casefold()
                if len(key) < len(best) or not folded.endswith(key):
                    continue
                before = self.rest[: len(self.rest) - len(key)]
                if not before or before[-1] not in _GAP:
                    continue
                if key in _ALSO_WORDS and not self.rest[len(before)].isupper():
                    continue
                people = (*people, name) if key == best else (name,)
                best = key
        words = self.rest[: len(self.rest) - len(best)].split()
        if not best or (words and words[-1].casefold() in _TO):
            return False
        self._is_named(people, self.rest[-len(best) :])
        self.rest = self.rest[: -len(best)].strip(_GAP)
        return True

    def _take_unknown(self) -> None:
        """Take what stands where a name stands and is nobody's: marked, near one, or with a day."""
        for text, marked in self._first_words():
            places = near_names(text, [one.forms for one in self.people])
            rest = self.rest[self.rest.find(text) + len(text) :].strip(_GAP)
            if not rest or not (marked or places or self._is_a_name(text, rest)):
                continue
            self.unknown = self.who_text = text
            self.asked = tuple(self.people[place] for place in places)
            self.rest = rest
            if self.when is None:
                self._day()
            return

    def _first_words(self) -> Iterator[tuple[str, bool]]:
        """Yield what may be a name at the beginning, the longest first; whether it is marked."""
        marked = re.match(r"@(\S+)", self.rest)
        if marked is not None:
            yield marked[1].rstrip(_GAP), True
            return
        words = self.rest.split()
        han = _HAN_START.match(self.rest)
        if han is not None:
            for length in range(len(han[0]), 1, -1):
                after = self.rest[length : length + 1]
                if after in _GAP or self._day_follows(self.rest[:length]):
                    yield self.rest[:length], False
        elif len(words) > 1 and words[0][:1].isupper():
            if len(words) > 2 and words[1][:1].isupper():
                yield f"{words[0]} {words[1]}", False
            if self.when is not None or self._day_follows(words[0] + " "):
                yield words[0].rstrip(_GAP), False

    def _is_a_name(self, text: str, rest: str) -> bool:
        """Whether a word that is near nobody's name is one: a Chinese surname, beside a day."""
        if not _is_han(text) or text[0] not in SURNAMES or text[:2] in NO_NAMES:
            return False
        return (
            self.when is not None
            or day_at_start(rest, self.today, month_first=self.month_first) is not None
        )

    def _is_named(self, people: tuple[Name, ...], text: str) -> None:
        people = tuple(dict.fromkeys(people))
        self.who_text = text
        if len(people) == 1:
            self.who = people[0]
        else:
            self.asked = people


def _fits(key: str, name: Name, folded: Sequence[str]) -> bool:
    if not key or (len(key) < 2 and key.isascii()):
        return False
    if any(form.startswith(key) for form in folded):
        return True
    initials = {"".join(part[0] for part in form.split()) for form in folded if " " in form}
    return key in initials


def _han_forms(name: str) -> list[str]:
    plain = name.replace(" ", "")
    surname, given = plain[:1], plain[1:]
    if len(plain) == 4:
        surname, given = plain[:2], plain[2:]
    forms = [plain, *([given] if len(given) > 1 else [])]
    forms += [surname + title for title in _TITLES]
    return [*forms, f"老{surname}", f"小{surname}"]


def _is_han(text: str) -> bool:
    return any("\u3400" <= char <= "\u9fff" for char in text)


def _word_starts(text: str, caret: int) -> list[int]:
    """Return where the last words before the caret begin; none without a word right before it."""
    first = max(0, caret - 60)
    found = list(_WORD.finditer(text, first, caret))
    if not found or found[-1].end() != caret:
        return []
    return [one.start() for one in found[-3:]]


def _offered(text: str, starts: Sequence[int], caret: int, name: Name) -> tuple[int, int] | None:
    """Return how well the words before the caret begin a name (0 is best), and where it begins."""
    folded = [form.casefold() for form in name.forms]
    for start in starts:
        key = text[start:caret].lstrip("@").casefold()
        if _fits(key, name, folded):
            return (0 if key in folded else 1 if folded[0].startswith(key) else 2), start
    return None


def _take_time(text: str) -> tuple[time | None, str]:
    found = _TIME.search(text)
    if found is None:
        return None, text
    if found["h12"]:
        hour, minute, after = int(found["h12"]) % 12, 0, found["ap12"].lower() == "pm"
        hour += 12 if after else 0
    else:
        hour = int(found["h"] or found["hh"])
        minute = int(found["m"] or (30 if found["half30"] else 0))
        later = found["half"] in ("下午", "晚上") or (found["ap"] or "").lower() == "pm"
        if later and hour < 12:
            hour += 12
        elif (found["ap"] or "").lower() == "am" and hour == 12:
            hour = 0
    left, right = text[: found.start()].rstrip(_GAP), text[found.end() :].lstrip(_GAP)
    return time(hour, minute), f"{left} {right}".strip()
