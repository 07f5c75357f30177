"""The block at the foot of a page where both sides sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from csdesk.domain.codes import Side
from csdesk.i18n import Translator
from csdesk.reports.pdf.a4 import LEFT, WIDTH, Type
from csdesk.reports.pdf.colours import PALE, TEXT
from csdesk.reports.pdf.pieces import Piece
from csdesk.reports.pdf.shapes import side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style

_GUTTER = 28.0
_SIGN = 46.0  # of paper to sign on
_COLUMN = 10.0  # between name, title and date


@dataclass(frozen=True, kw_only=True, slots=True)
class Signer:
    """Who signs for a side; what is not known is left blank, to be written by hand."""

    side: Side
    head: str  # whose signature it is
    name: str = ""
    title: str = ""


def signatures(sheet: Sheet, tr: Translator, scale: Type, signers: Sequence[Signer]) -> Piece:
    """Return the signature blocks side by side, each with name, job title and date."""
    width = (WIDTH - _GUTTER * (len(signers) - 1)) / len(signers)
    blocks = [_Block(sheet, tr, scale, one, width) for one in signers]
    head = max(block.head for block in blocks)
    printed = max(block.printed for block in blocks)
    height = head + _SIGN + scale.note.lead * 2 + 12 + printed

    def draw(page: Sheet, top: float) -> None:
        for number, block in enumerate(blocks):
            block.draw(page, LEFT + number * (width + _GUTTER), top, head, printed)

    return Piece(height, draw, "signatures", 14)


class _Block:
    def __init__(
        self, sheet: Sheet, tr: Translator, scale: Type, signer: Signer, width: float
    ) -> None:
        self._signer, self._scale, self._width = signer, scale, width
        setter = sheet.setter
        self._head = setter.lay(signer.head, Style(9.4, 13, bold=True), width - 14, 2)
        self._sign = setter.lay(tr.text("Signature"), scale.note, width, 1)
        room = width - 2 * _COLUMN
        self._cells = [
            (
                setter.lay(text, scale.body, room * share, 2),
                setter.lay(name, scale.note, room * share, 1),
                room * share,
            )
            for text, name, share in (
                (signer.name, tr.text("Name in print"), 0.35),
                (signer.title, tr.text("Job title"), 0.40),
                ("", tr.text("Date"), 0.25),
            )
        ]
        self.head = self._head.height
        self.printed = max([scale.body.lead, *(text.height for text, _, _ in self._cells)])

    def draw(self, sheet: Sheet, x: float, top: float, head: float, printed: float) -> None:
        """Draw whose it is, the line to sign on, and what is printed below it.

        `head` and `printed` are the heights that the blocks beside each other have in common.
        """
        side_mark(sheet, self._signer.side, x + 4, top + 6.8, 6.4)
        sheet.block(self._head, x + 14, top)
        y = top + head + _SIGN
        sheet.rule(x, y, self._width, 0.8, TEXT)
        y = sheet.block(self._sign, x, y + 2) + 7
        for text, name, room in self._cells:
            sheet.block(text, x, y + printed - text.height)
            sheet.rule(x, y + printed + 1, room, 0.5, PALE)
            sheet.block(name, x, y + printed + 3)
            x += room + _COLUMN
