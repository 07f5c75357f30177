"""Loading a plan from its file: our records against the same SELECTs through SQLAlchemy core."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import sqlalchemy as sa

from benchmarks.case import Case
from benchmarks.gantt_plan import START, sample_rows
from csdesk.data.mapping import shape_of
from csdesk.data.store import Store, Unit
from csdesk.domain.records import Customer, Dependency, PlanRow, Project, Record
from tests.support import make_store

RATIO = 2.0
KINDS: tuple[type[PlanRow] | type[Dependency], ...] = (PlanRow, Dependency)


def _insert(unit: Unit, records: Sequence[Record]) -> None:
    """Put records in as they are, ids and all, past the journal."""
    table = shape_of(type(records[0])).table
    rows = [{column.name: getattr(record, column.name) for column in table.c} for record in records]
    unit.rows.connection.execute(sa.insert(table), rows)


def _make(path: Path, size: int) -> Store:
    store = make_store(path)
    rows, links = sample_rows(size)
    with store.write("build") as unit:
        customer = unit.add(Customer(uid="c", code="C1", name="Customer"))
        project = Project(uid="p", customer_id=customer.id, code="P1", name="Plan", start=START)
        project = unit.add(project)
        assert (customer.id, project.id) == (1, 1)  # as the rows say
        _insert(unit, [replace(row, position=place) for place, row in enumerate(rows)])
        _insert(unit, links)
    return store


def load_cases(folder: Path, size: int) -> Iterable[Case]:
    """Read all rows and links of the one project of a file."""
    store = _make(folder / f"plan-{size}.csdesk", size)

    def ours() -> None:
        with store.read() as reader:
            for kind in KINDS:
                assert len(reader.find(kind, project_id=1)) >= size

    def core() -> None:
        with store.read() as reader:
            for kind in KINDS:
                shape = shape_of(kind)
                table = shape.table
                query = shape.select.where(table.c.project_id == 1)
                query = query.order_by(*(table.c[name] for name in shape.order))
                assert len(reader.rows.connection.execute(query).all()) >= size

    yield Case(f"gantt: load, {size:,} rows", ours, RATIO, core, rounds=7)
    store.close()
