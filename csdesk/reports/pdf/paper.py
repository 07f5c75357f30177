"""The head and foot of an upright document: full on the first page, one line on the others."""

from collections.abc import Sequence
from dataclasses import dataclass

from csdesk.domain.views.common import Party, Sender
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import ACCENT
from csdesk.reports.pdf.pieces import Piece
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.words.common import page_of, sender_line
from csdesk.reports.words.marks import plain


@dataclass(frozen=True, kw_only=True, slots=True)
class Paper:
    """What stands over and under the pieces of every page."""

    us: Party
    customer: Party
    sender: Sender
    kind: str
    subject: str
    day: str  # at the right of the first line: when, where
    key: str  # of the bookmark

    def first_top(self, scale: a4.Type) -> float:
        """Return where the pieces of the first page begin."""
        return a4.TOP + a4.LOGO + 6 + 7 + scale.kicker.lead + 4

    def later_top(self, scale: a4.Type) -> float:
        """Return where the pieces of a later page begin."""
        return a4.TOP + scale.kicker.lead + 18

    def rooms(self, scale: a4.Type) -> tuple[float, float]:
        """Return how high the pieces of the first page may be, and those of a later one."""
        return a4.BOTTOM - self.first_top(scale), a4.BOTTOM - self.later_top(scale)

    def draw(
        self,
        sheet: Sheet,
        tr: Translator,
        scale: a4.Type,
        pieces: Sequence[Piece],
        *,
        number: int,
        pages: int,
        foot: Piece | None = None,
    ) -> float:
        """Draw one page, with `foot` at its lower end; return the y below its last piece."""
        if number == 1:
            sheet.bookmark(self.key, plain(self.kind))
            rule = a4.header(sheet, self.us, self.customer, scale)
            a4.kicker(sheet, scale, rule + 6, self.kind, self.subject, self.day)
            y = self.first_top(scale)
        else:
            sheet.next_page()
            sheet.bookmark(f"{self.key}-{number}", page_of(tr, number, pages))
            a4.kicker(sheet, scale, a4.TOP, self.kind, self.subject, self.day)
            sheet.rule(a4.LEFT, a4.TOP + scale.kicker.lead + 3, a4.WIDTH, 0.8, ACCENT)
            y = self.later_top(scale)
        for index, piece in enumerate(pieces):
            y += piece.gap if index else 0.0
            piece.draw(sheet, y)
            y += piece.height
        if foot is not None:
            foot.draw(sheet, a4.BOTTOM - foot.height)
        a4.footer(sheet, sender_line(tr, self.sender), page_of(tr, number, pages), scale)
        return y
