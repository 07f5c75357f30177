"""The kickoff deck: why they bought, the plan, who does what, what comes first; 16:9."""

from collections.abc import Callable
from functools import partial

from csdesk.domain.progress import Progress
from csdesk.domain.views.kickoff import KickoffView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.kickoff_people import draw_people, draw_together, draw_weeks
from csdesk.reports.pdf.kickoff_plan import draw_plan
from csdesk.reports.pdf.kickoff_why import draw_next, draw_pains, draw_risks, draw_why
from csdesk.reports.pdf.pack import Pack, Page, WrittenPack, chosen, meeting_notes, write_pack
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.words import kickoff as words


def write_kickoff(
    view: KickoffView, translator: Translator, progress: Progress | None = None
) -> WrittenPack:
    """Return the deck as a PDF. The same view gives the same bytes."""
    return write_pack(kickoff_pack(view, translator), progress)


def kickoff_pack(view: KickoffView, tr: Translator) -> Pack:
    """Return the pages of the deck; those without data are left out."""
    reachable = bool(view.rhythm or view.sender.mail or view.support_mail or view.support_phone)
    entries: list[tuple[str, bool, Callable[..., str], Callable[..., None]]] = [
        ("why", bool(view.goals or view.success), words.why_title, draw_why),
        ("pains", bool(view.pains), words.pains_title, draw_pains),
        ("plan", bool(view.lines), words.plan_title, draw_plan),
        ("people", bool(view.ours or view.theirs), words.people_title, draw_people),
        ("weeks", bool(view.needs or view.gives), words.weeks_title, draw_weeks),
        ("together", reachable, words.together_title, draw_together),
        ("risks", bool(view.risks or view.questions), words.risks_title, draw_risks),
        ("next", bool(view.next_steps or view.next_meeting), words.next_title, draw_next),
    ]
    pages, missing = chosen(
        [
            (code, there, partial(_page, view, tr, code, title, draw))
            for code, there, title, draw in entries
        ]
    )
    return Pack(
        name=words.name_of(view, tr),
        language=view.language,
        today=view.today,
        us=view.us,
        customer=view.customer,
        sender=view.sender,
        cover=words.cover_lines(view, tr),
        notes=meeting_notes(view.meeting, view.today, tr),
        pages=pages,
        left_out=missing,
    )


def _page(
    view: KickoffView,
    tr: Translator,
    code: str,
    title: Callable[[KickoffView, Translator], str],
    draw: Callable[[Sheet, KickoffView, Translator, deck.DeckType], None],
) -> Page:
    def drawn(sheet: Sheet, scale: deck.DeckType) -> None:
        draw(sheet, view, tr, scale)

    return Page(code, tr.text(words.PAGE_NAMES[code]), title(view, tr), drawn)
