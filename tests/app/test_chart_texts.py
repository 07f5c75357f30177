"""What the strip and the panel of causes say, in English and Chinese."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from csdesk.app.move_text import Effect, MoveFacts, Moving, move_effects, move_sentence
from csdesk.app.queries.plans import load_project
from csdesk.app.why_text import why_lines
from csdesk.domain.codes import LinkType
from csdesk.domain.state import GoldenWindow
from csdesk.domain.why import Why, why
from csdesk.i18n import Translator
from tests.ui.harbour import TODAY, Harbour, make_harbour

EN, CN = Translator("en"), Translator("zh_CN")
WINDOW = GoldenWindow(
    signed_on=date(2026, 10, 20), last_day=date(2027, 1, 18), length=90, day=41, left=49,
    value_row_id=1, value_on=date(2026, 12, 24), reached=False,
)  # fmt: skip
CODES = (
    "leads", "first_row", "gate", "contradiction", "days_off", "cycle", "actual", "set_by_person",
    "pinned", "fixed", "not_before", "not_later", "hold_until", "project_start", "today",
    "cancelled", "undated",
)  # fmt: skip


@pytest.fixture
def harbour(tmp_path: Path) -> Iterator[Harbour]:
    made = make_harbour(tmp_path / "harbour.csdesk")
    yield made
    made.store.close()


def facts(**changes: object) -> MoveFacts:
    given: dict[str, object] = {
        "titles": ("Data import",), "moving": Moving.ROW, "days": 3, "others": 7,
        "go_live": Effect(date(2027, 1, 12), date(2027, 1, 15)),
        "value": Effect(date(2026, 12, 24), date(2026, 12, 29)),
        "acceptance": Effect(date(2027, 1, 22), date(2027, 1, 22)), "window": WINDOW,
    }  # fmt: skip
    return MoveFacts(**{**given, **changes})  # type: ignore[arg-type]


def said(words: Translator, **changes: object) -> str:
    return " ".join(piece.text for piece in move_sentence(facts(**changes), words, TODAY))


def test_the_sentence_of_the_drawing() -> None:
    assert said(EN) == (
        "Moving “Data import” by +3 working days moves 7 items. Go-live 12 Jan → 15 Jan"
    )
    assert move_effects(facts(), EN, TODAY) == (
        "First value 24 Dec → 29 Dec, day 70 of 90: inside the golden window."
        " Acceptance 22 Jan does not move."
    )
    assert said(CN).startswith("“Data import”移动 +3 个工作日，带动 7 个事项。")


def test_one_item_an_end_several_rows_and_what_cannot_move() -> None:
    assert said(EN, others=1, go_live=None).endswith("moves 1 item.")
    of_one = (Moving.ROW, Moving.START, Moving.END)
    for moving in of_one:
        alone = said(EN, others=0, go_live=None, moving=moving)
        assert alone.endswith("by +3 working days moves nothing else.")
    for moving in set(Moving) - set(of_one):
        titles = () if moving is Moving.NEW_BAR else ("Data import", "Pilot")
        alone = said(EN, others=0, go_live=None, moving=moving, titles=titles)
        assert alone.endswith(
            ("nothing.", "nothing moves.", "nothing else.", "nothing else moves.")
        )
        assert all(title in alone for title in titles[:1])
    assert said(EN, others=0, titles=("A", "B"), go_live=None).startswith("Moving 2 rows by")
    assert said(EN, moving=Moving.END, go_live=None).startswith("Moving the end of")
    assert said(EN, moving=Moving.START, go_live=None).startswith("Moving the start of")
    assert "Moving 2 rows by −3 working days moves 7 more items." in said(
        EN, titles=("A", "B"), days=-3
    )
    assert said(EN, waits_for="Employee file", go_live=None) == (
        "“Data import” cannot be earlier: it waits for “Employee file”."
    )


def test_value_past_the_window_and_a_go_live_that_stays_are_said() -> None:
    late = Effect(date(2026, 12, 24), date(2027, 1, 20))
    stays = Effect(date(2027, 1, 12), date(2027, 1, 12))
    text = move_effects(facts(value=late, go_live=stays, acceptance=None), EN, TODAY)
    assert text == (
        "First value 24 Dec → 20 Jan, day 92 of 90: past the golden window."
        " Go-live 12 Jan does not move."
    )


def test_the_chain_of_causes_leads_from_row_to_row(harbour: Harbour) -> None:
    loaded = load_project(harbour.store, harbour.project_id)
    steps = why(loaded.plan, loaded.calendars, TODAY, harbour.rows["Go-live, all 46"])
    lines = why_lines(steps, loaded.rows, loaded.state.rows, EN, TODAY)
    assert lines[0].text == "“Go-live, all 46” follows “Train 41 managers”, which ends 12 Jan."
    assert lines[0].row_id == harbour.rows["Train 41 managers"]
    assert len(lines) == len(steps)


def test_every_code_has_its_own_words_in_both_languages(harbour: Harbour) -> None:
    loaded = load_project(harbour.store, harbour.project_id)
    row, other = harbour.rows["Data import"], harbour.rows["WeCom sign-on"]
    steps = [
        Why(code=code, row_id=row, other_id=other, day=TODAY, count=2, circle=(row, other))
        for code in CODES
    ]
    steps += [
        Why(code="link", row_id=row, other_id=other, link_type=kind, lag=lag)
        for kind, lag in zip(LinkType, (0, 2, -1, 0), strict=True)
    ]
    for words in (EN, CN):
        texts = [
            line.text for line in why_lines(steps, loaded.rows, loaded.state.rows, words, TODAY)
        ]
        assert len(set(texts)) == len(texts)
        assert not any("{" in text for text in texts)
    assert "2 working days are left between." in [
        part for line in why_lines(steps, loaded.rows, loaded.state.rows, EN, TODAY)
        for part in (line.text[-32:],)
    ]  # fmt: skip
