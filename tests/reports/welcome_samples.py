"""Welcome letters made by hand: a full one, one before any plan, and the hard cases."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

from csdesk.domain.codes import ContactRole, Language, MeetingKind, MilestoneKind, UserRole
from csdesk.domain.views.common import MeetingView, Party, Person
from csdesk.domain.views.letter import AskedView, TeamView
from csdesk.domain.views.qbr import GoalView
from csdesk.domain.views.status import MilestoneLine, WindowView
from csdesk.domain.views.welcome import WelcomeView
from tests.reports.qbr_samples import drawn_qbr
from tests.reports.samples import drawn_status

SIGNED = date(2026, 9, 14)
HOSTILE = (
    'a<b & AT&T <img src="/etc/passwd"> javascript:alert(1)',
    "\u202eright to left \u05d0\u05d1 \u0627\u0644\u0639",
    "control \x00\x07\x1b characters",
    "emoji 👩‍👩‍👧 and 🚀",
    "x" * 500,
    "长" * 500,
    "word " * 40_000,
)


def drawn_welcome(language: Language = Language.EN) -> WelcomeView:
    """The letter to the company of the drawn status report, on the day after it signed."""
    status, review = drawn_status(language), drawn_qbr(language)
    names = {
        Language.EN: ("Ruth Pike", "Managing director", "Priya Marsh", "Daniel Osei"),
        Language.ZH_CN: ("裴若思", "总经理", "马丽华", "欧阳达"),
        Language.ZH_TW: ("裴若思", "總經理", "林佳蓉", "歐陽達"),
    }[language]
    asks = status.asks
    titles = [item.title for ask in asks for item in ask.items]
    boss = Person(name=names[0], title=names[1], role=ContactRole.SPONSOR)
    pm = Person(name=names[2], role=ContactRole.PROJECT_MANAGER)
    ours = status.sender
    return WelcomeView(
        language=language,
        today=date(2026, 9, 15),
        us=status.us,
        customer=status.customer,
        sender=ours,
        project=status.project,
        to=boss,
        copy_to=pm,
        signed_on=SIGNED,
        success=review.success,
        success_by=names[0],
        success_on=SIGNED,
        goals=tuple(replace(goal, said_on=SIGNED, now=None) for goal in review.goals),
        milestones=tuple(
            replace(line, forecast=line.agreed, actual=None, slip=None)
            for line in status.milestones
        ),
        window=WindowView(
            signed_on=SIGNED,
            last_day=date(2026, 12, 13),
            length=90,
            day=1,
            value_name=status.milestones[3].name,
            value_on=date(2026, 11, 20),
        ),
        asks=(
            AskedView(title=titles[1], person=boss, by=date(2026, 9, 18)),
            AskedView(title=titles[0], person=pm, by=date(2026, 9, 25)),
            AskedView(title=titles[2], by=date(2026, 9, 29)),
        ),
        team=(
            TeamView(name=ours.name, role=ours.role, mail=ours.mail, phone=ours.phone),
            TeamView(name="Lena Brandt", role=UserRole.CSM, mail="lena.brandt@northlane.example"),
            TeamView(name="Sam Reed", role=UserRole.SUPPORT, phone="+44 113 555 0100"),
        ),
        support_mail="support@northlane.example",
        support_phone="+44 113 555 0100",
        next_meeting=MeetingView(
            kind=MeetingKind.KICKOFF,
            day=date(2026, 9, 23),
            at=time(14),
            end=time(16),
            place=review.meeting.place if review.meeting else "",
            people=(names[0], names[2], names[3], ours.name),
        ),
    )


def early_welcome(language: Language = Language.EN) -> WelcomeView:
    """Before there is a plan: a window, no dates, no meeting."""
    view = drawn_welcome(language)
    return replace(
        view,
        project="",
        milestones=(),
        asks=(),
        copy_to=None,
        goals=view.goals[:1],
        window=WindowView(signed_on=SIGNED, last_day=date(2026, 12, 13), length=90, day=1),
        next_meeting=None,
        team=view.team[:1],
    )


def empty_welcome(language: Language = Language.EN) -> WelcomeView:
    """Nothing but the two companies."""
    view = drawn_welcome(language)
    return WelcomeView(
        language=language,
        today=view.today,
        us=view.us,
        customer=view.customer,
        sender=view.sender,
    )


def huge_welcome(language: Language = Language.EN) -> WelcomeView:
    """Long names everywhere, and lists of two thousand."""
    view = drawn_welcome(language)
    long = " ".join(line.name for line in view.milestones) * 3
    day = SIGNED
    return replace(
        view,
        project=long,
        customer=Party(name=long[:300]),
        to=Person(name=long[:120], title=long, role=ContactRole.SPONSOR),
        success=long * 40,
        goals=tuple(
            GoalView(title=f"{long} {n}", unit=long[:60], before=Decimal(n), target=Decimal(9 * n),
                     target_on=day, said_by=long)
            for n in range(2000)
        ),
        milestones=tuple(
            MilestoneLine(name=f"{n} {long}", forecast=day + timedelta(n),
                          kind=MilestoneKind.VALUE if n % 9 == 0 else MilestoneKind.OTHER)
            for n in range(2000)
        ),
        asks=tuple(
            AskedView(title=f"{long} {n}", person=Person(name=long), by=day + timedelta(n))
            for n in range(2000)
        ),
        team=tuple(TeamView(name=long, mail=long, phone=long) for _ in range(40)),
        next_meeting=MeetingView(kind=MeetingKind.OTHER, title=long, day=day, place=long,
                                 people=(long,) * 30),
    )  # fmt: skip
