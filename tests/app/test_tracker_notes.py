"""The note that goes with a version of the tracker: from two exports and what was decided."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from csdesk.app.commands import contacts, customers, items, notes, rows
from csdesk.app.commands.tracker_import import TrackerChoices, accepted, apply
from csdesk.app.queries.tracker_review import review_again
from csdesk.app.queries.tracker_waiting import open_reviews
from csdesk.app.tracker_notes import read_note, write_note
from csdesk.app.trackers import export_tracker
from csdesk.data.store import Store
from csdesk.domain.codes import ContactRole, DocumentKind, Priority, Visibility
from csdesk.domain.errors import UserError
from csdesk.domain.merge_choices import Choices, Fate, Set, Take
from csdesk.domain.records import Contact, DocumentLog
from tests.app.returned import Sent, cells, day, edited, free_line, line_of, numbers, send
from tests.support import TODAY, make_customer


@pytest.fixture
def sent(store: Store, tmp_path: Path) -> Sent:
    """A tracker that left."""
    return send(store, tmp_path)


def again(sent: Sent, name: str = "next.xlsx", language: str | None = None) -> Path:
    return export_tracker(
        sent.store, project_id=sent.project, out=sent.path.parent / name, today=TODAY,
        language=language,
    ).path  # fmt: skip


def body(sent: Sent) -> str:
    return read_note(sent.store, project_id=sent.project).body


def part(text: str, title: str) -> list[str]:
    """Return the lines under a title."""
    block = next((one for one in text.split("\n\n") if one.splitlines()[0] == title), "")
    return block.splitlines()[1:]


def test_a_first_version_and_one_in_which_nothing_differs(sent: Sent) -> None:
    first = body(sent)
    assert "the first version of the shared tracker" in first
    again(sent)
    note = read_note(sent.store, project_id=sent.project)
    assert (note.version, note.previous) == (2, 1)
    assert "Nothing differs from version 1 of 20 November 2026." in note.body
    for title in ("Your changes, taken over", "Decided otherwise", "Changed by us", "Milestones"):
        assert title not in note.body


def test_taken_decided_otherwise_moved_new_and_asked(sent: Sent) -> None:
    a, b, c, d, e, f, g = numbers(sent.path)[:7]
    sent.ours(b, customer_comment="Ours")

    def edit(sheet: Worksheet) -> None:
        cells({
            a: {"status": "In progress", "comment": "begun\n today"},
            b: {"comment": "Theirs"},
            c: {"target": "some day in spring"},
            d: {"title": "Another title"},
            e: {"priority": "Optional"},
        })(sheet)  # fmt: skip
        sheet.delete_rows(line_of(sheet, f))
        row = free_line(sheet)
        sheet.cell(row, 2).value = "Order the badges"
        sheet.cell(row + 1, 2).value = "Paint the walls"

    review = sent.review(edited(sent.path, edit))
    chosen = accepted(review, "clean").items
    key = {row.row_id: row.key for row in review.items.rows if row.row_id}
    walls = next(row.key for row in review.items.rows if "Paint the walls" in row.values)
    of = {number: key[f"ai-{number}-{sent.row(number).uid[:4]}"] for number in (b, e)}
    choices = Choices(
        cells={**chosen.cells, (of[b], "comment"): Take.OURS, (of[e], "priority"): Take.OURS},
        new={**chosen.new, walls: False},
        missing={review.items.missing[0]: Fate.KEEP},
        reasons={(of[e], "priority"): "The pilot\nneeds it."},
    )
    done = apply(sent.store, review=review, choices=TrackerChoices(items=choices))
    items.update(sent.store, row_ids=[sent.row(g).id], priority=Priority.OPTIONAL)
    again(sent)
    text = body(sent)
    title = {number: f"A{number} {sent.row(number).title}" for number in (a, b, c, d, e, f, g)}
    assert part(text, "Your changes, taken over") == [
        f"- {title[a]}: Status: To do → In progress; Your comment: “begun today”",
        f"- A{done.new_items[0]} Order the badges: added from your file",
    ]
    both = "We had changed it as well since the version that you edited."
    theirs = sent.row(d).title
    out = "It was not in your file. It stays in the plan; to end it, set its status to Cancelled."
    plan = "This column comes from the plan; please tell us in your comment."
    assert part(text, "Decided otherwise") == [
        f"- {title[b]}: Your comment: you wrote “Theirs”, it is “Ours”. {both}",
        f"- {title[d]}: Action item: you wrote “Another title”, it is “{theirs}”. {plan}",
        f"- {title[e]}: Priority: you wrote Optional, it is Must. The pilot needs it.",
        f"- {title[f]}: {out}",
        "- Paint the walls: It is not in the plan; let us talk about it.",
    ]
    assert part(text, "Changed by us") == [f"- {title[g]}: Priority: Must → Optional"]
    asked = part(text, "What we need from you")
    assert asked[0] == (
        f"- {title[c]}: we could not read “some day in spring” as Target date; please write it "
        "again."
    )
    assert "Please send the tracker back by Wednesday 25 November 2026" in text
    final = open_reviews(sent.store)[0]
    last = review_again(sent.store, return_id=final.id, today=TODAY)
    read = Choices(cells={(last.items.rows[0].key, "target"): Set("2027-03-01")})
    apply(sent.store, review=last, choices=TrackerChoices(items=read))
    again(sent, "third.xlsx")
    text = body(sent)
    assert part(text, "Your changes, taken over") == [
        f"- {title[c]}: Target date: we read “some day in spring” as 1 Mar"
    ]
    assert part(text, "Decided otherwise") == []


def test_rows_that_come_and_go_and_milestones_that_move(sent: Sent) -> None:
    a, b, c = numbers(sent.path)[:3]
    path = edited(sent.path, cells({a: {"target": day("2027-06-01")}}))
    sent.take("clean", path)
    rows.delete(sent.store, row_ids=[sent.row(b).id])
    items.update(sent.store, row_ids=[sent.row(c).id], visibility=Visibility.INTERNAL)
    goal = sent.row(a)
    made = rows.add(
        sent.store, project_id=sent.project, title="Walk through", parent_id=goal.parent_id
    )
    title = {number: row.title for row in sent.items() if (number := row.number)}
    again(sent)
    text = body(sent)
    assert part(text, "New in the list") == [f"- A{made.number} Walk through"]
    assert [line.split()[1] for line in part(text, "No longer in the list")] == [f"A{b}", f"A{c}"]
    assert part(text, "Your changes, taken over")[0].startswith(f"- A{a} {title[a]}: Target date: ")
    moved = part(text, "Milestones")
    assert moved
    assert all("working days later" in line for line in moved)


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_in_another_language_only_what_is_no_wording_is_compared(sent: Sent, language: str) -> None:
    number = numbers(sent.path)[0]
    sent.take("clean", edited(sent.path, cells({number: {"status": "In progress"}})))
    again(sent, language=language)
    text = body(sent)
    assert sum(line.startswith("- A") for line in text.split("\n\n")[2].splitlines()) == 1
    assert "Status" not in text
    assert "进行中" in text or "進行中" in text


def test_undo_takes_back_what_the_note_would_say(sent: Sent) -> None:
    number = numbers(sent.path)[0]
    sent.take("clean", edited(sent.path, cells({number: {"comment": "Theirs"}})))
    sent.store.undo()
    again(sent)
    assert "Nothing differs" in body(sent)


def test_the_draft_has_the_tracker_and_goes_to_who_leads_the_project(
    sent: Sent, tmp_path: Path
) -> None:
    with sent.store.read() as reader:
        mei = next(one for one in reader.find(Contact) if one.name == "Mei Lin")
    contacts.update(sent.store, contact_id=mei.id, role=ContactRole.PROJECT_MANAGER)
    tracker = again(sent)
    result = write_note(sent.store, project_id=sent.project, out=tmp_path / "note.eml")
    assert (result.attached, result.warnings) == ("next.xlsx", ())
    raw = result.path.read_bytes()
    mail = message_from_bytes(raw, policy=default)
    (attached,) = mail.iter_attachments()
    assert attached.get_content() == tracker.read_bytes()
    assert (mail["To"], mail["X-Unsent"]) == ("Mei Lin <mei@acme.example>", "1")
    body_part = mail.get_body()
    assert body_part is not None
    assert body_part.get_content().startswith("Dear Mei Lin,")
    again_raw = write_note(sent.store, project_id=sent.project, out=tmp_path / "note.eml")
    assert again_raw.path.read_bytes() == raw
    with sent.store.read() as reader:
        logs = reader.find(DocumentLog, kind=DocumentKind.NOTE)
    assert [log.number for log in logs] == [2, 2]
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    alone = write_note(sent.store, project_id=sent.project, out=folder)
    assert (alone.path.name, alone.attached) == ("Acme Foods_note_v2_2026-11-20.eml", "")
    assert [one.message for one in alone.warnings] == [
        "The tracker {name} is not attached: attach it before you send the note."
    ]
    with pytest.raises(UserError, match="neither a mail draft"):
        write_note(sent.store, project_id=sent.project, out=tmp_path / "note.pdf")


def test_the_gate_reads_the_note_and_its_reasons(sent: Sent, tmp_path: Path) -> None:
    make_customer(sent.store, "MORI", name="Mori Bakery")
    secret = "They will not renew unless the sponsor stays on board"
    notes.create(sent.store, customer_id=sent.customer, text=secret)
    number = numbers(sent.path)[0]
    for reason, code in ((f"Well: {secret}.", "leak_note"), ("As at Mori Bakery.", "leak_name")):
        path = edited(sent.path, cells({number: {"comment": f"Theirs {code}"}}))
        review = sent.review(path)
        key = review.items.rows[0].key
        choices = Choices(cells={(key, "comment"): Take.OURS}, reasons={(key, "comment"): reason})
        apply(sent.store, review=review, choices=TrackerChoices(items=choices))
        again(sent, f"{code}.xlsx")
        with pytest.raises(UserError) as caught:
            read_note(sent.store, project_id=sent.project)
        assert caught.value.code == code
        with pytest.raises(UserError) as caught:
            write_note(sent.store, project_id=sent.project, out=tmp_path / "note.eml")
        assert caught.value.code == code
        assert not (tmp_path / "note.eml").exists()
    passed = write_note(
        sent.store, project_id=sent.project, out=tmp_path / "note.txt", released=["Mori Bakery"]
    )
    assert "As at Mori Bakery." in passed.path.read_text(encoding="utf-8")


def test_the_gate_looks_into_what_is_attached(sent: Sent, tmp_path: Path) -> None:
    again(sent)
    other = customers.create(sent.store, name="Mori Bakery")
    path = edited(sent.path, cells({numbers(sent.path)[0]: {"comment": f"as {other.name}"}}))
    with pytest.raises(UserError) as caught:
        write_note(sent.store, project_id=sent.project, out=tmp_path / "note.eml", tracker=path)
    assert caught.value.code == "leak_name"


def test_without_a_version_there_is_no_note(store: Store) -> None:
    from tests.support import make_project

    customer = make_customer(store)
    project = make_project(store, customer.id)
    with pytest.raises(UserError) as caught:
        read_note(store, project_id=project.id)
    assert caught.value.code == "note_no_version"
