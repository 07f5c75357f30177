"""A pack of 16:9 pages: a cover that says the message, then one finding a page, and a footer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import TypeAlias

from csdesk.domain.codes import Language, Side
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.views.common import MeetingView, Party, Sender
from csdesk.i18n import Translator
from csdesk.reports.pdf import deck
from csdesk.reports.pdf.colours import ACCENT, MUTED, TEXT
from csdesk.reports.pdf.shapes import initials
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Style
from csdesk.reports.words.common import meeting_time
from csdesk.reports.words.marks import keep, plain

_COVER_LOGO = 34.0
_CONTENTS = 690.0  # where the contents stand on the cover
_ASIDE = 222.0  # how wide they are
_FACT = 64.0  # the height of a fact
Drawer: TypeAlias = Callable[[Sheet, deck.DeckType], object]


@dataclass(frozen=True, slots=True)
class WrittenPack:
    """A pack in memory; `left_out` holds the codes of the pages without data."""

    content: bytes
    pages: int
    missing: dict[str, str]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what it is called in the contents, its title as a sentence, how it is drawn."""

    code: str
    label: str
    title: str
    draw: Drawer


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure of the cover, and what it counts."""

    figure: str
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Pack:
    """Everything of a pack but where it is drawn.

    Its cover shows `facts`; without any it has the contents in their place.
    """

    name: str
    language: Language
    today: date
    us: Party
    customer: Party
    sender: Sender
    cover: tuple[str, ...]  # the message, at most two sentences
    notes: tuple[str, ...]  # when, where, with whom
    pages: tuple[Page, ...]
    left_out: tuple[str, ...]
    facts: tuple[Fact, ...] = ()

    @property
    def title(self) -> str:
        """The title of the document."""
        return plain(f"{self.name} • {self.customer.name}")


def write_pack(pack: Pack, progress: Progress | None = None) -> WrittenPack:
    """Return a pack as a PDF. The same pack gives the same bytes."""
    target = BytesIO()
    sheet = Sheet(
        target,
        language=pack.language,
        size=deck.SIZE,
        title=pack.title,
        us=pack.us,
        subject=pack.name,
    )
    draw_pack(sheet, pack, progress or NoProgress())
    sheet.finish()
    return WrittenPack(target.getvalue(), len(pack.pages) + 1, dict(sheet.missing), pack.left_out)


def draw_pack(sheet: Sheet, pack: Pack, listener: Progress) -> None:
    """Draw the cover and all pages."""
    scale = deck.type_scale()
    total = len(pack.pages) + 1
    sheet.bookmark("cover", plain(pack.name))
    _draw_cover(sheet, pack)
    contact = " • ".join(part for part in (pack.sender.name, pack.sender.mail) if part)
    for number, page in enumerate(pack.pages, 2):
        listener.check_cancelled()
        sheet.next_page()
        sheet.bookmark(page.code, page.label)
        page.draw(sheet, deck.begin(sheet, page.label, page.title, scale))
        left = f"{pack.customer.name}  |  {pack.name}"
        deck.foot(sheet, left, contact, f"{number} / {total}", scale)
        listener.report(number, total)


def meeting_notes(meeting: MeetingView | None, today: date, tr: Translator) -> tuple[str, ...]:
    """Return the lines of a cover: where and when, and with whom; without a meeting the day."""
    if meeting is None:
        return (tr.date(today, "full"),)
    texts = [meeting_time(tr, meeting)]
    if meeting.place:
        texts[0] = tr.text("{place}, {time}", place=meeting.place, time=texts[0])
    if meeting.people:
        texts.append(tr.join([keep(name) for name in meeting.people]))
    return tuple(texts)


def chosen(
    possible: Iterable[tuple[str, bool, Callable[[], Page]]],
) -> tuple[tuple[Page, ...], tuple[str, ...]]:
    """Return the pages whose data exist, and the codes of the others."""
    pages: list[Page] = []
    missing: list[str] = []
    for code, there, make in possible:
        if there:
            pages.append(make())
        else:
            missing.append(code)
    return tuple(pages), tuple(missing)


def _draw_cover(sheet: Sheet, pack: Pack) -> None:
    sheet.box(0, 0, 12, deck.SIZE[1], fill=ACCENT)
    left, top = 72.0, 48.0
    company = Style(15.5, 20, bold=True)
    with sheet.across():
        taken = _cover_logo(sheet, pack.us, Side.US, left, top)
        sheet.words(pack.us.name, company, left + taken + 10, top + 7, 330, lines=1)
        taken = _cover_logo(sheet, pack.customer, Side.CUSTOMER, deck.RIGHT, top)
        right = deck.RIGHT - taken - 10
        sheet.words(pack.customer.name, company, right - 330, top + 7, 330, align="right", lines=1)
    name = Style(15.5, 20, bold=True, colour=ACCENT)
    title = Style(36, 46, bold=True)
    width = (_CONTENTS - 24 if pack.pages or pack.facts else deck.RIGHT) - left
    blocks = [sheet.setter.lay(text, title, width, 2) for text in pack.cover[:2]]
    y = 218 - max(sum(block.height for block in blocks) - 92, 0) * 0.6
    sheet.words(pack.name, name, left, y - 46, 560, lines=1)
    list_top = y - 22
    y = deck.title_blocks(sheet, blocks, left, y - 18, width)
    y += 18
    sheet.rule(left, y, 60, 2, TEXT)
    y += 17
    note = Style(14, 20, colour=MUTED)
    for text in pack.notes:
        y = sheet.words(text, note, left, y, 560, lines=2)
    if pack.facts:
        _draw_facts(sheet, pack.facts, max(list_top, 160))
    else:
        _draw_contents(sheet, pack.pages, max(list_top, 190))


def _draw_facts(sheet: Sheet, facts: tuple[Fact, ...], top: float) -> None:
    figure, note = Style(20, 25, bold=True), Style(12.5, 16, colour=MUTED)
    top = min(top, deck.CONTENT_BOTTOM - _FACT * len(facts))
    for number, fact in enumerate(facts):
        if number:
            sheet.rule(_CONTENTS, top - 5, _ASIDE)
        below = sheet.words(fact.figure, figure, _CONTENTS, top, _ASIDE, lines=1)
        sheet.words(fact.words, note, _CONTENTS, below, _ASIDE, lines=2)
        top += _FACT + 6


def _draw_contents(sheet: Sheet, pages: tuple[Page, ...], top: float) -> None:
    style = Style(14.5, 20)
    x, width = _CONTENTS, _ASIDE
    first: dict[str, int] = {}
    for number, page in enumerate(pages, 2):
        first.setdefault(page.label, number)
    row = min(31.0, (deck.CONTENT_BOTTOM - top) / max(len(first), 1))
    for label, number in first.items():
        sheet.words(label, style, x, top, width - 30, lines=1)
        sheet.label(str(number), style.with_(colour=MUTED), x + width, top, "right")
        sheet.rule(x, top + max(row - 5.5, 21), width)
        top += row


def _cover_logo(sheet: Sheet, party: Party, side: Side, x: float, top: float) -> float:
    if party.logo is not None:
        from csdesk.reports.pdf.pictures import logo_size

        width = logo_size(party.logo, 110, _COVER_LOGO)
        start = x if side is Side.US else x - width
        if width and sheet.picture(party.logo, start, top, width, _COVER_LOGO):
            return width
    start = x if side is Side.US else x - _COVER_LOGO
    initials(sheet, party.initials, side, start, top, _COVER_LOGO)
    return _COVER_LOGO
