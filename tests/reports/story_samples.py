"""Success stories made by hand: a full one, one with a single result, one with too much."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from csdesk.domain.codes import ContactRole, Language
from csdesk.domain.views.common import Party, Person
from csdesk.domain.views.qbr import GoalView, OutcomeView
from csdesk.domain.views.story import ConsentView, QuoteView, StoryView
from tests.reports.completion_samples import drawn_completion
from tests.reports.qbr_samples import drawn_qbr

TODAY = date(2027, 4, 12)
_WORDS = {
    Language.EN: (
        "We answer while the customer is still talking; nobody argues about signatures any more.",
        "Logistics", "Hull", "4 depots, 98 people", "Northlane Dispatch", "website, fairs",
    ),
    Language.ZH_CN: (
        "客户还没说完，我们就能在电话里答复；再也没有人为签收争执。",
        "冷链物流", "苏州", "四个场站，98人", "云栈调度", "网站与展会",
    ),
    Language.ZH_TW: (
        "稽核員還沒問完，我們就能在電話裡回答；再也沒有人為紀錄爭執。",
        "醫療器材", "臺北", "三個倉庫，34人", "雲棧倉儲", "網站與展覽",
    ),
}  # fmt: skip


def drawn_story(language: Language = Language.EN) -> StoryView:
    """The story of the drawn review pack."""
    review, done = drawn_qbr(language), drawn_completion(language)
    said, industry, city, size, product, covers = _WORDS[language]
    boss = done.to or Person(name="")
    measured = [replace(goal, now_on=date(2027, 3, 31)) for goal in review.goals]
    return StoryView(
        language=language,
        today=TODAY,
        us=review.us,
        customer=review.customer,
        sender=done.sender,
        industry=industry,
        city=city,
        size_note=size,
        product=product,
        project=done.project,
        signed_on=done.signed_on,
        value_on=done.value_on,
        live_on=done.live_on,
        goals=tuple(measured),
        outcomes=tuple(replace(one, quote=True) for one in review.outcomes),
        quote=QuoteView(text=said, person=boss),
        delivered=tuple(line.title for line in done.deliverables),
        consent=ConsentView(given_by=boss.name, given_on=date(2027, 4, 9), covers=covers),
    )


def empty_story(language: Language = Language.EN) -> StoryView:
    """One result that may be quoted, and nothing else."""
    view = drawn_story(language)
    return StoryView(
        language=language,
        today=TODAY,
        us=view.us,
        customer=view.customer,
        sender=view.sender,
        outcomes=view.outcomes[1:2],
        quote=QuoteView(text=view.outcomes[1].title, person=Person(name=view.outcomes[1].said_by)),
        consent=view.consent,
    )


def huge_story(language: Language = Language.EN) -> StoryView:
    """Long names everywhere, and lists of two thousand."""
    view = drawn_story(language)
    long = " ".join(view.delivered) * 4
    return replace(
        view,
        customer=Party(name=long[:300]),
        industry=long,
        city=long,
        size_note=long,
        product=long,
        project=long,
        goals=tuple(
            GoalView(title=f"{long} {n}", unit=long[:60], before=Decimal(10**n), now=Decimal(n),
                     now_on=TODAY, target=Decimal(0))
            for n in range(1, 40)
        ),
        outcomes=tuple(
            OutcomeView(day=TODAY, title=f"{n} {long}", evidence=long, said_by=long,
                        money_minor=10**n % 10**12, currency="EUR")
            for n in range(2000)
        ),
        quote=QuoteView(
            text=long * 30, person=Person(name=long, title=long, role=ContactRole.SPONSOR)
        ),
        delivered=(long,) * 2000,
        consent=ConsentView(given_by=long, given_on=TODAY, covers=long),
    )  # fmt: skip
