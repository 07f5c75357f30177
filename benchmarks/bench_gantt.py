"""The plan's chart with 1,000, 10,000 and 100,000 rows against a painter without any logic.

Both are real windows of 1440 by 900 pixels on the platform without a screen. A measured step ends
when what it asked for is painted, in whatever part of the window that is: both may move what they
have painted when they scroll.
"""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from itertools import cycle
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QPointF, QSettings, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget

from benchmarks.case import Case
from benchmarks.gantt_floor import BareChart
from benchmarks.gantt_load import load_cases
from benchmarks.gantt_plan import TODAY, sample_plan
from csdesk.app.queries.plan_screen import PlanScreenData
from csdesk.domain.clock import FixedClock
from csdesk.i18n import Translator
from csdesk.layout.from_plan import chart_of, head_words, plan_labels, window_days
from csdesk.layout.head import HeadOptions
from csdesk.ui.fonts import load_faces
from csdesk.ui.gantt.painter import ScenePainter, chart_fonts
from csdesk.ui.gantt.plan_view import PlanView
from csdesk.ui.gantt.view import GanttView
from csdesk.ui.screens.plan_chart import PlanChart
from csdesk.ui.services import Services
from csdesk.ui.theme import Tokens, light_tokens

SIZES = (1_000, 10_000, 100_000)
WIDTH, HEIGHT = 1440, 900
RATIO = 1.5
CASCADE_RATIO = 3.0
STEPS = 40  # in one round of which the 95th percentile is taken
NOTCH, SIDE_NOTCH = 84, 56  # pixels of one notch of the wheel, and of one key sideways
ZOOMS = (8.0, 10.0, 12.5, 24.0, 12.5, 10.0, 8.0, 3.0, 1.2, 3.0)
ROUNDS = 7


def painted() -> None:
    """Let the event loop come to rest: all that waits to be painted is painted."""
    loop = QEventLoop()
    QTimer.singleShot(0, loop.quit)
    loop.exec()


def opened(window: QWidget) -> None:
    """Show a window and paint it whole."""
    window.resize(WIDTH, HEIGHT)
    window.show()
    painted()
    assert window.windowHandle().isExposed()


def make_chart(data: PlanScreenData, tokens: Tokens) -> GanttView:
    """Return our chart of a plan, not shown yet."""
    words, view = Translator("en"), GanttView()
    painter = ScenePainter(tokens, *chart_fonts("en"))
    today = data.state.today
    view.set_look(tokens, painter)
    view.set_chart(
        chart_of(data.state.order, data.rows, data.state, data.links, data.repeats),
        head=HeadOptions(
            today=today.toordinal(),
            today_word="Today",
            words=head_words(words),
            measure=painter.measure,
            days=data.days,
            window=window_days(data.state.window),
            window_word="Window ends",
        ),
        label=plan_labels(words, data.rows, data.owner_names, today),
    )
    return view


def slowest(step: Callable[[], None], count: int = STEPS) -> Callable[[], float]:
    """Return a work that takes steps and gives the 95th percentile of their times."""

    def run() -> float:
        times = []
        for _ in range(count):
            begin = time.perf_counter()
            step()
            times.append(time.perf_counter() - begin)
        return statistics.quantiles(times, n=20)[-1]

    return run


