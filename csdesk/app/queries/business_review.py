"""The view of a business review pack: what one customer may see of its quarter."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from csdesk.app.queries.documents import DocumentFacts, Titles, visible_rows
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.app.queries.records_shown import goal_views, outcome_view
from csdesk.app.queries.status_colour import StatusColour
from csdesk.app.queries.status_facts import StatusFacts
from csdesk.data.reader import Reader
from csdesk.domain.codes import (
    Language,
    MeetingKind,
    MilestoneKind,
    Priority,
    ProjectStatus,
    RowKind,
    Side,
    Status,
    Visibility,
)
from csdesk.domain.records import (
    Contract,
    Customer,
    Goal,
    Outcome,
    PlanRow,
    Project,
    SuccessConfirmation,
)
from csdesk.domain.state import RowState
from csdesk.domain.views.qbr import (
    CostView,
    GoalView,
    MarkView,
    NextStepView,
    OutcomeView,
    PlanMilestoneView,
    PromiseView,
    QbrView,
    ValueView,
)
from csdesk.i18n import Translator
from csdesk.reports.words.marks import plain
from csdesk.reports.words.qbr import quantity

AHEAD = timedelta(92)
SETTLING = timedelta(45)  # a quarter is reviewed up to so many days after its end


@dataclass(frozen=True, kw_only=True, slots=True)
class QbrSource:
    """A view with what we must know about its making."""

    view: QbrView
    mixed: bool  # titles in another language than the document's


def reviewed_quarter(today: date) -> tuple[date, date]:
    """Return the quarter that a review held today speaks about; the running one ends today."""
    inside = today - SETTLING
    start = date(inside.year, (inside.month - 1) // 3 * 3 + 1, 1)
    months = start.month + 2
    following = date(start.year + months // 12, months % 12 + 1, 1)
    return start, min(following - timedelta(1), today)


def qbr_source(
    reader: Reader, customer_id: int, today: date, language: Language | None = None
) -> QbrSource:
    """Return the view of a customer's next business review; stores nothing."""
    customer = reader.get(Customer, customer_id)
    chosen = language or customer.language
    maker = ReviewMaker(reader, customer, today, chosen)
    view = QbrView(**maker.shared())
    foreign = chosen is not customer.language and maker.titles.kept > 0
    return QbrSource(view=view, mixed=foreign)


