"""One customer of the demo, from what its file says to commands in the order of their days."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from csdesk.app.commands import (
    agendas,
    baselines,
    contacts,
    contracts,
    customers,
    deals,
    decisions,
    goals,
    items,
    meetings,
    notes,
    outcomes,
    plan,
    projects,
    risks,
    slips,
)
from csdesk.app.demo_days import Days
from csdesk.app.demo_delivery import Delivery
from csdesk.app.queries.plans import load_project
from csdesk.data.store import Store
from csdesk.domain.codes import (
    AcceptanceResult,
    Cause,
    MeetingStatus,
    MilestoneKind,
    RowKind,
    Status,
)
from csdesk.domain.money import minor_digits
from csdesk.domain.records import Attendance, Meeting, PlanRow
from csdesk.domain.records_kickoff import AgendaItem

_DAYS = frozenset({"last_spoke", "left_on", "thanked_on", "said_on", "target_date", "trigger_on"})
_DECIMALS = frozenset({"baseline", "target", "amount"})


class CustomerBuilder:
    """Builds one customer. What happened is stored in the order of the days it happened on."""

    def __init__(
        self, store: Store, content: Mapping[str, Any], days: Days, people: Mapping[str, int]
    ) -> None:
        self.project_id: int | None = None
        self._store = store
        self._content = content
        self._days = days
        self._people = people
        self._contacts: dict[str, int] = {}
        self._rows: dict[str, int] = {}
        self._customer_id = 0
        self._events: list[tuple[date, Callable[[], object]]] = []

    def build(self) -> int:
        """Store the customer and return its id."""
        content = self._content
        customer = customers.create(self._store, **content["customer"])
        self._customer_id = customer.id
        digits = minor_digits(customer.currency)
        for entry in content.get("contacts", ()):
            facts = self._facts(entry, "key", "successor")
            self._contacts[entry["key"]] = contacts.create(
                self._store, customer_id=customer.id, **facts
            ).id
        for entry in content.get("deals", ()):
            self._deal(entry, digits)
        for entry in content.get("contracts", ()):
            self._contract(entry, digits)
        if "plan" in content:
            self._plan(content["plan"])
        self._collect(digits)
        self._events.sort(key=lambda event: event[0])
        for _, event in self._events:
            event()
        for entry in content.get("slips", ()):
            self._slip(entry)
        self._delivery().build()
        if content.get("plan", {}).get("all_done") and self.project_id is not None:
            projects.finish(self._store, project_id=self.project_id)
        return customer.id

    def _delivery(self) -> Delivery:
        return Delivery(
            store=self._store,
            content=self._content,
            days=self._days,
            people=self._people,
            customer_id=self._customer_id,
            project_id=self.project_id,
            contacts=self._contacts,
            rows=self._rows,
        )

    def _collect(self, digits: int) -> None:
        """Put everything that has a day on the list of events."""
        content, store = self._content, self._store
        for entry in content.get("goals", ()):
            self._goal(entry)
        for entry in content.get("meetings", ()):
            self._meeting(entry)
        for entry in content.get("edits", ()):
            self._at(entry["on"], self._edit, entry)
        for entry in content.get("asks", ()):
            self._at(entry["on"], self._ask, entry)
        for entry in content.get("outcomes", ()):
            self._at(entry["day"], self._outcome, entry, digits)
        for entry in content.get("risks", ()):
            facts = self._facts(entry)
            self._at(
                "0", risks.create, store, customer_id=self._customer_id, **self._of_project(facts)
            )
        for kind, create in (("decisions", decisions.create), ("notes", notes.create)):
            for entry in content.get(kind, ()):
                facts = self._facts(entry, "day") | {"day": self._days.day(entry["day"])}
                self._at(
                    entry["day"], create, store, customer_id=self._customer_id,
                    **self._of_project(facts),
                )  # fmt: skip
        if "baseline" in content:
            entry = content["baseline"]
            self._at(
                entry["on"], baselines.agree, store, project_id=self.project_id,
                agreed_by=entry["by"], agreed_on=self._days.day(entry["on"]), name=entry["name"],
            )  # fmt: skip
        if "success" in content:
            entry = content["success"]
            self._at(
                entry["on"], goals.confirm_success, store, customer_id=self._customer_id,
                confirmed_by=entry["by"], text=entry["text"], day=self._days.day(entry["on"]),
            )  # fmt: skip
        if "acceptance" in content:
            self._acceptance(AcceptanceResult(content["acceptance"]["result"]))

    def _acceptance(self, result: AcceptanceResult) -> None:
        """Accept on the day that the plan says."""
        with self._store.read() as reader:
            row = reader.first(
                PlanRow, project_id=self.project_id, milestone_kind=MilestoneKind.ACCEPTANCE
            )
        if row is not None and row.target is not None:
            day = row.target
            self._events.append(
                (
                    day,
                    lambda: projects.record_acceptance(
                        self._store, project_id=row.project_id, result=result, on=day
                    ),
                )
            )

    def _at(self, offset: str, command: Callable[..., object], *args: Any, **kwargs: Any) -> None:
        self._events.append((self._days.day(offset), lambda: command(*args, **kwargs)))

    def _facts(self, entry: Mapping[str, Any], *without: str) -> dict[str, Any]:
        """Return the fields of a record: days and figures read."""
        facts: dict[str, Any] = {}
        for name, value in entry.items():
            if name in _DAYS:
                facts[name] = self._days.day(value)
            elif name in _DECIMALS:
                facts[name] = Decimal(value)
            elif name not in without:
                facts[name] = value
        return facts

    def _of_project(self, facts: dict[str, Any]) -> dict[str, Any]:
        return facts if self.project_id is None else {**facts, "project_id": self.project_id}

    def _deal(self, entry: Mapping[str, Any], digits: int) -> None:
        facts = dict(entry)
        deals.create(
            self._store,
            customer_id=self._customer_id,
            closed_on=self._days.day(facts.pop("closed")),
            amount_minor=int(facts.pop("amount")) * 10**digits,
            **facts,
        )

    def _contract(self, entry: Mapping[str, Any], digits: int) -> None:
        facts = dict(entry)
        signed, months = self._days.day(facts.pop("signed")), int(facts.pop("months"))
        if "end_in" in facts:
            end = self._days.day_in(facts.pop("end_in"))
            start = _months_later(end + timedelta(days=1), -months)
        else:
            start = self._days.day(facts.pop("start"))
            end = _months_later(start, months) - timedelta(days=1)
        for name in ("annual", "seat_price", "fee"):
            facts[f"{name}_minor"] = int(facts.pop(name)) * 10**digits
        contracts.create(
            self._store,
            customer_id=self._customer_id,
            start=start,
            end=end,
            signed_on=signed,
            **facts,
        )

    def _plan(self, entry: Mapping[str, Any]) -> None:
        applied = plan.apply_template(
            self._store,
            customer_id=self._customer_id,
            template_code=entry["template"],
            start=self._days.day(entry["start"]),
            name=entry["name"],
        )
        self.project_id, self._rows = applied.project.id, dict(applied.row_ids)
        if entry.get("all_done"):
            self._done_as_planned()

    def _done_as_planned(self) -> None:
        """Finish every item on its target date, and what no other command reaches."""
        with self._store.read() as reader:
            rows = reader.find(PlanRow, project_id=self.project_id)
        by_day: dict[date, list[int]] = {}
        for row in rows:
            reached = row.milestone_kind in (MilestoneKind.OTHER, MilestoneKind.GO_LIVE)
            if row.target is not None and (row.kind is RowKind.ITEM or reached):
                by_day.setdefault(row.target, []).append(row.id)
        for day, row_ids in by_day.items():
            self._events.append(
                (
                    day,
                    lambda row_ids=row_ids, day=day: items.update(  # type: ignore[misc]
                        self._store, row_ids=row_ids, status=Status.DONE, on=day
                    ),
                )
            )

    def _edit(self, entry: Mapping[str, Any]) -> None:
        facts = {k: v for k, v in entry.items() if k not in ("rows", "on", "owner")}
        if "owner" in entry:
            facts["owner_contact_id"] = self._contacts[entry["owner"]]
        if "blocked_since" in facts:
            facts["blocked_since"] = self._days.day(facts["blocked_since"])
        items.update(
            self._store,
            row_ids=[self._rows[code] for code in entry["rows"]],
            on=self._days.day(entry["on"]),
            **facts,
        )

    def _ask(self, entry: Mapping[str, Any]) -> None:
        items.ask(
            self._store,
            row_ids=[self._rows[code] for code in entry["rows"]],
            on=self._days.day(entry["on"]),
        )

    def _slip(self, entry: Mapping[str, Any]) -> None:
        """Record days on each milestone named; `rest` takes what the others leave unexplained."""
        if self.project_id is None:
            return
        loaded = load_project(self._store, self.project_id)
        for code in entry["milestones"]:
            row_id = self._rows[code]
            recorded = sum(s.days for s in loaded.plan.slips if s.milestone_id == row_id)
            total = loaded.state.rows[row_id].slip or 0
            days = total - recorded if entry.get("rest") else min(int(entry["days"]), total)
            if days > 0:
                slips.record(
                    self._store,
                    milestone_id=row_id,
                    days=days,
                    cause=Cause(entry["cause"]),
                    day=self._days.day(entry["on"]),
                    text=entry["text"],
                    row_id=self._rows[entry["row"]] if "row" in entry else None,
                )

    def _goal(self, entry: Mapping[str, Any]) -> None:
        facts = self._facts(entry, "values", "source")
        goal = goals.create(self._store, customer_id=self._customer_id, **facts)
        for offset, value in entry.get("values", ()):
            self._at(
                offset, goals.add_value, self._store, goal_id=goal.id, value=Decimal(value),
                day=self._days.day(offset), source=entry.get("source", ""),
            )  # fmt: skip

    def _outcome(self, entry: Mapping[str, Any], digits: int) -> None:
        facts = self._facts(entry, "day", "money", "reaches")
        if "money" in entry:
            facts["money_minor"] = int(entry["money"]) * 10**digits
        if "reaches" in entry:
            facts["milestone_id"] = self._rows[entry["reaches"]]
        outcomes.create(
            self._store,
            customer_id=self._customer_id,
            day=self._days.day(entry["day"]),
            **self._of_project(facts),
        )

    def _meeting(self, entry: Mapping[str, Any]) -> None:
        names = ("kind", "minutes", "place", "title")
        who: Sequence[str] = entry.get("who", ())
        meeting = meetings.create(
            self._store,
            customer_id=self._customer_id,
            day=self._days.day(entry["day"]),
            at=time.fromisoformat(entry["at"]),
            contact_ids=[self._contacts[key] for key in who],
            user_ids=[self._people[name] for name in entry.get("us", ())],
            **{name: entry[name] for name in names if name in entry},
        )
        if entry.get("agenda"):
            agendas.apply(self._store, meeting_id=meeting.id)
        status = MeetingStatus(entry.get("status", MeetingStatus.PLANNED))
        if status is MeetingStatus.MISSED:
            self._at(entry["day"], meetings.miss, self._store, meeting_id=meeting.id)
        elif status is not MeetingStatus.PLANNED:
            self._at(entry["day"], self._held, entry, meeting, status)

    def _held(self, entry: Mapping[str, Any], meeting: Meeting, status: MeetingStatus) -> None:
        with self._store.read() as reader:
            rows = reader.find(Attendance, meeting_id=meeting.id)
            agenda = reader.find(AgendaItem, meeting_id=meeting.id)
        by_contact = {row.contact_id: row for row in rows}
        by_user = {row.user_id: row for row in rows}
        absent = {self._contacts[key] for key in entry.get("absent", ())}
        meetings.hold(
            self._store,
            meeting_id=meeting.id,
            day=meeting.day,
            attended={row.id: row.contact_id not in absent for row in rows},
            summary=entry.get("summary", ""),
        )
        for key, words in entry.get("commitments", {}).items():
            attendance = by_contact[self._contacts[key]]
            meetings.update_attendance(self._store, attendance_id=attendance.id, commitment=words)
        for name, words in entry.get("our_commitments", {}).items():
            attendance = by_user[self._people[name]]
            meetings.update_attendance(self._store, attendance_id=attendance.id, commitment=words)
        self._delivery().said(meeting.id, entry.get("said", []))
        for topic in agenda:
            agendas.check(self._store, item_id=topic.id)
        if status is MeetingStatus.CLOSED:
            meetings.close(self._store, meeting_id=meeting.id)


def _months_later(day: date, months: int) -> date:
    """Return the same day some months later, or the last of that month."""
    total = day.year * 12 + day.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
