"""Packs as slides that LibreOffice opens: every page is there and says what ours says."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from csdesk.domain.codes import Language
from csdesk.i18n import Translator
from csdesk.reports.pdf.kickoff import kickoff_pack
from csdesk.reports.pdf.pack import Pack, write_pack
from csdesk.reports.pdf.qbr import qbr_pack
from csdesk.reports.pdf.renewal import renewal_pack
from csdesk.reports.pptx.write import write_slides
from csdesk.reports.words.marks import plain
from tests.reports.deck_pages import page_texts, slide_texts, squeezed
from tests.reports.kickoff_samples import drawn_kickoff
from tests.reports.qbr_samples import drawn_qbr
from tests.reports.renewal_samples import kept_renewal
from tools.environment import has_impress

Convert = Callable[[Path, str], Path]


def _packs() -> dict[str, Pack]:
    return {
        "kickoff": kickoff_pack(drawn_kickoff(Language.ZH_TW), Translator("zh_TW")),
        "qbr": qbr_pack(drawn_qbr(Language.ZH_CN), Translator("zh_CN")),
        "renewal": renewal_pack(kept_renewal(), Translator("en")),
    }


@pytest.mark.parametrize("name", ["kickoff", "qbr", "renewal"])
def test_libreoffice_shows_each_slide_whole(
    name: str, tmp_path: Path, office_convert: Convert
) -> None:
    if not has_impress():
        if os.environ.get("CI"):
            pytest.fail("LibreOffice Impress is not here")
        pytest.skip("LibreOffice Impress is not here: run python3 dev.py test")
    pack = _packs()[name]
    content = write_slides(pack).content
    path = tmp_path / f"{name}.pptx"
    path.write_bytes(content)
    pages = page_texts(office_convert(path, "pdf").read_bytes())
    assert len(pages) == len(page_texts(write_pack(pack).content))
    for page, words, ours in zip(pages[1:], slide_texts(content)[1:], pack.pages, strict=True):
        assert squeezed(plain(ours.title)) in page
        assert [text for text in words if squeezed(text) not in page] == []
