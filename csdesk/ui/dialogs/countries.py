"""Countries in forms: shown and typed as people call them, stored as two letters."""

from collections.abc import Mapping
from typing import Any

from csdesk.app.imports.places import country_code, country_name, country_names
from csdesk.i18n import Translator
from csdesk.ui.dialogs.form import Field, FormDialog

KEY = "country"


def country_field(words: Translator, text: str, code: str | None, *, row: int) -> Field:
    """Return the field of a country, which holds its name."""
    return Field(key=KEY, text=text, row=row, value=country_name(code or "", words.language))


def offer_countries(form: FormDialog, words: Translator) -> None:
    """Offer the countries that hold what is typed."""
    form.offer(KEY, country_names(words.language))


def with_code(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with the country's code; what names no country stays for the rule."""
    said = str(values[KEY] or "")
    return {**values, KEY: country_code(said) or said}
