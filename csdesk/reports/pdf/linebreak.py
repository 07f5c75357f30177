"""Where a line may break, in Chinese and Latin text mixed, and how marks share their space.

Pure: knows characters and their widths in em, no fonts and no page. English wraps by words and is
never hyphenated; Chinese breaks between characters, but no mark that closes starts a line, none
that opens ends one, and a number keeps its unit, a date its parts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

CLOSING = frozenset("，。、；：？！）》」』”’…—～％%‰℃°·・〉】〕］｝﹂﹄,.;:?!)]}»›–々ー–〜")
OPENING = frozenset("（《「『“‘〈【〔［｛﹁﹃￥＄([{«‹£$¥€#＃№")
_ALIGNED_LEFT = frozenset("）》」』”’〉】〕］｝")  # the right half of the square is empty
_ALIGNED_LEFT_MAINLAND = _ALIGNED_LEFT | frozenset("，。、；：")
_ALIGNED_RIGHT = frozenset("（《「『“‘〈【〔［｛")  # the left half is empty
_GLUE = frozenset("\u00a0\u2060\u202f\u2011")
_HAN_DATE = re.compile(r"\d+年\d+月(?:\d+[日号號])?|\d+月\d+[日号號]|第\d+|\d+:\d+")
_LATIN_SEAM = re.compile("[ -]")
_DATE_PARTS = frozenset("年月日号號")

GAP = 0.13  # em, between Han and Latin
DATE_GAP = 0.04
MARK_TRIM = 0.5
PULL = 0.45
HANG = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """A line as a range of the text; `indent` is in em and negative where a mark is pulled out."""

    start: int
    end: int  # without the spaces at the end
    indent: float
    width: float  # em


def is_han(char: str) -> bool:
    """Whether text may break on both sides of the character (marks are judged apart)."""
    code = ord(char)
    if code < 0x2E80 or char in CLOSING or char in OPENING:
        return False
    return (
        0x2E80 <= code <= 0x2FDF
        or 0x3040 <= code <= 0x31FF
        or 0x3400 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7A3
        or 0xF900 <= code <= 0xFAFF
        or 0xFF10 <= code <= 0xFFEE
        or 0x20000 <= code <= 0x3FFFF
        or code in (0x3006, 0x3007)
    )


def break_points(text: str) -> list[bool]:
    """Return for each index whether a line may start there; index 0 is never one."""
    allowed = [False] * len(text)
    if text.isascii():  # only after a space or a hyphen
        for match in _LATIN_SEAM.finditer(text, 0, len(text) - 1):
            allowed[match.end()] = _may_break(text, match.end())
        return allowed
    for index in range(1, len(text)):
        allowed[index] = _may_break(text, index)
    for match in _HAN_DATE.finditer(text):
        for index in range(match.start() + 1, match.end()):
            allowed[index] = False
    return allowed


def advances(text: str, widths: Sequence[float], *, mainland: bool) -> list[float]:
    """Return the advance of each character in em: its width and what its neighbour changes."""
    result = list(widths)
    if text.isascii():
        return result  # only square marks and Han characters change what stands beside them
    last = len(text) - 1
    for index in range(last):
        result[index] += _adjustment(text, index, widths, mainland=mainland)
    return result


def break_lines(
    text: str,
    widths: Sequence[float],
    limit: float,
    *,
    mainland: bool = True,
    kept: Sequence[bool] = (),
    steps: Sequence[float] | None = None,
) -> list[Line]:
    """Return the lines of one paragraph that is `limit` em wide.

    `steps` are the advances, if the caller has them. Where `kept` is true no line may start (unless
    a unit is wider than a line). A last line of a single character is avoided by setting the
    paragraph a little narrower.
    """
    if not text:
        return []
    steps = advances(text, widths, mainland=mainland) if steps is None else steps
    layout = _Paragraph(text, widths, steps, mainland=mainland)
    if layout.sums[-1] <= limit:
        return [layout.line(0, len(text))]
    layout.forbid(kept)
    lines = layout.fill(limit)
    if len(lines) < 2 or layout.visible(lines[-1]) >= 2:
        return lines
    for share in (0.97, 0.94, 0.91, 0.88, 0.85):
        other = layout.fill(limit * share)
        if len(other) == len(lines) and layout.visible(other[-1]) >= 2:
            return other
    return lines


class _Paragraph:
    """Greedy filling over the units between break points."""

    def __init__(
        self, text: str, widths: Sequence[float], steps: Sequence[float], *, mainland: bool
    ) -> None:
        self.text = text
        self.widths = widths
        self.left = _ALIGNED_LEFT_MAINLAND if mainland else _ALIGNED_LEFT
        self.sums = [0.0, *accumulate(steps)]
        self.allowed: list[bool] = []

    def forbid(self, kept: Sequence[bool]) -> None:
        """Find where lines may start, but not where `kept` says no."""
        self.allowed = break_points(self.text)
        for index, glued in enumerate(kept):
            if glued:
                self.allowed[index] = False

    def visible(self, line: Line) -> int:
        """Return how many characters of the line are no marks and no spaces."""
        return sum(
            1
            for char in self.text[line.start : line.end]
            if char not in CLOSING and char not in OPENING and not char.isspace()
        )

    def fill(self, limit: float) -> list[Line]:
        """Return the lines of a paragraph that is `limit` em wide."""
        text, lines, start = self.text, [], 0
        while start < len(text):
            end = self._line_end(start, limit)
            lines.append(self.line(start, end))
            start = end
            while start < len(text) and text[start] == " ":
                start += 1
        return lines

    def _line_end(self, start: int, limit: float) -> int:
        best = 0
        for index in range(start + 1, len(self.text) + 1):
            at_end = index == len(self.text)
            if not at_end and not self.allowed[index]:
                if best and self._rough(start, index) > limit + 4:
                    break
                continue
            if self._fits(start, index, limit):
                best = index
            else:
                break
        return best or self._forced_end(start, limit)

    def _forced_end(self, start: int, limit: float) -> int:
        """Return where a unit wider than the line is cut: never before a mark that closes."""
        fitting = start + 1
        cut = 0
        for index in range(start + 2, len(self.text) + 1):
            if not self._fits(start, index, limit):
                break
            fitting = index
            if index == len(self.text) or self._may_cut(index):
                cut = index
        if not cut and fitting < len(self.text) and self._may_cut(fitting):
            cut = fitting
        return cut or fitting

    def _may_cut(self, index: int) -> bool:
        before, after = self.text[index - 1], self.text[index]
        return (
            after not in CLOSING
            and before not in OPENING
            and after not in _GLUE
            and before not in _GLUE
        )

    def _rough(self, start: int, end: int) -> float:
        return self.sums[end] - self.sums[start]

    def _fits(self, start: int, end: int, limit: float) -> bool:
        line = self.line(start, end)
        hang = HANG if self._is_square(line.end - 1, self.left) else 0.0
        return line.width - hang <= limit + 1e-6

    def line(self, start: int, end: int) -> Line:
        """Return the line of a range, without the spaces at its end."""
        while end > start + 1 and self.text[end - 1] == " ":
            end -= 1
        last = self.sums[end] - self.sums[end - 1]
        width = self.sums[end] - self.sums[start] - last + self.widths[end - 1]
        indent = -PULL if self._is_square(start, _ALIGNED_RIGHT) else 0.0
        return Line(start, end, indent, width + indent)

    def _is_square(self, index: int, marks: frozenset[str]) -> bool:
        return self.text[index] in marks and self.widths[index] > 0.9


def _may_break(text: str, index: int) -> bool:
    before, after = text[index - 1], text[index]
    if after == " " or before in _GLUE or after in _GLUE:
        return False
    if before == " ":
        return _may_break_after_space(text, index)
    if after in CLOSING or before in OPENING:
        return False
    if before.isdigit() and is_han(after):
        return False
    if is_han(before) or is_han(after):
        return True
    if before in CLOSING and ord(before) >= 0x3000:
        return True
    if after in OPENING and ord(after) >= 0x3000:
        return True
    return before == "-" and _hyphen_between_words(text, index)


def _may_break_after_space(text: str, index: int) -> bool:
    """Latin: a number stays with the word after it, a mark with the word before it."""
    after = text[index]
    word_end = index - 1
    while word_end > 0 and text[word_end - 1] == " ":
        word_end -= 1
    if word_end == 0:
        return False
    before = text[word_end - 1]
    if before in OPENING or (after in CLOSING and after not in "—–…"):
        return False
    if after in "—–":
        return False
    start = word_end
    while start > 0 and text[start - 1] not in " \u00a0":
        start -= 1
    word = text[start:word_end].lstrip("([{“‘£$¥€+-−")
    is_number = word[-1:].isdigit() and word.replace(",", "").replace(".", "").isdigit()
    return not (is_number and after.isalnum() and not is_han(after))


def _hyphen_between_words(text: str, index: int) -> bool:
    """At least three letters go to the next line: never the `on` of `sign-on` alone."""
    word, rest = text[index - 3 : index - 1], text[index : index + 3]
    return index >= 3 and word.isalpha() and len(rest) == 3 and rest.isalpha()


def _adjustment(text: str, index: int, widths: Sequence[float], *, mainland: bool) -> float:
    """Return what the pair at `index`, `index + 1` adds to or takes from the advance, in em."""
    first, second = text[index], text[index + 1]
    left = _ALIGNED_LEFT_MAINLAND if mainland else _ALIGNED_LEFT
    marks = CLOSING | OPENING
    if first in marks and second in marks:
        square = widths[index] > 0.9 and widths[index + 1] > 0.9
        empty = first in left or second in _ALIGNED_RIGHT
        return -MARK_TRIM if square and empty and first not in "…—" else 0.0
    if first in _DATE_PARTS and second.isdigit():
        return DATE_GAP
    if second in _DATE_PARTS and first.isdigit():
        return DATE_GAP
    if is_han(first) and _is_latin_side(second, opening=True):
        return GAP
    if is_han(second) and _is_latin_side(first, opening=False):
        return GAP
    return 0.0


def _is_latin_side(char: str, *, opening: bool) -> bool:
    if char.isascii():
        return char.isalnum() or char in ("+-#$" if opening else "%+")
    return not is_han(char) and char.isalnum()
