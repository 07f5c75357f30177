"""The view of a welcome letter: what one customer reads at once after signing."""

from dataclasses import dataclass
from datetime import date, timedelta

from csdesk.app.queries.documents import DocumentFacts, Titles
from csdesk.app.queries.letters import MANAGERS, SPONSORS, LetterFacts
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.records_shown import goal_views
from csdesk.app.queries.status_colour import StatusColour
from csdesk.app.queries.status_facts import StatusFacts, code_of
from csdesk.app.queries.status_milestones import StatusMilestones
from csdesk.app.queries.window_shown import window_view
from csdesk.data.reader import Reader
from csdesk.domain.codes import (
    Language,
    MeetingKind,
    MilestoneKind,
    ProjectStatus,
    Side,
    UserRole,
)
from csdesk.domain.records import (
    Contract,
    Customer,
    Deal,
    Goal,
    Meeting,
    PlanRow,
    Project,
    SuccessConfirmation,
    User,
)
from csdesk.domain.stages import kickoff_held_on, window_deal
from csdesk.domain.state import GoldenWindow
from csdesk.domain.views.common import MeetingView, Person
from csdesk.domain.views.letter import AskedView, TeamView
from csdesk.domain.views.status import MilestoneLine, WindowView
from csdesk.domain.views.welcome import WelcomeView
from csdesk.domain.window import deal_window
from csdesk.i18n import Translator
from csdesk.reports.words.common import meeting_kind

FIRST_DAYS = timedelta(21)  # what falls due in them is asked for first
MOST_ASKS = 5
FEWEST_ASKS = 3
_TEAM = (UserRole.CONSULTANT, UserRole.CSM, UserRole.SUPPORT, UserRole.SPONSOR)


@dataclass(frozen=True, kw_only=True, slots=True)
class WelcomeSource:
    """A view with what we must know about its making."""

    view: WelcomeView
    project_id: int | None
    mixed: bool


def welcome_source(
    reader: Reader,
    customer_id: int,
    today: date,
    language: Language | None = None,
    project_id: int | None = None,
) -> WelcomeSource:
    """Return the view of a welcome letter; stores nothing. It needs neither project nor plan.

    Without a `project_id` it speaks of the customer's newest project that runs.
    """
    customer = reader.get(Customer, customer_id)
    if project_id is None:
        project_id = _newest_project(reader, customer_id)
    maker = _Maker(reader, customer, today, language or customer.language, project_id)
    view = maker.view()
    foreign = view.language is not customer.language and maker.kept_titles > 0
    return WelcomeSource(view=view, project_id=project_id, mixed=foreign)


def _newest_project(reader: Reader, customer_id: int) -> int | None:
    running = [
        project
        for project in reader.find(Project, customer_id=customer_id)
        if project.status in (ProjectStatus.OPEN, ProjectStatus.ON_HOLD)
    ]
    newest = max(running, key=lambda one: (one.start, one.id), default=None)
    return None if newest is None else newest.id


