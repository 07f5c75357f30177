"""The status report as PDF: one A4 page if possible, read in thirty seconds."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from csdesk.domain.codes import Rag
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.views.status import StatusView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import ACCENT, MUTED, PANEL, tint
from csdesk.reports.pdf.gantt_table import GanttTable, chosen
from csdesk.reports.pdf.pieces import Piece, Stack, beside
from csdesk.reports.pdf.shapes import grade_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.status_columns import Columns, Limits
from csdesk.reports.pdf.status_panel import Panel
from csdesk.reports.pdf.text import Block
from csdesk.reports.words import status as words
from csdesk.reports.words.common import meeting_sentence, page_of, sender_line, short
from csdesk.reports.words.marks import plain

_FULL_SHARE = 0.92  # of the paper; beyond it lists are shortened
_TIGHT_SHARE = 0.945  # with smaller gaps
_LEVELS = (
    Limits(done=6, upcoming=7, people=5, per_person=5, late=5, risks=4, decisions=4),
    Limits(done=5, upcoming=6, people=4, per_person=4, late=4, risks=3, decisions=3),
    Limits(done=4, upcoming=5, people=4, per_person=3, late=3, risks=2, decisions=2),
    Limits(done=3, upcoming=4, people=3, per_person=2, late=3, risks=2, decisions=1),
    Limits(
        done=4, upcoming=5, people=4, per_person=2, late=3, risks=2, decisions=2, title_lines=1,
        ask_lines=1,
    ),
    Limits(
        done=3, upcoming=4, people=3, per_person=2, late=2, risks=2, decisions=1, title_lines=1,
        ask_lines=1,
    ),
)  # fmt: skip
_TWO_PAGES = tuple(
    Limits(done=10, upcoming=11, people=people, per_person=per_person, late=6, risks=n, decisions=n)
    for people, per_person, n in (
        (8, 5, 8), (6, 5, 7), (6, 4, 6), (6, 3, 5), (5, 3, 5), (6, 2, 4),
        (5, 2, 4), (4, 2, 3), (3, 2, 2),
    )
)  # fmt: skip
_TIGHT_GAP = 9.0
_RISK_INDENT = 56.0
_DECISION_INDENT = 50.0


@dataclass(frozen=True, slots=True)
class Written:
    """A document in memory: its bytes, its pages, and characters that no font has."""

    content: bytes
    pages: int
    missing: dict[str, str]


def write_status(
    view: StatusView, translator: Translator, progress: Progress | None = None
) -> Written:
    """Return the status report as a PDF. The same view gives the same bytes."""
    listener = progress or NoProgress()
    target = BytesIO()
    kind = translator.text("Weekly status report {n}", n=view.number)
    sheet = Sheet(
        target,
        language=view.language,
        size=a4.SIZE,
        title=plain(f"{kind} • {view.customer.name} • {view.project}"),
        us=view.us,
        subject=view.project,
    )
    report = _Report(sheet, view, translator, kind)
    pages = report.pages()
    for number, pieces in enumerate(pages, 1):
        listener.check_cancelled()
        if number > 1:
            sheet.next_page()
        report.draw_page(pieces, number, len(pages))
        listener.report(number, len(pages))
    sheet.finish()
    return Written(target.getvalue(), len(pages), dict(sheet.missing))


class _Report:
    def __init__(self, sheet: Sheet, view: StatusView, tr: Translator, kind: str) -> None:
        self.sheet, self.view, self.tr, self.kind = sheet, view, tr, kind
        self.scale = a4.type_scale(chinese=tr.is_chinese)
        self._columns = Columns(sheet, view, tr, self.scale)
        self._kept: dict[tuple[str | int, ...], Piece | None] = {}
        self._head = (self._headline(), self._panel())
        self._table, self._end = self._milestones(), self._meeting()

    # --- which pieces stand on which page ----------------------------------------------------

    def pages(self) -> list[list[Piece]]:
        """Return the pieces of each page: shorten lists first, then turn the page."""
        top = self._first_top()
        for limits in _LEVELS:
            pieces = self._pieces(limits)
            if _fits_one(pieces, top):
                return [self._grown(limits, pieces, top)]
        room = a4.BOTTOM - top
        for limits in (*_TWO_PAGES, _LEVELS[-1]):
            pages = _split(self._pieces(limits), room, a4.BOTTOM - self._later_top())
            if len(pages) <= 2:
                return pages
        return pages

    def _grown(self, limits: Limits, pieces: list[Piece], top: float) -> list[Piece]:
        """Return the pieces with what more of the lists still fits: what we ask for comes first."""
        if limits is _LEVELS[0]:
            return pieces
        most = _LEVELS[0]
        for name, last in (
            ("ask_lines", most.ask_lines),
            ("title_lines", most.title_lines),
            ("people", limits.people + 1),
            ("decisions", most.decisions),
            ("risks", most.risks),
            ("upcoming", most.upcoming),
            ("done", most.done),
        ):
            for number in range(getattr(limits, name) + 1, last + 1):
                tried = replace(limits, **{name: number})
                others = self._pieces(tried)
                if not _fits_one(others, top):
                    break
                limits, pieces = tried, others
        return pieces

    def _pieces(self, limits: Limits) -> list[Piece]:
        made: list[Piece | None] = [
            *self._head,
            self._columns.piece(limits),
            self._once(("late", limits.late), lambda: self._late(limits)),
            self._table,
            self._once(
                ("risks", limits.risks, limits.decisions),
                lambda: self._risks_and_decisions(limits),
            ),
            self._end,
        ]
        return [piece for piece in made if piece is not None]

    def _once(self, key: tuple[str | int, ...], make: Callable[[], Piece | None]) -> Piece | None:
        if key not in self._kept:
            self._kept[key] = make()
        return self._kept[key]

    def _first_top(self) -> float:
        return a4.TOP + a4.LOGO + 6 + 7 + self.scale.kicker.lead + 4

    def _later_top(self) -> float:
        return a4.TOP + self.scale.kicker.lead + 18

    def draw_page(self, pieces: Sequence[Piece], number: int, pages: int) -> None:
        """Draw head, pieces and foot of one page."""
        sheet, tr = self.sheet, self.tr
        day = tr.date(self.view.today, "full")
        if number == 1:
            sheet.bookmark("status", plain(self.kind))
            rule = a4.header(sheet, self.view.us, self.view.customer, self.scale)
            a4.kicker(sheet, self.scale, rule + 6, self.kind, self.view.project, day)
            y = self._first_top()
        else:
            sheet.bookmark(f"status-{number}", page_of(tr, number, pages))
            a4.kicker(sheet, self.scale, a4.TOP, self.kind, self.view.project, day)
            sheet.rule(a4.LEFT, a4.TOP + self.scale.kicker.lead + 3, a4.WIDTH, 0.8, ACCENT)
            y = self._later_top()
        tight = y + _height(pieces) > a4.SIZE[1] * _FULL_SHARE
        for index, piece in enumerate(pieces):
            if index:
                y += min(piece.gap, _TIGHT_GAP) if tight else piece.gap
            piece.draw(sheet, y)
            y += piece.height
        page = page_of(tr, number, pages)
        a4.footer(sheet, sender_line(tr, self.view.sender), page, self.scale)

    # --- the pieces --------------------------------------------------------------------------

    def _headline(self) -> Piece:
        style = self.scale.headline
        first, second = words.headline(self.view, self.tr)
        lines = [
            a4.fitting(self.sheet, variants, style, a4.WIDTH)
            for variants in (first, second)
            if variants
        ]
        return Piece(
            style.lead * len(lines),
            lambda sheet, top: a4.headline(sheet, lines, style, top),
            "headline",
        )

    def _panel(self) -> Piece:
        panel = Panel(self.sheet, self.view, self.tr, self.scale)
        return Piece(panel.height, panel.draw, "panel", 9)

    def _late(self, limits: Limits) -> Piece | None:
        if not self.view.all_items or self.view.rag.rag is Rag.FINISHED:
            return None
        text = words.late_line(self.view, self.tr, limits.late)
        block = self.sheet.setter.lay(text, self.scale.body, a4.WIDTH - 16)
        height = block.height + 9

        def draw(sheet: Sheet, top: float) -> None:
            sheet.box(a4.LEFT, top, a4.WIDTH, height, fill=PANEL, radius=2)
            sheet.block(block, a4.LEFT + 8, top + 4.5)

        return Piece(height, draw, "late", 5)

    def _milestones(self) -> Piece | None:
        lines = chosen(self.view.milestones, self.view.today)
        if not lines:
            return None
        table = GanttTable(
            self.sheet,
            lines,
            today=self.view.today,
            tr=self.tr,
            scale=self.scale,
            remark=self._slip_remark(),
            window_end=self.view.window.last_day if self.view.window else None,
            window_length=self.view.window.length if self.view.window else 0,
        )
        return Piece(table.height, table.draw, "milestones", 15)

    def _slip_remark(self) -> str:
        if self.view.slip is not None:
            return words.slip_sentence(self.view.slip, self.view.milestones, self.tr)
        if not any(line.agreed for line in self.view.milestones):
            return self.tr.text("No baseline has been agreed yet: there is nothing to slip from.")
        return self.tr.text("Slip in working days.")

    def _risks_and_decisions(self, limits: Limits) -> Piece | None:
        risks = self._risks if self.view.risks else None
        decisions = self._decisions if self.view.decisions else None
        if risks and decisions:
            left, gutter = 88.5 * a4.MM, 7 * a4.MM
            right = a4.WIDTH - left - gutter
            stacks = [risks(a4.LEFT, left, limits), decisions(a4.RIGHT - right, right, limits)]
            return beside(stacks, "risks", 14)
        only = risks or decisions
        return beside([only(a4.LEFT, a4.WIDTH, limits)], "risks", 14) if only else None

    def _risks(self, x: float, width: float, limits: Limits) -> Stack:
        tr, setter, scale = self.tr, self.sheet.setter, self.scale
        stack = self._titled(tr.text("Risks"), x, width)
        for risk in self.view.risks[: limits.risks]:
            grade = setter.line(words.grade_word(risk.grade, tr), scale.strong)
            title = setter.lay(risk.title, scale.body, width - _RISK_INDENT, 2)
            response = setter.lay(
                words.risk_response(risk, tr), scale.note, width - _RISK_INDENT, 2
            )
            height = title.height + response.height + 7.5

            stack.add(height, _RiskRow(risk.grade, grade, title, response, x, width, height).draw)
        self._rest(stack, len(self.view.risks) - limits.risks, x, width)
        return stack

    def _decisions(self, x: float, width: float, limits: Limits) -> Stack:
        tr, setter, scale = self.tr, self.sheet.setter, self.scale
        stack = self._titled(tr.text("Decisions"), x, width)
        for decision in self.view.decisions[: limits.decisions]:
            day = setter.line(short(tr, decision.day), scale.body.with_(colour=MUTED))
            what = setter.lay(decision.what, scale.body, width - _DECISION_INDENT, 2)
            who = setter.lay(decision.who, scale.note, width - _DECISION_INDENT, 1)
            height = what.height + who.height * bool(decision.who) + 7.5

            stack.add(height, _DecisionRow(day, what, who, x, width, height).draw)
        self._rest(stack, len(self.view.decisions) - limits.decisions, x, width)
        return stack

    def _titled(self, text: str, x: float, width: float) -> Stack:
        stack = Stack()
        stack.add(
            a4.TITLE_HEIGHT + 1,
            lambda sheet, top: a4.section_title(sheet, text, self.scale, x, top, width),
        )
        return stack

    def _rest(self, stack: Stack, hidden: int, x: float, width: float) -> None:
        if hidden > 0:
            text = self.tr.plural("{n} more", "{n} more", hidden)
            block = self.sheet.setter.lay(text, self.scale.note, width, 1)
            stack.add(block.height + 6, lambda sheet, top: sheet.block(block, x, top + 4))

    def _meeting(self) -> Piece:
        tr, setter, scale = self.tr, self.sheet.setter, self.scale
        meeting = self.view.next_meeting
        if meeting is not None:
            text = meeting_sentence(tr, meeting)
        elif self.view.finished_on is not None:
            text = tr.text("No further meeting is planned in this project.")
        else:
            text = tr.text("None is planned yet: send us two dates that suit you.")
        head = setter.line(tr.text("Next meeting"), scale.strong.with_(colour=ACCENT))
        indent = max(head.width + 10, 62)
        block = setter.lay(text, scale.body, a4.WIDTH - 20 - indent, 4)
        height = block.height + 12

        def draw(sheet: Sheet, top: float) -> None:
            sheet.box(a4.LEFT, top, a4.WIDTH, height, fill=tint(ACCENT, 0.08), radius=2)
            sheet.block(head, a4.LEFT + 8, top + 6)
            sheet.block(block, a4.LEFT + 8 + indent, top + 6)

        return Piece(height, draw, "meeting", 16)


@dataclass(frozen=True, slots=True)
class _RiskRow:
    grade: int
    word: Block
    title: Block
    response: Block
    x: float
    width: float
    height: float

    def draw(self, sheet: Sheet, top: float) -> None:
        grade_mark(sheet, self.grade, self.x + 4, top + 3.5 + self.word.style.lead / 2)
        sheet.block(self.word, self.x + 12, top + 3)
        below = sheet.block(self.title, self.x + _RISK_INDENT, top + 3)
        sheet.block(self.response, self.x + _RISK_INDENT, below)
        sheet.rule(self.x, top + self.height, self.width)


@dataclass(frozen=True, slots=True)
class _DecisionRow:
    day: Block
    what: Block
    who: Block
    x: float
    width: float
    height: float

    def draw(self, sheet: Sheet, top: float) -> None:
        sheet.block(self.day, self.x, top + 3)
        below = sheet.block(self.what, self.x + _DECISION_INDENT, top + 3)
        sheet.block(self.who, self.x + _DECISION_INDENT, below)
        sheet.rule(self.x, top + self.height, self.width)


def _height(pieces: Sequence[Piece], most: float = 99.0) -> float:
    return sum(
        piece.height + (min(piece.gap, most) if index else 0) for index, piece in enumerate(pieces)
    )


def _fits_one(pieces: Sequence[Piece], top: float) -> bool:
    """Whether pieces from `top` down are one page that is not too full."""
    paper = a4.SIZE[1]
    return (
        top + _height(pieces) <= paper * _FULL_SHARE
        or top + _height(pieces, _TIGHT_GAP) <= paper * _TIGHT_SHARE
    )


def _split(pieces: Sequence[Piece], first: float, later: float) -> list[list[Piece]]:
    """Put whole pieces on pages, in order; the next meeting is never alone on a page."""
    pages: list[list[Piece]] = [[]]
    room = first
    for piece in pieces:
        if pages[-1] and _height([*pages[-1], piece]) > room:
            alone = piece.name == "meeting" and len(pages[-1]) > 1
            pages.append([pages[-1].pop()] if alone else [])
            room = later
        pages[-1].append(piece)
    return pages
