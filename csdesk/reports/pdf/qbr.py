"""The business review pack as PDF: 16:9, one finding a page, only pages whose data exist."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO

from csdesk.domain.codes import Side
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.views.qbr import QbrView
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import ACCENT, MUTED, TEXT
from csdesk.reports.pdf.qbr_goals import draw_goals
from csdesk.reports.pdf.qbr_next import draw_next
from csdesk.reports.pdf.qbr_plan import draw_outcomes, draw_plan, draw_promises
from csdesk.reports.pdf.qbr_value import draw_value
from csdesk.reports.pdf.shapes import initials
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import qbr as words
from csdesk.reports.words.common import meeting_time
from csdesk.reports.words.marks import keep, plain

_COVER_LOGO = 34.0


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """A pack in memory; `left_out` names the pages without data (keys of `PAGE_NAMES`)."""

    content: bytes
    pages: int
    missing: dict[str, str]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Page:
    code: str
    title: str
    draw: Callable[[Sheet, QbrView, Translator, deck.DeckType], None]


def write_qbr(
    view: QbrView, translator: Translator, progress: Progress | None = None
) -> WrittenPack:
    """Return the pack as a PDF. The same view gives the same bytes."""
    listener = progress or NoProgress()
    target = BytesIO()
    name = words.name_of(view, translator)
    sheet = Sheet(
        target,
        language=view.language,
        size=deck.SIZE,
        title=plain(f"{name} • {view.customer.name}"),
        author=view.us.name,
        subject=name,
    )
    pages, left_out = _chosen(view, translator)
    scale = deck.type_scale()
    total = len(pages) + 1
    sheet.bookmark("cover", plain(name))
    _draw_cover(sheet, view, translator, pages)
    for number, page in enumerate(pages, 2):
        listener.check_cancelled()
        sheet.next_page()
        label = translator.text(words.PAGE_NAMES[page.code])
        sheet.bookmark(page.code, label)
        below = deck.begin(sheet, label, page.title, scale)
        page.draw(sheet, view, translator, below)
        contact = " • ".join(part for part in (view.sender.name, view.sender.mail) if part)
        deck.foot(sheet, f"{view.customer.name}  |  {name}", contact, f"{number} / {total}", scale)
        listener.report(number, total)
    sheet.finish()
    return WrittenPack(target.getvalue(), total, dict(sheet.missing), left_out)


def _chosen(view: QbrView, tr: Translator) -> tuple[list[_Page], tuple[str, ...]]:
    """Return the pages whose data exist, and the codes of the others."""
    possible: list[tuple[str, bool, Callable[[QbrView, Translator], str], Callable[..., None]]] = [
        ("goals", bool(view.goals), words.goals_title, draw_goals),
        ("value", bool(view.value and view.value.benefits), words.value_title, draw_value),
        ("outcomes", bool(view.outcomes), words.outcomes_title, draw_outcomes),
        ("plan", bool(view.milestones), words.plan_title, draw_plan),
        (
            "promises",
            bool(view.our_promises or view.your_promises),
            words.promises_title,
            draw_promises,
        ),
        ("next", bool(view.next_steps), words.next_title, draw_next),
    ]
    pages = [_Page(code, title(view, tr), draw) for code, there, title, draw in possible if there]
    missing = [code for code, there, _, _ in possible if not there]
    return pages, (*missing, "usage")


def _draw_cover(sheet: Sheet, view: QbrView, tr: Translator, pages: list[_Page]) -> None:
    sheet.box(0, 0, 12, deck.SIZE[1], fill=ACCENT)
    left, top = 72.0, 48.0
    company = Style(15.5, 20, bold=True)
    taken = _cover_logo(sheet, view.us.logo, view.us.initials, Side.US, left, top)
    sheet.words(view.us.name, company, left + taken + 10, top + 7, 330, lines=1)
    taken = _cover_logo(
        sheet, view.customer.logo, view.customer.initials, Side.CUSTOMER, deck.RIGHT, top
    )
    right = deck.RIGHT - taken - 10
    sheet.words(view.customer.name, company, right - 330, top + 7, 330, align="right", lines=1)
    name = Style(15.5, 20, bold=True, colour=ACCENT)
    title = Style(36, 46, bold=True)
    blocks = [sheet.setter.lay(text, title, 570, 2) for text in words.cover_lines(view, tr)[:2]]
    height = sum(block.height for block in blocks)
    y = 218 - max(height - 92, 0) * 0.6
    sheet.words(words.name_of(view, tr), name, left, y - 46, 560, lines=1)
    list_top = y - 22
    y -= 18
    for block in blocks:
        y = sheet.block(block, left, y)
    y += 18
    sheet.rule(left, y, 60, 2, TEXT)
    y += 17
    note = Style(14, 20, colour=MUTED)
    for text in _cover_notes(view, tr):
        y = sheet.words(text, note, left, y, 560, lines=2)
    _draw_contents(sheet, tr, pages, max(list_top, 190))


def _cover_notes(view: QbrView, tr: Translator) -> list[str]:
    meeting = view.meeting
    if meeting is None:
        return [tr.date(view.today, "full")]
    texts = [meeting_time(tr, meeting)]
    if meeting.place:
        texts[0] = tr.text("{place}, {time}", place=meeting.place, time=texts[0])
    if meeting.people:
        texts.append(tr.join([keep(name) for name in meeting.people]))
    return texts


def _draw_contents(sheet: Sheet, tr: Translator, pages: list[_Page], top: float) -> None:
    style = Style(14.5, 20)
    x, width, row = 690.0, 222.0, 31.0
    for number, page in enumerate(pages, 2):
        sheet.words(tr.text(words.PAGE_NAMES[page.code]), style, x, top, width - 30, lines=1)
        sheet.label(str(number), style.with_(colour=MUTED), x + width, top, "right")
        sheet.rule(x, top + 25.5, width)
        top += row


def _cover_logo(
    sheet: Sheet, logo: bytes | None, letters: str, side: Side, x: float, top: float
) -> float:
    if logo is not None:
        from csdesk.reports.pdf.pictures import logo_size

        width = logo_size(logo, 110, _COVER_LOGO)
        start = x if side is Side.US else x - width
        if width and sheet.picture(logo, start, top, width, _COVER_LOGO):
            return width
    initials(sheet, letters, side, x if side is Side.US else x - _COVER_LOGO, top, _COVER_LOGO)
    return _COVER_LOGO
