"""Agenda templates: a TOML text becomes checked topics; and what an agenda does with its time.

A file holds `kind` (of the meeting), `title.LANG` and `[[topics]]` in the order in which they are
spoken about. A topic has `code`, `title.LANG`, `priority`, `minutes` and, if it helps, `hint.LANG`:
a question to ask. Titles and hints are written for everybody in the room.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from csdesk.domain.codes import Language, MeetingKind, Priority
from csdesk.domain.errors import N_, UserError
from csdesk.domain.records_kickoff import AgendaItem
from csdesk.domain.templates import text_in

_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HEAD = frozenset({"kind", "title", "topics"})
_FIELDS = frozenset({"code", "title", "hint", "priority", "minutes"})
LONGEST = 480  # minutes of one topic
_ORDER: Mapping[Priority, int] = {Priority.MUST: 0, Priority.IMPORTANT: 1, Priority.OPTIONAL: 2}


@dataclass(frozen=True, kw_only=True, slots=True)
class TopicTemplate:
    """One topic of a template; `titles` and `hints` by language."""

    code: str
    titles: Mapping[Language, str]
    priority: Priority
    minutes: int
    hints: Mapping[Language, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaTemplate:
    """The checked agenda of a kind of meeting: codes are unique, every text is there."""

    kind: MeetingKind
    titles: Mapping[Language, str]
    topics: tuple[TopicTemplate, ...]

    def ref(self, topic: TopicTemplate) -> str:
        """Return what `AgendaItem.template_ref` says of a topic."""
        return f"{self.kind.value}:{topic.code}"

    @property
    def minutes(self) -> int:
        """How long all topics take."""
        return sum(topic.minutes for topic in self.topics)

    def items(self, meeting_id: int, language: Language, *, first: int = 0) -> list[AgendaItem]:
        """Return the topics for a meeting, worded in its language, from position `first` on."""
        return [
            AgendaItem(
                meeting_id=meeting_id,
                position=first + place,
                title=text_in(topic.titles, language),
                priority=topic.priority,
                minutes=topic.minutes,
                template_ref=self.ref(topic),
            )
            for place, topic in enumerate(self.topics)
        ]


@dataclass(frozen=True, kw_only=True, slots=True)
class AgendaTime:
    """What an agenda takes, in minutes.

    `used` is what the topics that were spoken about were given, `left` what the open ones need,
    `must_left` those of them that must be spoken about. `spare` is the length of the meeting less
    all topics: negative when they do not fit. `behind` is known once time runs: by how much more
    was taken than the finished topics were given (negative: ahead).
    """

    planned: int
    used: int
    left: int
    must_left: int
    spare: int
    behind: int | None = None


def agenda_time(items: Iterable[AgendaItem], length: int, elapsed: int | None = None) -> AgendaTime:
    """Return what an agenda takes of a meeting of `length` minutes, `elapsed` of them gone."""
    found = list(items)
    planned = sum(one.minutes for one in found)
    used = sum(one.minutes for one in found if one.done)
    return AgendaTime(
        planned=planned,
        used=used,
        left=planned - used,
        must_left=sum(
            one.minutes for one in found if not one.done and one.priority is Priority.MUST
        ),
        spare=length - planned,
        behind=None if elapsed is None else elapsed - used,
    )


def fitting(items: Sequence[AgendaItem], left: int) -> frozenset[int]:
    """Return the ids of the open topics that still fit into `left` minutes.

    What must be spoken about takes its time first, then what is important, then what is optional,
    each in the agenda's order; a longer one that does not fit leaves room for a shorter one.
    """
    chosen = set()
    for one in sorted((one for one in items if not one.done), key=lambda one: _ORDER[one.priority]):
        if one.minutes <= left:
            left -= one.minutes
            chosen.add(one.id)
    return frozenset(chosen)


def parse_agenda(text: str, *, source: str) -> AgendaTemplate:
    """Read an agenda from TOML; every language must have each title.

    Raises `UserError` that names the agenda, the topic and the field.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UserError(
            "template_toml",
            N_("Template {template} is not valid TOML: {detail}. Correct the text."),
            template=source,
            detail=str(error),
        ) from error
    kind = next((one for one in MeetingKind if one.value == data.get("kind")), None)
    if kind is None:
        choices = ", ".join(one.value for one in MeetingKind)
        raise _fault(source, "kind", N_("{place}: write one of {choices}."), choices=choices)
    _known(data, _HEAD, source)
    raw = data.get("topics")
    if not isinstance(raw, list) or not raw:
        raise _fault(source, "topics", N_("{place}: a template needs at least one row."))
    topics: list[TopicTemplate] = []
    for number, item in enumerate(raw, 1):
        if not isinstance(item, dict):
            raise _fault(f"{source} › {number}", "topics", N_("{place}: each row is a table."))
        topic = _topic(item, f"{source} › {item.get('code') or number}")
        if topic.code in {one.code for one in topics}:
            raise _fault(
                f"{source} › {topic.code}", "code", N_("{place}: another row has the same code.")
            )
        topics.append(topic)
    return AgendaTemplate(
        kind=kind, titles=_texts(data, "title", source, needed=True), topics=tuple(topics)
    )


def _topic(data: Mapping[str, object], place: str) -> TopicTemplate:
    _known(data, _FIELDS, place)
    code, minutes = data.get("code"), data.get("minutes")
    if not isinstance(code, str) or _CODE.fullmatch(code) is None:
        raise _fault(
            place, "code", N_("{place}: write a code of small letters, digits and hyphens.")
        )
    if not isinstance(minutes, int) or isinstance(minutes, bool) or not 1 <= minutes <= LONGEST:
        raise _fault(place, "minutes", N_("{place}: write whole minutes from 1 to 480."))
    priority = next((one for one in Priority if one.value == data.get("priority")), None)
    if priority is None:
        choices = ", ".join(one.value for one in Priority)
        raise _fault(place, "priority", N_("{place}: write one of {choices}."), choices=choices)
    return TopicTemplate(
        code=code,
        titles=_texts(data, "title", place, needed=True),
        hints=_texts(data, "hint", place, needed=False),
        priority=priority,
        minutes=minutes,
    )


def _texts(
    data: Mapping[str, object], name: str, place: str, *, needed: bool
) -> dict[Language, str]:
    value = data.get(name, {})
    if not isinstance(value, dict):
        raise _fault(place, name, N_("{place}: write one text per language."))
    unknown = [key for key in value if key not in list(Language)]
    if unknown:
        raise _fault(place, f"{name}.{unknown[0]}", N_("{place}: csdesk has no such language."))
    for language in Language if needed or value else ():
        text = value.get(language.value)
        if not isinstance(text, str) or not text.strip():
            raise _fault(place, f"{name}.{language.value}", N_("{place}: the text is missing."))
    return {Language(key): text.strip() for key, text in value.items()}


def _known(data: Mapping[str, object], names: frozenset[str], place: str) -> None:
    for key in data:
        if key not in names:
            raise _fault(place, key, N_("{place}: csdesk does not know this field."))


def _fault(place: str, name: str, message: str, **params: object) -> UserError:
    return UserError("template_invalid", message, place=f"{place} › {name}", field=name, **params)
