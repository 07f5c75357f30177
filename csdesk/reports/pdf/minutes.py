"""The minutes of a meeting as PDF: one A4 page if possible, what was agreed first."""

from dataclasses import dataclass
from functools import partial
from io import BytesIO

from csdesk.domain.codes import MilestoneKind, Side
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.views.minutes import ActionView, MinutesView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import ACCENT, PANEL, SIDE_COLOURS, TEXT, WHITE, tint
from csdesk.reports.pdf.flow import Part, height_of, paginate, tightened
from csdesk.reports.pdf.minutes_lists import HALF, ActionList, DayLine, Lists
from csdesk.reports.pdf.paper import Paper
from csdesk.reports.pdf.pieces import Piece, beside
from csdesk.reports.pdf.shapes import diamond, done_mark, grade_mark, open_mark, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.table import Cell, Mark, Table
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import minutes as words
from csdesk.reports.words.common import side_word
from csdesk.reports.words.marks import plain

_FULL_SHARE = 0.92  # of the paper; beyond it lists are shortened
_TIGHT_SHARE = 0.945  # with smaller gaps
_TIGHT_GAP = 11.0
_EDGE = 3.0


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much of the lists is shown that the tracker has too."""

    actions: int
    milestones: int
    title_lines: int = 2


_LEVELS = (
    _Limits(14, 10), _Limits(11, 9), _Limits(9, 8), _Limits(8, 7), _Limits(7, 7), _Limits(6, 6),
    _Limits(6, 6, 1),
)  # fmt: skip
_LEAST_SHARE = 0.4  # of the first page, to which it is filled where what comes begins the second
_PAGES = (_Limits(26, 18), _Limits(18, 14), _Limits(12, 10))


def write_minutes(
    view: MinutesView, translator: Translator, progress: Progress | None = None
) -> Written:
    """Return the minutes as a PDF. The same view gives the same bytes."""
    listener = progress or NoProgress()
    target = BytesIO()
    kind = words.kind_name(view, translator)
    sheet = Sheet(
        target,
        language=view.language,
        size=a4.SIZE,
        title=plain(f"{kind} • {view.customer.name} • {translator.date(view.meeting.day)}"),
        us=view.us,
        subject=view.project,
    )
    minutes = _Minutes(sheet, view, translator)
    pages = minutes.pages()
    for number, pieces in enumerate(pages, 1):
        listener.check_cancelled()
        minutes.paper.draw(
            sheet, translator, minutes.scale, pieces, number=number, pages=len(pages)
        )
        listener.report(number, len(pages))
    sheet.finish()
    return Written(target.getvalue(), len(pages), dict(sheet.missing))


class _Minutes:
    def __init__(self, sheet: Sheet, view: MinutesView, tr: Translator) -> None:
        self.sheet, self.view, self.tr = sheet, view, tr
        self.scale = a4.type_scale(chinese=tr.is_chinese)
        self._lists = Lists(sheet, tr, self.scale)
        self.paper = Paper(
            us=view.us,
            customer=view.customer,
            sender=view.sender,
            kind=words.kind_name(view, tr),
            subject=words.subject(view, tr),
            day=self._when(),
            key="minutes",
        )
        self._fixed = [
            Part(self._headline()),
            *self._success(),
            *self._attendees(),
            *self._decisions(),
            *self._objections(),
            *self._risks(),
        ]
        self._last = [Part(self._meeting())]

    def pages(self) -> list[list[Piece]]:
        """Return the pieces of each page: shorten lists first, then turn the page.

        Two pages are what was said, then what comes of it: the second is no left-over.
        """
        top = self.paper.first_top(self.scale)
        paper = a4.SIZE[1]
        for limits in _LEVELS:
            parts = self._parts(limits)
            tight = tightened(parts, _TIGHT_GAP)
            for tried, share in ((parts, _FULL_SHARE), (tight, _TIGHT_SHARE)):
                pieces = [part.piece for part in tried]
                if top + height_of(pieces) <= paper * share:
                    return [pieces]
        first, later = self.paper.rooms(self.scale)
        for limits in _PAGES:
            ahead = [*self._actions(limits), *self._ahead(limits), *self._last]
            said = [part.piece for part in self._fixed]
            rest = [part.piece for part in ahead]
            if first * _LEAST_SHARE <= height_of(said) <= first and height_of(rest) <= later:
                return [said, rest]
            pages = _not_alone(paginate(self._parts(limits), first, later))
            if len(pages) <= 2:
                return pages
        return pages

    def _parts(self, limits: _Limits) -> list[Part]:
        return [*self._fixed, *self._actions(limits), *self._ahead(limits), *self._last]

    # --- the head ----------------------------------------------------------------------------

    def _when(self) -> str:
        """Return when and where, as fully as the project beside it leaves room."""
        setter, style, tr = self.sheet.setter, self.scale.kicker, self.tr
        taken = setter.width(words.kind_name(self.view, tr), style.with_(bold=True))
        taken += setter.width(words.subject(self.view, tr), style)
        variants = words.when_and_where(self.view.meeting, tr)
        beside_it = a4.WIDTH - taken - 24
        fits = any(setter.width(text, style) <= beside_it for text in variants)
        return a4.fitting(self.sheet, variants, style, beside_it if fits else a4.WIDTH * 0.45)

    def _headline(self) -> Piece:
        style = self.scale.headline
        first, second = words.headline(self.view, self.tr)
        decided = self.sheet.setter.lay(first[0], style, a4.WIDTH, 2)
        said = len(first) > 1 and len(self.view.decisions) == 1
        if said and len(decided.rows) == 2 and not decided.cut:
            return Piece(
                decided.height,
                lambda sheet, top: sheet.block(decided, a4.LEFT, top),
                "headline",
            )
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

    def _success(self) -> list[Part]:
        success, tr, scale = self.view.success, self.tr, self.scale
        if success is None:
            return []
        colour = SIDE_COLOURS[Side.CUSTOMER]
        head = self.sheet.setter.line(
            tr.text("What success means to you"), scale.strong.with_(colour=colour)
        )
        said = self.sheet.setter.lay(
            words.confirmed(success, tr, self.view.today), scale.note, a4.WIDTH - head.width - 45, 1
        )
        quote = self.sheet.setter.lay(
            tr.text("“{title}”", title=success.text.strip()), Style(9.6, 13.6), a4.WIDTH - 27, 6
        )
        height = head.height + quote.height + 18

        def draw(sheet: Sheet, top: float) -> None:
            sheet.box(a4.LEFT, top, a4.WIDTH, height, fill=PANEL, radius=2)
            sheet.box(a4.LEFT, top, _EDGE, height, fill=colour)
            x = a4.LEFT + _EDGE + 12
            below = sheet.block(head, x, top + 7)
            right = a4.RIGHT - 12 - said.width
            sheet.block(said, right, top + 7 + (head.height - said.height) / 2)
            sheet.block(quote, x, below + 3)

        return [Part(Piece(height, draw, "success", 10))]

    # --- tables ------------------------------------------------------------------------------

    def _table(self, *columns: tuple[str, float]) -> Table:
        return Table.over_page(self.sheet.setter, self.scale, *columns)

    def _attendees(self) -> list[Part]:
        tr, view = self.tr, self.view
        if not view.attendees:
            return []
        committed = any(one.commitment for one in view.attendees)
        columns = [
            (tr.text("Name"), (78.0 if tr.is_chinese else 90.0) + (0 if committed else 50)),
            (tr.text("Role"), 120.0 if committed else 220.0),
            (tr.text("Attendance"), 66.0),
        ]
        if committed:
            columns.append((tr.text("Commitment made in the meeting"), 0))
        title = tr.text("Attendance and commitments") if committed else tr.text("Attendance")
        rows = []
        for one in view.attendees:
            cells = [
                Cell(one.person.name, self.scale.strong, partial(_side, one.side)),
                Cell(words.role(one, tr)),
                Cell(words.presence(one, tr), mark=_presence(one.attended)),
            ]
            rows.append([*cells, Cell(one.commitment)] if committed else cells)
        return self._table(*columns).parts(title, rows)

    def _decisions(self) -> list[Part]:
        tr, view = self.tr, self.view
        if not view.decisions:
            return []
        why = any(one.why for one in view.decisions)
        who = 110.0 if why else 140.0
        table = self._table(
            (tr.text("No."), 26), (tr.text("Decision"), a4.WIDTH - 26 - who - (135 if why else 0)),
            (tr.text("Decided by"), who), *([(tr.text("Why"), 135.0)] if why else []),
        )  # fmt: skip
        rows = []
        for number, one in enumerate(view.decisions, 1):
            cells = [Cell(f"D{number}"), Cell(one.what, self.scale.strong), Cell(one.who)]
            rows.append([*cells, *([Cell(one.why)] if why else [])])
        return table.parts(tr.text("Decisions"), rows)

    def _objections(self) -> list[Part]:
        tr, view = self.tr, self.view
        if not view.objections:
            return []
        table = self._table(
            (tr.text("Raised by"), 84), (tr.text("What was said"), 200), (tr.text("Answer"), 0)
        )
        rows = [
            (Cell(one.who), Cell(one.text), Cell(one.answer or tr.text("still to be answered")))
            for one in view.objections
        ]
        return table.parts(tr.text("Objections heard and answered"), rows)

    def _risks(self) -> list[Part]:
        tr, view = self.tr, self.view
        if not view.risks:
            return []
        table = self._table(
            (tr.text("Risk"), 230), (tr.text("Response"), 160), (tr.text("Owner"), 0)
        )
        rows = [
            (
                Cell(
                    one.title,
                    mark=partial(_grade, one.grade),
                ),
                Cell(one.response),
                Cell(one.owner or side_word(tr, one.side)),
            )
            for one in view.risks
        ]
        return table.parts(tr.text("Risks"), rows)

    # --- lists in two columns ----------------------------------------------------------------

    def _actions(self, limits: _Limits) -> list[Part]:
        by_side: dict[Side, list[ActionView]] = {}
        for action in self.view.actions:
            by_side.setdefault(action.side, []).append(action)
        if not by_side:
            return []
        made = [
            ActionList(side, by_side[side])
            for side in (Side.CUSTOMER, Side.US, Side.THIRD)
            if side in by_side
        ]
        until = self.view.actions_until
        if len(made) == 1:
            stacks = [
                self._lists.actions(
                    made, a4.LEFT, a4.WIDTH, most=limits.actions, lines=2, until=until
                )
            ]
        else:
            lines = limits.title_lines
            stacks = [
                self._lists.actions(
                    made[:1], a4.LEFT, HALF, most=limits.actions, lines=lines, until=until
                ),
                self._lists.actions(
                    made[1:], a4.RIGHT - HALF, HALF, most=limits.actions, lines=lines, until=until
                ),
            ]
        return [Part(beside(stacks, "actions", 20))]

    def _ahead(self, limits: _Limits) -> list[Part]:
        view, tr = self.view, self.tr
        places = [(a4.LEFT, HALF), (a4.RIGHT - HALF, HALF)]
        if not (view.milestones and view.cadence):
            places = [(a4.LEFT, HALF if view.milestones else a4.WIDTH)]
        stacks = []
        if view.milestones:
            lines = [
                DayLine(
                    mark=partial(_milestone, one.kind),
                    name=one.name,
                    remark=words.ahead_note(one, tr),
                    day=one.day,
                    strong=one.kind is MilestoneKind.VALUE,
                )
                for one in view.milestones[: limits.milestones]
            ]
            hidden = len(view.milestones) - len(lines)
            stacks.append(
                self._lists.days(
                    words.milestones_title(view, tr), lines, *places[0],
                    hidden=hidden, note=words.milestones_note(view, tr),
                )
            )  # fmt: skip
        if view.cadence:
            title = tr.text("How we stay in touch")
            stacks.append(self._lists.pairs(title, words.cadence(view, tr), *places[-1]))
        return [Part(beside(stacks, "ahead", 20))] if stacks else []

    # --- the end -----------------------------------------------------------------------------

    def _meeting(self) -> Piece:
        tr, setter, scale = self.tr, self.sheet.setter, self.scale
        head = setter.line(tr.text("Next meeting"), scale.strong.with_(colour=ACCENT))
        indent = max(head.width + 14, 62)
        width = a4.WIDTH - 20 - indent
        block = setter.lay(words.next_meeting(self.view, tr), scale.body, width, 4)
        until = setter.lay(words.objection_period(self.view, tr), scale.body, width, 3)
        height = block.height + 14
        if self.view.object_until is not None:
            height += until.height + 3

        def draw(sheet: Sheet, top: float) -> None:
            sheet.box(a4.LEFT, top, a4.WIDTH, height, fill=tint(ACCENT, 0.08), radius=2)
            sheet.block(head, a4.LEFT + 8, top + 7)
            below = sheet.block(block, a4.LEFT + 8 + indent, top + 7)
            if self.view.object_until is not None:
                sheet.block(until, a4.LEFT + 8 + indent, below + 3)

        return Piece(height, draw, "meeting", 18)


def _not_alone(pages: list[list[Piece]]) -> list[list[Piece]]:
    """Return the pages so that the next meeting does not stand alone on the last one."""
    if len(pages) > 1 and len(pages[-1]) == 1:
        moved = pages[-2][-1]
        if moved.name in ("actions", "ahead") and len(pages[-2]) > 1:
            return [*pages[:-2], pages[-2][:-1], [moved, *pages[-1]]]
    return pages


def _presence(attended: bool | None) -> Mark | None:
    if attended is None:
        return None
    if attended:
        return lambda sheet, x, y: done_mark(sheet, x, y, 4.2)
    return lambda sheet, x, y: open_mark(sheet, x, y, 4.2)


def _side(side: Side, sheet: Sheet, x: float, y: float) -> None:
    side_mark(sheet, side, x, y, 5.6)


def _grade(grade: int, sheet: Sheet, x: float, y: float) -> None:
    grade_mark(sheet, grade, x, y)


def _milestone(kind: MilestoneKind, sheet: Sheet, x: float, y: float) -> None:
    if kind is MilestoneKind.VALUE:
        diamond(sheet, x, y, 5, fill=TEXT)
    else:
        diamond(sheet, x, y, 4, fill=WHITE, stroke=TEXT)
