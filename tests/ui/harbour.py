"""The plan of the drawing, made by commands in a real workspace file: once a run, then copied."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from csdesk.app.commands import baselines, contacts, customers, deals, items, links, projects, rows
from csdesk.data.store import Store
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import Language, MilestoneKind, RowKind, Side, Status
from csdesk.domain.records import User, Workspace

TODAY = date(2026, 11, 30)
_M = MilestoneKind
# title, side, owner, agreed start, agreed finish, start, finish, status, progress, milestone
_PHASES: tuple[tuple[str, tuple[tuple[object, ...], ...]], ...] = (
    ("Kickoff and goals", (
        ("Discovery call", "lin", "10-27", "10-27", None, None, "done", 100, None),
        ("Kickoff held", "lin", "11-05", "11-05", None, None, "done", 100, _M.KICKOFF),
    )),
    ("Set-up and data", (
        ("Shift rules workshop", "lin", "11-09", "11-13", None, None, "done", 100, None),
        ("Configure 6 shift types", "chen", "11-16", "11-19", "11-16", "11-20", "done", 100, None),
        ("Employee file, 46 restaurants", "zhou", "11-16", "11-24", "11-16", "12-02",
         "in_progress", 80, None),
        ("WeCom sign-on", "yunqi", "11-23", "12-04", None, None, "in_progress", 40, None),
        ("Data import", "chen", "11-25", "11-30", "12-03", "12-08", "scheduled", 0, None),
        ("Check imported data", "zhou", "12-01", "12-02", "12-09", "12-10", "todo", 0, None),
        ("Data ready", "zhou", "12-02", "12-02", "12-10", "12-10", "todo", 0, _M.OTHER),
    )),
    ("Pilot, 5 restaurants", (
        ("Train 5 restaurant managers", "lin", "12-03", "12-07", "12-11", "12-15", "todo", 0, None),
        ("Publish two weeks of rosters", "fang", "12-08", "12-16", "12-16", "12-24", "todo", 0,
         None),
        ("First value: overtime seen", "guo", "12-16", "12-16", "12-24", "12-24", "todo", 0,
         _M.VALUE),
    )),
    ("Roll-out, 41 restaurants", (
        ("Manager guide and video", "lin", "11-25", "12-11", None, None, "in_progress", 35, None),
        ("Payroll export", "yunqi", "12-14", "12-30", None, None, "todo", 0, None),
        ("Train 41 managers", "lin", "12-17", "01-04", "12-28", "01-12", "todo", 0, None),
        ("Go-live, all 46", "lin", "01-04", "01-04", "01-12", "01-12", "todo", 0, _M.GO_LIVE),
    )),
    ("Acceptance", (
        ("Sign-off sheet prepared", "lin", "01-18", "01-20", None, None, "todo", 0, None),
        ("Acceptance signed", "guo", "01-22", "01-22", None, None, "todo", 0, _M.ACCEPTANCE),
    )),
)  # fmt: skip
_LINKS = (
    ("Kickoff held", "Shift rules workshop"),
    ("Shift rules workshop", "Configure 6 shift types"),
    ("Shift rules workshop", "Employee file, 46 restaurants"),
    ("Configure 6 shift types", "WeCom sign-on"),
    ("Employee file, 46 restaurants", "Data import"),
    ("WeCom sign-on", "Payroll export"),
    ("Data import", "Check imported data"),
    ("Check imported data", "Data ready"),
    ("Data ready", "Train 5 restaurant managers"),
    ("Train 5 restaurant managers", "Publish two weeks of rosters"),
    ("Publish two weeks of rosters", "First value: overtime seen"),
    ("First value: overtime seen", "Train 41 managers"),
    ("Train 41 managers", "Go-live, all 46"),
    ("Go-live, all 46", "Sign-off sheet prepared"),
    ("Sign-off sheet prepared", "Acceptance signed"),
)


@dataclass(frozen=True)
class Harbour:
    """The workspace and where things are in it."""

    store: Store
    customer_id: int
    project_id: int
    rows: dict[str, int]


def _day(text: object) -> date:
    month, day = str(text).split("-")
    return date(2027 if int(month) < 6 else 2026, int(month), int(day))


def make_harbour(path: Path) -> Harbour:
    """Return a fresh copy of the workspace, open; the caller closes its store."""
    content, made = harbour_file()
    path.write_bytes(content)
    return replace(made, store=Store.open(path, clock=FixedClock(TODAY)))


@lru_cache(maxsize=1)
def harbour_file() -> tuple[bytes, Harbour]:
    """Return what stands in the file and, on a closed store, where things are in it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "harbour.csdesk"
        made = _build(path)
        made.store.close()
        return path.read_bytes(), made


