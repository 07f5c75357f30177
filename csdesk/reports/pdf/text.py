"""Setting text: from a string to measured lines of runs, and from those to the page.

A string may carry marks for **bold** and muted words (`bold()`, `muted()`): noncharacters of
Unicode, so that no text that a person typed is ever read as markup.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from csdesk.domain.codes import Language
from csdesk.reports.pdf.colours import MUTED, TEXT, Colour
from csdesk.reports.pdf.fonts import UNDRAWN, FontBook, drawn, is_undrawn
from csdesk.reports.pdf.linebreak import Line, advances, break_lines, is_han
from csdesk.reports.words.marks import (
    BOLD_OFF,
    BOLD_ON,
    KEEP_OFF,
    KEEP_ON,
    MARKS,
    MUTED_OFF,
    MUTED_ON,
)

_PROPORTIONAL = frozenset("’‘×–")
_TYPED_SPACE = re.compile(
    "(?<=[\u3400-\u9fff]) (?=[A-Za-z0-9+])|(?<=[A-Za-z0-9%]) (?=[\u3400-\u9fff])"
)
_MARK = re.compile(f"([{BOLD_ON}-{KEEP_OFF}])")
_STEERING = (MARKS - {KEEP_ON, KEEP_OFF}) | _PROPORTIONAL | UNDRAWN
_LONGEST = 4000  # characters of one text that are set at all


@dataclass(frozen=True, slots=True)
class Style:
    """Size and line height in points, weight and colour."""

    size: float
    lead: float
    bold: bool = False
    colour: Colour = TEXT

    def with_(self, *, bold: bool | None = None, colour: Colour | None = None) -> "Style":
        """Return the style with another weight or colour."""
        return replace(
            self,
            bold=self.bold if bold is None else bold,
            colour=self.colour if colour is None else colour,
        )


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one face and colour; `x` in points from the line's start."""

    x: float
    face: str
    text: str
    colour: Colour


@dataclass(frozen=True, slots=True)
class Row:
    """One set line."""

    runs: tuple[Run, ...]
    width: float  # points, without a hanging mark's empty half


@dataclass(frozen=True, slots=True)
class Block:
    """Measured text, ready to be drawn."""

    rows: tuple[Row, ...]
    style: Style
    cut: bool = False  # whether words were left out

    @property
    def height(self) -> float:
        """The height in points."""
        return len(self.rows) * self.style.lead

    @property
    def width(self) -> float:
        """The widest line in points."""
        return max((row.width for row in self.rows), default=0.0)


@dataclass(frozen=True, slots=True)
class _Marked:
    """Plain characters with weight, colour and tie to the one before of each."""

    text: str
    bold: tuple[bool, ...]
    muted: tuple[bool, ...]
    kept: tuple[bool, ...] = ()
    even: bool = False  # one weight and colour, no mark whose face depends on its neighbours


@dataclass(frozen=True, slots=True)
class _Measured:
    """A paragraph with width, advance (em) and face of each character."""

    marked: _Marked
    widths: list[float]
    steps: list[float]
    faces: list[str]

    @property
    def text(self) -> str:
        return self.marked.text


