"""The review of a returned tracker: cell by cell, with what the plan becomes beside it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedLayout, QWidget
from typing_extensions import override

from csdesk.app.commands.tracker_import import (
    TrackerApplied,
    TrackerChoices,
    apply,
    close_review,
    keep,
)
from csdesk.app.queries.tracker_screen import Returned, read_kept, read_otherwise
from csdesk.domain.changes import ChangeSet
from csdesk.domain.errors import N_
from csdesk.domain.merge_choices import Choices, Set
from csdesk.domain.merge_rows import CONTACTS, ITEMS, MILESTONES
from csdesk.domain.review_lines import (
    Decision,
    Line,
    LineKey,
    Pick,
    accept_all,
    accept_clean,
    accept_row,
    can_set,
    choices_of,
    decide,
    first_decisions,
    is_open,
    keep_rest,
    lines_of,
    offers,
    open_lines,
    words_of,
)
from csdesk.ui.actions import ActionSpec
from csdesk.ui.models.review_model import ReviewModel
from csdesk.ui.models.review_words import ReviewWords
from csdesk.ui.screen import Screen
from csdesk.ui.screens.customer import PEOPLE, PLAN
from csdesk.ui.screens.empty import EmptyState
from csdesk.ui.screens.review_facts import (
    OURS,
    OWN,
    cards_of,
    editor_of,
    is_explained,
    quote_of,
    reason_field,
    stored,
    title_of,
)
from csdesk.ui.screens.review_outcome import Asked, Outcome
from csdesk.ui.services import Services
from csdesk.ui.widgets.review_cell import CellView
from csdesk.ui.widgets.review_page import ReviewPage

_PICKS = {"theirs": Pick.THEIRS, "ours": Pick.OURS, "ask": Pick.ASK}


class ReviewScreen(Screen):
    """Decides about one returned tracker. Nothing is written before Apply or Save for later.

    `number` is that of a review put aside; a file that was just read is shown by `show_returned`.
    """

    key: ClassVar[str] = "review"
    narrow_rail: ClassVar[bool] = True
    entities: ClassVar[frozenset[str]] = frozenset(
        {"PlanRow", "Dependency", "Contact", "User", "Project", "Customer", "CustomerWord"}
    )

    def __init__(self, services: Services, number: int, parent: QWidget | None = None) -> None:
        super().__init__(services, parent)
        self._number = number
        self.returned: Returned | None = None
        self.lines: Sequence[Line] = ()
        self.decisions: dict[LineKey, Decision] = {}
        self.reasons: dict[LineKey, str] = {}  # for the customer, where ours or another value holds
        self.touched = False  # whether anything was decided that is not kept anywhere
        self._wanted: LineKey | None = None
        self._busy = False
        self._build()
        services.store_closing.connect(self._keep_unfinished)

    def _build(self) -> None:
        services, words = self.services, self.words
        self.model = ReviewModel(words, self)
        page = ReviewPage(services, self.model, self.do, self)
        self.head, self.warnings, self.table = page.head, page.warnings, page.table
        self.cards, self.effect = page.cards, page.effect
        self.table.moved.connect(self._on_moved)
        self.outcome = Outcome(services, self.effect, self._asked, self)
        empty = EmptyState(
            services,
            words.text("No returned tracker is open. Nothing was written."),
            words.text("Take back a tracker"),
        )
        empty.pressed.connect(lambda: services.wish.emit("take_back", None))
        self._pages = QStackedLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        self.setFocusProxy(self.table)

    # --- what a screen is --------------------------------------------------------------------

    @override
    def title(self) -> str:
        if self.returned is None:
            return self.words.text("Returned tracker")
        return self.words.text("Tracker returned by {who}", who=self.returned.review.customer)

    @override
    def load(self) -> None:
        """Read a review that was put aside, or compare again with what is ours by now."""
        store, returned = self.services.store, self.returned
        if returned is None and self._number <= 0:
            return
        failed = self._on_unreadable if returned is None else self.services.problem.emit
        if returned is not None and returned.opened is not None:
            self.services.tasks.run(
                "", read_otherwise, store=store, returned=returned,
                done=self._take, failed=failed,
            )  # fmt: skip
        else:
            number = self._number if returned is None else returned.review.return_id
            self.services.tasks.run(
                "", read_kept, store=store, return_id=number, done=self._take, failed=failed
            )

    @override
    def on_change(self, change: ChangeSet) -> None:
        if not self._busy:
            self.load()

    @override
    def is_editing(self) -> bool:
        return self.cards.editor is not None

    @override
    def state(self) -> dict[str, object]:
        line = self.table.current()
        return {
            "returned": self.returned, "decisions": dict(self.decisions),
            "reasons": dict(self.reasons), "touched": self.touched,
            "line": line.key if line is not None else None,
        }  # fmt: skip

    @override
    def restore(self, state: dict[str, object]) -> None:
        returned, decisions = state.get("returned"), state.get("decisions")
        wanted = state.get("line")
        if isinstance(wanted, LineKey):
            self._wanted = wanted
        if isinstance(returned, Returned) and isinstance(decisions, dict):
            reasons = state.get("reasons")
            self.reasons = reasons if isinstance(reasons, dict) else {}
            self.show_returned(returned, decisions)
            self.touched = bool(state.get("touched"))

    @override
    def actions_of(self) -> Sequence[ActionSpec]:
        def spec(name: str, text: str, key: str = "") -> ActionSpec:
            return ActionSpec(
                id=f"review.{name}", text=text, run=partial(self.do, name), shortcut=key,
                condition=self._is_open,
            )  # fmt: skip

        return (
            spec("apply", N_("Apply what is decided"), "Ctrl+Return"),
            spec("keep", N_("Save the review for later"), "Ctrl+S"),
            spec("theirs", N_("Take theirs")),
            spec("ours", N_("Keep ours")),
            spec("edit", N_("Give another value")),
            spec("reason", N_("Say why, for the customer")),
            spec("ask", N_("Keep ours and ask the customer")),
            spec("new", N_("It is a row of its own")),
            spec("plan", N_("Go to the plan")),
            spec("show", N_("Show the cell")),
            spec("row", N_("Accept the whole row")),
            spec("clean", N_("Accept all clean changes")),
            spec("all", N_("Accept all, conflicts too"), "Ctrl+Shift+A"),
            spec("rest", N_("Keep ours in all that is left")),
            spec("filter", N_("Show only what is to decide")),
            spec("copy", N_("Save a copy of the returned file …"), "Ctrl+Shift+S"),
        )

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.touched and not event.spontaneous():
            QTimer.singleShot(0, self, self._say_waiting)

    # --- showing -----------------------------------------------------------------------------

    def show_returned(
        self, returned: Returned, decisions: Mapping[LineKey, Decision] | None = None
    ) -> None:
        """Show a returned tracker; `decisions` are those made before."""
        self.returned = returned
        review = returned.review
        self.stale = False
        merges = (
            review.merges[one] for one in (ITEMS, CONTACTS, MILESTONES) if one in review.merges
        )
        self.lines = lines_of(merges)
        before = review.decided if decisions is None else decisions
        known = {line.key for line in self.lines}
        if decisions is None:
            self.reasons = {key: one for key, one in review.reasons.items() if key in known}
        self.decisions = {
            **first_decisions(self.lines),
            **{key: one for key, one in before.items() if key in known},
        }
        said = ReviewWords(self.words, returned, self.services.today())
        self.model.show_review(said, self.lines, self.decisions)
        self.effect.has_file = returned.has_file
        self._pages.setCurrentIndex(1)
        self.head.title.set_text(self.title())
        self.head.source.set_text(self._source())
        self.warnings.show_sentences(
            [self.words.text(one.message, **one.params) for one in review.said]
        )
        row = self.model.row_of(self._wanted) if self._wanted is not None else None
        if row is None:
            row = self.model.next_open(-1)
        self._wanted = None
        self.table.go(self.model.step(-1, 1) if row is None else row)
        self._show_state()
        self.titled.emit()
        # The pages are disabled while a file is read: the focus comes after that.
        QTimer.singleShot(0, self.table, self.table.setFocus)

    def _take(self, returned: Returned) -> None:
        """Show what was read again; what was decided stays where it still fits."""
        line = self.table.current()
        self._wanted = line.key if line is not None else self._wanted
        if not returned.differs:
            if returned.review.return_id is not None:
                self.services.act(close_review, return_id=returned.review.return_id)
            self.returned = returned
            self._close()
            self.services.wish.emit("review_over", returned.review)
            return
        changed = self._changed_lines(returned)
        decided = {key: one for key, one in self.decisions.items() if key not in changed}
        self.show_returned(returned, decided if self.returned is not None else None)

    def _changed_lines(self, returned: Returned) -> set[LineKey]:
        """Return the lines whose group is another by now: they are decided anew."""
        before = {line.key: line.group for line in self.lines}
        fresh = lines_of(returned.review.merges.values())
        return {line.key for line in fresh if before.get(line.key, line.group) is not line.group}

    def _on_unreadable(self, problem: BaseException) -> None:
        self.services.problem.emit(problem)
        self._close()

    def _source(self) -> str:
        words, returned = self.words, self.returned
        if returned is None:
            return ""
        review = returned.review
        said = ReviewWords(words, returned, self.services.today())
        parts = [review.file_name]
        if review.saved_by:
            parts.append(words.text("from {who}", who=review.saved_by))
        if review.saved_on is not None:
            parts.append(words.text("saved {day}", day=said.day(review.saved_on)))
        moved = review.ours.get(ITEMS) != review.base.get(ITEMS)
        sent = words.text("Version {n}, sent {day}.", n=review.export.number, day=said.sent)
        if moved:
            sent = words.text(
                "Version {n}, sent {day}; the plan has moved since.",
                n=review.export.number, day=said.sent,
            )  # fmt: skip
        stop = "。" if words.is_chinese else "."
        return words.sentences([words.facts(parts) + stop, sent])

    def _on_moved(self) -> None:
        self.cards.close_editor()
        self._show_cards()
        self.outcome.ask()

    def _show_cards(self) -> None:
        line, said = self.table.current(), self.model.said
        if line is None or said is None:
            self.cards.show_line("", "", "", {})
            return
        place = said.place(line)
        guessed = line.cell is not None and line.cell.guess is not None
        extra = [one for one in (place, said.fault(line) if guessed else "") if one]
        if self._can_unlink(line):
            extra.append(self.words.text("{score}: N makes it a row of its own.",
                                         score=said.score(line)))  # fmt: skip
        self.cards.show_line(
            title_of(said, line), self.words.sentences(extra), quote_of(said, line),
            cards_of(said, line, self.decisions, self.reasons.get(line.key, "")),
        )  # fmt: skip

    def _show_state(self) -> None:
        total = sum(not line.is_only_shown for line in self.lines)
        left = len(open_lines(self.lines, self.decisions))
        self.head.show_left(self._writes(), total, left, filtered=self.model.only_open)
        self._show_cards()
        self.outcome.ask()

    def _writes(self) -> int:
        return sum(
            not line.is_only_shown
            and (
                isinstance(self.decisions.get(line.key), Set)
                or self.decisions.get(line.key) is Pick.THEIRS
            )
            for line in self.lines
        )

    # --- deciding ----------------------------------------------------------------------------

    def do(self, what: str) -> None:
        """Do what a key or a card asks about the current line."""
        line = self.table.current()
        whole = {
            "clean": lambda: self._decided(accept_clean(self.lines, self.decisions)),
            "all": lambda: self._decided(accept_all(self.lines, self.decisions)),
            "rest": lambda: self._decided(keep_rest(self.lines, self.decisions)),
            "filter": self._toggle_filter, "apply": self.apply, "keep": self.keep,
            "back": self.leave, "next": self._go_on, "copy": self._save_copy,
        }  # fmt: skip
        if what in whole:
            whole[what]()
        elif line is None or self.returned is None or self._busy:
            return
        elif what in _PICKS:
            self._pick(line, _PICKS[what])
        elif what == "row":
            self._decided(accept_row(self.lines, self.decisions, line), line)
        elif what == "edit":
            self._edit(line)
        elif what == "reason":
            self._explain(line)
        elif what == "show":
            self._show_cell(line)
        elif what == "plan":
            self._go_to_plan(line)
        elif what == "new":
            self._unlink(line)

    def _pick(self, line: Line, pick: Pick) -> None:
        if pick in offers(line):
            self._decided(decide(self.lines, self.decisions, line, pick), line)
        elif pick is Pick.THEIRS and can_set(line):
            self._edit(line)  # nothing is offered for it: a person says what it means

    def _decided(self, decisions: dict[LineKey, Decision], line: Line | None = None) -> None:
        """Take decisions over; after the last word on a line go on to the next open one."""
        was_open = line is None or is_open(line, self.decisions)
        if decisions != self.decisions:
            self.decisions = decisions
            self.touched = True
            self.model.set_decisions(decisions)
        if was_open and (line is None or not is_open(line, decisions)):
            self._go_on()
        self._show_state()

    def _go_on(self) -> None:
        self.table.go(self.model.next_open(self.table.currentIndex().row()))

    def _edit(self, line: Line) -> None:
        said = self.model.said
        if said is not None and can_set(line):
            make = editor_of(self.services, said, line, self.decisions)
            self.cards.edit(make, OWN, self._on_given)

    def _explain(self, line: Line) -> None:
        """Ask for the words that tell the customer why it is not as they wrote."""
        if is_explained(line, self.decisions):
            make = reason_field(self.services, self.reasons.get(line.key, ""))
            at = OWN if isinstance(self.decisions[line.key], Set) else OURS
            self.cards.edit(make, at, self._on_reason)

    def _on_reason(self, value: object) -> None:
        line = self.table.current()
        if line is not None:
            self.reasons[line.key] = stored(value) or ""
            self.touched = True
            self._show_cards()

    def _on_given(self, value: object) -> None:
        line = self.table.current()
        if line is None:
            return
        given = stored(value)
        if given is None and line.field == line.shape.title:
            return
        self._decided(decide(self.lines, self.decisions, line, Set(given)), line)

    def _toggle_filter(self) -> None:
        line = self.table.current()
        self.model.set_only_open(not self.model.only_open)
        row = self.model.row_of(line.key) if line is not None else None
        self.table.go(self.model.step(-1, 1) if row is None else row)
        self._show_state()

    def _show_cell(self, line: Line) -> None:
        if self.model.said is not None:
            CellView(self.services, self.model.said, line, self).open_over(self.cards)

    def _go_to_plan(self, line: Line) -> None:
        returned = self.returned
        if returned is not None:
            row_id = returned.row_ids.get(line.row_id or "")
            review = returned.review
            tab = PEOPLE if line.shape is CONTACTS else PLAN
            place = (review.customer_id, review.project_id, tab, row_id)
            self.services.wish.emit("plan_row", place)

    def _can_unlink(self, line: Line) -> bool:
        """Whether the row was recognised by likeness in a file that can be compared again."""
        returned = self.returned
        return returned is not None and returned.opened is not None and line.score is not None

    def _unlink(self, line: Line) -> None:
        """Take a row that was recognised by likeness as a new one."""
        returned = self.returned
        if returned is None or line.row is None or not self._can_unlink(line):
            return
        self.touched = True
        self.services.tasks.run(
            "", read_otherwise, store=self.services.store, returned=returned,
            hands={line.row.place: None}, done=self._take, failed=self.services.problem.emit,
        )  # fmt: skip

    # --- the outcome -------------------------------------------------------------------------

    def _choices(self, decisions: Mapping[LineKey, Decision]) -> TrackerChoices:
        chosen = choices_of(self.lines, decisions, self.reasons)
        return TrackerChoices(
            items=chosen.get(ITEMS, Choices()),
            contacts=chosen.get(CONTACTS, Choices()),
            words=words_of(self.lines, decisions),
        )

    def _asked(self) -> Asked | None:
        """Return what the outcome is to rest on: an open line in view as theirs."""
        if self.returned is None or self._busy:
            return None
        line, decisions = self.table.current(), self.decisions
        basis = self.words.text("With all that is decided so far")
        if line is not None and is_open(line, decisions) and Pick.THEIRS in offers(line):
            decisions = decide(self.lines, decisions, line, Pick.THEIRS)
            basis = self.words.text("Preview with “Theirs” for the cell in view")
        elif not open_lines(self.lines, decisions):
            basis = self.words.text("All is decided")
        return Asked(self.returned.review, self._choices(decisions), basis)

    # --- the ways out ------------------------------------------------------------------------

    def apply(self) -> None:
        """Write what is decided, once nothing is left to decide."""
        returned = self.returned
        if returned is None or self._busy:
            return
        if open_lines(self.lines, self.decisions):
            line = self.table.current()
            if line is None or not is_open(line, self.decisions):
                self._go_on()
            return
        self._busy = True
        task = self.services.tasks.run(
            self.words.text("Taking over {file}", file=returned.review.file_name), apply,
            store=self.services.store, review=returned.review,
            choices=self._choices(self.decisions), done=self._on_applied,
            failed=self.services.problem.emit,
        )  # fmt: skip
        task.ended.connect(self._on_done)

    def _on_done(self) -> None:
        self._busy = False

    def _on_applied(self, done: TrackerApplied) -> None:
        returned = self.returned
        if returned is None:
            return
        asked = [line for line in self.lines if self.decisions.get(line.key) is Pick.ASK]
        language = returned.review.export.language.value
        theirs = ReviewWords(type(self.words)(language), returned, self.services.today())
        questions = [theirs.question(line) for line in asked]
        self._close()
        self.services.wish.emit("review_done", (returned.review, done, questions))

    def keep(self) -> None:
        """Put the review aside with what is decided so far; it is offered on the customer."""
        returned = self.returned
        if returned is None or self._busy:
            return
        self._busy = True
        kept = self.services.act(
            keep, review=returned.review, decisions=self.decisions, reasons=self.reasons
        )
        self._busy = False
        if kept is not None:
            self._close()
            self.services.wish.emit("review_kept", kept)

    def _save_copy(self) -> None:
        """Ask where a copy of the file goes, as it came back."""
        returned = self.returned
        if returned is not None and returned.has_file:
            name, content = returned.review.file_name, returned.review.file_bytes
            self.services.wish.emit("save_returned", (name, returned.kept_id, content))

    def leave(self) -> None:
        """Go back to the customer; an unfinished review waits while the window is open."""
        returned = self.returned
        if returned is not None:
            self.services.wish.emit("customer", returned.review.customer_id)

    def _close(self) -> None:
        """Let go of the review: it is written, kept or gone."""
        returned, self.returned = self.returned, None
        self.outcome.stop()
        self.touched = False
        self.lines, self.decisions, self.reasons = (), {}, {}
        self._pages.setCurrentIndex(0)
        if returned is not None:
            self.services.wish.emit("customer", returned.review.customer_id)

    def _say_waiting(self) -> None:
        if self.touched and not self.isVisible() and self.window().isVisible():
            self.services.wish.emit("review_waits", self._number)

    def _keep_unfinished(self) -> None:
        """Put an unfinished review aside before the workspace is closed: nothing is lost."""
        if self.returned is not None and self.touched and not self._busy:
            self.touched = False
            self.services.act(
                keep, review=self.returned.review, decisions=self.decisions, reasons=self.reasons
            )

    def _is_open(self) -> bool:
        return self.returned is not None