def _build(path: Path) -> Harbour:
    workspace = Workspace(
        uid="w", company="Rotalane", country="CN", currency="CNY", timezone="Asia/Shanghai",
        language=Language.EN, created_at=FixedClock(TODAY).now(),
    )  # fmt: skip
    store = Store.create(
        path, workspace, User(name="Lin Yue"), clock=FixedClock(TODAY), backups=False
    )
    customer = customers.create(store, name="Harbour Noodle", code="HN", country="CN")
    deals.create(store, customer_id=customer.id, name="Scheduling", closed_on=date(2026, 10, 20))
    people = _people(store, customer.id)
    project = projects.create(
        store, customer_id=customer.id, name="Staff scheduling", start=date(2026, 10, 20)
    )
    made: dict[str, int] = {}
    for title, children in _PHASES:
        phase = rows.add(store, project_id=project.id, title=title, kind=RowKind.PHASE)
        made[title] = phase.id
        for child in children:
            _add(store, project.id, phase.id, child, people, made)
    for before, after in _LINKS:
        links.link(store, predecessor_id=made[before], successor_id=made[after])
    baselines.agree(store, project_id=project.id, agreed_by="Guo Wei", agreed_on=date(2026, 11, 6))
    for _, children in _PHASES:
        for child in children:
            _advance(store, child, made)
    return Harbour(store, customer.id, project.id, made)


def _people(store: Store, customer_id: int) -> dict[str, dict[str, object]]:
    from csdesk.app.commands import users

    with store.read() as reader:
        lin = reader.find(User)[0]
    people: dict[str, dict[str, object]] = {"lin": {"owner_user_id": lin.id, "side": Side.US}}
    chen = users.create(store, name="Chen Hao")
    people["chen"] = {"owner_user_id": chen.id, "side": Side.US}
    for key, name, side in (
        ("zhou", "Zhou Min", Side.CUSTOMER),
        ("guo", "Guo Wei", Side.CUSTOMER),
        ("fang", "Fang Jie", Side.CUSTOMER),
        ("yunqi", "Yunqi", Side.THIRD),
    ):
        one = contacts.create(store, customer_id=customer_id, name=name, side=side)
        people[key] = {"owner_contact_id": one.id, "side": side}
    return people


def _add(
    store: Store,
    project_id: int,
    phase_id: int,
    child: tuple[object, ...],
    people: dict[str, dict[str, object]],
    made: dict[str, int],
) -> None:
    title, who, start, finish = child[:4]
    kind = RowKind.MILESTONE if child[8] else RowKind.ITEM
    fields: dict[str, Any] = {"start": _day(start), "target": _day(finish), **people[str(who)]}
    if child[8]:
        fields["milestone_kind"] = child[8]
    row = rows.add(
        store, project_id=project_id, title=str(title), kind=kind, parent_id=phase_id, **fields
    )
    made[row.title] = row.id


def _advance(store: Store, child: tuple[object, ...], made: dict[str, int]) -> None:
    row_id = made[str(child[0])]
    status = Status(str(child[6]))
    if child[4] is not None and status is not Status.DONE:
        items.update(store, row_ids=[row_id], start=_day(child[4]), target=_day(child[5]))
    if status is Status.DONE:
        finish = _day(child[5] or child[3])
        items.update(store, row_ids=[row_id], status=status, on=finish)
    elif status is Status.IN_PROGRESS:
        start = _day(child[4] or child[2])
        items.update(store, row_ids=[row_id], status=status, on=start)
        items.update(store, row_ids=[row_id], progress=child[7])
    elif status is not Status.TODO:
        items.update(store, row_ids=[row_id], status=status)
