"""What a cell says, apart from how it is painted."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt

from csdesk.domain.codes import Side, Status
from csdesk.layout.chart import Look, Shape

CELL_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ID_ROLE = CELL_ROLE + 1


class Tone(StrEnum):
    """The colour of words, by meaning."""

    TEXT = "text"
    MUTED = "muted"
    ACCENT = "accent"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of text in one tone."""

    text: str
    tone: Tone = Tone.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Everything that one cell shows, from left to right."""

    words: tuple[Words, ...] = ()
    bold: bool = False
    small: bool = False  # 12 px instead of 13
    right: bool = False
    indent: int = 0
    chevron: bool | None = None  # True: open, False: closed, None: no chevron
    check: bool | None = None  # a check box before the words
    partly: bool = False  # the check box of a group of which some are checked
    side: Side | None = None  # a chip
    status: Status | None = None  # a sign
    diamond: tuple[Shape, Look] | None = None
    remark: str = ""  # muted, after the words
    count: str = ""  # muted, close to the words

    @property
    def text(self) -> str:
        """Return the words alone."""
        return "".join(part.text for part in self.words)


def cell(text: str, tone: Tone = Tone.TEXT, **look: object) -> Cell:
    """Return a cell of one stretch of text; `look` are fields of `Cell`."""
    words = (Words(text, tone),) if text else ()
    return Cell(words=words, **look)  # type: ignore[arg-type]


EMPTY = Cell()
