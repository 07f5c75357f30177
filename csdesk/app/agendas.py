"""The agendas that csdesk ships, by kind of meeting."""

from collections.abc import Mapping
from functools import lru_cache

from csdesk.domain.agendas import AgendaTemplate, TopicTemplate, parse_agenda
from csdesk.domain.codes import Language, MeetingKind
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records_kickoff import AgendaItem
from csdesk.resources import resource_path


@lru_cache(maxsize=1)
def shipped_agendas() -> Mapping[MeetingKind, AgendaTemplate]:
    """Return the agendas in `resources/agendas` in the order of the kinds."""
    found = [
        parse_agenda(path.read_text("utf-8"), source=path.stem)
        for path in resource_path("agendas").glob("*.toml")
    ]
    by_kind = {one.kind: one for one in found}
    return {kind: by_kind[kind] for kind in MeetingKind if kind in by_kind}


def agenda_of(kind: MeetingKind) -> AgendaTemplate:
    """Return the agenda of a kind; raises `UserError` where there is none."""
    known = shipped_agendas()
    if kind not in known:
        raise UserError(
            "no_agenda",
            N_("There is no agenda for this kind of meeting. There is one for: {known}."),
            known=", ".join(one.value for one in known),
            field="kind",
        )
    return known[kind]


@lru_cache(maxsize=1)
def _topics() -> Mapping[str, TopicTemplate]:
    return {
        agenda.ref(topic): topic for agenda in shipped_agendas().values() for topic in agenda.topics
    }


def topic_words(item: AgendaItem, language: Language) -> tuple[str, str]:
    """Return the title and the hint of a topic in `language`.

    A title that somebody changed stays as written, and the hint of the template is then left out.
    """
    topic = _topics().get(item.template_ref)
    if topic is None or item.title not in topic.titles.values():
        return item.title, ""
    return topic.titles[language], topic.hints.get(language, "")
