"""Texts of mails: places are checked with their place in the text, values are never guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csdesk.domain.errors import UserError
from csdesk.domain.mail_template import MOST, check, fill, lines_of, one_line, parse, shortened

KNOWN = ("customer", "person", "project", "next_meeting", "our_name", "our_mail", "number")


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "likely"),
    [
        ("Dear {customr},", "unknown", 1, 6, "customer"),
        ("a\n\n {Next meeting}", "unknown", 3, 2, "next_meeting"),
        ("{project_name}", "unknown", 1, 1, "project"),
        ("{ourname}", "unknown", 1, 1, "our_name"),
        ("{zzz}", "unknown", 1, 1, None),
        ("{客户}", "unknown", 1, 1, None),
        ("x {customer", "unclosed", 1, 3, None),
        ("x {customer\n}", "unclosed", 1, 3, None),
        ("x {custo{mer}", "unclosed", 1, 3, None),
        ("x } y", "unopened", 1, 3, None),
        ("{}", "empty_name", 1, 1, None),
        ("{ }", "empty_name", 1, 1, None),
        ("您好 ｛customer｝", "wide", 1, 4, None),
        ("{{{customer}", "ok", 0, 0, None),
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    text: str, code: str, line: int, column: int, likely: str | None
) -> None:
    problems = parse(text, KNOWN).problems
    if code == "ok":
        assert problems == ()
        return
    first = problems[0]
    assert (first.code, first.params["line"], first.params["column"]) == (code, line, column)
    if likely is not None:
        assert first.likely[0] == likely
        assert "{" + likely + "}" in str(first.params["names"])


def test_an_unknown_place_without_a_likely_one_names_all() -> None:
    (problem,) = parse("{zzz}", KNOWN).problems
    assert all("{" + name + "}" in str(problem.params["names"]) for name in KNOWN)


def test_every_problem_is_found() -> None:
    assert [one.code for one in parse("{a1}\n} {customer}\n{", KNOWN).problems] == [
        "unknown",
        "unopened",
        "unclosed",
    ]


def test_a_refusal_names_its_field() -> None:
    with pytest.raises(UserError) as caught:
        check("{custommer}", KNOWN, "subject")
    assert caught.value.code == "mail_template"
    assert caught.value.params["field"] == "subject"
    assert "{customer}" in str(caught.value)


def test_a_text_longer_than_a_mail_is_refused_at_once() -> None:
    assert parse("{" * (MOST + 1), KNOWN).problems[0].code == "too_long"


def test_double_braces_are_braces() -> None:
    assert fill(check("{{x}} {customer}", KNOWN), {"customer": "Acme"}).text == "{x} Acme"


def test_a_value_is_never_read_again() -> None:
    filled = fill(check("{customer}", KNOWN), {"customer": "{our_mail} }{"})
    assert filled.text == "{our_mail} }{"
    assert filled.missing == ()


def test_a_missing_value_is_shown_and_named() -> None:
    filled = fill(check("Dear {person},\n{person} {project}", KNOWN), {"project": ""})
    assert filled.text == "Dear [person?],\n[person?] [project?]"
    assert filled.missing == ("person", "project")


def test_a_part_that_says_nothing_takes_its_line_and_gap_along() -> None:
    parsed = check("Hello\n\n{next_meeting}\n\nBye", KNOWN)
    assert fill(parsed, {}, {"next_meeting"}).text == "Hello\n\nBye"
    assert fill(parsed, {}, {"next_meeting"}).missing == ()
    said = fill(parsed, {"next_meeting": "We meet."}, {"next_meeting"}).text
    assert said == "Hello\n\nWe meet.\n\nBye"


def test_a_part_within_a_sentence_is_just_left_out() -> None:
    parsed = check("Attached. {next_meeting}", KNOWN)
    assert fill(parsed, {}, {"next_meeting"}).text == "Attached."


def test_values_stay_within_their_line_and_hide_nothing() -> None:
    assert one_line("a\r\nBcc: x@y.example\u202e\x07b") == "a Bcc: x@y.exampleb"
    assert lines_of("a\u202e \n\n b\tc\n") == "a\n\nb c"
    assert shortened("x" * 200, 10) == "xxxxxxxxx…"


@given(st.text(alphabet="{}ab \n｛｝customer_", max_size=40))
def test_any_text_is_parsed_and_what_has_no_problem_is_filled(text: str) -> None:
    parsed = parse(text, KNOWN)
    if not parsed.problems:
        filled = fill(parsed, dict.fromkeys(KNOWN, "v"))
        assert filled.missing == ()
    for problem in parsed.problems:
        assert 0 <= problem.at < len(text)


@given(st.text(max_size=200))
def test_a_text_with_doubled_braces_comes_out_as_it_was(text: str) -> None:
    plain = text.replace("｛", "(").replace("\r", "")
    doubled = plain.replace("{", "{{").replace("}", "}}")
    lines = [line.rstrip() for line in plain.split("\n")]
    assert fill(check(doubled, KNOWN), {}).text == "\n".join(lines)
