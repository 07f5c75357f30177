"""Filter expressions of the command line and of saved questions: `field op value [and …]`."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import cast

from csdesk.app.fields import ALIASES
from csdesk.domain.errors import N_, UserError
from csdesk.domain.money import from_minor
from csdesk.domain.records import Json

Line = Mapping[str, Json]
_TOKEN = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|(<=|>=|!=|=|<|>|~)|([(),])|([^\s"'<>=!~(),]+))""")
_TODAY = re.compile(r"today(?:\s*([+-])\s*(\d{1,4}))?", re.IGNORECASE)
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
    if name not in line:
        raise UserError(
            "filter_field",
            N_("There is no field {field} to filter by. The fields are: {fields}."),
            field=condition.field,
            fields=", ".join(line),
        )
    value = line[name]
    match condition.op:
        case "=" | "in":
            return any(_equal(value, wanted, today) for wanted in condition.values)
        case "!=":
            return not _equal(value, condition.values[0], today)
        case "~":
            return condition.values[0].casefold() in _text(value).casefold()
    sign = _compare(value, condition.values[0], today)
    return sign is not None and _ORDER[condition.op](sign)


def _equal(value: Json, wanted: str, today: date) -> bool:
    if value is None or value == "":
        return wanted == ""
    if isinstance(value, bool):
        return wanted.casefold() in ({"true", "yes", "1"} if value else {"false", "no", "0"})
    if isinstance(value, list):
        return any(_equal(part, wanted, today) for part in value)
    if _text(value).casefold() == wanted.casefold():
        return True
    return _compare(value, wanted, today) == 0


def _compare(value: Json, wanted: str, today: date) -> int | None:
    """Return the sign of value against wanted; None where they cannot be compared."""
    number = _number(value)
    if number is not None:
        try:
            other = Decimal(wanted)
        except InvalidOperation:
            return None
        return (number > other) - (number < other)
    text = _text(value)
    if not text:
        return None
    other_text = _resolve_date(wanted, today)
    return (text.casefold() > other_text.casefold()) - (text.casefold() < other_text.casefold())


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


def _resolve_date(text: str, today: date) -> str:
    match = _TODAY.fullmatch(text.strip())
    if match is None:
        return text
    days = int(match[2] or 0)
    return (today + timedelta(days=-days if match[1] == "-" else days)).isoformat()


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
