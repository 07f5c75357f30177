"""Commands that change records: `add` and `set`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from csdesk.cli.at_meeting import (
    asked_people,
    command_at,
    fields_of,
    meeting_hints,
    meeting_of,
    place_at,
)
from csdesk.cli.context import Call, common
from csdesk.cli.speaking import command
from csdesk.domain.codes import AcceptanceResult, PointKind, RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import (
    Baseline,
    Contact,
    Contract,
    Customer,
    Deal,
    Decision,
    Goal,
    GoalValue,
    Meeting,
    Note,
    Outcome,
    PlanRow,
    Project,
    Record,
    Risk,
    User,
    Workspace,
)
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable
from csdesk.domain.records_kickoff import GoalConfirmation, HandoverPoint

if TYPE_CHECKING:
    from csdesk.app.edits import EditContext
    from csdesk.app.handle import Reader, Store


@dataclass(frozen=True, kw_only=True, slots=True)
class Noun:
    """What a word of the command line is: its record, its commands, its words for errors."""

    kind: type[Record]
    module: str
    row_kind: RowKind | None = None
    of_customer: bool = True
    id_argument: str = ""
    defaults: Mapping[str, str] | None = None
    of_project: bool = False
    suffix: str = ""  # of its commands, in a module of several nouns
    only: Mapping[str, object] | None = None  # what its records have in common

    def command(self, name: str) -> Callable[..., Any]:
        """Return the command's function; its module loads now."""
        function: Callable[..., Any] = getattr(
            import_module(f"csdesk.app.commands.{self.module}"), name + self.suffix
        )
        return function

    @property
    def create(self) -> Callable[..., Record]:
        """Return the command that adds a record."""
        if self.row_kind is not None:
            from csdesk.app.commands.rows import add as add_row

            return partial(add_row, kind=self.row_kind)
        return self.command("agree" if self.kind is Baseline else "create")


NOUNS: Mapping[str, Noun] = {
    "item": Noun(kind=PlanRow, module="items", row_kind=RowKind.ITEM),
    "milestone": Noun(kind=PlanRow, module="items", row_kind=RowKind.MILESTONE),
    "phase": Noun(kind=PlanRow, module="items", row_kind=RowKind.PHASE),
    "customer": Noun(
        kind=Customer, module="customers", of_customer=False, id_argument="customer_id"
    ),
    "user": Noun(kind=User, module="users", of_customer=False, id_argument="user_id"),
    "contact": Noun(kind=Contact, module="contacts", id_argument="contact_id"),
    "project": Noun(kind=Project, module="projects", id_argument="project_id"),
    "meeting": Noun(kind=Meeting, module="meetings", id_argument="meeting_id"),
    "deal": Noun(kind=Deal, module="deals", id_argument="deal_id"),
    "contract": Noun(kind=Contract, module="contracts", id_argument="contract_id"),
    "goal": Noun(kind=Goal, module="goals", id_argument="goal_id"),
    "outcome": Noun(kind=Outcome, module="outcomes", id_argument="outcome_id"),
    "risk": Noun(kind=Risk, module="risks", id_argument="risk_id"),
    "decision": Noun(
        kind=Decision, module="decisions", id_argument="decision_id", defaults={"day": "today"}
    ),
    "baseline": Noun(
        kind=Baseline, module="baselines", id_argument="baseline_id", of_project=True
    ),
    "deliverable": Noun(
        kind=Deliverable, module="scope", id_argument="deliverable_id", of_project=True,
        suffix="_deliverable",
    ),
    "criterion": Noun(
        kind=Criterion, module="scope", id_argument="criterion_id", of_project=True,
        suffix="_criterion",
    ),
    "defect": Noun(kind=Defect, module="defects", id_argument="defect_id", of_project=True),
    "note": Noun(kind=Note, module="notes", id_argument="note_id", defaults={"day": "today"}),
    **{
        name: Noun(
            kind=HandoverPoint, module="handover", id_argument="point_id", suffix="_point",
            only={"kind": kind},
        )
        for name, kind in (
            ("pain", PointKind.PAIN), ("promise", PointKind.PROMISE), ("key-date", PointKind.DATE),
            ("touchpoint", PointKind.TOUCHPOINT),
        )
    },
}  # fmt: skip
# What a refusal is asked back with -> the argument that lets it pass, and the question.
_ASKED_BACK: Mapping[str, tuple[str, str]] = {
    "contact_name_known": ("like_another", N_("Add another person?")),
    "kickoff_held": ("again", N_("Add another kickoff?")),
}
_OF_GOAL: Mapping[str, type[GoalValue] | type[GoalConfirmation]] = {
    "goal-value": GoalValue, "goal-confirmation": GoalConfirmation,
}  # fmt: skip
_NUMBER = re.compile(r"A\d+", re.IGNORECASE)  # of an item, which is then meant


