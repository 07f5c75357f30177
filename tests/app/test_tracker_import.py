"""A returned tracker from file to plan: differences, decisions, rules, undo, what stays open."""

from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.command_labels import command_label
from csdesk.app.commands import customers, items, plan
from csdesk.app.commands.tracker_import import TrackerChoices, accepted, apply, rehearse
from csdesk.app.queries.history import load_history
from csdesk.app.queries.tracker_review import review_again
from csdesk.app.queries.tracker_waiting import open_reviews
from csdesk.app.tracker_present import row_id
from csdesk.app.trackers import export_tracker
from csdesk.data.store import Store
from csdesk.domain.codes import Side, Status
from csdesk.domain.errors import UserError
from csdesk.domain.merge_choices import Choices, Fate, Set, Take
from csdesk.domain.merge_rows import Kind
from csdesk.domain.records import Contact, CustomerWord, TrackerReturn
from csdesk.i18n import Translator
from tests.app.returned import Sent, cells, day, edited, free_line, line_of, numbers, send
from tests.app.world import snapshot
from tests.support import TODAY, make_customer, make_store

LISTS = ("changed", "conflicts", "unreadable", "not_editable", "new", "missing")


@pytest.fixture
def sent(store: Store, tmp_path: Path) -> Sent:
    """A tracker that left."""
    return send(store, tmp_path)


def _brief(data: dict[str, object]) -> dict[str, list[tuple[object, ...]]]:
    found: dict[str, list[tuple[object, ...]]] = {}
    for name in LISTS:
        entries = data[name]
        assert isinstance(entries, list)
        if entries:
            found[name] = [(one["item"], one["field"], one["theirs"]) for one in entries]
    return found


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
def test_an_unchanged_file_has_no_differences(store: Store, tmp_path: Path, language: str) -> None:
    sent = send(store, tmp_path, language)
    data = sent.json()
    assert _brief(data) == {}
    count = len(numbers(sent.path))
    rows = data["rows"]
    assert rows == {
        "read": count, "unchanged": count, "unreadable": 0, "conflicts": 0, "new": 0,
        "changed": 0, "not_editable": 0, "missing": 0,
    }  # fmt: skip
    assert data["warnings"] == []
    before = sent.path.read_bytes()
    sent.take("all")
    assert sent.path.read_bytes() == before


def test_each_kind_of_difference_is_listed_and_counted_once(sent: Sent) -> None:
    a, b, c, d, e, f = numbers(sent.path)[:6]
    sent.ours(b, customer_comment="Ours meanwhile")

    def edit(sheet: Worksheet) -> None:
        cells({
            a: {"status": "In progress", "comment": "begun"},
            b: {"comment": "Theirs"},
            c: {"target": "next week", "status": "nearly finished"},
            d: {"title": "Another title"},
            e: {"target": day("2027-01-15")},
        })(sheet)  # fmt: skip
        sheet.delete_rows(line_of(sheet, f))
        row = free_line(sheet)
        sheet.cell(row, 2).value = "Order the badges"
        sheet.cell(row, 7).value = day("2027-02-01")

    sent.ours(a, title="Ours by now")
    sent.ours(f, customer_comment="Ours in a row that they took out")
    data = sent.json(edited(sent.path, edit))
    assert [(one["item"], one["field"], one["ours"]) for one in data["kept_ours"]] == [
        (f"A{a}", "title", "Ours by now")
    ]
    assert data["kept_ours"][0]["theirs"] == data["kept_ours"][0]["base"] != "Ours by now"
    assert _brief(data) == {
        "changed": [
            (f"A{a}", "status", "in_progress"),
            (f"A{a}", "comment", "begun"),
            (f"A{e}", "target", "2027-01-15"),
        ],
        "conflicts": [(f"A{b}", "comment", "Theirs")],
        "unreadable": [(f"A{c}", "target", "next week"), (f"A{c}", "status", "nearly finished")],
        "not_editable": [(f"A{d}", "title", "Another title")],
        "new": [(None, None, data["new"][0]["theirs"])],
        "missing": [(f"A{f}", None, None)],
    }
    assert data["new"][0]["theirs"]["title"] == "Order the badges"
    assert data["conflicts"][0]["ours"] == "Ours meanwhile"
    assert [one["guess"] for one in data["unreadable"]] == ["2026-11-27", "done"]
    rows = data["rows"]
    kinds = ("unreadable", "conflicts", "new", "changed", "not_editable")
    assert [rows[kind] for kind in kinds] == [1, 1, 1, 2, 1]
    assert rows["read"] == len(numbers(sent.path))
    assert rows["missing"] == 1


