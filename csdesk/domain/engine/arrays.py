"""A plan as the passes walk it: one list per fact, indexed by row number; days are ordinals.

0 means "no date". A link is compiled to a tuple that says what to look up and what to do with it:
`csdesk.domain.link_rules` says the same in words, and a test holds both equal. What a row hands on
to its followers stands in `begins` (for links from its start) and `nexts` (from its finish): the
first day that a follower may fill.
"""

from typing import TypeAlias

from csdesk.domain.calendar import Tables, WorkCalendar
from csdesk.domain.codes import LinkType
from csdesk.domain.network import NONE, Link, Network

UNSET = 0  # no date: ordinals begin at 1
FAR = 1 << 40  # no bound: later than every day

# What a row is to the passes.
FREE = 0  # an item that waits for its links
CAPPED = 1  # the same, but it must not end after `latest`
POINT = 2  # a milestone
CAPPED_POINT = 3
STILL = 4  # dates that nothing moves: `floors` and `idles`
RUNNING = 5  # in progress: began on `alone`, its rest may go on from `floors` on
GONE = 6  # cancelled: takes no time and hands its links on

# What a link does with the day x that its predecessor hands on. To the start of an item:
SNAP = 0  # first working day from x
WORK = 1  # the same, plus working days
DAYS = 2  # first working day from x plus days
# to a milestone that closes its day:
RAW = 3
RAW_DAYS = 4
RAW_WORK = 5
# to the finish of an item:
END_WORK = 6
END_DAYS = 7
# Backward only: nothing to look up.
DIRECT = 8

# Which end of the predecessor a bound x of a link holds: finish < x, finish <= x, start <= x.
BEFORE, UNTIL, START = 0, 1, 2

Into: TypeAlias = tuple[list[int], int, int, int]  # handed-on days, predecessor, op, lag
Out: TypeAlias = tuple[list[int], int, int, int, int, Tables]  # bounds, successor, op, lag, end


class Arrays:
    """The lists of one plan: what is given about each row, how rows hang together, the result."""

    def __init__(self, network: Network, parents: list[int], summary: list[bool]) -> None:
        size = network.size
        self.size = size
        self.network = network
        self.parents = parents
        self.summary = summary
        # Given.
        self.modes = [FREE] * size
        self.points = [False] * size  # milestones and cancelled rows
        self.opens = [False] * size  # milestones at the start of their day
        self.calendars: list[WorkCalendar] = []
        self.tables: list[Tables] = []
        self.floors = [UNSET] * size  # no earlier than, whatever the links say
        self.alone = [UNSET] * size  # the same while no link or gate binds the start
        self.planned_starts = [UNSET] * size
        self.planned_finishes = [UNSET] * size
        self.spans = [0] * size  # working days - 1
        self.latest = [FAR] * size  # of what is capped
        self.lowest = [UNSET] * size  # the day to which a cap may push
        self.idles = [UNSET] * size  # finish of what is still, or runs and is not pushed
        self.promises = [UNSET] * size  # a running row never ends before it
        self.limits = [FAR] * size  # latest finish by deadline or constraint
        self.held = [UNSET] * size  # latest finish that links do not change
        self.counts = [True] * size  # in the span of its phase
        self.ended = [False] * size  # holds nothing back any more
        # How rows hang together.
        self.into: list[list[Into]] = [[] for _ in range(size)]
        self.out: list[list[Out]] = [[] for _ in range(size)]
        # The result; one slot more, for "no parent" (-1).
        self.starts = [UNSET] * size
        self.finishes = [UNSET] * size
        self.begins = [UNSET] * size
        self.nexts = [UNSET] * size
        self.drivers = [NONE] * size
        self.hollow = [False] * size  # phases in which nothing takes time
        self.gates = [UNSET] * (size + 1)
        self.gate_drivers = [NONE] * (size + 1)
        self.late_starts = [FAR] * (size + 1)
        self.late_finishes = [FAR] * (size + 1)
        self.first_starts = [FAR] * (size + 1)  # latest start of the first row in a phase
        self.slack = [FAR] * size  # FAR: none
        self.end = FAR  # no row may end later

    def link_up(self) -> None:
        """Compile all links."""
        preds, succs = self.network.preds, self.network.succs
        into, out = self.into, self.out
        for row in range(self.size):
            if preds[row]:
                into[row] = [self.compiled_into(link) for link in preds[row]]
            if succs[row]:
                out[row] = [self.compiled_out(link) for link in succs[row]]

    def relink(self, row: int) -> None:
        """Compile the links of one row anew, on both of their ends."""
        near = {row}
        near.update(link.pred for link in self.network.preds[row])
        near.update(link.succ for link in self.network.succs[row])
        for one in near:
            self.into[one] = [self.compiled_into(link) for link in self.network.preds[one]]
            self.out[one] = [self.compiled_out(link) for link in self.network.succs[one]]

    def compiled_into(self, link: Link) -> Into:
        """Return what the forward pass does for a link."""
        pred, succ, link_type, lag, by_days, _ = link
        from_finish = link_type is LinkType.FS or link_type is LinkType.FF
        if self.closes(succ):
            source = self.finishes if from_finish else self.starts
            op = RAW if not lag else RAW_DAYS if by_days else RAW_WORK
            return (source, pred, op, lag)
        source = self.nexts if from_finish else self.begins
        return (source, pred, self._op(link), lag)

    def compiled_out(self, link: Link) -> Out:
        """Return what the backward pass does for a link."""
        pred, succ, link_type, lag, by_days, _ = link
        tables = self.tables[succ]
        from_finish = link_type is LinkType.FS or link_type is LinkType.FF
        if self.closes(succ):
            op = DIRECT if not lag else RAW_DAYS if by_days else RAW_WORK
            end = UNTIL if from_finish or self.points[pred] else START
            return (self.late_finishes, succ, op, lag, end, tables)
        op = self._op(link)
        bounds = self.late_finishes if op in (END_WORK, END_DAYS) else self.late_starts
        if op == SNAP and not self.summary[succ] and not self.opens[succ]:
            op = DIRECT
        end = BEFORE if from_finish or self.points[pred] else START
        end = UNTIL if self.opens[pred] else end
        return (bounds, succ, op, lag, end, tables)

    def _op(self, link: Link) -> int:
        if link.type is LinkType.FS or link.type is LinkType.SS or self.opens[link.succ]:
            return SNAP if not link.lag else DAYS if link.lag_calendar_days else WORK
        return END_DAYS if link.lag_calendar_days else END_WORK

    def closes(self, row: int) -> bool:
        """Tell whether a row lies at the end of its day."""
        return self.points[row] and not self.opens[row]

    def last_finish(self) -> int:
        """Return the end of the plan: the last finish of the rows that count, FAR without any."""
        counts, summary = self.counts, self.summary
        last = max(
            (
                finish
                for row, finish in enumerate(self.finishes)
                if counts[row] and not summary[row]
            ),
            default=UNSET,
        )
        return last or FAR