class _Maker:
    def __init__(
        self,
        reader: Reader,
        customer: Customer,
        today: date,
        language: Language,
        project_id: int | None,
    ) -> None:
        self.reader, self.customer, self.today, self.language = reader, customer, today, language
        self.plan: StatusFacts | None = None
        if project_id is not None:
            loaded = load_project(reader, project_id, today)
            self.plan = StatusFacts(reader, loaded, today, language)
        self.document = (
            self.plan.document if self.plan else DocumentFacts(reader, customer, language)
        )
        self.people = LetterFacts(self.document, today)

    @property
    def kept_titles(self) -> int:
        """How many titles stayed in the language they were written in."""
        return self.plan.titles.kept if self.plan else 0

    def view(self) -> WelcomeView:
        document, reader = self.document, self.reader
        sponsor, manager = self.people.in_role(SPONSORS), self.people.in_role(MANAGERS)
        confirmation = max(
            reader.find(SuccessConfirmation, customer_id=self.customer.id),
            key=lambda one: (one.day, one.id),
            default=None,
        )
        window = self._window()
        return WelcomeView(
            language=self.language,
            today=self.today,
            us=document.us(),
            customer=document.them(),
            sender=document.sender(),
            project=self.plan.loaded.project.name if self.plan else "",
            to=sponsor or manager,
            copy_to=manager if sponsor is not None else None,
            signed_on=window.signed_on if window else self._signed_on(),
            under_way=self._under_way(),
            success=self.customer.success_text or (confirmation.text if confirmation else ""),
            success_by=confirmation.confirmed_by if confirmation else "",
            success_on=confirmation.day if confirmation else None,
            goals=tuple(
                goal_views(reader, reader.find(Goal, customer_id=self.customer.id), self.today)
            ),
            milestones=self._milestones(),
            window=window,
            asks=self._asks(),
            team=self._team(),
            support_mail=document.workspace.support_mail,
            support_phone=document.workspace.support_phone,
            next_meeting=self._meeting(),
        )

    def _under_way(self) -> bool:
        """Whether the kickoff of the project that it speaks of was held."""
        project_id = self.plan.loaded.project.id if self.plan else None
        held = self.reader.find(Meeting, customer_id=self.customer.id, kind=MeetingKind.KICKOFF)
        mine = [one for one in held if project_id in (None, one.project_id) or not one.project_id]
        return kickoff_held_on(mine) is not None

    def _signed_on(self) -> date | None:
        signed = [
            one.signed_on
            for one in self.reader.find(Contract, customer_id=self.customer.id)
            if one.signed_on is not None and one.signed_on <= self.today
        ]
        return max(signed, default=None)

    def _window(self) -> WindowView | None:
        """Return the golden window: of the plan, else of the deal that no project works on yet."""
        state: GoldenWindow | None = self.plan.state.window if self.plan else None
        if state is None:
            deal = window_deal(self.reader.find(Deal, customer_id=self.customer.id), self.today)
            if deal is None:
                return None
            length = self.customer.golden_days or self.document.workspace.golden_days
            state = deal_window(deal, length, self.today)
        return window_view(state.first(), self._value_name)

    def _value_name(self, row_id: int | None) -> str:
        about = self.plan.mention(row_id) if self.plan else None
        return "" if about is None or about.ours else about.title

    def _milestones(self) -> tuple[MilestoneLine, ...]:
        """Return the milestones of the plan; before there is one, the kickoff if it has a day."""
        found = StatusMilestones(self.plan).milestones() if self.plan else ()
        if found:
            return found
        kickoffs = self.document.planned(self.today, kind=MeetingKind.KICKOFF)
        words = Translator(self.language.value)
        return tuple(
            MilestoneLine(
                name=meeting_kind(words, self.document.meeting(one)),
                kind=MilestoneKind.KICKOFF,
                forecast=one.day,
            )
            for one in kickoffs[:1]
        )

    # --- people ------------------------------------------------------------------------------

    def _asks(self) -> tuple[AskedView, ...]:
        """Return what they do in the first weeks, the earliest first; at least the first three."""
        if self.plan is None:
            return ()
        found: list[tuple[date, PlanRow]] = []
        colour = StatusColour(self.plan)
        for row, its in self.plan.items:
            day = colour.due(row, its)
            if row.side is Side.CUSTOMER and row.status.is_open and day is not None:
                found.append((max(day, self.today), row))
        found.sort(key=lambda pair: (pair[0], pair[1].number or 0))
        near = sum(day <= self.today + FIRST_DAYS for day, _ in found)
        shown = found[: min(max(near, FEWEST_ASKS), MOST_ASKS)]
        titles: Titles = self.plan.titles
        return tuple(
            AskedView(title=titles.of(row), code=code_of(row), person=self._person(row), by=day)
            for day, row in shown
        )

    def _person(self, row: PlanRow) -> Person | None:
        contact = self.document.contacts.get(row.owner_contact_id or 0)
        if contact is not None:
            return self.people.person(contact)
        return Person(name=row.owner_name) if row.owner_name else None

    def _team(self) -> tuple[TeamView, ...]:
        """Return our people: who owns the customer, then those who do items of the plan."""
        ids = [self.customer.owner_id or 0]
        if self.plan is not None:
            ids += [row.owner_user_id or 0 for row, _ in self.plan.items]
        known = [self.document.users[one] for one in dict.fromkeys(ids) if self._active(one)]
        first = [user for user in known if user.id == self.customer.owner_id]
        others = sorted(
            (user for user in known if user not in first and user.role in _TEAM),
            key=lambda user: (_TEAM.index(user.role), user.id),
        )
        return self.people.team([*first, *others])

    def _active(self, user_id: int) -> bool:
        user: User | None = self.document.users.get(user_id)
        return user is not None and user.active

    def _meeting(self) -> MeetingView | None:
        project_id = self.plan.loaded.project.id if self.plan else None
        planned = self.document.planned(self.today, project_id=project_id)
        return self.document.meeting(planned[0]) if planned else None