def test_what_is_clean_is_written_by_the_rules_and_one_undo_takes_it_back(sent: Sent) -> None:
    a, b, c, d = numbers(sent.path)[:4]
    sent.ours(c, side="us")
    sent.ours(d, priority="optional")
    sent.path.unlink()
    export_tracker(sent.store, project_id=sent.project, out=sent.path, today=TODAY)
    sent.ours(d, customer_comment="Ours")
    before = snapshot(sent.store)
    path = edited(
        sent.path,
        cells({
            a: {"status": "In progress"},
            b: {"status": "Done", "target": day("2026-11-18")},
            c: {"owner": "Mei Lin", "side": "Customer"},
            d: {"priority": "Must", "comment": "Theirs"},
        }),
    )  # fmt: skip
    done = sent.take("clean", path)
    assert (done.written, done.refused) == (6, ())
    assert (sent.row(a).status, sent.row(a).actual_start) == (Status.IN_PROGRESS, TODAY)
    assert sent.row(b).status is Status.DONE
    assert sent.row(b).actual_finish == date(2026, 11, 18)
    assert sent.row(c).side is Side.CUSTOMER
    assert sent.row(c).owner_contact_id is not None
    assert (sent.row(d).priority, sent.row(d).customer_comment) == ("must", "Ours")
    assert done.undecided == 1
    entry = sent.store.history(sent.customer)[0]
    assert entry.label == "import.tracker"
    assert (entry.params["version"], entry.params["n"]) == (2, 6)
    sent.store.undo()
    assert snapshot(sent.store) == before


def test_all_takes_theirs_in_conflicts_and_none_takes_nothing(sent: Sent) -> None:
    a, b = numbers(sent.path)[:2]
    sent.ours(a, customer_comment="Ours")
    path = edited(sent.path, cells({a: {"comment": "Theirs"}, b: {"comment": "Alone"}}))
    before = sent.row(b)
    none = sent.take("none", path)
    assert (none.written, none.undecided) == (0, 2)
    assert sent.row(b) == before
    every = sent.take("all", path)
    assert every.undecided == 0
    assert (sent.row(a).customer_comment, sent.row(b).customer_comment) == ("Theirs", "Alone")


def test_a_rehearsal_tells_what_moves_and_stores_nothing(sent: Sent) -> None:
    number = numbers(sent.path)[0]
    path = edited(sent.path, cells({number: {"target": day("2027-06-01")}}))
    review = sent.review(path)
    before = snapshot(sent.store)
    moves = rehearse(sent.store, review=review, choices=accepted(review, "clean"))
    assert moves
    assert all(move.days > 0 for move in moves)
    assert snapshot(sent.store) == before
    assert sent.store.history(sent.customer)[0].label != "import.tracker"


def test_what_is_undecided_stays_open_and_is_compared_anew(sent: Sent) -> None:
    a, b, c = numbers(sent.path)[:3]
    sent.ours(a, customer_comment="Ours")

    def edit(sheet: Worksheet) -> None:
        cells({a: {"comment": "Theirs", "priority": "Optional"}, b: {"status": "fini"}})(sheet)
        sheet.delete_rows(line_of(sheet, c))

    done = sent.take("clean", edited(sent.path, edit))
    assert [one.id for one in open_reviews(sent.store)] == [done.return_id]
    again = review_again(sent.store, return_id=done.return_id, today=TODAY)
    assert [(r.key, x.field, x.kind) for r in again.items.rows for x in r.cells] == [
        (again.items.rows[0].key, "comment", Kind.CONFLICT),
        (again.items.rows[1].key, "status", Kind.UNREADABLE),
    ]
    assert len(again.items.missing) == 1
    conflict, unread = (row.key for row in again.items.rows)
    choices = Choices(
        cells={(conflict, "comment"): Take.OURS, (unread, "status"): Set("done")},
        missing={again.items.missing[0]: Fate.END},
    )
    final = apply(
        sent.store,
        review=again,
        choices=TrackerChoices(items=choices, words=[("status", "fini", "done")]),
    )
    assert (final.undecided, final.return_id) == (0, done.return_id)
    assert sent.row(b).status is Status.DONE
    assert sent.row(c).status is Status.CANCELLED
    assert open_reviews(sent.store) == []
    sent.store.undo()
    assert [one.id for one in open_reviews(sent.store)] == [done.return_id]


