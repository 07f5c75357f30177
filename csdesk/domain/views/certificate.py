"""What a certificate shows: one line of the register."""

from dataclasses import dataclass
from datetime import date

from csdesk.domain.codes import Language
from csdesk.domain.views.common import Party, Sender


@dataclass(frozen=True, kw_only=True, slots=True)
class CertificateView:
    """One certificate: who, what the person can do, what shows it, how to check it."""

    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    number: str
    name: str
    statement: str
    facts: tuple[str, ...] = ()
    city: str = ""
    issued_on: date
    signed_by: str = ""
    register_mail: str = ""
    register_phone: str = ""
