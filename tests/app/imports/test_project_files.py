"""Project files as they are: real ones by their known facts, and those that are refused."""

from datetime import date, datetime
from pathlib import Path

import pytest

from csdesk.app.imports.project_days import FileDays, recurrence
from csdesk.app.imports.project_files import read_project
from csdesk.domain.codes import LinkType
from csdesk.domain.errors import UserError
from csdesk.domain.views.project_file import Bound, Fault
from tests.app.imports.project_xml import after, task, write_plan

# Rows, milestones, links, links with a lag; the project's own row is none of them.
FACTS = {
    "stsporen_software_dev.xml": (86, 12, 84, 3),
    "mpxj_sample.xml": (19, 1, 6, 2),
    "mpxj_mspdirelations.xml": (5, 0, 4, 1),
    "commercial_construction.mspdi.xml": (145, 0, 176, 2),
    "new_product.mspdi.xml": (42, 12, 37, 1),
    "HouseBuildingSample.gan": (20, 4, 17, 0),
}


@pytest.mark.parametrize("name", FACTS)
def test_real_files_hold_what_is_known_of_them(shared_data: Path, name: str) -> None:
    plan = read_project(shared_data / "plans" / name)
    found = (
        len(plan.tasks),
        sum(one.milestone for one in plan.tasks),
        len(plan.links),
        sum(bool(link.minutes or link.percent) for link in plan.links),
    )
    assert found == FACTS[name]
    assert plan.source_ref
    assert not [fault for fault in plan.faults if fault.fault is Fault.BAD_DATE]


def test_link_types_and_lags_are_those_of_the_file(shared_data: Path) -> None:
    plan = read_project(shared_data / "plans" / "mpxj_mspdirelations.xml")
    assert [(one.pred, one.succ, one.type, one.minutes) for one in plan.links] == [
        ("1", "2", LinkType.FS, 0),
        ("2", "3", LinkType.SS, 480),
        ("3", "4", LinkType.FF, 0),
        ("4", "5", LinkType.SF, 0),
    ]
    percent = read_project(shared_data / "plans" / "stsporen_software_dev.xml")
    assert sorted(one.percent for one in percent.links if one.percent) == [-75, -50, -50]


def test_links_at_summaries_are_kept(shared_data: Path) -> None:
    plan = read_project(shared_data / "plans" / "new_product.mspdi.xml")
    summaries = {one.uid for one in plan.tasks if one.summary}
    assert sum(link.succ in summaries for link in plan.links) == 3


DTD = '<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "b">]><Project><Tasks/></Project>'
BOMB = (
    '<!DOCTYPE Project [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    "<Project><Name>&b;</Name></Project>"
)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf \r\n", "file_empty"),
        (DTD.encode(), "project_file_unsafe"),
        (BOMB.encode(), "project_file_unsafe"),
        (b"customer,amount\nAcme,1\n", "project_file_not_xml"),
        (b"<Project><Tasks><Task></Tasks>", "project_file_not_xml"),
        (b"<html><body/></html>", "project_file_kind"),
        (b"<Project/>", "project_file_no_tasks"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "project_file_binary"),
    ],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    path = tmp_path / "plan.xml"
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        read_project(path)
    assert refused.value.code == code


def test_too_large_and_missing_files_are_refused(shared_data: Path, tmp_path: Path) -> None:
    with pytest.raises(UserError) as refused:
        read_project(shared_data / "plans" / "mpxj_sample.xml", most_bytes=1000)
    assert refused.value.code == "project_file_too_large"
    with pytest.raises(UserError) as missing:
        read_project(tmp_path / "none.xml")
    assert missing.value.code == "file_missing"


def test_what_cannot_be_read_is_listed(tmp_path: Path) -> None:
    tasks = (
        task(1, "A", "2027-03-01", "2027-03-01", 8),
        task(2, "Other", "2027-03-01", "2027-03-01", 8, "<ExternalTask>1</ExternalTask>"),
        task(3, "B", "2027-02-31", "2027-03-02", 8, after(2)),
        "<Task><UID>4</UID><IsNull>1</IsNull></Task>",
    )
    material = "<Resource><UID>1</UID><Name>Steel</Name><Type>0</Type></Resource>"
    plan = read_project(write_plan(tmp_path / "p.xml", tasks, resources=material))
    assert [one.name for one in plan.tasks] == ["A", "B"]
    assert plan.tasks[1].start is None
    assert {one.fault for one in plan.faults} == {
        Fault.EXTERNAL_TASK, Fault.LINK_ELSEWHERE, Fault.BLANK_TASKS, Fault.BAD_DATE,
        Fault.MATERIAL,
    }  # fmt: skip


def _exception(first: str, last: str, inner: str, works: int = 0) -> str:
    return (
        f"<Exception><TimePeriod><FromDate>{first}T00:00:00</FromDate>"
        f"<ToDate>{last}T23:59:00</ToDate></TimePeriod>{inner}<Name>X</Name>"
        f"<DayWorking>{works}</DayWorking></Exception>"
    )


