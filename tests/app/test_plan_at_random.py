"""Whatever is done to a plan at random: no circle arises, and undo restores every row and date."""

import os
import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from csdesk.app.commands import (
    baselines,
    calendars,
    items,
    links,
    plan_parts,
    plan_shift,
    repeats,
    reschedule,
    row_batch,
    row_copies,
    row_parts,
    rows,
)
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.domain.codes import Cause, Constraint, LinkType, RowKind, Side, Status
from csdesk.domain.errors import UserError
from csdesk.domain.evaluate import evaluate_project
from csdesk.domain.follow import Follow
from csdesk.domain.repeats import days_of
from csdesk.domain.status_rules import calendar_of
from tests.app.conftest import Desk
from tests.app.world import snapshot
from tests.support import TODAY

EXAMPLES = 300 if os.environ.get("CSDESK_LONG") else 12
STEPS = 8


class Player:
    """Takes steps on one plan; each returns what it did."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.store, self.ids = desk.store, desk.ids
        self.project = desk.ids.project
        self.dice = random.Random(seed)
        self.loaded = load_project(self.store, self.project)
        self.steps: tuple[Callable[[], Any], ...] = (
            self.move, self.move, self.move_several, self.shift, self.take_up, self.count_back,
            self.split, self.repeat, self.link, self.link, self.relag, self.unlink, self.place,
            self.place, self.deepen, self.step, self.copy, self.delete, self.status, self.status,
            self.bind, self.days_off, self.template, self.agree,
        )  # fmt: skip

    def row(self, *kinds: RowKind) -> int:
        found = [row.id for row in self.loaded.plan.rows if not kinds or row.kind in kinds]
        return self.dice.choice(found)

    def day(self) -> date:
        return TODAY + timedelta(days=self.dice.randrange(-40, 120))

    def cause(self) -> Cause | None:
        causes: list[Cause | None] = [None, *Cause]
        return self.dice.choice(causes)

    def move(self) -> object:
        end = self.dice.choice(["start", "target"])
        return reschedule.move(
            self.store, row_id=self.row(RowKind.ITEM, RowKind.MILESTONE), cause=self.cause(),
            follow=self.dice.choice(list(Follow)), **{end: self.day()},  # type: ignore[arg-type]
        )  # fmt: skip

    def move_several(self) -> object:
        moves = {
            self.row(RowKind.ITEM): reschedule.NewDates(duration=self.dice.randrange(1, 12))
            for _ in range(3)
        }
        return reschedule.move_rows(
            self.store, moves=moves, follow=self.dice.choice(list(Follow)), cause=self.cause()
        )

    def shift(self) -> object:
        return plan_shift.shift(
            self.store, project_id=self.project, days=self.dice.randrange(-9, 30),
            only_unfinished=self.dice.random() < 0.5, cause=self.cause(),
        )  # fmt: skip

    def take_up(self) -> object:
        return plan_shift.start_work_from(
            self.store, project_id=self.project, day=self.day(), cause=self.cause()
        )

    def count_back(self) -> object:
        return plan_shift.count_back(self.store, project_id=self.project, go_live=self.day())

    def split(self) -> object:
        return row_parts.split(
            self.store, row_id=self.row(RowKind.ITEM), first_days=self.dice.randrange(1, 4),
            resume_on=self.dice.choice([None, self.day()]),
        )  # fmt: skip

    def repeat(self) -> object:
        rule = self.dice.choice(["", "FREQ=WEEKLY;COUNT=4", "FREQ=WEEKLY;BYDAY=TU,TH;COUNT=5"])
        return repeats.set_rule(
            self.store, row_id=self.row(RowKind.ITEM), rule=rule, start=self.day()
        )

    def link(self) -> object:
        return links.link(
            self.store, predecessor_id=self.row(), successor_id=self.row(),
            type=self.dice.choice(list(LinkType)), lag=self.dice.randrange(-3, 6),
            lag_calendar_days=self.dice.random() < 0.3,
        )  # fmt: skip

    def relag(self) -> object:
        chosen = self.dice.choice(list(self.loaded.plan.links)).id
        return links.update(
            self.store, link_id=chosen, type=self.dice.choice(list(LinkType)),
            lag=self.dice.randrange(-5, 9),
        )  # fmt: skip

    def unlink(self) -> object:
        links.unlink(self.store, link_id=self.dice.choice(list(self.loaded.plan.links)).id)
        return True

    def place(self) -> object:
        return rows.move_to(
            self.store, row_id=self.row(), parent_id=self.row(RowKind.PHASE, RowKind.GROUP),
            index=self.dice.randrange(4),
        )  # fmt: skip

    def deepen(self) -> object:
        chosen = [self.row() for _ in range(2)]
        return row_batch.change_depth(self.store, row_ids=chosen, deeper=self.dice.random() < 0.5)

    def step(self) -> object:
        return row_batch.step(self.store, row_ids=[self.row()], direction="down")

    def copy(self) -> object:
        return row_copies.copy(
            self.store, row_ids=[self.row(), self.row()],
            after_id=self.dice.choice([None, self.row()]),
            start=self.dice.choice([None, self.day()]),
        )  # fmt: skip

    def delete(self) -> object:
        return rows.delete(self.store, row_ids=[self.row(RowKind.ITEM, RowKind.GROUP)])

    def status(self) -> object:
        values: dict[str, Any] = self.dice.choice(
            [
                {"status": Status.IN_PROGRESS},
                {"status": Status.DONE},
                {"status": Status.TODO},
                {"status": Status.CANCELLED},
                {"status": Status.ON_HOLD, "hold_reason": "Audit", "resume_on": self.day()},
                {"progress": self.dice.randrange(101)},
                {"side": self.dice.choice(list(Side))},
                {"calendar_days": True},
                {"pinned": True},
            ]
        )
        on = self.day() if "status" in values else None
        return items.update(
            self.store, row_ids=[self.row(), self.row(RowKind.ITEM)], on=on, **values
        )

    def bind(self) -> object:
        return items.update(
            self.store, row_ids=[self.row(RowKind.ITEM, RowKind.MILESTONE)],
            constraint=self.dice.choice(list(Constraint)), constraint_on=self.day(),
            deadline=self.dice.choice([None, self.day()]),
        )  # fmt: skip

    def days_off(self) -> object:
        first = self.day()
        return calendars.put_days_off(
            self.store, customer_id=self.dice.choice([None, self.ids.customer]), first=first,
            last=first + timedelta(days=self.dice.randrange(12)), works=self.dice.random() < 0.3,
        )  # fmt: skip

    def template(self) -> object:
        return plan_parts.add_template(
            self.store, project_id=self.project, template_code="own", follow_id=self.row()
        )

    def agree(self) -> object:
        return baselines.agree(self.store, project_id=self.project, agreed_by="Guo Wei")


@settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(st.integers(0, 10**9))
def test_any_afternoon_on_a_plan_closes_no_circle_and_is_undone(desk: Desk, seed: int) -> None:
    player = Player(desk, seed)
    states = [(snapshot(desk.store), player.loaded)]
    for _ in range(STEPS):
        step = player.dice.choice(player.steps)
        try:
            step()
        except UserError:
            assert snapshot(desk.store) == states[-1][0], step
            continue
        after = snapshot(desk.store)
        if after == states[-1][0]:
            continue
        player.loaded = load_project(desk.store, player.project)
        states.append((after, player.loaded))
        check(player.loaded, states[-2][1])
    for before, loaded in reversed(states[:-1]):
        desk.store.undo()
        assert snapshot(desk.store) == before
        assert load_project(desk.store, player.project).state == loaded.state


def check(loaded: LoadedProject, before: LoadedProject) -> None:
    """What holds of a plan that only commands have changed."""
    assert not [one for one in loaded.state.problems if one.startswith("cycle")]
    assert evaluate_project(loaded.plan, loaded.calendars, TODAY) == loaded.state
    for row in loaded.plan.rows:
        its = loaded.state.rows[row.id]
        done = row.status is Status.DONE and not row.kind.is_summary
        if done and row.actual_finish is not None:
            assert its.finish == row.actual_finish
            assert row.actual_finish <= TODAY
        if row.actual_start is not None:
            assert row.actual_start <= TODAY
        waits = row.actual_start is None and not row.kind.is_summary
        if waits and row.start is not None and row.target is not None:
            assert row.start <= row.target, row
        if row.repeats and row.start is not None and row.target is not None:
            days = days_of(row.repeats, row.start, calendar_of(row, loaded.calendars))
            changed = before.rows.get(row.id)
            if changed is not None and changed.repeats == row.repeats == changed.repeats:
                assert days
