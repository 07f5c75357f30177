"""The status reports of all running projects: what is written, what is not and why, a cancel."""

import errno
import gc
import os
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest

from csdesk.app.commands import contacts, customers, items, mail_templates, projects, risks
from csdesk.app.documents.make import Made
from csdesk.app.status_batch import (
    NO_PLAN,
    NOBODY,
    NOT_REACHED,
    NOT_STARTED,
    ON_HOLD,
    BatchResult,
    StatusBatch,
    write_status_batch,
)
from csdesk.data.store import Store
from csdesk.domain.codes import ContactRole, DispatchWay, DocumentKind, Language, RowKind
from csdesk.domain.errors import Cancelled, UserError
from csdesk.domain.records import DocumentLog, Project
from csdesk.domain.records_delivery import Dispatch
from tests.app.conftest import Desk
from tests.support import TODAY, add_row


@dataclass
class Listener:
    """Notes what is told; cancels when `stop_at` reports are done, or within the one after."""

    stop_at: int = 99
    within: bool = False
    told: list[tuple[int, int, str]] = field(default_factory=list)
    asked: int = 0

    def report(self, done: int, total: int, text: str = "") -> None:
        self.told.append((done, total, text))
        self.asked = 0

    def check_cancelled(self) -> None:
        self.asked += 1
        done = self.told[-1][0] if self.told else -1
        within = self.within and done == self.stop_at  # the first page of the next report
        between = not self.within and done == self.stop_at - 1 and self.asked > 1
        if within or between:
            raise Cancelled


def run(desk: Desk, out: Path, **options: object) -> BatchResult:
    out.mkdir(exist_ok=True)
    return write_status_batch(desk.store, out, TODAY, **options)  # type: ignore[arg-type]


def reasons(result: BatchResult) -> dict[str, str]:
    return {line.project: str(line.why) for line in result.left_out}


def more_customers(store: Store, number: int) -> list[int]:
    """Store customers whose projects began long ago; return the projects' ids."""
    made = []
    for place in range(number):
        one = customers.create(store, name=f"Mori Bakery {place}", country="CN")
        with store.write("projects.create", customer_id=one.id) as unit:
            project = unit.add(
                Project(
                    uid=f"m{place}", customer_id=one.id, code="P1", name=f"Ovens {place}",
                    start=TODAY - timedelta(60),
                )
            )  # fmt: skip
            add_row(
                unit, project, f"Send the oven list {place}", number=unit.take_number(one.id),
                start=TODAY - timedelta(20), target=TODAY + timedelta(5),
            )  # fmt: skip
        made.append(project.id)
    return made


def test_every_running_project_gets_its_report(desk: Desk, tmp_path: Path) -> None:
    made = more_customers(desk.store, 2)
    customers.update(desk.store, customer_id=desk.ids.other, language=Language.ZH_CN)
    listener = Listener()
    result = run(desk, tmp_path / "out", progress=listener)
    assert {line.project_id for line in result.written} == {
        desk.ids.project, desk.ids.other_project, *made,
    }  # fmt: skip
    assert (result.left_out, result.cancelled, result.fault) == ((), False, None)
    assert sorted(line.path for line in result.written if line.path) == sorted(
        (tmp_path / "out").iterdir()
    )
    assert [told[:2] for told in listener.told] == [(done, 4) for done in range(5)]
    chinese = next(line for line in result.written if line.project_id == desk.ids.other_project)
    document = pypdfium2.PdfDocument(chinese.path)
    try:
        assert "实施周报" in document[0].get_textpage().get_text_bounded()
    finally:
        document.close()
    with desk.store.read() as reader:
        logs = reader.find(DocumentLog, kind=DocumentKind.STATUS)
    assert len(logs) == 4
    assert all(log.sha256 for log in logs)


def test_one_language_for_all(desk: Desk, tmp_path: Path) -> None:
    run(desk, tmp_path / "out", language=Language.ZH_TW)
    with desk.store.read() as reader:
        assert {log.language for log in reader.find(DocumentLog)} == {Language.ZH_TW}


