"""A workspace with at least one row in every table, and random values for each column."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from hypothesis import strategies as st

from csdesk.data.mapping import COUNTERS, UNSTORED, Shape, shape_of
from csdesk.data.orm import MODELS
from csdesk.data.orm.types import Code, ExactDecimal, UtcDateTime
from csdesk.data.store import Store
from csdesk.domain import records as r
from csdesk.domain import records_delivery as d
from csdesk.domain import records_kickoff as k
from csdesk.domain.codes import Cause, DispatchWay, DocumentKind, Language, RowKind, Strength
from tests.support import TODAY, add_row

Snapshot = Mapping[str, Mapping[int, Mapping[str, Any]]]
UNDOABLE = [kind for kind, model in MODELS.items() if not model.is_fact]

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters=["\x00"]), max_size=12)
DATES = st.dates(date(1970, 1, 1), date(2099, 12, 31))


def fill(store: Store) -> None:
    """Store two of everything that a customer can have, linked with each other."""
    with store.write("world") as unit:
        calendar = unit.add(r.Calendar(name="CN"))
        unit.add(r.DayOff(calendar_id=calendar.id, day=TODAY))
        unit.add(r.Template(code="t", title="T", text="x"))
        unit.add(r.ImportMapping(name="m", kind="deals", fingerprint="f", mapping={"a": 1}))
        unit.add(r.Setting(key="k", value=[1]))
        for code in ("A", "B"):
            customer = unit.add(
                r.Customer(uid=code, code=code, name=code, calendar_id=calendar.id, owner_id=1)
            )
            owner: dict[str, Any] = {"customer_id": customer.id}
            contact = unit.add(r.Contact(uid=code, name="C", **owner))
            deal = unit.add(r.Deal(closed_on=TODAY, amount_minor=100, **owner))
            unit.add(r.Contract(start=TODAY, deal_id=deal.id, **owner))
            project = unit.add(
                r.Project(uid=code, code="P", name="P", start=TODAY, deal_id=deal.id, **owner)
            )
            unit.add(r.ProjectHold(project_id=project.id, since=TODAY, reason="h"))
            phase = add_row(unit, project, "phase", kind=RowKind.PHASE)
            goal_row = add_row(unit, project, "live", kind=RowKind.MILESTONE, parent_id=phase.id)
            item = add_row(
                unit,
                project,
                "item",
                parent_id=phase.id,
                leads_to_id=goal_row.id,
                number=unit.take_number(customer.id),
                owner_contact_id=contact.id,
                hours=Decimal("1.50"),
            )
            there: dict[str, Any] = {"project_id": project.id, **owner}
            unit.add(
                r.Dependency(
                    project_id=project.id, predecessor_id=item.id, successor_id=goal_row.id
                )
            )
            baseline = unit.add(r.Baseline(project_id=project.id, name="b", agreed_on=TODAY))
            unit.add(r.BaselineRow(baseline_id=baseline.id, row_id=item.id))
            unit.add(
                r.SlipEntry(
                    project_id=project.id,
                    milestone_id=goal_row.id,
                    row_id=item.id,
                    day=TODAY,
                    days=2,
                    cause=Cause.US,
                )
            )
            meeting = unit.add(r.Meeting(uid=code, day=TODAY, at=time(9, 30), **there))
            unit.add(r.Attendance(meeting_id=meeting.id, contact_id=contact.id))
            unit.add(r.Note(day=TODAY, text="n", contact_id=contact.id, **there))
            goal = unit.add(r.Goal(title="g", target=Decimal("0.1"), **owner))
            unit.add(r.GoalValue(goal_id=goal.id, day=TODAY, value=Decimal("12.30")))
            unit.add(
                k.GoalConfirmation(
                    goal_id=goal.id, day=TODAY, confirmed_by="C", meeting_id=meeting.id
                )
            )
            unit.add(
                r.SuccessConfirmation(
                    day=TODAY, confirmed_by="C", meeting_id=meeting.id, text="t", **owner
                )
            )
            unit.add(r.Outcome(milestone_id=goal_row.id, day=TODAY, title="o", **there))
            unit.add(r.Risk(title="r", **there))
            decision = unit.add(r.Decision(day=TODAY, what="w", **there))
            unit.add(d.MeetingEntry(meeting_id=meeting.id, decision_id=decision.id))
            made: dict[str, Any] = {
                "language": Language.EN,
                "file_name": "f",
                "made_at": datetime(2026, 11, 1, 8, 0, tzinfo=UTC),
                "as_of": TODAY,
                "number": 1,
            }
            left = unit.add(r.Export(uid=code, checksum="c", base={"1": {}}, **made, **there))
            unit.add(
                r.TrackerReturn(
                    export_id=left.id, number=1, file_name="f", sha256="s",
                    received_at=made["made_at"], content={"rows": []}, **there,
                )
            )  # fmt: skip
            kept = unit.add(
                r.ReturnedFile(
                    export_id=left.id, number=1, file_name="f", sha256="s", size=4,
                    received_at=made["made_at"], **there,
                )
            )  # fmt: skip
            unit.add(r.ReturnedContent(file_id=kept.id, content=b"PK\x00\xff", **owner))
            unit.add(r.CustomerWord(field="status", written="ok", value="done", **owner))
            log = unit.add(r.DocumentLog(kind=DocumentKind.STATUS, **made, **there))
            scope = unit.add(d.Deliverable(project_id=project.id, title="d"))
            criterion = unit.add(
                d.Criterion(project_id=project.id, deliverable_id=scope.id, text="c")
            )
            unit.add(
                d.Defect(project_id=project.id, criterion_id=criterion.id, number=1, title="d")
            )
            unit.add(
                d.Certificate(
                    contact_id=contact.id, number=code, name="C", statement="s",
                    facts=["f"], issued_on=TODAY, **owner,
                )
            )  # fmt: skip
            unit.add(k.Handover(sales_user_id=1, budget_minor=100, **owner))
            unit.add(k.HandoverPoint(text="p", **owner))
            unit.add(
                k.ManagerCheck(project_id=project.id, contact_id=contact.id, has_time=Strength.WEAK)
            )
            unit.add(k.AgendaItem(meeting_id=meeting.id, title="a"))
            series = unit.add(
                k.MeetingSeries(uid=code, rule="FREQ=WEEKLY", start=TODAY, at=time(9), **there)
            )
            unit.add(k.SeriesMember(series_id=series.id, contact_id=contact.id))
            unit.add(
                k.Invitation(uid=code, sequence=1, sent_at=made["made_at"], snapshot={}, **owner)
            )
            unit.add(d.StoryConsent(given_by="C", given_on=TODAY, **owner))
            unit.add(
                d.SupportRequest(
                    contact_id=contact.id, owner_user_id=1, title="q",
                    received_at=made["made_at"], **owner,
                )
            )  # fmt: skip
            unit.add(
                d.Dispatch(
                    document_id=log.id, at=made["made_at"], way=DispatchWay.SAVED,
                    recipients=[{"name": "C", "mail": ""}], **owner,
                )
            )  # fmt: skip
            unit.add(d.Picture(sha256=code, content=b"p"))
            language = Language.EN if code == "A" else Language.ZH_CN
            unit.add(
                d.MailTemplate(kind=DocumentKind.STATUS, language=language, subject="s", body="b")
            )


def snapshot(store: Store) -> Snapshot:
    """Return every column of every row but versions and counters."""
    with store.read() as reader:
        return {
            kind.__name__: {
                row.id: {
                    name: getattr(row, name)
                    for name in shape_of(kind).columns
                    if name != "version" and name not in COUNTERS.get(kind.__name__, ())
                }
                for row in reader.find(kind, order_by=["id"])
            }
            for kind in MODELS
        }


def value_for(column: sa.Column[Any], ids: Mapping[str, list[int]]) -> st.SearchStrategy[Any]:
    """Return what a column can hold; references point at stored rows."""
    kind = column.type
    values: st.SearchStrategy[Any]
    if column.foreign_keys:
        (key,) = column.foreign_keys
        values = st.sampled_from(ids[key.column.table.name])
    elif isinstance(kind, Code):
        values = st.sampled_from(list(kind.codes))
    elif isinstance(kind, ExactDecimal):
        values = st.decimals(-(10**12), 10**12, places=4)
    elif isinstance(kind, UtcDateTime):
        values = st.datetimes(datetime(1970, 1, 1), datetime(2099, 1, 1), timezones=st.just(UTC))
    elif isinstance(kind, sa.Date):
        values = DATES
    elif isinstance(kind, sa.Time):
        values = st.times()
    elif isinstance(kind, sa.Boolean):
        values = st.booleans()
    elif isinstance(kind, sa.BigInteger):
        values = st.integers(-(2**63), 2**63 - 1)
    elif isinstance(kind, sa.Integer):
        values = st.integers(-(2**31), 2**31 - 1)
    elif isinstance(kind, sa.LargeBinary):
        values = st.binary(max_size=20)
    elif isinstance(kind, sa.JSON):
        leaves = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXT
        values = st.dictionaries(TEXT, leaves, max_size=3)
    else:
        values = TEXT
    return values | st.none() if column.nullable else values


def changes_for(shape: Shape, ids: Mapping[str, list[int]]) -> st.SearchStrategy[dict[str, Any]]:
    """Return changes to some columns of one row, such as any command might make."""
    fixed = UNSTORED | COUNTERS.get(shape.name, frozenset())
    unique = {
        name
        for constraint in shape.table.constraints
        if isinstance(constraint, sa.UniqueConstraint)
        for name in list(constraint.columns.keys())
    }
    open_to_change = [
        column
        for column in shape.table.columns
        if column.name not in fixed | unique | {"parent_id"}
    ]
    if shape.name == "Workspace":  # a zone that does not exist would stop the clock
        open_to_change = [column for column in open_to_change if column.name != "timezone"]
    return st.fixed_dictionaries(
        {}, optional={column.name: value_for(column, ids) for column in open_to_change}
    )
