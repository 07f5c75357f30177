"""The three columns of a status report: done, next, and what we need from whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from csdesk.domain.codes import MilestoneKind, Side
from csdesk.domain.views.status import AskView, ItemView, StatusView
from csdesk.i18n import Translator
from csdesk.reports.pdf.a4 import LEFT, MM, TITLE_HEIGHT, WIDTH, Type, section_title
from csdesk.reports.pdf.colours import BAD, MUTED, TEXT, WHITE
from csdesk.reports.pdf.pieces import Piece, Stack, beside
from csdesk.reports.pdf.shapes import diamond, done_mark, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words.common import person_role, short, side_word, spoken
from csdesk.reports.words.marks import bold, keep
from csdesk.reports.words.status import more

_GUTTER = 7 * MM
_DONE = (LEFT, 46 * MM)
_NEXT = (LEFT + 46 * MM + _GUTTER, 55 * MM)
_ASK = (LEFT + 101 * MM + 2 * _GUTTER, 59 * MM)
_INDENT = 14.0


@dataclass(frozen=True, slots=True)
class Limits:
    """How many lines each list shows before it names the rest."""

    done: int
    upcoming: int
    people: int
    per_person: int
    late: int
    risks: int
    decisions: int
    title_lines: int = 2
    ask_lines: int = 2  # of what we need from somebody


class Columns:
    """Measures the columns for given limits; a column whose limits are the same is kept."""

    def __init__(self, sheet: Sheet, view: StatusView, tr: Translator, scale: Type) -> None:
        self.sheet, self.view, self.tr, self.scale = sheet, view, tr, scale
        self.setter = sheet.setter
        self.limits = Limits(1, 1, 1, 1, 1, 1, 1)
        self._kept: dict[tuple[str | int, ...], Stack] = {}

    def piece(self, limits: Limits) -> Piece:
        """Return the three columns as one measured piece."""
        self.limits = limits
        if not self.view.upcoming and not self.view.asks:
            return self.done_alone()
        lines = limits.title_lines
        stacks = [
            self._once(("done", limits.done, lines), self.done),
            self._once(("next", limits.upcoming, lines), self.upcoming),
            self._once(("asks", limits.people, limits.per_person, limits.ask_lines), self.asks),
        ]
        return beside(stacks, "columns", 14)

    def _once(self, key: tuple[str | int, ...], make: Callable[[], Stack]) -> Stack:
        stack = self._kept.get(key)
        if stack is None:
            stack = self._kept[key] = make()
        return stack

    # --- done --------------------------------------------------------------------------------

    def done(self) -> Stack:
        x, width = _DONE
        view, tr = self.view, self.tr
        stack = self._titled(self._done_title, x, width)
        if view.figure is not None:
            self._figure(stack, view.figure.value, view.figure.text, x, width)
        for item in view.done[: self.limits.done]:
            self._done_item(stack, item, x, width)
        if not view.done:
            words = tr.text("Nothing yet.")
            if view.previous_on is not None:
                words = tr.text("Nothing was finished in this time.")
            self._remark(stack, words, x, width)
        self._rest(stack, len(view.done) - self.limits.done, x + _INDENT, width - _INDENT)
        return stack

    def done_alone(self) -> Piece:
        """Return what is done over the whole width, when nothing is ahead."""
        title = self._titled(self._done_title, LEFT, WIDTH)
        stacks = [Stack(), Stack(), Stack()]
        first = stacks[0]
        places = (_DONE, _NEXT, _ASK)
        if self.view.figure is not None:
            self._figure(first, self.view.figure.value, self.view.figure.text, *_DONE)
        shown = self.view.done[: 3 * self.limits.done]
        for index, part in enumerate(_thirds(shown, shorter=self.view.figure is not None)):
            for item in part:
                self._done_item(stacks[index], item, *places[index])
        if not shown:
            self._remark(first, self.tr.text("Nothing yet."), LEFT, WIDTH)
        x, width = _ASK
        hidden = len(self.view.done) - len(shown)
        self._rest(stacks[2] if shown else first, hidden, x + _INDENT, width - _INDENT)
        body = beside(stacks)
        title.pieces.append(body)
        return Piece(title.height, title.draw, "columns", 14)

    @property
    def _done_title(self) -> str:
        if self.view.previous_on is None:
            return self.tr.text("Done since the start")
        day = spoken(self.tr, self.view.previous_on, self.view.today)
        return self.tr.text("Done since {day}", day=day)

    def _figure(self, stack: Stack, value: str, text: str, x: float, width: float) -> None:
        scale = self.scale
        number = self.setter.lay(value, scale.figure, width, 1)
        beside_it = number.width <= width * 0.5
        left = x + number.width + 8 if beside_it else x
        note = self.setter.lay(text, scale.note, width - (left - x), 4)
        height = max(number.height, note.height) if beside_it else number.height + note.height

        def draw(sheet: Sheet, top: float) -> None:
            sheet.block(number, x, top)
            sheet.block(note, left, top + (1 if beside_it else number.height))
            sheet.rule(x, top + height + 4, width)

        stack.add(height + 9, draw)

    def _done_item(self, stack: Stack, item: ItemView, x: float, width: float) -> None:
        scale = self.scale
        title = self.setter.lay(item.title, self._item_style(item), width - _INDENT, self._lines)
        day = short(self.tr, item.day) if item.day else ""
        note = _dotted(item.code, day)

        def draw(sheet: Sheet, top: float) -> None:
            y = top + scale.body.lead / 2
            if item.milestone is None:
                done_mark(sheet, x + 4.4, y, 4.1)
            else:
                self._milestone(sheet, item.milestone, x + 4.4, y)
            below = sheet.block(title, x + _INDENT, top)
            sheet.words(note, scale.note, x + _INDENT, below - 0.6, width - _INDENT, lines=1)

        stack.add(title.height + (scale.note.lead if note else 0) + 5, draw)

    # --- next --------------------------------------------------------------------------------

    def upcoming(self) -> Stack:
        x, width = _NEXT
        view, tr = self.view, self.tr
        stack = self._titled(tr.text("Next two weeks"), x, width, legend=bool(view.upcoming))
        for item in view.upcoming[: self.limits.upcoming]:
            self._next_item(stack, item, x, width)
        if not view.upcoming:
            text = tr.text("Nothing falls due in the next two weeks.")
            self._remark(stack, text, x, width)
        self._rest(stack, len(view.upcoming) - self.limits.upcoming, x + _INDENT, width - _INDENT)
        return stack

    def _next_item(self, stack: Stack, item: ItemView, x: float, width: float) -> None:
        scale = self.scale
        day = short(self.tr, item.day) if item.day else ""
        space = self.setter.width(day, scale.body) + 8 if day else 0
        inner = width - _INDENT - space
        title = self.setter.lay(item.title, self._item_style(item), inner, self._lines)
        note = _dotted(item.code, item.owner)

        def draw(sheet: Sheet, top: float) -> None:
            y = top + scale.body.lead / 2 + 0.3
            if item.milestone is None:
                side_mark(sheet, item.side, x + 4, y, 5.6)
            else:
                self._milestone(sheet, item.milestone, x + 4, y)
            with sheet.across():
                sheet.label(day, scale.body, x + width, top, "right")
                below = sheet.block(title, x + _INDENT, top)
                sheet.words(note, scale.note, x + _INDENT, below - 0.6, width - _INDENT, lines=1)

        stack.add(title.height + (scale.note.lead if note else 0) + 5, draw)

    # --- asks --------------------------------------------------------------------------------

    def asks(self) -> Stack:
        x, width = _ASK
        view, tr = self.view, self.tr
        stack = self._titled(tr.text("What we need from you"), x, width, asked=True)
        for ask in view.asks[: self.limits.people]:
            self._ask(stack, ask, x, width)
        if not view.asks:
            self._remark(stack, tr.text("Nothing at the moment: it is our turn."), x, width)
        hidden = sum(len(ask.items) for ask in view.asks[self.limits.people :])
        self._rest(stack, hidden, x, width)
        return stack

    def _ask(self, stack: Stack, ask: AskView, x: float, width: float) -> None:
        scale, tr = self.scale, self.tr
        role = person_role(tr, ask.person)
        name = ask.person.name or tr.text("Not yet named")
        head = self.setter.lay(name, scale.strong, width * 0.65, 1)
        left = x + head.width + 6

        def draw(sheet: Sheet, top: float) -> None:
            sheet.block(head, x, top)
            sheet.words(role, scale.body.with_(colour=MUTED), left, top, x + width - left, lines=1)

        stack.add(head.height + 0.5, draw)
        for item in ask.items[: self.limits.per_person]:
            self._ask_item(stack, item, x + 8, width - 8)
        self._rest(stack, len(ask.items) - self.limits.per_person, x + 8, width - 8)
        stack.add(5, lambda sheet, top: sheet.rule(x, top + 1.5, width))

    def _ask_item(self, stack: Stack, item: ItemView, x: float, width: float) -> None:
        scale, tr = self.scale, self.tr
        day = bold(self._asked_day(item)) if item.day else ""
        space = self.setter.width(day, scale.body) + 6 if day else 0
        late = ""
        if item.late_since is not None:
            late = tr.text("late since {day}", day=short(tr, item.late_since))
        code = self.setter.line(item.code, scale.note)
        # A long title has the whole line where it would be cut; its date is then below it.
        lines = self.limits.ask_lines
        cut = lines == 1 and self.setter.width(item.title, scale.body) > width - space
        moved = cut and bool(item.code or late)
        title = self.setter.lay(item.title, scale.body, width - (0 if moved else space), lines)

        def draw(sheet: Sheet, top: float) -> None:
            with sheet.across():
                below = sheet.block(title, x, top) - 0.6
                day_top = below - (scale.body.lead - scale.note.lead) / 2 if moved else top
                sheet.label(day, scale.body, x + width, day_top, "right")
                sheet.block(code, x, below)
                if late:
                    left = x + code.width + (8 if code.width else 0)
                    sheet.box(left, below + scale.note.lead / 2 - 2.1, 4.4, 4.4, fill=BAD)
                    style = scale.note.with_(bold=True, colour=BAD)
                    room = x + width - left - 8 - (space if moved else 0)
                    sheet.words(late, style, left + 8, below, room, lines=1)

        note = scale.note.lead if item.code or late else 0
        stack.add(title.height + note + 1.5, draw)

    # --- shared ------------------------------------------------------------------------------

    @property
    def _lines(self) -> int:
        return self.limits.title_lines

    def _asked_day(self, item: ItemView) -> str:
        if item.day is None:
            return ""
        if self.tr.is_chinese:
            return short(self.tr, item.day)
        return keep(self.tr.date(item.day, "weekday"))

    def _titled(
        self, text: str, x: float, width: float, *, asked: bool = False, legend: bool = False
    ) -> Stack:
        scale = self.scale

        def draw(sheet: Sheet, top: float) -> None:
            section_title(sheet, text, scale, x, top, width, asked=asked)
            if legend:
                room = width - sheet.setter.width(text, scale.section) - 8
                self._legend(sheet, x + width, top + 2, room)

        stack = Stack()
        stack.add(TITLE_HEIGHT + 4, draw)
        return stack

    def _legend(self, sheet: Sheet, right: float, top: float, room: float) -> None:
        """Explain the marks, unless the title leaves no room for it."""
        sides = {item.side for item in self.view.upcoming if item.milestone is None}
        order = [side for side in (Side.THIRD, Side.CUSTOMER, Side.US) if side in sides]
        style = self.scale.note
        widths = {side: sheet.setter.width(side_word(self.tr, side), style) + 14 for side in order}
        while order and sum(widths[side] for side in order) > room + 6:
            order.pop()
        x = right
        with sheet.across():
            for side in order:
                x -= sheet.label(side_word(self.tr, side), style, x, top, "right")
                side_mark(sheet, side, x - 6.2, top + style.lead / 2, 5)
                x -= 14

    def _milestone(self, sheet: Sheet, kind: MilestoneKind, x: float, y: float) -> None:
        if kind is MilestoneKind.VALUE:
            diamond(sheet, x, y, 5.2, fill=TEXT)
        else:
            diamond(sheet, x, y, 4, fill=WHITE, stroke=TEXT)

    def _item_style(self, item: ItemView) -> Style:
        return self.scale.strong if item.milestone is MilestoneKind.VALUE else self.scale.body

    def _remark(self, stack: Stack, text: str, x: float, width: float) -> None:
        block = self.setter.lay(text, self.scale.body.with_(colour=MUTED), width)
        stack.add(block.height + 4, lambda sheet, top: sheet.block(block, x, top))

    def _rest(self, stack: Stack, hidden: int, x: float, width: float) -> None:
        if hidden > 0:
            block = self.setter.lay(more(hidden, self.tr), self.scale.note, width, 1)
            stack.add(block.height + 3, lambda sheet, top: sheet.block(block, x, top))


def _thirds(items: Sequence[ItemView], *, shorter: bool) -> list[Sequence[ItemView]]:
    """Return items in three columns that are read one after the other.

    The first is shorter by what stands above its items.
    """
    least = 1 if shorter else 0
    each = -(-(len(items) + least) // 3)
    first = max(each - least, 0)
    return [items[:first], items[first : first + each], items[first + each :]]


def _dotted(*parts: str) -> str:
    return " • ".join(keep(part) for part in parts if part)
