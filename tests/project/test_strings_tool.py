"""Extraction and update of the catalogues, on a small package of their own."""

from pathlib import Path

import pytest

from tools import strings

SOURCE = """
def show(tr):
    tr.text("Save as {name}", name="x")
    tr.plural("{n} item", "{n} items", 3)
    N_("Late")
    print("not a message")
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "csdesk"
    folder.mkdir()
    (folder / "screen.py").write_text(SOURCE, "utf-8")
    monkeypatch.setattr(strings, "PACKAGE", folder)
    monkeypatch.setattr(strings, "LOCALE", tmp_path / "locale")
    monkeypatch.setattr(strings, "TEMPLATE", tmp_path / "locale" / "csdesk.pot")
    strings.update()
    return folder


def test_extraction_knows_the_three_calls(package: Path) -> None:
    ids = [message.id for message in strings.extract() if message.id]
    assert ids == ["Save as {name}", ("{n} item", "{n} items"), "Late"]


def test_sql_of_the_data_layer_is_no_message(package: Path) -> None:
    (package / "data").mkdir()
    (package / "data" / "store.py").write_text('text("SELECT 1")\nN_("Empty")\n', "utf-8")
    ids = {message.id for message in strings.extract()}
    assert "Empty" in ids
    assert "SELECT 1" not in ids


def test_english_is_its_own_translation_and_chinese_starts_empty(package: Path) -> None:
    assert strings.read("en")["Save as {name}"].string == "Save as {name}"
    assert strings.read("en")["{n} item"].string == ("{n} item", "{n} items")
    assert strings.read("zh_CN")["Save as {name}"].string == ""
    assert strings.read("zh_CN")["{n} item"].string == ("",)


def test_update_keeps_translations_and_drops_what_is_gone(package: Path) -> None:
    path = strings.catalogue_path("zh_TW")
    text = path.read_text("utf-8").replace('msgid "Late"\nmsgstr ""', 'msgid "Late"\nmsgstr "逾期"')
    path.write_text(text, "utf-8")
    (package / "screen.py").write_text('N_("Late")\ntr.text("New")\n', "utf-8")
    strings.update()
    catalog = strings.read("zh_TW")
    assert [(message.id, message.string) for message in catalog if message.id] == [
        ("Late", "逾期"),
        ("New", ""),
    ]


def test_text_that_becomes_a_plural_is_asked_for_anew(package: Path) -> None:
    (package / "screen.py").write_text('tr.plural("Late", "Late {n}", 2)', "utf-8")
    strings.update()
    assert strings.read("zh_CN")["Late"].string == ("",)


def test_moved_code_changes_nothing(package: Path) -> None:
    first = strings.TEMPLATE.read_bytes()
    (package / "screen.py").unlink()
    (package / "a_screen.py").write_text("\n\n\n" + SOURCE, "utf-8")
    (package / "another.py").write_text(SOURCE, "utf-8")
    strings.update()
    assert strings.TEMPLATE.read_bytes() == first


def test_compiled_catalogue_is_written(package: Path) -> None:
    assert strings.catalogue_path("en").with_suffix(".mo").stat().st_size > 0
