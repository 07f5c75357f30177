"""What letters of one page share: head, address, prose, quote, strip of facts, lists, closing.

A letter is a list of pieces for each level of shortening; the first level that fits is drawn.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from csdesk.domain.codes import Side
from csdesk.domain.views.common import Party, Sender
from csdesk.domain.views.letter import TeamView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import ACCENT, LINE, MUTED, PANEL, SIDE_COLOURS, TEXT, tint
from csdesk.reports.pdf.pieces import Piece, Stack
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Block, Style
from csdesk.reports.words.common import page_of, sender_line
from csdesk.reports.words.letter import closing, member_role, reach
from csdesk.reports.words.marks import keep

_FULL = a4.SIZE[1] * 0.945  # no piece ends below it
_AIR = 1.5  # gaps grow by so much where the page has room
_TIGHT = 0.7  # and shrink by so much before lists are shortened
GUTTER = 8 * a4.MM
HALF = (a4.WIDTH - GUTTER) / 2
SECOND = a4.LEFT + HALF + GUTTER


class LetterView(Protocol):
    """What every letter's view holds."""

    @property
    def us(self) -> Party:
        """Our company."""
        ...

    @property
    def customer(self) -> Party:
        """Theirs."""
        ...

    @property
    def sender(self) -> Sender:
        """Our person behind it."""
        ...


@dataclass(frozen=True, slots=True)
class Kit:
    """What pieces are measured and drawn with."""

    sheet: Sheet
    tr: Translator
    scale: a4.Type

    @property
    def prose(self) -> Style:
        """The style of sentences that are read one after the other."""
        return Style(9.4, 15.2 if self.tr.is_chinese else 14)

    def lay(self, text: str, style: Style, width: float, lines: int = 0) -> Block:
        """Return measured text."""
        return self.sheet.setter.lay(text, style, width, lines)


def kit_of(sheet: Sheet, tr: Translator) -> Kit:
    """Return the kit of a sheet in a language."""
    return Kit(sheet, tr, a4.type_scale(chinese=tr.is_chinese))


def draw_letter(
    kit: Kit,
    view: LetterView,
    kicker: tuple[str, str, str],
    headline: Sequence[Sequence[str]],
    levels: Iterable[Callable[[], Sequence[Piece | None]]],
    *,
    style: Style | None = None,
) -> None:
    """Draw the page: `headline` is lines, each as variants from the richest to the shortest.

    `kicker` is kind, subject and day. Of `levels` the first whose pieces fit is drawn, else the
    last; a level is measured only when the one before did not fit.
    """
    sheet, scale = kit.sheet, kit.scale
    sheet.bookmark("letter", kicker[0])
    rule = a4.header(sheet, view.us, view.customer, scale)
    y = a4.kicker(sheet, scale, rule + 6, *kicker) + 4
    large = style or scale.headline
    lines = [a4.fitting(sheet, variants, large, a4.WIDTH) for variants in headline if variants]
    y = a4.headline(sheet, lines, large, y)
    room = _FULL - y
    pieces: list[Piece] = []
    for level in levels:
        pieces = [piece for piece in level() if piece is not None]
        if sum(piece.height + piece.gap * _TIGHT for piece in pieces) <= room:
            break
    heights = sum(piece.height for piece in pieces)
    gaps = sum(piece.gap for piece in pieces)
    stretch = min(max((room - heights) / gaps, _TIGHT), _AIR) if gaps else 1.0
    for piece in pieces:
        y += piece.gap * stretch
        piece.draw(sheet, y)
        y += piece.height
    a4.footer(sheet, sender_line(kit.tr, view.sender), page_of(kit.tr, 1, 1), scale)


def prose(kit: Kit, text: str, gap: float = 8, *, lines: int = 0) -> Piece:
    """Return sentences over the whole width."""
    block = kit.lay(text, kit.prose, a4.WIDTH, lines)
    return Piece(block.height, lambda sheet, top: sheet.block(block, a4.LEFT, top), "prose", gap)


def address(kit: Kit, lines: Sequence[str], gap: float = 12) -> Piece | None:
    """Return to whom the letter goes, one line each; the second and further ones muted."""
    if not lines:
        return None
    styles = [kit.prose, *[kit.scale.body.with_(colour=MUTED)] * (len(lines) - 1)]
    blocks = [kit.lay(text, style, a4.WIDTH, 1) for text, style in zip(lines, styles, strict=True)]

    def draw(sheet: Sheet, top: float) -> None:
        for block in blocks:
            top = sheet.block(block, a4.LEFT, top)

    return Piece(sum(block.height for block in blocks), draw, "address", gap)


def quote_panel(
    kit: Kit, title: str, quote: str, note: str, *, lines: int = 4, gap: float = 12
) -> Piece:
    """Return the customer's own words in a panel with an edge in its colour."""
    colour = SIDE_COLOURS[Side.CUSTOMER]
    aside = 128.0 if note else 0.0
    head = kit.lay(title, kit.scale.strong.with_(colour=colour), a4.WIDTH - 30, 1)
    said = kit.lay(quote, kit.prose, a4.WIDTH - 30 - aside, lines)
    small = kit.lay(note, kit.scale.note, aside - 14, 3)
    height = 8 + head.height + 2 + max(said.height, small.height) + 9

    def draw(sheet: Sheet, top: float) -> None:
        sheet.box(a4.LEFT, top, a4.WIDTH, height, fill=PANEL, radius=2)
        sheet.box(a4.LEFT, top, 3, height, fill=colour)
        below = sheet.block(head, a4.LEFT + 15, top + 8) + 2
        sheet.block(said, a4.LEFT + 15, below)
        sheet.block(small, a4.RIGHT - 12 - (aside - 14), below + 2, "right", aside - 14)

    return Piece(height, draw, "quote", gap)


