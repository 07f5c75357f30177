"""What documents are called: `CUSTOMER_tracker_v9_2026-11-20.xlsx`."""

import re
import unicodedata
from datetime import date
from typing import Final

_REFUSED: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
# Windows keeps these names for devices, whatever follows the first dot.
_DEVICE: Final = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)", re.IGNORECASE)
# Linux takes 255 bytes; a mark of an office program and a temporary name need room besides.
_LONGEST: Final = 150


def safe_name(text: str, fallback: str = "document") -> str:
    """Return a name of something as part of a file name: only what file systems refuse goes."""
    name = _REFUSED.sub("_", unicodedata.normalize("NFC", text)).strip(" .")
    name = _DEVICE.sub(r"\1_", name)
    while len(name.encode()) > _LONGEST:
        name = name[:-1]
    return name.rstrip(" .") or fallback


def document_name(customer: str, kind: str, number: int, day: date, ending: str) -> str:
    """Return the name of a document; `ending` such as `pdf`, without a dot."""
    return f"{safe_name(customer, 'customer')}_{kind}_v{number}_{day.isoformat()}.{ending}"
