"""Builders that tests of several layers share: a workspace with a customer and a plan."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from csdesk.data.opening import is_server
from csdesk.data.store import Store, Unit
from csdesk.domain.clock import FixedClock
from csdesk.domain.codes import RowKind
from csdesk.domain.records import Contact, Customer, PlanRow, Project, User, Workspace

TODAY = date(2026, 11, 20)  # a Friday
CLOCK = FixedClock(TODAY)


def make_store(
    path: Path | str, *, backups: bool = False, password: str = "", **workspace: Any
) -> Store:
    """Make a workspace with the user Ann Example on the day `TODAY`, and open it.

    A plain file is a copy of one that was made before: the schema takes long to make.
    """
    if backups or password or is_server(path):
        return create_store(path, backups=backups, password=password, **workspace)
    with Path(path).open("xb") as file:
        file.write(_content(**workspace))
    return Store.open(path, clock=CLOCK, backups=False)


@cache
def _content(**workspace: Any) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "new.csdesk"
        create_store(path, **workspace).close()
        return path.read_bytes()


def create_store(
    path: Path | str, *, backups: bool = False, password: str = "", **workspace: Any
) -> Store:
    """Make the workspace of `make_store` as the program makes one."""
    values: dict[str, Any] = {
        "uid": "workspace-1",
        "company": "Example Soft",
        "created_at": datetime(2026, 1, 5, 8, 0, tzinfo=UTC),
    }
    user = User(name="Ann Example", mail="ann@example.test")
    return Store.create(
        path,
        Workspace(**{**values, **workspace}),
        user,
        clock=CLOCK,
        backups=backups,
        password=password,
    )


def reopen(store: Store, **options: Any) -> Store:
    """Close a workspace and open it again."""
    path = store.path
    store.close()
    return Store.open(path, clock=CLOCK, backups=False, **options)


def make_customer(store: Store, code: str = "ACME", **values: Any) -> Customer:
    """Store a customer; name and uid follow from its code."""
    with store.write("customers.create") as unit:
        return unit.add(Customer(**{"uid": f"uid-{code}", "code": code, "name": code, **values}))


def make_contact(store: Store, customer_id: int, name: str = "Jo Buyer", **values: Any) -> Contact:
    """Store a person at a customer."""
    with store.write("contacts.create", customer_id=customer_id) as unit:
        uid = f"uid-{customer_id}-{name}"
        return unit.add(Contact(**{"uid": uid, "customer_id": customer_id, "name": name, **values}))


def make_project(
    store: Store, customer_id: int, code: str = "P1", *, items: int = 0, **values: Any
) -> Project:
    """Store a project; with `items` it gets one phase that holds so many numbered items."""
    with store.write("projects.create", customer_id=customer_id) as unit:
        defaults = {"uid": f"uid-{customer_id}-{code}", "name": code, "start": date(2026, 10, 1)}
        project = unit.add(
            Project(**{"customer_id": customer_id, "code": code, **defaults, **values})
        )
        if items:
            phase = add_row(unit, project, "Phase", kind=RowKind.PHASE)
            numbers = unit.take_numbers(customer_id, items)
            add_rows(unit, project, [
                {
                    "title": f"Item {number}",
                    "parent_id": phase.id,
                    "number": number,
                    "position": position,
                }
                for position, number in enumerate(numbers)
            ])  # fmt: skip
        return project


def add_row(unit: Unit, project: Project, title: str, **values: Any) -> PlanRow:
    """Add a plan row to a project inside a command."""
    return add_rows(unit, project, [{"title": title, **values}])[0]


def add_rows(unit: Unit, project: Project, rows: list[dict[str, Any]]) -> list[PlanRow]:
    """Add plan rows to a project in one go inside a command; each has a title."""
    defaults = {"customer_id": project.customer_id, "project_id": project.id}
    return unit.add_all(
        PlanRow(**{"uid": f"uid-{project.id}-{row['title']}-{number}", **defaults, **row})
        for number, row in enumerate(rows, start=unit.count(PlanRow))
    )
