"""The mail of each document, from its drawn, empty, huge and hostile views: whole, in its lines."""

import importlib
import re
from collections.abc import Iterator
from typing import Any

import pytest

from csdesk.app.mail_texts import filled
from csdesk.domain.codes import DocumentKind, Language
from csdesk.domain.mail_placeholders import names_of
from csdesk.i18n import Translator
from csdesk.reports.words.mail_defaults import default_text
from csdesk.reports.words.mail_values import mail_values
from csdesk.reports.words.marks import closed

KINDS = (
    DocumentKind.WELCOME, DocumentKind.KICKOFF, DocumentKind.MINUTES, DocumentKind.ACCEPTANCE,
    DocumentKind.COMPLETION, DocumentKind.CERTIFICATE, DocumentKind.QBR, DocumentKind.REQUESTS,
    DocumentKind.RENEWAL, DocumentKind.STORY,
)  # fmt: skip
# What a sender without name or an unnamed project cannot give is refused; never anything else.
MAY_LACK = {"our_name", "our_company", "project", "meeting_day", "customer"}


def views_of(kind: DocumentKind, language: Language) -> Iterator[tuple[str, Any]]:
    """Yield the views that the tests of the document itself are made with."""
    module = importlib.import_module(f"tests.reports.{kind.value}_samples")
    for name, make in vars(module).items():
        if re.fullmatch(rf"(drawn|empty|huge)_{kind.value}", name):
            yield name, make(language)


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", KINDS)
def test_the_mail_of_every_view_is_whole(kind: DocumentKind, language: Language) -> None:
    seen = 0
    for name, view in views_of(kind, language):
        values = mail_values(kind, view, ["Guo Wei"], Translator(language.value))
        assert set(values) >= set(names_of(kind)), name
        mail = filled(kind, values, *default_text(kind, language))
        assert set(mail.missing) <= (MAY_LACK if not name.startswith("drawn") else set()), name
        assert len(mail.subject) < 400, name
        assert len(mail.body) < 20_000, name
        assert not re.search("[\ufdd0-\ufdef]", mail.subject + mail.body), name
        assert "\n\n\n" not in mail.body, name
        assert "\n" not in mail.subject
        seen += 1
    assert seen


def test_chinese_mails_are_set_without_typed_spaces_around_figures() -> None:
    chinese, english = Translator("zh_CN"), Translator("en")
    assert (
        closed("逾期 4 个工作日，原应于 11月17日 完成", chinese)
        == "逾期4个工作日，原应于11月17日完成"
    )
    assert closed("共 1,000 项", chinese) == "共1,000项"
    assert closed("A12 为每项约定标准（A9 员工表）", chinese) == "A12 为每项约定标准（A9 员工表）"
    assert closed("由 Lin Yue 负责", chinese) == "由 Lin Yue 负责"
    assert closed("4 项", english) == "4 项"
