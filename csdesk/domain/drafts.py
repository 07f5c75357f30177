"""A text under way, kept outside the journal until it is stored as something."""

from dataclasses import dataclass
from datetime import datetime

from csdesk.domain.records import Json


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What was typed under a key, and when it was kept (UTC)."""

    key: str
    content: Json
    at: datetime