@pytest.mark.parametrize(
    ("exception", "days"),
    [
        (_exception("2027-03-01", "2027-03-03", "<Type>1</Type>"), [(3, 1), (3, 2), (3, 3)]),
        (
            _exception("2027-03-01", "2027-03-14", "<Type>6</Type><DaysOfWeek>36</DaysOfWeek>"),
            [(3, 2), (3, 5), (3, 9), (3, 12)],
        ),
        (
            _exception("2027-01-01", "2027-12-31", "<Type>2</Type><Month>4</Month>"
                       "<MonthDay>17</MonthDay>"),
            [(5, 17)],
        ),
        (
            _exception("2027-01-01", "2027-03-31", "<Type>5</Type><MonthItem>4</MonthItem>"
                       "<MonthPosition>0</MonthPosition><Period>1</Period>"),
            [(1, 4), (2, 1), (3, 1)],
        ),
        (
            _exception("2027-01-01", "2027-04-30", "<Type>5</Type><MonthItem>8</MonthItem>"
                       "<MonthPosition>4</MonthPosition><Period>3</Period>"),
            [(1, 29), (4, 30)],
        ),
    ],
)  # fmt: skip
def test_exceptions_of_a_calendar_are_spelled_out(
    tmp_path: Path, exception: str, days: list[tuple[int, int]]
) -> None:
    tasks = [task(1, "A", "2027-03-01", "2027-03-01", 8)]
    path = write_plan(tmp_path / "p.xml", tasks, calendar=f"<Exceptions>{exception}</Exceptions>")
    calendar = read_project(path).calendars[0]
    assert [(day.month, day.day) for day in sorted(calendar.days)] == days
    assert not any(calendar.days.values())


def test_moments_belong_to_the_day_that_is_worked(tmp_path: Path) -> None:
    tasks = [task(1, "A", "2027-03-01", "2027-03-01", 8)]
    week = FileDays(read_project(write_plan(tmp_path / "p.xml", tasks))).of()
    assert week.finish_day(datetime(2027, 3, 1, 8)) == date(2027, 2, 26)
    assert week.finish_day(datetime(2027, 3, 1, 12)) == date(2027, 3, 1)
    assert week.start_day(datetime(2027, 2, 26, 17)) == date(2027, 3, 1)
    assert week.begins_inside(datetime(2027, 3, 1, 13))


@pytest.mark.parametrize(
    ("days", "rule"),
    [
        ([(3, 1), (3, 8), (3, 15)], "FREQ=WEEKLY;COUNT=3"),
        ([(3, 1), (3, 15)], "FREQ=WEEKLY;INTERVAL=2;COUNT=2"),
        ([(3, 3), (4, 3), (5, 3)], "FREQ=MONTHLY;COUNT=3"),
        ([(3, 1), (3, 3), (3, 5)], "FREQ=DAILY;INTERVAL=2;COUNT=3"),
        ([(3, 1), (3, 9), (3, 15)], ""),
        ([(3, 1)], ""),
    ],
)
def test_a_rule_gives_exactly_the_days(days: list[tuple[int, int]], rule: str) -> None:
    assert recurrence([date(2027, month, day) for month, day in days]) == rule


def test_ganttproject_constraints_and_baselines(tmp_path: Path) -> None:
    path = tmp_path / "p.gan"
    path.write_text(
        '<project name="House" version="3"><calendars><day-types><default-week sun="1" mon="0" '
        'tue="0" wed="0" thu="0" fri="0" sat="1"/></day-types>'
        '<date year="" month="3" date="3" type="HOLIDAY"/></calendars><tasks>'
        '<task id="0" name="Dig" start="2027-03-01" duration="3" complete="0" '
        'thirdDate="2027-03-01" thirdDate-constraint="1"/></tasks>'
        '<previous><previous-tasks name="First"><previous-task id="0" start="2027-02-22" '
        'duration="2" meeting="false"/></previous-tasks></previous></project>',
        encoding="utf-8",
    )
    plan = read_project(path)
    dig = plan.tasks[0]
    assert (dig.bound, dig.bound_at) == (Bound.START_NO_EARLIER, datetime(2027, 3, 1, 8))
    assert dig.finish == datetime(2027, 3, 4, 17)  # the third of March is off each year
    assert plan.baseline_names == {0: "First"}
    assert dig.baselines[0].finish == datetime(2027, 2, 23, 17)


def test_tasks_with_one_uid_are_told_apart(tmp_path: Path) -> None:
    twice = [task(1, name, "2027-03-01", "2027-03-01", 8) for name in ("A", "B")]
    plan = read_project(write_plan(tmp_path / "p.xml", twice))
    assert [one.uid for one in plan.tasks] == ["1", "1#2"]
