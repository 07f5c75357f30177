"""What stands around the chart on each sheet: both companies, the message, tile map, footer."""

from dataclasses import dataclass

from csdesk.domain.codes import Side
from csdesk.domain.views.common import Party
from csdesk.domain.views.plan import PlanView
from csdesk.i18n import Translator
from csdesk.reports.gantt.legend import Legend
from csdesk.reports.gantt.paper import EDGE, MM, Pages, Tile
from csdesk.reports.pdf.colours import ACCENT, BAD, LINE, MUTED, TEXT, WHITE
from csdesk.reports.pdf.pictures import logo_size
from csdesk.reports.pdf.shapes import initials
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words.common import page_of, sender_line
from csdesk.reports.words.plan import (
    headline_of,
    internal_word,
    not_for_customer,
    plan_kind,
    range_words,
    tile_words,
)

TOP = 6.5 * MM
LOGO, LOGO_WIDTH = 16.0, 48.0
RULE = TOP + LOGO + 3.5
KICKER = RULE + 3.5
HEADLINE = KICKER + 12
ABOVE = HEADLINE + 17
FOOT = 26.0  # the footer's rule, from the lower edge
LEGEND_GAP = 4.0
MAP_HIGH, CELL_WIDE, CELL_HIGH = 24.0, 9.0, 6.0

_COMPANY = Style(10.4, 14, bold=True)
_KICKER = Style(9, 12)
_HEADLINE = Style(12, 16, bold=True)
_NOTE = Style(7.8, 10, colour=MUTED)


@dataclass(frozen=True, slots=True)
class Surround:
    """Draws everything but the chart."""

    view: PlanView
    translator: Translator
    legend: Legend

    @property
    def below(self) -> float:
        """Return the room from the last row to the lower edge."""
        return FOOT + LEGEND_GAP + self.legend.height + 2

    def draw_head(self, sheet: Sheet, pages: Pages, number: int) -> None:
        """Draw the heading of sheet `number`, counted from 1."""
        right = sheet.width - EDGE
        with sheet.across():
            self._companies(sheet, right)
        tile = pages.tiles[number - 1]
        end = right
        if len(pages.tiles) > 1:
            end = self._map(sheet, pages, tile, right)
        self._message(sheet, end)

    def draw_foot(self, sheet: Sheet, number: int, count: int) -> None:
        """Draw legend and footer of sheet `number` of `count`."""
        foot = sheet.height - FOOT
        self.legend.draw(sheet, EDGE, foot - 2 - self.legend.height)
        with sheet.across():
            self._footer(sheet, foot, sheet.width - EDGE, number, count)

    def _companies(self, sheet: Sheet, right: float) -> None:
        view = self.view
        half = (right - EDGE) / 2 - LOGO_WIDTH
        own = _logo(sheet, view.us, Side.US, EDGE)
        theirs = _logo(sheet, view.customer, Side.CUSTOMER, right)
        top = TOP + (LOGO - _COMPANY.lead) / 2
        sheet.words(view.us.name, _COMPANY, EDGE + own + 7, top, half, lines=1)
        left = right - theirs - 7 - half
        sheet.words(view.customer.name, _COMPANY, left, top, half, align="right", lines=1)
        sheet.rule(EDGE, RULE, right - EDGE, 0.8, TEXT)

    def _message(self, sheet: Sheet, right: float) -> None:
        view, tr = self.view, self.translator
        with sheet.across():
            pale = _KICKER.with_(colour=MUTED)
            day = sheet.label(tr.date(view.today, "full"), pale, right, KICKER, "right")
            x = EDGE
            if view.internal:
                x += self._pill(sheet, x) + 8
            bold = _KICKER.with_(bold=True, colour=ACCENT)
            x += sheet.label(plan_kind(tr), bold, x, KICKER) + 10
            part = range_words(view, tr)
            taken = sheet.setter.width(part, pale) + 14 if part else 0.0
            room = right - day - 12 - x - taken
            block = sheet.setter.lay(view.project, pale, room, 1)
            sheet.block(block, x, KICKER)
            if part:
                sheet.label(part, pale, x + block.width + 14, KICKER)
        width = right - EDGE
        variants = headline_of(view, tr)
        text = next(
            (one for one in variants if sheet.setter.width(one, _HEADLINE) <= width), variants[-1]
        )
        sheet.words(text, _HEADLINE, EDGE, HEADLINE, width, lines=1)

    def _pill(self, sheet: Sheet, x: float) -> float:
        style = Style(8, 10, bold=True, colour=WHITE)
        word = internal_word(self.translator)
        width = sheet.setter.width(word, style) + 10
        sheet.box(x, KICKER + 0.2, width, 11.6, fill=BAD, radius=5.8)
        sheet.label(word, style, x + 5, KICKER + 1)
        return width

    def _map(self, sheet: Sheet, pages: Pages, tile: Tile, right: float) -> float:
        """Draw the mark of this sheet and where it lies among all; return the x left of both."""
        across = min(CELL_WIDE, 90 / pages.columns)
        down = min(CELL_HIGH, MAP_HIGH / pages.lines)
        left, top = right - across * pages.columns, KICKER + 1
        there = {(one.column, one.row) for one in pages.tiles}
        for column in range(pages.columns):
            for row in range(pages.lines):
                here = (column, row) == (tile.column, tile.row)
                sheet.box(
                    left + column * across,
                    top + row * down,
                    across,
                    down,
                    fill=TEXT if here else WHITE if (column, row) in there else LINE,
                    stroke=MUTED,
                    weight=0.5,
                )
        words = tile_words(self.translator, tile.mark, pages.tiles[0].mark, pages.corner)
        style = _KICKER.with_(bold=True)
        width = sheet.label(words, style, left - 7, KICKER, "right")
        return left - 7 - width - 16

    def _footer(self, sheet: Sheet, foot: float, right: float, number: int, count: int) -> None:
        tr = self.translator
        sheet.rule(EDGE, foot, right - EDGE, 0.5, LINE)
        y = foot + 4
        taken = sheet.label(page_of(tr, number, count), _NOTE, right, y, "right")
        sender = sender_line(tr, self.view.sender)
        x = EDGE
        if self.view.internal:
            words = not_for_customer(tr)
            x += sheet.label(words, _NOTE.with_(bold=True, colour=BAD), x, y) + 12
        sheet.words(sender, _NOTE, x, y, right - taken - 20 - x, lines=1)


def _logo(sheet: Sheet, party: Party, side: Side, x: float) -> float:
    """Draw logo or initials from (us) or up to (customer) `x`; return the width taken."""
    if party.logo is not None:
        width = logo_size(party.logo, LOGO_WIDTH, LOGO)
        start = x if side is Side.US else x - width
        if width and sheet.picture(party.logo, start, TOP, width, LOGO):
            return width
    initials(sheet, party.initials, side, x if side is Side.US else x - LOGO, TOP, LOGO)
    return LOGO
