"""Words that letters share: to whom, from whom, how to reach us, when we meet."""

from csdesk.domain.labels import USER_ROLE_LABELS
from csdesk.domain.views.common import MeetingView, Party, Person, Sender
from csdesk.domain.views.letter import TeamView
from csdesk.i18n import Translator
from csdesk.reports.words.common import meeting_sentence, person_role
from csdesk.reports.words.marks import bold, keep, lower_first, muted


def salutation(tr: Translator, to: Person | None, customer: Party) -> str:
    """Return how the letter begins; without a person it speaks to the company."""
    if to is None or not to.name:
        return tr.text("To everyone at {customer},", customer=customer.name)
    return tr.text("Dear {name},", name=keep(to.name))


def addressee(tr: Translator, to: Person, company: str = "") -> str:
    """Return a person's name in bold with title or role, and the company."""
    facts = [part for part in (person_role(tr, to), company) if part]
    return bold(keep(to.name)) + (" " + muted(tr.facts(facts)) if facts else "")


def copy_line(tr: Translator, to: Person) -> str:
    """Return who else gets the letter."""
    role = person_role(tr, to)
    who = tr.facts([keep(to.name), role]) if role else keep(to.name)
    return tr.text("Copy: {name}", name=who)


def closing(tr: Translator, sender: Sender, us: Party) -> tuple[str, str, str]:
    """Return the words that end a letter, the name, and the role with our company."""
    role = ""
    if sender.role is not None:
        role = lower_first(tr.text(USER_ROLE_LABELS[sender.role]), tr)
    place = tr.facts([part for part in (role, us.name) if part])
    return tr.text("Yours sincerely,"), sender.name or us.name, place if sender.name else ""


def member_role(tr: Translator, member: TeamView) -> str:
    """Return the part that one of our people plays."""
    return "" if member.role is None else tr.text(USER_ROLE_LABELS[member.role])


def reach(tr: Translator, member: TeamView) -> str:
    """Return how to reach one of our people; what we lack is left out."""
    return " • ".join(keep(part) for part in (member.mail, member.phone) if part)


def support_line(tr: Translator, mail: str, phone: str) -> str:
    """Return how to reach our support, nothing when neither is known."""
    contact = tr.join([keep(part) for part in (mail, phone) if part])
    return tr.text("Support: {contact}", contact=contact) if contact else ""


def meeting_or(tr: Translator, meeting: MeetingView | None, otherwise: str) -> str:
    """Return the meeting as a sentence, else what is proposed instead."""
    return otherwise if meeting is None else meeting_sentence(tr, meeting)