def test_own_words_are_remembered_for_that_customer(sent: Sent) -> None:
    a, b = numbers(sent.path)[:2]
    first = sent.review(edited(sent.path, cells({a: {"status": "Fini !"}})))
    key = first.items.rows[0].key
    choices = Choices(cells={(key, "status"): Set("done")})
    apply(
        sent.store,
        review=first,
        choices=TrackerChoices(items=choices, words=[("status", "Fini !", "done")]),
    )
    data = sent.json(edited(sent.path, cells({b: {"status": "fini !"}})))
    assert [(one["item"], one["theirs"]) for one in data["changed"]] == [(f"A{b}", "done")]
    assert data["unreadable"] == []


def test_new_items_get_our_numbers_their_side_and_the_phase_of_their_milestone(sent: Sent) -> None:
    milestone = load_workbook(sent.path).worksheets[1].cell(8, 2).value

    def edit(sheet: Worksheet) -> None:
        row = free_line(sheet)
        for column, value in ((2, "Order the badges"), (3, milestone), (8, "In progress")):
            sheet.cell(row, column).value = value
        sheet.cell(row + 1, 2).value = "Brief the managers"
        sheet.cell(row + 1, 6).value = "Ann Example"
        sheet.cell(row + 2, 10).value = "a comment without an item"

    path = edited(sent.path, edit)
    known = {row.number for row in sent.items()}
    done = sent.take("clean", path)
    first, second = (sent.row(number) for number in done.new_items)
    assert not {first.number, second.number} & known
    assert (first.title, first.side, first.status) == (
        "Order the badges", Side.CUSTOMER, Status.IN_PROGRESS,
    )  # fmt: skip
    with sent.store.read() as reader:
        goal = reader.get(type(first), first.leads_to_id or 0)
    assert (goal.title, goal.parent_id) == (milestone, first.parent_id)
    assert second.side is Side.US
    assert done.undecided == 1
    again = sent.json(path)
    assert (again["changed"], again["conflicts"]) == ([], [])
    assert [one["theirs"]["comment"] for one in again["new"]] == ["a comment without an item"]


def test_a_copied_row_is_new_where_it_was_changed(sent: Sent) -> None:
    number = numbers(sent.path)[1]

    def edit(sheet: Worksheet) -> None:
        row, free = line_of(sheet, number), free_line(sheet)
        for column in range(1, 13):
            sheet.cell(free, column).value = sheet.cell(row, column).value
            sheet.cell(free + 1, column).value = sheet.cell(row, column).value
        sheet.cell(row, 2).value = "The same for the second shop"

    data = sent.json(edited(sent.path, edit))
    assert data["rows"]["new"] == 1
    assert [(one["title"], one["copy_of"]) for one in data["new"]] == [
        ("The same for the second shop", f"A{number}")
    ]
    assert data["not_editable"] == data["changed"] == data["missing"] == []


def test_side_and_owner_are_one_fact(sent: Sent) -> None:
    chosen = [row for row in sent.items() if row.number in numbers(sent.path)]
    ours, *others = [r.number or 0 for r in chosen if r.side is Side.US and r.owner_user_id]
    data = sent.json(
        edited(
            sent.path,
            cells(
                {
                    ours: {"owner": "Jo Buyer"},
                    others[0]: {"side": "Third party"},
                    others[1]: {"owner": "Mei Lin", "side": "Third party"},
                }
            ),
        )
    )
    follows = {(o["item"], o["field"], o["theirs"], o.get("follows")) for o in data["changed"]}
    assert follows == {
        (f"A{ours}", "side", "customer", True),
        (f"A{ours}", "owner", "Jo Buyer", None),
        (f"A{others[0]}", "side", "third", None),
        (f"A{others[0]}", "owner", None, True),
    }
    asked = {(o["item"], o["field"], o["reason"]) for o in data["conflicts"]}
    assert asked == {
        (f"A{others[1]}", "side", "side_and_owner"),
        (f"A{others[1]}", "owner", "side_and_owner"),
    }


def test_counts_in_the_history_have_separators() -> None:
    said = command_label(Translator("zh_CN"), "import.deals", {"new": 4238})
    assert said == "导入成交（新增 4,238）"


