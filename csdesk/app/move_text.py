"""Words of a move that is looked at: what it moves, what it costs, what stays."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from csdesk.domain.errors import N_
from csdesk.domain.state import GoldenWindow
from csdesk.i18n import Translator

MOST_MISSED = 2  # deadlines that are named


class Style(StrEnum):
    """How a piece of the sentence is shown."""

    BOLD = "bold"
    PLAIN = "plain"
    OLD = "old"  # struck through
    NEW = "new"  # accent


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the sentence."""

    text: str
    style: Style


@dataclass(frozen=True, slots=True)
class Effect:
    """Where a milestone lies before and after a move."""

    before: date
    after: date

    @property
    def moves(self) -> bool:
        """Whether it lies elsewhere afterwards."""
        return self.before != self.after


class Moving(StrEnum):
    """What of a row is moved, or what else moves rows."""

    ROW = "row"
    START = "start"
    END = "end"
    LINK = "link"  # a new one
    UNLINK = "unlink"
    RELINK = "relink"  # another kind or lag of one
    LINKS = "links"  # several of one row
    BAR = "bar"  # drawn for a row without dates
    NEW_BAR = "new_bar"
    TRIED = "tried"  # an operation, named in the place of a title


@dataclass(frozen=True, slots=True)
class Missed:
    """A deadline that a move lets a row miss, by working days of its owner's side."""

    title: str
    deadline: date
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """A move and its effect. `others` are the items and milestones that move with it.

    `titles` are the rows that are held, both ends of a link, or what an operation is called; `days`
    how far the held row moves, or, where none is held, the row that moves furthest.
    """

    titles: tuple[str, ...]
    moving: Moving
    days: int
    others: int
    go_live: Effect | None = None
    value: Effect | None = None
    acceptance: Effect | None = None
    window: GoldenWindow | None = None
    waits_for: str = ""  # what keeps it where it is
    pinned: int = 0  # rows of a moved phase that keep their dates
    missed: tuple[Missed, ...] = ()  # by the move
    tight: tuple[str, ...] = ()  # what has no slack left, where nothing moves


def move_sentence(facts: MoveFacts, words: Translator, today: date) -> list[Piece]:
    """Return the first line: what the move moves, and the go-live before and after."""
    pieces = [Piece(_first(facts, words), Style.BOLD)]
    effect = facts.go_live
    if effect is not None and effect.moves:
        pieces += [
            Piece(words.text("Go-live"), Style.PLAIN),
            Piece(words.near_date(effect.before, today), Style.OLD),
            Piece("→", Style.PLAIN),
            Piece(words.near_date(effect.after, today), Style.NEW),
        ]
    return pieces


def move_effects(facts: MoveFacts, words: Translator, today: date) -> str:
    """Return the second line: deadlines missed, first value, go-live, acceptance if not said."""
    sentences = [_missed(one, words, today) for one in facts.missed[:MOST_MISSED]]
    if len(facts.missed) > MOST_MISSED:
        left = len(facts.missed) - MOST_MISSED
        sentences.append(
            words.plural("{n} more deadline is missed.", "{n} more deadlines are missed.", left)
        )
    if facts.tight:
        sentences.append(_tight(facts.tight, words))
    if facts.value is not None:
        sentences.append(_value(facts.value, facts.window, words, today))
    if facts.go_live is not None and not facts.go_live.moves:
        day = words.near_date(facts.go_live.before, today)
        sentences.append(words.text("Go-live {day} does not move.", day=day))
    if facts.acceptance is not None:
        before = words.near_date(facts.acceptance.before, today)
        after = words.near_date(facts.acceptance.after, today)
        if facts.acceptance.moves:
            text = words.text("Acceptance {before} → {after}.", before=before, after=after)
        else:
            text = words.text("Acceptance {day} does not move.", day=before)
        sentences.append(text)
    if facts.pinned:
        sentences.append(
            words.plural("{n} pinned row stays.", "{n} pinned rows stay.", facts.pinned)
        )
    return words.sentences(sentences)


def _tight(titles: tuple[str, ...], words: Translator) -> str:
    if len(titles) == 1:
        return words.text("“{what}” has no slack left.", what=titles[0])
    return words.plural(
        "“{what}” and {n} more row have no slack left.",
        "“{what}” and {n} more rows have no slack left.",
        len(titles) - 1,
        what=titles[0],
    )


def _missed(one: Missed, words: Translator, today: date) -> str:
    return words.plural(
        "“{what}” misses its deadline {day} by {n} working day.",
        "“{what}” misses its deadline {day} by {n} working days.",
        one.days,
        what=one.title,
        day=words.near_date(one.deadline, today),
    )


def signed_days(days: int, words: Translator) -> str:
    """Return working days with their sign: `+3 working days`."""
    count = words.plural("{n} working day", "{n} working days", abs(days))
    return f"{'+' if days >= 0 else '−'}{count}"


