"""Filter expressions of the command line and of saved questions: `field op value [and …]`."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import cast

from csdesk.app.fields import ALIASES
from csdesk.domain.day_text import day_of, read_day
from csdesk.domain.errors import N_, UserError
from csdesk.domain.money import AmountError, from_minor, parse_amount
from csdesk.domain.records import Json

Line = Mapping[str, Json]
_TOKEN = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(<=|>=|!=|=|<|>|~)|([(),])|([^\s"'<>=!~(),]+))""")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_ORDER: Mapping[str, Callable[[int], bool]] = {
    "<": lambda sign: sign < 0,
    "<=": lambda sign: sign <= 0,
    ">": lambda sign: sign > 0,
    ">=": lambda sign: sign >= 0,
}


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    kind: str  # word, quoted, op, mark


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison; `values` has one entry but for `in`."""

    field: str
    op: str
    values: tuple[str, ...]


def parse_filter(expression: str) -> tuple[Condition, ...]:
    """Return the conditions of an expression; all of them must hold.

    Ops: `= != < <= > >= ~ in`. A value with blanks is quoted, `in` takes `(a, b)` or `a,b`, an
    empty value is `""`, a date may be `today-14`. Raises `UserError` "filter" with the place.
    """
    tokens = _tokens(expression)
    conditions: list[Condition] = []
    at = 0
    while at < len(tokens):
        if conditions:
            if tokens[at].text.casefold() != "and":
                raise _bad(expression, tokens[at].text)
            at += 1
        condition, at = _condition(tokens, at, expression)
        conditions.append(condition)
    if not conditions:
        raise _bad(expression, "")
    return tuple(conditions)


def matches(line: Line, conditions: tuple[Condition, ...], today: date) -> bool:
    """Say whether a line fulfils every condition. An unknown field is a `UserError`."""
    return all(_holds(line, condition, today) for condition in conditions)


def check_fields(conditions: tuple[Condition, ...], fields: Sequence[str]) -> None:
    """Refuse a condition on a field that no line has, also when there are no lines at all."""
    for condition in conditions:
        if condition.field not in fields and ALIASES.get(condition.field) not in fields:
            raise UserError(
                "filter_field",
                N_("There is no field {field} to filter by. The fields are: {fields}."),
                field=condition.field,
                fields=", ".join(fields),
            )


def check_codes(conditions: tuple[Condition, ...], codes: Mapping[str, Collection[str]]) -> None:
    """Refuse a value that no line can have, where a field holds one of a few codes."""
    for condition in conditions:
        name = condition.field if condition.field in codes else ALIASES.get(condition.field, "")
        if name not in codes or condition.op not in {"=", "!=", "in"}:
            continue
        known = {code.casefold() for code in codes[name]}
        for value in condition.values:
            if value and value.casefold() not in known:
                raise UserError(
                    "filter_value",
                    N_("{value} does not fit into {field}: write one of {choices}."),
                    field=condition.field,
                    value=value,
                    choices=", ".join(codes[name]),
                )


def _tokens(expression: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    body = expression.rstrip()
    while at < len(body):
        match = _TOKEN.match(body, at)
        if match is None:
            raise _bad(expression, body[at:])
        double, single, op, mark, word = match.groups()
        if op:
            tokens.append(_Token(op, "op"))
        elif mark:
            tokens.append(_Token(mark, "mark"))
        elif word is not None:
            tokens.append(_Token(word, "word"))
        else:
            tokens.append(_Token(double if double is not None else single, "quoted"))
        at = match.end()
    return tokens


def _condition(tokens: list[_Token], at: int, expression: str) -> tuple[Condition, int]:
    if at + 2 >= len(tokens) or tokens[at].kind != "word":
        raise _bad(expression, tokens[at].text if at < len(tokens) else "")
    name, op = tokens[at].text, tokens[at + 1]
    if op.kind == "word" and op.text.casefold() == "in":
        values, after = _list(tokens, at + 2, expression)
        return Condition(name, "in", values), after
    if op.kind != "op":
        raise _bad(expression, op.text)
    value, after = _value(tokens, at + 2, expression)
    return Condition(name, op.text, (value,)), after


def _value(tokens: list[_Token], at: int, expression: str) -> tuple[str, int]:
    """Join words up to `and`, so that `owner = Li Wei` needs no quotes."""
    if tokens[at].kind == "quoted":
        return tokens[at].text, at + 1
    words: list[str] = []
    while at < len(tokens) and tokens[at].kind == "word" and tokens[at].text.casefold() != "and":
        words.append(tokens[at].text)
        at += 1
    if not words:
        raise _bad(expression, tokens[at].text if at < len(tokens) else "")
    return " ".join(words), at


def _list(tokens: list[_Token], at: int, expression: str) -> tuple[tuple[str, ...], int]:
    bracketed = tokens[at].text == "(" and tokens[at].kind == "mark"
    at += bracketed
    values: list[str] = []
    while at < len(tokens):
        value, at = _value(tokens, at, expression)
        values.append(value)
        if at < len(tokens) and tokens[at].text == ",":
            at += 1
            continue
        break
    if bracketed:
        if at >= len(tokens) or tokens[at].text != ")":
            raise _bad(expression, ")")
        at += 1
    return tuple(values), at


def _holds(line: Line, condition: Condition, today: date) -> bool:
    name = condition.field
    if name not in line:
        name = ALIASES.get(name, name)
        check_fields((condition,), list(line))
    value = line[name]
    match condition.op:
        case "=" | "in":
            return any(_equal(value, wanted, name, today) for wanted in condition.values)
        case "!=":
            return not _equal(value, condition.values[0], name, today)
        case "~":
            return condition.values[0].casefold() in _text(value).casefold()
    signs = [
        _compare(part, condition.values[0], name, today)
        for part in (value if isinstance(value, list) else [value])
    ]
    return any(sign is not None and _ORDER[condition.op](sign) for sign in signs)


def _equal(value: Json, wanted: str, name: str, today: date) -> bool:
    nothing = value is None or value in ("", [])
    if nothing or wanted == "":
        return nothing and wanted == ""
    if isinstance(value, bool):
        return wanted.casefold() in ({"true", "yes", "1"} if value else {"false", "no", "0"})
    if isinstance(value, list):
        return any(_equal(part, wanted, name, today) for part in value)
    if _number(value) is not None:
        return _compare(value, wanted, name, today) == 0
    text, day = _text(value).casefold(), _resolved(wanted, today)
    if _DATE.match(text) and _DATE.fullmatch(day):
        return text[:10] == day
    return text == wanted.casefold()


def _compare(value: Json, wanted: str, name: str, today: date) -> int | None:
    """Return the sign of value against wanted; None where there is no value."""
    number = _number(value)
    if number is not None:
        other = _number_in(wanted, value, name)
        return (number > other) - (number < other)
    text, other_text = _text(value).casefold(), _resolved(wanted, today).casefold()
    if not text:
        return None
    if _DATE.match(text):
        if _DATE.fullmatch(other_text) is None:
            raise _unfit(name, wanted, "2026-11-30, today+7")
        text = text[:10]  # what happened on a day happened on it, at whatever time
    return (text > other_text) - (text < other_text)


def _number_in(wanted: str, value: Json, name: str) -> Decimal:
    try:
        if isinstance(value, dict):
            currency = str(value["currency"])
            return from_minor(parse_amount(wanted, None, currency).minor, currency)
        return Decimal(wanted)
    except (InvalidOperation, AmountError) as error:
        raise _unfit(name, wanted, "12, 12.5") from error


def _number(value: Json) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Decimal(str(value))
    if isinstance(value, dict) and {"minor", "currency"} <= value.keys():
        return from_minor(cast("int", value["minor"]), str(value["currency"]))
    return None


def _text(value: Json) -> str:
    return "" if value is None else str(value)


def _resolved(text: str, today: date) -> str:
    """Return a date typed relative to today as ISO; any other text as it is."""
    try:
        return day_of(read_day(text), today).isoformat()
    except ValueError:
        return text


def _unfit(name: str, value: str, sample: str) -> UserError:
    return UserError(
        "filter_value",
        N_("{value} does not fit into {field}: write it like {sample}."),
        field=name,
        value=value,
        sample=sample,
    )


def _bad(expression: str, place: str) -> UserError:
    return UserError(
        "filter",
        N_(
            "The filter {expression} cannot be read at “{place}”. Write: field op value [and …], "
            'such as: status = todo and target < today and owner ~ "Li"'
        ),
        expression=expression,
        place=place,
    )