def test_a_first_name_alone_stands_for_the_only_one_who_has_it(sent: Sent) -> None:
    ours = [row.number or 0 for row in sent.items() if row.number in numbers(sent.path)]
    path = edited(sent.path, cells({ours[0]: {"owner": "Jo"}, ours[1]: {"owner": "Nobody"}}))
    sent.take("clean", path)
    first, second = sent.row(ours[0]), sent.row(ours[1])
    with sent.store.read() as reader:
        owner = reader.get(Contact, first.owner_contact_id or 0)
    assert (owner.name, first.owner_name, first.side) == ("Jo Buyer", "", Side.CUSTOMER)
    assert (second.owner_name, second.owner_contact_id) == ("Nobody", None)
    assert sent.json(path)["changed"] == [], "taken, it differs no more"


def test_contacts_go_through_the_same_merge(sent: Sent) -> None:
    def edit(sheet: Worksheet) -> None:
        rows = {sheet.cell(row, 1).value: row for row in range(6, 20)}
        sheet.cell(rows["Jo Buyer"], 4).value = "+44 113 555"
        sheet.cell(rows["Ann Example"], 4).value = "123"
        for column in range(1, 7):
            sheet.cell(rows["Mei Lin"], column).value = None
        free = max(row for row in range(6, 20) if sheet.cell(row, 8).value) + 1
        sheet.cell(free, 1).value = "Raj Patel"
        sheet.cell(free, 5).value = "raj@acme.example"

    path = edited(sent.path, edit, sheet=2)
    data = sent.json(path)
    assert _brief(data) == {
        "changed": [("Jo Buyer", "phone", "+44 113 555")],
        "not_editable": [("Ann Example", "phone", "123")],
        "new": [(None, None, data["new"][0]["theirs"])],
        "missing": [("Mei Lin", None, None)],
    }
    assert data["rows"]["unchanged"] == data["rows"]["read"]
    sent.take("clean", path)
    with sent.store.read() as reader:
        people = {one.name: one for one in reader.find(Contact, customer_id=sent.customer)}
    assert people["Jo Buyer"].phone == "+44 113 555"
    assert (people["Raj Patel"].mail, people["Raj Patel"].side) == (
        "raj@acme.example", Side.CUSTOMER,
    )  # fmt: skip
    assert people["Mei Lin"].left_on is None


def test_milestones_are_locked_and_their_edits_listed(sent: Sent) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet.cell(8, 4).value = day("2027-03-01")

    data = sent.json(edited(sent.path, edit, sheet=1))
    assert _brief(data) == {"not_editable": [("M2", "forecast", "2027-03-01")]}


def test_a_rule_that_refuses_keeps_the_cell_open_and_the_others_written(sent: Sent) -> None:
    number = numbers(sent.path)[0]
    sent.ours(number, target=None, start=None)
    path = edited(sent.path, cells({number: {"status": "On hold", "comment": "We wait for IT"}}))
    done = sent.take("all", path)
    assert [(one.item, one.field, one.error.code) for one in done.refused] == [
        (f"A{number}", "status", "hold_needs_date")
    ]
    assert sent.row(number).customer_comment == "We wait for IT"
    assert done.undecided == 1


def test_an_older_version_is_said_and_merged_from_its_own_base(sent: Sent, tmp_path: Path) -> None:
    a, b = numbers(sent.path)[:2]
    items.update(sent.store, row_ids=[sent.row(a).id], customer_comment="Agreed by phone")
    second = export_tracker(sent.store, project_id=sent.project, out=tmp_path, today=TODAY).path
    sent.take("clean", edited(second, cells({b: {"comment": "From v2"}}), name="v2.xlsx"))
    data = sent.json(edited(sent.path, cells({b: {"priority": "Optional"}}), name="v1.xlsx"))
    assert data["warnings"] == ["older_version"]
    assert _brief(data) == {"changed": [(f"A{b}", "priority", "optional")]}


def test_files_of_others_are_refused(sent: Sent, tmp_path: Path) -> None:
    other = make_customer(sent.store, "MORI", name="Mori Bakery")
    with pytest.raises(UserError) as caught:
        sent.review(customer_id=other.id)
    assert caught.value.code == "tracker_other_customer"
    elsewhere = make_store(tmp_path / "other.csdesk")
    foreign = send(elsewhere, tmp_path, "zh_CN")
    elsewhere.close()
    with sent.store.write("test.uid") as unit:
        unit.update(type(other), sent.customer, uid="another-uid")
    with pytest.raises(UserError) as caught:
        sent.review(foreign.path)
    assert caught.value.code == "tracker_other_workspace"


