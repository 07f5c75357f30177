"""Views as plain JSON, and views from it: what a document was made from outlives the data."""

import dataclasses
import hashlib
import types
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from csdesk.data.reader import Reader
from csdesk.domain.records import Json
from csdesk.domain.records_delivery import Picture

_PICTURE = "picture:"  # before the hash of a picture


def frozen(value: object) -> Json:
    """Return a view as plain JSON; a picture is kept by its hash (see `pictures_in`)."""
    if isinstance(value, Enum):
        return str(value.value)
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return _PICTURE + hashlib.sha256(value).hexdigest()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: frozen(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [frozen(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): frozen(one) for key, one in value.items()}
    message = f"cannot freeze {type(value).__name__}"
    raise TypeError(message)


def pictures_in(value: object) -> Iterator[bytes]:
    """Yield the pictures of a view."""
    if isinstance(value, bytes):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for one in dataclasses.fields(value):
            yield from pictures_in(getattr(value, one.name))
    elif isinstance(value, tuple | list):
        for one in value:
            yield from pictures_in(one)
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from pictures_in(one)


def picture_hash(content: bytes) -> str:
    """Return the hash that a picture is kept by."""
    return hashlib.sha256(content).hexdigest()


def with_pictures(reader: Reader, value: Json) -> Any:
    """Return frozen JSON with the pictures in place of their hashes."""
    if isinstance(value, str) and value.startswith(_PICTURE):
        kept = reader.first(Picture, sha256=value.removeprefix(_PICTURE))
        if kept is None:
            message = f"no picture {value}"
            raise KeyError(message)
        return kept.content
    if isinstance(value, list):
        return [with_pictures(reader, one) for one in value]
    if isinstance(value, dict):
        return {key: with_pictures(reader, one) for key, one in value.items()}
    return value


def thawed(kind: Any, value: Any) -> Any:
    """Return the value of a type that `frozen` made JSON of.

    Raises `TypeError`, `ValueError` or `KeyError` for what is none. A field that a view did not
    have then takes its default.
    """
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return _one_of(get_args(kind), value)
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if origin is not None and issubclass(origin, Mapping):
        key_kind, one_kind = get_args(kind)
        return {thawed(key_kind, key): thawed(one_kind, one) for key, one in value.items()}
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        found = {name: thawed(hints[name], one) for name, one in value.items() if name in hints}
        return kind(**found)
    return _plain(kind, value)


def _plain(kind: Any, value: Any) -> Any:
    if kind is Any:
        return value
    if kind in (date, datetime, time):
        return kind.fromisoformat(value)
    if kind is float and isinstance(value, int):
        return float(value)
    if isinstance(kind, type) and (issubclass(kind, Enum) or kind is Decimal):
        return kind(int(value)) if issubclass(kind, int) else kind(value)
    if kind is type(None) and value is None:
        return None
    if kind is int and isinstance(value, str):
        return int(value)  # the key of a mapping
    if isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    message = f"{value!r} is no {kind}"
    raise TypeError(message)


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    """Return the value as the first of some types that takes it; None only where it may be."""
    if value is None and type(None) in kinds:
        return None
    problem: Exception | None = None
    for kind in kinds:
        if kind is type(None):
            continue
        try:
            return thawed(kind, value)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            problem = error
    raise TypeError(str(problem))


def _tuple(kinds: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if not isinstance(value, list):
        message = f"{value!r} is no list"
        raise TypeError(message)
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(thawed(kinds[0], one) for one in value)
    return tuple(thawed(kind, one) for kind, one in zip(kinds, value, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
