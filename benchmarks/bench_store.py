"""The store with 300 customers and 30,000 items: reading, one edit, undo, the backup's steps."""

import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from benchmarks.case import Case
from csdesk.data import backup
from csdesk.data.mapping import shape_of
from csdesk.data.orm.base import Row
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind
from csdesk.domain.records import Customer, PlanRow, Project
from tests.support import CLOCK, make_store

CUSTOMERS, ITEMS = 300, 100


class StepClock:
    """Notes the longest time for which a backup held the store's lock."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._since = time.perf_counter()

    def report(self, _done: int, _total: int, _text: str = "") -> None:
        """Note how long the step took."""
        self.longest = max(self.longest, time.perf_counter() - self._since)

    def check_cancelled(self) -> None:
        """Start the next step's time."""
        self._since = time.perf_counter()


def build(path: Path) -> None:
    """Make the workspace that the figures are about."""
    store = make_store(path)
    with store.write("build") as unit:
        customers = unit.add_all(
            Customer(uid=f"c{number}", code=f"C{number}", name=f"Customer {number}")
            for number in range(CUSTOMERS)
        )
        start = date(2026, 10, 1)
        projects = unit.add_all(
            Project(uid=f"p{one.id}", customer_id=one.id, code="P1", name="Plan", start=start)
            for one in customers
        )
        unit.add_all(
            PlanRow(
                uid=f"r{project.id}-{number}",
                customer_id=project.customer_id,
                project_id=project.id,
                kind=RowKind.ITEM,
                number=number,
                position=number,
                title=f"Send the list of users, part {number}",
                start=start,
                target=start,
            )
            for project in projects
            for number in range(1, ITEMS + 1)
        )
    store.close()


def cases(folder: Path) -> Iterable[Case]:
    """Measure on one file, which stays open."""
    path = folder / "large.csdesk"
    build(path)
    store = Store.open(path, clock=CLOCK, backups=False)

    def read_records() -> None:
        with store.read() as reader:
            assert len(reader.find(PlanRow)) == CUSTOMERS * ITEMS

    def read_objects() -> None:
        with store.read() as reader, Session(reader.rows.connection) as session:
            model: type[Row] = shape_of(PlanRow).model
            assert len(session.query(model).all()) == CUSTOMERS * ITEMS

    turn = iter(range(1_000_000))

    def edit() -> None:
        with store.write("edit") as unit:
            unit.update(PlanRow, 500, title=f"Title {next(turn)}")

    def move_and_undo() -> None:
        with store.write("move") as unit:
            day = date(2026, 10, 2 + next(turn) % 27)
            unit.update_all(PlanRow, {number: {"start": day} for number in range(1, 501)})
        store.undo()

    def move_without_a_journal() -> None:
        for _ in range(2):
            day = date(2026, 10, 2 + next(turn) % 27)
            with store.write("plain") as unit, Session(unit.rows.connection) as session:
                model = shape_of(PlanRow).model
                for row in session.query(model).where(model.id <= 500):
                    setattr(row, "start", day)  # noqa: B010  (the model's type knows no columns)
                session.flush()

    def longest_step() -> float:
        clock = StepClock()
        backup.back_up_store(store, "bench", folder=folder / f"b{next(turn)}", progress=clock)
        return clock.longest

    yield Case("30,000 items read", read_records, limit=1.0, floor=read_objects)
    yield Case("one edit among 30,000 items", edit, limit=0.1)
    yield Case("500 rows moved, undone", move_and_undo, limit=3.0, floor=move_without_a_journal)
    yield Case("longest step of a backup", longest_step, limit=0.02, rounds=3)
    store.close()
