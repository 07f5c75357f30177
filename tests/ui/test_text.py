"""Where lines break: Chinese words stay whole as long as no line more is needed."""

import pytest
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from csdesk.ui.fonts import SMALL, load_faces
from csdesk.ui.widgets.han_words import keep_words, plain_text
from csdesk.ui.widgets.text import Text, face, wrap_lines

SENTENCE = "46 restaurants，Shenzhen。2026年10月20日签约"


def _width(text: str) -> float:
    return face("zh_CN", SMALL, False)[1].horizontalAdvance(text)


@pytest.fixture(autouse=True)
def _faces(qtbot: QtBot) -> None:
    load_faces()


def test_a_word_goes_to_the_next_line_as_a_whole() -> None:
    lines = wrap_lines(SENTENCE, _width(SENTENCE[:-1]) + 1, 2, language="zh_CN", size=SMALL)
    assert lines == [SENTENCE[:-2], "签约"]


def test_a_number_keeps_its_unit() -> None:
    text = "首个成果推到第 94 天，超出黄金周期"
    lines = wrap_lines(text, _width("首个成果推到第 94 ") + 2, 3, language="zh_CN", size=SMALL)
    assert lines[0] == "首个成果推到"
    assert lines[1].startswith("第 94 天")


def test_words_are_broken_rather_than_cut() -> None:
    text = "签约签约签约"
    lines = wrap_lines(text, _width("签约签") + 1, 2, language="zh_CN", size=SMALL)
    assert lines == ["签约签", "约签约"]


def test_joined_text_is_as_wide_and_comes_back() -> None:
    text = "签约 12 天，尚未召开启动会"
    assert plain_text(keep_words(text)) == text
    assert _width(keep_words(text)) == pytest.approx(_width(text), abs=1)
    assert keep_words("No Han here") == "No Han here"


def test_a_wrapping_label_keeps_words_and_a_single_line_says_it_is_cut(qtbot: QtBot) -> None:
    label = Text(SENTENCE, language="zh_CN", color=QColor("black"), size=SMALL, wrap=True)
    qtbot.addWidget(label)
    layout, count = label._layout(_width(SENTENCE[:-1]) + 1)
    assert count == 2
    assert layout.lineAt(1).textLength() == 3, "two characters and what joins them"
    line = Text("A long line of words", language="en", color=QColor("black"))
    qtbot.addWidget(line)
    line.resize(40, 18)
    assert line.is_cut()
    line.resize(400, 18)
    assert not line.is_cut()
