"""Lists in columns: action items by owner, names with a day, words with what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from csdesk.domain.codes import Side
from csdesk.domain.views.minutes import ActionView
from csdesk.i18n import Translator
from csdesk.reports.pdf.a4 import MM, TITLE_HEIGHT, Type, section_title
from csdesk.reports.pdf.colours import TEXT
from csdesk.reports.pdf.pieces import Stack
from csdesk.reports.pdf.shapes import side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.table import Mark
from csdesk.reports.pdf.text import Block
from csdesk.reports.words.common import short
from csdesk.reports.words.minutes import actions_title, shown_actions
from csdesk.reports.words.status import more

HALF = 83 * MM
_INDENT = 13.0
_PAD = 2.6


@dataclass(frozen=True, slots=True)
class ActionList:
    """The action items of a side, in their order."""

    side: Side
    actions: Sequence[ActionView]


@dataclass(frozen=True, kw_only=True, slots=True)
class DayLine:
    """A name with a mark before it, a remark below it and a day behind; one may be strong."""

    mark: Mark
    name: str
    remark: str = ""
    day: date | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Put:
    """Measured text and where it stands in a line: from the left, or up to `x` when `right`."""

    block: Block
    x: float
    down: float = 0.0
    right: bool = False

    def draw(self, sheet: Sheet, top: float) -> None:
        x = self.x - self.block.width if self.right else self.x
        sheet.block(self.block, x, top + self.down)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a list; with a width it has a hairline below."""

    height: float
    puts: tuple[_Put, ...]
    x: float
    width: float = 0.0
    mark: Mark | None = None

    def draw(self, sheet: Sheet, top: float) -> None:
        if self.mark is not None:
            self.mark(sheet, self.x + 5, top + _PAD + 6.0)
        with sheet.across():
            for put in self.puts:
                put.draw(sheet, top)
        if self.width:
            sheet.rule(self.x, top + self.height, self.width)


class Lists:
    """Measures stacks of one document."""

    def __init__(self, sheet: Sheet, tr: Translator, scale: Type) -> None:
        self._tr, self._scale = tr, scale
        self._setter = sheet.setter

    def actions(
        self,
        lists: Sequence[ActionList],
        x: float,
        width: float,
        *,
        most: int,
        lines: int,
        until: date | None = None,
    ) -> Stack:
        """Return the action items of sides, one below the other, grouped by their owners.

        Of each side `most` are shown, each in at most `lines` lines; what was said at the meeting
        is always among them.
        """
        stack = Stack()
        for number, one in enumerate(lists):
            if number:
                stack.add(12, lambda _sheet, _top: None)
            self._title(stack, actions_title(one.side, until, self._tr), x, width, one.side)
            kept = shown_actions(one.actions, most)
            self._groups(stack, kept, x, width, lines)
            self._rest(stack, len(one.actions) - len(kept), x, width)
        return stack

    def days(
        self,
        title: str,
        lines: Sequence[DayLine],
        x: float,
        width: float,
        *,
        hidden: int = 0,
        note: str = "",
    ) -> Stack:
        """Return names with their days; `hidden` are left out, a note stands below."""
        scale = self._scale
        stack = Stack()
        self._title(stack, title, x, width)
        for one in lines:
            day = self._day(one.day)
            room = width - _INDENT - day.width - 8
            name = self._setter.lay(one.name, scale.strong if one.strong else scale.body, room, 2)
            below = self._setter.lay(one.remark, scale.note, room, 1)
            height = name.height + (below.height if one.remark else 0.0) + 2 * _PAD
            puts = (
                _Put(name, x + _INDENT, _PAD),
                _Put(below, x + _INDENT, _PAD + name.height - 0.5),
                _Put(day, x + width, _PAD, right=True),
            )
            stack.add(height, _Line(height, puts, x, width, one.mark).draw)
        self._rest(stack, hidden, x, width)
        if note:
            self._note(stack, note, x, width)
        return stack

    def pairs(self, title: str, lines: Sequence[tuple[str, str]], x: float, width: float) -> Stack:
        """Return words in bold with what they mean beside them."""
        scale = self._scale
        stack = Stack()
        self._title(stack, title, x, width)
        column = max((self._setter.width(name, scale.strong) for name, _ in lines), default=0) + 14
        for name, text in lines:
            head = self._setter.line(name, scale.strong)
            block = self._setter.lay(text, scale.body, width - column, 3)
            height = max(head.height, block.height) + 2 * _PAD
            puts = (_Put(head, x, _PAD), _Put(block, x + column, _PAD))
            stack.add(height, _Line(height, puts, x, width).draw)
        return stack

    def _groups(
        self, stack: Stack, actions: Sequence[ActionView], x: float, width: float, lines: int
    ) -> None:
        scale = self._scale
        names = max((self._name(one.owner, width).width for one in actions), default=0.0) + 9
        column = min(names, width * 0.34)
        codes = max((self._setter.width(one.code, scale.note) for one in actions), default=0.0)
        left = x + column + codes + (8 if codes else 0)
        for owner, group in groupby(actions, key=lambda one: one.owner):
            items = list(group)
            for number, item in enumerate(items):
                head = None if number else self._name(owner, column - 6, 2)
                last = number == len(items) - 1
                line = self._action(item, head, (x, x + column, left), width, lines)
                rule = width if last else 0.0
                stack.add(line.height, _Line(line.height, line.puts, x, rule).draw)

    def _action(
        self,
        item: ActionView,
        name: Block | None,
        places: tuple[float, float, float],
        width: float,
        lines: int,
    ) -> _Line:
        x, code_x, left = places
        scale = self._scale
        day = self._day(item.day)
        title = self._setter.lay(item.title, scale.body, x + width - left - day.width - 8, lines)
        height = max(title.height, name.height if name else 0.0) + 2 * _PAD - 0.6
        code = self._setter.line(item.code, scale.note)
        puts = [
            _Put(code, code_x, _PAD + (scale.body.lead - scale.note.lead) / 2 + 0.5),
            _Put(title, left, _PAD),
            _Put(day, x + width, _PAD, right=True),
        ]
        if name is not None:
            puts.append(_Put(name, x, _PAD))
        return _Line(height, tuple(puts), x)

    def _name(self, owner: str, width: float, lines: int = 1) -> Block:
        text = owner or self._tr.text("Not yet named")
        return self._setter.lay(text, self._scale.strong, width, lines)

    def _day(self, day: date | None) -> Block:
        text = "–" if day is None else short(self._tr, day)
        return self._setter.line(text, self._scale.strong)

    def _rest(self, stack: Stack, hidden: int, x: float, width: float) -> None:
        if hidden > 0:
            self._note(stack, more(hidden, self._tr), x, width)

    def _note(self, stack: Stack, text: str, x: float, width: float) -> None:
        block = self._setter.lay(text, self._scale.note, width, 2)
        height = block.height + 3
        stack.add(height, _Line(height, (_Put(block, x, 3),), x).draw)

    def _title(
        self, stack: Stack, text: str, x: float, width: float, side: Side | None = None
    ) -> None:
        indent = 0.0 if side is None else _INDENT

        def draw(sheet: Sheet, top: float) -> None:
            if side is not None:
                side_mark(sheet, side, x + 4, top + self._scale.section.lead / 2 + 0.4, 6.4)
            section_title(sheet, text, self._scale, x + indent, top, width - indent, rule=False)
            sheet.rule(x, top + TITLE_HEIGHT, width, 0.8, TEXT)

        stack.add(TITLE_HEIGHT + 0.5, draw)
