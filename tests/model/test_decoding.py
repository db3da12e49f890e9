"""Texts come in the encodings that offices and older programs use."""

from __future__ import annotations

import pytest

from model.decoding import decoded, marked

CHINESE = "组织名称,服务\n长者中心,送餐"
TRADITIONAL = "組織名稱,甚麼時候來過這裡"
FRENCH = "name\nCafé Été, où l’on mange"


@pytest.mark.parametrize(
    ("text", "encoding", "told"),
    [
        (CHINESE, "utf-8", "utf-8"),
        (CHINESE, "utf-8-sig", "utf-8-sig"),
        (CHINESE, "utf-16", "utf-16"),
        (CHINESE, "gb18030", "gb18030"),
        (TRADITIONAL, "gb18030", "gb18030"),
        ("㐀 is rare, 长者 are not", "gb18030", "gb18030"),
        (FRENCH, "cp1252", "cp1252"),
        ("Don’t you know?", "cp1252", "cp1252"),
        ("plain", "ascii", "utf-8"),
        ("", "utf-8", "utf-8"),
    ],
)
def test_a_text_is_read_in_its_encoding(text: str, encoding: str, told: str) -> None:
    assert decoded(text.encode(encoding)) == (text, told)


@pytest.mark.parametrize(
    ("data", "mark", "encoding", "start"),
    [
        pytest.param(b"a\n\x81 \x8d", "", "utf-8", 2, id="none of them"),
        pytest.param(b"\xef\xbb\xbfabc\xff", "utf-8-sig", "utf-8", 3, id="not the UTF-8 it is marked as"),
        pytest.param(b"\xff\xfea\0\0\xd8", "utf-16", "utf-16-le", 4, id="not the UTF-16 it is marked as"),
    ],
)
def test_what_is_no_text_says_where(data: bytes, mark: str, encoding: str, start: int) -> None:
    assert marked(data) == mark
    with pytest.raises(UnicodeDecodeError) as told:
        decoded(data)
    assert (told.value.encoding, told.value.start) == (encoding, start)
