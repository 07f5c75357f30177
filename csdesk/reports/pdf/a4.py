"""What every upright A4 document shares: measures, type, header, kicker, headline, footer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from csdesk.domain.codes import Side
from csdesk.domain.views.common import Party
from csdesk.reports.pdf.colours import ACCENT, LINE, MUTED, PALE, TEXT, Colour
from csdesk.reports.pdf.shapes import initials
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style

MM = 72 / 25.4
SIZE = (210 * MM, 297 * MM)
LEFT = 18 * MM
WIDTH = 174 * MM
RIGHT = LEFT + WIDTH
TOP = 13 * MM
FOOT_RULE = 297 * MM - 12.5 * MM
BOTTOM = FOOT_RULE - 10
LOGO = 20.0
LOGO_WIDTH = 60.0


@dataclass(frozen=True, slots=True)
class Type:
    """The type scale of an A4 document (documents.md, 2); Chinese takes a little more lead."""

    headline: Style
    section: Style
    company: Style
    kicker: Style
    body: Style
    strong: Style
    note: Style
    figure: Style
    mark: Style


def type_scale(*, chinese: bool) -> Type:
    """Return the styles for a language."""
    lead = 12.4 if chinese else 11.6
    return Type(
        headline=Style(16.8, 24.0 if chinese else 23.5, bold=True),
        section=Style(10.4, 14, bold=True),
        company=Style(10.4, 14, bold=True),
        kicker=Style(9, 12),
        body=Style(8.4, lead),
        strong=Style(8.4, lead, bold=True),
        note=Style(7.2, 10.4 if chinese else 9.6, colour=MUTED),
        figure=Style(20, 22, bold=True),
        mark=Style(7, 9),
    )


class Section(Protocol):
    """A part of a document: measured when made, drawn later."""

    @property
    def height(self) -> float:
        """The height in points."""
        ...

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the part with its upper edge at `top`."""
        ...


def header(sheet: Sheet, us: Party, customer: Party, scale: Type) -> float:
    """Draw both companies over the rule; return the y of the rule."""
    half = (WIDTH - 3 * LOGO_WIDTH) / 2
    with sheet.across():
        own = _logo(sheet, us, Side.US, LEFT)
        text_top = TOP + (LOGO - scale.company.lead) / 2
        left = LEFT + own + 7
        sheet.words(us.name, scale.company, left, text_top, half + LOGO_WIDTH, lines=1)
        theirs = _logo(sheet, customer, Side.CUSTOMER, RIGHT)
        right = RIGHT - theirs - 7
        sheet.words(
            customer.name,
            scale.company,
            right - half - LOGO_WIDTH,
            text_top,
            half + LOGO_WIDTH,
            align="right",
            lines=1,
        )
    rule = TOP + LOGO + 6
    sheet.rule(LEFT, rule, WIDTH, 0.8, TEXT)
    return rule


def _logo(sheet: Sheet, party: Party, side: Side, x: float) -> float:
    """Draw logo or initials from (us) or up to (customer) `x`; return the width taken."""
    if party.logo is not None:
        from csdesk.reports.pdf.pictures import logo_size

        width = logo_size(party.logo, LOGO_WIDTH, LOGO)
        if width:
            start = x if side is Side.US else x - width
            if sheet.picture(party.logo, start, TOP, width, LOGO):
                return width
    initials(sheet, party.initials, side, x if side is Side.US else x - LOGO, TOP, LOGO)
    return LOGO


def kicker(sheet: Sheet, scale: Type, top: float, kind: str, subject: str, day: str) -> float:
    """Draw the line of kind, project and date; return the y below it."""
    bold = scale.kicker.with_(bold=True, colour=ACCENT)
    pale = scale.kicker.with_(colour=MUTED)
    with sheet.across():
        used = sheet.label(kind, bold, LEFT, top)
        taken = sheet.label(day, pale, RIGHT, top, "right")
        left = LEFT + used + 10
        sheet.words(subject, pale, left, top, RIGHT - taken - 12 - left, lines=1)
    return top + scale.kicker.lead


def fitting(sheet: Sheet, variants: Sequence[str], style: Style, width: float) -> str:
    """Return the first variant that fits on one line, else the last."""
    for text in variants:
        if sheet.setter.width(text, style) <= width:
            return text
    return variants[-1] if variants else ""


def headline(sheet: Sheet, lines: Sequence[str], style: Style, top: float) -> float:
    """Draw the message, each line broken by sense; return the y below it."""
    y = top
    for text in lines:
        y = sheet.words(text, style, LEFT, y, WIDTH, lines=1)
    return y


def section_title(
    sheet: Sheet,
    text: str,
    scale: Type,
    x: float,
    top: float,
    width: float,
    *,
    asked: bool = False,
    rule: bool = True,
) -> float:
    """Draw a section's title with its rule; return the y below. `asked` is the one in accent."""
    colour: Colour = ACCENT if asked else TEXT
    sheet.words(text, scale.section.with_(colour=colour), x, top, width, lines=1)
    y = top + scale.section.lead + 3
    if rule:
        sheet.rule(x, y, width, 0.8, colour)
    return y


TITLE_HEIGHT = 17.0


def footer(sheet: Sheet, sender: str, page: str, scale: Type) -> None:
    """Draw who wrote it and the page number under the footer rule."""
    sheet.rule(LEFT, FOOT_RULE, WIDTH, 0.5, LINE)
    style = Style(7.8, 10, colour=MUTED)
    with sheet.across():
        taken = sheet.label(page, style, RIGHT, FOOT_RULE + 4, "right")
        sheet.words(sender, style, LEFT, FOOT_RULE + 4, WIDTH - taken - 20, lines=1)


def dash(sheet: Sheet, style: Style, right: float, top: float) -> None:
    """Draw the pale dash of an empty cell, ending at `right`."""
    sheet.label("–", style.with_(colour=PALE), right, top, "right")
