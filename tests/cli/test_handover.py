"""The handover card on the command line: written, completed line by line, read with its meter."""

from tests.cli.conftest import Program

OF_ACME = ("--customer", "acme")


def test_a_card_is_written_and_its_questions_get_fewer(planned: Program) -> None:
    empty = planned("handover", "acme", "--json")
    assert empty.code == 0, empty.err
    assert empty.data["percent"] == 5  # their project manager is known
    questions = {one["part"]: one["question"] for one in empty.data["missing"]}
    assert questions["why"] == "Why now, and what would have happened without us?"
    written = planned(
        "handover", "acme", "why_bought=Fines for overtime", "budget=120k", "sales_lead=Zhao Lei",
        "--json",
    )  # fmt: skip
    assert written.code == 0, written.err
    assert written.data["percent"] == 20
    assert written.data["budget"]["minor"] == 12_000_000
    assert written.data["sales_lead"] == "Zhao Lei"
    for call in (
        ("pain", "text=Overtime is seen late", "answer=An alert on the day"),
        ("promise", "text=We train on site", "said_by=Zhao Lei"),
        ("key-date", "text=Opening", "day=2026-12-20"),
        ("touchpoint", "text=Call every Friday", "said_by=Mei Lin"),
    ):
        answer = planned("add", *call, *OF_ACME)
        assert answer.code == 0, answer.err
    changed = planned(
        "set", "pain", "Overtime is seen late", "visibility=customer", "said_by=Mei Lin", *OF_ACME
    )
    assert changed.code == 0, changed.err
    card = planned("handover", "acme", "--json").data
    assert card["percent"] == 20 + 15 + 5 + 5 + 5
    (pain,) = [one for one in card["points"] if one["kind"] == "pain"]
    assert (pain["visibility"], pain["said_by"]) == ("customer", "Mei Lin")
    text = planned("handover", "acme")
    assert text.code == 0
    assert "50% known" in text.out
    assert "An alert on the day" in text.out
    assert "Who decided to buy" in text.out
    assert "An alert" not in planned("handover", "acme", "why_bought=").err


def test_what_cannot_be_is_refused(planned: Program) -> None:
    no_day = planned("add", "key-date", "text=Opening", *OF_ACME)
    assert no_day.code == 1
    assert "day" in no_day.err
    unknown = planned("handover", "acme", "reason=x")
    assert unknown.code == 1
    assert "why_bought" in unknown.err
    assert "sales_lead" in unknown.err
    planned("add", "promise", "text=We train on site", *OF_ACME)
    wrong_kind = planned("set", "pain", "We train on site", "answer=x", *OF_ACME)
    assert wrong_kind.code == 1  # a promise is no pain
    assert planned("handover", "nobody").code == 1


def test_a_successor_is_named_and_kept(planned: Program) -> None:
    planned("add", "contact", "name=Guo Wei", "attitude=supporter", *OF_ACME)
    left = planned(
        "set", "contact", "Mei Lin", "left_on=today", "successor=Guo Wei", *OF_ACME, "--json"
    )
    assert left.code == 0, left.err
    assert left.data["left_on"] == "2026-11-20"
    assert left.data["successor_uid"]
    people = {one["name"]: one for one in planned("list", "contacts", *OF_ACME, "--json").data}
    assert people["Guo Wei"]["attitude"] == "supporter"
    raw = planned("set", "contact", "Mei Lin", "successor_uid=x", *OF_ACME)
    assert raw.code == 1


def test_the_manager_is_checked_and_the_answer_followed_up(planned: Program) -> None:
    none = planned("manager", "acme")
    assert none.code == 1
    assert "not checked yet" in none.err
    early = planned("manager", "acme", "has_time=weak")
    assert early.code == 1
    kept = planned(
        "manager", "acme", "knows_business=strong", "has_time=weak", "contact=Mei Lin",
        "--follow-up", "has_time", "--json",
    )  # fmt: skip
    assert kept.code == 0, kept.err
    assert kept.data["manager"] == "Mei Lin"
    assert [one["question"] for one in kept.data["proposals"]] == ["has_time"]
    (risk,) = planned("list", "risks", *OF_ACME, "--json").data
    assert (risk["title"], risk["visibility"]) == (kept.data["proposals"][0]["risk"], "internal")
    assert "Action: Ask the sponsor for fixed hours of Mei Lin" in planned("manager", "acme").out
    again = planned("manager", "acme", "--follow-up", "has_time")
    assert again.code == 1
    assert "already" in again.err
