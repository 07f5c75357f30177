"""A plan as the passes walk it: one list per fact, indexed by row number; days are ordinals.

0 means "no date". A link is compiled to a tuple that says what to look up and what to do with it:
`csdesk.domain.link_rules` says the same in words, and a test holds both equal. What a row hands on
to its followers stands in `begins` (for links from its start) and `nexts` (from its finish): the
first day that a follower may fill.

A link into a phase is one into all that it holds. A phase therefore has two gates, which `gates`
lists one after the other: before the one in the number of the phase no work begins, before the one
in `size + 1` + that number no milestone falls, which closes its day. They differ by what the links
into the phase make of the same finish: the next working day, and that very day.
The latest finish of a phase is double too, and lies as the gates do: what opens its day, at
`size + 1` + the number, may lie a day later than what closes it.

A row that takes no time, because it is cancelled or a phase that holds nothing, is a relay: what a
link into it hands on goes out of it as if there were no row between, also as two days. `finishes`
is the day on which a milestone may close, `nexts` the morning on which work may begin. Mornings
know no days off of the relay, and come into what a phase holds by a third gate, behind the two.
"""

from collections.abc import Callable, Mapping, Sequence
from operator import itemgetter
from typing import TypeAlias

from csdesk.domain.calendar import Tables, WorkCalendar
from csdesk.domain.codes import LinkType
from csdesk.domain.network import NONE, Link, Network

UNSET = 0  # no date: ordinals begin at 1
FAR = 1 << 29  # no bound: later than every day, and still a small int to the interpreter

NEVER = FAR >> 1  # what lies beyond is no bound

# What a row is to the passes. Items:
FREE = 0  # waits for its links
CAPPED = 1  # the same, but it must not end after `latest`
RUNNING = 2  # in progress: began on `alone`, its rest may go on from `floors` on
# milestones:
POINT = 3
CAPPED_POINT = 4
# either:
GONE = 5  # cancelled: a relay
STILL = 6  # dates that nothing moves: `floors` and `idles`

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
# to a relay, of mornings (those without a lag, and with a lag of days, are raw):
PASS_WORK = 8

# Which end of the predecessor a bound x of a link holds: finish < x, finish <= x, start <= x.
BEFORE, UNTIL, START = 1, 0, 2

Near: TypeAlias = tuple[list[int], int]  # handed-on days, predecessor
Into: TypeAlias = tuple[list[int], int, int, int]  # handed-on days, predecessor, op, lag
Back: TypeAlias = tuple[list[int], int, int]  # bounds, successor, days between
# bounds, successor, op, lag, end, rank and at of the successor's calendar
Out: TypeAlias = tuple[list[int], int, int, int, int, Mapping[int, int], Mapping[int, int]]


# One row as the passes read it, in one look: mode, near, into, gate, floor, alone, planned start
# and finish, span, opens, tables; and parent, roof, limit, back, out, held, kind, span, rank, at.
Ahead: TypeAlias = tuple[
    int,
    Sequence[Near],
    Sequence[Into],
    int,
    int,
    int,
    int,
    int,
    int,
    bool,
    Mapping[int, int],
    Mapping[int, int],
    Mapping[int, int],
]
Behind: TypeAlias = tuple[
    int, int, int, Sequence[Back], Sequence[Out], int, int, int,
    Mapping[int, int], Mapping[int, int],
]  # fmt: skip
# Kinds of a row to the backward pass; what has begun does so no later than it did.
ITEM, BEGUN, MILESTONE, RELAY, ENDED = 0, 1, 2, 3, 4

Picker: TypeAlias = Callable[[list[int]], tuple[int, ...]]

