"""Writing the decided cells of a returned tracker into plan and contacts, by the plan's rules."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from csdesk.app.calendars import calendars_of
from csdesk.app.commands import rows
from csdesk.app.commands.contacts import refuse_known
from csdesk.app.commands.item_changes import changes_of
from csdesk.app.commands.records import add_record, new_uid, update_record
from csdesk.app.queries.documents import visible_rows
from csdesk.app.queries.tracker_review import TrackerReview
from csdesk.app.tracker_present import Person, Present, row_id
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import ContactRole, RowKind, Side, Status
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import CONTACT_ROLE_LABELS
from csdesk.domain.merge_choices import NewRow, Settled
from csdesk.domain.merge_identity import fold
from csdesk.domain.merge_rows import CONTACTS, ITEMS, Shape, Value
from csdesk.domain.progress import Progress
from csdesk.domain.records import Contact, PlanRow
from csdesk.domain.status_rules import Changes
from csdesk.i18n import LANGUAGES, Translator

_STEPS = (("side", "owner"), ("priority",), ("comment",), ("target",), ("status",))


@dataclass(frozen=True, slots=True)
class Refusal:
    """A cell that was not written, and why; `item` is what people call the row."""

    sheet: Shape
    key: str
    item: str
    field: str
    error: UserError


class TrackerWriter:
    """Writes inside one command and collects what the rules refuse.

    `created` maps the keys of new rows to their hidden ids, `new_numbers` are those of new items.
    """

    def __init__(
        self, store: Store, unit: Unit, review: TrackerReview, present: Present, progress: Progress
    ) -> None:
        self.refused: list[Refusal] = []
        self.created: dict[str, str] = {}
        self.new_numbers: list[int] = []
        self._store, self._unit, self._review, self._present = store, unit, review, present
        self._progress = progress
        self._people: dict[str, Person] = dict(present.people)
        loaded = present.loaded
        self._words = Translator(loaded.customer.language.value)
        self._calendars = calendars_of(unit, loaded.customer, loaded.project)

    def refused_cells(self, shape: Shape) -> dict[str, set[str]]:
        """Return the refused fields by row key."""
        found: dict[str, set[str]] = {}
        for one in self.refused:
            if one.sheet is shape:
                found.setdefault(one.key, set()).add(one.field)
        return found

    def items(self, settled: Settled) -> int:
        """Write the decided items; return how many cells and rows."""
        written = 0
        changes: dict[int, Changes] = {}
        for place, (key, edits) in enumerate(settled.edits.items()):
            self._step(place, len(settled.edits))
            row = self._present.rows.get(key)
            fresh = self._fresh(ITEMS, key, edits)
            if row is None or not fresh:
                continue
            new, done = self._item_changes(key, row, fresh)
            written += done
            if new:
                changes[row.id] = new
        for key in settled.ends:
            row = self._present.rows.get(key)
            if row is not None and not row.status.is_ended:
                changes.setdefault(row.id, {})
                ended, done = self._item_changes(key, row, {"status": Status.CANCELLED.value})
                changes[row.id] |= ended
                written += done
        if changes:
            self._unit.update_all(PlanRow, {key: new for key, new in changes.items() if new})
        for one in settled.new:
            self._new_item(one)
            written += 1
        return written

    def contacts(self, settled: Settled) -> int:
        """Write the decided contacts; return how many cells and rows."""
        written = 0
        for key, edits in settled.edits.items():
            contact = self._present.contacts.get(key)
            fresh = self._fresh(CONTACTS, key, edits)
            if contact is None or not fresh:
                continue
            for name, value in fresh.items():
                try:
                    self._edit_contact(contact, name, value)
                except UserError as error:
                    self._refuse(CONTACTS, key, contact.name, [name], error)
                else:
                    written += 1
        for one in settled.new:
            try:
                self._new_contact(one)
            except UserError as error:
                title = one.values[CONTACTS.at("name")] or ""
                self._refuse(CONTACTS, one.key, title, ["name"], error)
            else:
                written += 1
        for key in settled.ends:
            contact = self._present.contacts.get(key)
            if contact is not None and contact.left_on is None:
                self._unit.update(Contact, contact.id, left_on=self._unit.today)
                written += 1
        return written

    def _fresh(self, shape: Shape, key: str, edits: Mapping[str, Value]) -> dict[str, Value]:
        """Leave out the cells that changed here since the review, and rows that went."""
        now = self._present.known[shape].get(key)
        seen = self._review.ours[shape].get(key)
        item, _ = self._review.named(shape, key)
        if now is None:
            error = UserError("tracker_row_gone", N_("The row is no longer among ours."))
            self._refuse(shape, key, item or "", edits, error)
            return {}
        fresh: dict[str, Value] = {}
        for name, value in edits.items():
            at = shape.at(name)
            if seen is not None and now[at] != seen[at]:
                error = UserError(
                    "changed_meanwhile", N_("It was changed here since the review was opened.")
                )
                self._refuse(shape, key, item or "", [name], error)
            else:
                fresh[name] = value
        return fresh

    def _item_changes(
        self, key: str, row: PlanRow, edits: Mapping[str, Value]
    ) -> tuple[Changes, int]:
        """Return what the edits change, all together; else field by field what the rules allow."""
        try:
            return self._changes(row, row, edits), len(edits)
        except UserError as error:
            if len(edits) == 1:
                self._refuse(ITEMS, key, f"A{row.number}", edits, error)
                return {}, 0
        edited, done = row, 0
        for step in _STEPS:
            part = {name: edits[name] for name in step if name in edits}
            if not part:
                continue
            try:
                changes = self._changes(edited, row, part)
            except UserError as error:
                self._refuse(ITEMS, key, f"A{row.number}", part, error)
                continue
            edited = replace(edited, **changes)
            done += len(part)
        names = (name for name in row.__dataclass_fields__ if name not in ("id", "version"))
        changed = {
            name: getattr(edited, name)
            for name in names
            if getattr(edited, name) != getattr(row, name)
        }
        return changed, done

    def _changes(self, row: PlanRow, before: PlanRow, edits: Mapping[str, Value]) -> Changes:
        values: dict[str, object] = {}
        if "owner" in edits:
            values |= self._owner(edits)
        elif edits.get("side") is not None:
            values["side"] = Side(str(edits["side"]))
        if edits.get("priority") is not None:
            values["priority"] = edits["priority"]
        if "comment" in edits:
            values["customer_comment"] = edits["comment"] or ""
        status = Status(str(edits["status"])) if edits.get("status") is not None else None
        ends = row.status if status is None else status
        if "target" in edits:
            day = edits["target"]
            target = None if day is None else date.fromisoformat(day)
            if ends is Status.DONE:
                # What is done has no later promise: the date in the file is when it was done.
                if target is None or target > self._unit.today:
                    raise UserError(
                        "done_in_future",
                        N_("What is done cannot lie after today. Choose an earlier day or another "
                           "status."),
                        field="target",
                    )  # fmt: skip
                values["actual_finish"] = target
            else:
                values["target"] = target
        if status is not None:
            values["status"] = status
            if status is Status.ON_HOLD:
                values |= self._hold(row, values)
        return changes_of(self._unit, row, values, calendars=self._calendars)

    def _owner(self, edits: Mapping[str, Value]) -> dict[str, object]:
        """Return the owner that a name stands for; a known person brings the side."""
        name, side = edits["owner"], edits.get("side")
        given: dict[str, object] = {} if side is None else {"side": Side(side)}
        if name is None:
            nobody = {"owner_user_id": None, "owner_contact_id": None, "owner_name": ""}
            return {**given, **nobody}
        person = self._people.get(fold(name))
        if person is None:
            return given | {"owner_name": name}
        if person.user_id is not None:
            return given | {"owner_user_id": person.user_id}
        return given | {"owner_contact_id": person.contact_id}

    def _hold(self, row: PlanRow, values: Mapping[str, object]) -> dict[str, object]:
        """Take the reason from their comment, and the target date as the day on which it resumes.

        Without a date ahead the rule asks for one, and the cell stays open.
        """
        comment = values.get("customer_comment", row.customer_comment)
        reason = comment or self._words.text(
            "On hold in the customer's tracker, version {version}",
            version=self._review.export.number,
        )
        found: dict[str, object] = {"hold_reason": row.hold_reason or reason}
        target = values.get("target", row.target)
        if isinstance(target, date) and target > self._unit.today and row.resume_on is None:
            found["resume_on"] = target
        return found

    def _new_item(self, one: NewRow) -> None:
        """Add an item that they wrote: theirs unless they say, in the phase of its milestone."""
        values = dict(zip(ITEMS.fields, one.values, strict=True))
        person = self._people.get(fold(values["owner"] or ""))
        side = values["side"] or (person.side if person is not None else Side.CUSTOMER.value)
        goal = self._milestone(values["milestone"])
        project_id = self._review.project_id
        if not self._unit.count(PlanRow, project_id=project_id, parent_id=None):
            title = self._words.text("Action items")
            rows.add(self._store, project_id=project_id, title=title, kind=RowKind.PHASE)
        row = rows.add(
            self._store,
            project_id=project_id,
            title=values["title"] or "",
            parent_id=None if goal is None else goal.parent_id,
            leads_to_id=None if goal is None else goal.id,
            side=Side(side),
        )
        self.new_numbers.append(row.number or 0)
        self.created[one.key] = row_id(row)
        said = ("owner", "target", "priority", "status", "comment")
        edits = {name: values[name] for name in said if values[name] is not None}
        if edits.get("owner") is not None and values["side"] is not None and person is None:
            edits["side"] = values["side"]
        changes, _ = self._item_changes(one.key, row, edits)
        if changes:
            self._unit.update(PlanRow, row.id, **changes)

    def _milestone(self, title: Value) -> PlanRow | None:
        if title is None:
            return None
        shown = [
            row
            for row, _ in visible_rows(self._present.loaded)
            if row.kind is RowKind.MILESTONE and row.status is not Status.CANCELLED
        ]
        for row, view in zip(shown, self._present.view.milestones, strict=True):
            if fold(title) in (fold(view.title), fold(row.title)):
                return row
        return None

    def _edit_contact(self, contact: Contact, name: str, value: Value) -> None:
        unit, text = self._unit, value or ""
        if name == "mail" and text:
            known = {"mail": text}
            refuse_known(unit, contact.customer_id, known, besides=contact.id, like_another=True)
        if name == "role":
            update_record(unit, Contact, contact.id, _role(text))
        elif name == "company":
            update_record(unit, Contact, contact.id, {"company": self._company(text)})
        elif name == "name":
            shown = self._review.ours[CONTACTS].get(f"co-{contact.uid[:8]}")
            other = bool(contact.name_alt) and shown is not None and shown[0] == contact.name_alt
            update_record(unit, Contact, contact.id, {"name_alt" if other else "name": text})
        else:
            update_record(unit, Contact, contact.id, {name: text})

    def _new_contact(self, one: NewRow) -> None:
        values = {
            name: value or "" for name, value in zip(CONTACTS.fields, one.values, strict=True)
        }
        customer_id = self._review.customer_id
        known = {"name": values["name"], "mail": values["mail"]}
        refuse_known(self._unit, customer_id, known, like_another=False)
        company = self._company(values["company"])
        given: dict[str, object] = {
            "name": values["name"],
            "company": company,
            "side": Side.THIRD if company else Side.CUSTOMER,
            "phone": values["phone"],
            "mail": values["mail"],
            "speaks_for": values["speaks_for"],
            **_role(values["role"]),
        }
        fresh = Contact(uid=new_uid(), customer_id=customer_id, name="")
        contact = add_record(self._unit, fresh, given)
        self.created[one.key] = f"co-{contact.uid[:8]}"
        self._people[fold(contact.name)] = Person(
            name=contact.name, side=contact.side.value, contact_id=contact.id
        )

    def _company(self, text: str) -> str:
        """Return the company of a third party: the customer's own name says nothing."""
        customer = self._present.loaded.customer
        own = {fold(name) for name in (customer.name, customer.name_alt) if name}
        return "" if fold(text) in own else text

    def _refuse(
        self, sheet: Shape, key: str, item: str, names: Iterable[str], error: UserError
    ) -> None:
        self.refused += [Refusal(sheet, key, item, name, error) for name in names]

    def _step(self, place: int, total: int) -> None:
        if place % 50 == 0:
            self._progress.check_cancelled()
            self._progress.report(place, total)


def _role(text: str) -> dict[str, object]:
    """Read a role that we offer, else take the words as the person's title."""
    for language in LANGUAGES:
        translator = Translator(language)
        for role, label in CONTACT_ROLE_LABELS.items():
            if text and fold(text) == fold(translator.text(label)):
                return {"role": role, "title": ""}
    return {"title": text, "role": ContactRole.OTHER} if not text else {"title": text}
