"""Phases under way: what is open in them moves by the same working days, each on its calendar."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from pytestqt.qtbot import QtBot

from csdesk.app.commands import items, reschedule, undo
from csdesk.app.commands.reschedule import NewDates
from csdesk.app.queries.plan_screen import PlanScreenData, load_plan
from csdesk.domain.codes import Constraint, RowKind, Status
from csdesk.domain.follow import Follow
from csdesk.domain.records import PlanRow
from csdesk.domain.status_rules import calendar_of
from csdesk.layout.chart import Part
from csdesk.layout.from_plan import chart_row
from csdesk.ui.gantt.ahead import inside_of, row_days, wanted_by
from csdesk.ui.gantt.gestures import PhaseGesture
from csdesk.ui.services import Services
from tests.ui.harbour import Harbour
from tests.ui.screens_support import open_harbour

World = tuple[Services, Harbour]


@pytest.fixture
def world(qtbot: QtBot, tmp_path: Path) -> Iterator[World]:
    with open_harbour(qtbot, tmp_path) as opened:
        yield opened


def plan_of(world: World) -> PlanScreenData:
    services, harbour = world
    return load_plan(harbour.store, project_id=harbour.project_id, translator=services.translator)


def taken(data: PlanScreenData, phase: PlanRow, days: int) -> PhaseGesture:
    mark = chart_row(phase, data.state_of(phase.id))
    inside = inside_of(data, [phase.id])
    return PhaseGesture(0, {0: mark}, Part.BODY, row_days(data), shift=days, inside=inside)


def moving_days(data: PlanScreenData, row: PlanRow, new: PlanRow) -> int:
    state, calendar = data.state_of(row.id), calendar_of(row, data.calendars)
    assert state is not None
    was = state.finish if row.status is Status.IN_PROGRESS else state.start
    now = new.target if row.status is Status.IN_PROGRESS else new.start
    assert was is not None
    assert now is not None
    return calendar.days_after(was, now)


@pytest.mark.parametrize("seed", range(8))
def test_all_open_rows_of_a_phase_move_by_the_same_working_days(world: World, seed: int) -> None:
    random, store = Random(seed), world[1].store
    open_ids = [row.id for row in plan_of(world).rows.values() if row.status.is_open]
    leaves = [one for one in open_ids if not plan_of(world).rows[one].kind.is_summary]
    items.update(store, row_ids=random.sample(leaves, 2), pinned=True)
    fixed = plan_of(world).rows[random.choice(leaves)]
    items.update(store, row_ids=[fixed.id], constraint=Constraint.FIXED, constraint_on=fixed.target)
    data = plan_of(world)
    for phase in data.rows.values():
        if phase.kind is not RowKind.PHASE:
            continue
        days = random.randint(1, 12)
        gesture = taken(data, phase, days)
        inside = {row.row_id for row in gesture.inside.rows}
        assert inside == {
            row.id for row in data.rows.values() if row.parent_id == phase.id and row.status.is_open
        }
        for follow in (Follow.UNFINISHED, Follow.ALL):
            wanted = wanted_by(gesture, data, follow)
            kept = inside - set(wanted)
            stays = {one for one in inside if data.rows[one].pinned or one == fixed.id}
            assert kept == (set() if follow is Follow.ALL else stays)
            if not wanted:
                continue
            moves = {
                one: NewDates(start=dates.start, target=dates.target)
                for one, dates in wanted.items()
            }
            reschedule.move_rows(store, moves=moves, follow=follow)
            after = plan_of(world).rows
            assert {moving_days(data, data.rows[one], after[one]) for one in wanted} == {days}
            assert all(
                (after[one].start, after[one].target)
                == (data.rows[one].start, data.rows[one].target)
                for one in kept
            )
            undo.undo(store)
            again = plan_of(world).rows
            assert {one: (row.start, row.target) for one, row in again.items()} == {
                one: (row.start, row.target) for one, row in data.rows.items()
            }


def test_a_phase_at_its_place_asks_for_nothing(world: World) -> None:
    data = plan_of(world)
    phase = data.rows[world[1].rows["Pilot, 5 restaurants"]]
    gesture = taken(data, phase, 0)
    assert not gesture.is_changed
    assert wanted_by(gesture, data) == {}
    assert gesture.step(2)
    assert gesture.follows() == 2
    assert not gesture.step(0)
    assert gesture.step(-2)
    assert gesture.offset() == 0
