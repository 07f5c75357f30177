"""The shipped agendas, and the topics of a meeting as they are edited, worded and timed."""

import pytest

from csdesk.app.agendas import shipped_agendas
from csdesk.app.commands import agendas, customers, meetings
from csdesk.app.queries.agendas import agenda_kinds, load_agenda
from csdesk.domain.agendas import AgendaTemplate, agenda_time, fitting, parse_agenda
from csdesk.domain.codes import Language, MeetingKind, Priority
from csdesk.domain.errors import UserError
from csdesk.domain.records_kickoff import AgendaItem
from csdesk.resources import resource_path
from tests.app.conftest import Desk

KINDS = (
    "discovery", "kickoff", "progress", "training", "qbr", "renewal", "check_in", "one_call",
    "acceptance",
)  # fmt: skip
FILES = sorted(resource_path("agendas").glob("*.toml"))
SMALL = 'kind = "kickoff"\ntitle.en = "A"\ntitle.zh_CN = "会"\ntitle.zh_TW = "會"\n'
TOPIC = (
    '[[topics]]\ncode = "one"\npriority = "must"\nminutes = 5\n'
    'title.en = "A"\ntitle.zh_CN = "会"\ntitle.zh_TW = "會"\n'
)


@pytest.fixture(params=shipped_agendas().values(), ids=lambda agenda: agenda.kind.value)
def agenda(request: pytest.FixtureRequest) -> AgendaTemplate:
    found: AgendaTemplate = request.param
    return found


def test_each_file_is_named_after_its_kind() -> None:
    assert tuple(kind.value for kind in shipped_agendas()) == KINDS
    assert {path.stem for path in FILES} == set(KINDS)
    for path in FILES:
        assert parse_agenda(path.read_text("utf-8"), source=path.stem).kind.value == path.stem
    assert [kind.value for kind, _, _ in agenda_kinds(Language.EN)] == list(KINDS)


def test_each_topic_can_be_read_in_three_languages(agenda: AgendaTemplate) -> None:
    assert 5 <= len(agenda.topics) <= 9
    for topic in agenda.topics:
        assert set(topic.titles) == set(Language)
        assert not topic.hints or set(topic.hints) == set(Language)
        assert len(topic.titles[Language.EN]) <= 64
        for texts in (topic.titles, topic.hints):
            for language in (Language.ZH_CN, Language.ZH_TW):
                text = texts.get(language, "会")
                assert any("一" <= character <= "鿿" for character in text)
                assert not set(text) & set(",;!?()您"), text
            traditional = set(texts.get(Language.ZH_TW, ""))
            assert not traditional & set(
                "项实设备验视员档发会连户数账导执调训与业务资启动门标签谁时"
            )


def test_each_meeting_ends_with_the_next_one_and_has_something_that_must_be(
    agenda: AgendaTemplate,
) -> None:
    must = [topic.code for topic in agenda.topics if topic.priority is Priority.MUST]
    assert must
    if agenda.kind is not MeetingKind.CHECK_IN:
        assert {"next", "next-meeting", "kickoff", "check"} & set(must)


def test_the_kickoff_speaks_about_everything_in_its_order() -> None:
    codes = [topic.code for topic in shipped_agendas()[MeetingKind.KICKOFF].topics]
    assert codes == [
        "goals", "success", "process", "value", "objections", "actions", "milestones", "cadence",
        "next",
    ]  # fmt: skip


def test_the_one_call_goes_from_must_to_optional() -> None:
    order = [topic.priority for topic in shipped_agendas()[MeetingKind.ONE_CALL].topics]
    assert order == sorted(order, key=list(Priority).index)
    assert set(order) == set(Priority)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (SMALL, "x › topics"),
        (SMALL.replace("kickoff", "party") + TOPIC, "x › kind"),
        (SMALL + TOPIC + TOPIC, "x › one › code"),
        (SMALL + TOPIC.replace("minutes = 5", "minutes = 0"), "x › one › minutes"),
        (SMALL + TOPIC.replace('"must"', '"maybe"'), "x › one › priority"),
        (SMALL + TOPIC.replace('title.zh_TW = "會"\n', ""), "x › one › title.zh_TW"),
        (SMALL + TOPIC + 'hint.en = "Ask"\n', "x › one › hint.zh_CN"),
        (SMALL + TOPIC + 'title.fr = "A"\n', "x › one › title.fr"),
        (SMALL + TOPIC + "order = 1\n", "x › one › order"),
        (SMALL + TOPIC.replace('"one"', '"One"'), "x › One › code"),
    ],
)
def test_a_fault_is_named_where_it_stands(text: str, place: str) -> None:
    with pytest.raises(UserError) as caught:
        parse_agenda(text, source="x")
    assert caught.value.params["place"] == place


