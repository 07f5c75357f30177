"""Acceptance of a project from real data: scope, results, what is proposed, who signs."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pypdfium2
import pytest

from csdesk.app.commands import contacts, contracts, defects, projects, scope
from csdesk.app.documents.make import export_document, make_again
from csdesk.app.queries.acceptance import acceptance_source
from csdesk.data.store import Store
from csdesk.domain.codes import (
    AcceptanceResult,
    CriterionResult,
    DocumentKind,
    Language,
    Side,
)
from csdesk.domain.errors import UserError
from csdesk.domain.records import PlanRow
from csdesk.domain.records_delivery import Criterion, Defect, Deliverable
from csdesk.domain.views.acceptance import AcceptanceView
from tests.app.world import World
from tests.data.test_migration_holds import Days
from tests.support import TODAY

PASSED, FAILED = CriterionResult.PASSED, CriterionResult.FAILED


@dataclass(frozen=True, slots=True)
class Desk:
    """A workspace whose project has two deliverables, two criteria and one defect."""

    store: Store
    ids: World
    folder: Path

    def view(self, language: Language | None = None) -> AcceptanceView:
        with self.store.read() as reader:
            return acceptance_source(reader, self.ids.project, TODAY, language).view

    def check(self, *results: CriterionResult) -> None:
        with self.store.read() as reader:
            criteria = reader.find(Criterion, project_id=self.ids.project, order_by=("position",))
        for one, result in zip(criteria, results, strict=True):
            scope.check_criterion(self.store, criterion_id=one.id, result=result)


@pytest.fixture
def desk(world_file: tuple[Path, World], tmp_path: Path) -> Iterator[Desk]:
    source, ids = world_file
    path = tmp_path / "w.csdesk"
    shutil.copyfile(source, path)
    store = Store.open(path, clock=Days(), backups=False)
    yield Desk(store, ids, tmp_path)
    store.close()


def test_the_sheet_holds_scope_criteria_and_punch_list(desk: Desk) -> None:
    scope.update_deliverable(
        desk.store, deliverable_id=desk.ids.deliverable, agreed_by="Guo Wei", agreed_on=TODAY
    )
    scope.move_deliverable(desk.store, deliverable_id=desk.ids.second_deliverable, direction="up")
    view = desk.view()
    assert [one.title for one in view.deliverables] == [
        "Training of managers", "Rosters for 46 restaurants",
    ]  # fmt: skip
    assert (view.deliverables[1].agreed_by, view.deliverables[1].agreed_on) == ("Guo Wei", TODAY)
    assert [(one.text, one.listed) for one in view.criteria] == [
        ("Rosters hang by Friday noon", True), ("Overtime is seen on its day", False),
    ]  # fmt: skip
    assert [(one.number, one.owner) for one in view.defects] == [(1, "Chen Hao")]
    assert view.their_signer is not None
    assert view.their_signer.name == "Guo Wei"


@pytest.mark.parametrize(
    ("results", "mended", "proposal"),
    [
        ((PASSED, CriterionResult.OPEN), False, None),
        ((PASSED, PASSED), False, AcceptanceResult.PUNCH_LIST),
        ((PASSED, PASSED), True, AcceptanceResult.ACCEPTED),
        ((FAILED, PASSED), False, AcceptanceResult.PUNCH_LIST),
        ((FAILED, PASSED), True, AcceptanceResult.PUNCH_LIST),
        ((PASSED, FAILED), False, None),
        ((FAILED, FAILED), True, None),
    ],
)
def test_a_result_is_proposed_only_when_the_criteria_speak_for_it(
    desk: Desk,
    results: tuple[CriterionResult, ...],
    mended: bool,
    proposal: AcceptanceResult | None,
) -> None:
    desk.check(*results)
    if mended:
        defects.done(desk.store, defect_id=desk.ids.defect)
    assert desk.view().proposal is proposal
    assert desk.view().ticked is proposal


def test_what_was_recorded_is_ticked_whatever_the_criteria_say(desk: Desk) -> None:
    projects.record_acceptance(
        desk.store, project_id=desk.ids.project, result=AcceptanceResult.REFUSED
    )
    view = desk.view()
    assert (view.ticked, view.recorded_on) == (AcceptanceResult.REFUSED, TODAY)


def test_the_contract_is_that_of_the_deal(desk: Desk) -> None:
    contracts.create(
        desk.store, customer_id=desk.ids.customer, start=TODAY, reference="LATER",
        signed_on=TODAY,
    )  # fmt: skip
    own = contracts.create(
        desk.store, customer_id=desk.ids.customer, start=date(2026, 10, 1), reference="OWN",
        signed_on=date(2026, 9, 30), deal_id=desk.ids.deal,
    )  # fmt: skip
    projects.update(desk.store, project_id=desk.ids.project, deal_id=desk.ids.deal)
    assert (desk.view().contract, desk.view().contract_on) == ("OWN", date(2026, 9, 30))
    contracts.delete(desk.store, contract_id=own.id)
    assert desk.view().contract == "LATER"


def test_the_period_lies_between_go_live_and_acceptance(desk: Desk) -> None:
    view = desk.view()
    assert view.live_on is not None
    assert view.period_start is not None
    assert view.period_end is not None
    assert view.live_on < view.period_start <= view.period_end
    assert not view.live


def test_without_scope_there_is_nothing_to_accept(desk: Desk) -> None:
    with desk.store.read() as reader, pytest.raises(UserError) as refused:
        acceptance_source(reader, desk.ids.other_project, TODAY)
    assert refused.value.code == "no_scope"


def test_who_left_does_not_sign(desk: Desk) -> None:
    contacts.leave(desk.store, contact_id=desk.ids.contact)
    signer = desk.view().their_signer
    assert signer is not None
    assert signer.name == "Zhou Min"


def test_a_check_is_dated_and_taken_back(desk: Desk) -> None:
    store, criterion_id = desk.store, desk.ids.criterion
    made = scope.check_criterion(
        store, criterion_id=criterion_id, result=PASSED, evidence="Seen", by="Guo Wei"
    )
    assert (made.checked_on, made.checked_by, made.evidence) == (TODAY, "Guo Wei", "Seen")
    made = scope.check_criterion(store, criterion_id=criterion_id, result=FAILED)
    assert made.evidence == "Seen"
    made = scope.check_criterion(store, criterion_id=criterion_id, result=CriterionResult.OPEN)
    assert (made.checked_on, made.checked_by) == (None, "")
    with pytest.raises(UserError) as ahead:
        scope.check_criterion(
            store, criterion_id=criterion_id, result=PASSED, on=TODAY + timedelta(1)
        )
    assert ahead.value.code == "check_in_future"


def test_parts_belong_to_their_project(desk: Desk) -> None:
    store, other = desk.store, desk.ids.other_project
    with pytest.raises(UserError) as first:
        scope.create_criterion(
            store, project_id=other, text="Foreign", deliverable_id=desk.ids.deliverable
        )
    with pytest.raises(UserError) as second:
        defects.create(store, project_id=other, title="Foreign", criterion_id=desk.ids.criterion)
    assert (first.value.code, second.value.code) == (
        "deliverable_elsewhere", "criterion_elsewhere",
    )  # fmt: skip
    with pytest.raises(UserError) as ahead:
        defects.done(store, defect_id=desk.ids.defect, on=TODAY + timedelta(1))
    assert ahead.value.code == "done_in_future"


def test_numbers_of_the_punch_list_count_on_per_project(desk: Desk) -> None:
    numbers = [
        defects.create(desk.store, project_id=project, title="More").number
        for project in (desk.ids.project, desk.ids.other_project, desk.ids.project)
    ]
    assert numbers == [2, 1, 3]


def test_what_is_open_on_the_punch_list_becomes_action_items(desk: Desk) -> None:
    store, project = desk.store, desk.ids.project
    mended = defects.create(store, project_id=project, title="Mended")
    defects.done(store, defect_id=mended.id)
    defects.create(store, project_id=project, title="Theirs", owner="Zhou Min")
    defects.create(store, project_id=project, title="A stranger's", owner="Yun Qi", side=Side.THIRD)
    projects.record_acceptance(store, project_id=project, result=AcceptanceResult.PUNCH_LIST)
    projects.record_acceptance(store, project_id=project, result=AcceptanceResult.PUNCH_LIST)
    with store.read() as reader:
        rows = {row.title: row for row in reader.find(PlanRow, project_id=project)}
        found = [row.title for row in reader.find(PlanRow, project_id=project)]
    titles = ("Night shift over midnight", "Theirs", "A stranger's")
    assert [found.count(title) for title in (*titles, "Mended")] == [1, 1, 1, 0]
    night, theirs, strange = (rows[title] for title in titles)
    assert (night.owner_user_id, night.target) == (desk.ids.user, date(2026, 12, 11))
    assert (theirs.side, theirs.owner_contact_id) == (Side.CUSTOMER, desk.ids.successor)
    assert (strange.side, strange.owner_name) == (Side.THIRD, "Yun Qi")


def test_a_text_longer_than_its_row_is_told(desk: Desk) -> None:
    scope.update_deliverable(desk.store, deliverable_id=desk.ids.deliverable, title="word " * 400)
    result = export_document(
        desk.store, DocumentKind.ACCEPTANCE, out=desk.folder, today=TODAY,
        customer_id=desk.ids.customer, project_id=desk.ids.project,
    )  # fmt: skip
    assert any("its end is cut" in str(one) for one in result.warnings)


def test_deleting_a_part_keeps_what_was_about_it(desk: Desk) -> None:
    scope.delete_deliverable(desk.store, deliverable_id=desk.ids.deliverable)
    scope.delete_criterion(desk.store, criterion_id=desk.ids.criterion)
    with desk.store.read() as reader:
        assert reader.count(Deliverable, project_id=desk.ids.project) == 1
        (left,) = reader.find(Criterion, project_id=desk.ids.project)
        (defect,) = reader.find(Defect, project_id=desk.ids.project)
    assert left.deliverable_id is None
    assert defect.criterion_id is None


@pytest.mark.parametrize("language", list(Language))
def test_the_sheet_goes_through_the_gate_and_is_made_again(desk: Desk, language: Language) -> None:
    desk.check(FAILED, PASSED)
    result = export_document(
        desk.store, DocumentKind.ACCEPTANCE, out=desk.folder / "sheet.pdf", today=TODAY,
        customer_id=desk.ids.customer, project_id=desk.ids.project, language=language.value,
    )  # fmt: skip
    assert [str(one) for one in result.left_out] == ["contract reference"]
    document = pypdfium2.PdfDocument(result.path)
    try:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()
    assert "Night shift over midnight" in text
    assert result.document_id is not None
    assert make_again(desk.store, result.document_id).content == result.path.read_bytes()


def test_an_unticked_sheet_says_why_to_us(desk: Desk) -> None:
    result = export_document(
        desk.store, DocumentKind.ACCEPTANCE, out=desk.folder, today=TODAY,
        customer_id=desk.ids.customer, project_id=desk.ids.project,
    )  # fmt: skip
    assert any("No box is ticked" in str(one) for one in result.warnings)
