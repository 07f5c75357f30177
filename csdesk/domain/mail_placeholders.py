"""Which places the mail of each kind of document can have; `reports.words.mail_values` fills them.

A tracker, a reminder and a note write their own mails.
"""

from collections.abc import Mapping

from csdesk.domain.codes import DocumentKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.mail_template import Placeholder

_COMMON = (
    Placeholder(name="greeting", text=N_("The greeting, with the name if there is one")),
    Placeholder(name="person", text=N_("The person whom the mail goes to")),
    Placeholder(name="customer", text=N_("The customer’s name")),
    Placeholder(name="day", text=N_("The day of the document")),
    Placeholder(name="our_name", text=N_("Our person’s name")),
    Placeholder(name="our_role", text=N_("Our person’s role")),
    Placeholder(name="our_company", text=N_("Our company’s name")),
    Placeholder(name="our_mail", text=N_("Our mail address")),
    Placeholder(name="our_phone", text=N_("Our phone number")),
    Placeholder(name="signature", text=N_("Our name, company, mail and phone"), is_part=True),
)
_PROJECT = Placeholder(name="project", text=N_("The project’s name"))
_HEADLINE = Placeholder(name="headline", text=N_("The document’s message"), is_part=True)
_NUMBER = Placeholder(name="number", text=N_("The document’s number"))
_PERIOD = Placeholder(name="period", text=N_("The months that it is about"))
_NEXT = Placeholder(
    name="next_meeting", text=N_("When the next meeting is, as a sentence"), is_part=True
)
_MEETING = Placeholder(name="meeting", text=N_("What the meeting is called"))
_WHEN = Placeholder(name="meeting_day", text=N_("Day and time of the meeting"))

_ATTACHED = Placeholder(
    name="attached", text=N_("What else is attached, line by line"), is_part=True
)

OF_KIND: Mapping[DocumentKind, tuple[Placeholder, ...]] = {
    DocumentKind.WELCOME: (_HEADLINE, _ATTACHED, _NEXT),
    DocumentKind.KICKOFF: (_PROJECT, _HEADLINE, _NEXT),
    DocumentKind.MINUTES: (
        _PROJECT, _MEETING, _WHEN, _HEADLINE, _ATTACHED,
        Placeholder(name="actions", text=N_("What they promised, line by line"), is_part=True),
        Placeholder(
            name="objections", text=N_("Until when they can object, as a sentence"), is_part=True
        ),
        _NEXT,
    ),
    DocumentKind.STATUS: (
        _PROJECT, _NUMBER, _HEADLINE,
        Placeholder(name="report", text=N_("What the report says, in eight lines"), is_part=True),
        _NEXT,
    ),
    DocumentKind.PLAN: (_PROJECT, _HEADLINE),
    DocumentKind.ACCEPTANCE: (
        _PROJECT,
        Placeholder(name="criteria", text=N_("How many criteria are met, as a sentence"),
                    is_part=True),
    ),
    DocumentKind.COMPLETION: (
        _PROJECT, _HEADLINE,
        Placeholder(name="live_on", text=N_("The day of go-live")),
        _NEXT,
    ),
    DocumentKind.CERTIFICATE: (
        _NUMBER,
        Placeholder(name="holder", text=N_("The person who is certified")),
        Placeholder(name="statement", text=N_("What the person can do")),
    ),
    DocumentKind.QBR: (_PERIOD, _HEADLINE, _NEXT),
    DocumentKind.REQUESTS: (_PERIOD, _HEADLINE),
    DocumentKind.RENEWAL: (_HEADLINE, _NEXT),
    DocumentKind.STORY: (_HEADLINE,),
}  # fmt: skip


def placeholders_of(kind: DocumentKind) -> tuple[Placeholder, ...]:
    """Return the places of a kind's mail: its own first. Raises `UserError` "mail_kind"."""
    own = OF_KIND.get(kind)
    if own is None:
        raise UserError("mail_kind", N_("This document has no mail text that can be changed."))
    return (*own, *_COMMON)


def names_of(kind: DocumentKind) -> tuple[str, ...]:
    """Return the names of the places of a kind's mail."""
    return tuple(one.name for one in placeholders_of(kind))


def parts_of(kind: DocumentKind) -> frozenset[str]:
    """Return the names of those that may have nothing to say."""
    return frozenset(one.name for one in placeholders_of(kind) if one.is_part)