def _drawn(facts: MoveFacts, words: Translator) -> str:
    """Say what is drawn, linked or unlinked, and what that moves; empty for a move."""
    if not facts.others:
        return _idle(facts, words)
    what = {"days": signed_days(facts.days, words)}
    titles = dict(zip(("first", "second"), facts.titles, strict=False))
    if facts.moving is Moving.LINK:
        return words.plural(
            "The link “{first}” → “{second}” moves {n} item by {days}.",
            "The link “{first}” → “{second}” moves {n} items by up to {days}.",
            facts.others, **what, **titles,
        )  # fmt: skip
    if facts.moving is Moving.UNLINK:
        return words.plural(
            "Without the link “{first}” → “{second}” {n} item moves by {days}.",
            "Without the link “{first}” → “{second}” {n} items move by up to {days}.",
            facts.others, **what, **titles,
        )  # fmt: skip
    if facts.moving is Moving.RELINK:
        return words.plural(
            "Changing the link “{first}” → “{second}” moves {n} item by {days}.",
            "Changing the link “{first}” → “{second}” moves {n} items by up to {days}.",
            facts.others, **what, **titles,
        )  # fmt: skip
    if facts.moving is Moving.LINKS:
        return words.plural(
            "The changed links of “{first}” move {n} item by {days}.",
            "The changed links of “{first}” move {n} items by up to {days}.",
            facts.others, **what, **titles,
        )  # fmt: skip
    if facts.moving is Moving.BAR:
        return words.plural(
            "The dates of “{first}” move {n} item by {days}.",
            "The dates of “{first}” move {n} items by up to {days}.",
            facts.others, **what, **titles,
        )  # fmt: skip
    if facts.moving is Moving.NEW_BAR:
        return words.plural(
            "The new item moves {n} other by {days}.",
            "The new item moves {n} others by up to {days}.",
            facts.others, **what,
        )  # fmt: skip
    if facts.moving is Moving.TRIED:
        return words.plural(
            "{first}: {n} item moves by {days}.",
            "{first}: {n} items move by up to {days}.",
            facts.others, **what, **titles,
        )  # fmt: skip
    return ""


def _idle(facts: MoveFacts, words: Translator) -> str:
    """Say of links and new bars that they move nothing; empty for a move."""
    text = {
        Moving.LINK: N_("The link “{first}” → “{second}” moves nothing."),
        Moving.UNLINK: N_("Without the link “{first}” → “{second}” nothing moves."),
        Moving.RELINK: N_("Changing the link “{first}” → “{second}” moves nothing."),
        Moving.LINKS: N_("The changed links of “{first}” move nothing."),
        Moving.BAR: N_("The dates of “{first}” move nothing else."),
        Moving.NEW_BAR: N_("The new item moves nothing else."),
        Moving.TRIED: N_("{first}: nothing else moves."),
    }.get(facts.moving)
    if text is None:
        return ""
    titles = dict(zip(("first", "second"), facts.titles, strict=False))
    if facts.moving is Moving.TRIED and facts.days:
        by = signed_days(facts.days, words)
        return words.text("{first}: {days}, nothing else moves.", days=by, **titles)
    return words.text(text, **titles)


def _first(facts: MoveFacts, words: Translator) -> str:
    drawn = _drawn(facts, words)
    if drawn:
        return drawn
    title = facts.titles[0]
    if facts.waits_for:
        return words.text(
            "“{what}” cannot be earlier: it waits for “{other}”.",
            what=title,
            other=facts.waits_for,
        )
    by = signed_days(facts.days, words)
    if not facts.others:
        return _alone(facts, by, words)
    if len(facts.titles) > 1:
        count = words.plural("{n} row", "{n} rows", len(facts.titles))
        return words.plural(
            "Moving {rows} by {days} moves {n} more item.",
            "Moving {rows} by {days} moves {n} more items.",
            facts.others,
            rows=count,
            days=by,
        )
    others = facts.others
    if facts.moving is Moving.START:
        return words.plural(
            "Moving the start of “{what}” by {days} moves {n} item.",
            "Moving the start of “{what}” by {days} moves {n} items.",
            others,
            what=title,
            days=by,
        )
    if facts.moving is Moving.END:
        return words.plural(
            "Moving the end of “{what}” by {days} moves {n} item.",
            "Moving the end of “{what}” by {days} moves {n} items.",
            others,
            what=title,
            days=by,
        )
    return words.plural(
        "Moving “{what}” by {days} moves {n} item.",
        "Moving “{what}” by {days} moves {n} items.",
        others,
        what=title,
        days=by,
    )


def _alone(facts: MoveFacts, by: str, words: Translator) -> str:
    """Say of a move that nothing goes along with it."""
    if len(facts.titles) > 1:
        rows = words.plural("{n} row", "{n} rows", len(facts.titles))
        return words.text("Moving {rows} by {days} moves nothing else.", rows=rows, days=by)
    text = {
        Moving.ROW: N_("Moving “{what}” by {days} moves nothing else."),
        Moving.START: N_("Moving the start of “{what}” by {days} moves nothing else."),
        Moving.END: N_("Moving the end of “{what}” by {days} moves nothing else."),
    }[facts.moving]
    return words.text(text, what=facts.titles[0], days=by)


def _value(effect: Effect, window: GoldenWindow | None, words: Translator, today: date) -> str:
    before, after = words.near_date(effect.before, today), words.near_date(effect.after, today)
    if not effect.moves:
        if window is not None and window.since is not None:
            return words.text("The next value {day} does not move.", day=before)
        return words.text("First value {day} does not move.", day=before)
    if window is None:
        return words.text("First value {before} → {after}.", before=before, after=after)
    n = (effect.after - window.start).days
    inside = effect.after <= window.last_day
    if window.since is not None:
        text = (
            N_("Next value {before} → {after}, day {n} of {length}: inside the golden window.")
            if inside
            else N_("Next value {before} → {after}, day {n} of {length}: past the golden window.")
        )
        return words.text(text, before=before, after=after, n=n, length=window.length)
    text = (
        N_("First value {before} → {after}, day {n} of {length}: inside the golden window.")
        if inside
        else N_("First value {before} → {after}, day {n} of {length}: past the golden window.")
    )
    return words.text(text, before=before, after=after, n=n, length=window.length)
