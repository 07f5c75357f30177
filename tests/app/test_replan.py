"""Links and bars stored with what they push, and with the cause of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from csdesk.app.commands import items, replan, row_batch, rows, undo
from csdesk.app.commands.trials import Operation, try_on_rows, try_out
from csdesk.app.queries.plans import load_project
from csdesk.domain.cascade import Moved
from csdesk.domain.codes import Cause, LinkType
from csdesk.domain.errors import Cancelled, UserError
from csdesk.domain.progress import NoProgress
from csdesk.domain.records import Dependency, PlanRow, SlipEntry
from tests.ui.harbour import Harbour, make_harbour

PAYROLL, TRAIN, LIVE = "Payroll export", "Train 41 managers", "Go-live, all 46"


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    made = make_harbour(tmp_path / "harbour.csdesk")
    yield made
    made.store.close()


def link(harbour: Harbour, before: str, after: str, kind: LinkType = LinkType.FS) -> Dependency:
    return Dependency(
        id=-1, project_id=harbour.project_id, predecessor_id=harbour.rows[before],
        successor_id=harbour.rows[after], type=kind,
    )  # fmt: skip


def stored(harbour: Harbour) -> tuple[list[PlanRow], list[Dependency], list[SlipEntry]]:
    with harbour.store.read() as reader:
        return (
            [replace(row, version=0) for row in reader.find(PlanRow)],
            [replace(one, version=0) for one in reader.find(Dependency)],
            reader.find(SlipEntry),
        )


def row(harbour: Harbour, title: str) -> PlanRow:
    with harbour.store.read() as reader:
        return reader.get(PlanRow, harbour.rows[title])


def forecast(harbour: Harbour, title: str) -> date | None:
    with harbour.store.read() as reader:
        return load_project(reader, harbour.project_id).state.rows[harbour.rows[title]].finish


def test_a_link_with_a_cause_makes_the_forecast_of_what_it_pushes_the_promise(
    harbour: Harbour,
) -> None:
    before = stored(harbour)
    done = replan.relink(
        harbour.store, project_id=harbour.project_id, drawn=[link(harbour, PAYROLL, TRAIN)],
        cause=Cause.THIRD, text="The export comes late",
    )  # fmt: skip
    assert {one.title for one in done.moved} == {TRAIN, LIVE}
    assert row(harbour, TRAIN).start == date(2026, 12, 31)
    assert row(harbour, LIVE).target == forecast(harbour, LIVE) == date(2027, 1, 15)
    (slip,) = done.slips
    assert (slip.days, slip.cause, slip.text) == (3, Cause.THIRD, "The export comes late")
    assert (slip.milestone_id, slip.row_id) == (harbour.rows[LIVE], harbour.rows[TRAIN])
    assert harbour.store.undo_label() is not None
    undo.undo(harbour.store)
    assert stored(harbour) == before


def test_without_a_cause_only_the_link_is_stored(harbour: Harbour) -> None:
    rows, _, _ = stored(harbour)
    replan.relink(
        harbour.store, project_id=harbour.project_id, drawn=[link(harbour, PAYROLL, TRAIN)]
    )
    after, links, slips = stored(harbour)
    assert (after, slips) == (rows, [])
    assert (harbour.rows[PAYROLL], harbour.rows[TRAIN]) in {
        (one.predecessor_id, one.successor_id) for one in links
    }
    assert forecast(harbour, LIVE) == date(2027, 1, 15)


def test_if_one_link_is_refused_none_is_stored(harbour: Harbour) -> None:
    before = stored(harbour)
    circle = link(harbour, LIVE, TRAIN)
    for cause in (None, Cause.US):
        with pytest.raises(UserError) as caught:
            replan.relink(
                harbour.store, project_id=harbour.project_id, out=[before[1][0].id],
                drawn=[link(harbour, PAYROLL, TRAIN), circle], cause=cause,
            )  # fmt: skip
        assert caught.value.code == "link_cycle"
        assert stored(harbour) == before


def test_a_link_taken_away_notes_the_days_that_a_milestone_gains(harbour: Harbour) -> None:
    replan.relink(
        harbour.store, project_id=harbour.project_id, drawn=[link(harbour, PAYROLL, TRAIN)]
    )
    _, links, _ = stored(harbour)
    done = replan.relink(
        harbour.store, project_id=harbour.project_id, out=[links[-1].id], cause=Cause.SCOPE
    )
    assert [(one.days, one.cause) for one in done.slips] == [(-3, Cause.SCOPE)]
    assert done.moved == ()
    assert forecast(harbour, LIVE) == date(2027, 1, 12)


def test_a_new_bar_pushes_the_milestone_that_it_leads_to(harbour: Harbour) -> None:
    before = stored(harbour)
    made = replan.add_bar(
        harbour.store, project_id=harbour.project_id, title="Second import",
        after_id=harbour.rows["Data import"], start=date(2026, 12, 21), target=date(2026, 12, 23),
        cause=Cause.CUSTOMER,
    )  # fmt: skip
    assert made.parent_id == row(harbour, "Data import").parent_id
    assert row(harbour, "Data ready").target == date(2026, 12, 23)
    assert row(harbour, LIVE).target == forecast(harbour, LIVE)
    with harbour.store.read() as reader:
        assert {one.row_id for one in reader.find(SlipEntry)} == {made.id}
    undo.undo(harbour.store)
    assert stored(harbour) == before


# --- operations ------------------------------------------------------------------------------

OPERATIONS = {
    "longer": lambda h: Operation(
        command=items.update, arguments={"row_ids": [h.rows["Data import"]], "duration": 9}
    ),
    "placed": lambda h: Operation(
        command=row_batch.move_to,
        arguments={
            "row_ids": [h.rows[PAYROLL]], "parent_id": h.rows["Pilot, 5 restaurants"],
            "after_id": None,
        },
    ),
    "deeper": lambda h: Operation(command=rows.indent, arguments={"row_id": h.rows["Acceptance"]}),
    "gone": lambda h: Operation(
        command=rows.delete, arguments={"row_ids": [h.rows["Set-up and data"]]}
    ),
    "added": lambda h: Operation(
        command=rows.add,
        arguments={
            "project_id": h.project_id, "title": "Second import", "after_id": h.rows[TRAIN],
            "start": date(2027, 1, 11), "target": date(2027, 1, 22),
        },
    ),
}  # fmt: skip


def tried(harbour: Harbour, operation: Operation) -> tuple[Moved, ...]:
    now = load_project(harbour.store, harbour.project_id)
    return try_out(
        harbour.store, plan=now.plan, state=now.state, calendars=now.calendars, operation=operation
    )


@pytest.mark.parametrize("name", OPERATIONS)
def test_what_is_tried_stores_nothing_and_says_what_taking_it_moves(
    harbour: Harbour, name: str
) -> None:
    operation, before = OPERATIONS[name](harbour), stored(harbour)
    head = harbour.store.head()
    told: list[object] = []
    harbour.store.subscribe(told.append)
    said = tried(harbour, operation)
    (of_rows,) = try_on_rows(
        harbour.store, row_ids=[harbour.rows["Data import"]], operation=operation
    )
    assert of_rows[1] == said
    assert (stored(harbour), harbour.store.head(), told) == (before, head, [])
    old = load_project(harbour.store, harbour.project_id).state.rows
    operation.run(harbour.store, NoProgress())
    new = load_project(harbour.store, harbour.project_id).state.rows
    kept = old.keys() & new.keys()
    assert {one.row_id: (one.start, one.finish) for one in said} == {
        one: (new[one].start, new[one].finish)
        for one in kept
        if (old[one].start, old[one].finish) != (new[one].start, new[one].finish)
    }


def test_an_operation_with_a_cause_is_one_command_of_its_own_name(harbour: Harbour) -> None:
    before = stored(harbour)
    replan.carry_out(
        harbour.store, project_ids=[harbour.project_id], operation=OPERATIONS["longer"](harbour),
        row_id=harbour.rows["Data import"], cause=Cause.CUSTOMER, text="A second file",
    )  # fmt: skip
    label = harbour.store.undo_label()
    assert label is not None
    assert label.label.startswith("items.update")
    assert row(harbour, LIVE).target == forecast(harbour, LIVE) == date(2027, 1, 18)
    _, _, slips = stored(harbour)
    assert {(one.cause, one.text, one.row_id) for one in slips} == {
        (Cause.CUSTOMER, "A second file", harbour.rows["Data import"])
    }
    undo.undo(harbour.store)
    assert stored(harbour) == before


def test_rows_that_are_gone_caused_what_moved_without_a_name(harbour: Harbour) -> None:
    replan.relink(
        harbour.store, project_id=harbour.project_id, drawn=[link(harbour, PAYROLL, TRAIN)]
    )
    payroll = harbour.rows[PAYROLL]
    replan.carry_out(
        harbour.store, project_ids=[harbour.project_id], row_id=payroll, cause=Cause.THIRD,
        operation=Operation(command=rows.delete, arguments={"row_ids": [payroll]}),
    )  # fmt: skip
    (slip,) = stored(harbour)[2]
    assert (slip.days, slip.cause, slip.row_id) == (-3, Cause.THIRD, None)


def test_what_is_refused_is_refused_in_the_trial_too(harbour: Harbour) -> None:
    before = stored(harbour)
    first = Operation(command=rows.outdent, arguments={"row_id": harbour.rows["Acceptance"]})
    with pytest.raises(UserError):
        tried(harbour, first)
    for cause in (None, Cause.US):
        with pytest.raises(UserError, match="at the top already"):
            replan.carry_out(
                harbour.store, project_ids=[harbour.project_id], operation=first, cause=cause
            )
    assert stored(harbour) == before


def test_a_cancelled_trial_is_no_trial(harbour: Harbour) -> None:
    class Stopped(NoProgress):
        def check_cancelled(self) -> None:
            raise Cancelled

    now, before = load_project(harbour.store, harbour.project_id), stored(harbour)
    with pytest.raises(Cancelled):
        try_out(
            harbour.store, plan=now.plan, state=now.state, calendars=now.calendars,
            operation=OPERATIONS["longer"](harbour), progress=Stopped(),
        )  # fmt: skip
    assert stored(harbour) == before


def test_a_command_without_a_name_is_refused(harbour: Harbour) -> None:
    before = stored(harbour)
    with pytest.raises(RuntimeError), harbour.store.write("") as unit:
        unit.update(PlanRow, harbour.rows[TRAIN], title="Nameless")
    assert stored(harbour) == before
