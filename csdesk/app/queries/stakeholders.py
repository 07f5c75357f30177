"""The people of a customer beside their records: roles nobody fills, the manager's checks."""

from collections.abc import Sequence
from dataclasses import dataclass

from csdesk.app.manager_check_text import manager_of
from csdesk.app.queries.plans import LoadedProject
from csdesk.app.roles import RoleMap, UnfilledRole
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.codes import RiskStatus, RowKind, Side
from csdesk.domain.manager_check import Proposal, proposals
from csdesk.domain.records import Contact, Customer, Project, Risk
from csdesk.domain.records_kickoff import ManagerCheck


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckedProject:
    """A running project with the check of its manager, and what the answers lead to."""

    project: Project
    manager: Contact | None
    check: ManagerCheck | None
    proposals: tuple[Proposal, ...]
    open_risks: frozenset[str]  # titles: what was stored already is not proposed again


@dataclass(frozen=True, kw_only=True, slots=True)
class Stakeholders:
    """What the people tab shows besides the people."""

    unfilled: tuple[UnfilledRole, ...]  # the one most rows wait for first
    checks: tuple[CheckedProject, ...]


def load_stakeholders(
    store: Store, customer_id: int, projects: Sequence[LoadedProject]
) -> Stakeholders:
    """Return what is missing among the people of a customer; `projects` are those that run."""
    with store.read() as reader:
        customer = reader.get(Customer, customer_id)
        return Stakeholders(
            unfilled=_unfilled(RoleMap.of(reader, customer), projects),
            checks=tuple(_check(reader, one.project) for one in projects),
        )


def _unfilled(roles: RoleMap, projects: Sequence[LoadedProject]) -> tuple[UnfilledRole, ...]:
    """Return the roles of the others that open rows without any owner wait for."""
    wanted = [
        (row.side, row.role_code)
        for one in projects
        for row in one.rows.values()
        if row.kind in (RowKind.ITEM, RowKind.MILESTONE)
        and row.side is not Side.US
        and row.owner_contact_id is None
        and row.owner_user_id is None
        and not row.owner_name
        and not row.status.is_ended
    ]
    return tuple(sorted(roles.unfilled(wanted), key=lambda one: -one.rows))


def _check(reader: Reader, project: Project) -> CheckedProject:
    check = reader.first(ManagerCheck, project_id=project.id)
    risks = reader.find(Risk, customer_id=project.customer_id, status=RiskStatus.OPEN)
    return CheckedProject(
        project=project,
        manager=manager_of(reader, project, check),
        check=check,
        proposals=proposals(check) if check is not None else (),
        open_risks=frozenset(risk.title for risk in risks),
    )
