"""Commands on the agenda of a meeting: its topics in the order in which they are spoken about."""

from collections.abc import Iterable, Sequence
from typing import Literal

from csdesk.app.agendas import agenda_of
from csdesk.app.commands.records import add_record, update_record
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Meeting
from csdesk.domain.records_kickoff import AgendaItem

Direction = Literal["up", "down"]


def apply(
    store: Store,
    *,
    meeting_id: int,
    kind: MeetingKind | None = None,
    language: Language | None = None,
    replace: bool = False,
) -> list[AgendaItem]:
    """Put the agenda of the meeting's kind, or of another, below the topics that it has.

    It is worded in the customer's language unless said; topics that stand there already are not
    doubled. With `replace` the topics that nobody ticked make room for it. Returns all topics.
    Raises `UserError` for a kind that has no agenda.
    """
    with store.write("agendas.apply") as unit:
        meeting = unit.get(Meeting, meeting_id)
        template = agenda_of(kind or meeting.kind)
        if replace:
            unit.delete(AgendaItem, *(one.id for one in _topics(unit, meeting_id) if not one.done))
        kept = _topics(unit, meeting_id)
        known = {one.template_ref for one in kept}
        words = language or unit.get(Customer, meeting.customer_id).language
        fresh = [one for one in template.items(meeting_id, words) if one.template_ref not in known]
        _number(unit, [*kept, *unit.add_all(fresh)])
        return _topics(unit, meeting_id)


def add(
    store: Store, *, meeting_id: int, title: str, after_id: int | None = None, **fields: object
) -> AgendaItem:
    """Add a topic below another one, at the end unless said."""
    with store.write("agendas.add") as unit:
        unit.get(Meeting, meeting_id)
        topics = _topics(unit, meeting_id)
        places = [one.id for one in topics]
        if after_id is not None:
            _of_meeting(places, [after_id])
        fresh = AgendaItem(meeting_id=meeting_id, title="", position=len(topics))
        made = add_record(unit, fresh, {"title": title, **fields})
        topics.insert(len(places) if after_id is None else places.index(after_id) + 1, made)
        _number(unit, topics)
        return unit.get(AgendaItem, made.id)


def update(store: Store, *, item_id: int, **changes: object) -> AgendaItem:
    """Change fields of a topic: title, priority, minutes, done."""
    with store.write("agendas.update") as unit:
        return update_record(unit, AgendaItem, item_id, changes)


def check(store: Store, *, item_id: int, done: bool = True) -> AgendaItem:
    """Tick a topic that was spoken about, or take the tick off."""
    with store.write("agendas.check") as unit:
        return update_record(unit, AgendaItem, item_id, {"done": done})


def move(store: Store, *, item_id: int, direction: Direction) -> None:
    """Move a topic one place up or down; at the end of the agenda nothing happens."""
    with store.write("agendas.move") as unit:
        topics = _topics(unit, unit.get(AgendaItem, item_id).meeting_id)
        place = [one.id for one in topics].index(item_id)
        other = place + (-1 if direction == "up" else 1)
        if 0 <= other < len(topics):
            topics[place], topics[other] = topics[other], topics[place]
            _number(unit, topics)


def reorder(store: Store, *, meeting_id: int, item_ids: Sequence[int]) -> list[AgendaItem]:
    """Put the topics into the order of `item_ids`; those not named follow in theirs.

    Raises `UserError` for a topic of another meeting.
    """
    with store.write("agendas.reorder") as unit:
        topics = _topics(unit, meeting_id)
        _of_meeting([one.id for one in topics], item_ids)
        places = {item_id: place for place, item_id in enumerate(item_ids)}
        _number(unit, sorted(topics, key=lambda one: places.get(one.id, len(places))))
        return _topics(unit, meeting_id)


def delete(store: Store, *, item_id: int) -> None:
    """Take a topic off the agenda."""
    with store.write("agendas.delete") as unit:
        unit.get(AgendaItem, item_id)
        unit.delete(AgendaItem, item_id)


def _topics(unit: Unit, meeting_id: int) -> list[AgendaItem]:
    return unit.find(AgendaItem, meeting_id=meeting_id, order_by=("position", "id"))


def _number(unit: Unit, topics: Iterable[AgendaItem]) -> None:
    for place, one in enumerate(topics):
        if one.position != place:
            unit.update(AgendaItem, one.id, position=place)


def _of_meeting(known: Sequence[int], wanted: Iterable[int]) -> None:
    if not set(wanted) <= set(known):
        raise UserError(
            "topic_elsewhere",
            N_("This topic is not on the agenda of this meeting: refresh the view."),
        )