@command(
    N_(
        "Add a record. WHAT is customer, user, contact, project, phase, milestone, item, meeting, "
        "deal, contract, goal, goal-value, goal-confirmation, outcome, risk, decision, note, "
        "baseline, deliverable, criterion, defect, pain, promise, key-date or touchpoint."
    ),
    N_(
        "A wrong FIELD is answered with those there are. A date may be today+5, an amount 12k, an "
        "owner a name of ours or of theirs."
    ),
    N_(
        'A baseline is the plan as it stands, agreed: add baseline agreed_by="Mei Lin" '
        "--customer acme"
    ),
    example=N_(
        'csdesk add item title="Send the menu list" owner="Mei Lin" due=today+5 --customer acme'
    ),
)
@click.argument("noun", metavar="WHAT", type=click.Choice([*NOUNS, *_OF_GOAL]))
@click.argument("pairs", metavar="FIELD=VALUE …", nargs=-1)
@click.option("--customer", metavar="C", help=N_("The customer: name, code or id."))
@common
def add(call: Call, noun: str, pairs: tuple[str, ...], customer: str | None) -> None:
    """Add a record."""
    from csdesk.app.edits import split_pairs, typed_values
    from csdesk.app.queries.lists import record_line

    texts = split_pairs(pairs)
    record: Record
    with call.store() as store:
        if noun in _OF_GOAL:
            record = _add_to_goal(call, store, noun, texts, customer)
        else:
            entry = NOUNS[noun]
            with store.read() as reader:
                own = {name: texts.pop(name) for name in fields_of(noun) if name in texts}
                context, project_id = _context(
                    call, store, reader, entry, customer,
                    project="meeting" not in own or call.project is not None,
                )  # fmt: skip
                meeting = meeting_of(own, context)
                defaults = dict(entry.defaults or {}) if meeting is None else {}
                values = typed_values(entry.kind, defaults | texts, context, also=fields_of(noun))
                values |= asked_people(noun, own, context)
                _tell_owner(call, values, context)
                near = _near_customer(reader, texts) if entry.kind is Customer else None
            if near is not None:
                call.warn(
                    call.words.text(
                        "Nearly the same name as {other}: one customer or two?", other=near
                    )
                )
            values |= entry.only or {}
            if meeting is None:
                values |= _place(entry, context, project_id)
                record = _made(call, entry.create, store, values)
            else:
                values |= place_at(noun, meeting, values, project_id)
                record = _made(call, command_at(noun), store, values)
        hints = meeting_hints(call, store, record) if isinstance(record, Meeting) else []
    number = getattr(record, "number", None)
    line = record_line(record)
    if number is not None:
        line["number"] = f"{'P' if isinstance(record, Defect) else 'A'}{number}"
    name = str(line.get("number") or line.get("code") or record.id)
    said = call.words.text("Added: {noun} {name}.", noun=noun, name=name)
    call.answer(line, "\n".join([said, *hints]))


def _place(entry: Noun, context: "EditContext", project_id: int | None) -> dict[str, object]:
    """Return what a new record belongs to."""
    if entry.of_project or entry.row_kind is not None:
        return {"project_id": project_id}
    if not entry.of_customer:
        return {}
    assert context.customer is not None  # noqa: S101  (asked for before)
    return {"customer_id": context.customer.id}


def _made(
    call: Call, create: Callable[..., Record], store: "Store", values: dict[str, object]
) -> Record:
    try:
        return create(store, **values)
    except TypeError as error:
        missing = [part for part in str(error).split("'") if part.isidentifier()]
        if "missing" not in str(error):
            raise
        raise UserError(
            "field_missing", N_("Say {field}=… too."), field=", ".join(missing)
        ) from error
    except UserError as error:
        if error.code not in _ASKED_BACK:
            raise
        anyway, question = _ASKED_BACK[error.code]
        call.agree(_add_anyway(call, error, question), error)
        return create(store, **{anyway: True}, **values)


def _near_customer(reader: "Reader", texts: Mapping[str, str]) -> str | None:
    """Return the name of a customer that is nearly called like a new one."""
    from csdesk.app.imports.known import CustomerMatcher
    from csdesk.domain.matching import match_key

    name = texts.get("name", "")
    matcher = CustomerMatcher(reader.find(Customer))
    if not match_key(name) or matcher.known_id(name) is not None:
        return None
    found = matcher.near(match_key(name), name)
    return None if found is None else found.name