def test_the_same_file_twice_is_said(sent: Sent) -> None:
    number = numbers(sent.path)[0]
    path = edited(sent.path, cells({number: {"comment": "Hello"}}))
    sent.take("clean", path)
    data = sent.json(path)
    assert data["warnings"] == ["same_file"]
    assert _brief(data) == {}
    with sent.store.read() as reader:
        kept = reader.find(TrackerReturn)[0]
    taken = {
        "after": 1, "sheet": "items", "became": "taken", "row": row_id(sent.row(number)),
        "field": "comment", "theirs": "Hello",
    }  # fmt: skip
    assert (kept.number, kept.undecided, kept.content) == (1, 0, {"verdicts": [taken]})


def test_notes_pinned_to_cells_are_not_overlooked(sent: Sent) -> None:
    def edit(sheet: Worksheet) -> None:
        sheet["G7"].comment = Comment("Not before the audit", "Jo")

    data = sent.json(edited(sent.path, edit))
    assert _brief(data) == {}
    assert [(one["cell"], one["text"]) for one in data["notes"]] == [("G7", "Not before the audit")]


def test_open_reviews_stay_with_the_customer_that_is_kept(sent: Sent) -> None:
    number = numbers(sent.path)[0]
    sent.ours(number, customer_comment="Ours")
    done = sent.take("clean", edited(sent.path, cells({number: {"comment": "Theirs"}})))
    twin = make_customer(sent.store, "TWIN", name="Acme Foods Leeds")
    before = snapshot(sent.store)
    with pytest.raises(UserError) as caught:
        customers.merge(sent.store, keep_id=twin.id, merge_id=sent.customer)
    assert caught.value.code == "merge_documents"
    assert snapshot(sent.store) == before
    for customer_id, written in ((sent.customer, "fini"), (twin.id, "fini"), (twin.id, "los")):
        with sent.store.write("test.word") as unit:
            unit.add(
                CustomerWord(customer_id=customer_id, field="status", written=written, value="done")
            )
    customers.merge(sent.store, keep_id=sent.customer, merge_id=twin.id)
    assert [one.id for one in open_reviews(sent.store, customer_id=sent.customer)] == [
        done.return_id
    ]
    again = review_again(sent.store, return_id=done.return_id, today=TODAY)
    final = apply(sent.store, review=again, choices=accepted(again, "all"))
    assert final.undecided == 0
    assert sent.row(number).customer_comment == "Theirs"
    with sent.store.read() as reader:
        words = reader.find(CustomerWord, customer_id=sent.customer)
    assert [one.written for one in words] == ["fini", "los"]


def test_two_customers_with_trackers_are_not_merged_and_it_is_said_why(
    sent: Sent, tmp_path: Path
) -> None:
    twin = make_customer(sent.store, "TWIN", name="Acme Foods Leeds")
    project = plan.apply_template(
        sent.store, customer_id=twin.id, template_code="standard-60", start=TODAY
    ).project.id
    export_tracker(sent.store, project_id=project, out=tmp_path / "twin.xlsx", today=TODAY)
    for keep, gone in ((sent.customer, twin.id), (twin.id, sent.customer)):
        with pytest.raises(UserError) as caught:
            customers.merge(sent.store, keep_id=keep, merge_id=gone)
        assert caught.value.code == "merge_documents_both"


def test_the_history_says_who_saved_the_file(sent: Sent) -> None:
    a, b = numbers(sent.path)[:2]

    def saved(name: str, comment: str, number: int) -> Path:
        path = edited(sent.path, cells({number: {"comment": comment}}))
        book = load_workbook(path)
        book.properties.lastModifiedBy = name
        book.save(path)
        return path

    words = Translator("en")

    def last() -> str:
        entry = load_history(sent.store, sent.customer)[0]
        assert "Wei" not in str(sent.store.history(sent.customer)[0].params)
        label = command_label(words, entry.label, entry.params)
        return label.replace(str(entry.params["day"]), "DAY")

    sent.take("clean", saved("Wei\u202e {n}\n<b>Zhang</b>", "one", a))
    assert last() == (
        "From the customer's tracker, version 1 of DAY, saved by Wei {n} <b>Zhang</b>: 1 changes"
    )
    sent.take("clean", saved("Example Soft", "two", b))
    assert last() == "From the customer's tracker, version 1 of DAY: 1 changes"