class ReviewMaker:
    """What a period brought to one customer: a quarter, or with `term` the term of a contract."""

    def __init__(
        self,
        reader: Reader,
        customer: Customer,
        today: date,
        language: Language,
        term: tuple[date, date] | None = None,
    ) -> None:
        self.reader, self.customer, self.today, self.language = reader, customer, today, language
        self.term = term is not None
        self.start, self.end = term or reviewed_quarter(today)
        self.facts = DocumentFacts(reader, customer, language)
        self.titles = Titles(reader, language)
        projects = [
            project
            for project in reader.find(Project, customer_id=customer.id)
            if project.status is not ProjectStatus.CANCELLED
        ]
        ids = [project.id for project in sorted(projects, key=lambda one: (one.start, one.id))]
        self.loaded = load_projects(reader, ids, today) if ids else []
        self._colours = {
            loaded.project.id: StatusColour(StatusFacts(reader, loaded, today, language))
            for loaded in self.loaded
        }

    def shared(self) -> dict[str, Any]:
        """Return the fields that every review's view has."""
        goals = goal_views(
            self.reader, self.reader.find(Goal, customer_id=self.customer.id), self.today
        )
        confirmation = max(
            self.reader.find(SuccessConfirmation, customer_id=self.customer.id),
            key=lambda one: (one.day, one.id),
            default=None,
        )
        reviews = self.facts.planned(self.today, kind=MeetingKind.QBR)
        meeting = reviews[0] if reviews and reviews[0].day <= self.today + timedelta(30) else None
        later = [one for one in reviews if one is not meeting]
        outcomes = self._outcomes()
        return {
            "language": self.language,
            "today": self.today,
            "start": self.start,
            "end": self.end,
            "us": self.facts.us(),
            "customer": self.facts.them(),
            "sender": self.facts.sender(),
            "meeting": self.facts.meeting(meeting) if meeting else None,
            "goals": tuple(goals),
            "success": self.customer.success_text or (confirmation.text if confirmation else ""),
            "success_by": confirmation.confirmed_by if confirmation else "",
            "success_on": confirmation.day if confirmation else None,
            "milestones": self._milestones(),
            "our_promises": self._promises(Side.US),
            "your_promises": self._promises(Side.CUSTOMER),
            "outcomes": outcomes,
            "value": self._value(outcomes),
            "next_steps": self._next_steps(),
            "marks": self._marks(goals),
            "next_review": self.facts.meeting(later[0]) if later else None,
        }

    # --- plan --------------------------------------------------------------------------------

    def _milestones(self) -> tuple[PlanMilestoneView, ...]:
        """Return a plan's milestones, oldest first; none of one that promised and reached none."""
        found: list[tuple[date, PlanMilestoneView]] = []
        for loaded in self.loaded:
            rows = [
                (row, its)
                for row, its in visible_rows(loaded)
                if row.kind is RowKind.MILESTONE and row.status is not Status.CANCELLED
            ]
            if all(its.agreed is None and row.status is not Status.DONE for row, its in rows):
                continue
            for row, its in rows:
                reached = row.status is Status.DONE
                view = PlanMilestoneView(
                    name=self.titles.of(row),
                    project=loaded.project.name,
                    kind=row.milestone_kind or MilestoneKind.OTHER,
                    agreed=its.agreed,
                    forecast=None if reached else its.finish,
                    actual=(row.actual_finish or its.finish) if reached else None,
                    slip=its.slip,
                )
                found.append((its.agreed or its.finish or date.max, view))
        return tuple(view for _, view in sorted(found, key=lambda pair: pair[0]))

    def _promises(self, side: Side) -> tuple[PromiseView, ...]:
        """Return the items that one side had promised for a day in the quarter."""
        found: list[PromiseView] = []
        for loaded in self.loaded:
            for row, its in self._items(loaded):
                due = its.agreed or row.target
                if row.side is not side or due is None or not self.start <= due <= self.end:
                    continue
                if row.status is not Status.DONE and due >= self.today:
                    continue
                found.append(self._promise(loaded, row, its, due))
        return tuple(sorted(found, key=lambda one: (one.due, one.title)))

    def _promise(
        self, loaded: LoadedProject, row: PlanRow, its: RowState, due: date
    ) -> PromiseView:
        kept = row.status is Status.DONE
        reasons = [
            entry.text
            for entry in loaded.plan.slips
            if entry.row_id == row.id and entry.visibility is Visibility.CUSTOMER and entry.text
        ]
        new_date = row.resume_on if row.status is Status.ON_HOLD else self._comes(loaded, row, its)
        return PromiseView(
            title=self.titles.of(row),
            due=due,
            kept_on=(row.actual_finish or its.finish) if kept else None,
            reason="" if kept or not reasons else reasons[-1],
            new_date=None if kept else new_date,
            owner="" if kept else self.facts.owner_of(row),
        )

    def _next_steps(self) -> tuple[NextStepView, ...]:
        found: list[tuple[date, int, NextStepView]] = []
        for loaded in self.loaded:
            shown = {row.id: row for row, _ in visible_rows(loaded)}
            for row, its in self._items(loaded):
                if not row.status.is_open or row.priority is Priority.OPTIONAL:
                    continue
                day = self._comes(loaded, row, its)
                if day is None or day > self.today + AHEAD:
                    continue
                goal = shown.get(its.leads_to_id or 0)
                view = NextStepView(
                    title=self.titles.of(row),
                    side=row.side,
                    owner=self.facts.owner_of(row),
                    by=day,
                    done_when=self.titles.of(goal) if goal else "",
                )
                rank = 0 if row.priority is Priority.MUST else 1
                found.append((day, rank, view))
        found.sort(key=lambda entry: (entry[0], entry[1], entry[2].title))
        return tuple(view for _, _, view in found)

    def _marks(self, goals: list[GoalView]) -> tuple[MarkView, ...]:
        """Return the milestones ahead, and the days on which goals fall due."""
        words = Translator(self.language.value)
        marks = [
            MarkView(
                day=its.finish,
                text=self.titles.of(row),
                strong=row.milestone_kind is MilestoneKind.VALUE,
            )
            for loaded in self.loaded
            for row, its in visible_rows(loaded)
            if row.kind is RowKind.MILESTONE
            and row.status.is_open
            and its.finish is not None
            and self.today < its.finish <= self.today + AHEAD
        ]
        marks += [
            MarkView(
                day=goal.target_on,
                text=words.text("goal: {value}", value=_figure(goal, words)),
                strong=True,
            )
            for goal in goals
            if goal.target_on is not None
            and goal.target is not None
            and not goal.reached
            and self.today < goal.target_on <= self.today + AHEAD
        ]
        return tuple(sorted(marks, key=lambda mark: mark.day))

    def _comes(self, loaded: LoadedProject, row: PlanRow, its: RowState) -> date | None:
        """Return by when an open item comes or is asked for, as the status report says it."""
        colour = self._colours[loaded.project.id]
        theirs = row.side is Side.CUSTOMER
        day = colour.due(row, its) if theirs else colour.ahead(row, its)
        return None if day is None else max(day, self.today)

    @staticmethod
    def _items(loaded: LoadedProject) -> list[tuple[PlanRow, RowState]]:
        return [
            (row, its)
            for row, its in visible_rows(loaded)
            if row.kind is RowKind.ITEM and row.status is not Status.CANCELLED
        ]

    # --- results and money -------------------------------------------------------------------

    def _outcomes(self) -> tuple[OutcomeView, ...]:
        """Return the period's results that a named person confirmed, oldest first.

        Benefits end with the day on which costs end, so that no result counts in two reviews.
        """
        last = min(self.end, self.today)
        found = [
            one
            for one in self.reader.find(Outcome, customer_id=self.customer.id)
            if one.visibility is Visibility.CUSTOMER
            and one.said_by
            and self.start <= one.day <= last
        ]
        found.sort(key=lambda one: (one.day, one.id))
        return tuple(outcome_view(one, self._currency()) for one in found)

    def _value(self, outcomes: tuple[OutcomeView, ...]) -> ValueView | None:
        """Return benefit against cost in the customer's currency; others are named, not added."""
        currency = self._currency()
        benefits = tuple(one for one in outcomes if one.money_minor and one.currency == currency)
        if not benefits:
            return None
        left = [one.title for one in outcomes if one not in benefits]
        return ValueView(
            currency=currency,
            benefits=benefits,
            costs=tuple(self._costs(currency)),
            not_counted=tuple(left),
        )

    def _costs(self, currency: str) -> list[CostView]:
        costs: list[CostView] = []
        for contract in self.reader.find(Contract, customer_id=self.customer.id):
            if (contract.currency or currency) != currency:
                continue
            months = self._whole_months(contract) if self.term else self._months(contract)
            if contract.annual_minor and months:
                minor = round(Decimal(contract.annual_minor) * months / 12)
                costs.append(
                    CostView(
                        code="subscription_term" if self.term else "subscription",
                        minor=int(minor),
                        yearly_minor=contract.annual_minor,
                        months=months,
                        seats=contract.seats,
                        seat_price_minor=contract.seat_price_minor,
                    )
                )
            if self.term:
                if contract.fee_minor and self.start <= contract.start <= self.end:
                    fee = contract.fee_minor
                    costs.append(CostView(code="fee_once", minor=fee, yearly_minor=fee))
                continue
            first_year = contract.start <= self.end < contract.start + timedelta(365)
            if contract.fee_minor and first_year:
                minor = round(Decimal(contract.fee_minor) / 4)
                costs.append(
                    CostView(code="fee", minor=int(minor), yearly_minor=contract.fee_minor)
                )
        return costs

    def _months(self, contract: Contract) -> int:
        """Return the months of the quarter in which the term runs; a begun month counts."""
        first = max(contract.start, self.start)
        last = min(contract.end or self.end, self.end)
        if last < first:
            return 0
        return (last.year - first.year) * 12 + last.month - first.month + 1

    def _whole_months(self, contract: Contract) -> int:
        """Return the months of the term that have begun by today, counted from its first day."""
        first = max(contract.start, self.start)
        after = min(contract.end or self.end, self.end, self.today) + timedelta(1)
        if after <= first:
            return 0
        months = (after.year - first.year) * 12 + after.month - first.month
        return months + (after.day > first.day)

    def _currency(self) -> str:
        return self.customer.currency or self.facts.workspace.currency


def _figure(goal: GoalView, words: Translator) -> str:
    return "" if goal.target is None else plain(quantity(goal.target, goal.unit, words))