def strip(kit: Kit, cells: Sequence[tuple[str, str, str]], gap: float = 12) -> Piece | None:
    """Return facts side by side under hairlines: label, value, and a note below it."""
    if not cells:
        return None
    width = (a4.WIDTH - 14 * (len(cells) - 1)) / len(cells)
    value_style = Style(10.4, 14, bold=True)
    made = [
        (kit.lay(label, kit.scale.note, width, 1), kit.lay(value, value_style, width, 1),
         kit.lay(note, kit.scale.note, width, 1))
        for label, value, note in cells
    ]  # fmt: skip
    noted = any(note for _, _, note in cells)
    height = 5 + kit.scale.note.lead + value_style.lead + (kit.scale.note.lead if noted else 0)

    def draw(sheet: Sheet, top: float) -> None:
        for number, blocks in enumerate(made):
            x = a4.LEFT + number * (width + 14)
            sheet.rule(x, top, width)
            y = top + 5
            for block in blocks:
                y = sheet.block(block, x, y)

    return Piece(height, draw, "strip", gap)


def titled(
    kit: Kit,
    text: str,
    x: float,
    width: float,
    *,
    asked: bool = False,
    rule: bool = True,
    aside: str = "",
) -> Stack:
    """Return a stack that begins with a section's title; `aside` stands muted at its right."""
    stack = Stack()

    def draw(sheet: Sheet, top: float) -> None:
        a4.section_title(sheet, text, kit.scale, x, top, width, asked=asked, rule=rule)
        room = width - sheet.setter.width(text, kit.scale.section) - 10
        if aside and sheet.setter.width(aside, kit.scale.note) <= room:
            sheet.label(aside, kit.scale.note, x + width, top + 3, "right")

    stack.add(a4.TITLE_HEIGHT + (1 if rule else -1), draw)
    return stack


def rest(kit: Kit, stack: Stack, text: str, x: float, width: float) -> None:
    """Add what stands for the lines that were left out; nothing for an empty text."""
    if text:
        block = kit.lay(text, kit.scale.note, width, 1)
        stack.add(block.height + 4, lambda sheet, top: sheet.block(block, x, top + 3))


def remark(kit: Kit, stack: Stack, text: str, x: float, width: float) -> None:
    """Add a muted sentence."""
    block = kit.lay(text, kit.scale.body.with_(colour=MUTED), width, 3)
    stack.add(block.height + 6, lambda sheet, top: sheet.block(block, x, top + 4))


def member(kit: Kit, stack: Stack, one: TeamView, x: float, width: float) -> None:
    """Add one of our people: name, part played, how to reach."""
    name = kit.lay(keep(one.name), kit.scale.strong, width * 0.55, 1)
    style = kit.scale.body.with_(colour=MUTED)
    role = kit.lay(member_role(kit.tr, one), style, width - name.width - 7, 1)
    contact = kit.lay(reach(kit.tr, one), kit.scale.note, width, 1)

    def draw(sheet: Sheet, top: float) -> None:
        below = sheet.block(name, x, top + 4)
        sheet.block(role, x + name.width + 7, top + 4)
        sheet.block(contact, x, below)

    stack.add(5 + name.height + contact.height, draw)


def meeting_panel(kit: Kit, head: str, text: str, gap: float = 14) -> Piece:
    """Return the tinted panel of the next meeting."""
    label = kit.sheet.setter.line(head, kit.scale.strong.with_(colour=ACCENT))
    indent = max(label.width + 10, 62)
    block = kit.lay(text, kit.scale.body, a4.WIDTH - 20 - indent, 2)
    height = block.height + 12

    def draw(sheet: Sheet, top: float) -> None:
        sheet.box(a4.LEFT, top, a4.WIDTH, height, fill=tint(ACCENT, 0.08), radius=2)
        sheet.block(label, a4.LEFT + 8, top + 6)
        sheet.block(block, a4.LEFT + 8 + indent, top + 6)

    return Piece(height, draw, "meeting", gap)


def signature(kit: Kit, view: LetterView, gap: float = 14) -> Piece:
    """Return the closing words over room for a signature, and who signs."""
    words, name, place = closing(kit.tr, view.sender, view.us)
    style = kit.prose
    room = 20.0
    first = kit.lay(words, style, a4.WIDTH, 1)
    signer = kit.lay(name, style.with_(bold=True), a4.WIDTH, 1)
    role = kit.lay(place, kit.scale.body.with_(colour=MUTED), a4.WIDTH, 1)
    height = first.height + room + signer.height + role.height

    def draw(sheet: Sheet, top: float) -> None:
        y = sheet.block(first, a4.LEFT, top) + room
        sheet.rule(a4.LEFT, y - 1, 150, 0.5, LINE)
        y = sheet.block(signer, a4.LEFT, y + 1)
        sheet.block(role, a4.LEFT, y - 1)

    return Piece(height, draw, "signature", gap)


def row_rule(sheet: Sheet, x: float, y: float, width: float) -> None:
    """Draw the hairline under a row."""
    sheet.rule(x, y, width, 0.5, LINE)


def head_rule(sheet: Sheet, x: float, y: float, width: float) -> None:
    """Draw the rule under a table's head."""
    sheet.rule(x, y, width, 0.8, TEXT)
