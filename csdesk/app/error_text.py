"""A `UserError` as its reader's language says it."""

from datetime import date
from pathlib import Path

from csdesk.domain.errors import UserError
from csdesk.i18n import Translator

_LONGEST = 300  # of a name or a list of them: a sentence around it must stay one that is read


def error_text(error: UserError, words: Translator) -> str:
    """Return the sentence of an error; an error among its parameters is a sentence inside it."""
    params: dict[str, object] = {}
    for name, value in error.params.items():
        if isinstance(value, UserError):
            params[name] = error_text(value, words)
        elif isinstance(value, date):
            params[name] = words.date(value)
        elif isinstance(value, Path):
            params[name] = str(value)
        elif isinstance(value, str) and len(value) > _LONGEST and name != "choices":
            params[name] = f"{value[:_LONGEST].rstrip()}…"
        else:
            params[name] = value
    return words.text(error.message, **params)
