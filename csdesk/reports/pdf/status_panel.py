"""The RAG panel of a status report: chip and why, path back to green, golden-window bar."""

from dataclasses import dataclass

from csdesk.domain.codes import Rag
from csdesk.domain.labels import RAG_LABELS
from csdesk.domain.views.status import StatusView, StepView, WindowView
from csdesk.i18n import Translator
from csdesk.reports.pdf.a4 import LEFT, WIDTH, Type
from csdesk.reports.pdf.colours import (
    DONE_BAR,
    MUTED,
    OK,
    PALE,
    RAG_COLOURS,
    TEXT,
    WHITE,
    tint,
)
from csdesk.reports.pdf.shapes import CHIP_HEIGHT, diamond, rag_chip, side_mark
from csdesk.reports.pdf.sheet import Sheet
from csdesk.reports.pdf.text import Block, Style
from csdesk.reports.words import status as words
from csdesk.reports.words.common import mention, short
from csdesk.reports.words.marks import bold, keep

_PADDING = 8.0
_EDGE = 3.0
_GUTTER = 18.0
_MAX_STEPS = 3
_BAR = 6.0


@dataclass(frozen=True, slots=True)
class _Step:
    """A measured step of the path."""

    step: StepView
    title: Block
    owner: str
    day: str

    def height(self, note: Style) -> float:
        return self.title.height + (note.lead if self.owner else 0) + 1.5


