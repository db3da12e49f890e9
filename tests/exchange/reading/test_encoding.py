"""A file that is no text is refused with the place where it is none."""

from __future__ import annotations

import pytest

from exchange.finding import Refused
from exchange.reading.encoding import decode


def test_a_text_is_read_with_the_name_of_its_encoding() -> None:
    assert decode("长者中心".encode("gb18030"), "x.csv") == ("长者中心", "gb18030")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        pytest.param(b"\xef\xbb\xbfabc\xff", r"says it is utf-8-sig, but byte 7", id="UTF-8"),
        pytest.param(b"\xff\xfea\0\0\xd8", r"says it is utf-16, but byte 5", id="UTF-16"),
    ],
)
def test_a_file_that_is_not_what_its_mark_says_is_refused(data: bytes, told: str) -> None:
    with pytest.raises(Refused, match=told):
        decode(data, "x.csv")


def test_bytes_that_are_no_text_are_refused_with_their_place() -> None:
    with pytest.raises(Refused, match=r"byte 3 \(0x81, in line 2\)"):
        decode(b"a\n\x81 \x8d", "x.csv")
