"""Where a document needs a second page, that page has something to say."""

import re
from dataclasses import replace

import pypdfium2

from csdesk.domain.codes import Language
from csdesk.domain.views.minutes import MinutesView
from csdesk.i18n import Translator
from csdesk.reports.pdf.minutes import write_minutes
from tests.reports.minutes_samples import drawn_minutes


def texts(view: MinutesView) -> list[str]:
    made = write_minutes(view, Translator(view.language.value))
    document = pypdfium2.PdfDocument(made.content)
    try:
        found = [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()
    return [re.sub(r"\s+", "", text) for text in found]


def test_minutes_over_two_pages_turn_to_what_comes_of_the_meeting() -> None:
    view = drawn_minutes(Language.ZH_CN)
    assert len(texts(view)) == 1
    seen = 0
    for number in range(6, 14):
        decisions = tuple(replace(view.decisions[0], what=f"第{n}项") for n in range(number))
        pages = texts(replace(view, decisions=decisions))
        if len(pages) != 2:
            continue
        seen += 1
        said, comes = pages
        assert f"第{number - 1}项" in said
        for head in ("行动项：贵方", "里程碑", "沟通安排", "下次会议"):
            assert head in comes
        assert "行动项：贵方" not in said
    assert seen > 3
