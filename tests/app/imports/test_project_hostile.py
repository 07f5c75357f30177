"""Project files as they should not be: read as far as they go, told, or refused with a place."""

from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from csdesk.app.commands import workspace
from csdesk.app.error_text import error_text
from csdesk.app.imports.project_files import read_project
from csdesk.app.imports.project_plan import plan_project
from csdesk.app.imports.project_preview import ProjectPreview
from csdesk.data.store import Store
from csdesk.domain.codes import RowKind
from csdesk.domain.errors import UserError
from csdesk.domain.views.project_file import Fault
from csdesk.i18n import Translator
from tests.app.imports.project_xml import after, task, write_plan
from tests.support import make_customer

WORDS = Translator("en")
LEVEL = "<OutlineLevel>{}</OutlineLevel>".format
SMALL = (
    '<?xml version="1.0" encoding="{}"?>\n<Project xmlns="http://schemas.microsoft.com/project">'
    "<Name>计划</Name>\n<Tasks><Task><UID>1</UID><Name>启动会</Name><Start>2027-03-01T08:00:00"
    "</Start><Finish>2027-03-02T17:00:00</Finish></Task></Tasks></Project>"
)


@pytest.fixture
def customer_id(store: Store) -> int:
    workspace.update(store, country="", region="")
    return make_customer(store, owner_id=1).id


def shown(store: Store, customer_id: int, path: Path) -> ProjectPreview:
    return plan_project(store, read_project(path), mode="new", customer_id=customer_id)


def told(preview: ProjectPreview) -> list[str]:
    return [one.text(WORDS) for one in preview.left]


@pytest.mark.parametrize(
    ("named", "written"),
    [
        ("UTF-16", "utf-16"), ("UTF-16", "utf-16-le"), ("UTF-16", "utf-8"), ("GBK", "gbk"),
        ("gb2312", "gb18030"), ("GB18030", "gb18030"), ("Big5", "cp950"), ("UTF-8", "utf-8-sig"),
    ],
)  # fmt: skip
def test_letters_of_any_encoding_are_read(tmp_path: Path, named: str, written: str) -> None:
    text = SMALL.format(named)
    if written == "cp950":
        text = text.replace("计划", "計畫").replace("启动会", "啟動會")
    path = tmp_path / "p.xml"
    path.write_bytes(text.encode(written))
    assert read_project(path).tasks[0].name in ("启动会", "啟動會")


def test_a_blank_line_first_and_a_prefix_do_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "p.xml"
    text = SMALL.format("UTF-8").replace("xmlns=", "xmlns:p=")
    for tag in ("Project", "Tasks", "Task"):
        text = text.replace(f"<{tag}>", f"<p:{tag}>").replace(f"</{tag}>", f"</p:{tag}>")
    text = text.replace("<Project ", "<p:Project ")
    path.write_text(f"\n  {text}", encoding="utf-8")
    assert len(read_project(path).tasks) == 1


