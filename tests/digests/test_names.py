"""Names are found in a text by how they begin."""

from __future__ import annotations

import pytest

from digests.names import Names
from digests.words import scrub

NAMES = Names(["王小明", "王小", "李芳", "Li Fang", "赵", "", "小明家园"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("请李芳和王小明来", {"李芳", "王小明", "王小"}),
        ("王小姐在小明家", {"王小"}),
        ("ask Li Fang", {"Li Fang"}),
        ("赵家的灯", set()),
        ("灯", set()),
        ("", set()),
    ],
)
def test_every_name_in_a_text_is_found_and_no_other(text: str, expected: set[str]) -> None:
    assert set(NAMES.within(text)) == expected
    assert not set(Names().within(text))


def test_a_longer_name_is_taken_out_before_a_shorter_one_in_it() -> None:
    assert scrub("王小明修好了，李芳谢谢王小", [NAMES, Names(["修好"])]) == "……了，…谢谢…"
