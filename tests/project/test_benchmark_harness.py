"""The harness compares medians and judges by the limit."""

from collections.abc import Iterator

import pytest

from benchmarks.case import Case, Result, measure


def takes(*durations: float) -> Iterator[float]:
    yield from durations


def test_ratio_of_medians_leaves_warmup_out() -> None:
    ours, floor = takes(9, 2, 30, 4), takes(9, 1, 2, 99)
    case = Case("x", lambda: next(ours), 2.0, lambda: next(floor), rounds=3)
    assert measure(case) == Result("x", 4, 2, 2.0)
    assert measure_is_good(4, 2, 2.0)


def measure_is_good(subject: float, floor: float | None, limit: float) -> bool:
    return Result("x", subject, floor, limit).good


@pytest.mark.parametrize(
    ("subject", "floor", "limit", "good"),
    [
        (3.0, 2.0, 1.5, True),
        (3.1, 2.0, 1.5, False),
        (0.1, None, 0.15, True),
        (0.2, None, 0.15, False),
    ],
)
def test_verdict(subject: float, floor: float | None, limit: float, good: bool) -> None:
    result = Result("x", subject, floor, limit)
    assert result.good is good
    assert ("OVER" in result.line()) is not good


def test_work_without_own_clock_is_timed() -> None:
    assert 0 <= measure(Case("x", lambda: None, 1.0, rounds=1, warmup=0)).subject < 1