class Panel:
    """Measured from its text: the height is that of the tallest column."""

    def __init__(self, sheet: Sheet, view: StatusView, tr: Translator, scale: Type) -> None:
        self._view, self._tr, self._scale = view, tr, scale
        rag = view.rag
        self._colour = RAG_COLOURS[rag.rag]
        self._steps_asked = bool(rag.path) and rag.rag in (Rag.AMBER, Rag.RED)
        inner = WIDTH - _EDGE - 2 * 12
        window_width = 124.0 if view.window else 0.0
        rest = inner - (window_width + _GUTTER if view.window else 0)
        self._why_width = (rest - _GUTTER) * 0.44 if self._steps_asked else rest
        self._path_width = rest - _GUTTER - self._why_width
        self._window_width = window_width
        setter = sheet.setter
        self._why = setter.lay(words.reasons(view, tr), scale.body, self._why_width, 7)
        self._set_by = setter.lay(self._set_by_text(), scale.note, self._why_width, 2)
        self._steps = self._measure_steps(sheet) if self._steps_asked else []
        result = words.path_result(view, tr) if self._steps else ""
        self._result = setter.lay(result, scale.body, self._path_width + 14, 2)
        self._chip_note = self._note_at_chip()
        why = CHIP_HEIGHT + 4 + self._set_by.height + self._why.height
        head = CHIP_HEIGHT + 4
        path = head + sum(step.height(scale.note) for step in self._steps) + self._result.height
        window = head + 4 + 12 + _BAR + 4 + scale.note.lead if view.window else 0
        self._held = words.window_held(view.window, tr) if view.window else ""
        window += scale.note.lead if self._held else 0
        self.height = 2 * _PADDING + max(why, path if self._steps else 0, window)

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw the panel over the whole width."""
        sheet.box(LEFT, top, WIDTH, self.height, fill=tint(self._colour, 0.07), radius=2)
        sheet.box(LEFT, top, _EDGE, self.height, fill=self._colour)
        x = LEFT + _EDGE + 12
        self._draw_why(sheet, x, top + _PADDING)
        if self._steps:
            self._draw_path(sheet, x + self._why_width + _GUTTER, top + _PADDING)
        if self._view.window is not None:
            left = LEFT + WIDTH - 12 - self._window_width
            self._draw_window(sheet, self._view.window, left, top + _PADDING)

    def _set_by_text(self) -> str:
        rag = self._view.rag
        if not rag.sentence or not rag.set_by:
            return ""
        if rag.set_on is None:
            return self._tr.text("Set by {name}:", name=keep(rag.set_by))
        day = short(self._tr, rag.set_on)
        return self._tr.text("Set by {name}, {day}:", name=keep(rag.set_by), day=day)

    def _note_at_chip(self) -> str:
        rag = self._view.rag
        if rag.rag not in (Rag.AMBER, Rag.RED) or rag.sentence or rag.indicators < 2:
            return ""
        return self._tr.text("worst of {n} indicators", n=rag.indicators)

    def _measure_steps(self, sheet: Sheet) -> list[_Step]:
        steps = []
        for step in self._view.rag.path[:_MAX_STEPS]:
            day = bold(short(self._tr, step.by)) if step.by else ""
            space = sheet.setter.width(day, self._scale.body) + 10 if day else 0
            title = self._tr.text("Our preparation") if step.about.ours else step.about.title
            if not title:
                title = mention(self._tr, step.about)
            block = sheet.setter.lay(title, self._scale.body, self._path_width - 10 - space, 2)
            steps.append(_Step(step, block, step.owner, day))
        return steps

    def _draw_why(self, sheet: Sheet, x: float, top: float) -> None:
        rag, scale = self._view.rag.rag, self._scale
        width = rag_chip(sheet, rag, self._tr.text(RAG_LABELS[rag]), x, top, Style(9.2, 12))
        if self._chip_note:
            space = self._why_width - width - 8
            style = scale.note.with_(colour=MUTED)
            note_top = top + (CHIP_HEIGHT - style.lead) / 2
            if sheet.setter.width(self._chip_note, style) <= space:
                sheet.words(self._chip_note, style, x + width + 7, note_top, space, lines=1)
        y = sheet.block(self._set_by, x, top + CHIP_HEIGHT + 4)
        sheet.block(self._why, x, y)

    def _draw_path(self, sheet: Sheet, x: float, top: float) -> None:
        scale = self._scale
        head_top = top + (CHIP_HEIGHT - scale.strong.lead) / 2
        sheet.words(
            self._tr.text("Path back to green"), scale.strong, x, head_top, self._path_width
        )
        y = top + CHIP_HEIGHT + 4
        for step in self._steps:
            side_mark(sheet, step.step.about.side, x + 3, y + scale.body.lead / 2 + 0.4, 5.6)
            with sheet.across():
                if step.day:
                    sheet.label(step.day, scale.body, x + self._path_width, y, "right")
                below = sheet.block(step.title, x + 10, y)
                if step.owner:
                    sheet.words(
                        step.owner, scale.note, x + 10, below - 1, self._path_width - 10, lines=1
                    )
            y += step.height(scale.note)
        sheet.block(self._result, x, y)

    def _draw_window(self, sheet: Sheet, window: WindowView, x: float, top: float) -> None:
        """Draw the signed day, today, the value mark and the last day on one bar."""
        tr, scale, width = self._tr, self._scale, self._window_width
        title = words.window_title(window, tr)
        head_top = top + (CHIP_HEIGHT - scale.strong.lead) / 2
        sheet.words(title, scale.strong, x, head_top, width, lines=1)
        y = top + CHIP_HEIGHT + 8
        value_day = window.value_day
        today = min(window.day, window.length) if window.reached else window.day
        span = max(window.length, today, value_day or 0, 1)
        label = Style(7.4, 12, bold=True)
        left_text = tr.text("Day {n}", n=window.day)
        if window.reached and value_day is not None:
            left_text = tr.text("Day {n}", n=value_day)
        right_text = words.window_value(window, tr)
        with sheet.across():
            taken = sheet.label(right_text, label, x + width, y, "right")
            if sheet.setter.width(left_text, label) + taken + 6 <= width:
                sheet.label(left_text, label, x, y)
        y += 12
        in_window = width * window.length / span
        sheet.box(x, y, in_window, _BAR, fill=WHITE, stroke=DONE_BAR, weight=0.6)
        used = width * min(max(today, 0), span) / span
        if used > 0:
            sheet.box(x, y, used, _BAR, fill=DONE_BAR)
        if value_day is not None:
            mark = min(max(x + width * value_day / span, x + 4), x + width - 4)
            self._draw_overrun(sheet, x, y, in_window, width, used)
            fill = OK if window.reached else TEXT
            diamond(sheet, mark, y + _BAR / 2, 5.4, fill=fill, stroke=WHITE, weight=0.9)
        y += _BAR + 3
        taken = sheet.label(short(tr, window.start, window.today), scale.note, x, y)
        last = short(tr, window.last_day, window.today)
        end = max(x + in_window, x + taken + 8 + sheet.setter.width(last, scale.note))
        sheet.label(last, scale.note, end, y, "right")
        if self._held:
            sheet.words(self._held, scale.note, x, y + scale.note.lead, width, lines=1)

    @staticmethod
    def _draw_overrun(
        sheet: Sheet, x: float, y: float, in_window: float, width: float, used: float
    ) -> None:
        """Mark the end of the window and the time beyond it, when the value comes later."""
        if in_window < width - 1:
            sheet.line((x + in_window, y - 2), (x + in_window, y + _BAR + 2), 1, TEXT)
            start = x + max(in_window, used)
            sheet.line((start, y + _BAR / 2), (x + width, y + _BAR / 2), 0.6, PALE)
