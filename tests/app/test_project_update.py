"""A project file comes in again after both sides changed: nothing of ours goes without a word."""

from datetime import date
from pathlib import Path

import pytest

from csdesk.app.commands import items, plan, repeats, rows, workspace
from csdesk.app.commands.project_import import apply
from csdesk.app.imports.project_files import read_project
from csdesk.app.imports.project_plan import plan_project
from csdesk.app.queries.plans import load_project
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind, Status
from csdesk.domain.records import Customer, PlanRow
from tests.app.imports.project_xml import after, task, write_plan
from tests.app.mpxj_reading import rewritten_by_mpxj
from tests.app.test_plan_exchange import write
from tests.app.test_project_import import left, loaded, planned, take
from tests.app.world import snapshot
from tests.support import TODAY, make_customer

FIRST = (
    task(1, "Site", "2027-03-01", "2027-03-12", 80),
    task(2, "Survey", "2027-03-01", "2027-03-02", 16, "<OutlineLevel>2</OutlineLevel>"),
    task(3, "Dig", "2027-03-08", "2027-03-09", 16, "<OutlineLevel>2</OutlineLevel>"),
    task(4, "Pour", "2027-03-10", "2027-03-12", 24, "<OutlineLevel>2</OutlineLevel>" + after(3)),
)


@pytest.fixture
def customer(store: Store) -> Customer:
    workspace.update(store, country="", region="")
    return make_customer(store, owner_id=1)


def named(store: Store, customer: Customer) -> dict[str, PlanRow]:
    with store.read() as reader:
        return {row.title: row for row in reader.find(PlanRow, customer_id=customer.id)}


