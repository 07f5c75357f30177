"""Spellings of one company match; other companies do not."""

import pytest

from csdesk.domain.matching import DOUBTFUL, likeness, match_key


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Acme Inc.", "ACME"),
        ("Acme, Inc", "acme incorporated"),
        ("Acme Co., Ltd.", "Acme"),
        ("Müller GmbH & Co. KG", "MÜLLER"),
        ("Société Générale S.A.", "société générale"),
        ("Philips N. V.", "Philips"),
        ("Foo Pty Ltd", "Foo"),
        ("上海轮值云科技有限公司", "上海轮值云科技"),
        ("上海轮值云科技股份有限公司", "上海轮值云科技"),
        ("臺灣森林烘焙股份有限公司", "臺灣森林烘焙"),
        ("华东餐饮集团有限公司", "华东餐饮集团"),
        ("华东餐饮（上海）有限责任公司", "华东餐饮(上海)"),
        ("株式会社モリ", "モリ"),
        ("Ａｃｍｅ　Ｌｔｄ", "acme"),
        ("GTX Pro", "GTXPro"),
        ("O'Neil Ltd", "O’Neil"),
    ],
)
def test_same_company(a: str, b: str) -> None:
    assert match_key(a) == match_key(b) != ""
    assert likeness(a, b) == 1.0


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Northwind Traders", "Northwind Trader"),
        ("Johnson Controls", "Jonson Controls"),
        ("Harbour Hotel Group", "Harbor Hotel Group"),
        ("Müller Maschinenbau", "Muller Maschinenbau"),
        ("Maschinenbau Müller", "Müller Maschinenbau"),
    ],
)
def test_doubtful(a: str, b: str) -> None:
    assert match_key(a) != match_key(b)
    assert DOUBTFUL <= likeness(a, b) < 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Store 12", "Store 13"),
        ("Company_101", "Company_102"),
        ("Acme", "Bolt"),
        ("上海轮值云", "上海轮值星"),
        ("", "Acme"),
        ("华东餐饮", "华东餐饮集团"),
    ],
)
def test_different(a: str, b: str) -> None:
    assert likeness(a, b) < DOUBTFUL


def test_a_legal_form_alone_keeps_its_name() -> None:
    assert match_key("Limited Inc") == "limited"
    assert match_key("有限公司") != ""
    assert match_key("  -- ") == ""
