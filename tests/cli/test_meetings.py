"""`csdesk meeting`: schedule and drop, agenda, series, escalation, as people type them."""

from tests.cli.conftest import Answer, Program

WHERE = ("--customer", "acme")


def _ok(answer: Answer) -> Answer:
    assert answer.code == 0, answer.err
    return answer


def _kickoff(program: Program, day: str = "2026-11-24") -> None:
    _ok(program("add", "meeting", "kind=kickoff", f"day={day}", "at=10:00", *WHERE))


def test_a_missed_meeting_is_to_be_scheduled_and_then_on_the_calendar(planned: Program) -> None:
    _kickoff(planned)
    missed = _ok(planned("meeting", "miss", "kickoff", *WHERE))
    assert missed.out == "To schedule by Tue 1 Dec.\n"
    assert _ok(planned("ask", "meetings-to-schedule", "--json")).data[0]["status"] == "to_schedule"
    refused = planned("meeting", "schedule", "kickoff", "day=2026-11-19", *WHERE)
    assert refused.code == 1
    assert "has passed" in refused.err
    done = _ok(planned("meeting", "schedule", "kickoff", "day=2026-11-30", "at=14:30", *WHERE))
    assert done.out == "On the calendar: Mon 30 Nov 14:30.\n"
    sunday = _ok(planned("meeting", "schedule", "kickoff", "day=2026-11-29", *WHERE, "--json"))
    assert sunday.data["status"] == "planned"
    assert "do not work" in sunday.err
    moved = _ok(planned("meeting", "cancel", "kickoff", "day=2026-12-02", *WHERE, "--json"))
    assert (moved.data["day"], moved.data["at"]) == ("2026-12-02", "14:30:00")
    assert planned("meeting", "schedule", *WHERE).code == 2


def test_the_agenda_is_put_in_added_to_and_ticked(planned: Program) -> None:
    _kickoff(planned)
    assert _ok(planned("meeting", "agenda", "kickoff", *WHERE)).out == "Nothing found.\n"
    shown = _ok(planned("meeting", "agenda", "kickoff", "apply=", *WHERE))
    assert "Why you chose us: is it still right?" in shown.out
    assert shown.out.splitlines()[-1] == "60 of 60 minutes; 60 left"
    added = _ok(
        planned("meeting", "agenda", "kickoff", "add=Parking", "minutes=5", "priority=optional",
                *WHERE, "--json")
    )  # fmt: skip
    assert added.data[-1]["title"] == "Parking"
    ticked = _ok(planned("meeting", "agenda", "kickoff", "tick=1", *WHERE))
    assert ticked.out.splitlines()[-1] == "65 of 60 minutes; 57 left • 5 minutes too long" or (
        "5 minutes too long" in ticked.out
    )
    dropped = _ok(planned("meeting", "agenda", "kickoff", "drop=10", *WHERE, "--json"))
    assert len(dropped.data) == 9
    for wrong in ("tick=99", "apply=party", "colour=red"):
        assert planned("meeting", "agenda", "kickoff", wrong, *WHERE).code == 1


def test_a_series_is_added_listed_changed_and_ended(planned: Program) -> None:
    assert _ok(planned("meeting", "series", *WHERE)).out == "Nothing found.\n"
    made = _ok(
        planned("meeting", "series", "check_in", "start=2026-11-24", "at=10:00",
                "with=Mei Lin", "us=Ann Example", *WHERE, "--json")
    ).data  # fmt: skip
    assert [one["often"] for one in made] == ["every week, on Tuesday"]
    assert (made[0]["next"], made[0]["people"]) == ("2026-11-24", "Mei Lin, Ann Example")
    _ok(planned("meeting", "series", "progress", "start=2026-11-25", "every=4w", *WHERE))
    changed = _ok(
        planned("meeting", "series", "check_in", "since=2026-12-03", "every=2w", *WHERE, "--json")
    ).data
    weekly = next(one for one in changed if one["kind"] == "check_in")
    assert weekly["often"] == "every 2 weeks, on Thursday"
    assert weekly["next"] == "2026-11-24", "before that day"
    ended = _ok(planned("meeting", "series", "check_in", "end=today", *WHERE, "--json")).data
    weekly = next(one for one in ended if one["kind"] == "check_in")
    assert (weekly["next"], weekly["ended_on"]) == (None, "2026-11-20")
    assert planned("meeting", "series", "qbr", "at=10:00", *WHERE).code == 1
    assert planned("meeting", "series", "check_in", "every=often", *WHERE).code == 1
    assert planned("meeting", "series").code == 2
    assert len(_ok(planned("list", "series", *WHERE, "--json")).data) == 2


def test_the_second_miss_proposes_a_text_and_efforts_are_logged(planned: Program) -> None:
    _kickoff(planned)
    nothing = _ok(planned("meeting", "escalate", *WHERE))
    assert nothing.out == "Nothing fell through twice in a row.\n"
    _ok(planned("meeting", "escalate", "log=Called Mei Lin twice", "on=2026-11-19", *WHERE))
    _ok(planned("meeting", "miss", "kickoff", *WHERE))
    _ok(planned("meeting", "schedule", "kickoff", "day=2026-11-30", *WHERE))
    _ok(planned("meeting", "cancel", "kickoff", *WHERE))
    text = _ok(planned("meeting", "escalate", *WHERE)).out
    assert text.startswith("Kickoff: we need your help by 7 Dec\n\nDear Mei Lin,")
    assert "- 19 Nov: Called Mei Lin twice" in text
    chinese = _ok(planned("meeting", "escalate", "kickoff", "language=zh_CN", *WHERE, "--json"))
    assert chinese.data[0]["subject"] == "启动会：请您在12月7日前协助"
    assert chinese.data[0]["misses"] == 2
    assert planned("meeting", "escalate", "language=fr", *WHERE).code == 1
