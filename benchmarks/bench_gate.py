"""The gate on a status report and a tracker, in a workspace of 300 customers / 30,000 items."""

import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from benchmarks.bench_status_pdf import large_view
from benchmarks.bench_store import build
from benchmarks.case import Case
from csdesk.app.gate import search_document
from csdesk.data.store import Store
from csdesk.domain.codes import Language
from csdesk.domain.records import PlanRow
from csdesk.i18n import Translator
from csdesk.reports.pdf.status import write_status
from csdesk.reports.xlsx.tracker import write_tracker
from tests.reports.tracker_sample import tracker_view
from tests.support import CLOCK

NOTES = 2_000
PAGE_LIMIT = 0.150  # seconds a page


def cases(folder: Path) -> Iterable[Case]:
    """Measure seconds a page, all of it: reading what is ours and theirs, the file, the search.

    The tracker of 17 items counts as its four printed pages.
    """
    path = folder / "large.csdesk"
    build(path)
    store = Store.open(path, clock=CLOCK, backups=False)
    with store.write("notes") as unit:
        rows = unit.find(PlanRow)[:NOTES]
        text = "They asked for the price of a second year, number {} of the list, and waited"
        unit.update_all(PlanRow, {row.id: {"internal_note": text.format(row.id)} for row in rows})
    view = replace(tracker_view(17), customer="Customer 0")
    file = folder / "tracker.xlsx"
    write_tracker(view, Translator("en"), file)

    yield Case("gate, a page of a tracker", _gate(store, file, view, 4), limit=PAGE_LIMIT)
    for language in (Language.EN, Language.ZH_CN):
        report = large_view(language)
        written = write_status(report, Translator(language.value))
        paper = folder / f"status-{language.value}.pdf"
        paper.write_bytes(written.content)
        yield Case(
            f"gate, a page of a status report, {language.value}",
            _gate(store, paper, report, written.pages),
            limit=PAGE_LIMIT,
        )
    store.close()


def _gate(store: Store, file: Path, view: object, pages: int) -> Callable[[], float]:
    """Return what reads the workspace and the file, seeks all in it, and tells seconds a page."""

    def work() -> float:
        started = time.perf_counter()
        with store.read() as reader:
            leaks = search_document(reader, file, name=file.name, customer_id=1, view=view)
        taken = time.perf_counter() - started
        if leaks:
            raise AssertionError(leaks)
        return taken / pages

    return work
