"""What a demo customer was promised and got: scope, acceptance, certificates, requests."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from csdesk.app.commands import (
    certificates,
    consents,
    contacts,
    defects,
    handover,
    manager_checks,
    meeting_entries,
    scope,
    series,
    support_requests,
)
from csdesk.app.demo_days import Days
from csdesk.data.store import Store

_ZONE = ZoneInfo("Asia/Shanghai")  # our support's


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """Stores these parts of one customer, whose contacts and rows are known by their keys."""

    store: Store
    content: Mapping[str, Any]
    days: Days
    people: Mapping[str, int]  # of ours, by name
    customer_id: int
    project_id: int | None
    contacts: Mapping[str, int]
    rows: Mapping[str, int]

    def build(self) -> None:
        """Store handover, scope, punch list, certificates, consents, requests and cadences."""
        self._handover()
        if self.project_id is not None:
            self._scope(self.project_id)
        for entry in self.content.get("certificates", ()):
            facts = dict(entry)
            certificates.issue(
                self.store,
                customer_id=self.customer_id,
                contact_id=self.contacts[facts.pop("who")],
                on=self.days.day(facts.pop("day")),
                **facts,
            )
        for entry in self.content.get("consents", ()):
            consents.record(
                self.store,
                customer_id=self.customer_id,
                given_by=entry["by"],
                covers=entry["covers"],
                on=self.days.day(entry["day"]),
            )
        for entry in self.content.get("requests", ()):
            self._request(entry)
        for entry in self.content.get("series", ()):
            self._series(entry)

    def _handover(self) -> None:
        """Store what sales handed over, who took over from whom, and the manager's check."""
        for entry in self.content.get("contacts", ()):
            if "successor" in entry:
                contacts.leave(
                    self.store,
                    contact_id=self.contacts[entry["key"]],
                    left_on=self.days.day(entry["left_on"]),
                    successor_id=self.contacts[entry["successor"]],
                )
        if "handover" in self.content:
            facts = dict(self.content["handover"])
            if "seller" in facts:
                facts["sales_user_id"] = self.people[facts.pop("seller")]
            handover.put(self.store, customer_id=self.customer_id, **facts)
        for entry in self.content.get("points", ()):
            handover.create_point(
                self.store, customer_id=self.customer_id, **self._dated(entry, "day")
            )
        if "check" in self.content and self.project_id is not None:
            facts = self._dated(self.content["check"], "checked_on", "who")
            manager_checks.record(
                self.store,
                project_id=self.project_id,
                contact_id=self.contacts[self.content["check"]["who"]],
                **facts,
            )

    def _series(self, entry: Mapping[str, Any]) -> None:
        """Store a cadence; its next meeting stands in the calendar."""
        facts = {name: entry[name] for name in ("kind", "minutes", "place", "title", "rule")
                 if name in entry}  # fmt: skip
        series.create(
            self.store,
            customer_id=self.customer_id,
            start=self.days.day(entry["start"]),
            at=time.fromisoformat(entry["at"]),
            contact_ids=[self.contacts[key] for key in entry.get("who", ())],
            user_ids=[self.people[name] for name in entry.get("us", ())],
            **facts,
        )

    def said(self, meeting_id: int, entries: list[Mapping[str, Any]]) -> None:
        """Write down what was said at a meeting, in its order."""
        for entry in entries:
            self._entry(meeting_id, dict(entry))

    def _entry(self, meeting_id: int, facts: dict[str, Any]) -> None:
        store = self.store
        if "row" in facts:
            meeting_entries.enter_row(store, meeting_id=meeting_id, row_id=self.rows[facts["row"]])
        elif "decision" in facts:
            what = facts.pop("decision")
            meeting_entries.record_decision(store, meeting_id=meeting_id, what=what, **facts)
        elif "risk" in facts:
            title = facts.pop("risk")
            meeting_entries.record_risk(store, meeting_id=meeting_id, title=title, **facts)
        else:
            meeting_entries.record_objection(
                store,
                meeting_id=meeting_id,
                text=facts["objection"],
                answer=facts.get("answer", ""),
                contact_id=self.contacts[facts["by"]],
            )

    def _scope(self, project_id: int) -> None:
        agreed = self.content.get("scope", {})
        for key, inside in (("deliverables", True), ("outside", False)):
            for title in agreed.get(key, ()):
                scope.create_deliverable(
                    self.store,
                    project_id=project_id,
                    title=title,
                    in_scope=inside,
                    agreed_by=agreed["by"],
                    agreed_on=self.days.day(agreed["on"]),
                )
        criteria: dict[str, int] = {}
        for entry in self.content.get("criteria", ()):
            facts = self._dated(entry, "checked_on", "key")
            made = scope.create_criterion(self.store, project_id=project_id, **facts)
            criteria[entry.get("key", "")] = made.id
        for entry in self.content.get("defects", ()):
            facts = self._dated(entry, "due", "about")
            if "done_on" in facts:
                facts["done_on"] = self.days.day(facts["done_on"])
            if "about" in entry:
                facts["criterion_id"] = criteria[entry["about"]]
            defects.create(self.store, project_id=project_id, **facts)

    def _dated(self, entry: Mapping[str, Any], day: str, *without: str) -> dict[str, Any]:
        facts = {name: value for name, value in entry.items() if name not in without}
        if day in facts:
            facts[day] = self.days.day(facts[day])
        return facts

    def _request(self, entry: Mapping[str, Any]) -> None:
        """Store one request: `after` minutes the first answer came, `solved` days later it held."""
        facts = dict(entry)
        day = self.days.day(facts.pop("day"))
        at = datetime.combine(day, time.fromisoformat(facts.pop("at")), _ZONE)
        who = facts.pop("who", None)
        after, solved = facts.pop("after", None), facts.pop("solved", None)
        waits = facts.pop("waits", False)
        if who is not None:
            facts["contact_id"] = self.contacts[who]
        if after is not None:
            facts["first_response_at"] = _utc(at + timedelta(minutes=after))
            facts["owner_user_id"] = self.people["Su Ning"]
        made = support_requests.create(
            self.store, customer_id=self.customer_id, received_at=_utc(at), **facts
        )
        if solved is not None:
            support_requests.solve(
                self.store,
                request_id=made.id,
                confirmed_by=self._names()[who],
                day=day + timedelta(days=solved),
            )
        elif waits:
            support_requests.wait(self.store, request_id=made.id)

    def _names(self) -> Mapping[str, str]:
        return {one["key"]: one["name"] for one in self.content.get("contacts", ())}


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
