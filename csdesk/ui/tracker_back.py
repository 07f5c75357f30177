"""A tracker comes back into the window: file, doubts, review, and what is said afterwards."""

from collections.abc import Callable
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from csdesk.app.error_text import error_text
from csdesk.domain.errors import UserError
from csdesk.ui.services import Services

if TYPE_CHECKING:
    from csdesk.app.commands.tracker_import import TrackerApplied
    from csdesk.app.imports.dates import DateOrder
    from csdesk.app.queries.tracker_review import TrackerReview
    from csdesk.app.queries.tracker_screen import Returned
    from csdesk.domain.records import TrackerReturn
    from csdesk.ui.main_window import MainWindow

_PATTERN = "*.xlsx *.xlsm *.ods *.csv"


class TrackerBack(QObject):
    """Reads returned trackers on the worker thread and opens their review."""

    def __init__(self, services: Services, window: "MainWindow") -> None:
        super().__init__(window)
        self._services, self._window = services, window
        self._numbers = count(1)

    def fulfil(self, kind: str, value: Any) -> bool:
        """Do one wish that is about a returned tracker; return whether it was one."""
        known: dict[str, Callable[[Any], object]] = {
            "take_back": self.ask, "review_file": self.take, "review_done": self._tell_done,
            "review_kept": self._tell_kept, "review_waits": self._tell_waiting,
            "review_over": self._tell_over, "review": self._open_kept, "plan_row": self._show_row,
            "save_returned": self._save_copy,
        }  # fmt: skip
        if kind in known:
            known[kind](value)
        return kind in known

    def ask(self, customer_id: int | None = None) -> None:
        """Ask which file came back; without a customer the one on the screen, or what it says."""
        words = self._services.translator
        title = words.text("Take back a tracker")
        dialog = QFileDialog(self._window, title, str(self._services.documents))
        dialog.setObjectName("returned")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        kind = words.text("Returned trackers")
        dialog.setNameFilter(f"{kind} ({_PATTERN})")
        whose = customer_id or self._customer()
        dialog.fileSelected.connect(lambda name: self.take(Path(name), whose))
        self._window.open_dialog(dialog)

    def take(self, path: Path, customer_id: int | None = None) -> None:
        """Read a file and open its review; one that is not ours leads to its own dialog."""
        from csdesk.ui.dialogs.foreign_state import is_foreign

        services = self._services
        services.tasks.run(
            services.translator.text("Reading {file}", file=path.name), is_foreign,
            store=services.store, path=path, customer_id=customer_id,
            done=partial(self._on_known, path, customer_id),
            failed=partial(self._on_failed, path, customer_id),
        )  # fmt: skip

    def _on_known(self, path: Path, customer_id: int | None, foreign: bool) -> None:
        """Go on as what the file is: a tracker of ours, or a spreadsheet of others."""
        if foreign:
            from csdesk.ui.dialogs.foreign_import import open_foreign_import

            open_foreign_import(self._window, path, customer_id or self._customer())
            return
        from csdesk.app.queries.tracker_screen import read_returned

        services = self._services
        services.tasks.run(
            services.translator.text("Reading {file}", file=path.name), read_returned,
            store=services.store, path=path, customer_id=customer_id,
            done=partial(self._on_read, path), failed=partial(self._on_failed, path, customer_id),
        )  # fmt: skip

    def _customer(self) -> int | None:
        screen, _, number = self._window.current.partition(":")
        return int(number) if screen == "customer" and number else None

    def _on_read(self, path: Path, returned: "Returned") -> None:
        review = returned.review
        words = self._services.translator
        if not returned.differs:
            self._window.say(
                words.text(
                    "No differences: {file} says what version {n} said when it left. Nothing was "
                    "written.",
                    file=path.name, n=review.export.number,
                )
            )  # fmt: skip
        elif (waiting := self._waiting(review)) is not None:
            self._open_kept(waiting)
        elif review.order_example and returned.order is None:
            self._ask_order(returned)
        else:
            self._open(returned)

    def _waiting(self, review: "TrackerReview") -> int | None:
        """Return the open review of this very file: what was decided there is gone on with."""
        from csdesk.app.queries.tracker_waiting import open_reviews

        found = open_reviews(self._services.store, customer_id=review.customer_id)
        return next((one.id for one in found if one.sha256 == review.sha256), None)

    def _ask_order(self, returned: "Returned") -> None:
        from csdesk.app.queries.tracker_screen import doubtful_dates
        from csdesk.ui.dialogs.tracker_back import DateOrderDialog

        review = returned.review
        dialog = DateOrderDialog(
            self._services, review.order_example, doubtful_dates(review), self._window
        )
        dialog.chosen.connect(partial(self._on_order, returned))
        dialog.rejected.connect(self._window.return_focus)
        dialog.open()

    def _on_order(self, returned: "Returned", order: "DateOrder | None") -> None:
        from csdesk.app.queries.tracker_screen import read_otherwise

        if order is None:
            self._open(returned)
            return
        services = self._services
        services.tasks.run(
            "", read_otherwise, store=services.store, returned=returned, order=order,
            done=partial(self._on_read, Path(returned.review.file_name)),
            failed=services.problem.emit,
        )  # fmt: skip

    def _open(self, returned: "Returned") -> None:
        from csdesk.ui.screens.review import ReviewScreen

        key = f"review:-{next(self._numbers)}"
        self._window.show_screen(key)
        screen = self._window.screen_of(key)
        if isinstance(screen, ReviewScreen):
            screen.show_returned(returned)

    def _open_kept(self, return_id: int) -> None:
        self._window.show_screen(f"review:{return_id}")

    def _save_copy(self, subject: tuple[str, int | None, bytes]) -> None:
        """Ask where a returned file goes; its bytes are at hand, or kept under its id."""
        name, file_id, content = subject
        services, ending = self._services, Path(name).suffix
        dialog = QFileDialog(
            self._window, services.translator.text("Where to?"), str(services.documents / name)
        )
        dialog.setObjectName("target")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{ending[1:].upper()} (*{ending})"])
        dialog.setDefaultSuffix(ending[1:])
        dialog.fileSelected.connect(lambda chosen: self._write_copy(Path(chosen), file_id, content))
        self._window.open_dialog(dialog)

    def _write_copy(self, target: Path, file_id: int | None, content: bytes) -> None:
        from csdesk.app.queries.returned_files import save_copy

        services = self._services
        services.tasks.run(
            services.translator.text("Writing {name}", name=target.name), save_copy,
            store=services.store, file_id=file_id, content=content, target=target,
            done=self._tell_copied, failed=services.problem.emit,
        )  # fmt: skip

    def _tell_copied(self, path: Path) -> None:
        text = self._services.translator.text
        self._window.say(text("{file} is written as it came back.", file=path.name))

    def _on_failed(self, path: Path, customer_id: int | None, problem: BaseException) -> None:
        if not isinstance(problem, UserError):
            self._window.tell(problem)
            return
        from csdesk.ui.dialogs.tracker_back import NotTaken

        text = self._services.translator.text
        again: tuple[str, Callable[[], object]] = (
            text("Choose another file"), partial(self.ask, customer_id),
        )  # fmt: skip
        ways = [again]
        if problem.code == "tracker_other_customer":
            theirs = str(problem.params["theirs"])
            ways = [(text("Take it back for {who}", who=theirs), partial(self.take, path)), again]
        elif problem.code == "tracker_other_workspace":
            ways = [(text("Open another workspace"), self._window.actions_of_window.ways.ask_file),
                    again]  # fmt: skip
        elif problem.code == "tracker_whose":
            go = partial(self._window.show_screen, "customers")
            ways = [(text("Choose the customer"), go), again]
        elif problem.code == "tracker_no_items" and path.suffix.lower() != ".ods":
            wizard = partial(self._window.actions_of_window.fulfil, "import_deals", path)
            ways = [again, (text("Import it as deals"), wizard)]
        sentence = error_text(problem, self._services.translator)
        dialog = NotTaken(self._services, sentence, ways, self._window)
        dialog.finished.connect(self._window.return_focus)
        dialog.open()

    def _tell_done(self, outcome: "tuple[TrackerReview, TrackerApplied, list[str]]") -> None:
        review, done, questions = outcome
        words, window = self._services.translator, self._window
        sentences = [
            words.plural(
                "{n} change of version {version} is in the plan.",
                "{n} changes of version {version} are in the plan.",
                done.written, version=review.export.number,
            )
        ]  # fmt: skip
        if done.refused:
            first = done.refused[0]
            sentences.append(
                words.plural(
                    "{n} was refused and stays open: {item}: {reason}",
                    "{n} were refused and stay open, first {item}: {reason}",
                    len(done.refused), item=first.item, reason=error_text(first.error, words),
                )
            )  # fmt: skip
        elif done.undecided:
            sentences.append(words.plural("{n} stays open.", "{n} stay open.", done.undecided))
        buttons = [(words.text("Undo"), lambda: window.registry.run("undo"))]
        if questions:
            copy = partial(self._copy, questions)
            buttons.insert(0, (words.text("Copy the questions"), copy))
        if done.undecided:
            go = partial(self._open_kept, done.return_id)
            buttons.insert(0, (words.text("Go on with the review"), go))
        window.say(words.sentences(sentences), tuple(buttons))
        window.return_focus()

    def _copy(self, questions: list[str]) -> None:
        QGuiApplication.clipboard().setText("\n".join(questions))
        self._window.say(self._services.translator.text("The questions are in the clipboard."))

    def _tell_kept(self, kept: "TrackerReturn") -> None:
        words = self._services.translator
        self._window.say(
            words.text("The review waits on the customer; nothing is in the plan yet."),
            ((words.text("Go on with the review"), partial(self._open_kept, kept.id)),),
        )
        self._window.return_focus()

    def _tell_over(self, review: "TrackerReview") -> None:
        words = self._services.translator
        self._window.say(
            words.text(
                "Version {n} of the tracker says nothing else than the plan by now.",
                n=review.export.number,
            )
        )

    def _tell_waiting(self, number: int) -> None:
        words = self._services.translator
        self._window.say(
            words.text("The review is not finished: nothing is written yet."),
            (
                (
                    words.text("Back to the review"),
                    partial(self._window.show_screen, f"review:{number}"),
                ),
            ),
        )

    def _show_row(self, place: tuple[int, int, int, int | None]) -> None:
        """Show a row in its plan, or the page that it belongs to."""
        from csdesk.ui.screens.customer import CustomerScreen

        customer_id, project_id, tab, row_id = place
        key = f"customer:{customer_id}"
        self._window.show_screen(key)
        screen = self._window.screen_of(key)
        if isinstance(screen, CustomerScreen):
            screen.choose_project(project_id)
            screen.tabs.choose(tab)
            if row_id is not None:
                screen.plan.show_row(row_id)
