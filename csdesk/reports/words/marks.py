"""Marks inside a sentence: bold and muted words, and words that stay on one line.

The marks are noncharacters of Unicode (U+FDD0 and up): no text that a person types means them.
"""

import re

from csdesk.i18n import Translator

BOLD_ON, BOLD_OFF, MUTED_ON, MUTED_OFF = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
KEEP_ON, KEEP_OFF = "\ufdd4", "\ufdd5"
MARKS = frozenset((BOLD_ON, BOLD_OFF, MUTED_ON, MUTED_OFF, KEEP_ON, KEEP_OFF))
_NO_MARKS = str.maketrans("", "", "".join(MARKS))
_LONGEST_KEPT = 24
_HAN = r"[\u3400-\u9fff]"
_TYPED_SPACE = re.compile(
    rf"(?<={_HAN}) (?=\d)|(?<=\d日) (?={_HAN})|(?<![A-Za-z\d])(\d[\d,.]*) (?={_HAN})"
)


def bold(text: str) -> str:
    """Return the text marked as bold."""
    return f"{BOLD_ON}{text}{BOLD_OFF}"


def muted(text: str) -> str:
    """Return the text marked as muted."""
    return f"{MUTED_ON}{text}{MUTED_OFF}"


def keep(text: str) -> str:
    """Return the text so that it never breaks over a line: a name, a date, number and unit."""
    return f"{KEEP_ON}{text}{KEEP_OFF}" if len(text) <= _LONGEST_KEPT else text


def plain(text: str) -> str:
    """Return the text without any mark, for a mail or a document's properties."""
    return text.translate(_NO_MARKS)


def closed(text: str, translator: Translator) -> str:
    """Return a text without the spaces typed between Han and figures, as Chinese is set.

    The number of an item, such as A34, stays apart from its title.
    """
    return _TYPED_SPACE.sub(r"\1", text) if translator.is_chinese else text


def lower_first(text: str, translator: Translator) -> str:
    """Return an English label as it reads inside a line; `IT administrator` stays as it is."""
    if translator.is_chinese or len(text) < 2 or text[1].isupper():
        return text
    return text[0].lower() + text[1:]
