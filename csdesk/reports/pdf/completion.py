"""The completion letter as PDF: one A4 page to the sponsor, when the solution is live."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from io import BytesIO

from csdesk.domain.codes import CriterionResult, MilestoneKind
from csdesk.domain.progress import Progress
from csdesk.domain.views.completion import CompletionView
from csdesk.domain.views.letter import OpenPointView
from csdesk.domain.views.status import MilestoneLine
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4, letter
from csdesk.reports.pdf.colours import TEXT, WHITE
from csdesk.reports.pdf.gantt_table import chosen
from csdesk.reports.pdf.goal_table import add_goals
from csdesk.reports.pdf.letter import HALF, SECOND, Kit
from csdesk.reports.pdf.pieces import Piece, Stack, beside
from csdesk.reports.pdf.shapes import (
    diamond,
    done_mark,
    half_mark,
    missed_mark,
    open_mark,
    side_mark,
)
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.text import Block
from csdesk.reports.words import completion as words
from csdesk.reports.words import letter as letter_words
from csdesk.reports.words.common import short
from csdesk.reports.words.marks import plain
from csdesk.reports.words.qbr import outcome_note

_INDENT = 14.0
_HEAD = 13.0


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much each list shows."""

    deliverables: int
    milestones: int
    goals: int
    outcomes: int
    expected: int
    points: int
    title_lines: int = 2


_LEVELS = (
    _Limits(7, 8, 5, 3, 4, 5),
    _Limits(6, 7, 4, 2, 3, 4),
    _Limits(5, 6, 3, 2, 3, 3),
    _Limits(5, 6, 3, 1, 2, 3, title_lines=1),
    _Limits(4, 5, 3, 1, 2, 2, title_lines=1),
    _Limits(3, 4, 2, 1, 2, 2, title_lines=1),
)


def write_completion(
    view: CompletionView, translator: Translator, progress: Progress | None = None
) -> Written:
    """Return the completion letter as a PDF of one page. The same view gives the same bytes."""
    if progress is not None:
        progress.check_cancelled()
    target = BytesIO()
    kind = translator.text("Completion")
    sheet = Sheet(
        target,
        language=view.language,
        size=a4.SIZE,
        title=plain(f"{kind} • {view.customer.name} • {view.project}"),
        us=view.us,
        subject=view.project,
    )
    page = _Page(letter.kit_of(sheet, translator), view)
    levels: list[Callable[[], list[Piece | None]]] = [
        partial(page.pieces, limits) for limits in _LEVELS
    ]
    letter.draw_letter(
        page.kit,
        view,
        (kind, view.project, translator.date(view.today, "full")),
        words.headline(view, translator),
        levels,
    )
    sheet.finish()
    return Written(target.getvalue(), sheet.pages, dict(sheet.missing))