def test_what_does_not_run_is_left_out_with_the_reason(desk: Desk, tmp_path: Path) -> None:
    store, ids = desk.store, desk.ids
    held, fresh = more_customers(store, 2)
    projects.hold(store, project_id=held, reason="Owner change")
    with store.write("start") as unit:
        unit.update(Project, fresh, start=TODAY - timedelta(2))
    projects.create(store, customer_id=ids.customer, name="Empty", code="E")
    result = run(desk, tmp_path / "out")
    assert reasons(result) == {"Ovens 0": ON_HOLD, "Ovens 1": NOT_STARTED, "Empty": NO_PLAN}
    assert not any(line.wrong for line in result.left_out)
    assert len(result.written) == 2


def test_a_project_of_nothing_but_internal_rows_is_left_out(desk: Desk, tmp_path: Path) -> None:
    store = desk.store
    one = customers.create(store, name="Mori Bakery")
    with store.write("projects.create") as unit:
        project = unit.add(
            Project(uid="m", customer_id=one.id, code="P", name="Ovens", start=TODAY)
        )
        add_row(unit, project, "Ours", visibility="internal", number=1, kind=RowKind.ITEM)
    assert reasons(run(desk, tmp_path / "out"))["Ovens"] in (NO_PLAN, NOT_STARTED)


def test_two_projects_of_a_customer_get_two_files(desk: Desk, tmp_path: Path) -> None:
    (first,) = more_customers(desk.store, 1)
    with desk.store.write("second") as unit:
        known = unit.get(Project, first)
        second = unit.add(
            Project(
                uid="m-second", customer_id=known.customer_id, code="P2", name="Tills: new/old",
                start=TODAY - timedelta(60),
            )
        )  # fmt: skip
        add_row(unit, second, "Till list", number=77, start=TODAY, target=TODAY)
    result = run(desk, tmp_path / "out")
    names = [line.path.name for line in result.written if line.path]
    assert len(set(names)) == len(result.written) == 4
    assert "Mori Bakery 0_Tills_ new_old_status_v1_2026-11-20.pdf" in names
    assert len(list((tmp_path / "out").iterdir())) == 4


def test_a_leak_leaves_out_one_report_and_says_why(desk: Desk, tmp_path: Path) -> None:
    made = more_customers(desk.store, 2)
    with desk.store.read() as reader:
        project = reader.get(Project, made[0])
    risks.create(
        desk.store, customer_id=project.customer_id, project_id=made[0],
        title="As Harbour Noodle had it", visibility="customer",
    )  # fmt: skip
    result = run(desk, tmp_path / "out")
    (refused,) = result.left_out
    assert (refused.project, refused.wrong) == ("Ovens 0", True)
    assert isinstance(refused.why, UserError)
    assert "harbour noodle" in str(refused.why)
    assert len(result.written) == 3
    assert run(desk, tmp_path / "again", released=["Harbour Noodle"]).left_out == ()


@pytest.mark.parametrize("within", [False, True])
def test_a_cancel_keeps_what_is_written_and_names_the_rest(
    desk: Desk, tmp_path: Path, *, within: bool
) -> None:
    more_customers(desk.store, 3)
    result = run(desk, tmp_path / "out", progress=Listener(stop_at=2, within=within))
    assert result.cancelled
    assert len(result.written) == 2
    assert set(reasons(result).values()) == {NOT_REACHED}
    assert len(result.left_out) == 3
    assert len(list((tmp_path / "out").iterdir())) == 2
    with desk.store.read() as reader:
        assert reader.count(DocumentLog) == 2


def test_a_cancel_at_once_writes_nothing(desk: Desk, tmp_path: Path) -> None:
    result = run(desk, tmp_path / "out", progress=Listener(stop_at=0, within=True))
    assert (result.cancelled, result.written) == (True, ())


def test_a_folder_that_is_none_is_refused(desk: Desk, tmp_path: Path) -> None:
    for place in (tmp_path / "none", tmp_path / "file"):
        (tmp_path / "file").write_bytes(b"")
        with pytest.raises(UserError) as caught:
            write_status_batch(desk.store, place, TODAY)
        assert caught.value.code == "target_folder_missing"


