"""Sentences of errors: in the reader's language, and short enough to be read."""

from datetime import date

from csdesk.app.error_text import error_text
from csdesk.domain.errors import N_, UserError
from csdesk.i18n import Translator

MISSING = N_("There is no customer {name}. Look at: csdesk list customers.")


def test_a_name_without_an_end_does_not_hide_the_sentence() -> None:
    error = UserError("not_found", MISSING, name="Harbour " * 1_000)
    text = error_text(error, Translator("en"))
    assert len(text) < 400
    assert text.endswith("…. Look at: csdesk list customers.")


def test_an_error_inside_another_is_said_in_the_same_language() -> None:
    inner = UserError("not_found", MISSING, name="A")
    outer = UserError("outer", "{day}: {why}", day=date(2026, 11, 30), why=inner)
    text = error_text(outer, Translator("zh_CN"))
    assert error_text(inner, Translator("zh_CN")) in text
    assert "2026" in text
    assert "There is no" not in text
