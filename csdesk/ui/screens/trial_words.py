"""What the strip calls an operation on rows, in the place of what was done to a bar."""

from collections.abc import Sequence

from csdesk.domain.errors import N_
from csdesk.i18n import Translator

Called = tuple[str, str]
"""What it is called on one row, and on several."""

OWNER: Called = N_("Another owner of “{what}”"), N_("Another owner of {rows}")
DATES: Called = N_("Other dates of “{what}”"), N_("Other dates of {rows}")
CONDITIONS: Called = N_("Conditions of “{what}”"), N_("Conditions of {rows}")
PHASE: Called = N_("Another phase for “{what}”"), N_("Another phase for {rows}")
PLACE: Called = N_("Another place for “{what}”"), N_("Another place for {rows}")
GONE: Called = N_("Without “{what}”"), N_("Without {rows}")


def called(words: Translator, titles: Sequence[str], how: Called) -> str:
    """Return what an operation on rows with these titles is called."""
    if len(titles) == 1:
        return words.text(how[0], what=titles[0])
    return words.text(how[1], rows=words.plural("{n} row", "{n} rows", len(titles)))


def pasting(words: Translator, count: int) -> str:
    """Return what pasting over so many rows is called."""
    return words.plural("Pasting into {n} row", "Pasting into {n} rows", count)
