"""What documents are called: `CUSTOMER_tracker_v9_2026-11-20.xlsx`."""

import re
import unicodedata
from datetime import date
from typing import Final

_REFUSED: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
# Letters and marks that show nothing, beside the format characters.
_BLANK: Final = frozenset(
    "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u2800\u3164\uffa0"
)
# Windows keeps these names for devices, whatever follows the first dot.
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)
# Linux takes 255 bytes; a mark of an office program and a temporary name need room besides.
_LONGEST: Final = 150


def safe_name(text: str, fallback: str = "document") -> str:
    """Return a name of something as part of a file name.

    Only what file systems refuse goes, and what nobody sees: an override of the writing direction
    would show one ending and be another.
    """
    seen = "".join(one for one in unicodedata.normalize("NFC", text) if not _is_unseen(one))
    name = _REFUSED.sub("_", seen).strip(" .")
    name = _DEVICE.sub(r"\1_", name)
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name.rstrip(" .") or fallback


def _is_unseen(letter: str) -> bool:
    return letter in _BLANK or unicodedata.category(letter) == "Cf"


def document_name(customer: str, kind: str, number: int, day: date, ending: str) -> str:
    """Return the name of a document; `ending` such as `pdf`, without a dot."""
    return f"{safe_name(customer, 'customer')}_{kind}_v{number}_{day.isoformat()}.{ending}"
