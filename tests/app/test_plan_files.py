"""A plan that leaves a real workspace: only visible rows, checked, logged, refused when empty."""

import hashlib
from datetime import date, time, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pypdfium2
import pytest
from defusedxml import ElementTree
from icalendar import Calendar
from PIL import Image

from csdesk.app.commands import customers
from csdesk.app.documents.leaving import put_again, write_draft
from csdesk.app.documents.make import put_made
from csdesk.app.documents.preview import look_through, make_preview, preview_again, preview_pages
from csdesk.app.documents.spec import Ask
from csdesk.app.plan_files import PLAN_ENDINGS, PlanAsk, export_plan
from csdesk.app.queries.document_log import document_log
from csdesk.app.queries.plan_document import plan_source
from csdesk.domain.codes import (
    DispatchWay,
    DocumentKind,
    Language,
    MeetingStatus,
    RowKind,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import Baseline, Customer, DocumentLog, Meeting, PlanRow, Project
from csdesk.domain.views.plan import Paper
from csdesk.layout.from_view import chart_of_view
from tests.app.conftest import Desk
from tests.support import TODAY, add_row

PICTURES = (".pdf", ".png", ".svg")


def ask(desk: Desk, out: Path, **more: object) -> PlanAsk:
    fields: dict[str, object] = {"project_id": desk.ids.project, "out": out, "today": TODAY}
    return PlanAsk(**{**fields, **more})  # type: ignore[arg-type]


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def rows_of(desk: Desk) -> list[PlanRow]:
    with desk.store.read() as reader:
        return reader.find(PlanRow, project_id=desk.ids.project)


def hide(desk: Desk, row_id: int, title: str) -> None:
    with desk.store.write("plan.edit", customer_id=desk.ids.customer) as unit:
        unit.update(PlanRow, row_id, visibility=Visibility.INTERNAL, title=title)


def an_item(desk: Desk) -> PlanRow:
    """Return a dated item that the customer sees."""
    with desk.store.read() as reader:
        view = plan_source(reader, desk.ids.project, TODAY).view
    seen = {line.key for line in view.lines if line.kind is RowKind.ITEM and line.start}
    return next(row for row in rows_of(desk) if row.id in seen)


@pytest.mark.parametrize("ending", PICTURES)
def test_each_ending_gives_its_kind_logged_with_its_hash(
    desk: Desk, tmp_path: Path, ending: str
) -> None:
    result = export_plan(desk.store, ask(desk, tmp_path / f"plan{ending}"))
    content = result.path.read_bytes()
    starts = {".pdf": b"%PDF", ".png": b"\x89PNG", ".svg": b"<?xml"}
    assert content.startswith(starts[ending])
    with desk.store.read() as reader:
        (log,) = reader.find(DocumentLog, kind=DocumentKind.PLAN)
    assert log.sha256 == hashlib.sha256(content).hexdigest()
    assert (log.number, log.project_id, log.as_of) == (1, desk.ids.project, TODAY)
    assert export_plan(desk.store, ask(desk, tmp_path)).path.name.endswith(
        "_plan_v2_2026-11-20.pdf"
    )


def test_pictures_can_be_opened(desk: Desk, tmp_path: Path) -> None:
    export_plan(desk.store, ask(desk, tmp_path / "plan.png"))
    with Image.open(tmp_path / "plan.png") as image:
        image.load()
        assert image.size[0] > 1000
    export_plan(desk.store, ask(desk, tmp_path / "plan.svg"))
    assert ElementTree.fromstring((tmp_path / "plan.svg").read_bytes()).tag.endswith("svg")


def test_hidden_rows_their_links_and_their_dates_stay_here(desk: Desk, tmp_path: Path) -> None:
    row = an_item(desk)
    hide(desk, row.id, "Margin talk with the board, kept among ourselves")
    with desk.store.read() as reader:
        view = plan_source(reader, desk.ids.project, TODAY).view
    keys = {line.key for line in view.lines}
    assert row.id not in keys
    assert all({link.before, link.after} <= keys for link in view.links)
    export_plan(desk.store, ask(desk, tmp_path / "plan.pdf"))
    assert "Margin talk" not in text_of(tmp_path / "plan.pdf")
    assert "Internal" not in text_of(tmp_path / "plan.pdf")


def test_a_phase_spans_only_what_the_reader_sees(desk: Desk) -> None:
    near, far = TODAY + timedelta(7), TODAY + timedelta(200)
    with desk.store.write("plan.edit", customer_id=desk.ids.customer) as unit:
        project = unit.get(Project, desk.ids.project)
        phase = add_row(unit, project, "Handover", kind=RowKind.PHASE, position=99)
        for title, day, visibility in (
            ("Seen", near, Visibility.CUSTOMER),
            ("Ours", far, Visibility.INTERNAL),
        ):
            add_row(unit, project, title, parent_id=phase.id, visibility=visibility,
                    start=day, target=day)  # fmt: skip
    with desk.store.read() as reader:
        seen = plan_source(reader, desk.ids.project, TODAY).view.by_key()[phase.id]
        ours = plan_source(reader, desk.ids.project, TODAY, internal=True).view.by_key()[phase.id]
    assert seen.finish is not None
    assert ours.finish is not None
    assert near <= seen.finish < far <= ours.finish


def test_an_internal_copy_is_asked_for_and_says_so(desk: Desk, tmp_path: Path) -> None:
    hide(desk, an_item(desk).id, "Margin talk with the board, kept among ourselves")
    result = export_plan(desk.store, ask(desk, tmp_path, internal=True, language="en"))
    assert "_plan-internal_v1_" in result.path.name
    text = text_of(result.path)
    assert "Margin talk with the board" in text
    assert "Internal copy: it shows rows that the customer does not see." in text
    with pytest.raises(UserError) as refusal:
        export_plan(desk.store, ask(desk, tmp_path / "plan.ics", internal=True))
    assert refusal.value.code == "calendar_internal"


@pytest.mark.parametrize("ending", PICTURES)
def test_the_gate_stops_another_customers_name(desk: Desk, tmp_path: Path, ending: str) -> None:
    with desk.store.write("plan.edit", customer_id=desk.ids.customer) as unit:
        unit.update(Customer, desk.ids.other, name="Zephyr Mills")
        unit.update(PlanRow, an_item(desk).id, title="Same as for Zephyr Mills")
    path = tmp_path / f"plan{ending}"
    with pytest.raises(UserError) as refusal:
        export_plan(desk.store, ask(desk, path))
    assert refusal.value.code == "leak_name"
    assert not path.exists()
    released = ask(desk, path, released=("Zephyr Mills",))
    assert export_plan(desk.store, released).path.exists()


def test_a_range_keeps_the_rows_that_touch_it_and_their_phases(desk: Desk, tmp_path: Path) -> None:
    item = an_item(desk)
    with desk.store.read() as reader:
        whole = plan_source(reader, desk.ids.project, TODAY).view
        line = whole.by_key()[item.id]
        part = plan_source(reader, desk.ids.project, TODAY, first=line.start, last=line.finish).view
    assert item.id in {one.key for one in part.lines}
    assert item.parent_id is None or item.parent_id in {one.key for one in part.lines}
    assert len(part.lines) + part.left_out == len(whole.lines)
    assert line.finish
    assert whole.finish
    assert line.finish < whole.finish, "the range ends before the plan does"
    assert (part.finish, part.slip) == (whole.finish, whole.slip), "and does not say otherwise"
    for one in part.lines:
        if not one.kind.is_summary:
            assert one.finish
            assert one.finish >= line.start  # type: ignore[operator]
    far = TODAY + timedelta(4000)
    with pytest.raises(UserError) as refusal:
        export_plan(desk.store, ask(desk, tmp_path / "plan.pdf", first=far, last=far))
    assert refusal.value.code == "plan_empty"
    ends_first = ask(desk, tmp_path / "plan.pdf", first=TODAY, last=TODAY - timedelta(1))
    with pytest.raises(UserError) as refusal:
        export_plan(desk.store, ends_first)
    assert refusal.value.code == "plan_range"


def test_what_cannot_be_drawn_is_refused_in_a_sentence(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write("project.add", customer_id=desk.ids.customer) as unit:
        bare = unit.add(
            Project(uid="bare", customer_id=desk.ids.customer, code="BARE", name="", start=TODAY)
        )
    for ending in PICTURES:
        with pytest.raises(UserError) as refusal:
            export_plan(desk.store, ask(desk, tmp_path / f"p{ending}", project_id=bare.id))
        assert refusal.value.code == "plan_empty"
    with desk.store.write("plan.edit", customer_id=desk.ids.customer) as unit:
        unit.update(PlanRow, an_item(desk).id, deadline=date(9999, 12, 31))
    with pytest.raises(UserError) as refusal:
        export_plan(desk.store, ask(desk, tmp_path / "plan.pdf"))
    assert refusal.value.code == "plan_too_long"
    with pytest.raises(UserError) as refusal:
        export_plan(desk.store, ask(desk, tmp_path / "plan.docx"))
    assert refusal.value.code == "plan_ending"
    assert set(PICTURES) | {".ics"} <= set(PLAN_ENDINGS)


def test_calendar_has_visible_milestones_and_meetings_at_their_hour(
    desk: Desk, tmp_path: Path
) -> None:
    shown = next(row for row in rows_of(desk) if row.kind.value == "milestone")
    with desk.store.write("meeting.edit", customer_id=desk.ids.customer) as unit:
        meeting = unit.add(
            Meeting(uid="m-77", customer_id=desk.ids.customer, project_id=desk.ids.project,
                    title="Review", day=TODAY + timedelta(7), at=time(10), minutes=45,
                    timezone="Europe/London", status=MeetingStatus.PLANNED)
        )  # fmt: skip
    result = export_plan(desk.store, ask(desk, tmp_path / "plan.ics"))
    read = Calendar.from_ical(result.path.read_bytes())
    events = {str(event["UID"]): event for event in read.walk("VEVENT")}
    review = events[f"{meeting.uid}@csdesk"]
    assert review.decoded("DTSTART").hour == 10
    assert (review.decoded("DTEND") - review.decoded("DTSTART")) == timedelta(minutes=45)
    assert f"{shown.uid}@csdesk" in events
    hide(desk, shown.id, shown.title)
    hidden = export_plan(desk.store, ask(desk, tmp_path / "later.ics"))
    again = Calendar.from_ical(hidden.path.read_bytes())
    assert f"{shown.uid}@csdesk" not in {str(event["UID"]) for event in again.walk("VEVENT")}


def test_a_row_that_repeats_is_marked_on_each_of_its_days(desk: Desk) -> None:
    item = an_item(desk)
    with desk.store.write("plan.edit", customer_id=desk.ids.customer) as unit:
        start = item.start or TODAY
        unit.update(PlanRow, item.id, start=start, target=start + timedelta(28),
                    repeats="FREQ=WEEKLY;COUNT=4")  # fmt: skip
    with desk.store.read() as reader:
        view = plan_source(reader, desk.ids.project, TODAY).view
    days = view.by_key()[item.id].days
    assert len(days) == 4
    row = next(one for one in chart_of_view(view).rows if one.row_id == item.id)
    assert row.days == tuple(day.toordinal() for day in days)


def test_the_plan_follows_the_language_asked_for(desk: Desk, tmp_path: Path) -> None:
    export_plan(desk.store, ask(desk, tmp_path / "plan.pdf", language=Language.ZH_TW.value))
    assert "專案計畫" in text_of(tmp_path / "plan.pdf")


def test_a_calendar_does_not_miss_a_baseline(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write("plan.edit", customer_id=desk.ids.customer) as unit:
        for baseline in unit.find(Baseline, project_id=desk.ids.project):
            unit.delete(Baseline, baseline.id)
    calendar = export_plan(desk.store, ask(desk, tmp_path / "plan.ics"))
    assert calendar.left_out == []
    paper = export_plan(desk.store, ask(desk, tmp_path / "plan.pdf"))
    assert [remark.message for remark in paper.left_out] == ["baseline"]


@pytest.mark.parametrize("ending", PICTURES)
def test_a_plan_that_left_is_made_again_as_it_was(desk: Desk, tmp_path: Path, ending: str) -> None:
    first, last = TODAY - timedelta(60), TODAY + timedelta(60)
    asked = ask(desk, tmp_path / f"Their plan{ending}", paper=Paper.A3, first=first, last=last)
    left = export_plan(desk.store, asked).path.read_bytes()
    (logged,) = document_log(desk.store, kind=DocumentKind.PLAN)
    assert logged.can_be_made_again
    with desk.store.write("plan.edit", customer_id=desk.ids.customer) as unit:
        unit.update(PlanRow, an_item(desk).id, title="Another title by now")
    again = preview_again(desk.store, logged.id)
    assert again.made.content == left
    assert not again.differs
    assert again.stands_in == (ending != ".pdf")
    assert again.shown.startswith(b"%PDF")
    (page,) = preview_pages(again, [0], 1.0)
    assert len(set(page.pixels)) > 20, "a page of one colour"
    path = put_again(desk.store, logged.id, again.made, tmp_path / f"again{ending}")
    assert path.read_bytes() == left
    draft = write_draft(
        desk.store, again.made, document_id=logged.id, file=path, recipients=[("A", "a@b.example")]
    )
    (part,) = message_from_bytes(draft.read_bytes(), policy=default).iter_attachments()
    assert part.get_payload(decode=True) == left
    (now,) = document_log(desk.store, kind=DocumentKind.PLAN)
    assert [one.way for one in now.sent] == [
        DispatchWay.DRAFTED, DispatchWay.SAVED, DispatchWay.SAVED,
    ]  # fmt: skip


@pytest.mark.parametrize("ending", [one[1:] for one in PICTURES])
def test_a_plan_is_looked_at_before_it_leaves(desk: Desk, tmp_path: Path, ending: str) -> None:
    row = an_item(desk)
    customers.create(desk.store, name="Old Street Tea")
    with desk.store.write("plan.edit", customer_id=desk.ids.customer) as unit:
        unit.update(PlanRow, row.id, title="Do as Old Street Tea does")
    wanted = Ask(
        kind=DocumentKind.PLAN, today=TODAY, customer_id=desk.ids.customer,
        project_id=desk.ids.project, ending=ending,
    )  # fmt: skip
    preview = make_preview(desk.store, wanted)
    (finding, *_) = look_through(desk.store, preview.made).stopped
    assert (finding.is_note, finding.name) == (False, "Old Street Tea")
    with pytest.raises(UserError, match="names another customer"):
        put_made(desk.store, preview.made, tmp_path)
    assert [*tmp_path.glob(f"*.{ending}")] == []
    result = put_made(desk.store, preview.made, tmp_path, released=["Old Street Tea"])
    assert result.path.read_bytes() == preview.made.content
    plain = export_plan(
        desk.store, ask(desk, tmp_path / f"b.{ending}", released=("Old Street Tea",))
    )
    assert len(plain.warnings) == len(preview.made.warnings)
    with pytest.raises(UserError, match="names another customer"):
        put_again(desk.store, result.document_id, preview.made, tmp_path / f"c.{ending}")


def test_what_of_a_plan_is_not_made_again(desk: Desk, tmp_path: Path) -> None:
    with desk.store.write("meet", customer_id=desk.ids.customer) as unit:
        unit.add(Meeting(uid="m", customer_id=desk.ids.customer, day=TODAY + timedelta(3)))
    for ending in (".ics", ".xml"):
        export_plan(desk.store, ask(desk, tmp_path / f"plan{ending}"))
        logged = document_log(desk.store, kind=DocumentKind.PLAN)[0]
        assert not logged.can_be_made_again
        with pytest.raises(UserError) as caught:
            preview_again(desk.store, logged.id)
        assert caught.value.code == "document_no_again"
    export_plan(desk.store, ask(desk, tmp_path / "ours.pdf", internal=True))
    with pytest.raises(UserError) as caught:
        preview_again(desk.store, document_log(desk.store)[0].id)
    assert caught.value.code == "plan_internal"
