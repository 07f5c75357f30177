"""What a status report tells from week to week: each thing once; what the path back gives."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from csdesk.app.commands import items, projects
from csdesk.app.demo import Demo
from csdesk.app.documents.make import export_document
from csdesk.app.queries.status_report import status_source
from csdesk.data.store import Store
from csdesk.domain.codes import DocumentKind, Language, Rag, Side, Status, Visibility
from csdesk.domain.records import DocumentLog, PlanRow
from csdesk.domain.views.status import StatusView
from csdesk.i18n import Translator
from csdesk.reports.words.status import path_result
from tests.app.world import World, build_world
from tests.data.test_migration_holds import Days
from tests.demo import open_demo
from tests.support import TODAY

DEMO_DAY = date(2026, 11, 20)


@dataclass(frozen=True, slots=True)
class Week:
    """A project whose reports are written as days go by."""

    store: Store
    clock: Days
    ids: World
    folder: Path

    def report(self) -> StatusView:
        today = self.clock.day
        with self.store.read() as reader:
            view = status_source(reader, self.ids.project, today).view
        name = self.folder / f"{view.number}.pdf"
        export_document(
            self.store, DocumentKind.STATUS, project_id=self.ids.project, out=name, today=today
        )
        return view

    def done(self) -> set[str]:
        return {item.code for item in self.report().done}

    def finish(self, name: str, on: date) -> str:
        row, *_ = items.update(
            self.store, row_ids=[self.ids.row[name]], status=Status.DONE, actual_finish=on
        )
        return f"A{row.number}"


@pytest.fixture
def week(tmp_path: Path) -> Iterator[Week]:
    path = tmp_path / "w.csdesk"
    ids = build_world(path)
    clock = Days()
    store = Store.open(path, clock=clock, backups=False)
    yield Week(store, clock, ids, tmp_path)
    store.close()


def text_of(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def test_each_thing_that_is_done_is_told_once(week: Week) -> None:
    first = week.finish("users", TODAY)
    assert first in week.done()
    assert "Done since the start" in text_of(week.folder / "1.pdf")
    same_day = week.finish("configure", TODAY)  # after the report had left
    week.clock.go(7)
    back_dated = week.finish("data", TODAY - timedelta(3))
    assert week.done() == {same_day, back_dated}
    assert "Done since 20 November" in text_of(week.folder / "2.pdf")
    week.clock.go(7)
    assert week.done() == set()
    assert "Nothing was finished in this time." in text_of(week.folder / "3.pdf")


def test_a_report_made_again_on_its_day_tells_the_same(week: Week) -> None:
    week.finish("users", TODAY)
    told = week.done()
    assert week.done() == told != set()


def test_what_was_opened_again_is_told_again(week: Week) -> None:
    code = week.finish("users", TODAY)
    week.report()
    week.clock.go(7)
    items.update(week.store, row_ids=[week.ids.row["users"]], status=Status.IN_PROGRESS)
    assert code not in week.done()
    week.clock.go(7)
    week.finish("users", week.clock.day)
    assert code in week.done()


def test_a_row_shown_to_them_later_is_told_then(week: Week) -> None:
    code = week.finish("users", TODAY)
    items.update(week.store, row_ids=[week.ids.row["users"]], visibility=Visibility.INTERNAL)
    assert code not in week.done()
    week.clock.go(7)
    items.update(week.store, row_ids=[week.ids.row["users"]], visibility=Visibility.CUSTOMER)
    assert code in week.done()


def test_a_report_that_froze_no_rows_is_compared_by_its_date(week: Week) -> None:
    before = week.finish("users", TODAY - timedelta(1))
    with week.store.write("export.status", undoable=False) as unit:
        unit.add(
            DocumentLog(
                customer_id=week.ids.customer, project_id=week.ids.project, number=1,
                kind=DocumentKind.STATUS, language=Language.EN, file_name="s.pdf",
                made_at=week.clock.now(), as_of=TODAY, snapshot={"view": {}, "released": []},
            )
        )  # fmt: skip
    week.clock.go(7)
    after = week.finish("configure", week.clock.day)
    found = week.done()
    assert after in found
    assert before not in found


def test_days_on_hold_stand_at_the_window(week: Week) -> None:
    projects.hold(week.store, project_id=week.ids.project, reason="Season")
    week.clock.go(4)
    projects.resume(week.store, project_id=week.ids.project)
    view = week.report()
    assert view.window is not None
    assert view.window.hold_days == 4
    assert "4 days on hold included" in text_of(week.folder / "1.pdf")


# --- the path back to green --------------------------------------------------------------------


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Demo]]:
    store, built = open_demo(tmp_path_factory.mktemp("demo"), DEMO_DAY)
    yield store, built
    store.close()


def view_of(demo: tuple[Store, Demo], place: int) -> StatusView:
    store, built = demo
    with store.read() as reader:
        project_id = built.projects[built.customers[place]]
        return status_source(reader, project_id, DEMO_DAY, Language.EN).view


@pytest.mark.parametrize("place", [0, 1])
def test_amber_and_red_say_what_the_path_gives(
    demo: tuple[Store, Demo], place: int, tmp_path: Path
) -> None:
    store, built = demo
    view = view_of(demo, place)
    rag = view.rag
    assert rag.rag is (Rag.AMBER, Rag.RED)[place]
    assert rag.ends_now is not None
    assert rag.ends_after is not None
    assert rag.ends_after < rag.ends_now
    out = tmp_path / "s.pdf"
    project_id = built.projects[built.customers[place]]
    export_document(
        store, DocumentKind.STATUS, project_id=project_id, out=out, today=DEMO_DAY, language="en"
    )
    assert "Acceptance then moves from" in text_of(out)
    last = next(line for line in view.milestones if line.kind == "acceptance")
    assert rag.ends_now == last.forecast


def test_the_lists_ask_for_the_days_of_the_path(demo: tuple[Store, Demo]) -> None:
    view = view_of(demo, 0)
    path = {step.about.code: step.by for step in view.rag.path}
    asks = {item.code: item.day for ask in view.asks for item in ask.items}
    ours = {item.code: item.day for item in view.upcoming}
    assert path == {"A9": date(2026, 11, 23), "A15": date(2026, 11, 27)}
    assert (asks["A9"], ours["A15"]) == (path["A9"], path["A15"])
    assert asks["A16"] == date(2026, 12, 2)  # it waits for the import: its promise cannot hold
    assert asks["A14"] == DEMO_DAY


def test_what_is_needed_first_is_asked_first(demo: tuple[Store, Demo]) -> None:
    for place in (0, 1):
        for ask in view_of(demo, place).asks:
            days = [item.day or date.max for item in ask.items]
            assert days == sorted(days)
    (first, *_) = view_of(demo, 1).asks[0].items
    assert first.code == "A10"


@pytest.mark.parametrize("language", list(Language))
def test_nothing_is_said_when_nothing_moves(demo: tuple[Store, Demo], language: Language) -> None:
    view = view_of(demo, 0)
    tr = Translator(language.value)
    assert path_result(view, tr)
    same = replace(view, rag=replace(view.rag, ends_after=view.rag.ends_now))
    later = replace(view, rag=replace(view.rag, ends_after=date(2027, 6, 1)))
    assert path_result(same, tr) == path_result(later, tr) == ""


def test_an_internal_step_has_no_name_and_counts_all_the_same(week: Week) -> None:
    canary = "Canary step"
    with week.store.write("items.update") as unit:
        row = unit.get(PlanRow, week.ids.row["users"])
        unit.update(
            PlanRow, row.id, title=canary, visibility=Visibility.INTERNAL, side=Side.US,
            status=Status.IN_PROGRESS, start=date(2026, 11, 3), actual_start=date(2026, 11, 3),
            target=date(2026, 11, 6), duration=30, progress=10,
        )  # fmt: skip
    view = week.report()
    assert view.rag.rag in (Rag.AMBER, Rag.RED)
    steps = [step for step in view.rag.path if step.about.ours]
    assert steps
    assert all(not step.owner and not step.about.title for step in steps)
    assert "Canary" not in text_of(week.folder / "1.pdf")
    if view.rag.ends_after != view.rag.ends_now:
        assert "then moves from" in text_of(week.folder / "1.pdf")
