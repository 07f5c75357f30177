"""The filter expressions of the command line and of saved questions."""

from datetime import date

import pytest

from csdesk.app.filters import matches, parse_filter
from csdesk.domain.errors import UserError
from csdesk.domain.records import Json

TODAY = date(2026, 11, 20)
LINE: dict[str, Json] = {
    "number": "A12",
    "status": "todo",
    "owner": "Li Wei",
    "late": 3,
    "target": "2026-11-13",
    "done": None,
    "visible": True,
    "amount": {"minor": 120050, "currency": "USD"},
}


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("status = todo", True),
        ("status = TODO", True),
        ("status != todo", False),
        ("late > 2 and late <= 3", True),
        ("late > 10", False),
        ("target < today", True),
        ("target >= today-7", True),
        ("target > today - 7", False),
        ("target = 2026-11-13", True),
        ("owner ~ wei", True),
        ("owner = Li Wei and late = 3", True),
        ('owner = "Li Wei"', True),
        ("status in (todo, done)", True),
        ("status in done, scheduled", False),
        ("number in (A1, A12)", True),
        ('done = ""', True),
        ('owner != ""', True),
        ("visible = yes", True),
        ("visible = false", False),
        ("amount > 1200", True),
        ("amount = 1200.50", True),
        ("done > 5", False),
    ],
)
def test_expressions(expression: str, expected: bool) -> None:
    assert matches(LINE, parse_filter(expression), TODAY) is expected


@pytest.mark.parametrize(
    "expression",
    ["", "status", "status todo", "= todo", "status = todo or late > 1", "late >", "status in (a",
     'owner = "Li'],
)  # fmt: skip
def test_unreadable_expressions_are_refused_with_the_grammar(expression: str) -> None:
    with pytest.raises(UserError, match=r"field op value \[and …\]"):
        parse_filter(expression)


def test_an_unknown_field_names_the_known_ones() -> None:
    with pytest.raises(UserError, match="The fields are: number, status"):
        matches(LINE, parse_filter("colour = red"), TODAY)
