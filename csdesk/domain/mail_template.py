"""Texts of mails with places such as `{customer}`: checked as they are typed, filled, not guessed.

`{{` and `}}` stand for braces themselves. A place is one of the `Placeholder`s of the mail's kind.
A value that is not known is shown as `[customer?]` and named, so that the mail is not sent. A part
(a sentence or lines of their own) may have nothing to say: then its line goes.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from csdesk.domain.errors import N_, UserError

MOST = 20_000  # characters of one text
_LIKE = 0.55
_WIDE = re.compile(r"｛\s*([A-Za-z_]+)\s*｝")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# Control and direction characters; a value cannot turn round or break what stands beside it.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn"}
_JOINERS = "\u200c\u200d"
LIKELY = N_("Line {line}, character {column}: this mail has no {name}. Perhaps {names}.")
UNKNOWN = N_("Line {line}, character {column}: this mail has no {name}. It has {names}.")
UNCLOSED = N_(
    "Line {line}, character {column}: the brace is not closed on its line. Close it, or double it "
    "to write a brace."
)
UNOPENED = N_(
    "Line {line}, character {column}: a brace is closed that was not opened. Take it out, or "
    "double it to write a brace."
)
EMPTY_NAME = N_("Line {line}, character {column}: there is no name between the braces.")
WIDE = N_("Line {line}, character {column}: {name} stands in wide braces; type {right}.")
TOO_LONG = N_("The text has {n} characters; a mail has at most {most}.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Placeholder:
    """A place that a mail can have; `text` is a msgid that says what comes into it.

    `is_part`: whole sentences or lines, nothing where there is nothing to say.
    """

    name: str
    text: str
    is_part: bool = False

    @property
    def written(self) -> str:
        """How it stands in a text."""
        return "{" + self.name + "}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What is wrong with a text, and where; a msgid with what fills it."""

    code: str
    message: str
    at: int  # index in the text
    length: int
    params: Mapping[str, object]
    likely: tuple[str, ...] = ()  # names that were perhaps meant


@dataclass(frozen=True, slots=True)
class _Place:
    """A placeholder in a text."""

    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """A text in pieces, and what is wrong with it; only one without problems is filled."""

    pieces: tuple[str | _Place, ...]
    problems: tuple[Problem, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The placeholders in it, each once."""
        return tuple(dict.fromkeys(one.name for one in self.pieces if isinstance(one, _Place)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Filled:
    """A filled text and the names of the values that it lacks, which stand in it as `[name?]`."""

    text: str
    missing: tuple[str, ...]


def parse(text: str, known: Collection[str]) -> Parsed:
    """Return a text in pieces with all that is wrong in it, first place first."""
    reader = _Reading(text, tuple(known))
    if len(text) > MOST:
        problem = Problem(
            code="too_long", message=TOO_LONG, at=MOST, length=len(text) - MOST,
            params={"n": len(text), "most": MOST},
        )  # fmt: skip
        return Parsed(pieces=(), problems=(problem,))
    return reader.parsed()


def check(text: str, known: Collection[str], field: str = "body") -> Parsed:
    """Return a text in pieces. Raises `UserError` "mail_template" for the first thing wrong."""
    parsed = parse(text, known)
    if parsed.problems:
        first = parsed.problems[0]
        raise UserError("mail_template", first.message, field=field, **first.params)
    return parsed


def fill(parsed: Parsed, values: Mapping[str, str], parts: Collection[str] = ()) -> Filled:
    """Return the text with its values; a line of nothing but empty `parts` is left out."""
    missing: dict[str, None] = {}
    lines: list[list[str | _Place]] = [[]]
    for piece in parsed.pieces:
        if isinstance(piece, _Place):
            lines[-1].append(piece)
            continue
        first, *rest = piece.split("\n")
        lines[-1].append(first)
        lines += [[one] for one in rest]
    written: list[str] = []
    for line in lines:
        said = _line(line, values, parts, missing)
        if said is not None:
            written.append(said)
        elif written and not written[-1].strip():
            written.pop()  # the gap before a part that says nothing
    return Filled(text="\n".join(written), missing=tuple(missing))


def one_line(text: str) -> str:
    """Return a value so that it stays within its line and hides nothing."""
    return " ".join(_seen(text).split())


def lines_of(text: str) -> str:
    """Return a part with its line breaks, without what hides or turns text."""
    return "\n".join(" ".join(_seen(line).split()) for line in text.splitlines()).strip("\n")


def shortened(text: str, most: int = 90) -> str:
    """Return a text on one line, cut where it is longer than a title should be."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def _line(
    line: Sequence[str | _Place],
    values: Mapping[str, str],
    parts: Collection[str],
    missing: dict[str, None],
) -> str | None:
    """Return a filled line, None for one of nothing but parts that say nothing."""
    places = [one.name for one in line if isinstance(one, _Place)]
    only = places and not any(isinstance(one, str) and one.strip() for one in line)
    if only and all(name in parts and not values.get(name) for name in places):
        return None
    said = []
    for one in line:
        if isinstance(one, str):
            said.append(one)
            continue
        value = values.get(one.name, "")
        if not value and one.name not in parts:
            missing[one.name] = None
            value = f"[{one.name}?]"
        said.append(value)
    return "".join(said).rstrip()


