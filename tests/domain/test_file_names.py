"""Names of documents keep the customer's name, without what a file system refuses."""

from datetime import date

import pytest

from csdesk.domain.file_names import document_name, safe_name


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Acme Foods & Co. Ltd.", "Acme Foods & Co. Ltd"),
        ("北京云图科技有限公司", "北京云图科技有限公司"),
        ('A/B\\C:D*E?"F"<G>|H', "A_B_C_D_E__F__G__H"),
        ("Line\nbreak", "Line_break"),
        (" .hidden. ", "hidden"),
        ("CON", "CON_"),
        ("aux.io", "aux_.io"),
        ("Console", "Console"),
        ("Ha\u202efdp.exe", "Hafdp.exe"),
        ("\u2066a\u2069\u200fb\u200b\ufeff\u00ad\u061c c", "ab c"),
        ("C\u200bON", "CON_"),
        ("line\u2028end\x85", "line_end_"),
        ("\u202e\u3164", "document"),
        ("half\ud800", "half_"),
        ("...", "document"),
        ("", "document"),
    ],
)
def test_what_file_systems_refuse_or_nobody_sees_goes(name: str, safe: str) -> None:
    assert safe_name(name) == safe


def test_a_long_name_leaves_room_for_the_rest() -> None:
    name = document_name("云" * 300, "tracker", 9, date(2026, 11, 20), "xlsx")
    assert len(name.encode()) < 200
    assert name.endswith("云_tracker_v9_2026-11-20.xlsx")


def test_the_name_of_a_document() -> None:
    made = document_name("Acme Foods", "tracker", 9, date(2026, 11, 20), "xlsx")
    assert made == "Acme Foods_tracker_v9_2026-11-20.xlsx"
