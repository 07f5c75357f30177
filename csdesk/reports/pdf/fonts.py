"""The font stack of a language, loaded only as far as a document's characters need it."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import cast

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from csdesk.domain.codes import Language
from csdesk.reports.words.marks import MARKS
from csdesk.resources import resource_path

STACKS: Mapping[Language, tuple[str, ...]] = {
    Language.EN: ("CSDeskLatin", "CSDeskSans"),
    Language.ZH_CN: ("CSDeskSans", "CSDeskLatin"),
    Language.ZH_TW: ("CSDeskSansTC", "CSDeskSans", "CSDeskLatin"),
}
LATIN = "CSDeskLatin"
_WEIGHTS = ("Regular", "Bold")
_DRAWN_AS = {"\u00a0": " ", "\u202f": " ", "\u2011": "-"}
UNDRAWN = frozenset("\u2060\u200b\ufeff\u00ad")
_TO_DRAWN = str.maketrans({**_DRAWN_AS, **dict.fromkeys(UNDRAWN, "")})


class Face:
    """One registered font file: which characters it has and how wide they are, in em."""

    def __init__(self, name: str) -> None:
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(resource_path(f"fonts/{name}.ttf"))))
        font = cast("TTFont", pdfmetrics.getFont(name))
        self.name = name
        self._glyphs = cast("dict[int, int]", font.face.charToGlyph)
        self._widths = cast("dict[int, float]", font.face.charWidths)
        self._default = cast("float", font.face.defaultWidth)

    def has(self, char: str) -> bool:
        """Whether the face can draw the character."""
        return ord(char) in self._glyphs

    def width(self, char: str) -> float:
        """Return the advance of a character in em."""
        return self._widths.get(ord(char), self._default) / 1000


class _Known:
    """What is found out about a language's fonts; it never changes, so documents share it."""

    def __init__(self) -> None:
        self.fine: set[str] = set()  # characters that can be drawn as they are
        self.faces: dict[str, Face] = {}
        self.chosen: dict[tuple[str, bool, bool], tuple[Face, float]] = {}


@lru_cache(maxsize=len(Language))
def _known_of(language: Language) -> _Known:
    return _Known()


class FontBook:
    """Chooses the face of each character: the first of the language's stack that has it.

    `missing` gathers the characters that no face has; they are drawn as a named placeholder.
    """

    def __init__(self, language: Language) -> None:
        self.language = language
        self.missing: dict[str, str] = {}  # character -> name
        known = _known_of(language)
        self._fine, self._faces, self._chosen = known.fine, known.faces, known.chosen

    @property
    def first_face(self) -> str:
        """The name of the face that most text uses, for the canvas' initial font."""
        return self._face(STACKS[self.language][0], bold=False).name

    def place(self, char: str, *, bold: bool, latin: bool = False) -> tuple[Face, float]:
        """Return the face that draws `char` and its width in em.

        `latin` prefers the proportional marks, for a quote inside a Latin word.
        """
        key = (char, bold, latin)
        found = self._chosen.get(key)
        if found is None:
            found = self._chosen[key] = self._choose(char, bold=bold, latin=latin)
        return found

    def clean(self, text: str, limit: int = 4000) -> str:
        """Return text that can be drawn: composed, without controls, missing glyphs named.

        Longer text than `limit` is cut with an ellipsis, so that no input costs unbounded time.
        """
        if len(text) > limit:
            text = text[:limit].rstrip() + "…"
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if self._is_fine(text):
            return text
        parts: list[str] = []
        index = 0
        while index < len(text):
            char = text[index]
            if char == "\n" or char in MARKS or char in UNDRAWN or self._known(char):
                parts.append(char)
                index += 1
            elif _is_blank(char):
                parts.append(" " if char.isspace() else "")
                index += 1
            else:
                end = self._missing_run(text, index)
                parts.append(self._placeholder(text[index:end]))
                index = end
        return "".join(parts)

    def _is_fine(self, text: str) -> bool:
        """Whether every character can be drawn as it is; those found so are remembered."""
        new = set(text) - self._fine
        if not new:
            return True
        if any(
            not (char == "\n" or char in MARKS or char in UNDRAWN or self._known(char))
            for char in new
        ):
            return False
        self._fine.update(new)
        return True

    def _known(self, char: str) -> bool:
        if char in _DRAWN_AS:
            return True
        return any(self._face(name, bold=False).has(char) for name in STACKS[self.language])

    def _missing_run(self, text: str, start: int) -> int:
        """Return the end of the run of missing characters of one script, marks included."""
        script = _script(text[start])
        end = start + 1
        while end < len(text) and text[end] != "\n":
            char = text[end]
            if _is_joined(char) or (_script(char) == script and not self._known(char)):
                end += 1
            else:
                break
        return end

    def _placeholder(self, run: str) -> str:
        letters = [char for char in run if not _is_joined(char)]
        for char in letters:
            self.missing.setdefault(char, unicodedata.name(char, f"U+{ord(char):04X}").lower())
        if len(letters) > 1 and letters[0].isalpha():
            return f"[{_script(letters[0]).title()} text]"
        return "".join(f"[{self.missing[char]}]" for char in letters)

    def _choose(self, char: str, *, bold: bool, latin: bool) -> tuple[Face, float]:
        drawn = _DRAWN_AS.get(char, char)
        names = STACKS[self.language]
        if latin or char == "•":
            names = (LATIN, *names)
        for name in names:
            face = self._face(name, bold=bold)
            if face.has(drawn):
                return face, face.width(drawn)
        face = self._face(names[0], bold=bold)
        return face, face.width("?")

    def _face(self, family: str, *, bold: bool) -> Face:
        name = f"{family}-{_WEIGHTS[bold]}"
        face = self._faces.get(name)
        if face is None:
            face = self._faces[name] = Face(name)
        return face


def drawn(text: str) -> str:
    """Return the text as it is put on paper: plain spaces, no joiners."""
    return text if text.isascii() else text.translate(_TO_DRAWN)


def is_undrawn(char: str) -> bool:
    """Whether the character only steers line breaking."""
    return char in UNDRAWN


def _is_blank(char: str) -> bool:
    return (
        char.isspace()
        or unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn"}
        or (0xFE00 <= ord(char) <= 0xFE0F)
    )


def _is_joined(char: str) -> bool:
    return _is_blank(char) and not char.isspace()


def _script(char: str) -> str:
    """Return the first word of the character's Unicode name, which for letters is the script."""
    return unicodedata.name(char, "?").split(" ")[0]
