"""The words of the note that goes with the tracker: what is new, what was decided, what is next."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TypeVar

from csdesk.domain.codes import Priority, Side, Status
from csdesk.domain.errors import N_
from csdesk.domain.labels import PRIORITY_LABELS, SIDE_LABELS, STATUS_LABELS, USER_ROLE_LABELS
from csdesk.domain.merge_rows import Value
from csdesk.domain.tracker_note import NoteAsk, NoteChange, NoteMilestone, NoteRow, Why
from csdesk.domain.views.tracker_note import TrackerNoteView
from csdesk.i18n import Translator
from csdesk.reports.words.marks import closed, lower_first

MOST = 15  # lines of one part; the tracker itself has all
_LONGEST = 90  # characters of a text that is quoted
_FIELDS = {
    "title": N_("Action item"), "milestone": N_("Milestone"), "agreed": N_("Agreed date"),
    "side": N_("Whose turn"), "owner": N_("Owner"), "target": N_("Target date"),
    "status": N_("Status"), "priority": N_("Priority"), "comment": N_("Your comment"),
}  # fmt: skip
_DATES = ("agreed", "target")
_WHY = {
    Why.BOTH: N_("We had changed it as well since the version that you edited."),
    Why.LOCKED: N_("This column comes from the plan; please tell us in your comment."),
    Why.SINCE: N_("We took it over, and it changed again since."),
    Why.MISSING: N_(
        "It was not in your file. It stays in the plan; to end it, set its status to Cancelled."
    ),
    Why.DECLINED: N_("It is not in the plan; let us talk about it."),
}
Part = TypeVar("Part")


def note_subject(words: Translator, view: TrackerNoteView) -> str:
    """Return a subject that names project, version and day."""
    subject = words.text(
        "{project}: tracker version {n}, {day}",
        project=view.project,
        n=view.version,
        day=words.date(view.as_of, "medium"),
    )
    return closed(subject, words)


def note_body(words: Translator, view: TrackerNoteView) -> str:
    """Return the text, part by part; what has nothing to say is left out."""
    note = _Note(words, view)
    parts = [note.greeting(), note.opening()]
    parts += [
        note.part(title, rows, line)
        for title, rows, line in (
            (words.text("Your changes, taken over"), view.taken, note.taken),
            (words.text("Decided otherwise"), view.otherwise, note.otherwise),
            (words.text("Changed by us"), view.moved, note.taken),
            (words.text("New in the list"), view.added, note.name),
            (words.text("No longer in the list"), view.removed, note.name),
        )
    ]
    parts.insert(4, note.part(words.text("Milestones"), view.milestones, note.milestone))
    if view.people:
        names = words.join(view.people[:MOST])
        parts.append(words.text("Contacts that changed: {names}", names=names))
    parts += [note.asks(), note.waiting(), note.closing()]
    text = closed("\n\n".join(part for part in parts if part), words)
    return f"{text}\n\n{note.foot()}\n"


class _Note:
    """Writes the parts of one note."""

    def __init__(self, words: Translator, view: TrackerNoteView) -> None:
        self._words, self._view = words, view

    def greeting(self) -> str:
        if self._view.person is None:
            return self._words.text("Hello,")
        return self._words.text("Dear {name},", name=self._view.person.name)

    def opening(self) -> str:
        words, view = self._words, self._view
        day = words.date(view.as_of, "long")
        if view.previous is None or view.previous_on is None:
            return words.text(
                "Here is the first version of the shared tracker of “{project}”, {day}. The tinted "
                "cells are yours to edit.",
                project=view.project,
                day=day,
            )
        facts = {
            "n": view.version, "project": view.project, "day": day, "old": view.previous,
            "before": words.date(view.previous_on, "long"),
        }  # fmt: skip
        if view.says_nothing_new:
            return words.text(
                "Here is version {n} of the shared tracker of “{project}”, {day}. Nothing differs "
                "from version {old} of {before}.",
                **facts,
            )
        return words.text(
            "Here is version {n} of the shared tracker of “{project}”, {day}. This is what differs "
            "from version {old} of {before}.",
            **facts,
        )

    def part(self, title: str, rows: Sequence[Part], line: Callable[[Part], str]) -> str:
        if not rows:
            return ""
        lines = [title, *(f"- {line(row)}" for row in rows[:MOST])]
        more = len(rows) - MOST
        if more > 0:
            lines.append(
                self._words.plural("- and {n} more, in the file", "- and {n} more, in the file",
                                   more)
            )  # fmt: skip
        return "\n".join(lines)

    def name(self, row: NoteRow) -> str:
        return f"{row.code} {_short(row.title)}".strip()

    def taken(self, row: NoteRow) -> str:
        if not row.changes:
            return self._colon(self.name(row), self._words.text("added from your file"))
        changes = ("；" if self._words.is_chinese else "; ").join(map(self._change, row.changes))
        return self._colon(self.name(row), changes)

    def otherwise(self, row: NoteRow) -> str:
        words = self._words
        sentences = [
            words.text(
                "{field}: you wrote {theirs}, it is {now}.",
                field=words.text(_FIELDS[one.field]),
                theirs=self._value(one.field, one.theirs),
                now=self._value(one.field, one.after),
            )
            for one in row.changes
        ]
        why = " ".join(row.reason.split()) or words.text(_WHY.get(row.why, ""))
        sentences += [why] if why else []
        return self._colon(self.name(row), words.sentences(sentences))

    def milestone(self, one: NoteMilestone) -> str:
        words, title = self._words, _short(one.title)
        if one.gone:
            return self._colon(title, words.text("no longer planned"))
        after = "-" if one.after is None else self._day(one.after)
        if one.new:
            return self._colon(title, words.text("new, {day}", day=after))
        if one.reached:
            return self._colon(title, words.text("reached on {day}", day=after))
        before = "-" if one.before is None else self._day(one.before)
        text = f"{before} → {after}"
        if one.days:
            moved = (
                words.plural("{n} working day later", "{n} working days later", one.days)
                if one.days > 0
                else words.plural("{n} working day earlier", "{n} working days earlier", -one.days)
            )
            text = words.facts([text, moved])
        return self._colon(title, text)

    def asks(self) -> str:
        words, view = self._words, self._view
        lines = [
            self._colon(
                f"{one.code} {_short(one.title)}",
                words.text(
                    "we could not read “{written}” as {field}; please write it again.",
                    written=_short(one.written),
                    field=words.text(_FIELDS.get(one.field, one.field)),
                ),
            )
            for one in view.unread
        ]
        lines += [self._ask(one) for one in view.asked]
        return self.part(words.text("What we need from you"), lines, lambda line: line)

    def waiting(self) -> str:
        if not self._view.waiting:
            return ""
        return self._words.plural(
            "{n} of your changes is not decided yet; we will come back to you on it.",
            "{n} of your changes are not decided yet; we will come back to you on them.",
            self._view.waiting,
        )

    def closing(self) -> str:
        words, view = self._words, self._view
        day = words.date(view.send_back_by, "full")
        if not view.send_back_to:
            return words.text("Please send the tracker back by {day}.", day=day)
        return words.text(
            "Please send the tracker back by {day} to {mail}.", day=day, mail=view.send_back_to
        )

    def foot(self) -> str:
        words, sender = self._words, self._view.sender
        name = sender.name
        if name and sender.role is not None:
            role = lower_first(words.text(USER_ROLE_LABELS[sender.role]), words)
            name = words.text("{name}, {role}", name=name, role=role)
        lines = [
            words.text("Kind regards,"), name, self._view.us.name, sender.mail, sender.phone,
        ]  # fmt: skip
        return "\n".join(line for line in lines if line)

    def _ask(self, one: NoteAsk) -> str:
        words = self._words
        facts = [one.owner] if one.owner else []
        if one.target is None:
            facts.append(words.text("please give it a date"))
        elif one.late:
            facts.append(words.text("was due {day}", day=self._day(one.target)))
        else:
            facts.append(words.text("due {day}", day=self._day(one.target)))
        return self._colon(f"{one.code} {_short(one.title)}", words.facts(facts))

    def _change(self, one: NoteChange) -> str:
        words = self._words
        field = words.text(_FIELDS[one.field])
        after = self._value(one.field, one.after)
        if one.theirs is not None:
            return words.text(
                "{field}: we read “{written}” as {now}",
                field=field,
                written=_short(one.theirs),
                now=after,
            )
        if one.field == "comment":
            return self._colon(field, after)
        return self._colon(field, f"{self._value(one.field, one.before)} → {after}")

    def _value(self, field: str, value: Value) -> str:
        """Return a cell as the tracker says it; what is no value of its field stands in quotes."""
        words = self._words
        if value is None:
            return words.text("(empty)")
        try:
            if field == "status":
                return words.text(STATUS_LABELS[Status(value)])
            if field == "side":
                return words.text(SIDE_LABELS[Side(value)])
            if field == "priority":
                return words.text(PRIORITY_LABELS[Priority(value)])
            if field in _DATES:
                return self._day(date.fromisoformat(value))
        except ValueError:
            pass
        return words.text("“{text}”", text=_short(value))

    def _day(self, day: date) -> str:
        return self._words.near_date(day, self._view.as_of)

    def _colon(self, name: str, said: str) -> str:
        if not name or not said:
            return name or said
        return f"{name}{'：' if self._words.is_chinese else ': '}{said}"


def _short(text: str) -> str:
    """Return a text as part of one line."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
