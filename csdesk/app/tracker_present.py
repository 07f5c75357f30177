"""The three sides of a tracker's merge in the merge's own form: the base, and what is ours now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import cast

from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.app.queries.tracker import tracker_view
from csdesk.data.reader import Reader
from csdesk.domain.capture import forms_of
from csdesk.domain.cell_text import cell_text
from csdesk.domain.codes import Language
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import CONTACTS, ITEMS, MILESTONES, Known, Shape
from csdesk.domain.records import Contact, Export, Json, PlanRow, User
from csdesk.domain.views.tracker import TrackerView
from csdesk.i18n import Translator

SHEETS: Mapping[Shape, str] = {ITEMS: "items", CONTACTS: "contacts", MILESTONES: "milestones"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Person:
    """Somebody who can own an item."""

    name: str
    side: str
    user_id: int | None = None
    contact_id: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Present:
    """What a tracker would say today in an export's language, and who and what stands behind it."""

    loaded: LoadedProject
    view: TrackerView
    known: Mapping[Shape, Known]
    rows: Mapping[str, PlanRow]  # by hidden id
    contacts: Mapping[str, Contact]
    people: Mapping[str, Person]  # by folded name

    @property
    def locked(self) -> frozenset[str]:
        """The hidden ids of our people, whom the customer cannot edit."""
        return frozenset(one.row_id for one in self.view.contacts if one.ours)


def base_of(export: Export) -> dict[Shape, Known]:
    """Return the values as exported; older exports know no milestones."""
    return known_of(cast("dict[str, Json]", export.base))


def known_of(base: Mapping[str, Json]) -> dict[Shape, Known]:
    """Return the rows of a base, every value as a cell's text or None."""
    found: dict[Shape, Known] = {}
    for shape, name in SHEETS.items():
        rows = cast("dict[str, dict[str, Json]]", base.get(name) or {})
        found[shape] = {
            row_id: tuple(_value(values.get(field)) for field in shape.fields)
            for row_id, values in rows.items()
        }
    return found


def load_present(reader: Reader, project_id: int, language: Language, today: date) -> Present:
    """Return what is ours now, as a tracker in `language` would say it."""
    loaded = load_project(reader, project_id, today)
    facts = DocumentFacts(reader, loaded.customer, language)
    view = tracker_view(
        loaded,
        facts,
        translator=Translator(language.value),
        export_uid="",
        version=0,
        as_of=today,
        made_at=loaded_at(reader),
    )
    contacts = {f"co-{one.uid[:8]}": one for one in facts.contacts.values()}
    return Present(
        loaded=loaded,
        view=view,
        known=known_of(view.base()),
        rows={row_id(row): row for row in loaded.rows.values() if row.number is not None},
        contacts=contacts,
        people=_people(facts),
    )


def loaded_at(reader: Reader) -> datetime:
    """Return the midnight of the workspace's day: a view needs a time, the merge does not."""
    return datetime.combine(reader.day(), time(), UTC)


def row_id(row: PlanRow) -> str:
    """Return the hidden id of an item in every tracker."""
    return f"ai-{row.number}-{row.uid[:4]}"


def _value(value: Json) -> str | None:
    return None if value is None else cell_text(str(value))


def _people(facts: DocumentFacts) -> dict[str, Person]:
    """Return who can own an item, by every form of the name; who has left only if nobody else.

    A part of a name, such as a first name alone, stands for the only one here who has it.
    """
    people: dict[str, Person] = {}
    contacts = sorted(facts.contacts.values(), key=lambda one: one.left_on is not None)
    for contact in contacts:
        for name in (contact.name, contact.name_alt):
            if name:
                found = Person(name=name, side=contact.side.value, contact_id=contact.id)
                people.setdefault(fold(name), found)
    users: list[User] = sorted(facts.users.values(), key=lambda one: not one.active)
    for user in users:
        for name in (user.name, user.name_alt):
            if name:
                people.setdefault(fold(name), Person(name=name, side="us", user_id=user.id))
    here = [(one.name, one.name_alt) for one in contacts if one.left_on is None]
    here += [(one.name, one.name_alt) for one in users if one.active]
    called: dict[str, set[str]] = {}
    for name, other in here:
        for form in forms_of(name, other):
            called.setdefault(fold(form), set()).add(fold(name))
    for form, whole in called.items():
        if len(whole) == 1:
            people.setdefault(form, people[next(iter(whole))])
    return people
