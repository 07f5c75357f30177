"""The view of a status report: what one customer may see of one project on one day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.app.queries.documents import DocumentFacts, Titles, named_once, visible_rows
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.reader import Reader
from csdesk.domain.codes import (
    Cause,
    DocumentKind,
    Language,
    MilestoneKind,
    ProjectStatus,
    Rag,
    RiskStatus,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.records import Decision, DocumentLog, Goal, GoalValue, PlanRow, Risk
from csdesk.domain.slip import root_cause
from csdesk.domain.state import Reason, RowState
from csdesk.domain.views.common import MeetingView, Person
from csdesk.domain.views.qbr import GoalView
from csdesk.domain.views.status import (
    AskView,
    BlockedView,
    DecisionView,
    ItemView,
    LateView,
    Mention,
    MilestoneLine,
    RagView,
    ReasonView,
    RiskView,
    SlipView,
    StatusView,
    StepView,
    WindowView,
)
from csdesk.i18n import Translator
from csdesk.reports.words.status import key_figure

AHEAD = timedelta(14)
_HIGH, _MEDIUM = 15, 8  # probability times impact


@dataclass(frozen=True, kw_only=True, slots=True)
class StatusSource:
    """A view with what we must know about its making."""

    view: StatusView
    customer_id: int
    mixed: bool  # titles in another language than the document's


def status_source(
    reader: Reader, project_id: int, today: date, language: Language | None = None
) -> StatusSource:
    """Return the view of the next status report of a project; stores nothing."""
    loaded = load_project(reader, project_id, today)
    chosen = language or loaded.customer.language
    maker = _Maker(reader, loaded, today, chosen)
    view = maker.view()
    foreign = chosen is not loaded.customer.language and maker.titles.kept > 0
    return StatusSource(view=view, customer_id=loaded.customer.id, mixed=foreign)


class _Maker:
    def __init__(
        self, reader: Reader, loaded: LoadedProject, today: date, language: Language
    ) -> None:
        self.reader, self.loaded, self.today, self.language = reader, loaded, today, language
        self.state = loaded.state
        self.facts = DocumentFacts(reader, loaded.customer, language)
        self.titles = Titles(reader, language)
        self.rows = visible_rows(loaded)
        self.items = [
            (row, its)
            for row, its in self.rows
            if row.kind is RowKind.ITEM and row.status is not Status.CANCELLED
        ]
        logs = reader.find(DocumentLog, project_id=loaded.project.id, kind=DocumentKind.STATUS)
        self.number = max((log.number for log in logs), default=0) + 1
        self.previous_on = max((log.as_of for log in logs if log.as_of < today), default=None)

    def view(self) -> StatusView:
        project, facts = self.loaded.project, self.facts
        finished = project.status in (ProjectStatus.FINISHED, ProjectStatus.CANCELLED)
        asks = self._asks()
        return StatusView(
            language=self.language,
            today=self.today,
            number=self.number,
            us=facts.us(),
            customer=facts.them(),
            sender=facts.sender(),
            project=project.name,
            previous_on=self.previous_on,
            finished_on=self.state.finish if finished else None,
            hold_reason=project.hold_reason if project.status is ProjectStatus.ON_HOLD else "",
            resume_on=project.resume_on,
            rag=self._rag(),
            window=self._window(),
            figure=key_figure(self._goals(), Translator(self.language.value), self.today),
            done=self._done(),
            upcoming=self._upcoming(),
            asks=asks,
            late=self._late(),
            blocked=self._blocked(),
            milestones=self._milestones(),
            slip=self._slip(),
            risks=self._risks(),
            decisions=self._decisions(),
            next_meeting=self._meeting(),
            done_items=sum(row.status is Status.DONE for row, _ in self.items),
            all_items=len(self.items),
            known_names=named_once(facts.owner_of(row) for row, _ in self.items),
        )

    # --- rows as sentences and lists name them -----------------------------------------------

    def _mention(self, row_id: int | None) -> Mention | None:
        if row_id is None or row_id not in self.loaded.rows:
            return None
        row = self.loaded.rows[row_id]
        if not self.state.rows[row_id].visible:
            return Mention(ours=True)
        return Mention(code=_code(row), title=self.titles.of(row), side=row.side)

    def _item(self, row: PlanRow, day: date | None, late_since: date | None = None) -> ItemView:
        milestone = row.kind is RowKind.MILESTONE
        return ItemView(
            code=_code(row),
            title=self.titles.of(row),
            side=row.side,
            owner="" if milestone else self.facts.owner_of(row),
            day=day,
            late_since=late_since,
            milestone=(row.milestone_kind or MilestoneKind.OTHER) if milestone else None,
        )

    # --- colour ------------------------------------------------------------------------------

    def _rag(self) -> RagView:
        """An override counts only with a sentence for the customer (model)."""
        project, rag = self.loaded.project, self.state.rag
        by_hand = project.rag_override is not None and bool(project.rag_sentence.strip())
        colour = rag.rag if by_hand else rag.computed
        reasons = tuple(self._reason(one) for one in rag.reasons if one.code != "overridden")
        path: tuple[StepView, ...] = ()
        if colour in (Rag.RED, Rag.AMBER):
            steps = [
                StepView(
                    about=about, owner="" if about.ours else self._owner(step.row_id), by=step.by
                )
                for step in rag.path
                if (about := self._mention(step.row_id)) is not None
            ]
            path = tuple(dict.fromkeys(steps))
        last = self._last_milestone()
        return RagView(
            rag=colour,
            reasons=reasons,
            path=path,
            indicators=rag.indicators,
            tolerance=project.tolerance_green,
            last_kind=(last[0].milestone_kind or MilestoneKind.OTHER)
            if last
            else MilestoneKind.OTHER,
            ends_now=last[1].finish if last else None,
            set_by=rag.override_by if by_hand else "",
            set_on=rag.override_on if by_hand else None,
            sentence=project.rag_sentence.strip() if by_hand else "",
        )

    def _owner(self, row_id: int) -> str:
        return self.facts.owner_of(self.loaded.rows[row_id])

    def _reason(self, reason: Reason) -> ReasonView:
        return ReasonView(
            code=reason.code,
            days=reason.days,
            day=reason.day,
            limit=reason.limit,
            about=self._mention(reason.row_id),
        )

    def _window(self) -> WindowView | None:
        window = self.state.window
        if window is None:
            return None
        about = self._mention(window.value_row_id)
        return WindowView(
            signed_on=window.signed_on,
            last_day=window.last_day,
            length=window.length,
            day=window.day,
            value_name="" if about is None or about.ours else about.title,
            value_on=window.value_on,
            reached=window.reached,
        )

    # --- lists -------------------------------------------------------------------------------

    def _done(self) -> tuple[ItemView, ...]:
        """Items and milestones done since the last report, newest first."""
        found = [
            (row.actual_finish, row)
            for row, _ in self.rows
            if row.kind in (RowKind.ITEM, RowKind.MILESTONE)
            and row.status is Status.DONE
            and row.actual_finish is not None
            and row.actual_finish <= self.today
            and (self.previous_on is None or row.actual_finish > self.previous_on)
        ]
        found.sort(key=lambda pair: (pair[0], pair[1].id), reverse=True)
        return tuple(self._item(row, day) for day, row in found)

    def _upcoming(self) -> tuple[ItemView, ...]:
        """What we and third parties do next, and the milestones that fall into that time."""
        found: list[tuple[date, int, PlanRow]] = []
        for row, its in self.rows:
            day = its.finish
            if day is None or not row.status.is_open or day > self.today + AHEAD:
                continue
            ours = row.kind is RowKind.ITEM and row.side is not Side.CUSTOMER
            if ours or row.kind is RowKind.MILESTONE:
                found.append((max(day, self.today), row.kind is RowKind.MILESTONE, row))
        found.sort(key=lambda entry: (entry[0], entry[1], entry[2].id))
        return tuple(self._item(row, day) for day, _, row in found)

    def _asks(self) -> tuple[AskView, ...]:
        """Group by person what the customer does next or owes, the most urgent person first."""
        groups: dict[str, list[tuple[date, ItemView]]] = {}
        people: dict[str, Person] = {}
        for row, its in self.items:
            if row.side is not Side.CUSTOMER or not row.status.is_open:
                continue
            day = its.finish if its.late else (row.target or its.finish)
            if day is None or (day > self.today + AHEAD and not its.late):
                continue
            person = self._person(row)
            people.setdefault(person.name, person)
            since = row.target if its.late else None
            entry = (row.target or day, self._item(row, max(day, self.today), since))
            groups.setdefault(person.name, []).append(entry)
        for entries in groups.values():
            entries.sort(key=lambda entry: (entry[0], entry[1].code))
        order = sorted(groups, key=lambda name: (groups[name][0][0], name))
        return tuple(
            AskView(person=people[name], items=tuple(item for _, item in groups[name]))
            for name in order
        )

    def _person(self, row: PlanRow) -> Person:
        contact = self.facts.contacts.get(row.owner_contact_id or 0)
        name = self.facts.owner_of(row)
        if contact is None:
            return Person(name=name)
        return Person(name=name, title=contact.title, role=contact.role)

    def _late(self) -> tuple[LateView, ...]:
        found = [(its.late, row, its) for row, its in self.items if its.late > 0]
        found.sort(key=lambda entry: (-entry[0], entry[1].id))
        return tuple(
            LateView(
                about=Mention(code=_code(row), title=self.titles.of(row), side=row.side),
                side=row.side,
                days=days,
                new_date=its.finish
                if row.side is Side.US and its.finish and its.finish > self.today
                else None,
            )
            for days, row, its in found
        )

    def _blocked(self) -> tuple[BlockedView, ...]:
        found = [
            (its.blocked_days, row, its)
            for row, its in self.items
            if its.blocked_since is not None and row.status.is_open
        ]
        found.sort(key=lambda entry: (-entry[0], entry[1].id))
        return tuple(
            BlockedView(
                about=Mention(code=_code(row), title=self.titles.of(row), side=row.side),
                waits_for=tuple(
                    about for other in its.blocked_by if (about := self._mention(other)) is not None
                ),
            )
            for _, row, its in found
        )

    # --- milestones and slip -----------------------------------------------------------------

    def _milestone_rows(self) -> list[tuple[PlanRow, RowState]]:
        found = [
            (row, its)
            for row, its in self.rows
            if row.kind is RowKind.MILESTONE and row.status is not Status.CANCELLED
        ]
        return sorted(
            found, key=lambda pair: (pair[1].finish or date.max, pair[1].agreed or date.max)
        )

    def _milestones(self) -> tuple[MilestoneLine, ...]:
        return tuple(self._line(row, its) for row, its in self._milestone_rows())

    def _line(self, row: PlanRow, its: RowState) -> MilestoneLine:
        work = [(one, facts) for one, facts in self.items if facts.leads_to_id == row.id]
        reached = row.status is Status.DONE
        weights = [max(one.duration, 1) for one, _ in work]
        done = sum(
            facts.progress * weight for (_, facts), weight in zip(work, weights, strict=True)
        )
        return MilestoneLine(
            name=self.titles.of(row),
            kind=row.milestone_kind or MilestoneKind.OTHER,
            agreed=its.agreed,
            forecast=None if reached else its.finish,
            actual=(row.actual_finish or its.finish) if reached else None,
            slip=its.slip,
            bar_start=_least(facts.start for _, facts in work),
            agreed_start=_least(facts.agreed_start for _, facts in work),
            done_share=done / (100 * sum(weights)) if weights else 0.0,
        )

    def _last_milestone(self) -> tuple[PlanRow, RowState] | None:
        """Return the visible milestone whose agreed date is the last; of equals the later one."""
        agreed = [pair for pair in self._milestone_rows() if pair[1].slip is not None]
        return max(
            agreed,
            key=lambda pair: (pair[1].agreed or date.min, pair[1].finish or date.min),
            default=None,
        )

    def _slip(self) -> SlipView | None:
        """Sum the ledger of the last milestone; texts of internal entries stay out."""
        last = self._last_milestone()
        if last is None:
            return None
        row, its = last
        parts: dict[tuple[Cause, str], int] = {}
        for entry in self.loaded.plan.slips:
            if entry.milestone_id != row.id or not entry.days:
                continue
            shown = entry.text if entry.visibility is Visibility.CUSTOMER else ""
            parts[entry.cause, shown] = parts.get((entry.cause, shown), 0) + entry.days
        total = its.slip or 0
        rest = total - sum(parts.values())
        driver = root_cause(self.loaded.plan, self.state.rows, row.id) if rest else None
        ordered = sorted(parts.items(), key=lambda part: -part[1])
        return SlipView(
            total=total,
            parts=tuple((cause, days, text) for (cause, text), days in ordered if days),
            unrecorded=rest,
            driver=self._mention(driver),
        )

    # --- records around the plan -------------------------------------------------------------

    def _goals(self) -> list[GoalView]:
        goals = self.reader.find(Goal, customer_id=self.loaded.customer.id)
        return goal_views(self.reader, goals, self.today)

    def _risks(self) -> tuple[RiskView, ...]:
        found = [
            risk
            for risk in self.reader.find(Risk, customer_id=self.loaded.customer.id)
            if risk.visibility is Visibility.CUSTOMER
            and risk.status is not RiskStatus.CLOSED
            and risk.project_id in (None, self.loaded.project.id)
        ]
        found.sort(key=lambda risk: (-risk.probability * risk.impact, risk.id))
        return tuple(
            RiskView(
                grade=_grade(risk.probability * risk.impact),
                title=risk.title,
                response=risk.response,
                owner=risk.owner,
                side=risk.side,
                trigger_on=risk.trigger_on,
            )
            for risk in found
        )

    def _decisions(self) -> tuple[DecisionView, ...]:
        found = [
            decision
            for decision in self.reader.find(Decision, customer_id=self.loaded.customer.id)
            if decision.visibility is Visibility.CUSTOMER
            and decision.day <= self.today
            and decision.project_id in (None, self.loaded.project.id)
        ]
        found.sort(key=lambda decision: (decision.day, decision.id), reverse=True)
        return tuple(DecisionView(day=one.day, what=one.what, who=one.who) for one in found)

    def _meeting(self) -> MeetingView | None:
        ahead = self.facts.planned(self.today, project_id=self.loaded.project.id)
        return self.facts.meeting(ahead[0]) if ahead else None


def goal_views(reader: Reader, goals: Sequence[Goal], today: date) -> list[GoalView]:
    """Return goals with their last measured value on or before `today`, in their order."""
    views = []
    for goal in sorted(goals, key=lambda one: (one.position, one.id)):
        values = [one for one in reader.find(GoalValue, goal_id=goal.id) if one.day <= today]
        last = max(values, key=lambda one: (one.day, one.id), default=None)
        views.append(
            GoalView(
                title=goal.title,
                unit=goal.unit,
                said_by=goal.said_by,
                said_on=goal.said_on,
                before=goal.baseline,
                now=last.value if last else None,
                now_on=last.day if last else None,
                target=goal.target,
                target_on=goal.target_date,
            )
        )
    return views


def _code(row: PlanRow) -> str:
    return f"A{row.number}" if row.number is not None else ""


def _grade(score: int) -> int:
    return 3 if score >= _HIGH else 2 if score >= _MEDIUM else 1


def _least(days: Iterable[date | None]) -> date | None:
    return min((day for day in days if day is not None), default=None)
