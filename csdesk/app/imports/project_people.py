"""The people of a project file: known ones by name or mail, the others by a person's choice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from csdesk.domain.codes import Side
from csdesk.domain.matching import match_key
from csdesk.domain.records import Contact, User
from csdesk.domain.views.project_file import FilePlan, FileResource


class Becomes(StrEnum):
    """What a resource of the file becomes in csdesk."""

    USER = "user"  # one of our people
    CONTACT = "contact"  # a known person of the customer's or a third party's
    NEW_CONTACT = "new_contact"
    NAME = "name"  # a name on the row, no record


@dataclass(frozen=True, kw_only=True, slots=True)
class PersonChoice:
    """What one resource becomes, and on which side its rows lie."""

    becomes: Becomes = Becomes.NAME
    side: Side = Side.CUSTOMER
    record_id: int | None = None


def suggest_people(
    plan: FilePlan,
    users: Sequence[User],
    contacts: Sequence[Contact],
    *,
    our_names: Sequence[str] = (),
    side: Side = Side.CUSTOMER,
) -> dict[str, PersonChoice]:
    """Return for each resource of the file what it becomes unless a person says otherwise.

    Known people by mail, then by name; someone with a mail is a new contact; a group called as
    our company is ours; all others are names on `side`.
    """
    ours = _index(users)
    theirs = _index([contact for contact in contacts if contact.left_on is None])
    own = {match_key(name) for name in our_names} - {""}
    found = {}
    for one in plan.resources:
        user, contact = _look_up(one, ours), _look_up(one, theirs)
        if user is not None:
            found[one.uid] = PersonChoice(becomes=Becomes.USER, side=Side.US, record_id=user.id)
        elif isinstance(contact, Contact):
            found[one.uid] = PersonChoice(
                becomes=Becomes.CONTACT, side=contact.side, record_id=contact.id
            )
        elif match_key(one.group) in own:
            found[one.uid] = PersonChoice(side=Side.US)
        elif "@" in one.mail:
            found[one.uid] = PersonChoice(
                becomes=Becomes.NEW_CONTACT, side=Side.CUSTOMER if side is Side.US else side
            )
        else:
            found[one.uid] = PersonChoice(side=side)
    return found


def _index(people: Sequence[User] | Sequence[Contact]) -> Mapping[str, User | Contact]:
    found: dict[str, User | Contact] = {}
    for person in people:
        for key in (person.mail.casefold(), match_key(person.name), match_key(person.name_alt)):
            if key:
                found.setdefault(key, person)
    return found


def _look_up(one: FileResource, index: Mapping[str, User | Contact]) -> User | Contact | None:
    return index.get(one.mail.casefold()) or index.get(match_key(one.name))