def _add_anyway(call: Call, error: UserError, question: str) -> str:
    from csdesk.app.error_text import error_text

    return call.words.sentences([
        error_text(error, call.words), call.words.text(question),
    ])  # fmt: skip


def _add_to_goal(
    call: Call, store: "Store", noun: str, texts: dict[str, str], customer: str | None
) -> GoalValue | GoalConfirmation:
    from csdesk.app.commands import goals
    from csdesk.app.edits import EditContext, typed_values
    from csdesk.app.resolve import find_record

    with store.read() as reader:
        owner = call.find_customer(reader, _needed(call, customer))
        if not texts.get("goal"):
            raise UserError("field_missing", N_("Say {field}=… too."), field="goal")
        goal = find_record(reader, Goal, texts.pop("goal"), customer_id=owner.id)
        context = EditContext(
            reader=reader, today=store.today(), customer=owner, currency=owner.currency
        )
        values: dict[str, Any] = typed_values(_OF_GOAL[noun], texts, context)
    if noun == "goal-value":
        return goals.add_value(store, goal_id=goal.id, **values)
    if "confirmed_by" not in values:
        raise UserError("field_missing", N_("Say {field}=… too."), field="confirmed_by")
    return goals.confirm(store, goal_id=goal.id, **values)


@command(
    N_("Change a record (set item A12 status=done) or a setting of the workspace (set KEY VALUE)."),
    N_(
        "Fields of the workspace are company, support_mail, support_phone, language, country, "
        "currency, timezone, stage, golden_days, start_date; a KEY with a point, such as "
        "question.NAME, is kept as it is. A status may say the day it came true: status=done "
        "on=2026-11-20."
    ),
    N_("What the customer signed: set project P1 acceptance=accepted on=today (or punch_list)."),
    example=N_("csdesk set item A12 status=done --customer acme"),
)
@click.argument("words", metavar="WHAT …", nargs=-1)
@click.option("--customer", metavar="C", help=N_("The customer: name, code or id."))
@common
def set_values(call: Call, words: tuple[str, ...], customer: str | None) -> None:
    """Change a record or a setting."""
    if words and _NUMBER.fullmatch(words[0]):
        words = ("item", *words)
    if len(words) >= 3 and words[0] in NOUNS:
        _set_record(call, words[0], words[1], words[2:], customer)
    elif len(words) == 2 and words[0] not in NOUNS:
        _set_key(call, words[0], words[1])
    else:
        raise click.UsageError(
            call.words.text("Write: set KEY VALUE, or: set item A12 FIELD=VALUE … --customer C")
        )


def _set_record(
    call: Call, noun: str, name: str, pairs: tuple[str, ...], customer: str | None
) -> None:
    from csdesk.app.edits import code_of, split_pairs, typed_values
    from csdesk.app.queries.lists import record_line

    entry = NOUNS[noun]
    record: Record
    with call.store() as store:
        with store.read() as reader:
            context, _ = _context(call, store, reader, entry, customer, project=False)
            record = _found(call, reader, entry, name, context.customer)
            texts = split_pairs(pairs)
            also = _also(entry)
            own = {name: texts.pop(name) for name in also if name in texts}
            values = typed_values(entry.kind, texts, context, also=also)
            _tell_owner(call, values, context)
            if own.get("on"):
                values["on"] = _past(call.day(own["on"], context.today), context.today)
            if "acceptance" in own:
                values["acceptance"] = code_of("acceptance", AcceptanceResult, own["acceptance"])
        if entry.row_kind is not None:
            entry.command("update")(store, row_ids=[record.id], **values)
        else:
            _updated(store, entry, record.id, values)
        with store.read() as reader:
            record = reader.get(entry.kind, record.id)
    call.answer(
        record_line(record), call.words.text("Changed: {noun} {name}.", noun=noun, name=name)
    )


def _found(
    call: Call, reader: "Reader", entry: Noun, name: str, customer: Customer | None
) -> Record:
    """Return the record of a noun that is called so; most belong to a customer."""
    from csdesk.app.resolve import find_customer, find_meeting, find_record, find_row, find_user

    if entry.kind is Customer:
        return find_customer(reader, name)
    if entry.kind is User:
        return find_user(reader, name)
    assert customer is not None  # noqa: S101  (asked for before)
    if entry.row_kind is not None:
        return find_row(reader, customer, name, kinds=(entry.row_kind,))
    if entry.kind is Meeting:
        return find_meeting(reader, name, customer)
    where: dict[str, object] = {"customer_id": customer.id}
    if entry.of_project:
        where = {"project_id": call.find_project(reader, customer).id}
    return find_record(reader, entry.kind, name, **where | dict(entry.only or {}))


