"""MS Project XML of our plans: equal when MPXJ reads it, equal when it comes back, safe to send."""

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from csdesk.app.commands import baselines, calendars, customers, items, plan, rows
from csdesk.app.commands.project_import import apply
from csdesk.app.imports.project_files import read_project
from csdesk.app.imports.project_plan import plan_project, suggest
from csdesk.app.plan_files import PlanAsk, export_plan
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.store import Store
from csdesk.domain.codes import Constraint, RowKind, Side, Status, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.project_uids import file_uid
from csdesk.domain.records import Customer, DocumentLog, PlanRow
from csdesk.reports.mspdi import NAMESPACE
from tests.app.mpxj_reading import read_by_mpxj
from tests.app.test_project_import import take
from tests.app.world import snapshot
from tests.support import TODAY, make_contact, make_customer

TEMPLATES = ("one-call-start", "light-30", "standard-60", "complex-90", "chain-hardware")
FILES = (
    "stsporen_software_dev.xml", "mpxj_sample.xml", "mpxj_mspdirelations.xml",
    "commercial_construction.mspdi.xml", "new_product.mspdi.xml", "HouseBuildingSample.gan",
)  # fmt: skip


@pytest.fixture
def customer(store: Store) -> Customer:
    return make_customer(store, name="Harbour Noodle", country="CN", owner_id=1)


def write(store: Store, project_id: int, path: Path, *, internal: bool = True) -> Path:
    ask = PlanAsk(project_id=project_id, out=path, today=TODAY, internal=internal)
    return export_plan(store, ask).path


def from_template(store: Store, customer: Customer, code: str) -> int:
    made = plan.apply_template(
        store, customer_id=customer.id, template_code=code, start=date(2026, 11, 2)
    )
    baselines.agree(store, project_id=made.project.id, agreed_by="Guo Wei")
    return made.project.id


def facts(found: LoadedProject) -> list[tuple[str, str, str, str, bool, bool, int]]:
    return [
        (
            file_uid(found.rows[one]),
            found.rows[one].title,
            str(found.state.rows[one].start),
            str(found.state.rows[one].finish),
            found.rows[one].kind is RowKind.MILESTONE,
            found.rows[one].kind.is_summary,
            found.state.rows[one].depth + 1,
        )
        for one in found.state.order
    ]


def links_of(found: LoadedProject) -> list[tuple[str, str, str, str]]:
    uid = {row.id: file_uid(row) for row in found.rows.values()}
    return sorted(
        (
            uid[link.predecessor_id],
            uid[link.successor_id],
            link.type.value,
            f"{link.lag:.1f}{'ed' if link.lag_calendar_days else 'd'}",
        )
        for link in found.plan.links
    )


def test_mpxj_reads_the_same_tasks_dates_and_links(
    store: Store, customer: Customer, shared_data: Path, tmp_path: Path
) -> None:
    projects = {code: from_template(store, customer, code) for code in TEMPLATES}
    for name in FILES:
        _, made = take(store, customer, shared_data / "plans" / name)
        assert made.project is not None
        projects[name] = made.project.id
    written = {
        name: write(store, project_id, tmp_path / f"{number}.xml")
        for number, (name, project_id) in enumerate(projects.items())
    }
    read = read_by_mpxj(*written.values())
    for name, path in written.items():
        found = load_project(store, projects[name], TODAY)
        theirs = read[path]
        assert [tuple(one[:7]) for one in theirs["tasks"]] == facts(found), name
        assert sorted(tuple(one) for one in theirs["links"]) == links_of(found), name


