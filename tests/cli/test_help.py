"""The command line in the user's language: help, examples, and what click itself says."""

import inspect
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from csdesk.cli import COMMANDS
from csdesk.cli.click_words import CLICK_TEXTS
from csdesk.cli.wide_text import width_of, wrap
from csdesk.i18n import Translator
from tests.cli.conftest import Program

CHINESE = ("zh_CN", "zh_TW")
# Words of a help page that are typed or stand for what is typed.
_TYPED = re.compile(r"--?[a-z-]+|[A-Z=|…]{2,}|[\[{(<].*?[\])}>]|csdesk .*|\b[MPCN]\b")


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("command", list(COMMANDS))
def test_help_is_chinese_with_an_example(
    program: Program, monkeypatch: pytest.MonkeyPatch, command: str, language: str
) -> None:
    monkeypatch.setenv("CSDESK_LANG", language)
    words = Translator(language)
    page = program(command, "--help").out
    assert page.startswith(f"用法：csdesk {command} [")
    heading, example = page.split(words.text("Example:"))[0], page.split(words.text("Example:"))[1]
    assert example.split("\n")[1].strip().startswith(f"csdesk {command}")
    assert re.search(r"[\u4e00-\u9fff]", heading.split("\n\n")[1])
    options = page.split(f"\n{words.text('Options')}：\n")[1]
    for line in re.findall(r"^  -.*(?:\n {6,}.*)?", options, flags=re.MULTILINE):
        assert re.search(r"[\u4e00-\u9fff]|utf-8", line), line
    assert not re.search(r"Usage|Options|Example|Show this|default|required", page)


@pytest.mark.parametrize("language", CHINESE)
def test_lines_stay_within_the_terminal(
    program: Program, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("CSDESK_LANG", language)
    monkeypatch.setenv("COLUMNS", "80")
    for command in COMMANDS:
        lines = program(command, "--help").out.splitlines()
        too_wide = [line for line in lines if width_of(line) > 80 and "csdesk" not in line]
        assert too_wide == []


def test_wrapping_keeps_marks_with_their_words() -> None:
    text = "列出工作区里的内容，例如 customers（客户）、projects（项目）。"
    lines = wrap(text, 20)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width_of(line) <= 20 for line in lines)
    assert not any(line[0] in "，。、）" or line[-1] == "（" for line in lines)
    assert wrap("", 10) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["lst"], "错误：没有命令 'lst'。"),
        (["restore"], "错误：缺少参数 'BACKUP'。"),
        (["export", "tracker", "acme"], "错误：缺少选项 '--out'。"),
        (["list", "items", "--colour", "red"], "错误：没有选项 '--colour'。"),
        (["undo", "now"], "错误：多出了参数（now）"),
        (["list", "items", "--filter"], "错误：选项 '--filter' 后面要写 1 个值。"),
        (["new", "x", "--language", "fr"], "错误：'--language' 的值不对：没有 'fr'，可选的是："),
        (["history", "--limit", "many"], "many 不是整数"),
        (["list", "items", "--today", "soon"], "soon 不是日期；请写成 2026-03-04 的形式。"),
    ],
)
def test_what_click_says_is_chinese(
    program: Program, monkeypatch: pytest.MonkeyPatch, arguments: list[str], sentence: str
) -> None:
    monkeypatch.setenv("CSDESK_LANG", "zh_CN")
    answer = program(*arguments)
    assert answer.code == 2
    assert sentence in answer.err
    monkeypatch.setenv("CSDESK_LANG", "en")
    assert "Error: " in program(*arguments).err


def test_the_listed_texts_are_clicks_own() -> None:
    folder = Path(inspect.getfile(click)).parent
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    joined = re.sub(r'"\s*\n\s*f?"', "", source)
    for text in CLICK_TEXTS:
        assert text.replace("\n", "\\n").replace("\t", "\\t") in joined, text


def _first_line(project_root: Path, home: Path, **environment: str) -> str:
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"LANG", "LC_ALL", "LC_MESSAGES", "CSDESK_LANG", "CSDESK_LANGUAGE"}
    }
    done = subprocess.run(
        [sys.executable, "-m", "csdesk", "--help"],
        cwd=project_root,
        env=kept | {"HOME": str(home), "XDG_CONFIG_HOME": str(home), "LANG": "C"} | environment,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode().splitlines()[0]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the settings lie in the real home")
def test_the_language_is_the_machines(project_root: Path, tmp_path: Path) -> None:
    english, chinese = "Usage: csdesk [OPTIONS] COMMAND", "用法：csdesk [选项] 命令"
    assert _first_line(project_root, tmp_path).startswith(english)
    assert _first_line(project_root, tmp_path, LANG="zh_CN.UTF-8").startswith(chinese)
    settings = tmp_path / "csdesk" / "window.ini"
    settings.parent.mkdir()
    settings.write_text("[General]\nlanguage=zh_CN\n", encoding="utf-8")
    assert _first_line(project_root, tmp_path).startswith(chinese)
    assert _first_line(project_root, tmp_path, CSDESK_LANGUAGE="en").startswith(english)
    assert _first_line(project_root, tmp_path, CSDESK_LANG="zh_TW").startswith(
        "用法：csdesk [選項]"
    )
