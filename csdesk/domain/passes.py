"""What the links of one row demand, given any dates of its predecessors: for judging, not placing.

Rows are placed by `csdesk.domain.engine`.
"""

from collections.abc import Sequence
from typing import NamedTuple

from csdesk.domain.codes import LinkType
from csdesk.domain.engine.arrays import UNSET, Arrays
from csdesk.domain.link_rules import forward
from csdesk.domain.network import NONE, Link

__all__ = ["UNSET", "Bounds", "link_bounds", "link_day"]


class Bounds(NamedTuple):
    """The earliest start and finish that the links of a row allow, and which row drives each."""

    start: int
    start_driver: int
    finish: int
    finish_driver: int


def link_bounds(arrays: Arrays, row: int, starts: Sequence[int], finishes: Sequence[int]) -> Bounds:
    """Return what the links into `row` demand, given its predecessors' dates (UNSET: nothing).

    What takes no time demands what was computed; dates that people once gave it demand nothing.
    """
    start = finish = UNSET
    start_driver = finish_driver = NONE
    for link in arrays.network.preds[row]:
        if finishes[link.pred] == UNSET:
            continue
        if arrays.relays[link.pred] and finishes is not arrays.finishes:
            continue
        day, of_start = link_day(arrays, link, starts[link.pred], finishes[link.pred])
        if of_start:
            if day > start:
                start, start_driver = day, link.pred
        elif day > finish:
            finish, finish_driver = day, link.pred
    return Bounds(start, start_driver, finish, finish_driver)


def link_day(
    arrays: Arrays, link: Link, start: int, finish: int, *, closes: bool = False
) -> tuple[int, bool]:
    """Return the earliest day that one link allows, and whether for the start (else the finish).

    `start` and `finish` are the predecessor's. A link into a phase speaks to the work in it, or
    with `closes` to the milestones in it that close their day.
    """
    pred, succ = link.pred, link.succ
    closes, link_type = closes or arrays.closes(succ), link.type
    if arrays.opens[succ]:  # both its ends are the morning of its day
        from_finish = link_type is LinkType.FS or link_type is LinkType.FF
        link_type = LinkType.FS if from_finish else LinkType.SS
    if arrays.opens[pred] and not closes:
        finish -= 1
    elif arrays.relays[pred] and not closes and finish == arrays.finishes[pred]:
        finish = arrays.nexts[pred] - 1  # mornings go through it on their own
    day = forward(
        link_type, link.lag, link.lag_calendar_days, start, finish,
        arrays.points[pred] or arrays.relays[pred], closes, arrays.calendars[succ],
    )  # fmt: skip
    return day, closes or link_type is LinkType.FS or link_type is LinkType.SS