def test_mpxj_reads_progress_conditions_people_baselines_and_calendars(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    guo = make_contact(store, customer.id, "Guo Wei")
    project_id = from_template(store, customer, "light-30")
    with store.read() as reader:
        work = [
            row for row in reader.find(PlanRow, project_id=project_id)
            if row.kind is RowKind.ITEM
        ]  # fmt: skip
    done, runs, fixed, pinned, off = work[:5]
    items.update(store, row_ids=[done.id], status=Status.DONE)
    items.update(store, row_ids=[runs.id], status=Status.IN_PROGRESS, progress=40)
    items.update(store, row_ids=[fixed.id], constraint=Constraint.NOT_BEFORE,
                 constraint_on=date(2026, 12, 1), deadline=date(2026, 12, 24),
                 owner_contact_id=guo.id)  # fmt: skip
    items.update(store, row_ids=[pinned.id], pinned=True)
    items.update(store, row_ids=[off.id], status=Status.CANCELLED)
    baselines.agree(store, project_id=project_id, agreed_by="Guo Wei", name="v2")
    path = write(store, project_id, tmp_path / "p.xml")
    read = read_by_mpxj(path)[path]
    tasks = {one[0]: one for one in read["tasks"]}
    of = {row.id: tasks[file_uid(row)] for row in (done, runs, fixed, pinned, off)}
    assert (of[done.id][7], of[runs.id][7]) == (100, 40)
    assert of[fixed.id][8] == "START_NO_EARLIER_THAN"
    assert (of[fixed.id][11], of[fixed.id][13]) == (["Guo Wei"], "2026-12-24")
    assert of[pinned.id][9] == "MANUALLY_SCHEDULED"
    assert (of[off.id][10], of[done.id][10]) == (False, True)
    assert all(one[12] != [None, None] for one in read["tasks"] if one[0] != of[off.id][0])
    theirs = read["calendars"]["Harbour Noodle"]
    assert "2027-01-01" in theirs  # a holiday of mainland China
    assert len(read["calendars"]) == 2


@pytest.mark.parametrize("name", [*TEMPLATES, *FILES])
def test_what_leaves_and_comes_back_changes_nothing(
    store: Store, customer: Customer, shared_data: Path, tmp_path: Path, name: str
) -> None:
    if name in TEMPLATES:
        project_id = from_template(store, customer, name)
    else:
        _, made = take(store, customer, shared_data / "plans" / name)
        assert made.project is not None
        project_id = made.project.id
    for internal in (True, False):
        path = write(store, project_id, tmp_path / f"{internal}.xml", internal=internal)
        file = read_project(path)
        known = suggest(store, file, customer.id).project
        assert known is not None
        assert known.id == project_id
        back = plan_project(store, file, mode="update", project_id=project_id)
        assert [one.row.title for one in back.rows if one.change != "same"] == []
        assert (back.writes, back.baselines, back.gone_links) == (0, (), ())
        hidden = [row for row in back.gone_rows if row.visibility is Visibility.CUSTOMER]
        assert internal is False or hidden == []


def test_a_new_project_from_our_own_file_is_the_same_plan(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    project_id = from_template(store, customer, "complex-90")
    first = load_project(store, project_id, TODAY)
    file = read_project(write(store, project_id, tmp_path / "p.xml"))
    other = make_customer(store, "OTHER", country="CN", owner_id=1)
    preview = plan_project(store, file, mode="new", customer_id=other.id)
    made = apply(store, preview=preview)
    assert made.project is not None
    second = load_project(store, made.project.id, TODAY)

    def plain(found: LoadedProject) -> list[tuple[object, ...]]:
        shown = [found.rows[one] for one in found.state.order]
        return [
            (
                row.kind, row.title, row.side, row.milestone_kind, row.start, row.target,
                row.duration, row.calendar_days, row.visibility, row.priority, row.instructions,
                found.state.rows[row.id].start, found.state.rows[row.id].finish,
                found.state.rows[row.id].agreed,
            )
            for row in shown
        ]  # fmt: skip

    assert plain(second) == plain(first)
    assert len(second.plan.links) == len(first.plan.links)


def test_a_customers_copy_holds_only_what_the_customer_sees(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    project_id = from_template(store, customer, "light-30")
    with store.read() as reader:
        found = reader.find(PlanRow, project_id=project_id, kind=RowKind.ITEM)
        some = next(row for row in found if row.visibility is Visibility.CUSTOMER)
    secret = "Their budget holder leaves in spring, say nothing"
    why = "Lay-off talks"
    calendars.put_days_off(store, customer_id=None, first=date(2026, 11, 24), name=why)
    items.update(store, row_ids=[some.id], internal_note=secret)
    hidden = rows.add(store, project_id=project_id, title="Watch the margin on this one",
                      after_id=some.id, visibility=Visibility.INTERNAL, side=Side.US)  # fmt: skip
    safe = write(store, project_id, tmp_path / "safe.xml", internal=False).read_text("utf-8")
    full = write(store, project_id, tmp_path / "full.xml").read_text("utf-8")
    assert secret in full
    assert why in full
    assert "2026-11-24" in safe
    assert why not in safe
    assert hidden.title in full
    assert secret not in safe
    assert hidden.title not in safe
    with store.read() as reader:
        logged = reader.find(DocumentLog, project_id=project_id)
    assert [log.file_name for log in logged] == ["safe.xml"]  # what is for us is no document


def test_the_gate_stops_another_customers_name(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    customers.create(store, name="Smith & Daughters")
    project_id = from_template(store, customer, "light-30")
    rows.add(store, project_id=project_id, title="As we did for Smith & Daughters",
             visibility=Visibility.CUSTOMER)  # fmt: skip
    target = tmp_path / "p.xml"
    with pytest.raises(UserError) as stopped:
        write(store, project_id, target, internal=False)
    assert stopped.value.code == "leak_name"
    assert not target.exists()


def test_uids_and_the_projects_identity_stay(
    store: Store, customer: Customer, shared_data: Path, tmp_path: Path
) -> None:
    _, made = take(store, customer, shared_data / "plans" / "new_product.mspdi.xml")
    assert made.project is not None
    rows.add(store, project_id=made.project.id, title="One more", after_id=made.row_ids["3"])
    before = read_project(shared_data / "plans" / "new_product.mspdi.xml")
    after = read_project(write(store, made.project.id, tmp_path / "p.xml"))
    assert after.source_ref == before.source_ref
    old = {task.uid: " ".join(task.name.split()) for task in before.tasks}
    new = {task.uid: task.name for task in after.tasks}
    assert old.items() <= new.items()
    assert len(new) == len(old) + 1


def test_taking_our_own_file_in_again_is_one_undo(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    project_id = from_template(store, customer, "light-30")
    path = write(store, project_id, tmp_path / "p.xml")
    moved = path.read_text("utf-8").replace("Draft the plan", "Draft a plan")
    path.write_text(moved, encoding="utf-8")
    before = snapshot(store)
    preview, _ = take(store, customer, path)
    assert preview.count("changed") == 1
    store.undo()
    assert snapshot(store) == before


def test_a_row_held_very_often_comes_back_whole(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    """A text field of MS Project holds 255 letters, and the days held are more."""
    project_id = from_template(store, customer, "light-30")
    held = ",".join(str(7 * number) for number in range(200))
    rule = f"HELD={held};FREQ=WEEKLY;COUNT=300"
    row = rows.add(
        store, project_id=project_id, title="Weekly status", start=date(2026, 11, 2), repeats=rule
    )
    path = write(store, project_id, tmp_path / "plan.xml")
    texts = [one.text or "" for one in ET.parse(path).iter(f"{{{NAMESPACE}}}Value")]
    assert max(len(text) for text in texts) <= 255
    read = {task.name: task for task in read_project(path).tasks}
    assert read["Weekly status"].marks["repeats"] == rule.replace(";", "+").replace("=", ":")
    assert {task.marks.get("side") for name, task in read.items() if name != row.title} - {""}


def test_text_fields_of_others_are_not_taken_for_ours(tmp_path: Path) -> None:
    path = tmp_path / "other.xml"
    path.write_text(
        f"""<Project xmlns="{NAMESPACE}"><Title>T</Title><Tasks><Task><UID>1</UID><ID>1</ID>
        <Name>First</Name><OutlineLevel>1</OutlineLevel><ExtendedAttribute><FieldID>188744016
        </FieldID><Value>side=us</Value></ExtendedAttribute></Task></Tasks></Project>""",
        encoding="utf-8",
    )
    (task,) = read_project(path).tasks
    assert task.marks == {}


def test_third_parties_with_days_of_their_own_have_a_calendar_in_the_file(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    project_id = from_template(store, customer, "light-30")
    with store.read() as reader:
        row = reader.find(PlanRow, project_id=project_id, kind=RowKind.ITEM)[0]
    items.update(store, row_ids=[row.id], side=Side.THIRD, owner_name="Yunqi",
                 owner_user_id=None, owner_contact_id=None)  # fmt: skip
    calendars.set_week(store, customer_id=customer.id, third=True, country="", week="1111110")
    path = write(store, project_id, tmp_path / "p.xml")
    assert set(read_by_mpxj(path)[path]["calendars"]) >= {"Harbour Noodle", "Third party"}
    plan = read_project(path)
    assert next(one for one in plan.tasks if one.name == row.title).calendar_uid == "4"
