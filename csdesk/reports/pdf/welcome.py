"""The welcome letter as PDF: one A4 page, sent at once after signing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO

from csdesk.domain.codes import Side
from csdesk.domain.progress import Progress
from csdesk.domain.views.letter import AskedView
from csdesk.domain.views.welcome import WelcomeView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4, letter
from csdesk.reports.pdf.colours import MUTED
from csdesk.reports.pdf.gantt_table import chosen
from csdesk.reports.pdf.goal_table import add_goals
from csdesk.reports.pdf.letter import Kit
from csdesk.reports.pdf.pieces import Piece, Stack, beside
from csdesk.reports.pdf.shapes import side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.way import MOST, WayLine
from csdesk.reports.words import letter as letter_words
from csdesk.reports.words import welcome as words
from csdesk.reports.words.common import person_role
from csdesk.reports.words.marks import keep, muted, plain

_PERSON = 104 * a4.MM  # where the person of a request stands


@dataclass(frozen=True, slots=True)
class _Limits:
    """How much each list shows."""

    goals: int
    asks: int
    quote_lines: int
    team: int
    title_lines: int = 2
    way_lines: int = 3


_LEVELS = (
    _Limits(5, 5, 4, 4),
    _Limits(4, 5, 3, 4),
    _Limits(4, 5, 3, 2),
    _Limits(3, 4, 3, 2),
    _Limits(3, 4, 2, 2, title_lines=1, way_lines=2),
    _Limits(2, 3, 2, 2, title_lines=1, way_lines=2),
    _Limits(1, 2, 1, 2, title_lines=1, way_lines=1),
)


def write_welcome(
    view: WelcomeView, translator: Translator, progress: Progress | None = None
) -> Written:
    """Return the welcome letter as a PDF of one page. The same view gives the same bytes."""
    if progress is not None:
        progress.check_cancelled()
    target = BytesIO()
    kind = translator.text("Welcome")
    parts = [kind, view.customer.name, view.project]
    sheet = Sheet(
        target,
        language=view.language,
        size=a4.SIZE,
        title=plain(" • ".join(part for part in parts if part)),
        us=view.us,
        subject=view.project or view.customer.name,
    )
    page = _Page(letter.kit_of(sheet, translator), view)
    levels: list[Callable[[], list[Piece | None]]] = [
        partial(page.pieces, limits) for limits in _LEVELS
    ]
    letter.draw_letter(
        page.kit,
        view,
        (kind, view.project, translator.date(view.today, "full")),
        words.headline(view, translator),
        levels,
    )
    sheet.finish()
    return Written(target.getvalue(), sheet.pages, dict(sheet.missing))


class _Page:
    def __init__(self, kit: Kit, view: WelcomeView) -> None:
        self.kit, self.view, self.tr = kit, view, kit.tr

    def pieces(self, limits: _Limits) -> list[Piece | None]:
        """Return the letter with lists of so many lines."""
        view, tr, kit = self.view, self.tr, self.kit
        return [
            letter.address(kit, self._address()),
            letter.prose(kit, letter_words.salutation(tr, view.to, view.customer), 12, lines=1),
            letter.prose(kit, words.opening(view, tr), 4, lines=3),
            self._success(limits),
            self._goals(limits),
            self._way(limits),
            self._asks(limits),
            self._people(limits),
            letter.meeting_panel(kit, tr.text("Next step"), words.next_step(view, tr)),
            letter.signature(kit, view),
        ]

    def _address(self) -> list[str]:
        view, tr = self.view, self.tr
        if view.to is None:
            return []
        lines = [letter_words.addressee(tr, view.to, view.customer.name)]
        if view.copy_to is not None:
            lines.append(letter_words.copy_line(tr, view.copy_to))
        return lines

    def _success(self, limits: _Limits) -> Piece | None:
        if not self.view.success:
            return None
        quote = self.tr.text("“{title}”", title=self.view.success.strip('“”"「」 '))
        title = self.tr.text("Success, as you define it")
        note = words.success_note(self.view, self.tr)
        return letter.quote_panel(self.kit, title, quote, note, lines=limits.quote_lines)

    def _goals(self, limits: _Limits) -> Piece | None:
        if not self.view.goals:
            return None
        title = self.tr.text("What you want to reach")
        stack = letter.titled(self.kit, title, a4.LEFT, a4.WIDTH, rule=False)
        add_goals(
            self.kit, stack, self.view.goals, limits.goals, measured=False,
            title_lines=limits.title_lines,
        )  # fmt: skip
        return Piece(stack.height, stack.draw, "goals", 14)

    def _way(self, limits: _Limits) -> Piece | None:
        view, kit = self.view, self.kit
        lines = chosen(view.milestones, view.today, MOST)
        if not lines and view.window is None:
            return None
        days = [day for line in lines if (day := line.ends or line.agreed) is not None]
        begin: date = min(view.signed_on or view.today, *days, view.today)
        title = self.tr.text("The way ahead")
        legend = words.window_sentence(view, self.tr)
        stack = letter.titled(kit, title, a4.LEFT, a4.WIDTH, aside=legend)
        stack.add(5, lambda _sheet, _top: None)
        word = words.begin_word(view, self.tr, begin)
        way = WayLine(kit, lines, (begin, word), view.window, limits.way_lines)
        way.add_to(stack)
        return Piece(stack.height, stack.draw, "way", 14)

    def _asks(self, limits: _Limits) -> Piece | None:
        kit, tr, view = self.kit, self.tr, self.view
        title = words.asks_title(view, tr)
        stack = letter.titled(kit, title, a4.LEFT, a4.WIDTH, asked=True)
        for ask in view.asks[: limits.asks]:
            self._ask(stack, ask, limits)
        if not view.asks:
            text = tr.text(
                "The names of your project manager and of those who decide: "
                "with them we agree on the plan at the kickoff."
            )
            letter.remark(kit, stack, text, a4.LEFT, a4.WIDTH)
        hidden = len(view.asks) - limits.asks
        if hidden > 0:
            text = tr.plural(
                "{n} more follows in the plan.", "{n} more follow in the plan.", hidden
            )
            letter.rest(kit, stack, text, a4.LEFT, a4.WIDTH)
        return Piece(stack.height, stack.draw, "asks", 14)

    def _ask(self, stack: Stack, ask: AskedView, limits: _Limits) -> None:
        kit, tr, scale = self.kit, self.tr, self.kit.scale
        x = a4.LEFT + 14
        title = kit.lay(ask.title, scale.body, _PERSON - 14 - 10, limits.title_lines)
        day = keep(tr.date(ask.by, "short" if tr.is_chinese else "weekday")) if ask.by else ""
        who = tr.text("still to be named")
        if ask.person is not None:
            role = person_role(tr, ask.person)
            who = keep(ask.person.name) + (" " + muted(role) if role else "")
        room = a4.WIDTH - _PERSON - 62
        style = scale.body if ask.person is not None else scale.body.with_(colour=MUTED)
        person = kit.lay(who, style, room, 1)
        height = title.height + 7.5

        def draw(sheet: Sheet, top: float) -> None:
            y = top + 3.5
            side_mark(sheet, Side.CUSTOMER, a4.LEFT + 4, y + scale.body.lead / 2 + 0.3, 5.6)
            with sheet.across():
                sheet.block(title, x, y)
                sheet.block(person, a4.LEFT + _PERSON, y)
                sheet.label(day, scale.strong, a4.RIGHT, y, "right")
            letter.row_rule(sheet, a4.LEFT, top + height, a4.WIDTH)

        stack.add(height, draw)

    def _people(self, limits: _Limits) -> Piece | None:
        """Return who we are and how we are reached, in two columns."""
        kit, tr, view = self.kit, self.tr, self.view
        if not view.team:
            return None
        title = letter.titled(kit, tr.text("Who is there for you"), a4.LEFT, a4.WIDTH)
        stacks = (Stack(), Stack())
        places = ((a4.LEFT, letter.HALF), (letter.SECOND, letter.HALF))
        for number, member in enumerate(view.team[: limits.team]):
            x, width = places[number % 2]
            letter.member(kit, stacks[number % 2], member, x, width)
        title.pieces.append(beside(stacks))
        support = letter_words.support_line(tr, view.support_mail, view.support_phone)
        letter.rest(kit, title, support, a4.LEFT, a4.WIDTH)
        return Piece(title.height, title.draw, "people", 14)
