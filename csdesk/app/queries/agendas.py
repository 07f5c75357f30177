"""The agenda of a meeting, in a language, with what it takes of the time."""

from dataclasses import dataclass

from csdesk.app.agendas import shipped_agendas, topic_words
from csdesk.data.reader import Reader
from csdesk.data.store import Store
from csdesk.domain.agendas import AgendaTime, agenda_time, fitting
from csdesk.domain.codes import Language, MeetingKind, Priority
from csdesk.domain.records import Customer, Meeting
from csdesk.domain.records_kickoff import AgendaItem
from csdesk.domain.templates import text_in


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicView:
    """One topic. `title` and `hint` may stand before the customer.

    `begins` is its start in minutes from the begin of the meeting, all before it counted in full;
    `fits` is false for an open topic for which no time is left (see `domain.agendas.fitting`).
    """

    id: int
    title: str
    hint: str
    priority: Priority
    minutes: int
    done: bool
    begins: int
    fits: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaView:
    """The topics of a meeting in order, and what they take of its `length` in minutes."""

    meeting: Meeting
    language: Language
    topics: tuple[TopicView, ...]
    time: AgendaTime
    length: int

    @property
    def current(self) -> TopicView | None:
        """The first topic that was not spoken about yet."""
        return next((one for one in self.topics if not one.done), None)


def load_agenda(
    source: Store | Reader,
    meeting_id: int,
    language: Language | None = None,
    *,
    elapsed: int | None = None,
) -> AgendaView:
    """Return the agenda of a meeting, in the customer's language unless said.

    Titles that still equal those of the template follow the language. `elapsed` is how many
    minutes of the meeting are gone. Raises `UserError` for an unknown meeting.
    """
    if isinstance(source, Store):
        with source.read() as reader:
            return load_agenda(reader, meeting_id, language, elapsed=elapsed)
    meeting = source.get(Meeting, meeting_id)
    words = language or source.get(Customer, meeting.customer_id).language
    items = source.find(AgendaItem, meeting_id=meeting_id, order_by=("position", "id"))
    time = agenda_time(items, meeting.minutes, elapsed)
    gone = time.used if elapsed is None else elapsed
    fits = fitting(items, meeting.minutes - gone)
    topics, begins = [], 0
    for item in items:
        title, hint = topic_words(item, words)
        topics.append(
            TopicView(
                id=item.id,
                title=title,
                hint=hint,
                priority=item.priority,
                minutes=item.minutes,
                done=item.done,
                begins=begins,
                fits=item.done or item.id in fits,
            )
        )
        begins += item.minutes
    return AgendaView(
        meeting=meeting, language=words, topics=tuple(topics), time=time, length=meeting.minutes
    )


def agenda_kinds(language: Language) -> list[tuple[MeetingKind, str, int]]:
    """Return the kinds of meeting that have an agenda, its title and what it takes in minutes."""
    return [
        (kind, text_in(template.titles, language), template.minutes)
        for kind, template in shipped_agendas().items()
    ]