@pytest.mark.parametrize(
    ("content", "code", "said"),
    [
        (SMALL.format("UTF-8").encode("gbk"), "project_file_letters", "UTF-8, but line 2"),
        (SMALL.format("Big5").encode("utf-8"), "project_file_letters", "line 2"),
        (SMALL.format("klingon").encode(), "project_file_encoding", "“klingon”"),
        (SMALL.format("UTF-8").encode()[:180], "project_file_cut", "middle of line 3"),
        (SMALL.format("UTF-8").replace("启动会", "R&D").encode(), "project_file_not_xml",
         "line 3, column 35"),
        (b"MPX,Microsoft Project for Windows,4.0\n", "project_file_not_xml", "line 1, column 1"),
        (b"PK\x03\x04" + bytes(200), "project_file_packed", "spreadsheet"),
        (b"<!DOCTYPE html><html><body>Log in</body></html>", "project_file_kind", "html"),
        (b'<project mrproject-version="2"><tasks><task id="1" name="A"/></tasks></project>',
         "project_file_kind", "project"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_and_where(
    tmp_path: Path, content: bytes, code: str, said: str
) -> None:
    path = tmp_path / "plan.xml"
    path.write_bytes(content)
    with pytest.raises(UserError) as refused:
        read_project(path)
    assert refused.value.code == code
    sentence = error_text(refused.value, WORDS)
    assert said in sentence
    assert sentence.startswith("plan.xml")


def test_a_file_of_millions_of_empty_elements_is_not_taken_into_memory(tmp_path: Path) -> None:
    path = tmp_path / "plan.xml"
    path.write_bytes(b"<Project><Tasks>" + b"<a/>" * 8_000_000 + b"</Tasks></Project>")
    begun = perf_counter()
    with pytest.raises(UserError) as refused:
        read_project(path)
    assert refused.value.code == "project_file_too_large"
    assert perf_counter() - begun < 2


BARE = "<Task>{}<Name>{}</Name><Start>{}</Start><Finish>{}</Finish>{}</Task>".format


@pytest.mark.parametrize(
    ("tasks", "fault", "name", "value"),
    [
        ([BARE("<ID>2</ID>", "A", "2027-03-01", "2027-03-02", "")], Fault.NO_UID, "A", "id2"),
        ([task(1, n, "2027-03-01", "2027-03-02", 16) for n in "AB"], Fault.SAME_UID, "B", "1"),
        ([task(1, "A", "2027-03-01", "2027-03-02", 16, "<CalendarUID>77</CalendarUID>")],
         Fault.NO_CALENDAR, "A", "77"),
        ([task(1, "A", "2027-03-01", "2027-03-02", -16)], Fault.BAD_VALUE, "A",
         "Duration PT-16H0M0S"),
        ([task(1, "A", "2027-03-01", "2027-03-02", 16, "<PercentComplete>x</PercentComplete>")],
         Fault.BAD_VALUE, "A", "PercentComplete x"),
        ([task(1, "A", "2027-03-01", "2027-03-02", 16, "<ConstraintType>12</ConstraintType>")],
         Fault.BAD_VALUE, "A", "ConstraintType 12"),
        ([task(1, "A", "2027-03-01", "2027-03-02", 16),
          task(2, "B", "2027-03-01", "2027-03-02", 16, after(1, 9))],
         Fault.BAD_VALUE, "B", "Type 9"),
        ([task(1, "A", "2027-03-01", "2027-03-02", 16, "<StartText>in June</StartText>")],
         Fault.BAD_VALUE, "A", "in June"),
        ([task(1, "A", "1940-03-01", "2027-03-02", 16)], Fault.BAD_DATE, "A",
         "1940-03-01T08:00:00"),
        ([task(1, "A", "2027-03-01", "2027-03-02", 16, "<Priority>900</Priority>")],
         Fault.PRIORITY, "", ""),
        ([task(1, "A", "2027-03-01", "2027-03-02", 16, "<Work>PT40H0M0S</Work>")],
         Fault.WORK, "", ""),
        ([task(1, "A", "2027-03-01", "2027-03-02", 16,
               "<HyperlinkAddress>http://x</HyperlinkAddress>")], Fault.WEB_LINKS, "", ""),
    ],
)  # fmt: skip
def test_nothing_is_dropped_without_a_word(
    tmp_path: Path, tasks: list[str], fault: Fault, name: str, value: str
) -> None:
    plan = read_project(write_plan(tmp_path / "p.xml", tasks))
    assert len(plan.tasks) == len(tasks)
    assert (fault, name, value) in [(one.fault, one.name, one.value) for one in plan.faults]


def test_a_plan_whose_calendar_is_missing_takes_the_first(tmp_path: Path) -> None:
    path = write_plan(
        tmp_path / "p.xml", [task(1, "A", "2027-03-01", "2027-03-02", 16)],
        head="<Name>P</Name><CalendarUID>9</CalendarUID>",
    )  # fmt: skip
    plan = read_project(path)
    assert plan.calendar_uid == "1"
    assert [(one.fault, one.name, one.value) for one in plan.faults] == [
        (Fault.NO_OWN_CALENDAR, "Standard", "9")
    ]


@pytest.mark.parametrize(
    ("levels", "depths"),
    [((0, 1, 0), [1, 2, 1]), ((-3, 7, 2), [1, 7, 2]), ((1, 1, 2), [1, 1, 2])],
)
def test_levels_of_every_kind_keep_their_rows(
    tmp_path: Path, levels: tuple[int, ...], depths: list[int]
) -> None:
    tasks = [
        task(number, "ABC"[number], "2027-03-01", "2027-03-02", 16, LEVEL(level))
        for number, level in enumerate(levels)
    ]
    plan = read_project(write_plan(tmp_path / "p.xml", tasks))
    assert [(one.name, one.level) for one in plan.tasks] == list(zip("ABC", depths, strict=True))


def test_days_without_a_time_are_whole_and_a_milestone_needs_no_mark(
    store: Store, customer_id: int, tmp_path: Path
) -> None:
    moment = "2027-03-03T17:00:00"
    preview = shown(store, customer_id, write_plan(tmp_path / "p.xml", [
        BARE("<UID>1</UID>", "A", "2027-03-01", "2027-03-03", ""),
        BARE("<UID>2</UID>", "Gate", moment, moment, ""),
    ]))  # fmt: skip
    work, gate = (one.row for one in preview.rows)
    assert (work.start, work.target, work.duration) == (date(2027, 3, 1), date(2027, 3, 3), 3)
    assert gate.kind is RowKind.MILESTONE
    assert told(preview) == []


def test_what_contradicts_itself_is_told(store: Store, customer_id: int, tmp_path: Path) -> None:
    people = "<Resource><UID>1</UID><Name>Jo</Name><Type>1</Type></Resource>"
    work = "<Assignment><TaskUID>2</TaskUID><ResourceUID>1</ResourceUID></Assignment>"
    tasks = [
        task(1, "Back", "2027-03-10", "2027-03-01", 8, after(1)),
        task(2, "Phase", "2027-03-01", "2027-03-30", 176, "<Manual>1</Manual>"),
        task(3, "In it", "2027-03-01", "2027-03-02", 16, LEVEL(2)),
    ]
    path = write_plan(tmp_path / "p.xml", tasks, resources=people, assignments=work)
    preview = shown(store, customer_id, path)
    assert told(preview) == [
        (
            "“Back” ends before it begins by the file (10 Mar 2027 – 1 Mar 2027); it takes its "
            "first day."
        ),
        "“Phase” holds other rows; in its internal note: Jo.",
        "“Phase” has dates set by hand in the file; here they are those of the rows it holds.",
        "A link of “Back” to itself is left out.",
    ]
    assert preview.rows[1].row.internal_note == "Also assigned: Jo"


def test_what_has_not_come_or_is_no_half_is_told(
    store: Store, customer_id: int, tmp_path: Path
) -> None:
    moment = "2027-03-03T17:00:00"
    preview = shown(store, customer_id, write_plan(tmp_path / "p.xml", [
        task(1, "A", "2027-03-01", "2027-03-02", 16, "<PercentComplete>10</PercentComplete>"
             "<ActualStart>2027-03-01T08:00:00</ActualStart>"),
        task(2, "Gate", moment, moment, 0, "<PercentComplete>50</PercentComplete>"),
        task(3, "B", "2027-03-01", "2027-03-02", 16, "<ConstraintType>4</ConstraintType>"),
    ]))  # fmt: skip
    assert told(preview) == [
        "“B”: “ConstraintType 4” cannot be read and is left out.",
        "“A” began on 1 Mar 2027 by the file, which has not come yet.",
        "“Gate” is a milestone, reached or not; the 50% of the file are left out.",
    ]


def test_every_circle_is_cut_with_or_without_dates(
    store: Store, customer_id: int, tmp_path: Path
) -> None:
    undated = "<Task><UID>{}</UID><Name>T{}</Name><Duration>PT8H0M0S</Duration>{}</Task>".format
    pairs = [(2 * n + m + 1, 2 * n + 2 - m) for n in range(100) for m in range(2)]
    path = write_plan(tmp_path / "p.xml", [undated(a, a, after(b)) for a, b in pairs])
    preview = shown(store, customer_id, path)
    assert len(preview.links) == 100
    assert sum(one.kind == "link_cycle" for one in preview.left) == 100


NEW_YEAR = (
    "<Exceptions><Exception><TimePeriod><FromDate>1984-01-01T00:00:00</FromDate>"
    "<ToDate>2049-12-31T23:59:00</ToDate></TimePeriod><Name>Day</Name>{}"
    "<DayWorking>0</DayWorking></Exception></Exceptions>"
).format


@pytest.mark.parametrize(
    "kind",
    [
        "<Type>2</Type><Month>2</Month><MonthDay>2</MonthDay>",
        "<Type>4</Type><Period>1</Period><MonthDay>2</MonthDay>",
        "<Type>6</Type><Period>1</Period><DaysOfWeek>4</DaysOfWeek>",
    ],
)
def test_holidays_that_come_since_long_ago_are_known_in_the_plans_years(
    tmp_path: Path, kind: str
) -> None:
    tasks = [task(1, "A", "2027-03-01", "2027-03-03", 16)]
    path = write_plan(tmp_path / "p.xml", tasks, calendar=NEW_YEAR(kind))
    assert date(2027, 3, 2) in read_project(path).calendars[0].days


NIGHTS: dict[int, list[tuple[str, str]]] = {
    2: [("23:00", "00:00")],
    **{day: [("00:00", "03:00"), ("04:00", "08:00"), ("23:00", "00:00")] for day in range(3, 7)},
    7: [("00:00", "03:00"), ("04:00", "08:00")],
}


def _hours(spans: list[tuple[str, str]]) -> str:
    return "".join(
        f"<WorkingTime><FromTime>{a}:00</FromTime><ToTime>{b}:00</ToTime></WorkingTime>"
        for a, b in spans
    )


def test_a_night_shift_belongs_to_the_day_on_which_it_begins(
    store: Store, customer_id: int, tmp_path: Path
) -> None:
    """The calendar “Night Shift” as MS Project ships it."""
    tasks = [
        task(1, "A", "2027-03-01T23:00:00", "2027-03-02T08:00:00", 8),
        task(2, "B", "2027-03-02T23:00:00", "2027-03-04T08:00:00", 16, after(1)),
        task(3, "C", "2027-03-04T23:00:00", "2027-03-06T08:00:00", 16, after(2)),
        task(4, "Gate", "2027-03-06T08:00:00", "2027-03-06T08:00:00", 0, after(3)),
        task(5, "D", "2027-03-08T23:00:00", "2027-03-09T08:00:00", 8, after(4)),
    ]
    week = "".join(
        f"<WeekDay><DayType>{day}</DayType><DayWorking>{int(day in NIGHTS)}</DayWorking>"
        f"<WorkingTimes>{_hours(NIGHTS.get(day, []))}</WorkingTimes></WeekDay>"
        for day in range(1, 8)
    )
    path = tmp_path / "p.xml"
    path.write_text(
        '<Project xmlns="http://schemas.microsoft.com/project"><CalendarUID>1</CalendarUID>'
        f"<Calendars><Calendar><UID>1</UID><WeekDays>{week}</WeekDays></Calendar></Calendars>"
        f"<Tasks>{''.join(tasks)}</Tasks></Project>",
        encoding="utf-8",
    )
    preview = shown(store, customer_id, path)
    assert preview.moved == 0
    assert told(preview) == []
    assert [(one.row.start, one.row.target) for one in preview.rows] == [
        (date(2027, 3, first), date(2027, 3, last))
        for first, last in ((1, 1), (2, 3), (4, 5), (5, 5), (8, 8))
    ]


def _gan(path: Path, tasks: str) -> Any:
    path.write_text(f'<project name="G"><tasks>{tasks}</tasks></project>', encoding="utf-8")
    return read_project(path)


def test_a_ganttproject_file_with_slips_is_read_and_told(tmp_path: Path) -> None:
    plan = _gan(
        tmp_path / "p.gan",
        '<task id="1" name="Far" start="9999-12-30" duration="5"/>'
        '<task id="2" name="Minus" start="2027-03-01" duration="-5"><depend id="1" type="9"/>'
        '<customproperty taskproperty-id="x" value="y"/></task>',
    )
    assert [(one.start is None, one.minutes) for one in plan.tasks] == [(True, 2400), (False, 480)]
    assert [(one.fault, one.name, one.value) for one in plan.faults] == [
        (Fault.BAD_DATE, "Far", "9999-12-30"),
        (Fault.BAD_VALUE, "Minus", "duration -5"),
        (Fault.BAD_VALUE, "Minus", "type 9"),
        (Fault.CUSTOM_FIELDS, "", ""),
    ]


def test_a_large_plan_is_compared_in_seconds(
    store: Store, customer_id: int, tmp_path: Path
) -> None:
    """An update of n rows took n x n steps."""
    from csdesk.app.commands.project_import import apply

    tasks = [
        task(n, f"任务 {n}", "2027-03-01", "2027-03-02", 16, LEVEL(1 + bool(n % 20)))
        for n in range(20, 6020)
    ]
    file = read_project(write_plan(tmp_path / "p.xml", tasks))
    preview = plan_project(store, file, mode="new", customer_id=customer_id)
    made = apply(store, preview=preview)
    assert made.project is not None
    begun = perf_counter()
    first = plan_project(store, file, mode="new", customer_id=customer_id)
    once = perf_counter() - begun
    begun = perf_counter()
    again = plan_project(store, file, mode="update", project_id=made.project.id)
    assert (again.writes, len(first.rows)) == (0, 6000)
    assert perf_counter() - begun < 4 * once + 0.5