def test_no_toml_is_said(desk: Desk) -> None:
    with pytest.raises(UserError) as caught:
        parse_agenda("kind = ", source="x")
    assert caught.value.code == "template_toml"


def test_an_agenda_is_worded_for_the_customer_and_follows_a_language(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    customers.update(store, customer_id=desk.ids.customer, language="zh_CN")
    topics = agendas.apply(store, meeting_id=meeting)
    assert topics[0].title == "当初为什么选择我们：现在还是这样吗"
    assert [one.position for one in topics] == list(range(9))
    agendas.update(store, item_id=topics[1].id, title="成功的定义")
    english = load_agenda(store, meeting, Language.EN)
    assert english.topics[0].title == "Why you chose us: is it still right?"
    assert english.topics[0].hint.startswith("“You bought this because")
    assert (english.topics[1].title, english.topics[1].hint) == ("成功的定义", "")
    assert load_agenda(store, meeting).language is Language.ZH_CN


def test_applying_again_doubles_nothing_and_another_replaces_what_is_open(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    first = agendas.apply(store, meeting_id=meeting)
    own = agendas.add(store, meeting_id=meeting, title="Parking", after_id=first[0].id)
    again = agendas.apply(store, meeting_id=meeting)
    assert [one.id for one in again] == [
        first[0].id, own.id, *(one.id for one in first[1:])
    ]  # fmt: skip
    agendas.check(store, item_id=own.id)
    other = agendas.apply(store, meeting_id=meeting, kind=MeetingKind.CHECK_IN, replace=True)
    assert [one.title for one in other][:2] == ["Parking", "Done since last time"]
    assert len(other) == 6
    with pytest.raises(UserError) as caught:
        agendas.apply(store, meeting_id=meeting, kind=MeetingKind.OTHER)
    assert caught.value.code == "no_agenda"


def test_topics_move_and_stay_counted(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    ids = [one.id for one in agendas.apply(store, meeting_id=meeting)]
    agendas.move(store, item_id=ids[0], direction="up")
    agendas.move(store, item_id=ids[0], direction="down")
    assert [one.id for one in load_agenda(store, meeting).topics][:2] == [ids[1], ids[0]]
    after = agendas.reorder(store, meeting_id=meeting, item_ids=[ids[8], ids[2]])
    assert [one.id for one in after][:4] == [ids[8], ids[2], ids[1], ids[0]]
    with pytest.raises(UserError) as caught:
        agendas.reorder(store, meeting_id=desk.ids.held, item_ids=[ids[0]])
    assert caught.value.code == "topic_elsewhere"
    with pytest.raises(UserError):
        agendas.update(store, item_id=ids[0], minutes=0)
    with pytest.raises(UserError):
        agendas.update(store, item_id=ids[0], title=" ")
    assert agendas.update(store, item_id=ids[0], minutes=2).minutes == 2


def test_time_used_and_left_and_what_still_fits(desk: Desk) -> None:
    store, meeting = desk.store, desk.ids.meeting
    meetings.update(store, meeting_id=meeting, minutes=60)
    topics = agendas.apply(store, meeting_id=meeting)
    for one in topics[:2]:
        agendas.check(store, item_id=one.id)
    seen = load_agenda(store, meeting, elapsed=29)
    assert (seen.time.planned, seen.time.used, seen.time.left) == (60, 16, 44)
    assert (seen.time.must_left, seen.time.spare, seen.time.behind) == (31, 0, 13)
    assert seen.current is not None
    assert seen.current.id == topics[2].id
    left_out = [one.title for one in seen.topics if not one.fits]
    assert left_out == [
        "How you work today, and how you want to work with us",
        "What it brings each of you",
    ]
    assert [one.begins for one in seen.topics][:3] == [0, 8, 16]


def test_what_must_be_said_takes_its_time_first() -> None:
    items = [
        AgendaItem(id=1, meeting_id=1, title="a", priority=Priority.OPTIONAL, minutes=5),
        AgendaItem(id=2, meeting_id=1, title="b", priority=Priority.MUST, minutes=20),
        AgendaItem(id=3, meeting_id=1, title="c", priority=Priority.IMPORTANT, minutes=15),
        AgendaItem(id=4, meeting_id=1, title="d", minutes=9, done=True),
    ]
    assert fitting(items, 26) == {2, 1}
    assert fitting(items, 40) == {1, 2, 3}
    assert fitting(items, 0) == frozenset()
    assert agenda_time(items, 45).behind is None
