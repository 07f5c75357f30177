"""The view of a completion letter: what came of one project, as its customer may see it."""

from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.letters import MANAGERS, SPONSORS, LetterFacts, reached
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.records_shown import goal_views
from csdesk.app.queries.status_facts import StatusFacts
from csdesk.app.queries.status_milestones import StatusMilestones
from csdesk.data.reader import Reader
from csdesk.domain.codes import (
    AcceptanceResult,
    CriterionResult,
    Language,
    MeetingKind,
    MilestoneKind,
    Side,
    Status,
    UserRole,
)
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Goal, PlanRow, Project
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable
from csdesk.domain.views.common import MeetingView
from csdesk.domain.views.completion import CompletionView, DeliverableView
from csdesk.domain.views.letter import OpenPointView, TeamView
from csdesk.domain.views.status import MilestoneLine

_REVIEWS = (MeetingKind.QBR, MeetingKind.PROGRESS)
_CARERS = (UserRole.CSM, UserRole.SUPPORT)
_SIGNED = (AcceptanceResult.ACCEPTED, AcceptanceResult.PUNCH_LIST)


@dataclass(frozen=True, kw_only=True, slots=True)
class CompletionSource:
    """A view with what we must know about its making."""

    view: CompletionView
    customer_id: int
    mixed: bool


def completion_source(
    reader: Reader, project_id: int, today: date, language: Language | None = None
) -> CompletionSource:
    """Return the view of a completion letter; stores nothing.

    Raises `UserError` "not_live" while no go-live was reached and nothing was accepted.
    """
    loaded = load_project(reader, project_id, today)
    chosen = language or loaded.customer.language
    maker = _Maker(StatusFacts(reader, loaded, today, chosen))
    view = maker.view()
    foreign = chosen is not loaded.customer.language and maker.plan.titles.kept > 0
    return CompletionSource(view=view, customer_id=loaded.customer.id, mixed=foreign)


def live_since(project: Project, milestones: tuple[MilestoneLine, ...], today: date) -> date | None:
    """Return since when a project's solution is used: its go-live, else its acceptance."""
    day = reached(milestones, MilestoneKind.GO_LIVE)
    if day is None and project.acceptance in _SIGNED:
        day = project.acceptance_on
    return day if day is not None and day <= today else None


class _Maker:
    def __init__(self, plan: StatusFacts) -> None:
        self.plan, self.reader, self.today = plan, plan.reader, plan.today
        self.project, self.document = plan.loaded.project, plan.document
        self.people = LetterFacts(plan.document, plan.today)

    def view(self) -> CompletionView:
        project, document = self.project, self.document
        milestones = StatusMilestones(self.plan).milestones()
        live_on = live_since(project, milestones, self.today)
        if live_on is None:
            go_live = self.reader.first(
                PlanRow, project_id=project.id, milestone_kind=MilestoneKind.GO_LIVE
            )
            raise UserError(
                "not_live",
                N_(
                    "{project} is not live yet. Set its go-live milestone to done, or record the "
                    "acceptance; then the completion letter can be written."
                ),
                project=project.name,
                milestone="" if go_live is None else go_live.title,
            )
        window = self.plan.state.window
        criteria = self.reader.find(Criterion, project_id=project.id)
        goals = self.reader.find(Goal, customer_id=project.customer_id)
        items = self.plan.items
        return CompletionView(
            language=self.plan.language,
            today=self.today,
            us=document.us(),
            customer=document.them(),
            sender=document.sender(),
            project=project.name,
            to=self.people.in_role(SPONSORS) or self.people.in_role(MANAGERS),
            live_on=live_on,
            signed_on=window.signed_on if window else None,
            value_on=reached(milestones, MilestoneKind.VALUE),
            accepted_on=project.acceptance_on if project.acceptance in _SIGNED else None,
            acceptance=project.acceptance,
            deliverables=self._deliverables(),
            milestones=milestones,
            criteria_passed=sum(one.result is CriterionResult.PASSED for one in criteria),
            criteria_all=len(criteria),
            done_items=sum(row.status is Status.DONE for row, _ in items),
            all_items=len(items),
            goals=tuple(goal_views(self.reader, goals, self.today)),
            outcomes=self.people.outcomes(),
            open_points=(*self._open_points(), *self._open_criteria(criteria)),
            carer=self._carer(),
            support_mail=document.workspace.support_mail,
            support_phone=document.workspace.support_phone,
            next_review=self._review(),
        )

    def _deliverables(self) -> tuple[DeliverableView, ...]:
        lines = self.reader.find(Deliverable, project_id=self.project.id)
        lines.sort(key=lambda one: (one.position, one.id))
        return tuple(
            DeliverableView(title=one.title, agreed_by=one.agreed_by, agreed_on=one.agreed_on)
            for one in lines
            if one.in_scope
        )

    def _open_points(self) -> tuple[OpenPointView, ...]:
        """Return what the punch list still holds, the earliest day first."""
        found = [
            one
            for one in self.reader.find(Defect, project_id=self.project.id)
            if one.done_on is None or one.done_on > self.today
        ]
        found.sort(key=lambda one: (one.due or date.max, one.number))
        return tuple(
            OpenPointView(
                code=f"P{one.number}",
                title=one.title,
                side=one.side,
                owner=self._owner(one.owner, one.side),
                due=one.due,
            )
            for one in found
        )

    def _open_criteria(self, criteria: list[Criterion]) -> tuple[OpenPointView, ...]:
        """Return the criteria that have not passed and that the punch list does not name."""
        defects = self.reader.find(Defect, project_id=self.project.id)
        listed: set[int | None] = set()
        mended: dict[int | None, date] = {}
        for one in defects:
            if one.done_on is None or one.done_on > self.today:
                listed.add(one.criterion_id)
            else:
                last = mended.get(one.criterion_id, one.done_on)
                mended[one.criterion_id] = max(one.done_on, last)
        return tuple(
            OpenPointView(code="", title=one.text, result=one.result, mended_on=mended.get(one.id))
            for one in sorted(criteria, key=lambda one: (one.position, one.id))
            if one.result is not CriterionResult.PASSED and one.id not in listed
        )

    def _owner(self, name: str, side: Side) -> str:
        """Return an owner's name in the document's script."""
        if side is not Side.US:
            return self.people.speaker(name).name
        for user in self.document.users.values():
            if name and name.casefold() in (user.name.casefold(), user.name_alt.casefold()):
                return self.document.in_script(user.name, user.name_alt)
        return name

    def _carer(self) -> TeamView | None:
        """Return who looks after the customer: its owner, else our first manager of success."""
        users = [user for user in self.document.users.values() if user.active]
        owner = [user for user in users if user.id == self.document.customer.owner_id]
        others = [user for role in _CARERS for user in users if user.role is role]
        chosen = next(iter([*owner, *others]), None)
        return None if chosen is None else self.people.member(chosen)

    def _review(self) -> MeetingView | None:
        for kind in _REVIEWS:
            planned = self.document.planned(self.today, kind=kind)
            if planned:
                return self.document.meeting(planned[0])
        return None