class _Page:
    def __init__(self, kit: Kit, view: CompletionView) -> None:
        self.kit, self.view, self.tr = kit, view, kit.tr
        self.scale = kit.scale

    def pieces(self, limits: _Limits) -> list[Piece | None]:
        """Return the letter with lists of so many lines."""
        view, tr, kit = self.view, self.tr, self.kit
        to = [letter_words.addressee(tr, view.to, view.customer.name)] if view.to else []
        return [
            letter.address(kit, to),
            letter.prose(kit, letter_words.salutation(tr, view.to, view.customer), 10, lines=1),
            letter.prose(kit, words.opening(view, tr), 4, lines=3),
            letter.strip(kit, words.facts(view, tr)),
            self._done(limits),
            self._measured(limits),
            beside([self._expected(limits), self._open(limits)], "open", 14),
            letter.meeting_panel(kit, tr.text("Next review"), words.next_review(view, tr)),
            letter.signature(kit, view, 12),
        ]

    # --- what was done -----------------------------------------------------------------------

    def _done(self, limits: _Limits) -> Piece | None:
        stacks = []
        if self.view.deliverables:
            stacks.append(self._deliverables(limits))
        if self.view.milestones:
            stacks.append(self._milestones(limits))
        return beside(stacks, "done", 14) if stacks else None

    def _deliverables(self, limits: _Limits) -> Stack:
        kit, tr, view = self.kit, self.tr, self.view
        once = words.agreed_once(view, tr)
        stack = letter.titled(kit, tr.text("What was done"), a4.LEFT, HALF, aside=once)
        for line in view.deliverables[: limits.deliverables]:
            title = kit.lay(line.title, self.scale.body, HALF - _INDENT, limits.title_lines)
            who = "" if once else words.agreed(line, tr)
            note = kit.lay(who, self.scale.note, HALF - _INDENT, 1)
            noted = note.height if who else 0.0
            stack.add(title.height + noted + 5, _Ticked(title, note, a4.LEFT).draw)
        hidden = len(view.deliverables) - limits.deliverables
        if hidden > 0:
            text = tr.plural("{n} more deliverable", "{n} more deliverables", hidden)
            letter.rest(kit, stack, text, a4.LEFT + _INDENT, HALF - _INDENT)
        return stack

    def _milestones(self, limits: _Limits) -> Stack:
        kit, tr, view = self.kit, self.tr, self.view
        alone = not view.deliverables
        x, width = (a4.LEFT, a4.WIDTH) if alone else (SECOND, HALF)
        stack = letter.titled(kit, tr.text("Agreed and reached"), x, width, rule=False)
        stack.add(_HEAD, lambda sheet, top: self._milestone_head(sheet, x, top, width))
        for line in chosen(view.milestones, view.today, limits.milestones):
            stack.add(
                self.scale.body.lead + 4.6,
                partial(self._draw_milestone, line=line, x=x, width=width),
            )
        letter.rest(kit, stack, tr.text("Slip in working days."), x, width)
        return stack

    def _edges(self, x: float, width: float) -> tuple[float, float, float]:
        """Return the right edges of agreed, reached and slip."""
        wide = 17 * a4.MM if self.tr.is_chinese else 15 * a4.MM
        return x + width - 9 * a4.MM - wide, x + width - 9 * a4.MM, x + width

    def _milestone_head(self, sheet: Sheet, x: float, top: float, width: float) -> None:
        tr, style = self.tr, self.scale.note
        sheet.label(tr.text("Milestone"), style, x, top)
        heads = (tr.text("Baseline"), tr.text("Actual"), tr.text("Slip"))
        for right, text in zip(self._edges(x, width), heads, strict=True):
            sheet.label(text, style, right, top, "right")
        letter.head_rule(sheet, x, top + _HEAD - 1, width)

    def _draw_milestone(
        self, sheet: Sheet, top: float, line: MilestoneLine, x: float, width: float
    ) -> None:
        scale, y = self.scale, top + 2.2
        value = line.kind is MilestoneKind.VALUE
        middle = y + scale.body.lead / 2
        if value:
            diamond(sheet, x + 4, middle, 4.2, fill=TEXT)
        else:
            diamond(sheet, x + 4, middle, 3.3, fill=WHITE, stroke=TEXT)
        edges = self._edges(x, width)
        style = scale.strong if value else scale.body
        room = edges[0] - x - _INDENT - 16 * a4.MM
        sheet.words(line.name, style, x + _INDENT, y, room, lines=1)
        for right, day in zip(edges, (line.agreed, line.actual), strict=False):
            if day is None:
                a4.dash(sheet, scale.body, right, y)
            else:
                shown = short(self.tr, day, self.view.today)
                sheet.label(shown, scale.body, right, y, "right")
        if line.slip is None:
            a4.dash(sheet, scale.body, edges[2], y)
        else:
            sheet.label(_signed(line.slip), scale.strong, edges[2], y, "right")
        letter.row_rule(sheet, x, top + scale.body.lead + 4.6, width)

    # --- what came of it ---------------------------------------------------------------------

    def _measured(self, limits: _Limits) -> Piece | None:
        kit, tr, view = self.kit, self.tr, self.view
        if not view.goals and not view.outcomes:
            return None
        title = tr.text("What is measured")
        stack = letter.titled(kit, title, a4.LEFT, a4.WIDTH, rule=not view.goals)
        if view.goals:
            add_goals(
                kit, stack, view.goals, limits.goals, measured=True,
                title_lines=limits.title_lines,
            )  # fmt: skip
        for outcome in view.outcomes[-limits.outcomes :]:
            name = kit.lay(outcome.title, self.scale.body, a4.WIDTH - _INDENT, 1)
            note = kit.lay(outcome_note(outcome, tr), self.scale.note, a4.WIDTH - _INDENT, 1)
            stack.add(name.height + note.height + 6, _Ticked(name, note, a4.LEFT).draw)
        return Piece(stack.height, stack.draw, "measured", 14)

    def _expected(self, limits: _Limits) -> Stack:
        kit, tr = self.kit, self.tr
        title = tr.text("What we expect now")
        stack = letter.titled(kit, title, a4.LEFT, HALF, asked=True)
        sentences = words.expected(self.view, tr)
        for text in sentences[: limits.expected]:
            block = kit.lay(text, self.scale.body, HALF, limits.title_lines)
            stack.add(block.height + 5, partial(_draw_block, block=block, x=a4.LEFT))
        hidden = len(sentences) - limits.expected
        if hidden > 0:
            text = tr.plural("{n} more goal", "{n} more goals", hidden)
            letter.rest(kit, stack, text, a4.LEFT, HALF)
        self._add_carer(stack)
        return stack

    def _open(self, limits: _Limits) -> Stack:
        kit, tr, view = self.kit, self.tr, self.view
        stack = letter.titled(kit, tr.text("What stays open"), SECOND, HALF)
        for point in view.open_points[: limits.points]:
            self._point(stack, point, limits)
        if not view.open_points:
            letter.remark(kit, stack, words.nothing_open(view, tr), SECOND, HALF)
        hidden = len(view.open_points) - limits.points
        if hidden > 0:
            text = tr.plural("{n} more point", "{n} more points", hidden)
            letter.rest(kit, stack, text, SECOND, HALF)
        return stack

    def _point(self, stack: Stack, point: OpenPointView, limits: _Limits) -> None:
        kit, scale, tr = self.kit, self.scale, self.tr
        day = short(tr, point.due, self.view.today) if point.due else ""
        room = HALF - _INDENT - 46
        title = kit.lay(point.title, scale.body, room, limits.title_lines)
        owner = words.point_owner(point, tr)
        note = kit.lay(tr.facts([one for one in (point.code, owner) if one]), scale.note, room, 1)

        def draw(sheet: Sheet, top: float) -> None:
            y, middle = top + 3, top + 3 + scale.body.lead / 2 + 0.3
            if point.result is None:
                side_mark(sheet, point.side, SECOND + 4, middle, 5.6)
            elif point.mended_on is not None:
                half_mark(sheet, SECOND + 4, middle, 4.1)
            elif point.result is CriterionResult.FAILED:
                missed_mark(sheet, SECOND + 4, middle, 4.1)
            else:
                open_mark(sheet, SECOND + 4, middle, 4.1)
            with sheet.across():
                sheet.label(day, scale.strong, a4.RIGHT, y, "right")
                below = sheet.block(title, SECOND + _INDENT, y)
                sheet.block(note, SECOND + _INDENT, below - 0.5)

        stack.add(title.height + note.height + 5, draw)

    def _add_carer(self, stack: Stack) -> None:
        """Add below what we expect who looks after them, where the column has room."""
        kit, tr, view = self.kit, self.tr, self.view
        support = letter_words.support_line(tr, view.support_mail, view.support_phone)
        if view.carer is None and not support:
            return
        title = letter.titled(kit, tr.text("Who looks after you from now on"), a4.LEFT, HALF)
        stack.add(12, lambda _sheet, _top: None)
        stack.pieces += title.pieces
        if view.carer is not None:
            letter.member(kit, stack, view.carer, a4.LEFT, HALF)
        letter.rest(kit, stack, support, a4.LEFT, HALF)


class _Ticked:
    """A line with a tick and a note below."""

    def __init__(self, title: Block, note: Block, x: float) -> None:
        self._title, self._note, self._x = title, note, x

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw it from `top` down."""
        y = top + 3
        done_mark(sheet, self._x + 4.4, y + self._title.style.lead / 2, 4.1)
        below = sheet.block(self._title, self._x + _INDENT, y)
        sheet.block(self._note, self._x + _INDENT, below - 0.5)


def _draw_block(sheet: Sheet, top: float, block: Block, x: float) -> None:
    sheet.block(block, x, top + 3)


def _signed(days: int) -> str:
    if days == 0:
        return "0"
    return f"+{days}" if days > 0 else f"−{-days}"
