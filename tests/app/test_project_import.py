"""Project files in a workspace: as a project, an update or a template; one undo takes it back."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from csdesk.app.commands import items, links, plan, rows, workspace
from csdesk.app.commands.project_import import ImportedPlan, apply
from csdesk.app.imports.project_draft import Choices
from csdesk.app.imports.project_files import read_project
from csdesk.app.imports.project_people import Becomes, PersonChoice
from csdesk.app.imports.project_plan import plan_project, suggest
from csdesk.app.imports.project_preview import PlannedRow, ProjectPreview
from csdesk.app.queries.plans import LoadedProject, load_project
from csdesk.data.store import Store
from csdesk.domain.codes import Constraint, LinkType, RowKind, Side, Status, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.records import (
    Baseline,
    BaselineRow,
    Contact,
    Customer,
    DayOff,
    Dependency,
    PlanRow,
    Project,
    Template,
)
from csdesk.i18n import Translator
from tests.app.imports.project_xml import after, task, write_plan
from tests.app.world import snapshot
from tests.support import make_contact, make_customer

WORDS = Translator("en")


@pytest.fixture
def customer(store: Store) -> Customer:
    """A customer that works on every weekday: no country, no holidays."""
    workspace.update(store, country="", region="")
    return make_customer(store, owner_id=1)


def take(
    store: Store, customer: Customer, path: Path, **changes: Any
) -> tuple[ProjectPreview, ImportedPlan]:
    """Import a file as `csdesk import project` does."""
    file = read_project(path)
    suggestion = suggest(store, file, customer.id)
    project = suggestion.project
    preview = plan_project(
        store,
        file,
        mode="new" if project is None else "update",
        customer_id=customer.id,
        project_id=None if project is None else project.id,
        choices=replace(suggestion.choices, **changes),
    )
    return preview, apply(store, preview=preview)


def loaded(store: Store, made: ImportedPlan) -> LoadedProject:
    assert made.project is not None
    return load_project(store, made.project.id, date(2027, 2, 1))


def one(
    store: Store, tmp_path: Path, customer: Customer, *tasks: str, **parts: str
) -> dict[str, PlanRow]:
    """Import tasks and return the stored rows by title."""
    _, made = take(store, customer, write_plan(tmp_path / "p.xml", tasks, **parts))
    return {row.title: row for row in loaded(store, made).rows.values()}


def left(preview: ProjectPreview) -> list[str]:
    return [entry.text(WORDS) for entry in preview.left]


def planned(preview: ProjectPreview, title: str) -> PlannedRow:
    return next(row for row in preview.rows if row.row.title == title)


# Rows read, rows made, phases and groups, milestones, links.
REAL = {
    "stsporen_software_dev.xml": (86, 86, 12, 12, 84),
    "mpxj_sample.xml": (19, 17, 2, 1, 6),  # a recurring task and its two occurrences are one row
    "mpxj_mspdirelations.xml": (5, 5, 0, 0, 4),
    "commercial_construction.mspdi.xml": (145, 145, 19, 0, 176),
    "new_product.mspdi.xml": (42, 42, 6, 12, 37),
    "HouseBuildingSample.gan": (20, 20, 4, 4, 17),
}


@pytest.mark.parametrize("name", REAL)
def test_real_plans_come_in_whole_and_leave_by_one_undo(
    store: Store, customer: Customer, shared_data: Path, name: str
) -> None:
    before = snapshot(store)
    preview, made = take(store, customer, shared_data / "plans" / name)
    found = loaded(store, made)
    counts = (
        len(preview.plan.tasks),
        len(found.rows),
        sum(row.kind.is_summary for row in found.rows.values()),
        sum(row.kind is RowKind.MILESTONE for row in found.rows.values()),
        len(found.plan.links),
    )
    assert counts == REAL[name]
    assert not [problem for problem in found.state.problems if problem.startswith("cycle")]
    again = plan_project(
        store, preview.plan, mode="update", customer_id=customer.id, project_id=found.project.id
    )
    assert (again.count("same"), again.writes) == (len(found.rows), 0)
    store.undo()
    assert snapshot(store) == before


def test_whole_days_keep_every_date(store: Store, customer: Customer, shared_data: Path) -> None:
    path = shared_data / "plans" / "commercial_construction.mspdi.xml"
    preview, made = take(store, customer, path)
    assert preview.moved == 0
    found = loaded(store, made).rows
    for row in preview.rows:
        if not row.row.kind.is_summary:
            stored = found[made.row_ids[row.row.source_uid]]
            assert (stored.start, stored.target) == row.in_file


def test_a_milestone_in_a_linked_phase_keeps_its_day_and_what_follows_too(
    store: Store, customer: Customer, shared_data: Path
) -> None:
    preview, _ = take(store, customer, shared_data / "plans" / "new_product.mspdi.xml")
    assert [row.row.title for row in preview.rows if row.moved] == []


def test_half_days_become_whole_ones_and_are_told(
    store: Store, customer: Customer, shared_data: Path
) -> None:
    preview, made = take(store, customer, shared_data / "plans" / "stsporen_software_dev.xml")
    hours = [row.hours for row in loaded(store, made).rows.values() if row.hours is not None]
    assert hours == [Decimal(4)] * 4
    assert "Rows that take parts of a day: 4. They take whole days here; their hours are kept." in (
        left(preview)
    )
    first = planned(preview, "Secure project sponsorship")  # from noon to noon: one day
    assert first.in_file == (date(2020, 4, 27), date(2020, 4, 28))
    assert first.after == (date(2020, 4, 28), date(2020, 4, 28))
    pushed = planned(preview, "Review software specifications/budget with team")
    assert (pushed.moved, pushed.driver) == (1, "Develop preliminary budget")


def test_rows_lead_to_a_milestone_only_by_links(
    store: Store, customer: Customer, shared_data: Path
) -> None:
    preview, _ = take(store, customer, shared_data / "plans" / "mpxj_sample.xml")
    assert planned(preview, "Third task").moved == 0
    _, made = take(store, customer, shared_data / "plans" / "new_product.mspdi.xml")
    found = loaded(store, made)
    row = found.rows[made.row_ids["20"]]
    assert found.rows[row.leads_to_id or 0].title == "Inventory available"


def test_a_recurring_task_is_one_row(store: Store, customer: Customer, shared_data: Path) -> None:
    _, made = take(store, customer, shared_data / "plans" / "mpxj_sample.xml")
    row = next(r for r in loaded(store, made).rows.values() if r.title == "Recurring Task")
    assert (row.kind, row.repeats) == (RowKind.ITEM, "FREQ=MONTHLY;COUNT=2")
    assert (row.start, row.target) == (date(2003, 2, 3), date(2003, 2, 3))


def test_a_morning_milestone_lets_work_start_that_day(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    found = one(
        store, tmp_path, customer,
        task(1, "Before", "2027-03-01", "2027-03-02", 16),
        task(2, "Gate", "2027-03-03T08:00:00", "2027-03-03T08:00:00", 0, after(1)),
        task(3, "Work", "2027-03-03", "2027-03-03", 8, after(2)),
        task(4, "Evening", "2027-03-03T17:00:00", "2027-03-03T17:00:00", 0, after(3)),
        task(5, "Next", "2027-03-04", "2027-03-04", 8, after(4)),
    )  # fmt: skip
    assert found["Gate"].kind is RowKind.MILESTONE
    assert (found["Gate"].opens_day, found["Evening"].opens_day) == (True, False)
    assert found["Work"].target == date(2027, 3, 3)
    assert found["Next"].start == date(2027, 3, 4)


@pytest.mark.parametrize(
    ("number", "day", "constraint", "on", "said"),
    [
        (4, "2027-03-03", Constraint.NOT_BEFORE, date(2027, 3, 3), ""),
        (7, "2027-03-05", Constraint.NOT_LATER, date(2027, 3, 5), ""),
        (2, "2027-03-03", Constraint.FIXED, date(2027, 3, 3), ""),
        (3, "2027-03-04", Constraint.FIXED, date(2027, 3, 3), "had to finish on 4 Mar 2027"),
        (5, "2027-03-03", Constraint.NOT_LATER, date(2027, 3, 4), "start no later than 3 Mar 2027"),
        (6, "2027-03-04", Constraint.NOT_BEFORE, date(2027, 3, 3), "finish no earlier than"),
        (1, "2027-03-04", Constraint.ASAP, None, "as late as possible"),
    ],
)
def test_conditions_on_dates(
    store: Store, customer: Customer, tmp_path: Path, number: int, day: str,
    constraint: Constraint, on: date | None, said: str,
) -> None:  # fmt: skip
    inner = f"<ConstraintType>{number}</ConstraintType>"
    inner += f"<ConstraintDate>{day}T08:00:00</ConstraintDate>" if number > 1 else ""
    path = write_plan(tmp_path / "p.xml", [task(1, "A", "2027-03-03", "2027-03-04", 16, inner)])
    preview, made = take(store, customer, path)
    row = loaded(store, made).rows[made.row_ids["1"]]
    assert (row.constraint, row.constraint_on) == (constraint, on)
    assert (said in " ".join(left(preview))) if said else not preview.left


@pytest.mark.parametrize(
    ("lag", "form", "days", "by_calendar", "said"),
    [
        (4800, 7, 1, False, ""),
        (-9600, 7, -2, False, ""),
        (2400, 7, 1, False, "4 h → 1"),
        (28800, 8, 2, True, ""),
        (50, 19, 1, False, ""),
        (-25, 19, 0, False, "-25% → 0"),
    ],
)
def test_lags_in_days(
    store: Store, customer: Customer, tmp_path: Path, lag: int, form: int, days: int,
    by_calendar: bool, said: str,
) -> None:  # fmt: skip
    tasks = (
        task(1, "A", "2027-03-01", "2027-03-02", 16),
        task(2, "B", "2027-03-10", "2027-03-10", 8, after(1, 1, lag, form)),
    )
    preview, made = take(store, customer, write_plan(tmp_path / "p.xml", tasks))
    link = loaded(store, made).plan.links[0]
    assert (link.type, link.lag, link.lag_calendar_days) == (LinkType.FS, days, by_calendar)
    assert (said in " ".join(left(preview))) if said else not preview.left


def test_progress_actual_dates_and_what_is_switched_off(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    found = one(
        store, tmp_path, customer,
        task(1, "Done", "2026-11-02", "2026-11-03", 16, "<PercentComplete>100</PercentComplete>"
             "<ActualStart>2026-11-02T08:00:00</ActualStart>"
             "<ActualFinish>2026-11-04T17:00:00</ActualFinish>"),
        task(2, "Runs", "2026-11-05", "2026-11-30", 144, "<PercentComplete>40</PercentComplete>"
             "<ActualStart>2026-11-06T08:00:00</ActualStart>"),
        task(3, "Off", "2026-12-01", "2026-12-01", 8, "<Active>0</Active>"),
        task(4, "Held", "2026-12-02", "2026-12-03", 16, "<Manual>1</Manual>"
             "<Deadline>2026-12-11T17:00:00</Deadline>"),
        task(5, "Turn", "2026-12-05", "2026-12-06", 24, "<DurationFormat>8</DurationFormat>"),
    )  # fmt: skip
    done, runs = found["Done"], found["Runs"]
    assert (done.status, done.actual_finish) == (Status.DONE, date(2026, 11, 4))
    assert (runs.status, runs.progress, runs.actual_start, runs.target) == (
        Status.IN_PROGRESS, 40, date(2026, 11, 6), date(2026, 11, 30),
    )  # fmt: skip
    assert found["Off"].status is Status.CANCELLED
    assert (found["Held"].pinned, found["Held"].deadline) == (True, date(2026, 12, 11))
    assert found["Turn"].calendar_days
    assert found["Turn"].start == date(2026, 12, 5)


def test_summaries_are_seen_by_levels_and_circles_are_cut(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    level = "<OutlineLevel>{}</OutlineLevel>".format
    tasks = (
        task(1, "Phase", "2027-03-01", "2027-03-02", 16, level(1)),
        task(2, "Group", "2027-03-01", "2027-03-02", 16, level(2)),
        task(3, "A", "2027-03-01", "2027-03-01", 8, level(3) + after(4) + after(1)),
        task(4, "B", "2027-03-02", "2027-03-02", 8, level(3) + after(3)),
    )
    preview, made = take(store, customer, write_plan(tmp_path / "p.xml", tasks))
    found = loaded(store, made)
    kinds = [found.rows[row_id].kind for row_id in found.state.order]
    assert kinds == [RowKind.PHASE, RowKind.GROUP, RowKind.ITEM, RowKind.ITEM]
    assert len(found.plan.links) == 1
    assert left(preview) == [
        "A link between “A” and what holds it is left out.",
        "The link from “A” to “B” leads round in a circle: left out.",
    ]


PEOPLE = (
    "<Resource><UID>1</UID><Name>Jo Buyer</Name><Type>1</Type></Resource>"
    "<Resource><UID>2</UID><Name>Ann Other</Name><Type>1</Type>"
    "<EmailAddress>ann@x.example</EmailAddress></Resource>"
    "<Resource><UID>3</UID><Name>Testers</Name><Type>1</Type></Resource>"
)
WORK = "".join(
    f"<Assignment><TaskUID>{number}</TaskUID><ResourceUID>{who}</ResourceUID>"
    f"<Units>{units}</Units></Assignment>"
    for number, who, units in ((1, 1, 1), (2, 2, 1), (3, 3, 1), (3, 1, 0.5))
)


def test_people_become_owners(store: Store, customer: Customer, tmp_path: Path) -> None:
    buyer = make_contact(store, customer.id)
    tasks = [task(n, f"T{n}", "2027-03-01", "2027-03-01", 8) for n in (1, 2, 3, 4)]
    found = one(store, tmp_path, customer, *tasks, resources=PEOPLE, assignments=WORK)
    with store.read() as reader:
        ann = reader.first(Contact, mail="ann@x.example")
    assert ann is not None
    assert found["T1"].owner_contact_id == buyer.id
    assert found["T2"].owner_contact_id == ann.id
    assert (found["T3"].owner_name, found["T3"].side) == ("Testers", Side.CUSTOMER)
    assert found["T3"].internal_note == "Also assigned: Jo Buyer"
    assert (found["T4"].side, found["T4"].owner_user_id) == (Side.US, customer.owner_id)


def test_a_person_says_who_people_are_and_who_sees_rows(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    tasks = [task(1, "T1", "2027-03-01", "2027-03-01", 8, "<Notes>Not for them</Notes>")]
    path = write_plan(tmp_path / "p.xml", tasks, resources=PEOPLE, assignments=WORK)
    choice = {"1": PersonChoice(becomes=Becomes.USER, side=Side.US, record_id=1)}
    _, made = take(store, customer, path, people=choice, visibility=Visibility.INTERNAL)
    row = loaded(store, made).rows[made.row_ids["1"]]
    assert (row.owner_user_id, row.side, row.visibility) == (1, Side.US, Visibility.INTERNAL)
    assert row.internal_note == "Not for them"
    assert (row.instructions, row.customer_comment) == ("", "")


OFF = (
    "<Exceptions><Exception><TimePeriod><FromDate>2027-03-02T00:00:00</FromDate>"
    "<ToDate>2027-03-02T23:59:00</ToDate></TimePeriod><Name>Founders' day</Name><Type>1</Type>"
    "<DayWorking>0</DayWorking></Exception></Exceptions>"
)


def test_days_off_of_the_file_are_taken_over_or_told(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    tasks = [task(1, "A", "2027-03-01", "2027-03-03", 16)]
    path = write_plan(tmp_path / "p.xml", tasks, calendar=OFF)
    file = read_project(path)
    without = plan_project(
        store, file, mode="new", customer_id=customer.id,
        choices=Choices(side=Side.CUSTOMER, take_days=False),
    )  # fmt: skip
    assert without.rows[0].moved == -1
    assert "Days off in the file that the customer's calendar lacks: 2 Mar 2027." in left(without)
    preview, made = take(store, customer, path, side=Side.CUSTOMER)
    assert (preview.moved, preview.left) == (0, ())
    assert loaded(store, made).calendars.customer.is_working(date(2027, 3, 2)) is False
    with store.read() as reader:
        assert [day.name for day in reader.find(DayOff)] == ["Founders' day"]
    assert suggest(store, file, customer.id).choices.take_days is False
    store.undo()
    with store.read() as reader:
        assert (reader.count(DayOff), reader.get(Customer, customer.id).calendar_id) == (0, None)


def test_several_baselines(store: Store, customer: Customer, tmp_path: Path) -> None:
    baseline = (
        "<Baseline><Number>{}</Number><Start>2027-03-0{}T08:00:00</Start>"
        "<Finish>2027-03-0{}T17:00:00</Finish></Baseline>"
    ).format
    inner = baseline(0, 1, 2) + baseline(1, 2, 3)
    path = write_plan(tmp_path / "p.xml", [task(1, "A", "2027-03-03", "2027-03-04", 16, inner)])
    preview, made = take(store, customer, path)
    with store.read() as reader:
        stored = reader.find(Baseline, project_id=loaded(store, made).project.id)
        dates = {one.name: reader.find(BaselineRow, baseline_id=one.id)[0].finish for one in stored}
    assert dates == {"Baseline": date(2027, 3, 2), "Baseline 1": date(2027, 3, 3)}
    assert [one.current for one in stored] == [True, False]
    assert stored[0].agreed_on == date(2027, 2, 1)
    assert len(preview.left) == 2


def test_an_update_changes_what_the_file_says_and_deletes_nothing(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    path = tmp_path / "p.xml"
    first = [
        task(1, "A", "2027-03-01", "2027-03-01", 8),
        task(2, "B", "2027-03-02", "2027-03-02", 8, after(1)),
        task(3, "C", "2027-03-03", "2027-03-03", 8, after(2)),
    ]
    _, made = take(store, customer, write_plan(path, first))
    row_ids = dict(made.row_ids)
    own = rows.add(store, project_id=loaded(store, made).project.id, title="Phase",
                   kind=RowKind.PHASE)  # fmt: skip
    items.update(store, row_ids=[row_ids["1"]], status=Status.DONE)
    before = snapshot(store)
    second = [
        task(1, "A", "2027-03-01", "2027-03-01", 8),
        task(3, "C renamed", "2027-03-08", "2027-03-09", 16, after(1)),
        task(4, "New", "2027-03-10", "2027-03-10", 8, after(3)),
    ]
    preview, again = take(store, customer, write_plan(path, second))
    assert preview.mode == "update"
    assert {one.row.title: one.change for one in preview.rows} == {
        "A": "same", "C renamed": "changed", "New": "new",
    }  # fmt: skip
    found = loaded(store, again)
    assert again.project is not None
    assert found.rows[row_ids["3"]].target == date(2027, 3, 9)
    assert found.rows[row_ids["3"]].title == "C renamed"
    assert found.rows[row_ids["2"]].title == "B"  # a missing row is no deletion
    assert found.rows[row_ids["1"]].status is Status.DONE  # the file has it open
    assert own.id in found.rows
    titles = [row.title for row in preview.gone_rows]
    assert titles == ["B", "Phase"]
    pairs = {(link.predecessor_id, link.successor_id) for link in found.plan.links}
    assert (row_ids["1"], row_ids["3"]) in pairs
    assert (row_ids["3"], again.row_ids["4"]) in pairs
    order = [found.rows[row_id].title for row_id in found.state.order]
    assert order == ["A", "B", "C renamed", "New", "Phase"]
    store.undo()
    assert snapshot(store) == before


def test_links_that_the_file_lacks_stay_unless_told(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    path = tmp_path / "p.xml"
    tasks = [
        task(1, "A", "2027-03-01", "2027-03-01", 8),
        task(2, "B", "2027-03-02", "2027-03-02", 8, after(1)),
    ]
    _, made = take(store, customer, write_plan(path, tasks))
    write_plan(path, [tasks[0], task(2, "B", "2027-03-02", "2027-03-02", 8)])
    preview, _ = take(store, customer, path)
    assert preview.writes == 0
    assert left(preview) == ["The link from “A” to “B” is not in the file any more; it stays."]
    take(store, customer, path, drop_links=True)
    assert loaded(store, made).plan.links == ()


def test_a_lag_changes_with_the_file(store: Store, customer: Customer, tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    tasks = [task(1, "A", "2027-03-01", "2027-03-01", 8)]
    later = task(2, "B", "2027-03-08", "2027-03-08", 8, after(1))
    take(store, customer, write_plan(path, [*tasks, later]))
    later = task(2, "B", "2027-03-08", "2027-03-08", 8, after(1, 1, 9600))
    preview, made = take(store, customer, write_plan(path, [*tasks, later]))
    assert len(preview.link_changes) == 1
    assert loaded(store, made).plan.links[0].lag == 2


def test_a_file_of_another_project_is_refused_as_update(
    store: Store, customer: Customer, tmp_path: Path
) -> None:
    made = plan.apply_template(
        store, customer_id=customer.id, template_code="one-call-start", start=date(2026, 12, 1)
    )
    file = read_project(
        write_plan(tmp_path / "p.xml", [task(7, "A", "2027-03-01", "2027-03-01", 8)])
    )
    with pytest.raises(UserError) as refused:
        plan_project(store, file, mode="update", project_id=made.project.id)
    assert refused.value.code == "project_file_other"


@pytest.mark.parametrize("name", REAL)
def test_real_plans_become_templates(
    store: Store, customer: Customer, shared_data: Path, name: str
) -> None:
    file = read_project(shared_data / "plans" / name)
    preview = plan_project(store, file, mode="template")
    made = apply(store, preview=preview, code="from-file")
    assert made.template is not None
    applied = plan.apply_template(
        store, customer_id=customer.id, template_code="from-file", start=date(2027, 1, 4)
    )
    with store.read() as reader:
        stored = reader.find(PlanRow, project_id=applied.project.id)
        links_there = reader.count(Dependency, project_id=applied.project.id)
    wrapped = any(row.row.kind is not RowKind.PHASE for row in preview.rows if row.depth == 0)
    assert len(stored) == len(preview.rows) + wrapped
    assert links_there == len(preview.links)
    with pytest.raises(UserError) as taken:
        apply(store, preview=preview, code="from-file")
    assert taken.value.code == "template_code_taken"
    store.undo()
    store.undo()
    with store.read() as reader:
        assert (reader.count(Template), reader.count(Project)) == (0, 0)


def test_link_of_ours_to_an_imported_row(
    store: Store, customer: Customer, shared_data: Path
) -> None:
    _, made = take(store, customer, shared_data / "plans" / "mpxj_mspdirelations.xml")
    link = links.link(store, predecessor_id=made.row_ids["1"], successor_id=made.row_ids["5"])
    preview, _ = take(store, customer, shared_data / "plans" / "mpxj_mspdirelations.xml")
    assert [gone.id for gone in preview.gone_links] == [link.id]
    assert len(loaded(store, made).plan.links) == 5