_FS, _SS, _FF = LinkType.FS, LinkType.SS, LinkType.FF


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
        # Links that only hand a day on (`near`, `back`), and those with more to do.
        self.near: list[Sequence[Near]] = [()] * size
        self.into: list[Sequence[Into]] = [()] * size
        # Of a phase to its milestones, of a relay to what it hands on: on days, and in mornings.
        self.into_points: list[Sequence[Into]] = [()] * size
        self.into_relays: list[Sequence[Into]] = [()] * size
        self.back: list[Sequence[Back]] = [()] * size
        self.out: list[Sequence[Out]] = [()] * size
        self.relays = [False] * size  # cancelled rows, and phases that hold nothing else
        self.relaying = [False] * size  # phases that are relays or hold one
        self.ahead: list[Ahead] = []
        self.behind: list[Behind] = []
        self._inside: dict[int, tuple[Sequence[int], Picker, bool]] = {}
        self._late_inside: dict[int, tuple[Picker, Picker, Picker]] = {}
        # The result; one slot more, for "no parent" (-1).
        self.starts = [UNSET] * size
        self.finishes = [UNSET] * size
        self.begins = [UNSET] * size
        self.nexts = [UNSET] * size
        self.drivers = [NONE] * size
        self.gates = [UNSET] * (3 * size + 3)
        self.gate_drivers = [NONE] * (3 * size + 3)
        self.late_starts = [FAR] * (size + 1)
        # Of a phase: of what closes and opens a day; of a relay: of days, and of mornings.
        self.late_finishes = [FAR] * (2 * size + 2)
        self.first_starts = [FAR] * (size + 1)  # latest start of the first row in a phase
        self.late_works = [FAR] * size  # latest day on which both gates of a phase may open
        self.late_points = [FAR] * size
        self.late_relays = [FAR] * size  # the same of relays, mornings
        self.slack = [FAR] * size  # FAR: none
        self.end = FAR  # no row may end later

    def inside(self, row: int) -> tuple[Sequence[int], Picker, bool]:
        """Return the rows that give a phase its dates, and what picks their values from a list.

        And whether each of them closes a day, so that what follows it begins on the next.
        """
        found = self._inside.get(row)
        if found is None:
            relays = self.relays
            rows = self.network.children[row]
            if not relays[row]:
                rows = [one for one in rows if self.counts[one] and not relays[one]]
            closing = not any(self.summary[one] or self.opens[one] for one in rows)
            found = self._inside[row] = (rows, _picker(rows), closing)
        return found

    def late_inside(self, row: int) -> tuple[Picker, Picker, Picker]:
        """Return what picks the values of work, milestones and phases in a phase from a list."""
        found = self._late_inside.get(row)
        if found is None:
            rows = self.network.children[row]
            works = [one for one in rows if not (self.summary[one] or self.closes(one))]
            points = [one for one in rows if self.closes(one) and not self.summary[one]]
            phases = [one for one in rows if self.summary[one]]
            found = (_picker(works), _picker(points), _picker(phases))
            self._late_inside[row] = found
        return found

    def gate(self, phase: int, *, closes: bool) -> int:
        """Return where `gates` holds the gate of a phase (NONE: a place that is always UNSET)."""
        return phase + self.size + 1 if closes else phase

    def relay_gate(self, phase: int) -> int:
        """Return where `gates` holds the gate of the mornings that a phase hands on."""
        return phase + 2 * (self.size + 1)

    def roof(self, row: int, *, closes: bool) -> int:
        """Return where `late_finishes` holds what the phase of a row demands of it.

        Nothing of a relay, unless the phase is one too.
        """
        parent = self.parents[row]
        if parent != NONE and self.relays[row] and not self.relays[parent]:
            parent = NONE
        return self.gate(parent, closes=closes)

    def gate_of(self, row: int) -> int:
        """Return where `gates` holds the gate that a row waits for."""
        return self.gate(self.parents[row], closes=self.closes(row))

    def pack_all(self) -> None:
        """Put together what the passes read of each row, after all of it is given."""
        rows = range(self.size)
        self.ahead = [self._ahead(row) for row in rows]
        self.behind = [self._behind(row) for row in rows]

    def pack(self, row: int) -> None:
        """Put together what the passes read of one row, after something about it has changed."""
        self.ahead[row], self.behind[row] = self._ahead(row), self._behind(row)

    def _ahead(self, row: int) -> Ahead:
        return (
            self.modes[row], self.near[row], self.into[row], self.gate_of(row), self.floors[row],
            self.alone[row], self.planned_starts[row], self.planned_finishes[row],
            self.spans[row], self.opens[row], *self.tables[row],
        )  # fmt: skip

    def _behind(self, row: int) -> Behind:
        kind, out = ITEM, self.out[row]
        if self.modes[row] == RUNNING:
            kind, out = BEGUN, tuple(link for link in out if link[4] != START)
        elif self.ended[row]:
            kind = ENDED
        elif self.points[row]:
            kind = MILESTONE if self.counts[row] else RELAY
        return (
            self.parents[row], self.roof(row, closes=self.opens[row]),
            self.limits[row], self.back[row], out, self.held[row], kind,
            self.spans[row], self.tables[row].rank, self.tables[row].at,
        )  # fmt: skip

    def link_up(self) -> None:
        """Compile all links. What counts and what is cancelled is known."""
        self._find_relays()
        preds, succs = self.network.preds, self.network.succs
        for row in range(self.size):
            if preds[row]:
                self.link_into(row)
        for row in range(self.size):
            if succs[row]:
                self.link_out(row)

    def _find_relays(self) -> None:
        """Find the rows that take no time."""
        relays, relaying, children = self.relays, self.relaying, self.network.children
        for row in range(self.size - 1, -1, -1):
            inside = children[row]
            if self.summary[row]:
                relays[row] = all(relays[one] or not self.counts[one] for one in inside)
                relaying[row] = relays[row] or any(relays[one] or relaying[one] for one in inside)
            else:
                relays[row] = not self.counts[row]

    def link_into(self, row: int) -> None:
        """Compile what the forward pass does for the links into a row."""
        if self.summary[row] or self.relays[row]:
            links = self.network.preds[row]
            self.into_points[row] = [self._through_gate(link, closes=True) for link in links]
            if self.summary[row]:
                self.into[row] = [self._through_gate(link, closes=False) for link in links]
            if self.relays[row] or self.relaying[row]:
                self.into_relays[row] = [self._through_relay(link) for link in links]
            return
        near: list[Near] = []
        into: list[Into] = []
        closes = self.closes(row)
        from_finish, from_start = self.nexts, self.begins
        if closes:
            from_finish, from_start = self.finishes, self.starts
        opens = self.opens[row]
        for pred, _, link_type, lag, by_days, _ in self.network.preds[row]:
            finish = link_type is _FS or link_type is _FF
            source = from_finish if finish else from_start
            if not lag and (link_type is _FS or link_type is _SS or closes or opens):
                near.append((source, pred))
            elif closes:
                into.append((source, pred, RAW_DAYS if by_days else RAW_WORK, lag))
            elif link_type is _FS or link_type is _SS or opens:
                into.append((source, pred, DAYS if by_days else WORK, lag))
            else:
                into.append((source, pred, END_DAYS if by_days else END_WORK, lag))
        self.near[row], self.into[row] = tuple(near), tuple(into)

    def _through_gate(self, link: Link, *, closes: bool) -> Into:
        """Compile what a link into a phase asks of work in it, or of milestones that close."""
        finish = link.type is _FS or link.type is _FF
        if closes:
            source = self.finishes if finish else self.starts
            op = RAW if not link.lag else RAW_DAYS if link.lag_calendar_days else RAW_WORK
        else:
            source = self.nexts if finish else self.begins
            op = SNAP if not link.lag else DAYS if link.lag_calendar_days else WORK
        return source, link.pred, op, link.lag

    def _through_relay(self, link: Link) -> Into:
        """Compile what a link makes of the morning that it hands on to a relay."""
        finish = link.type is _FS or link.type is _FF
        source = self.nexts if finish else self.begins
        op = RAW if not link.lag else RAW_DAYS if link.lag_calendar_days else PASS_WORK
        return source, link.pred, op, link.lag

    def link_out(self, row: int) -> None:
        """Compile what the backward pass does for the links out of a row."""
        back: list[Back] = []
        out: list[Out] = []
        point, opens = self.points[row] or self.relays[row], self.opens[row]
        late_starts, late_finishes = self.late_starts, self.late_finishes
        summary, relays = self.summary, self.relays
        for link in self.network.succs[row]:
            _, succ, link_type, lag, by_days, _ = link
            from_finish = point or link_type is _FS or link_type is _FF
            end = UNTIL if from_finish else START
            if summary[succ] or relays[succ]:
                opening = end if opens or not from_finish else BEFORE
                self._out_to_gates(link, end, opening, back, out)
                continue
            if self.closes(succ):
                bounds = late_finishes
                op = RAW if not lag else RAW_DAYS if by_days else RAW_WORK
            else:
                if from_finish and not opens:
                    end = BEFORE
                if link_type is _FS or link_type is _SS or self.opens[succ]:
                    bounds = late_starts
                    op = SNAP if not lag else DAYS if by_days else WORK
                    if op == SNAP and not self.opens[succ]:
                        op = RAW  # the latest start of an item is a working day already
                else:
                    bounds = late_finishes
                    op = END_DAYS if by_days else END_WORK
            if op == RAW and end != START:
                back.append((bounds, succ, end))
            else:
                _, rank, at = self.tables[succ]
                out.append((bounds, succ, op, lag, end, rank, at))
        self.back[row], self.out[row] = tuple(back), tuple(out)

    def _out_to_gates(
        self, link: Link, closing: int, opening: int, back: list[Back], out: list[Out]
    ) -> None:
        """Compile what the backward pass does for a link out to a phase or a relay."""
        _, succ, _, lag, by_days, _ = link
        phase, relay = self.summary[succ], self.relays[succ]
        raw = RAW if not lag else RAW_DAYS if by_days else RAW_WORK
        asked = [(self.late_points if phase else self.late_finishes, succ, raw, closing)]
        if phase and not relay:
            op = SNAP if not lag else DAYS if by_days else WORK
            asked.append((self.late_works, succ, op, opening))
        if relay or self.relaying[succ]:
            op = PASS_WORK if raw == RAW_WORK else raw
            if phase:
                asked.append((self.late_relays, succ, op, opening))
            else:
                asked.append((self.late_finishes, self.gate(succ, closes=True), op, opening))
        for bounds, place, op, end in asked:
            if op == RAW and end != START:
                back.append((bounds, place, end))
            else:
                _, rank, at = self.tables[succ]
                out.append((bounds, place, op, lag, end, rank, at))

    def closes(self, row: int) -> bool:
        """Tell whether a row lies at the end of its day."""
        return self.points[row] and not self.opens[row]

    def last_finish(self) -> int:
        """Return the end of the plan: the last finish of the rows that count, FAR without any."""
        if True not in self.relays:
            return max(self.finishes, default=UNSET) or FAR  # phases end with what they hold
        pairs = zip(self.finishes, self.relays, self.summary, strict=True)
        last = max((day for day, relay, summary in pairs if not (relay or summary)), default=UNSET)
        return last or FAR


