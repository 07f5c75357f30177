"""`field=value` texts become typed values of a record, as `add` and `set` take them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from csdesk.app.fields import ALIASES, field_types
from csdesk.app.resolve import find_contact, find_project, find_record, find_row, find_user
from csdesk.data.reader import Reader
from csdesk.domain import labels
from csdesk.domain.codes import RowKind, Side
from csdesk.domain.day_text import day_of, read_day
from csdesk.domain.errors import N_, UserError
from csdesk.domain.money import AmountError, is_currency, parse_amount
from csdesk.domain.records import Contact, Customer, Outcome, PlanRow, Project, Record
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable
from csdesk.domain.records_kickoff import Handover
from csdesk.i18n import LANGUAGES, Translator

_YES = frozenset({"true", "yes", "y", "1", "是"})
_NO = frozenset({"false", "no", "n", "0", "否"})


@dataclass(frozen=True, kw_only=True, slots=True)
class EditContext:
    """Where an edit happens: names in values are looked up here."""

    reader: Reader
    today: date
    customer: Customer | None
    currency: str


def split_pairs(pairs: Sequence[str]) -> dict[str, str]:
    """Return `FIELD=VALUE` texts as a dict; refuse one without an equals sign."""
    values: dict[str, str] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or not name.strip():
            raise UserError(
                "pair_wrong",
                N_("{pair} is not of the form FIELD=VALUE, such as status=done."),
                pair=pair,
            )
        values[name.strip()] = value.strip()
    return values


def typed_values(
    kind: type[Record],
    texts: Mapping[str, str],
    context: EditContext,
    *,
    also: Sequence[str] = (),
) -> dict[str, object]:
    """Return values of the fields' types; people, rows and money are looked up and read.

    `owner=NAME` finds our people and the customer's contacts, `milestone=`, `phase=` and
    `project=` find rows and projects, `amount=12k` reads money, a code may be its label in any
    language, a date `today+7`, an empty text takes a value away. `also` are names that the caller
    takes, for the list that answers a wrong one.
    """
    known = field_types(kind)
    # PlanRow has a date called target and Goal a number: aliases hold where the column exists.
    values: dict[str, object] = {}
    for name, text in texts.items():
        column = name
        if name not in known and ALIASES.get(name) in known:
            column = ALIASES[name]
        special = _special(kind, name, text, context)
        if special is not None:
            values |= special
        elif f"{column}_minor" in known:
            values |= _money(column, text, texts, context)
        elif column in known:
            field_type = known[column]
            if not text and field_type.optional:
                values[column] = None
            else:
                values[column] = _typed(column, field_type.base, text, context.today)
        else:
            raise UserError(
                "field_unknown",
                N_("{field} cannot be set here. What can be set: {choices}."),
                field=name,
                choices=", ".join(sorted([*_choices(kind, known), *also])),
            )
    return values


def _choices(kind: type[Record], known: Collection[str]) -> list[str]:
    """Return the names that people use for what can be set, those looked up by name first."""
    by_name = {
        **dict.fromkeys(("owner_user_id", "owner_contact_id", "owner_name", "owner_id"), "owner"),
        "leads_to_id": "milestone", "milestone_id": "milestone", "project_id": "project",
        "contact_id": "contact",
        "deliverable_id": "deliverable", "criterion_id": "criterion",
        "sales_user_id": "sales_lead", "stage_by_hand": "stage",
    }  # fmt: skip
    names = {by_name.get(name, name).removesuffix("_minor") for name in known}
    if kind is PlanRow:
        names |= {"phase", "due"}
    return sorted(name for name in names - {"source_uid"} if not name.endswith("_id"))


def _special(
    kind: type[Record], name: str, text: str, context: EditContext
) -> dict[str, object] | None:
    """Resolve names of people, rows and projects; None when the field is a plain one."""
    customer = context.customer
    if name == "owner" and kind is PlanRow:
        return _row_owner(text, context)
    if name == "sales_lead" and kind is Handover:
        return _sales_lead(text, context)
    if name == "owner" and kind is Customer:
        return {"owner_id": find_user(context.reader, text).id if text else None}
    if customer is None:
        return None
    if name == "milestone" and kind is PlanRow:
        found = find_row(context.reader, customer, text, kinds=(RowKind.MILESTONE,))
        return {"leads_to_id": found.id}
    if name == "milestone" and kind is Outcome:
        found = find_row(context.reader, customer, text, kinds=(RowKind.MILESTONE,))
        return {"milestone_id": found.id}
    if name in {"phase", "parent"} and kind is PlanRow:
        kinds = (RowKind.PHASE, RowKind.GROUP)
        return {"parent_id": find_row(context.reader, customer, text, kinds=kinds).id}
    if (kind, name) in ((Criterion, "deliverable"), (Defect, "criterion")):
        return _part_of(context.reader, customer, name, text)
    if kind is Defect and name == "owner":
        side = _row_owner(text, context).get("side")
        return {"owner": text} | ({"side": side} if side is not None else {})
    if name == "successor" and kind is Contact:
        person = find_contact(context.reader, customer, text) if text else None
        return {"successor_id": None if person is None else person.id}
    if name == "project" and "project_id" in field_types(kind):
        return {"project_id": find_project(context.reader, customer, text).id}
    if name == "contact" and "contact_id" in field_types(kind):
        return {"contact_id": find_contact(context.reader, customer, text).id}
    return None


def _part_of(reader: Reader, customer: Customer, name: str, text: str) -> dict[str, object]:
    """Return the deliverable of a criterion, or the criterion of a defect."""
    projects = [one.id for one in reader.find(Project, customer_id=customer.id)]
    kind: type[Record] = Deliverable if name == "deliverable" else Criterion
    found = find_record(reader, kind, text, project_id=projects) if text else None
    return {f"{name}_id": None if found is None else found.id}


def _sales_lead(text: str, context: EditContext) -> dict[str, object]:
    """Return who sold it: one of ours, else a name as written."""
    try:
        return {"sales_user_id": find_user(context.reader, text).id, "sales_lead": ""}
    except UserError as error:
        if error.code != "not_found":
            raise
    return {"sales_user_id": None, "sales_lead": text}


def _row_owner(text: str, context: EditContext) -> dict[str, object]:
    """Return owner and side of a row: one of ours, a contact, or a name in no list."""
    nobody: dict[str, object] = {
        "owner_user_id": None, "owner_contact_id": None, "owner_name": "",
    }  # fmt: skip
    if not text:
        return nobody
    person: Contact | None = None
    if context.customer is not None:
        try:
            person = find_contact(context.reader, context.customer, text)
        except UserError as error:
            if error.code != "not_found":
                raise
    if person is not None:
        return nobody | {"owner_contact_id": person.id, "side": person.side}
    try:
        return nobody | {"owner_user_id": find_user(context.reader, text).id, "side": Side.US}
    except UserError as error:
        if error.code != "not_found":
            raise
    return nobody | {"owner_name": text}


def _money(
    column: str, text: str, texts: Mapping[str, str], context: EditContext
) -> dict[str, object]:
    if not text:
        return {f"{column}_minor": None}
    currency = texts.get("currency", "").upper()
    try:
        amount = parse_amount(text, None, currency if is_currency(currency) else context.currency)
    except AmountError as error:
        raise UserError(error.code, error.message, field=column) from error
    return {f"{column}_minor": amount.minor, "currency": amount.currency}


def _typed(name: str, base: type, text: str, today: date) -> object:
    if issubclass(base, StrEnum):
        return code_of(name, base, text)
    if base is bool:
        folded = text.casefold()
        if folded in _YES | _NO:
            return folded in _YES
        raise _wrong(name, text, "yes, no")
    try:
        if base is date:
            return day_of(read_day(text), today)
        if base is time:
            return time.fromisoformat(text)
        if base is int:
            return int(text)
        if base is Decimal:
            return Decimal(text)
    except (ValueError, InvalidOperation) as error:
        samples = {date: "2026-11-30, today+7", time: "14:30", int: "12", Decimal: "12.5"}
        raise _wrong(name, text, samples[base]) from error
    return text


def code_of(name: str, base: type[StrEnum], text: str) -> StrEnum:
    """Return the code of a field by its value or its label; `UserError` "field_type" for none."""
    folded = text.casefold().replace("-", "_").replace(" ", "_")
    for code in base:
        if code.value.casefold() in {folded, text.casefold()}:
            return code
    found = [code for code in base if text.casefold() in _labels_of(base, code)]
    if len(found) == 1:
        return found[0]
    raise UserError(
        "field_type",
        N_("{value} does not fit into {field}: write one of {choices}."),
        field=name,
        value=text,
        choices=", ".join(code.value for code in base),
    )


def _labels_of(base: type[StrEnum], code: StrEnum) -> set[str]:
    for table in vars(labels).values():
        if isinstance(table, dict) and table and all(isinstance(key, base) for key in table):
            msgid = str(table[code]) if code in table else ""
            return {Translator(language).text(msgid).casefold() for language in LANGUAGES} - {""}
    return set()


def _wrong(name: str, value: str, sample: str) -> UserError:
    return UserError(
        "field_type",
        N_("{value} does not fit into {field}: write it like {sample}."),
        field=name,
        value=value,
        sample=sample,
    )