class Typesetter:
    """Measures text in the fonts of one language."""

    def __init__(self, language: Language, book: FontBook | None = None) -> None:
        self.language = language
        self.book = book or FontBook(language)
        self._mainland = language is not Language.ZH_TW
        self._blocks: dict[tuple[str, Style, float, int], Block] = {}
        self._tables: dict[bool, tuple[str, list[float]]] = {}
        self._places: dict[tuple[str, bool], tuple[str, float]] = {}

    def lay(self, text: str, style: Style, width: float, max_lines: int = 0) -> Block:
        """Return `text` broken to `width` points; over `max_lines` it ends in an ellipsis."""
        key = (text, style, width, max_lines)
        block = self._blocks.get(key)
        if block is None:
            block = self._blocks[key] = self._lay(text, style, width, max_lines)
        return block

    def line(self, text: str, style: Style) -> Block:
        """Return `text` on a single line, however long."""
        return self.lay(text.replace("\n", " "), style, 1e6)

    def width(self, text: str, style: Style) -> float:
        """Return the width in points of `text` on one line."""
        return self.line(text, style).width

    def _lay(self, text: str, style: Style, width: float, max_lines: int) -> Block:
        limit = max(width, style.size) / style.size
        simple = self._simple(text, style, limit)
        if simple is not None:
            return simple
        rows: list[Row] = []
        cut = False
        most = _LONGEST if not max_lines else min(_LONGEST, int(max_lines * limit * 5) + 40)
        for paragraph in self._paragraphs(self.book.clean(text, most)):
            measured = self._measured(_read_marks(paragraph, bold=style.bold))
            lines = break_lines(
                measured.text,
                measured.widths,
                limit,
                mainland=self._mainland,
                kept=measured.marked.kept,
                steps=measured.steps,
            )
            if max_lines and len(rows) + len(lines) > max_lines:
                lines = lines[: max_lines - len(rows)]
                cut = True
                rows.extend(_row(measured, line, style) for line in lines[:-1])
                if lines:
                    rows.append(self._shortened(measured.marked, lines[-1], style, limit))
                break
            rows.extend(_row(measured, line, style) for line in lines)
        return Block(tuple(rows), style, cut)

    def _paragraphs(self, text: str) -> list[str]:
        """Split at line ends; runs of spaces become one, so that typed layout does not show.

        In Chinese the breaker sets the space between Han and Latin: a typed one is dropped.
        """
        while "  " in text:
            text = text.replace("  ", " ")
        if self.language is not Language.EN and " " in text:
            text = _TYPED_SPACE.sub("", text)
        return [part.strip(" ") for part in text.strip("\n").split("\n")]

    def _simple(self, text: str, style: Style, limit: float) -> Block | None:
        """Return plain ASCII that fits on one line, as most labels do, without closer study."""
        if KEEP_ON in text:
            text = text.replace(KEEP_ON, "").replace(KEEP_OFF, "")
        if not text or not text.isascii() or not text.isprintable():
            return None
        if "  " in text or text[0] == " " or text[-1] == " ":
            return None
        face, table = self._ascii_table(style.bold)
        width = sum(map(table.__getitem__, text.encode()))
        if width > limit:
            return None
        return Block((Row((Run(0.0, face, text, style.colour),), width * style.size),), style)

    def _ascii_table(self, bold: bool) -> tuple[str, list[float]]:
        """Return the face of ASCII and the width in em by code; the first face has all of it."""
        found = self._tables.get(bold)
        if found is None:
            widths = [self._place(chr(code), bold)[1] for code in range(32, 127)]
            found = self._tables[bold] = (self._place("a", bold)[0], [0.0] * 32 + widths)
        return found

    def _measured(self, marked: _Marked) -> _Measured:
        if marked.even:
            bold = marked.bold[0]
            placed = [self._place(char, bold) for char in marked.text]
        else:
            placed = list(self._placed(marked))
        widths = [width for _, width in placed]
        steps = advances(marked.text, widths, mainland=self._mainland)
        return _Measured(marked, widths, steps, [face for face, _ in placed])

    def _place(self, char: str, bold: bool) -> tuple[str, float]:
        key = (char, bold)
        found = self._places.get(key)
        if found is None:
            face, width = self.book.place(char, bold=bold)
            found = self._places[key] = (face.name, width)
        return found

    def _placed(self, marked: _Marked) -> Iterator[tuple[str, float]]:
        """Yield face and width of each character."""
        text = marked.text
        for index, char in enumerate(text):
            if is_undrawn(char):
                yield "", 0.0
                continue
            latin = char in _PROPORTIONAL and _inside_latin(text, index)
            face, width = self.book.place(char, bold=marked.bold[index], latin=latin)
            yield face.name, width

    def _shortened(self, marked: _Marked, line: Line, style: Style, limit: float) -> Row:
        """Return the line with an ellipsis at its end, cut until it fits."""
        end = line.end
        while True:
            text = marked.text[line.start : end].rstrip(" ，。、；：,.;:")
            size = len(text)
            bold = (*marked.bold[line.start : line.start + size], style.bold)
            muted = (*marked.muted[line.start : line.start + size], False)
            measured = self._measured(_Marked(text + "…", bold, muted))
            total = sum(measured.steps)
            if total <= limit or size == 0:
                return _row(measured, Line(0, size + 1, 0.0, total), style)
            end = line.start + size - 1


