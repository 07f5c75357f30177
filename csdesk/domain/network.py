"""The rows of a plan as a graph that can be walked: links, phases, and what leads to milestones.

Rows are numbered 0 … n-1 in tree order. A phase or group stands for its start and its finish: a
link into it holds back everything inside, a link out of it waits for everything inside. An item
counts as a predecessor of the milestone that it leads to: the one it names, else the next one below
it in its phase. Such an implied link yields where it would close a cycle; links that people drew
and that close one are left out of the walk and named in `cycles`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from csdesk.domain.codes import LinkType

NONE = -1


class Link(NamedTuple):
    """A link between two row numbers; `implied` when no one drew it."""

    pred: int
    succ: int
    type: LinkType = LinkType.FS
    lag: int = 0
    lag_calendar_days: bool = False
    implied: bool = False


_link = Link._make  # half the time of naming the fields


@dataclass(frozen=True, slots=True)
class Shape:
    """The rows of a plan, in parallel lists by row number."""

    parents: Sequence[int]  # NONE for a top row
    summary: Sequence[bool]  # phase or group
    point: Sequence[bool]  # milestone
    leads_to: Sequence[int]  # the milestone named by a person, NONE: the default
    leads: Sequence[bool]  # may lead to a milestone (items that are not cancelled)
    receives: Sequence[bool]  # milestones that items may lead to by default


@dataclass
class Network:
    """Links by row, and the order in which a forward pass visits.

    `order` holds the number i of a row to be placed, `size + i` where phase i opens (its bound is
    handed down) and `2 * size + i` where it closes (its dates are those of what it holds).
    """

    size: int
    preds: list[list[Link]]
    succs: list[list[Link]]
    children: list[list[int]]
    order: list[int]
    leads: list[int]  # row -> the milestone it counts towards
    after: list[list[int]]  # visit -> the visits that wait for it
    cycles: list[tuple[int, ...]] = field(default_factory=list)
    yielded: bool = False  # implied links were left out, because they would close a cycle

    @cached_property
    def before(self) -> list[list[int]]:
        """The visits that each visit waits for."""
        before: list[list[int]] = [[] for _ in self.after]
        for visit, later in enumerate(self.after):
            for one in later:
                before[one].append(visit)
        return before

    def reorder(self) -> bool:
        """Find an order anew after arcs were added; False, and nothing done, in a circle."""
        waits = [0] * len(self.after)
        for later in self.after:
            for visit in later:
                waits[visit] += 1
        order = in_order(sorted(self.order), self.after, waits)
        if len(order) < len(self.order):
            return False
        self.order = order
        return True


def build_network(shape: Shape, links: Sequence[Link]) -> Network:
    """Build the network; rows named by no one are independent, cycles are cut and named."""
    size = len(shape.parents)
    children: list[list[int]] = [[] for _ in range(size)]
    for row, parent in enumerate(shape.parents):
        if parent != NONE:
            children[parent].append(row)
    leads = _leads(shape)
    drawn = _spread_finish_links(shape, children, links)
    implied = [
        _link((row, milestone, LinkType.FS, 0, False, True))
        for row, milestone in enumerate(leads)
        if milestone != NONE
    ]
    everything = drawn + implied
    order, after, tangle = _walk(shape, children, everything)
    cycles: list[tuple[int, ...]] = []
    yielded = bool(tangle)
    if tangle:
        inside = _components(after, tangle)
        everything = [
            link for link in everything if not (link.implied and _same(inside, shape, link))
        ]
        order, after, tangle = _walk(shape, children, everything)
    if tangle:
        inside = _components(after, tangle)
        cut = [link for link in everything if _same(inside, shape, link)]
        cycles = _named(inside, shape, cut)
        everything = [link for link in everything if not _same(inside, shape, link)]
        order, after, _ = _walk(shape, children, everything)
    if yielded:
        kept = {link.pred: link.succ for link in everything if link.implied}
        leads = [kept.get(row, NONE) for row in range(size)]
    preds: list[list[Link]] = [[] for _ in range(size)]
    succs: list[list[Link]] = [[] for _ in range(size)]
    for link in everything:
        preds[link.succ].append(link)
        succs[link.pred].append(link)
    return Network(size, preds, succs, children, order, leads, after, cycles, yielded)


def _leads(shape: Shape) -> list[int]:
    """Return for each row the milestone that it counts towards."""
    leads = [NONE] * len(shape.parents)
    top: list[int] = []
    for row, parent in enumerate(shape.parents):
        top.append(top[parent] if parent != NONE else (row if shape.summary[row] else NONE))
    below: dict[int, int] = {}
    for row in range(len(leads) - 1, -1, -1):
        if shape.receives[row]:
            below[top[row]] = row
        elif shape.leads[row]:
            named = shape.leads_to[row]
            leads[row] = named if named != NONE else below.get(top[row], NONE)
    return leads


def _leads_to(links: Sequence[Link]) -> dict[int, int]:
    """Return of each row the one that it leads to, -1 if it leads to several."""
    found: dict[int, int] = {}
    for link in links:
        if found.setdefault(link.pred, link.succ) != link.succ:
            found[link.pred] = -1
    return found


def _spread_finish_links(
    shape: Shape, children: list[list[int]], links: Sequence[Link]
) -> list[Link]:
    """Hand a link that binds the finish of a phase to the rows that end it.

    A phase that holds nothing takes no time: where it begins it ends.
    """
    spread: list[Link] = []
    leads: dict[int, int] | None = None  # of each row what it leads to, -1 if to several
    for link in links:
        if not shape.summary[link.succ] or link.type in (LinkType.FS, LinkType.SS):
            spread.append(link)
            continue
        if leads is None:
            leads = _leads_to(links)
        inside, stack = [], list(children[link.succ])
        while stack:
            row = stack.pop()
            if shape.summary[row]:
                stack.extend(children[row])
            else:
                inside.append(row)
        if not inside:
            at_once = LinkType.FS if link.type is LinkType.FF else LinkType.SS
            spread.append(link._replace(type=at_once))
            continue
        ends = [
            row for row in inside if leads.get(row, link.succ) == link.succ and row != link.pred
        ]
        ends = ends or inside
        spread.extend(link._replace(succ=row) for row in ends)
    return spread


def _arcs(
    shape: Shape, children: list[list[int]], links: Sequence[Link]
) -> tuple[list[list[int]], list[int]]:
    """Return the arcs between visits and how many arcs come in, per visit."""
    size = len(shape.parents)
    summary = shape.summary
    after: list[list[int]] = [[] for _ in range(3 * size)]
    waits = [0] * (3 * size)
    for row in range(size):
        if not summary[row]:
            continue
        opening, closing = size + row, 2 * size + row
        after[opening].append(closing)
        waits[closing] += 1
        for child in children[row]:
            inner = child + size if summary[child] else child
            outer = child + 2 * size if summary[child] else child
            after[opening].append(inner)
            waits[inner] += 1
            after[outer].append(closing)
            waits[closing] += 1
    for link in links:
        source = link.pred + 2 * size if summary[link.pred] else link.pred
        sink = link.succ + size if summary[link.succ] else link.succ
        after[source].append(sink)
        waits[sink] += 1
    return after, waits


def _walk(
    shape: Shape, children: list[list[int]], links: Sequence[Link]
) -> tuple[list[int], list[list[int]], list[int]]:
    """Return an order of visits in which all predecessors come first, arcs, what is left over."""
    size = len(shape.parents)
    after, waits = _arcs(shape, children, links)
    wanted: list[int] = []
    for row, is_summary in enumerate(shape.summary):
        wanted += (row + size, row + 2 * size) if is_summary else (row,)
    order = in_order(wanted, after, waits)
    if len(order) == len(wanted):
        return order, after, []
    done = set(order)
    return order, after, [visit for visit in wanted if visit not in done]


def in_order(wanted: list[int], after: list[list[int]], waits: list[int]) -> list[int]:
    """Return the visits with all that they wait for first; those in a circle are missing.

    `waits` says how many visits each waits for, and is used up.
    """
    ready = [visit for visit in reversed(wanted) if not waits[visit]]
    order: list[int] = []
    while ready:
        visit = ready.pop()
        order.append(visit)
        for later in after[visit]:
            waits[later] -= 1
            if not waits[later]:
                ready.append(later)
    return order


def _components(after: list[list[int]], tangle: list[int]) -> dict[int, int]:
    """Return the strongly connected component of each visit in a tangle (Tarjan, iterative).

    Only components of several visits are numbered.
    """
    allowed = set(tangle)
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    on_stack: set[int] = set()
    stack: list[int] = []
    component: dict[int, int] = {}
    count = 0
    for root in tangle:
        if root in index:
            continue
        work = [(root, iter(after[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            visit, arcs = work[-1]
            for later in arcs:
                if later not in allowed:
                    continue
                if later not in index:
                    index[later] = low[later] = len(index)
                    stack.append(later)
                    on_stack.add(later)
                    work.append((later, iter(after[later])))
                    break
                if later in on_stack:
                    low[visit] = min(low[visit], index[later])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[visit])
                if low[visit] == index[visit]:
                    members: list[int] = []
                    while not members or members[-1] != visit:
                        members.append(stack.pop())
                        on_stack.discard(members[-1])
                    if len(members) > 1 or visit in after[visit]:
                        count += 1
                        component.update(dict.fromkeys(members, count))
    return component


def _same(inside: dict[int, int], shape: Shape, link: Link) -> bool:
    """Tell whether a link runs inside one component."""
    size = len(shape.parents)
    source = link.pred + 2 * size if shape.summary[link.pred] else link.pred
    sink = link.succ + size if shape.summary[link.succ] else link.succ
    found = inside.get(source)
    return found is not None and found == inside.get(sink)


def _named(inside: dict[int, int], shape: Shape, cut: list[Link]) -> list[tuple[int, ...]]:
    """Return the rows of each cycle, along the links that close it."""
    size = len(shape.parents)
    groups: dict[int, list[Link]] = {}
    for link in cut:
        source = link.pred + 2 * size if shape.summary[link.pred] else link.pred
        groups.setdefault(inside[source], []).append(link)
    cycles = []
    for links in groups.values():
        follow = {link.pred: link.succ for link in reversed(links)}
        path: list[int] = []
        row = links[0].pred
        while row not in path and row in follow:
            path.append(row)
            row = follow[row]
        if row in path:
            path = path[path.index(row) :]
        else:  # it closes through a phase: name every row that takes part
            path = list(dict.fromkeys(end for link in links for end in (link.pred, link.succ)))
        cycles.append(tuple(path))
    return cycles