def find_named(
    call: Call, store: "Store", reader: "Reader", noun: str, name: str, customer: str | None
) -> tuple[Noun, Record]:
    """Return what a word of the command line is, and the record of it that is called so."""
    entry = NOUNS[noun]
    context, _ = _context(call, store, reader, entry, customer, project=False)
    return entry, _found(call, reader, entry, name, context.customer)


def _also(entry: Noun) -> tuple[str, ...]:
    """Return what `set` takes beside the fields of a record."""
    if entry.row_kind is not None:
        return ("on",)
    return ("acceptance", "on") if entry.kind is Project else ()


def _tell_owner(call: Call, values: Mapping[str, object], context: "EditContext") -> None:
    """Warn of an owner whom nobody knows, and of those who are nearly called so."""
    from csdesk.app.queries.owners import near_owners

    name = str(values.get("owner_name") or "")
    if not name:
        return
    said = [call.words.text(
        "{name} is none of our people and no contact of theirs; the name is kept as written.",
        name=name,
    )]  # fmt: skip
    if near := near_owners(context.reader, context.customer, name):
        said.append(call.words.text("Is it {names}?", names=call.words.join(near)))
    call.warn(call.words.sentences(said))


def _past(day: date, today: date) -> date:
    """Return the day on which something came true; raises `UserError` for one ahead."""
    if day > today:
        raise UserError(
            "done_in_future", N_("{day} has not come yet: record it when it is done."), day=day
        )
    return day


def _updated(store: "Store", entry: Noun, record_id: int, values: dict[str, Any]) -> None:
    """Change a record; the result of an acceptance, with its day, is a command of its own."""
    accepted = {
        name: values.pop(key)
        for name, key in (("result", "acceptance"), ("on", "on"))
        if key in values
    }
    if "result" in accepted:
        from csdesk.app.commands.projects import record_acceptance

        record_acceptance(store, project_id=record_id, **accepted)
    elif accepted:
        raise UserError("field_missing", N_("Say {field}=… too."), field="acceptance")
    if values:
        entry.command("update")(store, **{entry.id_argument: record_id}, **values)


def _set_key(call: Call, key: str, value: str) -> None:
    from csdesk.app.commands import settings, workspace
    from csdesk.app.edits import EditContext, typed_values
    from csdesk.app.fields import field_types
    from csdesk.app.queries.lists import read_filter
    from csdesk.app.questions import PREFIX, parse_question

    with call.store() as store:
        if key in field_types(Workspace):
            with store.read() as reader:
                context = EditContext(
                    reader=reader, today=store.today(), customer=None, currency=""
                )
                values = typed_values(Workspace, {key: value}, context)
            workspace.update(store, **values)  # type: ignore[arg-type]
        elif "." in key:
            if key.startswith(PREFIX):
                question = parse_question(key.removeprefix(PREFIX), value)
                if question.filter_by is not None:
                    read_filter(question.noun, question.filter_by)
            settings.put(store, key=key, value=value)
        else:
            raise UserError(
                "setting_unknown",
                N_(
                    "There is no setting {key}. There are: {known}; a key of your own has a "
                    "point in it, such as question.NAME."
                ),
                key=key,
                known=", ".join(sorted(field_types(Workspace))),
            )
    call.answer({"key": key, "value": value}, call.words.text("{key} is set.", key=key))


def _context(
    call: Call,
    store: "Store",
    reader: "Reader",
    entry: Noun,
    customer: str | None,
    *,
    project: bool = True,
) -> "tuple[EditContext, int | None]":
    from csdesk.app.edits import EditContext

    owner = None
    if entry.of_customer:
        owner = call.find_customer(reader, _needed(call, customer))
    project_id = None
    if project and owner is not None and (entry.of_project or entry.row_kind is not None):
        project_id = call.find_project(reader, owner).id
    currency = owner.currency if owner is not None else store.workspace.currency
    context = EditContext(reader=reader, today=store.today(), customer=owner, currency=currency)
    return context, project_id


def _needed(call: Call, customer: str | None) -> str:
    if customer is None:
        raise click.UsageError(call.words.text("Say which customer is meant: --customer C."))
    return customer
