"""The status report of a 200-item project against bare reportlab that draws the same pages."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from benchmarks.case import Case
from csdesk.domain.codes import Language, Side
from csdesk.domain.views.status import ItemView, StatusView
from csdesk.i18n import Translator
from csdesk.reports.extract import document_texts
from csdesk.reports.pdf import a4, sheet
from csdesk.reports.pdf.status import write_status
from tests.reports.samples import TODAY, drawn_status

ITEMS = 200
Call = tuple[str, tuple[Any, ...], dict[str, Any]]


def cases(folder: Path) -> Iterable[Case]:
    """Measure making the file in memory, and reading its text for the gate."""
    for language in (Language.EN, Language.ZH_CN):
        view, words = large_view(language), Translator(language.value)
        calls = recorded(view, words)
        yield Case(
            f"status report of {ITEMS} items, {language.value}",
            _writer(view, words),
            limit=1.5,
            floor=_replayer(calls),
            rounds=9,
        )
    path = folder / "status.pdf"
    written = write_status(large_view(Language.ZH_CN), Translator("zh_CN"))
    path.write_bytes(written.content)
    yield Case(
        "text of a status report for the gate, a page",
        lambda: _read(path),
        limit=0.15 * written.pages,
    )


def large_view(language: Language) -> StatusView:
    """Return the drawn report with 200 items in its lists."""
    view = drawn_status(language)
    items = tuple(
        ItemView(
            code=f"A{number}",
            title=view.upcoming[number % 4].title,
            side=Side.US,
            owner=view.sender.name,
            day=TODAY + timedelta(number % 14),
        )
        for number in range(ITEMS)
    )
    return replace(view, done=items[:90], upcoming=items[90:], all_items=ITEMS, done_items=90)


def _writer(view: StatusView, words: Translator) -> Callable[[], None]:
    def work() -> None:
        write_status(view, words)

    return work


def _read(path: Path) -> None:
    for _ in document_texts(path):
        pass


class _Recorder:
    """Stands for a canvas, a text or a path: keeps each call, and draws as well."""

    def __init__(self, real: Any, calls: list[Call]) -> None:
        self._real, self._calls = real, calls

    def __getattr__(self, name: str) -> Any:
        method = getattr(self._real, name)

        def call(*args: Any, **named: Any) -> Any:
            result = method(*[getattr(one, "_real", one) for one in args], **named)
            if name in ("beginText", "beginPath"):
                calls: list[Call] = []
                self._calls.append((name, (calls,), {}))
                return _Recorder(result, calls)
            self._calls.append((name, tuple(one for one in args if not _inner(one)), named))
            return result

        return call


def _inner(value: object) -> bool:
    return isinstance(value, _Recorder)


def recorded(view: StatusView, words: Translator) -> list[Call]:
    """Return every call that our report makes to reportlab's canvas."""
    calls: list[Call] = []

    def recorder(*args: Any, **named: Any) -> _Recorder:
        return _Recorder(Canvas(*args, **named), calls)

    module: Any = sheet
    module.Canvas = recorder
    try:
        write_status(view, words)
    finally:
        module.Canvas = Canvas
    return calls


def _replayer(calls: list[Call]) -> Callable[[], None]:
    """Return what draws the same page: `drawString` for each run, the shapes as they are."""

    def work() -> None:
        canvas = Canvas(BytesIO(), pagesize=a4.SIZE, invariant=1, pageCompression=1)
        part: Any = None
        for name, args, named in calls:
            if name == "beginText":
                _draw_strings(canvas, args[0])
            elif name == "beginPath":
                part = canvas.beginPath()
                for inner, values, options in args[0]:
                    getattr(part, inner)(*values, **options)
            elif name in ("drawPath", "clipPath"):
                getattr(canvas, name)(part, *args, **named)
            elif name != "drawText":
                getattr(canvas, name)(*args, **named)

    return work


def _draw_strings(canvas: Canvas, calls: list[Call]) -> None:
    x, y = 0.0, 0.0
    for name, values, _ in calls:
        if name == "setTextOrigin":
            x, y = values
        elif name == "setFont":
            canvas.setFont(*values)
        elif name == "setFillColorRGB":
            canvas.setFillColorRGB(*values)
        elif name == "textLine":
            canvas.drawString(x, y, values[0])
