"""The agenda of a meeting: its topics in order, and what they take of its time."""

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from csdesk.app.agendas import shipped_agendas
from csdesk.app.commands import agendas
from csdesk.app.meeting_text import meeting_name
from csdesk.app.queries.agendas import AgendaView, TopicView, load_agenda
from csdesk.domain.codes import Priority
from csdesk.domain.errors import N_, UserError
from csdesk.domain.labels import MEETING_KIND_LABELS, PRIORITY_LABELS
from csdesk.ui.dialogs.form import Field, FormDialog, Input
from csdesk.ui.dialogs.plan_dialog import PlanDialog
from csdesk.ui.dialogs.plan_table import RecordTable, TableColumn
from csdesk.ui.fonts import SMALL
from csdesk.ui.models.cells import Cell, Tone, cell
from csdesk.ui.services import Services
from csdesk.ui.widgets.buttons import Button, Kind
from csdesk.ui.widgets.text import Label

SIZE = (680, 520)
LONGEST = 480  # minutes of one topic


class AgendaDialog(PlanDialog):
    """Topics in the customer's language. Every change is stored at once. `open()` it.

    Ins adds below the current topic, Enter opens it, Space ticks it, Alt with the arrows moves it,
    Del takes it off.
    """

    def __init__(
        self, services: Services, *, meeting_id: int, parent: QWidget | None = None
    ) -> None:
        words = services.translator
        super().__init__(
            services, words.text("Agenda"), width=SIZE[0], height=SIZE[1], parent=parent
        )
        self.setObjectName("agenda")
        self._meeting_id = meeting_id
        self.view: AgendaView = load_agenda(services.store, meeting_id)
        meeting = self.view.meeting
        about = [meeting_name(meeting, words), words.date(meeting.day, "weekday")]
        self.body.addWidget(Label(services, words.facts(about), tone="muted", wrap=True))
        self.table = RecordTable(
            services,
            [
                TableColumn(text=words.text("Topic")),
                TableColumn(text=words.text("Priority"), width=110),
                TableColumn(text=words.text("Minutes"), width=80, right=True),
            ],
            words.text("Agenda"),
        )
        self.table.opened.connect(self._edit)
        self.table.pressed_cell.connect(lambda key, _: self._tick(key))
        self.table.chosen.connect(self._on_chosen)
        self.body.addWidget(self.table, 1)
        self._empty = self._make_empty()
        self.body.addWidget(self._empty, 1)
        self.time = Label(services, "", size=SMALL, tone="muted", wrap=True)
        self.over = Label(services, "", size=SMALL, tone="warn", wrap=True)
        self.body.addWidget(self.time)
        self.body.addWidget(self.over)
        self._add_buttons()
        for keys, run in (
            ("Ins", self.add),
            ("Del", self._delete),
            ("Alt+Up", partial(self._move, -1)),
            ("Alt+Down", partial(self._move, 1)),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)
        self._load()

    def _make_empty(self) -> QWidget:
        words, kind = self.words, self.view.meeting.kind
        holder = QWidget(self)
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 8, 0, 0)
        row.setSpacing(12)
        row.setAlignment(Qt.AlignmentFlag.AlignTop)
        row.addWidget(Label(self.services, words.text("This meeting has no agenda yet.")))
        name = words.text(MEETING_KIND_LABELS[kind])
        self.take_button = Button(
            self.services, words.text("Take the agenda for “{kind}”", kind=name), kind=Kind.PRIMARY
        )
        self.take_button.clicked.connect(lambda _=False: self.take())
        self.take_button.setVisible(kind in shipped_agendas())
        row.addWidget(self.take_button)
        row.addStretch(1)
        return holder

    def _add_buttons(self) -> None:
        text = self.words.text
        self.add_button = self.button(text("Add topic"), self.add, icon="plus", key="Ins")
        self.up_button = self.button(text("Move up"), lambda: self._move(-1), key="Alt ↑")
        self.down_button = self.button(text("Move down"), lambda: self._move(1), key="Alt ↓")
        self.delete_button = self.button(text("Delete"), self._delete, key="Del")
        close = self.button(text("Close"), self.accept, key="Esc")
        for one in (self.add_button, self.up_button, self.down_button, self.delete_button):
            self.buttons.addWidget(one)
        self.buttons.addStretch(1)
        self.buttons.addWidget(close)

    def take(self) -> None:
        """Put the agenda of the meeting's kind into the meeting."""
        if self.attempt(lambda: agendas.apply(self.services.store, meeting_id=self._meeting_id)):
            self._load()
            self.table.setFocus()

    def add(self) -> None:
        """Ask for a topic that comes below the current one."""
        after = self.table.key()
        self._form(None, after if isinstance(after, int) else None).open()

    def _topic(self, key: object) -> TopicView | None:
        return next((one for one in self.view.topics if one.id == key), None)

    def _edit(self, key: object) -> None:
        topic = self._topic(key)
        if topic is not None:
            self._form(topic, None).open()

    def _form(self, topic: TopicView | None, after: int | None) -> FormDialog:
        words, store = self.words, self.services.store
        priorities = [(one, words.text(text)) for one, text in PRIORITY_LABELS.items()]
        fields = [
            Field(key="title", text=words.text("Topic"), value=topic and topic.title,
                  needed=True, hint="" if topic is None else topic.hint),
            Field(key="priority", text=words.text("Priority"), takes=Input.CHOICE,
                  choices=priorities, row=1,
                  value=topic.priority if topic else Priority.IMPORTANT),
            Field(key="minutes", text=words.text("Minutes"), takes=Input.NUMBER, row=1,
                  needed=True, value=topic.minutes if topic else 10),
        ]  # fmt: skip
        if topic is None:
            title = words.text("New topic")
        else:
            title = words.text("Topic")
            fields.append(
                Field(key="done", text=words.text("Spoken about"), takes=Input.CHECK,
                      value=topic.done)
            )  # fmt: skip

        def save(values: Mapping[str, Any]) -> object:
            told = {**values, "minutes": _minutes(values["minutes"])}
            if topic is None:
                made = agendas.add(store, meeting_id=self._meeting_id, after_id=after, **told)
                self._load(made.id)
                return made
            if told["title"] == topic.title:
                del told["title"]  # so that it goes on following the language
            return agendas.update(store, item_id=topic.id, **told)

        known = 0 if topic is None else topic.id
        form = FormDialog(
            self.services, title, fields, save, parent=self,
            remove=None if topic is None else lambda: agendas.delete(store, item_id=known),
        )  # fmt: skip
        form.accepted.connect(self._load)
        form.finished.connect(lambda _: self.table.setFocus())
        return form

    def _tick(self, key: object) -> None:
        topic = self._topic(key)
        if topic is not None and self.attempt(
            lambda: agendas.check(self.services.store, item_id=topic.id, done=not topic.done)
        ):
            self._load()

    def _move(self, step: int) -> None:
        topic = self._topic(self.table.key())
        if topic is not None and self.attempt(
            lambda: agendas.move(
                self.services.store, item_id=topic.id, direction="up" if step < 0 else "down"
            )
        ):
            self._load()

    def _delete(self) -> None:
        topic = self._topic(self.table.key())
        if topic is not None and self.attempt(
            lambda: agendas.delete(self.services.store, item_id=topic.id)
        ):
            self._load()

    def _load(self, chosen: int | None = None) -> None:
        words = self.words
        self.view = load_agenda(self.services.store, self._meeting_id)
        topics, time = self.view.topics, self.view.time
        self.table.show_rows([(one.id, self._cells(one)) for one in topics])
        if chosen is not None:
            self.table.choose(chosen)
        self.table.setVisible(bool(topics))
        self._empty.setVisible(not topics)
        self.time.set_text(
            words.text(
                "{planned} of {length} minutes; {left} left",
                planned=time.planned, length=self.view.length, left=time.left,
            )
        )  # fmt: skip
        self.time.setVisible(bool(topics))
        self.over.set_text(words.text("{n} minutes too long", n=-time.spare))
        self.over.setVisible(time.spare < 0)

    def _cells(self, one: TopicView) -> tuple[Cell, ...]:
        tone = Tone.MUTED if one.done else Tone.TEXT
        return (
            cell(one.title, tone, check=one.done),
            cell(self.words.text(PRIORITY_LABELS[one.priority]), tone,
                 bold=one.priority is Priority.MUST),
            cell(self.words.number(one.minutes), tone, right=True),
        )  # fmt: skip

    def _on_chosen(self) -> None:
        keys = [one.id for one in self.view.topics]
        place = keys.index(key) if (key := self.table.key()) in keys else -1
        self.up_button.setEnabled(place > 0)
        self.down_button.setEnabled(0 <= place < len(keys) - 1)
        self.delete_button.setEnabled(place >= 0)


def _minutes(value: object) -> int:
    """Return the minutes that were typed. UserError for none of a topic's."""
    number = int(value) if isinstance(value, Decimal) and value == int(value) else 0
    if not 1 <= number <= LONGEST:
        raise UserError(
            "topic_minutes",
            N_("Give whole minutes from 1 to {most}."),
            most=LONGEST,
            field="minutes",
        )
    return number
