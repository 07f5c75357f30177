"""What people call things: customers, projects, rows, people and meetings by name, code or id."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from csdesk.data.reader import Reader
from csdesk.domain.codes import MeetingStatus, ProjectStatus, RowKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.matching import likeness, match_key
from csdesk.domain.records import (
    Contact,
    Customer,
    GoalValue,
    Meeting,
    PlanRow,
    Project,
    Record,
    User,
)
from csdesk.domain.records_delivery import Criterion, Defect
from csdesk.domain.records_kickoff import GoalConfirmation, HandoverPoint

R = TypeVar("R", bound=Record)
_CANDIDATES = 8
_LISTS = {RowKind.MILESTONE: "milestones", RowKind.PHASE: "phases", RowKind.GROUP: "phases"}
_AHEAD = (MeetingStatus.PLANNED, MeetingStatus.TO_SCHEDULE)


def find_customer(reader: Reader, text: str) -> Customer:
    """Return the customer of this code, name or id.

    Part of a name, or one nearly the same, is doubtful: refused with the candidates.
    """
    wanted = text.strip()
    customers = reader.find(Customer, order_by=("name", "id"))
    key = match_key(wanted)
    for test in (
        lambda c: c.code.casefold() == wanted.casefold(),
        lambda c: str(c.id) == wanted,
        lambda c: wanted.casefold() in {c.name.casefold(), c.name_alt.casefold()} - {""},
        lambda c: bool(key) and key in {c.match_key, match_key(c.name_alt)},
    ):
        found = [customer for customer in customers if test(customer)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _doubtful(wanted, [_customer_words(customer) for customer in found])
    near = [c for c in customers if _is_near(wanted, key, c)]
    if near:
        raise _near(wanted, [_customer_words(customer) for customer in near])
    raise UserError(
        "no_customer",
        N_("There is no customer {name}. Look at: csdesk list customers."),
        name=wanted,
    )


def find_project(reader: Reader, customer: Customer, text: str | None = None) -> Project:
    """Return the customer's project of this name, code or id; without one the only open one."""
    projects = reader.find(Project, customer_id=customer.id)
    if text is not None:
        return _by_words(
            projects,
            text,
            lambda p: (str(p.id), p.code, p.name),
            missing=N_("{customer} has no project {name}."),
            look="projects",
            customer=customer.name,
        )
    running = [p for p in projects if p.status in {ProjectStatus.OPEN, ProjectStatus.ON_HOLD}]
    if len(running) == 1:
        return running[0]
    if not running and len(projects) == 1:
        return projects[0]
    if not projects:
        raise UserError(
            "no_project",
            N_("{customer} has no project yet: make a plan first."),
            customer=customer.name,
        )
    raise UserError(
        "project_doubtful",
        N_("{customer} has several projects: {candidates}. Say which one with --project."),
        customer=customer.name,
        candidates=", ".join(f"{p.code} ({p.name})" for p in running or projects),
    )


