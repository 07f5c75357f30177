"""The view of a success story: only what the customer let be told, and only with its consent."""

from dataclasses import dataclass
from datetime import date

from csdesk.app.queries.completion import live_since
from csdesk.app.queries.documents import DocumentFacts
from csdesk.app.queries.letters import LetterFacts, reached
from csdesk.app.queries.plans import LoadedProject, load_projects
from csdesk.app.queries.records_shown import goal_views
from csdesk.app.queries.status_facts import StatusFacts
from csdesk.app.queries.status_milestones import StatusMilestones
from csdesk.data.reader import Reader
from csdesk.domain.codes import Language, MilestoneKind, ProjectStatus
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records import Customer, Deal, Goal, Project
from csdesk.domain.records_delivery import Deliverable, StoryConsent
from csdesk.domain.stages import counts_in_window
from csdesk.domain.views.qbr import GoalView, OutcomeView
from csdesk.domain.views.status import MilestoneLine
from csdesk.domain.views.story import ConsentView, QuoteView, StoryView

_TOLD_FROM = 0.5  # of the way from before to target


@dataclass(frozen=True, kw_only=True, slots=True)
class _Course:
    """The project that the story tells, with its milestones."""

    project: Project
    milestones: tuple[MilestoneLine, ...]
    live_on: date | None
    signed_on: date | None  # day 0 of its golden window


def consent_in_force(reader: Reader, customer_id: int, today: date) -> StoryConsent | None:
    """Return the newest consent that was given by a day and not withdrawn by it."""
    given = [
        one
        for one in reader.find(StoryConsent, customer_id=customer_id)
        if one.given_on <= today and (one.withdrawn_on is None or one.withdrawn_on > today)
    ]
    return max(given, key=lambda one: (one.given_on, one.id), default=None)


def check_consent(reader: Reader, customer_id: int, today: date) -> StoryConsent:
    """Return the consent in force. Raises `UserError` "no_consent" without one."""
    customer = reader.get(Customer, customer_id)
    consent = consent_in_force(reader, customer_id, today)
    if consent is None:
        raise _without_consent(reader, customer)
    return consent


def story_source(
    reader: Reader, customer_id: int, today: date, language: Language | None = None
) -> StoryView:
    """Return the view of a success story; stores nothing.

    Raises `UserError` "no_consent" without a consent in force, and "no_story" while there is no
    result that may be quoted and no goal that is half the way to its target.
    """
    consent = check_consent(reader, customer_id, today)
    customer = reader.get(Customer, customer_id)
    maker = _Maker(reader, customer, today, language or customer.language)
    return maker.view(consent)


def _without_consent(reader: Reader, customer: Customer) -> UserError:
    withdrawn = reader.find(StoryConsent, customer_id=customer.id)
    if withdrawn:
        return UserError(
            "no_consent",
            N_(
                "{customer} has withdrawn its consent: no success story leaves. Ask again, and "
                "record the new consent first."
            ),
            customer=customer.name,
        )
    return UserError(
        "no_consent",
        N_(
            "{customer} has not agreed to a success story yet. Ask for it, then record who agreed "
            "to what."
        ),
        customer=customer.name,
    )


class _Maker:
    def __init__(self, reader: Reader, customer: Customer, today: date, language: Language) -> None:
        self.reader, self.customer, self.today, self.language = reader, customer, today, language
        self.document = DocumentFacts(reader, customer, language)
        self.people = LetterFacts(self.document, today)

    def view(self, consent: StoryConsent) -> StoryView:
        customer, document = self.customer, self.document
        goals, outcomes = self._goals(), self.people.outcomes(quotable=True)
        if not goals and not outcomes:
            raise UserError(
                "no_story",
                N_(
                    "There is nothing to tell of {customer} yet. Confirm an outcome that may be "
                    "quoted, or measure a goal that is at least half reached."
                ),
                customer=customer.name,
            )
        course = self._course()
        deal = self._deal()
        return StoryView(
            language=self.language,
            today=self.today,
            us=document.us(),
            customer=document.them(),
            sender=document.sender(),
            industry=customer.industry,
            city=customer.city,
            size_note=customer.size_note,
            product=deal.product if deal else "",
            project=course.project.name if course else "",
            signed_on=self._signed_on(course, deal),
            value_on=reached(course.milestones, MilestoneKind.VALUE) if course else None,
            live_on=course.live_on if course else None,
            goals=goals,
            outcomes=outcomes,
            quote=self._quote(outcomes),
            delivered=self._delivered(course),
            consent=ConsentView(
                given_by=self.people.speaker(consent.given_by).name,
                given_on=consent.given_on,
                covers=consent.covers,
            ),
        )

    def _goals(self) -> tuple[GoalView, ...]:
        """Return the goals that are half the way or further, those that are reached first."""
        found = [
            goal
            for goal in goal_views(
                self.reader, self.reader.find(Goal, customer_id=self.customer.id), self.today
            )
            if goal.progress is not None and goal.progress >= _TOLD_FROM
        ]
        return tuple(sorted(found, key=lambda goal: not goal.reached))

    def _quote(self, outcomes: tuple[OutcomeView, ...]) -> QuoteView | None:
        """Return the longest of what may be quoted: a sentence says more than a label."""
        if not outcomes:
            return None
        chosen = max(outcomes, key=lambda one: (len(one.title), one.day))
        return QuoteView(text=chosen.title, person=self.people.speaker(chosen.said_by))

    def _deal(self) -> Deal | None:
        """Return the deal with which it began."""
        deals = [
            one
            for one in self.reader.find(Deal, customer_id=self.customer.id)
            if counts_in_window(one) and one.closed_on <= self.today
        ]
        return min(deals, key=lambda one: (one.closed_on, one.id), default=None)

    def _course(self) -> _Course | None:
        """Return the first project that went live, else the first there is."""
        projects = [
            one
            for one in self.reader.find(Project, customer_id=self.customer.id)
            if one.status is not ProjectStatus.CANCELLED
        ]
        projects.sort(key=lambda one: (one.start, one.id))
        ids = [one.id for one in projects]
        loaded = load_projects(self.reader, ids, self.today) if ids else []
        courses = [self._course_of(one) for one in loaded]
        return min(courses, key=lambda one: one.live_on is None, default=None)

    def _course_of(self, loaded: LoadedProject) -> _Course:
        facts = StatusFacts(self.reader, loaded, self.today, self.language)
        milestones = StatusMilestones(facts).milestones()
        live_on = live_since(loaded.project, milestones, self.today)
        window = loaded.state.window
        return _Course(
            project=loaded.project,
            milestones=milestones,
            live_on=live_on,
            signed_on=window.signed_on if window is not None else None,
        )

    @staticmethod
    def _signed_on(course: _Course | None, deal: Deal | None) -> date | None:
        """Return day 0 of the time to value, as the golden window of the project counts it."""
        if course is not None and course.signed_on is not None:
            return course.signed_on
        return deal.closed_on if deal else None

    def _delivered(self, course: _Course | None) -> tuple[str, ...]:
        if course is None or course.live_on is None:
            return ()
        lines = self.reader.find(Deliverable, project_id=course.project.id)
        lines.sort(key=lambda one: (one.position, one.id))
        return tuple(one.title for one in lines if one.in_scope)
