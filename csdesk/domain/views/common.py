"""Parts that every document's view shares: parties, people, meetings."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time

from csdesk.domain.codes import ContactRole, MeetingKind, UserRole

_LEGAL_FORMS = re.compile(
    r"(股份有限公司|有限责任公司|有限責任公司|有限公司|集团|集團|"
    r"\b(inc|ltd|llc|gmbh|co|corp|plc|ag|sa|bv)\b\.?)",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Party:
    """One of the two companies of a document, as it names itself."""

    name: str
    logo: bytes | None = None
    accent: str = ""  # our colour in documents, `#RRGGBB`; empty: csdesk's blue

    @property
    def initials(self) -> str:
        """What stands in the logo's place: two Latin letters, or one Han character."""
        return initials_of(self.name)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sender:
    """Our person behind a document; what is not known is left out of the footer."""

    name: str = ""
    role: UserRole | None = None
    mail: str = ""
    phone: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody whom a document names, with the title or the part played."""

    name: str
    title: str = ""
    role: ContactRole | None = None
    user_role: UserRole | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class MeetingView:
    """A planned meeting in its local date and time."""

    kind: MeetingKind
    title: str = ""
    day: date
    at: time | None = None
    end: time | None = None
    place: str = ""
    people: tuple[str, ...] = ()


def initials_of(name: str) -> str:
    """Return the letters for a company without a logo."""
    plain = _LEGAL_FORMS.sub(" ", unicodedata.normalize("NFKC", name)).strip() or name.strip()
    words = [word for word in re.split(r"[\W_]+", plain) if word]
    if not words:
        return "?"
    first = words[0][0]
    if ord(first) >= 0x2E80:
        return first
    if len(words) == 1 or ord(words[1][0]) >= 0x2E80:
        return first.upper()
    return (first + words[1][0]).upper()
