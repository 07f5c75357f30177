"""A document's place is decided before anything is written."""

from pathlib import Path

import pytest

from csdesk.app.targets import target_in
from csdesk.domain.errors import UserError


def test_a_folder_gets_the_documents_own_name(tmp_path: Path) -> None:
    assert target_in(tmp_path, "A_status_v1.pdf") == tmp_path / "A_status_v1.pdf"
    assert target_in(tmp_path / "X.PDF", "A_status_v1.pdf") == tmp_path / "X.PDF"


@pytest.mark.parametrize(("asked", "sample"), [("s", "s.pdf"), ("t.xlsx", "t.pdf")])
def test_another_ending_is_refused_with_a_name_that_works(
    tmp_path: Path, asked: str, sample: str
) -> None:
    with pytest.raises(UserError, match=f"such as {sample}") as caught:
        target_in(tmp_path / asked, "A_status_v1.pdf")
    assert caught.value.code == "target_ending"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(UserError) as caught:
        target_in(Path("/dev/full"), "A_status_v1.pdf")
    assert caught.value.code == "target_no_file"