def find_any_project(reader: Reader, text: str) -> Project:
    """Return the project of this name, code or id among those of all customers."""
    wanted = text.strip().casefold()
    found = [
        project
        for project in reader.find(Project)
        if wanted in {str(project.id), project.code.casefold(), project.name.casefold()}
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UserError(
            "not_found",
            N_("There is no project {name}. Look at: csdesk list projects."),
            name=text.strip(),
        )
    owners = reader.find(Customer, id=[project.customer_id for project in found])
    raise UserError(
        "project_doubtful",
        N_("Several customers have a project {name}: {candidates}. Say which with --customer."),
        name=text.strip(),
        candidates=_listed([_customer_words(owner) for owner in owners]),
    )


def find_row(
    reader: Reader, customer: Customer, text: str, *, kinds: Sequence[RowKind] = tuple(RowKind)
) -> PlanRow:
    """Return a plan row of the customer: `A12` for an item, else its title or id."""
    wanted = text.strip()
    rows = reader.find(PlanRow, customer_id=customer.id)
    number = wanted[1:] if wanted[:1] in {"A", "a"} else ""
    if number.isdigit():
        rows = [row for row in rows if row.number == int(number)]
        if rows:
            return rows[0]
        raise UserError(
            "no_item",
            N_("{customer} has no item {name}. Look at: csdesk list items --customer {code}."),
            customer=customer.name,
            name=wanted,
            code=customer.code,
        )
    return _by_words(
        [row for row in rows if row.kind in kinds],
        wanted,
        lambda row: (str(row.id), row.title),
        missing=N_("{customer} has no plan row {name}."),
        look=_LISTS.get(kinds[0], "items") if kinds else "",
        customer=customer.name,
    )


def find_contact(reader: Reader, customer: Customer, text: str) -> Contact:
    """Return a contact of the customer by name, mail or id."""
    return _by_words(
        reader.find(Contact, customer_id=customer.id),
        text,
        lambda c: (str(c.id), c.name, c.name_alt, c.mail),
        missing=N_("{customer} has no contact {name}."),
        look="contacts",
        customer=customer.name,
    )


def find_user(reader: Reader, text: str) -> User:
    """Return one of our people by name, mail or id."""
    return _by_words(
        reader.find(User),
        text,
        lambda u: (str(u.id), u.name, u.name_alt, u.mail),
        missing=N_("None of our people is called {name}."),
        look="users",
    )


def find_meeting(
    reader: Reader,
    text: str,
    customer: Customer | None = None,
    *,
    prefer: Sequence[MeetingStatus] = _AHEAD,
) -> Meeting:
    """Return a meeting by id, title, kind or day.

    Of several the first in the states of `prefer`, by these; else it is asked which.
    """
    meetings = (
        reader.find(Meeting, order_by=("day", "id"))
        if customer is None
        else reader.find(Meeting, customer_id=customer.id, order_by=("day", "id"))
    )
    wanted = text.strip().casefold()
    for test in (
        lambda m: str(m.id) == wanted,
        lambda m: m.title.casefold() == wanted,
        lambda m: m.kind.value == wanted,
        lambda m: m.day.isoformat() == wanted,
    ):
        found = [meeting for meeting in meetings if test(meeting)]
        if len(found) > 1:
            wished = [m for status in prefer for m in found if m.status is status]
            found = wished[:1] or found
        if len(found) == 1:
            return found[0]
        if found:
            raise _doubtful(text, [f"{m.id} ({m.kind.value} {m.day})" for m in found])
    raise UserError(
        "no_meeting",
        N_("There is no meeting {name}. Look at: csdesk list meetings."),
        name=text.strip(),
    )


def find_record(reader: Reader, kind: type[R], text: str, /, **equals: Any) -> R:
    """Return a record by id, or by its title or name."""
    word = {
        HandoverPoint: "line",
        GoalValue: "goal-value",
        GoalConfirmation: "goal-confirmation",
    }.get(kind, kind.__name__.lower())
    return _by_words(
        reader.find(kind, **equals),
        text,
        lambda row: (
            *(str(getattr(row, name, "")) for name in ("id", "code", "title", "name", "what")),
            *((row.text,) if isinstance(row, Criterion | HandoverPoint) else ()),
            *((f"P{row.number}",) if isinstance(row, Defect) else ()),
        ),
        missing=N_("There is no {kind} {name}."),
        look={"criterion": "criteria", "line": ""}.get(word, f"{word}s"),
        kind=word,
    )


def _by_words(
    rows: Sequence[R],
    text: str,
    words: Callable[[R], tuple[str, ...]],
    *,
    missing: str,
    look: str,
    **params: object,
) -> R:
    """Return the one row that is called so; `look` is the list that names those there are."""
    wanted = text.strip().casefold()
    found = [row for row in rows if wanted in {word.casefold() for word in words(row)} - {""}]
    if len(found) == 1:
        return found[0]
    if found:
        raise _doubtful(text, [" ".join(words(row)[:2]) for row in found])
    near = [
        row for row in rows if wanted and any(wanted in word.casefold() for word in words(row)[1:])
    ]
    if near:
        raise _near(text, [" ".join(words(row)[:2]) for row in near])
    raise UserError("not_found", missing, name=text.strip(), look=look, **params)


def _is_near(wanted: str, key: str, customer: Customer) -> bool:
    if key and (
        key in customer.match_key or (customer.name_alt and key in match_key(customer.name_alt))
    ):
        return True
    return likeness(wanted, customer.name) >= 0.75


def _customer_words(customer: Customer) -> str:
    return f"{customer.name} ({customer.code})"


def _doubtful(name: str, candidates: Sequence[str]) -> UserError:
    return UserError(
        "name_doubtful",
        N_("{name} is not one name alone. Say which is meant: {candidates}."),
        name=name.strip(),
        candidates=_listed(candidates),
    )


def _near(name: str, candidates: Sequence[str]) -> UserError:
    return UserError(
        "name_doubtful",
        N_("Nothing is called exactly {name}. Say it in full: {candidates}."),
        name=name.strip(),
        candidates=_listed(candidates),
    )


def _listed(candidates: Sequence[str]) -> str:
    more = ["…"] if len(candidates) > _CANDIDATES else []
    return ", ".join([*candidates[:_CANDIDATES], *more])
