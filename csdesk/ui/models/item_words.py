"""Words of the items table: headings, and what is late or blocked."""

from datetime import date

from csdesk.app.queries.item_table import Grouping, ItemGroup, ItemLine, Turn
from csdesk.app.queries.items import ItemsData, TurnFacts
from csdesk.domain.codes import Side, Status
from csdesk.domain.errors import N_
from csdesk.domain.labels import STATUS_LABELS
from csdesk.i18n import Translator
from csdesk.ui.models.cells import Cell, Tone, Words

TURN_LABELS = {
    Turn.CUSTOMER: N_("Waiting for the customer"),
    Turn.US: N_("Our turn"),
    Turn.THIRD: N_("Waiting for a third party"),
    Turn.ON_HOLD: N_("On hold"),
    Turn.ENDED: N_("Done and cancelled"),
}


def group_cell(
    translator: Translator, data: ItemsData, group: ItemGroup, grouping: Grouping, *, is_open: bool
) -> Cell:
    """Return a heading: sign, name, number of items, one remark."""
    side: Side | None = None
    status: Status | None = None
    remark = ""
    name = group.key
    if grouping is Grouping.TURN:
        turn = Turn(group.key)
        name = translator.text(TURN_LABELS[turn])
        side = Side(turn.value) if turn.value in set(Side) else None
        status = {Turn.ON_HOLD: Status.ON_HOLD, Turn.ENDED: Status.DONE}.get(turn)
        remark = turn_remark(translator, data, turn)
    elif grouping is Grouping.STATUS:
        status = Status(group.key)
        name = translator.text(STATUS_LABELS[status])
    elif grouping is Grouping.OWNER:
        sides = {line.row.side for line in group.lines}
        side = sides.pop() if len(sides) == 1 else None
        name = name or translator.text("Nobody")
    elif grouping is Grouping.MILESTONE:
        name = name or translator.text("Without a milestone")
    return Cell(
        words=(Words(name),),
        bold=True,
        chevron=is_open,
        side=side,
        status=status,
        count=str(len(group.lines)),
        remark=remark,
    )


def turn_remark(translator: Translator, data: ItemsData, turn: Turn) -> str:
    """Return the one thing to know about a turn: who lets us wait longest, or our hours."""
    facts = data.turns.get(turn)
    if turn is Turn.ON_HOLD:
        return translator.text("Not reminded; they come back on their day")
    if facts is None:
        return ""
    if turn is Turn.US:
        return _hours(translator, facts)
    if turn in (Turn.CUSTOMER, Turn.THIRD) and facts.longest_days:
        return translator.plural(
            "longest: {name}, {n} day without an answer",
            "longest: {name}, {n} days without an answer",
            facts.longest_days,
            name=facts.longest_owner,
        )
    return ""


def _hours(translator: Translator, facts: TurnFacts) -> str:
    """Return our hours of this week, of those we have; about, where some come from days."""
    if facts.hours is None:
        return ""
    hours = translator.number(facts.hours, 0)
    if facts.weekly_hours is None:
        if facts.hours_guessed:
            return translator.text("about {hours} hours this week", hours=hours)
        return translator.text("{hours} hours this week", hours=hours)
    weekly = translator.number(facts.weekly_hours)
    if facts.hours_guessed:
        return translator.text(
            "about {hours} of {weekly} hours this week", hours=hours, weekly=weekly
        )
    return translator.text("{hours} of {weekly} hours this week", hours=hours, weekly=weekly)


def remark_words(translator: Translator, line: ItemLine, today: date) -> tuple[Words, ...]:
    """Return late and blocked as one story; empty where there is none."""
    row = line.row
    if row.status is Status.ON_HOLD:
        parts = [row.hold_reason] if row.hold_reason else []
        if row.resume_on is not None:
            day = translator.near_date(row.resume_on, today)
            parts.append(translator.text("resumes {day}", day=day))
        comma = "，" if translator.is_chinese else ", "
        return (Words(comma.join(parts), Tone.MUTED),) if parts else ()
    if row.status.is_ended:
        return ()
    words = []
    if line.late:
        late = translator.plural("{n} day late", "{n} days late", line.late)
        words.append(Words(late, Tone.BAD))
    elif row.target == today:
        words.append(Words(translator.text("Today"), Tone.WARN))
    story = _story(translator, line)
    if story:
        comma = "，" if translator.is_chinese else ", "
        words.append(Words((comma if words else "") + story, Tone.MUTED))
    return tuple(words)


def _story(translator: Translator, line: ItemLine) -> str:
    if line.waits_for:
        return translator.text("waits for {item}", item=_spaced(translator, line.waits_for, 0))
    if line.holds_up:
        return translator.text("{item} waits for it", item=_spaced(translator, line.holds_up, -1))
    return ""


def _spaced(translator: Translator, words: str, end: int) -> str:
    """Return words with a space at one end where Latin letters would meet Han characters."""
    if not translator.is_chinese or not words[end].isascii():
        return words
    return f" {words}" if end == 0 else f"{words} "
