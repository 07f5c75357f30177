"""`csdesk meeting agenda`: the topics of a meeting, shown and changed."""

from typing import TYPE_CHECKING, cast

from csdesk.cli.context import Call
from csdesk.cli.lists import table_text
from csdesk.cli.meetings import Said, meant
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.app.queries.agendas import AgendaView

_COLUMNS = ("n", "title", "priority", "minutes", "done")


def agenda(call: Call, said: Said) -> None:
    """Show the agenda of a meeting after the change that was asked for."""
    from csdesk.app.queries.agendas import load_agenda

    with call.store() as store:
        _, found = meant(call, store, said)
        _change(store, found.id, dict(said.texts))
        view = load_agenda(store, found.id)
    lines: list[dict[str, Json]] = [
        {
            "n": place,
            "id": one.id,
            "title": one.title,
            "hint": one.hint,
            "priority": one.priority.value,
            "minutes": one.minutes,
            "done": one.done,
        }
        for place, one in enumerate(view.topics, 1)
    ]
    text = table_text(call, lines, _COLUMNS)
    call.answer(cast("Json", lines), f"{text}\n{_time(call, view)}" if lines else text)


def _time(call: Call, view: "AgendaView") -> str:
    words = call.words
    over = -view.time.spare
    taken = words.text(
        "{planned} of {length} minutes; {left} left",
        planned=view.time.planned, length=view.length, left=view.time.left,
    )  # fmt: skip
    if over <= 0:
        return taken
    return words.facts([taken, words.text("{n} minutes too long", n=over)])


def _change(store: "Store", meeting_id: int, texts: dict[str, str]) -> None:
    from csdesk.app.agendas import shipped_agendas
    from csdesk.app.commands import agendas
    from csdesk.app.edits import EditContext
    from csdesk.app.meeting_edits import kind_of, topic_values

    if "apply" in texts:
        wanted = texts.pop("apply")
        kind = kind_of(wanted)
        if wanted and kind is None:
            raise UserError(
                "no_agenda",
                N_("There is no agenda for this kind of meeting. There is one for: {known}."),
                known=", ".join(one.value for one in shipped_agendas()),
            )
        agendas.apply(store, meeting_id=meeting_id, kind=kind)
    if "add" in texts:
        title = texts.pop("add")
        with store.read() as reader:
            context = EditContext(reader=reader, today=store.today(), customer=None, currency="")
            values = topic_values(texts, context)
        agendas.add(store, meeting_id=meeting_id, title=title, **values)
        texts = {}
    for name in ("tick", "drop"):
        if name in texts:
            item_id = _topic(store, meeting_id, texts.pop(name))
            if name == "tick":
                agendas.check(store, item_id=item_id)
            else:
                agendas.delete(store, item_id=item_id)
    if texts:
        raise UserError(
            "field_unknown",
            N_("{field} cannot be set here. What can be set: {choices}."),
            field=next(iter(texts)),
            choices="apply, add, minutes, priority, tick, drop",
        )


def _topic(store: "Store", meeting_id: int, text: str) -> int:
    from csdesk.app.queries.agendas import load_agenda

    topics = load_agenda(store, meeting_id).topics
    if not text.isdecimal() or not 1 <= int(text) <= len(topics):
        raise UserError(
            "no_topic",
            N_("{value} is no topic of this agenda: write its number, 1 to {n}."),
            value=text,
            n=len(topics),
        )
    return topics[int(text) - 1].id