def _seen(text: str) -> str:
    return "".join(
        char if char in _JOINERS or unicodedata.category(char) not in _UNSEEN
        else " " if char in "\n\r\t" else ""
        for char in text
    )  # fmt: skip


class _Reading:
    """Reads a text from left to right."""

    def __init__(self, text: str, known: tuple[str, ...]) -> None:
        self._text, self._known = text, known
        self._pieces: list[str | _Place] = []
        self._problems: list[Problem] = []

    def parsed(self) -> Parsed:
        text, at, plain = self._text, 0, ""
        while at < len(text):
            char = text[at]
            if char not in "{}｛":
                plain += char
                at += 1
            elif text[at : at + 2] in ("{{", "}}"):
                plain += char
                at += 2
            elif char == "}":
                self._tell("unopened", UNOPENED, at)
                at += 1
            elif char == "｛":
                plain += char
                self._wide(at)
                at += 1
            else:
                place, at = self._place(at)
                if place is not None:
                    self._pieces += [plain, place] if plain else [place]
                    plain = ""
        if plain:
            self._pieces.append(plain)
        return Parsed(pieces=tuple(self._pieces), problems=tuple(self._problems))

    def _place(self, at: int) -> tuple[_Place | None, int]:
        """Read from an opening brace; return the place and where the text goes on."""
        text = self._text
        stop = next((i for i in range(at + 1, len(text)) if text[i] in "{}\n"), len(text))
        if stop == len(text) or text[stop] != "}":
            self._tell("unclosed", UNCLOSED, at)
            return None, at + 1
        name = text[at + 1 : stop].strip()
        length = stop + 1 - at
        if not name:
            self._tell("empty_name", EMPTY_NAME, at, length)
        elif name not in self._known:
            self._unknown(name, at, length)
        else:
            return _Place(name), stop + 1
        return None, stop + 1

    def _unknown(self, name: str, at: int, length: int) -> None:
        likely = _likely(name, self._known)
        self._tell(
            "unknown", LIKELY if likely else UNKNOWN, at, length,
            likely=likely,
            name="{" + name[:60] + "}",
            names=", ".join("{" + one + "}" for one in (likely or self._known)),
        )  # fmt: skip

    def _wide(self, at: int) -> None:
        found = _WIDE.match(self._text, at)
        if found is not None and found.group(1) in self._known:
            self._tell(
                "wide", WIDE, at, len(found.group()),
                name=found.group(), right="{" + found.group(1) + "}",
            )  # fmt: skip

    def _tell(
        self, code: str, message: str, at: int, length: int = 1, *,
        likely: tuple[str, ...] = (), **params: object,
    ) -> None:  # fmt: skip
        before = self._text[:at]
        place = {"line": before.count("\n") + 1, "column": at - (before.rfind("\n") + 1) + 1}
        self._problems.append(
            Problem(
                code=code, message=message, at=at, length=length,
                params={**place, **params}, likely=likely,
            )
        )  # fmt: skip


def _likely(name: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the names that are most like a wrong one, best first."""
    folded = "_".join(_NAME.findall(name.replace("-", "_").replace(" ", "_"))).lower()
    near = get_close_matches(folded, known, n=2, cutoff=_LIKE)
    holding = [one for one in known if folded and (folded in one or one in folded)]
    return tuple(dict.fromkeys([*near[:1], *holding, *near]))[:3]
