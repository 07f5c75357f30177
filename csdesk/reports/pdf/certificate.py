"""The certificate as PDF: A4 landscape; the name first, then what it is worth and how to check it.

Name and statement are set as large as they fit: a name of sixty characters takes two lines.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import cos, pi, sin

from csdesk.domain.codes import Side
from csdesk.domain.progress import Progress
from csdesk.domain.views.certificate import CertificateView
from csdesk.i18n import Translator
from csdesk.reports.pdf.a4 import MM
from csdesk.reports.pdf.colours import ACCENT, MUTED, SIDE_COLOURS, TEXT, WHITE, tint
from csdesk.reports.pdf.shapes import done_mark, initials, tick
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.text import Block, Style, balanced
from csdesk.reports.words import certificate as words
from csdesk.reports.words.marks import keep, plain

SIZE = (297 * MM, 210 * MM)
FRAME = 12 * MM
LEFT = 36 * MM
RIGHT = 297 * MM - 32 * MM
WIDTH = RIGHT - LEFT
_BAR = 8.0
_LOGO, _LOGO_WIDTH = 28.0, 96.0
_TOP = 28 * MM
_BODY_TOP = _TOP + _LOGO + 22
_SIGN_RULE = 174 * MM
_BODY_BOTTOM = _SIGN_RULE - 34
_SEAL = 33.0  # radius
_SEAL_TOP = _BODY_BOTTOM - 2 * _SEAL + 12
_SIGN_WIDTH, _DATE_WIDTH = 190.0, 128.0
_SMALL = Style(10.5, 14, colour=MUTED)
_INTRO = Style(14, 20, colour=MUTED)


@dataclass(frozen=True, slots=True)
class _Level:
    """Sizes in points and the lines that each text may take; the first that fits is chosen."""

    name: float
    name_lines: int
    statement: float
    statement_lines: int
    fact: float
    fact_lines: int


_LEVELS = (
    _Level(56, 1, 25, 1, 14, 1),
    _Level(56, 1, 22, 1, 14, 1),
    _Level(56, 1, 25, 2, 14, 1),
    _Level(46, 1, 25, 2, 14, 1),
    _Level(38, 1, 25, 2, 14, 1),
    _Level(38, 2, 25, 2, 14, 1),
    _Level(38, 2, 21, 3, 14, 2),
    _Level(32, 2, 21, 3, 12.5, 2),
    _Level(28, 2, 17, 4, 12.5, 2),
    _Level(24, 2, 15, 5, 11, 2),
    _Level(24, 3, 14, 6, 10.5, 2),
    _Level(22, 2, 12, 8, 10.5, 1),
)


def write_certificate(
    view: CertificateView, translator: Translator, progress: Progress | None = None
) -> Written:
    """Return the certificate as a PDF of one page. The same view gives the same bytes."""
    if progress is not None:
        progress.check_cancelled()
    target = BytesIO()
    title = translator.text("Certificate {number}", number=view.number)
    sheet = Sheet(
        target,
        language=view.language,
        size=SIZE,
        title=plain(f"{title} • {view.us.name}"),
        us=view.us,
        subject=view.customer.name,
    )
    sheet.bookmark("certificate", title)
    _Page(sheet, view, translator, title).draw()
    sheet.finish()
    return Written(target.getvalue(), 1, dict(sheet.missing))


class _Page:
    def __init__(self, sheet: Sheet, view: CertificateView, tr: Translator, title: str) -> None:
        self.sheet, self.view, self.tr, self.title = sheet, view, tr, title
        self.setter = sheet.setter

    def draw(self) -> None:
        """Draw frame, head, body and foot."""
        self._frame()
        self._head()
        self._seal(RIGHT - _SEAL, _SEAL_TOP + _SEAL)
        self._body()
        self._foot()

    def _frame(self) -> None:
        sheet = self.sheet
        width, height = SIZE[0] - 2 * FRAME, SIZE[1] - 2 * FRAME
        sheet.box(FRAME, FRAME, width, height, stroke=TEXT, weight=0.8)
        sheet.box(FRAME, FRAME, _BAR, height, fill=SIDE_COLOURS[Side.US])

    def _head(self) -> None:
        sheet, view = self.sheet, self.view
        used = self._logo()
        style = Style(13, 18, bold=True)
        top = _TOP + (_LOGO - style.lead) / 2
        number = self.setter.line(self.title, Style(12, 16, colour=MUTED))
        sheet.words(view.us.name, style, LEFT + used + 9, top, WIDTH - used - number.width - 40,
                    lines=1)  # fmt: skip
        sheet.block(number, RIGHT - number.width, _TOP + (_LOGO - 16) / 2)

    def _logo(self) -> float:
        sheet, party = self.sheet, self.view.us
        if party.logo is not None:
            from csdesk.reports.pdf.pictures import logo_size

            width = logo_size(party.logo, _LOGO_WIDTH, _LOGO)
            if width and sheet.picture(party.logo, LEFT, _TOP, width, _LOGO):
                return width
        initials(sheet, party.initials, Side.US, LEFT, _TOP, _LOGO)
        return _LOGO

    # --- the body ----------------------------------------------------------------------------

    def _body(self) -> None:
        level, name, statement, facts = self._fitting()
        sheet = self.sheet
        spare = _BODY_BOTTOM - _BODY_TOP - self._height(name, statement, facts)
        y = _BODY_TOP + max(0.0, min(spare * 0.42, 40))
        sheet.words(self.tr.text("This is to confirm that"), _INTRO, LEFT, y, WIDTH, lines=1)
        y = sheet.block(name, LEFT - level.name * 0.03, y + _INTRO.lead + 1)
        y = sheet.words(words.place(self.view, self.tr), _INTRO, LEFT, y + 3, WIDTH, lines=1)
        sheet.box(LEFT, y + 11, 66, 2.6, fill=SIDE_COLOURS[Side.US])
        y = sheet.block(statement, LEFT, y + 22)
        y += 12
        for fact in facts:
            done_mark(sheet, LEFT + 6, y + fact.style.lead / 2, 5.6)
            y = sheet.block(fact, LEFT + 21, y) + 4

    def _fitting(self) -> tuple[_Level, Block, Block, list[Block]]:
        """Return the largest level at which all is whole and fits, else the last, shortened.

        Facts are as wide as the page above the seal, and end before it beside it.
        """
        for level in _LEVELS:
            for width, bottom in ((WIDTH, _SEAL_TOP), (WIDTH - 2 * _SEAL - 24, _BODY_BOTTOM)):
                name, statement, facts = self._measured(level, width)
                whole = not (name.cut or statement.cut or any(fact.cut for fact in facts))
                if whole and self._height(name, statement, facts) <= bottom - _BODY_TOP:
                    return level, name, statement, facts
        return level, name, statement, self._that_fit(name, statement, facts)

    def _that_fit(self, name: Block, statement: Block, facts: list[Block]) -> list[Block]:
        """Return the facts that have room above the signature, then how many more there are."""
        kept = list(facts)
        room = _BODY_BOTTOM - _BODY_TOP
        while kept and self._height(name, statement, [*kept, kept[0]]) > room:
            kept.pop()
        left = len(facts) - len(kept)
        if not left or not kept:
            return kept
        more = self.tr.plural(
            "{n} more fact stands in our register.", "{n} more facts stand in our register.", left
        )
        return [*kept, self.setter.lay(more, kept[0].style, WIDTH / 2, 1)]

    def _measured(self, level: _Level, width: float) -> tuple[Block, Block, list[Block]]:
        view = self.view
        name_style = Style(level.name, level.name * 1.17, bold=True)
        statement_style = Style(level.statement, level.statement * 1.3, bold=True)
        fact_style = Style(level.fact, level.fact * 1.36)
        name = balanced(self.setter, view.name, name_style, WIDTH, level.name_lines)
        statement = balanced(
            self.setter, view.statement, statement_style, WIDTH, level.statement_lines
        )
        facts = [
            self.setter.lay(one, fact_style, width - 21, level.fact_lines)
            for one in view.facts
            if one.strip()
        ]
        return name, statement, facts

    @staticmethod
    def _height(name: Block, statement: Block, facts: Sequence[Block]) -> float:
        above = 2 * _INTRO.lead + 4 + name.height + 22 + statement.height
        return above + (12 + sum(fact.height + 4 for fact in facts) if facts else 0)

    # --- the foot ----------------------------------------------------------------------------

    def _foot(self) -> None:
        sheet, view, tr = self.sheet, self.view, self.tr
        sheet.rule(LEFT, _SIGN_RULE, _SIGN_WIDTH, 0.8, TEXT)
        sheet.words(words.signer(view, tr), _SMALL, LEFT, _SIGN_RULE + 4, _SIGN_WIDTH, lines=2)
        x = LEFT + _SIGN_WIDTH + 44
        day = keep(tr.date(view.issued_on, "long"))
        sheet.words(day, Style(12.5, 16), x, _SIGN_RULE - 19, _DATE_WIDTH, lines=1)
        sheet.rule(x, _SIGN_RULE, _DATE_WIDTH, 0.8, TEXT)
        sheet.words(tr.text("Date"), _SMALL, x, _SIGN_RULE + 4, _DATE_WIDTH, lines=1)
        left = x + _DATE_WIDTH + 28
        style = Style(9.4, 13, colour=MUTED)
        y = _SIGN_RULE - 9
        for text in words.lookup(view, tr):
            y = sheet.words(text, style, left, y, RIGHT - left, align="right", lines=2)

    def _seal(self, x: float, y: float) -> None:
        """Draw a rosette of fine lines with a tick: a mark of its own, legible in grey."""
        colour = tint(ACCENT, 0.38)
        for phase in range(6):
            self.sheet.stroke(_wave(x, y, _SEAL, phase * pi / 36), 0.45, colour)
        self.sheet.circle(x, y, _SEAL * 0.52, fill=WHITE)
        self.sheet.circle(x, y, _SEAL * 0.44, fill=SIDE_COLOURS[Side.US])
        tick(self.sheet, x, y, _SEAL * 0.42, WHITE)


def _wave(x: float, y: float, radius: float, turn: float) -> list[tuple[float, float]]:
    """Return a circle whose radius swings twelve times, turned by an angle."""
    steps = 216
    points = []
    for step in range(steps + 1):
        angle = 2 * pi * step / steps
        reach = radius * (0.80 + 0.20 * cos(12 * (angle + turn)))
        points.append((x + reach * cos(angle), y + reach * sin(angle)))
    return points