def test_a_folder_that_goes_away_ends_the_batch_with_what_is_there(
    desk: Desk, tmp_path: Path
) -> None:
    more_customers(desk.store, 2)
    out = tmp_path / "out"

    class Mover(Listener):
        def report(self, done: int, total: int, text: str = "") -> None:
            super().report(done, total, text)
            if done == 1:
                out.rename(tmp_path / "moved")

    result = run(desk, out, progress=Mover())
    assert len(result.written) == 1
    assert result.fault is not None
    assert all(line.why is result.fault and line.wrong for line in result.left_out)


def test_mail_drafts_lie_beside_their_reports(desk: Desk, tmp_path: Path) -> None:
    store, ids = desk.store, desk.ids
    contacts.create(
        store, customer_id=ids.other, name="Lin Jia", role=ContactRole.SPONSOR,
        mail="lin.jia@harbour.example",
    )  # fmt: skip
    result = run(desk, tmp_path / "out", mail=True)
    drafts = {line.project_id: line for line in result.written}
    one = drafts[ids.other_project]
    assert one.mail is not None
    assert one.path is not None
    text = one.mail.read_bytes()
    assert b"lin.jia@harbour.example" in text
    assert one.path.name.isascii() is False or one.path.name.encode() in text
    assert NOBODY in {warning.message for warning in drafts[ids.project].warnings}
    with store.read() as reader:
        ways = [one.way for one in reader.find(Dispatch)]
    assert ways.count(DispatchWay.DRAFTED) == 2


def test_a_mail_that_lacks_a_value_is_no_draft_but_the_report_is_there(
    desk: Desk, tmp_path: Path
) -> None:
    for language in Language:
        mail_templates.put(
            desk.store, kind=DocumentKind.STATUS, language=language,
            subject="{project}", body="{our_phone}",
        )  # fmt: skip
    result = run(desk, tmp_path / "out", mail=True)
    for line in result.written:
        assert line.mail is None
        assert any("{our_phone}" in str(warning) for warning in line.warnings)
    assert [path.suffix for path in (tmp_path / "out").iterdir()] == [".pdf", ".pdf"]


def refuse_drafts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full whenever a mail draft is written."""
    write = Path.write_bytes

    def written(self: Path, content: bytes) -> int:
        if self.suffix == ".eml":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return write(self, content)

    monkeypatch.setattr(Path, "write_bytes", written)


def test_a_report_without_its_mail_is_told_as_written_and_the_batch_goes_on(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more_customers(desk.store, 1)
    refuse_drafts(monkeypatch)
    result = run(desk, tmp_path / "out", mail=True)
    assert len(result.written) == 3
    assert (result.left_out, result.fault) == ((), None)
    for line in result.written:
        assert line.path is not None
        assert line.path.is_file()
        assert line.mail is None
        assert any("disk is full" in str(one) for one in line.warnings)
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".pdf"}
    with desk.store.read() as reader:
        assert reader.count(DocumentLog, kind=DocumentKind.STATUS) == 3
        assert reader.count(Dispatch, way=DispatchWay.DRAFTED) == 0


def test_steps_hold_no_document_that_is_written(desk: Desk, tmp_path: Path) -> None:
    gc.collect()
    others = {id(one): one for one in gc.get_objects() if isinstance(one, Made)}  # other tests
    batch = StatusBatch(desk.store, tmp_path, TODAY)
    while batch.waits:
        batch.step()
        gc.collect()
        held = [one for one in gc.get_objects() if isinstance(one, Made) and id(one) not in others]
        assert held == []
    assert batch.next_name == ""


def test_a_second_batch_compares_with_the_first(desk: Desk, tmp_path: Path) -> None:
    run(desk, tmp_path / "one")
    with desk.store.read() as reader:
        before = reader.find(DocumentLog, project_id=desk.ids.project)[0]
    items.update(desk.store, row_ids=[desk.ids.row["users"]], status="done")
    result = run(desk, tmp_path / "two")
    assert all("_v2_" in line.path.name for line in result.written if line.path)
    assert before.number == 1
