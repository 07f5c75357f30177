"""The acceptance sheet as PDF: what was agreed, what was verified, one tick, two signatures."""

from dataclasses import replace
from functools import partial
from io import BytesIO

from csdesk.domain.codes import CriterionResult, Side
from csdesk.domain.progress import NoProgress, Progress
from csdesk.domain.views.acceptance import AcceptanceView, DeliverableView
from csdesk.i18n import Translator
from csdesk.reports.pdf import a4
from csdesk.reports.pdf.colours import LINE, MUTED
from csdesk.reports.pdf.flow import Part, paginate, tightened
from csdesk.reports.pdf.paper import Paper
from csdesk.reports.pdf.pieces import Piece
from csdesk.reports.pdf.shapes import check_box, done_mark, missed_mark, open_mark, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.signatures import Signer, signatures
from csdesk.reports.pdf.status import Written
from csdesk.reports.pdf.table import Cell, Mark, Table
from csdesk.reports.pdf.text import Style
from csdesk.reports.words import acceptance as words
from csdesk.reports.words.marks import plain

_PAD, _TIGHT_PAD = 4.0, 2.8
_GAP, _TIGHT_GAP = 22.0, 13.0
_FACT = 9.4


def write_acceptance(
    view: AcceptanceView, translator: Translator, progress: Progress | None = None
) -> Written:
    """Return the acceptance sheet as a PDF. The same view gives the same bytes."""
    listener = progress or NoProgress()
    target = BytesIO()
    kind = translator.text("Acceptance sheet")
    sheet = Sheet(
        target,
        language=view.language,
        size=a4.SIZE,
        title=plain(f"{kind} • {view.customer.name} • {view.project}"),
        us=view.us,
        subject=view.project,
    )
    acceptance = _Acceptance(sheet, view, translator, kind)
    pages = acceptance.pages()
    for number, pieces in enumerate(pages, 1):
        listener.check_cancelled()
        acceptance.draw(pieces, number, len(pages))
        listener.report(number, len(pages))
    sheet.finish()
    return Written(target.getvalue(), len(pages), dict(sheet.missing))


