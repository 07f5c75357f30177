"""`csdesk meeting series` and `escalate`: a customer's cadences, and what falls through."""

from typing import TYPE_CHECKING, Any, cast

import click

from csdesk.cli.context import Call
from csdesk.cli.lists import table_text
from csdesk.cli.meetings import Said
from csdesk.domain.codes import Language
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Json

if TYPE_CHECKING:
    from csdesk.app.handle import Store
    from csdesk.app.queries.series import SeriesLine
    from csdesk.domain.records import Customer
    from csdesk.domain.records_kickoff import MeetingSeries

_COLUMNS = ("id", "kind", "title", "often", "next", "held", "people")


def series(call: Call, said: Said) -> None:
    """List the series of a customer, after adding, changing or ending one."""
    from csdesk.app.edits import EditContext
    from csdesk.app.meeting_edits import find_series, series_values
    from csdesk.app.queries.series import list_series

    with call.store() as store:
        with store.read() as reader:
            owner = call.find_customer(reader, _customer(call, said))
            context = EditContext(
                reader=reader, today=store.today(), customer=owner, currency=owner.currency
            )
            values = series_values(said.texts, context)
            known = None if not said.name else find_series(context, owner, said.name)
            if said.name and known is None and "start" not in values:
                raise _no_series(said.name)
        if "start" in values:
            _create(call, store, owner, said, values)
        elif known is not None and values:
            _change(store, known, values)
        lines = [_line(call, one) for one in list_series(store, owner.id)]
    call.answer(cast("Json", lines), table_text(call, lines, _COLUMNS))


def _create(
    call: Call, store: "Store", owner: "Customer", said: Said, values: dict[str, Any]
) -> None:
    from csdesk.app.commands import series as commands
    from csdesk.app.meeting_edits import kind_of

    kind = kind_of(said.name) if said.name else values.pop("kind", None)
    if kind is None:
        raise click.UsageError(
            call.words.text("Say the kind of the meetings, such as progress or check_in.")
        )
    if call.project is not None:
        with store.read() as reader:
            values["project_id"] = call.find_project(reader, owner).id
    commands.create(store, customer_id=owner.id, kind=kind, **values)


def _change(store: "Store", known: "MeetingSeries", values: dict[str, Any]) -> None:
    from csdesk.app.commands import series as commands

    ends = values.pop("end", None)
    people = {name: values.pop(name) for name in ("contact_ids", "user_ids") if name in values}
    since = values.pop("since", None)
    rule = values.pop("rule", None)
    if rule is not None or since is not None:
        commands.reschedule(
            store,
            series_id=known.id,
            since=since or store.today(),
            rule=rule,
            at=values.pop("at", None),
        )
    if values:
        commands.update(store, series_id=known.id, **values)
    if people:
        commands.join(store, series_id=known.id, **people)
    if ends is not None:
        commands.end(store, series_id=known.id, on=ends)


def _line(call: Call, line: "SeriesLine") -> dict[str, Json]:
    from csdesk.app.meeting_text import meets_text, rule_text

    found = line.series
    return {
        "id": found.id,
        "kind": found.kind.value,
        "title": found.title,
        "rule": found.rule,
        "often": rule_text(found.rule, found.start, call.words),
        "start": found.start.isoformat(),
        "at": None if found.at is None else f"{found.at:%H:%M}",
        "minutes": found.minutes,
        "place": found.place,
        "ended_on": None if found.ended_on is None else found.ended_on.isoformat(),
        "next": None if line.next is None else line.next.day.isoformat(),
        "held": line.held,
        "people": ", ".join(one.name for one in line.members),
        "days": [meets_text(one, call.words) for one in line.days],
    }


def escalate(call: Call, said: Said) -> None:
    """Propose the text for meetings that fall through, or record an effort."""
    from csdesk.app.commands import efforts
    from csdesk.app.queries.lists import record_line

    with call.store() as store:
        with store.read() as reader:
            owner = call.find_customer(reader, _customer(call, said))
        if "log" in said.texts:
            day = call.day(said.texts["on"], store.today()) if said.texts.get("on") else None
            note = efforts.log(store, customer_id=owner.id, text=said.texts["log"], day=day)
            message = call.words.text("Recorded: {text}", text=note.text)
            call.answer(record_line(note), message)
            return
        found = _proposals(call, store, owner, said)
    texts = [f"{one['subject']}\n\n{one['body']}" for one in found]
    nothing = call.words.text("Nothing fell through twice in a row.")
    call.answer(cast("Json", found), "\n".join(texts) or nothing)


def _proposals(call: Call, store: "Store", owner: "Customer", said: Said) -> list[dict[str, Json]]:
    from csdesk.app.escalations import write_escalation
    from csdesk.app.meeting_edits import kind_of
    from csdesk.app.queries.escalation import open_obstacles

    kind = kind_of(said.name) if said.name else None
    wanted = [one for one in open_obstacles(store, owner.id) if kind is None or one.kind is kind]
    chosen = said.texts.get("language")
    language = None if chosen is None else _language(chosen)
    lines: list[dict[str, Json]] = []
    for one in wanted:
        text = write_escalation(
            store, owner.id, kind=one.kind, project_id=one.project_id, language=language
        )
        lines.append({
            "kind": one.kind.value,
            "misses": one.misses,
            "to": text.to,
            "subject": text.subject,
            "body": text.body,
        })  # fmt: skip
    return lines


def _language(text: str) -> Language:
    for one in Language:
        if one.value.casefold() == text.casefold():
            return one
    raise UserError(
        "language_unknown",
        N_("There is no language {name}. Known: {known}."),
        name=text,
        known=", ".join(one.value for one in Language),
    )


def _customer(call: Call, said: Said) -> str:
    if said.customer is None:
        raise click.UsageError(call.words.text("Say which customer is meant: --customer C."))
    return said.customer


def _no_series(name: str) -> UserError:
    return UserError(
        "no_series",
        N_("There is no series {name}. Give start=… to add one, or look at: csdesk list series."),
        name=name,
    )