def balanced(
    setter: Typesetter, text: str, style: Style, width: float, max_lines: int = 0
) -> Block:
    """Return text in as few lines as `width` allows, none of them much shorter than the others."""
    block = setter.lay(text, style, width, max_lines)
    if len(block.rows) < 2 or block.cut:
        return block
    for share in (0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95):
        tried = setter.lay(text, style, width * share, max_lines)
        if not tried.cut and len(tried.rows) == len(block.rows):
            return tried
    return block


def _row(measured: _Measured, line: Line, style: Style) -> Row:
    """Return the runs of a line; a new one begins where face, colour or an advance changes."""
    marked, widths, steps, faces = measured.marked, measured.widths, measured.steps, measured.faces
    if marked.even and steps == widths and len(set(faces)) == 1:
        text = drawn(marked.text[line.start : line.end])
        run = Run(line.indent * style.size, faces[0], text, style.colour)
        return Row((run,), line.width * style.size)
    runs: list[Run] = []
    x = line.indent
    start_x, start = x, line.start
    for index in range(line.start, line.end):
        following = index + 1
        x += steps[index]
        if (
            following == line.end
            or _differs(marked, faces, index, following)
            or abs(steps[index] - widths[index]) > 1e-9
        ):
            text = drawn(marked.text[start:following])
            if text and faces[index]:
                colour = MUTED if marked.muted[index] else style.colour
                runs.append(Run(start_x * style.size, faces[index], text, colour))
            start_x, start = x, following
    return Row(tuple(runs), line.width * style.size)


def _differs(marked: _Marked, faces: Sequence[str], first: int, second: int) -> bool:
    if not faces[first] or not faces[second]:
        return True
    return faces[first] != faces[second] or marked.muted[first] != marked.muted[second]


def _even(text: str, *, bold: bool) -> _Marked:
    """Return text of one weight and colour; it may have words that are kept together."""
    kept: list[bool] = []
    if KEEP_ON in text:
        for number, part in enumerate(text.replace(KEEP_OFF, KEEP_ON).split(KEEP_ON)):
            inside = number % 2 == 1
            kept += [inside and place > 0 for place in range(len(part))]
        text = text.replace(KEEP_ON, "").replace(KEEP_OFF, "")
    size = len(text)
    return _Marked(text, (bold,) * size, (False,) * size, tuple(kept), even=size > 0)


def _read_marks(text: str, *, bold: bool) -> _Marked:
    if _STEERING.isdisjoint(text):
        return _even(text, bold=bold)
    parts: list[str] = []
    weights: list[bool] = []
    shades: list[bool] = []
    ties: list[bool] = []
    strong, pale, kept, fresh = False, False, False, False
    for part in _MARK.split(text):
        if part in MARKS:
            strong = part == BOLD_ON if part in (BOLD_ON, BOLD_OFF) else strong
            pale = part == MUTED_ON if part in (MUTED_ON, MUTED_OFF) else pale
            if part in (KEEP_ON, KEEP_OFF):
                kept, fresh = part == KEEP_ON, part == KEEP_ON
        elif part:
            size = len(part)
            parts.append(part)
            weights += [bold or strong] * size
            shades += [pale] * size
            ties += [kept] * size
            if kept and fresh:
                ties[-size] = False
                fresh = False
    return _Marked("".join(parts), tuple(weights), tuple(shades), tuple(ties))


def _inside_latin(text: str, index: int) -> bool:
    """Whether a mark stands between Latin letters or digits, as in `Driver’s`."""
    before = text[index - 1] if index else " "
    after = text[index + 1] if index + 1 < len(text) else " "
    return (before.isalnum() and not is_han(before)) and (
        not is_han(after) and (after.isalnum() or after == " ")
    )