class _Acceptance:
    def __init__(self, sheet: Sheet, view: AcceptanceView, tr: Translator, kind: str) -> None:
        self.sheet, self.view, self.tr = sheet, view, tr
        self.scale = a4.type_scale(chinese=tr.is_chinese)
        self.paper = Paper(
            us=view.us,
            customer=view.customer,
            sender=view.sender,
            kind=kind,
            subject=view.project,
            day=tr.date(view.today, "long"),
            key="acceptance",
        )
        self._foot = self._signatures()
        self._pad = _PAD

    def pages(self) -> list[list[Piece]]:
        """Return the pieces of each page; the last keeps room for the signatures at its foot.

        What would just leave the first page is set a little closer.
        """
        first, later = self.paper.rooms(self.scale)
        tail = self._foot.height + 14
        if not self._is_long():
            for pad, gap in ((_PAD, _GAP), (_TIGHT_PAD, _TIGHT_GAP)):
                self._pad = pad
                pages = paginate(tightened(self._parts(), gap), first, later, tail=tail)
                if len(pages) == 1:
                    return pages
        self._pad = _PAD
        return paginate(self._parts(), first, later, tail=tail)

    def _is_long(self) -> bool:
        """Whether there are more lines than any page holds, so that none is measured twice."""
        view = self.view
        return len(view.deliverables) + len(view.criteria) + len(view.defects) > 40

    def _parts(self) -> list[Part]:
        return [
            Part(self._headline(), holds=True),
            Part(self._facts()),
            *self._deliverables(),
            *self._criteria(),
            *self._result(),
        ]

    def draw(self, pieces: list[Piece], number: int, pages: int) -> None:
        """Draw one page, the signatures on the last."""
        foot = self._foot if number == pages else None
        self.paper.draw(
            self.sheet, self.tr, self.scale, pieces, number=number, pages=pages, foot=foot
        )

    # --- the head ----------------------------------------------------------------------------

    def _headline(self) -> Piece:
        style = self.scale.headline
        first, variants = words.headline(self.view, self.tr)
        lines = [first]
        if variants:
            both = self.tr.sentences([first, variants[0]])
            if self.sheet.setter.width(both, style) <= a4.WIDTH:
                lines = [both]
            else:
                lines.append(a4.fitting(self.sheet, variants, style, a4.WIDTH))
        return Piece(
            style.lead * len(lines),
            lambda sheet, top: a4.headline(sheet, lines, style, top),
            "headline",
        )

    def _facts(self) -> Piece:
        """Return the four facts side by side, each under a line of its own."""
        scale, setter = self.scale, self.sheet.setter
        gutter = 14.0
        width = (a4.WIDTH - 3 * gutter) / 4
        strong = Style(_FACT, 12.6, bold=True)
        made = [
            (
                setter.lay(name, scale.note, width, 1),
                setter.lay(
                    text or "–", strong if text else scale.body.with_(colour=MUTED), width, 2
                ),
            )
            for name, text in words.facts(self.view, self.tr)
        ]
        height = max(name.height + text.height for name, text in made) + 6

        def draw(sheet: Sheet, top: float) -> None:
            for number, (name, text) in enumerate(made):
                x = a4.LEFT + number * (width + gutter)
                sheet.rule(x, top, width, 0.5, LINE)
                sheet.block(text, x, sheet.block(name, x, top + 4) + 1)

        return Piece(height, draw, "facts", 12)

    # --- tables ------------------------------------------------------------------------------

    def _table(self, *columns: tuple[str, float]) -> Table:
        return Table.over_page(self.sheet.setter, self.scale, *columns, pad=self._pad)

    def _deliverables(self) -> list[Part]:
        tr, view = self.tr, self.view
        inside = [one for one in view.deliverables if one.in_scope]
        outside = [one for one in view.deliverables if not one.in_scope]
        parts: list[Part] = []
        for title, shown in (
            (tr.text("Deliverables, in the words of the agreed scope"), inside),
            (tr.text("Not part of this project"), outside),
        ):
            if shown:
                table = self._table(
                    (tr.text("No."), 26), (tr.text("Deliverable"), 322),
                    (tr.text("Agreed by, on"), 0),
                )  # fmt: skip
                rows = [self._deliverable(number, one) for number, one in enumerate(shown, 1)]
                parts += table.parts(title, rows)
        return parts

    def _deliverable(self, number: int, one: DeliverableView) -> list[Cell]:
        agreed = words.agreed(one.agreed_by, one.agreed_on, self.tr)
        return [Cell(str(number)), Cell(one.title), Cell(agreed)]

    def _criteria(self) -> list[Part]:
        tr, view = self.tr, self.view
        if not view.criteria:
            return []
        table = self._table(
            (tr.text("No."), 26), (tr.text("Criterion"), 196),
            (tr.text("How it was verified"), 180), (tr.text("Result"), 0),
        )  # fmt: skip
        rows = [
            (
                Cell(str(number)),
                Cell(one.text),
                Cell(words.checked(one, tr)),
                Cell(words.result(one, tr), self._result_style(one.result), _mark(one.result)),
            )
            for number, one in enumerate(view.criteria, 1)
        ]
        return table.parts(tr.text("Criteria of acceptance and their results"), rows)

    def _result_style(self, result: CriterionResult) -> Style:
        if result is CriterionResult.OPEN:
            return self.scale.body.with_(colour=MUTED)
        return self.scale.strong

    # --- the result --------------------------------------------------------------------------

    def _result(self) -> list[Part]:
        tr, view = self.tr, self.view
        table = self._table(
            (tr.text("No."), 26), (tr.text("What is missing"), 268), (tr.text("Owner"), 104),
            (tr.text("Done by"), 0),
        )  # fmt: skip
        parts = [
            Part(self._title(), holds=True),
            Part(self._boxes(), holds=True),
        ]
        if view.defects:
            head = table.head()
            parts.append(Part(replace(head, gap=5), holds=True))
            for one in view.defects:
                cells = (
                    Cell(f"P{one.number}"),
                    Cell(one.title),
                    Cell(words.owner(one, tr), mark=partial(_side, one.side)),
                    Cell(
                        words.due(one, tr),
                        self.scale.strong if one.done_on is None else None,
                    ),
                )
                parts.append(Part(table.row(cells), again=(head,)))
            parts[-1] = Part(parts[-1].piece, holds=True, again=(head,))
        parts.append(Part(self._follows()))
        return parts

    def _title(self) -> Piece:
        text = self.tr.text("Result of the acceptance")

        def draw(sheet: Sheet, top: float) -> None:
            a4.section_title(sheet, text, self.scale, a4.LEFT, top, a4.WIDTH, asked=True)

        return Piece(a4.TITLE_HEIGHT + 1, draw, "title", _GAP)

    def _boxes(self) -> Piece:
        """Return the three boxes in a line; they go below each other where they do not fit."""
        tr, setter = self.tr, self.sheet.setter
        ticked = self.view.ticked
        texts = []
        for result, name in words.BOXES:
            style = Style(9.4, 14, bold=result is ticked)
            texts.append((result, setter.line(tr.text(name), style)))
        step = 13 + 6
        across = sum(block.width + step + 26 for _, block in texts) - 26
        note = setter.lay(words.tick_note(self.view, tr), self.scale.note, a4.WIDTH, 2)
        below = across > a4.WIDTH
        rows = len(texts) if below else 1
        height = 9 + rows * 17 + note.height + 4

        def draw(sheet: Sheet, top: float) -> None:
            x, y = a4.LEFT, top + 9
            for result, block in texts:
                check_box(sheet, x, y, 13, ticked=result is ticked)
                sheet.block(block, x + step, y - 0.5)
                if below:
                    y += 17
                else:
                    x += block.width + step + 26
            sheet.block(note, a4.LEFT, top + 9 + rows * 17 + 1)

        return Piece(height, draw, "boxes")

    def _follows(self) -> Piece:
        text = words.what_follows(self.view, self.tr)
        block = self.sheet.setter.lay(text, self.scale.body.with_(colour=MUTED), a4.WIDTH)
        return Piece(
            block.height + 2, lambda sheet, top: sheet.block(block, a4.LEFT, top), "follows", 8
        )

    def _signatures(self) -> Piece:
        view, tr = self.view, self.tr
        signers = [
            Signer(
                side=side,
                head=tr.text(head, name=party.name),
                name=person.name if person else "",
                title=words.signer_title(person, tr),
            )
            for side, head, party, person in (
                (Side.CUSTOMER, words.THEIR_HEAD, view.customer, view.their_signer),
                (Side.US, words.OUR_HEAD, view.us, view.our_signer),
            )
        ]
        return signatures(self.sheet, tr, self.scale, signers)


def _mark(result: CriterionResult) -> Mark:
    marks = {
        CriterionResult.PASSED: done_mark,
        CriterionResult.FAILED: missed_mark,
        CriterionResult.OPEN: open_mark,
    }
    return partial(marks[result], radius=4.2)


def _side(side: Side, sheet: Sheet, x: float, y: float) -> None:
    side_mark(sheet, side, x, y, 5.6)
