"""No document says what is internal or another customer's: 50 canaries, sought before the gate.

The gate is the last look; here the views themselves are tried, and every part of every file.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from csdesk.app.documents.make import make_document
from csdesk.app.documents.registry import KINDS, spec_of
from csdesk.app.documents.spec import Ask, Subject
from csdesk.app.gate import check_document, guarded
from csdesk.app.plan_files import PLAN_ENDINGS, PlanAsk, export_plan
from csdesk.app.queries.meeting_mode import load_meeting
from csdesk.app.reminders import write_reminders
from csdesk.app.tracker_notes import write_note
from csdesk.app.trackers import export_tracker
from csdesk.data.store import Store
from csdesk.data.unit import Unit
from csdesk.domain.codes import (
    Attitude,
    ContactChannel,
    DocumentForm,
    DocumentKind,
    Language,
    PointKind,
    Rag,
    RowKind,
    Side,
    Status,
    Strength,
    Visibility,
)
from csdesk.domain.errors import UserError
from csdesk.domain.labels import ATTITUDE_LABELS
from csdesk.domain.records import (
    Calendar,
    Contact,
    Customer,
    DayOff,
    Deal,
    Decision,
    Dependency,
    Goal,
    ImportMapping,
    Meeting,
    Note,
    Outcome,
    PlanRow,
    Project,
    Risk,
    Setting,
    SlipEntry,
    Template,
)
from csdesk.domain.records_delivery import Certificate, StoryConsent, SupportRequest
from csdesk.domain.records_kickoff import Handover, HandoverPoint, ManagerCheck
from csdesk.i18n import Translator
from csdesk.reports.extract import document_texts
from tests.app.test_hostile_documents import go_live
from tests.demo import DRAWN, open_demo
from tests.support import add_row

INTERNAL = Visibility.INTERNAL
TOML = """code = "canary"
title.en = "{title}"
description.en = "Another customer's plan"
[[rows]]
code = "a"
kind = "phase"
title.en = "{title}"
"""


@dataclass(frozen=True)
class Cage:
    """The demo with its canaries, and what documents are asked of."""

    store: Store
    customer: int
    project: int
    planted: int


class Planter:
    """Puts a text of its own into every field that nobody outside may read."""

    def __init__(self, unit: Unit, customer: int, project: int) -> None:
        self.unit, self.customer, self.project = unit, customer, project
        self.count = 0

    def text(self) -> str:
        """Return the next canary."""
        self.count += 1
        return f"Canary{self.count:02} they may not afford the second site"

    def plant(self) -> int:
        """Plant all; return how many."""
        self._rows()
        self._around_the_project()
        self._beside()
        self._before_kickoff()
        for other in self.unit.find(Customer):
            if other.id != self.customer:
                self._other(other)
        return self.count

    def _rows(self) -> None:
        unit = self.unit
        rows = unit.find(PlanRow, project_id=self.project, order_by=["id"])
        items = [row for row in rows if row.kind is RowKind.ITEM and row.status.is_open]
        for row in rows[:6]:
            unit.update(PlanRow, row.id, internal_note=self.text())
        for row in items[:2]:
            unit.update(PlanRow, row.id, blocked_by_hand=self.text(), blocked_since=DRAWN)
        held = items[2]
        unit.update(PlanRow, held.id, status=Status.ON_HOLD, hold_reason=self.text())
        project = unit.get(Project, self.project)
        hidden = add_row(unit, project, self.text(), kind=RowKind.PHASE, visibility=INTERNAL)
        inner = add_row(unit, project, self.text(), kind=RowKind.PHASE, parent_id=hidden.id)
        for above in (hidden, inner):  # internal by what they hang below
            add_row(
                unit, project, self.text(), parent_id=above.id, start=DRAWN, target=DRAWN,
                blocked_by_hand=self.text(), blocked_since=DRAWN, owner_name=self.text(),
            )  # fmt: skip
        phase = next(row for row in rows if row.kind is RowKind.PHASE)
        late = DRAWN - timedelta(14)
        for row in items[3:8]:  # late, unseen, and before what the customer sees
            blocker = add_row(
                unit, project, self.text(), parent_id=phase.id, visibility=INTERNAL,
                side=Side.US, start=late, target=late, status=Status.IN_PROGRESS,
                actual_start=late, owner_name=self.text(), customer_comment=self.text(),
            )  # fmt: skip
            unit.add(
                Dependency(project_id=self.project, predecessor_id=blocker.id, successor_id=row.id)
            )

    def _around_the_project(self) -> None:
        unit = self.unit
        there: dict[str, Any] = {"customer_id": self.customer, "project_id": self.project}
        unit.update(
            Project, self.project, rag_override=Rag.RED, rag_note=self.text(), rag_by="Lin Yue",
            rag_on=DRAWN,
        )  # fmt: skip
        unit.add(
            Risk(title=self.text(), response=self.text(), owner=self.text(), impact=5,
                 probability=5, visibility=INTERNAL, **there)
        )  # fmt: skip
        unit.add(
            Decision(
                day=DRAWN, what=self.text(), who=self.text(), why=self.text(),
                visibility=INTERNAL, **there,
            )
        )  # fmt: skip
        unit.add(Note(day=DRAWN, text=self.text(), **there))
        unit.add(
            Outcome(day=DRAWN, title=self.text(), evidence=self.text(), said_by=self.text(),
                    money_minor=900_000, currency="CNY", visibility=INTERNAL, **there)
        )  # fmt: skip
        (entry, *_) = unit.find(SlipEntry, project_id=self.project)
        unit.update(SlipEntry, entry.id, text=self.text(), visibility=INTERNAL)

    def _beside(self) -> None:
        unit, mine = self.unit, self.customer
        for deal in unit.find(Deal, customer_id=mine)[:1]:
            unit.update(Deal, deal.id, seller=self.text(), stage_name=self.text())
        unit.add(
            SupportRequest(
                customer_id=mine, title="How do we print a list?", text=self.text(),
                received_at=datetime(2026, 10, 20, 8, tzinfo=UTC),
            )
        )  # fmt: skip
        if not unit.count(StoryConsent, customer_id=mine):
            unit.add(StoryConsent(customer_id=mine, given_by="Ms Wu", given_on=DRAWN))
        if not unit.count(Certificate, customer_id=mine):
            unit.add(
                Certificate(
                    customer_id=mine, number="R-2026-0042", name="Ms Wu", issued_on=DRAWN,
                    statement="plans rosters on her own", facts=["Quiz passed with 18 of 20"],
                )
            )  # fmt: skip
        unit.add(ImportMapping(name=self.text(), kind="deals", fingerprint="f", mapping={}))
        unit.add(Setting(key="view", value=self.text()))
        unit.add(Template(code="canary", title=self.text(), text=TOML.format(title=self.text())))
        calendar = unit.add(Calendar(name=self.text(), country="CN"))
        unit.add(DayOff(calendar_id=calendar.id, day=DRAWN + timedelta(3), name=self.text()))
        unit.update(Project, self.project, calendar_id=calendar.id)

    def _before_kickoff(self) -> None:
        unit, mine = self.unit, self.customer
        for card in unit.find(Handover, customer_id=mine):
            unit.delete(Handover, card.id)
        unit.add(
            Handover(
                customer_id=mine, why_bought=self.text(), sales_lead=self.text(),
                budget_minor=77_777_700, currency="CNY", budget_note=self.text(),
                process=self.text(), working_with=self.text(), scope_note=self.text(),
            )
        )  # fmt: skip
        for kind in PointKind:
            unit.add(
                HandoverPoint(
                    customer_id=mine, kind=kind, text=self.text(), answer=self.text(),
                    said_by=self.text(), day=DRAWN, visibility=INTERNAL,
                )
            )  # fmt: skip
        for kind in (PointKind.PROMISE, PointKind.TOUCHPOINT):  # no document has these lines
            unit.add(HandoverPoint(customer_id=mine, kind=kind, text=self.text(),
                                   visibility=Visibility.CUSTOMER))  # fmt: skip
        for contact in unit.find(Contact, customer_id=mine):
            unit.update(
                Contact, contact.id, attitude=Attitude.OPPONENT, value_text=self.text(),
                channel=ContactChannel.CHAT, thanked_on=DRAWN,
            )  # fmt: skip
        for check in unit.find(ManagerCheck, project_id=self.project):
            unit.delete(ManagerCheck, check.id)
        unit.add(
            ManagerCheck(
                project_id=self.project, knows_business=Strength.WEAK, has_time=Strength.WEAK,
                judges_it=Strength.WEAK, checked_on=DRAWN, note=self.text(),
            )
        )  # fmt: skip

    def _other(self, other: Customer) -> None:
        unit = self.unit
        unit.update(Customer, other.id, name=self.text(), success_text=self.text())
        for contact in unit.find(Contact, customer_id=other.id)[:2]:
            unit.update(Contact, contact.id, name=self.text())
        for goal in unit.find(Goal, customer_id=other.id)[:1]:
            unit.update(Goal, goal.id, title=self.text())
        for row in unit.find(PlanRow, customer_id=other.id)[:3]:
            unit.update(PlanRow, row.id, title=self.text())
        unit.add(Note(customer_id=other.id, day=DRAWN, text=self.text()))


@pytest.fixture(scope="module")
def cage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cage]:
    """A demo with canaries, of which every document of its first customer is made."""
    store, demo = open_demo(tmp_path_factory.mktemp("cage"))
    customer = demo.customers[0]
    project = demo.projects[customer]
    with store.write("plant") as unit:
        go_live(unit, project)
        planted = Planter(unit, customer, project).plant()
    yield Cage(store, customer, project, planted)
    store.close()


def asked(cage: Cage, kind: DocumentKind, language: Language, **more: Any) -> Ask:
    """Return the ask for a document of the customer."""
    spec = spec_of(kind)
    subject = None
    if spec.find_subject is not None:
        with cage.store.read() as reader:
            subject = spec.find_subject(reader, cage.customer, None)
    project = cage.project if spec.subject is Subject.PROJECT else None
    return Ask(
        kind=kind, today=DRAWN, customer_id=cage.customer, project_id=project,
        subject_id=subject, language=language, **more,
    )  # fmt: skip


def said(path: Path) -> str:
    """Return all that a file says, in its name, parts and properties."""
    return "\n".join([path.name, *(f"{place}\n{text}" for place, text in document_texts(path))])


def squeezed(text: str) -> str:
    """Return a text without spaces, which lines of a page break at."""
    return "".join(text.split())


def test_enough_are_planted(cage: Cage) -> None:
    assert cage.planted >= 75


WORDS_OF_OURS = [
    Translator(language.value).text(ATTITUDE_LABELS[Attitude.OPPONENT]) for language in Language
]


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", KINDS)
def test_no_document_lets_one_out(
    cage: Cage, tmp_path: Path, kind: DocumentKind, language: Language
) -> None:
    spec = spec_of(kind)
    forms = list(DocumentForm) if spec.has_short_form else [DocumentForm.FULL]
    for form in forms:
        for ending in spec.endings:
            ask = asked(cage, kind, language, form=form, ending=ending)
            made = make_document(cage.store, ask)
            kind_read, read = made.searched
            path = (tmp_path / made.file_name).with_suffix(f".{kind_read}")
            path.write_bytes(read)
            assert make_document(cage.store, ask).content == made.content
            text = said(path)
            assert len(text) > 200  # it was read
            assert squeezed(made.view.customer.name) in squeezed(text)
            assert "Canary" not in text
            assert "Canary" not in repr(made.view)
            assert not [word for word in (*WORDS_OF_OURS, "777,777") if word in text]


def test_the_gate_knows_what_is_internal_by_where_it_hangs_and_why_work_rests(
    cage: Cage, tmp_path: Path
) -> None:
    path = tmp_path / "leak.txt"
    with cage.store.read() as reader:
        rows = reader.find(PlanRow, project_id=cage.project)
        titles = [row.title for row in rows if row.parent_id and "Canary" in row.title]
        blocked = [row.blocked_by_hand for row in rows if row.blocked_by_hand]
        held = [row.hold_reason for row in rows if row.hold_reason]
        assert (len(titles) >= 8, len(blocked), len(held) >= 1) == (True, 4, True)
        assert {*titles, *blocked, *held} <= {*guarded(reader, cage.customer).notes}
    other = add_other_words(cage, rows)
    for said in other:
        path.write_text(f"As agreed: {said}.", encoding="utf-8")
        with cage.store.read() as reader, pytest.raises(UserError) as caught:
            check_document(reader, path, name="a.txt", customer_id=cage.customer, view="")
        assert caught.value.code == "leak_note"


def add_other_words(cage: Cage, rows: list[PlanRow]) -> list[str]:
    """Give rows words that no other canary has; return them."""
    below = next(row for row in rows if row.blocked_by_hand and row.parent_id and row.target)
    words = [
        "Wait until their finance director has left for good",
        "Our own hands are full with the stadium rollout",
        "Prepare the lawyers' letter about the unpaid half",
    ]
    with cage.store.write("plant") as unit:
        hidden = unit.first(PlanRow, project_id=cage.project, visibility=INTERNAL,
                            kind=RowKind.PHASE)  # fmt: skip
        assert hidden is not None
        unit.update(PlanRow, below.id, blocked_by_hand=words[0], blocked_since=DRAWN)
        held = next(row for row in rows if row.status is Status.ON_HOLD)
        unit.update(PlanRow, held.id, hold_reason=words[1])
        add_row(unit, unit.get(Project, cage.project), words[2], parent_id=hidden.id)
    return words


def write_tracker(cage: Cage, out: Path, language: Language) -> None:
    export_tracker(
        cage.store, project_id=cage.project, out=out, today=DRAWN, language=language.value
    )


def write_reminder(cage: Cage, out: Path, language: Language) -> None:
    with cage.store.read() as reader:
        rows = reader.find(PlanRow, project_id=cage.project, side=Side.CUSTOMER)
    write_reminders(
        cage.store, row_ids=[row.id for row in rows], out=out, today=DRAWN, language=language.value
    )


def write_cover_note(cage: Cage, out: Path, language: Language) -> None:
    write_tracker(cage, out, language)
    write_note(cage.store, project_id=cage.project, out=out / "note.eml", tracker=None)


def plan_writer(ending: str) -> Callable[[Cage, Path, Language], None]:
    """Return what writes the plan in a format."""

    def write(cage: Cage, out: Path, language: Language) -> None:
        ask = PlanAsk(
            project_id=cage.project, out=out / f"plan{ending}", today=DRAWN, language=language.value
        )
        export_plan(cage.store, ask)

    return write


OTHERS = {
    "tracker": write_tracker,
    "reminder": write_reminder,
    "cover note": write_cover_note,
    **{ending: plan_writer(ending) for ending in PLAN_ENDINGS if ending != ".png"},
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", OTHERS)
def test_nothing_else_that_leaves_lets_one_out(
    cage: Cage, tmp_path: Path, name: str, language: Language
) -> None:
    OTHERS[name](cage, tmp_path, language)
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert files
    for path in files:
        text = said(path)
        assert len(text) > 200
        assert "Canary" not in text
        assert not [word for word in WORDS_OF_OURS if word in text]


def test_the_wall_of_a_meeting_shows_none(cage: Cage) -> None:
    with cage.store.read() as reader:
        found = reader.find(Meeting, customer_id=cage.customer)
    assert len(found) > 3
    for meeting in found:
        view = load_meeting(cage.store, meeting_id=meeting.id)
        assert len(repr(view)) > 500
        assert "Canary" not in repr(view)
        assert Attitude.OPPONENT.value not in repr(view)
