"""What the cards of a review say about a line, and the editor that fits its field."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from PySide6.QtWidgets import QWidget

from csdesk.app.queries.owners import OwnerChoice
from csdesk.domain.codes import Side
from csdesk.domain.labels import SIDE_LABELS
from csdesk.domain.merge_choices import Set
from csdesk.domain.merge_rows import CONTACTS, Value
from csdesk.domain.review_lines import Decisions, Group, Line, Pick, can_set, offers
from csdesk.i18n import Translator
from csdesk.ui.delegates.choice_list import Choice
from csdesk.ui.delegates.editors import ChoiceField, DateField, OwnerField, WordsField
from csdesk.ui.gantt.plan_editors import priority_choices, status_choices
from csdesk.ui.models.cells import Cell, Words
from csdesk.ui.models.review_words import CODED, DATES, ReviewWords
from csdesk.ui.services import Services
from csdesk.ui.widgets.review_cards import CardFacts, Editor

BASE, THEIRS, OURS, OWN = range(4)


def title_of(said: ReviewWords, line: Line) -> str:
    """Return the head of the cards: `Employee file, 46 restaurants: target date`."""
    number, item = said.number(line), said.item(line)
    name = f"{number} {item}" if number else item
    field = said.field(line)
    if line.cell is not None:
        field = field.lower()
    return said.words.text("{item}: {field}", item=name, field=field)


def quote_of(said: ReviewWords, line: Line) -> str:
    """Return what the customer wrote beside the cell, with who wrote it."""
    beside = said.beside(line)
    if not beside:
        return ""
    who = said.returned.review.saved_by
    if not who:
        return said.words.text("Beside it stands: “{text}”", text=beside)
    return said.words.text("{who} wrote beside it: “{text}”", who=who, text=beside)


def is_explained(line: Line, decisions: Decisions) -> bool:
    """Whether the customer may be told why it is not as they wrote: ours, or another value."""
    return decisions.get(line.key) is Pick.OURS or (
        isinstance(decisions.get(line.key), Set) and not _takes_guess(line, decisions)
    )


def reason_field(services: Services, reason: str) -> Callable[[QWidget], Editor]:
    """Return what makes the field for a reason."""

    def make(parent: QWidget) -> Editor:
        field = WordsField(parent, services.look)
        field.setText(reason)
        field.setPlaceholderText(services.translator.text("Why? The customer reads this."))
        return field

    return make


def cards_of(
    said: ReviewWords, line: Line, decisions: Decisions, reason: str = ""
) -> dict[int, CardFacts]:
    """Return the cards by place; what cannot be chosen only shows."""
    picks, decision = offers(line), decisions.get(line.key)
    taken = _takes_guess(line, decisions)
    cards = {BASE: _base(said, line)}
    theirs_chosen = decision is Pick.THEIRS or taken
    cards[THEIRS] = _theirs(said, line, chosen=theirs_chosen, can=Pick.THEIRS in picks)
    if line.group is not Group.NOT_OFFERED or line.cell is not None:
        cards[OURS] = _ours(
            said, line, can=Pick.OURS in picks,
            chosen=decision in (Pick.OURS, Pick.ASK) or line.group is Group.KEPT,
        )  # fmt: skip
    if can_set(line):
        own = decision if isinstance(decision, Set) and not taken else None
        cards[OWN] = _own(said, line, own)
    if is_explained(line, decisions):
        at = OWN if isinstance(decision, Set) else OURS
        hint = said.words.text("R: tell the customer why")
        if reason:
            hint = said.words.text("for the customer: “{reason}”", reason=reason)
        cards[at] = replace(cards[at], aside=hint)
    return cards


def _takes_guess(line: Line, decisions: Decisions) -> bool:
    decision, cell = decisions.get(line.key), line.cell
    return (
        isinstance(decision, Set)
        and cell is not None
        and cell.guess is not None
        and cell.guess == decision.value
    )


def _base(said: ReviewWords, line: Line) -> CardFacts:
    text, export = said.words.text, said.returned.review.export
    value = said.base(line) or text("not there yet")
    if line.cell is not None and line.cell.base is not None:
        value = said.value(line.field, line.cell.base)
    return CardFacts(
        name=text("Base"), value=value, quiet=True,
        aside=text("sent {day}, version {n}", day=said.sent, n=export.number),
    )  # fmt: skip


def _theirs(said: ReviewWords, line: Line, *, chosen: bool, can: bool) -> CardFacts:
    text, cell = said.words.text, line.cell
    value, aside = said.theirs(line), _saved(said)
    if line.is_missing:
        aside = said.words.text("T: the person has left") if line.shape is CONTACTS else (
            text("T cancels the item")
        )  # fmt: skip
    elif cell is None:
        aside = said.score(line) or text("T adds it")
    elif cell.fault:
        aside = said.fault(line)
        if cell.guess is not None:
            guess = said.value(line.field, cell.guess, weekday=True)
            aside = text("T takes it as {value}", value=guess)
    elif cell.theirs is not None:
        value = said.value(line.field, cell.theirs, weekday=True)
    if line.group is Group.KEPT:
        aside = text("unchanged since")
    return CardFacts(
        name=text("Theirs"), value=value, aside=aside, side=Side.CUSTOMER, chosen=chosen,
        key="T" if can else "", wish="theirs" if can else "",
        tone="warn" if line.group is Group.UNREADABLE else "text",
    )  # fmt: skip


def _ours(said: ReviewWords, line: Line, *, chosen: bool, can: bool) -> CardFacts:
    text, cell = said.words.text, line.cell
    aside = ""
    if line.is_missing:
        value = text("Stays as it is")
        aside = said.ours(line)
    elif cell is None:
        value = text("Leave it out")
    else:
        value = said.value(line.field, cell.ours, weekday=True) or text("empty")
        edited = said.returned.edited.get((line.key.row, line.field))
        if cell.ours == cell.base:
            aside = text("unchanged since")
        elif edited is not None:
            aside = said.words.facts([edited.who, said.day(edited.day)])
    return CardFacts(
        name=text("Ours"), value=value, aside=aside, side=Side.US, chosen=chosen,
        key="O" if can else "", wish="ours" if can else "",
    )  # fmt: skip


def _own(said: ReviewWords, line: Line, own: Set | None) -> CardFacts:
    text = said.words.text
    dated = line.field in DATES
    name = text("Another date") if dated else text("Another value")
    hint = text("dd mmm") if dated else text("type or choose")
    aside = text("neither theirs nor ours")
    if line.word:
        aside = text("“{word}” means this from now on", word=line.word)
    value = hint if own is None else said.value(line.field, own.value, weekday=True)
    return CardFacts(
        name=name, value=value or text("empty"), aside=aside, key="E", wish="edit",
        chosen=own is not None, quiet=own is None,
    )  # fmt: skip


def _saved(said: ReviewWords) -> str:
    review, text = said.returned.review, said.words.text
    day = said.day(review.saved_on) if review.saved_on is not None else ""
    if review.saved_by and day:
        return text("{who}, saved {day}", who=review.saved_by, day=day)
    return text("saved {day}", day=day) if day else review.saved_by


def editor_of(
    services: Services, said: ReviewWords, line: Line, decisions: Decisions
) -> Callable[[QWidget], Editor]:
    """Return what makes the editor of a cell, filled with what is most likely meant."""
    look, cell, words = services.look, line.cell, services.translator
    decision = decisions.get(line.key)
    given: Value = None
    if isinstance(decision, Set):
        given = decision.value
    elif cell is not None:
        given = cell.theirs or cell.guess or cell.ours

    def make(parent: QWidget) -> Editor:
        if line.field in DATES:
            day = date.fromisoformat(given) if given else None
            return DateField(parent, look, said.today, day)
        if line.field in CODED:
            choices = {
                "status": status_choices, "priority": priority_choices, "side": _side_choices,
            }[line.field](words)  # fmt: skip
            current = CODED[line.field](given) if given else None
            return ChoiceField(parent, look, choices, current)
        if line.field == "owner":
            owners = said.returned.owners
            known = next((one for one in owners if one.name == given), None)
            current_owner = known or OwnerChoice(name=given or "", side=Side.CUSTOMER)
            return OwnerField(parent, look, owners, current_owner)
        field = WordsField(parent, look)
        field.setText(given or (cell.written if cell is not None else ""))
        return field

    return make


def _side_choices(words: Translator) -> list[Choice]:
    text = words.text
    return [Choice(side, Cell(words=(Words(text(SIDE_LABELS[side])),), side=side)) for side in Side]


def stored(value: object) -> Value:
    """Return what an editor gave in stored form."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, OwnerChoice):
        return value.name or None
    text = "" if value is None else str(value).strip()
    return text or None
