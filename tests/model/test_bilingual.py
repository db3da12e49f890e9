"""Words in two languages."""

from __future__ import annotations

import pytest

from model.bilingual import in_language

CASES = [
    ("zh_CN", "东社区", "East", "东社区"),
    ("zh-Hans", "东社区", "East", "东社区"),
    ("en", "东社区", "East", "East"),
    ("fr", "东社区", "East", "East"),
    ("en", "东社区", "", "东社区"),
]


@pytest.mark.parametrize(("language", "zh", "en", "expected"), CASES)
def test_words_are_in_the_language_wanted_or_in_chinese(
    language: str, zh: str, en: str, expected: str
) -> None:
    assert in_language(language, zh, en) == expected
