"""Lists as the command line prints them: flat lines of plain values, stable for scripts."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any, cast

from csdesk.app.fields import codes_of
from csdesk.app.filters import Condition, check_codes, check_fields, matches, parse_filter
from csdesk.app.queries.customers import list_customers
from csdesk.app.queries.items import load_items
from csdesk.app.queries.kickoffs import kickoff_waits
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.app.templates import TemplateChoice, list_templates
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import Language, MilestoneKind, Rag, RowKind, Stage
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import (
    Baseline,
    Contact,
    Contract,
    Customer,
    Deal,
    Decision,
    DocumentLog,
    Export,
    Goal,
    GoalValue,
    ImportMapping,
    Json,
    Meeting,
    Note,
    Outcome,
    PlanRow,
    Project,
    Record,
    ReturnedFile,
    Risk,
    Setting,
    User,
)
from csdesk.domain.records_delivery import (
    Certificate,
    Criterion,
    Defect,
    Deliverable,
    StoryConsent,
)
from csdesk.domain.records_kickoff import GoalConfirmation, MeetingSeries
from csdesk.domain.state import GoldenWindow

Line = dict[str, Json]
_HIDDEN = frozenset({"version", "uid", "logo", "match_key", "next_number", "base", "snapshot"})
_RECORDS: Mapping[str, type[Record]] = {
    "baselines": Baseline,
    "deals": Deal,
    "contracts": Contract,
    "contacts": Contact,
    "meetings": Meeting,
    "series": MeetingSeries,
    "goals": Goal,
    "goal-values": GoalValue,
    "goal-confirmations": GoalConfirmation,
    "outcomes": Outcome,
    "risks": Risk,
    "decisions": Decision,
    "notes": Note,
    "deliverables": Deliverable,
    "criteria": Criterion,
    "defects": Defect,
    "users": User,
    "exports": Export,
    "documents": DocumentLog,
    "returned": ReturnedFile,
    "mappings": ImportMapping,
    "settings": Setting,
    "certificates": Certificate,
    "consents": StoryConsent,
}
_ROW_FIELDS = (
    "id", "title", "customer", "project", "kind", "status", "target", "agreed", "start", "finish",
    "slip", "late", "visible",
)  # fmt: skip
# The fields of the lists that are computed; those of a record are its columns.
_FIELDS: Mapping[str, tuple[str, ...]] = {
    "customers": (
        "owner", "stage", "rag", "signed_on", "window_start", "days_used", "days_left", "value_on",
        "window_slack", "next_meeting", "arr", "deals", "projects", "open_items", "late_items",
    ),
    "deals": ("kickoff_waits",),
    "projects": ("customer", "rag", "finish", "agreed_finish", "done_items", "items"),
    "milestones": _ROW_FIELDS,
    "phases": _ROW_FIELDS,
    "items": (
        "id", "number", "title", "customer", "project", "status", "side", "owner", "priority",
        "start", "target", "finish", "milestone", "late", "blocked", "visible", "critical",
        "customer_comment", "internal_note",
    ),
}  # fmt: skip
NOUNS: tuple[str, ...] = (
    "customers", "projects", "items", "milestones", "phases", "templates", *_RECORDS,
)  # fmt: skip


def fields_of(noun: str) -> tuple[str, ...]:
    """Return the fields that the lines of a list have, whether or not there are lines."""
    if noun == "templates":
        return tuple(item.name for item in fields(TemplateChoice))
    kind = {"customers": Customer, "projects": Project}.get(noun) or _RECORDS.get(noun)
    names = list(_FIELDS.get(noun, ()))
    if kind is not None:
        columns = [item.name for item in fields(kind) if item.name not in _HIDDEN]
        names += [name.removesuffix("_minor") for name in columns]
        names += _placed_by({*columns})
    return tuple(dict.fromkeys(names))


def _placed_by(columns: Collection[str]) -> list[str]:
    """Return the names that a list adds to ids: whose record it is, of which project or goal."""
    places = {
        "customer_id": ["customer"],
        "project_id": ["customer", "project"],
        "goal_id": ["customer", "goal"],
    }
    return [name for column, names in places.items() if column in columns for name in names]


def codes_in(noun: str) -> Mapping[str, tuple[str, ...]]:
    """Return the fields of a list that hold codes, with all codes that can stand there."""
    if noun == "templates":
        return codes_of(TemplateChoice)
    kinds = {"customers": Customer, "projects": Project}
    codes = codes_of(kinds.get(noun) or _RECORDS.get(noun) or PlanRow)
    if noun == "customers":
        codes["stage"] = tuple(stage.value for stage in Stage)
    if noun in {"customers", "projects"}:
        codes["rag"] = tuple(rag.value for rag in Rag)
    if noun in {"milestones", "phases"}:
        codes["kind"] = tuple(kind.value for kind in (*MilestoneKind, *RowKind))
    return {name: found for name, found in codes.items() if name in fields_of(noun)}


def read_filter(noun: str, expression: str) -> tuple[Condition, ...]:
    """Return the conditions of a filter; refuse fields and codes that the list cannot have."""
    conditions = parse_filter(expression)
    if noun in NOUNS:
        check_fields(conditions, fields_of(noun))
        check_codes(conditions, codes_in(noun))
    return conditions


def list_lines(
    store: Store,
    noun: str,
    *,
    customer_id: int | None = None,
    project_id: int | None = None,
    filter_by: str | None = None,
    language: Language = Language.EN,
) -> list[Line]:
    """Return the lines of a list, each with `id` where it has one; `filter_by` is an expression."""
    conditions = read_filter(noun, filter_by) if filter_by is not None else ()
    today = store.today()
    if noun == "templates":
        lines = [_template_line(choice) for choice in list_templates(store, language=language)]
    elif noun == "items":
        lines = _items(store, customer_id, project_id)
    else:
        with store.read() as reader:
            lines = _from_reader(reader, noun, customer_id, project_id, today)
    return [line for line in lines if matches(line, conditions, today)]


def record_line(record: Record) -> Line:
    """Return a record as plain values: dates ISO, money `{minor, currency}`, codes as they are."""
    line: Line = {"id": record.id}
    currency = getattr(record, "currency", "")
    for item in fields(record):
        name, value = item.name, getattr(record, item.name)
        if name in _HIDDEN or name in {"id", "currency"}:
            continue
        if name.endswith("_minor"):
            money: Json = None if value is None else {"minor": value, "currency": currency}
            line[name.removesuffix("_minor")] = money
        else:
            line[name] = _plain(value)
    if currency:
        line["currency"] = currency
    return line


def _plain(value: Any) -> Json:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, bytes):
        return None
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value  # type: ignore[no-any-return]


def _template_line(choice: Any) -> Line:
    return {item.name: _plain(getattr(choice, item.name)) for item in fields(choice)}


def _from_reader(
    reader: Reader, noun: str, customer_id: int | None, project_id: int | None, today: date
) -> list[Line]:
    makers: Mapping[str, Callable[[], list[Line]]] = {
        "customers": lambda: _customers(reader, customer_id, today),
        "projects": lambda: _projects(reader, customer_id, project_id),
        "milestones": lambda: _rows(reader, customer_id, project_id, RowKind.MILESTONE),
        "phases": lambda: _rows(reader, customer_id, project_id, RowKind.PHASE),
    }
    if noun in makers:
        return makers[noun]()
    if noun not in _RECORDS:
        raise UserError(
            "no_list",
            N_("There is no list {name}. The lists are: {known}."),
            name=noun,
            known=", ".join(NOUNS),
        )
    kind = _RECORDS[noun]
    equals: dict[str, Any] = {}
    columns = {item.name for item in fields(kind)}
    if customer_id is not None and "customer_id" in columns:
        equals["customer_id"] = customer_id
    elif customer_id is not None and "project_id" in columns and project_id is None:
        mine = reader.find(Project, customer_id=customer_id)
        equals["project_id"] = [project.id for project in mine]
    elif customer_id is not None and "goal_id" in columns:
        equals["goal_id"] = [goal.id for goal in reader.find(Goal, customer_id=customer_id)]
    if project_id is not None and "project_id" in columns:
        equals["project_id"] = project_id
    place = _Places(reader)
    lines = [record_line(record) | place.of(record) for record in reader.find(kind, **equals)]
    if kind is Deal:
        waits = kickoff_waits(reader, today)
        return [line | {"kickoff_waits": waits.get(cast("int", line["id"]))} for line in lines]
    return lines


class _Places:
    """Names whose a record is, where the record itself has only ids."""

    def __init__(self, reader: Reader) -> None:
        self._customers = {one.id: one.name for one in reader.find(Customer)}
        self._projects = {one.id: one for one in reader.find(Project)}
        self._goals = {one.id: one for one in reader.find(Goal)}

    def of(self, record: Any) -> Line:
        line: Line = {}
        customer_id = getattr(record, "customer_id", None)
        if hasattr(record, "project_id"):
            project = self._projects.get(record.project_id)
            line["project"] = None if project is None else project.code
            customer_id = customer_id or (None if project is None else project.customer_id)
            line["customer"] = self._customers.get(customer_id or 0, "")
        elif hasattr(record, "goal_id"):
            goal = self._goals[record.goal_id]
            line |= {"goal": goal.title, "customer": self._customers[goal.customer_id]}
        elif customer_id is not None:
            line["customer"] = self._customers.get(customer_id, "")
        return line


def _customers(reader: Reader, customer_id: int | None, today: date) -> list[Line]:
    rows = list_customers(reader, today, None if customer_id is None else [customer_id])
    deals, projects = _counts(reader, Deal), _counts(reader, Project)
    lines: list[Line] = []
    for row in sorted(rows, key=lambda one: (one.customer.name.casefold(), one.id)):
        meeting = row.next_meeting
        arr: list[Json] = [
            {"minor": minor, "currency": currency} for currency, minor in row.money.items()
        ]
        lines.append(
            record_line(row.customer)
            | {
                "owner": row.owner,
                "stage": row.stage.value,
                "rag": None if row.rag is None else row.rag.rag.value,
                "signed_on": _plain(row.signed_on),
                **_window(row.window),
                "next_meeting": None if meeting is None else _plain(meeting.day),
                "arr": arr if row.money_is_arr else [],
                "deals": deals.get(row.id, 0),
                "projects": projects.get(row.id, 0),
                "open_items": row.open_items,
                "late_items": row.late_items,
            }
        )
    return lines


def _window(window: GoldenWindow | None) -> Line:
    """Return the count that runs: `window_slack` are the days from the forecast to its end."""
    counts = window if window is not None and not window.reached else None
    return {
        "window_start": None if counts is None else _plain(counts.start),
        "days_used": None if counts is None else counts.day,
        "days_left": None if counts is None else counts.left,
        "value_on": None if window is None else _plain(window.value_on),
        "window_slack": None if counts is None else counts.slack,
    }


def _counts(reader: Reader, kind: type[Deal] | type[Project]) -> dict[int, int]:
    return dict(Counter(record.customer_id for record in reader.find(kind)))


def _loaded(reader: Reader, customer_id: int | None, project_id: int | None) -> list[LoadedProject]:
    if project_id is not None:
        return list(load_projects(reader, [project_id]))
    if customer_id is not None:
        mine = reader.find(Project, customer_id=customer_id)
        return list(load_projects(reader, [project.id for project in mine]))
    return list(load_projects(reader, None))


def _projects(reader: Reader, customer_id: int | None, project_id: int | None) -> list[Line]:
    lines: list[Line] = []
    for loaded in _loaded(reader, customer_id, project_id):
        state = loaded.state
        lines.append(
            record_line(loaded.project)
            | {
                "customer": loaded.customer.name,
                "rag": state.rag.rag.value,
                "finish": _plain(state.finish),
                "agreed_finish": _plain(state.agreed_finish),
                "done_items": state.done_items,
                "items": state.all_items,
            }
        )
    return lines


def _rows(
    reader: Reader, customer_id: int | None, project_id: int | None, kind: RowKind
) -> list[Line]:
    lines: list[Line] = []
    for loaded in _loaded(reader, customer_id, project_id):
        for row_id in loaded.state.order:
            row, state = loaded.rows[row_id], loaded.state.rows[row_id]
            if row.kind is kind:
                lines.append({
                    "id": row.id,
                    "title": row.title,
                    "customer": loaded.customer.name,
                    "project": loaded.project.code,
                    "kind": row.milestone_kind.value if row.milestone_kind else row.kind.value,
                    "status": row.status.value,
                    "target": _plain(row.target),
                    "agreed": _plain(state.agreed),
                    "start": _plain(state.start),
                    "finish": _plain(state.finish),
                    "slip": state.slip,
                    "late": state.late,
                    "visible": state.visible,
                })  # fmt: skip
    return lines


def _items(store: Store, customer_id: int | None, project_id: int | None) -> list[Line]:
    data = load_items(store, customer_id=customer_id, project_id=project_id)
    lines: list[Line] = []
    for item in data.lines:
        row = item.row
        lines.append({
            "id": row.id,
            "number": None if row.number is None else f"A{row.number}",
            "title": row.title,
            "customer": item.customer_name,
            "project": item.project_name,
            "status": row.status.value,
            "side": row.side.value,
            "owner": item.owner,
            "priority": row.priority.value,
            "start": _plain(item.start),
            "target": _plain(row.target),
            "finish": _plain(item.finish),
            "milestone": item.milestone,
            "late": item.late,
            "blocked": item.blocked_days,
            "visible": item.visible,
            "critical": item.critical,
            "customer_comment": row.customer_comment,
            "internal_note": row.internal_note,
        })  # fmt: skip
    return lines
