"""The texts: the template is fresh, every language complete, placeholders are kept."""

import ast
import re
import string
import subprocess
import sys

import pytest
from babel.messages.catalog import Catalog, Message

from tests.project.files import ROOT
from tools import strings

# All in one place, so that the answer to a failure is always the same.
UPDATE = "run python3 dev.py strings"


def forms(message: Message) -> list[str]:
    """Return all translated forms of a message."""
    text = message.string
    return list(text) if isinstance(text, (tuple, list)) else [text or ""]


def sources(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (str(message.id),)


def placeholders(text: str) -> set[str]:
    """Return the names in braces and the percent signs' letters of a text."""
    try:
        named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:
        named = set(re.findall(r"{.*?}", text))
    return named | set(re.findall(r"%[sd]|%\(\w+\)[sd]", text))


@pytest.fixture(scope="module")
def extracted() -> Catalog:
    """What the code says now; reading all of it takes long."""
    return strings.extract()


def test_template_is_fresh(extracted: Catalog) -> None:
    assert strings.TEMPLATE.exists(), UPDATE
    assert strings.TEMPLATE.read_bytes() == strings.rendered(extracted), UPDATE


def test_every_text_in_the_code_is_extracted(extracted: Catalog) -> None:
    """Babel does not look into f-strings: what stands only there is never translated."""
    known = {text for message in extracted if message.id for text in sources(message)}
    lost = []
    for path in sorted((ROOT / "csdesk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.JoinedStr):
                lost += [(path.name, text) for text in _texts_in(node) if text not in known]
    assert not lost, "take it out of the f-string"


def _texts_in(part: ast.AST) -> list[str]:
    return [
        node.args[0].value
        for node in ast.walk(part)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"text", "plural"}
        and node.args
        and isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str)
    ]


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_language_has_exactly_the_messages_of_the_template(
    extracted: Catalog, language: str
) -> None:
    fresh = strings.rendered(strings.updated(language, extracted))
    assert strings.catalogue_path(language).read_bytes() == fresh, UPDATE


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_every_text_is_translated(language: str) -> None:
    missing = [
        message.id for message in strings.read(language) if message.id and not all(forms(message))
    ]
    assert missing == []


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_no_translation_is_marked_doubtful(language: str) -> None:
    assert [message.id for message in strings.read(language) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("language", strings.LANGUAGES)
def test_translations_keep_the_placeholders(language: str) -> None:
    wrong = []
    for message in strings.read(language):
        if not message.id:
            continue
        texts = sources(message)
        allowed = set().union(*(placeholders(text) for text in texts))
        # A form for "one" may leave the number out, as the English one may.
        needed = set.intersection(*(placeholders(text) for text in texts))
        wrong += [
            f"{message.id!r} -> {form!r}"
            for form in forms(message)
            if form and not needed <= placeholders(form) <= allowed
        ]
    assert wrong == []


def test_chinese_texts_are_chinese() -> None:
    """A text of three or more words that reads the same as in English was forgotten.

    Placeholders are no words, and a command line is typed as it stands in every language.
    """
    same = [
        message.id
        for language in ("zh_CN", "zh_TW")
        for message in strings.read(language)
        if message.string == message.id
        and not str(message.id).startswith("csdesk ")
        and len(re.sub(r"{\w+}", "", str(message.id)).split()) >= 3
    ]
    assert same == []


def test_unknown_argument_is_refused() -> None:
    command = [sys.executable, "-m", "tools.strings", "nonsense"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 1