def _picker(rows: Sequence[int]) -> Picker:
    """Return what picks the values of some rows from a list, at the speed of C."""
    if len(rows) > 1:
        return itemgetter(*rows)
    if rows:
        only = rows[0]
        return lambda values: (values[only],)
    return none_of


def none_of(_values: list[int]) -> tuple[int, ...]:
    """Pick nothing from a list."""
    return ()


def earliest(op: int, lag: int, x: int, tables: Tables) -> int:
    """Return the day that a link allows when its predecessor hands on the day x."""
    first, rank, at = tables
    match op:
        case 0:
            return first[x]
        case 1:
            return at[rank[x] + lag]
        case 2:
            return first[x + lag]
        case 3:
            return x
        case 4:
            return x + lag
        case 5:
            return at[rank[x + 1] - 1 + lag]
        case 6:
            return at[rank[x] - 1 + lag]
        case 8:
            return at[rank[x] - 1 + lag] + 1
    return at[rank[x + lag] - 1]


def latest(op: int, lag: int, bound: int, rank: Mapping[int, int], at: Mapping[int, int]) -> int:
    """Return the latest day x that a predecessor may hand on so that `bound` is not missed."""
    match op:
        case 0:
            return at[rank[bound + 1] - 1]
        case 1:
            return at[rank[bound + 1] - 1 - lag]
        case 2:
            return at[rank[bound + 1] - 1] - lag
        case 3:
            return bound
        case 4:
            return bound - lag
        case 5:
            return at[rank[bound + 1] - lag] - 1
        case 6:
            return at[rank[bound + 1] - lag]
        case 8:
            return at[rank[bound] - lag]
    return at[rank[bound + 1]] - lag