def test_the_same_file_again_leaves_alone_what_changed_here(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    path = write_plan(tmp_path / "p.xml", FIRST)
    take(store, customer, path)
    found = named(store, customer)
    items.update(store, row_ids=[found["Dig"].id], title="Dig the pit")
    items.update(store, row_ids=[found["Survey"].id], target=date(2027, 3, 4))
    rows.move_to(store, row_id=found["Survey"].id, parent_id=found["Site"].id, index=2)
    before = snapshot(store)
    preview, _ = take(store, customer, path)
    assert (preview.writes, left(preview)) == (0, [])
    assert snapshot(store) == before
    survey = planned(preview, "Survey")
    assert (survey.ours, survey.after[1], survey.moved) == (True, date(2027, 3, 4), 2)


def test_each_side_keeps_what_only_it_changed(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    path = write_plan(tmp_path / "p.xml", FIRST)
    take(store, customer, path)
    found = named(store, customer)
    items.update(store, row_ids=[found["Survey"].id], title="Survey the site")
    items.update(store, row_ids=[found["Pour"].id], status=Status.DONE)
    newer = (
        FIRST[0],
        task(2, "Survey", "2027-03-01", "2027-03-03", 24, "<OutlineLevel>2</OutlineLevel>"),
        task(3, "Dig deep", "2027-03-08", "2027-03-09", 16, "<OutlineLevel>2</OutlineLevel>"),
        FIRST[3],
    )
    preview, _ = take(store, customer, write_plan(path, newer))
    assert left(preview) == []
    after_it = named(store, customer)
    assert after_it["Survey the site"].target == date(2027, 3, 3)
    assert after_it["Dig deep"].id == found["Dig"].id
    assert after_it["Pour"].status is Status.DONE


def test_what_both_changed_stays_ours_and_is_listed_or_is_the_files(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    path = write_plan(tmp_path / "p.xml", FIRST)
    take(store, customer, path)
    found = named(store, customer)
    items.update(store, row_ids=[found["Survey"].id], title="Our survey", target=date(2027, 3, 4))
    newer = (
        FIRST[0],
        task(2, "Their survey", "2027-03-01", "2027-03-05", 40, "<OutlineLevel>2</OutlineLevel>"),
        *FIRST[2:],
    )
    write_plan(path, newer)
    preview, _ = take(store, customer, path)
    assert preview.writes == 0
    assert left(preview) == [
        (
            "The dates of “Our survey” changed here and in the file; ours stay. The file has "
            "1 Mar 2027 – 5 Mar 2027."
        ),
        (
            "“Our survey” got another title here and in the file; ours stays. The file has "
            "“Their survey”."
        ),
    ]
    take(store, customer, path, theirs=True)
    row = named(store, customer)["Their survey"]
    assert (row.id, row.target, row.duration) == (found["Survey"].id, date(2027, 3, 5), 5)


def test_rows_that_we_moved_stay_and_new_ones_come_after_their_neighbour(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    path = write_plan(tmp_path / "p.xml", FIRST)
    _, made = take(store, customer, path)
    found = named(store, customer)
    phase = rows.add(store, project_id=loaded(store, made).project.id, title="Later",
                     kind=RowKind.PHASE)  # fmt: skip
    rows.move_to(store, row_id=found["Dig"].id, parent_id=phase.id, index=0)
    new = task(5, "Check", "2027-03-15", "2027-03-15", 8, "<OutlineLevel>2</OutlineLevel>")
    _, again = take(store, customer, write_plan(path, (*FIRST, new)))
    state = loaded(store, again)
    assert [state.rows[one].title for one in state.state.order] == [
        "Site", "Survey", "Pour", "Check", "Later", "Dig",
    ]  # fmt: skip


def test_our_own_file_knows_when_it_left(store: Store, customer: Customer, tmp_path: Path) -> None:
    take(store, customer, write_plan(tmp_path / "p.xml", FIRST))
    found = named(store, customer)
    project_id = found["Dig"].project_id
    items.update(store, row_ids=[found["Dig"].id], title="Dig here")  # before it leaves
    path = write(store, project_id, tmp_path / "out.xml")
    items.update(store, row_ids=[found["Pour"].id], title="Pour slowly")  # after it left
    items.update(store, row_ids=[found["Survey"].id], title="Survey well")
    text = path.read_text("utf-8").replace(">Dig here<", ">Dig there<")
    path.write_text(text.replace(">Survey<", ">Survey twice<"), encoding="utf-8")
    file = read_project(path)
    preview = plan_project(store, file, mode="update", project_id=project_id)
    assert {one.row.title: dict(one.changes) for one in preview.rows if one.changes} == {
        "Dig there": {"title": "Dig there"},
    }  # fmt: skip
    assert left(preview) == [
        (
            "“Survey well” got another title here and in the file; ours stays. The file has "
            "“Survey twice”."
        ),
    ]
    apply(store, preview=preview)
    titles = {row.title for row in load_project(store, project_id, TODAY).rows.values()}
    assert titles == {"Site", "Survey well", "Dig there", "Pour slowly"}


def test_the_days_held_of_a_row_come_back_from_another_program_and_both_sides_go_on(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    """HELD is longer than one text field of MS Project; MPXJ stands for the program."""
    made = plan.apply_template(
        store, customer_id=customer.id, template_code="light-30", start=date(2026, 11, 2)
    )
    held = ",".join(str(7 * number) for number in range(100))
    rule = f"HELD={held};FROM=700;FREQ=WEEKLY;COUNT=50"
    row = rows.add(
        store,
        project_id=made.project.id,
        title="周会 Weekly",
        start=date(2026, 11, 2),
        repeats=rule,
    )
    path = write(store, made.project.id, tmp_path / "out.xml")
    back = rewritten_by_mpxj(path, tmp_path / "back.xml")
    same = plan_project(store, read_project(back), mode="update", project_id=made.project.id)
    assert (same.writes, same.baselines, left(same)) == (0, (), [])
    changed = repeats.set_rule(store, row_id=row.id, rule="FREQ=WEEKLY;COUNT=60")
    back.write_text(back.read_text("utf-8").replace("周会 Weekly", "周会 renamed"), "utf-8")
    preview = plan_project(store, read_project(back), mode="update", project_id=made.project.id)
    assert left(preview) == []
    apply(store, preview=preview)
    with store.read() as reader:
        now = reader.get(PlanRow, row.id)
    assert (now.title, now.repeats) == ("周会 renamed", changed.repeats)
    assert now.repeats != rule


def test_a_rule_of_ours_that_nobody_understands_is_told(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    made = plan.apply_template(
        store, customer_id=customer.id, template_code="light-30", start=date(2026, 11, 2)
    )
    rows.add(
        store, project_id=made.project.id, title="Weekly", start=date(2026, 11, 2),
        repeats="FREQ=WEEKLY;COUNT=6",
    )  # fmt: skip
    path = write(store, made.project.id, tmp_path / "out.xml")
    text = path.read_text("utf-8").replace("repeats=FREQ:WEEKLY", "repeats=FREQ:EVERNOW")
    path.write_text(text, "utf-8")
    preview = plan_project(store, read_project(path), mode="update", project_id=made.project.id)
    assert left(preview) == ["“Weekly”: “FREQ=EVERNOW;COUNT=6” cannot be read and is left out."]


def _house(path: Path, *names: str) -> Path:
    tasks = "".join(
        f'<task id="{number}" name="{name}" start="2027-03-01" duration="2"/>'
        for number, name in enumerate(names)
    )
    path.write_text(
        f'<project name="Untitled Gantt Project"><tasks>{tasks}</tasks></project>', "utf-8"
    )
    return path


def test_another_plan_of_the_same_name_is_no_update(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    """GanttProject calls every plan so, and numbers the tasks of each from 0."""
    _, first = take(store, customer, _house(tmp_path / "a.gan", "Dig", "Pour", "Build"))
    _, second = take(store, customer, _house(tmp_path / "b.gan", "Buy", "Train", "Go live"))
    assert first.project is not None
    assert second.project is not None
    assert second.project.id != first.project.id
    _, again = take(store, customer, _house(tmp_path / "b.gan", "Buy", "Train", "Live at last"))
    _, other = take(store, customer, _house(tmp_path / "a.gan", "Dig", "Pour deep", "Build"))
    assert again.project is not None
    assert other.project is not None
    assert (again.project.id, other.project.id) == (second.project.id, first.project.id)
