"""What one measurement is."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

# Does the work once. What it returns is the time in seconds, for work that times itself (a
# program that was started, say); None lets the harness time the call.
Work = Callable[[], float | None]


@dataclass(frozen=True)
class Case:
    """One measurement: our `subject` against a `floor`, the least that any program would do.

    With a floor, `limit` is the largest allowed ratio of the medians; without one it is the
    largest allowed median in seconds. Subject and floor take turns, so that a busy machine
    slows both.
    """

    name: str
    subject: Work
    limit: float
    floor: Work | None = None
    rounds: int = 5
    warmup: int = 1
    unit: str = "ms"  # of the figures in the table: a thousandth of what the work returns


@dataclass(frozen=True)
class Result:
    """Medians in seconds, and the figure that the limit is about."""

    name: str
    subject: float
    floor: float | None
    limit: float
    unit: str = "ms"

    @property
    def figure(self) -> float:
        """The ratio to the floor, or the seconds where there is no floor."""
        return self.subject / self.floor if self.floor is not None else self.subject

    @property
    def good(self) -> bool:
        """Whether the limit holds."""
        return self.figure <= self.limit

    def line(self) -> str:
        """Return the result as one line of the table."""
        ours = f"{self.subject * 1000:10.1f} {self.unit}"
        floor = f"{self.floor * 1000:10.1f} {self.unit}" if self.floor is not None else " " * 13
        unit = "x" if self.floor is not None else "s"
        verdict = "ok" if self.good else "OVER"
        figure = f"{self.figure:7.2f} {unit}  limit {self.limit:g}"
        return f"{self.name:44}{ours}{floor}  {figure}  {verdict}"


def seconds(work: Work) -> float:
    """Return how long `work` took."""
    started = time.perf_counter()
    told = work()
    return time.perf_counter() - started if told is None else told


def measure(case: Case, rounds: int | None = None) -> Result:
    """Run subject and floor in turns and compare their medians."""
    subject: list[float] = []
    floor: list[float] = []
    for turn in range(case.warmup + (rounds or case.rounds)):
        ours = seconds(case.subject)
        least = seconds(case.floor) if case.floor is not None else None
        if turn < case.warmup:
            continue
        subject.append(ours)
        if least is not None:
            floor.append(least)
    lowest = statistics.median(floor) if floor else None
    return Result(case.name, statistics.median(subject), lowest, case.limit, case.unit)