def stepper(view: QAbstractScrollArea, pixels: int, *, down: bool) -> Callable[[], None]:
    """Return a step that scrolls on for a while, then back."""
    bar = view.verticalScrollBar() if down else view.horizontalScrollBar()
    ways = cycle([pixels] * (STEPS // 2) + [-pixels] * (STEPS // 2))

    def step() -> None:
        bar.setValue(bar.value() + next(ways))
        painted()

    return step


def zoomer(view: GanttView | BareChart) -> Callable[[], None]:
    """Return a step to the next zoom."""
    zooms = cycle(ZOOMS)

    def step() -> None:
        pixels = next(zooms)
        view.set_pixels(pixels if pixels != view.pixels else next(zooms))
        painted()

    return step


def dragger(view: PlanView, line: int, look: Callable[[], None] | None) -> Callable[[], None]:
    """Take a bar by its middle; return a step that moves the mouse by a week and back again.

    With `look` what the move comes to is computed and shown, else the bar alone moves.
    """
    chart = view.chart
    chart.input.enabled = True
    row = chart.chart_row(line)
    assert row.start is not None
    assert row.finish is not None
    middle = (chart.scale.left(row.start) + chart.scale.right(row.finish)) / 2
    x = middle - chart.horizontalScrollBar().value()
    y = chart.band.centre(line) - 3 - chart.verticalScrollBar().value()
    _mouse(chart, QEvent.Type.MouseButtonPress, QPointF(x, y))
    places = cycle([*range(1, 15), *range(13, -1, -1)])

    def step() -> None:
        place = QPointF(x + 10 + next(places) * chart.pixels, y)
        _mouse(chart, QEvent.Type.MouseMove, place)
        if look is not None:
            look()
        painted()

    step()
    assert chart.input.is_busy
    return step


def _mouse(chart: GanttView, kind: QEvent.Type, place: QPointF) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    button = left if kind is QEvent.Type.MouseButtonPress else none
    there = chart.viewport().mapToGlobal(place)
    event = QMouseEvent(kind, place, there, button, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(chart.viewport(), event)


def open_cases(data: PlanScreenData, tokens: Tokens, name: str) -> Iterable[Case]:
    """From records and computed dates in memory to the first full paint."""
    kept: list[QWidget] = []

    def show(make: Callable[[], QWidget]) -> float:
        begin = time.perf_counter()
        window = make()
        opened(window)
        took = time.perf_counter() - begin
        window.close()
        kept[:] = [window]  # it goes when the next one is there, outside the time taken
        return took

    def bare() -> float:
        return show(lambda: BareChart(data, tokens))

    def ours() -> float:
        return show(lambda: make_chart(data, tokens))

    yield Case(f"gantt: first paint, {name}", ours, RATIO, bare, rounds=ROUNDS)


def step_cases(data: PlanScreenData, tokens: Tokens, name: str) -> Iterable[Case]:
    """Scroll and zoom in the middle of the plan."""
    chart, bare = make_chart(data, tokens), BareChart(data, tokens)
    line = len(data.rows) // 2
    start = data.state.rows[data.state.order[line]].start
    assert start is not None
    for view in (chart, bare):
        opened(view)
    day = start.toordinal() - 30
    bare.show_place(line, day)
    chart.verticalScrollBar().setValue(bare.verticalScrollBar().value())
    chart.horizontalScrollBar().setValue(round(chart.scale.left(day)))
    for way, pixels, down in (("down", NOTCH, True), ("sideways", SIDE_NOTCH, False)):
        ours = slowest(stepper(chart, pixels, down=down))
        floor = slowest(stepper(bare, pixels, down=down))
        yield Case(f"gantt: scroll {way} p95, {name}", ours, RATIO, floor, rounds=ROUNDS)
    whole = stepper_of_paint(chart), stepper_of_paint(bare)
    yield Case(f"gantt: paint of the whole, {name}", whole[0], RATIO, whole[1], rounds=ROUNDS)
    zooms = average(zoomer(chart)), average(zoomer(bare))
    yield Case(f"gantt: zoom step, {name}", zooms[0], RATIO, zooms[1], rounds=ROUNDS)
    for view in (chart, bare):
        view.close()


def stepper_of_paint(view: QAbstractScrollArea) -> Callable[[], float]:
    """Return a work that paints the whole viewport again and again."""
    return average(view.viewport().repaint)


def average(step: Callable[[], None], count: int = len(ZOOMS)) -> Callable[[], float]:
    """Return a work that takes steps and gives the mean of their times."""

    def run() -> float:
        begin = time.perf_counter()
        for _ in range(count):
            step()
        return (time.perf_counter() - begin) / count

    return run


def drag_cases(
    data: PlanScreenData, services: Services, tokens: Tokens, name: str
) -> Iterable[Case]:
    """Move the mouse with a bar that others follow."""
    line = len(data.rows) // 2 + 1
    views = [PlanView(services.translator, tokens, lambda *_: True) for _ in range(2)]
    for view in views:
        view.set_plan(data)
        opened(view)
        view.chart.verticalScrollBar().setValue((line - 8) * int(view.chart.band.height))
        view.chart.show_row(line)
        painted()
    cascade = PlanChart(services, views[0], views[0])
    ours = average(dragger(views[0], line, cascade.look), STEPS)
    assert len(cascade.moved) > 5
    bare = average(dragger(views[1], line, None), STEPS)
    yield Case(f"gantt: mouse move with cascade, {name}", ours, CASCADE_RATIO, bare, rounds=ROUNDS)
    for view in views:
        view.chart.input.cancel()
        view.close()


def memory_of(what: str, count: int, *options: str) -> Callable[[], float]:
    """Return a work that gives the memory of a program with one window, in gigabytes."""
    command = [sys.executable, "-m", "benchmarks.gantt_memory", what, str(count), *options]

    def run() -> float:
        return float(subprocess.run(command, check=True, capture_output=True).stdout)

    return run


def memory_cases(size: int) -> Iterable[Case]:
    """Compare programs that hold the same plan: all of their memory, and what windows add to it."""
    name = f"{size:,} rows"
    ours, bare = memory_of("plan", size), memory_of("bare", size)
    yield Case(f"gantt: program, {name}", ours, RATIO, bare, rounds=3, warmup=0, unit="MB")
    ours, bare = memory_of("plan", size, "objects"), memory_of("bare", size, "objects")
    yield Case(f"gantt: window's objects, {name}", ours, RATIO, bare, rounds=1, warmup=0, unit="MB")


def cases(folder: Path) -> Iterable[Case]:
    """Measure plan by plan, each in windows of its own."""
    app = QApplication.instance() or QApplication([])
    assert app is not None
    load_faces()
    tokens = light_tokens()
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    services = Services(settings=settings, clock=FixedClock(TODAY))
    for size in SIZES:  # before anything else is in memory
        yield from load_cases(folder, size)
    for size in SIZES:
        name = f"{size:,} rows"
        data = sample_plan(size)
        yield from open_cases(data, tokens, name)
        yield from step_cases(data, tokens, name)
        yield from drag_cases(data, services, tokens, name)
    yield from memory_cases(SIZES[-1])
