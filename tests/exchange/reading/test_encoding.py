"""Texts come in the encodings that offices and older programs use."""

from __future__ import annotations

import pytest

from exchange.finding import Refused
from exchange.reading.encoding import decode

CHINESE = "组织名称,服务\n长者中心,送餐"
FRENCH = "name\nCafé Été, où l’on mange"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "gb18030", "gb18030"),
        ("㐀 is rare, 长者 are not", "gb18030", "gb18030"),
        (FRENCH, "cp1252", "cp1252"),
        ("plain", "ascii", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_a_text_is_read_in_its_encoding(text: str, encoding: str, told: str) -> None:
    assert decode(text.encode(encoding), "x.csv") == (text, told)


def test_a_file_that_is_not_what_its_mark_says_is_refused() -> None:
    with pytest.raises(Refused, match=r"says it is utf-8-sig, but byte 4"):
        decode(b"\xef\xbb\xbfabc\xff", "x.csv")


def test_bytes_that_are_no_text_are_refused_with_their_place() -> None:
    with pytest.raises(Refused, match=r"byte 3 \(0x81, in line 2\)"):
        decode(b"a\n\x81 \x8d", "x.csv")
