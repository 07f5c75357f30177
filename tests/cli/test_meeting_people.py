"""Who is asked to a meeting, by command; a second kickoff, days off and old meetings are said."""

from pathlib import Path

import icalendar

from tests.cli.conftest import Program

KICKOFF = ("add", "meeting", "kind=kickoff", "day=2026-11-20", "--customer", "acme")


def test_people_are_asked_by_name(planned: Program) -> None:
    bare = planned("add", "meeting", "day=2026-12-07", "--customer", "acme")
    assert "csdesk meeting schedule 1 with=NAME,NAME" in bare.out
    made = planned(
        "add", "meeting", "day=2026-12-06", "with=Mei Lin", "--customer", "acme", "--json"
    )
    assert made.code == 0, made.err
    assert "The customer does not work on Sun 6 Dec." in made.err
    told = planned("add", "meeting", "day=2026-12-08", "with=Mei Lin", "--customer", "acme")
    assert "Nobody of theirs" not in told.out
    unknown = planned("add", "meeting", "day=2026-12-08", "with=Nobody", "--customer", "acme")
    assert unknown.code == 1
    moved = planned(
        "meeting", "schedule", "1", "with=Mei Lin", "--customer", "acme"
    )  # fmt: skip
    assert moved.code == 0, moved.err
    wrong = planned("add", "meeting", "day=2026-12-08", "whom=Mei Lin", "--customer", "acme")
    assert "with" in wrong.err


def test_an_owner_whom_nobody_knows_is_said_with_the_nearest(planned: Program) -> None:
    add = ("add", "item", "title=Send it", "due=today+5", "--customer", "acme")
    assert "Is it" not in planned(*add, "owner=Mei Lin").err
    near = planned(*add, "owner=Mei Linn")
    assert near.code == 0
    assert "no contact of theirs" in near.err
    assert "Is it Mei Lin?" in near.err
    far = planned(*add, "owner=Somebody Else")
    assert "no contact of theirs" in far.err
    assert "Is it" not in far.err


def test_a_second_kickoff_is_asked_back(planned: Program) -> None:
    assert planned(*KICKOFF).code == 0
    assert planned("meeting", "hold", "kickoff", "--customer", "acme").code == 0
    refused = planned(*KICKOFF)
    assert refused.code == 1
    assert "kind=progress" in refused.err
    assert "--yes" in refused.err
    assert planned(*KICKOFF, "--yes").code == 0


def test_leaving_says_a_day_off_before_and_asks_whom_one_names(
    planned: Program, tmp_path: Path
) -> None:
    for call in (
        ("set", "contact", "Mei Lin", "mail=mei@acme.example", "--customer", "acme"),
        ("add", "contact", "name=Jo Park", "mail=jo@acme.example", "--customer", "acme"),
        KICKOFF,
    ):
        assert planned(*call).code == 0
    out = tmp_path / "stick"
    sunday = ("leave", "acme", "--out", out, "--next", "2026-12-06", "--at", "10:00")
    trial = planned(*sunday, "--with", "Jo Park", "--dry-run", "--json")
    assert trial.code == 0, trial.err
    assert any("The customer does not work on Sun 6 Dec." in one for one in trial.data["warnings"])
    assert any(name.endswith(".eml") for name in trial.data["files"])
    made = planned(*sunday, "--with", "Jo Park", "--json")
    assert made.code == 0, made.err
    assert "Next meeting Sun 6 Dec: The customer does not work on Sun 6 Dec." in made.err
    (path,) = out.glob("*_2026-12-06.ics")
    (event,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert "jo@acme.example" in str(event["attendee"])
    assert "mei@acme.example" not in str(event["attendee"])
    alone = planned("leave", "acme", "--out", out, "--with", "Jo Park")
    assert alone.code == 2
    assert "--next" in alone.err


def test_minutes_of_months_ago_are_no_news(planned: Program, tmp_path: Path) -> None:
    assert planned("add", "meeting", "day=2026-09-01", "--customer", "acme").code == 0
    told = planned("leave", "acme", "--out", tmp_path / "s", "--reason", "done", "--dry-run")
    assert "80 days ago" in told.err


def test_help_says_who_reads_a_summary(planned: Program) -> None:
    text = " ".join(planned("meeting", "--help").out.split())
    assert "for us only" in text
    assert "csdesk add decision" in text
