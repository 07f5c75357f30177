"""The screens of the wall: what was bought and why, who does what, what was said, what is next."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from PySide6.QtGui import QColor

from csdesk.domain.errors import N_
from csdesk.domain.labels import CONTACT_ROLE_LABELS, MEETING_KIND_LABELS, USER_ROLE_LABELS
from csdesk.domain.views.common import MeetingView
from csdesk.domain.views.meeting import (
    GoalLine,
    MeetingModeView,
    OwnerTasks,
    PresentLine,
    TaskLine,
    TopicLine,
)
from csdesk.ui.meeting.board import BOX, STRONG, TEXT, Board
from csdesk.ui.meeting.flow import Block
from csdesk.ui.meeting.screens_plan import plan_blocks, stones_block

GAP = 18.0
Screen = Callable[[Board, MeetingModeView, float, float], list[Block]]


def agenda_blocks(board: Board, view: MeetingModeView, width: float, _: float) -> list[Block]:
    """The topics with what each is about."""
    if not view.topics:
        return [_sentence(board, width, board.words.text("This meeting has no agenda."))]
    return [_topic(board, one, place, width) for place, one in enumerate(view.topics)]


def _topic(board: Board, one: TopicLine, place: int, width: float) -> Block:
    minutes = board.words.text("{n} min", n=one.minutes)
    right = board.width(minutes) + 24
    titles = board.wrapped(one.title, width - 76 - right, bold=True)
    hints = board.wrapped(one.hint, width - 76)
    height = (len(titles) + len(hints)) * TEXT * BOX + GAP

    def draw(b: Board, x: float, y: float, w: float) -> None:
        if one.done:
            b.tick(x, y, b.tokens.ok)
        else:
            b.line(x, y, 70, str(place + 1), bold=True)
        color = b.tokens.muted if one.done else b.tokens.text
        used = b.lines(x + 76, y, w - 76 - right, titles, bold=True, color=color)
        b.line(x, y, w, minutes, color=b.tokens.muted, align="right")
        b.lines(x + 76, y + used, w - 76, hints, color=b.tokens.muted)

    return Block(height, draw)


def goal_blocks(board: Board, view: MeetingModeView, width: float, room: float) -> list[Block]:
    """Success in their words, the goals from where to where, and the way to them."""
    blocks = []
    if view.success is not None:
        blocks.append(_success(board, view, width))
    first = 1 if view.success is not None else 0
    blocks += [_goal(one, first + place) for place, one in enumerate(view.goals)]
    if not blocks:
        text = board.words.text("No goals are written down yet.")
        blocks.append(_sentence(board, width, text))
    if view.stones:
        blocks.append(stones_block(board, view, width))
    return blocks


def _success(board: Board, view: MeetingModeView, width: float) -> Block:
    success = view.success
    assert success is not None  # noqa: S101  (asked before)
    words = board.words
    lead = words.text("Success means")
    if success.confirmed_by:
        lead = words.text("Success means, says {name}", name=success.confirmed_by)
    leads = board.wrapped(lead, width - 110, most=2)
    texts = board.wrapped(success.text, width - 60, size=STRONG, bold=True, most=4)
    height = len(leads) * TEXT * BOX + len(texts) * STRONG * BOX + 26

    def draw(b: Board, x: float, y: float, w: float) -> None:
        b.fill(x, y, 8, height - 26, b.tokens.accent)
        used = b.lines(x + 36, y, w - 110, leads, color=b.tokens.muted)
        if view.success_confirmed:
            b.tick(x + w - 44, y, b.tokens.ok)
        b.lines(x + 36, y + used, w - 60, texts, size=STRONG, bold=True)

    return Block(height, draw, chosen=0)


def _goal(one: GoalLine, chosen: int) -> Block:
    def draw(b: Board, x: float, y: float, w: float) -> None:
        top = y + 12
        target = _amount(b, one.target, one.unit)
        before = _amount(b, one.before, one.unit)
        mark = 48.0 if one.confirmed else 0.0
        if mark:
            b.tick(x, top, b.tokens.ok)
        column = max(w * 0.24, b.width(target, STRONG, bold=True))
        from_text = f"{before} →" if before and target else before
        from_width = b.width(from_text)
        title = w - mark - column - from_width - 64
        b.line(x + mark, top, title, one.title)
        b.line(x + w - column - 32 - from_width, top, from_width + 4, from_text,
               color=b.tokens.muted)  # fmt: skip
        b.line(x + w - column, top - 6, column, target, size=STRONG, bold=True)
        b.rule(x, y + 80, w)

    return Block(82.0, draw, chosen=chosen)


def _amount(board: Board, value: Decimal | None, unit: str) -> str:
    if value is None:
        return ""
    number = board.words.number(value)
    return f"{number}{unit}" if unit == "%" else f"{number} {unit}".strip()


def task_blocks(board: Board, view: MeetingModeView, width: float, _: float) -> list[Block]:
    """What is to be done, by person; what was agreed here stands first and says so."""
    if not view.owners:
        return [_sentence(board, width, board.words.text("No action items yet."))]
    return _by_owner(board, view.owners, width)


def _by_owner(board: Board, owners: Sequence[OwnerTasks], width: float) -> list[Block]:
    blocks: list[Block] = []
    for group in owners:
        blocks.append(_owner_head(board, group))
        blocks += [_task(board, one, width) for one in group.tasks]
    return blocks


def _owner_head(board: Board, group: OwnerTasks) -> Block:
    name = group.owner or board.words.text("No owner yet")

    def draw(b: Board, x: float, y: float, w: float) -> None:
        used = b.chip(x, y + 10, group.side) + 20
        count = str(len(group.tasks))
        used += b.line(x + used, y + 10, w - used - 90, name, bold=True)
        b.line(x + used + 20, y + 10, 70, count, color=b.tokens.muted)

    return Block(TEXT * BOX + 18, draw, leads=True)


def _task(board: Board, one: TaskLine, width: float) -> Block:
    day = board.words.date(one.day, "short") if one.day else ""
    right = board.width(day, bold=one.fresh) + 40
    code = board.width("A0000") + 16
    titles = board.wrapped(one.title, width - code - right, bold=one.fresh, most=3)

    def draw(b: Board, x: float, y: float, w: float) -> None:
        if one.fresh:
            b.fill(x - 20, y + 4, 8, len(titles) * TEXT * BOX - 8, b.tokens.accent)
        b.line(x, y, code, one.code, color=b.tokens.muted)
        b.lines(x + code, y, w - code - right, titles, bold=one.fresh)
        b.line(x, y, w, day, bold=one.fresh, align="right")

    return Block(max(1, len(titles)) * TEXT * BOX + 10, draw)


def people_blocks(board: Board, view: MeetingModeView, width: float, _: float) -> list[Block]:
    """Who is here, and what each committed to in front of the others."""
    if not view.people:
        return [_sentence(board, width, board.words.text("Nobody was invited."))]
    return [_present(board, one, place, width) for place, one in enumerate(view.people)]


def _role(board: Board, one: PresentLine) -> str:
    words, person = board.words, one.person
    if person.title:
        return person.title
    if person.role is not None and person.role.value != "other":
        return words.text(CONTACT_ROLE_LABELS[person.role])
    return words.text(USER_ROLE_LABELS[person.user_role]) if person.user_role else ""


def _present(board: Board, one: PresentLine, place: int, width: float) -> Block:
    texts = [
        line
        for part in one.commitment.splitlines()
        for line in board.wrapped(part, width - 150, most=3)
    ]
    role = _role(board, one)
    beside = 132 + board.width(one.person.name, bold=True) + 28
    fits = board.width(role) <= width - beside
    names = [one.person.name] if fits else board.wrapped(one.person.name, width - 132, bold=True)
    roles = [] if fits else board.wrapped(role, width - 132)
    height = (len(names) + len(roles) + len(texts)) * TEXT * BOX + 14

    def draw(b: Board, x: float, y: float, w: float) -> None:
        if one.attended is None:
            b.ring(x, y, b.tokens.hold)
        elif one.attended:
            b.tick(x, y, b.tokens.ok)
        else:
            b.ring(x, y, b.tokens.bad, crossed=True)
        b.chip(x + 56, y, one.side)
        used = b.lines(x + 132, y, w - 132, names, bold=True)
        if fits:
            b.line(x + beside, y, w - beside, role, color=b.tokens.muted)
        used += b.lines(x + 132, y + used, w - 132, roles, color=b.tokens.muted)
        b.lines(x + 132, y + used, w - 132, texts)

    return Block(height, draw, chosen=place)


def said_blocks(board: Board, view: MeetingModeView, width: float, _: float) -> list[Block]:
    """Decisions, risks and queries of this meeting, in the order in which they were said."""
    words = board.words
    blocks: list[Block] = []
    for title, color, entries in (
        (words.text("Decisions"), board.tokens.ok,
         [(one.what, one.who) for one in view.decisions]),
        (words.text("Risks"), board.tokens.warn,
         [(one.title, one.owner) for one in view.risks]),
        (words.text("Queries"), board.tokens.accent,
         [("\n".join(filter(None, (one.text, one.answer))), one.who) for one in view.objections]),
    ):  # fmt: skip
        if entries:
            blocks.append(_heading(title, color))
            blocks += [
                _numbered(board, place + 1, text, who, width)
                for place, (text, who) in enumerate(entries)
            ]
    text = words.text("Nothing was decided yet.")
    return blocks or [_sentence(board, width, text)]


def _heading(title: str, color: QColor) -> Block:
    def draw(b: Board, x: float, y: float, w: float) -> None:
        b.fill(x, y + 18, 20, 32, color)
        b.line(x + 40, y + 8, w - 40, title, bold=True)

    return Block(TEXT * BOX + 16, draw, leads=True)


def _numbered(board: Board, number: int, text: str, who: str, width: float) -> Block:
    right = board.width(who) + 32 if who else 0.0
    texts = [line for part in text.splitlines() for line in board.wrapped(part, width - 90 - right)]

    def draw(b: Board, x: float, y: float, w: float) -> None:
        b.line(x, y, 70, str(number), color=b.tokens.muted)
        b.lines(x + 76, y, w - 90 - right, texts)
        b.line(x, y, w, who, color=b.tokens.muted, align="right")

    return Block(max(1, len(texts)) * TEXT * BOX + 10, draw)


def next_blocks(board: Board, view: MeetingModeView, width: float, _: float) -> list[Block]:
    """When both sides meet again, and what everybody takes along from here."""
    words = board.words
    blocks = [_heading(words.text("Next meeting"), board.tokens.accent)]
    if not view.ahead:
        blocks.append(_sentence(board, width, words.text("None planned")))
    blocks += [_meeting(board, one, width) for one in view.ahead[:3]]
    if view.soon:
        blocks.append(_heading(words.text("Agreed today"), board.tokens.ok))
        blocks += _by_owner(board, view.soon, width)
    return blocks


def _meeting(board: Board, one: MeetingView, width: float) -> Block:
    words = board.words
    what = one.title or words.text(MEETING_KIND_LABELS[one.kind])
    when = words.date(one.day, "weekday")
    if one.at is not None:
        when = f"{when} {one.at:%H:%M}"
    beside = board.width(when, bold=True) + 32
    fits = board.width(what) <= width - beside
    below = [] if fits else board.wrapped(what, width)
    people = board.wrapped(words.join(one.people), width)

    def draw(b: Board, x: float, y: float, w: float) -> None:
        b.line(x, y, w, when, bold=True)
        if fits:
            b.line(x + beside, y, w - beside, what)
        used = TEXT * BOX + b.lines(x, y + TEXT * BOX, w, below)
        b.lines(x, y + used, w, people, color=b.tokens.muted)

    return Block((1 + len(below) + len(people)) * TEXT * BOX + 14, draw)


_KEYS = (
    ("Alt 1 … 7", N_("a screen")),
    ("Alt ↓ ↑", N_("the next topic, the one before")),
    ("Alt A D R Q", N_("action item, decision, risk, query")),
    ("Alt C N", N_("commitment of a person, next meeting")),
    ("Tab", N_("takes what is offered")),
    ("Esc", N_("takes the words as they are")),
    ("↓ ↑ Alt Y", N_("choose, then confirm or mark as present")),
    ("Page ↓ ↑", N_("the rest of a screen")),
    ("Ctrl Z", N_("takes back what was stored last")),
    ("Alt X", N_("leaves the meeting")),
)


def key_blocks(board: Board, view: MeetingModeView, width: float, _: float) -> list[Block]:
    """The keys of the mode."""
    column = max(board.width(keys, bold=True) for keys, _text in _KEYS) + 48

    def row(keys: str, text: str) -> Block:
        texts = board.wrapped(board.words.text(text), width - column)

        def draw(b: Board, x: float, y: float, w: float) -> None:
            b.line(x, y, column, keys, bold=True)
            b.lines(x + column, y, w - column, texts)

        return Block(len(texts) * TEXT * BOX + 16, draw)

    return [row(keys, text) for keys, text in _KEYS]


def _sentence(board: Board, width: float, text: str) -> Block:
    texts = board.wrapped(text, width)

    def draw(b: Board, x: float, y: float, w: float) -> None:
        b.lines(x, y, w, texts, color=b.tokens.muted)

    return Block(len(texts) * TEXT * BOX + GAP, draw)


SCREENS: tuple[tuple[str, str, Screen], ...] = (
    ("agenda", N_("Agenda"), agenda_blocks),
    ("goals", N_("Goals"), goal_blocks),
    ("plan", N_("Plan"), plan_blocks),
    ("tasks", N_("Action items"), task_blocks),
    ("people", N_("People and commitments"), people_blocks),
    ("said", N_("Decisions"), said_blocks),
    ("next", N_("Next steps"), next_blocks),
    ("keys", N_("Keys"), key_blocks),
)
