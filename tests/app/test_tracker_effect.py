"""What a plan would become by a review, what a review put aside keeps, what the screen is told."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.commands import baselines
from csdesk.app.commands.tracker_import import TrackerChoices, accepted, apply, effect_of, keep
from csdesk.app.imports.dates import DateOrder
from csdesk.app.queries.plans import load_project
from csdesk.app.queries.tracker_review import review_again
from csdesk.app.queries.tracker_screen import (
    doubtful_dates,
    looks_like_tracker,
    read_kept,
    read_otherwise,
    read_returned,
)
from csdesk.app.queries.tracker_waiting import open_reviews
from csdesk.data.store import Store
from csdesk.domain.codes import Cause
from csdesk.domain.merge_choices import Set
from csdesk.domain.merge_rows import ITEMS, Value
from csdesk.domain.records import SlipEntry
from csdesk.domain.review_lines import (
    Decision,
    Group,
    LineKey,
    Pick,
    decide,
    first_decisions,
    lines_of,
)
from tests.app.returned import Sent, cells, day, edited, line_of, numbers, send
from tests.app.world import snapshot


@pytest.fixture
def sent(store: Store, tmp_path: Path) -> Sent:
    """A tracker that left."""
    return send(store, tmp_path)


def _last_moved(sent: Sent) -> Path:
    """Return the file with the last items of the plan moved by two weeks."""
    return edited(sent.path, cells({31: {"target": day("2027-02-05")}, 27: {"target":
                  day("2027-01-26")}}))  # fmt: skip


def test_the_effect_is_that_of_applying_and_stores_nothing(sent: Sent) -> None:
    baselines.agree(
        sent.store, project_id=sent.project, agreed_by="Jo", agreed_on=date(2026, 11, 20)
    )
    review = sent.review(_last_moved(sent))
    choices = accepted(review, "clean")
    before = snapshot(sent.store)
    effect = effect_of(sent.store, review=review, choices=choices)
    assert snapshot(sent.store) == before
    apply(sent.store, review=review, choices=choices)
    after = load_project(sent.store, sent.project)
    assert effect.after.state.rows.keys() == after.state.rows.keys()
    assert {key: one.finish for key, one in effect.after.state.rows.items()} == {
        key: one.finish for key, one in after.state.rows.items()
    }
    assert effect.go_live is not None
    assert effect.go_live.moves
    assert effect.go_live.days > 0
    assert effect.moved
    assert effect.recorded == after.state.slip.total if after.state.slip else False


def test_what_moved_is_recorded_as_the_customers_cause_and_undone_with_it(sent: Sent) -> None:
    baselines.agree(
        sent.store, project_id=sent.project, agreed_by="Jo", agreed_on=date(2026, 11, 20)
    )
    before = snapshot(sent.store)
    sent.take("clean", _last_moved(sent))
    with sent.store.read() as reader:
        slips = reader.find(SlipEntry, project_id=sent.project)
    assert slips
    assert {one.cause for one in slips} == {Cause.CUSTOMER}
    assert {one.text for one in slips} == {"Tracker, version 1"}
    state = load_project(sent.store, sent.project).state
    assert state.slip is not None
    assert state.slip.unrecorded == 0
    sent.store.undo()
    assert snapshot(sent.store) == before


def test_a_review_put_aside_keeps_lines_decisions_and_places(sent: Sent) -> None:
    a, b, c, d = numbers(sent.path)[:4]
    sent.ours(a, customer_comment="Ours")
    path = edited(
        sent.path,
        cells({
            a: {"comment": "Theirs"}, b: {"status": "nearly finished"}, c: {"title": "Renamed"},
            d: {"priority": "Optional"},
        }),
    )  # fmt: skip
    review = sent.review(path)
    lines = lines_of(review.merges.values())
    decisions: dict[LineKey, Decision] = first_decisions(lines)
    decisions = decide(lines, decisions, lines[0], Pick.OURS)
    decisions = decide(lines, decisions, lines[1], Pick.THEIRS)
    before = snapshot(sent.store)
    kept = keep(sent.store, review=review, decisions=decisions)
    after = snapshot(sent.store)
    assert {name for name in after if after[name] != before[name]} == {"TrackerReturn"}
    assert kept.undecided == 3
    assert [one.id for one in open_reviews(sent.store)] == [kept.id]
    again = read_kept(sent.store, return_id=kept.id)
    assert [(x.group, x.key) for x in lines_of(again.review.merges.values())] == [
        (x.group, x.key) for x in lines
    ]
    assert again.review.decided == decisions
    assert Set("done") in again.review.decided.values()
    assert again.review.place(ITEMS, 6, "comment") == "J6"
    assert sent.store.history()[0].label == "tracker.keep"
    done = apply(sent.store, review=again.review, choices=accepted(again.review, "all"))
    assert done.return_id == kept.id
    assert done.undecided == 1
    assert review_again(sent.store, return_id=kept.id, today=sent.store.today()).decided == {}
    sent.store.undo()
    sent.store.undo()
    assert open_reviews(sent.store) == []
    assert snapshot(sent.store) == before


def _kept(sent: Sent, return_id: int) -> list[tuple[str | None, str, Value]]:
    review = review_again(sent.store, return_id=return_id, today=sent.store.today())
    lines = [x for x in lines_of(review.merges.values()) if x.group is Group.KEPT]
    return [
        (review.named(x.shape, x.row_id)[0], x.field, x.cell.ours if x.cell is not None else None)
        for x in lines
    ]


def test_a_review_put_aside_tells_what_only_we_changed_until_it_is_opened(sent: Sent) -> None:
    a, b, c, d, e = numbers(sent.path)[:5]
    sent.ours(a, customer_comment="Ours alone")
    sent.ours(c, customer_comment="The same")

    def edit(sheet: Worksheet) -> None:
        cells({b: {"comment": "Theirs"}, c: {"comment": "The same"}, d: {"target": "soon"}})(sheet)
        sheet.delete_rows(line_of(sheet, e))

    review = sent.review(edited(sent.path, edit))
    kept = keep(sent.store, review=review, decisions=first_decisions(()))
    assert _kept(sent, kept.id) == [(f"A{a}", "comment", "Ours alone")]
    again = review_again(sent.store, return_id=kept.id, today=sent.store.today())
    assert again.items.read == review.items.read
    sent.ours(b, title="Ours later")
    sent.ours(e, title="Not in the file")
    wanted = [(f"A{a}", "comment", "Ours alone"), (f"A{b}", "title", "Ours later")]
    assert sorted(_kept(sent, kept.id)) == wanted
    again = review_again(sent.store, return_id=kept.id, today=sent.store.today())
    apply(sent.store, review=again, choices=accepted(again, "clean"))
    assert sent.row(b).customer_comment == "Theirs"
    assert sorted(_kept(sent, kept.id)) == wanted


def test_dates_in_doubtful_order_are_shown_with_what_stood_there(sent: Sent) -> None:
    number = numbers(sent.path)[0]
    path = edited(sent.path, cells({number: {"target": "03/02/2027"}}))
    returned = read_returned(sent.store, path=path, customer_id=sent.customer)
    assert returned.review.order_example == "03/02/2027"
    (doubt,) = doubtful_dates(returned.review)
    assert (doubt.written, doubt.sent) == ("03/02/2027", sent.row(number).target)
    assert (doubt.day_first, doubt.month_first) == (date(2027, 2, 3), date(2027, 3, 2))
    again = read_otherwise(sent.store, returned=returned, order=DateOrder.MDY)
    (line,) = lines_of(again.review.merges.values())
    assert line.group is Group.CLEAN
    assert line.cell is not None
    assert line.cell.theirs == "2027-03-02"


def test_a_row_recognised_by_likeness_can_be_a_row_of_its_own(sent: Sent) -> None:
    number = numbers(sent.path)[3]
    title = sent.row(number).title

    path = edited(
        sent.path,
        cells({number: {"number": None, "id": None, "title": f"{title}!", "comment": "hm"}}),
    )
    returned = read_returned(sent.store, path=path)
    lines = lines_of(returned.review.merges.values())
    (linked,) = [line for line in lines if line.group is Group.LINKED]
    assert linked.row is not None
    assert linked.score is not None
    again = read_otherwise(sent.store, returned=returned, hands={linked.row.place: None})
    groups = [line.group for line in lines_of(again.review.merges.values())]
    assert Group.NEW in groups
    assert Group.MISSING in groups
    assert Group.LINKED not in groups


def test_our_edits_since_name_who_and_when(sent: Sent) -> None:
    number = numbers(sent.path)[0]
    sent.ours(number, customer_comment="Ours")
    path = edited(sent.path, cells({number: {"comment": "Theirs"}}))
    returned = read_returned(sent.store, path=path)
    key = lines_of(returned.review.merges.values())[0].key
    assert returned.edited[key.row, "comment"].who == "Ann Example"
    assert returned.row_ids[key.row] == sent.row(number).id


def test_a_tracker_is_told_from_other_files_by_a_short_look(
    sent: Sent, tmp_path: Path, shared_data: Path
) -> None:
    assert looks_like_tracker(sent.path)
    plain = tmp_path / "deals.xlsx"
    plain.write_bytes(b"PK\x03\x04 no workbook at all")
    assert not looks_like_tracker(plain)
    assert not looks_like_tracker(tmp_path / "there is none.xlsx")
    others = [path for path in shared_data.rglob("*.xlsx") if not looks_like_tracker(path)]
    assert others


def test_no_choice_writes_nothing_but_the_open_review(sent: Sent) -> None:
    number = numbers(sent.path)[0]
    review = sent.review(edited(sent.path, cells({number: {"comment": "Theirs"}})))
    done = apply(sent.store, review=review, choices=TrackerChoices())
    assert (done.written, done.undecided) == (0, 1)
